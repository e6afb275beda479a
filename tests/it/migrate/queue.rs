//! Migrations that wait for their turn: behind a process at work, and behind a migration of the same data.

use std::collections::BTreeMap;

use serde_json::Value;
use shardctl::adapters::fs::lock_state_dir;
use shardctl::ports::Host;

use crate::support::MovingFleet;

/// Asks for this; the id of the migration, and of its plan.
fn ask(fleet: &MovingFleet, entry: &str) -> (String, String) {
    let made = fleet.ask(&format!("segment,shard\n{entry}\n"), &[]);
    let made = made.success().json();
    let text = |name: &str| made["data"][name].as_str().unwrap().to_owned();
    (text("migration_id"), text("plan_id"))
}

/// Place in the queue and what is waited for, by id.
fn queue(fleet: &MovingFleet) -> BTreeMap<String, (Value, Value)> {
    let list = fleet.run(&["migrate", "list", "--json"]).success().json();
    let rows = list["data"].as_array().unwrap().clone();
    let row = |row: &Value| {
        let id = row["migration_id"].as_str().unwrap().to_owned();
        (id, (row["queue_place"].clone(), row["waits_for"].clone()))
    };
    rows.iter().map(row).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_started_while_another_process_works_waits_in_order_and_is_taken_up() {
    let fleet = MovingFleet::start().await;
    let (a, _) = ask(&fleet, "prefix:tenant/42/,b");
    let (b, _) = ask(&fleet, "prefix:other/,c");
    let host = Host {
        hostname: "elsewhere".to_owned(),
        ..Host::default()
    };
    let lock = lock_state_dir(&fleet.home.state_dir(), &host).unwrap();
    let _ = fleet.run(&["migrate", "start", &a, "-n"]).success();
    let waits = fleet.run(&["migrate", "start", &a]).exit(10);
    assert!(waits.stdout.contains("it is the next"), "{waits}");
    let deadline = ["--deadline", "2026-12-01"];
    let args = [&["migrate", "start", b.as_str()], &deadline[..]].concat();
    let _ = fleet.run(&args).exit(10);
    assert_eq!(
        (&queue(&fleet)[&b].0, &queue(&fleet)[&a].0),
        (&1.into(), &2.into())
    );
    let _ = fleet.run(&["migrate", "prioritise", &a, "-n"]).success();
    assert_eq!(queue(&fleet)[&b].0, 1);
    let _ = fleet.run(&["migrate", "prioritise", &a]).success();
    assert_eq!(queue(&fleet)[&a].0, 1);
    let _ = fleet.run(&["migrate", "cancel", &b]).success();
    assert_eq!(fleet.keys("b").await.len() + fleet.keys("c").await.len(), 0);
    let _ = fleet.run(&["migrate", "start"]).exit(11);
    drop(lock);

    let worked = fleet.run(&["migrate", "start", "--json"]).success().json();
    assert_eq!(worked["data"]["migration_id"], a.as_str());
    assert_eq!(worked["data"]["state"], "verified");
    assert_eq!(worked["data"]["then"][0]["migration_id"], b.as_str());
    assert_eq!(fleet.status(&b)["state"], "cancelled");
    assert_eq!(fleet.keys("b").await.len(), 12);
    let nothing = fleet.run(&["migrate", "start"]).success();
    assert!(nothing.stderr.contains("nothing waits"), "{nothing}");
    let _ = fleet.run(&["migrate", "prioritise", &a]).exit(13);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_moves_some_of_the_same_waits_until_the_other_has_ended() {
    let fleet = MovingFleet::start().await;
    let (earlier, plan) = ask(&fleet, "prefix:tenant/42/,c");
    let _ = fleet.run(&["migrate", "cancel", &earlier]).success();
    let first = fleet.request();
    let waits = fleet
        .run(&["migrate", "start", &plan, "--json"])
        .exit(10)
        .json();
    assert_eq!(waits["data"]["waits_for"], first.as_str(), "{waits}");
    let second = waits["data"]["migration_id"].as_str().unwrap().to_owned();
    assert_eq!(queue(&fleet)[&second], (1.into(), first.as_str().into()));
    let again = fleet.run(&["migrate", "start", &second]).exit(10);
    assert!(again.stdout.contains("has to end first"), "{again}");
    // The first goes by, and the second stays where it is.
    let started = fleet.run(&["migrate", "start", &first, "--json"]).success();
    assert!(started.json()["data"]["then"].is_null(), "{started}");
    assert!(fleet.keys("c").await.is_empty());

    let _ = fleet.run(&["migrate", "cancel", &first]).success();
    let worked = fleet.run(&["migrate", "start", "--json"]).success().json();
    assert_eq!(worked["data"]["migration_id"], second.as_str());
    assert_eq!(fleet.keys("c").await.len(), 12);
}
