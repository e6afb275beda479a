//! `shardctl snapshot`: whole maps in the control location, from which another host begins to read.

mod create;
mod diff;
mod list;
mod prune;
mod restore;
mod show;
mod verify;

use std::sync::Arc;

use create::SnapshotCreateArgs;
use diff::SnapshotDiffArgs;
use list::SnapshotListArgs;
use prune::SnapshotPruneArgs;
use restore::SnapshotRestoreArgs;
use show::SnapshotShowArgs;
use verify::SnapshotVerifyArgs;

use crate::cli::{CommandError, ConfigNeed, Exit};
use crate::commands::CommandContext;
use crate::engine::control::{FleetError, snapshot};
use crate::placement::MapSnapshot;
use crate::ports::ControlStore;

/// Look at, take and go back to snapshots of the map
///
/// A snapshot is the whole map as of one version, in the control location. One is taken by itself every 100
/// versions; who recovers the map reads the newest and the log after it. The log stays whole beside
/// them, so any snapshot can be lost or removed.
#[derive(Debug, clap::Subcommand)]
pub enum SnapshotCommand {
    Create(SnapshotCreateArgs),
    List(SnapshotListArgs),
    Show(SnapshotShowArgs),
    Diff(SnapshotDiffArgs),
    Verify(SnapshotVerifyArgs),
    Restore(SnapshotRestoreArgs),
    Prune(SnapshotPruneArgs),
}

impl SnapshotCommand {
    /// What only reads needs the address of the control location alone.
    pub fn config_need(&self) -> ConfigNeed {
        match self {
            Self::List(_) | Self::Show(_) | Self::Diff(_) | Self::Verify(_) => {
                ConfigNeed::IfPresent
            }
            Self::Create(_) | Self::Restore(_) | Self::Prune(_) => ConfigNeed::Required,
        }
    }
}

/// Runs the verb.
pub async fn run(ctx: &CommandContext, command: &SnapshotCommand) -> Result<Exit, CommandError> {
    match command {
        SnapshotCommand::Create(args) => create::run(ctx, args).await,
        SnapshotCommand::List(args) => list::run(ctx, args).await,
        SnapshotCommand::Show(args) => show::run(ctx, args).await,
        SnapshotCommand::Diff(args) => diff::run(ctx, args).await,
        SnapshotCommand::Verify(args) => verify::run(ctx, args).await,
        SnapshotCommand::Restore(args) => restore::run(ctx, args).await,
        SnapshotCommand::Prune(args) => prune::run(ctx, args).await,
    }
}

fn control(ctx: &CommandContext) -> Result<Arc<dyn ControlStore>, CommandError> {
    Ok((ctx.world.control_store()?).ok_or(FleetError::NoControl)?)
}

/// The snapshot of a version.
async fn read(control: &dyn ControlStore, lsn: u64) -> Result<MapSnapshot, CommandError> {
    snapshot::read(control, lsn).await?.ok_or_else(|| {
        let what = format!("there is no snapshot of version {lsn}");
        CommandError::new(Exit::NotFound, "no_such_snapshot", what)
            .next("shardctl snapshot list      lists them")
    })
}
