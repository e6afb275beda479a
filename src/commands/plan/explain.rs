//! `shardctl plan explain`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Show every term of a move
#[derive(Debug, clap::Args)]
pub struct PlanExplainArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &PlanExplainArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl plan explain` is not built yet",
    ))
}
