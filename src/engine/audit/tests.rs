//! Buckets that are not as the map says, each in one way.

use super::judge::Judge;
use super::*;
use crate::engine::sides::Holder;
use crate::migration::{
    Contract, MigrationId, MigrationSettings, Move, MoveSpec, MoveState, ProofLevel,
};
use crate::placement::Shard;
use crate::ports::ListedObject;

fn map() -> ShardMap {
    let mut map = ShardMap::new(1, ["a", "b", "c"].map(|name| Shard::of_tests(name, 1)));
    map.insert("prefix:".parse().unwrap(), "a".into(), 1);
    map.insert("prefix:t/".parse().unwrap(), "b".into(), 1);
    map
}

/// A migration whose one move, `prefix:t/` from `a` to `b`, is in this state.
fn moved(state: MoveState) -> Migration {
    let spec = MoveSpec {
        segment: "prefix:t/".parse().unwrap(),
        from: "a".into(),
        to: "b".into(),
        leaves: Vec::new(),
    };
    Migration {
        id: MigrationId::new(0, 1),
        plan_id: String::new(),
        map_lsn: 1,
        settings: MigrationSettings {
            contract: Contract::Immutable,
            verify: ProofLevel::Checksum,
            grace_ms: 1,
            zombie_bound_ms: 1,
            allow_stream: false,
            force_stream: false,
        },
        created_ms: 0,
        paused: false,
        cancelling: false,
        queued: None,
        moves: vec![Move {
            state,
            ..Move::planned(1, spec)
        }],
    }
}

fn holder(shard: &str, bytes: &str) -> Holder {
    Holder {
        shard: Shard::of_tests(shard, 1),
        object: ListedObject {
            key: String::new(),
            size: bytes.len() as u64,
            etag: format!("\"{bytes}\""),
            last_modified_ms: 0,
            storage_class: None,
        },
    }
}

/// What is said of a key that these shards hold.
fn judged(key: &str, migrations: &[Migration], holders: &[(&str, &str)]) -> AuditReport {
    let map = map();
    let mut report = AuditReport::default();
    let holders: Vec<Holder> = (holders.iter())
        .map(|(shard, bytes)| holder(shard, bytes))
        .collect();
    Judge::new(&map, migrations).judge(&key.into(), &holders, &mut report);
    report
}

fn kinds(report: &AuditReport) -> Vec<&'static str> {
    report.findings.iter().map(|it| it.kind.name()).collect()
}

#[test]
fn each_way_to_be_elsewhere_has_its_name() {
    let none = &[][..];
    let completed = &[moved(MoveState::Completed)][..];
    let under_way = &[moved(MoveState::Switched)][..];
    for (key, migrations, holders, expected) in [
        ("x", none, &[("a", "1")][..], None),
        ("t/x", none, &[("b", "1")], None),
        ("t/x", none, &[("a", "1")], Some("missing")),
        ("t/x", none, &[("a", "1"), ("b", "1")], None),
        ("t/x", none, &[("a", "12"), ("b", "1")], Some("diverged")),
        ("t/x", none, &[("a", "2"), ("b", "1")], Some("unexpected")),
        (
            "t/x",
            completed,
            &[("a", "1"), ("b", "1")],
            Some("resurrected"),
        ),
        ("t/x", under_way, &[("a", "2"), ("b", "1")], None),
        ("x", under_way, &[("a", "2"), ("b", "11")], Some("diverged")),
    ] {
        let report = judged(key, migrations, holders);
        assert_eq!(kinds(&report), expected.as_slice(), "{key} {holders:?}");
        assert_eq!(report.sound, u64::from(expected.is_none()));
    }
    // Switched back: the map says `a` again.
    let mut back = map();
    back.insert("prefix:t/".parse().unwrap(), "a".into(), 2);
    let (reversed, mut report) = ([moved(MoveState::Reversed)], AuditReport::default());
    let both = [holder("a", "1"), holder("b", "1")];
    Judge::new(&back, &reversed).judge(&"t/x".into(), &both, &mut report);
    assert_eq!(kinds(&report), ["orphan"]);
}

#[test]
fn what_could_not_be_listed_is_not_missing() {
    let map = map();
    let mut report = AuditReport::default();
    let error = BucketError::not_implemented("ListObjectsV2", "b");
    report.unreadable.insert("b".into(), error);
    Judge::new(&map, &[]).judge(&"t/x".into(), &[holder("a", "1")], &mut report);
    assert!(!report.differs());
}

#[test]
fn every_key_falls_into_one_part() {
    let parts = 7;
    let mut sizes = [0; 7];
    for n in 0..7_000 {
        let key = Key::from(format!("tenant/{n}"));
        let having = (1..=parts).filter(|part| Subset { part: *part, parts }.has(&key));
        let having: Vec<u64> = having.collect();
        assert_eq!(having.len(), 1);
        sizes[having[0] as usize - 1] += 1;
    }
    assert!(
        sizes.iter().all(|size| (800..1_200).contains(size)),
        "{sizes:?}"
    );
}
