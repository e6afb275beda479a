//! Coarsen, place, refine on the way back.
//!
//! The scheme of Hendrickson and Leland (1995), for hypergraphs of Karypis, Aggarwal, Kumar and Shekhar (1999).

use std::collections::BTreeMap;

use super::coarsen::cluster;
use super::effort::Effort;
use super::initial::best_grown;
use super::lots::Lots;
use super::problem::{FORBIDDEN, Problem};
use super::refine::refine;
use super::state::State;

/// A placement of the problem from nothing.
pub fn place(problem: &Problem, effort: &Effort, lots: &mut Lots) -> Vec<u32> {
    let kinds = kinds(problem, |_| (0, 0));
    descend(problem, kinds, None, effort, lots)
}

/// The placement, improved: only vertices of the same part and the same `home` meet on the way to the coarsest level, so
/// it starts from exactly this placement there. Never worse.
pub fn cycle(
    problem: &Problem,
    part: &[u32],
    home: &[u32],
    effort: &Effort,
    lots: &mut Lots,
) -> Vec<u32> {
    let kinds = kinds(problem, |vertex| (part[vertex], home[vertex]));
    descend(problem, kinds, Some(part), effort, lots)
}

/// By vertex a number: vertices of the same number have the same `key` and may be in the same parts.
fn kinds(problem: &Problem, key: impl Fn(usize) -> (u32, u32)) -> Vec<u32> {
    let mut numbers = BTreeMap::new();
    let vertices = 0..problem.graph.vertices();
    let number = |vertex| {
        let parts = 0..problem.parts as u32;
        let forbidden = |&part: &u32| problem.cost(vertex, part as usize) == FORBIDDEN;
        let barred: Vec<u32> = parts.filter(forbidden).collect();
        let next = numbers.len() as u32;
        *numbers.entry((key(vertex), barred)).or_insert(next)
    };
    vertices.map(number).collect()
}

fn descend(
    problem: &Problem,
    mut kinds: Vec<u32>,
    start: Option<&[u32]>,
    effort: &Effort,
    lots: &mut Lots,
) -> Vec<u32> {
    let enough = effort.coarse_per_part * problem.parts;
    let totals = problem.graph.total_weights().into_iter();
    let weight_max: Vec<i64> = totals.map(|total| total / enough as i64).collect();
    let mut levels: Vec<(Problem, Vec<u32>)> = Vec::new();
    let mut start = start.map(<[u32]>::to_vec);
    loop {
        let fine = levels.last().map_or(problem, |(coarse, _)| coarse);
        let count = fine.graph.vertices();
        if count <= enough {
            break;
        }
        let (into, clusters) = cluster(&fine.graph, &kinds, &weight_max, lots);
        // Too little left to merge for another level to pay.
        if clusters * 10 > count * 9 {
            break;
        }
        let coarse = fine.contract(&into, clusters);
        kinds = carry(&kinds, &into, clusters);
        start = start.map(|part| carry(&part, &into, clusters));
        levels.push((coarse, into));
    }
    let coarsest = levels.last().map_or(problem, |(coarse, _)| coarse);
    let mut part = start.unwrap_or_else(|| best_grown(coarsest, effort.tries, lots));
    while let Some((coarse, into)) = levels.pop() {
        part = refined(&coarse, part, effort, lots);
        part = (into.iter()).map(|&into| part[into as usize]).collect();
    }
    refined(problem, part, effort, lots)
}

fn refined(problem: &Problem, part: Vec<u32>, effort: &Effort, lots: &mut Lots) -> Vec<u32> {
    let mut state = State::new(problem, part);
    refine(&mut state, effort.rounds, lots);
    state.part
}

/// What all members of a cluster have in common, by cluster.
fn carry(of_vertex: &[u32], into: &[u32], clusters: usize) -> Vec<u32> {
    let mut of_cluster = vec![0; clusters];
    for (value, &into) in of_vertex.iter().zip(into) {
        of_cluster[into as usize] = *value;
    }
    of_cluster
}
