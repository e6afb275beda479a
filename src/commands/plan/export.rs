//! `shardctl plan export`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

use super::lookup::find;

/// Write the plan file
///
/// Prints the file exactly as it was made.
#[derive(Debug, clap::Args)]
pub struct PlanExportArgs {
    /// File, name, or id of the plan (its first digits will do)
    plan: String,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &PlanExportArgs) -> Result<Exit, CommandError> {
    let found = find(ctx, &args.plan)?;
    ctx.ui.raw(&found.bytes)?;
    Ok(Exit::Ok)
}
