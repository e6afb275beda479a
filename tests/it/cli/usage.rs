//! Arguments, formats of errors and what the environment says.

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
fn without_a_map_there_is_nothing_to_show() {
    let env = TestEnvironment::new();
    for args in [
        &["map", "show"] as &[&str],
        &["map", "history"],
        &["map", "diff", "1"],
        &["locate", "a"],
    ] {
        let output = env.run(args).exit(4);
        assert!(
            output.stderr.contains("there is no shard map yet"),
            "{output}"
        );
    }
}
