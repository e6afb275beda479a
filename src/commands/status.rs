//! `shardctl status`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::current_map::why_no_map;
use crate::commands::inventory_age::outdated;
use crate::commands::migrate::{flags, migrations};
use crate::commands::plan::lookup::is_stale;
use crate::commands::recover::copy_in_use;
use crate::commands::shard::settle::waits;
use crate::commands::shard_health::{self, ShardHealth};
use crate::migration::Migration;
use crate::placement::{ShardMap, ShardName};
use crate::plan::PlanDocument;
use crate::ports::{MapStore, StatsStore, StoredPlan};
use crate::ui::{Cell, Column, Listing, Report, Section, units};

/// Show the state of the fleet on one page
///
/// Reads the state directory, and asks each shard whether it answers: for one key, all at once, and one that is
/// silent is given up after seconds. Where there is no map.db the control location tells whether it was lost (17).
/// ERRORS and SLOWDOWN are the shares of a shard's log that its store answered with 5xx or 429, and with 503 or
/// 429, in the 24 hours up to its newest record; `-` where no log tells. LOG LAG is the age of that record. Ages
/// are against the clock; everything else is as of the newest event and the newest inventory.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shardctl status\n  shardctl status --offline\n  \
    shardctl status -o json | jq '.data.shards[] | select(.answers != \"yes\")'"
)]
pub struct StatusArgs {
    /// Ask no shard: send no request
    #[arg(long)]
    offline: bool,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &StatusArgs) -> Result<Exit, CommandError> {
    let map_store = ctx.world.map_store()?;
    let doubt = match &map_store {
        None => why_no_map(ctx).await?,
        Some(_) => None,
    };
    let stats = ctx.world.existing_stats_store()?;
    let map = map_state(ctx, map_store.as_deref())?;
    let health = shard_health::look(ctx, stats.as_deref(), !args.offline).await?;
    let shards = shard_states(ctx, stats.as_deref(), health)?;
    let logs = log_state(stats.as_deref())?;
    let plan = newest_plan(map_store.as_deref(), map.map.as_ref())?;
    let migrations = running(ctx)?;
    let mut next: Vec<String> = migrations.iter().map(status_verb).collect();
    if map.map.is_some() && inventory_outdated(ctx, stats.as_deref())? {
        next.push("shardctl inventory scan".to_owned());
    }
    let waits = waits(ctx)?;
    let due = waits.iter().map(|change| change.due_ms).max();
    if due.is_some_and(|due_ms| due_ms <= ctx.world.clock().now_ms()) {
        next.push("shardctl shard settle".to_owned());
    }
    next.extend(left_over(ctx));
    let unwell: Vec<_> = shards.iter().filter_map(ShardState::trouble).collect();
    if !unwell.is_empty() {
        next.push("shardctl doctor".to_owned());
    }
    next.extend(next_steps(&map, &shards, &logs, plan.as_ref()));
    let mut sections = vec![
        map.section(ctx),
        logs.section(ctx),
        plan_section(plan.as_ref()),
    ];
    let places = ctx.world.control_places(None);
    let copy = places.map(|places| places.in_use()).transpose()?.flatten();
    sections.extend(copy.as_ref().map(copy_in_use));
    sections.extend(migrations.iter().map(migration_section));
    sections.extend(due.map(|due_ms| settle_section(ctx, due_ms)));
    sections.push(Section::Table(None, shard_listing(&shards)));
    sections.push(Section::Text(format!("Next: {}", next.join("   ·   "))));
    ctx.ui.report(&Report {
        kind: "status",
        data: json!({
            "map": map.json(),
            "logs": logs.json(),
            "newest_plan": plan.as_ref().map(|(plan, stale)| json!({
                "plan_id": plan.id,
                "name": plan.name,
                "created_at": units::rfc3339(plan.created_ms),
                "stale": stale,
            })),
            "migrations": migrations.iter().map(migration_json).collect::<Vec<_>>(),
            "shards": shards.iter().map(ShardState::json).collect::<Vec<_>>(),
            "control_copy_in_use": copy.as_ref().map(|used| used.copy.as_str()),
            "settle_due_at": due.and_then(units::rfc3339),
            "next": next,
        }),
        sections,
        warnings: doubt
            .map(|doubt| ("no_map_db", format!("there is no map, or {doubt}")))
            .into_iter()
            .chain(unwell)
            .collect(),
    })?;
    Ok(Exit::Ok)
}

/// Changes of the map that were left half done; a queue that cannot be read says so itself.
fn left_over(ctx: &CommandContext) -> Option<String> {
    let queue = ctx.world.action_queue()?;
    let waits = queue.list().map_or(true, |actions| !actions.is_empty());
    waits.then(|| "shardctl reconcile --check".to_owned())
}

/// The map in a line.
struct MapState {
    map: Option<ShardMap>,
    created_ms: Option<i64>,
    origin: String,
}

fn map_state(ctx: &CommandContext, store: Option<&dyn MapStore>) -> Result<MapState, CommandError> {
    let Some(store) = store else {
        return Ok(MapState {
            map: None,
            created_ms: None,
            origin: String::new(),
        });
    };
    let map = store.load()?;
    if let Some(map) = &map {
        super::current_map::check_config(ctx, map)?;
    }
    let newest = store.history()?.pop();
    Ok(MapState {
        map,
        created_ms: newest.as_ref().map(|version| version.created_ms),
        origin: newest.map(|version| version.origin).unwrap_or_default(),
    })
}

impl MapState {
    fn section(&self, ctx: &CommandContext) -> Section {
        let text = match (&self.map, self.created_ms) {
            (Some(map), Some(created_ms)) => format!(
                "version {} ({} ago, by {}), {}, {}",
                map.lsn,
                age(ctx, created_ms),
                self.origin,
                units::plural(map.rule_count() as u64, "rule"),
                units::plural(map.pins().count() as u64, "pin"),
            ),
            _ => "none yet".to_owned(),
        };
        Section::Field("map", text)
    }

    fn json(&self) -> Value {
        let Some(map) = &self.map else {
            return Value::Null;
        };
        json!({
            "version": map.lsn,
            "created_at": self.created_ms.and_then(units::rfc3339),
            "origin": self.origin,
            "rules": map.rule_count(),
            "pins": map.pins().count(),
        })
    }
}

/// What was ingested.
struct LogState {
    files: u64,
    records: u64,
    newest_event_ms: Option<i64>,
}

fn log_state(stats: Option<&dyn StatsStore>) -> Result<LogState, CommandError> {
    let files = stats.map_or(Ok(Vec::new()), StatsStore::source_files)?;
    Ok(LogState {
        files: files.len() as u64,
        records: files.iter().map(|source| source.file.records).sum(),
        newest_event_ms: files
            .iter()
            .filter_map(|source| source.file.newest_event_ms)
            .max(),
    })
}

impl LogState {
    fn section(&self, ctx: &CommandContext) -> Section {
        let Some(newest) = self.newest_event_ms else {
            return Section::Field("logs", "nothing ingested yet".to_owned());
        };
        let text = format!(
            "{} from {}, newest event {} ago",
            units::plural(self.records, "record"),
            units::plural(self.files, "file"),
            age(ctx, newest),
        );
        Section::Field("logs", text)
    }

    fn json(&self) -> Value {
        json!({
            "files": self.files,
            "records": self.records,
            "newest_event": self.newest_event_ms.and_then(units::rfc3339),
        })
    }
}

/// A shard and its inventory.
struct ShardState {
    name: String,
    region: String,
    taken_ms: Option<i64>,
    objects: Option<u64>,
    bytes: Option<u64>,
    health: ShardHealth,
}

fn shard_states(
    ctx: &CommandContext,
    stats: Option<&dyn StatsStore>,
    mut health: BTreeMap<ShardName, ShardHealth>,
) -> Result<Vec<ShardState>, CommandError> {
    let mut states = Vec::new();
    for shard in &ctx.settings.shards {
        let inventory = stats.map_or(Ok(None), |stats| stats.inventory(&shard.name))?;
        states.push(ShardState {
            name: shard.name.to_string(),
            region: shard.region.clone(),
            taken_ms: inventory.as_ref().map(|summary| summary.taken_ms),
            objects: inventory.as_ref().map(|summary| summary.objects),
            bytes: inventory.map(|summary| summary.bytes),
            health: health.remove(&shard.name).unwrap_or_default(),
        });
    }
    Ok(states)
}

/// Whether a migration moved what the inventories still show where it was.
fn inventory_outdated(
    ctx: &CommandContext,
    stats: Option<&dyn StatsStore>,
) -> Result<bool, CommandError> {
    let Some(stats) = stats else { return Ok(false) };
    let shards = ctx.settings.shards.iter().map(|shard| &shard.name);
    Ok(outdated(ctx, stats, &shards.collect())?.is_some())
}

impl ShardState {
    fn json(&self) -> Value {
        let mut json = json!({
            "shard": self.name,
            "region": self.region,
            "inventory_taken_at": self.taken_ms.and_then(units::rfc3339),
            "objects": self.objects,
            "size_bytes": self.bytes,
        });
        if let (Value::Object(all), Value::Object(health)) = (&mut json, self.health.json()) {
            all.extend(health);
        }
        json
    }

    fn trouble(&self) -> Option<(&'static str, String)> {
        self.health.trouble(&self.name)
    }
}

fn shard_listing(shards: &[ShardState]) -> Listing {
    Listing {
        kind: "status_shards",
        columns: [
            Column::new("shard", "SHARD"),
            Column::new("region", "REGION"),
            Column::new("objects", "OBJECTS"),
            Column::new("size_bytes", "SIZE"),
            Column::spare("inventory_taken_at", "INVENTORY"),
        ]
        .into_iter()
        .chain(ShardHealth::COLUMNS)
        .collect(),
        rows: shards
            .iter()
            .map(|shard| {
                let cells = [
                    Cell::Text(shard.name.clone()),
                    Cell::Text(shard.region.clone()),
                    shard.objects.map_or(Cell::Unknown, Cell::Count),
                    shard.bytes.map_or(Cell::Unknown, Cell::Bytes),
                    shard.taken_ms.map_or(Cell::Unknown, Cell::Time),
                ];
                cells.into_iter().chain(shard.health.cells()).collect()
            })
            .collect(),
        empty: "no shards in the config",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

/// The newest plan, and whether it is stale.
fn newest_plan(
    store: Option<&dyn MapStore>,
    map: Option<&ShardMap>,
) -> Result<Option<(StoredPlan, bool)>, CommandError> {
    let Some(store) = store else { return Ok(None) };
    let Some(plan) = store.plans()?.into_iter().next() else {
        return Ok(None);
    };
    let document = PlanDocument::from_bytes(&plan.document).ok();
    let stale = is_stale(store, document.as_ref(), map)?;
    Ok(Some((plan, stale)))
}

fn plan_section(plan: Option<&(StoredPlan, bool)>) -> Section {
    let text = plan.map_or("none yet".to_owned(), |(plan, stale)| {
        let name = plan.name.iter().map(|name| format!(" \"{name}\""));
        let stale = stale.then_some(", stale: the map has changed since");
        let words = name.chain(stale.map(str::to_owned));
        std::iter::once(plan.id.clone()).chain(words).collect()
    });
    Section::Field("newest plan", text)
}

/// Migrations that have not ended, newest first.
fn running(ctx: &CommandContext) -> Result<Vec<Migration>, CommandError> {
    let mut migrations = migrations(ctx)?;
    migrations.retain(|migration| !migration.state().is_end());
    Ok(migrations)
}

fn migration_json(migration: &Migration) -> Value {
    json!({
        "migration_id": migration.id,
        "state": migration.state().name(),
        "paused": migration.paused,
        "cancelling": migration.cancelling,
        "plan_id": migration.plan_id,
        "moves": migration.moves.len(),
    })
}

fn migration_section(migration: &Migration) -> Section {
    let text = format!(
        "{} {}{}, {} of plan {}",
        migration.id,
        migration.state().name(),
        flags(migration),
        units::plural(migration.moves.len() as u64, "move"),
        migration.plan_id,
    );
    Section::Field("migration", text)
}

/// That keys may lie at their homes of before a change of the shard set.
fn settle_section(ctx: &CommandContext, due_ms: i64) -> Section {
    let at = units::rfc3339(due_ms).unwrap_or_default();
    let when = if due_ms <= ctx.world.clock().now_ms() {
        format!("due since {at}")
    } else {
        format!("due at {at}, when no application goes by an older map any more")
    };
    let text = format!(
        "{when}: the shard set has changed, and keys that were written by the map of before may lie elsewhere than it says"
    );
    Section::Field("shard settle", text)
}

fn status_verb(migration: &Migration) -> String {
    format!("shardctl migrate status {}", migration.id)
}

/// The verbs that make sense now, first things first.
fn next_steps(
    map: &MapState,
    shards: &[ShardState],
    logs: &LogState,
    plan: Option<&(StoredPlan, bool)>,
) -> Vec<String> {
    if shards.is_empty() {
        return vec!["shardctl init".to_owned()];
    }
    if map.map.is_none() {
        let scanned = shards.iter().all(|shard| shard.taken_ms.is_some());
        let next = if scanned {
            "shardctl init --adopt"
        } else {
            "shardctl inventory scan"
        };
        return vec![next.to_owned()];
    }
    if logs.newest_event_ms.is_none() {
        return vec!["shardctl logs ingest".to_owned()];
    }
    let plan = plan.filter(|(_, stale)| !stale);
    let plan = plan.map(|(plan, _)| plan.name.as_deref().unwrap_or(&plan.id));
    let show = plan.map(|name| format!("shardctl plan show {name}"));
    show.into_iter()
        .chain(["shardctl plan propose".to_owned()])
        .collect()
}

fn age(ctx: &CommandContext, since_ms: i64) -> String {
    units::duration_ms(ctx.world.clock().now_ms().saturating_sub(since_ms).max(0) as u64)
}
