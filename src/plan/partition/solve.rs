//! The ways in: a placement from nothing, and one that is better than an incumbent by more than its moves cost.

use super::effort::Effort;
use super::kick::kick;
use super::lots::Lots;
use super::multilevel::{cycle, place};
use super::problem::Problem;
use super::refine::settle;
use super::repair::repair;
use super::state::State;

/// Share of the objective below which an improvement on an incumbent is not worth proposing.
const MIN_IMPROVEMENT: f64 = 0.001;
/// Most steps from an incumbent; each lowers the objective by [`MIN_IMPROVEMENT`] or more.
const STEPS_MAX: usize = 64;

/// Where the vertices are now, and what it costs to move each.
#[derive(Clone, Copy, Debug)]
pub struct Incumbent<'a> {
    /// Part by vertex.
    pub part: &'a [u32],
    /// Price of leaving that part, by vertex, in the unit of the net weights.
    pub prices: &'a [i64],
}

/// A placement from nothing. Over its caps only when the search found none within; [`Problem::fits`] tells.
pub fn partition(problem: &Problem, effort: &Effort, seed: u64) -> Vec<u32> {
    let mut lots = Lots::of_seed(seed);
    let mut found = Vec::new();
    for _ in 0..effort.starts {
        let part = place(problem, effort, &mut lots);
        found.push(kicked(problem, part, effort, &mut lots));
    }
    let mut part = combine(problem, found, effort, &mut lots);
    for _ in 0..effort.cycles {
        part = cycle(problem, &part, &part, effort, &mut lots);
    }
    part
}

fn kicked(problem: &Problem, part: Vec<u32>, effort: &Effort, lots: &mut Lots) -> Vec<u32> {
    if effort.kicks == 0 {
        return part;
    }
    let mut state = State::new(problem, part);
    kick(&mut state, effort.kicks, lots);
    state.part
}

/// The best placement, improved along each of the others: what is together in both moves as one.
fn combine(
    problem: &Problem,
    mut found: Vec<Vec<u32>>,
    effort: &Effort,
    lots: &mut Lots,
) -> Vec<u32> {
    if found.len() > 1 {
        found.sort_by_cached_key(|part| problem.rank(part));
    }
    let mut found = found.into_iter();
    let mut best = found.next().unwrap_or_default();
    for other in found {
        best = cycle(problem, &best, &other, effort, lots);
    }
    best
}

/// The incumbent, or a placement that is better by more than the moves there cost; where the incumbent is over its caps,
/// the best found that is not.
///
/// Repeats the search from its own answer until that stays, so an answer taken as the incumbent is the answer again.
pub fn repartition(
    problem: &Problem,
    incumbent: &Incumbent<'_>,
    effort: &Effort,
    seed: u64,
) -> Vec<u32> {
    let mut part = incumbent.part.to_vec();
    for _ in 0..STEPS_MAX {
        let from = Incumbent {
            part: &part,
            prices: incumbent.prices,
        };
        let next = step(problem, &from, effort, seed);
        if next == part {
            break;
        }
        part = next;
    }
    part
}

/// One search from the incumbent: along it, and from nothing, and what combines them.
fn step(problem: &Problem, incumbent: &Incumbent<'_>, effort: &Effort, seed: u64) -> Vec<u32> {
    let home = incumbent.part;
    let mut lots = Lots::of_seed(seed);
    let priced = problem.with_prices(home, incumbent.prices);
    let mut state = State::new(&priced, home.to_vec());
    repair(&mut state);
    let stay = state.part;
    let mut found = vec![cycle(&priced, &stay, home, effort, &mut lots)];
    for _ in 0..effort.starts {
        let part = place(&priced, effort, &mut lots);
        found.push(cycle(&priced, &part, home, effort, &mut lots));
    }
    let mut best = combine(&priced, found, effort, &mut lots);
    for _ in 0..effort.cycles {
        best = cycle(&priced, &best, home, effort, &mut lots);
    }
    let mut state = State::new(&priced, kicked(&priced, best, effort, &mut lots));
    settle(&mut state, &mut lots);
    send_back(&mut state, home);
    let ((over_before, before), (over_after, after)) =
        (priced.rank(&stay), priced.rank(&state.part));
    let saved = (before - after) as f64;
    let worth = saved > 0.0 && saved >= MIN_IMPROVEMENT * before as f64;
    let better = if over_before == over_after {
        worth
    } else {
        over_before
    };
    if better { state.part } else { stay }
}

/// Returns every vertex home that loses nothing by it.
fn send_back(state: &mut State<'_>, home: &[u32]) {
    for (vertex, &to) in home.iter().enumerate() {
        let away = state.part[vertex] != to;
        let to = to as usize;
        if away && state.gain(vertex, to) >= 0 && state.fits(vertex, to) {
            state.shift(vertex, to, |_| {});
        }
    }
}
