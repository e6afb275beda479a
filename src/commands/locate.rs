//! `shardctl locate`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Show which shard holds a key
#[derive(Debug, clap::Args)]
pub struct LocateArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &LocateArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl locate` is not built yet",
    ))
}
