//! `shardctl analyze mobility`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Rank segments by how much of their demand is elsewhere
#[derive(Debug, clap::Args)]
pub struct AnalyzeMobilityArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &AnalyzeMobilityArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl analyze mobility` is not built yet",
    ))
}
