//! [`Problem`]: what is to be divided among how many parts, within which caps, at which price.

use super::hypergraph::Hypergraph;

/// Cost of a (vertex, part) that must not be; sums of costs stop here.
pub const FORBIDDEN: i64 = 1 << 60;

/// A partitioning problem. The objective is the sum over nets of weight × (parts spanned − 1), plus the costs of the
/// vertices in their parts.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Vertices and nets.
    pub graph: Hypergraph,
    /// How many parts.
    pub parts: usize,
    /// Most weight by part × dimension.
    pub caps: Vec<i64>,
    /// Cost by vertex × part, [`FORBIDDEN`] at most; empty where no place costs.
    pub costs: Vec<i64>,
}

impl Problem {
    /// Equal caps: `1 + imbalance` times the mean weight of a part (rounded up), per dimension.
    pub fn balanced(graph: Hypergraph, parts: usize, imbalance: f64) -> Self {
        let mean = |total: i64| (total as f64 / parts as f64).ceil();
        let cap = |total| ((1.0 + imbalance) * mean(total)).floor() as i64;
        let of_one: Vec<i64> = graph.total_weights().into_iter().map(cap).collect();
        Self {
            caps: of_one.repeat(parts),
            graph,
            parts,
            costs: Vec::new(),
        }
    }

    /// The same problem between the clusters.
    #[must_use]
    pub fn contract(&self, cluster: &[u32], clusters: usize) -> Self {
        let mut costs = Vec::new();
        if !self.costs.is_empty() {
            costs = vec![0_i64; clusters * self.parts];
            for (vertex, &into) in cluster.iter().enumerate() {
                let from = &self.costs[vertex * self.parts..][..self.parts];
                let sums = &mut costs[into as usize * self.parts..][..self.parts];
                for (sum, cost) in sums.iter_mut().zip(from) {
                    *sum = (*sum + cost).min(FORBIDDEN);
                }
            }
        }
        Self {
            graph: self.graph.contract(cluster, clusters),
            parts: self.parts,
            caps: self.caps.clone(),
            costs,
        }
    }

    /// The same problem with the weights and caps of these dimensions only.
    #[must_use]
    pub fn of_dimensions(&self, dimensions: &[usize]) -> Self {
        let all = self.graph.dimensions;
        let kept = |row: &[i64]| -> Vec<i64> { dimensions.iter().map(|&d| row[d]).collect() };
        let mut graph = self.graph.clone();
        graph.dimensions = dimensions.len();
        graph.vertex_weights = (self.graph.vertex_weights.chunks(all))
            .flat_map(kept)
            .collect();
        Self {
            graph,
            parts: self.parts,
            caps: self.caps.chunks(all).flat_map(kept).collect(),
            costs: self.costs.clone(),
        }
    }

    /// The same problem where leaving `home` costs a vertex its price.
    #[must_use]
    pub fn with_prices(&self, home: &[u32], prices: &[i64]) -> Self {
        let mut priced = self.clone();
        priced.costs.resize(home.len() * self.parts, 0);
        for (vertex, row) in priced.costs.chunks_mut(self.parts).enumerate() {
            for (cost, part) in row.iter_mut().zip(0..) {
                if part != home[vertex] {
                    *cost = (*cost + prices[vertex]).min(FORBIDDEN);
                }
            }
        }
        priced
    }

    /// Cost of a vertex in a part.
    pub fn cost(&self, vertex: usize, part: usize) -> i64 {
        if self.costs.is_empty() {
            0
        } else {
            self.costs[vertex * self.parts + part]
        }
    }

    /// The objective of a placement.
    pub fn objective(&self, part: &[u32]) -> i64 {
        let costs: i64 = (0..part.len())
            .map(|vertex| self.cost(vertex, part[vertex] as usize))
            .sum();
        costs + self.connectivity(part)
    }

    /// What a better placement has less of: within the caps before over them, then the objective.
    pub fn rank(&self, part: &[u32]) -> (bool, i64) {
        (!self.fits(part), self.objective(part))
    }

    /// The sum over nets of weight × (parts spanned − 1); for a graph the weight of the cut edges.
    pub fn connectivity(&self, part: &[u32]) -> i64 {
        let mut seen = vec![usize::MAX; self.parts];
        let mut sum = 0;
        for net in 0..self.graph.nets() {
            let mut spanned = 0;
            for &pin in self.graph.pins(net) {
                let part = part[pin as usize] as usize;
                if seen[part] != net {
                    seen[part] = net;
                    spanned += 1;
                }
            }
            sum += self.graph.net_weights[net] * (spanned - 1);
        }
        sum
    }

    /// Weight by part × dimension.
    pub fn loads(&self, part: &[u32]) -> Vec<i64> {
        let dimensions = self.graph.dimensions;
        let mut loads = vec![0; self.parts * dimensions];
        for (vertex, &part) in part.iter().enumerate() {
            for (dimension, weight) in self.graph.weight(vertex).iter().enumerate() {
                loads[part as usize * dimensions + dimension] += weight;
            }
        }
        loads
    }

    /// Whether every part is within its caps.
    pub fn fits(&self, part: &[u32]) -> bool {
        self.loads(part)
            .iter()
            .zip(&self.caps)
            .all(|(load, cap)| load <= cap)
    }
}

/// By how much the fullest part is above the mean, as a share of the mean; of all dimensions the worst. 0 without weight.
pub fn imbalance(problem: &Problem, part: &[u32]) -> f64 {
    let dimensions = problem.graph.dimensions;
    let loads = problem.loads(part);
    let totals = problem.graph.total_weights();
    let of = |dimension: usize| {
        let most = loads.iter().skip(dimension).step_by(dimensions).max();
        let mean = totals[dimension] as f64 / problem.parts as f64;
        let most = most.copied().unwrap_or(0) as f64;
        if mean > 0.0 { most / mean - 1.0 } else { 0.0 }
    };
    (0..dimensions).map(of).fold(0.0, f64::max)
}
