//! `shardctl logs detect`.

use serde_json::json;

use crate::access::AccessRecord;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::ingest::{Inspection, inspect};
use crate::placement::Key;
use crate::ports::LogObject;
use crate::ui::{Cell, Column, Listing, Report, Section, record_json, units};

use super::selection::{SourceArgs, combined_options, endpoint_of, format_of, select};

/// Records shown.
const SHOWN: usize = 5;

/// Name the format of a log and show five records
///
/// Looks at the first thousand lines of the first file and stores nothing. With --format, shows how
/// the log reads in that format.
#[derive(Debug, clap::Args)]
pub struct LogsDetectArgs {
    /// A file, directory, glob, -, s3://BUCKET/PREFIX, or the name of a [[logs]] source
    #[arg(value_name = "SOURCE")]
    log: String,
    #[command(flatten)]
    source: SourceArgs,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &LogsDetectArgs) -> Result<Exit, CommandError> {
    let selected = select(ctx, std::slice::from_ref(&args.log), &args.source)?;
    let log = &selected[0];
    let logs = ctx.world.log_source(&log.source, endpoint_of(ctx, log))?;
    let objects = logs.list().await?;
    let Some(object) = objects.first() else {
        let what = format!("there is no file in `{}`", args.log.escape_debug());
        return Err(CommandError::new(Exit::NotFound, "log_not_found", what)
            .next("name a file, or a place where logs are delivered"));
    };
    let mut rows = Vec::new();
    let mut show = |record: &AccessRecord| {
        if rows.len() < SHOWN {
            rows.push(row(record));
        }
    };
    let inspection = inspect(
        logs.as_ref(),
        object,
        format_of(ctx, log)?,
        combined_options(log)?,
        ctx.world.clock().now_ms(),
        &mut show,
    )
    .await?;
    match &inspection.format {
        Some(format) if inspection.records > 0 => {
            ctx.ui
                .report(&report(object, &objects, format, &inspection, rows))?;
            Ok(Exit::Ok)
        }
        _ => Err(unknown(object, &inspection)),
    }
}

fn unknown(object: &LogObject, inspection: &Inspection) -> CommandError {
    let name = object.name.escape_debug();
    if inspection.empty {
        let what = format!("`{name}` is empty");
        return CommandError::new(Exit::NotEnoughData, "empty_log", what)
            .next("shardctl logs detect FILE    names a log with records");
    }
    if let Some(format) = &inspection.format {
        let what = format!("no line of `{name}` is a record of {format}");
        let mut error = CommandError::new(Exit::Failed, "no_records", what);
        for (reason, lines) in &inspection.reasons {
            error = error.detail("rejected", format!("{lines} lines: {reason}"));
        }
        return error.next("shardctl logs detect FILE --format NAME   tries another format");
    }
    let what = format!("the format of `{name}` cannot be told");
    CommandError::new(Exit::Failed, "unknown_format", what)
        .why("its first lines are of none of the built-in formats")
        .next("[format.NAME] in the config and --format NAME   read JSONL and CSV logs")
}

fn report(
    object: &LogObject,
    objects: &[LogObject],
    format: &str,
    inspection: &Inspection,
    rows: Vec<Vec<Cell>>,
) -> Report {
    let rejected = inspection.rejected;
    let mut sections = vec![
        Section::Field("file", object.name.clone()),
        Section::Field("format", format.to_owned()),
        Section::Field(
            "lines",
            format!(
                "{} looked at, {} rejected",
                units::count(inspection.lines),
                units::count(rejected)
            ),
        ),
    ];
    for (reason, lines) in &inspection.reasons {
        sections.push(Section::Field("rejected", format!("{lines}: {reason}")));
    }
    for sample in &inspection.samples {
        let line = String::from_utf8_lossy(&sample.sample)
            .trim_end()
            .to_owned();
        sections.push(Section::Field(
            "such as",
            format!("at byte {}: {line}", sample.offset),
        ));
    }
    if objects.len() > 1 {
        let others = format!("{} more, not looked at", objects.len() - 1);
        sections.push(Section::Field("other files", others));
    }
    let columns = COLUMNS.to_vec();
    let records: Vec<serde_json::Value> =
        rows.iter().map(|row| record_json(&COLUMNS, row)).collect();
    sections.push(Section::Table(
        None,
        Listing {
            kind: "log_records",
            columns,
            rows,
            empty: "no records",
            notes: Vec::new(),
            warnings: Vec::new(),
        },
    ));
    Report {
        kind: "log_format",
        data: json!({
            "file": object.name,
            "format": format,
            "lines": inspection.lines,
            "rejected": rejected,
            "reject_reasons": inspection.reasons,
            "records": records,
        }),
        sections,
        warnings: Vec::new(),
    }
}

const COLUMNS: [Column; 9] = [
    Column::new("time", "TIME"),
    Column::spare("bucket", "BUCKET"),
    Column::new("key", "KEY"),
    Column::new("operation", "OPERATION"),
    Column::spare("status", "STATUS"),
    Column::new("bytes_out", "BYTES OUT"),
    Column::spare("source_region", "REGION"),
    Column::spare("actor", "ACTOR"),
    Column::wide("requester", "REQUESTER"),
];

fn row(record: &AccessRecord) -> Vec<Cell> {
    let text = |text: &str| match text {
        "" => Cell::Unknown,
        text => Cell::Key(text.into()),
    };
    let lower = |name: String| Cell::Text(name.to_lowercase());
    vec![
        Cell::Time(record.time_ms),
        text(&record.bucket),
        if record.key.is_empty() {
            Cell::Unknown
        } else {
            Cell::Key(Key::new(&*record.key))
        },
        lower(format!("{:?}", record.operation)),
        record
            .status
            .map_or(Cell::Unknown, |status| Cell::Text(status.to_string())),
        Cell::Bytes(record.bytes_out),
        text(
            record
                .source_region
                .as_deref()
                .or(record.edge_region)
                .unwrap_or_default(),
        ),
        lower(format!("{:?}", record.actor)),
        text(&record.requester),
    ]
}
