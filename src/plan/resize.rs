//! [`resizes`]: what one shard more, or one fewer, would be worth.
//!
//! Both are fleets that are planned as any other. One more is an empty shard like one there is, or like one there is but in a
//! region whose readers have none near; one fewer is a fleet of which a shard may hold nothing. What it is worth is what the
//! plan of that fleet nets more than the plan of the fleet as it is, with what a shard costs by itself; limits that are broken
//! come before money, and money has to earn what the moves cost as fast as in any plan.

use std::collections::{BTreeMap, BTreeSet};

use super::clump::payback_hours;
use super::constraint::Load;
use super::input::{PlacedSegment, PlanInput, Site};
use super::money::Money;
use super::price::MONTH_HOURS;
use super::proposal::{Proposal, propose};

/// A change of the shards themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// One more.
    Add {
        /// The shard it is like: index into the input's shards.
        like: usize,
        /// Where it is.
        region: String,
    },
    /// One fewer: index into the input's shards.
    Drain(usize),
}

/// A change that is better than none.
#[derive(Clone, Debug, PartialEq)]
pub struct Resize {
    /// What changes.
    pub change: Change,
    /// Moves of the plan that follows.
    pub moves: usize,
    /// Their bytes.
    pub bytes: u64,
    /// What that plan nets over the horizon more than the one without the change.
    pub more: Money,
    /// Of moving, once, more than without it.
    pub cost: Money,
    /// Limits that stay broken without it.
    pub mends: Vec<String>,
    /// The first forecast hour in which a limit is broken as things lie; `None` where none is, and it is money that speaks for it.
    pub from_hour: Option<usize>,
}

/// The shard to add and the shard to drain that are worth most, where any is worth anything; a shard costs so many dollars a month by
/// itself.
pub fn resizes(input: &PlanInput, plan: &Proposal, usd_per_shard_month: f64) -> Vec<Resize> {
    let upkeep = Money::of(
        input.policy.horizon_hours / MONTH_HOURS,
        usd_per_shard_month,
    );
    let mut found = Vec::new();
    let added = additions(input).into_iter().map(|(like, region)| {
        let trial = with_one_more(input, like, &region);
        (Change::Add { like, region }, trial)
    });
    found.extend(best(input, plan, upkeep, added));
    if input.shards.len() > 1 {
        let filled = |shard: &usize| input.shards[*shard].capacity_bytes != Some(0);
        let drained = (0..input.shards.len()).filter(filled);
        let drained = drained.map(|shard| (Change::Drain(shard), without(input, shard)));
        found.extend(best(input, plan, upkeep, drained));
    }
    found
}

/// What shards there may be more of: (like which, where), one for each kind.
fn additions(input: &PlanInput) -> Vec<(usize, String)> {
    let mut kinds = BTreeMap::new();
    let kind = |site: &Site, region: &str| format!("{region} {:?} {:?}", site.pricing, site.facts);
    let readers = (input.segments.iter())
        .filter_map(|placed| placed.demand.as_ref())
        .flat_map(|demand| demand.regions.iter().map(|part| part.region.clone()));
    let regions: BTreeSet<String> = (input.shards.iter())
        .map(|site| site.region.clone())
        .chain(readers)
        .collect();
    let known = |region: &str| input.shards.iter().any(|site| site.region == region);
    for (like, site) in input.shards.iter().enumerate() {
        for region in &regions {
            if *region == site.region || !known(region) {
                let room = (
                    site.capacity_bytes.unwrap_or(u64::MAX),
                    std::cmp::Reverse(like),
                );
                let best = kinds
                    .entry(kind(site, region))
                    .or_insert((room, region.clone()));
                if room > best.0 {
                    *best = (room, region.clone());
                }
            }
        }
    }
    kinds
        .into_values()
        .map(|((_, like), region)| (like.0, region))
        .collect()
}

fn with_one_more(input: &PlanInput, like: usize, region: &str) -> PlanInput {
    let mut trial = input.clone();
    let mut site = input.shards[like].clone();
    site.name = format!("{}-new", site.name).as_str().into();
    region.clone_into(&mut site.region);
    (site.other_bytes, site.other_objects) = (0, 0);
    trial.shards.push(site);
    trial
}

fn without(input: &PlanInput, shard: usize) -> PlanInput {
    let mut trial = input.clone();
    empty(&mut trial.shards[shard]);
    trial
}

/// Lets plans leave nothing in a shard.
fn empty(site: &mut Site) {
    (site.capacity_bytes, site.capacity_objects) = (Some(0), Some(0));
    (site.other_bytes, site.other_objects) = (0, 0);
}

/// Lets plans leave nothing in a shard that may move; what may not: its segments.
pub fn drain(input: &mut PlanInput, shard: usize) -> Vec<usize> {
    let segments = input.segments.iter().enumerate();
    let stays = segments.filter(|(_, placed)| placed.shard == shard && placed.held.is_some());
    let stays: Vec<usize> = stays.map(|(segment, _)| segment).collect();
    let site = &mut input.shards[shard];
    empty(site);
    let segments = &input.segments;
    let sum =
        |of: fn(&PlacedSegment) -> u64| -> u64 { stays.iter().map(|&v| of(&segments[v])).sum() };
    site.capacity_bytes = Some(sum(|placed| placed.bytes));
    site.capacity_objects = Some(sum(|placed| placed.objects));
    site.max_fill = 1.0;
    stays
}

/// Of these fleets the one whose plan breaks the fewest limits, and nets most; `None` where none is better than the fleet
/// as it is. Fleets for which a price is missing are passed over.
fn best(
    input: &PlanInput,
    plan: &Proposal,
    upkeep: Money,
    fleets: impl Iterator<Item = (Change, PlanInput)>,
) -> Option<Resize> {
    let mut best: Option<((usize, Money), Resize)> = None;
    for (change, fleet) in fleets {
        let Ok(found) = propose(&fleet) else { continue };
        let uses_it = match change {
            Change::Add { .. } => {
                (found.moves.iter()).any(|planned| planned.to == input.shards.len())
            }
            Change::Drain(_) => found.unmet.is_empty(),
        };
        let kept = match change {
            Change::Add { .. } => -upkeep,
            Change::Drain(_) => upkeep,
        };
        let more = net(&found) - net(plan) + kept;
        let cost = cost(&found) - cost(plan);
        let mends = found.unmet.len() < plan.unmet.len();
        if !uses_it || found.unmet.len() > plan.unmet.len() || !(mends || pays(input, more, cost)) {
            continue;
        }
        let rank = (found.unmet.len(), -more);
        if best.as_ref().is_none_or(|(least, _)| rank < *least) {
            let moved = found.moves.iter();
            let resize = Resize {
                change,
                moves: found.moves.len(),
                bytes: moved
                    .map(|planned| input.segments[planned.segment].bytes)
                    .sum(),
                more,
                cost,
                mends: if mends {
                    plan.unmet.clone()
                } else {
                    Vec::new()
                },
                from_hour: mends.then(|| first_broken(input)).flatten(),
            };
            best = Some((rank, resize));
        }
    }
    best.map(|(_, resize)| resize)
}

/// Whether what is gained, of which `more` is left when `cost` is paid, pays that in time.
fn pays(input: &PlanInput, more: Money, cost: Money) -> bool {
    let policy = &input.policy;
    let payback = payback_hours(more + cost, cost, policy.horizon_hours);
    let in_time = payback.is_some_and(|hours| hours <= policy.max_payback_hours);
    more > Money::ZERO && (cost <= Money::ZERO || in_time)
}

fn cost(plan: &Proposal) -> Money {
    plan.clumps.iter().map(|clump| clump.cost).sum()
}

fn net(plan: &Proposal) -> Money {
    plan.before - plan.after - cost(plan)
}

/// The first forecast hour in which some shard is beyond what plans may fill; the first of all where bytes or objects are.
fn first_broken(input: &PlanInput) -> Option<usize> {
    let load = Load::new(input, &input.homes());
    let of_shard = |(shard, site): (usize, &Site)| -> Option<usize> {
        let over = |held: u64| move |most: u64| held as f64 > most as f64 * site.max_fill;
        let bytes = site.capacity_bytes.is_some_and(over(load.bytes(shard)));
        if bytes || site.capacity_objects.is_some_and(over(load.objects(shard))) {
            return Some(0);
        }
        let most = site.capacity_rps? * site.max_fill * 3_600_000.0;
        let hours = load.hours(shard).iter().enumerate();
        let mut beyond = hours.filter(|(hour, count)| **count as f64 * site.upper(*hour) > most);
        beyond.next().map(|(hour, _)| hour)
    };
    input.shards.iter().enumerate().filter_map(of_shard).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::sample;

    fn found(input: &PlanInput, usd_per_shard_month: f64) -> Vec<Resize> {
        resizes(input, &propose(input).unwrap(), usd_per_shard_month)
    }

    #[test]
    fn a_region_whose_readers_have_no_shard_near_is_worth_one() {
        let mut input = sample::two_regions();
        let near = input.shards.remove(1).region;
        let found = found(&input, 0.0);
        assert_eq!(found.len(), 1, "{found:?}");
        let Change::Add { like, region } = &found[0].change else {
            panic!("{found:?}")
        };
        assert_eq!((*like, region), (0, &near));
        assert_eq!((found[0].moves, found[0].bytes), (1, 10 << 30));
        assert_eq!((found[0].from_hour, found[0].mends.len()), (None, 0));
        // As much as the move is worth where the shard is there.
        let plan = propose(&sample::two_regions()).unwrap();
        assert_eq!(found[0].more, net(&plan));
    }

    #[test]
    fn what_fits_nowhere_asks_for_a_shard_from_the_hour_in_which_it_is_too_much() {
        let mut input = sample::two_regions();
        input.shards.truncate(1);
        input.shards[0].capacity_rps = Some(400.0);
        let reads = || vec![sample::reads("us-east-1", 250.0 * 3600.0 * 168.0, 0.0)];
        input.segments = (0..2)
            .map(|n| sample::segment(&format!("prefix:{n}/"), 0, 1, reads()))
            .collect();
        for placed in &mut input.segments {
            let hours = &mut placed.demand.as_mut().unwrap().regions[0].hourly_requests;
            hours[..5].fill(0.0);
        }
        let plan = propose(&input).unwrap();
        assert!(!plan.unmet.is_empty());
        let found = resizes(&input, &plan, 0.0);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].from_hour, Some(5));
        assert_eq!(found[0].mends, plan.unmet);
    }

    #[test]
    fn a_shard_that_costs_more_than_it_earns_is_drained() {
        let mut input = sample::two_regions();
        input.segments[0].shard = 1;
        assert_eq!(found(&input, 0.0), [], "it is near its readers, and free");
        let drained = found(&input, 100.0);
        assert_eq!(drained.len(), 1, "{drained:?}");
        assert_eq!(
            drained[0].change,
            Change::Drain(0),
            "nobody reads what lies there"
        );
        assert_eq!((drained[0].moves, drained[0].bytes), (1, 10 << 30));
        let upkeep = 100.0 * 720.0 / 730.0;
        assert!((drained[0].more.usd() - upkeep).abs() < 1.0, "{drained:?}");
        input.segments[1].held = Some("pinned".into());
        input.segments[0].held = Some("pinned".into());
        assert_eq!(found(&input, 100.0), [], "what is held keeps its shard");
    }
}
