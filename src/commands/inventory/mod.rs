//! `shardctl inventory`: learn what the shards hold.

mod import;
mod scan;

use import::InventoryImportArgs;
use scan::InventoryScanArgs;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Learn what the shards hold
#[derive(Debug, clap::Subcommand)]
pub enum InventoryCommand {
    Scan(InventoryScanArgs),
    Import(InventoryImportArgs),
}

/// Runs the verb.
pub async fn run(ctx: &CommandContext, command: &InventoryCommand) -> Result<Exit, CommandError> {
    match command {
        InventoryCommand::Scan(args) => scan::run(ctx, args).await,
        InventoryCommand::Import(args) => import::run(ctx, args).await,
    }
}
