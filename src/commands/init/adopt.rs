//! `shardctl init --adopt`: the first map, made from what the inventory saw.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

use super::InitArgs;

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &InitArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl init --adopt` is not built yet",
    ))
}
