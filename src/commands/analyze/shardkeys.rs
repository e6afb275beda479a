//! `shardctl analyze shardkeys`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Score candidate shard keys on the logs
#[derive(Debug, clap::Args)]
pub struct AnalyzeShardkeysArgs {}

/// Runs the command.
pub async fn run(
    _ctx: &CommandContext,
    _args: &AnalyzeShardkeysArgs,
) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl analyze shardkeys` is not built yet",
    ))
}
