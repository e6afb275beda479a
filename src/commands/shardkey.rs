//! `shardctl shardkey`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Compute the shard key of client, data type and time
#[derive(Debug, clap::Args)]
pub struct ShardkeyArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &ShardkeyArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl shardkey` is not built yet",
    ))
}
