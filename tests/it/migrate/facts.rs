//! `doctor parity`, and what of it stops `migrate start`, `switch` and `complete`: exit codes and words.

use std::time::Duration;

use shardctl::migration::{LifecycleRule, Notification, ReplicationRule, Unread};

use crate::support::MovingFleet;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_differences_of_two_buckets_are_told_and_stop_what_they_are_in_the_way_of() {
    let mut fleet = MovingFleet::start().await;
    let alike = fleet
        .run(&["doctor", "parity", "a", "b", "-o", "json"])
        .success();
    let rows = alike.json()["data"].clone();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 14, "{alike}");
    let same = rows.iter().filter(|row| row["verdict"] == "same").count();
    assert_eq!(same, 13, "{alike}");

    assert!(fleet.simulator.configure("data-b", |it| {
        it.notifications = Ok(vec![Notification {
            events: vec!["s3:ObjectCreated:*".to_owned()],
            to: "queue".to_owned(),
            ..Notification::default()
        }]);
    }));
    let told = fleet.run(&["doctor", "parity", "a", "b"]).success();
    assert!(told.stdout.contains("target_events"), "{told}");
    assert!(told.stdout.contains("up to 14 events"), "{told}");
    let id = fleet.request();
    let refused = fleet.run(&["migrate", "start", &id]).exit(13);
    assert!(
        refused.stderr.contains("--accept target_events"),
        "{refused}"
    );
    let _ = fleet
        .run(&["migrate", "start", &id, "--accept", "target-events"])
        .exit(2);
    let _ = fleet
        .run(&["migrate", "start", &id, "--accept", "target_events"])
        .success();

    assert!(fleet.simulator.configure("data-a", |it| {
        it.replication = Ok(vec![ReplicationRule {
            prefix: "tenant/".to_owned(),
            to: "data-b".to_owned(),
            deletes: true,
        }]);
    }));
    let changed = fleet.run(&["migrate", "switch", &id]).exit(12);
    assert!(changed.stderr.contains("replication is new"), "{changed}");
    assert!(changed.stderr.contains("doctor parity a b"), "{changed}");
    let _ = fleet
        .run(&["migrate", "switch", &id, "--accept", "replication"])
        .success();
    fleet.pass(Duration::from_hours(8 * 24)).await;
    let complete = ["migrate", "complete", &id, "--confirm", &id];
    let blocked = fleet.run(&complete).exit(13);
    assert!(
        blocked.stderr.contains("delete marker replication"),
        "{blocked}"
    );
    assert_eq!(fleet.keys("a").await.len(), 14);
    let parity = [
        "doctor",
        "parity",
        "a",
        "b",
        "--segment",
        "prefix:tenant/42/",
    ];
    let _ = fleet.run(&parity).exit(13);
    let _ = fleet
        .run(&["doctor", "parity", "a", "b", "--segment", "prefix:other/"])
        .success();
    assert!(
        fleet
            .simulator
            .configure("data-a", |it| it.replication = Ok(Vec::new()))
    );
    let _ = fleet.run(&complete).success();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_store_does_not_say_is_unknown_and_what_it_refuses_is_denied() {
    let fleet = MovingFleet::start().await;
    assert!(fleet.simulator.configure("data-b", |it| {
        it.lifecycle = Err(Unread::NotOffered);
    }));
    let unknown = fleet
        .run(&["doctor", "parity", "a", "b", "-o", "json"])
        .success();
    let rows = unknown.json()["data"].clone();
    let rows = rows.as_array().unwrap();
    let row = rows.iter().find(|row| row["fact"] == "lifecycle").unwrap();
    assert_eq!(row["verdict"], "info", "{row}");
    assert!(row["target"].is_null() && row["source"] == "none", "{row}");

    assert!(fleet.simulator.configure("data-b", |it| {
        it.lifecycle = Err(Unread::Denied("no".to_owned()));
    }));
    let denied = fleet.run(&["doctor", "parity", "a", "b"]).exit(5);
    assert!(denied.stderr.contains("doctor iam"), "{denied}");
    assert!(fleet.simulator.configure("data-b", |it| {
        it.lifecycle = Ok(vec![LifecycleRule {
            expires_days: Some(3),
            ..LifecycleRule::default()
        }]);
    }));
    let _ = fleet.run(&["doctor", "parity", "a", "b"]).exit(13);
    let near = fleet.run(&["doctor", "parity", "a", "bb"]).exit(4);
    assert!(near.stderr.contains("did you mean `b`"), "{near}");
}
