//! `shardctl plan list`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// List the plans
#[derive(Debug, clap::Args)]
pub struct PlanListArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &PlanListArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl plan list` is not built yet",
    ))
}
