//! What a durable step costs: `cargo bench --bench journal`.
//!
//! Appends of 1 and of 256 events, each one commit that survives power loss, into a move of 10⁵
//! transfers; a change of one rule in a map of 10⁵; and opening map.db for changes after all that.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use std::cell::RefCell;

use divan::Bencher;
use divan::counter::ItemsCount;
use shardctl::adapters::sqlite::SqliteMap;
use shardctl::migration::{
    Contract, Event, MigrationEvent, MigrationId, MigrationSettings, MoveId, MoveSpec,
    ObjectVersion, ProofLevel, TransferEvent,
};
use shardctl::placement::{MapDiff, Rule, Shard, ShardMap};
use shardctl::ports::{JournalStore, MapStore, VersionChange};

const RULES: usize = 100_000;
const TRANSFERS: usize = 100_000;

fn main() {
    divan::main();
}

fn shard(name: &str) -> Shard {
    Shard {
        name: name.into(),
        endpoint: "e".into(),
        bucket: name.into(),
        prefix: String::new(),
        mount: String::new(),
        region: "r".into(),
        weight: 1,
    }
}

fn id() -> MigrationId {
    MigrationId::new(0, 1)
}

fn created() -> Event {
    Event::Migration {
        id: id(),
        event: MigrationEvent::Created {
            plan_id: "0123456789ab".to_owned(),
            map_lsn: 1,
            settings: MigrationSettings {
                contract: Contract::Immutable,
                verify: ProofLevel::Checksum,
                grace_ms: 1,
                zombie_bound_ms: 1,
                allow_stream: false,
                force_stream: false,
            },
            moves: vec![MoveSpec {
                segment: "prefix:t/".parse().unwrap(),
                from: "a".into(),
                to: "b".into(),
                leaves: Vec::new(),
            }],
            at_ms: 0,
        },
    }
}

fn planned(n: usize) -> Event {
    Event::Transfer {
        id: MoveId {
            migration: id(),
            n: 1,
        },
        key: format!("t/2026/11/object-{n:010}.parquet").into(),
        event: TransferEvent::Planned {
            want: ObjectVersion {
                etag: format!("\"{n:032x}\""),
                version_id: None,
                size: 1_000_000,
                last_modified_ms: 1_795_219_200_000,
            },
            target_before: None,
        },
    }
}

/// A store whose map has `rules` rules and whose journal has planned `transfers` transfers.
fn store(directory: &std::path::Path, rules: usize, transfers: usize) -> SqliteMap {
    let mut map = ShardMap::new(1, ["a", "b"].map(shard));
    for n in 0..rules {
        let segment = format!("prefix:tenant/{n:08}/").parse().unwrap();
        map.insert(segment, "a".into(), 1);
    }
    let mut store = SqliteMap::create(directory).unwrap();
    store.adopt(&map, 0).unwrap();
    store.hold_epoch(1).unwrap();
    store.append(1, &[created()], 0).unwrap();
    for first in (0..transfers).step_by(256) {
        let batch: Vec<Event> = (first..transfers.min(first + 256)).map(planned).collect();
        store.append(1, &batch, 0).unwrap();
    }
    store
}

#[divan::bench(args = [1, 256], sample_count = 50, sample_size = 1)]
fn append(bencher: Bencher, events: usize) {
    let directory = tempfile::tempdir().unwrap();
    let store = RefCell::new(store(directory.path(), 1, TRANSFERS));
    let mut n = 0;
    bencher
        .counter(ItemsCount::new(events))
        .with_inputs(|| {
            n += 7_919;
            (n..n + events)
                .map(|n| planned(n % TRANSFERS))
                .collect::<Vec<Event>>()
        })
        .bench_local_values(|batch| store.borrow_mut().append(1, &batch, 0).unwrap());
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn change_one_rule(bencher: Bencher) {
    let directory = tempfile::tempdir().unwrap();
    let mut store = store(directory.path(), RULES, 0);
    let mut lsn = 1;
    bencher.bench_local(|| {
        let diff = MapDiff {
            from_lsn: lsn,
            to_lsn: lsn + 1,
            rules_set: vec![Rule {
                segment: format!("prefix:tenant/{lsn:08}/").parse().unwrap(),
                shard: "b".into(),
                lsn: lsn + 1,
            }],
            ..MapDiff::default()
        };
        lsn += 1;
        let change = VersionChange {
            diff,
            origin: "bench".to_owned(),
            created_ms: 0,
            published: false,
        };
        store.change_map(1, &change, &[], 0).unwrap()
    });
}

#[divan::bench(args = [1_000, TRANSFERS], sample_count = 20, sample_size = 1)]
fn open_for_changes(bencher: Bencher, transfers: usize) {
    let directory = tempfile::tempdir().unwrap();
    drop(store(directory.path(), 1, transfers));
    bencher.bench_local(|| {
        SqliteMap::open_for_changes(directory.path())
            .unwrap()
            .unwrap()
    });
}
