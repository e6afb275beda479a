//! The question before source copies go: asked at a terminal, and nowhere else.

use std::time::Duration;

use crate::support::{CommandOutput, MovingFleet};

/// A migration whose grace is over.
async fn ready() -> (MovingFleet, String) {
    let mut fleet = MovingFleet::start().await;
    let id = fleet.switched();
    fleet.pass(Duration::from_hours(24 * 8)).await;
    (fleet, id)
}

/// `migrate complete` at a terminal where somebody types `answer`; `None` without the tool for that.
fn typed(fleet: &MovingFleet, id: &str, answer: &str) -> Option<CommandOutput> {
    let program = env!("CARGO_BIN_EXE_shardctl");
    let line = format!("{program} migrate complete {id}");
    let args = ["-qec", &line, "/dev/null"];
    let input = format!("{answer}\n");
    let run = || fleet.home.run_other("script", &args, input.as_bytes());
    tokio::task::block_in_place(run)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_whole_id_must_be_typed() {
    let (fleet, id) = ready().await;
    for wrong in ["yes", "", &id[..id.len() - 1]] {
        let Some(asked) = typed(&fleet, &id, wrong) else {
            return;
        };
        let asked = asked.exit(16);
        assert!(asked.stdout.contains(&format!("Type {id}")), "{asked}");
        assert!(asked.stdout.contains("not confirmed"), "{asked}");
        assert_eq!(fleet.keys("a").await.len(), 14);
    }
    let _ = typed(&fleet, &id, &id).unwrap().success();
    assert_eq!(fleet.keys("a").await, ["other/x", "other/y"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_asked_where_nothing_would_go() {
    let fleet = MovingFleet::start().await;
    let id = fleet.verified();
    let early = fleet.run(&["migrate", "complete", &id]).exit(13);
    assert!(early.stdout.contains("the move is verified"), "{early}");
    assert!(!early.stderr.contains("confirmation"), "{early}");
    assert_eq!(fleet.keys("a").await.len(), 14);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_nobody_types_the_whole_id_is_given_beforehand() {
    let (fleet, id) = ready().await;
    // What is piped in is no person's answer.
    let piped = tokio::task::block_in_place(|| {
        let input = format!("{id}\n");
        fleet
            .home
            .run_with_input(&["migrate", "complete", &id], input.as_bytes())
    });
    let piped = piped.exit(16);
    assert!(piped.stderr.contains("nobody can be asked here"), "{piped}");
    let short = &id[id.len() - 6..];
    for beforehand in [
        &["--yes"][..],
        &["-y", "--no-input"],
        &["--confirm", ""],
        &["--confirm", short],
        &["--yes", "--confirm", "m-20260101-000000"],
    ] {
        let args = [&["migrate", "complete", &id], beforehand].concat();
        let refused = fleet.run(&args).exit(16);
        let what_does = format!("--confirm {id}");
        assert!(refused.stderr.contains(&what_does), "{refused}");
        assert_eq!(fleet.keys("a").await.len(), 14, "{beforehand:?}");
    }
    let _ = fleet
        .run(&["migrate", "complete", short, "--yes", "--confirm", &id])
        .success();
    assert_eq!(fleet.keys("a").await.len(), 2);
}
