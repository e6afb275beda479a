//! The reading half reads: no command but `doctor --probe` sends a writing request. Counted on the wire.

use std::collections::BTreeSet;

use clap::CommandFactory as _;

use crate::support::{CountingProxy, DemoFleet, TestEnvironment};

/// Every command of the reading half, in an order in which each has what it needs.
const COMMANDS: &[&[&str]] = &[
    &["doctor"],
    &["doctor", "iam", "--role", "plan"],
    &["config", "show", "--origin"],
    &["config", "check"],
    &["inventory", "scan"],
    &["init", "--adopt"],
    &[
        "logs",
        "detect",
        "s3://demo-logs/use1-a/",
        "--endpoint",
        "sim",
    ],
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
    &["plan", "explain", "first", "--move", "1"],
    &["plan", "export", "first"],
    &["locate", "tenant/harbor/media/0004.parquet"],
    &["map", "show"],
    &["map", "history"],
    &["map", "diff", "1", "1"],
    &["map", "export"],
    &["migrate", "start", "first", "--dry-run"],
    &["migrate", "list"],
    &["migrate", "status"],
    &["recover", "inspect"],
    &["recover", "run", "--dry-run"],
    &["status"],
    &[
        "shardkey",
        "--client",
        "c",
        "--type",
        "t",
        "--time",
        "2025-09-01T00:00:00Z",
    ],
];

/// Commands that open no connection here, or are the demo itself. Importing reads through the same
/// `BucketReader` as scanning; waiting reads map.db alone.
const ELSEWHERE: &[&str] = &[
    "demo",
    "completion",
    "generate",
    "inventory import",
    "migrate wait",
];

/// Commands whose business is to change something; with `--dry-run` they read only, which their own tests
/// count.
const CHANGING: &[&str] = &[
    "map pin",
    "map unpin",
    "migrate cancel",
    "migrate complete",
    "migrate pause",
    "migrate request",
    "migrate resolve",
    "migrate resume",
    "migrate reverse",
    "migrate start",
    "migrate switch",
    "migrate verify",
    "recover run",
    "shard add",
    "shard drain",
    "shard remove",
    "shard reweight",
];

#[test]
fn every_command_of_the_reading_half_is_counted() {
    let mut leaves = BTreeSet::new();
    collect_leaves(&shardctl::cli::Cli::command(), "", &mut leaves);
    let counted = |leaf: &&String| {
        let words: Vec<&str> = leaf.split(' ').collect();
        COMMANDS.iter().any(|command| command.starts_with(&words))
    };
    let missing: Vec<&String> = leaves
        .iter()
        .filter(|leaf| !ELSEWHERE.contains(&leaf.as_str()) && !CHANGING.contains(&leaf.as_str()))
        .filter(|leaf| !counted(leaf))
        .collect();
    assert!(missing.is_empty(), "not in COMMANDS: {missing:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_but_the_probe_writes() {
    let mut env = TestEnvironment::new();
    let fleet = DemoFleet::start(&mut env);
    let proxy = CountingProxy::start(fleet.address).await;
    let direct = format!("http://{}", fleet.address);
    let config = std::fs::read_to_string(&fleet.config).unwrap();
    env.config(&config.replace(&direct, &proxy.url()));

    for command in COMMANDS {
        let before = proxy.totals();
        let output = env.run(command).success();
        let after = proxy.totals();
        assert_eq!(after.1, before.1, "{command:?} wrote\n{output}");
    }
    let (all, writing) = proxy.totals();
    assert!(
        all > 100,
        "only {all} requests passed the proxy: it is not in between"
    );
    assert_eq!(writing, 0);

    // The counter works: the one command that writes is seen.
    let _ = env.run(&["doctor", "--probe"]);
    assert!(proxy.totals().1 > 0, "the probe did not write");
}

fn collect_leaves(command: &clap::Command, path: &str, leaves: &mut BTreeSet<String>) {
    let children: Vec<_> = command
        .get_subcommands()
        .filter(|child| child.get_name() != "help")
        .collect();
    if children.is_empty() {
        leaves.insert(path.to_owned());
    }
    for child in children {
        let path = format!("{path} {}", child.get_name());
        collect_leaves(child, path.trim(), leaves);
    }
}
