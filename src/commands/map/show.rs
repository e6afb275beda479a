//! `shardctl map show`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Show the shard map
#[derive(Debug, clap::Args)]
pub struct MapShowArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &MapShowArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl map show` is not built yet",
    ))
}
