//! [`Far`]: what accesses between regions cost more than accesses between shards of one.
//!
//! For the partitioner a net is cut or not, whatever lies between its ends. Where every shard has a region of its own
//! that is all there is, and the price of leaving the region is added to the weight of the net. Where several
//! shards share a region, it first looks for a placement as if every cut left the region, then goes by what
//! each vertex would pay in each shard as the others then lie, and the best by the true price is kept.

use std::collections::BTreeMap;

use super::input::PlanInput;
use super::objective::Border;
use super::partition::Hypergraph;

/// Pairs and the price of lying in different regions, where some shards share a region and others do not.
#[derive(Debug)]
pub(super) struct Far {
    /// By vertex: the other end, and what their accesses cost between regions.
    pairs: Vec<Vec<(u32, i64)>>,
    /// By shard.
    regions: Vec<usize>,
    /// The board's graph as if every cut left the region.
    pub one_region_each: Hypergraph,
}

/// How the shards share regions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Regions {
    /// Leaving the region costs nothing, or there is one region only.
    Alike,
    /// Each shard has its own.
    Own,
    /// Some share one.
    Shared,
}

impl Regions {
    pub fn of(input: &PlanInput) -> Self {
        let regions = regions(input);
        let count = regions.iter().max().map_or(0, |last| last + 1);
        match count {
            _ if Border::Region.usd(input) <= 0.0 => Self::Alike,
            0 | 1 => Self::Alike,
            count if count == regions.len() => Self::Own,
            _ => Self::Shared,
        }
    }
}

fn regions(input: &PlanInput) -> Vec<usize> {
    let mut known = BTreeMap::new();
    let number = |region| {
        let next = known.len();
        *known.entry(region).or_insert(next)
    };
    input
        .shards
        .iter()
        .map(|site| site.region.as_str())
        .map(number)
        .collect()
}

impl Far {
    /// `pairs`: two vertices and what their accesses cost between regions.
    pub fn new(
        input: &PlanInput,
        vertices: usize,
        pairs: impl Iterator<Item = (u32, u32, i64)>,
        one_region_each: Hypergraph,
    ) -> Self {
        let mut of_vertex = vec![Vec::new(); vertices];
        for (a, b, weight) in pairs.filter(|(a, b, _)| a != b) {
            of_vertex[a as usize].push((b, weight));
            of_vertex[b as usize].push((a, weight));
        }
        Self {
            pairs: of_vertex,
            regions: regions(input),
            one_region_each,
        }
    }

    fn are_apart(&self, a: usize, b: usize) -> bool {
        self.regions[a] != self.regions[b]
    }

    /// What all pairs cost.
    pub fn cost(&self, part: &[u32]) -> i64 {
        let of_vertex = (0..part.len()).map(|vertex| self.at(part, vertex, part[vertex] as usize));
        of_vertex.sum::<i64>() / 2
    }

    /// What the pairs of a vertex would cost if it lay in `at`.
    pub fn at(&self, part: &[u32], vertex: usize, at: usize) -> i64 {
        let pairs = self.pairs[vertex].iter();
        let far = pairs.filter(|(other, _)| self.are_apart(at, part[*other as usize] as usize));
        far.map(|(_, weight)| weight).sum()
    }

    /// By vertex × shard what its pairs would cost there as the others lie.
    pub fn tolls(&self, part: &[u32]) -> Vec<i64> {
        let shards = self.regions.len();
        (0..part.len())
            .flat_map(|vertex| (0..shards).map(move |at| self.at(part, vertex, at)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::plan::input::CoAccess;
    use crate::plan::proposal::placement_cost;
    use crate::plan::sample::{segment, site, two_regions};
    use crate::plan::{Objective, Proposal, TermKind, propose};

    fn targets(proposal: &Proposal) -> BTreeMap<usize, usize> {
        let moves = proposal.moves.iter();
        moves.map(|planned| (planned.segment, planned.to)).collect()
    }

    /// Two pairs used together, each with one end abroad; `a` and `c` share a region.
    fn pairs(usd: f64) -> PlanInput {
        let mut input = two_regions();
        input.shards.push(site("c", "us-east-1"));
        input.policy.usd_per_cross_region_access = usd;
        input.segments = [
            ("prefix:p/", 0),
            ("prefix:q/", 1),
            ("prefix:r/", 2),
            ("prefix:s/", 1),
        ]
        .map(|(text, shard)| segment(text, shard, 10, vec![]))
        .into();
        input.coaccess = [(0, 1), (2, 3)]
            .map(|(a, b)| CoAccess {
                a,
                b,
                observed: 1000.0,
                expected: 1000.0,
            })
            .into();
        input
    }

    #[test]
    fn what_is_used_together_comes_into_one_region_and_not_into_one_shard() {
        assert!(propose(&pairs(0.0)).unwrap().moves.is_empty());
        let mut input = pairs(0.01);
        // No room for two beside each other in the shards that are there already.
        for shard in [0, 2] {
            input.shards[shard].capacity_bytes = Some(20 << 30);
        }
        let proposal = propose(&input).unwrap();
        let after = input.after(&targets(&proposal));
        let cost = |input: &PlanInput| placement_cost(input, Objective::new(input).unwrap());
        assert_eq!(proposal.before, cost(&input));
        assert_eq!(proposal.after, cost(&after), "the lines add up");
        let region = |v: usize| after.shards[after.segments[v].shard].region.as_str();
        assert_eq!(
            (region(0), region(2)),
            (region(1), region(3)),
            "{proposal:?}"
        );
        let mut lines = (proposal.moves.iter()).flat_map(|planned| &planned.account.changes);
        let line = lines
            .find(|line| line.kind == TermKind::CrossRegion)
            .unwrap();
        let source = line.at_source.source.to_string();
        assert_eq!(source, "config plan.usd_per_cross_region_access");
        assert!(propose(&after).unwrap().moves.is_empty());
    }

    #[test]
    fn where_only_the_shards_differ_only_those_cost() {
        let mut input = pairs(0.01);
        input.policy.usd_per_cross_shard_access = 0.001;
        let objective = Objective::new(&input).unwrap();
        for (a, b, usd) in [(0, 0, 0.0), (0, 2, 1.0), (0, 1, 11.0)] {
            let cost = objective.crossing_cost(1000.0, a, b).usd();
            assert!((cost - usd).abs() < 1e-9, "{a} {b}: {cost}");
        }
        assert!(matches!(Regions::of(&input), Regions::Shared));
        input.shards.pop();
        assert!(matches!(Regions::of(&input), Regions::Own));
    }
}
