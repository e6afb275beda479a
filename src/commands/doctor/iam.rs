//! `shardctl doctor iam`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Print the least policy that this config needs
#[derive(Debug, clap::Args)]
pub struct DoctorIamArgs {}

/// Runs the command.
pub async fn run(_ctx: &CommandContext, _args: &DoctorIamArgs) -> Result<Exit, CommandError> {
    Err(CommandError::new(
        Exit::Failed,
        "not_built",
        "`shardctl doctor iam` is not built yet",
    ))
}
