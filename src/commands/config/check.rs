//! `shardctl config check`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Check the config file
#[derive(Debug, clap::Args)]
pub struct ConfigCheckArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &ConfigCheckArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl config check` is not built yet",
    ))
}
