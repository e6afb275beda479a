//! `shardctl analyze keys`.

use crate::access::{ObjectAccess, Usage};
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::placement::Segment;
use crate::ui::{Cell, Column, Listing};

use super::statistics::{SortArg, Statistics, USAGE_COLUMNS, cut};

/// Rank objects by access score
///
/// The score is the number of accesses, each worth half after every week, as of the newest ingested
/// event: recency and frequency in one number. A GET repeated by one client within a minute, as for
/// ranges, is one access; READS counts every request. Shows the first 50 unless `--limit` or
/// `--sort-by` asks for others.
#[derive(Debug, clap::Args)]
pub struct AnalyzeKeysArgs {
    /// Only keys of this segment: prefix:PREFIX or exact:KEY
    #[arg(long, value_name = "SEGMENT")]
    segment: Option<Segment>,
    /// What to rank by
    #[arg(long, value_enum, value_name = "BY", default_value_t)]
    sort: SortArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &AnalyzeKeysArgs) -> Result<Exit, CommandError> {
    let statistics = Statistics::load(ctx)?;
    let wanted = |object: &&ObjectAccess| {
        let segment = args.segment.as_ref();
        segment.is_none_or(|segment| segment.contains(object.key.as_bytes()))
    };
    let objects = statistics.fleet.profile.objects.iter().filter(wanted);
    let mut rows: Vec<(&ObjectAccess, Usage)> = objects
        .map(|object| (object, statistics.usage(object)))
        .collect();
    args.sort.sort(&mut rows);
    let mut notes = statistics.notes();
    notes.extend(cut(&ctx.settings.output, &mut rows, "keys"));
    let mut columns = vec![
        Column::new("key", "KEY"),
        Column::new("shard", "SHARD"),
        Column::wide("segment", "SEGMENT"),
        Column::wide("logged_size_bytes", "SIZE"),
    ];
    columns.extend(USAGE_COLUMNS);
    ctx.ui.listing(&Listing {
        kind: "key_usage",
        columns,
        rows: rows
            .iter()
            .map(|(object, usage)| row(&statistics, object, usage))
            .collect(),
        empty: "no such key was accessed",
        notes,
        warnings: Vec::new(),
    })?;
    Ok(Exit::Ok)
}

fn row(statistics: &Statistics, object: &ObjectAccess, usage: &Usage) -> Vec<Cell> {
    let shard = statistics.shard_of(&object.key);
    let segment = statistics.fleet.segmenter().segment_of(&object.key);
    let mut cells = vec![
        Cell::Key(object.key.clone()),
        shard.map_or(Cell::Unknown, |shard| Cell::Text(shard.name.0.clone())),
        Cell::Key(segment.id()),
        object.logged_size.map_or(Cell::Unknown, Cell::Bytes),
    ];
    cells.extend(statistics.usage_cells(usage));
    cells
}
