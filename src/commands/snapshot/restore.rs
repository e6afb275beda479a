//! `shardctl snapshot restore`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::commands::migrate::ExecutionArgs;
use crate::commands::rollback::{Target, roll_back};

/// Make the map say again what a snapshot says
///
/// As `rollback --to VERSION`, with the map of the snapshot: segment by segment by the pointer where source
/// copies are kept, by a new migration (10) where they are gone, and it says which before anything is done.
/// History is appended to. A lost map.db is made anew by `recover map`, not by this.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  shardctl snapshot restore 100 --dry-run")]
pub struct SnapshotRestoreArgs {
    /// The snapshot's version
    version: u64,
    #[command(flatten)]
    execution: ExecutionArgs,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &SnapshotRestoreArgs) -> Result<Exit, CommandError> {
    let target = Target::Snapshot(args.version);
    roll_back(ctx, target, args.execution, args.dry_run.dry_run).await
}
