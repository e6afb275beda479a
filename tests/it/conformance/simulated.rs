//! The suite on the simulator, directly and over HTTP; and what only HTTP has.

use std::sync::Arc;
use std::time::Duration;

use shardctl::adapters::s3::{CredentialSource, S3Bucket, S3Endpoint, S3Settings};
use shardctl::adapters::system::SystemClock;
use shardctl::migration::{
    BucketConfiguration, Encryption, LifecycleRule, Notification, ObjectLock, ReplicationRule,
    Unread, Versions,
};
use shardctl::ports::{
    Bucket, BucketErrorKind as Kind, BucketReader, Clock, FixedClock, ListRequest, Versioning,
    WriteCondition,
};
use shardctl::simulator::{Capabilities, SimServer, Simulator, SimulatorBuilder, SyntheticObject};

use super::{Deviations, Fixture, put, refused, run_suite};

/// Sat, 21 Nov 2026 13:45:00 GMT.
const NOW_MS: i64 = 1_795_268_700_000;

fn builder() -> SimulatorBuilder {
    Simulator::builder(Arc::new(FixedClock::new(NOW_MS)))
        .seed(7)
        .credentials("AK", "SK")
        .bucket("plain", "eu-central-1")
        .bucket("other", "eu-central-1")
        .bucket_with("versioned", "eu-central-1", Versioning::Enabled)
}

/// An endpoint with these keys; the clock signs.
fn endpoint(url: String, access_key: &str, secret_key: &str, clock: Arc<dyn Clock>) -> S3Endpoint {
    let json =
        format!(r#"{{"Version":1,"AccessKeyId":"{access_key}","SecretAccessKey":"{secret_key}"}}"#);
    let settings = S3Settings {
        url: Some(url),
        path_style: true,
        credentials: CredentialSource::Command(["printf", "%s", &json].map(str::to_owned).into()),
        read_attempts: 1,
        ..S3Settings::default()
    };
    S3Endpoint::new(settings, clock)
}

fn at_port(simulator: &Simulator) -> Fixture {
    let bucket = |name: &str| -> Arc<dyn Bucket> { Arc::new(simulator.bucket(name)) };
    Fixture {
        check: "",
        bucket: bucket("plain"),
        other: bucket("other"),
        versioned: bucket("versioned"),
        missing: bucket("missing"),
    }
}

fn over_http(server: &SimServer) -> Fixture {
    let clock = Arc::new(FixedClock::new(NOW_MS));
    let endpoint = Arc::new(endpoint(server.url(), "AK", "SK", clock));
    let bucket =
        |name: &str| -> Arc<dyn Bucket> { Arc::new(S3Bucket::new(endpoint.clone(), name)) };
    Fixture {
        check: "",
        bucket: bucket("plain"),
        other: bucket("other"),
        versioned: bucket("versioned"),
        missing: bucket("missing"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_simulator_conforms_at_the_port() {
    run_suite(&at_port(&builder().build()), "simulator", &[]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_simulator_conforms_over_http() {
    let simulator = builder().build();
    let server = SimServer::start(&simulator, 0).await.unwrap();
    run_suite(&over_http(&server), "simulator over HTTP", &[]).await;
}

/// What a store does that knows no condition.
const UNCONDITIONAL: Deviations = &[
    (
        "put_if_absent_writes_once",
        "a second create-only PUT: accepted",
    ),
    (
        "put_if_match_replaces_that_etag_only",
        "PUT with a wrong ETag: accepted",
    ),
    (
        "put_if_match_needs_an_object",
        "PUT with an ETag where nothing is: accepted",
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
        "a second create-only completion: accepted",
    ),
    (
        "complete_if_match_replaces_that_etag_only",
        "a completion onto a wrong ETag: accepted",
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
        "create_only_sees_a_marker_as_absent",
        "a create-only PUT: accepted",
    ),
    (
        "delete_if_any_needs_more_than_a_marker",
        "DELETE of anything: accepted",
    ),
    ("one_creator_wins", "the winners: 16, not 1"),
    ("one_replacer_wins", "the winners: 16, not 1"),
    ("one_copier_wins", "the winners: 16, not 1"),
];

/// The table of a real server, reproduced by switches: the suite notices what a server ignores.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn switches_make_a_store_that_ignores() {
    let simulator = builder()
        .capabilities(Capabilities::unconditional())
        .build();
    run_suite(
        &at_port(&simulator),
        "a store without conditions",
        UNCONDITIONAL,
    )
    .await;
}

#[tokio::test]
async fn wrong_keys_and_clocks_get_their_403() {
    let simulator = builder().build();
    let server = SimServer::start(&simulator, 0).await.unwrap();
    let cases = [
        ("nobody", "SK", 0, "InvalidAccessKeyId"),
        ("AK", "wrong", 0, "SignatureDoesNotMatch"),
        ("AK", "SK", 16 * 60_000, "RequestTimeTooSkewed"),
        ("AK", "SK", -16 * 60_000, "RequestTimeTooSkewed"),
    ];
    for (access_key, secret_key, ahead_ms, code) in cases {
        let clock = Arc::new(FixedClock::new(NOW_MS + ahead_ms));
        let endpoint = Arc::new(endpoint(server.url(), access_key, secret_key, clock));
        let bucket = S3Bucket::new(endpoint, "plain");
        let error = bucket.list(&ListRequest::default()).await.unwrap_err();
        assert_eq!(error.kind, Kind::Denied, "{code}: {error}");
        assert_eq!(error.code.as_deref(), Some(code), "{error}");
        assert_eq!(error.server_time_ms, Some(NOW_MS));
        assert!(error.request_id.is_some_and(|id| id.len() == 16));
    }
    let clock = Arc::new(FixedClock::new(NOW_MS + 14 * 60_000));
    let endpoint = Arc::new(endpoint(server.url(), "AK", "SK", clock));
    S3Bucket::new(endpoint, "plain")
        .list(&ListRequest::default())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_shorter_skew_limit_is_kept() {
    let simulator = builder().skew_limit(Duration::from_secs(5)).build();
    let server = SimServer::start(&simulator, 0).await.unwrap();
    let clock = Arc::new(FixedClock::new(NOW_MS - 6_000));
    let endpoint = Arc::new(endpoint(server.url(), "AK", "SK", clock));
    let error = S3Bucket::new(endpoint, "plain")
        .head_bucket()
        .await
        .unwrap_err();
    assert_eq!(error.kind, Kind::Denied);
}

#[tokio::test]
async fn a_dead_endpoint_is_unavailable() {
    let clock = Arc::new(SystemClock);
    let endpoint = Arc::new(endpoint("http://127.0.0.1:1".to_owned(), "AK", "SK", clock));
    let bucket = S3Bucket::new(endpoint, "plain");
    let error = bucket.list(&ListRequest::default()).await.unwrap_err();
    assert_eq!(error.kind, Kind::Unavailable, "{error}");
    assert!(error.message.contains("refused"), "{error}");
}

#[tokio::test]
async fn credentials_that_cannot_be_had_are_denied() {
    let settings = S3Settings {
        url: Some("http://127.0.0.1:1".to_owned()),
        path_style: true,
        credentials: CredentialSource::Command(vec!["false".to_owned()]),
        ..S3Settings::default()
    };
    let endpoint = S3Endpoint::new(settings, Arc::new(SystemClock));
    let bucket = S3Bucket::new(Arc::new(endpoint), "plain");
    let error = bucket.list(&ListRequest::default()).await.unwrap_err();
    assert_eq!(error.kind, Kind::Denied, "{error}");
}

#[tokio::test]
async fn what_was_asked_is_counted_and_metered() {
    let simulator = builder().build();
    let loaded = simulator.load(
        "plain",
        (0..3).map(|n| SyntheticObject::new(format!("data/{n}"), 5 << 20, NOW_MS)),
    );
    assert!(loaded);
    let server = SimServer::start(&simulator, 0).await.unwrap();
    let f = over_http(&server);
    let page = f.bucket.list(&ListRequest::default()).await.unwrap();
    let body = f.bucket.get("data/1", None).await.unwrap();
    assert_eq!(body.bytes.len(), 5 << 20);
    assert_eq!(body.head.etag, page.objects[1].etag);
    assert_eq!(
        body.bytes,
        simulator
            .bucket("plain")
            .get("data/1", None)
            .await
            .unwrap()
            .bytes
    );
    assert_eq!(simulator.bill().writes(), 0);
    let only_reads = [("GET".to_owned(), 2)].into();
    assert_eq!(simulator.http_methods(), only_reads);
    put(&*f.bucket, "data/9", "x", WriteCondition::None)
        .await
        .unwrap();
    let bill = simulator.bill();
    assert_eq!(bill.writes(), 1);
    assert_eq!(bill.buckets["plain"].bytes_in, 1);
    assert_eq!(bill.buckets["plain"].bytes_out, 10 << 20);
}

#[tokio::test]
async fn a_refused_switch_answers_not_implemented() {
    use shardctl::simulator::Support;
    let capabilities = Capabilities {
        put_if_absent: Support::Refused,
        ..Capabilities::default()
    };
    let simulator = builder().capabilities(capabilities).build();
    let server = SimServer::start(&simulator, 0).await.unwrap();
    let f = over_http(&server);
    let answer = put(&*f.bucket, "a", "x", WriteCondition::IfAbsent).await;
    refused("a create-only PUT", answer, Kind::NotImplemented).unwrap();
}

/// What an owner sets up is told alike at the port and over HTTP, and what cannot be read with its reason.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_bucket_is_set_up_to_is_told_alike() {
    let simulator = builder().build();
    let server = SimServer::start(&simulator, 0).await.unwrap();
    let (near, far) = (at_port(&simulator), over_http(&server));
    let plain = BucketConfiguration::plain("plain");
    assert_eq!(near.bucket.configuration().await, plain);
    assert_eq!(far.bucket.configuration().await, plain);
    assert!(simulator.configure("versioned", |it| {
        it.replication = Ok([true, false]
            .map(|deletes| ReplicationRule {
                prefix: format!("{deletes}/"),
                to: "other".to_owned(),
                deletes,
            })
            .into());
        it.lifecycle = Ok(vec![LifecycleRule {
            prefix: "tmp/".to_owned(),
            expires_days: Some(30),
            noncurrent_days: Some(7),
            transitions: vec![(10, "GLACIER".to_owned())],
            uploads_days: Some(3),
            ..LifecycleRule::default()
        }]);
        it.notifications = Ok(vec![Notification {
            events: vec!["s3:ObjectCreated:*".to_owned()],
            prefix: "in/".to_owned(),
            suffix: ".jpg".to_owned(),
            to: "arn:aws:sqs:r:1:queue".to_owned(),
        }]);
        it.lock = Ok(ObjectLock {
            enabled: true,
            default: Some("GOVERNANCE 30 days".to_owned()),
        });
        it.encryption = Ok(Encryption {
            algorithm: "aws:kms".to_owned(),
            key: Some("key".to_owned()),
        });
        it.policy = Ok(Some("{}".to_owned()));
        it.public_access = Ok(vec!["block_public_acls".to_owned()]);
        it.ownership = Ok(Some("BucketOwnerEnforced".to_owned()));
        it.requester_pays = Ok(true);
        it.logging = Ok(Some("logs/data/".to_owned()));
    }));
    let told = near.versioned.configuration().await;
    assert_eq!(told.versions, Ok(Versions::Kept));
    assert_eq!(far.versioned.configuration().await, told);

    let words = "no policy allows it".to_owned();
    assert!(simulator.configure("other", |it| {
        *it = BucketConfiguration::unread("other", &Unread::NotOffered);
        it.policy = Err(Unread::Denied(words.clone()));
        it.cors = Err(Unread::Failed(words));
        it.versions = Ok(Versions::Never);
    }));
    let told = far.other.configuration().await;
    assert_eq!(told.replication, Err(Unread::NotOffered));
    assert_eq!(told.lock, Err(Unread::NotOffered));
    assert!(matches!(told.policy, Err(Unread::Denied(_))), "{told:?}");
    assert!(matches!(told.cors, Err(Unread::Failed(_))), "{told:?}");
    let gone = far.missing.configuration().await;
    assert!(matches!(gone.policy, Err(Unread::Failed(_))), "{gone:?}");
}
