//! `shardctl doctor`: whether the fleet can be worked with, and what that takes.

mod check;
mod fleet;
mod iam;
mod parity;
mod report;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Check credentials, reachability, clock skew and permissions
///
/// Sends reading requests only, unless --probe is given. Exits with the gravest of what fails:
/// denied (5) before unavailable (6) before what is missing (4).
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct DoctorCommand {
    #[command(subcommand)]
    command: Option<DoctorSubcommand>,
    #[command(flatten)]
    check: check::DoctorArgs,
}

/// What else the doctor does.
#[derive(Debug, clap::Subcommand)]
enum DoctorSubcommand {
    Iam(iam::DoctorIamArgs),
    Parity(parity::DoctorParityArgs),
}

/// Runs the check, or the subcommand.
pub async fn run(ctx: &CommandContext, command: &DoctorCommand) -> Result<Exit, CommandError> {
    match &command.command {
        None => check::run(ctx, &command.check).await,
        Some(DoctorSubcommand::Iam(args)) => iam::run(ctx, args).await,
        Some(DoctorSubcommand::Parity(args)) => parity::run(ctx, args).await,
    }
}
