//! [`S3Endpoint`]: settings → SDK clients, made on first use and kept.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_config::credential_process::CredentialProcessProvider;
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::sts::AssumeRoleProvider;
use aws_config::{AppName, BehaviorVersion, ConfigLoader, Region, SdkConfig};
use aws_sdk_s3::Client;
use aws_sdk_s3::config::{
    Builder, RequestChecksumCalculation, SharedHttpClient, StalledStreamProtectionConfig,
};
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use base64::Engine as _;
use tokio::sync::OnceCell;

use crate::ports::Clock;

use super::{CredentialSource, S3Settings};

/// Bytes that a slow link moves in a second: what a time-out grants for a body.
const SLOW_BYTES_PER_SECOND: u64 = 8 << 20;

/// The clients of one endpoint.
#[derive(Clone, Debug)]
pub(super) struct Clients {
    /// Retries what is safe to repeat.
    pub(super) reads: Client,
    /// The same, with no patience.
    pub(super) glances: Client,
    /// Sends once.
    pub(super) writes: Client,
}

/// One endpoint. Making one does nothing; the first request loads credentials and certificates.
pub struct S3Endpoint {
    settings: S3Settings,
    clock: Arc<dyn Clock>,
    clients: OnceCell<Clients>,
}

impl S3Endpoint {
    /// An endpoint of these settings, signing by `clock`.
    pub fn new(settings: S3Settings, clock: Arc<dyn Clock>) -> Self {
        Self {
            settings,
            clock,
            clients: OnceCell::new(),
        }
    }

    /// The clients, made on the first call; `Err` says in words what is wrong with the settings.
    pub(super) async fn clients(&self) -> Result<&Clients, String> {
        self.clients.get_or_try_init(|| self.connect()).await
    }

    /// How long a request with a body of `bytes` may take.
    pub(super) fn timeouts(&self, bytes: u64) -> TimeoutConfig {
        let extra = Duration::from_secs(bytes / SLOW_BYTES_PER_SECOND);
        TimeoutConfig::builder()
            .connect_timeout(self.settings.connect_timeout)
            .operation_attempt_timeout(self.settings.request_timeout + extra)
            .build()
    }

    /// How long a store that is silent is waited for, by a glance or by any other read.
    pub(super) fn longest_silence(&self, is_glance: bool) -> Duration {
        let settings = &self.settings;
        let (attempts, each) = if is_glance {
            (settings.glances(), settings.glance_timeout())
        } else {
            (settings.read_attempts, settings.request_timeout)
        };
        each * attempts.max(1)
    }

    async fn connect(&self) -> Result<Clients, String> {
        let settings = &self.settings;
        let http = http_client(settings)?;
        let mut base = self.load(http, None).await;
        if let Some(provider) = self.own_credentials(&base).await {
            base = base.into_builder().credentials_provider(provider).build();
        }
        let mut builder = Builder::from(&base)
            .force_path_style(settings.path_style)
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .stalled_stream_protection(StalledStreamProtectionConfig::enabled().build())
            .timeout_config(self.timeouts(0));
        builder.set_endpoint_url(
            settings
                .url
                .clone()
                .or_else(|| base.endpoint_url().map(str::to_owned)),
        );
        let reads = RetryConfig::standard().with_max_attempts(settings.read_attempts.max(1));
        let glances = RetryConfig::standard().with_max_attempts(settings.glances());
        let within = TimeoutConfig::builder()
            .connect_timeout(settings.connect_timeout)
            .operation_attempt_timeout(settings.glance_timeout())
            .build();
        let glancing = builder.clone().retry_config(glances).timeout_config(within);
        let writes = RetryConfig::disabled();
        Ok(Clients {
            reads: Client::from_conf(builder.clone().retry_config(reads).build()),
            glances: Client::from_conf(glancing.build()),
            writes: Client::from_conf(builder.retry_config(writes).build()),
        })
    }

    async fn load(&self, http: SharedHttpClient, region: Option<&str>) -> SdkConfig {
        let region = region.unwrap_or(&self.settings.region).to_owned();
        let mut loader: ConfigLoader = aws_config::defaults(BehaviorVersion::latest())
            .http_client(http)
            .region(Region::new(region))
            .time_source(PortTime(self.clock.clone()))
            // A wrong clock is for `doctor` to report: leases and grace go by the same clock.
            .disable_clock_skew_correction(true)
            .timeout_config(self.timeouts(0));
        let name = match self.settings.run_id.as_str() {
            "" => "shardctl".to_owned(),
            run_id => format!("shardctl#{run_id}"),
        };
        if let Ok(name) = AppName::new(name) {
            loader = loader.app_name(name);
        }
        if let CredentialSource::Profile(name) = &self.settings.credentials {
            loader = loader.profile_name(name);
        }
        loader.load().await
    }

    async fn own_credentials(
        &self,
        base: &SdkConfig,
    ) -> Option<aws_credential_types::provider::SharedCredentialsProvider> {
        use aws_credential_types::provider::SharedCredentialsProvider;
        match &self.settings.credentials {
            CredentialSource::Chain => None,
            // The chain would take what the environment says first.
            CredentialSource::Profile(name) => {
                let profile = ProfileFileCredentialsProvider::builder()
                    .profile_name(name)
                    .configure(&provider_config(base));
                Some(SharedCredentialsProvider::new(profile.build()))
            }
            CredentialSource::Command(words) => Some(SharedCredentialsProvider::new(
                CredentialProcessProvider::new(shell_line(words)),
            )),
            CredentialSource::Role { arn, external_id } => {
                let mut role = AssumeRoleProvider::builder(arn)
                    .session_name("shardctl")
                    .configure(base);
                if let Some(id) = external_id {
                    role = role.external_id(id);
                }
                Some(SharedCredentialsProvider::new(role.build().await))
            }
        }
    }
}

/// What a provider of credentials asks others by: a profile may name a role, or a web page.
fn provider_config(base: &SdkConfig) -> ProviderConfig {
    let mut config = ProviderConfig::default().with_region(base.region().cloned());
    if let Some(http) = base.http_client() {
        config = config.with_http_client(http);
    }
    if let Some(time) = base.time_source() {
        config = config.with_time_source(time);
    }
    config
}

/// The port's clock as the SDK wants one.
struct PortTime(Arc<dyn Clock>);

impl std::fmt::Debug for PortTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PortTime")
    }
}

impl aws_smithy_async::time::TimeSource for PortTime {
    fn now(&self) -> SystemTime {
        let ms = u64::try_from(self.0.now_ms()).unwrap_or(0);
        UNIX_EPOCH + Duration::from_millis(ms)
    }
}

fn http_client(settings: &S3Settings) -> Result<SharedHttpClient, String> {
    let plain = settings
        .url
        .as_deref()
        .is_some_and(|url| url.starts_with("http://"));
    if plain && matches!(settings.credentials, CredentialSource::Command(_)) {
        return Ok(aws_smithy_http_client::Builder::new().build_http());
    }
    let mut trust = TrustStore::default();
    if let Some(path) = &settings.ca_file {
        trust.add_pem_certificate(read_certificates(path)?);
    }
    let context = TlsContext::builder()
        .with_trust_store(trust)
        .build()
        .map_err(|error| format!("cannot set up TLS: {error}"))?;
    Ok(aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .tls_context(context)
        .build_https())
}

/// The SDK takes certificates unread and panics on what is none, so look first: each PEM block
/// must hold base64 of one DER sequence of its full length.
fn read_certificates(path: &Path) -> Result<Vec<u8>, String> {
    let wrong = |why: &str| format!("ca_file `{}` {why}", path.display());
    let pem = std::fs::read(path).map_err(|error| wrong(&format!("cannot be read: {error}")))?;
    let text = std::str::from_utf8(&pem).map_err(|_| wrong("is no text"))?;
    let blocks: Vec<&str> = text.split("-----BEGIN CERTIFICATE-----").skip(1).collect();
    if blocks.is_empty() {
        return Err(wrong("holds no PEM certificate"));
    }
    let is_whole = |block: &&str| {
        let (body, _) = block.split_once("-----END CERTIFICATE-----")?;
        let body: String = body.split_whitespace().collect();
        let der = base64::engine::general_purpose::STANDARD
            .decode(body)
            .ok()?;
        (der_length(&der)? == der.len()).then_some(())
    };
    match blocks.iter().position(|block| is_whole(block).is_none()) {
        Some(index) => Err(wrong(&format!(
            "is damaged in its certificate {}",
            index + 1
        ))),
        None => Ok(pem),
    }
}

/// Bytes of the DER sequence that begins here, header included; `None` when none begins.
fn der_length(der: &[u8]) -> Option<usize> {
    let (&first, rest) = der.strip_prefix(&[0x30])?.split_first()?;
    if first < 0x80 {
        return Some(2 + usize::from(first));
    }
    let digits = rest
        .get(..usize::from(first & 0x7f))
        .filter(|digits| digits.len() <= 4)?;
    let length = digits
        .iter()
        .fold(0, |length, &digit| length << 8 | usize::from(digit));
    Some(2 + digits.len() + length)
}

/// The provider runs its command in `sh -c`: quote each word so that the shell adds no meaning.
fn shell_line(words: &[String]) -> String {
    let mut line = String::new();
    for word in words {
        if !line.is_empty() {
            line.push(' ');
        }
        let _ = write!(line, "'{}'", word.replace('\'', r"'\''"));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_reaches_the_shell_as_its_words() {
        let words = ["/bin/x y", "it's", "$HOME"].map(str::to_owned);
        assert_eq!(shell_line(&words), r"'/bin/x y' 'it'\''s' '$HOME'");
    }

    #[test]
    fn a_file_without_certificates_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("ca.pem");
        let problem = |content: &str| {
            std::fs::write(&path, content).unwrap();
            read_certificates(&path).err().unwrap_or_default()
        };
        let pem = |body: &str| {
            format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n")
        };
        assert_eq!(problem(&pem("MAMCAQU=")), "");
        assert!(problem("not a certificate").contains("holds no PEM"));
        for body in ["MAMCAQ==", "MAMCAQUF", "AAAA", "?", ""] {
            let twice = pem("MAMCAQU=") + &pem(body);
            assert!(problem(&twice).contains("certificate 2"), "{body}");
        }
        assert!(
            read_certificates(&dir.path().join("none"))
                .unwrap_err()
                .contains("cannot be read")
        );
    }
}
