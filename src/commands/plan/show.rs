//! `shardctl plan show`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

use super::lookup::{answer, find};
use super::render::plan_report;

/// Show a plan
///
/// A plan made against another map than the newest is stale: it is shown, and the exit code is 12.
#[derive(Debug, clap::Args)]
pub struct PlanShowArgs {
    /// File, name, or id of the plan (its first four digits will do)
    plan: String,
    /// Show every move, however many
    #[arg(long)]
    all: bool,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &PlanShowArgs) -> Result<Exit, CommandError> {
    let found = find(ctx, &args.plan)?;
    let report = plan_report(&found.document, found.name.as_deref(), args.all);
    answer(ctx, &found.document, report)
}
