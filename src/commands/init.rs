//! `shardctl init`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Write a config skeleton, or adopt what the buckets hold as the first map (`--adopt`)
#[derive(Debug, clap::Args)]
pub struct InitArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &InitArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl init` is not built yet",
    ))
}
