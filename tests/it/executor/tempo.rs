//! Limits of a run by the clock: bytes a second, and an end. The clock moves only where somebody waits.

use std::sync::Arc;

use jiff::tz::TimeZone;
use shardctl::engine::migration::{Bandwidth, Ending, Tempo};
use shardctl::migration::MigrationState;

use super::rig::{NOW_MS, Rig, Verb};

const OBJECT: usize = 1_000;
const OBJECTS: u64 = 20;

fn loaded(force_stream: bool) -> Rig {
    let mut rig = Rig::new();
    rig.settings.force_stream = force_stream;
    for n in 0..OBJECTS {
        rig.put("src", &format!("t/{n:02}"), vec![7; OBJECT]);
    }
    rig
}

fn limited(bytes_a_second: &str, stop_after_ms: Option<i64>) -> Tempo {
    let table = bytes_a_second.parse().unwrap();
    Tempo {
        stop_at_ms: stop_after_ms.map(|ms| NOW_MS + ms),
        bandwidth: Some(Arc::new(Bandwidth::new(table, TimeZone::UTC))),
    }
}

#[tokio::test]
async fn copies_are_made_no_faster_than_they_may_whoever_carries_the_bytes() {
    for force_stream in [false, true] {
        let mut rig = loaded(force_stream);
        let id = rig.create().await;
        let began_ms = rig.now_ms();
        rig.options.tempo = limited("1000B", None);
        let report = rig.run(Verb::Start, &id).await.unwrap();
        assert_eq!(report.state, MigrationState::Verified, "{report:?}");
        let seconds = (rig.now_ms() - began_ms) / 1000;
        // The last waits for all before it.
        let least = i64::try_from(OBJECTS).unwrap() - 1;
        assert!((least..least + 5).contains(&seconds), "{seconds} s");
    }
}

#[tokio::test]
async fn a_run_ends_when_its_time_is_up_and_the_next_goes_on() {
    let mut rig = loaded(false);
    let id = rig.create().await;
    rig.options.tempo = limited("1000B", Some(rig.now_ms() - NOW_MS + 10_000));
    let first = rig.run(Verb::Start, &id).await.unwrap();
    assert!(matches!(first.ending(), Ending::Limit(_)), "{first:?}");
    let copied = rig.keys("dst").len();
    assert!((5..15).contains(&copied), "{copied} copies");
    rig.options.tempo = Tempo::default();
    let second = rig.run(Verb::Start, &id).await.unwrap();
    assert_eq!(second.state, MigrationState::Verified, "{second:?}");
    assert_eq!(rig.keys("dst").len() as u64, OBJECTS);
}
