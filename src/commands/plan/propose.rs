//! `shardctl plan propose`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Propose moves that earn their cost
#[derive(Debug, clap::Args)]
pub struct PlanProposeArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &PlanProposeArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl plan propose` is not built yet",
    ))
}
