//! `shardctl migrate readers`, and what it means for `migrate complete`.

use crate::access::{AccessRecord, BucketRoutes, OldPlace, OldPlaces};
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::safety::SafetyBounds;
use crate::migration::{Migration, MoveState};
use crate::ui::{Cell, Column, Listing, units};

use super::log_records::look_at_logs;
use super::lookup::pick;
use super::outcome::no_migration;

/// Show who still reads the old places of a migration
///
/// Reads the logs of the config from the switch on, without storing anything: who asks the source for what
/// was moved, from where, by a presigned URL or not, how often, when last, and whether it becomes less (TREND:
/// -100 % has stopped, +100 % has just begun). `complete` refuses (13) until nobody has for
/// `safety.quiet_readers`. Ends with 10 while somebody does, with 18 where the logs do not reach beyond the switch.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  shardctl migrate readers m-20261121-9f03ab")]
pub struct MigrateReadersArgs {
    /// Id of the migration; its first or last characters will do
    migration: String,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MigrateReadersArgs) -> Result<Exit, CommandError> {
    let migrations = super::lookup::migrations(ctx)?;
    let migration = pick(migrations, &args.migration)?;
    let migration = migration.ok_or_else(|| no_migration(&args.migration))?;
    let places = places(&migration, &[]);
    if places.is_empty() {
        let what = format!("{} has no old place that anybody could read", migration.id);
        return Err(CommandError::new(Exit::Refused, "not_switched", what)
            .why("none of its moves is switched and not completed")
            .next(format!("shardctl migrate status {}", migration.id)));
    }
    let (gathered, strange) = gather(ctx, places).await?;
    ctx.ui.listing(&listing(&gathered, strange))?;
    let since_ms = gathered.since_ms().unwrap_or_default();
    if gathered.newest_ms().is_none_or(|newest| newest < since_ms) {
        return Ok(Exit::NotEnoughData);
    }
    let bound_ms = SafetyBounds::of(&ctx.settings)?.quiet_readers_ms;
    Ok(match verdict(&gathered, bound_ms) {
        Verdict::Quiet => Exit::Ok,
        Verdict::TooSoon { .. } | Verdict::Read { .. } => Exit::Pending,
    })
}

/// The old places of a migration; of these moves alone, where some are named.
fn places(migration: &Migration, moves: &[u32]) -> Vec<OldPlace> {
    let wanted = |n: u32| moves.is_empty() || moves.contains(&n);
    let items = migration.moves.iter().filter(|item| wanted(item.n));
    let left =
        items.filter(|item| matches!(item.state, MoveState::Switched | MoveState::Completing));
    let places = left.filter_map(|item| {
        Some(OldPlace {
            segment: item.spec.segment.clone(),
            shard: item.spec.from.clone(),
            since_ms: item.switched_ms?,
        })
    });
    places.collect()
}

/// Reads the logs of the config, as far as they may tell of what happened since; with how many lines and files
/// nobody understands.
async fn gather(
    ctx: &CommandContext,
    places: Vec<OldPlace>,
) -> Result<(OldPlaces, u64), CommandError> {
    let mut gathered = OldPlaces::new(places);
    let since_ms = gathered.since_ms().unwrap_or(i64::MIN);
    let mut look = |record: &AccessRecord<'_>, routes: &BucketRoutes, bucket: Option<&str>| {
        gathered.look_at(record, routes, bucket);
    };
    let strange = look_at_logs(ctx, since_ms, &mut look).await?;
    Ok((gathered, strange))
}

/// What the logs say.
enum Verdict {
    /// Nobody has read for long enough.
    Quiet,
    /// The logs end too early after the switch.
    TooSoon { newest_ms: Option<i64> },
    /// Somebody read.
    Read { readers: usize, last_ms: i64 },
}

fn verdict(gathered: &OldPlaces, bound_ms: i64) -> Verdict {
    let newest_ms = gathered.newest_ms();
    let from = |ms: i64| ms.saturating_add(bound_ms);
    if let Some(last_ms) = gathered.last_ms()
        && newest_ms.is_none_or(|newest| newest < from(last_ms))
    {
        let readers = gathered.readers().len();
        return Verdict::Read { readers, last_ms };
    }
    let since_ms = gathered.since_ms().unwrap_or_default();
    match newest_ms {
        Some(newest) if newest >= from(since_ms) => Verdict::Quiet,
        newest_ms => Verdict::TooSoon { newest_ms },
    }
}

/// Refuses deletes while somebody reads the old places, by the logs.
pub async fn refuse_readers(
    ctx: &CommandContext,
    migration: &Migration,
    moves: &[u32],
) -> Result<(), CommandError> {
    let bound_ms = SafetyBounds::of(&ctx.settings)?.quiet_readers_ms;
    let places = places(migration, moves);
    if bound_ms == 0 || places.is_empty() || ctx.settings.config.logs.is_empty() {
        return Ok(());
    }
    let bound = units::duration_ms(u64::try_from(bound_ms).unwrap_or_default());
    let id = &migration.id;
    let (gathered, strange) = gather(ctx, places).await?;
    let error = match verdict(&gathered, bound_ms) {
        Verdict::Quiet => return Ok(()),
        Verdict::Read { readers, last_ms } => {
            let what = "the source is still read, nothing was changed";
            CommandError::new(Exit::Refused, "still_read", what).why(format!(
                "{} asked it for what was moved, the last one at {}; safety.quiet_readers is {bound}",
                units::plural(readers as u64, "reader"),
                units::rfc3339(last_ms).unwrap_or_default()
            ))
        }
        Verdict::TooSoon { newest_ms } => {
            let what =
                "the logs do not say yet whether the source is still read, nothing was changed";
            let newest = newest_ms.and_then(units::rfc3339);
            let why = match newest {
                Some(newest) => format!("their newest record is of {newest}"),
                None => "there is no record in them".to_owned(),
            };
            CommandError::new(Exit::Refused, "readers_unknown", what).why(format!(
                "{why}, and safety.quiet_readers wants {bound} after the switch"
            ))
        }
    };
    let error = match not_understood(strange) {
        Some(what) => error.why(what),
        None => error,
    };
    Err(error
        .next(format!("shardctl migrate readers {id}      shows who reads it"))
        .next("--accept-readers      deletes all the same: whoever reads the old place then finds nothing"))
}

/// What may be missing from what the logs say.
fn not_understood(strange: u64) -> Option<String> {
    let lines = units::plural(strange, "line");
    (strange > 0).then(|| {
        format!("{lines} of the logs, or whole files, are not understood: `logs detect` says why")
    })
}

fn listing(gathered: &OldPlaces, strange: u64) -> Listing {
    let since_ms = gathered.since_ms().unwrap_or_default();
    let newest_ms = gathered.newest_ms().unwrap_or(since_ms);
    let text = |text: &str| match text {
        "" => Cell::Unknown,
        text => Cell::Text(text.to_owned()),
    };
    let rows = gathered.readers().into_iter().map(|(reader, reads)| {
        let who = if reader.others {
            "(others)"
        } else {
            reader.requester.as_str()
        };
        vec![
            Cell::Text(reader.shard.0.clone()),
            text(who),
            reader
                .address
                .map_or(Cell::Unknown, |it| Cell::Text(it.to_string())),
            Cell::Flag(reader.presigned),
            Cell::Count(reads.count),
            Cell::Time(reads.last_ms),
            Cell::Ratio(reads.trend(since_ms, newest_ms)),
            Cell::Key(reads.key.clone().into()),
        ]
    });
    let newest = gathered.newest_ms().and_then(units::rfc3339);
    let note = match newest {
        Some(newest) => format!("the logs reach up to {newest}"),
        None => "the logs hold no record".to_owned(),
    };
    Listing {
        kind: "readers",
        columns: vec![
            Column::new("shard", "SHARD"),
            Column::new("requester", "REQUESTER"),
            Column::new("address", "ADDRESS"),
            Column::new("presigned", "PRESIGNED"),
            Column::new("requests", "REQUESTS"),
            Column::new("last_at", "LAST"),
            Column::new("trend_ratio", "TREND"),
            Column::new("key", "LAST KEY"),
        ],
        rows: rows.collect(),
        empty: "nobody has read the old places since the switch",
        notes: vec![note],
        warnings: not_understood(strange)
            .map(|what| ("not_understood", what))
            .into_iter()
            .collect(),
    }
}
