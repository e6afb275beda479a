//! `shardctl object`: single objects, by their logical keys.

mod put;

use put::ObjectPutArgs;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Write single objects where the map says
#[derive(Debug, clap::Subcommand)]
pub enum ObjectCommand {
    Put(ObjectPutArgs),
}

/// Runs the verb.
pub async fn run(ctx: &CommandContext, command: &ObjectCommand) -> Result<Exit, CommandError> {
    match command {
        ObjectCommand::Put(args) => put::run(ctx, args).await,
    }
}
