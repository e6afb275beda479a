//! `shardctl analyze keys`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Rank objects by access score
#[derive(Debug, clap::Args)]
pub struct AnalyzeKeysArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &AnalyzeKeysArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl analyze keys` is not built yet",
    ))
}
