//! `shardctl analyze regions`.

use std::collections::BTreeMap;

use crate::access::{HourCount, RegionId, Usage};
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::ui::{Cell, Column, Listing};

use super::statistics::Statistics;

/// Show demand by requester region
///
/// LOCAL is the share of requests for data that the map keeps in the requester's own region; ASSUMED
/// the share whose region nothing in the logs tells. The last line says how the regions are known.
#[derive(Debug, clap::Args)]
pub struct AnalyzeRegionsArgs {}

/// Demand of one region.
#[derive(Default)]
struct RegionUsage {
    usage: Usage,
    /// Requests for data in the same region.
    local: u64,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, _args: &AnalyzeRegionsArgs) -> Result<Exit, CommandError> {
    let statistics = Statistics::load(ctx)?;
    let regions = by_region(&statistics);
    let total: u64 = regions.values().map(|region| region.usage.requests()).sum();
    let mut rows: Vec<(RegionId, RegionUsage)> = regions.into_iter().collect();
    rows.sort_by_key(|(_, region)| std::cmp::Reverse(region.usage.requests()));
    let has_map = statistics.fleet.map.shards().next().is_some();
    ctx.ui.listing(&Listing {
        kind: "region_usage",
        columns: vec![
            Column::new("region", "REGION"),
            Column::new("requests_ratio", "SHARE"),
            Column::new("reads", "READS"),
            Column::new("writes", "WRITES"),
            Column::new("read_bytes", "READ"),
            Column::new("written_bytes", "WRITTEN"),
            Column::new("local_ratio", "LOCAL"),
            Column::new("assumed_ratio", "ASSUMED"),
        ],
        rows: rows
            .into_iter()
            .map(|(id, RegionUsage { usage, local })| {
                let share = |part: u64, whole: u64| Cell::Ratio(part as f64 / whole as f64);
                let requests = usage.requests();
                vec![
                    Cell::Key(
                        statistics.fleet.profile.regions[usize::from(id)]
                            .as_str()
                            .into(),
                    ),
                    share(requests, total),
                    Cell::Count(usage.reads),
                    Cell::Count(usage.writes),
                    Cell::Bytes(usage.bytes_read),
                    Cell::Bytes(usage.bytes_written),
                    if has_map {
                        share(local, requests)
                    } else {
                        Cell::Unknown
                    },
                    share(usage.assumed, requests),
                ]
            })
            .collect(),
        empty: "no requester regions",
        notes: statistics.notes(),
        warnings: Vec::new(),
    })?;
    Ok(Exit::Ok)
}

fn by_region(statistics: &Statistics) -> BTreeMap<RegionId, RegionUsage> {
    let names = &statistics.fleet.profile.regions;
    let mut regions: BTreeMap<RegionId, RegionUsage> = BTreeMap::new();
    for object in &statistics.fleet.profile.objects {
        let home = statistics.shard_of(&object.key).map(|shard| &shard.region);
        let same_region = |a: &HourCount, b: &HourCount| a.region == b.region;
        for hours in object.hours.chunk_by(same_region) {
            let id = hours[0].region;
            let region = regions.entry(id).or_default();
            region.usage.add(hours, statistics.newest_event_ms);
            if home == Some(&names[usize::from(id)]) {
                region.local += hours.iter().map(|count| count.requests).sum::<u64>();
            }
        }
    }
    regions
}
