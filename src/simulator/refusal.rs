//! [`Refusal`]: an error answer as S3 words it.

use crate::ports::{BucketError, BucketErrorKind};

/// An S3 error code with its status and words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) code: &'static str,
    pub(super) status: u16,
    pub(super) message: String,
}

impl Refusal {
    pub(super) fn new(code: &'static str, status: u16, message: impl Into<String>) -> Self {
        Self {
            code,
            status,
            message: message.into(),
        }
    }

    pub(super) fn no_such_bucket() -> Self {
        Self::new("NoSuchBucket", 404, "the specified bucket does not exist")
    }

    pub(super) fn no_such_key() -> Self {
        Self::new("NoSuchKey", 404, "the specified key does not exist")
    }

    pub(super) fn no_such_version() -> Self {
        Self::new("NoSuchVersion", 404, "the specified version does not exist")
    }

    pub(super) fn no_such_upload() -> Self {
        let message = "the upload does not exist; it may have been aborted or completed";
        Self::new("NoSuchUpload", 404, message)
    }

    pub(super) fn precondition(which: &str) -> Self {
        let message = format!("a precondition did not hold: {which}");
        Self::new("PreconditionFailed", 412, message)
    }

    pub(super) fn conflict() -> Self {
        let message = "a conflicting operation took place during this request";
        Self::new("ConditionalRequestConflict", 409, message)
    }

    pub(super) fn invalid_request(message: impl Into<String>) -> Self {
        Self::new("InvalidRequest", 400, message)
    }

    pub(super) fn invalid_argument(message: impl Into<String>) -> Self {
        Self::new("InvalidArgument", 400, message)
    }

    pub(super) fn bad_digest(what: &str) -> Self {
        let message = format!("the {what} given does not match the one computed");
        Self::new("BadDigest", 400, message)
    }

    pub(super) fn not_implemented(what: &str) -> Self {
        let message = format!("{what} is not implemented");
        Self::new("NotImplemented", 501, message)
    }

    /// The same answer as a client of the port sees it.
    pub(super) fn at_port(
        &self,
        operation: &'static str,
        bucket: &str,
        key: Option<&str>,
    ) -> BucketError {
        let kind = BucketErrorKind::of(operation, Some(self.code), Some(self.status));
        let mut error = BucketError::new(kind, operation, bucket, self.message.clone());
        error.key = key.map(str::to_owned);
        error.status = Some(self.status);
        error.code = Some(self.code.to_owned());
        error
    }
}
