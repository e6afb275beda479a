//! `shardctl analyze segments`.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::Usage;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::placement::{Segment, ShardName};
use crate::ui::{Cell, Column, Listing};

use super::statistics::{SortArg, Statistics, USAGE_COLUMNS, cut};

/// Rank segments by access score
///
/// A segment is what plans move: the first directories of its keys (plan.segment_depth of the
/// config, 2 by default), or a rule of the map where that is finer. An object that is asked for
/// every hour, and far more often than others, is one of its own (plan.single_from,
/// plan.single_share, plan.single_times). OBJECTS counts those accessed. Shows the first 50 unless `--limit` or `--sort-by` asks for others.
#[derive(Debug, clap::Args)]
pub struct AnalyzeSegmentsArgs {
    /// What to rank by
    #[arg(long, value_enum, value_name = "BY", default_value_t)]
    sort: SortArg,
}

/// What one segment was used for.
#[derive(Default)]
struct SegmentUsage {
    objects: u64,
    shards: BTreeSet<ShardName>,
    usage: Usage,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &AnalyzeSegmentsArgs) -> Result<Exit, CommandError> {
    let statistics = Statistics::load(ctx)?;
    let segmenter = statistics.fleet.segmenter();
    let mut segments: BTreeMap<Segment, SegmentUsage> = BTreeMap::new();
    for object in &statistics.fleet.profile.objects {
        let segment = segments
            .entry(segmenter.segment_of(&object.key))
            .or_default();
        segment.objects += 1;
        let shard = statistics.shard_of(&object.key);
        segment.shards.extend(shard.map(|shard| shard.name.clone()));
        segment.usage.add(&object.hours, statistics.newest_event_ms);
    }
    let mut rows: Vec<_> = segments
        .into_iter()
        .map(|(id, segment)| ((id, segment.objects, segment.shards), segment.usage))
        .collect();
    args.sort.sort(&mut rows);
    let mut notes = statistics.notes();
    notes.extend(cut(&ctx.settings.output, &mut rows, "segments"));
    let mut columns = vec![
        Column::new("segment", "SEGMENT"),
        Column::new("shards", "SHARD"),
        Column::spare("objects", "OBJECTS"),
    ];
    columns.extend(USAGE_COLUMNS);
    ctx.ui.listing(&Listing {
        kind: "segment_usage",
        columns,
        rows: rows
            .into_iter()
            .map(|((segment, objects, shards), usage)| {
                let names: Vec<String> = shards.into_iter().map(|name| name.0).collect();
                let mut cells = vec![
                    Cell::Key(segment.id()),
                    match names.as_slice() {
                        [] => Cell::Unknown,
                        names => Cell::Text(names.join(" ")),
                    },
                    Cell::Count(objects),
                ];
                cells.extend(statistics.usage_cells(&usage));
                cells
            })
            .collect(),
        empty: "no segments",
        notes,
        warnings: Vec::new(),
    })?;
    Ok(Exit::Ok)
}
