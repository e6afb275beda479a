//! A host is lost, and another goes on with nothing but credentials and the address of the control location:
//! the commands of the runbook, one after the other.

use std::time::Duration;

use crate::support::{CONTROL, MovingFleet, TestEnvironment};

/// Longer than the lease and the zombie bound together.
const UNTIL_NOTHING_LANDS: Duration = Duration::from_mins(33);

/// A fleet with a migration that is verified, on a host without a map.db and without a config.
async fn on_another_host() -> (MovingFleet, String, TestEnvironment) {
    let mut fleet = MovingFleet::start().await;
    let id = fleet.verified();
    let old = fleet.move_to_another_host();
    let place = control_of(&fleet);
    fleet.home.set("SHARDCTL_CONTROL_URL", &place);
    (fleet, id, old)
}

/// The address of the control location.
fn control_of(fleet: &MovingFleet) -> String {
    let url = fleet.url();
    format!("s3://control/fleet/?endpoint={url}&region=us-east-1")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bare_host_gets_the_map_back_and_brings_the_migration_to_its_end() {
    let (mut fleet, id, mut old) = on_another_host().await;
    let preview = fleet
        .run(&["recover", "map", "--dry-run", "-o", "json"])
        .success();
    assert_eq!(preview.json()["data"]["moves"][0]["state"], "verified");
    assert!(!fleet.home.state_dir().join("map.db").exists());

    let taken = fleet.run(&["recover", "map", "-o", "json"]).success();
    let data = taken.json()["data"].clone();
    assert_eq!(
        (&data["epoch"], &data["dry_run"]),
        (&2.into(), &false.into())
    );
    assert_eq!(fleet.located(&["tenant/42/01"])["tenant/42/01"], "a");
    fleet.home.unset("SHARDCTL_CONTROL_URL");
    let _ = fleet.run(&["recover", "in-flight"]).success();
    let _ = fleet.run(&["recover", "inspect"]).success();
    let _ = fleet
        .run(&["recover", "run", "--policy", "resume"])
        .success();

    let early = fleet.run(&["migrate", "switch", &id]);
    assert_eq!(early.code, Some(10), "{early}");
    fleet.pass(UNTIL_NOTHING_LANDS).await;
    let _ = fleet.run(&["migrate", "switch", &id]).success();
    assert_eq!(fleet.located(&["tenant/42/01"])["tenant/42/01"], "b");

    std::mem::swap(&mut fleet.home, &mut old);
    fleet.pass(Duration::from_secs(1)).await;
    let woken = fleet.run(&["migrate", "start", &id]);
    assert_eq!(woken.code, Some(12), "{woken}");
    assert!(woken.stderr.contains("shardctl recover map"), "{woken}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_under_way_can_be_held_and_taken_back_on_the_new_host() {
    let (fleet, id, _old) = on_another_host().await;
    let _ = fleet.run(&["recover", "map"]).success();
    let _ = fleet.run(&["recover", "run", "--policy", "hold"]).success();
    assert_eq!(fleet.status(&id)["paused"], true);
    let reversed = fleet.run(&["recover", "run", "--policy", "reverse"]);
    // Copies of the lost host may still land: they are waited for before ours are removed.
    assert_eq!(reversed.code, Some(10), "{reversed}");
    assert_eq!(fleet.status(&id)["cancelling"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_map_is_refused_and_a_damaged_one_is_made_anew() {
    let mut fleet = MovingFleet::start().await;
    let id = fleet.verified();
    let refused = fleet.run(&["recover", "map"]);
    assert_eq!(refused.code, Some(13), "{refused}");

    let file = fleet.home.state_dir().join("map.db");
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let damaged = fleet.run(&["migrate", "start", &id]);
    assert_eq!(damaged.code, Some(17), "{damaged}");
    assert!(damaged.stderr.contains("shardctl recover map"), "{damaged}");
    let _ = fleet.run(&["recover", "map"]).success();
    assert_eq!(fleet.located(&["tenant/42/01"])["tenant/42/01"], "a");
    let kept = std::fs::read(fleet.home.state_dir().join("map.db.lost-1")).unwrap();
    assert_eq!(kept.len(), whole.len() / 2);
    fleet.pass(UNTIL_NOTHING_LANDS).await;
    let _ = fleet.run(&["migrate", "switch", &id]).success();
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_was_published_there_is_nothing_to_take_over() {
    let mut fleet = MovingFleet::start_without_logs().await;
    let _ = fleet.move_to_another_host();
    let place = format!("s3://control/other?endpoint={}", fleet.url());
    for command in [&["recover", "map"], &["recover", "in-flight"]] {
        let args = [&command[..], &["--control", &place]].concat();
        let missing = fleet.run(&args);
        assert_eq!(missing.code, Some(4), "{missing}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_recovery_relies_on_is_checked_and_what_was_tampered_with_is_named() {
    let (mut fleet, id, old) = on_another_host().await;
    fleet.simulator.reset_counters();
    let bare = fleet.run(&["recover", "verify", "-o", "json"]).success();
    let checks = bare.json()["data"].as_array().unwrap().clone();
    assert!(checks.iter().all(|check| check["ok"] == true), "{bare}");
    let _ = fleet.run(&["recover", "in-flight"]).success();
    let _ = fleet.run(&["recover", "map", "--dry-run"]).success();
    fleet.assert_only_read();

    fleet.home = old;
    let checks = fleet.run(&["recover", "verify", "-o", "json"]).success();
    assert_eq!(
        checks.json()["data"].as_array().unwrap().len(),
        8,
        "{checks}"
    );
    let audited = fleet.run(&["audit", "--read-data-subset", "1/2"]).success();
    assert!(
        audited.stderr.contains("read (") || audited.stdout.contains("read ("),
        "{audited}"
    );

    let states = fleet.keys_of("control").await;
    let states = states.iter().rfind(|key| key.contains("/states/")).unwrap();
    fleet.put_into("control", states, "torn").await;
    let torn = fleet.run(&["recover", "verify"]);
    assert_eq!(torn.code, Some(15), "{torn}");

    // The source of a completed move is written to again.
    fleet.pass(Duration::from_mins(1)).await;
    let _ = fleet.run(&["migrate", "switch", &id]).success();
    fleet.put("b", "tenant/42/99", "new").await;
    fleet
        .put("a", "other/x", "twice as much as there was before")
        .await;
    fleet.put("c", "other/x", "somebody's").await;
    let differs = fleet.run(&["audit", "-o", "json"]);
    assert_eq!(differs.code, Some(15), "{differs}");
    let found = differs.json()["data"].as_array().unwrap().clone();
    assert_eq!(
        (found.len(), &found[0]["kind"]),
        (1, &"diverged".into()),
        "{differs}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_region_that_takes_requests_and_never_answers_holds_up_its_own_moves_alone() {
    let mut fleet = MovingFleet::start().await;
    let other = fleet.ask("segment,shard\nprefix:other/,c\n", &[]).success();
    let other = other.json()["data"]["migration_id"].clone();
    let other = other.as_str().unwrap().to_owned();
    let id = fleet.verified();
    let _old = fleet.move_to_another_host();
    let place = control_of(&fleet);
    fleet.home.set("SHARDCTL_CONTROL_URL", &place);
    // The more patient the settings, the longer it would take to be told that nobody is there.
    fleet.home.set("SHARDCTL_TIMEOUT", "1s");
    fleet.home.set("SHARDCTL_RETRIES", "9");
    fleet.simulator.fall_silent("data-c");
    let store = fleet.simulator.clone();
    let met = || store.met_silence("data-c");
    let _ = fleet.run(&["recover", "map"]).success();
    assert_eq!(fleet.located(&["tenant/42/01"])["tenant/42/01"], "a");
    let _ = fleet.run(&["recover", "in-flight"]).success();
    assert_eq!(met(), 0, "nobody asks it");
    let inspected = fleet.run(&["recover", "inspect"]).success();
    let told = "shard `c` cannot be used now";
    assert!(inspected.stderr.contains(told), "{inspected}");
    assert_eq!(met(), 2, "{inspected}");

    // What needs it waits for it, and what does not goes on.
    fleet.home.set("SHARDCTL_RETRIES", "0");
    let before = met();
    let started = fleet.run(&["migrate", "start", &other]);
    assert_eq!(started.code, Some(6), "{started}");
    assert_eq!(met(), before + 1, "{started}");
    assert_eq!(fleet.keys("c").await, [""; 0]);
    let _ = fleet.run(&["recover", "run", "--policy", "resume"]);
    fleet.pass(UNTIL_NOTHING_LANDS).await;
    let _ = fleet.run(&["migrate", "switch", &id]).success();
    assert_eq!(fleet.located(&["tenant/42/01"])["tenant/42/01"], "b");
    fleet.simulator.mend();
    let _ = fleet.run(&["migrate", "start", &other]).success();
    assert_eq!(fleet.keys("c").await, ["other/x", "other/y"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn locate_answers_from_the_local_map_and_says_how_old_it_is() {
    let mut fleet = MovingFleet::start().await;
    let _ = fleet.switched();
    fleet.simulator.fall_silent("control");
    fleet.pass(Duration::from_mins(90)).await;
    let located = fleet.run(&["locate", "tenant/42/01"]).success();
    let said = located.stdout.clone() + &located.stderr;
    assert!(
        said.contains("by map version 2, made 1h30m ago"),
        "{located}"
    );
    let program = fleet.run(&["locate", "tenant/42/01", "-o", "json"]);
    let answer = program.success().json()["data"][0].clone();
    assert_eq!(answer["map_age_ms"], 90 * 60_000, "{answer}");
    assert_eq!(fleet.located(&["tenant/42/01"])["tenant/42/01"], "b");
    assert_eq!(
        fleet.simulator.met_silence("control"),
        0,
        "nobody was asked"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_published_is_left_a_scan_makes_a_proposal_and_no_map() {
    let mut fleet = MovingFleet::start().await;
    let file = fleet.home.path("proposal.json").display().to_string();
    let propose = ["recover", "map", "--from-scan", &file, "-o", "json"];
    let _ = fleet.verified();
    let published = fleet.run(&propose);
    assert_eq!(published.code, Some(13), "{published}");

    // The host is gone, and so is all that was published.
    let _ = fleet.move_to_another_host();
    fleet.configure_with(&["", "", ""], CONTROL);
    for key in fleet.keys_of("control").await {
        fleet.remove_from("control", &key).await;
    }
    let file = fleet.home.path("proposal.json").display().to_string();
    let propose = ["recover", "map", "--from-scan", &file, "-o", "json"];
    let unseen = fleet.run(&propose);
    assert_eq!(unseen.code, Some(18), "{unseen}");
    let _ = fleet.run(&["inventory", "scan"]).success();
    fleet.simulator.reset_counters();
    let proposed = fleet.run(&propose).success();
    fleet.assert_only_read();
    let data = proposed.json()["data"].clone();
    assert_eq!(data["keys"], 14, "{proposed}");
    // What the interrupted move has copied is in both: nobody knows of the move any more.
    assert_eq!(data["shadowed"].as_array().unwrap().len(), 12, "{proposed}");
    assert_eq!(data["markers"][0]["control"], "s3://control/fleet/");
    assert!(!fleet.home.state_dir().join("map.db").exists());
    let again = fleet.run(&propose);
    assert_eq!(
        again.code,
        Some(1),
        "a file that was looked through stays: {again}"
    );

    // Different bytes under one key: only a person knows which count.
    fleet.put("c", "other/x", "somebody's").await;
    let _ = fleet.run(&["inventory", "scan"]).success();
    let other = fleet.home.path("again.json").display().to_string();
    let unclear = fleet.run(&["recover", "map", "--from-scan", &other, "-o", "json"]);
    assert_eq!(unclear.code, Some(19), "{unclear}");
    assert_eq!(unclear.json()["data"]["ambiguous_keys"], 1, "{unclear}");
    fleet.remove_from("data-c", "other/x").await;
    let _ = fleet.run(&["inventory", "scan"]).success();

    // Once it was looked through, a person makes it the first map of a new control location.
    let _ = fleet.run(&["init", "--adopt"]).success();
    let import = ["map", "import", &file, "--dry-run"];
    let marked = fleet.run(&import);
    assert_eq!(marked.code, Some(5), "the fleet before may live: {marked}");
    for shard in ["data-a", "data-b", "data-c"] {
        fleet.remove_from(shard, ".shardctl/owner.json").await;
    }
    let _ = fleet.run(&import).success();
}
