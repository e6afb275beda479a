//! A run's surroundings: the state directory, and signals.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::support::{CommandOutput, DemoFleet, TestEnvironment};

const FLEET: &str = r#"
[endpoint.aws]
region = "eu-central-1"
[[shard]]
name = "euc1"
endpoint = "aws"
bucket = "data-euc1"
"#;

#[test]
fn a_state_directory_that_cannot_be_written_is_named() {
    let env = TestEnvironment::new();
    env.config(FLEET);
    env.write("file", "in the way");
    let output = env
        .run(&["logs", "sources", "--state-dir", "file/state"])
        .exit(1);
    assert!(output.stderr.contains("file/state"), "{output}");
    assert!(output.stderr.contains("--state-dir"), "{output}");
}

#[test]
fn a_corrupt_statistics_file_is_state_lost() {
    let env = TestEnvironment::new();
    env.config(FLEET);
    env.write(
        "state/shardctl/stats.db",
        "not a database at all, but long enough to look at".repeat(99),
    );
    let output = env.run(&["logs", "sources"]).exit(17);
    assert!(output.stderr.contains("stats.db"), "{output}");
}

#[test]
fn a_state_that_another_process_writes_is_locked() {
    let env = TestEnvironment::new();
    env.config(FLEET);
    let _ = env.run(&["logs", "sources"]).success();
    let other = rusqlite::Connection::open(env.state_dir().join("stats.db")).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let log = env.write(
        "access.log",
        "192.0.2.1 - - [20/Nov/2026:10:00:00 +0000] \"GET /data-euc1/k HTTP/1.1\" 200 5 \"-\" \"c\"\n",
    );
    let output = env.run(&["logs", "ingest", log.to_str().unwrap()]).exit(11);
    assert!(output.stderr.contains("another process"), "{output}");
}

#[test]
fn the_served_fleet_speaks_of_refused_requests_only_when_asked() {
    for (flags, speaks) in [(&[][..], false), (&["-q"], false), (&["-v"], true)] {
        let mut env = TestEnvironment::new();
        let fleet = DemoFleet::start_with(&mut env, flags);
        let mut request = TcpStream::connect(fleet.address).unwrap();
        let asked =
            "GET /no-such-bucket?list-type=2 HTTP/1.1\r\nhost: store\r\nconnection: close\r\n\r\n";
        request.write_all(asked.as_bytes()).unwrap();
        let mut answer = String::new();
        request.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
        let said = fleet.end();
        assert_eq!(said.contains("s3s"), speaks, "{flags:?}: {said}");
    }
}

/// Closing drops what no finished reading names; another run's rows must not be among it.
#[test]
fn two_ingestions_at_once_lose_nothing() {
    let env = TestEnvironment::new();
    env.config(FLEET);
    let line = |day: u8, key: &str| {
        format!(
            "192.0.2.{day} - - [{day:02}/Nov/2025:10:00:00 +0000] \"GET /data-euc1/{key} HTTP/1.1\" 200 5 \"-\" \"c\"\n"
        )
    };
    let mut first = env
        .command(&["logs", "ingest", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = first.stdin.take().unwrap();
    let lock = env.state_dir().join("stats.lock");
    while !std::fs::read_to_string(&lock).is_ok_and(|holder| holder.ends_with('\n')) {
        assert!(
            first.try_wait().unwrap().is_none(),
            "it waits for its input"
        );
        std::thread::yield_now();
    }
    let log = env.write("b.log", line(20, "b"));
    let second = ["logs", "ingest", log.to_str().unwrap()];
    let refused = env.run(&second).exit(11);
    assert!(refused.stderr.contains("stats.db"), "{refused}");
    let _ = env
        .run(&["logs", "prune", "--before", "2025-11-01"])
        .exit(11);
    stdin.write_all(line(1, "a").as_bytes()).unwrap();
    drop(stdin);
    let ended = first.wait_with_output().unwrap();
    assert!(ended.status.success(), "{ended:?}");
    let _ = env.run(&second).success();
    let keys = env.run(&["analyze", "keys", "--json"]).success().json();
    assert_eq!(keys["data"].as_array().unwrap().len(), 2, "{keys}");
}

#[test]
fn a_directory_is_served_once_at_a_time() {
    let mut env = TestEnvironment::new();
    let fleet = DemoFleet::start(&mut env);
    let before = std::fs::read(&fleet.config).unwrap();
    let dir = env.path("fleet");
    let output = env
        .run(&["demo", "--serve", dir.to_str().unwrap()])
        .exit(11);
    assert!(output.stderr.contains("another demo"), "{output}");
    assert_eq!(std::fs::read(&fleet.config).unwrap(), before);
}

#[test]
fn signals_end_a_run_with_their_codes() {
    let env = TestEnvironment::new();
    for (signal, code, word) in [
        ("INT", 130, "interrupted"),
        ("TERM", 143, "terminated"),
        ("HUP", 129, "hangup"),
    ] {
        // It reads standard input, which stays open and empty.
        let mut command = env.command(&["-o", "jsonl", "logs", "detect", "-"]);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let stdin = child.stdin.take().unwrap();
        wait_until_it_catches_signals(&mut child);
        send(signal, &child);
        let output = CommandOutput::of(&child.wait_with_output().unwrap(), env.root()).exit(code);
        drop(stdin);
        assert_eq!(output.json_error()["data"]["outcome"], word, "{output}");
        assert_eq!(
            output.json_lines().pop().unwrap()["exit_code"],
            code,
            "{output}"
        );
    }
}

#[test]
fn a_signal_asks_how_far_the_work_is() {
    let env = TestEnvironment::new();
    env.config(FLEET);
    for progress in ["plain", "none"] {
        let mut command = env.command(&["--progress", progress, "logs", "ingest", "-"]);
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = piped.stderr(Stdio::piped()).spawn().unwrap();
        let stdin = child.stdin.take().unwrap();
        wait_until_it_catches_signals(&mut child);
        send("USR1", &child);
        let mut said = String::new();
        let mut errors = BufReader::new(child.stderr.take().unwrap());
        errors.read_line(&mut said).unwrap();
        assert!(said.contains("at work") || said.contains("/s"), "{said}");
        drop(stdin);
        let code = child.wait().unwrap().code();
        assert_eq!(
            code,
            Some(18),
            "it went on to its end: there was nothing in it"
        );
    }
}

#[test]
fn a_demo_that_a_signal_ends_leaves_nothing_behind() {
    let mut env = TestEnvironment::new();
    env.unset("SHARDCTL_NOW");
    let scratch = env.path("scratch");
    std::fs::create_dir(&scratch).unwrap();
    let mut command = env.command(&["demo"]);
    command.env("TMPDIR", &scratch);
    let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut demo = piped.spawn().unwrap();
    let mut said = BufReader::new(demo.stderr.take().unwrap()).lines();
    let serves = |line: &String| line.contains("simulated S3 at");
    assert!(said.by_ref().map(Result::unwrap).any(|line| serves(&line)));
    let entries = || std::fs::read_dir(&scratch).unwrap().count();
    assert_eq!(entries(), 1, "the demo works below TMPDIR");
    send("TERM", &demo);
    assert_eq!(demo.wait().unwrap().code(), Some(143));
    assert_eq!(entries(), 0);
}

fn send(signal: &str, child: &Child) {
    let kill = format!("kill -{signal} {}", child.id());
    let sent = Command::new("sh").args(["-c", &kill]).status().unwrap();
    assert!(sent.success());
}

/// Returns once the process catches SIGHUP, SIGINT, SIGUSR1 and SIGTERM.
fn wait_until_it_catches_signals(child: &mut Child) {
    const WANTED: u64 = 1 << 0 | 1 << 1 | 1 << 9 | 1 << 14;
    let status = format!("/proc/{}/status", child.id());
    loop {
        let ended = child.try_wait().unwrap();
        assert!(ended.is_none(), "it ended by itself: {ended:?}");
        let status = std::fs::read_to_string(&status).unwrap();
        let mask = status
            .lines()
            .find_map(|line| line.strip_prefix("SigCgt:"))
            .unwrap();
        if u64::from_str_radix(mask.trim(), 16).unwrap() & WANTED == WANTED {
            return;
        }
        std::thread::yield_now();
    }
}
