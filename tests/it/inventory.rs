//! `inventory scan` and `inventory import` with the real binary.

use std::fmt::Write as _;
use std::io::Write;

use md5::{Digest, Md5};
use shardctl::ports::{Bucket, PutRequest};

use crate::support::FleetStore;

fn gzip(text: &str) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(text.as_bytes()).unwrap();
    writer.finish().unwrap()
}

const ROWS: &str = r#""a","docs/a+b%2F1","true","false","10","2026-11-18T12:00:00.000Z","0123456789abcdef0123456789abcdef","STANDARD"
"a","docs/old","false","false","99","2026-11-01T12:00:00.000Z","","STANDARD"
"a","docs/gone","true","true","","2026-11-18T12:00:00.000Z","",""
"a","docs/%C3%A9","true","false","20","2026-11-18T12:00:00.000Z","","GLACIER"
"#;

fn manifest(data: &[u8], created_ms: i64) -> String {
    let md5 = Md5::digest(data)
        .iter()
        .fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
    serde_json::json!({
        "sourceBucket": "data-a",
        "destinationBucket": "arn:aws:s3:::data-c",
        "version": "2016-11-30",
        "creationTimestamp": created_ms.to_string(),
        "fileFormat": "CSV",
        "fileSchema": "Bucket, Key, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass",
        "files": [{"key": "inv/a/daily/data/1.csv.gz", "size": data.len(), "MD5checksum": md5}],
    })
    .to_string()
}

/// Three days before the time of the runs.
const CREATED_MS: i64 = 1_795_176_000_000 - 3 * 86_400_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_on_disk_is_imported_with_its_age() {
    let store = FleetStore::start(["", "", ""]).await;
    let data = gzip(ROWS);
    let path = store
        .home
        .write("r/manifest.json", manifest(&data, CREATED_MS));
    store.home.write("r/1.csv.gz", &data);
    let output = store.run(&["inventory", "import", path.to_str().unwrap(), "-o", "json"]);
    let document = output.success().json();
    let row = &document["data"][0];
    assert_eq!((&row["shard"], &row["objects"]), (&"a".into(), &2.into()));
    assert_eq!(row["size_bytes"], 30);
    assert_eq!(
        (&row["noncurrent_versions"], &row["delete_markers"]),
        (&1.into(), &1.into())
    );
    assert_eq!(row["taken_at"], "2026-11-17T12:00:00Z");
    assert_eq!(document["warnings"][0]["code"], "inventory_old");

    store.run(&["inventory", "scan", "b", "c"]).success();
    store.run(&["init", "--adopt"]).success();
    assert_eq!(store.located(&["docs/a b/1", "docs/é"]).len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_in_a_bucket_is_imported_from_there() {
    let store = FleetStore::start(["", "", ""]).await;
    let data = gzip(ROWS);
    let bucket = store.simulator.bucket("data-c");
    let objects = [
        ("inv/a/daily/data/1.csv.gz", data.clone()),
        (
            "inv/a/daily/2026-11-17T12-00Z/manifest.json",
            manifest(&data, CREATED_MS).into_bytes(),
        ),
    ];
    for (key, bytes) in objects {
        let request = PutRequest {
            key: key.to_owned(),
            body: bytes.into(),
            ..PutRequest::default()
        };
        bucket.put(&request).await.unwrap();
    }
    let address = "s3://data-c/inv/a/daily/2026-11-17T12-00Z/manifest.json";
    store.simulator.reset_counters();
    store.run(&["inventory", "import", address]).success();
    store.assert_only_read();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_that_is_not_what_it_says_changes_nothing() {
    let store = FleetStore::start(["", "", ""]).await;
    let data = gzip(ROWS);
    let path = store
        .home
        .write("r/manifest.json", manifest(&data, CREATED_MS));
    let path = path.to_str().unwrap();
    store.run(&["inventory", "import", path]).exit(4);
    store.home.write("r/1.csv.gz", &data);
    store
        .run(&["inventory", "import", path, "--shard", "b"])
        .exit(2);
    store
        .run(&["inventory", "import", path, "--shard", "z"])
        .exit(4);
    store.run(&["inventory", "import", path]).success();

    let mut torn = data.clone();
    torn.truncate(data.len() - 9);
    store.home.write("r/1.csv.gz", &torn);
    let error = store
        .run(&["inventory", "import", path, "-o", "json"])
        .exit(1);
    assert_eq!(error.json_error()["data"]["code"], "report_checksum");
    let status = store.run(&["status", "-o", "json"]).success();
    assert_eq!(
        status.json()["data"]["shards"][0]["objects"],
        2,
        "the one before stays"
    );
    let binary = store.home.write("r/other.json", b"\x1f\x8b\x00");
    store
        .run(&["inventory", "import", binary.to_str().unwrap()])
        .exit(1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scan_lists_what_it_can_and_ends_with_what_failed() {
    let mut store = FleetStore::start(["", "", ""]).await;
    store.load("a", &[("k", 1)]);
    let unknown = store.run(&["inventory", "scan", "nowhere"]).exit(4);
    assert!(unknown.stderr.contains("a, b, c"), "{unknown}");
    store.run(&["inventory", "scan", "--ways", "0"]).exit(2);
    store.run(&["inventory", "scan"]).success();
    store.home.set("AWS_SECRET_ACCESS_KEY", "wrong");
    store.run(&["inventory", "scan"]).exit(5);
}
