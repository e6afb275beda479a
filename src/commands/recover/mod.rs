//! `shardctl recover`: what an interrupted run left in flight is looked at, and settled.

mod inspect;
mod render;
mod run;

use inspect::RecoverInspectArgs;
use run::RecoverRunArgs;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Settle what an interrupted run left in flight
#[derive(Debug, clap::Subcommand)]
pub enum RecoverCommand {
    Inspect(RecoverInspectArgs),
    Run(RecoverRunArgs),
}

/// Runs the verb.
pub async fn run(ctx: &CommandContext, command: &RecoverCommand) -> Result<Exit, CommandError> {
    match command {
        RecoverCommand::Inspect(args) => inspect::run(ctx, args).await,
        RecoverCommand::Run(args) => run::run(ctx, args).await,
    }
}
