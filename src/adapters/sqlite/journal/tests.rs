//! The contract of `JournalStore`.

use super::*;
use crate::migration::{
    Contract, MigrationEvent, MigrationSettings, MoveEvent, MoveSpec, ObjectVersion, Proof,
    ProofLevel, Route, Sealed, Switch, TransferEvent,
};
use crate::placement::{Pin, Shard};

mod faults;
mod formats;
mod restored;

pub(super) const NOW: i64 = 1_795_219_200_000;

pub(super) fn shard(name: &str) -> Shard {
    Shard {
        name: name.into(),
        endpoint: "e".into(),
        bucket: format!("data-{name}"),
        prefix: String::new(),
        mount: String::new(),
        region: "r".into(),
        weight: 1,
    }
}

pub(super) fn adopted_map() -> ShardMap {
    let mut map = ShardMap::new(1, ["a", "b"].map(shard));
    map.insert("prefix:t/".parse().unwrap(), "a".into(), 1);
    map
}

/// An adopted map.db that holds epoch 1.
pub(super) fn opened(directory: &Path) -> SqliteMap {
    let mut store = SqliteMap::create(directory).unwrap();
    store.adopt(&adopted_map(), NOW).unwrap();
    store.hold_epoch(1).unwrap();
    store
}

pub(super) fn id() -> MigrationId {
    MigrationId::new(NOW, 7)
}

pub(super) fn move_id() -> MoveId {
    MoveId {
        migration: id(),
        n: 1,
    }
}

pub(super) fn version(etag: &str) -> ObjectVersion {
    ObjectVersion {
        etag: format!("\"{etag}\""),
        version_id: None,
        size: 10,
        last_modified_ms: NOW,
    }
}

pub(super) fn created() -> Event {
    let spec = |segment: &str| MoveSpec {
        segment: segment.parse().unwrap(),
        from: "a".into(),
        to: "b".into(),
        leaves: Vec::new(),
    };
    Event::Migration {
        id: id(),
        event: MigrationEvent::Created {
            plan_id: "0123456789ab".to_owned(),
            map_lsn: 1,
            settings: MigrationSettings {
                contract: Contract::Immutable,
                verify: ProofLevel::Checksum,
                grace_ms: 1_000,
                zombie_bound_ms: 1_000,
                allow_stream: false,
                force_stream: false,
            },
            moves: vec![spec("prefix:t/1/"), spec("prefix:t/2/")],
            at_ms: NOW,
        },
    }
}

pub(super) fn of_move(event: MoveEvent) -> Event {
    Event::Move {
        id: move_id(),
        event,
    }
}

pub(super) fn of_transfer(key: &str, event: TransferEvent) -> Event {
    Event::Transfer {
        id: move_id(),
        key: key.into(),
        event,
    }
}

pub(super) fn planned(key: &str) -> Event {
    of_transfer(
        key,
        TransferEvent::Planned {
            want: version("aa"),
            target_before: None,
        },
    )
}

pub(super) fn copy_intended(key: &str) -> Event {
    of_transfer(
        key,
        TransferEvent::CopyIntended {
            want: version("aa"),
            at_ms: NOW,
        },
    )
}

pub(super) fn copied(key: &str) -> Event {
    of_transfer(
        key,
        TransferEvent::Copied {
            copy: version("aa"),
            ours: true,
        },
    )
}

pub(super) fn verified(key: &str) -> Event {
    let proof = Proof {
        source: version("aa"),
        target: version("aa"),
        level: ProofLevel::Etag,
        digest: "md5:aa".to_owned(),
        attributes_hash: "00".to_owned(),
        at_ms: NOW,
    };
    of_transfer(key, TransferEvent::Verified { proof })
}

pub(super) fn sealed() -> Event {
    of_move(MoveEvent::Sealed {
        sealed: Sealed {
            objects: 2,
            bytes: 20,
            target_empty: true,
            at_ms: NOW,
        },
        route: Route::ServerSide,
    })
}

fn switch_intended() -> Event {
    of_move(MoveEvent::SwitchIntended {
        switch: Switch {
            lsn: 2,
            write_id: "w1".to_owned(),
            body: "{}".to_owned(),
        },
    })
}

/// `t/1/` to shard b.
fn switch_change() -> VersionChange {
    let mut after = adopted_map();
    after.lsn = 2;
    after.insert("prefix:t/1/".parse().unwrap(), "b".into(), 2);
    VersionChange {
        diff: MapDiff::between(&adopted_map(), &after),
        origin: "migrate switch".to_owned(),
        created_ms: NOW + 1,
        published: false,
    }
}

fn problem<T: std::fmt::Debug>(result: Result<T, StoreError>) -> String {
    match result.unwrap_err() {
        StoreError::Corrupt { problem, .. } => problem,
        other => panic!("not corrupt: {other}"),
    }
}

#[test]
fn what_was_appended_is_there_after_reopening() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = opened(directory.path());
    store.append(1, &[created()], NOW).unwrap();
    let batch = [planned("t/1/a"), planned("t/1/b"), sealed()];
    store.append(1, &batch, NOW).unwrap();
    let batch = [copy_intended("t/1/a"), copied("t/1/a"), verified("t/1/a")];
    let head = store.append(1, &batch, NOW).unwrap();
    drop(store);

    let store = SqliteMap::open_for_changes(directory.path())
        .unwrap()
        .unwrap();
    assert_eq!(store.identity().unwrap().head, head);
    assert_eq!(head.seq, 3);
    let migrations = store.migrations().unwrap();
    assert_eq!(migrations.len(), 1);
    assert_eq!(store.migration(&id()).unwrap().as_ref(), migrations.first());
    let moves = &migrations[0].moves;
    assert_eq!(moves.len(), 2);
    assert_eq!(moves[0].sealed.as_ref().unwrap().objects, 2);
    assert_eq!(moves[1].sealed, None);
    let transfer = store
        .transfer(&move_id(), &"t/1/a".into())
        .unwrap()
        .unwrap();
    assert_eq!(transfer.state, TransferState::Verified);
    assert!(transfer.proof.is_some());
    assert_eq!(store.transfer(&move_id(), &"t/1/c".into()).unwrap(), None);
    let one = Tally {
        objects: 1,
        bytes: 10,
    };
    assert_eq!(
        store.tally(&move_id()).unwrap(),
        [
            (TransferState::Planned, one),
            (TransferState::Verified, one)
        ]
        .into()
    );
}

#[test]
fn transfers_come_in_pages_by_key_and_state() {
    use TransferState::{Copied, CopyIntent, Planned, Verified};

    let directory = tempfile::tempdir().unwrap();
    let mut store = opened(directory.path());
    let keys = ["t/1/a", "t/1/b", "t/1/c", "t/1/d", "t/1/é"];
    let plan: Vec<Event> = [created()]
        .into_iter()
        .chain(keys.map(planned))
        .chain([
            copy_intended("t/1/b"),
            copy_intended("t/1/d"),
            copied("t/1/d"),
        ])
        .collect();
    store.append(1, &plan, NOW).unwrap();
    let page = |after: Option<&str>, limit, states: Option<&[TransferState]>| -> Vec<String> {
        let after = after.map(Key::from);
        let page = store.transfers(&move_id(), after.as_ref(), limit, states);
        let page = page.unwrap().into_iter();
        page.map(|(key, _)| key.as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(page(None, 2, None), ["t/1/a", "t/1/b"]);
    assert_eq!(page(Some("t/1/b"), 9, None), ["t/1/c", "t/1/d", "t/1/é"]);
    let some = Some(&[Planned, Copied][..]);
    assert_eq!(page(None, 2, some), ["t/1/a", "t/1/c"]);
    assert_eq!(page(Some("t/1/c"), 2, some), ["t/1/d", "t/1/é"]);
    assert_eq!(page(None, 9, Some(&[CopyIntent])), ["t/1/b"]);
    assert_eq!(page(None, 9, Some(&[Verified])), [""; 0]);
    let other = MoveId { n: 2, ..move_id() };
    assert_eq!(store.transfers(&other, None, 9, None).unwrap(), []);
}

#[test]
fn an_event_that_cannot_follow_names_the_batch_and_writes_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = opened(directory.path());
    let head = store.append(1, &[created()], NOW).unwrap();
    for (wrong, names) in [
        (copied("t/1/a"), "`copied` cannot follow `none`"),
        (created(), "holds migration m-20261121-000007 already"),
        (
            of_move(MoveEvent::Completed),
            "`completed` cannot follow `planned`",
        ),
    ] {
        let told = problem(store.append(1, &[planned("t/1/b"), wrong], NOW));
        assert!(told.contains(names) && told.contains("batch 2"), "{told}");
        assert_eq!(store.identity().unwrap().head, head);
        assert_eq!(store.tally(&move_id()).unwrap(), BTreeMap::new());
    }
    let stranger = MoveId { n: 3, ..move_id() };
    let event = Event::Move {
        id: stranger,
        event: MoveEvent::Verified,
    };
    assert!(problem(store.append(1, &[event], NOW)).contains("knows no move"));
    assert_eq!(
        store.append(1, &[], NOW).unwrap(),
        head,
        "nothing is no batch"
    );
}

#[test]
fn every_writing_call_checks_the_epoch() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = opened(directory.path());
    store.append(1, &[created()], NOW).unwrap();
    let mut other = SqliteMap::open_for_changes(directory.path())
        .unwrap()
        .unwrap();
    other.hold_epoch(2).unwrap();
    let results = [
        store.append(1, &[planned("t/1/a")], NOW).map(|_| ()),
        store.append(3, &[], NOW).map(|_| ()),
        store.change_map(1, &switch_change(), &[], NOW).map(|_| ()),
        store.set_published(1, 1),
        store.hold_epoch(2),
    ];
    for result in results {
        assert!(
            matches!(result, Err(StoreError::Fenced { found: 2, .. })),
            "{result:?}"
        );
    }
    assert_eq!(store.load().unwrap(), Some(adopted_map()));
    assert_eq!(store.identity().unwrap().published_lsn, 0);
    assert_eq!(store.identity().unwrap().head.seq, 1);
    store.append(2, &[planned("t/1/a")], NOW).unwrap();
}

#[test]
fn a_switch_is_one_transaction_of_map_and_journal() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = opened(directory.path());
    store.append(1, &[created(), sealed()], NOW).unwrap();
    let before = store.identity().unwrap();
    // The move is not in switch_intent: the map must not change either.
    let switched = of_move(MoveEvent::Switched { at_ms: NOW });
    let early = store.change_map(1, &switch_change(), std::slice::from_ref(&switched), NOW);
    assert!(problem(early).contains("`switched` cannot follow `copying`"));
    assert_eq!(store.load().unwrap(), Some(adopted_map()));
    assert_eq!(store.identity().unwrap(), before);

    let steps = [of_move(MoveEvent::Verified), switch_intended()];
    store.append(1, &steps, NOW).unwrap();
    let made = store
        .change_map(1, &switch_change(), &[switched], NOW)
        .unwrap();
    assert_eq!(
        (made.lsn, made.rules, made.origin.as_str()),
        (2, 2, "migrate switch")
    );
    drop(store);

    let store = SqliteMap::open_for_changes(directory.path())
        .unwrap()
        .unwrap();
    let after = switch_change().diff.apply(&adopted_map()).unwrap();
    assert_eq!(store.load().unwrap().as_ref(), Some(&after));
    assert_eq!(store.load_version(1).unwrap(), Some(adopted_map()));
    assert_eq!(store.load_version(2).unwrap(), Some(after));
    assert_eq!(
        store.changes_after(1).unwrap(),
        [(made, switch_change().diff)]
    );
    assert_eq!(store.changes_after(2).unwrap(), []);
    assert!(store.migration(&id()).unwrap().unwrap().moves[0].is_published());
}

#[test]
fn changes_that_do_not_fit_the_map_are_refused() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = opened(directory.path());
    let from = |from_lsn, to_lsn| {
        let mut change = switch_change();
        change.diff.from_lsn = from_lsn;
        change.diff.to_lsn = to_lsn;
        change
    };
    for wrong in [from(2, 3), from(0, 1), from(1, 3)] {
        problem(store.change_map(1, &wrong, &[], NOW));
    }
    let mut unknown = switch_change();
    unknown.diff.rules_set[0].shard = "z".into();
    assert!(problem(store.change_map(1, &unknown, &[], NOW)).contains("no shard of the map"));
    assert_eq!(store.load().unwrap(), Some(adopted_map()));

    let empty = tempfile::tempdir().unwrap();
    let mut store = SqliteMap::create(empty.path()).unwrap();
    store.hold_epoch(1).unwrap();
    assert!(problem(store.change_map(1, &switch_change(), &[], NOW)).contains("holds no map"));
}

#[test]
fn every_part_of_a_change_reaches_the_rows() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = opened(directory.path());
    let mut map = adopted_map();
    let pin = |text: &str, lsn| Pin {
        segment: text.parse().unwrap(),
        reason: "because".into(),
        lsn,
    };
    let changes: [&dyn Fn(&mut ShardMap); 5] = [
        &|map| {
            map.set_shard(shard("c"));
            map.insert("exact:t/x".parse().unwrap(), "c".into(), 2);
            map.pin(pin("prefix:lake/", 2));
        },
        &|map| {
            map.insert("exact:t/x".parse().unwrap(), "b".into(), 3);
            map.pin(pin("prefix:lake/", 3));
            map.pin(pin("exact:t/x", 3));
        },
        &|map| {
            let mut heavy = shard("b");
            heavy.weight = 9;
            map.set_shard(heavy);
            map.unpin(&"prefix:lake/".parse().unwrap());
        },
        &|map| {
            map.remove(&"prefix:t/".parse().unwrap());
            assert!(map.remove_shard(&"a".into()) && map.remove_shard(&"c".into()));
        },
        // A fence: nothing but the version.
        &|_| {},
    ];
    for change in changes {
        let before = map.clone();
        map.lsn += 1;
        change(&mut map);
        let change = VersionChange {
            diff: MapDiff::between(&before, &map),
            origin: "test".to_owned(),
            created_ms: NOW,
            published: false,
        };
        store.change_map(1, &change, &[], NOW).unwrap();
        assert_eq!(store.load().unwrap(), Some(map.clone()), "in one process");
        assert_eq!(store.load_version(map.lsn).unwrap(), Some(map.clone()));
    }
    // Another process changed the map meanwhile: the kept one is not trusted.
    let mut other = SqliteMap::open_for_changes(directory.path())
        .unwrap()
        .unwrap();
    for store in [&mut other, &mut store] {
        let change = VersionChange {
            diff: MapDiff {
                from_lsn: map.lsn,
                to_lsn: map.lsn + 1,
                ..MapDiff::default()
            },
            ..switch_change()
        };
        store.change_map(1, &change, &[], NOW).unwrap();
        map.lsn += 1;
    }
    assert_eq!(store.load().unwrap(), Some(map));
}

#[test]
fn published_versions_are_remembered_without_gaps() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = opened(directory.path());
    let published = |store: &SqliteMap| store.identity().unwrap().published_lsn;
    let fence = |from_lsn| VersionChange {
        diff: MapDiff {
            from_lsn,
            to_lsn: from_lsn + 1,
            ..MapDiff::default()
        },
        published: true,
        ..switch_change()
    };
    store.change_map(1, &fence(1), &[], NOW).unwrap();
    assert_eq!(published(&store), 0, "version 1 is not published");
    store.set_published(1, 2).unwrap();
    store.change_map(1, &fence(2), &[], NOW).unwrap();
    assert_eq!(published(&store), 3);
    store.set_published(1, 1).unwrap();
    assert_eq!(published(&store), 3, "never goes back");
    problem(store.set_published(1, 4));
}

#[test]
fn a_fleet_and_a_host_have_names_of_their_own() {
    let one = tempfile::tempdir().unwrap();
    let two = tempfile::tempdir().unwrap();
    let a = opened(one.path()).identity().unwrap();
    let b = opened(two.path()).identity().unwrap();
    assert_eq!((a.fleet_id.len(), a.host_id.len()), (32, 32));
    assert_ne!(a.fleet_id, b.fleet_id);
    assert_ne!(a.host_id, b.host_id);
    assert_ne!(a.fleet_id, a.host_id);
    let again = SqliteMap::open(one.path()).unwrap().unwrap();
    assert_eq!(again.identity().unwrap(), a);
    assert_eq!(a.head, ChainLink::default());
}

#[test]
fn the_chain_knows_its_links() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = opened(directory.path());
    assert!(store.has_link(&ChainLink::default()).unwrap());
    let first = store.append(1, &[created()], NOW).unwrap();
    let second = store.append(1, &[planned("t/1/a")], NOW).unwrap();
    assert_eq!(first.hash.len(), 64);
    for link in [&first, &second, &ChainLink::default()] {
        assert!(store.has_link(link).unwrap());
    }
    let ahead = ChainLink {
        seq: 3,
        ..second.clone()
    };
    let other = ChainLink {
        hash: first.hash,
        ..second.clone()
    };
    for link in [ahead, other] {
        assert!(!store.has_link(&link).unwrap());
    }
    assert_eq!(store.verify_chain(true).unwrap(), second);
}
