//! First placements from the costs alone, with tolls on what is full.
//!
//! The Lagrangian heuristic for the generalised assignment problem (Fisher 1981): every part takes a toll per weight;
//! each vertex goes where cost and toll are least; tolls rise where that overfills a part and fall elsewhere (subgradient
//! steps after Polyak 1969). Placements on the way are repaired and refined, and the best is kept. The nets
//! count only in the refinement.

use super::lots::Lots;
use super::problem::{FORBIDDEN, Problem};
use super::refine::settle;
use super::repair::repair;
use super::state::State;
use super::trade::trade;

/// Subgradient steps, fewer on large problems.
const STEPS_MAX: usize = 200;
/// (step, vertex, part) triples that are worth the time.
const WORK_MAX: usize = 50_000_000;
/// Every so many steps the placement is repaired and refined.
const TRY_EVERY: usize = 5;
/// Steps without a better bound after which they are halved.
const STALE_STEPS: usize = 10;

/// The best placement found; `None` where no place costs anything.
pub fn placed_by_tolls(problem: &Problem, lots: &mut Lots) -> Option<Vec<u32>> {
    if problem.costs.is_empty() {
        return None;
    }
    let mut tolls = Tolls::new(problem);
    let mut best: Option<((bool, i64), Vec<u32>)> = None;
    let (mut bound, mut stale, mut pace) = (f64::NEG_INFINITY, 0, 2.0);
    let steps = (WORK_MAX / problem.costs.len()).clamp(TRY_EVERY, STEPS_MAX);
    for step in 0..steps {
        let (part, below) = tolls.place();
        if below > bound {
            (bound, stale) = (below, 0);
        } else {
            stale += 1;
        }
        if stale == STALE_STEPS {
            (pace, stale) = (pace / 2.0, 0);
        }
        let excess = tolls.excess(&part);
        if step % TRY_EVERY == 0 {
            let mut state = State::new(problem, part);
            repair(&mut state);
            while settle(&mut state, lots) + trade(&mut state, lots) > 0 {}
            let rank = problem.rank(&state.part);
            if best.as_ref().is_none_or(|(least, _)| rank < *least) {
                best = Some((rank, state.part));
            }
        }
        let least = best.as_ref().map_or(0, |((_, least), _)| *least);
        let squares: f64 = excess.iter().map(|over| over * over).sum();
        let gap = (least as f64 - below).max(1.0);
        if squares == 0.0 {
            break;
        }
        tolls.raise(&excess, pace * gap / squares);
    }
    best.map(|(_, part)| part)
}

struct Tolls<'a> {
    problem: &'a Problem,
    /// By part × dimension: toll on a weight that fills the part.
    tolls: Vec<f64>,
}

impl<'a> Tolls<'a> {
    fn new(problem: &'a Problem) -> Self {
        let tolls = vec![0.0; problem.caps.len()];
        Self { problem, tolls }
    }

    /// Where each vertex is cheapest with the tolls, and a bound that no placement within the caps costs less than (but for nets).
    fn place(&self) -> (Vec<u32>, f64) {
        let mut bound = -self.tolls.iter().sum::<f64>();
        let place = |vertex: usize| {
            let parts = 0..self.problem.parts;
            let priced = parts.map(|part| (self.price(vertex, part), part as u32));
            let (price, part) = priced
                .min_by(|a, b| a.0.total_cmp(&b.0))
                .expect("there are parts");
            bound += price;
            part
        };
        let part = (0..self.problem.graph.vertices()).map(place).collect();
        (part, bound)
    }

    fn price(&self, vertex: usize, part: usize) -> f64 {
        let cost = self.problem.cost(vertex, part);
        if cost >= FORBIDDEN {
            return FORBIDDEN as f64;
        }
        let dimensions = self.problem.graph.dimensions;
        let tolls = &self.tolls[part * dimensions..][..dimensions];
        let caps = &self.problem.caps[part * dimensions..][..dimensions];
        let shares = tolls
            .iter()
            .zip(caps)
            .zip(self.problem.graph.weight(vertex));
        let toll: f64 = shares
            .map(|((toll, cap), weight)| toll * *weight as f64 / (*cap).max(1) as f64)
            .sum();
        cost as f64 + toll
    }

    /// By part × dimension: load over the cap as a share of it, negative where there is room.
    fn excess(&self, part: &[u32]) -> Vec<f64> {
        let loads = self.problem.loads(part);
        let over = loads.iter().zip(&self.problem.caps);
        over.map(|(load, cap)| (load - cap) as f64 / (*cap).max(1) as f64)
            .collect()
    }

    fn raise(&mut self, excess: &[f64], step: f64) {
        for (toll, over) in self.tolls.iter_mut().zip(excess) {
            *toll = (*toll + step * over).max(0.0);
        }
    }
}
