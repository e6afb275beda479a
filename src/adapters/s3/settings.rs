//! [`S3Settings`]: what the adapter must know of an endpoint.

use std::path::PathBuf;
use std::time::Duration;

/// Where credentials come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CredentialSource {
    /// The SDK's own chain: environment, files, web identity, container, instance.
    #[default]
    Chain,
    /// A profile of the AWS config files.
    Profile(String),
    /// A role, assumed with the chain's credentials.
    Role {
        /// The role.
        arn: String,
        /// Asked for by third-party trust policies.
        external_id: Option<String>,
    },
    /// A command that prints `credential_process` JSON; program and arguments, no shell.
    Command(Vec<String>),
}

/// One endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3Settings {
    /// Base URL; `None` for AWS' own endpoints.
    pub url: Option<String>,
    /// Signing region.
    pub region: String,
    /// `https://host/bucket/key` rather than `https://bucket.host/key`.
    pub path_style: bool,
    /// PEM file of certificate authorities trusted beside the system's.
    pub ca_file: Option<PathBuf>,
    /// Where credentials come from.
    pub credentials: CredentialSource,
    /// Longest a connection may take to be made.
    pub connect_timeout: Duration,
    /// Longest one attempt of a small request may take; large bodies get more in proportion.
    pub request_timeout: Duration,
    /// How often a read is sent at most; mutations are always sent once.
    pub read_attempts: u32,
    /// Of the run that sends the requests: their user agent says `app/shardctl#` and this.
    pub run_id: String,
}

/// How long a glance waits for one answer at most: whoever recovers does not wait for a region that is silent.
const GLANCE: Duration = Duration::from_secs(5);

/// How often a glance is sent at most: one answer may be lost, two that are lost are a store that is away.
const GLANCES: u32 = 2;

impl S3Settings {
    /// How often a glance is sent at most.
    pub fn glances(&self) -> u32 {
        self.read_attempts.clamp(1, GLANCES)
    }

    /// How long one attempt of a glance may take.
    pub fn glance_timeout(&self) -> Duration {
        self.request_timeout.min(GLANCE)
    }
}

impl Default for S3Settings {
    fn default() -> Self {
        Self {
            url: None,
            region: "us-east-1".to_owned(),
            path_style: false,
            ca_file: None,
            credentials: CredentialSource::Chain,
            connect_timeout: Duration::from_secs(3),
            request_timeout: Duration::from_secs(30),
            read_attempts: 3,
            run_id: String::new(),
        }
    }
}
