//! The way of a migration from a request to its end, and back.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::time::Duration;

use crate::support::MovingFleet;

const DAY: Duration = Duration::from_hours(24);

/// A reader that leaves does not stop the work, and is missed in the log.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_that_leaves_does_not_stop_what_changes_something() {
    let fleet = MovingFleet::start().await;
    let id = fleet.request();
    for (format, dry_run) in [("jsonl", true), ("jsonl", false), ("table", false)] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut args = vec!["migrate", "start", &id, "-o", format];
        args.extend(dry_run.then_some("--dry-run"));
        let mut command = fleet.home.command(&args);
        command.stdout(writer).stderr(Stdio::piped());
        let ended = tokio::task::block_in_place(|| command.output().unwrap());
        let errors = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(ended.status.success(), "{errors}");
        assert_eq!(errors.contains("nobody reads"), !dry_run, "{errors}");
        let copied = if dry_run { 0 } else { 12 };
        assert_eq!(fleet.keys("b").await.len(), copied);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_says_who_did_what_and_why() {
    let fleet = MovingFleet::start().await;
    let id = fleet.request();
    let start = ["migrate", "start", &id, "--reason", "INC-2291"];
    let _ = fleet.run(&start).success();
    let _ = fleet.run(&["migrate", "pause", &id]).success();

    let log = fleet.run(&["migrate", "log"]).success();
    for said in [
        "migrate request by ",
        "migrate start by ",
        ": INC-2291",
        "paused",
    ] {
        assert!(log.stdout.contains(said), "{said}: {log}");
    }
    assert!(!log.stdout.contains("tenant/42/00"), "{log}");
    let objects = ["migrate", "log", &id[2..], "--objects", "-o", "jsonl"];
    let lines = fleet.run(&objects).success().json_lines();
    let events = |event: &str, has_key: bool| {
        let fits = |line: &&serde_json::Value| {
            line["event"] == event && line["key"].is_string() == has_key
        };
        lines.iter().filter(fits).count()
    };
    assert_eq!(events("copy_intended", true), 12);
    assert_eq!(events("verified", true), 12);
    assert_eq!(events("run", false), 3, "{lines:#?}");
    let started = lines
        .iter()
        .find(|line| line["details"]["reason"] == "INC-2291");
    let run_id = &started.unwrap()["run_id"];
    let of_run = lines.iter().filter(|line| line["run_id"] == *run_id);
    assert!(of_run.count() > 24, "what the start did names its run");

    let later = ["migrate", "log", "--since", "2099-01-01"];
    let later = fleet.run(&later).success();
    assert!(!later.stdout.contains("INC-2291"), "{later}");
    let _ = fleet.run(&["migrate", "log", "m-nobody"]).exit(4);
    let _ = fleet
        .run(&["migrate", "log", "--since", "tomorrow"])
        .exit(2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_requested_placement_is_copied_verified_switched_and_completed() {
    let mut fleet = MovingFleet::start().await;
    let id = fleet.request();
    let planned = fleet.status(&id);
    assert_eq!(planned["state"], "planned");
    assert_eq!(planned["objects"], 12, "as the plan expects: {planned:#}");

    let started = fleet
        .run(&["migrate", "start", &id, "-o", "jsonl"])
        .success();
    let lines = started.json_lines();
    let told = |state: &str| {
        let of_state =
            |line: &&serde_json::Value| line["event"] == "transfer" && line["state"] == state;
        lines.iter().filter(of_state).count()
    };
    assert_eq!((told("copied"), told("verified")), (12, 12), "{started}");
    assert_eq!(lines.last().unwrap()["type"], "summary");
    let _ = fleet
        .run(&["migrate", "wait", &id, "--for", "verified"])
        .success();
    assert_eq!(
        fleet.located(&["tenant/42/00"])["tenant/42/00"],
        "a",
        "the map did not change"
    );

    let _ = fleet.run(&["migrate", "verify", &id]).success();
    let switched = fleet.run(&["migrate", "switch", &id]).success();
    assert!(switched.stdout.contains("grace"), "{switched}");
    assert_eq!(fleet.located(&["tenant/42/00"])["tenant/42/00"], "b");
    assert_eq!(fleet.located(&["other/x"])["other/x"], "a");

    let early = fleet
        .run(&["migrate", "complete", &id, "--confirm", &id])
        .exit(10);
    assert!(early.stderr.contains("2026-11-27T13:00:00Z"), "{early}");
    fleet.pass(8 * DAY).await;
    let unconfirmed = fleet.run(&["migrate", "complete", &id]).exit(16);
    assert!(
        unconfirmed.stderr.contains("12 source objects"),
        "{unconfirmed}"
    );
    let _ = fleet
        .run(&["migrate", "complete", &id, "--confirm", "m-20261120-000000"])
        .exit(16);
    let dry = fleet
        .run(&["migrate", "complete", &id, "--dry-run"])
        .success();
    assert!(dry.stdout.contains("would  delete 12 objects"), "{dry}");
    assert_eq!(
        fleet.keys("a").await.len(),
        14,
        "nothing was deleted so far"
    );
    let _ = fleet
        .run(&["migrate", "complete", &id, "--confirm", &id])
        .success();
    assert_eq!(fleet.keys("a").await, ["other/x", "other/y"]);
    assert_eq!(fleet.keys("b").await.len(), 12);
    assert_eq!(fleet.status(&id)["state"], "completed");
    let _ = fleet
        .run(&["migrate", "complete", &id, "--confirm", &id])
        .success();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_migration_at_work_heeds_a_pause_of_another_process() {
    let fleet = MovingFleet::start().await;
    let keys: Vec<String> = (0..400).map(|n| format!("tenant/42/more/{n:03}")).collect();
    let objects: Vec<(&str, u64)> = keys.iter().map(|key| (key.as_str(), 100)).collect();
    fleet.load("a", &objects);
    let id = fleet.request();
    let args = ["migrate", "start", &id, "--ways", "1", "-o", "jsonl"];
    let mut command = fleet.home.command(&args);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut at_work = command.spawn().unwrap();
    let code = tokio::task::block_in_place(|| {
        let mut lines = BufReader::new(at_work.stdout.take().unwrap()).lines();
        let copied = |line: &String| line.contains("\"copied\"");
        assert!(
            lines.any(|line| copied(&line.unwrap())),
            "nothing was copied"
        );
        let _ = fleet.run(&["migrate", "pause", &id]).success();
        let _ = lines.by_ref().count();
        at_work.wait().unwrap().code()
    });
    assert_eq!(code, Some(14), "stopped in the middle, resumable");
    let status = fleet.status(&id);
    assert_eq!(
        (&status["state"], &status["paused"]),
        (&"copying".into(), &true.into())
    );
    let left = status["moves"][0]["transfers"]["planned"]["objects"].as_u64();
    assert!(left > Some(0), "it was paused in the middle: {status:#}");

    let _ = fleet.run(&["migrate", "resume", &id]).success();
    let _ = fleet.run(&["migrate", "start", &id]).success();
    assert_eq!(fleet.status(&id)["verified_objects"], 412);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn locate_names_the_other_place_while_grace_runs() {
    let mut fleet = MovingFleet::start().await;
    let id = fleet.verified();
    let ask = |fleet: &MovingFleet| {
        let args = ["locate", "-o", "json", "--keys-from", "-", "other/x"];
        let output = fleet.run_with_input(&args, b"tenant/42/00\n").success();
        let rows = output.json()["data"].clone();
        let of = |n: usize, name: &str| rows[n][name].clone();
        assert_eq!(of(0, "key"), "other/x");
        assert!(of(0, "fallback").is_null(), "{rows:#}");
        (of(1, "shard"), of(1, "fallback"), of(1, "fallback_object"))
    };
    let pair = |fleet: &MovingFleet| {
        let (shard, fallback, _) = ask(fleet);
        let text = |value: serde_json::Value| value.as_str().unwrap_or("none").to_owned();
        (text(shard), text(fallback))
    };
    let is = |shard: &str, fallback: &str| (shard.to_owned(), fallback.to_owned());
    assert_eq!(pair(&fleet), is("a", "none"));
    let table = fleet.run(&["locate", "tenant/42/00"]).success();
    assert!(!table.stdout.contains("FALLBACK"), "{table}");

    let _ = fleet.run(&["migrate", "switch", &id]).success();
    assert_eq!(pair(&fleet), is("b", "a"));
    assert_eq!(ask(&fleet).2, "s3://data-a/tenant/42/00");
    let table = fleet.run(&["locate", "tenant/42/00"]).success();
    assert!(table.stdout.contains("FALLBACK"), "{table}");

    let _ = fleet.run(&["migrate", "reverse", &id]).success();
    assert_eq!(pair(&fleet), is("a", "b"));
    fleet.pass(8 * DAY).await;
    assert_eq!(pair(&fleet), is("a", "none"));
}
