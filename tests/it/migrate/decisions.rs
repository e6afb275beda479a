//! What a person decides, and decides again.

use std::time::Duration;

use crate::support::{CommandOutput, MovingFleet};

const KEY: &str = "tenant/42/03";

/// A started migration with one key that waits for a person.
async fn undecided() -> (MovingFleet, String) {
    let fleet = MovingFleet::start().await;
    fleet.put("b", KEY, "somebody else's").await;
    let id = fleet.request();
    let _ = fleet.run(&["migrate", "start", &id]).exit(19);
    (fleet, id)
}

fn decide(fleet: &MovingFleet, id: &str, keep: &str) -> CommandOutput {
    fleet.run(&["migrate", "resolve", id, KEY, "--keep", keep, "-o", "json"])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_decision_can_be_changed_until_source_copies_may_go() {
    let (mut fleet, id) = undecided().await;
    let _ = decide(&fleet, &id, "source").success();
    let kept = decide(&fleet, &id, "target").success();
    assert_eq!(
        kept.json()["data"]["state"],
        "skipped",
        "nothing is deleted: {kept}"
    );
    let transfers = fleet.status(&id)["moves"][0]["transfers"].clone();
    assert!(transfers.get("deleted").is_none(), "{transfers:#}");
    let _ = fleet.run(&["migrate", "switch", &id]).success();
    assert_eq!(fleet.located(&[KEY])[KEY], "b");

    // After the switch the map follows, there and back.
    let _ = decide(&fleet, &id, "source").success();
    assert_eq!(fleet.located(&[KEY])[KEY], "a");
    let _ = decide(&fleet, &id, "both").success();
    assert_eq!(fleet.located(&[KEY])[KEY], "a");
    let _ = decide(&fleet, &id, "target").success();
    assert_eq!(fleet.located(&[KEY])[KEY], "b");
    assert_eq!(fleet.located(&["tenant/42/04"])["tenant/42/04"], "b");

    fleet.pass(Duration::from_hours(24 * 8)).await;
    let _ = fleet
        .run(&["migrate", "complete", &id, "--confirm", &id])
        .success();
    let late = decide(&fleet, &id, "source").exit(13);
    assert!(late.stderr.contains("has no effect any more"), "{late}");
    let left = fleet.keys("a").await;
    assert!(
        left.contains(&KEY.to_owned()),
        "what a person kept stays: {left:?}"
    );
    assert_eq!(fleet.keys("b").await.len(), 12);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_cancelled_migration_left_undecided_is_decided_and_over() {
    let (fleet, id) = undecided().await;
    let left = fleet.run(&["migrate", "cancel", &id]).exit(19);
    assert!(left.stderr.contains("migrate resolve"), "{left}");
    let status = fleet.status(&id);
    assert_eq!(status["state"], "cancelled");
    assert!(status["next"][0].as_str().unwrap().contains("resolve"));
    let _ = decide(&fleet, &id, "source").success();
    let status = fleet.status(&id);
    assert_eq!(status["needs_decision"], 0, "{status:#}");
    assert_eq!(status["next"][0], "shardctl plan propose");
    let refused = decide(&fleet, &id, "target").exit(13);
    assert!(refused.stderr.contains("is cancelled"), "{refused}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_move_that_was_given_up_says_nothing_of_the_others() {
    let mut fleet = MovingFleet::start().await;
    let map = "segment,shard\nprefix:tenant/42/,b\nprefix:other/,c\n";
    let asked = fleet.ask(map, &[]).success().json()["data"]["migration_id"].clone();
    let id = asked.as_str().unwrap().to_owned();
    let _ = fleet.run(&["migrate", "start", &id]).success();
    let _ = fleet
        .run(&["migrate", "switch", &id, "--move", "1"])
        .success();
    let _ = fleet.run(&["migrate", "cancel", &id]);
    assert_eq!(fleet.status(&id)["state"], "switched");
    fleet.pass(Duration::from_hours(24 * 8)).await;
    let _ = fleet
        .run(&["migrate", "complete", &id, "--confirm", &id])
        .success();
    let status = fleet.status(&id);
    assert_eq!(status["state"], "completed", "{status:#}");
    let states: Vec<_> = (0..2)
        .map(|n| status["moves"][n]["state"].clone())
        .collect();
    assert_eq!(states, ["completed", "cancelled"]);
    for (state, code) in [("completed", 0), ("verified", 0), ("cancelled", 19)] {
        let wait = ["migrate", "wait", &id, "--for", state, "--timeout", "1s"];
        let _ = fleet.run(&wait).exit(code);
    }
}
