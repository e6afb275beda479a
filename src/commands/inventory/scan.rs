//! `shardctl inventory scan`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// List the shards
#[derive(Debug, clap::Args)]
pub struct InventoryScanArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &InventoryScanArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl inventory scan` is not built yet",
    ))
}
