//! Variables: what counts as set, what beats what, and how a bad one is named.

use crate::support::TestEnvironment;

#[test]
fn yes_and_no_of_a_variable_are_never_an_error() {
    for value in ["1", "true", "yes", "0", "false", ""] {
        let mut env = TestEnvironment::new();
        env.set("SHARDCTL_NO_INPUT", value);
        let _ = env.run(&["config", "show"]).success();
    }
}

#[test]
fn a_flag_beats_an_exported_format_without_conflict() {
    let mut env = TestEnvironment::new();
    env.set("SHARDCTL_OUTPUT", "json");
    assert_eq!(
        env.run(&["config", "show"]).success().json()["schema"],
        "shardctl.config/v1"
    );
    assert!(
        env.run(&["config", "show", "--json"])
            .success()
            .stdout
            .starts_with('{')
    );
    let csv = env.run(&["config", "show", "-o", "csv"]).success();
    assert!(csv.stdout.starts_with("key,value,origin\n"), "{csv}");
    let both = env
        .run(&["config", "show", "-o", "csv", "--json"])
        .success();
    assert!(
        both.stdout.starts_with('{'),
        "--json is the stronger: {both}"
    );
    env.set("SHARDCTL_OUTPUT", "");
    assert!(
        env.run(&["config", "show"])
            .success()
            .stdout
            .starts_with("KEY")
    );
}

#[test]
fn quiet_and_verbose_do_not_conflict() {
    let env = TestEnvironment::new();
    let _ = env.run(&["-q", "-vv", "config", "show"]).success();
}

#[test]
fn a_bad_variable_is_named() {
    for (name, value) in [
        ("SHARDCTL_OUTPUT", "yaml"),
        ("SHARDCTL_TIMEOUT", "soon"),
        ("SHARDCTL_RETRIES", "-1"),
        ("SHARDCTL_PROGRESS", "loud"),
        ("SHARDCTL_PROGRESS_INTERVAL", "60"),
        ("SHARDCTL_LOG_FORMAT", "xml"),
        ("SHARDCTL_NOW", "tomorrow"),
    ] {
        let mut env = TestEnvironment::new();
        let output = env.set(name, value).run(&["config", "show"]).exit(2);
        assert!(output.stderr.contains(&format!("`{value}`")), "{output}");
        assert!(
            output.stderr.contains(&format!("(from {name})")),
            "{output}"
        );
    }
}

#[test]
fn progress_never_floods() {
    let mut env = TestEnvironment::new();
    env.set("SHARDCTL_PROGRESS_INTERVAL", "999ms");
    for args in [
        &["config", "show"][..],
        &["config", "show", "--progress-interval", "0s"],
    ] {
        let output = env.run(args).exit(2);
        assert!(output.stderr.contains("--progress none"), "{output}");
    }
    let _ = env
        .run(&["config", "show", "--progress-interval", "1s"])
        .success();
}

#[test]
fn a_flag_beats_a_bad_variable() {
    let mut env = TestEnvironment::new();
    env.set("SHARDCTL_OUTPUT", "yaml");
    let _ = env.run(&["config", "show", "-o", "json"]).success();
}

#[test]
fn an_empty_guard_is_an_error_and_never_no_limit() {
    for (name, flag) in [
        ("SHARDCTL_MAX_BYTES", "--max-bytes"),
        ("SHARDCTL_MAX_MOVES", "--max-moves"),
        ("SHARDCTL_MIN_CONFIDENCE", "--min-confidence"),
    ] {
        let mut env = TestEnvironment::new();
        let output = env.set(name, "").run(&["plan", "propose"]).exit(2);
        assert!(output.stderr.contains(flag), "{output}");
        assert!(
            output.stderr.contains(&format!("(from {name})")),
            "{output}"
        );
        assert!(output.stderr.contains(&format!("unset {name}")), "{output}");
    }
}

#[test]
fn a_percentage_is_refused_with_the_way_to_write_it() {
    let env = TestEnvironment::new();
    let output = env
        .run(&["plan", "propose", "--min-confidence", "85"])
        .exit(2);
    assert!(output.stderr.contains("85% is written 0.85"), "{output}");
    assert!(!output.stderr.contains("from SHARDCTL"), "{output}");
}

#[test]
fn log_levels_and_log_files() {
    let mut env = TestEnvironment::new();
    env.set("SHARDCTL_LOG", "shardctl=loud");
    let output = env.run(&["config", "show"]).exit(2);
    assert!(
        output.stderr.contains("invalid log levels `shardctl=loud`"),
        "{output}"
    );
    env.unset("SHARDCTL_LOG");
    let file = env.path("nowhere/log");
    let output = env
        .run(&["config", "show", "--log-file", file.to_str().unwrap()])
        .exit(1);
    assert!(
        output
            .stderr
            .contains("cannot write the log to `$DIR/nowhere/log`"),
        "{output}"
    );
}
