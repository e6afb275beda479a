//! [`CommandError`]: what happened, why, and what to do next.

use crate::ports::{BucketError, BucketErrorKind, LogSourceError, StoreError};

use super::Exit;

/// An error as a person reads it. `ui` prints it, as text or as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandError {
    /// How the process ends.
    pub exit: Exit,
    /// Stable snake_case name for programs, such as `no_map`.
    pub code: &'static str,
    /// What happened: a lower-case fragment without a period.
    pub what: String,
    /// (label, text): `why`, `saw`, `holder`, …
    pub why: Vec<(&'static str, String)>,
    /// Commands or edits that help, one a line.
    pub next: Vec<String>,
}

impl CommandError {
    /// An error with nothing but what happened.
    pub fn new(exit: Exit, code: &'static str, what: impl Into<String>) -> Self {
        Self {
            exit,
            code,
            what: what.into(),
            why: Vec::new(),
            next: Vec::new(),
        }
    }

    /// Adds the reason.
    #[must_use]
    pub fn why(self, text: impl Into<String>) -> Self {
        self.detail("why", text)
    }

    /// Adds a labelled fact.
    #[must_use]
    pub fn detail(mut self, label: &'static str, text: impl Into<String>) -> Self {
        self.why.push((label, text.into()));
        self
    }

    /// Adds a step that helps.
    #[must_use]
    pub fn next(mut self, text: impl Into<String>) -> Self {
        self.next.push(text.into());
        self
    }
}

impl From<BucketError> for CommandError {
    fn from(error: BucketError) -> Self {
        let doctor = "shardctl doctor      checks credentials, reachability and permissions";
        let (exit, code, next) = match error.kind {
            BucketErrorKind::NotFound => (
                Exit::NotFound,
                "object_not_found",
                "check the name: it was removed meanwhile, or was never there",
            ),
            BucketErrorKind::NoSuchBucket => (Exit::NotFound, "bucket_not_found", doctor),
            BucketErrorKind::Denied => (Exit::Denied, "denied", doctor),
            BucketErrorKind::Unavailable if error.is_garbled() => (
                Exit::Unavailable,
                "answer_unusable",
                "see whether something between here and the store changes answers; -vvv shows the requests",
            ),
            BucketErrorKind::Unavailable | BucketErrorKind::Throttled => {
                (Exit::Unavailable, "unavailable", doctor)
            }
            BucketErrorKind::PreconditionFailed | BucketErrorKind::Conflict => (
                Exit::Stale,
                "precondition_failed",
                "run the same command again: it looks at what is there now",
            ),
            BucketErrorKind::Invalid if error.code.as_deref() == Some("PermanentRedirect") => (
                Exit::Usage,
                "wrong_region",
                "shardctl doctor      names the region of every bucket",
            ),
            BucketErrorKind::Invalid if error.attempts == 0 && error.status.is_none() => (
                Exit::Failed,
                "request_refused",
                "correct what the message names, then run the same command again",
            ),
            BucketErrorKind::NotImplemented
            | BucketErrorKind::BadDigest
            | BucketErrorKind::Invalid => (
                Exit::Failed,
                "request_refused",
                "see the store's own log; -vvv shows the requests",
            ),
        };
        let mut command_error = Self::new(exit, code, error.to_string()).next(next);
        command_error
            .why
            .extend(meaning(&error).map(|why| ("why", why.to_owned())));
        command_error
    }
}

/// What a store's refusal or silence means, where its own words do not say it.
fn meaning(error: &BucketError) -> Option<&'static str> {
    match error.kind {
        BucketErrorKind::NoSuchBucket => {
            Some("the endpoint has no bucket of the name that the config or the command gives")
        }
        BucketErrorKind::Denied if error.code.as_deref() == Some("RequestTimeTooSkewed") => {
            Some("the clocks of this host and of the store differ by more than the store accepts")
        }
        BucketErrorKind::Invalid if error.code.as_deref() == Some("PermanentRedirect") => Some(
            "the bucket lies in another region than the config says: set `region` of its endpoint",
        ),
        BucketErrorKind::Denied => {
            Some("the store does not know these credentials, or does not allow them this")
        }
        BucketErrorKind::Unavailable if error.is_garbled() => {
            Some("the endpoint answered, but nothing can be concluded from what it said")
        }
        BucketErrorKind::Unavailable => Some("the endpoint did not answer, or cannot serve now"),
        BucketErrorKind::Throttled => Some("the store asks for fewer requests"),
        _ => None,
    }
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        let what = error.to_string();
        match error {
            StoreError::Corrupt { path, .. } => {
                let error = Self::new(Exit::StateLost, "state_corrupt", what);
                if path.ends_with("stats.db") {
                    error.next("move it away, then rebuild it: shardctl inventory scan, shardctl logs ingest")
                } else {
                    error
                        .why("this program never overwrites it")
                        .next("shardctl recover map      makes it anew from the control location, and keeps this one beside it")
                        .next("without a control location that other hosts can read: put the newest copy of it in its place")
                }
            }
            StoreError::Newer { .. } => Self::new(Exit::StateLost, "state_newer", what)
                .why("what it holds is sound, and nothing was changed")
                .next("use a newer shardctl: the one that wrote it, or any after it"),
            StoreError::Unusable { .. } => Self::new(Exit::Failed, "state_unusable", what)
                .next("check owner and mode of the directory, or name another with --state-dir"),
            StoreError::Full { .. } => Self::new(Exit::Limit, "disk_full", what)
                .next("free some space and run the same command again: nothing was half written"),
            StoreError::ReadOnly { .. } => Self::new(Exit::Failed, "state_read_only", what)
                .why("what changes anything writes it down there first: nothing was changed")
                .next("look at the disk (a file system that met an error is mounted read-only) and at owner and mode of the directory"),
            StoreError::Busy { .. } => Self::new(Exit::Locked, "state_busy", what)
                .next("wait for the other shardctl to end, then run the same command again"),
            StoreError::Locked { .. } => Self::new(Exit::Locked, "locked", what)
                .why("one process at a time changes what is in it")
                .next("wait for it to end, then run the same command again"),
            StoreError::Fenced { .. } => Self::new(Exit::Stale, "fenced", what)
                .why("another host or process has taken over, nothing was written")
                .next("shardctl status      shows who holds the fleet now"),
            StoreError::Exists(_) => Self::new(Exit::Refused, "exists", what)
                .next("shardctl status      shows what is there"),
        }
    }
}

impl From<LogSourceError> for CommandError {
    fn from(error: LogSourceError) -> Self {
        let what = error.to_string();
        match error {
            LogSourceError::NotFound(_) => Self::new(Exit::NotFound, "log_not_found", what).next(
                "name a file, a directory, a glob, s3://BUCKET/PREFIX, or a [[logs]] of the config",
            ),
            LogSourceError::Io { .. } => Self::new(Exit::Failed, "log_unreadable", what)
                .next("check its owner and mode, and the disk below it"),
            LogSourceError::Bucket(error) => error.into(),
        }
    }
}
