//! [`MapChange`]: a change of the map that a command makes, shown and published.

use serde_json::{Value, json};

use crate::cli::{CommandError, Exit, Format};
use crate::commands::CommandContext;
use crate::commands::open_fleet::{changing, fleet_options};
use crate::engine::control::{Fleet, FleetError, WantedChange, change_versioned};
use crate::migration::{MigrationId, Move, MoveSpec, MoveState};
use crate::placement::{MapDiff, Segment, ShardMap, ShardName, encode_diff};
use crate::ports::{ACTION_FORMAT, PendingAction};
use crate::ui::{Cell, Column, Listing, Report, Section};

/// A map to come, and what to say of it.
pub struct MapChange {
    /// The map; its version is set when it is published.
    pub next: ShardMap,
    /// What makes it, such as `shard add`.
    pub origin: &'static str,
    /// What it means, in the tense of something done: `shard c is part of the fleet`.
    pub headline: String,
    /// More for people, below the changes.
    pub sections: Vec<Section>,
    /// More for programs, beside the changes.
    pub data: Value,
    /// Whether a version is made where nothing changes: that somebody looked is to be in the history.
    pub is_note: bool,
    /// What is left to do.
    pub warnings: Vec<(&'static str, String)>,
}

impl MapChange {
    /// A change with nothing more to say.
    pub fn new(next: ShardMap, origin: &'static str, headline: String) -> Self {
        Self {
            next,
            origin,
            headline,
            sections: Vec::new(),
            data: json!({}),
            is_note: false,
            warnings: Vec::new(),
        }
    }

    /// The same with one more warning, where there is one.
    pub fn warned(mut self, warning: Option<(&'static str, String)>) -> Self {
        self.warnings.extend(warning);
        self
    }
}

/// Publishes the change and shows it; in a dry run it is only shown. The fleet is let go of either way.
pub async fn make(
    ctx: &CommandContext,
    fleet: Fleet,
    change: Result<MapChange, CommandError>,
) -> Result<Exit, CommandError> {
    let dry_run = fleet.is_dry_run();
    let (fleet, made) = match &change {
        Ok(change) => Box::pin(publish(ctx, fleet, change)).await,
        Err(error) => (Some(fleet), Err(error.clone())),
    };
    let closed = match fleet {
        Some(fleet) => fleet.close().await,
        None => Ok(()),
    };
    let (change, diff, before) = match (change, made) {
        (Ok(change), Ok((diff, before))) => (change, diff, before),
        (Err(error), _) | (_, Err(error)) => return Err(error),
    };
    if matches!(ctx.settings.output.format, Format::Csv | Format::Name) {
        ctx.ui.listing(&Listing {
            warnings: change.warnings,
            ..changes(&diff, &before)
        })?;
    } else {
        ctx.ui.report(&report(change, &diff, &before, dry_run))?;
    }
    closed?;
    Ok(Exit::Ok)
}

/// Publishes the change unless it changes nothing or nothing may be changed. Returns it, as it was made, with
/// the map that it was thought out for; and the fleet where that is still open.
async fn publish(
    ctx: &CommandContext,
    mut fleet: Fleet,
    change: &MapChange,
) -> (Option<Fleet>, Result<(MapDiff, ShardMap), CommandError>) {
    let before = ShardMap::clone(&fleet.map());
    let now_ms = ctx.world.clock().now_ms();
    let publication = fleet.prepare(change.next.clone(), change.origin, now_ms);
    let diff = publication.entry.diff.clone();
    let rules: Vec<&Segment> = diff.rules_set.iter().map(|rule| &rule.segment).collect();
    let moving = refuse_while_moving(&fleet, |spec| {
        rules.iter().any(|segment| overlap(segment, &spec.segment))
    });
    if let Err(error) = moving.await {
        return (Some(fleet), Err(error));
    }
    if fleet.is_dry_run() || (diff.is_empty() && !change.is_note) {
        return (Some(fleet), Ok((diff, before)));
    }
    if diff.is_empty() {
        let noted = fleet.change(&publication).await;
        return (
            Some(fleet),
            noted.map(|()| (diff, before)).map_err(Into::into),
        );
    }
    let options = match fleet_options(ctx, changing(&diff)) {
        Ok(options) => options,
        Err(error) => return (Some(fleet), Err(error)),
    };
    let wanted = WantedChange {
        base: &before,
        diff: &diff,
        origin: change.origin,
    };
    let (fleet, made) = change_versioned(ctx.world.as_ref(), options, fleet, wanted).await;
    let made = match made {
        Ok(Some(made)) => Ok((made, before)),
        // Somebody else made the same change meanwhile.
        Ok(None) => Ok((
            MapDiff {
                from_lsn: before.lsn,
                to_lsn: before.lsn,
                ..MapDiff::default()
            },
            before,
        )),
        Err(error) => Err(left_over(ctx, change, &before, &diff, error)),
    };
    (fleet, made)
}

/// The error of a change that did not come to its end. Where nobody knows what became of it, or others were in
/// the way, it waits for `reconcile`.
fn left_over(
    ctx: &CommandContext,
    change: &MapChange,
    before: &ShardMap,
    diff: &MapDiff,
    error: FleetError,
) -> CommandError {
    let waits = matches!(
        error,
        FleetError::PerhapsPublished { .. }
            | FleetError::Uncommitted { .. }
            | FleetError::Conflicts { .. }
            | FleetError::Overtaken(_)
    );
    let why = error.to_string();
    let error = CommandError::from(error);
    let Some(mut queue) = ctx.world.action_queue().filter(|_| waits) else {
        return error;
    };
    let action = PendingAction {
        format: ACTION_FORMAT.to_owned(),
        id: ctx.world.fresh_name(),
        asked_ms: ctx.world.clock().now_ms(),
        origin: change.origin.to_owned(),
        headline: change.headline.clone(),
        base_lsn: before.lsn,
        diff: String::from_utf8(encode_diff(diff)).unwrap_or_default(),
        why,
    };
    match queue.put(&action) {
        Ok(()) => error.next(format!(
            "shardctl reconcile --action {}      finds out, and makes it where it was not made",
            action.id
        )),
        Err(problem) => error.why(format!("nor could it be kept for `reconcile`: {problem}")),
    }
}

/// Whether a key can lie in both.
pub fn overlap(a: &Segment, b: &Segment) -> bool {
    a.covers(b) || b.covers(a)
}

/// The moves that have not ended, with their migrations.
pub async fn moves_under_way(fleet: &Fleet) -> Result<Vec<(MigrationId, Move)>, CommandError> {
    let migrations = fleet.journal().with(|store| store.migrations()).await?;
    let moves = migrations.into_iter().flat_map(|migration| {
        let id = migration.id;
        let moves = migration.moves.into_iter();
        moves.map(move |item| (id.clone(), item))
    });
    Ok(moves.filter(|(_, item)| !item.state.is_end()).collect())
}

/// Refuses while a move that `concerns` picks has not ended: what it was listed and checked for must stay.
pub async fn refuse_while_moving(
    fleet: &Fleet,
    concerns: impl Fn(&MoveSpec) -> bool,
) -> Result<(), CommandError> {
    let moves = moves_under_way(fleet).await?;
    let Some((id, Move { n, spec, state, .. })) =
        moves.iter().find(|(_, item)| concerns(&item.spec))
    else {
        return Ok(());
    };
    let what = format!("move {n} of {id} is under way, nothing was changed");
    let how = format!("{} from {} to {}", spec.segment, spec.from, spec.to);
    let error = CommandError::new(Exit::Refused, "move_under_way", what).detail("move", how);
    let ways = ways_out(*state).iter();
    Err(ways.fold(error, |error, way| {
        error.next(way.replace("ID", &id.to_string()))
    }))
}

/// What brings a move of migration `ID` to its end.
fn ways_out(state: MoveState) -> &'static [&'static str] {
    match state {
        MoveState::Planned | MoveState::Copying | MoveState::Verified => &[
            "shardctl migrate status ID      shows what is left until its switch",
            "shardctl migrate cancel ID      gives it up",
        ],
        MoveState::Switched => &[
            "shardctl migrate complete ID      ends it after its grace",
            "shardctl migrate reverse ID      takes it back",
        ],
        MoveState::Completing => &["shardctl migrate complete ID      ends it"],
        MoveState::Reversing => {
            &["shardctl migrate start ID      ends it after the grace of its reversal"]
        }
        MoveState::SwitchIntent | MoveState::ReverseIntent => {
            &["shardctl recover run      finds out whether its map version was published"]
        }
        MoveState::Manual => &["shardctl migrate status ID      names what needs a decision"],
        MoveState::Completed | MoveState::Reversed | MoveState::Cancelled => &[],
    }
}

fn report(change: MapChange, diff: &MapDiff, before: &ShardMap, dry_run: bool) -> Report {
    let listing = changes(diff, before);
    let noted = change.is_note && !dry_run;
    let version = if diff.is_empty() && !noted {
        diff.from_lsn
    } else {
        diff.to_lsn
    };
    let what = crate::ui::escape(&change.headline);
    let headline = if diff.is_empty() && noted {
        format!("map version {version} records that {what}")
    } else if diff.is_empty() {
        format!("map version {version}: nothing to change")
    } else if dry_run {
        format!("would become map version {version}: {what}")
    } else {
        format!("map version {version}: {what}")
    };
    let counts = json!({
        "shards": diff.shards_set.len() + diff.shards_removed.len(),
        "rules": diff.rules_set.len() + diff.rules_removed.len(),
        "pins": diff.pins_set.len() + diff.pins_removed.len(),
    });
    let mut data = json!({
        "map_version": version,
        "changed": !diff.is_empty() && !dry_run,
        "dry_run": dry_run,
        "changes": counts,
    });
    if let (Some(data), Some(more)) = (data.as_object_mut(), change.data.as_object()) {
        data.extend(more.clone());
    }
    let mut sections = vec![Section::Text(headline)];
    if !diff.is_empty() {
        sections.push(Section::Table(None, listing));
    }
    sections.extend(change.sections);
    Report {
        kind: "map_change",
        data,
        sections,
        warnings: change.warnings,
    }
}

/// Every shard, rule and pin that a change sets or removes. Shards first, for rules name them; within
/// each kind what is set, then what is gone.
pub fn changes(diff: &MapDiff, before: &ShardMap) -> Listing {
    let mut rows = shard_rows(diff, before);
    rows.extend(rule_rows(diff, before));
    rows.extend(pin_rows(diff, before));
    Listing {
        kind: "map_diff",
        columns: vec![
            Column::new("what", "WHAT"),
            Column::new("name", "NAME"),
            Column::new("before", "BEFORE"),
            Column::new("after", "AFTER"),
        ],
        rows,
        empty: "no differences",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

fn row(what: &str, name: Cell, before: Cell, after: Cell) -> Vec<Cell> {
    vec![Cell::Text(what.to_owned()), name, before, after]
}

fn key(segment: &Segment) -> Cell {
    Cell::Key(segment.id())
}

fn shard_rows(diff: &MapDiff, before: &ShardMap) -> Vec<Vec<Cell>> {
    let weight_before = |name: &ShardName| {
        let weight = before.shard(name).map(|shard| shard.weight.into());
        weight.map_or(Cell::Unknown, Cell::Count)
    };
    let name = |name: &ShardName| Cell::Text(name.to_string());
    let set = diff.shards_set.iter().map(|shard| {
        let after = Cell::Count(shard.weight.into());
        row(
            "shard",
            name(&shard.name),
            weight_before(&shard.name),
            after,
        )
    });
    let gone = diff.shards_removed.iter();
    let gone = gone.map(|gone| row("shard", name(gone), weight_before(gone), Cell::Unknown));
    set.chain(gone).collect()
}

fn rule_rows(diff: &MapDiff, before: &ShardMap) -> Vec<Vec<Cell>> {
    let shard_before = |segment: &Segment| {
        let shard = before.rule_shard(segment);
        shard.map_or(Cell::Unknown, |shard| Cell::Text(shard.to_string()))
    };
    let set = diff.rules_set.iter().map(|rule| {
        let after = Cell::Text(rule.shard.to_string());
        row(
            "rule",
            key(&rule.segment),
            shard_before(&rule.segment),
            after,
        )
    });
    let gone = diff.rules_removed.iter();
    let gone = gone.map(|gone| row("rule", key(gone), shard_before(gone), Cell::Unknown));
    set.chain(gone).collect()
}

fn pin_rows(diff: &MapDiff, before: &ShardMap) -> Vec<Vec<Cell>> {
    let reason_before = |segment: &Segment| {
        let pin = before.pins().find(|pin| pin.segment == *segment);
        pin.map_or(Cell::Unknown, |pin| Cell::Key(pin.reason.as_str().into()))
    };
    let set = diff.pins_set.iter().map(|pin| {
        let after = Cell::Key(pin.reason.as_str().into());
        row("pin", key(&pin.segment), reason_before(&pin.segment), after)
    });
    let gone = diff.pins_removed.iter();
    let gone = gone.map(|gone| row("pin", key(gone), reason_before(gone), Cell::Unknown));
    set.chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placement::Pin;

    #[test]
    fn every_kind_of_change_is_a_row() {
        let shard = |name: &str, weight| crate::placement::Shard::of_tests(name, weight);
        let mut before = ShardMap::new(1, [shard("a", 1), shard("b", 1)]);
        before.insert("prefix:t/".parse().unwrap(), "a".into(), 1);
        before.insert("exact:gone".parse().unwrap(), "a".into(), 1);
        let mut after = ShardMap::new(2, [shard("a", 1), shard("b", 5)]);
        after.insert("prefix:t/".parse().unwrap(), "b".into(), 2);
        let segment: Segment = "prefix:w/".parse().unwrap();
        after.pin(Pin {
            segment,
            reason: "because".into(),
            lsn: 2,
        });
        let text = |cell: &Cell| match cell {
            Cell::Text(text) => text.clone(),
            Cell::Key(key) => key.to_string_lossy().into_owned(),
            Cell::Count(count) => count.to_string(),
            _ => "-".to_owned(),
        };
        let rows: Vec<String> = changes(&MapDiff::between(&before, &after), &before)
            .rows
            .iter()
            .map(|row| row.iter().map(text).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(
            rows,
            [
                "shard b 1 5",
                "rule prefix:t/ a b",
                "rule exact:gone a -",
                "pin prefix:w/ - because"
            ]
        );
    }
}
