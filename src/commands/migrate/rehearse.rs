//! `shardctl migrate rehearse`.

use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::access::{AccessRecord, BucketRoutes, PastRead, ReadPlace, RecentReads};
use crate::cli::value::HumanDuration;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::current_map::current_map;
use crate::engine::rehearsal::{Answered, Replayed, Side, Verdict, replay};
use crate::migration::{Migration, Move, MoveState};
use crate::placement::{Shard, ShardMap, ShardName};
use crate::ports::BucketReader;
use crate::ui::{Cell, Column, Listing, Report, Section, units};

use super::log_records::{look_at_logs, newest_ingested};
use super::lookup::{migrations, pick};
use super::outcome::no_migration;

/// Differences shown.
const SHOWN: usize = 20;

/// Read from the copies what clients lately read from the source
///
/// Before the switch: takes a sample of the newest GETs of the moved segments from the config's logs, sends each to source
/// and copy, and compares status, length and SHA-256 of the bytes, and how long the first byte takes. A GET of a part asks for
/// as long a part; where it began logs do not say. With `--as` the readers' own credentials are tried: what they may not read
/// at the copy differs. Changes nothing. Ends with 15 where anything differs, with 18 where the logs hold no read.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shardctl migrate rehearse m-20261121-9f03ab\n  \
    shardctl migrate rehearse m-20261121-9f03ab --as web-readers --sample 1000"
)]
pub struct MigrateRehearseArgs {
    /// Id of the migration; its first or last characters will do
    migration: String,
    /// Read with this profile of the AWS config files, at both stores
    #[arg(long = "as", value_name = "PROFILE")]
    profile: Option<String>,
    /// Reads to replay
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    sample: u32,
    /// Leave out log files that end so long before the newest record ingested
    #[arg(long, value_name = "DURATION", default_value = "7d")]
    since: HumanDuration,
    /// Only these moves, by their numbers
    #[arg(long = "move", value_name = "N", value_delimiter = ',')]
    moves: Vec<u32>,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MigrateRehearseArgs) -> Result<Exit, CommandError> {
    let migration = pick(migrations(ctx)?, &args.migration)?;
    let migration = migration.ok_or_else(|| no_migration(&args.migration))?;
    let moves = copied(&migration, &args.moves)?;
    let places = moves.iter().map(|item| ReadPlace {
        segment: item.spec.segment.clone(),
        shard: item.spec.from.clone(),
    });
    let mut reads = RecentReads::new(places.collect(), args.sample as usize);
    let since_ms = i64::try_from(args.since.ms).unwrap_or(i64::MAX);
    let newest_ms = newest_ingested(ctx)?.unwrap_or(i64::MIN);
    let mut look = |record: &AccessRecord<'_>, routes: &BucketRoutes, bucket: Option<&str>| {
        reads.look_at(record, routes, bucket);
    };
    let _ = look_at_logs(ctx, newest_ms.saturating_sub(since_ms), &mut look).await?;
    if reads.seen() == 0 {
        let what = "the logs hold no GET of what is moved: there is nothing to rehearse";
        return Err(CommandError::new(Exit::NotEnoughData, "no_reads", what)
            .next("shardctl logs ingest      reads newer logs; [[logs]] of the config names them")
            .next(format!(
                "shardctl migrate verify {}      compares every copy with its source",
                migration.id
            )));
    }
    let replayed = replay_on(ctx, args, &moves, reads.sample().cloned().collect()).await?;
    ctx.ui
        .report(&report(args, &migration, reads.seen(), &replayed))?;
    conclude(&migration, &replayed)
}

/// The moves that have copies and that the map does not say yet.
fn copied<'a>(migration: &'a Migration, moves: &[u32]) -> Result<Vec<&'a Move>, CommandError> {
    let wanted = |item: &&Move| moves.is_empty() || moves.contains(&item.n);
    let before = |item: &&Move| matches!(item.state, MoveState::Copying | MoveState::Verified);
    let found: Vec<&Move> = migration
        .moves
        .iter()
        .filter(wanted)
        .filter(before)
        .collect();
    if found.is_empty() {
        let what = format!("{} has no copies that wait for a switch", migration.id);
        return Err(
            CommandError::new(Exit::Refused, "nothing_to_rehearse", what).next(format!(
                "shardctl migrate status {}      shows where each move is",
                migration.id
            )),
        );
    }
    Ok(found)
}

async fn replay_on(
    ctx: &CommandContext,
    args: &MigrateRehearseArgs,
    moves: &[&Move],
    sample: Vec<PastRead>,
) -> Result<Vec<Replayed>, CommandError> {
    let map = current_map(ctx)?;
    let sides = moves.iter().map(|item| {
        let from = opened(ctx, args, &map, &item.spec.from)?;
        Ok((from, opened(ctx, args, &map, &item.spec.to)?))
    });
    let sides: Vec<_> = sides.collect::<Result<_, CommandError>>()?;
    let reads = sample.into_iter().map(|read| {
        let (from, to) = &sides[read.place];
        (read, side(from), side(to))
    });
    let clock = ctx.world.clock();
    Ok(Box::pin(replay(reads.collect(), clock.as_ref())).await)
}

type Opened = (Shard, Arc<dyn BucketReader>);

fn side((shard, bucket): &Opened) -> Side<'_> {
    Side {
        shard,
        bucket: bucket.as_ref(),
    }
}

fn opened(
    ctx: &CommandContext,
    args: &MigrateRehearseArgs,
    map: &ShardMap,
    name: &ShardName,
) -> Result<Opened, CommandError> {
    let shard = map.shard(name).ok_or_else(|| {
        let what = format!("shard `{name}` is no longer in the map");
        CommandError::new(Exit::Refused, "no_shard", what)
    })?;
    let (endpoint, bucket) = (&shard.endpoint, &shard.bucket);
    let reader = match &args.profile {
        Some(profile) => ctx.world.reader_as(profile, endpoint, bucket),
        None => ctx.world.reader(endpoint, bucket),
    };
    Ok((shard.clone(), reader))
}

/// How often each verdict was given.
fn count(replayed: &[Replayed], verdict: Verdict) -> u64 {
    replayed.iter().filter(|it| it.verdict() == verdict).count() as u64
}

fn differing(replayed: &[Replayed]) -> impl Iterator<Item = &Replayed> {
    let differs = |it: &&Replayed| !matches!(it.verdict(), Verdict::Same | Verdict::Unread);
    replayed.iter().filter(differs)
}

/// First bytes of one side by their times: median and the slowest twentieth, milliseconds.
fn first_bytes<'a>(answers: impl Iterator<Item = &'a Answered>) -> Option<(u64, u64)> {
    let mut times: Vec<u64> = answers
        .filter_map(|it| match it {
            Answered::Bytes { first_byte_ms, .. } => Some(*first_byte_ms),
            Answered::Refused { .. } => None,
        })
        .collect();
    times.sort_unstable();
    let at = |share: usize| times.get((times.len() * share / 100).min(times.len().max(1) - 1));
    Some((*at(50)?, *at(95)?))
}

fn report(
    args: &MigrateRehearseArgs,
    migration: &Migration,
    seen: u64,
    replayed: &[Replayed],
) -> Report {
    let times = [
        first_bytes(replayed.iter().map(|it| &it.source)),
        first_bytes(replayed.iter().map(|it| &it.target)),
    ];
    let differs: Vec<&Replayed> = differing(replayed).collect();
    let unread = count(replayed, Verdict::Unread);
    let mut sections = vec![
        Section::Field("migration", migration.id.to_string()),
        Section::Field(
            "replayed",
            format!(
                "{} of {} in the logs",
                units::plural(replayed.len() as u64, "read"),
                units::count(seen)
            ),
        ),
        Section::Field("same", units::count(count(replayed, Verdict::Same))),
        Section::Field("differ", units::count(differs.len() as u64)),
    ];
    if unread > 0 {
        sections.push(Section::Field("unread", units::count(unread)));
    }
    let labels = ["source", "copy"].into_iter().zip(times);
    for (label, (half, most)) in labels.filter_map(|(label, times)| Some((label, times?))) {
        let text = format!("first byte after {half} ms; 95 of 100 within {most} ms");
        sections.push(Section::Field(label, text));
    }
    if !differs.is_empty() {
        sections.push(Section::Table(None, table(&differs)));
    }
    let time = |n: usize| times[n].map(|(p50, p95)| json!({ "p50": p50, "p95": p95 }));
    Report {
        kind: "migration_rehearsal",
        data: json!({
            "migration_id": migration.id,
            "profile": args.profile,
            "reads_in_logs": seen,
            "replayed": replayed.len(),
            "same": count(replayed, Verdict::Same),
            "differ": differs.len(),
            "unread": unread,
            "first_byte_ms": { "source": time(0), "copy": time(1) },
            "differing": differs.iter().take(SHOWN).map(|it| item_json(it)).collect::<Vec<_>>(),
        }),
        sections,
        warnings: Vec::new(),
    }
}

fn table(differs: &[&Replayed]) -> Listing {
    let more = differs.len().saturating_sub(SHOWN);
    let rows = differs.iter().take(SHOWN).map(|it| {
        vec![
            Cell::Key(it.read.key.clone()),
            Cell::Text(range_text(it)),
            Cell::Text(it.verdict().name().to_owned()),
            Cell::Text(answer_text(&it.source)),
            Cell::Text(answer_text(&it.target)),
        ]
    });
    Listing {
        kind: "migration_rehearsal_differences",
        columns: vec![
            Column::new("key", "KEY"),
            Column::new("range", "PART"),
            Column::new("verdict", "DIFFERS IN"),
            Column::new("source", "SOURCE"),
            Column::new("copy", "COPY"),
        ],
        rows: rows.collect(),
        empty: "none",
        notes: (more > 0)
            .then(|| format!("… {} more", units::count(more as u64)))
            .into_iter()
            .collect(),
        warnings: Vec::new(),
    }
}

fn range_text(it: &Replayed) -> String {
    it.range.map_or_else(
        || "all".to_owned(),
        |it| format!("{}-{}", it.first, it.last),
    )
}

fn answer_text(answer: &Answered) -> String {
    match answer {
        Answered::Bytes { length, .. } => units::bytes(*length),
        Answered::Refused {
            status: Some(status),
            ..
        } => format!("HTTP {status}"),
        Answered::Refused { words, .. } => words.clone(),
    }
}

fn item_json(it: &Replayed) -> Value {
    let side = |answer: &Answered| match answer {
        Answered::Bytes {
            length,
            sha256,
            first_byte_ms,
        } => json!({
            "size_bytes": length,
            "sha256": hex(sha256),
            "first_byte_ms": first_byte_ms,
        }),
        Answered::Refused { status, words, .. } => json!({ "status": status, "error": words }),
    };
    json!({
        "key": it.read.key.as_str(),
        "read_at": units::rfc3339(it.read.time_ms),
        "range": it.range.map(|range| json!([range.first, range.last])),
        "verdict": it.verdict().name(),
        "source": side(&it.source),
        "copy": side(&it.target),
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn conclude(migration: &Migration, replayed: &[Replayed]) -> Result<Exit, CommandError> {
    let id = &migration.id;
    let differs = differing(replayed).count() as u64;
    if differs > 0 {
        let what = format!(
            "{} would not be answered as before",
            units::plural(differs, "read")
        );
        return Err(CommandError::new(Exit::Differs, "rehearsal_differs", what)
            .next(format!(
                "shardctl migrate start {id}      copies what was written to the source since"
            ))
            .next("shardctl doctor parity SOURCE TARGET      says what else is true of the two buckets"));
    }
    let unread = replayed.iter().find(|it| it.verdict() == Verdict::Unread);
    match (unread, count(replayed, Verdict::Same)) {
        (Some(one), 0) => {
            let what = "neither source nor copy lets itself be read: nothing is known";
            Err(CommandError::new(Exit::Denied, "nothing_read", what).why(answer_text(&one.source)))
        }
        (Some(_), _) => Ok(Exit::Partial),
        (None, _) => Ok(Exit::Ok),
    }
}
