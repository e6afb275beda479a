//! [`LiveServer`]: the real S3 server that `SHARDCTL_LIVE_*` name; `tests/live/run.sh` starts them.

use std::sync::Arc;

use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_s3::types::{BucketVersioningStatus, VersioningConfiguration};
use shardctl::adapters::s3::{CredentialSource, S3Bucket, S3Endpoint, S3Settings};
use shardctl::adapters::system::SystemClock;
use shardctl::ports::Bucket;

/// A real server.
pub struct LiveServer {
    /// `radosgw`, `moto`, or what somebody else calls his own.
    pub kind: String,
    /// Endpoint.
    pub url: String,
    /// Access key.
    pub access_key: String,
    /// Secret key.
    pub secret_key: String,
}

impl LiveServer {
    /// The server named by the environment; `None` where none is.
    pub fn of_environment() -> Option<Self> {
        Self::named("SHARDCTL_LIVE_")
    }

    /// The one that data moves to; `None` where none is.
    pub fn second_of_environment() -> Option<Self> {
        Self::named("SHARDCTL_LIVE_SECOND_")
    }

    fn named(start: &str) -> Option<Self> {
        let variable = |name: &str| std::env::var(format!("{start}{name}")).ok();
        let url = variable("ENDPOINT")?;
        let needed = |name: &str| {
            variable(name).unwrap_or_else(|| panic!("{start}{name} is set beside {start}ENDPOINT"))
        };
        Some(Self {
            kind: needed("KIND"),
            url,
            access_key: needed("ACCESS_KEY"),
            secret_key: needed("SECRET_KEY"),
        })
    }

    /// Two plain buckets and a versioned one, of this run's own: servers may outlive it.
    pub async fn create_buckets(&self, run: &str) -> [String; 3] {
        let keys = Credentials::new(&self.access_key, &self.secret_key, None, None, "live");
        let config = aws_sdk_s3::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client(aws_smithy_http_client::Builder::new().build_http())
            .endpoint_url(&self.url)
            .region(Region::new("us-east-1"))
            .credentials_provider(keys)
            .force_path_style(true)
            .build();
        let client = aws_sdk_s3::Client::from_conf(config);
        let run = format!("{run}-{}", std::process::id());
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

    /// Buckets of these names behind the port, whether they are there or not.
    pub fn buckets<const N: usize>(&self, names: [String; N]) -> [Arc<dyn Bucket>; N] {
        let json = format!(
            r#"{{"Version":1,"AccessKeyId":"{}","SecretAccessKey":"{}"}}"#,
            self.access_key, self.secret_key
        );
        let command = ["printf", "%s", &json].map(str::to_owned);
        let settings = S3Settings {
            url: Some(self.url.clone()),
            path_style: true,
            credentials: CredentialSource::Command(command.into()),
            ..S3Settings::default()
        };
        let endpoint = Arc::new(S3Endpoint::new(settings, Arc::new(SystemClock)));
        names.map(|name| -> Arc<dyn Bucket> { Arc::new(S3Bucket::new(endpoint.clone(), name)) })
    }
}
