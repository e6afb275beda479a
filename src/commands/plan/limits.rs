//! Limits that no placement can keep, or that a plan leaves broken: the words, and what to do.

use crate::cli::{CommandError, Exit};
use crate::plan::constraint::units;
use crate::plan::{PlacedSegment, PlanInput, Proposal, Site};
use crate::ui::units::{self as words};

const RAISE: &str =
    "raise capacity_bytes, capacity_objects, capacity_rps or max_fill of a [[shard]]";
/// What else to do about too little room.
pub const ADD: &str = "or add one: shardctl shard add --help";

/// What a shard holds, counted one way.
struct Count {
    of: fn(&PlacedSegment) -> u64,
    /// What planned segments may take of a shard; `None` is no limit.
    room: fn(&Site) -> Option<u64>,
    words: fn(u64) -> String,
}

const COUNTS: [Count; 2] = [
    Count {
        of: |placed| placed.bytes,
        room: |site| Some(site.capacity_bytes?.saturating_sub(site.other_bytes)),
        words: words::bytes,
    },
    Count {
        of: |placed| placed.objects,
        room: |site| Some(site.capacity_objects?.saturating_sub(site.other_objects)),
        words: |count| words::plural(count, "object"),
    },
];

/// The error of data for which there is no room, wherever it goes.
pub fn refuse_what_fits_nowhere(input: &PlanInput) -> Result<(), CommandError> {
    COUNTS.iter().try_for_each(|count| refuse(input, count))
}

fn refuse(input: &PlanInput, count: &Count) -> Result<(), CommandError> {
    let rooms: Option<Vec<u64>> = input.shards.iter().map(count.room).collect();
    let Some(rooms) = rooms else {
        // A shard without a capacity takes everything.
        return Ok(());
    };
    let words = count.words;
    let largest = rooms.iter().copied().max().unwrap_or(0);
    let size = |members: &[usize]| -> u64 {
        members
            .iter()
            .map(|&v| (count.of)(&input.segments[v]))
            .sum()
    };
    let all = units(input);
    let heaviest = all.iter().max_by_key(|unit| size(&unit.members));
    if let Some(unit) = heaviest.filter(|unit| size(&unit.members) > largest) {
        let first = &input.segments[unit.members[0]].segment;
        let name = match unit.members.len() {
            1 => first.to_string(),
            count => format!("the group of {first} ({count} segments)"),
        };
        let what = format!("{name} is larger than any shard");
        return Err(CommandError::new(Exit::Refused, "segment_too_large", what)
            .why(format!(
                "it holds {}, and the largest shard has room for {}",
                words(size(&unit.members)),
                words(largest)
            ))
            .next(RAISE)
            .next("or cut segments finer: raise segment_depth of [plan]"));
    }
    let held: u64 = input.segments.iter().map(count.of).sum();
    let room = rooms
        .iter()
        .fold(0, |sum: u64, room| sum.saturating_add(*room));
    if held <= room {
        return Ok(());
    }
    let what = "the shards cannot hold the data, wherever it lies";
    Err(CommandError::new(Exit::Refused, "capacity_too_small", what)
        .why(format!(
            "there are {}, and all shards together hold {}",
            words(held),
            words(room)
        ))
        .next(RAISE)
        .next(ADD))
}

/// The error of a fleet that is beyond its limits when no moves bring it within all of them.
pub fn refuse_what_stays_broken(
    input: &PlanInput,
    proposal: &Proposal,
) -> Result<(), CommandError> {
    if proposal.unmet.is_empty() {
        return Ok(());
    }
    let what = "shards are beyond their limits, and no moves bring all of them within";
    let mut error = CommandError::new(Exit::Refused, "over_capacity", what);
    for limit in &proposal.unmet {
        error = error.why(limit.clone());
    }
    let fill = |site: &Site| {
        let most = site.capacity_bytes? as f64 * site.max_fill;
        Some((most as u64).saturating_sub(site.other_bytes))
    };
    let fillable: Option<u64> = input.shards.iter().map(fill).sum();
    let held: u64 = input.segments.iter().map(|placed| placed.bytes).sum();
    if let Some(fillable) = fillable.filter(|&fillable| fillable < held) {
        error = error.why(format!(
            "there are {}, and plans may fill {} of all shards together",
            words::bytes(held),
            words::bytes(fillable)
        ));
    }
    let count = proposal.moves.len() as u64;
    if count > 0 {
        error = error.why(format!(
            "{} would bring some of it within, and are not proposed by themselves",
            words::plural(count, "move")
        ));
    }
    Err(error
        .next(RAISE)
        .next(ADD)
        .next("shardctl plan propose --fit      takes the moves that help")
        .next("shardctl analyze segments        shows what is large"))
}
