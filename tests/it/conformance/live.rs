//! The suite on a real server, named by `SHARDCTL_LIVE_ENDPOINT`; `tests/live/run.sh` starts them.

use std::sync::Arc;

use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_s3::types::{BucketVersioningStatus, VersioningConfiguration};
use shardctl::adapters::s3::{CredentialSource, S3Bucket, S3Endpoint, S3Settings};
use shardctl::adapters::system::SystemClock;
use shardctl::ports::Bucket;

use super::{Deviations, Fixture, run_suite};

/// Ceph radosgw 16.2: of the conditions it knows create-only PUT, on buckets without versions, and
/// If-Match, which it compares with the bare ETag only. No checksums.
const RADOSGW: Deviations = &[
    ("checksums_are_kept", "the checksums kept: {}"),
    ("wrong_checksums_are_refused", "a wrong CRC32: accepted"),
    ("crc64nvme_is_added", "the checksum added: {}"),
    (
        "put_if_match_replaces_that_etag_only",
        "PUT with the right ETag: PreconditionFailed",
    ),
    (
        "put_if_match_needs_an_object",
        "PUT with an ETag where nothing is: PreconditionFailed",
    ),
    (
        "copy_reads_the_etag_named_only",
        "a copy of a wrong ETag: accepted",
    ),
    (
        "copy_if_absent_writes_once",
        "a second create-only copy: accepted",
    ),
    (
        "copy_if_match_replaces_that_etag_only",
        "a copy onto a wrong ETag: accepted",
    ),
    (
        "copy_if_match_needs_an_object",
        "a copy with an ETag onto nothing: accepted",
    ),
    (
        "part_copy_reads_the_etag_named_only",
        "a part copied of a wrong ETag: accepted",
    ),
    (
        "complete_if_absent_writes_once",
        "a second create-only completion: Unavailable",
    ),
    (
        "complete_if_match_replaces_that_etag_only",
        "a completion onto a wrong ETag: Unavailable",
    ),
    (
        "delete_if_match_removes_that_etag_only",
        "DELETE with a wrong ETag: accepted",
    ),
    (
        "delete_if_match_needs_an_object",
        "DELETE of anything where nothing is: accepted",
    ),
    (
        "batch_delete_removes_that_etag_only",
        "a line with a wrong ETag: accepted",
    ),
    (
        "parts_must_be_known_and_rise",
        "parts that fall: Unavailable",
    ),
    (
        "a_whole_object_checksum_is_checked",
        "a wrong checksum: Unavailable",
    ),
    (
        "a_composite_checksum_is_of_the_parts",
        "the checksum kept: None",
    ),
    (
        "a_copy_of_parts_has_a_plain_etag",
        "the ETag: \"\\\"62109206880d38a4010a98e11243924a-1",
    ),
    (
        "versions_are_listed_newest_first",
        "what comes after the key: [ListedVersion",
    ),
    (
        "create_only_sees_a_marker_as_absent",
        "a create-only PUT: accepted",
    ),
    (
        "delete_if_any_needs_more_than_a_marker",
        "DELETE of anything: accepted",
    ),
    ("one_replacer_wins", "the winners: 0, not 1"),
    ("one_copier_wins", "the winners: 16, not 1"),
];

/// moto 5.2.5: of the conditions it knows those on PUT, create-only completion and DELETE of one
/// key. Some of its answers are not the documents that S3 defines.
const MOTO: Deviations = &[
    (
        "keys_may_hold_control_characters",
        "PUT of \"keys_may_hold_control_characters/new\\nline\"",
    ),
    (
        "keys_have_at_most_1024_bytes",
        "a key of 1025 bytes: accepted",
    ),
    ("checksums_are_kept", "the checksums kept: {}"),
    ("wrong_checksums_are_refused", "a wrong CRC32: accepted"),
    ("crc64nvme_is_added", "the checksum added: {}"),
    (
        "copy_reads_the_etag_named_only",
        "a copy of a wrong ETag: accepted",
    ),
    (
        "copy_if_absent_writes_once",
        "a second create-only copy: accepted",
    ),
    (
        "copy_if_match_replaces_that_etag_only",
        "a copy onto a wrong ETag: accepted",
    ),
    (
        "copy_if_match_needs_an_object",
        "a copy with an ETag onto nothing: accepted",
    ),
    (
        "part_copy_reads_the_etag_named_only",
        "a part copied of a wrong ETag: accepted",
    ),
    ("complete_if_absent_writes_once", "Unavailable: ListParts"),
    (
        "complete_if_match_replaces_that_etag_only",
        "a completion onto a wrong ETag: accepted",
    ),
    (
        "batch_delete_removes_that_etag_only",
        "a line with a wrong ETag: accepted",
    ),
    (
        "parts_must_be_known_and_rise",
        "an unknown upload: Unavailable",
    ),
    ("open_uploads_are_listed", "Unavailable: ListParts"),
    ("an_aborted_upload_is_gone", "a late part: Unavailable"),
    (
        "a_whole_object_checksum_is_checked",
        "a wrong checksum: accepted",
    ),
    (
        "a_composite_checksum_is_of_the_parts",
        "the checksum kept: Some",
    ),
    (
        "overwritten_versions_can_be_read",
        "Unavailable: GetBucketVersioning",
    ),
    (
        "a_delete_marker_hides_and_can_be_removed",
        "that a marker was removed: false",
    ),
    (
        "versions_are_listed_newest_first",
        "what comes after the key: [ListedVersion",
    ),
    (
        "delete_if_any_needs_more_than_a_marker",
        "DELETE of anything: NotFound",
    ),
    ("one_copier_wins", "the winners: 16, not 1"),
];

struct Server {
    url: String,
    access_key: String,
    secret_key: String,
}

/// Buckets of this run's own: servers may outlive it.
async fn create_buckets(server: &Server, run: &str) -> [String; 3] {
    let keys = Credentials::new(&server.access_key, &server.secret_key, None, None, "live");
    let config = aws_sdk_s3::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .endpoint_url(&server.url)
        .region(Region::new("us-east-1"))
        .credentials_provider(keys)
        .force_path_style(true)
        .build();
    let client = aws_sdk_s3::Client::from_conf(config);
    let names = ["plain", "other", "versioned"].map(|name| format!("{name}-{run}"));
    for name in &names {
        client.create_bucket().bucket(name).send().await.unwrap();
    }
    let enabled = VersioningConfiguration::builder().status(BucketVersioningStatus::Enabled);
    let request = client.put_bucket_versioning().bucket(&names[2]);
    let request = request.versioning_configuration(enabled.build());
    request.send().await.unwrap();
    names
}

fn fixture(server: &Server, names: [String; 3]) -> Fixture {
    let json = format!(
        r#"{{"Version":1,"AccessKeyId":"{}","SecretAccessKey":"{}"}}"#,
        server.access_key, server.secret_key
    );
    let settings = S3Settings {
        url: Some(server.url.clone()),
        path_style: true,
        credentials: CredentialSource::Command(["printf", "%s", &json].map(str::to_owned).into()),
        ..S3Settings::default()
    };
    let endpoint = Arc::new(S3Endpoint::new(settings, Arc::new(SystemClock)));
    let bucket =
        |name: String| -> Arc<dyn Bucket> { Arc::new(S3Bucket::new(endpoint.clone(), name)) };
    let missing = bucket(format!("missing-{}", names[0]));
    let [plain, other, versioned] = names.map(bucket);
    Fixture {
        check: "",
        bucket: plain,
        other,
        versioned,
        missing,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_server_deviates_only_as_known() {
    let variable = |name: &str| std::env::var(format!("SHARDCTL_LIVE_{name}")).ok();
    let Some(url) = variable("ENDPOINT") else {
        println!("skipped: SHARDCTL_LIVE_ENDPOINT is not set");
        return;
    };
    let server = Server {
        url,
        access_key: variable("ACCESS_KEY").expect("SHARDCTL_LIVE_ACCESS_KEY is set"),
        secret_key: variable("SECRET_KEY").expect("SHARDCTL_LIVE_SECRET_KEY is set"),
    };
    let kind = variable("KIND").expect("SHARDCTL_LIVE_KIND is set");
    let known = match kind.as_str() {
        "radosgw" => RADOSGW,
        "moto" => MOTO,
        // A server that is to do everything as AWS does.
        _ => &[],
    };
    let names = create_buckets(&server, &std::process::id().to_string()).await;
    run_suite(&fixture(&server, names), &kind, known).await;
}
