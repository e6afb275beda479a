//! Laws of the partitioner, on small problems whose answers are known or can be recomputed.

use proptest::prelude::*;

use super::label::relabel;
use super::lots::Lots;
use super::refine::{refine, settle};
use super::repair::repair;
use super::state::State;
use super::trade::trade;
use super::*;

/// A drawn problem: nets of two to five pins, vertex weights of 1 to 9, and a placement within its caps or not.
fn drawn(seed: u64, vertices: usize, parts: usize, dimensions: usize) -> (Problem, Vec<u32>) {
    let mut lots = Lots::of_seed(seed);
    let weights = (0..vertices * dimensions).map(|_| 1 + i64::from(lots.below(9)));
    let weights: Vec<i64> = weights.collect();
    let mut nets = Vec::new();
    for _ in 0..vertices * 2 {
        let size = 2 + lots.below(4);
        let pins = (0..size).map(|_| lots.below(vertices as u32)).collect();
        nets.push((1 + i64::from(lots.below(20)), pins));
    }
    let graph = Hypergraph::new(dimensions, weights, nets);
    let problem = Problem::balanced(graph, parts, 0.3);
    let part = (0..vertices).map(|_| lots.below(parts as u32)).collect();
    (problem, part)
}

fn prices(seed: u64, vertices: usize, most: u32) -> Vec<i64> {
    let mut lots = Lots::of_seed(seed ^ 0x5eed);
    (0..vertices)
        .map(|_| i64::from(lots.below(most + 1)))
        .collect()
}

/// Communities of ten vertices that share heavy nets, and light nets between them.
fn communities(count: u32) -> Hypergraph {
    let mut nets = Vec::new();
    for community in 0..count {
        let first = community * 10;
        for a in 0..10 {
            nets.push((
                10,
                vec![first + a, first + (a + 1) % 10, first + (a + 3) % 10],
            ));
        }
        nets.push((1, vec![first, (first + 10) % (count * 10)]));
    }
    Hypergraph::new(1, vec![1; count as usize * 10], nets)
}

proptest! {
    #[test]
    fn every_gain_is_what_the_objective_falls_by(seed: u64, priced: bool, dimensions in 1..3_usize) {
        let (problem, part) = drawn(seed, 30, 4, dimensions);
        let problem = if priced { problem.with_prices(&part, &prices(seed, 30, 50)) } else { problem };
        let mut state = State::new(&problem, part);
        let mut lots = Lots::of_seed(seed);
        for _ in 0..40 {
            let vertex = lots.below(30) as usize;
            let to = lots.below(4) as usize;
            if state.part[vertex] as usize == to {
                continue;
            }
            let (gain, before) = (state.gain(vertex, to), problem.objective(&state.part));
            state.shift(vertex, to, |_| {});
            prop_assert_eq!(before - gain, problem.objective(&state.part));
        }
        let fresh = State::new(&problem, state.part.clone());
        for vertex in 0..30 {
            for to in (0..4).filter(|&to| to != state.part[vertex] as usize) {
                prop_assert_eq!(state.gain(vertex, to), fresh.gain(vertex, to));
            }
        }
        prop_assert_eq!(&state.loads, &fresh.loads);
    }

    #[test]
    fn refinement_gains_what_it_says_and_breaks_no_cap(seed: u64, dimensions in 1..3_usize) {
        let (problem, part) = drawn(seed, 40, 4, dimensions);
        let mut state = State::new(&problem, part);
        prop_assume!(repair(&mut state));
        for step in [refine_twice, just_settle, just_trade] {
            let before = problem.objective(&state.part);
            let gained = step(&mut state, &mut Lots::of_seed(seed));
            prop_assert!(gained >= 0);
            prop_assert_eq!(before - gained, problem.objective(&state.part));
            prop_assert!(problem.fits(&state.part));
        }
    }

    #[test]
    fn repair_moves_only_as_far_as_the_caps_ask(seed: u64) {
        let (problem, part) = drawn(seed, 40, 4, 2);
        let fitted = problem.fits(&part);
        let mut state = State::new(&problem, part.clone());
        let fits = repair(&mut state);
        prop_assert_eq!(fits, problem.fits(&state.part));
        prop_assert!(!fitted || state.part == part);
    }
}

proptest! {
    // Whole searches, each of them many steps.
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_same_seed_gives_the_same_placement_within_the_caps(seed: u64) {
        let (problem, _) = drawn(seed, 60, 3, 1);
        let part = partition(&problem, &Effort::SWIFT, seed);
        prop_assert!(problem.fits(&part));
        prop_assert_eq!(part, partition(&problem, &Effort::SWIFT, seed));
    }

    #[test]
    fn from_its_own_answer_nothing_moves(seed: u64, most in 0..60_u32) {
        let (problem, home) = drawn(seed, 50, 4, 1);
        let prices = prices(seed, 50, most);
        let incumbent = Incumbent { part: &home, prices: &prices };
        let first = repartition(&problem, &incumbent, &Effort::SWIFT, 1);
        prop_assert!(problem.fits(&first));
        let incumbent = Incumbent { part: &first, prices: &prices };
        prop_assert_eq!(&repartition(&problem, &incumbent, &Effort::SWIFT, 1), &first);
    }

    #[test]
    fn an_incumbent_is_left_only_for_more_than_its_moves_cost(seed: u64, most in 0..60_u32) {
        let (problem, drawn_home) = drawn(seed, 50, 4, 1);
        let mut state = State::new(&problem, drawn_home);
        prop_assume!(repair(&mut state));
        let home = state.part;
        let prices = prices(seed, 50, most);
        let incumbent = Incumbent { part: &home, prices: &prices };
        let answer = repartition(&problem, &incumbent, &Effort::SWIFT, 1);
        let paid: i64 = (0..50).filter(|&v| answer[v] != home[v]).map(|v| prices[v]).sum();
        prop_assert!(answer == home || problem.objective(&answer) + paid < problem.objective(&home));
    }

    #[test]
    fn forbidden_places_stay_empty(seed: u64) {
        let (mut problem, _) = drawn(seed, 40, 4, 1);
        problem.caps.fill(i64::MAX / 4);
        problem.costs = vec![0; 160];
        let mut lots = Lots::of_seed(seed);
        for vertex in 0..40 {
            problem.costs[vertex * 4 + lots.below(4) as usize] = FORBIDDEN;
        }
        let part = partition(&problem, &Effort::SWIFT, seed);
        for (vertex, &part) in part.iter().enumerate() {
            prop_assert!(problem.cost(vertex, part as usize) < FORBIDDEN);
        }
    }
}

fn refine_twice(state: &mut State<'_>, lots: &mut Lots) -> i64 {
    refine(state, 2, lots)
}

fn just_settle(state: &mut State<'_>, lots: &mut Lots) -> i64 {
    settle(state, lots)
}

fn just_trade(state: &mut State<'_>, lots: &mut Lots) -> i64 {
    trade(state, lots)
}

#[test]
fn communities_stay_whole() {
    let problem = Problem::balanced(communities(40), 8, 0.05);
    for seed in 0..5 {
        let part = partition(&problem, &Effort::SWIFT, seed);
        assert!(problem.fits(&part));
        for community in part.chunks(10) {
            assert!(
                community.iter().all(|one| *one == community[0]),
                "seed {seed}: {community:?}"
            );
        }
    }
}

#[test]
fn a_swap_is_found_where_no_single_move_fits() {
    // Two pairs, each split over two full parts.
    let graph = Hypergraph::new(1, vec![1; 4], [(5, vec![0, 1]), (5, vec![2, 3])]);
    let problem = Problem::balanced(graph, 2, 0.0);
    let mut state = State::new(&problem, vec![0, 1, 0, 1]);
    assert_eq!(settle(&mut state, &mut Lots::of_seed(1)), 0);
    assert_eq!(trade(&mut state, &mut Lots::of_seed(1)), 10);
    assert!(problem.fits(&state.part));
}

#[test]
fn several_light_ones_make_room_for_a_heavy_one() {
    let graph = Hypergraph::new(1, vec![3, 3, 1, 1, 1, 3], [(9, vec![0, 1])]);
    let problem = Problem::balanced(graph, 2, 0.0);
    let mut state = State::new(&problem, vec![0, 1, 0, 0, 0, 1]);
    assert_eq!(trade(&mut state, &mut Lots::of_seed(1)), 9);
    assert!(problem.fits(&state.part));
}

#[test]
fn labels_cost_least() {
    let (mut problem, part) = drawn(3, 60, 4, 1);
    let mut lots = Lots::of_seed(9);
    problem.costs = (0..240).map(|_| i64::from(lots.below(100))).collect();
    let mut labelled = part.clone();
    relabel(&problem, &mut labelled);
    let mut least = i64::MAX;
    for label in permutations(4) {
        let named: Vec<u32> = part.iter().map(|&block| label[block as usize]).collect();
        least = least.min(problem.objective(&named));
    }
    assert_eq!(problem.objective(&labelled), least);
}

fn permutations(size: u32) -> Vec<Vec<u32>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for shorter in permutations(size - 1) {
        for at in 0..=shorter.len() {
            let mut longer = shorter.clone();
            longer.insert(at, size - 1);
            all.push(longer);
        }
    }
    all
}

#[test]
fn identical_nets_are_one_and_single_pins_none() {
    let nets = [
        (1, vec![0, 1, 2]),
        (2, vec![2, 1, 0, 1]),
        (5, vec![3]),
        (4, vec![3, 3]),
        (1, vec![0, 3]),
    ];
    let graph = Hypergraph::new(1, vec![1; 4], nets);
    assert_eq!(graph.net_weights, [3, 1]);
    assert_eq!(
        (graph.pins(0), graph.pins(1)),
        (&[0, 1, 2][..], &[0, 3][..])
    );
    assert_eq!(
        (graph.incident(0), graph.incident(3)),
        (&[0, 1][..], &[1][..])
    );
    let coarse = graph.contract(&[0, 0, 1, 1], 2);
    assert_eq!(
        (&coarse.net_weights[..], coarse.pins(0)),
        (&[4][..], &[0, 1][..])
    );
    assert_eq!(coarse.vertex_weights, [2, 2]);
}

#[test]
fn no_vertices_and_more_parts_than_vertices_are_fine() {
    for vertices in 0..4 {
        let graph = Hypergraph::new(1, vec![1; vertices], []);
        let problem = Problem::balanced(graph, 5, 0.0);
        assert!(problem.fits(&partition(&problem, &Effort::THOROUGH, 0)));
    }
}
