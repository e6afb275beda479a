//! A full disk, and one that can only be read: the state directory on a file system of a few pages, in a
//! namespace of its own.

use std::process::Command;
use std::time::Duration;

use crate::support::MovingFleet;

/// What every script begins with: a small file system that holds a copy of the state, and three
/// amounts of room in it.
const SMALL: &str = r#"
set -eu
mount -t tmpfs -o size=4m tmpfs "$STATE.small"
cp -r "$STATE"/*.db* "$STATE.small"/
rm -f "$STATE.small"/*-shm
nothing() { cat /dev/zero > "$STATE.small/ballast" 2>/dev/null || true; }
little() {
    rm -f "$STATE.small/ballast"
    free=$(df -k --output=avail "$STATE.small" | tail -1)
    head -c "$((free - $1))k" /dev/zero > "$STATE.small/ballast"
}
read_only() { mount -o remount,ro "$STATE.small"; }
room() { rm -f "$STATE.small/ballast"; }
run() {
    label=$1; shift
    code=0; "$SHARDCTL" --state-dir "$STATE.small" "$@" || code=$?
    echo "$label $code"
}
"#;

/// Runs `script` in the namespace, about the migration `id`: its stdout and stderr. `None` on a machine
/// that does not let tests mount; the same is tested below the commands without.
fn run_on_small_disk(fleet: &MovingFleet, id: &str, script: &str) -> Option<(String, String)> {
    let may = Command::new("unshare").args(["-rm", "true"]).status();
    if !may.is_ok_and(|status| status.success()) {
        return None;
    }
    let state = fleet.home.state_dir();
    std::fs::create_dir_all(state.with_extension("small")).unwrap();
    let mut template = fleet.home.command(&["--version"]);
    let variables: Vec<_> = (template.get_envs())
        .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
        .collect();
    template.env_clear();
    let script = format!("{SMALL}{script}");
    let mut command = Command::new("unshare");
    command
        .args(["-rm", "sh", "-c", &script])
        .env_clear()
        .envs(variables);
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("STATE", &state).env("ID", id);
    command.env("SHARDCTL", env!("CARGO_BIN_EXE_shardctl"));
    let output = tokio::task::block_in_place(|| command.output().unwrap());
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Some((text(&output.stdout), text(&output.stderr)))
}

/// That each of these lines is in the answers: a label, and the exit code.
fn assert_ended((text, errors): &(String, String), lines: &[&str]) {
    for line in lines {
        let line = format!("{line}\n");
        assert!(text.contains(&line), "{line}{text}\n{errors}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_stops_where_it_can_go_on() {
    let fleet = MovingFleet::start().await;
    let id = fleet.request();
    let script = r#"
nothing; run none migrate start "$ID"
little 100; run full migrate start "$ID"
room; run room migrate start "$ID"
"#;
    let Some(ended) = run_on_small_disk(&fleet, &id, script) else {
        return;
    };
    assert_ended(&ended, &["none 14", "full 14", "room 0"]);
    assert!(ended.1.contains("free some space"), "{}", ended.1);
    assert_eq!(fleet.keys("b").await.len(), 12);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_while_a_migration_is_stopped_or_given_up_loses_nothing() {
    let mut fleet = MovingFleet::start().await;
    let id = fleet.verified();
    // With a little room the files open, and the first page that is written has none.
    let script = r#"
nothing; run none-pause migrate pause "$ID"
little 40; run full-pause migrate pause "$ID"
room; run still-going migrate resume "$ID"
run pause migrate pause "$ID"
nothing; run none-resume migrate resume "$ID"
little 40; run full-resume migrate resume "$ID"
room; run still-paused migrate pause "$ID"
run resume migrate resume "$ID"
nothing; run none-cancel migrate cancel "$ID"
little 100; run full-cancel migrate cancel "$ID"
room; run verify migrate verify "$ID"
run cancel migrate cancel "$ID"
cp "$STATE.small"/*.db* "$STATE"/
"#;
    let Some(ended) = run_on_small_disk(&fleet, &id, script) else {
        return;
    };
    let lines = [
        "none-pause 14",
        "full-pause 14",
        "still-going 0",
        "pause 0",
        "none-resume 14",
        "full-resume 14",
        "still-paused 0",
        "resume 0",
        "none-cancel 14",
        "full-cancel 14",
        // It is being given up: to compare would call that a difference.
        "verify 13",
    ];
    assert_ended(&ended, &lines);
    let (text, errors) = &ended;
    assert!(text.contains("is not paused"), "{text}");
    assert!(text.contains("is paused already"), "{text}");
    assert!(errors.contains("free some space"), "{errors}");
    if !text.contains("cancel 0\n") {
        // Deletes were sent, and their answers not written down: they may still take effect.
        assert!(text.contains("cancel 10\n"), "{text}\n{errors}");
        fleet.pass(Duration::from_mins(31)).await;
        let _ = fleet.run(&["migrate", "cancel", &id]).success();
    }
    assert_eq!(fleet.status(&id)["state"], "cancelled");
    assert_eq!(fleet.keys("a").await.len(), 14, "every source is there");
    assert_eq!(fleet.keys("b").await.len(), 0, "and only the copies went");
}

/// What a disk that cannot be written still tells, and what it refuses.
const EVERY: &str = r#"
run status status
run locate locate tenant/42/07
run show map show
run export map export
run history map history
run list migrate list
run of-one migrate status "$ID"
run json migrate status "$ID" -o json
run inspect recover inspect
run dry migrate resume "$ID" --dry-run
run plans plan list
run resume migrate resume "$ID"
run pin map pin prefix:other/ --reason full
run recover recover run
run start migrate start "$ID"
"#;

const READS: [&str; 11] = [
    "status 0",
    "locate 0",
    "show 0",
    "export 0",
    "history 0",
    "list 0",
    "of-one 0",
    "json 0",
    "inspect 0",
    "dry 0",
    "plans 0",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_can_only_be_read_is_read() {
    let fleet = MovingFleet::start().await;
    let id = fleet.verified();
    let _ = fleet.run(&["migrate", "pause", &id]).success();
    let script = format!("read_only\n{EVERY}");
    fleet.simulator.reset_counters();
    let Some(ended) = run_on_small_disk(&fleet, &id, &script) else {
        return;
    };
    assert_ended(&ended, &READS);
    assert_ended(&ended, &["resume 1", "pin 1", "recover 1", "start 1"]);
    assert!(ended.1.contains("can only be read"), "{}", ended.1);
    fleet.assert_only_read();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_can_be_read_from() {
    let fleet = MovingFleet::start().await;
    let id = fleet.verified();
    let _ = fleet.run(&["map", "export"]).success();
    // As after a kill: what came last is in the write-ahead log alone.
    let file = fleet.home.state_dir().join("map.db");
    let reader = rusqlite::Connection::open(&file).unwrap();
    let sql = "SELECT count(*) FROM migration";
    let _: i64 = reader.query_row(sql, [], |row| row.get(0)).unwrap();
    let _ = fleet.run(&["migrate", "pause", &id]).success();
    let log = file.with_extension("db-wal");
    assert!(std::fs::metadata(&log).unwrap().len() > 0);

    let before = r#"
cp -r "$STATE.small" "$STATE/saved"
nothing
"#;
    let after = r#"
for name in map.db map.db-wal; do
    cmp "$STATE/saved/$name" "$STATE.small/$name" || echo "$name changed"
done
room; run again migrate status "$ID"
"#;
    let script = format!("{before}{EVERY}{after}");
    fleet.simulator.reset_counters();
    let Some(ended) = run_on_small_disk(&fleet, &id, &script) else {
        return;
    };
    assert_ended(&ended, &READS);
    let refused = ["resume 14", "pin 14", "recover 14", "start 14", "again 0"];
    assert_ended(&ended, &refused);
    let (text, _) = &ended;
    assert!(
        text.contains("\"paused\": true") || text.contains("\"paused\":true"),
        "{text}"
    );
    assert!(!text.contains("changed\n"), "{text}");
    fleet.assert_only_read();
    drop(reader);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_limit_on_the_size_of_files_is_a_full_disk() {
    let fleet = MovingFleet::start().await;
    let id = fleet.request();
    let script = r#"
set -eu
size=$(du -k "$STATE/map.db" | cut -f1)
code=0
( ulimit -f $((size * 2 + 60)); "$SHARDCTL" migrate start "$ID" --ways 1 ) || code=$?
echo "limited $code"
code=0; "$SHARDCTL" migrate start "$ID" || code=$?
echo "unlimited $code"
"#;
    let mut template = fleet.home.command(&["--version"]);
    let variables: Vec<_> = (template.get_envs())
        .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
        .collect();
    template.env_clear();
    let mut command = Command::new("bash");
    command.args(["-c", script]).env_clear().envs(variables);
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("STATE", fleet.home.state_dir()).env("ID", &id);
    command.env("SHARDCTL", env!("CARGO_BIN_EXE_shardctl"));
    let output = tokio::task::block_in_place(|| command.output().unwrap());
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let ended = (text(&output.stdout), text(&output.stderr));
    assert_ended(&ended, &["limited 14", "unlimited 0"]);
    assert!(ended.1.contains("no space left"), "{}", ended.1);
}
