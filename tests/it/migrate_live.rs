//! Whole migrations on real S3 servers, killed with SIGKILL and recovered: within one server, where it
//! copies by itself, and from one to another, through this host. `tests/live/run.sh` starts the servers.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value;
use shardctl::ports::{Attributes, Bucket, PutRequest};

use crate::support::{CommandOutput, LiveServer, TestEnvironment, run_and_kill};

/// Objects that move.
const OBJECTS: u64 = 60;
/// Copies before the kill.
const KILLED_AT: u64 = 11;
/// Runs of a command that says 10 for a second or two; each starts a process.
const MOST_RUNS: usize = 300;
/// Bytes of the largest object: more than one part of a streamed copy.
const LARGE: usize = 12 << 20;

#[tokio::test(flavor = "multi_thread")]
async fn a_server_copies_by_itself_through_a_kill() {
    let Some(server) = LiveServer::of_environment() else {
        eprintln!("skipped: SHARDCTL_LIVE_ENDPOINT is not set");
        return;
    };
    migrate(&server, &server, "server_side").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_stream_from_one_server_to_another_through_a_kill() {
    let servers = LiveServer::of_environment().zip(LiveServer::second_of_environment());
    let Some((first, second)) = servers else {
        eprintln!("skipped: SHARDCTL_LIVE_SECOND_ENDPOINT is not set");
        return;
    };
    migrate(&first, &second, "streamed").await;
}

async fn migrate(from: &LiveServer, to: &LiveServer, route: &str) {
    let run = format!("migrate-{}", route.replace('_', "-"));
    let [source_name, ..] = from.create_buckets(&run).await;
    let [_, target_name, _] = if from.url == to.url {
        [
            String::new(),
            format!("other-{run}-{}", std::process::id()),
            String::new(),
        ]
    } else {
        to.create_buckets(&run).await
    };
    let [source] = from.buckets([source_name.clone()]);
    let [target] = to.buckets([target_name.clone()]);
    let objects = objects();
    for object in &objects {
        put(&source, object).await;
    }

    let mut env = TestEnvironment::new();
    env.unset("SHARDCTL_NOW");
    configure(&env, from, to, [&source_name, &target_name]);
    let run = |args: &[&str]| tokio::task::block_in_place(|| env.run(args));
    run(&["inventory", "scan"]).success();
    run(&["init", "--adopt"]).success();
    run(&["logs", "ingest"]).success();
    let assignment = env.write("assignment.csv", "segment,shard\nprefix:moves/,b\n");
    let assignment = assignment.to_str().unwrap();
    let request = [
        "migrate",
        "request",
        "--confidence",
        "0.9",
        "--map",
        assignment,
        "--json",
    ];
    let id = text(&run(&request).success().json()["data"]["migration_id"]);

    let start = ["migrate", "start", &id, "--ways", "4", "-o", "jsonl"];
    tokio::task::block_in_place(|| run_and_kill(env.command(&start), KILLED_AT, || true));
    let inspect = run(&["recover", "inspect", "--json"]).exit(10);
    run(&["recover", "run"]).success();
    run(&["migrate", "start", &id]).success();
    let status = run(&["migrate", "status", &id, "--json"]).success();
    assert!(status.stdout.contains(route), "{status}\n{inspect}");
    // It says 10 while a copy of the killed process may still land: a second at the most.
    until_done(|| run(&["migrate", "switch", &id])).success();
    assert_located_in(&env, &objects, "b");
    for object in &objects {
        same(&target, object).await;
    }
    // Grace and zombie bound are a second each: it says 10 until they are over.
    let complete = ["migrate", "complete", &id, "--confirm", &id];
    until_done(|| run(&complete)).success();
    for object in &objects {
        same(&target, object).await;
        let gone = source.head(&source_key(&object.key)).await.unwrap_err();
        assert_eq!(
            gone.kind,
            shardctl::ports::BucketErrorKind::NotFound,
            "{gone}"
        );
    }
}

/// The answer that is not 10, of a bounded number of runs.
fn until_done(run: impl Fn() -> CommandOutput) -> CommandOutput {
    for _ in 0..MOST_RUNS {
        let output = run();
        if output.code != Some(10) {
            return output;
        }
    }
    panic!("it says 10 for ever: {}", run());
}

fn objects() -> Vec<PutRequest> {
    let mut random = fastrand::Rng::with_seed(7);
    let names = [
        "moves/a b+c",
        "moves/100%.png",
        "moves/über",
        "moves/a//b",
        "moves/large",
    ];
    let plain = (names.len() as u64..OBJECTS).map(|n| format!("moves/{n:04}.bin"));
    let names = names.iter().map(|&name| name.to_owned()).chain(plain);
    names
        .map(|key| {
            let size = if key == "moves/large" {
                LARGE
            } else {
                random.usize(1..40_000)
            };
            let mut body = vec![0; size];
            random.fill(&mut body);
            let pair =
                |name: &str, value: &str| BTreeMap::from([(name.to_owned(), value.to_owned())]);
            PutRequest {
                key,
                body: Bytes::from(body),
                attributes: Attributes {
                    headers: pair("content-type", "application/x-live"),
                    metadata: pair("owner", "sre"),
                    tags: pair("team", "storage"),
                },
                ..PutRequest::default()
            }
        })
        .collect()
}

/// The shards lie under prefixes, the control location beside the first.
fn source_key(key: &str) -> String {
    format!("data/{key}")
}

async fn put(bucket: &Arc<dyn Bucket>, object: &PutRequest) {
    let there = PutRequest {
        key: source_key(&object.key),
        ..object.clone()
    };
    bucket.put(&there).await.unwrap();
}

async fn same(bucket: &Arc<dyn Bucket>, object: &PutRequest) {
    let key = source_key(&object.key);
    let read = bucket.get(&key, None).await.unwrap();
    assert!(read.bytes == object.body, "the bytes of {key}");
    assert_eq!(read.head.metadata, object.attributes.metadata, "{key}");
    assert_eq!(
        read.head.headers["content-type"], "application/x-live",
        "{key}"
    );
    assert_eq!(
        bucket.tags(&key).await.unwrap(),
        object.attributes.tags,
        "{key}"
    );
}

fn configure(env: &TestEnvironment, from: &LiveServer, to: &LiveServer, buckets: [&str; 2]) {
    let mut config = String::new();
    for (name, server) in [("first", from), ("second", to)] {
        let keys = env.write(
            &format!("{name}.json"),
            format!(
                r#"{{"Version":1,"AccessKeyId":"{}","SecretAccessKey":"{}"}}"#,
                server.access_key, server.secret_key
            ),
        );
        let _ = write!(
            config,
            "[endpoint.{name}]\nkind = \"s3\"\nurl = \"{}\"\nregion = \"us-east-1\"\nprices = \"free\"\n\
             credential_command = [\"cat\", \"{}\"]\n",
            server.url,
            keys.display()
        );
    }
    for ((shard, endpoint), bucket) in [("a", "first"), ("b", "second")].into_iter().zip(buckets) {
        let _ = write!(
            config,
            "[[shard]]\nname = \"{shard}\"\nendpoint = \"{endpoint}\"\nbucket = \"{bucket}\"\n\
             prefix = \"data/\"\nregion = \"r-{shard}\"\n"
        );
    }
    let log = env.write("access.log", access_log());
    let _ = write!(
        config,
        "[control]\nurl = \"s3://{}/control/\"\nendpoint = \"first\"\n\
         [safety]\nzombie_bound = \"1s\"\ngrace = \"1s\"\nquiet_readers = \"0s\"\naccept_short_bound = true\npart_bytes = \"5MiB\"\n\
         [[logs]]\nname = \"web\"\nsource = \"{}\"\nformat = \"http-combined\"\nbucket = \"{}\"\n",
        buckets[0],
        log.display(),
        buckets[0],
    );
    env.config(&config);
}

/// Four days of requests up to yesterday, so that there is demand to price.
fn access_log() -> String {
    let hours = (1..=96).rev().map(|back| 24 + back);
    let line = |back| {
        let at = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(back);
        let time = at.strftime("%d/%b/%Y:%H:%M:%S +0000");
        format!(
            "10.0.0.1 - - [{time}] \"GET /data/moves/0007.bin HTTP/1.1\" 200 100 \"-\" \"app\"\n"
        )
    };
    hours.map(line).collect()
}

fn assert_located_in(env: &TestEnvironment, objects: &[PutRequest], shard: &str) {
    let keys: Vec<&str> = objects.iter().map(|object| object.key.as_str()).collect();
    let file = env.write("keys", keys.join("\n"));
    let args = ["locate", "--json", "--keys-from", file.to_str().unwrap()];
    let located = tokio::task::block_in_place(|| env.run(&args))
        .success()
        .json();
    for row in located["data"].as_array().unwrap() {
        assert_eq!(row["shard"], shard, "{row}");
    }
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value}"))
        .to_owned()
}
