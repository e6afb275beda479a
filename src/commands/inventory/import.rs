//! `shardctl inventory import`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Read an S3 Inventory report
#[derive(Debug, clap::Args)]
pub struct InventoryImportArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &InventoryImportArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl inventory import` is not built yet",
    ))
}
