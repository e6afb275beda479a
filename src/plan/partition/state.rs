//! [`State`]: a placement with the gain of every single move kept up to date.
//!
//! For every net the number of its pins in every part; for every vertex and part what the move there would keep
//! whole (the gain cache). A move touches the nets of the vertex, and in those only the pins whose gain changes.

use super::problem::{FORBIDDEN, Problem};

/// Nets with more pins are left out of the search: they span all parts whatever one does. The objective counts them.
pub const NET_PINS_MAX: usize = 1000;

/// A placement of a problem's vertices.
pub struct State<'a> {
    /// What is placed.
    pub problem: &'a Problem,
    /// Part by vertex.
    pub part: Vec<u32>,
    /// Weight by part × dimension.
    pub loads: Vec<i64>,
    /// Pins by net × part.
    pins_in: Vec<u16>,
    /// By vertex × part: weight of its nets that have a pin in the part, less the vertex's cost there.
    pull: Vec<i64>,
    /// By vertex: weight of its nets in which it is alone in its part, less the weight of all its nets, plus its cost where it is.
    leave: Vec<i64>,
}

impl<'a> State<'a> {
    /// The placement with all gains counted afresh.
    pub fn new(problem: &'a Problem, part: Vec<u32>) -> Self {
        let (graph, parts) = (&problem.graph, problem.parts);
        let mut state = Self {
            problem,
            loads: problem.loads(&part),
            part,
            pins_in: vec![0; graph.nets() * parts],
            pull: problem.costs.iter().map(|cost| -cost).collect(),
            leave: vec![0; graph.vertices()],
        };
        state.pull.resize(graph.vertices() * parts, 0);
        for net in 0..graph.nets() {
            let pins = graph.pins(net);
            if pins.len() > NET_PINS_MAX {
                continue;
            }
            let counts = &mut state.pins_in[net * parts..][..parts];
            for &pin in pins {
                counts[state.part[pin as usize] as usize] += 1;
            }
            let weight = graph.net_weights[net];
            for &pin in pins {
                let pull = &mut state.pull[pin as usize * parts..][..parts];
                for (pull, &count) in pull.iter_mut().zip(&*counts) {
                    *pull += if count > 0 { weight } else { 0 };
                }
                let alone = counts[state.part[pin as usize] as usize] == 1;
                state.leave[pin as usize] -= if alone { 0 } else { weight };
            }
        }
        for vertex in 0..graph.vertices() {
            state.leave[vertex] += problem.cost(vertex, state.part[vertex] as usize);
        }
        state
    }

    /// By how much the objective falls when the vertex goes to the part.
    pub fn gain(&self, vertex: usize, to: usize) -> i64 {
        self.leave[vertex] + self.pull[vertex * self.problem.parts + to]
    }

    /// Whether the caps of the part leave room for the vertex.
    pub fn fits(&self, vertex: usize, to: usize) -> bool {
        let dimensions = self.problem.graph.dimensions;
        if dimensions == 1 {
            return self.loads[to] + self.problem.graph.vertex_weights[vertex]
                <= self.problem.caps[to];
        }
        let room = self.loads[to * dimensions..]
            .iter()
            .zip(&self.problem.caps[to * dimensions..]);
        room.zip(self.problem.graph.weight(vertex))
            .all(|((load, cap), weight)| load + weight <= *cap)
    }

    /// The best other part with room, and the gain; on a tie the emptier one.
    pub fn best(&self, vertex: usize) -> Option<(i64, usize)> {
        let parts = self.problem.parts;
        let from = self.part[vertex] as usize;
        let pull = &self.pull[vertex * parts..][..parts];
        let mut best: Option<(i64, usize)> = None;
        for (to, &pull) in pull.iter().enumerate() {
            let better = best.is_none_or(|(most, at)| {
                pull > most
                    || pull == most
                        && self.loads[to * self.problem.graph.dimensions]
                            < self.loads[at * self.problem.graph.dimensions]
            });
            if better && to != from && self.fits(vertex, to) && self.may(vertex, to) {
                best = Some((pull, to));
            }
        }
        best.map(|(pull, to)| (self.leave[vertex] + pull, to))
    }

    /// The part that gains most whatever its caps, and the gain.
    pub fn best_regardless(&self, vertex: usize) -> Option<(i64, usize)> {
        let parts = self.problem.parts;
        let from = self.part[vertex] as usize;
        let pull = &self.pull[vertex * parts..][..parts];
        let others = pull.iter().zip(0..).filter(|&(_, to)| to != from);
        let best = others.max_by_key(|&(&pull, to)| (pull, std::cmp::Reverse(to)));
        best.map(|(&pull, to)| (self.leave[vertex] + pull, to))
    }

    /// Whether the vertex may be in the part at all.
    pub fn may(&self, vertex: usize, part: usize) -> bool {
        self.problem.cost(vertex, part) < FORBIDDEN
    }

    /// By how much the part is over its caps: the sum over dimensions of the share of the cap.
    pub fn excess(&self, part: usize) -> f64 {
        let dimensions = self.problem.graph.dimensions;
        let loads = &self.loads[part * dimensions..][..dimensions];
        let caps = &self.problem.caps[part * dimensions..][..dimensions];
        let over = loads.iter().zip(caps).filter(|(load, cap)| load > cap);
        over.map(|(load, cap)| (load - cap) as f64 / (*cap).max(1) as f64)
            .sum()
    }

    /// By how much the excess of the part falls when the vertex leaves it.
    pub fn relief(&self, vertex: usize, part: usize) -> f64 {
        let dimensions = self.problem.graph.dimensions;
        let loads = &self.loads[part * dimensions..][..dimensions];
        let caps = &self.problem.caps[part * dimensions..][..dimensions];
        let over = loads
            .iter()
            .zip(caps)
            .zip(self.problem.graph.weight(vertex));
        over.map(|((load, cap), weight)| {
            (load - cap).clamp(0, *weight) as f64 / (*cap).max(1) as f64
        })
        .sum()
    }

    /// Moves the vertex; `changed` hears of vertices whose gains changed, some of them repeatedly.
    pub fn shift(&mut self, vertex: usize, to: usize, mut changed: impl FnMut(u32)) {
        let (graph, parts) = (&self.problem.graph, self.problem.parts);
        let from = std::mem::replace(&mut self.part[vertex], to as u32) as usize;
        for (dimension, weight) in graph.weight(vertex).iter().enumerate() {
            self.loads[from * graph.dimensions + dimension] -= weight;
            self.loads[to * graph.dimensions + dimension] += weight;
        }
        let mut leave = self.problem.cost(vertex, to);
        for &net in graph.incident(vertex) {
            let net = net as usize;
            let pins = graph.pins(net);
            if pins.len() > NET_PINS_MAX {
                continue;
            }
            let weight = graph.net_weights[net];
            let left = &mut self.pins_in[net * parts + from];
            *left -= 1;
            let left = *left;
            let there = &mut self.pins_in[net * parts + to];
            *there += 1;
            let there = *there;
            leave -= if there == 1 { 0 } else { weight };
            if left > 1 && there > 2 {
                continue;
            }
            for &pin in pins {
                let other = pin as usize;
                let mut touched = false;
                if left == 0 {
                    self.pull[other * parts + from] -= weight;
                    touched = true;
                }
                if there == 1 {
                    self.pull[other * parts + to] += weight;
                    touched = true;
                }
                if left == 1 && self.part[other] as usize == from {
                    self.leave[other] += weight;
                    touched = true;
                }
                if there == 2 && other != vertex && self.part[other] as usize == to {
                    self.leave[other] -= weight;
                    touched = true;
                }
                if touched {
                    changed(pin);
                }
            }
        }
        self.leave[vertex] = leave;
    }

    /// Whether some net of the vertex spans parts, or another part is cheaper.
    pub fn on_border(&self, vertex: usize) -> bool {
        let parts = self.problem.parts;
        let from = self.part[vertex] as usize;
        let pull = &self.pull[vertex * parts..][..parts];
        let idle = -self.problem.cost(vertex, 0);
        !self.problem.costs.is_empty()
            || pull
                .iter()
                .enumerate()
                .any(|(to, &pull)| to != from && pull != idle)
    }
}
