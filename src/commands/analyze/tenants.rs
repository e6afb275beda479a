//! `shardctl analyze tenants`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Show the demand of each tenant
#[derive(Debug, clap::Args)]
pub struct AnalyzeTenantsArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &AnalyzeTenantsArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl analyze tenants` is not built yet",
    ))
}
