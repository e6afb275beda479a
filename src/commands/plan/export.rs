//! `shardctl plan export`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Write the plan file
#[derive(Debug, clap::Args)]
pub struct PlanExportArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &PlanExportArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl plan export` is not built yet",
    ))
}
