//! Config files, right and wrong.

use std::path::Path;

use super::*;
use crate::cli::Exit;

const GOOD: &str = r#"
config_version = 1
timezone = "Europe/Berlin"

[control]
url = "s3://control/v1/"
endpoint = "aws"

[endpoint.aws]
kind = "aws"
region = "eu-central-1"

[endpoint.fra]
kind = "s3"
url = "https://s3.fra.example.net"
prices = "free"

[[shard]]
name = "euc1"
endpoint = "aws"
bucket = "data-euc1"

[[shard]]
name = "fra1"
endpoint = "fra"
bucket = "data"
prefix = "fleet/"
region = "eu-central-1"
capacity_bytes = "12TiB"
max_fill = 0.85

[[logs]]
name = "euc1"
source = "s3://logs/euc1/"
endpoint = "aws"

[prices.egress]
"eu-central-1:us-east-1" = 0.02

[prices.requests.fra1]
read_per_1000 = 0.0
write_per_1000 = 0.0

[latency]
"us-east-1:eu-central-1" = "92ms"

[[tenant]]
from = "key"
pattern = "tenant/{tenant}/*"

[[group]]
keep_together = "prefix:tenant/42/"
"#;

fn read(text: &str) -> ConfigFile {
    ConfigFile::parse(Path::new("/etc/shardctl/config.toml"), text)
}

/// `GOOD` with one text in the place of another.
fn changed(from: &str, to: &str) -> ConfigFile {
    assert!(GOOD.contains(from), "{from}");
    read(&GOOD.replacen(from, to, 1))
}

/// Line and message of the only problem.
#[track_caller]
fn only(file: &ConfigFile) -> (usize, &str, &str) {
    let [problem] = file.problems.as_slice() else {
        panic!("one problem, not {:#?}", file.problems);
    };
    let next = problem.next.as_deref().unwrap_or_default();
    (problem.line.unwrap_or_default(), &problem.message, next)
}

#[test]
fn a_good_file_is_read_with_the_line_of_every_key() {
    let file = read(GOOD);
    assert_eq!(file.problems, []);
    assert!(file.error().is_none());
    let line = |key: &str| {
        file.entries
            .iter()
            .find(|entry| entry.key == key)
            .unwrap()
            .line
    };
    assert_eq!(
        (
            line("config_version"),
            line("control.url"),
            line("shard.fra1.max_fill")
        ),
        (2, 6, 30)
    );
    assert_eq!(line("latency.us-east-1:eu-central-1"), 45);
    let prefix = file
        .entries
        .iter()
        .find(|entry| entry.key == "shard.fra1.prefix")
        .unwrap();
    assert_eq!(
        (prefix.path.as_str(), prefix.value.as_str()),
        ("shard[].prefix", "\"fleet/\"")
    );
}

#[test]
fn an_unknown_key_names_its_line_and_what_may_be_meant() {
    for (from, to, line, message, next) in [
        (
            "max_fill =",
            "max_fil =",
            30,
            "unknown key `shard.fra1.max_fil`",
            "did you mean `max_fill`?",
        ),
        (
            "[latency]",
            "[latencies]",
            44,
            "unknown key `latencies`",
            "did you mean `latency`?",
        ),
        (
            "timezone =",
            "max_moves =",
            3,
            "unknown key `max_moves`",
            "`max_moves` belongs in [guards]",
        ),
        ("timezone =", "zzz =", 3, "unknown key `zzz`", ""),
    ] {
        assert_eq!(only(&changed(from, to)), (line, message, next), "{to}");
    }
}

const MAPPING: &str = "[format.app]\nbase = \"jsonl\"\n[format.app.fields]\n\
ts = { path = \"t\" }\nbucket = { const = \"b\" }\nkey = { path = \"k\" }\nop = { path = \"o\" }\n";

#[test]
fn mappings_and_the_formats_of_log_sources_are_checked() {
    let file = |from: &str, to: &str, format: &str| {
        let log = format!("endpoint = \"aws\"\nformat = \"{format}\"\n\n[prices.egress]");
        let good = GOOD.replacen("endpoint = \"aws\"\n\n[prices.egress]", &log, 1);
        assert!(MAPPING.contains(from), "{from}");
        read(&(good + &MAPPING.replacen(from, to, 1)))
    };
    assert_eq!(file("op", "op", "app").problems, []);
    let (op, at, base) = ("op = { path = \"o\" }", 60, 55);
    for (from, to, line, message, next) in [
        (
            op,
            "opp = { path = \"o\" }",
            at,
            "unknown field `opp`",
            "did you mean `op`?",
        ),
        (
            op,
            "op = { pth = \"o\" }",
            at,
            "unknown key `format.app.fields.op.pth`",
            "did you mean `path`?",
        ),
        (
            op,
            "op = \"o\"",
            at,
            "field `op`: write a table such as",
            "",
        ),
        (op, "", base, "field `op` is missing", ""),
        (
            "base",
            "bass",
            base,
            "unknown key `format.app.bass`",
            "did you mean `base`?",
        ),
        (
            "bucket = { const = \"b\" }",
            "",
            base,
            "field `bucket` is missing",
            "",
        ),
    ] {
        let file = file(from, to, "app");
        let found = only(&file);
        assert_eq!(found.0, line, "{found:?}");
        assert!(
            found.1.contains(message) && found.2.contains(next),
            "{found:?}"
        );
        assert!(!found.1.contains("struct"), "{found:?}");
    }
    let wrong = file("op", "op", "cloudtrial");
    let (_, message, next) = only(&wrong);
    assert_eq!(message, "there is no log format `cloudtrial`");
    assert_eq!(next, "did you mean `cloudtrail`?");
    let taken = read(&(GOOD.to_owned() + &MAPPING.replace("app", "cloudtrail")));
    assert!(only(&taken).1.contains("built-in format"));
}

#[test]
fn the_range_of_a_number_is_told_in_few_digits() {
    for (from, to, message) in [
        (
            "\"eu-central-1:us-east-1\" = 0.02",
            "\"eu-central-1:us-east-1\" = -1",
            "is -1, but must be at least 0",
        ),
        (
            "max_fill = 0.85",
            "max_fill = 0.0",
            "is 0, but must be above 0 and at most 1",
        ),
        (
            "max_fill = 0.85",
            "capacity_rps = 0",
            "is 0, but must be above 0",
        ),
    ] {
        let file = changed(from, to);
        assert!(only(&file).1.ends_with(message), "{:?}", file.problems);
    }
}

#[test]
fn several_problems_are_told_together() {
    let file = changed("max_fill = 0.85", "max_fil = 0.85\nweigth = 3");
    let error = file.error().unwrap();
    assert_eq!((error.exit, error.code), (Exit::Usage, "config_wrong"));
    assert_eq!(error.what, "the config file has 2 problems");
    assert!(
        error.why[1]
            .1
            .starts_with("/etc/shardctl/config.toml:31  unknown key"),
        "{error:?}"
    );
}

#[test]
fn broken_syntax_and_wrong_types_name_their_line_and_not_their_text() {
    let file = changed("config_version = 1", "config_version = ");
    assert_eq!(only(&file).0, 2);
    let file = changed("max_fill = 0.85", "max_fill = \"hidden words\"");
    let (line, message, _) = only(&file);
    assert_eq!(line, 30);
    assert!(message.contains("invalid type"), "{message}");
    let file = changed("\"12TiB\"", "\"12 parsecs\"");
    assert_eq!(only(&file).0, 29);
    for text in [
        "\u{0}",
        "[[[",
        "=",
        "a.b.c = {",
        "shard = 1",
        "shard = [1]",
        "endpoint = []",
    ] {
        assert!(!read(text).problems.is_empty(), "{text}");
    }
}

#[test]
fn secrets_are_refused_and_not_repeated() {
    for (from, to) in [
        ("kind = \"aws\"", "secret_access_key = \"hush\""),
        ("kind = \"aws\"", "aws_secret = \"hush\""),
        ("kind = \"aws\"", "profile = \"AKIAIOSFODNN7EXAMPLE\""),
        (
            "\"https://s3.fra.example.net\"",
            "\"https://me:hush@s3.fra.example.net\"",
        ),
        (
            "kind = \"aws\"",
            "credential_command = [\"x\", \"ASIAIOSFODNN7EXAMPLE\"]",
        ),
    ] {
        let error = changed(from, to).error().unwrap();
        assert!(error.what.contains("looks like a secret"), "{error:?}");
        let text = format!("{error:?}");
        assert!(
            !text.contains("hush") && !text.contains("IOSFODNN"),
            "{text}"
        );
    }
}

#[test]
fn names_must_exist_and_be_unique() {
    for (from, to, message, next) in [
        (
            "endpoint = \"fra\"",
            "endpoint = \"frq\"",
            "`shard.fra1.endpoint` names the endpoint `frq`, which is not there",
            "did you mean `fra`?",
        ),
        (
            "name = \"fra1\"",
            "name = \"euc1\"",
            "two shards are named `euc1`",
            "",
        ),
        (
            "name = \"fra1\"",
            "name = \"fra 1\"",
            "`fra 1` is no name for a shard",
            "use letters, digits, `-`, `_` and `.`",
        ),
        (
            "kind = \"s3\"",
            "kind = \"ceph\"",
            "`endpoint.fra.kind` is \"ceph\"",
            "write \"aws\" or \"s3\"",
        ),
        (
            "Europe/Berlin",
            "Europe/Berlni",
            "there is no time zone `Europe/Berlni`",
            "write an IANA name such as \"Europe/Berlin\"",
        ),
    ] {
        let file = changed(from, to);
        let (_, seen, hint) = only(&file);
        assert_eq!((seen, hint), (message, next));
    }
}

#[test]
fn values_must_be_in_range_and_parse() {
    for (from, to) in [
        ("max_fill = 0.85", "max_fill = 85"),
        ("max_fill = 0.85", "max_fill = 0"),
        ("= 0.02", "= -0.02"),
        ("= 0.02", "= nan"),
        (
            "\"us-east-1:eu-central-1\" = \"92ms\"",
            "\"us-east-1\" = \"92ms\"",
        ),
        ("pattern = \"tenant/{tenant}/*\"", "pattern = \"tenant/*\""),
        ("from = \"key\"", "from = \"path\""),
        ("\"prefix:tenant/42/\"", "\"tenant/42/\""),
        ("config_version = 1", "config_version = 2"),
        (
            "url = \"s3://control/v1/\"",
            "url = \"https://control/v1/\"",
        ),
        (
            "url = \"https://s3.fra.example.net\"",
            "url = \"s3.fra.example.net\"",
        ),
        (
            "region = \"eu-central-1\"\n\n[endpoint.fra]",
            "\n[endpoint.fra]",
        ),
        ("bucket = \"data\"", "bucket = \"data/fleet\""),
        ("bucket = \"data\"", ""),
        ("prices = \"free\"", "prices = \"cheap\""),
        ("kind = \"aws\"", "profile = \"a\"\nrole_arn = \"b\""),
    ] {
        let file = changed(from, to);
        assert!(only(&file).0 > 0, "{to}: {:?}", file.problems);
    }
    let file = changed("max_fill = 0.85", "max_fill = 85");
    assert_eq!(only(&file).2, "85% is written 0.85");
}

#[test]
fn shards_overlap_nothing() {
    let shard =
        "\n[[shard]]\nname = \"x\"\nregion = \"r\"\nendpoint = \"fra\"\nbucket = \"data\"\n";
    for (text, what) in [
        (
            format!("{shard}prefix = \"fleet/a/\""),
            Some("shard `x` overlaps shard `fra1`"),
        ),
        (shard.to_owned(), Some("shard `x` overlaps shard `fra1`")),
        (format!("{shard}prefix = \"other/\""), None),
        (shard.replace("\"fra\"", "\"aws\""), None),
        (
            shard
                .replace("\"fra\"", "\"aws\"")
                .replace("\"data\"", "\"control\""),
            Some("shard `x` overlaps the control location"),
        ),
        (
            shard
                .replace("\"fra\"", "\"aws\"")
                .replace("\"data\"", "\"logs\"")
                + "prefix = \"euc1/x\"",
            Some("shard `x` overlaps the log source `euc1`"),
        ),
    ] {
        let file = read(&(GOOD.to_owned() + &text));
        let messages: Vec<&str> = file.problems.iter().map(|p| p.message.as_str()).collect();
        assert_eq!(messages, what.into_iter().collect::<Vec<_>>(), "{text}");
    }
}

#[test]
fn two_names_of_one_store_are_one_store() {
    let again = "\n[endpoint.again]\nurl = \"https://S3.fra.example.net/\"\nregion = \"r\"\n\
                 [[shard]]\nname = \"x\"\nendpoint = \"again\"\nbucket = \"data\"\n";
    let file = read(&(GOOD.to_owned() + again));
    assert_eq!(only(&file).1, "shard `x` overlaps shard `fra1`");
}
