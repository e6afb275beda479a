//! Files of earlier versions open, and what this version writes keeps its form.

use std::fs;

use super::*;

/// Written by `init --adopt` before map.db had a journal.
const STEP_ONE: &[u8] = include_bytes!("../../../../../fixtures/formats/v1/map.db");

fn directory_with(bytes: &[u8]) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("map.db"), bytes).unwrap();
    directory
}

#[test]
fn a_file_without_a_journal_gets_one_when_it_is_opened() {
    let directory = directory_with(STEP_ONE);
    let reading = SqliteMap::open(directory.path()).unwrap().unwrap();
    let map = reading.load().unwrap().unwrap();
    assert_eq!((map.lsn, map.rule_count(), map.pins().count()), (1, 22, 1));
    let key = Key::from("tenant/delta/x");
    let part = reading
        .load_covering(std::slice::from_ref(&key))
        .unwrap()
        .unwrap();
    assert_eq!(part.locate(&key), map.locate(&key));
    assert_eq!(reading.history().unwrap().len(), 1);
    let identity = reading.identity().unwrap();
    assert_eq!(
        (identity.epoch, identity.lsn, identity.published_lsn),
        (0, 1, 0)
    );
    // The step does not depend on the `-wal` file, which a copy of the file alone would lack.
    let copy = directory_with(&fs::read(directory.path().join("map.db")).unwrap());
    let copied = SqliteMap::open(copy.path()).unwrap().unwrap();
    assert_eq!(copied.identity().unwrap(), identity);

    let mut store = SqliteMap::open_for_changes(directory.path())
        .unwrap()
        .unwrap();
    store.hold_epoch(1).unwrap();
    store.set_published(1, 1).unwrap();
    let head = store.append(1, &[created()], NOW).unwrap();
    assert_eq!(reading.identity().unwrap().head, head);
    assert_eq!(reading.load().unwrap(), Some(map));
    assert_eq!(store.verify_chain(true).unwrap(), head);
}
