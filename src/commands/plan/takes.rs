//! How long a plan's moves take, in words and in JSON: by what the journal says of earlier ones.

use serde_json::{Value, json};

use crate::commands::CommandContext;
use crate::engine::pace::measured_pace;
use crate::plan::document::MoveEntry;
use crate::plan::pace::{Expected, Pace};
use crate::ui::{Section, units};

/// The pace of earlier migrations; nothing where there is no journal to read.
pub fn pace(ctx: &CommandContext) -> Pace {
    let journal = ctx.world.journal_to_look_at().ok().flatten();
    let measured = journal.and_then(|journal| measured_pace(journal.as_ref()).ok());
    measured.unwrap_or_default()
}

/// How long one move takes.
pub fn of_move(pace: &Pace, entry: &MoveEntry) -> Option<Expected> {
    let route = (&entry.from.as_str().into(), &entry.to.as_str().into());
    pace.expect(route, entry.objects, entry.bytes)
}

/// How long all of them take, one after the other, with what is not known.
pub fn all_section(pace: &Pace, moves: &[MoveEntry]) -> Section {
    let each: Vec<Option<Expected>> = moves.iter().map(|entry| of_move(pace, entry)).collect();
    if let Some(all) = Pace::together(&each) {
        return Section::Field("takes", text(&all));
    }
    let unknown = moves.iter().zip(&each).find(|(_, known)| known.is_none());
    let text = unknown.map_or_else(String::new, |(entry, _)| unknown_text(entry));
    Section::Field("takes", text)
}

/// How long a move takes, or why that is not known.
pub fn move_section(pace: &Pace, entry: &MoveEntry) -> Section {
    let known = of_move(pace, entry);
    let text = known.map_or_else(|| unknown_text(entry), |expected| text(&expected));
    Section::Field("takes", text)
}

/// The same for programs; null where it is not known.
pub fn value(expected: Option<Expected>) -> Value {
    expected.map_or(Value::Null, |expected| {
        json!({
            "p50_ms": (expected.p50_s * 1000.0).ceil(),
            "p90_ms": (expected.p90_s * 1000.0).ceil(),
            "limiter": expected.limiter.words(),
            "earlier_moves": expected.runs,
        })
    })
}

/// All of them for programs.
pub fn all_value(pace: &Pace, moves: &[MoveEntry]) -> Value {
    let each: Vec<Option<Expected>> = moves.iter().map(|entry| of_move(pace, entry)).collect();
    value(Pace::together(&each))
}

fn unknown_text(entry: &MoveEntry) -> String {
    format!(
        "not known: nothing was copied from {} to {} so far; the first migration measures it",
        entry.from, entry.to
    )
}

fn text(expected: &Expected) -> String {
    let time = |seconds: f64| units::duration_ms((seconds * 1000.0).ceil().max(1000.0) as u64);
    format!(
        "{}, nine times of ten within {} (copying and comparing; limited by {}; by {} between these shards)",
        time(expected.p50_s),
        time(expected.p90_s),
        expected.limiter.words(),
        units::plural(expected.runs as u64, "earlier move"),
    )
}
