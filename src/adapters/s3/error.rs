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
    fn half_an_etag_is_no_success() {
        let call = Call::new("CopyObject", "b", Some("k"));
        assert_eq!(call.etag(Some("\"abc\"")).unwrap(), "\"abc\"");
        for etag in [None, Some(""), Some("\"abc"), Some("\"\""), Some("abc")] {
            let error = call.etag(etag).unwrap_err();
            assert!(error.may_have_happened(), "{etag:?}");
        }
    }
}
