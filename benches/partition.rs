//! What dividing a graph costs: `cargo bench --bench partition` divides generated communities.
//!
//! `cargo bench --bench partition -- affinity` divides 200 drawn instances of region affinity alone, whose caps bind, and
//! prints them with our cost, one a line (cost | weights | caps | costs by vertex and part), for
//! `benches/peers/partition/affinity.py` to set beside the optimum. Peers on large graphs: `benches/peers/partition/run.sh`.

#![expect(
    clippy::print_stdout,
    reason = "the instances are for the program behind the pipe"
)]

use shardctl::plan::partition::lots::Lots;
use shardctl::plan::partition::{Effort, Hypergraph, Incumbent, Problem, partition, repartition};

const INSTANCES: u64 = 200;
const REGIONS: usize = 4;

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("affinity") => (0..INSTANCES).for_each(affinity),
        _ => divan::main(),
    }
}

/// 20 to 60 segments, three to six shards in four regions, 5 % of room; each segment is read mostly from one region.
fn affinity(seed: u64) {
    let mut lots = Lots::of_seed(seed);
    let mut draw = |from: i64, below: u32| from + i64::from(lots.below(below));
    let (segments, shards) = (draw(20, 41), draw(3, 4));
    let weights: Vec<i64> = (0..segments).map(|_| draw(5, 46)).collect();
    let prices: Vec<i64> = (0..REGIONS * REGIONS).map(|_| draw(10, 15)).collect();
    let mut costs = Vec::new();
    for weight in &weights {
        let main = draw(0, REGIONS as u32) as usize;
        let demand: Vec<i64> = (0..REGIONS)
            .map(|region| draw(0, if region == main { 400 } else { 60 }))
            .collect();
        for shard in 0..shards as usize {
            let home = shard % REGIONS;
            let price = |region: usize| {
                if region == home {
                    1
                } else {
                    prices[home * REGIONS + region]
                }
            };
            let egress: i64 = (0..REGIONS)
                .map(|region| demand[region] * price(region))
                .sum();
            costs.push(egress + weight * shard as i64);
        }
    }
    let graph = Hypergraph::new(1, weights, []);
    let mut problem = Problem::balanced(graph, shards as usize, 0.05);
    problem.costs = costs;
    let part = partition(&problem, &Effort::THOROUGH, 1);
    assert!(problem.fits(&part), "instance {seed} is over its caps");
    let list = |numbers: &[i64]| {
        let texts: Vec<String> = numbers.iter().map(i64::to_string).collect();
        texts.join(" ")
    };
    println!(
        "{}|{}|{}|{}",
        problem.objective(&part),
        list(&problem.graph.vertex_weights),
        list(&problem.caps),
        list(&problem.costs)
    );
}

/// Communities of 50 segments; a net is six segments of one, and each seventh pin is from anywhere.
fn communities(segments: u32) -> Problem {
    let mut lots = Lots::of_seed(1);
    let mut nets = Vec::new();
    for _ in 0..segments * 3 {
        let first = lots.below(segments / 50) * 50;
        let pin = |lots: &mut Lots| match lots.below(7) {
            0 => lots.below(segments),
            _ => first + lots.below(50),
        };
        nets.push((1, (0..6).map(|_| pin(&mut lots)).collect()));
    }
    let graph = Hypergraph::new(1, vec![1; segments as usize], nets);
    Problem::balanced(graph, 16, 0.05)
}

#[divan::bench(args = [1_000, 10_000], sample_count = 3, sample_size = 1)]
fn from_nothing(bencher: divan::Bencher<'_, '_>, segments: u32) {
    let problem = communities(segments);
    bencher.bench(|| partition(&problem, &Effort::SWIFT, 1));
}

#[divan::bench(args = [1_000, 10_000], sample_count = 3, sample_size = 1)]
fn from_an_incumbent(bencher: divan::Bencher<'_, '_>, segments: u32) {
    let problem = communities(segments);
    let part: Vec<u32> = (0..segments).map(|vertex| vertex % 16).collect();
    let prices = vec![1; segments as usize];
    let incumbent = Incumbent {
        part: &part,
        prices: &prices,
    };
    bencher.bench(|| repartition(&problem, &incumbent, &Effort::SWIFT, 1));
}
