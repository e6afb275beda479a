//! Files of earlier versions open, and what this version writes keeps its form.

use std::fs;

use sha2::{Digest as _, Sha256};

use super::*;
use crate::migration::{Run, run_id};

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

/// Every kind of event, in an order that is allowed.
const EVENTS: &str = include_str!("../../../../../fixtures/formats/v1/journal.jsonl");

#[test]
fn the_golden_journal_keeps_its_bytes_and_its_hash() {
    use TransferState::{Aborted, Deleted, Skipped};

    let events: Vec<Event> = EVENTS
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for (event, line) in events.iter().zip(EVENTS.lines()) {
        assert_eq!(serde_json::to_string(event).unwrap(), line);
    }
    let directory = tempfile::tempdir().unwrap();
    let mut store = opened(directory.path());
    let head = store.append(1, &events, NOW).unwrap();
    let batch: String = store
        .database
        .run(|c| {
            c.query_row("SELECT CAST(batch AS TEXT) FROM journal", [], |row| {
                row.get(0)
            })
        })
        .unwrap();
    assert_eq!(batch, EVENTS);
    let golden = include_str!("../../../../../fixtures/formats/v1/journal.sha256");
    assert_eq!(head.hash, golden.trim_end());
    assert_eq!(store.verify_chain(true).unwrap(), head);
    let states: Vec<_> = store
        .tally(&move_id_of(&events))
        .unwrap()
        .into_keys()
        .collect();
    assert_eq!(states, [Deleted, Aborted, Skipped]);
}

#[test]
fn the_first_batch_of_a_run_says_whose_it_is_and_the_chain_can_be_followed_outside() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = opened(directory.path()).with_run(run());
    store.append(1, &[], NOW).unwrap();
    store.append(1, &[created()], NOW).unwrap();
    let paused = Event::Migration {
        id: id(),
        event: MigrationEvent::Paused,
    };
    let head = store
        .append(1, std::slice::from_ref(&paused), NOW + 1)
        .unwrap();
    assert_eq!(store.verify_chain(true).unwrap(), head);

    let first = store.batches_after(0, 1).unwrap();
    let rest = store.batches_after(first[0].seq, 100).unwrap();
    assert_eq!(first[0].events, [Event::Run(run()), created()]);
    assert_eq!(rest[0].events, [paused]);
    let mut newest = "0".repeat(64);
    for batch in first.iter().chain(&rest) {
        assert_eq!(batch.prev_hash, newest);
        let bytes: Vec<u8> = (0..32)
            .map(|n| u8::from_str_radix(&newest[2 * n..2 * n + 2], 16).unwrap())
            .collect();
        let mut hash = Sha256::new();
        hash.update(&bytes);
        hash.update(batch.seq.to_be_bytes());
        hash.update(batch.epoch.to_be_bytes());
        hash.update(batch.at_ms.to_be_bytes());
        for line in batch.text.lines() {
            hash.update(format!("{line}\n"));
        }
        newest = format!("{:x}", hash.finalize());
        assert_eq!(batch.hash, newest);
    }
    assert_eq!(head.hash, newest);
}

fn run() -> Run {
    Run {
        id: run_id(NOW, 7),
        version: "0.1.0".to_owned(),
        command: "migrate start".to_owned(),
        by: "sre@admin-1".to_owned(),
        credentials: None,
        reason: None,
    }
}

fn move_id_of(events: &[Event]) -> MoveId {
    let of_move = |event: &Event| match event {
        Event::Move { id, .. } => Some(id.clone()),
        _ => None,
    };
    events.iter().find_map(of_move).unwrap()
}
