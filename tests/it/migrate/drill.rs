//! `drill`: disasters are played on the published fleet, and nothing of it changes.

use std::time::Duration;

use crate::support::MovingFleet;

fn scene(report: &serde_json::Value, name: &str) -> serde_json::Value {
    let scenes = report["data"]["scenes"].as_array().unwrap();
    let found = scenes.iter().find(|scene| scene["name"] == name);
    found.unwrap_or_else(|| panic!("{report}")).clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_drill_survives_its_disasters_and_changes_nothing() {
    let mut fleet = MovingFleet::start().await;
    let id = fleet.verified();
    let before = fleet.keys_of("control").await;
    let file = fleet.home.state_dir().join("map.db");
    let map = std::fs::read(&file).unwrap();
    fleet.simulator.reset_counters();

    let held = fleet.run(&["drill", "-o", "json"]).success();
    let report = held.json();
    assert_eq!(report["data"]["passed"], true, "{held}");
    assert_eq!(report["data"]["held_at"], "2026-11-20T12:00:00Z");
    let lost = scene(&report, "admin host lost");
    let commands: Vec<&str> = (lost["steps"].as_array().unwrap().iter())
        .map(|step| step["command"].as_str().unwrap())
        .collect();
    assert_eq!(
        commands,
        ["recover map", "recover in-flight", "recover inspect"]
    );
    // By the clock, which a played silence moves on: nobody waits for it longer than it takes.
    let silent = scene(&report, "one region silent");
    let decided = silent["steps"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(decided["command"], "recover inspect", "{held}");
    let after_ms = decided["after_ms"].as_i64().unwrap();
    assert!((5_000..=60_000).contains(&after_ms), "{held}");
    let zombie = scene(&report, "lease held by a zombie");
    assert_eq!(zombie["steps"].as_array().unwrap().len(), 5, "{held}");

    fleet.assert_only_read();
    assert_eq!(fleet.keys_of("control").await, before);
    assert_eq!(std::fs::read(&file).unwrap(), map);
    let left = std::fs::read_dir(fleet.home.path("tmp")).unwrap().count();
    assert_eq!(left, 0, "the played hosts' directories are gone");

    // The fleet goes on as if nothing had been: no epoch was claimed, no lease taken.
    fleet.pass(Duration::from_secs(1)).await;
    let _ = fleet.run(&["migrate", "switch", &id]).success();
    let region = ["drill", "--region", "r-c"];
    let table = fleet.run(&region).success();
    assert!(table.stdout.contains("4 of 4 disasters"), "{table}");
    assert!(table.stdout.contains("r-c: 1 bucket"), "{table}");
    let wrong = fleet.run(&["drill", "--region", "r-d"]);
    assert_eq!(wrong.code, Some(2), "{wrong}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_drill_finds_what_recovery_would_stumble_over() {
    let fleet = MovingFleet::start().await;
    let _ = fleet.verified();
    let states = fleet.keys_of("control").await;
    let states = states.iter().rfind(|key| key.contains("/states/")).unwrap();
    fleet.put_into("control", states, "torn").await;
    let held = fleet.run(&["drill", "-o", "json"]);
    assert_eq!(held.code, Some(1), "{held}");
    let lost = scene(&held.json(), "admin host lost");
    assert_eq!(lost["passed"], false, "{held}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_recovered_elsewhere_is_not_rehearsed() {
    let fleet = MovingFleet::start().await;
    let nothing = fleet.run(&["drill"]);
    assert_eq!(nothing.code, Some(4), "nothing is published yet: {nothing}");
    let config = fleet.config(
        &["a", "b", "c"]
            .map(|name| crate::support::FleetStore::shard(name, ""))
            .concat(),
    );
    fleet
        .home
        .config(&format!("{config}\n[control]\nmode = \"local\"\n"));
    let local = fleet.run(&["drill"]);
    assert_eq!(local.code, Some(13), "{local}");
}
