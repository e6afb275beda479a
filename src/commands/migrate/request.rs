//! `shardctl migrate request`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::cli::value::ratio;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::assignments::{read_assignments, wrong};
use crate::commands::current_map::current_map;
use crate::commands::dry_run::DryRunArg;
use crate::commands::plan::{GuardArgs, own_confidence, plan_report, refusal, refuse_old_logs};
use crate::commands::planning::{gather_for, missing_prices};
use crate::engine::planning::Assembled;
use crate::migration::MigrationSettings;
use crate::placement::{Key, LocatedBy, Segment, ShardMap};
use crate::plan::document::{GuardEntry, RequestEntry};
use crate::plan::{
    Assignment, PlanDocument, PlanInput, Proposal, RefusedMove, RequestError, describe, extent,
    request,
};
use crate::ports::StoredPlan;
use crate::ui::{Section, units};

use super::creation::new_migration;
use super::execution_args::{ExecutionArgs, accepted_bounds};
use super::work::work_on;

/// Refusals told in full; the number of the others is said.
const REFUSALS_SHOWN: usize = 10;

/// Most keys of one prefix that are moved one by one.
const MOST_SINGLE_KEYS: usize = 1_000;

/// Ask for a placement that was decided elsewhere
///
/// Takes any map of segments to shards, prices the moves as the planner would, holds them against the
/// guards, pins, groups and capacities, and makes a migration of them. Copies nothing yet:
/// `migrate start` does. The map is JSON, {"format": "shardctl.assignment/1", "assignments":
/// [{"segment": "prefix:a/", "to": "fra1"}]}, or CSV with the head `segment,shard`. Segments that are
/// where they shall be are no moves. A prefix that no rule places is moved key by key, for its keys have
/// their homes in several shards. The guard min-confidence is held against the confidence given
/// here; the plan shows the planner's beside it. Where the logs are too few to forecast from, what the moves
/// save is unknown, and said to be; the map is carried out all the same.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    shardctl migrate request --confidence 0.9 --map wanted.json --dry-run\n  \
    printf 'segment,shard\\nprefix:tenant/42/,fra1\\n' | shardctl migrate request --confidence 0.8 --map -")]
pub struct MigrateRequestArgs {
    /// How sure you are that the moves are right, 0 to 1
    #[arg(long, value_name = "RATIO", value_parser = ratio)]
    confidence: f64,
    /// File of the wanted placement; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    map: PathBuf,
    #[command(flatten)]
    execution: ExecutionArgs,
    #[command(flatten)]
    guards: GuardArgs,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MigrateRequestArgs) -> Result<Exit, CommandError> {
    let assignments = read_assignments(&args.map)?;
    let map = current_map(ctx)?;
    check_names(&map, &assignments)?;
    let (assignments, notes) = at_homes(ctx, &map, assignments)?;
    let settings = args.execution.settings(&accepted_bounds(ctx)?);
    let config = &ctx.settings.config.guards;
    let whole: BTreeSet<Segment> = (assignments.iter())
        .map(|entry| entry.segment.clone())
        .collect();
    // Least confidence is a guard on the request here, not a choice between moves.
    let (_, mut assembled) = gather_for(ctx, 0.0, whole)?;
    if assembled.context.forecast_hours > 0 {
        refuse_old_logs(ctx, &assembled, args.guards.max_log_age(config))?;
    }
    let targets = targets(&assembled.input, &assignments)?;
    assembled.context.request = Some(RequestEntry {
        confidence_ratio: args.confidence,
        assignments: assignments.len() as u64,
        in_place: in_place(&assembled.input, &targets),
    });
    assembled.context.notes.extend(notes);
    let document = price(ctx, args, &assembled, &targets)?;
    make(ctx, args, &document, settings).await
}

/// Keeps the plan, makes the migration, and says what was made.
async fn make(
    ctx: &CommandContext,
    args: &MigrateRequestArgs,
    document: &PlanDocument,
    settings: MigrationSettings,
) -> Result<Exit, CommandError> {
    let mut report = plan_report(document, None, false);
    report.kind = "migration_request";
    report.data["migration_id"] = serde_json::Value::Null;
    report.data["dry_run"] = args.dry_run.dry_run.into();
    let ours = own_confidence(&document.body);
    let ours = ours.map_or_else(
        || "the planner's is unknown".to_owned(),
        |ours| format!("the planner's {ours}"),
    );
    let confidence = format!("{:.2} as requested; {ours}", args.confidence);
    report
        .sections
        .insert(1, Section::Field("confidence", confidence));
    if document.body.moves.is_empty() {
        let text = "Everything is where it shall be: there is nothing to move.";
        report.sections.push(Section::Text(text.to_owned()));
        ctx.ui.report(&report)?;
        return Ok(Exit::Ok);
    }
    let dry_run = args.dry_run.dry_run;
    let migration = work_on(ctx, "planning", 1, dry_run, async |work| {
        let new = new_migration(ctx, document, &work.fleet.map(), settings)?;
        let migration = work
            .with(async |migrator| migrator.create(new).await)
            .await??;
        if !dry_run {
            work.keep_plan(StoredPlan {
                id: document.plan_id.clone(),
                name: None,
                created_ms: ctx.world.clock().now_ms(),
                document: document.to_bytes(),
            })
            .await?;
        }
        Ok(migration)
    })
    .await?;
    let id = &migration.id;
    let next = if dry_run {
        "Nothing has been changed: without --dry-run this makes a migration.".to_owned()
    } else {
        report.data["migration_id"] = id.to_string().into();
        format!(
            "migration {id} is planned, nothing was copied yet. Next: shardctl migrate start {id}"
        )
    };
    report.sections.push(Section::Text(next));
    ctx.ui.report(&report)?;
    Ok(Exit::Ok)
}

/// Refuses shards that the map does not have.
fn check_names(map: &ShardMap, assignments: &[Assignment]) -> Result<(), CommandError> {
    for Assignment { segment, to } in assignments {
        if map.shard(to).is_none() {
            let known: Vec<String> = map.shards().map(|shard| shard.name.to_string()).collect();
            return Err(wrong(format!(
                "{segment} is assigned to `{to}`, which is no shard"
            ))
            .detail("shards", known.join(", "))
            .next("shardctl map show      shows the shards of the map"));
        }
    }
    Ok(())
}

/// The same with each prefix that no rule places taken apart into its keys, for those have their homes in
/// several shards; and what is to be said of that.
fn at_homes(
    ctx: &CommandContext,
    map: &ShardMap,
    assignments: Vec<Assignment>,
) -> Result<(Vec<Assignment>, Vec<String>), CommandError> {
    let (mut found, mut notes) = (Vec::new(), Vec::new());
    let named: BTreeSet<Segment> = (assignments.iter())
        .map(|entry| entry.segment.clone())
        .collect();
    for entry in assignments {
        if map.segment_place(&entry.segment).is_some() {
            found.push(entry);
            continue;
        }
        let keys = keys_at_homes(ctx, map, &entry.segment)?;
        if keys.is_empty() {
            found.push(entry);
            continue;
        }
        if keys.len() > MOST_SINGLE_KEYS {
            let what = format!("{} cannot be moved, nothing was changed", entry.segment);
            return Err(CommandError::new(Exit::Refused, "segment_spread", what)
                .why(format!(
                    "no rule places it: more than {} keys have their homes in several shards, and each would be a move of its own",
                    units::count(MOST_SINGLE_KEYS as u64)
                ))
                .next("assign longer prefixes under it, some at a time: shardctl analyze segments shows them"));
        }
        notes.push(format!(
            "no rule places {}: {} {} moved one by one, and new keys under it go on to their homes",
            entry.segment,
            units::plural(keys.len() as u64, "key"),
            if keys.len() == 1 { "is" } else { "are" },
        ));
        let single = keys.into_iter().map(Segment::Exact);
        let single = single.filter(|segment| !named.contains(segment));
        found.extend(single.map(|segment| Assignment {
            segment,
            to: entry.to.clone(),
        }));
    }
    Ok((found, notes))
}

/// Inventoried keys of the segment that no rule covers and that lie at their homes, one more than may be.
fn keys_at_homes(
    ctx: &CommandContext,
    map: &ShardMap,
    segment: &Segment,
) -> Result<BTreeSet<Key>, CommandError> {
    let stats = ctx.world.stats_store()?;
    let mut keys = BTreeSet::new();
    for shard in map.shards() {
        for object in stats.inventory_objects(&shard.name)? {
            let object = object?;
            let own = shard.is_own_record(object.key.as_bytes());
            let key = map.logical_key(&shard.name, object.key.as_bytes());
            let Some(key) = key.filter(|key| !own && segment.contains(key.as_bytes())) else {
                continue;
            };
            let at_home = map.locate(&key).is_some_and(|place| {
                place.by == LocatedBy::RendezvousHome && place.shard.name == shard.name
            });
            if at_home {
                keys.insert(key);
            }
            if keys.len() > MOST_SINGLE_KEYS {
                return Ok(keys);
            }
        }
    }
    Ok(keys)
}

/// The assignments in the numbers of `input`.
fn targets(
    input: &PlanInput,
    assignments: &[Assignment],
) -> Result<BTreeMap<usize, usize>, CommandError> {
    let target = |Assignment { segment, to }: &Assignment| {
        let index = input.segment_index(segment).ok_or_else(|| {
            wrong(format!("the inventory has no object in {segment}"))
                .why("it is empty, or only more specific segments are")
                .next("shardctl analyze segments      shows where objects are")
                .next("shardctl inventory scan         looks again")
        })?;
        let shard = input.shard_index(to);
        Ok((index, shard.expect("the input has the shards of the map")))
    };
    assignments.iter().map(target).collect()
}

fn in_place(input: &PlanInput, targets: &BTreeMap<usize, usize>) -> u64 {
    let there = targets.iter();
    let there = there.filter(|&(&segment, &shard)| input.segments[segment].shard == shard);
    there.count() as u64
}

/// The plan of the moves, or the error of the limit that forbids it.
fn price(
    ctx: &CommandContext,
    args: &MigrateRequestArgs,
    assembled: &Assembled,
    targets: &BTreeMap<usize, usize>,
) -> Result<PlanDocument, CommandError> {
    let (input, context) = (&assembled.input, &assembled.context);
    let proposal = request(input, targets).map_err(|error| match error {
        RequestError::MissingPrices(keys) => missing_prices(&keys),
        RequestError::Refused(moves) => refused(input, &moves),
    })?;
    let config = &ctx.settings.config.guards;
    let guards = args.guards.guards(config);
    let mut checked = guards.check(extent(input, &proposal), context.region_coverage);
    checked.extend(least_confidence(args, args.guards.min_confidence(config)));
    if let Some(failed) = checked.iter().find(|entry| !entry.ok) {
        return Err(guard_error(input, &proposal, failed));
    }
    let body = describe(input, &proposal, context, checked);
    Ok(PlanDocument::new(body))
}

fn least_confidence(args: &MigrateRequestArgs, limit: f64) -> Option<GuardEntry> {
    (limit > 0.0).then(|| GuardEntry {
        name: "min_confidence".to_owned(),
        limit,
        value: args.confidence,
        ok: args.confidence >= limit,
    })
}

fn guard_error(input: &PlanInput, proposal: &Proposal, failed: &GuardEntry) -> CommandError {
    if failed.name != "min_confidence" {
        return refusal(input, proposal, failed).next("ask for less, or raise the guard once");
    }
    let what = "guard min-confidence refused the request, nothing was changed";
    CommandError::new(Exit::Refused, "guard_refused", what)
        .why(format!(
            "the request is made with confidence {:.2}, the limit is {:.2}",
            failed.value, failed.limit
        ))
        .next("--min-confidence lowers the limit once")
}

fn refused(input: &PlanInput, moves: &[RefusedMove]) -> CommandError {
    let what = match moves {
        [_] => "a move that was asked for is not allowed, nothing was changed".to_owned(),
        _ => format!(
            "{} of the moves that were asked for are not allowed, nothing was changed",
            moves.len()
        ),
    };
    let error = CommandError::new(Exit::Refused, "move_refused", what);
    let error = moves.iter().take(REFUSALS_SHOWN).fold(error, |error, one| {
        let segment = &input.segments[one.segment].segment;
        let to = &input.shards[one.to].name;
        error.detail("refused", format!("{segment} to {to}: {one}"))
    });
    error.next("leave these out of the map, or lift what holds them: pins, groups, capacities")
}
