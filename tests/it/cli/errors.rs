//! Errors: each says what helps, and none carries what would act on a terminal.

use std::ffi::OsString;

use shardctl::cli::Ending;

use crate::support::{CommandOutput, TestEnvironment};

const FLEET: &str = r#"
[endpoint.e]
kind = "s3"
url = "http://127.0.0.1:9"
region = "r"
prices = "free"
[[shard]]
name = "s"
endpoint = "e"
bucket = "b"
"#;

/// Runs that fail for want of something, whatever the fleet: arguments and exit code.
const FAILING: &[(&[&str], i32)] = &[
    (&["locate", "k"], 4),
    (&["map", "show"], 4),
    (&["map", "export"], 4),
    (&["map", "pin", "prefix:a/", "--reason", "r"], 13),
    (&["plan", "propose"], 13),
    (&["plan", "show", "nosuch"], 4),
    (&["plan", "show", "./nosuch.json"], 4),
    (&["plan", "show", "./empty"], 2),
    (&["plan", "explain", "nosuch"], 4),
    (&["plan", "export", "nosuch"], 4),
    (&["migrate", "status", "nosuch"], 4),
    (&["migrate", "start", "nosuch"], 13),
    (
        &[
            "migrate",
            "request",
            "--confidence",
            "0.9",
            "--map",
            "nosuch",
        ],
        4,
    ),
    (&["recover", "inspect"], 17),
    (&["shard", "remove", "nosuch"], 13),
    (&["logs", "ingest"], 2),
    (&["logs", "ingest", "nosuch.log"], 4),
    (&["logs", "ingest", "binary"], 1),
    (
        &["logs", "ingest", "lines", "--format", "s3-server-access"],
        1,
    ),
    (&["logs", "ingest", "lines", "--format", "nosuch"], 2),
    (&["logs", "ingest", "lines", "--host-pattern", "x"], 2),
    (&["logs", "detect", "nosuch.log"], 4),
    (&["logs", "detect", "empty"], 18),
    (&["logs", "detect", "binary"], 1),
    (&["logs", "detect", "folder"], 4),
    (&["inventory", "scan", "nosuch"], 4),
    (&["inventory", "scan", "--retries", "0"], 5),
    (&["inventory", "import", "nosuch.json"], 4),
    (&["inventory", "import", "empty"], 1),
    (&["init"], 13),
    (&["init", "-c", "file/config.toml"], 1),
    (&["init", "--adopt"], 18),
    (&["analyze", "keys"], 18),
    (&["forecast"], 18),
    (&["forecast", "--horizon", "0s"], 2),
    (&["config", "check", "-c", "nosuch.toml"], 2),
    (&["config", "check", "-c", "binary"], 2),
    (&["config", "check", "-c", "lines"], 2),
    (&["config", "check", "-c", "networks.toml"], 2),
    (&["doctor", "iam", "--role", "plan", "--endpoint", "x"], 4),
    (&["doctor", "--probe", "--probe-url", "x"], 2),
    (&["status", "--log-file", "nosuch/log"], 1),
    (&["status", "--state-dir", "file/state"], 1),
    (&["plan", "list", "--columns", "x"], 2),
    (&["status", "--progress-interval", "0s"], 2),
    (&["locate", "--keys-from", "nosuch"], 1),
    (
        &["shardkey", "--client", "c", "--type", "t", "--time", "x"],
        2,
    ),
    (&["demo", "--serve", "file/dir"], 1),
    (&["--timeout", "0s", "status"], 2),
];

fn fleet() -> TestEnvironment {
    let env = TestEnvironment::new();
    env.config(FLEET);
    env.write("file", "");
    env.write("empty", "");
    env.write("binary", [0_u8, 0xff, 0xfe, 0x80, 0x0a].repeat(99));
    env.write("lines", "no = record\n".repeat(99));
    env.write("networks.csv", "not-a-network,region,label\n");
    let networks = FLEET.to_owned() + "[regions]\nmap_files = [\"networks.csv\"]\n";
    env.write("networks.toml", networks);
    std::fs::create_dir(env.path("folder")).unwrap();
    env
}

#[test]
fn every_error_says_what_helps() {
    let env = fleet();
    let mut wrong = Vec::new();
    for (args, code) in FAILING {
        let run = env.run(&[*args, &["-o", "json"]].concat());
        let error: serde_json::Value = serde_json::from_str(&run.stderr).unwrap_or_default();
        let text = env.run(args);
        let next = error["data"]["next"].as_array();
        let as_wanted = run.code == Some(*code)
            && error["data"]["exit_code"] == *code
            && next.is_some_and(|next| !next.is_empty() && next.iter().all(is_real_advice))
            && text.code == Some(*code)
            && text.stderr.starts_with("error: ")
            && text.stderr.contains("\n  next ");
        if !as_wanted {
            wrong.push(format!(
                "{args:?} must end with {code} and say what helps: {text}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a command that is advised is one; what is advised in words is for people to judge.
fn is_real_advice(next: &serde_json::Value) -> bool {
    let text = next.as_str().unwrap_or_default();
    let command = text.split("   ").next().unwrap_or_default();
    let options_alone = command.starts_with("shardctl -") || command.starts_with("shardctl help");
    if !command.starts_with("shardctl ") || options_alone || command.contains('…') {
        return !text.is_empty();
    }
    let words = command.split_whitespace().map(OsString::from);
    match shardctl::cli::parse(&words.collect::<Vec<_>>()) {
        Ok(_) | Err(Ending::Shown(_)) => true,
        Err(_) => false,
    }
}

/// What would repaint a terminal, hide or reorder text, or begin a line of its own.
const HOSTILE: &str = "a\u{1b}[2J\u{1b}]0;x\u{7}\u{202e}\u{9b}b\rc\ncd";

#[test]
fn hostile_arguments_are_shown_harmless() {
    let env = fleet();
    let hostile = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
    let check = |output: &CommandOutput, args: &[&str]| {
        for stream in [&output.stdout, &output.stderr] {
            assert!(!stream.contains(hostile), "{args:?}: {output:?}");
            let forged = stream.lines().any(|line| line.starts_with("cd"));
            assert!(!forged, "{args:?}: {output:?}");
        }
    };
    for args in [
        &["plan", "show", HOSTILE][..],
        &["plan", "show", &format!("./{HOSTILE}")],
        &["migrate", "status", HOSTILE],
        &["migrate", "start", HOSTILE],
        &["logs", "ingest", HOSTILE],
        &["logs", "detect", HOSTILE],
        &["logs", "ingest", "lines", "--format", HOSTILE],
        &["logs", "ingest", "lines", "--host-pattern", HOSTILE],
        &["inventory", "scan", HOSTILE],
        &["inventory", "import", HOSTILE],
        &["locate", HOSTILE],
        &["locate", "--keys-from", HOSTILE],
        &["status", "--columns", HOSTILE],
        &["plan", "list", "--sort-by", HOSTILE],
        &["status", "-o", HOSTILE],
        &["status", "--limit", HOSTILE],
        &["status", &format!("--{HOSTILE}")],
        &[HOSTILE],
        &["config", "check", "-c", HOSTILE],
        &["status", "--log-file", &format!("nosuch/{HOSTILE}")],
        &["status", "--state-dir", &format!("file/{HOSTILE}")],
        &["doctor", "iam", "--role", "plan", "--endpoint", HOSTILE],
        &["doctor", "--probe", "--probe-url", HOSTILE],
        &["shard", "remove", HOSTILE],
        &["map", "pin", HOSTILE, "--reason", HOSTILE],
        &["forecast", "--segment", HOSTILE],
    ] {
        check(&env.run(args), args);
        check(&env.run(&[args, &["-vv"]].concat()), args);
    }
}

#[test]
fn a_bug_ends_with_its_own_code() {
    let mut env = TestEnvironment::new();
    env.set("SHARDCTL_BUG", "seven is not eight");
    let bug = env.run(&["config", "show"]).exit(101);
    assert!(bug.stderr.starts_with("error: shardctl met a bug"), "{bug}");
    assert!(bug.stderr.contains("seven is not eight"), "{bug}");
    assert!(bug.stderr.contains("commands/mod.rs"), "{bug}");
    let error = env
        .run(&["config", "show", "--json"])
        .exit(101)
        .json_error();
    assert_eq!(error["data"]["exit_code"], 101);
    assert_eq!(error["data"]["outcome"], "bug");
}
