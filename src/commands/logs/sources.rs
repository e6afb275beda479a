//! `shardctl logs sources`.

use std::path::PathBuf;

use jiff::tz::TimeZone;

use super::metrics;
use crate::access::{HOUR_MS, ShardCoverage};
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::cold_keys::tell_cold_keys;
use crate::commands::region_coverage::coverage_line;
use crate::placement::ShardName;
use crate::ports::SourceFile;
use crate::ui::{Cell, Column, Listing, units};

/// Show what was read of each source
///
/// LAG is how far the newest event of a file lies before the newest of all. Below: the evidence
/// for requester regions, the records that are no demand, and for each shard how many hours of its
/// log are complete, provisional (late records may still come) or missing.
#[derive(Debug, clap::Args)]
pub struct LogsSourcesArgs {
    /// CSV of shard,hour,requests, as another counter has them: shards whose logs have fewer are named
    #[arg(long, value_name = "FILE")]
    metrics: Option<PathBuf>,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &LogsSourcesArgs) -> Result<Exit, CommandError> {
    let store = ctx.world.stats_store()?;
    let files = store.source_files()?;
    let mut listing = listing(ctx, &files);
    if !files.is_empty() {
        let profile = store.profile()?;
        tell_cold_keys(ctx, &profile.cold);
        listing.notes.push(coverage_line(&profile.evidence));
        if !profile.excluded.is_empty() {
            let excluded: Vec<String> = profile
                .excluded
                .iter()
                .map(|(reason, records)| format!("{} {reason}", units::count(*records)))
                .collect();
            listing
                .notes
                .push(format!("no demand: {}", excluded.join(" · ")));
        }
        for (shard, coverage) in &profile.completeness.shards {
            listing.notes.push(hours_of(shard, coverage));
            listing.warnings.extend(gap_of(shard, coverage));
        }
    }
    if let Some(path) = &args.metrics {
        let warnings = metrics::compare(path, &mut store.shard_hours()?)?;
        listing.warnings.extend(warnings);
    }
    ctx.ui.listing(&listing)?;
    Ok(Exit::Ok)
}

/// `shard a: 140 hours of log complete, 48 provisional, 2 missing`
fn hours_of(shard: &ShardName, coverage: &ShardCoverage) -> String {
    format!(
        "shard {}: {} of log complete, {} provisional, {} missing",
        shard.0.escape_debug(),
        units::plural(coverage.complete_hours, "hour"),
        units::count(coverage.provisional_hours),
        units::count(coverage.missing_hours.len() as u64),
    )
}

/// The first gaps of a shard's log.
fn gap_of(shard: &ShardName, coverage: &ShardCoverage) -> Option<(&'static str, String)> {
    const NAMED: usize = 5;
    let missing = &coverage.missing_hours;
    let gaps: Vec<&[i64]> = missing.chunk_by(|a, b| a + 1 == *b).collect();
    let at = |hour: i64| units::local_time(hour * HOUR_MS, &TimeZone::UTC);
    let named = gaps.iter().take(NAMED).map(|gap| match gap {
        [first, .., last] => format!("{} to {}", at(*first), at(*last)),
        [only] => at(*only),
        [] => String::new(),
    });
    let named: Vec<String> = named.collect();
    let more: usize = gaps.iter().skip(NAMED).map(|gap| gap.len()).sum();
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    (!missing.is_empty()).then(|| {
        let text = format!(
            "shard {}: its log of the hours of {}{more} is missing: what was asked for then is not known",
            shard.0.escape_debug(),
            named.join(", "),
        );
        ("log_gap", text)
    })
}

fn listing(ctx: &CommandContext, files: &[SourceFile]) -> Listing {
    let newest = files
        .iter()
        .filter_map(|file| file.file.newest_event_ms)
        .max();
    let mut rows: Vec<Vec<Cell>> = files.iter().map(|file| row(file, newest)).collect();
    // A source that nothing was read of is the one to know about.
    let configured = ctx.settings.config.logs.iter();
    let unread = configured.filter(|log| files.iter().all(|file| file.source != log.name));
    rows.extend(unread.map(|log| {
        let mut row = vec![Cell::Unknown; 13];
        row[0] = Cell::Text(log.name.clone());
        row
    }));
    Listing {
        kind: "log_sources",
        columns: vec![
            Column::new("source", "SOURCE"),
            Column::new("file", "FILE"),
            Column::wide("format", "FORMAT"),
            Column::wide("read_as", "READ AS"),
            Column::wide("offset_bytes", "READ"),
            Column::spare("lines", "LINES"),
            Column::new("records", "RECORDS"),
            Column::new("rejected", "REJECTED"),
            Column::wide("key_mismatches", "KEY MISMATCHES"),
            Column::wide("late", "LATE"),
            Column::wide("oldest_event", "OLDEST EVENT"),
            Column::spare("newest_event", "NEWEST EVENT"),
            Column::new("lag_ms", "LAG"),
        ],
        rows,
        empty: "no log sources; `shardctl logs ingest FILE` reads one",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

fn row(source: &SourceFile, newest: Option<i64>) -> Vec<Cell> {
    let file = &source.file;
    let lag = newest.zip(file.newest_event_ms);
    let time = |ms: Option<i64>| ms.map_or(Cell::Unknown, Cell::Time);
    vec![
        Cell::Text(source.source.clone()),
        Cell::Key(file.name.as_str().into()),
        Cell::Text(file.format.clone()),
        match file.read_as.as_str() {
            "" => Cell::Unknown,
            read_as => Cell::Key(read_as.into()),
        },
        Cell::Bytes(file.offset),
        Cell::Count(file.lines),
        Cell::Count(file.records),
        Cell::Count(file.rejected),
        Cell::Count(file.key_mismatches),
        Cell::Count(file.late),
        time(file.oldest_event_ms),
        time(file.newest_event_ms),
        lag.map_or(Cell::Unknown, |(newest, own)| {
            Cell::Duration(u64::try_from(newest - own).unwrap_or(0))
        }),
    ]
}
