//! `shardctl snapshot prune`.

use serde_json::json;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::commands::open_fleet::open_fleet;
use crate::engine::control::{FleetError, snapshot};
use crate::ports::ControlStore;
use crate::ui::{Report, Section, units};

/// Remove old snapshots
///
/// Keeps the newest ones that can be read, one at least; what cannot be read goes. The log stays whole, so no
/// version is lost by it: what goes is only read again from further back. The newest snapshots to keep must be
/// named, for there is no way back but `snapshot create`, which takes one of the newest version alone.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  shardctl snapshot prune --keep 10 --dry-run")]
pub struct SnapshotPruneArgs {
    /// How many of the newest to keep
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    keep: u32,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &SnapshotPruneArgs) -> Result<Exit, CommandError> {
    let dry_run = args.dry_run.dry_run;
    // Whoever is not the fleet's holder removes nothing of it.
    let fleet = open_fleet(ctx, None, dry_run).await?;
    let control = super::control(ctx)?;
    let removed = prune(control.as_ref(), args.keep as usize, dry_run).await;
    let closed = fleet.close().await;
    let (kept, removed) = removed?;
    let verb = if dry_run { "would be" } else { "were" };
    let text = format!(
        "{} {verb} removed, {} kept",
        units::plural(removed.len() as u64, "snapshot"),
        kept.len()
    );
    ctx.ui.report(&Report {
        kind: "snapshot_prune",
        data: json!({ "dry_run": dry_run, "removed": removed, "kept": kept }),
        sections: vec![Section::Text(text)],
        warnings: Vec::new(),
    })?;
    closed?;
    Ok(Exit::Ok)
}

/// What stays and what goes, newest first.
async fn prune(
    control: &dyn ControlStore,
    keep: usize,
    dry_run: bool,
) -> Result<(Vec<u64>, Vec<u64>), CommandError> {
    let (mut kept, mut removed) = (Vec::new(), Vec::new());
    for lsn in snapshot::versions(control).await?.into_iter().rev() {
        let readable = match snapshot::read(control, lsn).await {
            Ok(found) => found.is_some(),
            Err(FleetError::Damaged { .. }) => false,
            // A store that does not answer now says nothing of what it holds.
            Err(error) => return Err(error.into()),
        };
        if readable && kept.len() < keep {
            kept.push(lsn);
        } else {
            removed.push(lsn);
        }
    }
    // Where none can be read it is the store that is in doubt, not all of them.
    if kept.is_empty() && !removed.is_empty() {
        let what = "no snapshot can be read, nothing was removed";
        return Err(
            CommandError::new(Exit::Refused, "no_readable_snapshot", what)
                .next("shardctl snapshot verify      says what is wrong with each")
                .next("shardctl snapshot create      takes one of the newest version"),
        );
    }
    for lsn in removed.iter().filter(|_| !dry_run) {
        snapshot::remove(control, *lsn).await?;
    }
    Ok((kept, removed))
}
