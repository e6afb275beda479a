//! SDK errors → [`BucketError`]: every S3 code by what it means to the caller.

use std::error::Error;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_s3::config::http::HttpResponse;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::operation::RequestId as _;
use aws_smithy_types::error::display::DisplayErrorContext;

use crate::ports::{BucketError, BucketErrorKind};

use super::exchange::Exchange;

/// Why there is no request about such a key. Listing and deleting many name keys elsewhere, and work.
const BLANK_KEY: &str = "no request was sent: the AWS SDK takes a key of nothing but white space for a missing one; give the object another name with a tool that can";

/// One call, for its errors.
#[derive(Clone, Debug)]
pub(super) struct Call {
    operation: &'static str,
    bucket: String,
    key: Option<String>,
    pub(super) exchange: Exchange,
}

impl Call {
    pub(super) fn new(operation: &'static str, bucket: &str, key: Option<&str>) -> Self {
        Self {
            operation,
            bucket: bucket.to_owned(),
            key: key.map(str::to_owned),
            exchange: Exchange::new(),
        }
    }

    /// An error of our own making about this call.
    pub(super) fn refuse(&self, kind: BucketErrorKind, message: impl Into<String>) -> BucketError {
        let mut error = BucketError::new(kind, self.operation, self.bucket.clone(), message);
        error.key.clone_from(&self.key);
        error.attempts = self.exchange.attempts();
        error.status = self.exchange.status();
        error.server_time_ms = self.exchange.server_time_ms();
        error
    }

    /// The ETag of a write's answer, quoted: Ceph leaves the quotes out of its XML. Without a
    /// well-formed one the outcome is unknown: stores end a copy that failed halfway with 200 and
    /// an empty or cut-off body.
    pub(super) fn etag(&self, etag: Option<&str>) -> Result<String, BucketError> {
        let etag = etag.unwrap_or_default();
        let inner = etag.strip_prefix('"').and_then(|e| e.strip_suffix('"'));
        match inner {
            Some(inner) if !inner.is_empty() && !inner.contains('"') => Ok(etag.to_owned()),
            None if is_whole_digest(etag) => Ok(format!("\"{etag}\"")),
            _ => {
                let saw = etag.escape_debug();
                let message = format!("success, but its ETag is `{saw}`: the outcome is unknown");
                Err(self.refuse(BucketErrorKind::Unavailable, message))
            }
        }
    }

    /// What a failed request means.
    pub(super) fn error<E>(&self, error: &SdkError<E, HttpResponse>) -> BucketError
    where
        E: Error + ProvideErrorMetadata + Send + Sync + 'static,
    {
        let status = error.raw_response().map(|raw| raw.status().as_u16());
        let code = error.code().map(str::to_owned);
        if self.is_blank() && matches!(error, SdkError::ConstructionFailure(_)) {
            return self.refuse(BucketErrorKind::Invalid, BLANK_KEY);
        }
        let kind = match error {
            _ if lacks_credentials(error) => BucketErrorKind::Denied,
            SdkError::ConstructionFailure(_) => BucketErrorKind::Invalid,
            SdkError::ServiceError(_) => {
                BucketErrorKind::of(self.operation, code.as_deref(), status)
            }
            _ if status.is_some_and(|status| status >= 400) => {
                BucketErrorKind::of(self.operation, None, status)
            }
            _ => BucketErrorKind::Unavailable,
        };
        let mut mapped = self.refuse(kind, words(error));
        mapped.status = status;
        mapped.code = code;
        mapped.request_id = request_id(error);
        mapped
    }

    /// The SDK takes a key of white space alone for a missing one, and sends nothing.
    fn is_blank(&self) -> bool {
        self.key.as_ref().is_some_and(|key| key.trim().is_empty())
    }

    /// What one line of a DeleteObjects answer means.
    pub(super) fn line_error(&self, key: &str, code: &str, message: Option<&str>) -> BucketError {
        let kind = BucketErrorKind::of(self.operation, Some(code), None);
        let mut error = self
            .refuse(kind, message.unwrap_or("refused"))
            .with_key(key);
        error.code = Some(code.to_owned());
        error
    }
}

/// An MD5 in hex, with the number of parts behind a dash where there were any.
fn is_whole_digest(text: &str) -> bool {
    let (digest, parts) = text.split_once('-').unwrap_or((text, "1"));
    let number = !parts.is_empty() && parts.bytes().all(|byte| byte.is_ascii_digit());
    digest.len() == 32 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()) && number
}

fn words<E>(error: &SdkError<E, HttpResponse>) -> String
where
    E: Error + ProvideErrorMetadata + Send + Sync + 'static,
{
    if let Some(message) = error.message().filter(|message| !message.is_empty()) {
        return message.to_owned();
    }
    match error {
        other if lacks_credentials(other) => format!("no credentials to sign it: {}", chain(other)),
        SdkError::ServiceError(answer) if answer.raw().status().is_success() => {
            format!("the answer cannot be read: {}", chain(answer.err()))
        }
        SdkError::ServiceError(_) => "the store refused".to_owned(),
        SdkError::TimeoutError(_) => "no answer in time".to_owned(),
        other => chain(other),
    }
}

/// The SDK's own words around a cause.
const WRAPPINGS: [&str; 3] = [
    "dispatch failure",
    "other",
    "an error occurred while loading credentials",
];

/// The SDK lists the places that it looked for credentials at one a line.
fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join("; ").replace("Attempted:; ", "Attempted: ")
}

/// The causes, outermost first, without the SDK's own wrapping words.
fn chain(error: &(dyn Error + 'static)) -> String {
    let mut texts: Vec<String> = Vec::new();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let text = inner.to_string();
        if texts.last() != Some(&text) && !WRAPPINGS.contains(&text.as_str()) {
            texts.push(one_line(&text));
        }
        cause = inner.source();
    }
    if texts.is_empty() {
        DisplayErrorContext(error).to_string()
    } else {
        texts.join(": ")
    }
}

fn lacks_credentials(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(inner) = cause {
        if inner.is::<CredentialsError>() {
            return true;
        }
        cause = inner.source();
    }
    false
}

fn request_id<E>(error: &SdkError<E, HttpResponse>) -> Option<String>
where
    E: ProvideErrorMetadata,
{
    let header = error
        .raw_response()
        .and_then(|raw| raw.headers().get("x-amz-request-id"));
    error.meta().request_id().or(header).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::adapters::s3::{CredentialSource, S3Bucket, S3Endpoint, S3Settings};
    use crate::ports::{BucketReader as _, FixedClock};

    #[tokio::test]
    async fn a_blank_key_is_refused_in_words_that_are_true() {
        let settings = S3Settings {
            url: Some("http://127.0.0.1:9".to_owned()),
            credentials: CredentialSource::Command(vec!["false".to_owned()]),
            ..S3Settings::default()
        };
        let clock = Arc::new(FixedClock::new(0));
        let bucket = S3Bucket::new(Arc::new(S3Endpoint::new(settings, clock)), "b");
        for key in ["\n", " ", "\u{3000}\t"] {
            let errors = [
                bucket.head(key).await.unwrap_err(),
                bucket.get(key, None).await.unwrap_err(),
            ];
            for error in errors {
                assert_eq!((error.kind, error.attempts), (BucketErrorKind::Invalid, 0));
                assert_eq!(error.message, BLANK_KEY);
            }
        }
        let other = bucket.head(" a").await.unwrap_err();
        assert_ne!(other.message, BLANK_KEY);
    }

    #[test]
    fn half_an_etag_is_no_success() {
        let call = Call::new("CopyObject", "b", Some("k"));
        assert_eq!(call.etag(Some("\"abc\"")).unwrap(), "\"abc\"");
        let digest = "5d41402abc4b2a76b9719d911017c592";
        assert_eq!(call.etag(Some(digest)).unwrap(), format!("\"{digest}\""));
        let half = [&digest[..31], &format!("\"{digest}"), &format!("{digest}-")];
        for etag in [None, Some(""), Some("\"\""), Some("abc")]
            .into_iter()
            .chain(half.map(Some))
        {
            let error = call.etag(etag).unwrap_err();
            assert!(error.may_have_happened(), "{etag:?}");
        }
    }
}
