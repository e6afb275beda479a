//! `shardctl snapshot list`.

use std::collections::BTreeMap;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::control::snapshot;
use crate::ports::MapVersion;
use crate::ui::{Cell, Column, Listing};

/// List the snapshots
///
/// One LIST request. When a version was made, by what, and how many rules it has is told where this host's
/// map.db knows the version; `snapshot show` reads it from the snapshot.
#[derive(Debug, clap::Args)]
pub struct SnapshotListArgs {}

/// Runs the command.
pub async fn run(ctx: &CommandContext, _args: &SnapshotListArgs) -> Result<Exit, CommandError> {
    let control = super::control(ctx)?;
    let versions = snapshot::versions(control.as_ref()).await?;
    let history = match ctx.world.map_store() {
        Ok(Some(store)) => store.history()?,
        // On a host without one, or with one that is damaged, the snapshots are wanted all the more.
        Ok(None) | Err(_) => Vec::new(),
    };
    let history: BTreeMap<u64, MapVersion> = history.into_iter().map(|it| (it.lsn, it)).collect();
    ctx.ui.listing(&Listing {
        kind: "snapshots",
        columns: vec![
            Column::new("version", "VERSION"),
            Column::new("created_at", "MADE"),
            Column::new("origin", "BY"),
            Column::new("rules", "RULES"),
        ],
        rows: (versions.iter().rev())
            .map(|lsn| row(*lsn, history.get(lsn)))
            .collect(),
        empty: "no snapshots: one is taken every 100 versions, or by shardctl snapshot create",
        notes: Vec::new(),
        warnings: Vec::new(),
    })?;
    Ok(Exit::Ok)
}

fn row(lsn: u64, version: Option<&MapVersion>) -> Vec<Cell> {
    let of = |cell: fn(&MapVersion) -> Cell| version.map_or(Cell::Unknown, cell);
    vec![
        Cell::Count(lsn),
        of(|it| Cell::Time(it.created_ms)),
        of(|it| Cell::Text(it.origin.clone())),
        of(|it| Cell::Count(it.rules)),
    ]
}
