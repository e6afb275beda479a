//! The queue: what `migrate start` does while another one runs, and whose turn is next.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::current_map::current_map;
use crate::commands::plan::{FoundPlan, find as find_plan};
use crate::migration::{
    Event, Migration, MigrationEvent, MigrationId, MoveState, Queued, Turn, turns,
};
use crate::plan::PlanDocument;
use crate::ports::{JournalStore, StoredPlan};
use crate::ui::{Section, units};

use super::creation::new_migration;
use super::execution_args::{ExecutionArgs, accepted_bounds};
use super::lookup::{find, journal, pick};
use super::pause::ended;
use super::picture::Picture;
use super::render::page;
use super::work::Work;

/// What is to wait for its turn.
pub struct Waiting<'a> {
    /// A plan, or a migration.
    pub what: &'a str,
    /// How it is to be carried out.
    pub execution: ExecutionArgs,
    /// When it should be copied, milliseconds UTC.
    pub deadline_ms: Option<i64>,
}

/// Why a migration cannot begin now, where it may wait.
pub fn may_wait(error: &CommandError) -> bool {
    matches!(error.code, "locked" | "being_moved")
}

/// Puts a plan, or a migration of which nothing was done, into the queue; `refused` where it cannot wait.
/// Writes map.db alone.
pub async fn enqueue(
    ctx: &CommandContext,
    waiting: &Waiting<'_>,
    refused: CommandError,
) -> Result<Exit, CommandError> {
    let mut store = journal(ctx).await?;
    let known = store.migrations()?;
    let place = Queued {
        at_ms: ctx.world.clock().now_ms(),
        deadline_ms: waiting.deadline_ms,
        ..Queued::default()
    };
    let id = match pick(known.clone(), waiting.what)? {
        Some(migration) => enqueue_old(store.as_mut(), ctx, &migration, &place, refused)?,
        None => {
            let plan = find_plan(ctx, waiting.what)?;
            let of_plan =
                |it: &&Migration| it.plan_id == plan.document.plan_id && !it.state().is_end();
            match known.iter().find(of_plan) {
                Some(migration) => enqueue_old(store.as_mut(), ctx, migration, &place, refused)?,
                None => enqueue_new(store.as_mut(), ctx, waiting, plan, &place)?,
            }
        }
    };
    tell(ctx, store.as_ref(), &id, "waits for its turn")?;
    Ok(Exit::Pending)
}

fn enqueue_old(
    store: &mut dyn JournalStore,
    ctx: &CommandContext,
    migration: &Migration,
    place: &Queued,
    refused: CommandError,
) -> Result<MigrationId, CommandError> {
    if migration.state().is_end() {
        return Err(ended(migration));
    }
    let begun = |it: &crate::migration::Move| it.state != MoveState::Planned;
    if migration.cancelling || migration.moves.iter().any(begun) {
        return Err(refused);
    }
    let event = match &migration.queued {
        Some(_) => MigrationEvent::Prioritised {
            deadline_ms: place.deadline_ms,
            first_ms: None,
        },
        None => MigrationEvent::Queued {
            place: Queued {
                gain_per_gib_nanos: gain_of(store, &migration.plan_id)?,
                ..place.clone()
            },
        },
    };
    record(store, ctx, &migration.id, vec![event])?;
    Ok(migration.id.clone())
}

fn enqueue_new(
    store: &mut dyn JournalStore,
    ctx: &CommandContext,
    waiting: &Waiting<'_>,
    plan: FoundPlan,
    place: &Queued,
) -> Result<MigrationId, CommandError> {
    let settings = waiting.execution.settings(&accepted_bounds(ctx)?);
    let map = current_map(ctx)?;
    let new = new_migration(ctx, &plan.document, &map, settings)?;
    let known = store.migrations()?;
    let known = |id: &MigrationId| known.iter().any(|other| other.id == *id);
    let (id, created) = new.created(ctx.world.as_ref(), map.lsn, known);
    let place = Queued {
        gain_per_gib_nanos: gain_per_gib(&plan.document),
        ..place.clone()
    };
    store.save_plan(&StoredPlan {
        id: plan.document.plan_id,
        name: plan.name,
        created_ms: place.at_ms,
        document: plan.bytes,
    })?;
    let queued = MigrationEvent::Queued { place };
    record(store, ctx, &id, vec![created, queued])?;
    Ok(id)
}

/// Gives a migration that waits up, of which nothing was done; `refused` where it is no such.
pub async fn withdraw(
    ctx: &CommandContext,
    text: &str,
    refused: CommandError,
) -> Result<Exit, CommandError> {
    let mut store = journal(ctx).await?;
    let migration = find(store.as_ref(), text)?;
    let begun = |it: &crate::migration::Move| it.state != MoveState::Planned;
    if migration.queued.is_none() || migration.moves.iter().any(begun) {
        return Err(refused);
    }
    let event = MigrationEvent::CancelRequested;
    record(store.as_mut(), ctx, &migration.id, vec![event])?;
    tell(ctx, store.as_ref(), &migration.id, "is given up")?;
    Ok(Exit::Ok)
}

/// Appends events of a migration.
pub fn record(
    store: &mut dyn JournalStore,
    ctx: &CommandContext,
    id: &MigrationId,
    events: Vec<MigrationEvent>,
) -> Result<(), CommandError> {
    let events = events.into_iter().map(|event| Event::Migration {
        id: id.clone(),
        event,
    });
    let events: Vec<Event> = events.collect();
    let epoch = store.identity()?.epoch;
    store.append(epoch, &events, ctx.world.clock().now_ms())?;
    Ok(())
}

/// Prints the page of a migration that waits, with its place.
pub fn tell(
    ctx: &CommandContext,
    store: &dyn JournalStore,
    id: &MigrationId,
    what: &str,
) -> Result<(), CommandError> {
    let turns = turns(&store.migrations()?);
    let migration = find(store, id.as_str())?;
    let mut page = page(
        &Picture::read(ctx, store, migration)?,
        ctx.world.clock().now_ms(),
        false,
    );
    let at = turns.iter().position(|turn| turn.id == *id);
    let text = match at {
        Some(at) => format!("{id} {what}: {}", place_text(&turns[at], at)),
        None => format!("{id} {what}."),
    };
    page.data["queue_place"] = at.map(|at| at + 1).into();
    page.data["waits_for"] = at
        .and_then(|at| turns[at].waits_for.as_ref().map(ToString::to_string))
        .into();
    page.sections.insert(0, Section::Text(text));
    ctx.ui.report(&page)
}

fn place_text(turn: &Turn, at: usize) -> String {
    let ahead = match at {
        0 => "it is the next".to_owned(),
        1 => "one is before it".to_owned(),
        _ => format!("{at} are before it"),
    };
    match &turn.waits_for {
        Some(other) => format!("{ahead}; {other} moves some of the same and has to end first"),
        None => format!(
            "{ahead}. Whoever runs `migrate start` goes on with it; without a name it does nothing else"
        ),
    }
}

/// The migration whose turn has come, taken out of the queue.
pub async fn next(work: &Work<'_>) -> Result<Option<Migration>, CommandError> {
    let read = work.fleet.journal().with(|store| store.migrations());
    let migrations = read.await?;
    let turn = turns(&migrations).into_iter().find(Turn::has_come);
    let found = turn.and_then(|turn| migrations.into_iter().find(|it| it.id == turn.id));
    if let Some(migration) = &found {
        leave(work, migration).await?;
    }
    Ok(found)
}

/// Refuses a migration from the queue that has to wait for another one.
pub async fn refuse_early(work: &Work<'_>, migration: &Migration) -> Result<(), CommandError> {
    let read = work.fleet.journal().with(|store| store.migrations());
    let turns = turns(&read.await?).into_iter();
    let mut mine = turns.filter(|turn| turn.id == migration.id);
    match mine.find_map(|turn| turn.waits_for) {
        None => Ok(()),
        Some(other) => {
            let what = format!("{} has to wait for {other}", migration.id);
            Err(CommandError::new(Exit::Refused, "being_moved", what))
        }
    }
}

/// Takes a migration out of the queue: somebody asks for it now.
pub async fn leave(work: &Work<'_>, migration: &Migration) -> Result<(), CommandError> {
    let (id, event) = (migration.id.clone(), MigrationEvent::TakenUp);
    let events = vec![Event::Migration { id, event }];
    Ok(work.fleet.journal().append(events).await?)
}

fn gain_of(store: &dyn JournalStore, plan_id: &str) -> Result<i64, CommandError> {
    let plans = store.plans()?;
    let plan = plans.into_iter().find(|plan| plan.id == plan_id);
    let document = plan.and_then(|plan| PlanDocument::from_bytes(&plan.document).ok());
    Ok(document.map_or(0, |document| gain_per_gib(&document)))
}

/// What a plan gains a month for each GiB that it moves, in nano-dollars.
fn gain_per_gib(document: &PlanDocument) -> i64 {
    let moves = &document.body.moves;
    let gain: f64 = moves.iter().map(|entry| entry.gain_usd_month).sum();
    let bytes: u64 = moves.iter().map(|entry| entry.bytes).sum();
    let gib = bytes.max(1) as f64 / f64::from(1 << 30);
    (gain / gib * 1e9) as i64
}

/// A place in the queue, for programs.
pub fn queued_json(migration: &Migration) -> serde_json::Value {
    let Some(place) = &migration.queued else {
        return serde_json::Value::Null;
    };
    serde_json::json!({
        "since": units::rfc3339(place.at_ms),
        "deadline_at": place.deadline_ms.and_then(units::rfc3339),
        "gain_usd_month_per_gib": place.gain_per_gib_nanos as f64 / 1e9,
    })
}
