//! Tests of the access statistics in stats.db.

use super::*;
use crate::access::{Operation, RegionSource};
use proptest::prelude::*;

fn access(time_ms: i64, key: &str, record_id: u64) -> Access {
    Access {
        time_ms,
        key: key.into(),
        region: "r".into(),
        region_source: RegionSource::LogField,
        tenant: "".into(),
        operation: Operation::Get,
        bytes: 10,
        object_size: None,
        client: 1,
        record_id,
    }
}

fn batch(name: &str, offset: u64, state: BatchState, accesses: Vec<Access>) -> IngestBatch {
    IngestBatch {
        file: IngestedFile {
            name: name.to_owned(),
            offset,
            lines: offset / 10,
            oldest_event_ms: accesses.iter().map(|access| access.time_ms).min(),
            newest_event_ms: accesses.iter().map(|access| access.time_ms).max(),
            ..IngestedFile::default()
        },
        state,
        excluded: BTreeMap::from([("foreign".to_owned(), 1)]),
        accesses,
    }
}

fn stats() -> (tempfile::TempDir, SqliteStats) {
    let directory = tempfile::tempdir().unwrap();
    let stats = SqliteStats::create(directory.path()).unwrap();
    (directory, stats)
}

fn requests(stats: &SqliteStats) -> u64 {
    let profile = stats.profile().unwrap();
    let hours = profile.objects.iter().flat_map(|object| &object.hours);
    hours.map(|hour| hour.requests).sum()
}

#[test]
fn open_batches_count_only_once_their_file_is_done() {
    let (directory, mut stats) = stats();
    let first = batch("f", 100, BatchState::Open, vec![access(1, "a", 0)]);
    stats.commit("s", &first).unwrap();
    assert_eq!(requests(&stats), 0);
    assert_eq!(stats.source_files().unwrap(), []);
    // A process that dies here leaves them; the next one throws them away.
    drop(stats);
    let mut stats = SqliteStats::create(directory.path()).unwrap();
    stats.discard_open("s", "f").unwrap();
    stats.commit("s", &first).unwrap();
    let last = batch("f", 200, BatchState::Done, vec![access(2, "b", 0)]);
    stats.commit("s", &last).unwrap();
    assert_eq!(requests(&stats), 2);
    let files = stats.source_files().unwrap();
    assert_eq!((files.len(), files[0].file.offset), (1, 200));
    assert_eq!(stats.profile().unwrap().excluded["foreign"], 2);
}

#[test]
fn a_grown_file_adds_and_a_replaced_one_does_not() {
    let (_directory, mut stats) = stats();
    let done = |offset, key, state| batch("f", offset, state, vec![access(1, key, 0)]);
    stats
        .commit("s", &done(100, "a", BatchState::Done))
        .unwrap();
    stats
        .commit("s", &done(200, "b", BatchState::Done))
        .unwrap();
    assert_eq!(requests(&stats), 2);
    assert_eq!(stats.profile().unwrap().excluded["foreign"], 2);
    stats
        .commit("s", &done(50, "c", BatchState::DoneReplacing))
        .unwrap();
    let profile = stats.profile().unwrap();
    assert_eq!(profile.objects.len(), 1);
    assert_eq!(profile.objects[0].key, "c".into());
    assert_eq!(profile.excluded["foreign"], 1);
    assert_eq!(stats.source_files().unwrap()[0].file.offset, 50);
}

#[test]
fn renaming_keeps_what_was_read() {
    let (_directory, mut stats) = stats();
    for (name, key) in [("f", "new"), ("f.1", "old")] {
        let batch = batch(name, 9, BatchState::Done, vec![access(1, key, 0)]);
        stats.commit("s", &batch).unwrap();
    }
    let chain = [("f", "f.1"), ("f.1", "f.2")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    stats.rename_files("s", &chain).unwrap();
    let names: Vec<String> = stats
        .source_files()
        .unwrap()
        .into_iter()
        .map(|file| file.file.name)
        .collect();
    assert_eq!(names, ["f.1", "f.2"]);
    assert_eq!(requests(&stats), 2);
}

#[test]
fn duplicates_meet_across_files() {
    let (_directory, mut stats) = stats();
    stats
        .commit(
            "s",
            &batch("f", 9, BatchState::Done, vec![access(1, "a", 7)]),
        )
        .unwrap();
    stats
        .commit(
            "t",
            &batch("g", 9, BatchState::Done, vec![access(1, "a", 7)]),
        )
        .unwrap();
    assert_eq!(requests(&stats), 1);
    assert_eq!(stats.profile().unwrap().excluded["duplicate"], 1);
    assert_eq!(stats.sessions().unwrap().len(), 1);
}

#[test]
fn a_damaged_block_is_said() {
    let (_directory, mut stats) = stats();
    stats
        .commit(
            "s",
            &batch("f", 9, BatchState::Done, vec![access(1, "a", 7)]),
        )
        .unwrap();
    stats
        .database
        .transaction(|t| t.execute("UPDATE access_block SET accesses = x'00'", []))
        .unwrap();
    assert!(matches!(stats.profile(), Err(StoreError::Corrupt { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn neither_file_order_nor_batches_matter(
        times in prop::collection::vec((0_i64..3 * DAY_MS, "[ab]", 0_u64..20), 1..30),
        cut in 1_usize..10,
    ) {
        let accesses: Vec<Access> = times.iter().map(|(time, key, id)| access(*time, key, *id)).collect();
        let (_one, mut whole) = stats();
        whole.commit("s", &batch("f", 9, BatchState::Done, accesses.clone())).unwrap();
        let (_two, mut parts) = stats();
        for (at, part) in accesses.chunks(cut).rev().enumerate() {
            parts.commit("s", &batch(&format!("f{at}"), 9, BatchState::Done, part.to_vec())).unwrap();
        }
        let (mut a, mut b) = (whole.profile().unwrap(), parts.profile().unwrap());
        a.excluded.remove("foreign");
        b.excluded.remove("foreign");
        prop_assert_eq!(a, b);
        prop_assert_eq!(whole.sessions().unwrap(), parts.sessions().unwrap());
    }
}
