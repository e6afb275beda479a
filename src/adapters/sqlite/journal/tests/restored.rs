//! A map.db made of what another has published.

use super::*;
use crate::adapters::sqlite::SqliteRestore;
use crate::ports::{ChangedStates, MapRestore as _, RestoredRows};

/// A journal of five batches: a sealed move with a verified and a planned transfer.
fn lived(directory: &Path) -> SqliteMap {
    let mut store = opened(directory);
    store.append(1, &[created()], NOW).unwrap();
    let batch = [planned("t/1/a"), planned("t/1/b"), sealed()];
    store.append(1, &batch, NOW).unwrap();
    for event in [copy_intended("t/1/a"), copied("t/1/a"), verified("t/1/a")] {
        store.append(1, &[event], NOW).unwrap();
    }
    store
}

/// What was published of a file, in pieces of at most so many transfers, brought into another.
fn restored(from: &SqliteMap, state_dir: &Path, limit: usize) -> Option<String> {
    let mut restore = SqliteRestore::begin(state_dir).unwrap();
    for (version, diff) in from.changes_after(0).unwrap() {
        restore.add_version(&version, &diff).unwrap();
    }
    let identity = from.identity().unwrap();
    let mut after = 0;
    while after < identity.head.seq {
        let changed = from.states_after(after, limit).unwrap();
        after = changed.to.seq;
        let ChangedStates {
            migrations,
            moves,
            transfers,
            ..
        } = changed;
        let rows = RestoredRows {
            migrations,
            moves,
            transfers,
        };
        restore.put(&rows).unwrap();
    }
    let identity = StoreIdentity {
        host_id: "another".to_owned(),
        epoch: 2,
        ..identity
    };
    Box::new(restore).finish(&identity).unwrap()
}

#[test]
fn what_is_restored_is_what_was_there_and_the_chain_goes_on() {
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let before = lived(old.path());
    for limit in [1, 100] {
        let aside = restored(&before, new.path(), limit);
        assert_eq!(aside.is_some(), limit == 100, "the second finds the first");
        let mut after = SqliteMap::open_for_changes(new.path()).unwrap().unwrap();
        let (was, is) = (before.identity().unwrap(), after.identity().unwrap());
        assert_eq!((was.head, was.lsn), (is.head.clone(), is.lsn));
        assert_eq!((is.epoch, is.host_id.as_str()), (2, "another"));
        assert_eq!(after.load().unwrap(), before.load().unwrap());
        assert_eq!(after.migrations().unwrap(), before.migrations().unwrap());
        let tally = |store: &SqliteMap| store.tally(&move_id()).unwrap();
        assert_eq!(tally(&after), tally(&before));
        let all = |store: &SqliteMap| store.transfers(&move_id(), None, 9, None).unwrap();
        assert_eq!(all(&after), all(&before));
        assert!(after.has_link(&is.head).unwrap());
        after.verify_chain(true).unwrap();

        let next = after.append(2, &[copy_intended("t/1/b")], NOW).unwrap();
        assert_eq!(next.seq, is.head.seq + 1);
        after.verify_chain(true).unwrap();
    }
}

#[test]
fn a_restored_journal_that_lost_a_batch_is_damaged() {
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    restored(&lived(old.path()), new.path(), 100);
    let mut store = SqliteMap::open_for_changes(new.path()).unwrap().unwrap();
    for event in [copy_intended("t/1/b"), copied("t/1/b")] {
        store.append(2, &[event], NOW).unwrap();
    }
    let delete = |sql| store.database.run(|connection| connection.execute(sql, []));
    delete("DELETE FROM journal WHERE seq = 6").unwrap();
    assert!(problem(store.verify_chain(true)).contains("batch 6 of its journal is missing"));
    delete("DELETE FROM checkpoint").unwrap();
    assert!(problem(store.verify_chain(true)).contains("batch 1 of its journal is missing"));
}

#[test]
fn transfers_of_a_move_that_nobody_knows_are_refused() {
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let from = lived(old.path());
    let mut restore = SqliteRestore::begin(new.path()).unwrap();
    let changed = from.states_after(1, 100).unwrap();
    let rows = RestoredRows {
        transfers: changed.transfers,
        ..RestoredRows::default()
    };
    restore.put(&rows).unwrap();
    let identity = from.identity().unwrap();
    let found = problem(Box::new(restore).finish(&identity));
    assert!(found.contains("nothing is known of"), "{found}");
    assert!(!new.path().join("map.db").exists());
    assert_eq!(std::fs::read_dir(new.path()).unwrap().count(), 0);
}
