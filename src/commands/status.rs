//! `shardctl status`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Show the state of the fleet on one page
#[derive(Debug, clap::Args)]
pub struct StatusArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &StatusArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl status` is not built yet",
    ))
}
