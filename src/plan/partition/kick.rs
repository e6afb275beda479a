//! Ways out of placements that no single step improves: a forced move, what follows from it, and back unless that gained.
//!
//! Iterated local search (Lourenço, Martin and Stützle 2003), for problems small enough to do it often.

use super::lots::Lots;
use super::refine::settle;
use super::repair::repair;
use super::state::State;
use super::trade::trade;

/// Kicks after which even the smallest problem is settled.
const KICKS_MAX: usize = 5000;

/// Moves the vertex, whatever it costs, if it may be there at all.
fn force(state: &mut State<'_>, vertex: usize, to: usize) {
    if state.part[vertex] as usize != to && state.may(vertex, to) {
        state.shift(vertex, to, |_| {});
    }
}

/// Kicks the placement as often as `budget` allows, kicks times vertices; the gain.
pub fn kick(state: &mut State<'_>, budget: usize, lots: &mut Lots) -> i64 {
    let (vertices, parts) = (state.part.len() as u32, state.problem.parts as u32);
    if vertices == 0 || parts < 2 {
        return 0;
    }
    let before = state.problem.rank(&state.part);
    let mut best = (before, state.part.clone());
    for _ in 0..(budget / vertices as usize).min(KICKS_MAX) {
        for _ in 0..=lots.below(3) {
            let (vertex, other) = (lots.below(vertices) as usize, lots.below(vertices) as usize);
            let from = state.part[vertex] as usize;
            // A swap keeps the caps better, a move changes more.
            if lots.below(2) == 0 {
                let to = state.part[other] as usize;
                force(state, other, from);
                force(state, vertex, to);
            } else {
                force(state, vertex, lots.below(parts) as usize);
            }
        }
        repair(state);
        while settle(state, lots) + trade(state, lots) > 0 {}
        let rank = state.problem.rank(&state.part);
        if rank <= best.0 {
            best = (rank, state.part.clone());
        } else {
            for (vertex, &to) in best.1.iter().enumerate() {
                if state.part[vertex] != to {
                    state.shift(vertex, to as usize, |_| {});
                }
            }
        }
    }
    before.1 - best.0.1
}
