//! `shardctl map diff`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Compare two versions of the map
#[derive(Debug, clap::Args)]
pub struct MapDiffArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &MapDiffArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl map diff` is not built yet",
    ))
}
