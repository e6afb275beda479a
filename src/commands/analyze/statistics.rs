//! What the `analyze` verbs share: loaded statistics that are not empty, and cells of usage.

use crate::access::{HOUR_MS, ObjectAccess, Usage};
use crate::cli::{CommandError, Exit, OutputSettings};
use crate::commands::CommandContext;
use crate::commands::fleet_demand::fleet_demand;
use crate::commands::region_coverage::coverage_line;
use crate::engine::fleet_demand::FleetDemand;
use crate::placement::{Key, Shard};
use crate::ui::{Cell, Column};

/// Statistics of a fleet that has some.
pub struct Statistics {
    /// Profile and map.
    pub fleet: FleetDemand,
    /// The newest event: "now" for every analysis.
    pub newest_event_ms: i64,
}

/// `--sort`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum SortArg {
    /// By access score
    #[default]
    Score,
    /// By reads and writes
    Requests,
    /// By bytes read and written
    Bytes,
}

impl SortArg {
    /// Puts the most of it first; of equals, the order stays.
    pub fn sort<T>(self, rows: &mut [(T, Usage)]) {
        let bytes = |usage: &Usage| usage.bytes_read.saturating_add(usage.bytes_written);
        rows.sort_by(|(_, a), (_, b)| match self {
            Self::Score => b.score.total_cmp(&a.score),
            Self::Requests => b.requests().cmp(&a.requests()),
            Self::Bytes => bytes(b).cmp(&bytes(a)),
        });
    }
}

impl Statistics {
    /// Reads both stores; `Exit::NotEnoughData` when nothing was ingested.
    pub fn load(ctx: &CommandContext) -> Result<Self, CommandError> {
        let fleet = fleet_demand(ctx)?;
        match fleet.profile.newest_event_ms {
            Some(newest_event_ms) if !fleet.profile.objects.is_empty() => Ok(Self {
                fleet,
                newest_event_ms,
            }),
            _ => Err(nothing_ingested(&fleet)),
        }
    }

    /// Usage of one object.
    pub fn usage(&self, object: &ObjectAccess) -> Usage {
        let mut usage = Usage::default();
        usage.add(&object.hours, self.newest_event_ms);
        usage
    }

    /// The shard that holds `key` by the map; `None` without a map.
    pub fn shard_of(&self, key: &Key) -> Option<&Shard> {
        self.fleet.map.locate(key).map(|location| location.shard)
    }

    /// The cells of [`USAGE_COLUMNS`].
    pub fn usage_cells(&self, usage: &Usage) -> Vec<Cell> {
        let (region, share) = match usage.top_region() {
            Some((region, share)) => {
                let name = &self.fleet.profile.regions[usize::from(region)];
                (Cell::Key(name.as_str().into()), Cell::Ratio(share))
            }
            None => (Cell::Unknown, Cell::Unknown),
        };
        let last = usage.last_hour;
        vec![
            Cell::Number(usage.score, 1),
            Cell::Count(usage.reads),
            Cell::Count(usage.writes),
            Cell::Bytes(usage.bytes_read),
            Cell::Bytes(usage.bytes_written),
            region,
            share,
            last.map_or(Cell::Unknown, |hour| Cell::Time(hour * HOUR_MS)),
        ]
    }

    /// How the regions are known, and as of when.
    pub fn notes(&self) -> Vec<String> {
        vec![coverage_line(&self.fleet.profile.evidence)]
    }
}

/// Columns that every ranking has.
pub const USAGE_COLUMNS: [Column; 8] = [
    Column::new("score", "SCORE"),
    Column::new("reads", "READS"),
    Column::spare("writes", "WRITES"),
    Column::new("read_bytes", "READ"),
    Column::wide("written_bytes", "WRITTEN"),
    Column::new("top_region", "TOP REGION"),
    Column::new("top_region_ratio", "SHARE"),
    Column::wide("last_access_hour", "LAST ACCESS"),
];

/// Rows of a ranking when neither `--limit` nor `--sort-by` asks for others.
const RANKED: usize = 50;

/// Keeps the first rows of a ranking, and says what was left out.
///
/// Where `--sort-by` or `--limit` is given, every row goes to the listing, which sorts before it
/// cuts: a row dropped here could have been the first there.
pub fn cut<T>(output: &OutputSettings, rows: &mut Vec<T>, what: &str) -> Option<String> {
    if output.sort_by.is_some() || output.limit.is_some() || rows.len() <= RANKED {
        return None;
    }
    let total = rows.len();
    rows.truncate(RANKED);
    Some(format!("{RANKED} of {total} {what}; --limit shows more"))
}

fn nothing_ingested(fleet: &FleetDemand) -> CommandError {
    let excluded = &fleet.profile.excluded;
    if excluded.is_empty() {
        let what = "no access logs were ingested yet";
        return CommandError::new(Exit::NotEnoughData, "nothing_ingested", what).next(
            "shardctl logs ingest       reads the [[logs]] of the config, or the files named",
        );
    }
    let reasons: Vec<String> = excluded
        .iter()
        .map(|(reason, records)| format!("{records} {reason}"))
        .collect();
    let what = "no ingested record is demand on this fleet";
    CommandError::new(Exit::NotEnoughData, "no_demand", what)
        .why(format!("the records are: {}", reasons.join(" · ")))
        .next("shardctl logs detect FILE  shows bucket and key of five records")
        .next("[[shard]] in the config    names the buckets of the fleet")
}
