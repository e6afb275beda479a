//! Tests of the access statistics in stats.db.

use super::*;
use crate::access::{
    Access, BatchState, DAY_MS, Failures, FileReading, HOUR_MS, Harvest, HotRule, IngestedFile,
    Operation, RegionSource, hot_objects,
};
use proptest::prelude::*;
use rusqlite::types::Value;
use std::collections::BTreeMap;

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

struct Store {
    _directory: tempfile::TempDir,
    stats: SqliteStats,
}

fn store() -> Store {
    let directory = tempfile::tempdir().unwrap();
    let stats = SqliteStats::create(directory.path()).unwrap();
    Store {
        _directory: directory,
        stats,
    }
}

impl Store {
    /// Stores accesses as what was read of a file, in one batch or two.
    fn read(&mut self, name: &str, offset: u64, state: BatchState, accesses: &[Access]) {
        let id = self.stats.reserve_readings(1).unwrap();
        let mut harvest = Harvest::default();
        let closed = self.stats.closed_before_ms().unwrap();
        let (late, rest): (Vec<_>, Vec<_>) = accesses
            .iter()
            .partition(|access| closed.is_some_and(|closed| access.time_ms < closed));
        for access in rest {
            harvest.add(access, id);
        }
        let mut sheaves = vec![harvest.reap()];
        for access in late {
            harvest.add_late(access, id);
        }
        sheaves.push(harvest.reap());
        let reading = FileReading {
            id,
            source: "s".into(),
            file: IngestedFile {
                name: name.to_owned(),
                offset,
                oldest_event_ms: accesses.iter().map(|access| access.time_ms).min(),
                newest_event_ms: accesses.iter().map(|access| access.time_ms).max(),
                ..IngestedFile::default()
            },
            state,
            excluded: [("foreign".to_owned(), 1)].into(),
            ..FileReading::default()
        };
        let readings = vec![reading];
        self.stats
            .commit(&IngestBatch { readings, sheaves })
            .unwrap();
    }

    fn requests(&self) -> u64 {
        let profile = self.stats.profile().unwrap();
        let hours = profile.objects.iter().flat_map(|object| &object.hours);
        hours.map(|hour| hour.requests).sum()
    }

    /// Everything that is closed, byte by byte, in the one form it can have.
    fn closed(&mut self) -> Vec<(String, Vec<Vec<Value>>)> {
        let merged = self.stats.database.judged_transaction(|transaction| {
            crate::adapters::sqlite::stats_closed::merge(transaction, 1)
        });
        merged.unwrap();
        let tables = [
            (
                "hours",
                "SELECT slice, content FROM closed_hours ORDER BY slice",
            ),
            ("days", "SELECT day, content FROM closed_day ORDER BY day"),
            ("totals", "SELECT name, records FROM closed_total"),
        ];
        let read = |sql: &str| {
            self.stats.database.run(|connection| {
                let mut statement = connection.prepare(sql)?;
                let rows = statement.query_map([], |row| Ok(vec![row.get(0)?, row.get(1)?]))?;
                rows.collect::<rusqlite::Result<Vec<Vec<Value>>>>()
            })
        };
        tables
            .map(|(name, sql)| (name.to_owned(), read(sql).unwrap()))
            .into()
    }
}

#[test]
fn rows_count_only_once_their_reading_is_done() {
    let mut store = store();
    store.read("f", 100, BatchState::Open, &[access(1, "a", 0)]);
    assert_eq!(store.requests(), 0);
    assert_eq!(store.stats.source_files().unwrap(), []);
    store.read("f", 200, BatchState::Done, &[access(2, "b", 0)]);
    assert_eq!(store.requests(), 1);
    let files = store.stats.source_files().unwrap();
    assert_eq!((files.len(), files[0].file.offset), (1, 200));
}

#[test]
fn a_grown_file_adds_and_a_replaced_one_does_not() {
    let mut store = store();
    store.read("f", 100, BatchState::Done, &[access(1, "a", 0)]);
    store.read("f", 200, BatchState::Done, &[access(1, "b", 0)]);
    assert_eq!(store.requests(), 2);
    assert_eq!(store.stats.profile().unwrap().excluded["foreign"], 2);
    store.read("f", 50, BatchState::DoneReplacing, &[access(1, "c", 0)]);
    let profile = store.stats.profile().unwrap();
    assert_eq!(profile.objects.len(), 1);
    assert_eq!(profile.objects[0].key, "c".into());
    assert_eq!(profile.excluded["foreign"], 1);
    assert_eq!(store.stats.source_files().unwrap()[0].file.offset, 50);
}

#[test]
fn renaming_keeps_what_was_read() {
    let mut store = store();
    for (name, key) in [("f", "new"), ("f.1", "old")] {
        store.read(name, 9, BatchState::Done, &[access(1, key, 0)]);
    }
    let chain = [("f", "f.1"), ("f.1", "f.2")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    store.stats.rename_files("s", &chain).unwrap();
    let files = store.stats.source_files().unwrap().into_iter();
    let names: Vec<String> = files.map(|file| file.file.name).collect();
    assert_eq!(names, ["f.1", "f.2"]);
    assert_eq!(store.requests(), 2);
}

#[test]
fn duplicates_meet_across_files() {
    let mut store = store();
    for name in ["f", "g"] {
        store.read(name, 9, BatchState::Done, &[access(1, "a", 7)]);
    }
    assert_eq!(store.requests(), 1);
    assert_eq!(store.stats.profile().unwrap().excluded["duplicate"], 1);
    assert_eq!(store.stats.sessions().unwrap().len(), 1);
}

#[test]
fn a_damaged_block_is_said() {
    let mut store = store();
    store.read("f", 9, BatchState::Done, &[access(1, "a", 7)]);
    for table in ["open_rows", "key_block"] {
        let column = if table == "open_rows" {
            "content"
        } else {
            "texts"
        };
        let sql = format!("UPDATE {table} SET {column} = x'00'");
        store
            .stats
            .database
            .transaction(|t| t.execute(&sql, []))
            .unwrap();
        let profile = store.stats.profile();
        assert!(
            matches!(profile, Err(StoreError::Corrupt { .. })),
            "{table}"
        );
    }
}

#[test]
fn closing_changes_no_answer() {
    let mut store = store();
    let accesses: Vec<Access> = (0..200)
        .map(|n| Access {
            client: 1 + n / 10 % 3,
            operation: [Operation::Get, Operation::Put, Operation::Head][n as usize % 3],
            ..access(
                n as i64 / 5 * 47 * 60_000 + n as i64 % 5 * 20_000,
                ["a", "b", "c", "d"][n as usize % 4],
                n / 2 * 2,
            )
        })
        .collect();
    store.read("f", 9, BatchState::Done, &accesses);
    let answers = |store: &Store| {
        let stats = &store.stats;
        (
            stats.profile().unwrap(),
            stats.sessions().unwrap(),
            stats.pairs().unwrap(),
        )
    };
    let before = answers(&store);
    assert!(before.2.len() > 3, "{:?}", before.2);
    for lateness_ms in [48 * HOUR_MS, 5 * HOUR_MS, 0] {
        let options = CloseOptions {
            lateness_ms,
            ..CloseOptions::default()
        };
        store.stats.close(&options).unwrap();
        assert_eq!(answers(&store), before, "{lateness_ms}");
    }
    let open: u64 = store
        .stats
        .database
        .run(|connection| {
            connection.query_row("SELECT sum(rows) FROM open_rows", [], |row| row.get(0))
        })
        .unwrap();
    assert!(open < 30, "{open} rows are open");
}

/// Requests and bytes by hour, region, tenant, class and directory.
fn totals(profile: &AccessProfile) -> BTreeMap<String, (u64, u64)> {
    let mut totals = BTreeMap::new();
    for object in &profile.objects {
        let key = String::from_utf8_lossy(object.key.as_bytes()).into_owned();
        let directory = key.rsplit_once('/').map_or("", |(directory, _)| directory);
        for count in &object.hours {
            let region = &profile.regions[usize::from(count.region)];
            let tenant = &profile.tenants[count.tenant as usize];
            let (hour, class) = (count.hour, count.class);
            let slot = format!("{hour} {region} {tenant} {class:?} {directory}");
            let total: &mut (u64, u64) = totals.entry(slot).or_default();
            *total = (total.0 + count.requests, total.1 + count.bytes);
        }
    }
    totals
}

#[test]
fn with_more_keys_than_fit_the_hot_ones_and_all_totals_stay_exact() {
    let mut store = store();
    // Key n of a directory is asked for 200 / n times, an hour apart.
    let accesses: Vec<Access> = (0..4)
        .flat_map(|directory| (1..=100).map(move |key| (directory, key)))
        .flat_map(|(directory, key)| {
            (0..200 / key).map(move |hour| Access {
                client: hour as u64 % 3,
                region: if hour % 2 == 0 {
                    "r".into()
                } else {
                    "s".into()
                },
                ..access(hour * HOUR_MS, &format!("d{directory}/{key:03}"), 0)
            })
        })
        .collect();
    store.read("f", 9, BatchState::Done, &accesses);
    let whole = store.stats.profile().unwrap();
    assert_eq!((whole.objects.len(), whole.cold.keys), (400, 0));
    store.stats.memory_bytes = 480_000;
    let before = store.stats.profile().unwrap();
    store.stats.close(&CloseOptions::default()).unwrap();
    let folded = store.stats.profile().unwrap();
    assert_eq!(folded, before, "closing changes nothing");
    assert_eq!(totals(&folded), totals(&whole));
    let cold = folded.cold;
    assert_eq!(cold.keys + cold.kept, 400);
    assert!(cold.keys > 40 && cold.kept > 30, "{cold:?}");
    assert_eq!(folded.folded.len(), 4);
    for (place, object) in folded.objects.iter().enumerate() {
        if folded.folded.contains(&(place as u32)) {
            continue;
        }
        let exact = whole.objects.iter().find(|other| other.key == object.key);
        assert_eq!(exact, Some(object));
        let requests: u64 = object.hours.iter().map(|hour| hour.requests).sum();
        assert!(requests >= cold.below_requests);
    }
    // Of pairs and sessions, what the hot ones had in them.
    let pairs = store.stats.pairs().unwrap();
    assert!(pairs.iter().all(|pair| !folded.folded.contains(&pair.b)));
}

#[test]
fn with_too_many_keys_nothing_is_paired() {
    let mut store = store();
    let accesses = [
        access(5, "a", 0),
        access(6, "b", 0),
        access(4 * DAY_MS, "b", 0),
    ];
    store.read("f", 9, BatchState::Done, &accesses);
    let options = CloseOptions {
        memory_bytes: 20,
        ..CloseOptions::default()
    };
    let report = store.stats.close(&options).unwrap();
    assert!(report.too_many_keys);
    assert_eq!(store.requests(), 3);
    assert_eq!(store.stats.pairs().unwrap(), []);
}

#[test]
fn what_comes_late_counts_and_forms_no_session() {
    let mut store = store();
    store.read(
        "f",
        9,
        BatchState::Done,
        &[access(5, "a", 0), access(4 * DAY_MS, "b", 0)],
    );
    store.stats.close(&CloseOptions::default()).unwrap();
    assert_eq!(store.stats.closed_before_ms().unwrap(), Some(2 * DAY_MS));
    store.read("g", 9, BatchState::Done, &[access(10, "c", 0)]);
    assert_eq!(store.requests(), 3);
    let sessions = store.stats.sessions().unwrap();
    let objects: Vec<_> = sessions
        .iter()
        .map(|session| session.accesses.clone())
        .collect();
    assert_eq!(objects, [vec![(0, 0)], vec![(0, 1)]]);
    assert_eq!(store.stats.pairs().unwrap(), []);
}

prop_compose! {
    fn any_access()(
        minutes in 0_i64..6 * 24 * 60,
        key in "[a-f]",
        client in 0_u64..4,
        kind in prop::sample::select(vec![
            Operation::Get, Operation::Get, Operation::Put, Operation::Head, Operation::Delete,
        ]),
        record in 0_u64..30,
        region in "[rs]",
        tenant in "[t]{0,1}",
    ) -> Access {
        Access {
            client: client << 62,
            operation: kind,
            region: region.into(),
            tenant: tenant.into(),
            // Few distinct moments, so that bursts, pairs and duplicates are common.
            ..access(minutes / 7 * 7 * 60_000 + minutes % 7 * 10_000, &key, record)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Files in any order, cut anywhere, over any number of runs that each bring nothing older than
    /// the newest before less the lateness: the same answers, and the same bytes of what is closed.
    #[test]
    fn neither_order_nor_files_nor_runs_matter(
        accesses in prop::collection::vec(any_access(), 1..120),
        delays in prop::collection::vec(0_i64..20, 120),
        cut in 1_usize..40,
        turn in 0_usize..40,
        threads in 1_usize..4,
    ) {
        const LATENESS_MS: i64 = 24 * HOUR_MS;
        let options = CloseOptions { lateness_ms: LATENESS_MS, ..CloseOptions::default() };
        let mut whole = store();
        whole.read("f", 9, BatchState::Done, &accesses);
        whole.stats.close(&options).unwrap();
        // In order of arrival: each is up to 20 hours late.
        let mut arrivals: Vec<(i64, usize)> = (accesses.iter().zip(&delays).enumerate())
            .map(|(at, (access, delay))| (access.time_ms + delay * HOUR_MS, at))
            .collect();
        arrivals.sort_unstable();
        let mut parts = store();
        for (run, arrived) in arrivals.chunks(cut).enumerate() {
            let mut of_run: Vec<Access> = arrived.iter().map(|&(_, at)| accesses[at].clone()).collect();
            let length = of_run.len();
            of_run.rotate_left(turn % length);
            for (file, part) in of_run.chunks(3).rev().enumerate() {
                parts.read(&format!("{run}-{file}"), 9, BatchState::Done, part);
            }
            parts.stats.close(&CloseOptions { threads, ..options }).unwrap();
        }
        let answers = |store: &Store| {
            let mut profile = store.stats.profile().unwrap();
            profile.excluded.remove("foreign");
            let rule = HotRule { accesses_per_hour: 4.0 / 168.0, share: 0.05, times_mean: 1.5 };
            (hot_objects(&profile, rule), profile, store.stats.sessions().unwrap(), store.stats.pairs().unwrap())
        };
        prop_assert_eq!(answers(&whole), answers(&parts));
        prop_assert_eq!(
            whole.stats.closed_before_ms().unwrap(),
            parts.stats.closed_before_ms().unwrap()
        );
        prop_assert_eq!(whole.closed(), parts.closed());
    }
}

/// Counts of a file whose log has `errors` and `slow` in one hour of a shard; without, nobody looked.
fn logged(store: &mut Store, name: &str, hour: i64, records: u64, failures: Option<Failures>) {
    let mut hours = ShardHours::default();
    let shard = ShardName::from("a");
    hours.add_many(&shard, hour, records);
    if let Some(failures) = failures {
        hours.add_failures(&shard, hour, failures);
    }
    let reading = FileReading {
        id: store.stats.reserve_readings(1).unwrap(),
        source: "s".into(),
        file: IngestedFile {
            name: name.to_owned(),
            newest_event_ms: Some(hour * HOUR_MS + 1),
            ..IngestedFile::default()
        },
        state: BatchState::DoneReplacing,
        hours,
        ..FileReading::default()
    };
    let (readings, sheaves) = (vec![reading], Vec::new());
    let batch = IngestBatch { readings, sheaves };
    store.stats.commit(&batch).unwrap();
}

#[test]
fn what_a_log_says_of_a_shard_is_that_of_its_newest_day() {
    let mut store = store();
    let some = |errors, slow| Some(Failures { errors, slow });
    logged(&mut store, "long ago", 100, 1_000, some(900, 900));
    logged(&mut store, "early", 177, 60, some(3, 1));
    logged(&mut store, "late", 200, 40, some(1, 1));
    let newest = |store: &Store| store.stats.shard_logs().unwrap()[&ShardName::from("a")];
    let log = newest(&store);
    assert_eq!(log.newest_ms, 200 * HOUR_MS + 1);
    assert_eq!((log.records, log.failures), (100, some(4, 2)));
    // Sums that were imported do not tell: then nobody knows.
    logged(&mut store, "imported", 199, 10, None);
    assert_eq!(
        (newest(&store).records, newest(&store).failures),
        (110, None)
    );
}
