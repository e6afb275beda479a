//! `shardctl config`: show and check the settings.

mod check;
mod show;

use check::ConfigCheckArgs;
use show::ConfigShowArgs;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Show and check the settings
#[derive(Debug, clap::Subcommand)]
pub enum ConfigCommand {
    Show(ConfigShowArgs),
    Check(ConfigCheckArgs),
}

/// Runs the verb.
pub async fn run(ctx: &CommandContext, command: &ConfigCommand) -> Result<Exit, CommandError> {
    match command {
        ConfigCommand::Show(args) => show::run(ctx, args).await,
        ConfigCommand::Check(args) => check::run(ctx, args).await,
    }
}
