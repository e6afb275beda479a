//! Local search: passes of improving moves, then searches that may get worse on the way to better.
//!
//! The second kind is Fiduccia and Mattheyses (1982) with several parts, started from a few border vertices at a
//! time and growing along changed gains; what does not pay in the end is rolled back to the best prefix.

use std::collections::BinaryHeap;

use super::lots::Lots;
use super::state::State;
use super::trade::trade;

/// Border vertices that one search starts from.
const SEEDS: usize = 25;

/// Searches that only got worse for this many steps may stop.
const PATIENCE: f64 = 10.0;
/// They must at this many.
const STEPS_MAX: f64 = 400.0;
/// Passes of single moves.
const PASSES: usize = 5;

/// Refines by all means, up to `rounds` times; the gain.
pub fn refine(state: &mut State<'_>, rounds: usize, lots: &mut Lots) -> i64 {
    let mut gained = settle(state, lots);
    let mut search = Search::new(state.part.len());
    for _ in 0..rounds {
        let now = search.round(state, lots) + trade(state, lots);
        gained += now;
        // A round that adds less than 0.2 % is followed by worse.
        if now * 500 <= gained {
            break;
        }
    }
    gained
}

/// Passes of single moves that gain; the gain.
pub fn settle(state: &mut State<'_>, lots: &mut Lots) -> i64 {
    let count = state.part.len();
    let order = lots.order(count);
    let mut stirred = vec![true; count];
    let mut total = 0;
    for _ in 0..PASSES {
        let mut gained = 0;
        for &vertex in &order {
            let vertex = vertex as usize;
            if !std::mem::replace(&mut stirred[vertex], false) {
                continue;
            }
            if let Some((gain, to)) = state.best(vertex)
                && gain > 0
            {
                gained += gain;
                state.shift(vertex, to, |pin| stirred[pin as usize] = true);
            }
        }
        total += gained;
        if gained == 0 {
            break;
        }
    }
    total
}

/// Rounds of searches over one state; keeps its memory between them.
struct Search {
    /// (gain, tie, vertex); an entry counts while the vertex is queued at that gain.
    heap: BinaryHeap<(i64, u32, u32)>,
    /// By vertex: the search of this round that moved it, 0 for none.
    moved_by: Vec<u32>,
    /// By vertex: the search of this round that queued it last, and at which gain.
    queued_by: Vec<u32>,
    queued_at: Vec<i64>,
    number: u32,
    /// Vertices moved by the search at hand, with where they came from.
    log: Vec<(u32, u32)>,
    changed: Vec<u32>,
}

impl Search {
    fn new(count: usize) -> Self {
        Self {
            heap: BinaryHeap::new(),
            moved_by: vec![0; count],
            queued_by: vec![0; count],
            queued_at: vec![0; count],
            number: 0,
            log: Vec::new(),
            changed: Vec::new(),
        }
    }

    /// One round over all border vertices; the gain.
    fn round(&mut self, state: &mut State<'_>, lots: &mut Lots) -> i64 {
        self.moved_by.fill(0);
        self.queued_by.fill(0);
        self.number = 0;
        let all = 0..state.part.len() as u32;
        let mut border: Vec<u32> = all.filter(|&v| state.on_border(v as usize)).collect();
        lots.shuffle(&mut border);
        let mut border = border.into_iter();
        let mut gained = 0;
        while border.len() > 0 {
            self.number += 1;
            self.heap.clear();
            let mut seeds = 0;
            while seeds < SEEDS
                && let Some(vertex) = border.next()
            {
                // What an earlier search of this round has seen has had its chance.
                let at = vertex as usize;
                if self.queued_by[at] == 0 && self.moved_by[at] == 0 {
                    self.queue(state, vertex, lots);
                    seeds += 1;
                }
            }
            gained += self.run(state, lots);
        }
        gained
    }

    fn queue(&mut self, state: &State<'_>, vertex: u32, lots: &mut Lots) {
        let Some((gain, _)) = state.best(vertex as usize) else {
            return;
        };
        let at = vertex as usize;
        // A gain that fell is found out when its turn comes.
        if self.queued_by[at] == self.number && self.queued_at[at] >= gain {
            return;
        }
        self.queued_by[at] = self.number;
        self.queued_at[at] = gain;
        self.heap.push((gain, lots.draw(), vertex));
    }

    /// Moves the best that is queued until nothing is or it no longer pays to hope; the gain of what is kept.
    fn run(&mut self, state: &mut State<'_>, lots: &mut Lots) -> i64 {
        let (mut gained, mut best, mut kept) = (0, 0, 0);
        let mut hope = Hope::default();
        while let Some((gain, _, vertex)) = self.heap.pop() {
            let at = vertex as usize;
            if self.moved_by[at] != 0 || self.queued_at[at] != gain {
                continue;
            }
            let Some((now, to)) = state.best(at) else {
                self.queued_at[at] = i64::MIN;
                continue;
            };
            if now < gain {
                self.queued_at[at] = now;
                self.heap.push((now, lots.draw(), vertex));
                continue;
            }
            self.moved_by[at] = self.number;
            self.log.push((vertex, state.part[at]));
            let mut changed = std::mem::take(&mut self.changed);
            state.shift(at, to, |pin| changed.push(pin));
            gained += now;
            if gained > best {
                (best, kept) = (gained, self.log.len());
                hope = Hope::default();
            } else if hope.is_lost_after(now) {
                changed.clear();
                self.changed = changed;
                break;
            }
            for pin in changed.drain(..) {
                if self.moved_by[pin as usize] == 0 {
                    self.queue(state, pin, lots);
                }
            }
            self.changed = changed;
        }
        for (vertex, from) in self.log.drain(kept..).rev() {
            state.shift(vertex as usize, from as usize, |_| {});
            self.moved_by[vertex as usize] = 0;
        }
        self.log.clear();
        best
    }
}

/// Gains since the best prefix, taken as a random walk: whether it may still come back (Osipov and Sanders 2010).
#[derive(Default)]
struct Hope {
    steps: f64,
    mean: f64,
    /// Sum of squared distances from the mean (Welford 1962).
    squares: f64,
}

impl Hope {
    fn is_lost_after(&mut self, gain: i64) -> bool {
        self.steps += 1.0;
        let away = gain as f64 - self.mean;
        self.mean += away / self.steps;
        self.squares += away * (gain as f64 - self.mean);
        let variance = self.squares / (self.steps - 1.0).max(1.0);
        let falling = self.mean <= 0.0 && self.steps * self.mean * self.mean > variance;
        self.steps > PATIENCE && falling || self.steps > STEPS_MAX
    }
}
