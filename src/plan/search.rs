//! [`Search`]: a better placement from the present one, step by step.
//!
//! Greedy: the single move with the best net gain first, until none gains; then clumps, grown from
//! every segment along co-access (a segment with the neighbours it is used with, judged together);
//! both again until neither gains. Going back is a move like any other, so a segment that a later step
//! made pointless returns. Every step respects every limit, and lowers the objective, so the search
//! ends; the order of evaluation is that of the input, so it is deterministic.
//!
//! Simple inside: no multilevel coarsening, no swaps between full shards, no repair of limits that are
//! broken already, and co-access only in pairs.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::constraint::{Load, Obstacle, Unit, units};
use super::input::PlanInput;
use super::money::Money;
use super::objective::Objective;

/// Most units that one clump may have.
const MAX_CLUMP: usize = 32;

/// (unit, shard) pairs that the search may not use.
pub type Forbidden = BTreeSet<(usize, usize)>;

/// The state of a search: where every segment is now, and what that costs.
#[derive(Debug)]
pub struct Search<'a> {
    input: &'a PlanInput,
    /// Units in order of their first member.
    pub units: Vec<Unit>,
    unit_of: Vec<usize>,
    shards: usize,
    /// Ongoing cost by (segment, shard).
    ongoing: Vec<Money>,
    /// Cost of moving by (segment, shard) from where it lay, times the payback hurdle.
    moving: Vec<Money>,
    neighbours: Vec<Vec<(usize, Money)>>,
    /// Segment → shard.
    pub at: Vec<usize>,
    load: Load,
    forbidden: &'a Forbidden,
}

impl<'a> Search<'a> {
    /// A search from where the input's segments lie. Moves weigh horizon / max_payback times their
    /// cost, so that whatever gains pays back in time.
    pub fn new(input: &'a PlanInput, objective: Objective<'_>, forbidden: &'a Forbidden) -> Self {
        let shards = input.shards.len();
        let policy = &input.policy;
        let hurdle = (policy.horizon_hours / policy.max_payback_hours).max(1.0);
        let cells = || (0..input.segments.len()).flat_map(|v| (0..shards).map(move |s| (v, s)));
        let ongoing = cells().map(|(v, s)| objective.ongoing_cost(v, s)).collect();
        let from = |segment: usize| input.segments[segment].shard;
        let moving = cells()
            .map(|(v, s)| objective.moving_cost(v, from(v), s).scaled(hurdle))
            .collect();
        let mut neighbours = vec![Vec::new(); input.segments.len()];
        for pair in &input.coaccess {
            let cost = objective.crossing(pair.expected, String::new()).amount;
            if cost > Money::ZERO {
                neighbours[pair.a].push((pair.b, cost));
                neighbours[pair.b].push((pair.a, cost));
            }
        }
        let units = units(input);
        let mut unit_of = vec![0; input.segments.len()];
        for (index, unit) in units.iter().enumerate() {
            for &member in &unit.members {
                unit_of[member] = index;
            }
        }
        let at: Vec<usize> = input.segments.iter().map(|placed| placed.shard).collect();
        let load = Load::new(input, &at);
        Self {
            input,
            units,
            unit_of,
            shards,
            ongoing,
            moving,
            neighbours,
            at,
            load,
            forbidden,
        }
    }

    /// Runs to the end; `at` is then the placement found.
    pub fn run(&mut self) {
        loop {
            let singles = self.singles();
            let clumps = self.clumps();
            if !(singles || clumps) {
                return;
            }
        }
    }

    /// The unit a segment belongs to.
    pub fn unit_of(&self, segment: usize) -> usize {
        self.unit_of[segment]
    }

    /// Change of the objective (with the payback hurdle) when `set` goes to `shard`; negative is a gain.
    pub fn change(&self, set: &[usize], shard: usize) -> Money {
        let mut change = Money::ZERO;
        for &segment in set {
            let here = segment * self.shards + self.at[segment];
            let there = segment * self.shards + shard;
            change += self.ongoing[there] - self.ongoing[here];
            change += self.moving[there] - self.moving[here];
            for &(other, cost) in &self.neighbours[segment] {
                let inside = set.contains(&other);
                if inside && other < segment {
                    continue;
                }
                let before = self.at[segment] != self.at[other];
                let after = !inside && shard != self.at[other];
                match (before, after) {
                    (true, false) => change += -cost,
                    (false, true) => change += cost,
                    _ => {}
                }
            }
        }
        change
    }

    /// Why `unit` cannot go to `shard` now.
    pub fn obstacle(&self, unit: usize, shard: usize) -> Option<Obstacle> {
        let unit = &self.units[unit];
        if let Some(reason) = &unit.held {
            return Some(Obstacle::Held(reason.clone()));
        }
        self.load
            .obstacle(self.input, &self.at, &unit.members, shard)
    }

    fn allowed(&self, unit: usize, shard: usize) -> bool {
        self.units[unit].held.is_none() && !self.forbidden.contains(&(unit, shard))
    }

    fn is_there(&self, unit: usize, shard: usize) -> bool {
        let members = &self.units[unit].members;
        members.iter().all(|&member| self.at[member] == shard)
    }

    fn apply(&mut self, set: &[usize], shard: usize) {
        for &segment in set {
            let from = std::mem::replace(&mut self.at[segment], shard);
            if from != shard {
                self.load.shift(self.input, segment, from, shard);
            }
        }
    }

    /// One pass of single units, best first; true when anything moved.
    fn singles(&mut self) -> bool {
        let mut candidates = Vec::new();
        for unit in 0..self.units.len() {
            for shard in 0..self.shards {
                if self.is_there(unit, shard) || !self.allowed(unit, shard) {
                    continue;
                }
                let change = self.change(&self.units[unit].members, shard);
                if change < Money::ZERO {
                    candidates.push((change, unit, shard));
                }
            }
        }
        candidates.sort_unstable();
        let mut moved = false;
        for (_, unit, shard) in candidates {
            let members = self.units[unit].members.clone();
            let gains = self.change(&members, shard) < Money::ZERO;
            if gains && self.obstacle(unit, shard).is_none() {
                self.apply(&members, shard);
                moved = true;
            }
        }
        moved
    }

    /// One pass of clumps, seeds in order; true when anything moved.
    fn clumps(&mut self) -> bool {
        let mut moved = false;
        for seed in 0..self.units.len() {
            for shard in 0..self.shards {
                if self.is_there(seed, shard) || !self.allowed(seed, shard) {
                    continue;
                }
                if let Some(set) = self.grow(seed, shard) {
                    self.apply(&set, shard);
                    moved = true;
                }
            }
        }
        moved
    }

    /// The best clump around `seed` for `shard`, if one gains and fits: the neighbour with the
    /// strongest tie to the clump joins it, and the best of the clumps on the way is taken.
    fn grow(&self, seed: usize, shard: usize) -> Option<Vec<usize>> {
        let members = &self.units[seed].members;
        let tied = (members.iter()).any(|&member| !self.neighbours[member].is_empty());
        if !tied || !self.fits(members, shard) {
            return None;
        }
        let mut clump = Growth::new(shard);
        clump.add(self, seed);
        let mut best: Option<(Money, usize)> = None;
        while clump.units < MAX_CLUMP {
            let Some(next) = clump.strongest_tie() else {
                break;
            };
            let size = clump.segments.len();
            clump.segments.extend(&self.units[next].members);
            if !self.fits(&clump.segments, shard) {
                clump.segments.truncate(size);
                clump.refuse(next);
                continue;
            }
            clump.segments.truncate(size);
            clump.add(self, next);
            if clump.change < best.map_or(Money::ZERO, |(change, _)| change) {
                best = Some((clump.change, clump.segments.len()));
            }
        }
        let (_, size) = best?;
        clump.segments.truncate(size);
        Some(clump.segments)
    }

    fn fits(&self, segments: &[usize], shard: usize) -> bool {
        let obstacle = self.load.obstacle(self.input, &self.at, segments, shard);
        obstacle.is_none()
    }
}

/// A clump while it grows towards one shard.
struct Growth {
    shard: usize,
    /// In the order they joined.
    segments: Vec<usize>,
    inside: BTreeSet<usize>,
    units: usize,
    /// Change of the objective if the clump went now.
    change: Money,
    /// What co-access with the clump is worth, by unit that may join; refused units are at zero.
    ties: BTreeMap<usize, Money>,
}

impl Growth {
    fn new(shard: usize) -> Self {
        Self {
            shard,
            segments: Vec::new(),
            inside: BTreeSet::new(),
            units: 0,
            change: Money::ZERO,
            ties: BTreeMap::new(),
        }
    }

    /// Takes the unit in: what is inside already counts as gone to the shard.
    fn add(&mut self, search: &Search<'_>, unit: usize) {
        for &segment in &search.units[unit].members {
            let here = segment * search.shards + search.at[segment];
            let there = segment * search.shards + self.shard;
            self.change += search.ongoing[there] - search.ongoing[here];
            self.change += search.moving[there] - search.moving[here];
            for &(other, cost) in &search.neighbours[segment] {
                let inside = self.inside.contains(&other);
                let at = if inside { self.shard } else { search.at[other] };
                if search.at[segment] != at {
                    self.change += -cost;
                }
                if self.shard != at {
                    self.change += cost;
                }
                self.tie(search, search.unit_of[other], cost);
            }
            self.inside.insert(segment);
            self.segments.push(segment);
        }
        self.units += 1;
        self.refuse(unit);
    }

    fn tie(&mut self, search: &Search<'_>, unit: usize, cost: Money) {
        let joins = || search.allowed(unit, self.shard) && !search.is_there(unit, self.shard);
        match self.ties.get_mut(&unit) {
            Some(&mut Money::ZERO) => {}
            Some(tie) => *tie += cost,
            None if joins() => drop(self.ties.insert(unit, cost)),
            None => {}
        }
    }

    /// The unit may not join, now or later.
    fn refuse(&mut self, unit: usize) {
        self.ties.insert(unit, Money::ZERO);
    }

    /// The unit outside whose co-access with the clump is worth most.
    fn strongest_tie(&self) -> Option<usize> {
        let ties = self.ties.iter().filter(|(_, cost)| **cost > Money::ZERO);
        let strongest = ties.max_by_key(|&(unit, cost)| (cost, Reverse(unit)));
        strongest.map(|(unit, _)| *unit)
    }
}
