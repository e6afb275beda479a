//! stdout and stderr: readers that leave, disks that are full, bytes that would act on a terminal.

use std::fs::OpenOptions;
use std::process::Stdio;

use crate::support::{CommandOutput, TestEnvironment};

/// A config whose text would act on a terminal, were it shown as it is.
const HOSTILE: &str = r#"
[endpoint.aws]
region = "x\u001b[2J\u202e\u009b"
[[shard]]
name = "a"
endpoint = "aws"
bucket = "line\nend"
"#;

fn hostile() -> TestEnvironment {
    let env = TestEnvironment::new();
    env.config(HOSTILE);
    env
}

#[test]
fn a_reader_that_leaves_ends_a_reading_command_quietly() {
    let env = hostile();
    for args in [
        &["config", "show"][..],
        &["config", "show", "-o", "json"],
        &["config", "show", "-o", "jsonl"],
        &["config", "show", "-o", "csv"],
        &["config", "show", "-o", "name"],
        &["completion", "bash"],
        &["--help"],
        &["--version"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = env
            .command(args)
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        let output = CommandOutput::of(&output, env.root()).success();
        assert_eq!(output.stderr, "", "{args:?}");
    }
}

#[test]
fn a_reader_of_stderr_that_leaves_changes_no_exit_code() {
    let env = TestEnvironment::new();
    for (args, code) in [(&["statsu"][..], 2), (&[], 2), (&["inventory", "scan"], 2)] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = env
            .command(args)
            .stderr(writer)
            .stdout(Stdio::piped())
            .output()
            .unwrap();
        let _ = CommandOutput::of(&output, env.root()).exit(code);
    }
}

#[test]
fn a_full_disk_under_stdout_is_an_error() {
    let env = hostile();
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = env
        .command(&["config", "show"])
        .stdout(full)
        .stderr(Stdio::piped())
        .output();
    let output = CommandOutput::of(&output.unwrap(), env.root()).exit(1);
    assert!(
        output.stderr.contains("cannot write to standard output"),
        "{output}"
    );
}

#[test]
fn off_a_terminal_there_is_neither_colour_nor_control() {
    let mut env = hostile();
    env.unset("NO_COLOR");
    for format in ["table", "wide", "json", "jsonl", "csv", "name"] {
        let output = env
            .run(&["config", "show", "--origin", "-o", format])
            .success();
        let acts = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        assert!(!output.stdout.contains(acts), "{format}: {output}");
        assert!(!output.stderr.contains(acts), "{format}: {output}");
    }
    let exact = env.run(&["config", "show", "-o", "json"]).success().json();
    let rows = exact["data"].as_array().unwrap();
    let bucket = rows
        .iter()
        .find(|row| row["key"] == "shard.a.bucket")
        .unwrap();
    assert_eq!(
        bucket["value"], "\"line\\nend\"",
        "TOML writes the line end out itself"
    );
}

#[test]
fn colour_is_forced_and_forbidden_by_name() {
    let mut env = hostile();
    let has_color = |output: CommandOutput| output.stdout.contains("\u{1b}[1m");
    assert!(!has_color(env.run(&["config", "show"])));
    assert!(
        has_color(env.run(&["config", "show", "--color", "always"])),
        "the flag beats NO_COLOR"
    );
    env.unset("NO_COLOR").set("CLICOLOR_FORCE", "1");
    assert!(has_color(env.run(&["config", "show"])));
    assert!(!has_color(env.run(&["config", "show", "--color", "never"])));
    env.set("NO_COLOR", "1");
    assert!(
        !has_color(env.run(&["config", "show"])),
        "NO_COLOR beats CLICOLOR_FORCE"
    );
}

#[test]
fn lists_are_cut_and_ordered_as_asked() {
    let env = hostile();
    let args = [
        "config",
        "show",
        "--columns",
        "key",
        "--sort-by",
        "-key",
        "--limit",
        "2",
    ];
    insta::assert_snapshot!(env.run(&args), @r"
    exit 0
    --- stdout
    KEY
    timezone
    timeout
    --- stderr
    2 of 45 shown (--limit)
    ");
    insta::assert_snapshot!(env.run(&["config", "show", "--columns", "kye"]), @r"
    exit 2
    --- stderr
    error: there is no column `kye` (from --columns)  [exit 2]
      columns  key, value, origin
      next     did you mean `key`?
    ");
    let csv = env
        .run(&[
            "config",
            "show",
            "-o",
            "csv",
            "--no-headers",
            "--limit",
            "1",
        ])
        .success();
    assert!(
        csv.stdout
            .starts_with("state_dir,$DIR/state/shardctl,default\n"),
        "{csv}"
    );
}
