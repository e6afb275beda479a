//! `shardctl logs sources`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::region_coverage::coverage_line;
use crate::ports::SourceFile;
use crate::ui::{Cell, Column, Listing, units};

/// Show what was read of each source
///
/// LAG is how far the newest event of a file lies before the newest of all. Below: the evidence
/// for requester regions, and the records that are no demand.
#[derive(Debug, clap::Args)]
pub struct LogsSourcesArgs {}

/// Runs the command.
pub async fn run(ctx: &CommandContext, _args: &LogsSourcesArgs) -> Result<Exit, CommandError> {
    let store = ctx.world.stats_store()?;
    let files = store.source_files()?;
    let mut listing = listing(ctx, &files);
    if !files.is_empty() {
        let profile = store.profile()?;
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
    }
    ctx.ui.listing(&listing)?;
    Ok(Exit::Ok)
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
        let mut row = vec![Cell::Unknown; 12];
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
        time(file.oldest_event_ms),
        time(file.newest_event_ms),
        lag.map_or(Cell::Unknown, |(newest, own)| {
            Cell::Duration(u64::try_from(newest - own).unwrap_or(0))
        }),
    ]
}
