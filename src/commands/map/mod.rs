//! `shardctl map`: look at the shard map.

mod diff;
mod history;
mod show;

use diff::MapDiffArgs;
use history::MapHistoryArgs;
use show::MapShowArgs;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::current_map::no_map_to_show;
use crate::placement::ShardMap;

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

/// The map as of this version, or the newest.
fn version(ctx: &CommandContext, lsn: Option<u64>) -> Result<ShardMap, CommandError> {
    let store = ctx.world.map_store()?.ok_or_else(no_map_to_show)?;
    let Some(lsn) = lsn else {
        return store.load()?.ok_or_else(no_map_to_show);
    };
    store.load_version(lsn)?.ok_or_else(|| {
        let what = format!("the map has no version {lsn}");
        CommandError::new(Exit::NotFound, "no_such_version", what)
            .next("shardctl map history      lists the versions")
    })
}
