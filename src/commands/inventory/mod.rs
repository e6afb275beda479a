//! `shardctl inventory`: learn what the shards hold.

mod import;
mod scan;

pub use scan::refresh;

use import::InventoryImportArgs;
use scan::InventoryScanArgs;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::placement::Shard;
use crate::ports::InventorySummary;
use crate::ui::{Cell, Column, Listing};

/// Learn what the shards hold
#[derive(Debug, clap::Subcommand)]
pub enum InventoryCommand {
    Scan(InventoryScanArgs),
    Import(InventoryImportArgs),
}

/// Runs the verb.
pub async fn run(ctx: &CommandContext, command: &InventoryCommand) -> Result<Exit, CommandError> {
    match command {
        InventoryCommand::Scan(args) => scan::run(ctx, args).await,
        InventoryCommand::Import(args) => import::run(ctx, args).await,
    }
}

/// The shard of the config with this name.
fn shard_named<'a>(ctx: &'a CommandContext, name: &str) -> Result<&'a Shard, CommandError> {
    let shards = &ctx.settings.shards;
    let found = shards.iter().find(|shard| shard.name.0 == name);
    found.ok_or_else(|| {
        let names: Vec<&str> = shards.iter().map(|shard| shard.name.0.as_str()).collect();
        let what = format!("the config has no shard `{name}`");
        CommandError::new(Exit::NotFound, "shard_not_found", what)
            .detail("shards", names.join(", "))
            .next("name one of these, or add it to the config as a [[shard]]")
    })
}

/// A table of finished inventories; `more` names what each row adds to the common columns.
fn listing(more: &[Column], rows: Vec<Vec<Cell>>) -> Listing {
    let mut columns = vec![
        Column::new("shard", "SHARD"),
        Column::new("objects", "OBJECTS"),
        Column::new("size_bytes", "SIZE"),
        Column::new("taken_at", "TAKEN"),
        Column::wide("origin", "ORIGIN"),
    ];
    columns.extend_from_slice(more);
    Listing {
        kind: "inventory",
        columns,
        rows,
        empty: "no shards",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

/// The cells of the common columns.
fn cells(shard: &Shard, inventory: &InventorySummary) -> Vec<Cell> {
    vec![
        Cell::Text(shard.name.0.clone()),
        Cell::Count(inventory.objects),
        Cell::Bytes(inventory.bytes),
        Cell::Time(inventory.taken_ms),
        Cell::Text(inventory.origin.clone()),
    ]
}

/// Says what to do next, where that is not the obvious.
fn hint_adoption(ctx: &CommandContext) -> Result<(), CommandError> {
    let adopted = match ctx.world.map_store()? {
        Some(store) => !store.history()?.is_empty(),
        None => false,
    };
    if !adopted {
        ctx.ui
            .hint("shardctl init --adopt makes this the first map; it writes nothing to S3");
    }
    Ok(())
}
