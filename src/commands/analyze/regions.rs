//! `shardctl analyze regions`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Show the demand of each requester region on each shard
#[derive(Debug, clap::Args)]
pub struct AnalyzeRegionsArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &AnalyzeRegionsArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl analyze regions` is not built yet",
    ))
}
