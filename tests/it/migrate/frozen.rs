//! A process that is frozen in the middle of its work while another host takes over: when it thaws, it is
//! refused, and no byte is lost.
//!
//! Time is real here, and a lease is three seconds long: whoever takes over asks again until it is over.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::support::{CONTROL, FleetStore, MovingFleet, TestEnvironment};

/// Bounds that let a test take over within seconds.
const SHORT: &str = "\n[safety]\nlease_ttl = \"3s\"\nzombie_bound = \"1s\"\ngrace = \"1s\"\n\
                     accept_short_bound = true\n";

/// A fleet in real time, whose segment has enough objects to be interrupted among them.
async fn ready() -> (MovingFleet, String) {
    let mut fleet = MovingFleet::start_in_real_time(&format!("{CONTROL}{SHORT}")).await;
    let keys: Vec<String> = (0..300).map(|n| format!("tenant/42/more/{n:03}")).collect();
    let objects: Vec<(&str, u64)> = keys.iter().map(|key| (key.as_str(), 100)).collect();
    fleet.load("a", &objects);
    let id = fleet.request();
    fleet.home.unset("SHARDCTL_NOW");
    (fleet, id)
}

/// Starts a verb, and freezes it once its events have this state twice.
fn freeze(fleet: &MovingFleet, args: &[&str], state: &str) -> Child {
    let mut command = fleet.home.command(args);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let wanted = format!("\"state\":\"{state}\"");
    for _ in 0..2 {
        assert!(
            lines.any(|line| line.unwrap().replace(' ', "").contains(&wanted)),
            "it ended before"
        );
    }
    signal(&child, "-STOP");
    while !is_stopped(&child) {
        std::thread::yield_now();
    }
    // What it says afterwards nobody reads; the pipe stays open.
    std::thread::spawn(move || lines.count());
    child
}

fn signal(child: &Child, name: &str) {
    let id = child.id().to_string();
    let sent = Command::new("kill").args([name, &id]).status().unwrap();
    assert!(sent.success());
}

/// Whether no thread of the process runs any more: a signal takes its time to reach them all.
fn is_stopped(child: &Child) -> bool {
    let threads = std::fs::read_dir(format!("/proc/{}/task", child.id())).unwrap();
    let state = |thread: std::fs::DirEntry| {
        let stat = std::fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        let after_name = stat.rsplit(')').next().unwrap_or_default().trim_start();
        after_name.starts_with('T')
    };
    threads.map(Result::unwrap).all(state)
}

/// Another host with a copy of the state directory.
fn twin(fleet: &MovingFleet) -> TestEnvironment {
    let mut home = FleetStore::new_home();
    home.unset("SHARDCTL_NOW");
    home.config(&std::fs::read_to_string(fleet.home.path("config/shardctl/config.toml")).unwrap());
    std::fs::create_dir_all(home.state_dir()).unwrap();
    for name in ["map.db", "map.db-wal", "stats.db", "stats.db-wal"] {
        let from = fleet.home.state_dir().join(name);
        if from.exists() {
            std::fs::copy(from, home.state_dir().join(name)).unwrap();
        }
    }
    home
}

/// Runs until it is neither held off (11) nor has to wait (10).
fn insist(home: &TestEnvironment, args: &[&str]) {
    for _ in 0..1_000 {
        let output = tokio::task::block_in_place(|| home.run(args));
        match output.code {
            Some(10 | 11) => {}
            _ => {
                let _ = output.success();
                return;
            }
        }
    }
    panic!("{args:?} is held off for ever");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frozen_copier_is_refused_when_it_thaws() {
    let (fleet, id) = ready().await;
    let start = ["migrate", "start", &id, "--ways", "1", "-o", "jsonl"];
    let mut frozen = tokio::task::block_in_place(|| freeze(&fleet, &start, "copied"));
    let other = twin(&fleet);
    insist(&other, &["migrate", "start", &id]);
    insist(&other, &["migrate", "switch", &id]);

    signal(&frozen, "-CONT");
    let ended = tokio::task::block_in_place(|| frozen.wait().unwrap());
    assert_eq!(ended.code(), Some(12), "it was replaced meanwhile");
    assert_eq!(fleet.keys("a").await.len(), 314);
    assert_eq!(fleet.keys("b").await.len(), 312);
    // Nor does its next command go on with what it believes.
    let late = fleet.run(&["migrate", "switch", &id]);
    assert!(matches!(late.code, Some(11 | 12 | 17)), "{late}");
    let list = tokio::task::block_in_place(|| other.run(&["migrate", "verify", &id]));
    let _ = list.success();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frozen_deleter_is_refused_when_it_thaws() {
    let (fleet, id) = ready().await;
    insist(&fleet.home, &["migrate", "start", &id]);
    insist(&fleet.home, &["migrate", "switch", &id]);
    // Until the grace, a second, is over.
    insist(
        &fleet.home,
        &["migrate", "complete", &id, "--confirm", &id, "--dry-run"],
    );
    let complete = [
        "migrate",
        "complete",
        &id,
        "--confirm",
        &id,
        "--ways",
        "1",
        "-o",
        "jsonl",
    ];
    let mut frozen = tokio::task::block_in_place(|| freeze(&fleet, &complete, "deleted"));
    let other = twin(&fleet);
    insist(
        &other,
        &[
            "map",
            "pin",
            "prefix:other/",
            "--reason",
            "it was taken over",
        ],
    );

    let before = fleet.keys("a").await.len();
    signal(&frozen, "-CONT");
    let ended = tokio::task::block_in_place(|| frozen.wait().unwrap());
    assert_eq!(ended.code(), Some(12), "it was replaced meanwhile");
    let after = fleet.keys("a").await.len();
    assert!(
        before - after <= 1,
        "{before} to {after}: only what was on its way"
    );
    assert!(after > 100, "it was stopped in the middle");
    assert_eq!(
        fleet.keys("b").await.len(),
        312,
        "every object is where the map says"
    );
    insist(&other, &["migrate", "complete", &id, "--confirm", &id]);
    assert_eq!(fleet.keys("a").await, ["other/x", "other/y"]);
    assert_eq!(fleet.keys("b").await.len(), 312);
}
