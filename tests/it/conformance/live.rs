//! The suite on a real server, named by `SHARDCTL_LIVE_ENDPOINT`; `tests/live/run.sh` starts them.

use std::sync::Arc;

use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_s3::types::{BucketVersioningStatus, VersioningConfiguration};
use shardctl::adapters::s3::{CredentialSource, S3Bucket, S3Endpoint, S3Settings};
use shardctl::adapters::system::SystemClock;
use shardctl::ports::Bucket;

use super::{Deviations, Fixture, run_suite};

/// Ceph radosgw 16.2.
const RADOSGW: Deviations = &[];

/// moto 5.2.5.
const MOTO: Deviations = &[];

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
