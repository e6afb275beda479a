//! `shardctl map history`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::current_map::without_map;
use crate::ui::{Cell, Column, Listing};

/// List the versions of the map, newest first
#[derive(Debug, clap::Args)]
pub struct MapHistoryArgs {}

/// Runs the command.
pub async fn run(ctx: &CommandContext, _args: &MapHistoryArgs) -> Result<Exit, CommandError> {
    let Some(store) = ctx.world.map_store()? else {
        return Err(without_map(ctx).await);
    };
    let versions = store.history()?;
    ctx.ui.listing(&Listing {
        kind: "map_history",
        columns: vec![
            Column::new("version", "VERSION"),
            Column::new("created_at", "WHEN"),
            Column::new("origin", "BY"),
            Column::new("rules", "RULES"),
            Column::wide("hash", "HASH"),
        ],
        rows: versions
            .iter()
            .rev()
            .map(|version| {
                vec![
                    Cell::Count(version.lsn),
                    Cell::Time(version.created_ms),
                    Cell::Text(version.origin.clone()),
                    Cell::Count(version.rules),
                    Cell::Text(version.hash.clone()),
                ]
            })
            .collect(),
        empty: "no versions",
        notes: Vec::new(),
        warnings: Vec::new(),
    })?;
    Ok(Exit::Ok)
}
