//! [`Dimension`]: what a shard may have at most of something, as weights of vertices and caps of shards.
//!
//! A shard that is beyond its capacity has to get within what plans may fill; one that is merely fuller
//! than plans may fill may stay so. Where data may live is a limit like others: none of it in the other shards.

use std::collections::{BTreeMap, BTreeSet};

use super::constraint::hourly;
use super::input::{GroupRule, PlanInput, Site};

/// More than any load.
const NO_CAP: i64 = i64::MAX / 4;
/// Thousandths of a request in an hour at one a second.
const MILLIS_AN_HOUR: f64 = 3_600_000.0;

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Bytes,
    Objects,
    /// Thousandths, in one hour.
    Requests,
    /// Sets that a group keeps apart.
    Apart,
    /// What `[[residency]]` bars from some shards.
    Residence,
}

impl Measure {
    /// That a shard has `load` of it, and may have `cap`.
    pub fn broken(self, input: &PlanInput, shard: usize, (load, cap): (i64, i64)) -> String {
        let name = &input.shards[shard].name;
        let per_second = |millis: i64| millis as f64 / MILLIS_AN_HOUR;
        match self {
            Self::Bytes => format!("{name} holds {load} bytes, plans may fill {cap}"),
            Self::Objects => format!("{name} holds {load} objects, plans may fill {cap}"),
            Self::Requests => format!(
                "{name} would serve {:.1} requests/s at its peak (p90), plans may fill {:.1}",
                per_second(load),
                per_second(cap)
            ),
            Self::Apart => format!("{name} holds what a group keeps apart"),
            Self::Residence => strangers(input, shard),
        }
    }
}

/// That a shard holds what has to live elsewhere.
fn strangers(input: &PlanInput, shard: usize) -> String {
    let name = &input.shards[shard].name;
    let strangers = (0..input.segments.len())
        .filter(|&v| input.segments[v].shard == shard)
        .filter_map(|v| Some((v, input.barred(v, shard)?)));
    let strangers: Vec<_> = strangers.collect();
    let Some(&(first, rule)) = strangers.first() else {
        return format!("{name} holds what has to live elsewhere");
    };
    let segment = &input.segments[first].segment;
    match strangers.len() - 1 {
        0 => format!("{name} holds {segment}; [[residency]] keeps {rule}"),
        more => {
            format!("{name} holds {segment} and {more} more; [[residency]] keeps {rule}")
        }
    }
}

/// One kind of weight with its limits.
pub(super) struct Dimension {
    pub measure: Measure,
    /// By vertex.
    pub weights: Vec<i64>,
    /// By shard: (what plans may fill, what it can hold); `None` is no limit.
    limits: Vec<Option<(i64, i64)>>,
}

impl Dimension {
    /// What plans may fill. What is fuller but within its capacity may stay as full as it is.
    pub fn cap(&self, shard: usize, home: &[u32]) -> i64 {
        let Some((limit, capacity)) = self.limits[shard] else {
            return NO_CAP;
        };
        let here = home.iter().zip(&self.weights);
        let here = here.filter(|(at, _)| **at as usize == shard);
        let load: i64 = here.map(|(_, weight)| weight).sum();
        if load > capacity {
            limit
        } else {
            limit.max(load)
        }
    }
}

/// All limits, those of bytes first.
pub(super) fn dimensions(input: &PlanInput, members: &[Vec<usize>]) -> Vec<Dimension> {
    let mut found = vec![bytes(input, members)];
    found.extend(objects(input, members));
    found.extend(residence(input, members));
    found.extend(hours(input, members));
    found.extend(input.groups.iter().filter_map(|rule| match rule {
        GroupRule::KeepApart(_) => apart(input, members, rule),
        GroupRule::KeepTogether(_) => None,
    }));
    found
}

fn of_members(members: &[Vec<usize>], weight: impl Fn(usize) -> u64) -> Vec<i64> {
    let sum = |members: &Vec<usize>| members.iter().map(|&v| weight(v)).sum::<u64>();
    members
        .iter()
        .map(|members| i64::try_from(sum(members)).unwrap_or(NO_CAP))
        .collect()
}

fn bytes(input: &PlanInput, members: &[Vec<usize>]) -> Dimension {
    let limits = |site: &Site| {
        let capacity = site.capacity_bytes? as f64;
        let other = site.other_bytes as f64;
        Some((
            (capacity * site.max_fill - other) as i64,
            (capacity - other) as i64,
        ))
    };
    Dimension {
        measure: Measure::Bytes,
        weights: of_members(members, |v| input.segments[v].bytes),
        limits: input.shards.iter().map(limits).collect(),
    }
}

/// `None` where no shard has a limit on them.
fn objects(input: &PlanInput, members: &[Vec<usize>]) -> Option<Dimension> {
    let limits = |site: &Site| {
        let (capacity, other) = (site.capacity_objects? as f64, site.other_objects as f64);
        Some((
            (capacity * site.max_fill - other) as i64,
            (capacity - other) as i64,
        ))
    };
    let limits: Vec<_> = input.shards.iter().map(limits).collect();
    limits.iter().any(Option::is_some).then(|| Dimension {
        measure: Measure::Objects,
        weights: of_members(members, |v| input.segments[v].objects),
        limits,
    })
}

/// None of what is barred from the same shards may be in these.
fn residence(input: &PlanInput, members: &[Vec<usize>]) -> Vec<Dimension> {
    if input.residency.is_empty() {
        return Vec::new();
    }
    let barred = |v: usize| -> Vec<bool> {
        let shards = 0..input.shards.len();
        shards.map(|at| input.barred(v, at).is_some()).collect()
    };
    let by_segment: Vec<Vec<bool>> = (0..input.segments.len()).map(barred).collect();
    let kinds: BTreeSet<&Vec<bool>> = by_segment.iter().collect();
    let kinds = kinds.into_iter().filter(|kind| kind.contains(&true));
    let dimension = |kind: &Vec<bool>| Dimension {
        measure: Measure::Residence,
        weights: of_members(members, |v| u64::from(by_segment[v] == *kind)),
        limits: kind.iter().map(|barred| barred.then_some((0, 0))).collect(),
    };
    kinds.map(dimension).collect()
}

/// Requests of each hour in which some shard could have too many, in thousandths.
fn hours(input: &PlanInput, members: &[Vec<usize>]) -> Vec<Dimension> {
    let Some(limited) = (input.shards.iter()).position(|site| site.capacity_rps.is_some()) else {
        return Vec::new();
    };
    let limits = |hour: usize| -> Vec<Option<(i64, i64)>> {
        let of = |site: &Site| {
            let capacity = site.capacity_rps? * MILLIS_AN_HOUR / site.upper(hour);
            Some(((capacity * site.max_fill) as i64, capacity as i64))
        };
        input.shards.iter().map(of).collect()
    };
    let of_segment: Vec<Vec<u64>> = (input.segments.iter())
        .map(|placed| hourly(input, placed, limited).collect())
        .collect();
    let count = of_segment.iter().map(Vec::len).max().unwrap_or(0);
    let at = |v: usize, hour: usize| of_segment[v].get(hour).copied().unwrap_or(0);
    let could_be_too_many = |(hour, limits): &(usize, Vec<Option<(i64, i64)>>)| {
        let all: u64 = (0..of_segment.len()).map(|v| at(v, *hour)).sum();
        let least = limits.iter().flatten().map(|limit| limit.0).min();
        least.is_some_and(|least| all as i64 > least)
    };
    let hours = (0..count)
        .map(|hour| (hour, limits(hour)))
        .filter(could_be_too_many)
        .map(|(hour, limits)| Dimension {
            measure: Measure::Requests,
            weights: of_members(members, |v| at(v, hour)),
            limits,
        });
    merged(hours)
}

/// Hours in which everything is asked for alike are one, with the tightest of their limits.
fn merged(hours: impl Iterator<Item = Dimension>) -> Vec<Dimension> {
    let mut found: Vec<Dimension> = Vec::new();
    let mut known = BTreeMap::<Vec<i64>, usize>::new();
    for hour in hours {
        let Some(&same) = known.get(&hour.weights) else {
            known.insert(hour.weights.clone(), found.len());
            found.push(hour);
            continue;
        };
        for (limit, other) in found[same].limits.iter_mut().zip(hour.limits) {
            // The capacity is least where what plans may fill is least: both are shares of the same.
            *limit = (*limit).min(other);
        }
    }
    found
}

/// One of each set at most in a shard. `None` where a set is more than one vertex: that is no sum; what is
/// apart is then checked move by move.
fn apart(input: &PlanInput, members: &[Vec<usize>], rule: &GroupRule) -> Option<Dimension> {
    let sets: Vec<BTreeSet<usize>> = (members.iter())
        .map(|members| {
            members
                .iter()
                .filter_map(|&v| rule.set_of(input, v))
                .collect()
        })
        .collect();
    let once = |set: &usize| sets.iter().filter(|of| of.contains(set)).count() <= 1;
    if !sets.iter().flatten().all(once) {
        return None;
    }
    Some(Dimension {
        measure: Measure::Apart,
        weights: sets.iter().map(|of| of.len().min(1) as i64).collect(),
        limits: vec![Some((1, 1)); input.shards.len()],
    })
}

#[cfg(test)]
mod tests {
    use crate::plan::propose;
    use crate::plan::sample::{segment, two_regions};

    #[test]
    fn a_shard_with_too_many_objects_gives_up_what_costs_least_to_move() {
        let mut input = two_regions();
        input.segments = vec![
            segment("prefix:t/", 0, 1, vec![]),
            segment("prefix:u/", 0, 10, vec![]),
        ];
        input.segments[0].objects = 1_000;
        input.shards[0].capacity_objects = Some(500);
        input.shards[0].max_fill = 0.9;
        let proposal = propose(&input).unwrap();
        assert_eq!(proposal.moves.len(), 1);
        assert_eq!(proposal.moves[0].segment, 0);
        let mends = proposal.clumps[0].mends.as_deref();
        assert_eq!(mends, Some("a holds 1010 objects, plans may fill 450"));
        // No room for so many there, either: what helps a little moves, and what is not mended is named.
        input.shards[1].capacity_objects = Some(500);
        input.shards[1].other_objects = 100;
        let stuck = propose(&input).unwrap();
        assert_eq!(stuck.moves.len(), 1);
        assert_eq!(stuck.moves[0].segment, 1);
        assert_eq!(stuck.unmet, ["a holds 1000 objects, plans may fill 450"]);
    }

    #[test]
    fn what_would_pay_does_not_come_where_there_are_objects_enough() {
        let mut input = two_regions();
        assert_eq!(propose(&input).unwrap().moves.len(), 1);
        input.shards[1].capacity_objects = Some(9);
        let proposal = propose(&input).unwrap();
        assert!(proposal.moves.is_empty());
        let against = &proposal.near_misses[0].against[0];
        let why = "capacity: the shard would hold 10 objects, plans may fill 9";
        assert_eq!(against, why);
    }
}
