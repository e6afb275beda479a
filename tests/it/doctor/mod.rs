//! `doctor` with the real binary against a store over HTTP; the probe, at the port.

mod live;

use std::sync::Arc;

use serde_json::Value;
use shardctl::engine::doctor::{Place, Use, Verdict, probe};
use shardctl::ports::{BucketReader, FixedClock, ListRequest, ListVersionsRequest, Versioning};
use shardctl::simulator::{
    Capabilities, SimServer, Simulator, SimulatorBuilder, Support, SyntheticObject,
};

use crate::support::{CommandOutput, TestEnvironment};

/// 2026-11-20T12:00:00Z, the time of every run.
const NOW_MS: i64 = 1_795_176_000_000;

/// A store at loopback, and a home whose config names it.
struct Ward {
    simulator: Simulator,
    server: SimServer,
    home: TestEnvironment,
}

impl Ward {
    async fn new(builder: SimulatorBuilder) -> Self {
        let simulator = builder
            .credentials("AK", "SK")
            .bucket("data", "eu-central-1")
            .bucket("meta", "eu-central-1")
            .build();
        let object = SyntheticObject::new("eu/a", 10, NOW_MS);
        assert!(simulator.load("data", [object]));
        let server = SimServer::start(&simulator, 0).await.unwrap();
        let mut home = TestEnvironment::new();
        home.set("AWS_ACCESS_KEY_ID", "AK")
            .set("AWS_SECRET_ACCESS_KEY", "SK");
        home.config(&config(&server.url(), "data", "control/"));
        Self {
            simulator,
            server,
            home,
        }
    }

    async fn healthy() -> Self {
        Self::new(at(NOW_MS)).await
    }

    /// Runs shardctl while the store answers.
    fn run(&self, args: &[&str]) -> CommandOutput {
        tokio::task::block_in_place(|| self.home.run(args))
    }

    /// Keys of the control bucket.
    async fn control_keys(&self) -> Vec<String> {
        let bucket = self.simulator.bucket("meta");
        let page = bucket.list(&ListRequest::default()).await.unwrap();
        page.objects.into_iter().map(|object| object.key).collect()
    }
}

fn at(now_ms: i64) -> SimulatorBuilder {
    Simulator::builder(Arc::new(FixedClock::new(now_ms))).seed(1)
}

fn config(url: &str, bucket: &str, control: &str) -> String {
    format!(
        r#"
[endpoint.store]
kind = "s3"
url = "{url}"
region = "eu-central-1"
prices = "free"

[[shard]]
name = "eu"
endpoint = "store"
bucket = "{bucket}"
prefix = "eu/"
region = "eu-central-1"

[control]
url = "s3://meta/{control}"
endpoint = "store"
"#
    )
}

/// (check, verdict) of one subject.
fn verdicts(output: &CommandOutput, subject: &str) -> Vec<(String, String)> {
    let rows = output.json()["data"].as_array().unwrap().clone();
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    rows.iter()
        .filter(|row| row["subject"] == subject)
        .map(|row| (text(row, "check"), text(row, "verdict")))
        .collect()
}

fn verdict(output: &CommandOutput, subject: &str, check: &str) -> String {
    let all = verdicts(output, subject);
    let found = all.iter().find(|(name, _)| name == check);
    found.map_or_else(|| format!("not in {all:?}"), |(_, verdict)| verdict.clone())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_healthy_fleet_is_told_so_with_reading_requests_only() {
    let ward = Ward::healthy().await;
    let output = ward.run(&["doctor", "-o", "json"]).success();
    for (check, verdict) in verdicts(&output, "shard eu") {
        assert_eq!(verdict, "ok", "{check}: {output}");
    }
    assert_eq!(verdict(&output, "state", "directory"), "ok");
    let methods = ward.simulator.http_methods();
    assert!(
        methods
            .keys()
            .all(|method| method == "GET" || method == "HEAD"),
        "{methods:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_credentials_are_denied() {
    let mut ward = Ward::healthy().await;
    for (key, secret) in [("AK", "wrong"), ("nobody", "SK")] {
        ward.home
            .set("AWS_ACCESS_KEY_ID", key)
            .set("AWS_SECRET_ACCESS_KEY", secret);
        let output = ward.run(&["doctor", "-o", "json"]).exit(5);
        assert_eq!(verdict(&output, "shard eu", "reach"), "ok");
        assert_eq!(verdict(&output, "shard eu", "credentials"), "fail");
        assert!(!output.to_string().contains("wrong"), "{output}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_credentials_are_denied() {
    let mut ward = Ward::healthy().await;
    ward.home
        .unset("AWS_ACCESS_KEY_ID")
        .unset("AWS_SECRET_ACCESS_KEY");
    let output = ward.run(&["doctor", "-o", "json"]).exit(5);
    assert_eq!(verdict(&output, "shard eu", "credentials"), "fail");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_credential_command_that_fails_tells_nothing_of_the_store() {
    let ward = Ward::healthy().await;
    let config = config(&ward.server.url(), "data", "control/");
    let command = "kind = \"s3\"\ncredential_command = [\"/bin/false\"]";
    ward.home.config(&config.replace("kind = \"s3\"", command));
    let output = ward.run(&["doctor", "-o", "json"]).exit(5);
    assert_eq!(verdict(&output, "shard eu", "reach"), "unknown");
    assert_eq!(verdict(&output, "shard eu", "credentials"), "fail");
    let methods = ward.simulator.http_methods();
    assert!(methods.is_empty(), "{methods:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endpoint_that_is_down_is_unavailable() {
    let ward = Ward::healthy().await;
    drop(ward.server);
    let args = ["doctor", "-o", "json", "--retries", "0"];
    let output = ward.home.run(&args).exit(6);
    let wanted = [("reach".to_owned(), "fail".to_owned())];
    assert_eq!(verdicts(&output, "shard eu"), wanted);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_bucket_is_not_found() {
    let ward = Ward::healthy().await;
    ward.home.config(&config(&ward.server.url(), "gone", ""));
    let output = ward.run(&["doctor", "-o", "json"]).exit(4);
    assert_eq!(verdict(&output, "shard eu", "credentials"), "ok");
    assert_eq!(verdict(&output, "shard eu", "bucket"), "fail");
    assert_eq!(verdict(&output, "control", "bucket"), "ok");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clocks_apart_are_reported() {
    let ward = Ward::new(at(NOW_MS + 120_000)).await;
    let output = ward.run(&["doctor", "-o", "json"]).success();
    assert_eq!(verdict(&output, "shard eu", "clock"), "warn");
    assert!(output.stdout.contains("120 s ahead of ours"), "{output}");
    let ward = Ward::new(at(NOW_MS - 3_600_000)).await;
    let output = ward.run(&["doctor", "-o", "json"]).exit(5);
    assert_eq!(verdict(&output, "shard eu", "clock"), "fail");
    assert!(output.stdout.contains("RequestTimeTooSkewed"), "{output}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unusable_state_directory_fails() {
    let ward = Ward::healthy().await;
    let file = ward.home.write("file", "");
    let dir = file.join("state");
    let args = ["doctor", "-o", "json", "--state-dir", dir.to_str().unwrap()];
    let output = ward.run(&args).exit(1);
    assert_eq!(verdict(&output, "state", "directory"), "fail");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_map_is_lost_state() {
    let ward = Ward::healthy().await;
    ward.home.write("state/shardctl/map.db", "no database");
    let output = ward.run(&["doctor", "-o", "json"]).exit(17);
    assert_eq!(verdict(&output, "state", "map"), "fail");
    assert_eq!(verdict(&output, "shard eu", "list"), "ok");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn damaged_statistics_are_lost_state() {
    let ward = Ward::healthy().await;
    let output = ward.run(&["doctor", "-o", "json"]).success();
    assert_eq!(verdict(&output, "state", "statistics"), "ok");
    assert!(!ward.home.state_dir().exists(), "looking makes nothing");
    for damage in ["no database", ""] {
        ward.home.write("state/shardctl/stats.db", damage);
        let output = ward.run(&["doctor", "-o", "json"]).exit(17);
        assert_eq!(verdict(&output, "state", "statistics"), "fail");
        let people = ward.run(&["doctor"]).exit(17);
        assert!(
            people.stderr.contains("shardctl inventory scan"),
            "{people}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_control_location_is_fine_for_reading() {
    let ward = Ward::healthy().await;
    let config = config(&ward.server.url(), "data", "");
    let (fleet, _) = config.split_once("[control]").unwrap();
    for control in ["", "[control]\nmode = \"local\"\n"] {
        ward.home.config(&format!("{fleet}{control}"));
        let output = ward.run(&["doctor", "-o", "json"]).success();
        assert_eq!(verdict(&output, "control", "configured"), "ok");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn log_sources_are_listed() {
    let ward = Ward::healthy().await;
    let logs = |name: &str, source: &str| {
        format!(
            "[[logs]]\nname = \"{name}\"\nsource = \"{source}\"\nformat = \"s3-server-access\"\n"
        )
    };
    let file = ward.home.write("access.log", "line\n");
    let config = config(&ward.server.url(), "data", "control/");
    let local = config + &logs("file", file.to_str().unwrap());
    ward.home.config(&local);
    let output = ward.run(&["doctor", "-o", "json"]).success();
    assert_eq!(verdict(&output, "logs file", "list"), "ok");
    for source in ["s3://meta/nothing/", "s3://gone/logs/", "missing.log"] {
        ward.home.config(&(local.clone() + &logs("gone", source)));
        let output = ward.run(&["doctor", "-o", "json"]).exit(4);
        assert_eq!(verdict(&output, "logs gone", "list"), "fail");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_table_is_for_people_and_the_way_out_on_stderr() {
    let ward = Ward::healthy().await;
    ward.home.config(&config(&ward.server.url(), "gone", ""));
    let output = ward.run(&["doctor"]).exit(4);
    assert!(
        output
            .stdout
            .starts_with("SUBJECT   ENDPOINT  CHECK        VERDICT  DETAIL\n")
    );
    let hint = "hint: shard eu: create the bucket `gone`, or mend `bucket` under [[shard]]\n";
    assert!(output.stderr.contains(hint), "{output}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_probe_writes_below_the_control_prefix_and_removes_it() {
    let ward = Ward::healthy().await;
    ward.simulator.reset_counters();
    let output = ward.run(&["doctor", "--probe", "-o", "json"]).success();
    for (check, verdict) in verdicts(&output, "control") {
        assert!(
            verdict == "ok" || check == "get",
            "{check} {verdict}: {output}"
        );
    }
    assert_eq!(verdict(&output, "control", "probe_removed"), "ok");
    assert_eq!(ward.control_keys().await, Vec::<String>::new());
    let text = format!("{:?}", ward.simulator.bill());
    assert!(text.contains("PutObject"), "{text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_probe_finds_each_condition_that_is_switched_off() {
    type Switch = fn(&mut Capabilities) -> &mut Support;
    let switches: [(&str, Switch); 6] = [
        ("put_if_match", |c| &mut c.put_if_match),
        ("copy_if_absent", |c| &mut c.copy_if_absent),
        ("copy_if_match", |c| &mut c.copy_if_match),
        ("copy_source_if_match", |c| &mut c.copy_source_if_match),
        ("complete_if_absent", |c| &mut c.complete_if_absent),
        ("delete_if_match", |c| &mut c.delete_if_match),
    ];
    for (check, switch) in switches {
        for support in [Support::Ignored, Support::Refused] {
            let mut capabilities = Capabilities::default();
            *switch(&mut capabilities) = support;
            let ward = Ward::new(at(NOW_MS).capabilities(capabilities)).await;
            let output = ward.run(&["doctor", "--probe", "-o", "json"]).success();
            let warned: Vec<String> = verdicts(&output, "control")
                .into_iter()
                .filter(|(_, verdict)| verdict == "warn")
                .map(|(check, _)| check)
                .collect();
            let both = ["copy_source_if_match", "part_copy_source_if_match"];
            let wanted: &[&str] = if check == both[0] { &both } else { &[check] };
            assert_eq!(warned, wanted, "{support:?}: {output}");
            assert_eq!(ward.control_keys().await, Vec::<String>::new());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_control_location_without_create_only_put_is_refused() {
    let capabilities = Capabilities {
        put_if_absent: Support::Ignored,
        ..Capabilities::default()
    };
    let ward = Ward::new(at(NOW_MS).capabilities(capabilities)).await;
    let output = ward.run(&["doctor", "--probe", "-o", "json"]).exit(13);
    assert_eq!(verdict(&output, "control", "put_if_absent"), "fail");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endpoint_without_a_place_to_write_is_not_probed() {
    let ward = Ward::healthy().await;
    let config = config(&ward.server.url(), "data", "control/");
    let (fleet, _) = config.split_once("[control]").unwrap();
    ward.home.config(fleet);
    let output = ward.run(&["doctor", "--probe", "-o", "json"]).success();
    assert_eq!(verdict(&output, "probe", "probe"), "unknown");
    let methods = ward.simulator.http_methods();
    assert!(!methods.contains_key("PUT"), "{methods:?}");

    let url = "s3://meta/try?endpoint=store";
    let args = ["doctor", "--probe", "--probe-url", url, "-o", "json"];
    let output = ward.run(&args).success();
    assert_eq!(verdict(&output, "probe", "put_if_absent"), "ok");
    assert_eq!(ward.control_keys().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_probe_never_writes_among_data() {
    let ward = Ward::healthy().await;
    for url in [
        "s3://data/eu/x",
        "s3://data/e",
        "s3://meta",
        "meta/x",
        "s3://meta/x?endpoint=stoer",
    ] {
        let output = ward.run(&["doctor", "--probe", "--probe-url", url]).exit(2);
        assert!(output.stderr.contains("cannot probe"), "{output}");
    }
    let methods = ward.simulator.http_methods();
    assert!(methods.is_empty(), "{methods:?}");
}

/// Versions, delete markers and open uploads are removed too.
#[tokio::test]
async fn a_probe_leaves_no_version_behind() {
    for versioning in [Versioning::Enabled, Versioning::Suspended] {
        for capabilities in [
            Capabilities::default(),
            Capabilities::unconditional(),
            Capabilities::radosgw(),
        ] {
            let builder = at(NOW_MS).bucket_with("v", "eu", versioning);
            let simulator = builder.capabilities(capabilities).build();
            let bucket = simulator.bucket("v");
            let place = Place {
                used_as: Use::Probe,
                endpoint: "store".to_owned(),
                bucket: "v".to_owned(),
                prefix: "p/".to_owned(),
                region: None,
                aws: false,
                account: None,
            };
            let findings = probe(&bucket, &place, "run").await;
            let removed = findings.last().unwrap();
            assert_eq!(
                (removed.check, removed.verdict),
                ("probe_removed", Verdict::Ok)
            );
            let page = bucket.list_versions(&ListVersionsRequest::default()).await;
            assert_eq!(page.unwrap().versions, []);
            let page = bucket.list_uploads("", None).await;
            assert_eq!(page.unwrap().uploads, []);
        }
    }
}

/// What lies where the probe would write is somebody's: nothing is tried, nothing removed.
#[tokio::test]
async fn a_probe_refuses_a_folder_in_use() {
    let simulator = at(NOW_MS).bucket("b", "eu").build();
    let theirs = SyntheticObject::new("p/probe/run/theirs", 1, NOW_MS);
    assert!(simulator.load("b", [theirs]));
    let place = Place {
        used_as: Use::Control,
        endpoint: "store".to_owned(),
        bucket: "b".to_owned(),
        prefix: "p/".to_owned(),
        region: None,
        aws: false,
        account: None,
    };
    let findings = probe(&simulator.bucket("b"), &place, "run").await;
    assert!(
        matches!(findings[0].verdict, Verdict::Fail(_)),
        "{findings:?}"
    );
    let page = simulator.bucket("b").list(&ListRequest::default()).await;
    assert_eq!(page.unwrap().objects.len(), 1);
}

#[test]
fn a_policy_is_printed_as_it_is() {
    let home = TestEnvironment::new();
    home.config(&config("http://127.0.0.1:1", "data", "control/"));
    let output = home.run(&["doctor", "iam", "--role", "plan"]).success();
    assert_eq!(output.json()["Version"], "2012-10-17");
    assert!(
        output.stdout.contains("\"arn:aws:s3:::data/eu/*\""),
        "{output}"
    );
    assert!(!output.stdout.contains("Put") && !output.stdout.contains("Delete"));
    for format in ["csv", "name", "jsonl"] {
        let args = ["doctor", "iam", "--role", "plan", "-o", format];
        let refused = home.run(&args).exit(2);
        assert!(refused.stderr.contains("-o json"), "{refused}");
    }
    let output = home.run(&["doctor", "iam", "--role", "complete", "--endpoint", "stoer"]);
    let error = output.exit(4);
    assert!(error.stderr.contains("did you mean `store`?"), "{error}");
}
