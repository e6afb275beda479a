//! The copy of the map that readers take, beside the log that they fall back to.

use super::*;
use crate::engine::control::{names, newest_version};
use crate::placement::{CurrentMap, MapReader, Offered, decode_current, decode_entry};

async fn copy(control: &dyn ControlStore) -> CurrentMap {
    let bytes = control.read(names::CURRENT_MAP).await.unwrap().unwrap();
    decode_current(&bytes).unwrap()
}

/// What a reader does whose copy is too old.
async fn read_on(reader: &mut MapReader, control: &dyn ControlStore, listed_ms: i64) {
    let known = names::map_entry(reader.position().1);
    let mut entries = Vec::new();
    for name in control.names(names::MAP_LOG, Some(&known)).await.unwrap() {
        let bytes = control.read(&name).await.unwrap().unwrap();
        entries.push(decode_entry(&bytes).unwrap());
    }
    reader.follow(&entries, listed_ms).unwrap();
}

#[tokio::test]
async fn every_publish_is_followed_by_a_copy_for_readers() {
    let world = TestWorld::adopted();
    let control = location(&world.simulator, "control");
    let mut fleet = world.open().await.unwrap();
    let first = copy(&control).await;
    assert_eq!(first.map, ShardMap::clone(&fleet.map()));
    assert_eq!((first.epoch, first.issued_ms), (1, NOW_MS));
    assert_eq!(first.max_staleness_ms, STALENESS_MS);
    fleet.change(&pinned(&fleet, "prefix:t/")).await.unwrap();
    let second = copy(&control).await;
    assert_eq!(second.map, ShardMap::clone(&fleet.map()));
    let mut reader = MapReader::new(second);
    assert_eq!(reader.offer(first).unwrap(), Offered::Ignored);
    assert_eq!(newest_version(&control, 0).await.unwrap(), Some(2));
    assert_eq!(newest_version(&control, 2).await.unwrap(), None);
}

/// The copy is advice: where it cannot be written the version is published all the same, and the log has it.
#[tokio::test]
async fn a_copy_that_could_not_be_written_is_made_up_for_by_the_log() {
    let mut world = TestWorld::adopted();
    drop(world.open().await.unwrap());
    let inner = location(&world.simulator, "control");
    // Anchor and lease of the opening, the entry, its anchor, the copy.
    world.control = Some(Failing::at(inner, 5, false, false));
    let mut fleet = world.open().await.unwrap();
    fleet.change(&pinned(&fleet, "prefix:t/")).await.unwrap();
    let control = location(&world.simulator, "control");
    let mut reader = MapReader::new(copy(&control).await);
    assert_eq!(reader.position(), (1, 1));
    let later = NOW_MS + STALENESS_MS + 1;
    assert!(reader.is_stale(later));
    read_on(&mut reader, &control, later).await;
    assert_eq!(reader.position(), (1, 2));
    assert!(!reader.is_stale(later));
    // The next who changes something writes it.
    drop(fleet);
    drop(world.open().await.unwrap());
    assert_eq!(copy(&control).await.map.lsn, 2);
}

/// A migration keeps its grace when the config has a longer one since: no reader may go by a map for longer.
#[tokio::test]
async fn no_copy_is_gone_by_for_longer_than_a_grace_that_runs() {
    let world = TestWorld::adopted();
    let control = location(&world.simulator, "control");
    let mut fleet = world.open().await.unwrap();
    fleet.change(&pinned(&fleet, "prefix:x/")).await.unwrap();
    assert_eq!(copy(&control).await.max_staleness_ms, STALENESS_MS);
    let grace_ms = STALENESS_MS / 2;
    let created = switches::created_with(grace_ms);
    fleet.journal().append(vec![created]).await.unwrap();
    fleet.change(&pinned(&fleet, "prefix:y/")).await.unwrap();
    assert_eq!(copy(&control).await.max_staleness_ms, grace_ms);
}
