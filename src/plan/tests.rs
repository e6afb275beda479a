//! Laws and worked examples of the planner as a whole.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::input::{CoAccess, GroupRule, PlanInput};
use super::objective::Objective;
use super::price::GIB;
use super::proposal::{Proposal, fit, needed, placement_cost, propose};
use super::sample::{self, policy, reads, segment, site, two_regions};
use super::verdict::verdicts;
use super::{Guards, LatencyTable, Money, PriceTable, TermKind, Walks, describe};

fn targets(proposal: &Proposal) -> BTreeMap<usize, usize> {
    let moves = proposal.moves.iter();
    moves.map(|planned| (planned.segment, planned.to)).collect()
}

#[test]
fn a_segment_goes_to_its_readers_and_the_account_adds_up() {
    let input = two_regions();
    let proposal = propose(&input).unwrap();
    assert_eq!(targets(&proposal), [(0, 1)].into());
    let account = &proposal.moves[0].account;
    // By hand: 100 GiB a week for 720 h of 0.02 USD egress, against dearer storage and requests.
    let weeks = 720.0 / 168.0;
    let requests = 1000.0 * weeks;
    let gain = 100.0 * weeks * 0.02
        - requests * (0.00043 - 0.0004) / 1000.0
        - 10.0 * 720.0 / 730.0 * (0.0245 - 0.023);
    let cost = 10.0 * (0.0004 + 0.0054) / 1000.0 + 10.0 * 0.02 + 10.0 * 0.023 * 169.0 / 730.0;
    assert!(
        (account.gain().usd() - gain).abs() < 1e-6,
        "{}",
        account.gain()
    );
    assert!(
        (account.cost().usd() - cost).abs() < 1e-6,
        "{}",
        account.cost()
    );
    assert_eq!(proposal.before - proposal.after, account.gain());
    let payback = proposal.clumps[0].payback_hours.unwrap();
    assert!((payback - cost / gain * 720.0).abs() < 1e-3);
}

#[test]
fn what_does_not_pay_back_in_time_stays_and_the_verdict_says_why() {
    let mut input = two_regions();
    input.segments[0] = segment(
        "prefix:t/",
        0,
        1000,
        vec![reads("eu-central-1", 1000.0, 100.0 * GIB)],
    );
    let proposal = propose(&input).unwrap();
    assert!(proposal.moves.is_empty());
    let near = &proposal.near_misses[0];
    assert_eq!((near.segment, near.to), (0, 1));
    assert!(
        near.against[0].starts_with("payback: "),
        "{:?}",
        near.against
    );
}

#[test]
fn held_full_and_apart_are_obstacles_with_a_reason() {
    let gain = |change: fn(&mut PlanInput)| {
        let mut input = two_regions();
        change(&mut input);
        assert!(propose(&input).unwrap().moves.is_empty());
        verdicts(&input, &BTreeMap::new(), 0)
            .unwrap()
            .remove(0)
            .against
    };
    let held = gain(|input| input.segments[0].held = Some("pinned: iceberg table".into()));
    assert_eq!(held, ["pinned: iceberg table"]);
    let full = gain(|input| {
        input.shards[1].capacity_bytes = Some(11 << 30);
        input.shards[1].max_fill = 0.9;
    });
    assert!(full[0].contains("would hold 10737418240 bytes"), "{full:?}");
    let busy = gain(|input| input.shards[1].capacity_rps = Some(0.001));
    assert!(busy[0].contains("requests/s"), "{busy:?}");
    let apart = gain(|input| {
        input.segments[1].shard = 1;
        let group = ["prefix:t/", "prefix:u/"].map(|text| text.parse().unwrap());
        input.groups = vec![GroupRule::KeepApart(group.into())];
    });
    assert!(apart[0].contains("prefix:u/"), "{apart:?}");
}

#[test]
fn what_is_a_toss_waits_until_the_odds_are_clear_or_moves_like_it_have_paid() {
    let mut input = two_regions();
    let demand = input.segments[0].demand.as_mut().unwrap();
    let bytes = demand.regions[0].bytes;
    demand.regions[0].bytes.lower = bytes.mean - 1.5 * bytes.mean;
    demand.regions[0].bytes.upper = bytes.mean + 1.5 * bytes.mean;
    assert_eq!(propose(&input).unwrap().moves.len(), 1);
    input.policy.least_odds = 0.9;
    let waits = propose(&input).unwrap();
    assert!(waits.moves.is_empty());
    let against = &waits.near_misses[0].against[0];
    assert!(
        against.starts_with("odds: it pays with a chance of 0.8"),
        "{against}"
    );
    input.calibration = super::Calibration::of(vec![(0.8, true); 100]);
    assert_eq!(propose(&input).unwrap().moves.len(), 1);
    input.calibration = super::Calibration::of((0..100).map(|n| (0.9, n % 2 == 0)).collect());
    assert!(propose(&input).unwrap().moves.is_empty());
}

#[test]
fn what_one_session_used_together_waits_until_others_do() {
    let mut input = two_regions();
    input.shards[1].region = input.shards[0].region.clone();
    input.policy.usd_per_cross_shard_access = 0.01;
    input.policy.least_odds = 0.9;
    input.segments = vec![
        segment("prefix:t/", 0, 1, vec![]),
        segment("prefix:u/", 1, 1, vec![]),
    ];
    input.coaccess = vec![CoAccess {
        a: 0,
        b: 1,
        observed: 20.0,
        expected: 100.0,
    }];
    input.walks = Walks::new([vec![(0, 20)]].into_iter());
    let waits = propose(&input).unwrap();
    assert!(waits.moves.is_empty(), "one visitor, however often");
    let against = &waits.near_misses[0].against[0];
    assert!(
        against.starts_with("odds: it pays with a chance of 0.8"),
        "{against}"
    );
    let hash = |input: &PlanInput, proposal| {
        let body = describe(input, proposal, &sample::context(), Vec::new());
        body.inputs.demand_hash
    };
    let one = hash(&input, &waits);
    input.walks = Walks::new((0..20).map(|_| vec![(0, 1)]));
    let goes = propose(&input).unwrap();
    assert_eq!(goes.moves.len(), 1);
    assert_ne!(
        hash(&input, &goes),
        one,
        "plans on other sessions are told apart"
    );
}

#[test]
fn co_accessed_segments_move_as_a_clump_or_not_at_all() {
    // Alone, neither pays: leaving the other costs more than the egress saves.
    let mut input = two_regions();
    input.policy.usd_per_cross_shard_access = 0.01;
    let region = || vec![reads("eu-central-1", 1000.0, 50.0 * GIB)];
    input.segments = vec![
        segment("prefix:t/", 0, 10, region()),
        segment("prefix:u/", 0, 10, region()),
        segment("prefix:v/", 0, 10, vec![]),
    ];
    input.coaccess = vec![CoAccess {
        a: 0,
        b: 1,
        observed: 1000.0,
        expected: 1000.0,
    }];
    let proposal = propose(&input).unwrap();
    assert_eq!(targets(&proposal), [(0, 1), (1, 1)].into());
    assert_eq!(proposal.clumps.len(), 1);
    let alone = verdicts(&input, &BTreeMap::new(), 0).unwrap().remove(0);
    assert!(alone.gain < Money::ZERO);

    input.segments[1].held = Some("pinned".into());
    assert!(propose(&input).unwrap().moves.is_empty());
}

#[test]
fn the_curve_rises_to_the_plan_and_less_is_the_best_for_its_bytes() {
    let mut input = two_regions();
    let far = |gib: f64| vec![reads("eu-central-1", 1000.0, gib * GIB)];
    input.segments = (1..=20)
        .map(|n| {
            segment(
                &format!("prefix:{n:02}/"),
                0,
                n,
                far(100.0 * n as f64 * n as f64),
            )
        })
        .collect();
    let proposal = propose(&input).unwrap();
    let body = describe(&input, &proposal, &sample::context(), Vec::new());
    assert_eq!(proposal.moves.len(), 20);
    assert!(body.curve.len() <= 13, "{}", body.curve.len());
    let last = body.curve.last().unwrap();
    assert_eq!((last.moves, last.bytes), (20, body.totals.bytes));
    assert!((last.gain_usd_month - body.totals.gain_usd_month).abs() < 1e-6);
    assert!((last.net_usd - body.totals.net_usd).abs() < 1e-6);
    let slopes = body
        .curve
        .windows(2)
        .map(|pair| (pair[1].net_usd - pair[0].net_usd) / (pair[1].bytes - pair[0].bytes) as f64);
    let slopes: Vec<f64> = slopes.collect();
    assert!(
        slopes.windows(2).all(|pair| pair[0] >= pair[1]),
        "{slopes:?}"
    );
    let half = Guards {
        max_cost_usd: Some(body.totals.cost_usd / 2.0),
        ..Guards::default()
    };
    let less = fit(&input, &proposal, &half).unwrap();
    let gain = |proposal: &Proposal| (proposal.before - proposal.after).usd();
    assert!(
        gain(&less) > 0.6 * gain(&proposal),
        "half the dollars, most of the gain"
    );
}

#[test]
fn a_group_moves_whole() {
    let mut input = two_regions();
    input.segments = vec![
        segment(
            "prefix:t/1/",
            0,
            10,
            vec![reads("eu-central-1", 1000.0, 100.0 * GIB)],
        ),
        segment("prefix:t/2/", 0, 1, vec![]),
    ];
    input.groups = vec![GroupRule::KeepTogether(vec!["prefix:t/".parse().unwrap()])];
    let proposal = propose(&input).unwrap();
    assert_eq!(targets(&proposal), [(0, 1), (1, 1)].into());
    assert_eq!(
        proposal.clumps.len(),
        1,
        "one clump, though nothing is accessed together"
    );
}

#[test]
fn prefixes_that_are_tied_together_move_as_one() {
    let mut input = two_regions();
    let rules = ["prefix:features/x/", "prefix:tenant/x/"];
    input.segments = vec![
        segment(rules[0], 0, 1, vec![]),
        segment("prefix:other/", 0, 1, vec![]),
        segment(
            "prefix:tenant/",
            0,
            10,
            vec![reads("eu-central-1", 1000.0, 100.0 * GIB)],
        ),
    ];
    // The second lies in a larger segment, which is taken whole.
    let tied = rules.map(|text| text.parse().unwrap());
    input.groups = vec![GroupRule::KeepTogether(tied.into())];
    let proposal = propose(&input).unwrap();
    assert_eq!(targets(&proposal), [(0, 1), (2, 1)].into());
    assert_eq!(proposal.clumps.len(), 1);
    let tied = ["exact:other/a", "prefix:features/"].map(|text| text.parse().unwrap());
    input.groups.push(GroupRule::KeepTogether(tied.into()));
    let all = propose(&input).unwrap();
    assert_eq!(
        all.moves.len(),
        3,
        "two groups that share a segment are one"
    );
}

#[test]
fn a_shard_over_its_capacity_gives_up_what_costs_least_to_move() {
    let mut input = two_regions();
    input.segments = vec![
        segment("prefix:t/", 0, 40, vec![]),
        segment("prefix:u/", 0, 10, vec![]),
    ];
    input.shards[0].capacity_bytes = Some(45 << 30);
    let proposal = propose(&input).unwrap();
    assert_eq!(targets(&proposal), [(1, 1)].into());
    let mends = proposal.clumps[0].mends.as_deref().unwrap();
    assert_eq!(
        mends,
        "a holds 53687091200 bytes, plans may fill 48318382080"
    );
    assert!(proposal.clumps[0].cost > proposal.clumps[0].gain);

    input.shards[1].capacity_bytes = Some(5 << 30);
    let stuck = propose(&input).unwrap();
    assert!(stuck.moves.is_empty(), "nothing fits anywhere");
    assert_eq!(stuck.unmet, [mends]);
}

#[test]
fn a_full_shard_swaps_what_it_holds_for_what_it_gains_by() {
    // Both shards are nearly full; each holds what the other's region reads.
    let mut input = two_regions();
    let read_in = |region: &str| vec![reads(region, 1000.0, 100.0 * GIB)];
    input.segments = vec![
        segment("prefix:t/", 0, 10, read_in("eu-central-1")),
        segment("prefix:u/", 1, 8, read_in("us-east-1")),
        segment("prefix:v/", 0, 8, vec![]),
    ];
    input.shards[0].capacity_bytes = Some(26 << 30);
    input.shards[1].capacity_bytes = Some(12 << 30);
    let proposal = propose(&input).unwrap();
    let order: Vec<usize> = proposal
        .moves
        .iter()
        .map(|planned| planned.segment)
        .collect();
    assert_eq!(
        order,
        [1, 0],
        "the second needs the room that the first makes"
    );
}

#[test]
fn a_limit_is_mended_where_several_moves_could_and_none_is_sure() {
    let mut input = two_regions();
    let read_abroad = || vec![reads("eu-central-1", 1000.0, 100.0 * GIB)];
    input.segments = vec![
        segment("prefix:t/", 0, 5, read_abroad()),
        segment("prefix:u/", 0, 9, read_abroad()),
    ];
    input.shards[0].capacity_bytes = Some(13 << 30);
    input.policy.min_confidence = 1.1;
    let proposal = propose(&input).unwrap();
    assert_eq!(proposal.moves.len(), 1, "{:?}", proposal.moves);
    assert!(proposal.unmet.is_empty(), "{:?}", proposal.unmet);
}

#[test]
fn a_group_comes_together_where_its_pinned_part_is_or_the_plan_says_that_it_does_not() {
    let mut input = two_regions();
    input.segments = vec![
        segment("prefix:t/a/", 0, 1, vec![]),
        segment("prefix:t/b/", 1, 1, vec![]),
        segment("prefix:t/c/", 0, 1, vec![]),
    ];
    input.segments[1].held = Some("pinned: a table".into());
    input.groups = vec![GroupRule::KeepTogether(vec!["prefix:t/".parse().unwrap()])];
    let proposal = propose(&input).unwrap();
    assert_eq!(targets(&proposal), [(0, 1), (2, 1)].into());
    assert!(proposal.clumps.iter().all(|clump| clump.mends.is_some()));
    assert!(proposal.unmet.is_empty(), "{:?}", proposal.unmet);
    assert!(
        propose(&input.after(&targets(&proposal)))
            .unwrap()
            .moves
            .is_empty()
    );

    input.shards[1].capacity_bytes = Some(1 << 30);
    let stuck = propose(&input).unwrap();
    let split = "a group keeps together prefix:t/a/ in a and prefix:t/b/ in b";
    assert_eq!(stuck.unmet.last().unwrap(), split);
}

#[test]
fn nothing_comes_to_a_shard_that_is_drained_and_what_limits_need_is_told_from_the_rest() {
    let mut input = two_regions();
    let abroad = |gib: f64| vec![reads("eu-central-1", 1000.0, gib * GIB)];
    input.segments = vec![
        segment("prefix:t/", 0, 5, abroad(100.0)),
        segment("prefix:u/", 0, 9, abroad(100.0)),
        segment("prefix:v/", 0, 1, vec![]),
    ];
    input.shards[0].capacity_bytes = Some(13 << 30);
    let proposal = propose(&input).unwrap();
    assert_eq!(targets(&proposal).len(), 2);
    let some = needed(&input, &proposal).unwrap();
    assert!(some.moves.len() == 1 && some.unmet.is_empty(), "{some:?}");

    input.shards[1].drained = true;
    let proposal = propose(&input).unwrap();
    assert!(proposal.moves.is_empty() && proposal.unmet.len() == 1);
    assert!(needed(&input, &proposal).unwrap().moves.is_empty());
}

#[test]
fn a_prefix_leaves_what_stays_below_it() {
    let mut input = two_regions();
    input.segments = vec![
        segment(
            "prefix:t/",
            0,
            10,
            vec![reads("eu-central-1", 1000.0, 100.0 * GIB)],
        ),
        segment("prefix:t/4/", 0, 10, vec![]),
    ];
    let proposal = propose(&input).unwrap();
    assert_eq!(targets(&proposal), [(0, 1)].into());
    assert_eq!(proposal.moves[0].leaves, [1]);
}

#[test]
fn unlikely_moves_are_left_out() {
    let mut input = two_regions();
    let demand = input.segments[0].demand.as_mut().unwrap();
    demand.confidence.history = 0.1;
    input.policy.min_confidence = 0.8;
    let proposal = propose(&input).unwrap();
    assert!(proposal.moves.is_empty());
    let near = &proposal.near_misses[0];
    assert!(
        near.against[0].starts_with("confidence: 0.55"),
        "{:?}",
        near.against
    );
}

#[test]
fn missing_prices_are_all_named_at_once() {
    let mut input = two_regions();
    input.shards[1].region = "fra1".into();
    input.policy.usd_per_ms = 0.001;
    let keys: Vec<String> = propose(&input)
        .unwrap_err()
        .into_iter()
        .map(|key| key.0)
        .collect();
    assert_eq!(
        keys,
        [
            "latency.\"eu-central-1:fra1\"",
            "latency.\"eu-central-1:us-east-1\"",
            "prices.egress.\"fra1:eu-central-1\"",
            "prices.egress.\"fra1:us-east-1\"",
            "prices.egress.\"us-east-1:fra1\"",
            "prices.requests.\"fra1\"",
            "prices.storage.\"fra1\"",
        ]
    );
}

#[test]
fn a_millisecond_has_its_price() {
    let mut input = two_regions();
    input.policy.usd_per_ms = 1e-6;
    let pairs = [("us-east-1:eu-central-1".to_owned(), 92.0)];
    input.latency = LatencyTable::new(pairs.into());
    let proposal = propose(&input).unwrap();
    let mut changes = proposal.moves[0].account.changes.iter();
    let latency = changes
        .find(|change| change.kind == TermKind::Latency)
        .unwrap();
    let requests = 1000.0 * 720.0 / 168.0;
    assert!((latency.gain.usd() - requests * 92.0 * 1e-6).abs() < 1e-9);
    assert_eq!(latency.at_target.usd, 0.0);
}

const REGIONS: [&str; 3] = ["us-east-1", "eu-central-1", "ap-south-1"];

prop_compose! {
    fn inputs()(
        sites in prop::collection::vec((0..3_usize, prop::option::of(5_u64..60)), 2..4),
        segments in prop::collection::vec(
            (0..4_usize, 0..12_u64, prop::collection::vec((0..3_usize, 0.0..1e6_f64, 0.0..60.0_f64), 0..3), 0..10_u8),
            1..9,
        ),
        pairs in prop::collection::btree_map((0..9_usize, 0..9_usize), 0.0..3e5_f64, 0..14),
        crossing in prop::sample::select(vec![0.0, 1e-6, 1e-4]),
        history in 0.3..1.0_f64,
        min_confidence in prop::sample::select(vec![0.0, 0.0, 0.8]),
        together in any::<bool>(),
    ) -> PlanInput {
        let names = ["a", "b", "c"];
        let shards: Vec<_> = sites.iter().zip(names).map(|(&(region, capacity), name)| {
            let mut site = site(name, REGIONS[region]);
            site.capacity_bytes = capacity.map(|gib| gib << 30);
            site
        }).collect();
        let placed: Vec<_> = segments.iter().enumerate().map(|(index, (shard, gib, regions, held))| {
            let regions: BTreeMap<usize, _> = regions.iter().map(|&(r, n, b)| (r, (n, b))).collect();
            let regions = regions.iter().map(|(&r, &(n, b))| reads(REGIONS[r], n, b * GIB));
            let mut placed = segment(&format!("prefix:{index}/"), shard % shards.len(), *gib, regions.collect());
            placed.held = (*held == 0).then(|| "pinned".to_owned());
            if let Some(demand) = &mut placed.demand {
                demand.confidence.history = history;
                for region in &mut demand.regions {
                    region.bytes.lower *= 0.5;
                    region.bytes.upper *= 1.7;
                }
            }
            placed
        }).collect();
        let coaccess = pairs.into_iter()
            .filter(|((a, b), _)| a < b && *b < placed.len())
            .map(|((a, b), expected)| CoAccess { a, b, observed: expected / 4.0, expected })
            .collect();
        let mut policy = policy();
        policy.usd_per_cross_shard_access = crossing;
        policy.min_confidence = min_confidence;
        let group = ["prefix:0/", "prefix:1/"].map(|text| text.parse().unwrap());
        let groups = if together { vec![GroupRule::KeepApart(group.into())] } else { vec![] };
        PlanInput {
            shards,
            segments: placed,
            coaccess,
            walks: Walks::default(),
            groups,
            residency: Vec::new(),
            prices: PriceTable::new(super::ConfiguredPrices::default()).unwrap(),
            latency: LatencyTable::default(),
            policy,
            calibration: super::Calibration::default(),
        }
    }
}

prop_compose! {
    /// The same in one region, where only co-access and capacities decide.
    fn one_region()(mut input in inputs()) -> PlanInput {
        for site in &mut input.shards {
            site.region = REGIONS[0].to_owned();
        }
        input.policy.usd_per_cross_shard_access = 1e-6;
        input.policy.min_confidence = 0.0;
        input.groups.clear();
        input
    }
}

/// Fleets that each law is held against: 24, and 400 with `SHARDCTL_SWEEP`.
fn cases() -> u32 {
    std::env::var_os("SHARDCTL_SWEEP").map_or(24, |_| 400)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn a_plan_after_its_own_plan_proposes_nothing(input in inputs()) {
        let proposal = propose(&input).unwrap();
        prop_assume!(proposal.settled);
        let again = propose(&input.after(&targets(&proposal))).unwrap();
        prop_assert_eq!(targets(&again), BTreeMap::new());
    }

    #[test]
    fn the_lines_add_up_to_what_the_placement_saves(input in inputs()) {
        let proposal = propose(&input).unwrap();
        let after = input.after(&targets(&proposal));
        let cost = |input: &PlanInput| placement_cost(input, Objective::new(input).unwrap());
        prop_assert_eq!(proposal.before, cost(&input));
        prop_assert_eq!(proposal.after, cost(&after));
    }

    #[test]
    fn no_move_breaks_a_limit_and_every_clump_pays(input in inputs()) {
        let proposal = propose(&input).unwrap();
        let mut bytes: Vec<u64> = vec![0; input.shards.len()];
        for placed in &input.segments {
            bytes[placed.shard] += placed.bytes;
        }
        for planned in &proposal.moves {
            let placed = &input.segments[planned.segment];
            prop_assert!(placed.held.is_none());
            bytes[planned.from] -= placed.bytes;
            bytes[planned.to] += placed.bytes;
            let full = input.shards[planned.to].capacity_bytes.is_some_and(|most| bytes[planned.to] > most);
            prop_assert!(placed.bytes == 0 || !full);
        }
        for clump in proposal.clumps.iter().filter(|clump| clump.mends.is_none()) {
            prop_assert!(clump.gain > clump.cost);
            prop_assert!(clump.payback_hours.unwrap() <= input.policy.max_payback_hours);
            prop_assert!(clump.confidence.total >= input.policy.min_confidence);
        }
    }

    #[test]
    fn the_same_input_gives_the_same_proposal(input in inputs()) {
        prop_assert_eq!(propose(&input), propose(&input.clone()));
    }

    #[test]
    fn raising_the_price_of_moving_never_moves_more(input in one_region()) {
        // All in one region, moving costs as many dollars per byte whatever moves where.
        let mut before = u64::MAX;
        for hurdle in [1.0, 2.0, 4.0, 8.0] {
            let mut input = input.clone();
            input.policy.max_payback_hours = input.policy.horizon_hours / hurdle;
            let proposal = propose(&input).unwrap();
            let moved = proposal.moves.iter().map(|planned| input.segments[planned.segment].bytes);
            let moved: u64 = moved.sum();
            prop_assert!(moved <= before, "{moved} at {hurdle}, {before} at half of it");
            before = moved;
        }
    }

    #[test]
    fn what_is_over_its_capacity_gets_within_it_if_anything_fits(input in inputs()) {
        let proposal = propose(&input).unwrap();
        let total: u64 = input.segments.iter().map(|placed| placed.bytes).sum();
        let largest = input.segments.iter().map(|placed| placed.bytes).max().unwrap_or(0);
        let free = input.segments.iter().all(|placed| placed.held.is_none()) && input.groups.is_empty();
        // Were everything but the room for the largest segment full in every shard, the rest would still fit.
        let room = input.shards.iter().map(|site| site.capacity_bytes.map_or(1 << 50, |most| most.saturating_sub(largest)));
        prop_assume!(free && room.sum::<u64>() >= total);
        let after = input.after(&targets(&proposal));
        for (shard, site) in input.shards.iter().enumerate() {
            let held: u64 = after.segments.iter().filter(|placed| placed.shard == shard).map(|placed| placed.bytes).sum();
            prop_assert!(site.capacity_bytes.is_none_or(|most| held <= most), "{} holds {held}", site.name);
        }
    }
}
