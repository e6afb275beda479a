//! `shardctl logs detect`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Name the format of a log and show five records
#[derive(Debug, clap::Args)]
pub struct LogsDetectArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &LogsDetectArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl logs detect` is not built yet",
    ))
}
