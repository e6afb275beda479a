//! `shardctl logs ingest`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Read access logs into the statistics
#[derive(Debug, clap::Args)]
pub struct LogsIngestArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &LogsIngestArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl logs ingest` is not built yet",
    ))
}
