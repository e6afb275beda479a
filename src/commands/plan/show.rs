//! `shardctl plan show`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

use super::lookup::{find, staleness};
use super::render::plan_report;

/// Show a plan
#[derive(Debug, clap::Args)]
pub struct PlanShowArgs {
    /// File, name, or id of the plan (its first digits will do)
    plan: String,
    /// Show every move, however many
    #[arg(long)]
    all: bool,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &PlanShowArgs) -> Result<Exit, CommandError> {
    let found = find(ctx, &args.plan)?;
    let mut report = plan_report(&found.document, found.name.as_deref(), args.all);
    let map = match ctx.world.map_store()? {
        Some(store) => store.load()?,
        None => None,
    };
    let stale = map.and_then(|map| staleness(&found.document, &map));
    report
        .warnings
        .extend(stale.map(|why| ("plan_stale", format!("stale: {why}"))));
    ctx.ui.report(&report)?;
    Ok(Exit::Ok)
}
