//! [`refuse_senseless`]: fleets and rules of which no plan can come.

use std::collections::{BTreeMap, BTreeSet};

use crate::cli::{CommandError, Exit};
use crate::engine::planning::Assembled;
use crate::placement::Segment;
use crate::plan::rest::rests;
use crate::plan::{GroupRule, PlanInput};

use super::limits::{ADD, refuse_what_fits_nowhere};

/// The error of an input that leaves nothing to decide, or that contradicts itself.
pub fn refuse_senseless(assembled: &Assembled) -> Result<(), CommandError> {
    let input = &assembled.input;
    if let [only] = input.shards.as_slice() {
        let what = format!("the fleet has one shard, {}: nothing can move", only.name);
        return Err(CommandError::new(Exit::Refused, "one_shard", what)
            .next("shardctl shard add --help      adds another"));
    }
    if let Some((together, apart)) = contradiction(input) {
        let what = format!("[[group]]: {together} keeps together what keep_apart separates");
        return Err(CommandError::new(Exit::Usage, "groups_contradict", what)
            .why(format!("{} and {} lie in it", apart.0, apart.1))
            .next("take one of the two rules out of the config"));
    }
    for rule in &input.groups {
        refuse_blurred_sets(input, rule)?;
    }
    refuse_contradicting_pins(input)?;
    refuse_homeless(input)?;
    refuse_what_fits_nowhere(input)?;
    let policy = &input.policy;
    let nothing_else = policy.usd_per_cross_shard_access == 0.0
        && policy.usd_per_cross_region_access == 0.0
        && policy.usd_per_overload_hour == 0.0;
    let capped = |site: &crate::plan::Site| {
        site.capacity_bytes.is_some()
            || site.capacity_objects.is_some()
            || site.capacity_rps.is_some()
    };
    let known = assembled.context.region_coverage > 0.0;
    let bound = !input.residency.is_empty() || input.shards.iter().any(capped);
    if !known && nothing_else && !bound {
        let what = "the region of no request is known, and nothing else has a price to plan by";
        return Err(
            CommandError::new(Exit::NotEnoughData, "regions_unknown", what)
                .why("plan.usd_per_cross_shard_access is 0, and no shard has a capacity")
                .next("name your networks in [regions] map_files, then ingest again")
                .next("or set plan.usd_per_cross_shard_access: what is read together then counts"),
        );
    }
    Ok(())
}

/// The error of sets that are to be kept apart, and are not told apart: one lies in another, or the planner moves it with
/// other data.
fn refuse_blurred_sets(input: &PlanInput, rule: &GroupRule) -> Result<(), CommandError> {
    let GroupRule::KeepApart(sets) = rule else {
        return Ok(());
    };
    for (n, set) in sets.iter().enumerate() {
        let overlaps = |other: &&Segment| set.covers(other) || other.covers(set);
        if let Some(other) = sets[..n].iter().find(overlaps) {
            let what = format!("[[group]] keep_apart: {other} and {set} overlap");
            return Err(CommandError::new(Exit::Usage, "groups_overlap", what)
                .why("what lies in both would have to be kept apart from itself")
                .next("take one of the two out of the list"));
        }
        let holder = input.holding(set).into_iter().next();
        let holder = holder.map(|v| &input.segments[v].segment);
        if let Some(wider) = holder.filter(|segment| !set.covers(segment)) {
            let what = format!("[[group]] keep_apart: {set} is no segment of its own");
            return Err(CommandError::new(Exit::Refused, "group_too_fine", what)
                .why(format!("it lies in {wider}, which moves as one"))
                .next("raise segment_depth of [plan]: segments are then cut finer")
                .next("or name the whole segment in the group"));
        }
    }
    Ok(())
}

/// The error of a group that segments which cannot move, or too few shards, make impossible.
fn refuse_contradicting_pins(input: &PlanInput) -> Result<(), CommandError> {
    for rule in &input.groups {
        let (name, why) = match rule {
            GroupRule::KeepTogether(sets) => {
                let name = match sets.as_slice() {
                    [whole] => format!("keep_together {whole}"),
                    sets => format!("keep_together of {} sets", sets.len()),
                };
                (name, torn(input, sets))
            }
            GroupRule::KeepApart(sets) => {
                let name = format!("keep_apart of {} sets", sets.len());
                let crowd = too_many(input, rule, sets.len());
                (name, crowd.or_else(|| forced_together(input, rule)))
            }
        };
        if let Some(why) = why {
            let what = format!("[[group]] {name} cannot be kept");
            return Err(CommandError::new(Exit::Usage, "pins_contradict", what)
                .why(why)
                .next("take the group out of the config, or change it")
                .next("shardctl map unpin --help      lets go of what was pinned"));
        }
    }
    Ok(())
}

/// The error of data that has to live where it cannot.
fn refuse_homeless(input: &PlanInput) -> Result<(), CommandError> {
    for rule in &input.residency {
        if let Some(torn) = rule.torn.first() {
            let what = format!("[[residency]] {rule}: {torn} holds keys of it and others");
            let own: Vec<String> = rule
                .segments
                .iter()
                .map(|own| format!("\"{own}\""))
                .collect();
            return Err(
                CommandError::new(Exit::Refused, "residency_splits_segment", what)
                    .why("plans move whole segments, so these keys cannot be kept apart from their neighbours")
                    .next(format!("make it segments of its own: segments = [{}] of [plan]", own.join(", ")))
                    .next(format!("or let the rule cover all of {torn}")),
            );
        }
        let bound = |v: &usize| rule.applies(&input.segments[*v].segment);
        let mut bound = (0..input.segments.len()).filter(bound);
        let Some(first) = bound.next() else {
            continue;
        };
        if !input.shards.iter().any(|site| rule.admits(site)) {
            let what = format!("[[residency]] {rule}: no shard is there");
            let segment = &input.segments[first].segment;
            return Err(CommandError::new(Exit::Refused, "residency_nowhere", what)
                .why(format!("{segment} has to live there"))
                .next("shardctl shard list      shows the regions of the shards")
                .next(ADD));
        }
    }
    let exiled = held(input).find_map(|v| Some((v, input.barred(v, input.segments[v].shard)?)));
    let Some((v, rule)) = exiled else {
        return Ok(());
    };
    let placed = &input.segments[v];
    let shard = &input.shards[placed.shard].name;
    let what = format!("{} is in {shard} and cannot be moved", placed.segment);
    Err(CommandError::new(Exit::Refused, "residency_pinned", what)
        .why(format!("[[residency]] keeps {rule}"))
        .why(placed.held.clone().unwrap_or_default())
        .next("shardctl map unpin --help      lets go of what was pinned")
        .next("or change the [[residency]] rule"))
}

/// Segments that no plan will ever move.
fn held(input: &PlanInput) -> impl Iterator<Item = usize> {
    let fixed = |v: &usize| {
        let placed = &input.segments[*v];
        placed.held.is_some() && !rests(placed)
    };
    (0..input.segments.len()).filter(fixed)
}

/// Two segments of `sets` that stay in different shards.
fn torn(input: &PlanInput, sets: &[Segment]) -> Option<String> {
    let members: BTreeSet<usize> = sets.iter().flat_map(|set| input.holding(set)).collect();
    let mut inside = held(input).filter(|v| members.contains(v));
    let first = inside.next()?;
    let elsewhere = |v: &usize| input.segments[*v].shard != input.segments[first].shard;
    Some(both(input, first, inside.find(elsewhere)?))
}

/// Two segments of different sets that stay in one shard.
fn forced_together(input: &PlanInput, rule: &GroupRule) -> Option<String> {
    let mut first_in = BTreeMap::<usize, (usize, usize)>::new();
    held(input).find_map(|v| {
        let set = rule.set_of(input, v)?;
        let (first, its_set) = *first_in.entry(input.segments[v].shard).or_insert((v, set));
        (its_set != set).then(|| both(input, first, v))
    })
}

/// More sets than shards.
fn too_many(input: &PlanInput, rule: &GroupRule, sets: usize) -> Option<String> {
    let filled = (0..input.segments.len()).filter_map(|v| rule.set_of(input, v));
    let filled: BTreeSet<usize> = filled.collect();
    let shards = input.shards.len();
    (filled.len() > shards).then(|| {
        format!(
            "{} of the {sets} hold objects, and the fleet has {shards} shards",
            filled.len()
        )
    })
}

fn both(input: &PlanInput, a: usize, b: usize) -> String {
    let stays = |v: usize| {
        let placed = &input.segments[v];
        let reason = placed.held.as_deref().unwrap_or_default();
        let shard = &input.shards[placed.shard].name;
        format!("{} stays in {shard} ({reason})", placed.segment)
    };
    format!("{}, and {}", stays(a), stays(b))
}

/// A set that is kept together, and two sets inside it that are kept apart.
fn contradiction(input: &PlanInput) -> Option<(String, (String, String))> {
    let together = input.groups.iter().filter_map(|rule| match rule {
        GroupRule::KeepTogether(sets) => Some(sets),
        GroupRule::KeepApart(_) => None,
    });
    let apart = input.groups.iter().filter_map(|rule| match rule {
        GroupRule::KeepApart(sets) => Some(sets),
        GroupRule::KeepTogether(_) => None,
    });
    let apart: Vec<_> = apart.collect();
    together.into_iter().find_map(|wholes| {
        apart.iter().find_map(|sets| {
            let covered = |set: &&Segment| wholes.iter().any(|whole| whole.covers(set));
            let mut inside = sets.iter().filter(covered);
            let (a, b) = (inside.next()?, inside.next()?);
            let wholes: Vec<String> = wholes.iter().map(Segment::to_string).collect();
            Some((wholes.join(" and "), (a.to_string(), b.to_string())))
        })
    })
}
