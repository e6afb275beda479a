//! Following logs: grown files and new objects count within a minute of their delivery, by a clock that
//! only waiting moves.

use std::fs::OpenOptions;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use shardctl::access::format::{CombinedOptions, LogFormat};
use shardctl::access::{BucketRoutes, Intake, access_score};
use shardctl::adapters::bucket_logs::BucketLogs;
use shardctl::adapters::fs::{LogFiles, RejectFiles};
use shardctl::adapters::sqlite::SqliteStats;
use shardctl::engine::ingest::{
    IngestOptions, IngestProgress, IngestReport, IngestSource, Pace, Rewritten, follow,
};
use shardctl::placement::Shard;
use shardctl::ports::{
    Bucket, Clock, CloseOptions, FixedClock, LogSource, PutRequest, ReadBefore, StatsStore,
};
use shardctl::simulator::{Simulator, SyntheticObject};

/// 2026-11-20T12:00:00Z.
const NOW_MS: i64 = 1_795_176_000_000;
const MINUTE_MS: i64 = 60_000;

fn source(name: &str, logs: Box<dyn LogSource>) -> IngestSource {
    let shard = Shard {
        name: "use1".into(),
        endpoint: "aws".into(),
        bucket: "data".into(),
        prefix: String::new(),
        mount: String::new(),
        region: "us-east-1".into(),
        weight: 1,
    };
    IngestSource {
        name: name.into(),
        logs,
        format: Some(LogFormat::HttpCombined),
        combined: CombinedOptions::default(),
        intake: Intake {
            routes: BucketRoutes::new(&[shard], None),
            ..Intake::default()
        },
    }
}

fn options() -> IngestOptions {
    IngestOptions {
        max_reject_ratio: 0.01,
        rewritten: Rewritten::Refuse,
        again: false,
        list_all: false,
        keep_going: false,
        leave: [].into(),
        now_ms: 0,
        batch_bytes: 1 << 20,
        threads: 1,
        close: CloseOptions::default(),
    }
}

fn line(second: u32) -> String {
    format!(
        "192.0.2.{second} - - [20/Nov/2026:11:59:{second:02} +0000] \"GET /data/hot HTTP/1.1\" 200 10 \"-\" \"curl\"\n"
    )
}

/// What somebody else reads meanwhile: the score of the only object.
fn score(state: &Path) -> f64 {
    let stats = SqliteStats::open(state).unwrap().unwrap();
    let profile = stats.profile().unwrap();
    let hours = profile.objects.iter().flat_map(|object| &object.hours);
    access_score(hours, profile.newest_event_ms.unwrap_or(0))
}

/// Follows `sources`; after each run `deliver` sees its number, and the score.
async fn followed(
    sources: &[IngestSource],
    state: &Path,
    mut deliver: impl FnMut(usize, f64, &IngestReport) -> ControlFlow<()> + Send,
) -> Arc<FixedClock> {
    let clock = Arc::new(FixedClock::new(NOW_MS));
    let pace = Pace {
        clock: clock.clone(),
        poll: Duration::from_secs(15),
    };
    let mut store = SqliteStats::create(state).unwrap();
    let mut rejects = RejectFiles::new(state);
    let silent: IngestProgress = Arc::new(|_| ());
    let mut run = 0;
    let each = &mut |report: IngestReport| {
        run += 1;
        deliver(run, score(state), &report)
    };
    let ended = follow(
        sources,
        &mut store,
        &mut rejects,
        options(),
        &silent,
        &pace,
        each,
    )
    .await;
    ended.unwrap();
    clock
}

#[tokio::test]
async fn a_line_counts_within_a_minute_and_half_a_line_not_at_all() {
    let directory = tempfile::tempdir().unwrap();
    let log = directory.path().join("access.log");
    let append = |text: &str| {
        let mut file = OpenOptions::new()
            .append(true)
            .create(true)
            .open(&log)
            .unwrap();
        file.write_all(text.as_bytes()).unwrap();
    };
    append(&line(1));
    let sources = [source(
        "web",
        Box::new(LogFiles::new(log.to_str().unwrap())),
    )];
    let state = directory.path().join("state");
    let third = line(3);
    let mut scores = Vec::new();
    let clock = followed(&sources, &state, |run, score, report| {
        assert!(report.failed().next().is_none() && report.troubles.is_empty());
        scores.push(score);
        match run {
            1 => append(&line(2)),
            2 => append(&third[..30]),
            3 => append(&third[30..]),
            _ => return ControlFlow::Break(()),
        }
        ControlFlow::Continue(())
    })
    .await;
    assert_eq!(scores, [1.0, 2.0, 2.0, 3.0]);
    // Three deliveries, each counted in the next run.
    assert!(clock.now_ms() - NOW_MS <= 3 * MINUTE_MS);
}

#[tokio::test]
async fn a_source_that_is_gone_for_a_while_does_not_stop_the_others_and_comes_back() {
    let directory = tempfile::tempdir().unwrap();
    let path = |name: &str| directory.path().join(name);
    let logs = |name: &str| Box::new(LogFiles::new(path(name).to_str().unwrap()));
    for name in ["a.log", "b.log"] {
        std::fs::write(path(name), line(1)).unwrap();
    }
    let sources = [source("a", logs("a.log")), source("b", logs("b.log"))];
    let mut seen = Vec::new();
    followed(&sources, &path("state"), |run, score, report| {
        seen.push((score, report.troubles.len()));
        match run {
            1 => {
                std::fs::rename(path("a.log"), path("away")).unwrap();
                std::fs::write(path("b.log"), line(1) + &line(2)).unwrap();
            }
            2 => {
                std::fs::rename(path("away"), path("a.log")).unwrap();
                std::fs::write(path("a.log"), line(1) + &line(4)).unwrap();
            }
            _ => return ControlFlow::Break(()),
        }
        ControlFlow::Continue(())
    })
    .await;
    // The first lines of both files are one client's burst.
    assert_eq!(seen, [(1.0, 0), (2.0, 1), (3.0, 0)]);
}

#[tokio::test]
async fn a_bad_file_is_left_alone_until_it_changes() {
    let directory = tempfile::tempdir().unwrap();
    let log = directory.path().join("access.log");
    std::fs::write(&log, "bad\n").unwrap();
    let sources = [source(
        "web",
        Box::new(LogFiles::new(log.to_str().unwrap())),
    )];
    let state = directory.path().join("state");
    let mut seen = Vec::new();
    followed(&sources, &state, |run, score, report| {
        seen.push((report.files.len(), score));
        if run == 2 {
            std::fs::write(&log, line(1)).unwrap();
        }
        if run < 3 {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })
    .await;
    assert_eq!(seen, [(1, 0.0), (0, 0.0), (1, 1.0)]);
}

#[tokio::test]
async fn objects_that_appear_are_found_and_old_names_are_not_listed_again() {
    let clock = Arc::new(FixedClock::new(NOW_MS));
    let simulator = Simulator::builder(clock)
        .bucket("logs", "us-east-1")
        .build();
    let key = |day: u32, number: u32, series: &str| {
        format!(
            "{series}2026-{:02}-{:02}-{:02}-00-00-{number:04}",
            9 + day / 28,
            1 + day % 28,
            number % 24
        )
    };
    let objects = (0..60).flat_map(|day| (0..100).map(move |number| (day, number)));
    let objects = objects.flat_map(|(day, number)| {
        ["a/", "b/"].map(|series| SyntheticObject::new(key(day, number, series), 100, NOW_MS))
    });
    assert!(simulator.load("logs", objects));
    let logs = BucketLogs::new(Arc::new(simulator.bucket("logs")), "");
    let listed = |logs: Vec<shardctl::ports::LogObject>| -> Vec<String> {
        logs.into_iter().map(|object| object.name).collect()
    };
    let requests = || {
        let requests = simulator.bill().requests()["ListObjectsV2"];
        simulator.reset_counters();
        requests
    };
    let mut before = ReadBefore {
        names: listed(logs.list_new(&ReadBefore::default()).await.unwrap()),
        lateness_ms: 2 * 24 * 60 * MINUTE_MS,
    };
    assert_eq!(before.names.len(), 12_000);
    // Twelve pages, one to see that there are several, one that shows the directories.
    assert_eq!(requests(), 12 + 2);
    // One is new, one late within the lateness, one of a series that nobody has seen.
    let new = [key(59, 9_999, "a/"), key(58, 5_000, "b/"), key(3, 1, "ab/")];
    for key in &new {
        let request = PutRequest {
            key: key.clone(),
            body: line(1).into_bytes().into(),
            ..PutRequest::default()
        };
        simulator.bucket("logs").put(&request).await.unwrap();
    }
    simulator.reset_counters();
    let again = listed(logs.list_new(&before).await.unwrap());
    let found: Vec<&String> = again
        .iter()
        .filter(|name| !before.names.contains(name))
        .collect();
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(again.len() < 700, "{}", again.len());
    let asked = requests();
    assert!(asked <= 5, "{asked} pages");
    // Everything that was read has expired but for what nobody wants.
    before.names.retain(|name| name.contains("a/2026"));
    assert!(logs.list_new(&before).await.is_ok());
}
