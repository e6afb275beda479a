//! Every command but `doctor --probe` sends reading requests only, counted at the store.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use clap::CommandFactory as _;
use shardctl::cli::Cli;
use shardctl::ports::{Bucket as _, FixedClock, PutRequest};
use shardctl::simulator::{SimServer, Simulator, SyntheticObject};

use crate::support::TestEnvironment;

/// 2026-11-20T12:00:00Z, the time of every run.
const NOW_MS: i64 = 1_795_176_000_000;

/// Every command once, in the order of a first day. Commands that work on the state alone stand
/// here too: none may send anything but reads, and a new command must be added.
const DAY: &[&[&str]] = &[
    &["config", "check"],
    &["config", "show", "--origin"],
    &["completion", "bash"],
    &["init"],
    &["doctor"],
    &["doctor", "iam", "--role", "complete"],
    &["inventory", "scan"],
    &["inventory", "import"],
    &["init", "--adopt"],
    &["logs", "detect", "s3://logs/", "--endpoint", "store"],
    &["logs", "ingest"],
    &["logs", "sources"],
    &["analyze", "keys"],
    &["analyze", "segments"],
    &["analyze", "regions"],
    &["analyze", "mobility"],
    &["analyze", "tenants"],
    &["analyze", "shardkeys"],
    &["forecast"],
    &["plan", "propose", "--name", "first"],
    &["plan", "list"],
    &["plan", "show", "first"],
    &["plan", "explain", "first"],
    &["plan", "export", "first"],
    &["locate", "tenant/a/0"],
    &["map", "show"],
    &["map", "history"],
    &["map", "diff", "1", "1"],
    &["status"],
    &[
        "shardkey",
        "--client",
        "c",
        "--type",
        "t",
        "--time",
        "2026-11-20",
    ],
];

/// Commands that must have asked the store for something, or the count proves nothing.
const ASKING: &[&str] = &["doctor", "logs detect", "logs ingest"];

/// Runs a simulator of its own, in its own process.
const APART: &[&str] = &["demo"];

fn config(url: &str) -> String {
    let mut text = format!(
        "[endpoint.store]\nkind = \"s3\"\nurl = \"{url}\"\nregion = \"us-east-1\"\n\
         prices = \"free\"\n\n\
         [control]\nurl = \"s3://meta/v1/\"\nendpoint = \"store\"\n\n\
         [[logs]]\nname = \"access\"\nsource = \"s3://logs/\"\nendpoint = \"store\"\n"
    );
    for region in ["us-east-1", "eu-central-1"] {
        let _ = write!(
            text,
            "\n[[shard]]\nname = \"{region}\"\nendpoint = \"store\"\nbucket = \"data-{region}\"\n\
             region = \"{region}\"\n"
        );
    }
    text
}

/// Two weeks of one read an hour.
fn log() -> String {
    let mut text = String::new();
    for hour in 0..14 * 24 {
        let (day, of_day, key) = (6 + hour / 24, hour % 24, hour % 7);
        let _ = writeln!(
            text,
            "owner data-us-east-1 [{day:02}/Nov/2026:{of_day:02}:10:00 +0000] 192.0.2.7 requester \
             {hour:016X} REST.GET.OBJECT tenant/a/{key} \"GET /tenant/a/{key} HTTP/1.1\" 200 - 512 \
             512 20 10 \"-\" \"client/1\" - host SigV4 ECDHE AuthHeader \
             data-us-east-1.s3.us-east-1.amazonaws.com TLSv1.2 - -"
        );
    }
    text
}

async fn store() -> Simulator {
    let simulator = Simulator::builder(Arc::new(FixedClock::new(NOW_MS)))
        .credentials("AK", "SK")
        .bucket("data-us-east-1", "us-east-1")
        .bucket("data-eu-central-1", "eu-central-1")
        .bucket("meta", "us-east-1")
        .bucket("logs", "us-east-1")
        .build();
    for (bucket, tenant) in [("data-us-east-1", "a"), ("data-eu-central-1", "b")] {
        let objects =
            (0..7).map(|n| SyntheticObject::new(format!("tenant/{tenant}/{n}"), 1 << 20, NOW_MS));
        assert!(simulator.load(bucket, objects));
    }
    let request = PutRequest {
        key: "2026-11-20".to_owned(),
        body: log().into(),
        ..PutRequest::default()
    };
    simulator.bucket("logs").put(&request).await.unwrap();
    simulator.reset_counters();
    simulator
}

/// Paths of the commands that do something, such as `plan list`; not those that help hides.
fn leaves(command: &clap::Command, path: &str, found: &mut BTreeSet<String>) {
    let children = command
        .get_subcommands()
        .filter(|child| child.get_name() != "help" && !child.is_hide_set());
    let children: Vec<&clap::Command> = children.collect();
    if !path.is_empty() && !command.is_subcommand_required_set() {
        found.insert(path.to_owned());
    }
    for child in children {
        let path = format!("{path} {}", child.get_name());
        leaves(child, path.trim(), found);
    }
}

/// The leaf that a command line runs.
fn leaf_of<'a>(line: &[&str], leaves: &'a BTreeSet<String>) -> &'a str {
    let fits = |leaf: &&String| {
        let words: Vec<&str> = leaf.split(' ').collect();
        line.starts_with(&words)
    };
    leaves
        .iter()
        .filter(fits)
        .max_by_key(|leaf| leaf.len())
        .unwrap()
}

#[test]
fn the_day_holds_every_command() {
    let mut all = BTreeSet::new();
    leaves(&Cli::command(), "", &mut all);
    let seen: BTreeSet<&str> = DAY.iter().map(|line| leaf_of(line, &all)).collect();
    let left: Vec<&String> = all
        .iter()
        .filter(|leaf| !seen.contains(leaf.as_str()) && !APART.contains(&leaf.as_str()))
        .collect();
    assert!(left.is_empty(), "not in the day: {left:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_command_writes_to_a_store() {
    let simulator = store().await;
    let server = SimServer::start(&simulator, 0).await.unwrap();
    let mut home = TestEnvironment::new();
    home.set("AWS_ACCESS_KEY_ID", "AK")
        .set("AWS_SECRET_ACCESS_KEY", "SK");
    home.config(&config(&server.url()));
    let mut asked: BTreeMap<String, u64> = BTreeMap::new();
    for line in DAY {
        simulator.reset_counters();
        let output = tokio::task::block_in_place(|| home.run(line));
        let methods = simulator.http_methods();
        let reads = |method: &String| method == "GET" || method == "HEAD";
        assert!(
            methods.keys().all(reads),
            "{line:?} sent {methods:?}\n{output}"
        );
        assert_eq!(simulator.bill().writes(), 0, "{line:?}");
        let words = line.iter().take_while(|word| !word.starts_with("s3:"));
        let words: Vec<&str> = words.copied().collect();
        asked.insert(words.join(" "), methods.values().sum());
    }
    for line in ASKING {
        assert!(asked[*line] > 0, "{line} asked nothing");
    }
}
