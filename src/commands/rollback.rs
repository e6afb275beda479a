//! `shardctl rollback`: the map says again what an earlier version said. Also `snapshot restore`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::commands::map::with_pins;
use crate::commands::map_change::overlap;
use crate::commands::migrate::{ExecutionArgs, Work, accepted_bounds, end_of, work_on};
use crate::engine::control::{Fleet, FleetError, snapshot};
use crate::engine::migration::{MoveReport, NewMigration};
use crate::engine::repoint::{Effect, effects};
use crate::migration::{Back, Migration, MigrationId, MigrationSettings, MoveId, Rollback, Way};
use crate::placement::{MapDiff, Segment, ShardMap};
use crate::ui::{Cell, Column, Listing, Report, Section, units};

/// Objects worked on at a time.
const WAYS: u16 = 32;

/// Make the map say again what an earlier version said
///
/// The log is appended to, never turned back. Every segment that the earlier version had elsewhere goes back
/// by the way that is open to it, and the command says which before it does anything: where source copies
/// are kept its switch is reversed, which copies nothing and is done at once; where they are gone a new
/// migration is made, which `migrate start` carries out (10). A segment that another migration works on
/// refuses all of it (13). Pins become those of that version. Shards, weights and rules that only hold keys
/// where they lie stay as they are.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shardctl map history\n  shardctl rollback --to 41 --dry-run\n  \
    shardctl rollback --to 41"
)]
pub struct RollbackArgs {
    /// The version whose placement is wanted
    #[arg(long, value_name = "VERSION")]
    to: u64,
    #[command(flatten)]
    execution: ExecutionArgs,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Where the earlier map is taken from.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// Wherever it is known: map.db, or the control location's log.
    Version(u64),
    /// The snapshot of that version.
    Snapshot(u64),
}

/// What was found and done.
struct Done {
    to: u64,
    plan: Rollback,
    effects: BTreeMap<Segment, Effect>,
    /// When source copies that are kept may go, by move.
    kept_until: BTreeMap<MoveId, i64>,
    pins: MapDiff,
    /// Pins that would keep a segment from moving back.
    held: Vec<Segment>,
    shards_differ: bool,
    reversed: Vec<MoveReport>,
    /// The migration that was made; in a dry run nobody has it.
    migration: Option<Migration>,
    version: u64,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &RollbackArgs) -> Result<Exit, CommandError> {
    let target = Target::Version(args.to);
    roll_back(ctx, target, args.execution, args.dry_run.dry_run).await
}

/// Goes back to what `target` said.
pub async fn roll_back(
    ctx: &CommandContext,
    target: Target,
    execution: ExecutionArgs,
    dry_run: bool,
) -> Result<Exit, CommandError> {
    let settings = execution.settings(&accepted_bounds(ctx)?);
    let done = work_on(ctx, "rolling back", WAYS, dry_run, async |work| {
        let then = earlier(ctx, &work.fleet, target).await?;
        carry_out(ctx, work, &then, settings, dry_run).await
    })
    .await?;
    ctx.ui.report(&page(&done, dry_run))?;
    end_of(&done.reversed)?;
    let moves = done.plan.moves().next().is_some();
    Ok(if moves { Exit::Pending } else { Exit::Ok })
}

async fn earlier(
    ctx: &CommandContext,
    fleet: &Fleet,
    target: Target,
) -> Result<ShardMap, CommandError> {
    let control = ctx.world.control_store()?.ok_or(FleetError::NoControl)?;
    let control = control.as_ref();
    let not_found = |what: String| {
        CommandError::new(Exit::NotFound, "no_such_version", what)
            .next("shardctl map history        lists the versions")
            .next("shardctl snapshot list      lists the snapshots")
    };
    match target {
        Target::Snapshot(lsn) => {
            let found = snapshot::read(control, lsn).await?;
            let found = found.filter(|it| it.fleet_id == fleet.identity().fleet_id);
            found
                .map(|it| it.map)
                .ok_or_else(|| not_found(format!("there is no snapshot of version {lsn}")))
        }
        Target::Version(lsn) => {
            let here = (fleet.journal()).with(move |store| store.load_version(lsn));
            if let Some(map) = here.await? {
                return Ok(map);
            }
            let published = snapshot::published_map(control, lsn).await?;
            published.ok_or_else(|| not_found(format!("the map has no version {lsn}")))
        }
    }
}

async fn carry_out(
    ctx: &CommandContext,
    work: &mut Work<'_>,
    then: &ShardMap,
    settings: MigrationSettings,
    dry_run: bool,
) -> Result<Done, CommandError> {
    let now = work.fleet.map();
    let read = work.fleet.journal().with(|store| store.migrations());
    let migrations = read.await?;
    let plan = Rollback::plan(&now, then, &migrations);
    refuse_blocked(&plan, then.lsn)?;
    let (next, held) = pins(&now, then, &plan);
    let all = MapDiff::between(&now, then);
    let mut done = Done {
        to: then.lsn,
        effects: sizes(ctx, &now, &plan).await?,
        kept_until: kept_until(&plan, &migrations),
        pins: MapDiff::between(&now, &next),
        held,
        shards_differ: !all.shards_set.is_empty() || !all.shards_removed.is_empty(),
        reversed: Vec::new(),
        migration: None,
        version: now.lsn,
        plan,
    };
    ctx.ui.status(&summary(&done));
    if !done.pins.is_empty() && !dry_run {
        let now_ms = ctx.world.clock().now_ms();
        let publication = work.fleet.prepare(next, "rollback", now_ms);
        work.fleet.change(&publication).await?;
    }
    for (id, moves) in by_migration(&done.plan) {
        let report = work.with(async |migrator| migrator.reverse(&id, &moves).await);
        done.reversed.extend(report.await??.moves);
    }
    done.version = work.fleet.map().lsn;
    let moves: Vec<_> = done.plan.moves().map(|(_, spec)| spec.clone()).collect();
    if moves.is_empty() || end_of(&done.reversed).is_err() {
        return Ok(done);
    }
    let new = NewMigration {
        plan_id: format!("rollback-v{}", then.lsn),
        settings,
        moves,
    };
    let made = work.with(async |migrator| migrator.create(new).await);
    done.migration = Some(made.await??);
    Ok(done)
}

fn refuse_blocked(plan: &Rollback, to: u64) -> Result<(), CommandError> {
    let count = plan.blocked().count() as u64;
    if count == 0 {
        return Ok(());
    }
    let what = format!(
        "{} cannot go back to version {to} now, nothing was changed",
        units::plural(count, "segment")
    );
    let error = CommandError::new(Exit::Refused, "rollback_blocked", what);
    let error = plan.blocked().take(10).fold(error, |error, (back, why)| {
        error.detail("blocked", format!("{}: {why}", back.segment))
    });
    Err(error.next("end what is under way, then run the same command again"))
}

/// The newest map with the pins of the earlier one, but for those that would keep a segment from moving back.
fn pins(now: &ShardMap, then: &ShardMap, plan: &Rollback) -> (ShardMap, Vec<Segment>) {
    let mut wanted = then.clone();
    let moving: Vec<&Segment> = plan.moves().map(|(back, _)| &back.segment).collect();
    let is_held = |pin: &&Segment| moving.iter().any(|moved| overlap(moved, pin));
    let pinned = then.pins().map(|pin| &pin.segment);
    let held: Vec<Segment> = pinned.filter(is_held).cloned().collect();
    for segment in &held {
        wanted.unpin(segment);
    }
    let mut next = now.clone();
    with_pins(&mut next, &wanted, now.lsn + 1);
    (next, held)
}

/// What each move would have to copy.
async fn sizes(
    ctx: &CommandContext,
    now: &ShardMap,
    plan: &Rollback,
) -> Result<BTreeMap<Segment, Effect>, CommandError> {
    let mut after = now.clone();
    for (back, spec) in plan.moves() {
        after.insert(back.segment.clone(), spec.to.clone(), now.lsn + 1);
        for left in &spec.leaves {
            after.insert(left.segment.clone(), left.shard.clone(), now.lsn + 1);
        }
    }
    // What moves by itself inside another is not left there.
    for (back, spec) in plan.moves() {
        after.insert(back.segment.clone(), spec.to.clone(), now.lsn + 1);
    }
    let segments: BTreeSet<Segment> = (plan.moves())
        .map(|(back, _)| back.segment.clone())
        .collect();
    let found = effects(ctx.world.as_ref(), now, &after, &segments).await;
    match found.unreadable.into_iter().next() {
        Some((shard, error)) => {
            let error = CommandError::from(error);
            Err(error.detail("shard", format!("{shard} must be listed to its end first")))
        }
        None => Ok(found.segments),
    }
}

fn kept_until(plan: &Rollback, migrations: &[Migration]) -> BTreeMap<MoveId, i64> {
    let end_ms = |id: &MoveId| {
        let migration = migrations.iter().find(|it| it.id == id.migration)?;
        let item = migration.moves.iter().find(|item| item.n == id.n)?;
        migration.grace_end_ms(item)
    };
    let ids = plan.reversals().map(|(_, id)| id);
    ids.filter_map(|id| Some((id.clone(), end_ms(id)?)))
        .collect()
}

fn by_migration(plan: &Rollback) -> BTreeMap<MigrationId, Vec<u32>> {
    let mut all = BTreeMap::<MigrationId, Vec<u32>>::new();
    for (_, id) in plan.reversals() {
        all.entry(id.migration.clone()).or_default().push(id.n);
    }
    all
}

/// Which way what goes: said before anything is done.
fn summary(done: &Done) -> String {
    let (pointers, moves) = (done.plan.reversals().count(), done.plan.moves().count());
    let missing = done.effects.values();
    let (objects, bytes) = missing.fold((0, 0), |(objects, bytes), effect| {
        (objects + effect.missing, bytes + effect.missing_bytes)
    });
    let mut parts = Vec::new();
    if pointers > 0 {
        parts.push(format!(
            "{} by pointer, source copies are kept",
            units::plural(pointers as u64, "segment")
        ));
    }
    if moves > 0 {
        parts.push(format!(
            "{} by a new migration, {} to copy ({})",
            units::plural(moves as u64, "segment"),
            units::plural(objects, "object"),
            units::bytes(bytes)
        ));
    }
    let pins = done.pins.pins_set.len() + done.pins.pins_removed.len();
    if pins > 0 {
        parts.push(format!("{} changed", units::plural(pins as u64, "pin")));
    }
    if parts.is_empty() {
        parts.push("nothing to change".to_owned());
    }
    format!("back to version {}: {}", done.to, parts.join(", "))
}

fn page(done: &Done, dry_run: bool) -> Report {
    let mut sections = vec![Section::Text(summary(done))];
    if !done.plan.back.is_empty() {
        sections.push(Section::Table(None, segments(done)));
    }
    let id = done.migration.as_ref().map(|it| it.id.clone());
    let next = match &id {
        Some(_) if dry_run => {
            "Nothing has been changed: without --dry-run this makes a migration.".to_owned()
        }
        Some(id) => format!(
            "map version {}; migration {id} is planned, nothing was copied yet. Next: shardctl migrate start {id}",
            done.version
        ),
        None if dry_run => "Nothing has been changed.".to_owned(),
        None => format!("map version {}.", done.version),
    };
    sections.push(Section::Text(next));
    let made = id.filter(|_| !dry_run);
    let rows = done.plan.back.iter().map(|back| {
        let effect = done.effects.get(&back.segment);
        json!({
            "segment": back.segment.to_string(),
            "from": back.from,
            "to": back.to,
            "way": way(back),
            "objects_to_copy": effect.map_or(0, |it| it.missing),
            "bytes_to_copy": effect.map_or(0, |it| it.missing_bytes),
        })
    });
    let data = json!({
        "to_version": done.to,
        "map_version": done.version,
        "dry_run": dry_run,
        "segments": rows.collect::<Vec<_>>(),
        "pins_set": done.pins.pins_set.len(),
        "pins_removed": done.pins.pins_removed.len(),
        "rules_kept": done.plan.kept.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "migration_id": made,
    });
    Report {
        kind: "rollback",
        data,
        sections,
        warnings: warnings(done),
    }
}

fn warnings(done: &Done) -> Vec<(&'static str, String)> {
    let mut warnings = Vec::new();
    if done.shards_differ {
        let text = "shards and weights are not those of that version, and stay as they are: shardctl shard";
        warnings.push(("shards_stay", text.to_owned()));
    }
    if !done.plan.kept.is_empty() {
        let kept = units::plural(done.plan.kept.len() as u64, "rule");
        let text = format!("{kept} made since hold keys where they lie, and stay");
        warnings.push(("rules_stay", text));
    }
    for segment in &done.held {
        let text = format!(
            "the pin of {segment} would keep it from moving back: set it again after `migrate complete`"
        );
        warnings.push(("pin_held_back", text));
    }
    warnings
}

fn way(back: &Back) -> &'static str {
    match back.way {
        Way::Reverse(_) => "pointer",
        Way::Move(_) => "migration",
        Way::Blocked(_) => "blocked",
    }
}

fn segments(done: &Done) -> Listing {
    let rows = done.plan.back.iter().map(|back| {
        let from = back.from.as_ref();
        let how = match &back.way {
            Way::Reverse(id) => match done.kept_until.get(id).copied().and_then(units::rfc3339) {
                Some(until) => {
                    format!("pointer: reverses {id}, source copies are kept until {until}")
                }
                None => format!("pointer: reverses {id}, source copies are kept"),
            },
            Way::Move(_) => "new migration: no copy is kept there".to_owned(),
            Way::Blocked(why) => why.clone(),
        };
        let effect = done.effects.get(&back.segment);
        vec![
            Cell::Key(back.segment.id()),
            from.map_or(Cell::Unknown, |shard| Cell::Text(shard.to_string())),
            Cell::Text(back.to.to_string()),
            Cell::Count(effect.map_or(0, |it| it.missing)),
            Cell::Bytes(effect.map_or(0, |it| it.missing_bytes)),
            Cell::Text(how),
        ]
    });
    Listing {
        kind: "rollback_segments",
        columns: vec![
            Column::new("segment", "SEGMENT"),
            Column::new("from", "FROM"),
            Column::new("to", "TO"),
            Column::new("objects_to_copy", "OBJECTS"),
            Column::new("bytes_to_copy", "TO COPY"),
            Column::new("how", "HOW"),
        ],
        rows: rows.collect(),
        empty: "every segment is where that version had it",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}
