//! `shardctl config show`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Show the effective settings
#[derive(Debug, clap::Args)]
pub struct ConfigShowArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &ConfigShowArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl config show` is not built yet",
    ))
}
