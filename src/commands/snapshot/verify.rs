//! `shardctl snapshot verify`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::control::verify_snapshots;
use crate::ui::{Cell, Column, Listing, units};

/// Check snapshots against the map log
///
/// Replays the log from its first entry and holds each snapshot against the version that it is of. Sends only
/// reading requests. Ends with 15 where one is not what the log says: a recovery passes it over, and `snapshot
/// prune` removes it.
#[derive(Debug, clap::Args)]
pub struct SnapshotVerifyArgs {
    /// The snapshot's version [default: all]
    version: Option<u64>,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &SnapshotVerifyArgs) -> Result<Exit, CommandError> {
    let control = super::control(ctx)?;
    if let Some(version) = args.version {
        let taken = crate::engine::control::snapshot::versions(control.as_ref()).await?;
        if !taken.contains(&version) {
            super::read(control.as_ref(), version).await?;
        }
    }
    let found = verify_snapshots(control.as_ref(), args.version).await?;
    let rows = found.iter().map(|(lsn, found)| {
        let text = match found {
            Ok(rules) => format!("what the log says: {}", units::plural(*rules, "rule")),
            Err(problem) => problem.clone(),
        };
        vec![
            Cell::Count(*lsn),
            Cell::Flag(found.is_ok()),
            Cell::Key(text.as_str().into()),
        ]
    });
    ctx.ui.listing(&Listing {
        kind: "snapshot_checks",
        columns: vec![
            Column::new("version", "VERSION"),
            Column::new("ok", "OK"),
            Column::new("found", "FOUND"),
        ],
        rows: rows.collect(),
        empty: "no snapshots",
        notes: Vec::new(),
        warnings: Vec::new(),
    })?;
    let differs = found.iter().any(|(_, found)| found.is_err());
    Ok(if differs { Exit::Differs } else { Exit::Ok })
}
