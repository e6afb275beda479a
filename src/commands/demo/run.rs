//! `shardctl demo`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Play the whole story on a simulated fleet
#[derive(Debug, clap::Args)]
pub struct DemoArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &DemoArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl demo` is not built yet",
    ))
}
