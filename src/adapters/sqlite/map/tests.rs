//! The contract of `MapStore`, and what damage looks like.

use super::*;
use crate::placement::{Pin, Shard};

fn shard(name: &str) -> Shard {
    Shard {
        name: name.into(),
        endpoint: "aws".into(),
        bucket: format!("data-{name}"),
        prefix: "p/".into(),
        mount: "m/".into(),
        region: "eu-central-1".into(),
        weight: 7,
    }
}

fn map() -> ShardMap {
    let mut map = ShardMap::new(1, ["a", "b", "c"].map(shard));
    for (segment, shard) in [
        ("prefix:", "a"),
        ("prefix:t/", "b"),
        ("prefix:t/4/", "c"),
        ("exact:t/4/x", "a"),
        ("prefix:t/5", "a"),
    ] {
        map.insert(segment.parse().unwrap(), shard.into(), 1);
    }
    map.pin(Pin {
        segment: "prefix:lake/".parse().unwrap(),
        reason: "Delta table".into(),
        lsn: 1,
    });
    map
}

#[test]
fn a_map_survives_reopening() {
    let directory = tempfile::tempdir().unwrap();
    assert!(SqliteMap::open(directory.path()).unwrap().is_none());
    let mut store = SqliteMap::create(directory.path()).unwrap();
    assert_eq!(store.load().unwrap(), None);
    let version = store.adopt(&map(), 5_000).unwrap();
    drop(store);

    let store = SqliteMap::open(directory.path()).unwrap().unwrap();
    assert_eq!(store.load().unwrap(), Some(map()));
    assert_eq!(store.load_version(1).unwrap(), Some(map()));
    assert_eq!(store.load_version(2).unwrap(), None);
    assert_eq!(store.load_version(0).unwrap(), None);
    assert_eq!(store.history().unwrap(), [version]);
}

#[test]
fn a_second_adoption_changes_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = SqliteMap::create(directory.path()).unwrap();
    store.adopt(&map(), 1).unwrap();
    let again = store.adopt(&ShardMap::new(1, [shard("z")]), 2);
    assert!(matches!(again, Err(StoreError::Exists(_))));
    assert_eq!(store.load().unwrap(), Some(map()));
}

#[test]
fn covering_rules_locate_like_the_whole_map() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = SqliteMap::create(directory.path()).unwrap();
    store.adopt(&map(), 1).unwrap();
    let keys: Vec<Key> = ["t/4/x", "t/4/y", "t/5", "t/51/a", "t/6", "u", "s", ""]
        .map(Key::from)
        .into();
    let part = store.load_covering(&keys).unwrap().unwrap();
    for key in &keys {
        assert_eq!(part.locate(key), map().locate(key), "{key:?}");
    }
    let one = store.load_covering(&keys[..1]).unwrap().unwrap();
    assert_eq!(one.rule_count(), 1, "reads no rule it does not need");
}

#[test]
fn plans_are_kept_newest_first_and_once() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = SqliteMap::create(directory.path()).unwrap();
    let plan = |id: &str, created_ms| StoredPlan {
        id: id.to_owned(),
        name: Some("nightly".to_owned()),
        created_ms,
        document: b"{}".to_vec(),
    };
    for plan in [plan("aa", 1), plan("bb", 2), plan("aa", 3)] {
        store.save_plan(&plan).unwrap();
    }
    assert_eq!(store.plans().unwrap(), [plan("bb", 2), plan("aa", 1)]);
}

#[test]
fn a_value_changed_behind_our_back_is_corruption() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = SqliteMap::create(directory.path()).unwrap();
    store.adopt(&map(), 1).unwrap();
    for damage in [
        "UPDATE rule SET shard = 'a' WHERE key = CAST('t/4/' AS BLOB)",
        "UPDATE rule SET kind = 7 WHERE key = CAST('t/4/' AS BLOB)",
        "UPDATE shard SET weight = -1 WHERE name = 'a'",
        "UPDATE map_version SET hash = 'x'",
    ] {
        let copy = tempfile::tempdir().unwrap();
        std::fs::copy(
            directory.path().join(FILE_NAME),
            copy.path().join(FILE_NAME),
        )
        .unwrap();
        let damaged = SqliteMap::open(copy.path()).unwrap().unwrap();
        damaged.database.run(|c| c.execute_batch(damage)).unwrap();
        let error = damaged.load().unwrap_err();
        assert!(
            matches!(error, StoreError::Corrupt { .. }),
            "{damage}: {error}"
        );
    }
}
