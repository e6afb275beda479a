//! [`Finding`]: one thing that was looked at, and how it is.

use crate::ports::{BucketError, BucketErrorKind};

use super::Place;

/// How it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As it must be.
    Ok,
    /// Works, with something to know.
    Warn,
    /// Does not work.
    Fail(Cause),
    /// Could not be told.
    Unknown,
}

impl Verdict {
    /// The word for people and programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail(_) => "fail",
            Self::Unknown => "unknown",
        }
    }
}

/// Why something does not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Credentials are missing, wrong, expired or not allowed this.
    Denied,
    /// The endpoint or the network.
    Unavailable,
    /// The bucket or log is not there.
    Missing,
    /// The config says something that is not so.
    Config,
    /// A store lacks what safe writing needs.
    Unsafe,
    /// The local state is damaged.
    StateLost,
    /// Anything else.
    Other,
}

impl From<&BucketError> for Cause {
    fn from(error: &BucketError) -> Self {
        match error.kind {
            BucketErrorKind::Denied => Self::Denied,
            BucketErrorKind::Unavailable | BucketErrorKind::Throttled => Self::Unavailable,
            BucketErrorKind::NoSuchBucket | BucketErrorKind::NotFound => Self::Missing,
            BucketErrorKind::PreconditionFailed
            | BucketErrorKind::Conflict
            | BucketErrorKind::NotImplemented
            | BucketErrorKind::BadDigest
            | BucketErrorKind::Invalid => Self::Other,
        }
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Endpoint asked; `None` for what is local.
    pub endpoint: Option<String>,
    /// What it was looked at for: `shard eu`, `control`, `logs nginx`, `state`.
    pub subject: String,
    /// What was looked at: `credentials`, `clock`.
    pub check: &'static str,
    /// How it is.
    pub verdict: Verdict,
    /// What was seen.
    pub detail: String,
    /// What helps, where something does.
    pub next: Option<String>,
}

impl Finding {
    /// Adds what helps.
    #[must_use]
    pub fn next(mut self, text: impl Into<String>) -> Self {
        self.next = Some(text.into());
        self
    }
}

/// The findings of one subject, in the order they were made.
#[derive(Debug)]
pub(super) struct Chart {
    endpoint: Option<String>,
    subject: String,
    findings: Vec<Finding>,
}

impl Chart {
    pub(super) fn new(endpoint: Option<&str>, subject: impl Into<String>) -> Self {
        Self {
            endpoint: endpoint.map(str::to_owned),
            subject: subject.into(),
            findings: Vec::new(),
        }
    }

    pub(super) fn of(place: &Place) -> Self {
        Self::new(Some(&place.endpoint), place.used_as.to_string())
    }

    pub(super) fn ok(&mut self, check: &'static str, detail: impl Into<String>) {
        self.add(check, Verdict::Ok, detail.into(), None);
    }

    pub(super) fn unknown(&mut self, check: &'static str, detail: impl Into<String>) {
        self.add(check, Verdict::Unknown, detail.into(), None);
    }

    pub(super) fn warn(&mut self, check: &'static str, detail: impl Into<String>, next: &str) {
        self.add(check, Verdict::Warn, detail.into(), Some(next));
    }

    pub(super) fn fail(
        &mut self,
        check: &'static str,
        cause: Cause,
        detail: impl Into<String>,
        next: &str,
    ) {
        self.add(check, Verdict::Fail(cause), detail.into(), Some(next));
    }

    fn add(&mut self, check: &'static str, verdict: Verdict, detail: String, next: Option<&str>) {
        self.findings.push(Finding {
            endpoint: self.endpoint.clone(),
            subject: self.subject.clone(),
            check,
            verdict,
            detail,
            next: next.map(str::to_owned),
        });
    }

    pub(super) fn finish(self) -> Vec<Finding> {
        self.findings
    }
}
