//! Fees of classes and buckets, by hand.

use crate::plan::bucket_facts::Replica;
use crate::plan::holding::Holding;
use crate::plan::input::PlanInput;
use crate::plan::objective::Objective;
use crate::plan::price::GIB;
use crate::plan::proposal::propose;
use crate::plan::request::request;
use crate::plan::sample::{self, two_regions};
use crate::plan::{Money, TermKind, describe};

/// The sum of the costs of one kind of moving segment 0 from `a` to `b`, in dollars.
fn costs(input: &PlanInput, kind: TermKind) -> f64 {
    let terms = Objective::new(input).unwrap().moving(0, 0, 1).into_iter();
    let of_kind = terms.filter(|term| term.kind == kind);
    of_kind.map(|term| term.amount.usd()).sum()
}

fn close(got: f64, want: f64) -> bool {
    (got - want).abs() < 1e-7
}

#[test]
fn infrequent_classes_pay_for_reads_short_lives_and_small_objects() {
    let mut input = two_regions();
    input.shards[1].region = "eu-west-1".into();
    // 8 of 10 GiB in Standard; two objects of 1 GiB, billed as 3, written 20 days before they would be deleted.
    input.segments[0].holdings = vec![Holding {
        class: "STANDARD_IA".into(),
        objects: 2,
        bytes: 2 << 30,
        billed_bytes: 3 << 30,
        unpaid_byte_hours: 3.0 * GIB * 240.0,
    }];
    let months = 720.0 / 730.0;
    let objective = Objective::new(&input).unwrap();
    let held: f64 = (objective.ongoing(0, 0).iter())
        .filter(|term| term.kind == TermKind::Storage)
        .map(|term| term.amount.usd())
        .sum();
    assert!(close(held, months * (8.0 * 0.023 + 3.0 * 0.0125)), "{held}");
    let read: f64 = (objective.ongoing(0, 0).iter())
        .filter(|term| term.kind == TermKind::Retrieval)
        .map(|term| term.amount.usd())
        .sum();
    let weeks = 720.0 / 168.0;
    assert!(close(read, 100.0 * 0.2 * weeks * 0.01), "{read}");
    for (kind, usd) in [
        (TermKind::MoveReads, (8.0 * 0.0004 + 2.0 * 0.001) / 1000.0),
        (TermKind::MoveWrites, (8.0 * 0.005 + 2.0 * 0.01) / 1000.0),
        (TermKind::MoveRetrieval, 2.0 * 0.01),
        (TermKind::MoveEarlyDelete, 3.0 * 240.0 / 730.0 * 0.0125),
        (
            TermKind::MoveDoubleStorage,
            169.0 / 730.0 * (8.0 * 0.023 + 3.0 * 0.0125),
        ),
    ] {
        let got = costs(&input, kind);
        assert!(close(got, usd), "{kind:?}: {got}, not {usd}");
    }
}

#[test]
fn buckets_pay_for_versions_replicas_and_keys() {
    let mut input = two_regions();
    input.segments[0].part_requests = 7;
    let source = &mut input.shards[0].facts;
    source.versioned = Some(true);
    source.replica = Some(Replica::In("us-west-2".into()));
    let target = &mut input.shards[1].facts;
    target.kms = Some(true);
    target.replica = Some(Replica::In("eu-west-1".into()));
    let rest = (720.0 - 169.0) / 730.0;
    for (kind, usd) in [
        (TermKind::MoveWrites, (10.0 + 7.0) * 0.0054 / 1000.0),
        (TermKind::MoveKms, 10.0 * 0.03 / 10_000.0),
        (
            TermKind::MoveReplication,
            10.0 * 0.005 / 1000.0 + 10.0 * 0.02,
        ),
        (TermKind::MoveKept, 10.0 * 0.023 * (rest + 720.0 / 730.0)),
    ] {
        let got = costs(&input, kind);
        assert!(close(got, usd), "{kind:?}: {got}, not {usd}");
    }
    input.shards[0].facts.noncurrent_hours = Some(73.0);
    let kept = costs(&input, TermKind::MoveKept);
    assert!(close(kept, 10.0 * 0.023 * (0.1 + 720.0 / 730.0)), "{kept}");
    let objective = Objective::new(&input).unwrap();
    let fee = |kind, shard| -> f64 {
        let terms = objective.ongoing(0, shard).into_iter();
        let of_kind = terms.filter(|term| term.kind == kind);
        of_kind.map(|term| term.amount.usd()).sum()
    };
    let weeks = 720.0 / 168.0;
    assert_eq!(fee(TermKind::KmsRequests, 0), 0.0);
    assert!(close(
        fee(TermKind::KmsRequests, 1),
        1000.0 * weeks * 0.03 / 10_000.0
    ));
    assert!(close(
        fee(TermKind::Replication, 0),
        10.0 * 0.023 * 720.0 / 730.0
    ));
    // The account has one line for each, and adds up.
    let asked = request(&input, &[(0, 1)].into()).unwrap();
    let gain = objective.ongoing_cost(0, 0) - objective.ongoing_cost(0, 1);
    assert_eq!(asked.moves[0].account.gain(), gain);
}

#[test]
fn a_fee_without_a_price_counts_nowhere_and_is_named() {
    let mut input = two_regions();
    // Frankfurt's is in no table: Virginia's does not count either.
    input.segments[0].holdings = vec![Holding {
        class: "STANDARD_IA".into(),
        objects: 10,
        bytes: 10 << 30,
        billed_bytes: 10 << 30,
        unpaid_byte_hours: 0.0,
    }];
    let objective = Objective::new(&input).unwrap();
    for shard in [0, 1] {
        for term in objective.ongoing(0, shard) {
            let counts = matches!(term.kind, TermKind::Egress);
            assert_eq!(
                term.amount == Money::ZERO,
                !counts || shard == 1,
                "{term:?}"
            );
        }
    }
    let proposal = propose(&input).unwrap();
    let context = sample::context();
    let body = describe(&input, &proposal, &context, Vec::new());
    let storage = "prices.class.\"STANDARD_IA:eu-central-1\".storage";
    assert!(
        body.incomplete.iter().any(|key| key == storage),
        "{:?}",
        body.incomplete
    );
    let plain = two_regions();
    let proposal = propose(&plain).unwrap();
    let body = describe(&plain, &proposal, &context, Vec::new());
    assert!(body.incomplete.is_empty(), "{:?}", body.incomplete);
}

#[test]
fn what_goes_to_a_delivery_network_is_free() {
    let mut input = two_regions();
    input.shards[0].facts.cdn = true;
    let proposal = propose(&input).unwrap();
    assert!(proposal.moves.is_empty(), "nothing is saved by being near");
}
