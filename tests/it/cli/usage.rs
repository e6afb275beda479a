//! Arguments, formats of errors and what the environment says.

use std::ffi::OsString;

use crate::support::TestEnvironment;

#[test]
fn no_command_is_a_usage_error_with_the_help_on_stderr() {
    let output = TestEnvironment::new().run::<&str>(&[]).exit(2);
    assert_eq!(output.stdout, "");
    assert!(
        output
            .stderr
            .contains("Usage: shardctl [OPTIONS] <COMMAND>"),
        "{output}"
    );
}

#[test]
fn help_and_version_are_answers_on_stdout() {
    let env = TestEnvironment::new();
    let help = env.run(&["--help"]).success();
    assert_eq!(help.stderr, "");
    assert!(help.stdout.contains("Exit codes:\n    0  done"), "{help}");
    assert!(
        help.stdout
            .contains("\n   20  halted: an invariant refused\n"),
        "{help}"
    );
    let leaf = env.run(&["plan", "propose", "--help"]).success();
    assert!(leaf.stdout.contains("Exit codes:"), "{leaf}");
    let version = env.run(&["--version"]).success();
    assert_eq!(
        version.stdout,
        format!("shardctl {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn wrong_arguments_say_what_why_and_next() {
    let env = TestEnvironment::new();
    insta::assert_snapshot!(env.run(&["statsu"]), @r"
    exit 2
    --- stderr
    error: unrecognized subcommand 'statsu'  [exit 2]
      usage    shardctl [OPTIONS] <COMMAND>
      next     a similar subcommand exists: 'status'
               shardctl help      or any command with --help
    ");
    insta::assert_snapshot!(env.run(&["status", "-o", "yaml"]), @r"
    exit 2
    --- stderr
    error: invalid value 'yaml' for '--output <FORMAT>'  [exit 2]
      values   table, wide, json, jsonl, csv, name
      next     shardctl help      or any command with --help
    ");
    insta::assert_snapshot!(env.run(&["status", "--outpt", "json"]), @r"
    exit 2
    --- stderr
    error: unexpected argument '--outpt' found  [exit 2]
      usage    shardctl status --output <FORMAT>
      next     a similar argument exists: '--output'
               shardctl help      or any command with --help
    ");
}

#[test]
fn a_negative_value_is_a_wrong_value_and_no_unknown_flag() {
    let env = TestEnvironment::new();
    for (args, value, of) in [
        (&["status", "--limit", "-1"][..], "-1", "--limit <N>"),
        (&["status", "--retries", "-1"], "-1", "--retries <N>"),
        (
            &["status", "--timeout", "-5s"],
            "-5s",
            "--timeout <DURATION>",
        ),
        (
            &["forecast", "--horizon", "-3d"],
            "-3d",
            "--horizon <DURATION>",
        ),
        (
            &["plan", "propose", "--max-bytes", "-1G"],
            "-1G",
            "--max-bytes <SIZE>",
        ),
        (
            &["plan", "propose", "--max-cost", "-1"],
            "-1",
            "--max-cost <USD>",
        ),
        (
            &["plan", "explain", "p", "--move", "-1"],
            "-1",
            "--move <N>",
        ),
        (&["map", "show", "-1"], "-1", "[VERSION]"),
        (&["inventory", "scan", "--ways", "-4"], "-4", "--ways <N>"),
    ] {
        let output = env.run(args).exit(2);
        let what = format!("error: invalid value '{value}' for '{of}'");
        assert!(output.stderr.starts_with(&what), "{args:?}: {output}");
    }
    let forgotten = env.run(&["status", "--limit", "--utc"]).exit(2);
    assert!(forgotten.stderr.contains("'--limit <N>'"), "{forgotten}");
    let forgotten = env.run(&["status", "--log-file", "--utc"]).exit(2);
    assert!(
        forgotten.stderr.contains("none was supplied"),
        "{forgotten}"
    );
}

#[test]
fn wrong_arguments_are_json_where_json_is_asked_for() {
    let mut env = TestEnvironment::new();
    for args in [
        vec!["-o", "json", "statsu"],
        vec!["statsu", "--json"],
        vec!["--output=jsonl", "status", "--nope"],
        vec!["-ojson"],
    ] {
        let output = env.run(&args).exit(2);
        let error = output.json_error();
        assert_eq!(error["schema"], "shardctl.error/v1", "{output}");
        assert_eq!(error["data"]["exit_code"], 2);
        assert_eq!(error["data"]["code"], "usage");
        assert_eq!(error["generated_at"], "2026-11-20T12:00:00Z");
        assert_eq!(output.stderr.lines().count(), 1, "{output}");
    }
    env.set("SHARDCTL_OUTPUT", "json");
    assert_eq!(env.run(&["statsu"]).json_error()["data"]["exit_code"], 2);
}

#[test]
fn json_lines_end_with_a_summary_even_when_the_arguments_are_wrong() {
    let output = TestEnvironment::new()
        .run(&["-o", "jsonl", "statsu"])
        .exit(2);
    let summary = output.json_lines().pop().unwrap();
    assert_eq!(
        (&summary["type"], &summary["exit_code"]),
        (&"summary".into(), &2.into())
    );
    assert_eq!(summary["outcome"], "usage");
}

#[test]
fn quiet_errors_are_one_line() {
    let output = TestEnvironment::new()
        .run(&["-q", "logs", "ingest"])
        .exit(2);
    assert_eq!(output.stderr, "error: there is no config file  [exit 2]\n");
}

#[test]
fn a_missing_command_names_those_that_help_lists() {
    let output = TestEnvironment::new().run(&["-o", "json"]).exit(2);
    let commands = output.json_error()["data"]["details"][0]["text"].clone();
    let commands = commands.as_str().unwrap();
    assert!(commands.contains("completion"), "{output}");
    assert!(!commands.contains("generate"), "{output}");
}

#[test]
fn every_command_of_the_readme_is_one() {
    let readme = include_str!("../../../README.md");
    let quoted = readme.split('`').skip(1).step_by(2);
    let blocks = readme.split("```").skip(1).step_by(2);
    let lines = blocks.flat_map(str::lines);
    let lines = lines.map(|line| line.trim_end_matches(" &"));
    let commands: Vec<&str> = (quoted.chain(lines))
        .filter(|text| text.starts_with("shardctl ") && !text.contains('\n'))
        .collect();
    assert!(commands.len() > 15, "{commands:?}");
    for command in commands {
        let words: Vec<OsString> = command.split_whitespace().map(OsString::from).collect();
        let parsed = shardctl::cli::parse(&words);
        assert!(parsed.is_ok(), "{command}: {:?}", parsed.err());
    }
}

/// What answers from the state directory alone.
const OF_THE_STATE: [&[&str]; 9] = [
    &["status"],
    &["locate", "a"],
    &["map", "show"],
    &["map", "history"],
    &["map", "diff", "1"],
    &["plan", "list"],
    &["plan", "show", "first"],
    &["migrate", "list"],
    &["migrate", "status"],
];

#[test]
fn without_config_and_map_the_beginning_is_advised() {
    let env = TestEnvironment::new();
    for args in OF_THE_STATE {
        let error = env
            .run(&[args, &["-o", "json"]].concat())
            .exit(2)
            .json_error();
        assert_eq!(error["data"]["code"], "no_config", "{args:?}");
        let next = error["data"]["next"][0].as_str().unwrap();
        assert!(next.starts_with("shardctl init"), "{args:?}: {next}");
    }
    assert!(!env.state_dir().exists(), "to look makes nothing");
}

#[test]
fn without_a_map_there_is_nothing_to_show() {
    let env = TestEnvironment::new();
    env.config(
        "[endpoint.e]\nregion = \"r\"\n[[shard]]\nname = \"s\"\nendpoint = \"e\"\nbucket = \"b\"\n",
    );
    for args in OF_THE_STATE {
        let output = env.run(args);
        match args {
            ["status"] | ["plan" | "migrate", "list"] => drop(output.success()),
            ["plan", ..] => drop(output.exit(4)),
            _ => {
                let output = output.exit(4);
                let what = "error: there is no shard map yet";
                assert!(output.stderr.starts_with(what), "{output}");
            }
        }
    }
    assert!(!env.state_dir().exists(), "to look makes nothing");
}
