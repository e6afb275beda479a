//! What damage, a full disk and other processes do to map.db: an error that says so, or a state that
//! was once committed; never half of one, and never fewer rows without the anchor telling.

use std::fs;
use std::path::PathBuf;

use super::*;

/// Everything that the file says, but for what is written for people only.
#[derive(Clone, Debug, PartialEq)]
struct Survey {
    identity: StoreIdentity,
    map: Option<ShardMap>,
    changes: Vec<MapDiff>,
    migrations: Vec<Migration>,
    transfers: Vec<(Key, Transfer)>,
    in_flight: Vec<(Key, Transfer)>,
    tally: BTreeMap<TransferState, Tally>,
}

const IN_FLIGHT: [TransferState; 3] = [
    TransferState::Planned,
    TransferState::CopyIntent,
    TransferState::Copied,
];

fn survey(store: &SqliteMap) -> Result<Survey, StoreError> {
    store.verify_chain(true)?;
    let identity = store.identity()?;
    Ok(Survey {
        map: store.load()?,
        changes: store
            .changes_after(0)?
            .into_iter()
            .map(|(_, diff)| diff)
            .collect(),
        migrations: store.migrations()?,
        transfers: store.transfers(&move_id(), None, 10_000, None)?,
        in_flight: store.transfers(&move_id(), None, 10_000, Some(&IN_FLIGHT))?,
        tally: store.tally(&move_id())?,
        identity,
    })
}

fn survey_of(directory: &Path) -> Result<Survey, StoreError> {
    let store = SqliteMap::open_for_changes(directory)?;
    survey(&store.expect("the file is there"))
}

fn file(directory: &Path) -> PathBuf {
    directory.join("map.db")
}

fn wal(directory: &Path) -> PathBuf {
    directory.join("map.db-wal")
}

/// The steps of a short life, each one commit.
fn live(store: &mut SqliteMap, mut after_each: impl FnMut(&SqliteMap)) {
    let keys: Vec<String> = (0..40).map(|n| format!("t/1/{n:02}")).collect();
    let all = |event: fn(&str) -> Event| keys.iter().map(|key| event(key)).collect::<Vec<_>>();
    let half = |event: fn(&str) -> Event| all(event).split_off(20);
    for batch in [
        vec![created()],
        all(planned),
        vec![sealed()],
        half(copy_intended),
        half(copied),
        half(verified),
    ] {
        store.append(1, &batch, NOW).unwrap();
        after_each(store);
    }
    store.change_map(1, &switch_change(), &[], NOW).unwrap();
    after_each(store);
}

/// A directory with a map.db that has lived and was closed, and what it says.
fn lived() -> (tempfile::TempDir, Survey) {
    let directory = tempfile::tempdir().unwrap();
    let mut store = opened(directory.path());
    live(&mut store, |_| {});
    let survey = survey(&store).unwrap();
    drop(store);
    assert!(!wal(directory.path()).exists(), "closed means checkpointed");
    (directory, survey)
}

/// A directory with these files of another.
fn copy_of(main: &[u8], wal_bytes: Option<&[u8]>) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    fs::write(file(directory.path()), main).unwrap();
    if let Some(bytes) = wal_bytes {
        fs::write(wal(directory.path()), bytes).unwrap();
    }
    directory
}

#[track_caller]
fn damaged_or(found: Result<Survey, StoreError>, allowed: &[Survey], what: &str) {
    match found {
        Ok(found) => assert!(allowed.contains(&found), "{what}: another state"),
        Err(StoreError::Corrupt { .. } | StoreError::Unusable { .. }) => {}
        Err(other) => panic!("{what}: {other}"),
    }
}

#[test]
fn a_truncated_file_is_damaged() {
    let (directory, whole) = lived();
    let bytes = fs::read(file(directory.path())).unwrap();
    let pages = (0..bytes.len()).step_by(4_096);
    let odd = [
        1,
        99,
        100,
        511,
        4_095,
        bytes.len() / 2 + 13,
        bytes.len() - 1,
    ];
    for len in pages.chain(odd) {
        let copy = copy_of(&bytes[..len], None);
        let found = survey_of(copy.path());
        let what = format!("{len} of {} bytes", bytes.len());
        if len.is_multiple_of(4_096) {
            let said = matches!(found, Err(StoreError::Corrupt { .. }));
            assert!(said, "{what}: {:?}", found.map(|_| ()));
        } else {
            damaged_or(found, std::slice::from_ref(&whole), &what);
        }
    }
}

#[test]
fn a_flipped_bit_is_seen_or_changes_nothing() {
    let (directory, whole) = lived();
    let bytes = fs::read(file(directory.path())).unwrap();
    let mut seen = 0;
    // A stride that meets every part of pages and rows sooner or later.
    for at in (0..bytes.len()).step_by(499) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        let copy = copy_of(&flipped, None);
        let found = survey_of(copy.path());
        seen += usize::from(found.is_err());
        damaged_or(found, std::slice::from_ref(&whole), &format!("byte {at}"));
    }
    assert!(seen > 50, "most of the file is not free space: {seen}");
}

#[test]
fn a_damaged_wal_ends_at_a_commit_and_the_anchor_tells() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = opened(directory.path());
    store.database.checkpoint().unwrap();
    let mut states = vec![survey(&store).unwrap()];
    live(&mut store, |store| states.push(survey(store).unwrap()));
    let main = fs::read(file(directory.path())).unwrap();
    let log = fs::read(wal(directory.path())).unwrap();
    let anchor = store.identity().unwrap().head;
    drop(store);

    let judge = |log: Option<&[u8]>, what: &str| {
        let copy = copy_of(&main, log);
        let found = survey_of(copy.path());
        if let Ok(found) = &found
            && found.identity.head != anchor
        {
            let store = SqliteMap::open(copy.path()).unwrap().unwrap();
            assert!(!store.has_link(&anchor).unwrap(), "{what}");
        }
        let reached = found.as_ref().ok().map(|found| found.identity.head.seq);
        damaged_or(found, &states, what);
        reached
    };
    assert_eq!(judge(Some(&log), "whole"), Some(anchor.seq));
    assert_eq!(judge(None, "deleted"), Some(0));
    assert_eq!(judge(Some(b""), "empty"), Some(0));
    for at in (0..log.len()).step_by(3_001) {
        let mut flipped = log.clone();
        flipped[at] ^= 1 << (at % 8);
        judge(Some(&flipped), &format!("bit of byte {at}"));
        judge(Some(&log[..at]), &format!("{at} bytes"));
    }
}

#[test]
fn an_older_copy_does_not_have_the_anchor() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = opened(directory.path());
    store.append(1, &[created()], NOW).unwrap();
    store.database.checkpoint().unwrap();
    let older = fs::read(file(directory.path())).unwrap();
    let own = store.identity().unwrap().head;
    let anchor = store.append(1, &[planned("t/1/a")], NOW).unwrap();
    assert!(store.has_link(&anchor).unwrap());

    let copy = copy_of(&older, None);
    let mut restored = SqliteMap::open_for_changes(copy.path()).unwrap().unwrap();
    assert!(restored.has_link(&own).unwrap());
    assert!(!restored.has_link(&anchor).unwrap());
    // Nor has it when it lives on and reaches the same number.
    let other = restored.append(1, &[planned("t/1/b")], NOW).unwrap();
    assert_eq!(other.seq, anchor.seq);
    assert!(!restored.has_link(&anchor).unwrap());
}

#[test]
fn rows_changed_behind_our_back_are_damage() {
    let (directory, _) = lived();
    let bytes = fs::read(file(directory.path())).unwrap();
    for (damage, says) in [
        (
            "UPDATE transfer SET state = 'deleted' WHERE key = CAST('t/1/07' AS BLOB)",
            "t/1/07",
        ),
        (
            "UPDATE transfer SET bytes = 11 WHERE key = CAST('t/1/07' AS BLOB)",
            "t/1/07",
        ),
        (
            "UPDATE transfer SET key = CAST('t/1/99' AS BLOB) WHERE key = CAST('t/1/07' AS BLOB)",
            "t/1/99",
        ),
        (
            "DELETE FROM transfer WHERE key = CAST('t/1/07' AS BLOB)",
            "do not add up",
        ),
        ("UPDATE tally SET objects = 1", "a tally"),
        (
            "DELETE FROM tally WHERE state = 'verified'",
            "do not add up",
        ),
        (
            "UPDATE move SET body = CAST(replace(body, '\"a\"', '\"c\"') AS BLOB)",
            "move 1",
        ),
        ("DELETE FROM move WHERE n = 2", "all 2 moves"),
        ("UPDATE migration SET moves = 1", "migration `m-"),
        ("UPDATE meta SET epoch = 9", "whose it is"),
        ("UPDATE meta SET checksum = NULL", "whose it is"),
        ("UPDATE journal SET at_ms = 1 WHERE seq = 3", "batch 3"),
        (
            "UPDATE journal SET batch = CAST(replace(batch, 't/1/07', 't/1/08') AS BLOB) WHERE seq = 2",
            "batch 2",
        ),
        ("DELETE FROM journal WHERE seq = 4", "batch 4"),
        ("DELETE FROM journal WHERE seq = 6", "batch 6"),
        ("DELETE FROM journal", "batch 6"),
        ("UPDATE rule SET shard = 'a'", "version 2"),
        ("DELETE FROM map_version WHERE lsn = 2", "newest version"),
    ] {
        let copy = copy_of(&bytes, None);
        let store = SqliteMap::open(copy.path()).unwrap().unwrap();
        store
            .database
            .run(|c| c.execute_batch("PRAGMA foreign_keys = OFF"))
            .unwrap();
        store.database.run(|c| c.execute_batch(damage)).unwrap();
        let told = problem(survey(&store));
        assert!(told.contains(says), "{damage}: {told}");
    }
}

/// SQLite's own structure is whole in each of these; only sums and counts can tell.
#[test]
fn an_old_row_and_a_row_lost_from_its_index_are_damage() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = opened(directory.path());
    let batch = [created(), planned("t/1/a"), planned("t/1/b")];
    store.append(1, &batch, NOW).unwrap();
    let keep = "CREATE TABLE kept AS SELECT * FROM transfer WHERE key = CAST('t/1/a' AS BLOB)";
    store.database.run(|c| c.execute_batch(keep)).unwrap();
    // The same state after as before, but another body.
    let steps = [copy_intended("t/1/a"), copied("t/1/a"), verified("t/1/a")];
    store.append(1, &steps, NOW).unwrap();
    let back = "DELETE FROM transfer WHERE key = CAST('t/1/a' AS BLOB);
                INSERT INTO transfer SELECT * FROM kept";
    store.database.run(|c| c.execute_batch(back)).unwrap();
    assert!(problem(store.verify_chain(true)).contains("do not add up"));
    let planned_only = Some(&[TransferState::Planned][..]);
    let told = problem(store.transfers(&move_id(), None, 9, planned_only));
    assert!(
        told.contains("2 transfers are `planned` where 1 were counted"),
        "{told}"
    );
    let told = problem(store.append(1, &[copy_intended("t/1/a"), copy_intended("t/1/b")], NOW));
    assert!(
        told.contains("more `planned` transfers than it has counted"),
        "{told}"
    );
}

#[test]
fn opening_reads_from_the_newest_checkpoint_on() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = opened(directory.path());
    store
        .database
        .run(|c| c.pragma_update(None, "synchronous", "OFF"))
        .unwrap();
    store.append(1, &[created()], NOW).unwrap();
    let mut head = ChainLink::default();
    for _ in 1..journal_chain::CHECKPOINT_BATCHES + 5 {
        head = store.append(1, &[planned("t/1/a")], NOW).unwrap();
    }
    assert_eq!(head.seq, journal_chain::CHECKPOINT_BATCHES + 5);
    assert_eq!(store.verify_chain(false).unwrap(), head);
    assert_eq!(store.verify_chain(true).unwrap(), head);
    drop(store);
    let bytes = fs::read(file(directory.path())).unwrap();
    for (damage, early, late) in [
        (
            "UPDATE journal SET epoch = 2 WHERE seq = 5",
            None,
            "batch 5",
        ),
        (
            "UPDATE journal SET epoch = 2 WHERE seq = 1003",
            Some("batch 1003"),
            "batch 1003",
        ),
        ("DELETE FROM journal WHERE seq < 900", None, "batch 1 "),
        (
            "UPDATE journal SET hash = zeroblob(32) WHERE seq = 1000",
            Some("batch 1000"),
            "batch 1000",
        ),
        (
            "UPDATE checkpoint SET hash = zeroblob(32)",
            Some("checkpoint of batch 1000"),
            "checkpoint",
        ),
        (
            "DELETE FROM journal WHERE seq > 999",
            Some("batch 1000"),
            "batch 1000",
        ),
    ] {
        let copy = copy_of(&bytes, None);
        let store = SqliteMap::open(copy.path()).unwrap().unwrap();
        store.database.run(|c| c.execute_batch(damage)).unwrap();
        match early {
            None => assert!(store.verify_chain(false).is_ok(), "{damage}"),
            Some(says) => {
                let told = problem(store.verify_chain(false));
                assert!(told.contains(says), "{damage}: {told}");
                assert!(SqliteMap::open_for_changes(copy.path()).is_err());
            }
        }
        let told = problem(store.verify_chain(true));
        assert!(told.contains(late), "{damage}: {told}");
    }
}

#[test]
fn a_full_disk_leaves_what_was_there_and_later_it_goes_on() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = opened(directory.path());
    store.append(1, &[created()], NOW).unwrap();
    let limit = |store: &SqliteMap, pages: i64| {
        let set = |c: &Connection| c.pragma_update(None, "max_page_count", pages);
        store.database.run(set).unwrap();
    };
    let pages = |store: &SqliteMap| -> i64 {
        let count = |c: &Connection| c.query_row("PRAGMA page_count", [], |row| row.get(0));
        store.database.run(count).unwrap()
    };
    let batch = |n: i64| -> Vec<Event> {
        (0..64)
            .map(|i| planned(&format!("t/1/{n:03}/{i:03}")))
            .collect()
    };
    let mut wide = switch_change();
    for n in 0..2_000 {
        let mut rule = wide.diff.rules_set[0].clone();
        rule.segment = format!("prefix:t/1/{n:08}/").parse().unwrap();
        wide.diff.rules_set.push(rule);
    }
    let mut failed = 0;
    // More and more room, so that it ends at every place in turn.
    for n in 0..14 {
        let before = survey(&store).unwrap();
        limit(&store, pages(&store) + n);
        match store.append(1, &batch(n), NOW) {
            Ok(_) => continue,
            Err(error) => assert!(matches!(error, StoreError::Full { .. }), "{error}"),
        }
        let error = store.change_map(1, &wide, &batch(n), NOW).unwrap_err();
        assert!(matches!(error, StoreError::Full { .. }), "{error}");
        failed += 1;
        assert_eq!(survey(&store).unwrap(), before, "room for {n} pages");
        assert_eq!(
            survey_of(directory.path()).unwrap(),
            before,
            "for others, too"
        );
        limit(&store, i64::from(u32::MAX) - 1);
        store.append(1, &batch(n), NOW).unwrap();
        assert_eq!(
            store.identity().unwrap().head.seq,
            before.identity.head.seq + 1
        );
    }
    assert!(failed > 5, "{failed}");
    limit(&store, i64::from(u32::MAX) - 1);
    store.change_map(1, &wide, &[], NOW).unwrap();
    assert_eq!(store.load().unwrap().unwrap().rule_count(), 2_002);
    survey(&store).unwrap();
}

#[test]
fn another_writer_is_busy_and_a_file_that_is_only_to_be_read_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = opened(directory.path());
    let holder = SqliteMap::open(directory.path()).unwrap().unwrap();
    let wait = std::time::Duration::ZERO;
    store.database.run(|c| c.busy_timeout(wait)).unwrap();
    holder
        .database
        .run(|c| c.execute_batch("BEGIN IMMEDIATE"))
        .unwrap();
    let before = survey(&store).unwrap();
    let results = [
        store.append(1, &[created()], NOW).map(|_| ()),
        store.change_map(1, &switch_change(), &[], NOW).map(|_| ()),
        store.hold_epoch(2),
    ];
    for result in results {
        assert!(matches!(result, Err(StoreError::Busy { .. })), "{result:?}");
    }
    assert_eq!(survey(&store).unwrap(), before, "reading goes on");
    holder
        .database
        .run(|c| c.execute_batch("ROLLBACK"))
        .unwrap();

    store
        .database
        .run(|c| c.pragma_update(None, "query_only", true))
        .unwrap();
    let refused = store.append(1, &[created()], NOW);
    assert!(
        matches!(refused, Err(StoreError::ReadOnly { .. })),
        "{refused:?}"
    );
    store
        .database
        .run(|c| c.pragma_update(None, "query_only", false))
        .unwrap();
    store.append(1, &[created()], NOW).unwrap();
}

#[test]
fn another_fleets_file_says_so_and_a_newer_one_is_refused() {
    let (directory, own) = lived();
    let (other_directory, other) = lived();
    assert_ne!(own.identity.fleet_id, other.identity.fleet_id);
    let store = SqliteMap::open(other_directory.path()).unwrap().unwrap();
    store
        .database
        .run(|c| c.pragma_update(None, "user_version", 99))
        .unwrap();
    drop(store);
    let told = survey_of(other_directory.path()).unwrap_err();
    assert!(
        matches!(told, StoreError::Newer { format: 99, .. }),
        "{told}"
    );
    let stranger = tempfile::tempdir().unwrap();
    Connection::open(file(stranger.path()))
        .unwrap()
        .execute_batch("CREATE TABLE mine (x)")
        .unwrap();
    assert!(problem(survey_of(stranger.path())).contains("another program"));
    assert!(
        SqliteMap::open_for_changes(&directory.path().join("absent"))
            .unwrap()
            .is_none()
    );
}
