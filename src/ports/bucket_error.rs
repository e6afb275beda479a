//! [`BucketError`]: what a store said, named after what it means to the caller.

use std::fmt;

/// What a failed request means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BucketErrorKind {
    /// The object, version or upload is not there (404 `NoSuchKey`, `NoSuchVersion`, `NoSuchUpload`).
    NotFound,
    /// The bucket is not there (404 `NoSuchBucket`).
    NoSuchBucket,
    /// A condition did not hold, nothing changed (412).
    PreconditionFailed,
    /// A condition met a concurrent writer; nobody may have won (409). Ask again.
    Conflict,
    /// The store does not offer this (501, or refused as unknown).
    NotImplemented,
    /// Credentials are missing, wrong, expired or not allowed this (401, 403).
    Denied,
    /// The bytes did not match the digest sent with them (400 `BadDigest`, `InvalidDigest`).
    BadDigest,
    /// The request is wrong and stays wrong (other 4xx).
    Invalid,
    /// The store asks to slow down (503 `SlowDown`, 429).
    Throttled,
    /// The store failed or could not be reached; for a write, it may have happened (5xx, network, time-out).
    Unavailable,
}

impl BucketErrorKind {
    /// What an S3 error code, or failing that the HTTP status, means as the answer to an operation.
    pub fn of(operation: &str, code: Option<&str>, status: Option<u16>) -> Self {
        match code.unwrap_or_default() {
            "NoSuchBucket" => Self::NoSuchBucket,
            "NotFound" if operation == "HeadBucket" => Self::NoSuchBucket,
            "NotFound" | "NoSuchKey" | "NoSuchVersion" | "NoSuchUpload" | "NoSuchTagSet" => {
                Self::NotFound
            }
            "PreconditionFailed" => Self::PreconditionFailed,
            "ConditionalRequestConflict" | "OperationAborted" => Self::Conflict,
            "NotImplemented" | "MethodNotAllowed" | "UnsupportedOperation" => Self::NotImplemented,
            "BadDigest"
            | "InvalidDigest"
            | "XAmzContentSHA256Mismatch"
            | "XAmzContentChecksumMismatch" => Self::BadDigest,
            "InvalidObjectState" => Self::Invalid,
            "SlowDown"
            | "Throttling"
            | "ThrottlingException"
            | "RequestLimitExceeded"
            | "TooManyRequests"
            | "BandwidthLimitExceeded" => Self::Throttled,
            "RequestTimeout" | "InternalError" | "ServiceUnavailable" => Self::Unavailable,
            "ExpiredToken"
            | "InvalidToken"
            | "TokenRefreshRequired"
            | "InvalidAccessKeyId"
            | "SignatureDoesNotMatch"
            | "AccessDenied"
            | "RequestTimeTooSkewed" => Self::Denied,
            _ => Self::of_status(operation, status),
        }
    }

    fn of_status(operation: &str, status: Option<u16>) -> Self {
        match status {
            Some(401 | 403) => Self::Denied,
            Some(404) if operation == "HeadBucket" => Self::NoSuchBucket,
            Some(404) => Self::NotFound,
            Some(405 | 501) => Self::NotImplemented,
            Some(409) => Self::Conflict,
            Some(412) => Self::PreconditionFailed,
            Some(408) => Self::Unavailable,
            Some(429) => Self::Throttled,
            Some(300..=499) => Self::Invalid,
            _ => Self::Unavailable,
        }
    }
}

/// A failed request with all that is known of it, for the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketError {
    /// What it means.
    pub kind: BucketErrorKind,
    /// The S3 operation, such as `ListObjectsV2`.
    pub operation: &'static str,
    /// The bucket asked.
    pub bucket: String,
    /// The key asked for, where there was one.
    pub key: Option<String>,
    /// HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// S3 error code, where the answer had one.
    pub code: Option<String>,
    /// Request id, for the store's support.
    pub request_id: Option<String>,
    /// How many times the request was sent.
    pub attempts: u32,
    /// The store's clock (`Date` header of its answer), milliseconds UTC.
    pub server_time_ms: Option<i64>,
    /// The store's or the network's own words.
    pub message: String,
}

impl BucketError {
    /// An error with nothing but what it means, where and in whose words.
    pub fn new(
        kind: BucketErrorKind,
        operation: &'static str,
        bucket: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            operation,
            bucket: bucket.into(),
            key: None,
            status: None,
            code: None,
            request_id: None,
            attempts: 1,
            server_time_ms: None,
            message: message.into(),
        }
    }

    /// The answer of a store that does not offer `operation`.
    pub fn not_implemented(operation: &'static str, bucket: &str) -> Self {
        Self::new(
            BucketErrorKind::NotImplemented,
            operation,
            bucket,
            "the store does not offer this",
        )
    }

    /// Names the key asked for.
    #[must_use]
    pub fn with_key(mut self, key: &str) -> Self {
        self.key = Some(key.to_owned());
        self
    }

    /// Whether the store answered with success, in a way that nothing can be concluded from.
    pub fn is_garbled(&self) -> bool {
        let success = (self.status).is_some_and(|status| (200..300).contains(&status));
        self.kind == BucketErrorKind::Unavailable && success
    }

    /// Whether the request may have taken effect all the same: the store failed or could not be
    /// heard, or an earlier attempt of the same call may have caused this very answer.
    pub fn may_have_happened(&self) -> bool {
        self.attempts > 1
            || matches!(
                self.kind,
                BucketErrorKind::Unavailable | BucketErrorKind::Throttled
            )
    }
}

impl fmt::Display for BucketError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} on bucket `{}`",
            self.operation,
            self.bucket.escape_debug()
        )?;
        if let Some(key) = &self.key {
            write!(f, ", key `{}`", key.escape_debug())?;
        }
        if let Some(status) = self.status {
            write!(f, ": HTTP {status}")?;
        }
        if let Some(code) = &self.code {
            write!(f, " {code}")?;
        }
        write!(f, ": {}", self.message.escape_debug())?;
        if let Some(id) = &self.request_id {
            write!(f, " (request id {id})")?;
        }
        if self.attempts > 1 {
            write!(f, " after {} attempts", self.attempts)?;
        }
        Ok(())
    }
}

impl std::error::Error for BucketError {}

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
                Kind::of(operation, code, status),
                kind,
                "{operation} {code:?} {status:?}"
            );
        }
    }
}
