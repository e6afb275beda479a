//! Stores that are not as one would wish, met by the binary: credentials that expire, a bucket that
//! goes away, conditions that are ignored, versions that are kept, bytes that must travel.

use std::time::Duration;

use shardctl::ports::{BucketReader as _, ListVersionsRequest};
use shardctl::simulator::{Capabilities, Mishap, Support};

use crate::support::{CONTROL, MovingFleet};

const DAY: Duration = Duration::from_hours(24);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn credentials_that_expire_in_the_middle_stop_it_and_the_next_run_goes_on() {
    let fleet = MovingFleet::start().await;
    let id = fleet.request();
    fleet
        .simulator
        .mishap_after_copies(5, Mishap::CredentialsExpire);
    let stopped = fleet.run(&["migrate", "start", &id, "--ways", "1"]).exit(5);
    assert!(stopped.stderr.contains("shardctl doctor"), "{stopped}");
    let told = fleet.run(&["recover", "inspect"]).exit(5);
    assert!(told.stderr.contains("why"), "{told}");
    let copied = fleet.keys("b").await.len();
    assert!((5..12).contains(&copied), "{copied}");
    assert_eq!(fleet.keys("a").await.len(), 14, "nothing is lost");

    fleet.simulator.mend();
    let _ = fleet.run(&["migrate", "start", &id]).success();
    assert_eq!(fleet.status(&id)["verified_objects"], 12);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bucket_that_vanishes_is_never_taken_for_an_empty_one() {
    for bucket in ["data-a", "data-b"] {
        let fleet = MovingFleet::start().await;
        let id = fleet.request();
        let gone = Mishap::BucketVanishes(bucket.to_owned());
        fleet.simulator.mishap_after_copies(4, gone);
        let stopped = fleet.run(&["migrate", "start", &id, "--ways", "1"]).exit(6);
        assert!(
            stopped.stderr.contains("run the same command again"),
            "{stopped}"
        );
        let transfers = fleet.status(&id)["moves"][0]["transfers"].clone();
        assert!(
            transfers.get("skipped").is_none(),
            "{bucket}: {transfers:#}"
        );
        assert!(transfers.get("manual").is_none(), "{bucket}: {transfers:#}");
        fleet.simulator.mend();
        let _ = fleet.run(&["recover", "run"]).success();
        let _ = fleet.run(&["migrate", "start", &id]).success();
        assert_eq!(fleet.status(&id)["verified_objects"], 12);
        assert_eq!(fleet.keys("a").await.len(), 14);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn endpoints_that_ignore_conditions_are_worked_with_as_far_as_that_is_safe() {
    // Create-only PUT, which the map's own entries need, is all that it honours.
    let only_create = Capabilities {
        put_if_absent: Support::Honoured,
        ..Capabilities::unconditional()
    };
    let mut fleet = MovingFleet::start_with(only_create, CONTROL).await;
    let id = fleet.switched();
    fleet.pass(8 * DAY).await;
    let _ = fleet
        .run(&["migrate", "complete", &id, "--confirm", &id])
        .success();
    assert_eq!(fleet.keys("a").await.len(), 2);
    assert_eq!(fleet.keys("b").await.len(), 12);

    // Where writers are not held back, nothing is deleted without a condition.
    let mut fleet = MovingFleet::start_with(only_create, CONTROL).await;
    let map = "segment,shard\nprefix:tenant/42/,b\n";
    let asked = fleet.ask(map, &["--contract", "mutable"]).success();
    let id = asked.json()["data"]["migration_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let _ = fleet.run(&["migrate", "start", &id]).success();
    let _ = fleet.run(&["migrate", "switch", &id]).success();
    fleet.pass(8 * DAY).await;
    let refused = fleet
        .run(&["migrate", "complete", &id, "--confirm", &id])
        .exit(13);
    assert!(
        refused.stderr.contains("ignores conditions on deletes"),
        "{refused}"
    );
    assert_eq!(fleet.keys("a").await.len(), 14);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bytes_travel_between_two_aws_endpoints_only_when_that_is_allowed() {
    let fleet = MovingFleet::start_on_aws().await;
    let map = "segment,shard\nprefix:tenant/42/,b\n";
    let ask = |args: &[&str]| {
        let asked = fleet.ask(map, args).success();
        asked.json()["data"]["migration_id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let id = ask(&["--copy", "stream"]);
    let stopped = fleet.run(&["migrate", "start", &id]).exit(13);
    assert!(stopped.stderr.contains("with --allow-stream"), "{stopped}");
    assert!(fleet.keys("b").await.is_empty());
    let _ = fleet.run(&["migrate", "cancel", &id]).success();

    let id = ask(&["--copy", "stream", "--allow-stream"]);
    let _ = fleet.run(&["migrate", "start", &id]).success();
    let status = fleet.status(&id);
    assert_eq!(status["moves"][0]["route"], "streamed", "{status:#}");
    assert_eq!(fleet.keys("b").await.len(), 12);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_versioned_source_keeps_what_was_deleted_below_markers() {
    let mut fleet = MovingFleet::start_versioned().await;
    let id = fleet.switched();
    fleet.pass(8 * DAY).await;
    let _ = fleet
        .run(&["migrate", "complete", &id, "--confirm", &id])
        .success();
    assert_eq!(fleet.keys("a").await, ["other/x", "other/y"]);
    let bucket = fleet.simulator.bucket("data-a");
    let request = ListVersionsRequest {
        prefix: "tenant/42/".to_owned(),
        ..ListVersionsRequest::default()
    };
    let page = bucket.list_versions(&request).await.unwrap();
    let markers = page.versions.iter().filter(|one| one.delete_marker).count();
    assert_eq!(
        (page.versions.len(), markers),
        (24, 12),
        "no version was removed"
    );
}
