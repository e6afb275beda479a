//! `shardctl plan show`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Show a plan
#[derive(Debug, clap::Args)]
pub struct PlanShowArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &PlanShowArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl plan show` is not built yet",
    ))
}
