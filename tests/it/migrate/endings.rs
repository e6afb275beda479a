//! What applications do to the data meanwhile, and how verbs end then.

use crate::support::MovingFleet;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_is_taken_at_the_target_waits_for_a_person() {
    let fleet = MovingFleet::start().await;
    fleet.put("b", "tenant/42/03", "somebody else's").await;
    let id = fleet.request();
    let started = fleet.run(&["migrate", "start", &id]).exit(19);
    assert!(started.stderr.contains("migrate resolve"), "{started}");
    let status = fleet.status(&id);
    assert_eq!(status["needs_decision"], 1);
    let undecided = &status["moves"][0]["undecided"][0];
    assert_eq!(undecided["key"], "tenant/42/03");
    assert_eq!(undecided["reason"], "target-occupied");
    let seen = undecided["evidence"].as_str().unwrap();
    assert!(seen.contains("target"), "{seen}");
    let _ = fleet.run(&["migrate", "switch", &id]).exit(19);

    let resolve = [
        "migrate",
        "resolve",
        &id,
        "tenant/42/03",
        "--keep",
        "source",
    ];
    let dry: Vec<&str> = resolve.iter().copied().chain(["--dry-run"]).collect();
    let _ = fleet.run(&dry).success();
    let _ = fleet.run(&resolve).success();
    let _ = fleet.run(&resolve).success();
    let _ = fleet.run(&["migrate", "start", &id]).success();
    let _ = fleet.run(&["migrate", "switch", &id]).success();
    let located = fleet.located(&["tenant/42/03", "tenant/42/04"]);
    assert_eq!(located["tenant/42/03"], "a", "the source was kept");
    assert_eq!(located["tenant/42/04"], "b");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn verify_tells_what_is_no_longer_as_it_was_proven() {
    let fleet = MovingFleet::start().await;
    let id = fleet.verified();
    let _ = fleet.run(&["migrate", "verify", &id]).success();
    fleet.put("a", "tenant/42/05", "rewritten").await;
    let differs = fleet.run(&["migrate", "verify", &id]).exit(15);
    assert!(
        differs.stderr.contains("no longer as they were proven"),
        "{differs}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_switch_takes_along_what_came_meanwhile_and_a_reversal_goes_back() {
    let fleet = MovingFleet::start().await;
    let id = fleet.verified();
    fleet.put("a", "tenant/42/new", "a straggler").await;
    let _ = fleet.run(&["migrate", "switch", &id]).success();
    assert!(fleet.keys("b").await.contains(&"tenant/42/new".to_owned()));
    let _ = fleet
        .run(&["migrate", "reverse", &id, "--dry-run"])
        .success();
    assert_eq!(fleet.located(&["tenant/42/00"])["tenant/42/00"], "b");
    let _ = fleet.run(&["migrate", "reverse", &id]).success();
    assert_eq!(fleet.located(&["tenant/42/00"])["tenant/42/00"], "a");
    assert_eq!(fleet.status(&id)["state"], "reversing");
    fleet.put("b", "tenant/42/late", "by an older map").await;
    let _ = fleet.run(&["migrate", "verify", &id]).exit(15);
    let started = fleet.run(&["migrate", "start", &id]).success();
    assert!(
        started.stdout.contains("brings back what is still written"),
        "{started}"
    );
    assert!(fleet.keys("a").await.contains(&"tenant/42/late".to_owned()));
    assert_eq!(fleet.keys("a").await.len(), 16, "nothing was deleted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dry_run_goes_the_same_way_and_writes_nothing() {
    let fleet = MovingFleet::start().await;
    let id = fleet.request();
    fleet.simulator.reset_counters();
    let dry = fleet.run(&["migrate", "start", &id, "--dry-run"]).success();
    for part in [
        "by the store",
        "copy and verify 12 objects",
        "Nothing has been changed",
    ] {
        assert!(dry.stdout.contains(part), "no `{part}` in {dry}");
    }
    assert_eq!(fleet.status(&id)["state"], "planned");
    let _ = fleet
        .run(&["migrate", "cancel", &id, "--dry-run"])
        .success();
    assert_eq!(fleet.status(&id)["state"], "planned");
    let _ = fleet.run(&["recover", "run", "--dry-run"]).success();
    fleet.assert_only_read();

    let _ = fleet
        .run(&["migrate", "start", &id, "--copy", "stream"])
        .exit(2);
    let plan = fleet.status(&id)["plan_id"].as_str().unwrap().to_owned();
    let _ = fleet.run(&["migrate", "cancel", &id]).success();
    let streamed = ["migrate", "start", &plan, "--copy", "stream", "--dry-run"];
    let streamed = fleet.run(&streamed).success();
    assert!(streamed.stdout.contains("through this host"), "{streamed}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_may_be_limited_and_the_next_goes_on() {
    let fleet = MovingFleet::start().await;
    let id = fleet.request();
    let limited = ["migrate", "start", &id, "--max-objects", "5"];
    let limited = fleet.run(&limited).exit(14);
    assert!(
        limited.stderr.contains("goes on where it stopped"),
        "{limited}"
    );
    let status = fleet.status(&id);
    assert_eq!(status["verified_objects"], 5, "{status:#}");
    let planned = &status["moves"][0]["transfers"]["planned"];
    assert_eq!(planned["objects"], 7);
    let _ = fleet.run(&["migrate", "start", &id]).success();
    assert_eq!(fleet.status(&id)["verified_objects"], 12);
}
