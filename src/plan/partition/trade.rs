//! Moves that need room made for them: swaps and short chains of evictions, for when the caps bind.
//!
//! A vertex that gains in a full part goes there, and others leave that part, those that lose least for the room they
//! give, to any part that has room. The chain stays when it gains in sum, else it is undone.

use super::lots::Lots;
use super::state::State;

/// Vertices kept in mind per ordered pair of parts.
const CANDIDATES: usize = 64;
/// Vertices that may make room for one.
const EVICTED_MAX: usize = 4;

/// One pass over the vertices that are kept from their best part by its caps; the gain.
pub fn trade(state: &mut State<'_>, lots: &mut Lots) -> i64 {
    let mut blocked: Vec<(i64, u32, u32, u32)> = Vec::new();
    for vertex in 0..state.part.len() {
        if let Some((gain, to)) = state.best_regardless(vertex)
            && gain > 0
        {
            blocked.push((gain, lots.draw(), vertex as u32, to as u32));
        }
    }
    if blocked.is_empty() {
        return 0;
    }
    blocked.sort_unstable_by(|a, b| b.cmp(a));
    let exits = Exits::new(state);
    let mut total = 0;
    for (_, _, vertex, to) in blocked {
        total += enter(state, &exits, vertex as usize, to as usize);
    }
    total
}

/// Brings the vertex into the part and makes room there; the gain, 0 when that does not pay.
fn enter(state: &mut State<'_>, exits: &Exits, vertex: usize, to: usize) -> i64 {
    let from = state.part[vertex] as usize;
    let mut gained = state.gain(vertex, to);
    if from == to || gained <= 0 {
        return 0;
    }
    let mut log = vec![(vertex, from)];
    state.shift(vertex, to, |_| {});
    while state.excess(to) > 0.0 && log.len() <= EVICTED_MAX {
        let Some((gain, other, part)) = exits.cheapest(state, to, vertex, gained) else {
            break;
        };
        log.push((other, to));
        state.shift(other, part, |_| {});
        gained += gain;
    }
    if gained > 0 && state.excess(to) == 0.0 {
        return gained;
    }
    for (vertex, from) in log.into_iter().rev() {
        state.shift(vertex, from, |_| {});
    }
    0
}

/// By ordered pair of parts the vertices that lose least on the way from one to the other.
struct Exits {
    lists: Vec<Vec<u32>>,
}

impl Exits {
    fn new(state: &State<'_>) -> Self {
        let parts = state.problem.parts;
        let mut ranked: Vec<Vec<(i64, u32)>> = vec![Vec::new(); parts * parts];
        for vertex in 0..state.part.len() {
            let from = state.part[vertex] as usize;
            for to in (0..parts).filter(|&to| to != from) {
                let list = &mut ranked[from * parts + to];
                list.push((state.gain(vertex, to), vertex as u32));
                if list.len() > 4 * CANDIDATES {
                    keep_best(list);
                }
            }
        }
        let lists = ranked.into_iter().map(|mut list| {
            keep_best(&mut list);
            list.into_iter().map(|(_, vertex)| vertex).collect()
        });
        Self {
            lists: lists.collect(),
        }
    }

    /// What may leave `part` at the least loss for the room it gives, and where to; only if `gained` covers the loss.
    fn cheapest(
        &self,
        state: &State<'_>,
        part: usize,
        except: usize,
        gained: i64,
    ) -> Option<(i64, usize, usize)> {
        let parts = state.problem.parts;
        let mut best: Option<(f64, i64, usize, usize)> = None;
        for to in (0..parts).filter(|&to| to != part) {
            for &vertex in &self.lists[part * parts + to] {
                let vertex = vertex as usize;
                if state.part[vertex] as usize != part
                    || vertex == except
                    || !state.fits(vertex, to)
                {
                    continue;
                }
                let gain = state.gain(vertex, to);
                let room = state.relief(vertex, part);
                if gained + gain <= 0 || room <= 0.0 {
                    continue;
                }
                // A gain counts whole, a loss by the room it buys.
                let worth = if gain > 0 {
                    gain as f64
                } else {
                    gain as f64 / room
                };
                if best.is_none_or(|(most, ..)| worth > most) {
                    best = Some((worth, gain, vertex, to));
                }
            }
        }
        best.map(|(_, gain, vertex, to)| (gain, vertex, to))
    }
}

fn keep_best(list: &mut Vec<(i64, u32)>) {
    if list.len() > CANDIDATES {
        list.select_nth_unstable_by(CANDIDATES, |a, b| b.cmp(a));
        list.truncate(CANDIDATES);
    }
    list.sort_unstable_by(|a, b| b.cmp(a));
}
