//! `shardctl map`: look at the shard map.

mod diff;
mod history;
mod show;

use diff::MapDiffArgs;
use history::MapHistoryArgs;
use show::MapShowArgs;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Look at the shard map
#[derive(Debug, clap::Subcommand)]
pub enum MapCommand {
    Show(MapShowArgs),
    History(MapHistoryArgs),
    Diff(MapDiffArgs),
}

/// Runs the verb.
pub async fn run(ctx: &CommandContext, command: &MapCommand) -> Result<Exit, CommandError> {
    match command {
        MapCommand::Show(args) => show::run(ctx, args).await,
        MapCommand::History(args) => history::run(ctx, args).await,
        MapCommand::Diff(args) => diff::run(ctx, args).await,
    }
}
