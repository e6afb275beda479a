//! `shardctl inventory scan`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::inventory::{ScanError, ScanOptions, ScanReport, scan};
use crate::placement::Shard;
use crate::ui::{Cell, Column, ProgressUnit};

use super::{cells, hint_adoption, listing, shard_named};

/// List the shards
///
/// Sends LIST requests only, many at a time. A scan that was interrupted goes on where it was when it
/// is run again within a day. The inventory before stays until the new one is whole.
#[derive(Debug, clap::Args)]
pub struct InventoryScanArgs {
    /// Shards to list; all when none is named
    #[arg(value_name = "SHARD")]
    shards: Vec<String>,
    /// LIST requests at a time
    #[arg(long, value_name = "N", default_value_t = WAYS, value_parser = clap::value_parser!(u16).range(1..=1024))]
    ways: u16,
    /// Begin anew rather than go on with an interrupted scan
    #[arg(long)]
    restart: bool,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &InventoryScanArgs) -> Result<Exit, CommandError> {
    let shards = shards(ctx, &args.shards)?;
    let mut rows = Vec::new();
    let mut failures = Vec::new();
    for shard in &shards {
        match scan_shard(ctx, shard, args.ways, args.restart).await {
            Ok(report) => {
                let mut row = cells(shard, &report.inventory);
                row.push(Cell::Count(report.requests));
                rows.push(row);
            }
            Err(error) => failures.push(error),
        }
    }
    if rows.is_empty() && !failures.is_empty() {
        return Err(failures.swap_remove(0));
    }
    ctx.ui
        .listing(&listing(&[Column::new("list_requests", "REQUESTS")], rows))?;
    let mut exit = Exit::Ok;
    for failure in failures {
        ctx.ui.failure(&failure);
        exit = exit.or(failure.exit);
    }
    if exit == Exit::Ok {
        hint_adoption(ctx)?;
    }
    Ok(exit)
}

fn shards<'a>(ctx: &'a CommandContext, names: &[String]) -> Result<Vec<&'a Shard>, CommandError> {
    if names.is_empty() {
        return Ok(ctx.settings.shards.iter().collect());
    }
    names.iter().map(|name| shard_named(ctx, name)).collect()
}

/// LIST requests at a time, unless somebody says otherwise.
const WAYS: u16 = 32;

/// Lists a shard anew, for a command that must know what is there now.
pub async fn refresh(ctx: &CommandContext, shard: &Shard) -> Result<(), CommandError> {
    scan_shard(ctx, shard, WAYS, true).await.map(drop)
}

async fn scan_shard(
    ctx: &CommandContext,
    shard: &Shard,
    ways: u16,
    restart: bool,
) -> Result<ScanReport, CommandError> {
    let mut store = ctx.world.stats_store()?;
    let options = ScanOptions {
        ways: usize::from(ways),
        restart,
        page_size: None,
        now_ms: ctx.world.clock().now_ms(),
    };
    let reader = ctx.world.reader(&shard.endpoint, &shard.bucket);
    let label = format!("listing {}", shard.name);
    let bar = ctx.ui.progress(&label, ProgressUnit::Count, None);
    let mut progress = |objects| bar.add(objects);
    let report = scan(reader, shard, store.as_mut(), &options, &mut progress).await?;
    Ok(report)
}

impl From<ScanError> for CommandError {
    fn from(error: ScanError) -> Self {
        match error {
            ScanError::Bucket(error) => Self::from(error)
                .next("shardctl inventory scan      goes on where it was; what was listed is kept"),
            ScanError::Store(error) => error.into(),
        }
    }
}
