//! A full disk: the state directory on a file system of a few pages, in a namespace of its own.

use std::process::Command;

use crate::support::MovingFleet;

/// Runs in the namespace: starts with nothing free, with a few pages free, and with room.
const SCRIPT: &str = r#"
set -eu
mount -t tmpfs -o size=4m tmpfs "$STATE.small"
cp "$STATE"/*.db* "$STATE.small"/
cat /dev/zero > "$STATE.small/ballast" 2>/dev/null || true
code=0; "$SHARDCTL" --state-dir "$STATE.small" migrate start "$ID" || code=$?
echo "none $code"
rm "$STATE.small/ballast"
free=$(df -k --output=avail "$STATE.small" | tail -1)
head -c "$((free - 100))k" /dev/zero > "$STATE.small/ballast"
code=0; "$SHARDCTL" --state-dir "$STATE.small" migrate start "$ID" || code=$?
echo "full $code"
rm "$STATE.small/ballast"
code=0; "$SHARDCTL" --state-dir "$STATE.small" migrate start "$ID" || code=$?
echo "room $code"
"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_stops_where_it_can_go_on() {
    let may = Command::new("unshare").args(["-rm", "true"]).status();
    if !may.is_ok_and(|status| status.success()) {
        // Not every machine lets tests mount; the same is tested below the commands without.
        return;
    }
    let fleet = MovingFleet::start().await;
    let id = fleet.request();
    let state = fleet.home.state_dir();
    std::fs::create_dir_all(state.with_extension("small")).unwrap();
    let mut template = fleet.home.command(&["--version"]);
    let variables: Vec<_> = (template.get_envs())
        .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
        .collect();
    template.env_clear();
    let mut command = Command::new("unshare");
    command
        .args(["-rm", "sh", "-c", SCRIPT])
        .env_clear()
        .envs(variables);
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("STATE", &state).env("ID", &id);
    command.env("SHARDCTL", env!("CARGO_BIN_EXE_shardctl"));
    let output = tokio::task::block_in_place(|| command.output().unwrap());
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(text.contains("none 14\n"), "{text}\n{errors}");
    assert!(text.contains("full 14\n"), "{text}\n{errors}");
    assert!(errors.contains("free some space"), "{errors}");
    assert!(text.contains("room 0\n"), "{text}\n{errors}");
    assert_eq!(fleet.keys("b").await.len(), 12);
}
