//! SDK errors → [`BucketError`]: every S3 code by what it means to the caller.

use std::error::Error;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_s3::config::http::HttpResponse;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::operation::RequestId as _;
use aws_smithy_types::error::display::DisplayErrorContext;

use crate::ports::{BucketError, BucketErrorKind};

use super::exchange::Exchange;

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
        error.server_time_ms = self.exchange.server_time_ms();
        error
    }

    /// The ETag of a write's answer. Without a well-formed one the outcome is unknown: stores end
    /// a copy that failed halfway with 200 and an empty or cut-off body.
    pub(super) fn etag(&self, etag: Option<&str>) -> Result<String, BucketError> {
        let well_formed = |etag: &&str| {
            let inner = etag.strip_prefix('"').and_then(|e| e.strip_suffix('"'));
            inner.is_some_and(|inner| !inner.is_empty() && !inner.contains('"'))
        };
        etag.filter(well_formed).map(str::to_owned).ok_or_else(|| {
            let message = "success without a well-formed ETag: the outcome is unknown";
            self.refuse(BucketErrorKind::Unavailable, message)
        })
    }

    /// What a failed request means.
    pub(super) fn error<E>(&self, error: &SdkError<E, HttpResponse>) -> BucketError
    where
        E: Error + ProvideErrorMetadata + Send + Sync + 'static,
    {
        let status = error.raw_response().map(|raw| raw.status().as_u16());
        let code = error.code().map(str::to_owned);
        let kind = match error {
            _ if lacks_credentials(error) => BucketErrorKind::Denied,
            SdkError::ConstructionFailure(_) => BucketErrorKind::Invalid,
            SdkError::ServiceError(_) => kind_of(self.operation, code.as_deref(), status),
            _ if status.is_some_and(|status| status >= 400) => {
                kind_of(self.operation, None, status)
            }
            _ => BucketErrorKind::Unavailable,
        };
        let mut mapped = self.refuse(kind, words(error));
        mapped.status = status;
        mapped.code = code;
        mapped.request_id = request_id(error);
        mapped
    }

    /// What one line of a DeleteObjects answer means.
    pub(super) fn line_error(&self, key: &str, code: &str, message: Option<&str>) -> BucketError {
        let kind = kind_of(self.operation, Some(code), None);
        let mut error = self
            .refuse(kind, message.unwrap_or("refused"))
            .with_key(key);
        error.code = Some(code.to_owned());
        error
    }
}

/// What an S3 error code, or failing that the status, means.
pub(super) fn kind_of(operation: &str, code: Option<&str>, status: Option<u16>) -> BucketErrorKind {
    use BucketErrorKind as Kind;
    match code.unwrap_or_default() {
        "NoSuchBucket" => Kind::NoSuchBucket,
        "NotFound" if operation == "HeadBucket" => Kind::NoSuchBucket,
        "NotFound" | "NoSuchKey" | "NoSuchVersion" | "NoSuchUpload" | "NoSuchTagSet" => {
            Kind::NotFound
        }
        "PreconditionFailed" => Kind::PreconditionFailed,
        "ConditionalRequestConflict" | "OperationAborted" => Kind::Conflict,
        "NotImplemented" | "MethodNotAllowed" | "UnsupportedOperation" => Kind::NotImplemented,
        "BadDigest"
        | "InvalidDigest"
        | "XAmzContentSHA256Mismatch"
        | "XAmzContentChecksumMismatch" => Kind::BadDigest,
        "InvalidObjectState" => Kind::Invalid,
        "SlowDown"
        | "Throttling"
        | "ThrottlingException"
        | "RequestLimitExceeded"
        | "TooManyRequests"
        | "BandwidthLimitExceeded" => Kind::Throttled,
        "RequestTimeout" | "InternalError" | "ServiceUnavailable" => Kind::Unavailable,
        "ExpiredToken"
        | "InvalidToken"
        | "TokenRefreshRequired"
        | "InvalidAccessKeyId"
        | "SignatureDoesNotMatch"
        | "AccessDenied"
        | "RequestTimeTooSkewed" => Kind::Denied,
        _ => kind_of_status(operation, status),
    }
}

fn kind_of_status(operation: &str, status: Option<u16>) -> BucketErrorKind {
    use BucketErrorKind as Kind;
    match status {
        Some(401 | 403) => Kind::Denied,
        Some(404) if operation == "HeadBucket" => Kind::NoSuchBucket,
        Some(404) => Kind::NotFound,
        Some(405 | 501) => Kind::NotImplemented,
        Some(409) => Kind::Conflict,
        Some(412) => Kind::PreconditionFailed,
        Some(408) => Kind::Unavailable,
        Some(429) => Kind::Throttled,
        Some(300..=499) => Kind::Invalid,
        _ => Kind::Unavailable,
    }
}

fn words<E>(error: &SdkError<E, HttpResponse>) -> String
where
    E: Error + ProvideErrorMetadata + Send + Sync + 'static,
{
    if let Some(message) = error.message().filter(|message| !message.is_empty()) {
        return message.to_owned();
    }
    match error {
        SdkError::ServiceError(_) => "the store refused".to_owned(),
        SdkError::TimeoutError(_) => "no answer in time".to_owned(),
        other => chain(other),
    }
}

/// The causes, outermost first, without the SDK's own wrapping words.
fn chain(error: &(dyn Error + 'static)) -> String {
    let mut texts: Vec<String> = Vec::new();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let text = inner.to_string();
        if texts.last() != Some(&text) && text != "dispatch failure" {
            texts.push(text);
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
    use super::*;

    #[test]
    fn codes_and_statuses_keep_their_meanings() {
        use BucketErrorKind as Kind;
        let cases = [
            ("GetObject", Some("NoSuchKey"), Some(404), Kind::NotFound),
            (
                "GetObject",
                Some("NoSuchBucket"),
                Some(404),
                Kind::NoSuchBucket,
            ),
            ("HeadObject", None, Some(404), Kind::NotFound),
            ("HeadBucket", None, Some(404), Kind::NoSuchBucket),
            ("PutObject", None, Some(412), Kind::PreconditionFailed),
            (
                "PutObject",
                Some("ConditionalRequestConflict"),
                Some(409),
                Kind::Conflict,
            ),
            ("PutObject", Some("BadDigest"), Some(400), Kind::BadDigest),
            (
                "ListObjectsV2",
                Some("SlowDown"),
                Some(503),
                Kind::Throttled,
            ),
            ("ListObjectsV2", None, Some(503), Kind::Unavailable),
            (
                "ListObjectsV2",
                Some("RequestTimeout"),
                Some(400),
                Kind::Unavailable,
            ),
            ("ListObjectsV2", Some("Whatever"), Some(403), Kind::Denied),
            (
                "GetObject",
                Some("InvalidObjectState"),
                Some(403),
                Kind::Invalid,
            ),
            (
                "GetObject",
                Some("PermanentRedirect"),
                Some(301),
                Kind::Invalid,
            ),
            ("PutObjectTagging", None, Some(501), Kind::NotImplemented),
        ];
        for (operation, code, status, kind) in cases {
            assert_eq!(
                kind_of(operation, code, status),
                kind,
                "{operation} {code:?} {status:?}"
            );
        }
    }

    #[test]
    fn half_an_etag_is_no_success() {
        let call = Call::new("CopyObject", "b", Some("k"));
        assert_eq!(call.etag(Some("\"abc\"")).unwrap(), "\"abc\"");
        for etag in [None, Some(""), Some("\"abc"), Some("\"\""), Some("abc")] {
            let error = call.etag(etag).unwrap_err();
            assert!(error.may_have_happened(), "{etag:?}");
        }
    }
}
