//! What a migration may not do, and what is in its way: exit codes and words.

use std::time::Duration;

use shardctl::adapters::fs::lock_state_dir;
use shardctl::ports::Host;
use shardctl::simulator::Capabilities;

use crate::support::{CONTROL, FleetStore, MovingFleet};

const DAY: Duration = Duration::from_hours(24);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_is_not_found() {
    let fleet = MovingFleet::start().await;
    let _ = fleet.run(&["migrate", "list"]).success();
    let _ = fleet
        .run(&["migrate", "status", "m-20261120-abcdef"])
        .exit(4);
    let _ = fleet.run(&["migrate", "start", "no-such-plan"]).exit(4);
    let id = fleet.request();
    let _ = fleet.run(&["migrate", "start", &id, "--move", "7"]).exit(4);
    let _ = fleet
        .run(&["migrate", "resolve", &id, "x", "--keep", "source"])
        .exit(4);
    let _ = fleet.run(&["migrate", "status", &id[..11]]).success();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_verb_that_comes_too_early_or_too_late_is_refused() {
    let fleet = MovingFleet::start().await;
    let id = fleet.request();
    let _ = fleet.run(&["migrate", "switch", &id]).exit(13);
    let _ = fleet.run(&["migrate", "reverse", &id]).exit(13);
    let _ = fleet.run(&["migrate", "pause", &id]).success();
    let paused = fleet.run(&["migrate", "start", &id]).exit(13);
    assert!(paused.stderr.contains("migrate resume"), "{paused}");
    let _ = fleet.run(&["migrate", "pause", &id]).success();
    let _ = fleet.run(&["migrate", "resume", &id]).success();
    let waited = [
        "migrate",
        "wait",
        &id,
        "--for",
        "verified",
        "--timeout",
        "3s",
    ];
    let _ = fleet.run(&waited).exit(10);

    let _ = fleet.run(&["migrate", "cancel", &id]).success();
    assert_eq!(fleet.status(&id)["state"], "cancelled");
    for verb in ["start", "pause", "cancel"] {
        let _ = fleet.run(&["migrate", verb, &id]).exit(13);
    }
    let never = fleet
        .run(&["migrate", "wait", &id, "--for", "verified"])
        .exit(19);
    assert!(never.stderr.contains("ended cancelled"), "{never}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_so_much_may_be_deleted_at_once() {
    let config = format!("{CONTROL}\n[safety]\nmax_delete = \"50%\"\n");
    let mut fleet = MovingFleet::start_with(Capabilities::default(), &config).await;
    let id = fleet.switched();
    fleet.pass(8 * DAY).await;
    let refused = fleet
        .run(&["migrate", "complete", &id, "--confirm", &id])
        .exit(13);
    assert!(
        refused.stderr.contains("50% of the 14 objects"),
        "{refused}"
    );
    let _ = fleet
        .run(&[
            "migrate",
            "complete",
            &id,
            "--confirm",
            &id,
            "--max-delete",
            "11",
        ])
        .exit(13);
    assert_eq!(fleet.keys("a").await.len(), 14);
    let _ = fleet
        .run(&[
            "migrate",
            "complete",
            &id,
            "--confirm",
            &id,
            "--max-delete",
            "12",
        ])
        .success();
    let late = fleet.run(&["migrate", "reverse", &id]).exit(13);
    assert!(late.stderr.contains("source copies may be gone"), "{late}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn plans_of_another_map_or_by_another_hand_are_not_carried_out() {
    let fleet = MovingFleet::start().await;
    let id = fleet.request();
    let plan = fleet.status(&id)["plan_id"].as_str().unwrap().to_owned();
    let exported = fleet.run(&["plan", "export", &plan]).success().stdout;
    let edited = exported.replace("\"to\": \"b\"", "\"to\": \"c\"");
    fleet.home.write("edited.json", edited);
    fleet.home.write("plan.json", &exported);
    let _ = fleet.run(&["migrate", "start", "./edited.json"]).exit(2);

    let other = MovingFleet::start().await;
    let _ = std::fs::remove_dir_all(other.home.state_dir());
    other.load("a", &[("more/z", 5)]);
    other.configure_with(&["", "", "c/"], CONTROL);
    let _ = other.run(&["inventory", "scan"]).success();
    let _ = other.run(&["init", "--adopt"]).success();
    other.home.write("plan.json", &exported);
    let foreign = other.run(&["migrate", "start", "./plan.json"]).exit(12);
    assert!(foreign.stderr.contains("another map v1"), "{foreign}");

    let _ = fleet.run(&["migrate", "cancel", &id]).success();
    let map = "segment,shard\nprefix:other/,c\n";
    let second = fleet.ask(map, &[]).success().json()["data"]["migration_id"].clone();
    let second = second.as_str().unwrap();
    let _ = fleet.run(&["migrate", "start", second]).success();
    let _ = fleet.run(&["migrate", "switch", second]).success();
    let list = fleet.run(&["plan", "list", "--json"]).success().json();
    let plans = list["data"].as_array().unwrap();
    assert!(plans.iter().all(|plan| plan["state"] == "stale"), "{list}");
    let status = fleet.run(&["status", "--json"]).success().json();
    assert_eq!(status["data"]["newest_plan"]["stale"], true, "{status}");
    let stale = fleet.run(&["migrate", "start", &plan]).exit(12);
    assert!(
        stale
            .stderr
            .contains("made against map v1, the map is now v2"),
        "{stale}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_process_another_fleet_and_no_control_location() {
    let fleet = MovingFleet::start().await;
    let id = fleet.request();
    let host = Host {
        hostname: "elsewhere".to_owned(),
        ..Host::default()
    };
    let lock = lock_state_dir(&fleet.home.state_dir(), &host).unwrap();
    let _ = fleet.run(&["migrate", "switch", &id]).exit(11);
    let _ = fleet.run(&["migrate", "pause", &id]).success();
    let _ = fleet.run(&["migrate", "resume", &id]).success();
    drop(lock);

    fleet.configure_with(&["", "", ""], "");
    let nowhere = fleet.run(&["migrate", "start", &id]).exit(2);
    assert!(nowhere.stderr.contains("[control]"), "{nowhere}");
    let dead = "\n[endpoint.dead]\nkind = \"s3\"\nurl = \"http://127.0.0.1:9\"\nregion = \"r\"\n";
    let control = CONTROL.replace("\"store\"", "\"dead\"");
    fleet.configure_with(&["", "", ""], &format!("{dead}{control}"));
    let _ = fleet
        .run(&["migrate", "start", &id, "--retries", "0"])
        .exit(6);
    fleet.configure_with(&["", "", ""], CONTROL);
    let mut stranger = fleet;
    stranger.home.set("AWS_SECRET_ACCESS_KEY", "wrong");
    let _ = stranger.run(&["migrate", "start", &id]).exit(5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_that_ignores_create_only_cannot_hold_the_map() {
    let fleet = MovingFleet::start_with(Capabilities::unconditional(), CONTROL).await;
    let unfit = fleet
        .ask("segment,shard\nprefix:tenant/42/,b\n", &[])
        .exit(13);
    assert!(unfit.stderr.contains("ignores If-None-Match"), "{unfit}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_switched_to_a_shard_that_was_drained_or_changed_meanwhile() {
    let fleet = MovingFleet::start().await;
    let id = fleet.verified();
    let _ = fleet.run(&["shard", "drain", "b"]).success();
    let weight = |weight: u32| {
        let shard = |name: &str| {
            let more = if name == "b" {
                format!("weight = {weight}\n")
            } else {
                String::new()
            };
            FleetStore::shard(name, &more)
        };
        let shards = ["a", "b", "c"].map(shard).concat();
        fleet.home.config(&fleet.config(&(shards + CONTROL)));
    };
    // The config must say what the map says, before anything else.
    let _ = fleet.run(&["migrate", "switch", &id]).exit(13);
    weight(0);
    let entries = fleet
        .run(&["map", "history", "-o", "json"])
        .success()
        .json();
    for args in [&["switch", &id, "--dry-run"][..], &["switch", &id]] {
        let args = [&["migrate"], args].concat();
        let refused = fleet.run(&args).exit(13);
        assert!(refused.stderr.contains("was drained since"), "{refused}");
    }
    let after = fleet
        .run(&["map", "history", "-o", "json"])
        .success()
        .json();
    assert_eq!(entries["data"], after["data"], "nothing was published");
    assert_eq!(fleet.located(&["tenant/42/00"])["tenant/42/00"], "a");
    let _ = fleet.run(&["shard", "remove", "b"]).exit(13);
    let _ = fleet.run(&["shard", "reweight", "b", "7"]).success();
    weight(7);
    let _ = fleet.run(&["migrate", "switch", &id]).success();
    assert_eq!(fleet.located(&["tenant/42/00"])["tenant/42/00"], "b");
}
