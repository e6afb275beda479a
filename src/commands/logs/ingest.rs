//! `shardctl logs ingest`.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::cli::value::{ByteSize, HumanDuration, memory, ratio};
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::ingest::{
    FileOutcome, FileReport, IngestError, IngestEvent, IngestOptions, IngestProgress, IngestReport,
    Pace, Rewritten, follow, ingest,
};
use crate::ports::CloseOptions;
use crate::ui::{Cell, Column, Listing, ProgressUnit, units};

use super::following::Teller;
use super::selection::{SourceArgs, SourceReader, select};

/// Rows gathered in memory before they are stored, in bytes: some 400,000 rows, or what is in this share of
/// the memory there is.
const BATCH_BYTES: u64 = 32 << 20;
const BATCH_SHARE: u64 = 16;

/// Read access logs into the statistics
///
/// Reads what is new: a file read before is known by its content, also after log rotation renamed
/// it, and only its new lines are read. Lines that are no records are counted and sampled to
/// rejects/ in the state directory; a file with too many of them is left out as a whole.
/// gzip and zstd are told by their first bytes. A log and its compressed copy beside it (x and
/// x.gz) count once; other copies count again, unless their records carry request ids. Records may
/// come in any order; once all sources are read, what is older than the newest record by more than
/// `lateness` (48h) is closed: it becomes sums by hour, sessions and pairs, and cannot be taken back.
#[derive(Debug, clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub struct LogsIngestArgs {
    /// Names of [[logs]] sources, files, directories, globs, - or s3://BUCKET/PREFIX
    /// [default: every source of the config]
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    #[command(flatten)]
    source: SourceArgs,
    /// Largest share of a file's lines that may be rejected
    #[arg(long, value_name = "SHARE", default_value = "0.01", value_parser = ratio)]
    max_reject_ratio: f64,
    /// What to do with a file whose content is another than the one read under its name before
    #[arg(long, value_name = "HOW", value_enum, default_value_t)]
    rewritten: RewrittenArg,
    /// Read files anew that were read before, in place of what was read of them
    ///
    /// After a wrong --format or --bucket, or a change of field mappings, region files or tenant
    /// rules. What was read of files that are gone stays as it is.
    #[arg(long)]
    again: bool,
    /// Keep no sessions and no pairs of objects used together: faster, and the planner knows less
    #[arg(long)]
    no_co_access: bool,
    /// Go on: look for what is new every --poll, until a signal ends it
    ///
    /// Files are read on as they grow, new files and objects as they appear. What is read counts at
    /// once. A signal ends it between two transactions: nothing is half there.
    #[arg(long, conflicts_with = "again")]
    follow: bool,
    /// Time between two looks with --follow
    #[arg(long, value_name = "TIME", default_value = "15s")]
    poll: HumanDuration,
    /// List s3:// prefixes whole
    ///
    /// Names that tell the time are listed from the newest one read less `lateness` on. This also
    /// finds what is older: files that were left out then, or were put there by hand.
    #[arg(long)]
    list_all: bool,
    /// Memory that reading may take [default: `memory` of the config, 4G]
    ///
    /// Every key is counted, however many there are. With more keys than fit (some 100 million in
    /// 4G), no sessions and pairs are kept.
    #[arg(long, value_name = "SIZE", value_parser = memory)]
    memory: Option<ByteSize>,
    /// Threads that parse [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
}

/// `--rewritten`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum RewrittenArg {
    /// Leave the file alone and say so
    #[default]
    Refuse,
    /// It was corrected: its old records no longer count
    Replace,
    /// It was rotated and the old file is gone: its records still count
    Keep,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &LogsIngestArgs) -> Result<Exit, CommandError> {
    let reader = SourceReader::new(ctx)?;
    let selected = select(ctx, &args.sources, &args.source)?;
    if args.follow && selected.iter().any(|log| log.source == "-") {
        let what = "standard input cannot be followed: it ends where it ends";
        return Err(CommandError::new(Exit::Usage, "pipe_followed", what)
            .next("shardctl logs ingest --follow FILE    reads a file on as it grows"));
    }
    let sources = selected
        .iter()
        .map(|log| reader.open(log))
        .collect::<Result<Vec<_>, _>>()?;
    let threads = args.threads.map_or_else(processors, usize::from);
    let memory_bytes = args
        .memory
        .map_or_else(|| ctx.settings.config.memory_bytes(), |memory| memory.0);
    let options = IngestOptions {
        max_reject_ratio: args.max_reject_ratio,
        rewritten: match args.rewritten {
            RewrittenArg::Refuse => Rewritten::Refuse,
            RewrittenArg::Replace => Rewritten::Replace,
            RewrittenArg::Keep => Rewritten::Keep,
        },
        again: args.again,
        list_all: args.list_all,
        keep_going: false,
        leave: BTreeMap::new(),
        now_ms: ctx.world.clock().now_ms(),
        batch_bytes: BATCH_BYTES.min(memory_bytes / BATCH_SHARE) as usize,
        threads,
        close: CloseOptions {
            co_access: !args.no_co_access,
            threads,
            memory_bytes,
            ..close_options(ctx)
        },
    };
    let mut store = ctx.world.stats_store()?;
    // Who closes the open window must know all that is in it.
    let _lock = ctx.world.lock_statistics()?;
    let mut rejects = ctx.world.reject_log();
    let (store, rejects) = (store.as_mut(), rejects.as_mut());
    let progress = progress(ctx);
    if args.follow {
        let pace = Pace {
            clock: ctx.world.clock(),
            poll: Duration::from_millis(args.poll.ms),
        };
        let mut teller = Teller::new(ctx, args);
        let each = &mut |report| teller.tell(&report);
        follow(&sources, store, rejects, options, &progress, &pace, each).await?;
        return Ok(Exit::Ok);
    }
    let report = ingest(&sources, store, rejects, &options, &progress).await?;
    drop(progress);
    conclude(ctx, args, &report)
}

/// A bar over the bytes of all sources, as far as their sizes are known.
fn progress(ctx: &CommandContext) -> IngestProgress {
    let bar = ctx.ui.progress("reading logs", ProgressUnit::Bytes, None);
    let planned = AtomicU64::new(0);
    Arc::new(move |event| match event {
        IngestEvent::Planned(bytes) => {
            let before = planned.fetch_add(bytes, Ordering::Relaxed);
            if bytes > 0 {
                bar.set_total(before + bytes);
            }
        }
        IngestEvent::Read(bytes) => bar.add(bytes),
        IngestEvent::Parsed { records, rejected } => bar.add_records(records, rejected),
    })
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The window is one for all sources: as wide as the latest of them needs.
fn close_options(ctx: &CommandContext) -> CloseOptions {
    let widest = CloseOptions::default();
    let sources = ctx.settings.config.logs.iter();
    let lateness = sources.map(|log| {
        log.lateness.map_or(widest.lateness_ms, |lateness| {
            i64::try_from(lateness.ms).unwrap_or(i64::MAX)
        })
    });
    CloseOptions {
        lateness_ms: lateness.max().unwrap_or(widest.lateness_ms),
        ..widest
    }
}

impl From<IngestError> for CommandError {
    fn from(error: IngestError) -> Self {
        match error {
            IngestError::Source(error) => error.into(),
            IngestError::Store(error) => error.into(),
            IngestError::Read { .. } => {
                Self::new(Exit::Failed, "log_unreadable", error.to_string())
                    .next("shardctl logs detect FILE    shows what a log looks like to us")
            }
        }
    }
}

/// Shows the files and decides how the run ended: in part when some files failed, failed when all
/// did, and without data when there was none to read.
fn conclude(
    ctx: &CommandContext,
    args: &LogsIngestArgs,
    report: &IngestReport,
) -> Result<Exit, CommandError> {
    let failed: Vec<&FileReport> = report.failed().collect();
    if !failed.is_empty() && failed.len() == report.files.len() {
        return Err(all_failed(args, &failed));
    }
    // However often they were read before.
    let empty = |file: &FileReport| {
        let read = matches!(file.outcome, FileOutcome::Ingested | FileOutcome::Unchanged);
        read && file.lines_before + file.lines + file.unfinished_bytes == 0
    };
    if !report.files.is_empty() && report.files.iter().all(empty) {
        let what = "the logs are empty, nothing was ingested";
        let names: Vec<&str> = report.files.iter().map(|file| file.name.as_str()).collect();
        return Err(CommandError::new(Exit::NotEnoughData, "empty_log", what)
            .detail("read", names.join("\n"))
            .next("shardctl logs ingest FILE    names a log with records"));
    }
    ctx.ui.listing(&listing(args, report, &failed))?;
    if failed.is_empty() {
        ctx.ui
            .hint("shardctl logs sources        shows what was read so far");
        return Ok(Exit::Ok);
    }
    Ok(Exit::Partial)
}

fn listing(args: &LogsIngestArgs, report: &IngestReport, failed: &[&FileReport]) -> Listing {
    let mut warnings = Vec::new();
    let rejected = report.total(|file| file.rejected);
    if rejected > 0 {
        let lines = report.total(|file| file.lines);
        let share = units::ratio(rejected as f64 / lines as f64);
        let mut files = report.files.iter();
        let samples =
            files.find_map(|file| file.samples.as_deref().filter(|_| file.outcome.is_fine()));
        warnings.push((
            "lines_rejected",
            format!(
                "{rejected} of {lines} lines ({share}) are no records; samples are in {}",
                samples.unwrap_or("rejects/")
            ),
        ));
    }
    let failed = failed
        .iter()
        .map(|file| ("file_left_out", trouble(args, file)));
    warnings.extend(failed);
    let foreign = report.total(|file| file.excluded.get("foreign").copied().unwrap_or(0));
    if foreign > 0 && report.total(|file| file.accesses) == 0 {
        let text = "every record is of a bucket that is no shard: check [[shard]] and --bucket";
        warnings.push(("all_foreign", text.to_owned()));
    }
    let late = report.total(|file| file.late);
    if late > 0 {
        let text = format!(
            "{late} records came later than `lateness` allows: they count, but are part of no session"
        );
        warnings.push(("late_records", text));
    }
    if report.closed.too_many_keys {
        let text = "there are more keys than the memory holds: what was closed has no sessions and no pairs; --memory raises the ceiling";
        warnings.push(("too_many_keys", text.to_owned()));
    }
    let copies = report.files.iter();
    let copies = copies.filter_map(|file| match &file.outcome {
        FileOutcome::Copy(_) => Some(("copy", trouble(args, file))),
        _ => None,
    });
    warnings.extend(copies);
    let unfinished = report.total(|file| u64::from(file.unfinished_bytes > 0));
    let mut notes = vec![summary(report)];
    if unfinished > 0 {
        notes.push(format!(
            "{} left for the next run",
            units::plural(unfinished, "unfinished line")
        ));
    }
    Listing {
        kind: "ingested_files",
        columns: vec![
            Column::new("file", "FILE"),
            Column::wide("source", "SOURCE"),
            Column::new("outcome", "OUTCOME"),
            Column::new("format", "FORMAT"),
            Column::spare("lines", "LINES"),
            Column::new("accesses", "ACCESSES"),
            Column::new("rejected", "REJECTED"),
            Column::wide("key_mismatches", "KEY MISMATCHES"),
            Column::spare("newest_event", "NEWEST EVENT"),
        ],
        rows: report.files.iter().map(row).collect(),
        empty: "no log files",
        notes,
        warnings,
    }
}

fn row(file: &FileReport) -> Vec<Cell> {
    vec![
        Cell::Key(file.name.as_str().into()),
        Cell::Text(file.source.clone()),
        Cell::Text(file.outcome.name().to_owned()),
        if file.format.is_empty() {
            Cell::Unknown
        } else {
            Cell::Text(file.format.clone())
        },
        Cell::Count(file.lines),
        Cell::Count(file.accesses),
        Cell::Count(file.rejected),
        Cell::Count(file.key_mismatches),
        file.newest_event_ms.map_or(Cell::Unknown, Cell::Time),
    ]
}

/// `12,000 records read, 11,800 of them accesses; no demand: 150 service · 50 error`. Duplicates are among them: they
/// are taken out when what was read is looked at, and `logs sources` counts them.
pub(super) fn summary(report: &IngestReport) -> String {
    let records = units::count(report.total(|file| file.records));
    let accesses = units::count(report.total(|file| file.accesses));
    let mut excluded = BTreeMap::<&str, u64>::new();
    for file in report.files.iter().filter(|file| file.outcome.is_fine()) {
        for (reason, records) in &file.excluded {
            *excluded.entry(reason).or_default() += records;
        }
    }
    let excluded: Vec<String> = excluded
        .into_iter()
        .map(|(reason, records)| format!("{} {reason}", units::count(records)))
        .collect();
    let text = format!("{records} records read, {accesses} of them accesses");
    if excluded.is_empty() {
        return text;
    }
    format!("{text}; no demand: {}", excluded.join(" · "))
}

/// What is wrong with one file, for a line of its own.
pub(super) fn trouble(args: &LogsIngestArgs, file: &FileReport) -> String {
    let name = file.name.escape_debug();
    match &file.outcome {
        FileOutcome::TooManyRejects => format!(
            "`{name}`: {} of {} lines are no records of {}, more than --max-reject-ratio {}; most often: {}",
            file.rejected,
            file.lines,
            file.format,
            args.max_reject_ratio,
            common_reason(file),
        ),
        FileOutcome::UnknownFormat => {
            format!("`{name}`: its format cannot be told, name it with --format")
        }
        FileOutcome::Rewritten => format!(
            "`{name}`: it is not what was read under its name before; --rewritten replace if it was corrected, --rewritten keep if it was rotated"
        ),
        FileOutcome::OtherSource(source) => format!(
            "`{name}`: it was read as part of source `{source}` before; reading it here as well would count it twice, --again takes it over"
        ),
        FileOutcome::OtherSettings { read, now } => format!(
            "`{name}`: it was read with {read}, now it would be with {now}; --again reads it anew in place of that"
        ),
        FileOutcome::Copy(other) => format!(
            "`{name}`: it is the log that was read as `{}`, and counts once",
            other.escape_debug()
        ),
        FileOutcome::Closed => format!(
            "`{name}`: some of what was read of it is closed and cannot be taken back; it stays as it was read, unless stats.db is begun anew (`shardctl logs prune` forgets old hours for good)"
        ),
        FileOutcome::Unreadable(problem) => format!("`{name}`: {}", problem.escape_debug()),
        FileOutcome::Ingested | FileOutcome::Unchanged => format!("`{name}`: read"),
    }
}

fn common_reason(file: &FileReport) -> &str {
    let reasons = file.reasons.iter().max_by_key(|(_, lines)| **lines);
    reasons.map_or("-", |(reason, _)| reason)
}

/// Nothing was committed. The error is named after what all files share, if they do.
fn all_failed(args: &LogsIngestArgs, failed: &[&FileReport]) -> CommandError {
    let first = &failed[0].outcome;
    let same = failed
        .iter()
        .all(|file| file.outcome.name() == first.name());
    let code = if same {
        first.name()
    } else {
        "no_file_readable"
    };
    let exit = match first {
        FileOutcome::OtherSettings { .. } if same => Exit::Usage,
        _ => Exit::Failed,
    };
    let what = "no log file could be ingested, nothing was changed";
    let mut error = CommandError::new(exit, code, what);
    for file in failed.iter().take(3) {
        error = error.why(trouble(args, file));
        if let Some(samples) = &file.samples {
            error = error.detail("samples", samples);
        }
    }
    if failed.len() > 3 {
        error = error.why(format!("and {} more files", failed.len() - 3));
    }
    error.next(match first {
        FileOutcome::Unreadable(_) => {
            "shardctl logs ingest FILE    reads it once it can be read; nothing of it counts before"
        }
        _ => "shardctl logs detect FILE    shows what a log looks like to us",
    })
}
