//! The contract of `InventoryStore`.

use super::*;

fn object(key: &str, size: u64) -> InventoryObject {
    InventoryObject {
        key: key.into(),
        size,
        etag: format!("{size:032x}"),
        storage_class: "STANDARD".to_owned(),
        last_modified_ms: 1_000 * size as i64,
    }
}

fn rows(objects: &[InventoryObject]) -> InventoryRows {
    let mut rows = InventoryRows::default();
    for object in objects {
        rows.push(object.as_row());
    }
    rows
}

fn all(store: &SqliteStats, shard: &ShardName) -> Vec<InventoryObject> {
    let objects = store.inventory_objects(shard).unwrap();
    objects.collect::<Result<_, _>>().unwrap()
}

#[test]
fn an_unfinished_inventory_shows_only_when_finished() {
    let directory = tempfile::tempdir().unwrap();
    let shard = ShardName::from("a");
    let mut store = SqliteStats::create(directory.path()).unwrap();
    store.begin_inventory(&shard, "scan", 50).unwrap();
    let rest = KeyRange {
        after: Some("k5".into()),
        until: None,
    };
    store
        .append_inventory(
            &shard,
            &mut rows(&[object("k5", 7)]),
            std::slice::from_ref(&rest),
        )
        .unwrap();
    assert!(all(&store, &shard).is_empty());
    drop(store);

    let mut store = SqliteStats::create(directory.path()).unwrap();
    let unfinished = store.unfinished_inventory(&shard).unwrap().unwrap();
    assert_eq!(unfinished.remaining, [rest]);
    let summary = InventorySummary {
        taken_ms: 50,
        origin: "scan".to_owned(),
        objects: 1,
        bytes: 7,
    };
    assert_eq!(unfinished.summary, summary);
    assert_eq!(store.finish_inventory(&shard).unwrap(), summary);
    assert_eq!(store.unfinished_inventory(&shard).unwrap(), None);
    assert_eq!(all(&store, &shard), [object("k5", 7)]);
}

#[test]
fn sizes_past_counting_stay_at_the_most() {
    let directory = tempfile::tempdir().unwrap();
    let shard = ShardName::from("a");
    let mut store = SqliteStats::create(directory.path()).unwrap();
    store.begin_inventory(&shard, "scan", 1).unwrap();
    for key in ["a", "b", "c"] {
        let huge = InventoryObject {
            size: i64::MAX as u64,
            ..object(key, 1)
        };
        store
            .append_inventory(&shard, &mut rows(&[huge]), &[])
            .unwrap();
    }
    let summary = store.finish_inventory(&shard).unwrap();
    assert_eq!((summary.objects, summary.bytes), (3, i64::MAX as u64));
}

#[test]
fn a_new_inventory_replaces_the_old_one_when_finished() {
    let directory = tempfile::tempdir().unwrap();
    let shard = ShardName::from("a");
    let mut store = SqliteStats::create(directory.path()).unwrap();
    for (time, key) in [(1, "old"), (2, "new")] {
        store.begin_inventory(&shard, "scan", time).unwrap();
        store
            .append_inventory(&shard, &mut rows(&[object(key, 1)]), &[])
            .unwrap();
        if time == 2 {
            assert_eq!(all(&store, &shard), [object("old", 1)]);
        }
        store.finish_inventory(&shard).unwrap();
    }
    assert_eq!(all(&store, &shard), [object("new", 1)]);
    assert_eq!(store.inventory_taken_ms(&shard).unwrap(), Some(2));
    let other = ShardName::from("b");
    assert_eq!(store.inventory(&other).unwrap(), None);
    assert!(all(&store, &other).is_empty());
}

#[test]
fn rows_written_in_any_order_are_read_in_byte_order() {
    let directory = tempfile::tempdir().unwrap();
    let shard = ShardName::from("a");
    let mut store = SqliteStats::create(directory.path()).unwrap();
    let mut wanted: Vec<_> = (0..9_000).map(|i| object(&format!("k{i:05}"), i)).collect();
    let mut shuffled = wanted.clone();
    fastrand::Rng::with_seed(7).shuffle(&mut shuffled);
    store.begin_inventory(&shard, "import", 1).unwrap();
    for part in shuffled.chunks(2_500) {
        store
            .append_inventory(&shard, &mut rows(part), &[])
            .unwrap();
    }
    store.finish_inventory(&shard).unwrap();
    wanted.sort_by(|a, b| a.key.cmp(&b.key));
    assert_eq!(all(&store, &shard), wanted);

    for index in [0, 1, 4_444, 8_999] {
        let found = store.inventory_object(&shard, &wanted[index].key).unwrap();
        assert_eq!(found.as_ref(), Some(&wanted[index]));
    }
    assert_eq!(
        store.inventory_object(&shard, &"k00000x".into()).unwrap(),
        None
    );
}

#[test]
fn a_key_that_comes_again_counts_once() {
    let directory = tempfile::tempdir().unwrap();
    let shard = ShardName::from("a");
    let mut store = SqliteStats::create(directory.path()).unwrap();
    let many: Vec<_> = (0..2_000).map(|i| object(&format!("k{i:05}"), 3)).collect();
    let within = [object("x", 1), object("y", 2), object("x", 8)];
    let across = [object("y", 8), object("k00005", 8), object("z", 4)];
    store.begin_inventory(&shard, "import", 1).unwrap();
    for part in [&many[..], &within[..], &across[..]] {
        store
            .append_inventory(&shard, &mut rows(part), &[])
            .unwrap();
    }
    let summary = store.finish_inventory(&shard).unwrap();
    assert_eq!((summary.objects, summary.bytes), (2_003, 6_000 + 1 + 2 + 4));
    let found = all(&store, &shard);
    assert_eq!(found.len(), 2_003);
    assert_eq!(
        found[2_000..],
        [object("x", 1), object("y", 2), object("z", 4)]
    );
    for wanted in [&many[5], &within[0], &within[1]] {
        let one = store.inventory_object(&shard, &wanted.key).unwrap();
        assert_eq!(one.as_ref(), Some(wanted));
    }
}

#[test]
fn a_damaged_block_is_corruption() {
    let directory = tempfile::tempdir().unwrap();
    let shard = ShardName::from("a");
    let mut store = SqliteStats::create(directory.path()).unwrap();
    store.begin_inventory(&shard, "scan", 1).unwrap();
    store
        .append_inventory(&shard, &mut rows(&[object("k", 1)]), &[])
        .unwrap();
    store.finish_inventory(&shard).unwrap();
    let damage = "UPDATE inventory_block SET rows = zeroblob(30)";
    store.database.run(|c| c.execute_batch(damage)).unwrap();
    let read: Result<Vec<_>, _> = store.inventory_objects(&shard).unwrap().collect();
    assert!(matches!(read, Err(StoreError::Corrupt { .. })));
}
