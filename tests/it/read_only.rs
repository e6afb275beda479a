//! The reading half reads: no command but `doctor --probe` sends a writing request. Counted on the wire.

use std::collections::BTreeSet;
use std::io::Write as _;

use clap::CommandFactory as _;
use md5::{Digest as _, Md5};
use shardctl::ports::PutRequest;

use crate::support::{CountingProxy, DemoFleet, LiveServer, TestEnvironment};

/// Where the inventory report lies that is imported.
const REPORT: &str = "s3://demo-logs/report/manifest.json";

/// Every command of the reading half, in an order in which each has what it needs.
const COMMANDS: &[&[&str]] = &[
    &["doctor"],
    &["doctor", "iam", "--role", "plan"],
    &["doctor", "parity", "use1-a", "euc1"],
    &["config", "show", "--origin"],
    &["config", "check"],
    &["inventory", "import", "--endpoint", "sim", REPORT],
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
    &["logs", "export", "aggregates.csv.zst"],
    &["analyze", "keys"],
    &["analyze", "segments"],
    &["analyze", "regions"],
    &["analyze", "mobility"],
    &["analyze", "tenants"],
    &["analyze", "shardkeys"],
    &["analyze", "anomalies"],
    &["analyze", "coaccess"],
    &["forecast"],
    &["plan", "propose", "--name", "first"],
    &["plan", "backtest"],
    &["plan", "history"],
    &["plan", "list"],
    &["plan", "show", "first"],
    &["plan", "explain", "first", "--move", "1"],
    &["plan", "export", "first"],
    &["audit"],
    &["locate", "tenant/harbor/media/0004.parquet"],
    &["lock", "show"],
    &["map", "show"],
    &["map", "history"],
    &["map", "diff", "1", "1"],
    &["map", "export"],
    &["map", "verify", "--deep", "--sample", "100%"],
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

/// Commands that open no connection here, or are the demo itself. Printing a query and dividing the graph
/// of a file look at no fleet; waiting reads map.db alone or lists the control location, pruning and the graph of the fleet stats.db. What reads a
/// published fleet is counted where there is one: `migrate/drill.rs`, `migrate/elsewhere.rs`, `migrate/objects.rs`,
/// `migrate/rollback.rs`.
const ELSEWHERE: &[&str] = &[
    "demo",
    "drill",
    "completion",
    "generate",
    "logs sql",
    "map wait",
    "migrate wait",
    "migrate log",
    "migrate readers",
    "migrate rehearse",
    "plan partition",
    "logs prune",
    "plan export-graph",
    "plan replay",
    "recover in-flight",
    "recover object",
    "recover verify",
    "snapshot diff",
    "snapshot list",
    "snapshot show",
    "snapshot verify",
];

/// Commands whose business is to change something; with `--dry-run` they read only, which their own tests
/// count.
const CHANGING: &[&str] = &[
    "lock break",
    "map import",
    "map pin",
    "map unpin",
    "migrate cancel",
    "migrate complete",
    "migrate pause",
    "migrate prioritise",
    "migrate request",
    "migrate resolve",
    "migrate resume",
    "migrate reverse",
    "migrate start",
    "migrate switch",
    "migrate verify",
    "object put",
    "reconcile",
    "recover map",
    "recover run",
    "rollback",
    "shard add",
    "shard drain",
    "shard remove",
    "shard reweight",
    "shard settle",
    "snapshot create",
    "snapshot prune",
    "snapshot restore",
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
    put_report(&fleet, &direct).await;
    let config = std::fs::read_to_string(&fleet.config).unwrap();
    env.config(&config.replace(&direct, &proxy.url()));

    for command in COMMANDS {
        let before = proxy.totals();
        let output = env.run(command).success();
        let after = proxy.totals();
        let imported = command.contains(&REPORT) && after.0 == before.0;
        assert!(!imported, "the report was not read through the proxy");
        assert_eq!(after.1, before.1, "{command:?} wrote\n{output}");
    }
    let (all, writing) = proxy.totals();
    assert!(
        all > 100,
        "only {all} requests passed the proxy: it is not in between"
    );
    assert_eq!(writing, 0);
    let agents = proxy.agents();
    let names_its_run = |agent: &String| agent.contains("app/shardctl#r-");
    assert!(agents.iter().all(names_its_run), "{agents:?}");

    // The counter works: the one command that writes is seen.
    let _ = env.run(&["doctor", "--probe"]);
    assert!(proxy.totals().1 > 0, "the probe did not write");
}

/// Puts a report of one object beside the demo's logs, past the proxy.
async fn put_report(fleet: &DemoFleet, url: &str) {
    let credentials = std::fs::read(fleet.config.with_file_name("credentials.json")).unwrap();
    let credentials: serde_json::Value = serde_json::from_slice(&credentials).unwrap();
    let credential = |name: &str| credentials[name].as_str().unwrap().to_owned();
    let server = LiveServer {
        kind: "demo".to_owned(),
        url: url.to_owned(),
        access_key: credential("AccessKeyId"),
        secret_key: credential("SecretAccessKey"),
    };
    let [bucket] = server.buckets(["demo-logs".to_owned()]);
    let mut rows = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    rows.write_all(b"\"demo-use1-a\",\"a\",\"1\"\n").unwrap();
    let rows = rows.finish().unwrap();
    let md5 = format!("{:032x}", u128::from_be_bytes(Md5::digest(&rows).into()));
    let manifest = serde_json::json!({
        "sourceBucket": "demo-use1-a",
        "destinationBucket": "arn:aws:s3:::demo-logs",
        "version": "2016-11-30",
        "creationTimestamp": "1756684800000",
        "fileFormat": "CSV",
        "fileSchema": "Bucket, Key, Size",
        "files": [{"key": "report/1.csv.gz", "size": rows.len(), "MD5checksum": md5}],
    });
    let manifest = manifest.to_string().into_bytes();
    for (key, body) in [
        ("report/1.csv.gz", rows),
        ("report/manifest.json", manifest),
    ] {
        let request = PutRequest {
            key: key.to_owned(),
            body: body.into(),
            ..PutRequest::default()
        };
        bucket.put(&request).await.unwrap();
    }
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
