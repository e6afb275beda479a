//! [`Board`]: a plan's input as a problem for the partitioner.
//!
//! What moves as one is one vertex; what is held is a vertex that may be nowhere else. A vertex costs in a
//! shard what it costs there more than in its cheapest, plus its move there from where it lies; pairs of
//! segments used together are nets. Capacities are caps: bytes, requests of every hour that could be too
//! many, and one of each set that is kept apart. All in nano-dollars, or in a power of ten of them where
//! the sums would not fit.
//!
//! A shard that is beyond its capacity has to get within what plans may fill; one that is merely fuller
//! than plans may fill may stay so. Requests count against a capacity as the worst hour of ten will have them.
//!
//! Where busy hours have a price, which is no sum over vertices, the search goes by what a request costs on average
//! between the load at home and the load of the placement it found before, a few times, and the best by the true price
//! is kept. So too where accesses between regions cost more than those between shards of one ([`super::far`]).

use std::collections::BTreeSet;

use super::busy::Busy;
use super::clump::Targets;
use super::constraint::{Unit, units};
use super::dimension::{Dimension, Measure, dimensions};
use super::far::{Far, Regions};
use super::input::{CoAccess, PlanInput};
use super::money::Money;
use super::objective::{Border, Objective};
use super::overload::is_priced;
use super::partition::{
    Effort, FORBIDDEN, Hypergraph, Incumbent, Problem, among_few_caps, repartition,
};
use super::price::MissingKey;

/// Sums of costs stay below this, far from where the partitioner stops counting.
const COSTS_MAX: f64 = 1e16;
/// The search draws its lots from this.
const SEED: u64 = 6;
/// Passes over all vertices to get better by single moves.
const POLISH_SWEEPS: usize = 20;
/// Searches for a placement whose busy hours cost what was thought when it was searched.
const BUSY_ROUNDS: usize = 5;
/// (vertex, shard) pairs up to which a search is as thorough as it can be.
const SMALL_CELLS: usize = 20_000;

/// How hard to look for a plan: as thorough as the partitioner gets, with few kicks, for every plan is made many times.
const EFFORT: Effort = Effort {
    coarse_per_part: 20,
    starts: 2,
    tries: 4,
    rounds: 4,
    kicks: 1_000,
    cycles: 1,
};

/// (unit, shard) pairs that a plan may not use.
pub type Forbidden = BTreeSet<(usize, usize)>;

/// The problem and what its vertices stand for.
#[derive(Debug)]
pub struct Board {
    /// Segments by vertex.
    members: Vec<Vec<usize>>,
    /// Where each vertex lies; a unit that lies in several shards where it is cheapest brought together.
    pub home: Vec<u32>,
    /// Without the cost of moving.
    problem: Problem,
    /// By vertex × shard: what moving there costs.
    moving: Vec<i64>,
    /// What each dimension of the weights counts.
    measures: Vec<Measure>,
    /// Where busy hours have a price.
    busy: Option<Busy>,
    /// Where leaving the region costs more than leaving the shard, and shards share regions.
    far: Option<Far>,
}

impl Board {
    /// The board of an input without the places that are forbidden. [`MissingKey`]s when a price is not set.
    pub fn of(input: &PlanInput, forbidden: &Forbidden) -> Result<Self, Vec<MissingKey>> {
        let objective = Objective::new(input)?;
        Ok(Self::new(input, objective, &units(input), forbidden))
    }

    fn new(
        input: &PlanInput,
        objective: Objective<'_>,
        units: &[Unit],
        forbidden: &Forbidden,
    ) -> Self {
        let shards = input.shards.len();
        let (members, unit_of) = vertices(units);
        let scale = scale(input, objective);
        let scaled = |amount: Money| (amount.nanos() as f64 / scale).round() as i64;
        let mut costs = Vec::with_capacity(members.len() * shards);
        let mut moving = Vec::with_capacity(members.len() * shards);
        let mut home = Vec::with_capacity(members.len());
        for (members, &unit) in members.iter().zip(&unit_of) {
            let row = |shard| members.iter().map(move |&v| (v, shard));
            let at = |shard| row(shard).map(|(v, s)| objective.ongoing_cost(v, s)).sum();
            let to = |shard| -> Money {
                let from = |v: usize| input.segments[v].shard;
                row(shard)
                    .map(|(v, s)| objective.moving_cost(v, from(v), s))
                    .sum()
            };
            let ongoing: Vec<i64> = (0..shards).map(|shard| scaled(at(shard))).collect();
            let moves: Vec<i64> = (0..shards).map(|shard| scaled(to(shard))).collect();
            let here = units[unit].anchor;
            let here = here.unwrap_or_else(|| home_of(input, members, &moves));
            let least = ongoing.iter().copied().min().unwrap_or(0);
            let held = units[unit].held.is_some();
            for (shard, cost) in ongoing.into_iter().enumerate() {
                let drained = input.shards[shard].drained;
                let barred =
                    shard != here && (held || drained || forbidden.contains(&(unit, shard)));
                costs.push(if barred { FORBIDDEN } else { cost - least });
            }
            moving.extend(moves);
            home.push(here as u32);
        }
        let vertex_of = inverse(&members, input.segments.len());
        let dimensions = dimensions(input, &members);
        let (graph, far) = graphs(input, &vertex_of, &dimensions, scaled);
        let caps = (0..shards).flat_map(|shard| {
            let (dimensions, home) = (&dimensions, &home);
            dimensions.iter().map(move |d| d.cap(shard, home))
        });
        let problem = Problem {
            caps: caps.collect(),
            graph,
            parts: shards,
            costs,
        };
        Self {
            home,
            problem,
            moving,
            measures: dimensions.iter().map(|d| d.measure).collect(),
            busy: is_priced(input).then(|| Busy::new(input, &members, scale)),
            far,
            members,
        }
    }

    /// Whether every limit holds where everything lies.
    pub fn fits_at_home(&self) -> bool {
        self.problem.fits(&self.home)
    }

    /// (Vertex, shard) pairs.
    fn cells(&self) -> usize {
        self.members.len() * self.problem.parts
    }

    /// Whether a search takes so little that several are no matter.
    pub fn is_small(&self) -> bool {
        self.cells() <= SMALL_CELLS
    }

    /// The best placement found when moving costs `factor` times what it costs.
    pub fn solve(&self, factor: f64) -> Vec<u32> {
        if self.busy.is_none() && self.far.is_none() {
            return self.search(&self.problem.graph, factor, &[]);
        }
        let rank = |part: &[u32]| {
            let (excess, cost, moving) = self.worth(part);
            (excess, cost.saturating_add((moving as f64 * factor) as i64))
        };
        let home = self.loads(&self.home);
        let mut best = self.home.clone();
        self.polish(factor, &mut best);
        let mut towards = home.clone();
        let mut around: Option<Vec<u32>> = None;
        for _ in 0..BUSY_ROUNDS {
            let tolls = self.tolls((&home, &towards), around.as_deref());
            let graph = match &self.far {
                Some(far) if around.is_none() => &far.one_region_each,
                _ => &self.problem.graph,
            };
            let mut found = self.search(graph, factor, &tolls);
            self.polish(factor, &mut found);
            let loads = self.loads(&found);
            if rank(&found) < rank(&best) {
                best.clone_from(&found);
            }
            if loads == towards && (self.far.is_none() || around.as_ref() == Some(&found)) {
                break;
            }
            // Half way, or what was relieved at once would be sent back at once.
            for (towards, load) in towards.iter_mut().zip(loads) {
                *towards = f64::midpoint(*towards, load);
            }
            around = Some(found);
        }
        best
    }

    /// Milli-requests by part × hour where busy hours have a price.
    fn loads(&self, part: &[u32]) -> Vec<f64> {
        let busy = self.busy.as_ref();
        busy.map_or_else(Vec::new, |busy| busy.loads(part, self.problem.parts))
    }

    /// By vertex × shard what is no sum over vertices, taken between two loads and as others lie `around`; or none.
    fn tolls(&self, (home, towards): (&[f64], &[f64]), around: Option<&[u32]>) -> Vec<i64> {
        let busy = self.busy.as_ref().map(|busy| busy.tolls(home, towards));
        let far = self.far.as_ref().zip(around);
        let far = far.map(|(far, around)| far.tolls(around));
        match (busy, far) {
            (Some(busy), Some(far)) => busy.iter().zip(far).map(|(a, b)| a + b).collect(),
            (one, other) => one.or(other).unwrap_or_default(),
        }
    }

    /// Moves single vertices while that lowers the true price, busy hours and moving included. Small boards only.
    fn polish(&self, factor: f64, part: &mut [u32]) {
        if !self.is_small() {
            return;
        }
        let parts = self.problem.parts;
        let busy = self.busy.as_ref();
        let mut hours = self.loads(part);
        let mut loads = self.problem.loads(part);
        let mut better = true;
        for _ in 0..POLISH_SWEEPS {
            if !std::mem::take(&mut better) {
                return;
            }
            for vertex in 0..part.len() {
                let from = part[vertex] as usize;
                let gain = |to: usize| {
                    let own = |at: usize| {
                        let moving = self.moving[vertex * parts + at] as f64 * factor;
                        self.problem.cost(vertex, at).saturating_add(moving as i64)
                    };
                    let nets = self.cut_by(part, vertex, from) - self.cut_by(part, vertex, to);
                    let relief = busy.map_or(0, |busy| busy.relief(&hours, vertex, (from, to)));
                    own(from) - own(to) + nets + relief
                };
                let open = |to: &usize| {
                    let allowed = self.problem.cost(vertex, *to) < FORBIDDEN;
                    *to != from && allowed && self.has_room(&loads, vertex, *to)
                };
                let tried = (0..parts).filter(open).map(|to| (gain(to), to));
                let Some((gain, to)) = tried.max_by_key(|(gain, to)| (*gain, usize::MAX - to))
                else {
                    continue;
                };
                if gain <= 0 {
                    continue;
                }
                if let Some(busy) = busy {
                    busy.shift(&mut hours, vertex, (from, to));
                }
                let dimensions = self.problem.graph.dimensions;
                for (at, weight) in self.problem.graph.weight(vertex).iter().enumerate() {
                    loads[from * dimensions + at] -= weight;
                    loads[to * dimensions + at] += weight;
                }
                part[vertex] = to as u32;
                better = true;
            }
        }
    }

    /// What the pairs of `vertex` would cost if it lay in `at`.
    fn cut_by(&self, part: &[u32], vertex: usize, at: usize) -> i64 {
        let graph = &self.problem.graph;
        let nets = graph.incident(vertex).iter().map(|net| *net as usize);
        let cut = nets.filter(|net| {
            let others = graph.pins(*net).iter();
            let mut others = others.filter(|pin| **pin as usize != vertex);
            others.any(|pin| part[*pin as usize] as usize != at)
        });
        let far = self.far.as_ref().map_or(0, |far| far.at(part, vertex, at));
        cut.map(|net| graph.net_weights[net]).sum::<i64>() + far
    }

    fn has_room(&self, loads: &[i64], vertex: usize, to: usize) -> bool {
        let dimensions = self.problem.graph.dimensions;
        let weights = self.problem.graph.weight(vertex).iter().enumerate();
        weights
            .map(|(at, weight)| (to * dimensions + at, weight))
            .all(|(at, weight)| *weight == 0 || loads[at] + weight <= self.problem.caps[at])
    }

    /// One search by these nets; `tolls` are further costs by vertex × shard, or none.
    fn search(&self, graph: &Hypergraph, factor: f64, tolls: &[i64]) -> Vec<u32> {
        let mut problem = Problem {
            graph: graph.clone(),
            costs: self.problem.costs.clone(),
            caps: self.problem.caps.clone(),
            parts: self.problem.parts,
        };
        for (at, (cost, moving)) in problem.costs.iter_mut().zip(&self.moving).enumerate() {
            if *cost < FORBIDDEN {
                let toll = tolls.get(at).copied().unwrap_or(0);
                *cost = (*cost + toll + (*moving as f64 * factor) as i64).min(FORBIDDEN - 1);
            }
        }
        let free = vec![0; self.home.len()];
        let stay = Incumbent {
            part: &self.home,
            prices: &free,
        };
        let effort = if self.is_small() {
            EFFORT
        } else {
            Effort::SWIFT
        };
        among_few_caps(&problem, |problem| {
            repartition(problem, &stay, &effort, SEED)
        })
    }

    /// (By how much all caps are exceeded, as shares of them; what the placement costs; what moving there
    /// costs), the last two in the board's unit.
    pub fn worth(&self, part: &[u32]) -> (f64, i64, i64) {
        let parts = self.problem.parts;
        let moves = part.iter().enumerate();
        let moving = moves.map(|(vertex, &to)| self.moving[vertex * parts + to as usize]);
        let cost = self.problem.objective(part);
        let busy = self.busy.as_ref().map_or(0, |busy| busy.cost(part, parts));
        let far = self.far.as_ref().map_or(0, |far| far.cost(part));
        let cost = cost.saturating_add(busy).saturating_add(far);
        (self.excess(part), cost, moving.sum())
    }

    /// Vertex → shard of moves; what is not among them stays.
    pub fn part_of(&self, targets: &Targets) -> Vec<u32> {
        let moved = |members: &[usize]| members.iter().find_map(|v| targets.get(v));
        let placed = self.members.iter().zip(&self.home);
        placed
            .map(|(members, home)| moved(members).map_or(*home, |&shard| shard as u32))
            .collect()
    }

    /// Segment → shard.
    pub fn segments_at(&self, part: &[u32]) -> Vec<usize> {
        let mut at = vec![0; self.members.iter().map(Vec::len).sum()];
        for (members, &shard) in self.members.iter().zip(part) {
            for &member in members {
                at[member] = shard as usize;
            }
        }
        at
    }

    /// By clump the limit that is broken without it, where there is one. The clumps are all moves of `targets`.
    pub fn mended<'c>(
        &self,
        input: &PlanInput,
        targets: &Targets,
        clumps: impl Iterator<Item = &'c [usize]>,
    ) -> Vec<Option<String>> {
        let broken = self.broken_at_home(input);
        let vertex_of = inverse(&self.members, input.segments.len());
        let part = self.part_of(targets);
        let over = self.excess(&part);
        let reason = |clump: &[usize]| {
            let vertices: BTreeSet<usize> = clump.iter().map(|&v| vertex_of[v] as usize).collect();
            let split = |vertex: &&usize| {
                let mut places = self.members[**vertex]
                    .iter()
                    .map(|&v| input.segments[v].shard);
                let first = places.next();
                places.any(|shard| Some(shard) != first)
            };
            if vertices.iter().find(split).is_some() {
                return Some("a group keeps together what lies in several shards".to_owned());
            }
            if broken.is_empty() {
                return None;
            }
            let mut without = part.clone();
            for &vertex in &vertices {
                without[vertex] = self.home[vertex];
            }
            let left = |(shard, _): &&(usize, String)| {
                let mut homes = vertices.iter().map(|&vertex| self.home[vertex] as usize);
                homes.any(|home| home == *shard)
            };
            let found = broken.iter().find(left).or(broken.first());
            let worse = self.excess(&without) > over + 1e-9;
            found.filter(|_| worse).map(|(_, text)| text.clone())
        };
        clumps.map(reason).collect()
    }

    /// The limits that do not hold where everything lies, by shard, one each.
    pub fn broken_at_home(&self, input: &PlanInput) -> Vec<(usize, String)> {
        let loads = self.problem.loads(&self.home);
        let dimensions = self.measures.len();
        let mut broken: Vec<(usize, String)> = Vec::new();
        for (at, (&load, &cap)) in loads.iter().zip(&self.problem.caps).enumerate() {
            let shard = at / dimensions;
            if load <= cap || broken.last().is_some_and(|(last, _)| *last == shard) {
                continue;
            }
            let text = self.measures[at % dimensions].broken(input, shard, (load, cap));
            broken.push((shard, text));
        }
        broken
    }

    /// By how much all caps are exceeded, as shares of them.
    fn excess(&self, part: &[u32]) -> f64 {
        let loads = self.problem.loads(part);
        let over = loads.iter().zip(&self.problem.caps);
        over.map(|(&load, &cap)| (load - cap).max(0) as f64 / cap.max(1) as f64)
            .sum()
    }
}

/// Pairs as nets, and what leaving the region costs more where that is no matter of nets alone.
fn graphs(
    input: &PlanInput,
    vertex_of: &[u32],
    dimensions: &[Dimension],
    scaled: impl Fn(Money) -> i64,
) -> (Hypergraph, Option<Far>) {
    let vertices = dimensions.first().map_or(0, |d| d.weights.len());
    let weights = (0..vertices).flat_map(|v| dimensions.iter().map(move |d| d.weights[v]));
    let weights: Vec<i64> = weights.collect();
    let price = |border: Border, accesses| scaled(Money::of(accesses, border.usd(input)));
    let ends = |pair: &CoAccess| (vertex_of[pair.a], vertex_of[pair.b]);
    let graph = |one_region_each: bool| {
        let nets = input.coaccess.iter().map(|pair| {
            let mut weight = price(Border::Shard, pair.expected);
            if one_region_each {
                weight += price(Border::Region, pair.expected);
            }
            let (a, b) = ends(pair);
            (weight, vec![a, b])
        });
        Hypergraph::new(dimensions.len(), weights.clone(), nets)
    };
    let regions = Regions::of(input);
    let far = (regions == Regions::Shared).then(|| {
        let pairs = input.coaccess.iter().map(|pair| {
            let (a, b) = ends(pair);
            (a, b, price(Border::Region, pair.expected))
        });
        Far::new(input, vertices, pairs, graph(true))
    });
    (graph(regions == Regions::Own), far)
}

/// The vertices with their unit: units that may move, or have to come together, and each segment of the others.
fn vertices(units: &[Unit]) -> (Vec<Vec<usize>>, Vec<usize>) {
    let mut members = Vec::new();
    let mut unit_of = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        let held = unit.held.is_some() && unit.anchor.is_none();
        let each = unit
            .members
            .chunks(if held { 1 } else { unit.members.len() });
        for vertex in each {
            members.push(vertex.to_vec());
            unit_of.push(index);
        }
    }
    (members, unit_of)
}

fn inverse(members: &[Vec<usize>], segments: usize) -> Vec<u32> {
    let mut vertex_of = vec![0; segments];
    for (vertex, members) in (0..).zip(members) {
        for &member in members {
            vertex_of[member] = vertex;
        }
    }
    vertex_of
}

/// Where a vertex lies: its shard, or of the several the one that is cheapest to bring it together in.
fn home_of(input: &PlanInput, members: &[usize], moving: &[i64]) -> usize {
    let places = members.iter().map(|&v| input.segments[v].shard);
    places
        .min_by_key(|&shard| (moving[shard], shard))
        .unwrap_or_default()
}

/// What amounts are divided by.
fn scale(input: &PlanInput, objective: Objective<'_>) -> f64 {
    let dearest = |v: usize| {
        let costs = (0..input.shards.len()).map(|shard| {
            let moving = objective.moving_cost(v, input.segments[v].shard, shard);
            (objective.ongoing_cost(v, shard) + moving).nanos() as f64
        });
        costs.fold(0.0, f64::max)
    };
    let crossings = input.coaccess.iter().flat_map(|pair| {
        let each = Border::ALL.iter();
        each.map(|border| Money::of(pair.expected, border.usd(input)))
    });
    let sum = (0..input.segments.len()).map(dearest).sum::<f64>()
        + crossings.map(|cost| cost.nanos() as f64).sum::<f64>();
    10_f64.powf((sum / COSTS_MAX).max(1.0).log10().ceil())
}
