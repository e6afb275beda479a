//! `shardctl map history`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// List the versions of the map
#[derive(Debug, clap::Args)]
pub struct MapHistoryArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &MapHistoryArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl map history` is not built yet",
    ))
}
