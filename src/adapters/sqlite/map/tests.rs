//! The contract of `MapStore`, and what damage looks like.

use super::*;
use crate::placement::MapDiff;
use crate::placement::{Pin, Segment, Shard};
use crate::ports::{JournalStore as _, VersionChange};

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
    for plan in [plan("aa", 1), plan("bb", 2)] {
        store.save_plan(&plan).unwrap();
    }
    assert_eq!(store.plans().unwrap(), [plan("bb", 2), plan("aa", 1)]);
    let unnamed = StoredPlan {
        name: None,
        ..plan("aa", 2)
    };
    store.save_plan(&unnamed).unwrap();
    assert_eq!(store.plans().unwrap(), [plan("aa", 2), plan("bb", 2)]);
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

/// A file with the map, damaged by hand.
fn damaged(damage: &str) -> (tempfile::TempDir, SqliteMap) {
    let directory = tempfile::tempdir().unwrap();
    let mut store = SqliteMap::create(directory.path()).unwrap();
    store.adopt(&map(), 1).unwrap();
    let ran = store
        .database
        .run(|c| c.execute_batch(&format!("PRAGMA foreign_keys = OFF; {damage}")));
    ran.unwrap();
    (directory, store)
}

#[test]
fn a_question_for_one_key_notices_every_damage_that_could_change_its_answer() {
    const REMOVED: &str = "DELETE FROM rule WHERE key = CAST('t/4/' AS BLOB)";
    let cases = [
        ("t/4/y", REMOVED),
        ("t/4/x", "DELETE FROM rule WHERE kind = 0"),
        ("u", "DELETE FROM rule WHERE length(key) = 0"),
        ("t/5", "DELETE FROM rule WHERE key = CAST('t/5' AS BLOB)"),
        (
            "t/4/y",
            "UPDATE rule SET shard = 'a' WHERE key = CAST('t/4/' AS BLOB)",
        ),
        (
            "t/4/y",
            "UPDATE rule SET key = CAST('t/4/z' AS BLOB) WHERE key = CAST('t/4/' AS BLOB)",
        ),
        (
            "t/4/y",
            "INSERT INTO rule SELECT 0, CAST('t/4/y' AS BLOB), shard, lsn, next, checksum
             FROM rule WHERE kind = 0",
        ),
        (
            "u/1",
            "INSERT INTO rule VALUES (1, CAST('u/' AS BLOB), 'b', 1, NULL, NULL)",
        ),
        ("u", "UPDATE shard SET weight = 9 WHERE name = 'c'"),
        ("u", "UPDATE shard SET bucket = 'mine' WHERE name = 'a'"),
        (
            "u",
            "UPDATE rule_seal SET first = CAST('t/' AS BLOB) WHERE kind = 1",
        ),
        ("t/4/x", "DELETE FROM rule_seal WHERE kind = 0"),
        // Without any seal the map is read whole.
        (
            "t/4/y",
            "DELETE FROM rule_seal; UPDATE rule SET shard = 'a'",
        ),
    ];
    for (key, damage) in cases {
        let (_directory, store) = damaged(damage);
        let asked = store.load_covering(&[Key::from(key)]);
        let noticed = matches!(asked, Err(StoreError::Corrupt { .. }));
        assert!(noticed, "{damage}: {asked:?}");
    }
    // What has no say in an answer is not read for it.
    let (_directory, store) = damaged(REMOVED);
    let other = Key::from("s");
    let part = store.load_covering(std::slice::from_ref(&other)).unwrap();
    assert_eq!(part.unwrap().locate(&other), map().locate(&other));
}

#[test]
fn rules_stay_linked_through_any_changes() {
    let mut random = fastrand::Rng::with_seed(7);
    let segments: Vec<Segment> = ["", "a", "a/", "a/b", "a/b/", "a/c", "b", "b/", "é"]
        .iter()
        .flat_map(|key| {
            let key = Key::from(*key);
            [Segment::Exact(key.clone()), Segment::Prefix(key)]
        })
        .collect();
    let keys: Vec<Key> = [
        "", "0", "a", "a/", "a/b", "a/b/1", "a/c", "a/d", "b/1", "c", "é/1",
    ]
    .map(Key::from)
    .into();
    let directory = tempfile::tempdir().unwrap();
    let mut store = SqliteMap::create(directory.path()).unwrap();
    let mut now = ShardMap::new(1, ["a", "b", "c"].map(shard));
    store.adopt(&now, 1).unwrap();
    for _ in 0..60 {
        let mut next = now.clone();
        next.lsn += 1;
        for _ in 0..random.usize(1..4) {
            let segment = segments[random.usize(..segments.len())].clone();
            if random.bool() {
                next.remove(&segment);
            } else {
                let name = ["a", "b", "c"][random.usize(..3)];
                next.insert(segment, name.into(), next.lsn);
            }
        }
        let change = VersionChange {
            diff: MapDiff::between(&now, &next),
            origin: "test".to_owned(),
            created_ms: 1,
            published: false,
        };
        store.change_map(0, &change, &[], 1).unwrap();
        let reopened = SqliteMap::open(directory.path()).unwrap().unwrap();
        let part = reopened.load_covering(&keys).unwrap().unwrap();
        for key in &keys {
            assert_eq!(part.locate(key), next.locate(key), "{key:?} in {next:?}");
        }
        now = next;
    }
}

#[test]
fn many_rules_at_once_are_linked_as_one_by_one() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = SqliteMap::create(directory.path()).unwrap();
    let mut map = ShardMap::new(1, ["a", "b"].map(shard));
    for n in 0..2_500 {
        let segment = Segment::Prefix(format!("t/{n}/").into());
        map.insert(segment, ["a", "b"][n % 2].into(), 1);
    }
    store.adopt(&map, 1).unwrap();
    let keys: Vec<Key> = (0..2_500).map(|n| format!("t/{n}/x").into()).collect();
    let part = store.load_covering(&keys).unwrap().unwrap();
    for key in &keys {
        assert_eq!(part.locate(key), map.locate(key), "{key:?}");
    }
}
