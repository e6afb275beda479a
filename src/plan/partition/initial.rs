//! First placements of a coarse problem: parts grow greedily, several times, and the best is kept.

use std::collections::BinaryHeap;

use super::label::relabel;
use super::lots::Lots;
use super::problem::{FORBIDDEN, Problem};
use super::refine::refine;
use super::repair::repair;
use super::state::{NET_PINS_MAX, State};
use super::tolls::placed_by_tolls;

/// The best of `tries` grown and refined placements. Every other one grows without regard to the costs and is then
/// labelled as they are least.
pub fn best_grown(problem: &Problem, tries: usize, lots: &mut Lots) -> Vec<u32> {
    let by_tolls = placed_by_tolls(problem, lots);
    let mut best = by_tolls.map(|part| (problem.rank(&part), part));
    for number in 0..tries.max(1) {
        let by_costs = !problem.costs.is_empty() && number % 2 == 1;
        let mut part = Growth::new(problem, by_costs).run(lots);
        if !by_costs {
            relabel(problem, &mut part);
        }
        let mut state = State::new(problem, part);
        repair(&mut state);
        refine(&mut state, 1, lots);
        let rank = problem.rank(&state.part);
        if best.as_ref().is_none_or(|(least, _)| rank < *least) {
            best = Some((rank, state.part));
        }
    }
    best.map(|(_, part)| part).unwrap_or_default()
}

/// Parts that grow in turn, the emptiest first, by the vertex that they pull most for its weight.
struct Growth<'a> {
    problem: &'a Problem,
    part: Vec<u32>,
    loads: Vec<i64>,
    /// By vertex × part: weight of its nets that have reached the part, plus what its place there saves.
    pull: Vec<i64>,
    /// By net × part: a pin is there.
    reached: Vec<bool>,
    heaps: Vec<BinaryHeap<(u64, u32, u32)>>,
    open: Vec<bool>,
}

const NOWHERE: u32 = u32::MAX;
/// Share of a part's cap from which a vertex is placed before all others.
const HEAVY: f64 = 0.1;

impl<'a> Growth<'a> {
    fn new(problem: &'a Problem, by_costs: bool) -> Self {
        let (graph, parts) = (&problem.graph, problem.parts);
        let mut growth = Self {
            problem,
            part: vec![NOWHERE; graph.vertices()],
            loads: vec![0; problem.caps.len()],
            pull: vec![0; graph.vertices() * parts],
            reached: vec![false; graph.nets() * parts],
            heaps: vec![BinaryHeap::new(); parts],
            open: vec![true; parts],
        };
        if by_costs {
            for vertex in 0..graph.vertices() {
                let costs = &problem.costs[vertex * parts..][..parts];
                let most = costs
                    .iter()
                    .copied()
                    .filter(|&cost| cost < FORBIDDEN)
                    .max()
                    .unwrap_or(0);
                for (part, &cost) in costs.iter().enumerate() {
                    growth.pull[vertex * parts + part] = (most - cost).max(0);
                    if cost < most {
                        growth.queue(vertex, part, 0);
                    }
                }
            }
        }
        growth
    }

    fn queue(&mut self, vertex: usize, part: usize, tie: u32) {
        let pull = self.pull[vertex * self.problem.parts + part] as f64;
        let weight = self.problem.graph.weight(vertex)[0].max(1) as f64;
        // The bits of a float that is not negative sort as it does.
        self.heaps[part].push(((pull / weight).to_bits(), tie, vertex as u32));
    }

    /// How full the part is, by its fullest dimension.
    fn filling(&self, part: usize) -> f64 {
        let dimensions = self.problem.graph.dimensions;
        let loads = &self.loads[part * dimensions..][..dimensions];
        let caps = &self.problem.caps[part * dimensions..][..dimensions];
        let shares = loads
            .iter()
            .zip(caps)
            .map(|(load, cap)| *load as f64 / (*cap).max(1) as f64);
        shares.fold(0.0, f64::max)
    }

    fn emptiest(&self, among: impl Fn(usize) -> bool) -> Option<usize> {
        let parts = (0..self.problem.parts).filter(|&part| among(part));
        parts.min_by(|&a, &b| self.filling(a).total_cmp(&self.filling(b)))
    }

    fn fits(&self, vertex: usize, part: usize) -> bool {
        let dimensions = self.problem.graph.dimensions;
        let loads = &self.loads[part * dimensions..][..dimensions];
        let caps = &self.problem.caps[part * dimensions..][..dimensions];
        let mut sums = loads
            .iter()
            .zip(caps)
            .zip(self.problem.graph.weight(vertex));
        self.problem.cost(vertex, part) < FORBIDDEN
            && sums.all(|((load, cap), weight)| load + weight <= *cap)
    }

    fn run(mut self, lots: &mut Lots) -> Vec<u32> {
        self.place_heavy(lots);
        let order = lots.order(self.part.len());
        let mut first = 0;
        while let Some(to) = self.emptiest(|part| self.open[part]) {
            while first < order.len() && self.part[order[first] as usize] != NOWHERE {
                first += 1;
            }
            match self.next(to, &order[first..]) {
                Some(vertex) => self.place(vertex, to, lots),
                None => self.open[to] = false,
            }
        }
        // What found no room: repair's business.
        for vertex in 0..self.part.len() {
            if self.part[vertex] == NOWHERE {
                let may = |part: usize| self.problem.cost(vertex, part) < FORBIDDEN;
                let to = self.emptiest(may).unwrap_or(0);
                self.place(vertex, to, lots);
            }
        }
        self.part
    }

    /// Places what takes a large share of a part while there is room: some with what pulls them, some apart, by lot.
    fn place_heavy(&mut self, lots: &mut Lots) {
        let graph = &self.problem.graph;
        let share = |vertex: usize| {
            let caps = self
                .problem
                .caps
                .iter()
                .zip(graph.weight(vertex).iter().cycle());
            caps.map(|(cap, weight)| *weight as f64 / (*cap).max(1) as f64)
                .fold(0.0, f64::max)
        };
        let all = (0..graph.vertices()).map(|vertex| (share(vertex), vertex));
        let mut heavy: Vec<(f64, usize)> = all.filter(|(share, _)| *share > HEAVY).collect();
        heavy.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, vertex) in heavy {
            let pulls = &self.pull[vertex * self.problem.parts..][..self.problem.parts];
            let fitting = (0..self.problem.parts).filter(|&part| self.fits(vertex, part));
            let dearest = fitting.max_by_key(|&part| (pulls[part], std::cmp::Reverse(part)));
            let drawn = dearest.filter(|&part| pulls[part] > 0 && lots.below(2) == 0);
            let to = drawn.or_else(|| self.emptiest(|part| self.fits(vertex, part)));
            if let Some(to) = to {
                self.place(vertex, to, lots);
            }
        }
    }

    /// What the part takes next: what it pulls most, else anything that fits.
    fn next(&mut self, to: usize, rest: &[u32]) -> Option<usize> {
        while let Some((_, _, vertex)) = self.heaps[to].pop() {
            if self.part[vertex as usize] == NOWHERE && self.fits(vertex as usize, to) {
                return Some(vertex as usize);
            }
        }
        let free = |vertex: usize| self.part[vertex] == NOWHERE && self.fits(vertex, to);
        rest.iter()
            .map(|&vertex| vertex as usize)
            .find(|&vertex| free(vertex))
    }

    fn place(&mut self, vertex: usize, to: usize, lots: &mut Lots) {
        let (graph, parts) = (&self.problem.graph, self.problem.parts);
        self.part[vertex] = to as u32;
        for (dimension, weight) in graph.weight(vertex).iter().enumerate() {
            self.loads[to * graph.dimensions + dimension] += weight;
        }
        for &net in graph.incident(vertex) {
            let reached = &mut self.reached[net as usize * parts + to];
            let pins = graph.pins(net as usize);
            if std::mem::replace(reached, true) || pins.len() > NET_PINS_MAX {
                continue;
            }
            for &pin in pins {
                if self.part[pin as usize] == NOWHERE {
                    self.pull[pin as usize * parts + to] += graph.net_weights[net as usize];
                    self.queue(pin as usize, to, lots.draw());
                }
            }
        }
    }
}
