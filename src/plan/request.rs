//! [`request`]: the plan of moves that somebody else asks for, priced as if this planner had found them.
//!
//! Whether a move earns its cost is said, not judged: the asker has reasons of his own. What no plan
//! may do no request may do either.

use std::collections::BTreeMap;
use std::fmt;

use super::constraint::{Load, Obstacle, units};
use super::input::PlanInput;
use super::objective::Objective;
use super::price::MissingKey;
use super::proposal::{Proposal, build, order};

/// A move that no plan may make.
#[derive(Clone, Debug, PartialEq)]
pub struct RefusedMove {
    /// Index into the input's segments.
    pub segment: usize,
    /// The shard that was asked for.
    pub to: usize,
    /// What keeps it out.
    pub obstacle: Obstacle,
}

/// Why there is no plan of what was asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum RequestError {
    /// Prices that are not set.
    MissingPrices(Vec<MissingKey>),
    /// In segment order, at least one.
    Refused(Vec<RefusedMove>),
}

impl fmt::Display for RefusedMove {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.obstacle.fmt(f)
    }
}

/// The plan of exactly the moves `targets` (segment → shard); segments that are there already are
/// no moves.
pub fn request(
    input: &PlanInput,
    targets: &BTreeMap<usize, usize>,
) -> Result<Proposal, RequestError> {
    Objective::new(input).map_err(RequestError::MissingPrices)?;
    let mut targets = targets.clone();
    targets.retain(|&segment, shard| input.segments[segment].shard != *shard);
    let mut refused = held_or_split(input, &targets);
    if refused.is_empty() {
        refused = without_a_place(input, &targets);
    }
    if !refused.is_empty() {
        return Err(RequestError::Refused(refused));
    }
    let proposal = build(input, &targets, false).map_err(RequestError::MissingPrices)?;
    Ok(Proposal {
        near_misses: Vec::new(),
        ..proposal
    })
}

/// What is pinned, or would leave its group.
fn held_or_split(input: &PlanInput, targets: &BTreeMap<usize, usize>) -> Vec<RefusedMove> {
    let becomes = |v: usize| *targets.get(&v).unwrap_or(&input.segments[v].shard);
    let mut refused = Vec::new();
    for unit in units(input) {
        let apart = |v: usize| (unit.members.iter()).find(|&&other| becomes(other) != becomes(v));
        for &segment in &unit.members {
            let Some(&to) = targets.get(&segment) else {
                continue;
            };
            let held = unit.held_from(to).cloned();
            let reason = held.or_else(|| {
                let other = &input.segments[*apart(segment)?].segment;
                Some(format!("a group keeps it together with {other}"))
            });
            refused.extend(reason.map(|reason| RefusedMove {
                segment,
                to,
                obstacle: Obstacle::Held(reason),
            }));
        }
    }
    refused.sort_by_key(|refused| refused.segment);
    refused
}

/// What has no place in any order of the moves that keeps every limit on the way.
fn without_a_place(input: &PlanInput, targets: &BTreeMap<usize, usize>) -> Vec<RefusedMove> {
    let (ordered, stuck) = order(input, targets, targets.keys().copied().collect());
    let mut at = input.homes();
    for segment in ordered {
        at[segment] = targets[&segment];
    }
    let load = Load::new(input, &at);
    (stuck.into_iter())
        .filter_map(|segment| {
            let to = targets[&segment];
            let obstacle = load.obstacle(input, &at, &[segment], to)?;
            Some(RefusedMove {
                segment,
                to,
                obstacle,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placement::Segment;
    use crate::plan::input::GroupRule;
    use crate::plan::proposal::propose;
    use crate::plan::sample;

    #[test]
    fn what_the_planner_found_is_priced_alike_when_asked_for() {
        let input = sample::two_regions();
        let found = propose(&input).unwrap();
        let asked = request(&input, &[(0, 1), (1, 0)].into()).unwrap();
        assert_eq!(asked.moves, found.moves, "what stays is no move");
        assert_eq!(asked.clumps, found.clumps);
        assert_eq!((asked.before, asked.after), (found.before, found.after));
    }

    #[test]
    fn a_move_that_costs_more_than_it_saves_is_priced_and_not_judged() {
        let input = sample::two_regions();
        let asked = request(&input, &[(1, 1)].into()).unwrap();
        assert!(asked.after > asked.before);
        assert!(asked.clumps[0].confidence.total < 0.5);
        assert_eq!(asked.clumps[0].payback_hours, None);
    }

    #[test]
    fn limits_hold_for_requests_too() {
        let refused = |change: fn(&mut PlanInput), targets: &[(usize, usize)]| {
            let mut input = sample::two_regions();
            change(&mut input);
            match request(&input, &targets.iter().copied().collect()) {
                Err(RequestError::Refused(refused)) => (refused.iter())
                    .map(|refused| (refused.segment, refused.to_string()))
                    .collect::<Vec<_>>(),
                other => panic!("{other:?}"),
            }
        };
        let held = refused(
            |input| input.segments[1].held = Some("pinned: a table".into()),
            &[(0, 1), (1, 1)],
        );
        assert_eq!(held, [(1, "pinned: a table".to_owned())]);
        let full = refused(
            |input| input.shards[1].capacity_bytes = Some(15 << 30),
            &[(0, 1), (1, 1)],
        );
        assert!(full[0].1.starts_with("capacity: "), "{full:?}");
        let split = refused(
            |input| input.groups = vec![GroupRule::KeepTogether(vec!["prefix:".parse().unwrap()])],
            &[(0, 1)],
        );
        assert_eq!(
            split,
            [(0, "a group keeps it together with prefix:u/".to_owned())]
        );
        let apart = refused(
            |input| {
                let group = ["prefix:t/", "prefix:u/"].map(|text| text.parse::<Segment>().unwrap());
                input.groups = vec![GroupRule::KeepApart(group.into())];
            },
            &[(0, 1), (1, 1)],
        );
        assert_eq!(apart.len(), 1, "{apart:?}");
    }
}
