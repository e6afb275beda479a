//! `migrate request`: wrong input, what holds segments, and what is made.

use shardctl::simulator::Capabilities;

use crate::support::{CONTROL, MovingFleet};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_maps_are_refused_whole_and_nothing_is_written() {
    let fleet = MovingFleet::start().await;
    for (map, part) in [
        ("", "neither JSON nor CSV"),
        ("segment,shard\ntenant/42/,b\n", "entry 1"),
        ("segment,shard\nprefix:tenant/42/,nowhere\n", "is no shard"),
        (
            "segment,shard\nprefix:nothing/,b\n",
            "no object in prefix:nothing/",
        ),
        ("segment,shard\nprefix:a\u{1b}[2J/,b\n", "\\x1b[2J"),
        (
            "{\"format\":\"shardctl.assignment/1\",\"assignments\":[{}]}",
            "missing field",
        ),
    ] {
        let refused = fleet.run_with_input(
            &["migrate", "request", "--confidence", "1", "--map", "-"],
            map.as_bytes(),
        );
        let refused = refused.exit(2);
        assert!(refused.stderr.contains(part), "{map:?}: {refused}");
    }
    let no_file = [
        "migrate",
        "request",
        "--confidence",
        "1",
        "--map",
        "nothing.json",
    ];
    let _ = fleet.run(&no_file).exit(4);
    let unsure = ["migrate", "request", "--confidence", "85", "--map", "-"];
    assert!(
        fleet
            .run(&unsure)
            .exit(2)
            .stderr
            .contains("85% is written 0.85")
    );
    fleet.assert_only_read();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_is_priced_shows_both_confidences_and_is_made_once() {
    let fleet = MovingFleet::start().await;
    let map = r#"{"format": "shardctl.assignment/1", "assignments": [
        {"segment": "prefix:tenant/42/", "to": "b"}, {"segment": "prefix:other/", "to": "a"}]}"#;
    let dry = fleet.ask(map, &["--dry-run"]).success().json();
    assert!(dry["data"]["migration_id"].is_null());
    assert_eq!(dry["data"]["totals"]["objects"], 12);
    assert_eq!(dry["data"]["request"]["confidence_ratio"], 0.9);
    assert_eq!(dry["data"]["request"]["in_place"], 1);
    assert!(dry["data"]["confidence_ratio"].is_number(), "ours: {dry:#}");
    fleet.assert_only_read();

    let made = fleet.ask(map, &["--contract", "quiesced"]).success().json();
    let id = made["data"]["migration_id"].as_str().unwrap();
    let status = fleet.status(id);
    assert_eq!(status["contract"], "quiesced");
    assert_eq!(
        status["plan_id"], dry["data"]["plan_id"],
        "the dry run is the same plan"
    );
    let page = fleet.run(&["status"]).success().stdout;
    assert!(
        page.contains(&format!("migration    {id} planned")),
        "{page}"
    );

    let again = fleet.ask(map, &[]).exit(13);
    assert!(again.stderr.contains("is being moved by"), "{again}");
    let nothing = fleet
        .ask("segment,shard\nprefix:other/,a\n", &[])
        .success()
        .json();
    assert!(nothing["data"]["migration_id"].is_null());
    let started = fleet.run(&["migrate", "start", id, "--contract", "mutable"]);
    assert!(
        started
            .exit(2)
            .stderr
            .contains("was decided when it was made")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn guards_groups_and_capacities_hold_for_requests() {
    let map = "segment,shard\nprefix:tenant/42/,b\n";
    let groups = "\n[[group]]\nkeep_together = \"prefix:\"\n";
    let fleet =
        MovingFleet::start_with(Capabilities::default(), &format!("{CONTROL}{groups}")).await;
    let split = fleet.ask(map, &[]).exit(13);
    assert!(
        split.stderr.contains("a group keeps it together with"),
        "{split}"
    );

    fleet.configure_with(
        &["", "", ""],
        &format!("{CONTROL}\n[guards]\nmin_confidence = 0.95\n"),
    );
    let unsure = fleet.ask(map, &[]).exit(13);
    assert!(
        unsure.stderr.contains("confidence 0.90, the limit is 0.95"),
        "{unsure}"
    );
    let large = fleet
        .ask(map, &["--min-confidence", "0", "--max-bytes", "1KiB"])
        .exit(13);
    assert!(large.stderr.contains("max-bytes"), "{large}");
    let old = fleet
        .ask(map, &["--min-confidence", "0", "--max-log-age", "1m"])
        .exit(13);
    assert!(old.stderr.contains("max-log-age"), "{old}");

    fleet.configure_with(&["", "", ""], CONTROL);
    let pin = ["map", "pin", "prefix:tenant/42/", "--reason", "a test"];
    let _ = fleet.run(&pin).success();
    let pinned = fleet.ask(map, &[]).exit(13);
    assert!(pinned.stderr.contains("pinned: a test"), "{pinned}");
    let _ = fleet.run(&["map", "unpin", "prefix:tenant/42/"]).success();
    fleet.simulator.reset_counters();

    let short = format!("{CONTROL}\n[safety]\ngrace = \"1h\"\n");
    fleet.configure_with(&["", "", ""], &short);
    let refused = fleet.ask(map, &[]).exit(13);
    assert!(
        refused
            .stderr
            .contains("safety.grace = 1h00m (7d01h is safe)"),
        "{refused}"
    );
    fleet.configure_with(
        &["", "", ""],
        &format!("{short}accept_short_bound = true\n"),
    );
    let accepted = fleet.ask(map, &["--dry-run"]).success().json();
    let notes = accepted["data"]["notes"].to_string();
    assert!(
        notes.contains("accepted by safety.accept_short_bound"),
        "{notes}"
    );
    fleet.assert_only_read();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_map_is_carried_out_without_logs_and_what_it_saves_is_unknown() {
    let fleet = MovingFleet::start_without_logs().await;
    let map = "segment,shard\nprefix:tenant/42/,b\n";
    let request = ["migrate", "request", "--confidence", "0.9", "--map", "-"];
    let dry = [&request[..], &["--dry-run"]].concat();
    let dry = fleet.run_with_input(&dry, map.as_bytes()).success();
    for part in [
        "saves: unknown without logs",
        "0.90 as requested; the planner's is unknown",
        "too few to forecast from",
    ] {
        assert!(dry.stdout.contains(part), "no `{part}` in {dry}");
    }
    let _ = fleet.run(&["plan", "propose"]).exit(18);
    let id = fleet.verified();
    let _ = fleet.run(&["migrate", "switch", &id]).success();
    assert_eq!(fleet.located(&["tenant/42/00"])["tenant/42/00"], "b");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_line_tells_how_sure_each_of_the_two_is() {
    let fleet = MovingFleet::start().await;
    let map = "segment,shard\nprefix:tenant/42/,b\n";
    let request = ["migrate", "request", "--confidence", "0.9", "--map", "-"];
    let made = fleet.run_with_input(&request, map.as_bytes()).success();
    let told = made.stdout.lines().filter(|line| line.contains("or more"));
    let told: Vec<&str> = told.collect();
    let one = matches!(told[..], [line] if line.contains("0.90 as requested; the planner's"));
    assert!(one, "{made}");
}
