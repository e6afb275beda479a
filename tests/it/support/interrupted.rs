//! [`run_and_kill`]: a migration that is killed with SIGKILL in the middle.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// Starts `command`, which writes its events as JSON lines, and kills it once `copies` objects are
/// copied and `ready` says so. Panics when the command ends before.
pub fn run_and_kill(mut command: Command, copies: u64, ready: impl Fn() -> bool) {
    let mut running = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(running.stdout.take().unwrap()).lines();
    let mut copied = 0;
    while copied < copies {
        let Some(line) = lines.next() else {
            let output = running.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            panic!("ended with {} after {copied} copies: {said}", output.status);
        };
        let line = line.unwrap();
        let event: serde_json::Value = serde_json::from_str(&line).unwrap();
        copied += u64::from(event["state"] == "copied");
    }
    while !ready() {
        std::thread::yield_now();
    }
    running.kill().unwrap();
    running.wait().unwrap();
}
