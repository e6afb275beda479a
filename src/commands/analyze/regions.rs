//! `shardctl analyze regions`.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use crate::access::{HourCount, RegionId, RegionSource, Usage};
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::ui::{Cell, Column, Listing, Report, Section, units};

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
    let rows = rows.into_iter().map(|(id, region)| {
        let name = statistics.fleet.profile.regions[usize::from(id)].clone();
        Row::new(name, &region, total, has_map)
    });
    ctx.ui
        .report(&report(&statistics, &rows.collect::<Vec<_>>()))?;
    Ok(Exit::Ok)
}

/// One region in the answer.
#[derive(Serialize)]
struct Row {
    region: String,
    requests_ratio: f64,
    reads: u64,
    writes: u64,
    read_bytes: u64,
    written_bytes: u64,
    /// `None` without a map.
    local_ratio: Option<f64>,
    assumed_ratio: f64,
}

impl Row {
    fn new(name: String, region: &RegionUsage, total: u64, has_map: bool) -> Self {
        let usage = &region.usage;
        let share = |part: u64, whole: u64| part as f64 / whole as f64;
        Self {
            region: name,
            requests_ratio: share(usage.requests(), total),
            reads: usage.reads,
            writes: usage.writes,
            read_bytes: usage.bytes_read,
            written_bytes: usage.bytes_written,
            local_ratio: has_map.then(|| share(region.local, usage.requests())),
            assumed_ratio: share(usage.assumed, usage.requests()),
        }
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Key(self.region.as_str().into()),
            Cell::Ratio(self.requests_ratio),
            Cell::Count(self.reads),
            Cell::Count(self.writes),
            Cell::Bytes(self.read_bytes),
            Cell::Bytes(self.written_bytes),
            self.local_ratio.map_or(Cell::Unknown, Cell::Ratio),
            Cell::Ratio(self.assumed_ratio),
        ]
    }
}

/// The table with the line on how regions are known; programs get the evidence as counts.
fn report(statistics: &Statistics, rows: &[Row]) -> Report {
    let evidence: BTreeMap<&str, u64> = RegionSource::ALL
        .into_iter()
        .map(|source| {
            let records = statistics.fleet.profile.evidence.get(&source);
            (source.name(), records.copied().unwrap_or(0))
        })
        .collect();
    let table = Listing {
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
        rows: rows.iter().map(Row::cells).collect(),
        empty: "no requester regions",
        notes: statistics.notes(),
        warnings: Vec::new(),
    };
    Report {
        kind: "region_usage",
        data: json!({
            "regions": rows,
            "evidence_requests": evidence,
            "newest_event": units::rfc3339(statistics.newest_event_ms),
        }),
        sections: vec![Section::Table(None, table)],
        warnings: Vec::new(),
    }
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
