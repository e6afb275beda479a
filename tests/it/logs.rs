//! `logs …` and `analyze keys|segments|regions|tenants` on logs whose content is known.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use shardctl::ports::{Bucket, FixedClock, PutRequest};
use shardctl::simulator::{SimServer, Simulator};

use crate::support::{CommandOutput, TestEnvironment};

const CONFIG: &str = r#"
[endpoint.aws]
kind = "aws"
[[shard]]
name = "use1"
endpoint = "aws"
bucket = "amzn-s3-demo-use1"
region = "us-east-1"
[[tenant]]
from = "key"
pattern = "tenant/{tenant}/*"
[regions]
map_files = ["regions.csv"]
[format.app]
base = "jsonl"
[format.app.fields]
ts = { path = "$.t", parse = "unix_ms" }
bucket = { const = "amzn-s3-demo-use1" }
key = { path = "$.req.object", decode = "percent" }
op = { path = "$.req.verb", map = { GET = "get" }, default = "other" }
status = { path = "$.resp.code" }
bytes_out = { path = "$.resp.bytes", null = ["-"] }
client_ip = { path = "$.peer", strip_port = true }
region = { path = "$.dc", map = { fra = "eu-central-1" } }
request_id = { path = "$.id" }
[format.table]
base = "csv"
[format.table.fields]
ts = { path = "time", parse = "strftime:%Y-%m-%d %H:%M:%S" }
bucket = { const = "amzn-s3-demo-use1" }
key = { path = "object" }
op = { path = "verb" }
bytes_out = { path = "sent" }
"#;

fn fleet() -> TestEnvironment {
    let env = TestEnvironment::new();
    env.config(CONFIG);
    env.write(
        "config/shardctl/regions.csv",
        "10.16.0.0/12,eu-central-1,vpc\n",
    );
    env
}

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/logs")
        .join(name);
    path.to_str().unwrap().to_owned()
}

fn ingest(env: &TestEnvironment, args: &[&str]) -> CommandOutput {
    env.run(&[&["logs", "ingest"], args].concat())
}

/// Requests that count, over all regions.
fn requests(env: &TestEnvironment) -> u64 {
    let answer = env.run(&["analyze", "regions", "--json"]).success().json();
    let regions = answer["data"]["regions"].as_array().unwrap();
    let number = |name: &str| {
        regions
            .iter()
            .map(|region| region[name].as_u64().unwrap())
            .sum::<u64>()
    };
    number("reads") + number("writes")
}

fn web_line(second: u32) -> String {
    format!(
        "192.0.2.1 - - [03/Nov/2026:08:00:{second:02} +0000] \"GET /amzn-s3-demo-use1/k{second} HTTP/1.1\" 200 10 \"-\" \"curl\"\n"
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn server_access_logs_become_demand_by_region_and_tenant() {
    let env = fleet();
    let log = fixture("good/s3-server-access.log");
    let files = ingest(&env, &[&log, "--json"]).success().json();
    let file = &files["data"][0];
    assert_eq!(
        (file["lines"].as_u64(), file["accesses"].as_u64()),
        (Some(17), Some(11))
    );
    assert_eq!(file["rejected"], 0);

    let answer = env.run(&["analyze", "regions", "--json"]).success().json();
    let evidence = &answer["data"]["evidence_requests"];
    assert_eq!(evidence["log_field"], 8);
    assert_eq!(evidence["cidr_file"], 1);
    assert_eq!(evidence["assumed"], 1);
    assert_eq!(requests(&env), 10);
    let table = env.run(&["analyze", "regions"]).success();
    let line = "region evidence: log_field 80% · cidr_file 10% · assumed 10%";
    assert!(table.stdout.contains(line), "{table}");

    let tenants = env.run(&["analyze", "tenants", "--json"]).success().json();
    let names: Vec<&str> = tenants["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["tenant"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["acme", "beta"]);
    let acme = &tenants["data"][0];
    assert_eq!(
        (acme["reads"].as_u64(), acme["read_bytes"].as_u64()),
        (Some(6), Some(4 * 1024 + 100))
    );

    let keys = env
        .run(&[
            "analyze",
            "keys",
            "--json",
            "--segment",
            "prefix:tenant/beta/",
        ])
        .success()
        .json();
    let names: Vec<&str> = keys["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| key["key"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "tenant/beta/x.bin",
            "tenant/beta/old name.bin",
            "tenant/beta/older+name.bin"
        ]
    );
    assert_eq!(keys["data"][0]["logged_size_bytes"], 5000);

    let segments = env.run(&["analyze", "segments", "--json"]).success().json();
    assert_eq!(segments["data"][0]["segment"], "prefix:tenant/acme/");
    assert_eq!(segments["data"][0]["objects"], 2);

    let sources = env.run(&["logs", "sources"]).success();
    for reason in [
        "1 duplicate",
        "1 error",
        "1 foreign",
        "1 not_object",
        "1 own",
        "1 replication",
        "1 service",
    ] {
        assert!(sources.stdout.contains(reason), "{reason} in {sources}");
    }
}

#[test]
fn the_same_log_adds_nothing_and_a_grown_one_only_what_is_new() {
    let env = fleet();
    let log = env.write("a.log", web_line(1) + &web_line(2));
    let name = log.to_str().unwrap();
    for _ in 0..2 {
        let _ = ingest(&env, &[name]).success();
        assert_eq!(requests(&env), 2);
    }
    // A line that its writer is not done with waits for the next run.
    let torn = web_line(3);
    env.write("a.log", web_line(1) + &web_line(2) + &torn[..40]);
    let _ = ingest(&env, &[name]).success();
    assert_eq!(requests(&env), 2);
    env.write("a.log", web_line(1) + &web_line(2) + &torn);
    let _ = ingest(&env, &["./a.log"]).success();
    assert_eq!(requests(&env), 3);
}

#[test]
fn the_share_of_bad_lines_is_that_of_the_whole_file_however_often_it_grows() {
    let env = fleet();
    let good: String = (0..100).map(|line| web_line(line % 60)).collect();
    let log = env.write("a.log", &good);
    let name = log.to_str().unwrap();
    let _ = ingest(&env, &[name]).success();
    env.write("a.log", good.clone() + "bad\n");
    let _ = ingest(&env, &[name]).success();
    env.write("a.log", good + "bad\nbad\n");
    let refused = ingest(&env, &[name]).exit(1);
    assert!(refused.stderr.contains("--max-reject-ratio"), "{refused}");
    assert_eq!(requests(&env), 100);
}

#[test]
fn rotation_renames_compresses_and_loses_nothing() {
    let env = fleet();
    let first: String = (1..=5).map(web_line).collect();
    env.write("logs/a.log", &first);
    let _ = ingest(&env, &["logs"]).success();
    // Two rotations; the last lines of each file came after it was read.
    env.write("logs/a.log.2.gz", gzip((first + &web_line(6)).as_bytes()));
    env.write("logs/a.log.1", web_line(7));
    env.write("logs/a.log", web_line(8));
    let _ = ingest(&env, &["logs"]).success();
    assert_eq!(requests(&env), 8);
    let _ = ingest(&env, &["logs"]).success();
    assert_eq!(requests(&env), 8);
}

#[test]
fn a_log_that_begins_with_all_of_another_is_no_rename_of_it() {
    let env = fleet();
    // Without request ids nothing else tells one request from another.
    let line = |n: u32| web_line(n);
    env.write("mon.log", (1..=4).map(line).collect::<String>());
    env.write("tue.log", (1..=6).map(line).collect::<String>());
    for _ in 0..3 {
        let _ = ingest(&env, &["mon.log", "tue.log"]).success();
        assert_eq!(requests(&env), 10);
    }
    for name in ["mon.log", "tue.log", "mon.log"] {
        let _ = ingest(&env, &[name]).success();
        assert_eq!(requests(&env), 10, "{name}");
    }
    // One that is gone, or was begun anew, went elsewhere.
    env.write("mon.log.1", (1..=5).map(line).collect::<String>());
    env.write("mon.log", line(9));
    let _ = ingest(&env, &["mon.log.1"]).success();
    assert_eq!(requests(&env), 11);
}

#[test]
fn a_rewritten_log_is_refused_until_it_is_said_what_it_is() {
    for (how, expected) in [("replace", 1), ("keep", 3)] {
        let env = fleet();
        let log = env.write("a.log", web_line(1) + &web_line(2));
        let name = log.to_str().unwrap();
        let _ = ingest(&env, &[name]).success();
        env.write("a.log", web_line(9));
        let refused = ingest(&env, &[name]).exit(1);
        assert!(refused.stderr.contains("--rewritten"), "{refused}");
        assert_eq!(requests(&env), 2);
        let _ = ingest(&env, &[name, "--rewritten", how]).success();
        assert_eq!(requests(&env), expected, "{how}");
        let _ = ingest(&env, &[name]).success();
        assert_eq!(requests(&env), expected, "{how}");
    }
}

#[test]
fn a_log_read_with_the_wrong_settings_is_read_again() {
    let env = fleet();
    let line = |second: u32| web_line(second).replace("/amzn-s3-demo-use1", "");
    let log = env.write("a.log", line(1) + &line(2));
    let name = log.to_str().unwrap();
    let right = ["--bucket", "amzn-s3-demo-use1"];
    let wrong = ingest(&env, &[name, "--bucket", "typo"]).success();
    assert!(wrong.stderr.contains("--bucket"), "{wrong}");
    let _ = env.run(&["analyze", "regions"]).exit(18);
    for grown in [line(1) + &line(2), line(1) + &line(2) + &line(3)] {
        env.write("a.log", grown);
        let told = ingest(&env, &[&[name], &right[..]].concat()).exit(2);
        for part in ["bucket `typo`", "bucket `amzn-s3-demo-use1`", "--again"] {
            assert!(told.stderr.contains(part), "{told}");
        }
        let _ = env.run(&["analyze", "regions"]).exit(18);
    }
    let sources = env.run(&["logs", "sources", "-o", "wide"]).success();
    assert!(sources.stdout.contains("bucket `typo`"), "{sources}");
    for again in [true, true, false] {
        let again: &[&str] = if again { &["--again"] } else { &[] };
        let _ = ingest(&env, &[&[name], &right[..], again].concat()).success();
        assert_eq!(requests(&env), 3);
    }
    let pipe = |text: &str, bucket: &str, more: &[&str]| {
        let args = [&["logs", "ingest", "-", "--bucket", bucket], more].concat();
        env.run_with_input(&args, text.as_bytes())
    };
    let _ = pipe(&line(9), "typo", &[]).success();
    pipe(&line(9), right[1], &[]).exit(2);
    let _ = pipe(&line(9), right[1], &["--again"]).success();
    assert_eq!(requests(&env), 4);
}

#[test]
fn a_renamed_log_that_is_refused_leaves_no_trace() {
    let env = fleet();
    let line = |second: u32| web_line(second).replace("/amzn-s3-demo-use1", "");
    let log = env.write("a.log", line(1) + &line(2));
    let other = ["b.log", "--bucket", "amzn-s3-demo-use1"];
    let sources = || {
        let sources = env.run(&["logs", "sources", "--json"]).success().json();
        sources["data"].clone()
    };
    let _ = ingest(&env, &["a.log", "--bucket", "typo"]).success();
    let before = sources();
    std::fs::rename(&log, log.with_file_name("b.log")).unwrap();
    let refused = ingest(&env, &other).exit(2);
    assert!(refused.stderr.contains("nothing was changed"), "{refused}");
    assert_eq!(sources(), before);
    let _ = ingest(&env, &["b.log", "--bucket", "typo"]).success();
    assert_eq!(
        sources().as_array().unwrap().len(),
        before.as_array().unwrap().len()
    );
    assert!(sources().to_string().contains("b.log"));
    let _ = ingest(&env, &[&other[..], &["--again"]].concat()).success();
    assert_eq!(requests(&env), 2);
}

#[test]
fn segments_whose_names_are_no_text_keep_their_bytes() {
    let env = fleet();
    let line = |second: u32, directory: &str| {
        web_line(second).replace("/k", &format!("/{directory}/deep/k"))
    };
    env.write("a.log", line(1, "t%fe") + &line(2, "t%ff") + &line(3, "t"));
    let _ = ingest(&env, &["a.log"]).success();
    let answer = env.run(&["analyze", "segments", "--json"]).success().json();
    let mut names: Vec<(Option<&str>, Option<&str>)> = (answer["data"].as_array().unwrap().iter())
        .map(|row| (row["segment"].as_str(), row["segment_b64"].as_str()))
        .collect();
    names.sort_unstable();
    let expected = [
        (None, Some("cHJlZml4OnT+L2RlZXAv")),
        (None, Some("cHJlZml4OnT/L2RlZXAv")),
        (Some("prefix:t/deep/"), None),
    ];
    assert_eq!(names, expected);
    let table = env.run(&["analyze", "segments"]).success();
    assert!(table.stdout.contains("prefix:t\\xff/deep/"), "{table}");
    let keys = env.run(&["analyze", "keys", "--json"]).success().json();
    let whole = keys["data"].as_array().unwrap();
    let paired =
        |row: &&serde_json::Value| row["key_b64"].is_null() == row["segment_b64"].is_null();
    assert_eq!(whole.iter().filter(paired).count(), 3);
}

#[test]
fn a_file_of_another_source_is_taken_over_when_asked() {
    let env = fleet();
    env.write("config/shardctl/web.log", web_line(1) + &web_line(2));
    let _ = ingest(&env, &["config/shardctl/web.log"]).success();
    let source = "[[logs]]\nname = \"web\"\nsource = \"web.log\"\n";
    env.config(&format!("{CONFIG}\n{source}"));
    let refused = ingest(&env, &["web"]).exit(1);
    assert!(refused.stderr.contains("--again"), "{refused}");
    for args in [&["web", "--again"][..], &["web"]] {
        let _ = ingest(&env, args).success();
        assert_eq!(requests(&env), 2);
    }
}

#[test]
fn a_log_and_its_compressed_copy_count_once() {
    let lines = |until: u32| (1..=until).map(web_line).collect::<String>();
    let env = fleet();
    env.write("logs/a.log", lines(50));
    env.write("logs/a.log.gz", gzip(lines(50).as_bytes()));
    env.write("logs/b.log.gz", gzip(lines(49).as_bytes()));
    for _ in 0..2 {
        let told = ingest(&env, &["logs"]).success();
        assert!(told.stderr.contains("a.log.gz"), "{told}");
        assert_eq!(requests(&env), 50 + 49);
    }
    // Whichever of the two has more goes on from where the other ended.
    env.write("logs/b.log", lines(50));
    let _ = ingest(&env, &["logs"]).success();
    assert_eq!(requests(&env), 50 + 50);
    env.write("logs/b.log", lines(52));
    let _ = ingest(&env, &["logs"]).success();
    assert_eq!(requests(&env), 50 + 52);
    // Once one of them is gone, the other is that log.
    std::fs::remove_file(env.root().join("logs/a.log")).unwrap();
    let _ = ingest(&env, &["logs"]).success();
    assert_eq!(requests(&env), 50 + 52);
}

#[test]
fn neither_the_order_of_files_nor_compression_matters() {
    let lines: Vec<String> = (1..=40).map(web_line).collect();
    let whole = lines.concat();
    let (left, right) = (lines[..17].concat(), lines[17..].concat());
    let zstd = |text: &str| zstd::encode_all(text.as_bytes(), 1).unwrap();
    let layouts: [Vec<(&str, Vec<u8>)>; 4] = [
        vec![("a.log", whole.clone().into_bytes())],
        vec![
            ("b.log", left.clone().into_bytes()),
            ("a.log", right.clone().into_bytes()),
        ],
        vec![(
            "a.log.gz",
            [gzip(left.as_bytes()), gzip(right.as_bytes())].concat(),
        )],
        vec![("a.log", zstd(&right)), ("b.log", gzip(left.as_bytes()))],
    ];
    let answers = layouts.map(|files| {
        let env = fleet();
        for (name, content) in files {
            env.write(&format!("logs/{name}"), content);
        }
        let _ = ingest(&env, &["logs"]).success();
        env.run(&["analyze", "keys", "--json"]).success().json()["data"].clone()
    });
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(answers[0].as_array().unwrap().len(), 40);
}

#[test]
fn standard_input_is_known_by_its_beginning() {
    let env = fleet();
    let args = ["logs", "ingest", "-"];
    let short = web_line(1) + &web_line(2);
    let _ = env.run_with_input(&args, short.as_bytes()).success();
    let _ = env.run_with_input(&args, short.as_bytes()).success();
    assert_eq!(requests(&env), 2);
}

#[test]
fn mapped_formats_are_read_by_their_fields() {
    let env = fleet();
    let _ = ingest(&env, &[&fixture("good/app.jsonl"), "--format", "app"]).success();
    let _ = ingest(&env, &[&fixture("good/app.csv"), "--format", "table"]).success();
    let keys = env.run(&["analyze", "keys", "--json"]).success().json();
    let rows: Vec<(&str, u64)> = keys["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| {
            (
                key["key"].as_str().unwrap(),
                key["read_bytes"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("tenant/acme/a, b.csv", 100),
            ("tenant/acme/a.csv", 512),
            ("tenant/acme/c.csv", 200)
        ]
    );
}

#[test]
fn a_few_bad_lines_are_a_warning_and_many_leave_the_file_out() {
    let env = fleet();
    let good: String = (0..50).map(web_line).collect();
    env.write("logs/few.log", format!("{good}nonsense\n"));
    let few = ingest(&env, &["logs", "--max-reject-ratio", "0.05"]).success();
    assert!(few.stderr.contains("1 of 51 lines"), "{few}");
    let sample = std::fs::read_dir(env.state_dir().join("rejects"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let sample = std::fs::read_to_string(sample.path()).unwrap();
    assert!(sample.contains("nonsense"), "{sample}");

    env.write("logs/many.log", format!("{}nonsense\n", web_line(55)));
    let some = ingest(&env, &["logs"]).exit(3);
    assert!(some.stderr.contains("many.log"), "{some}");
    assert_eq!(requests(&env), 50);
    let all = ingest(&env, &["logs/many.log", "--json"]).exit(1);
    assert!(all.stderr.contains("too_many_rejects"), "{all}");
    assert_eq!(requests(&env), 50);
}

#[test]
fn torn_and_hostile_lines_do_no_harm() {
    let env = fleet();
    let torn = ingest(
        &env,
        &[
            &fixture("torn/s3-server-access.log"),
            "--max-reject-ratio",
            "1",
            "--json",
        ],
    );
    let torn = torn.success().json();
    let file = &torn["data"][0];
    assert_eq!(
        (file["lines"].as_u64(), file["rejected"].as_u64()),
        (Some(5), Some(3))
    );
    let bucket = ["--bucket", "amzn-s3-demo-use1"];
    let hostile = ingest(
        &env,
        &[
            &fixture("hostile/s3-server-access.log"),
            bucket[0],
            bucket[1],
            "--json",
        ],
    );
    let hostile = hostile.success().json();
    assert_eq!(
        (
            hostile["data"][0]["accesses"].as_u64(),
            hostile["data"][0]["rejected"].as_u64()
        ),
        (Some(6), Some(0))
    );
    let keys = env.run(&["analyze", "keys"]).success();
    assert!(!keys.stdout.contains('\u{1b}'), "{keys:?}");
    let exact = env.run(&["analyze", "keys", "--json"]).success().json();
    let exact: Vec<&str> = exact["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|key| key["key"].as_str())
        .collect();
    for key in ["\"", "\n\u{1b}[31m", "a//../b/"] {
        assert!(exact.contains(&key), "{key:?} in {exact:?}");
    }
}

#[test]
fn what_is_no_log_is_said_to_be_none() {
    let env = fleet();
    env.write("empty.log", "");
    env.write("binary.log", [0_u8, 159, 146, 150].repeat(500));
    let empty = ingest(&env, &["empty.log"]).exit(18);
    assert!(empty.stderr.contains("empty"), "{empty}");
    // The same state is the same answer, however often it is asked for.
    env.write("blank.log", "\n\n");
    let blank = ["blank.log", "--format", "http-combined"];
    for file in [&["empty.log"][..], &blank, &blank] {
        let again = ingest(&env, file).exit(18);
        assert!(again.stderr.contains("empty"), "{again}");
    }
    env.write("begun.log", web_line(1).trim_end());
    for _ in 0..2 {
        let begun = ingest(&env, &["begun.log"]).success();
        assert!(begun.stdout.contains("1 unfinished line left"), "{begun}");
    }
    let empty = env.run(&["logs", "detect", "empty.log"]).exit(18);
    assert!(empty.stderr.contains("empty"), "{empty}");
    let binary = ingest(&env, &["binary.log"]).exit(1);
    assert!(binary.stderr.contains("format cannot be told"), "{binary}");
    let wrong = ingest(
        &env,
        &[
            &fixture("good/http-combined.log"),
            "--format",
            "s3-server-access",
        ],
    )
    .exit(1);
    assert!(wrong.stderr.contains("2 of 2 lines"), "{wrong}");
    let _ = ingest(&env, &["absent.log"]).exit(4);
    let unknown = ingest(&env, &["empty.log", "--format", "http-combind"]).exit(2);
    assert!(unknown.stderr.contains("http-combined"), "{unknown}");
    let _ = ingest(&env, &[]).exit(2);
    for verb in ["keys", "segments", "regions", "tenants"] {
        let nothing = env.run(&["analyze", verb]).exit(18);
        assert!(nothing.stderr.contains("shardctl logs ingest"), "{nothing}");
    }
}

#[test]
fn broken_clocks_are_rejected() {
    let env = fleet();
    // The runs happen on 2026-11-20.
    let future = web_line(1).replace("03/Nov/2026", "22/Nov/2026");
    env.write("future.log", future);
    let future = ingest(&env, &["future.log"]).exit(1);
    assert!(future.stderr.contains("a day ahead"), "{future}");
}

/// The rows of an export, decompressed.
fn exported(env: &TestEnvironment, name: &str) -> String {
    let _ = env.run(&["logs", "export", name]).success();
    let file = env.root().join(name);
    let text = zstd::decode_all(std::fs::File::open(file).unwrap()).unwrap();
    String::from_utf8(text).unwrap()
}

#[test]
fn exported_aggregates_are_the_same_statistics_elsewhere_and_count_once() {
    let here = fleet();
    let _ = ingest(&here, &[&fixture("good/s3-server-access.log")]).success();
    let text = exported(&here, "a.csv.zst");
    assert!(text.lines().count() > 5, "{text}");
    let there = fleet();
    std::fs::copy(
        here.root().join("a.csv.zst"),
        there.root().join("b.csv.zst"),
    )
    .unwrap();
    for outcome in ["ingested", "unchanged"] {
        let files = ingest(&there, &["b.csv.zst", "--json"]).success().json();
        assert_eq!(files["data"][0]["outcome"], outcome);
        let format = &files["data"][0]["format"];
        assert!(format.is_null() || format == "aggregates");
        assert_eq!(exported(&there, "again.csv.zst"), text);
    }
    for command in [
        ["analyze", "regions"],
        ["analyze", "tenants"],
        ["analyze", "keys"],
    ] {
        let answer = |env: &TestEnvironment| {
            let mut data = env
                .run(&[&command[..], &["--json"]].concat())
                .success()
                .json()["data"]
                .take();
            if let Some(regions) = data.as_object_mut() {
                // How a region was known is not in the file, but for what was assumed.
                regions.remove("evidence_requests");
                // Times are whole hours.
                assert!(
                    regions["newest_event"]
                        .as_str()
                        .unwrap()
                        .starts_with("2026-11-03T10:00:0")
                );
                regions.remove("newest_event");
            }
            data
        };
        assert_eq!(answer(&there), answer(&here), "{command:?}");
    }
    let evidence = there
        .run(&["analyze", "regions", "--json"])
        .success()
        .json();
    let evidence = &evidence["data"]["evidence_requests"];
    assert_eq!(
        (&evidence["aggregates"], &evidence["assumed"]),
        (&9.into(), &1.into())
    );
    // Sums cannot be told from what they were added to.
    let again = ingest(&there, &["b.csv.zst", "--again"]).exit(1);
    assert!(again.stderr.contains("cannot be taken back"), "{again}");
    assert_eq!(exported(&there, "again.csv.zst"), text);
}

#[test]
fn a_bad_file_of_aggregates_leaves_nothing() {
    let env = fleet();
    let row = "483600,amzn-s3-demo-use1,k,us-east-1,,,,read,2,1,,10,10\n";
    let header = shardctl::access::AGGREGATE_COLUMNS.join(",");
    env.write("bad.csv", format!("{header}\n{}bad\n", row.repeat(9)));
    env.write("good.csv", format!("{header}\n{}", row.repeat(3)));
    let _ = ingest(&env, &["bad.csv", "good.csv"]).exit(3);
    assert_eq!(requests(&env), 6);
}

/// Columns change in the middle of a file: the blocks that follow are read by the new ones.
#[test]
fn a_header_in_the_middle_holds_for_all_that_follows() {
    let env = fleet();
    let old = "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status\n";
    let new = "#Fields: cs-uri-stem cs-method sc-status date time x-edge-location sc-bytes c-ip cs(Host)\n";
    let lines =
        |count: u32, line: fn(u32) -> String| (0..count).map(line).collect::<Vec<_>>().concat();
    let first = lines(4_000, |n| {
        format!("2026-11-03\t08:00:01\tFRA56-C1\t10\t192.0.2.1\tGET\th\t/old/{n}\t200\n")
    });
    let second = lines(9_000, |n| {
        format!("/new/{n}\tGET\t200\t2026-11-03\t08:00:02\tLAX1\t10\t192.0.2.1\th\n")
    });
    let grown = "/new/last\tGET\t200\t2026-11-03\t08:00:03\tLAX1\t10\t192.0.2.1\th\n";
    let whole = [old, &first, new, &second].concat();
    assert!(whole.len() > 2 * 256 * 1024);
    env.write("cf.log", &whole);
    let args = ["cf.log", "--bucket", "amzn-s3-demo-use1", "--json"];
    let files = ingest(&env, &args).success().json();
    assert_eq!(files["data"][0]["rejected"], 0, "{files}");
    assert_eq!(requests(&env), 13_000);
    // Also where a run begins behind it.
    env.write("cf.log", whole + grown);
    let files = ingest(&env, &args).success().json();
    assert_eq!(
        (&files["data"][0]["rejected"], &files["data"][0]["lines"]),
        (&0.into(), &1.into())
    );
    let regions = env.run(&["analyze", "regions", "--json"]).success().json();
    assert_eq!(regions["data"]["evidence_requests"]["edge"], 13_001);
}

#[test]
fn detection_shows_records_and_stores_nothing() {
    let env = fleet();
    let answer = env
        .run(&[
            "logs",
            "detect",
            &fixture("good/s3-server-access.log"),
            "--json",
        ])
        .success()
        .json();
    assert_eq!(answer["data"]["format"], "s3-server-access");
    assert_eq!(answer["data"]["records"].as_array().unwrap().len(), 5);
    assert_eq!(answer["data"]["records"][2]["key"], "tenant/acme/b c.csv");
    let web = env
        .run(&["logs", "detect", &fixture("real/http-combined.log")])
        .success();
    assert!(web.stdout.contains("http-combined"), "{web}");
    let _ = env
        .run(&["logs", "detect", &fixture("good/app.jsonl")])
        .exit(1);
    assert!(!env.state_dir().join("stats.db").exists());
}

#[test]
fn sources_of_the_config_keep_their_names() {
    let env = fleet();
    env.config(&format!("{CONFIG}\n[[logs]]\nname = \"web\"\nsource = \"web.log\"\nregion_label = \"eu-west-1\"\n[[logs]]\nname = \"later\"\nsource = \"later.log\"\n"));
    env.write("config/shardctl/web.log", web_line(1));
    let _ = ingest(&env, &["web"]).success();
    let sources = env.run(&["logs", "sources", "--json"]).success().json();
    let names: Vec<&str> = sources["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["source"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["web", "later"]);
    let regions = env.run(&["analyze", "regions", "--json"]).success().json();
    assert_eq!(regions["data"]["regions"][0]["region"], "eu-west-1");
    assert_eq!(regions["data"]["evidence_requests"]["source_label"], 1);
    // The same file under another source would count twice.
    let twice = ingest(&env, &["config/shardctl/web.log"]).exit(1);
    assert!(twice.stderr.contains("`web`"), "{twice}");
    assert_eq!(requests(&env), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn logs_in_a_bucket_are_read_once_and_nothing_is_written() {
    // 2026-11-20T12:00:00Z, the time of every run.
    let clock = Arc::new(FixedClock::new(1_795_176_000_000));
    let simulator = Simulator::builder(clock)
        .credentials("AK", "SK")
        .bucket("logs", "us-east-1")
        .build();
    // Larger than what one request reads: comments first, records at the end.
    let comment = format!("# {}\n", "x".repeat(10_000));
    let large = comment.repeat(900) + &web_line(1) + &web_line(2);
    for (key, body) in [
        ("access/", Vec::new()),
        ("access/a.log", large.into_bytes()),
        ("access/b.log.gz", gzip(web_line(3).as_bytes())),
        ("other/c.log", web_line(4).into_bytes()),
    ] {
        let request = PutRequest {
            key: key.to_owned(),
            body: body.into(),
            ..PutRequest::default()
        };
        simulator.bucket("logs").put(&request).await.unwrap();
    }
    let server = SimServer::start(&simulator, 0).await.unwrap();
    let mut env = fleet();
    env.set("AWS_ACCESS_KEY_ID", "AK")
        .set("AWS_SECRET_ACCESS_KEY", "SK");
    let endpoint = format!(
        "[endpoint.store]\nkind = \"s3\"\nurl = \"{}\"\nprices = \"free\"\n",
        server.url()
    );
    env.config(&format!("{endpoint}{CONFIG}"));
    simulator.reset_counters();
    let args = [
        "s3://logs/access/",
        "--endpoint",
        "store",
        "--format",
        "http-combined",
    ];
    tokio::task::block_in_place(|| {
        let _ = ingest(&env, &args).success();
        assert_eq!(requests(&env), 3);
    });
    let reads = simulator.http_methods();
    assert_eq!(reads.keys().collect::<Vec<_>>(), ["GET"], "{reads:?}");
    // One page of the listing, two ranges of the large log, the small one.
    assert_eq!(reads["GET"], 4);
    tokio::task::block_in_place(|| {
        let _ = ingest(&env, &args).success();
        let absent = ingest(&env, &["s3://logs/none/", "--endpoint", "store"]).exit(4);
        assert!(absent.stderr.contains("s3://logs/none/"), "{absent}");
        assert_eq!(requests(&env), 3);
    });
    // Nothing new: the listing alone.
    assert_eq!(simulator.http_methods()["GET"], 6);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn partitioned_logs_in_a_bucket_are_read_ahead_and_once() {
    let clock = Arc::new(FixedClock::new(1_795_176_000_000));
    let simulator = Simulator::builder(clock)
        .credentials("AK", "SK")
        .bucket("logs", "us-east-1")
        .build();
    let put = |key: String, body: Vec<u8>| {
        let bucket = simulator.bucket("logs");
        async move {
            let body = body.into();
            let request = PutRequest {
                key,
                body,
                ..PutRequest::default()
            };
            bucket.put(&request).await.unwrap();
        }
    };
    let day = |day: u32, file: u32| {
        format!(
            "p/111122223333/us-east-1/amzn-s3-demo-use1/2026/11/{day:02}/2026-11-{day:02}-00-00-00-{file:04}"
        )
    };
    for file in 0..30 {
        let body = web_line(file).into_bytes();
        let body = if file % 2 == 0 { body } else { gzip(&body) };
        put(day(1 + file % 3, file), body).await;
    }
    put(
        "p/AWSLogs/1/CloudTrail-Digest/x.json.gz".into(),
        gzip(b"{}"),
    )
    .await;
    let server = SimServer::start(&simulator, 0).await.unwrap();
    let mut env = fleet();
    env.set("AWS_ACCESS_KEY_ID", "AK")
        .set("AWS_SECRET_ACCESS_KEY", "SK");
    let endpoint = format!(
        "[endpoint.store]\nkind = \"s3\"\nurl = \"{}\"\nprices = \"free\"\n[[shard]]\nname = \"own\"\nendpoint = \"store\"\nbucket = \"logs\"\nprefix = \"data/\"\nregion = \"us-east-1\"\nmount = \"own/\"\n",
        server.url()
    );
    env.config(&format!("{endpoint}{CONFIG}"));
    let args = ["s3://logs/p/", "--endpoint", "store"];
    simulator.reset_counters();
    tokio::task::block_in_place(|| {
        let _ = ingest(&env, &args).success();
        assert_eq!(requests(&env), 30);
    });
    // One listing, and each object once, however they were asked for.
    assert_eq!(simulator.http_methods()["GET"], 31);
    // A day that was read before gets another object late: that one alone is read.
    put(day(1, 99), web_line(40).into_bytes()).await;
    simulator.reset_counters();
    tokio::task::block_in_place(|| {
        let _ = ingest(&env, &args).success();
        assert_eq!(requests(&env), 31);
    });
    assert_eq!(simulator.http_methods()["GET"], 2);
    // A bucket that logs into itself.
    let own = ["s3://logs/data/logs/", "--endpoint", "store"];
    let refused = tokio::task::block_in_place(|| ingest(&env, &own).exit(2));
    assert!(refused.stderr.contains("shard `own`"), "{refused}");
}

#[test]
fn a_bomb_and_a_torn_archive_are_left_out_and_the_rest_counts() {
    let env = fleet();
    env.write("logs/a.log", web_line(1));
    let best = flate2::Compression::best();
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), best);
    for _ in 0..200 {
        bomb.write_all(&vec![b'x'; 1 << 20]).unwrap();
    }
    env.write("logs/bomb.log.gz", bomb.finish().unwrap());
    let torn = gzip(web_line(2).repeat(100).as_bytes());
    env.write("logs/torn.log.gz", &torn[..torn.len() - 9]);
    let some = ingest(&env, &["logs", "--format", "http-combined"]).exit(3);
    assert!(some.stderr.contains("500-fold"), "{some}");
    assert_eq!(requests(&env), 1);
}

#[test]
fn a_run_that_dies_leaves_no_half_file() {
    let env = fleet();
    let log: String = (0..59).map(web_line).collect::<String>().repeat(2_000);
    env.write("a.log", &log);
    let mut child = env.command(&["logs", "ingest", "a.log"]).spawn().unwrap();
    // Killed at some point of reading, storing, or after the end: each is fine.
    let stats = env.state_dir().join("stats.db");
    while !stats.exists() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let _ = ingest(&env, &["a.log"]).success();
    assert_eq!(requests(&env), 118_000);
}

#[test]
fn a_ranking_is_sorted_before_it_is_cut() {
    let env = fleet();
    let often = (0..60).flat_map(|key| [key; 2]);
    let lines = often.map(|key| format!("2026-11-03 10:00:00,often-{key},get,5\n"));
    let mut log: String = lines.collect();
    log.push_str("2026-11-03 11:00:00,large,get,1000000\n");
    env.write("t.csv", format!("time,object,verb,sent\n{log}"));
    ingest(&env, &["t.csv", "--format", "table"]).success();
    let first = |args: &[&str]| {
        let all = [&["analyze", "keys", "-o", "name"], args].concat();
        let output = env.run(&all).success();
        let lines = output.stdout.lines().map(str::to_owned);
        lines.collect::<Vec<String>>()
    };
    assert_eq!(
        first(&["--sort-by", "-read_bytes", "--limit", "1"]),
        ["large"]
    );
    assert_eq!(first(&["--sort-by", "-read_bytes"])[0], "large");
    assert_eq!(first(&[]).len(), 50);
    assert_eq!(first(&["--limit", "70"]).len(), 61);
}

/// One request an hour for four days, from November 3rd.
fn four_days() -> String {
    let line = |hour: u32| {
        format!(
            "192.0.2.1 - - [{:02}/Nov/2026:{:02}:00:00 +0000] \"GET /amzn-s3-demo-use1/k{} HTTP/1.1\" 200 10 \"-\" \"curl\"\n",
            3 + hour / 24,
            hour % 24,
            hour % 7,
        )
    };
    (0..96).map(line).collect()
}

#[test]
fn what_is_closed_stays_until_it_is_pruned() {
    let env = fleet();
    env.write("web.log", four_days());
    for threads in ["1", "2"] {
        let _ = ingest(&env, &["web.log", "--threads", threads]).success();
    }
    assert_eq!(requests(&env), 96);
    let again = ingest(&env, &["web.log", "--again"]).exit(1);
    assert!(again.stderr.contains("closed"), "{again}");
    assert_eq!(requests(&env), 96);
    env.write("late.log", web_line(30));
    let late = ingest(&env, &["late.log"]).success();
    assert!(late.stderr.contains("1 records came later"), "{late}");
    assert_eq!(requests(&env), 97);
    let pruned = env
        .run(&["logs", "prune", "--before", "2026-11-04", "--json"])
        .success()
        .json();
    // November 3rd, without the late record, which is not closed yet.
    assert_eq!(pruned["data"]["requests"], 24);
    assert_eq!(requests(&env), 73);
    // Of pruned hours nothing is known any more: no sum of any kind is left that says "no demand".
    let sources = env.run(&["logs", "sources"]).success();
    let line = (sources.stdout.lines()).find(|line| line.starts_with("shard use1: "));
    let numbers = line.unwrap().split_whitespace();
    let numbers = numbers.filter_map(|word| word.parse::<u64>().ok());
    assert_eq!(numbers.sum::<u64>(), 72, "{sources}");
    let exported = env.run(&["logs", "export", "-"]).success();
    let of_pruned = |line: &str| line.contains("2026-11-03") && line.contains(",any,");
    assert!(!exported.stdout.lines().any(of_pruned), "{exported}");
    let too_far = env
        .run(&["logs", "prune", "--before", "2027-01-01", "--json"])
        .success()
        .json();
    assert_eq!(too_far["warnings"][0]["code"], "open_window_stays");
    assert_eq!(requests(&env), 50);
    // Nothing is read again.
    let _ = ingest(&env, &["web.log"]).success();
    assert_eq!(requests(&env), 50);
}

#[test]
fn logs_are_held_against_another_count() {
    let env = fleet();
    env.write("web.log", four_days());
    let _ = ingest(&env, &["web.log"]).success();
    let codes = |counted: u32| {
        let text = format!("shard,hour,requests\nuse1,2026-11-03T00:00:00Z,{counted}\n");
        env.write("counts.csv", text);
        let sources = env
            .run(&["logs", "sources", "--metrics", "counts.csv", "--json"])
            .success()
            .json();
        let warnings = sources["warnings"].as_array().unwrap();
        let codes = warnings.iter().map(|warning| warning["code"].to_string());
        codes.collect::<Vec<_>>()
    };
    assert_eq!(codes(1), Vec::<String>::new());
    assert_eq!(codes(2), ["\"log_incomplete\""]);
}
