//! [`among_few_caps`]: a search among many caps of which few bind.
//!
//! Every hour of a week has a cap of its own, and most of them never matter. So the search looks at the tightest few,
//! then also at those that the placement it found exceeds, until none is exceeded; if that takes too long, at all.

use super::problem::Problem;

/// Caps (dimensions) to begin with, and to add at a time.
const FEW: usize = 4;
/// Searches before one that looks at all.
const ROUNDS: usize = 6;

/// What `search` finds for `problem` within all its caps, by way of problems with fewer.
pub fn among_few_caps(problem: &Problem, search: impl Fn(&Problem) -> Vec<u32>) -> Vec<u32> {
    let mut tightest = by_tightness(problem);
    if tightest.len() <= 2 * FEW {
        return search(problem);
    }
    let mut waiting = tightest.split_off(FEW);
    let mut looked_at = tightest;
    for _ in 0..ROUNDS {
        looked_at.sort_unstable();
        let found = search(&problem.of_dimensions(&looked_at));
        let mut exceeded = excess(problem, &found);
        exceeded.truncate(FEW);
        if exceeded.is_empty() {
            return found;
        }
        waiting.retain(|dimension| !exceeded.contains(dimension));
        let news = exceeded
            .iter()
            .filter(|dimension| !looked_at.contains(dimension));
        let news: Vec<usize> = news.copied().collect();
        if news.is_empty() || waiting.is_empty() {
            break;
        }
        looked_at.extend(news);
    }
    search(problem)
}

/// The dimensions, those first that need most of their caps.
fn by_tightness(problem: &Problem) -> Vec<usize> {
    let dimensions = problem.graph.dimensions;
    let caps = |dimension: usize| {
        let caps = problem.caps.iter().skip(dimension).step_by(dimensions);
        caps.map(|cap| *cap as f64).sum::<f64>()
    };
    let totals = problem.graph.total_weights();
    let need: Vec<f64> = (0..dimensions)
        .map(|dimension| totals[dimension] as f64 / caps(dimension).max(1.0))
        .collect();
    let mut order: Vec<usize> = (0..dimensions).collect();
    order.sort_by(|&a, &b| need[b].total_cmp(&need[a]).then(a.cmp(&b)));
    order
}

/// The dimensions in which a part is over its cap, the most exceeded first.
fn excess(problem: &Problem, part: &[u32]) -> Vec<usize> {
    let dimensions = problem.graph.dimensions;
    let mut over = vec![0.0_f64; dimensions];
    for (at, (load, cap)) in problem.loads(part).iter().zip(&problem.caps).enumerate() {
        let share = (load - cap) as f64 / (*cap).max(1) as f64;
        let most = &mut over[at % dimensions];
        *most = most.max(share);
    }
    let mut found: Vec<usize> = (0..dimensions).filter(|&d| over[d] > 0.0).collect();
    found.sort_by(|&a, &b| over[b].total_cmp(&over[a]).then(a.cmp(&b)));
    found
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::plan::partition::{Effort, Hypergraph, partition};

    const BINDING: usize = 18;

    /// Twelve vertices in pairs used together that would all rather be in part 0. Of the 20 caps, all loose in sum,
    /// one lets only two pairs be there.
    fn problem() -> Problem {
        let weight = |vertex: usize, dimension: usize| {
            let heavier = dimension == BINDING && vertex.is_multiple_of(2);
            i64::from(heavier) + 1
        };
        let weights = (0..12).flat_map(|v| (0..20).map(move |d| weight(v, d)));
        let nets = (0..6).map(|n| (1, vec![2 * n, 2 * n + 1]));
        let graph = Hypergraph::new(20, weights.collect(), nets);
        let mut problem = Problem::balanced(graph, 2, 0.5);
        problem.caps[BINDING] = 6;
        problem.caps[20 + BINDING] = 100;
        problem.costs = [0, 1].repeat(12);
        problem
    }

    fn searched(problem: &Problem) -> (Vec<u32>, Vec<usize>) {
        let sizes = RefCell::new(Vec::new());
        let found = among_few_caps(problem, |problem| {
            sizes.borrow_mut().push(problem.graph.dimensions);
            partition(problem, &Effort::THOROUGH, 1)
        });
        (found, sizes.into_inner())
    }

    #[test]
    fn every_cap_holds_though_few_are_looked_at() {
        let problem = problem();
        let (found, sizes) = searched(&problem);
        assert!(problem.fits(&found));
        assert_eq!(
            problem.objective(&found),
            8,
            "two pairs in part 0: {found:?}"
        );
        assert_eq!(sizes, [FEW, FEW + 1]);
    }

    #[test]
    fn what_cannot_be_kept_is_looked_at_whole_in_the_end() {
        let mut problem = problem();
        problem.caps[BINDING] = 1;
        problem.caps[20 + BINDING] = 1;
        let (_, sizes) = searched(&problem);
        assert_eq!(sizes.last(), Some(&20));
    }
}
