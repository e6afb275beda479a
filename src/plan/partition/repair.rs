//! Brings a placement within the caps, at the least loss for the room it makes.

use super::state::State;

/// Passes after which a placement that is still over its caps stays so.
const PASSES: usize = 16;

/// Moves vertices out of parts that are over their caps; true when all parts fit in the end.
pub fn repair(state: &mut State<'_>) -> bool {
    for _ in 0..PASSES {
        let over: Vec<usize> = (0..state.problem.parts)
            .filter(|&part| state.excess(part) > 0.0)
            .collect();
        if over.is_empty() {
            return true;
        }
        let mut moved = false;
        for part in over {
            moved |= empty_out(state, part) || exchange(state, part);
        }
        if !moved {
            return false;
        }
    }
    (0..state.problem.parts).all(|part| state.excess(part) == 0.0)
}

/// Moves what loses least out of one part until it fits; true when anything moved.
fn empty_out(state: &mut State<'_>, part: usize) -> bool {
    let mut ranked: Vec<(f64, usize)> = Vec::new();
    for vertex in 0..state.part.len() {
        let room = state.relief(vertex, part);
        if state.part[vertex] as usize == part
            && room > 0.0
            && let Some((gain, _)) = state.best(vertex)
        {
            ranked.push((worth(gain, room), vertex));
        }
    }
    ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut moved = false;
    for (_, vertex) in ranked {
        if state.excess(part) == 0.0 {
            break;
        }
        if let Some((_, to)) = state.best(vertex) {
            state.shift(vertex, to, |_| {});
            moved = true;
        }
    }
    moved
}

/// Swaps a heavy vertex of the part for a lighter one of another part that has room for the difference.
fn exchange(state: &mut State<'_>, part: usize) -> bool {
    let before = state.excess(part);
    let inside: Vec<usize> = (0..state.part.len())
        .filter(|&vertex| state.part[vertex] as usize == part)
        .collect();
    let outside: Vec<usize> = (0..state.part.len())
        .filter(|&vertex| state.part[vertex] as usize != part)
        .collect();
    for &heavy in inside.iter().rev() {
        if state.relief(heavy, part) <= 0.0 {
            continue;
        }
        for &light in &outside {
            let to = state.part[light] as usize;
            if !state.may(heavy, to) || !state.may(light, part) {
                continue;
            }
            let there = state.excess(to);
            state.shift(light, part, |_| {});
            state.shift(heavy, to, |_| {});
            if state.excess(to) <= there && state.excess(part) < before {
                return true;
            }
            state.shift(heavy, part, |_| {});
            state.shift(light, to, |_| {});
        }
    }
    false
}

fn worth(gain: i64, room: f64) -> f64 {
    if gain > 0 {
        gain as f64 * room
    } else {
        gain as f64 / room
    }
}
