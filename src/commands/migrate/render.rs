//! A migration as a page, as JSON, and what may be done with it next.

use serde_json::{Value, json};

use crate::commands::safety::{GRACE_MS, short_bounds};
use crate::migration::{
    Contract, Migration, MigrationState, MoveState, ProofLevel, Route, TransferState,
};
use crate::plan::Money;
use crate::ports::Tally;
use crate::ui::{Cell, Column, Listing, Report, Section, units};

use super::cost::{self, Cost};
use super::picture::{MovePicture, Picture};
use super::queue::queued_json;

/// One migration on a page; `now_ms` is milliseconds UTC. With `prices`, what it costs is broken down.
pub fn page(picture: &Picture, now_ms: i64, prices: bool) -> Report {
    let migration = &picture.migration;
    let next = next_steps(picture, now_ms);
    let mut sections = vec![
        Section::Field("migration", headline(picture)),
        Section::Field(
            "plan",
            format!("{}, map v{}", migration.plan_id, migration.map_lsn),
        ),
        Section::Field(
            "contract",
            contract_text(migration.settings.contract).to_owned(),
        ),
        Section::Field(
            "compared by",
            verify_text(migration.settings.verify).to_owned(),
        ),
        Section::Field("bounds", bounds_text(migration)),
    ];
    sections.extend(
        short_bounds(&migration.settings)
            .into_iter()
            .map(|short| Section::Field("note", format!("{short}: accepted"))),
    );
    if let Some(end_ms) = picture.grace_end_ms() {
        let back = match migration.state() {
            MigrationState::Reversing => {
                "; until then, and once more after it, `migrate start` brings back what is still written to \
                 the target"
            }
            _ => "",
        };
        let text = format!("{}{back}", grace_text(end_ms, now_ms));
        sections.push(Section::Field("grace", text));
    }
    sections.extend(picture.moves.iter().filter_map(accepted_facts));
    sections.push(Section::Table(None, moves_listing(picture)));
    if let Some(listing) = cost::listing(costs(picture)).filter(|_| prices) {
        sections.push(Section::Table(Some("Cost".to_owned()), listing));
    }
    if picture.undecided() > 0 {
        let title = Some("Needs a decision".to_owned());
        sections.push(Section::Table(title, undecided_listing(picture)));
    }
    sections.push(Section::Text(format!("Next: {}", next.join("   ·   "))));
    let mut data = json(picture);
    data["next"] = json!(next);
    Report {
        kind: "migration",
        data,
        sections,
        warnings: Vec::new(),
    }
}

/// What somebody accepted of the buckets of a move, as it was found.
fn accepted_facts(one: &MovePicture) -> Option<Section> {
    let facts = one.item.facts.as_ref()?;
    let accepted = facts.accepted.iter().map(|name| {
        let found = facts.found.get(name);
        found.map_or_else(|| name.clone(), |found| format!("{name} ({found})"))
    });
    let accepted: Vec<String> = accepted.collect();
    let text = format!("{}: {}", one.item.n, accepted.join(", "));
    (!accepted.is_empty()).then_some(Section::Field("accepted", text))
}

fn costs(picture: &Picture) -> impl Iterator<Item = &Cost> + Clone {
    picture.moves.iter().map(|one| &one.cost)
}

fn headline(picture: &Picture) -> String {
    let migration = &picture.migration;
    let (all, verified) = (picture.all(), picture.verified());
    format!(
        "{}  {}{}  {} of {} verified, {} of {}",
        migration.id,
        migration.state().name(),
        flags(migration),
        units::count(verified.objects),
        units::plural(all.objects, "object"),
        units::bytes(verified.bytes),
        units::bytes(all.bytes),
    )
}

/// What is true of it besides its state.
pub fn flags(migration: &Migration) -> &'static str {
    match (migration.paused, migration.cancelling) {
        _ if migration.state().is_end() => "",
        (true, true) => " (paused, cancelling)",
        (true, false) => " (paused)",
        (false, true) => " (cancelling)",
        (false, false) if migration.queued.is_some() => " (queued)",
        (false, false) => "",
    }
}

fn contract_text(contract: Contract) -> &'static str {
    match contract {
        Contract::Immutable => "immutable: no key is ever rewritten, new ones may appear",
        Contract::Quiesced => "quiesced: nobody writes while data moves",
        Contract::Mutable => "mutable: anything may be written at any time",
    }
}

fn verify_text(level: ProofLevel) -> &'static str {
    match level {
        ProofLevel::Etag => "ETag of single-part objects, else checksum, else every byte",
        ProofLevel::Checksum => "checksum where both stores keep one, else every byte",
        ProofLevel::FullRead => "every byte",
    }
}

fn bounds_text(migration: &Migration) -> String {
    let shown = |ms: i64| units::duration_ms(u64::try_from(ms).unwrap_or(0));
    // Nothing collects presigned lifetimes from logs yet, so "auto" is the longest that S3 allows.
    let auto = if migration.settings.grace_ms == GRACE_MS {
        " (auto: the longest that a presigned URL lives, and an hour)"
    } else {
        ""
    };
    format!(
        "grace {}{auto}, zombie bound {}{}",
        shown(migration.settings.grace_ms),
        shown(migration.settings.zombie_bound_ms),
        copy_text(migration),
    )
}

fn copy_text(migration: &Migration) -> &'static str {
    match (
        migration.settings.force_stream,
        migration.settings.allow_stream,
    ) {
        (true, _) => ", every copy through this host",
        (false, true) => ", streaming between AWS endpoints allowed",
        (false, false) => "",
    }
}

fn grace_text(end_ms: i64, now_ms: i64) -> String {
    let when = units::rfc3339(end_ms).unwrap_or_default();
    match u64::try_from(end_ms - now_ms) {
        Ok(left) if left > 0 => format!("until {when}, {} left", units::duration_ms(left)),
        _ => format!("over since {when}"),
    }
}

/// The moves as a table.
fn moves_listing(picture: &Picture) -> Listing {
    let columns = vec![
        Column::new("n", "#"),
        Column::new("segment", "SEGMENT"),
        Column::new("from", "FROM"),
        Column::new("to", "TO"),
        Column::new("state", "STATE"),
        Column::new("objects", "OBJECTS"),
        Column::new("size_bytes", "SIZE"),
        Column::new("verified_objects", "VERIFIED"),
        Column::new("transfers", "OBJECTS BY STATE"),
        Column::new("route", "ROUTE"),
        Column::new("estimated_usd", "AT LEAST USD"),
        Column::new("spent_usd", "SPENT USD"),
        Column::new("grace_ends_at", "GRACE ENDS"),
    ];
    let rows = picture.moves.iter().map(|one| {
        let all = one.all();
        let usd =
            |money: Option<Money>| money.map_or(Cell::Unknown, |it| Cell::Number(it.usd(), 6));
        let grace = one.grace_end_ms(&picture.migration);
        vec![
            Cell::Count(u64::from(one.item.n)),
            Cell::Key(one.item.spec.segment.id()),
            Cell::Text(one.item.spec.from.to_string()),
            Cell::Text(one.item.spec.to.to_string()),
            Cell::Text(one.item.state.name().to_owned()),
            Cell::Count(all.objects),
            Cell::Bytes(all.bytes),
            Cell::Count(one.verified().objects),
            Cell::Text(tally_text(one)),
            one.item.route.map_or(Cell::Unknown, |route| {
                Cell::Text(route_text(route).to_owned())
            }),
            usd(one.cost.estimated()),
            usd(one.cost.spent()),
            grace.map_or(Cell::Unknown, Cell::Time),
        ]
    });
    Listing {
        kind: "migration_moves",
        columns,
        rows: rows.collect(),
        empty: "no moves",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

/// How bytes travel, for people.
fn route_text(route: Route) -> &'static str {
    match route {
        Route::ServerSide => "by the store",
        Route::Streamed => "through this host",
    }
}

fn tally_text(one: &MovePicture) -> String {
    let parts = one.tally.iter();
    let parts =
        parts.map(|(state, tally)| format!("{} {}", units::count(tally.objects), state.name()));
    parts.collect::<Vec<_>>().join(", ")
}

fn undecided_listing(picture: &Picture) -> Listing {
    let rows = picture.moves.iter().flat_map(|one| {
        one.undecided.iter().map(|(key, transfer)| {
            vec![
                Cell::Key(key.clone()),
                Cell::Count(u64::from(one.item.n)),
                transfer.reason.clone().map_or(Cell::Unknown, Cell::Text),
                // A store's own words may be in it.
                (transfer.evidence.as_deref()).map_or(Cell::Unknown, |seen| Cell::Key(seen.into())),
            ]
        })
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let more = picture.undecided().saturating_sub(rows.len() as u64);
    let note = (more > 0).then(|| format!("… {} more", units::count(more)));
    Listing {
        kind: "migration_undecided",
        columns: vec![
            Column::new("key", "KEY"),
            Column::new("move", "MOVE"),
            Column::new("reason", "WHY"),
            Column::spare("evidence", "WHAT WAS SEEN"),
        ],
        rows,
        empty: "none",
        notes: note.into_iter().collect(),
        warnings: Vec::new(),
    }
}

/// Everything of a migration, for programs.
pub fn json(picture: &Picture) -> Value {
    let migration = &picture.migration;
    let settings = &migration.settings;
    let (all, verified) = (picture.all(), picture.verified());
    json!({
        "migration_id": migration.id,
        "plan_id": migration.plan_id,
        "map_version": migration.map_lsn,
        "state": migration.state().name(),
        "paused": migration.paused,
        "cancelling": migration.cancelling,
        "queued": queued_json(migration),
        "created_at": units::rfc3339(migration.created_ms),
        "contract": settings.contract,
        "verify": settings.verify,
        "allow_stream": settings.allow_stream,
        "force_stream": settings.force_stream,
        "grace_ms": settings.grace_ms,
        "zombie_bound_ms": settings.zombie_bound_ms,
        "short_bounds": short_bounds(settings),
        "grace_ends_at": picture.grace_end_ms().and_then(units::rfc3339),
        "objects": all.objects,
        "size_bytes": all.bytes,
        "verified_objects": verified.objects,
        "verified_bytes": verified.bytes,
        "needs_decision": picture.undecided(),
        "cost": cost::json(costs(picture)),
        "moves": picture.moves.iter().map(|one| move_json(picture, one)).collect::<Vec<_>>(),
    })
}

fn move_json(picture: &Picture, one: &MovePicture) -> Value {
    let all = one.all();
    json!({
        "n": one.item.n,
        "segment": one.item.spec.segment.to_string(),
        "from": one.item.spec.from.to_string(),
        "to": one.item.spec.to.to_string(),
        "state": one.item.state.name(),
        "route": one.item.route,
        "sealed": one.item.sealed.is_some(),
        "objects": all.objects,
        "size_bytes": all.bytes,
        "transfers": tally_json(&one.tally),
        "cost": cost::json(std::iter::once(&one.cost)),
        "facts": one.item.facts,
        "switched_at": one.item.switched_ms.and_then(units::rfc3339),
        "grace_ends_at": one.grace_end_ms(&picture.migration).and_then(units::rfc3339),
        "needs_decision": one.manual(),
        "undecided": one.undecided.iter().map(|(key, transfer)| json!({
            "key": key.as_str(),
            "reason": transfer.reason,
            "evidence": transfer.evidence,
        })).collect::<Vec<_>>(),
    })
}

/// How much is in which state, by the state's name.
pub fn tally_json(tally: &std::collections::BTreeMap<TransferState, Tally>) -> Value {
    let states = tally.iter().map(|(state, tally)| {
        let value = json!({ "objects": tally.objects, "size_bytes": tally.bytes });
        (state.name().to_owned(), value)
    });
    Value::Object(states.collect())
}

/// The verbs that make sense now, first things first: none that would be refused.
pub fn next_steps(picture: &Picture, now_ms: i64) -> Vec<String> {
    let migration = &picture.migration;
    let (id, state) = (&migration.id, migration.state());
    let verb = |verb: &str| format!("shardctl migrate {verb} {id}");
    let mut asked = picture.moves.iter().filter(|one| awaits_decision(one));
    let asked = asked.find_map(|one| one.undecided.first());
    let resolve = asked.map(|(key, _)| {
        // A key may look like an option.
        format!(
            "{} --keep source|target|both|neither -- {}",
            verb("resolve"),
            crate::ui::shell_word(&key.to_string_lossy())
        )
    });
    if state.is_end() {
        let propose = "shardctl plan propose".to_owned();
        return resolve.into_iter().chain([propose]).collect();
    }
    let unswitched = state <= MigrationState::Verified;
    let cancel = unswitched.then(|| verb("cancel"));
    if migration.paused {
        return std::iter::once(verb("resume")).chain(cancel).collect();
    }
    let mut steps: Vec<String> = resolve.into_iter().collect();
    if picture.moves.iter().any(is_in_flight) {
        steps.push("shardctl recover inspect".to_owned());
    }
    let ready = asked.is_none().then(|| verb("switch"));
    match state {
        _ if migration.cancelling && unswitched => {}
        MigrationState::Planned if migration.queued.is_some() => {
            steps.extend(["shardctl migrate list".to_owned(), verb("prioritise")]);
        }
        MigrationState::Planned => steps.push(verb("start")),
        MigrationState::Copying => steps.extend([verb("start"), verb("pause")]),
        MigrationState::Verified => steps.extend(ready.into_iter().chain([verb("verify")])),
        MigrationState::Switched => {
            let over = picture.grace_end_ms().is_none_or(|end_ms| end_ms <= now_ms);
            steps.extend((over && asked.is_none()).then(|| verb("complete")));
            steps.extend([verb("verify"), verb("reverse")]);
        }
        MigrationState::Completing => steps.push(verb("complete")),
        MigrationState::Reversing => steps.extend([verb("start"), verb("verify")]),
        MigrationState::Completed
        | MigrationState::Cancelled
        | MigrationState::Reversed
        | MigrationState::Manual => {}
    }
    steps.extend(cancel);
    steps
}

/// Whether what waits for a person in the move can be decided: what was given up still can.
fn awaits_decision(one: &MovePicture) -> bool {
    !one.item.state.is_end() || one.item.state == MoveState::Cancelled
}

/// Whether a request of a move may be under way that nobody has the answer of.
fn is_in_flight(one: &MovePicture) -> bool {
    one.tally.keys().any(|state| state.is_intent())
        || matches!(
            one.item.state,
            MoveState::SwitchIntent | MoveState::ReverseIntent
        )
}
