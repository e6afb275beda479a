//! `shardctl analyze segments`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Show size and demand of each segment
#[derive(Debug, clap::Args)]
pub struct AnalyzeSegmentsArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &AnalyzeSegmentsArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl analyze segments` is not built yet",
    ))
}
