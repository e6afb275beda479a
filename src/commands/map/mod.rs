//! `shardctl map`: the shard map.

mod diff;
mod export;
mod history;
mod import;
mod pin;
mod router;
mod show;
mod unpin;
mod verify;
mod wait;

use diff::MapDiffArgs;
use export::MapExportArgs;
use history::MapHistoryArgs;
use import::MapImportArgs;
use pin::MapPinArgs;
use show::MapShowArgs;
use unpin::MapUnpinArgs;
use verify::MapVerifyArgs;
use wait::MapWaitArgs;

pub use import::with_pins;

use crate::cli::{CommandError, ConfigNeed, Exit};
use crate::commands::CommandContext;
use crate::commands::current_map::{check_kin, no_map_to_show, without_map};
use crate::placement::ShardMap;

/// Show the shard map, and pin what must stay
#[derive(Debug, clap::Subcommand)]
pub enum MapCommand {
    Show(MapShowArgs),
    History(MapHistoryArgs),
    Diff(MapDiffArgs),
    Export(MapExportArgs),
    Import(MapImportArgs),
    Verify(MapVerifyArgs),
    Pin(MapPinArgs),
    Unpin(MapUnpinArgs),
    Wait(MapWaitArgs),
}

impl MapCommand {
    /// What only looks needs to know where the state is; what changes needs the control location.
    pub fn config_need(&self) -> ConfigNeed {
        match self {
            Self::Show(_) | Self::History(_) | Self::Diff(_) | Self::Export(_) => {
                ConfigNeed::OrState
            }
            Self::Pin(_) | Self::Unpin(_) | Self::Wait(_) | Self::Import(_) | Self::Verify(_) => {
                ConfigNeed::Required
            }
        }
    }
}

/// Runs the verb.
pub async fn run(ctx: &CommandContext, command: &MapCommand) -> Result<Exit, CommandError> {
    match command {
        MapCommand::Show(args) => show::run(ctx, args).await,
        MapCommand::History(args) => history::run(ctx, args).await,
        MapCommand::Diff(args) => diff::run(ctx, args).await,
        MapCommand::Export(args) => export::run(ctx, args).await,
        MapCommand::Import(args) => import::run(ctx, args).await,
        MapCommand::Verify(args) => verify::run(ctx, args).await,
        MapCommand::Pin(args) => pin::run(ctx, args).await,
        MapCommand::Unpin(args) => unpin::run(ctx, args).await,
        MapCommand::Wait(args) => wait::run(ctx, args).await,
    }
}

/// The map as of this version, or the newest.
async fn version(ctx: &CommandContext, lsn: Option<u64>) -> Result<ShardMap, CommandError> {
    let Some(store) = ctx.world.map_store()? else {
        return Err(without_map(ctx).await);
    };
    let newest = store.load()?.ok_or_else(no_map_to_show)?;
    if let Some((_, differs)) = check_kin(ctx, &newest)? {
        ctx.ui.warning(&differs);
    }
    let Some(lsn) = lsn else {
        return Ok(newest);
    };
    store.load_version(lsn)?.ok_or_else(|| {
        let what = format!("the map has no version {lsn}");
        CommandError::new(Exit::NotFound, "no_such_version", what)
            .next("shardctl map history      lists the versions")
    })
}
