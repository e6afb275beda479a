//! `shardctl doctor`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Check credentials, reachability, clock skew and permissions
#[derive(Debug, clap::Args)]
pub struct DoctorArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &DoctorArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl doctor` is not built yet",
    ))
}
