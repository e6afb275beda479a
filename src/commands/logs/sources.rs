//! `shardctl logs sources`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Show what was read of each source
#[derive(Debug, clap::Args)]
pub struct LogsSourcesArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &LogsSourcesArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl logs sources` is not built yet",
    ))
}
