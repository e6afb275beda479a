//! The config file: found, checked, shown, begun.

use crate::support::TestEnvironment;

const FLEET: &str = r#"
[endpoint.aws]
kind = "aws"
region = "eu-central-1"

[[shard]]
name = "euc1"
endpoint = "aws"
bucket = "data-euc1"

[guards]
max_bytes = "500GiB"
"#;

#[test]
fn without_a_config_commands_say_where_they_looked() {
    let env = TestEnvironment::new();
    insta::assert_snapshot!(env.run(&["inventory", "scan"]), @r"
    exit 2
    --- stderr
    error: there is no config file  [exit 2]
      looked   $DIR/config/shardctl/config.toml
               /etc/shardctl/config.toml
      next     shardctl init      writes a config to start from
               shardctl -c FILE   names one
    ");
    for args in [
        ["logs", "ingest"],
        ["config", "check"],
        ["plan", "propose"],
        ["analyze", "keys"],
    ] {
        let error = env.run(&args).exit(2);
        assert!(
            error.stderr.starts_with("error: there is no config file"),
            "{error}"
        );
    }
}

#[test]
fn the_current_directory_is_never_looked_at() {
    let env = TestEnvironment::new();
    env.write("config.toml", FLEET);
    env.write("shardctl/config.toml", FLEET);
    env.write("shardctl.toml", FLEET);
    let _ = env.run(&["config", "check"]).exit(2);
}

#[test]
fn a_named_config_must_be_there() {
    let mut env = TestEnvironment::new();
    insta::assert_snapshot!(env.run(&["config", "check", "-c", "nowhere.toml"]), @r"
    exit 2
    --- stderr
    error: cannot read the config file `nowhere.toml`  [exit 2]
      why      No such file or directory (os error 2)
      next     shardctl init      writes a config to start from
    ");
    env.config(FLEET);
    env.set("SHARDCTL_CONFIG", "nowhere.toml");
    let error = env.run(&["config", "check"]).exit(2);
    assert!(error.stderr.contains("`nowhere.toml`"), "{error}");
    let named = env.write("here.toml", FLEET);
    let _ = env
        .run(&["config", "check", "-c", named.to_str().unwrap()])
        .success();
}

#[test]
fn a_right_config_is_said_to_be() {
    let env = TestEnvironment::new();
    env.config(FLEET);
    insta::assert_snapshot!(env.run(&["config", "check"]), @r"
    exit 0
    --- stdout
    $DIR/config/shardctl/config.toml is right: 1 shard, 1 endpoint, 0 log sources
    ");
    let json = env.run(&["config", "check", "--json"]).success().json();
    assert_eq!(json["data"]["shards"], 1);
}

#[test]
fn bounds_that_are_short_are_said() {
    let env = TestEnvironment::new();
    let safety = "\n[safety]\nzombie_bound = \"10s\"\ngrace = \"5s\"\n";
    env.config(&format!("{FLEET}{safety}"));
    let told = env.run(&["config", "check"]).success();
    for words in [
        "safety.grace = 5s (7d01h is safe): no migration starts with it",
        "safety.zombie_bound = 10s (30m00s is safe)",
        "safety.grace = 5s is shorter than safety.zombie_bound = 10s",
    ] {
        assert!(told.stderr.contains(words), "{words}: {told}");
    }
    env.config(&format!("{FLEET}{safety}accept_short_bound = true\n"));
    let json = env.run(&["config", "check", "--json"]).success().json();
    assert_eq!(json["warnings"].as_array().unwrap().len(), 3, "{json:#}");
    let text = json["warnings"][0].to_string();
    assert!(
        text.contains("accepted by safety.accept_short_bound"),
        "{text}"
    );
}

#[test]
fn an_unknown_key_is_an_error_of_every_command_that_needs_the_config() {
    let env = TestEnvironment::new();
    env.config(&FLEET.replace("bucket =", "buckets ="));
    for args in [["config", "check"], ["inventory", "scan"], ["map", "show"]] {
        let output = env.run(&args).exit(2);
        assert!(
            output.stderr.contains("unknown key `shard.euc1.buckets`"),
            "{output}"
        );
        assert!(output.stderr.contains("did you mean `bucket`?"), "{output}");
        assert!(
            output.stderr.contains("$DIR/config/shardctl/config.toml:9"),
            "{output}"
        );
    }
    let shown = env.run(&["config", "show"]).success();
    assert!(
        shown.stderr.contains("unknown key"),
        "show still shows what it can: {shown}"
    );
    for args in [&["completion", "bash"][..], &["shardkey", "--help"]] {
        let _ = env.run(args).success();
    }
}

#[test]
fn several_problems_are_shown_with_their_lines() {
    let env = TestEnvironment::new();
    env.config(
        &FLEET
            .replace("kind = \"aws\"", "kind = \"gcs\"")
            .replace("\"aws\"\nb", "\"awz\"\nb"),
    );
    insta::assert_snapshot!(env.run(&["config", "check"]), @r#"
    exit 2
    --- stderr
    error: the config file has 2 problems  [exit 2]
      problem  $DIR/config/shardctl/config.toml:3  `endpoint.aws.kind` is "gcs"
                 write "aws" or "s3"
      problem  $DIR/config/shardctl/config.toml:8  `shard.euc1.endpoint` names the endpoint `awz`, which is not there
                 did you mean `aws`?
      next     correct them, then: shardctl config check
    "#);
    let error = env
        .run(&["config", "check", "-o", "json"])
        .exit(2)
        .json_error();
    assert_eq!(error["data"]["code"], "config_wrong");
}

#[test]
fn overlapping_shards_and_shards_over_logs_or_control_are_refused() {
    let env = TestEnvironment::new();
    for (more, what) in [
        (
            "[[shard]]\nname = \"x\"\nendpoint = \"aws\"\nbucket = \"data-euc1\"\nprefix = \"a/\"\n",
            "shard `x` overlaps shard `euc1`",
        ),
        (
            "[[logs]]\nname = \"l\"\nsource = \"s3://data-euc1/logs/\"\n",
            "shard `euc1` overlaps the log source `l`",
        ),
        (
            "[control]\nurl = \"s3://data-euc1/control/\"\n",
            "shard `euc1` overlaps the control location",
        ),
    ] {
        env.config(&format!("{FLEET}\n{more}"));
        let output = env.run(&["config", "check"]).exit(2);
        assert!(output.stderr.contains(what), "{output}");
    }
}

#[test]
fn secrets_are_refused_and_never_repeated() {
    let env = TestEnvironment::new();
    env.config(&FLEET.replace("kind = \"aws\"", "secret_access_key = \"hush-hush\""));
    for args in [
        &["config", "check"][..],
        &["config", "show"],
        &["-vvv", "doctor"],
    ] {
        let output = env.run(args);
        assert!(output.stderr.contains("looks like a secret"), "{output}");
        assert!(!output.to_string().contains("hush-hush"), "{output}");
    }
}

#[test]
fn the_origin_of_every_setting_is_shown() {
    let mut env = TestEnvironment::new();
    env.config(FLEET);
    env.set("SHARDCTL_RETRIES", "2");
    let args = ["config", "show", "--origin", "--timeout", "5s"];
    let output = env.run(&args).success();
    for (key, value, origin) in [
        ("timeout", "5s", "--timeout"),
        ("retries", "2", "SHARDCTL_RETRIES"),
        (
            "guards.max_bytes",
            "\"500GiB\"",
            "$DIR/config/shardctl/config.toml:12",
        ),
        (
            "shard.euc1.bucket",
            "\"data-euc1\"",
            "$DIR/config/shardctl/config.toml:9",
        ),
        ("forecast.horizon", "7d", "default"),
        ("color", "never", "NO_COLOR"),
    ] {
        let line = output
            .stdout
            .lines()
            .find(|line| line.split_whitespace().next() == Some(key));
        let words: Vec<&str> = line.unwrap_or_default().split_whitespace().collect();
        assert_eq!(words, [key, value, origin], "{output}");
    }
}

#[test]
fn init_begins_a_config_and_never_replaces_one() {
    let env = TestEnvironment::new();
    insta::assert_snapshot!(env.run(&["init"]), @r"
    exit 0
    --- stdout
    wrote $DIR/config/shardctl/config.toml
    --- stderr
    hint: describe your endpoints, shards and logs in it, then: shardctl config check && shardctl doctor
    ");
    let path = env.path("config/shardctl/config.toml");
    let before = std::fs::read(&path).unwrap();
    insta::assert_snapshot!(env.run(&["init"]), @r"
    exit 13
    --- stderr
    error: `$DIR/config/shardctl/config.toml` exists already, nothing was changed  [exit 13]
      next     shardctl config check      tells whether it is right
               shardctl init -c FILE      writes another
    ");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let _ = env.run(&["init", "-c", "other/fleet.toml"]).success();
    assert!(env.path("other/fleet.toml").exists());
    env.write("file", "");
    let _ = env.run(&["init", "-c", "file/fleet.toml"]).exit(1);
}

#[test]
fn the_example_of_the_readme_is_right() {
    let readme = include_str!("../../../README.md");
    let (_, example) = readme.split_once("```toml\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    let env = TestEnvironment::new();
    env.write("config.toml", example);
    let checked = env.run(&["config", "check", "-c", "config.toml"]).success();
    assert!(checked.stdout.contains("2 shards"), "{checked}");
}

#[test]
fn init_is_the_advice_only_where_there_is_no_file() {
    let env = TestEnvironment::new();
    env.write("config.toml", [0xff_u8, 0xfe]);
    let error = env.run(&["config", "check", "-c", "config.toml"]).exit(2);
    assert!(!error.stderr.contains("shardctl init"), "{error}");
}
