//! Clusters vertices that belong together, so that the search moves whole groups.
//!
//! One pass of size-constrained heavy-edge clustering: in random order each vertex that is still alone joins the
//! cluster it shares most with, a net counting its weight over (pins − 1). Only vertices of the same kind meet: a
//! caller that makes the part the kind finds its placement again at every level.

use super::hypergraph::Hypergraph;
use super::lots::Lots;

/// Nets with more pins say little about who belongs together.
const RATED_PINS_MAX: usize = 30;

/// Cluster by vertex, numbered from 0 in order of first member, and how many there are: two fifths of the
/// vertices at the least, so that the levels do not fall too steeply. A cluster of several weighs `weight_max` at most.
pub fn cluster(
    graph: &Hypergraph,
    kinds: &[u32],
    weight_max: &[i64],
    lots: &mut Lots,
) -> (Vec<u32>, usize) {
    let count = graph.vertices();
    let mut pass = Pass {
        graph,
        kinds,
        weight_max,
        cluster: (0..count as u32).collect(),
        weights: graph.vertex_weights.clone(),
        members: vec![1; count],
        ratings: vec![0.0; count],
        rated: Vec::new(),
    };
    let order = lots.order(count);
    let mut clusters = count;
    for vertex in order {
        if clusters * 5 <= count * 2 {
            break;
        }
        if pass.members[vertex as usize] == 1 && pass.join(vertex as usize) {
            clusters -= 1;
        }
    }
    let clusters = renumber(&mut pass.cluster);
    (pass.cluster, clusters)
}

fn renumber(cluster: &mut [u32]) -> usize {
    let mut number = vec![u32::MAX; cluster.len()];
    let mut next = 0;
    for into in cluster {
        let number = &mut number[*into as usize];
        if *number == u32::MAX {
            *number = next;
            next += 1;
        }
        *into = *number;
    }
    next as usize
}

struct Pass<'a> {
    graph: &'a Hypergraph,
    kinds: &'a [u32],
    weight_max: &'a [i64],
    cluster: Vec<u32>,
    /// By cluster × dimension.
    weights: Vec<i64>,
    members: Vec<u32>,
    /// By cluster: what the vertex at hand shares with it; zero between vertices.
    ratings: Vec<f64>,
    rated: Vec<u32>,
}

impl Pass<'_> {
    /// Puts a vertex that is alone into the best cluster that has room; false when there is none.
    fn join(&mut self, vertex: usize) -> bool {
        self.rate(vertex);
        let own = self.cluster[vertex];
        let mut best: Option<(f64, u32)> = None;
        for at in 0..self.rated.len() {
            let into = self.rated[at];
            let rating = std::mem::take(&mut self.ratings[into as usize]);
            let better = best.is_none_or(|(most, _)| rating > most);
            if better && into != own && self.has_room(into as usize, vertex) {
                best = Some((rating, into));
            }
        }
        self.rated.clear();
        let Some((_, into)) = best else {
            return false;
        };
        let dimensions = self.graph.dimensions;
        let sums = &mut self.weights[into as usize * dimensions..][..dimensions];
        for (sum, weight) in sums.iter_mut().zip(self.graph.weight(vertex)) {
            *sum += weight;
        }
        self.members[into as usize] += 1;
        self.cluster[vertex] = into;
        true
    }

    fn rate(&mut self, vertex: usize) {
        for &net in self.graph.incident(vertex) {
            let pins = self.graph.pins(net as usize);
            if pins.len() > RATED_PINS_MAX {
                continue;
            }
            let shared = self.graph.net_weights[net as usize] as f64 / (pins.len() - 1) as f64;
            for &pin in pins {
                if self.kinds[pin as usize] != self.kinds[vertex] {
                    continue;
                }
                let into = self.cluster[pin as usize];
                let rating = &mut self.ratings[into as usize];
                if *rating == 0.0 {
                    self.rated.push(into);
                }
                *rating += shared;
            }
        }
    }

    fn has_room(&self, into: usize, vertex: usize) -> bool {
        let dimensions = self.graph.dimensions;
        let weights = &self.weights[into * dimensions..][..dimensions];
        let mut sums = weights.iter().zip(self.graph.weight(vertex));
        let mut limits = self.weight_max.iter();
        sums.all(|(a, b)| limits.next().is_some_and(|max| a + b <= *max))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two triangles with one net between them.
    fn triangles() -> Hypergraph {
        let nets = [
            vec![0, 1],
            vec![1, 2],
            vec![0, 2],
            vec![3, 4],
            vec![4, 5],
            vec![3, 5],
        ];
        let nets = nets.map(|pins| (10, pins)).into_iter();
        Hypergraph::new(1, vec![1; 6], nets.chain([(1, vec![2, 3])]))
    }

    #[test]
    fn what_shares_most_meets_within_the_limit() {
        for seed in 0..20 {
            let mut lots = Lots::of_seed(seed);
            let (into, clusters) = cluster(&triangles(), &[0; 6], &[3], &mut lots);
            assert!(clusters < 6);
            for (a, b) in [(0, 3), (0, 4), (1, 3), (1, 5)] {
                assert_ne!(into[a], into[b], "seed {seed}: {into:?}");
            }
            let (_, clusters) = cluster(&triangles(), &[0; 6], &[1], &mut lots);
            assert_eq!(clusters, 6, "nothing may weigh more than 1");
        }
    }

    #[test]
    fn kinds_never_meet() {
        for seed in 0..20 {
            let mut lots = Lots::of_seed(seed);
            let kinds = [0, 1, 0, 1, 0, 1];
            let (into, _) = cluster(&triangles(), &kinds, &[6], &mut lots);
            for a in 0..6 {
                for b in 0..6 {
                    assert!(into[a] != into[b] || kinds[a] == kinds[b]);
                }
            }
        }
    }
}
