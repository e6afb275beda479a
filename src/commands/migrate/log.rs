//! `shardctl migrate log`: what the journal says, in the order in which it was written.

use serde::Serialize;
use serde_json::Value;

use crate::cli::value::{HumanDuration, time_ms};
use crate::cli::{CommandError, Exit, Format};
use crate::commands::CommandContext;
use crate::migration::{Event, MigrationId, Run};
use crate::ports::JournalBatch;
use crate::ui::{Cell, Column, Listing, units};

use super::lookup::{find, journal};

/// Batches that are read at a time.
const PAGE: usize = 256;

/// Show who did what, and when
///
/// Reads the journal of this host, oldest first: each run that changed something with who ran it, which
/// version, and its `--reason`, and what became of migrations and moves; with --objects also what became
/// of each object, intents before they were sent. The journal is a chain: each batch hashes what it
/// says and the hash of the batch before, and `recover verify` follows it.
///
/// For scripts, `-o jsonl` writes every event as it is read, however many there are, with the batch it
/// is of. With --objects and nothing left out these lines are the chain itself: `text` is a line of a
/// batch as it was hashed, and `hash` is the SHA-256 of the 32 bytes of `prev_hash`, of `seq`, `epoch` and
/// `at_ms` as 8 bytes each, the highest first, and of the batch's lines, each ended by a newline.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shardctl migrate log\n  shardctl migrate log m-20261121-9f03ab --since 2h\n  shardctl migrate log --objects -o jsonl > chain.jsonl"
)]
pub struct MigrateLogArgs {
    /// Id of a migration; its first or last characters will do. Left out, of all
    migration: Option<String>,
    /// Only what was written since: a time, a date, or a duration before now
    #[arg(long, value_name = "TIME|DURATION", value_parser = since)]
    since: Option<Since>,
    /// What became of each object, too
    #[arg(long)]
    objects: bool,
}

#[derive(Clone, Copy, Debug)]
enum Since {
    Time(i64),
    Ago(HumanDuration),
}

fn since(text: &str) -> Result<Since, String> {
    if let Ok(duration) = text.parse::<HumanDuration>() {
        return Ok(Since::Ago(duration));
    }
    time_ms(text)
        .map(Since::Time)
        .map_err(|error| format!("{error}; or a duration before now: 2h"))
}

impl Since {
    fn ms(self, now_ms: i64) -> i64 {
        match self {
            Self::Time(ms) => ms,
            Self::Ago(duration) => now_ms.saturating_sub_unsigned(duration.ms),
        }
    }
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MigrateLogArgs) -> Result<Exit, CommandError> {
    let store = journal(ctx).await?;
    let of = args.migration.as_deref();
    let migration = of.map(|text| find(store.as_ref(), text)).transpose()?;
    let mut log = Log {
        ctx,
        migration: migration.map(|found| found.id),
        since_ms: args.since.map(|it| it.ms(ctx.world.clock().now_ms())),
        objects: args.objects,
        run_id: None,
        untold: None,
        rows: Vec::new(),
    };
    let mut after = 0;
    loop {
        let batches = store.batches_after(after, PAGE)?;
        let Some(last) = batches.last() else {
            break;
        };
        after = last.seq;
        for batch in &batches {
            log.read(batch)?;
        }
    }
    log.end()
}

/// What is picked of the journal, and how far it was read.
struct Log<'a> {
    ctx: &'a CommandContext,
    migration: Option<MigrationId>,
    since_ms: Option<i64>,
    objects: bool,
    /// Id of the newest run.
    run_id: Option<String>,
    /// The newest run, until it did something that is wanted.
    untold: Option<Told>,
    rows: Vec<Vec<Cell>>,
}

/// An event with its batch, as a line of JSON.
#[derive(Serialize)]
struct Told {
    seq: u64,
    epoch: u64,
    at_ms: i64,
    at: Option<String>,
    run_id: Option<String>,
    migration_id: Option<String>,
    r#move: Option<u32>,
    key: Option<String>,
    event: String,
    details: Value,
    text: String,
    prev_hash: String,
    hash: String,
    /// The details in short, for people.
    #[serde(skip)]
    shown: String,
}

impl Log<'_> {
    fn read(&mut self, batch: &JournalBatch) -> Result<(), CommandError> {
        let is_late = self.since_ms.is_none_or(|since_ms| batch.at_ms >= since_ms);
        for (event, text) in batch.events.iter().zip(batch.text.lines()) {
            if let Event::Run(run) = event {
                self.run_id = Some(run.id.clone());
                self.untold = Some(self.told(batch, event, text));
            }
            if is_late && self.is_wanted(event) {
                if let Some(run) = self.untold.take() {
                    self.tell(run)?;
                }
                if !matches!(event, Event::Run(_)) {
                    self.tell(self.told(batch, event, text))?;
                }
            }
        }
        Ok(())
    }

    /// Of one migration, runs are told with what they did to it.
    fn is_wanted(&self, event: &Event) -> bool {
        let of = |id: &MigrationId| self.migration.as_ref().is_none_or(|wanted| wanted == id);
        match event {
            Event::Run(_) => self.migration.is_none(),
            Event::Migration { id, .. } => of(id),
            Event::Move { id, .. } => of(&id.migration),
            Event::Transfer { id, .. } => self.objects && of(&id.migration),
        }
    }

    fn told(&self, batch: &JournalBatch, event: &Event, text: &str) -> Told {
        let (migration_id, n, key) = match event {
            Event::Run(_) => (None, None, None),
            Event::Migration { id, .. } => (Some(id), None, None),
            Event::Move { id, .. } => (Some(&id.migration), Some(id.n), None),
            Event::Transfer { id, key, .. } => (Some(&id.migration), Some(id.n), Some(key)),
        };
        let (name, details) = named(event);
        Told {
            seq: batch.seq,
            epoch: batch.epoch,
            at_ms: batch.at_ms,
            at: units::rfc3339(batch.at_ms),
            run_id: self.run_id.clone(),
            migration_id: migration_id.map(ToString::to_string),
            r#move: n,
            key: key.map(|key| key.to_string_lossy().into_owned()),
            event: name,
            shown: match event {
                Event::Run(run) => shown_run(run),
                _ => shown(&details),
            },
            details,
            text: text.to_owned(),
            prev_hash: batch.prev_hash.clone(),
            hash: batch.hash.clone(),
        }
    }

    fn tell(&mut self, told: Told) -> Result<(), CommandError> {
        if self.ctx.settings.output.format == Format::Jsonl {
            return self.ctx.ui.event("journal_event", &told);
        }
        let text = |text: Option<String>| text.map_or(Cell::Unknown, Cell::Text);
        self.rows.push(vec![
            Cell::Time(told.at_ms),
            text(told.run_id),
            text(told.migration_id),
            told.r#move.map_or(Cell::Unknown, |n| Cell::Count(n.into())),
            text(told.key),
            Cell::Text(told.event),
            Cell::Text(told.shown),
            Cell::Count(told.seq),
            Cell::Text(told.hash),
        ]);
        Ok(())
    }

    fn end(self) -> Result<Exit, CommandError> {
        if self.ctx.settings.output.format != Format::Jsonl {
            self.ctx.ui.listing(&Listing {
                kind: "journal",
                columns: vec![
                    Column::new("at", "TIME"),
                    Column::new("run_id", "RUN"),
                    Column::new("migration_id", "MIGRATION"),
                    Column::new("move", "MOVE"),
                    Column::new("key", "KEY"),
                    Column::new("event", "EVENT"),
                    Column::new("details", "DETAILS"),
                    Column::wide("seq", "BATCH"),
                    Column::wide("hash", "HASH"),
                ],
                rows: self.rows,
                empty: "nothing was recorded",
                notes: Vec::new(),
                warnings: Vec::new(),
            })?;
        }
        Ok(Exit::Ok)
    }
}

/// What an event is called in the journal, and what else it says.
fn named(event: &Event) -> (String, Value) {
    let json = |event: Result<Value, serde_json::Error>| match event {
        Ok(Value::Object(fields)) => fields.into_iter().next().unwrap_or_default(),
        Ok(Value::String(name)) => (name, Value::Null),
        _ => (String::new(), Value::Null),
    };
    match event {
        Event::Run(run) => (
            "run".to_owned(),
            serde_json::to_value(run).unwrap_or_default(),
        ),
        Event::Migration { event, .. } => json(serde_json::to_value(event)),
        Event::Move { event, .. } => json(serde_json::to_value(event)),
        Event::Transfer { event, .. } => json(serde_json::to_value(event)),
    }
}

/// Who ran what, and why.
fn shown_run(run: &Run) -> String {
    let reason = run.reason.as_deref();
    let reason = reason.map_or(String::new(), |reason| format!(": {reason}"));
    let credentials = run.credentials.as_deref();
    let credentials = credentials.map_or(String::new(), |it| format!(", {it}"));
    format!(
        "{} by {} ({}{credentials}){reason}",
        run.command, run.by, run.version
    )
}

/// The fields that are texts and numbers.
fn shown(details: &Value) -> String {
    let Value::Object(fields) = details else {
        return String::new();
    };
    let plain = fields.iter().filter_map(|(name, value)| match value {
        Value::String(text) => Some(format!("{name} {text}")),
        Value::Number(number) => Some(format!("{name} {number}")),
        Value::Bool(flag) => Some(format!("{name} {flag}")),
        _ => None,
    });
    plain.collect::<Vec<_>>().join(", ")
}
