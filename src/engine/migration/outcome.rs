//! What a store's answer to a writing request means: [`BucketError`] → [`Outcome`], and which
//! [`Trouble`] keeps a side from being read.

use crate::migration::{Outcome, Rejection};
use crate::ports::{BucketError, BucketErrorKind, WriteReceipt};

use super::report::Ending;

/// The outcome of a request that was sent once.
pub(super) fn outcome_of<T>(answer: Result<T, BucketError>) -> Outcome<T> {
    match answer {
        Ok(value) => Outcome::Applied(value),
        Err(error) if error.may_have_happened() => Outcome::Unknown(error.to_string()),
        Err(error) => Outcome::Rejected(rejection(&error)),
    }
}

/// The same for a write that must tell what it made: success without an ETag tells nothing.
pub(super) fn written(answer: Result<WriteReceipt, BucketError>) -> Outcome<WriteReceipt> {
    match answer {
        Ok(receipt) if receipt.etag.is_empty() => {
            Outcome::Unknown("success without an ETag".to_owned())
        }
        answer => outcome_of(answer),
    }
}

fn rejection(error: &BucketError) -> Rejection {
    match error.kind {
        BucketErrorKind::PreconditionFailed => Rejection::Condition,
        _ if is_of_the_place(error) => Rejection::BucketGone(error.to_string()),
        BucketErrorKind::NotFound => Rejection::Missing,
        BucketErrorKind::Conflict => Rejection::Conflict,
        BucketErrorKind::NoSuchBucket => Rejection::BucketGone(error.to_string()),
        BucketErrorKind::Denied => Rejection::Denied(error.to_string()),
        BucketErrorKind::NotImplemented => Rejection::Unsupported(error.to_string()),
        BucketErrorKind::BadDigest => Rejection::Damaged,
        BucketErrorKind::Invalid | BucketErrorKind::Throttled | BucketErrorKind::Unavailable => {
            Rejection::Invalid(error.to_string())
        }
    }
}

/// Whether the store would answer so for any object: its bucket is elsewhere, or the key that encrypts it
/// cannot be used. That is no question about one of them.
fn is_of_the_place(error: &BucketError) -> bool {
    let key = |code: &str| code.starts_with("KMS.");
    error.status == Some(301) || error.code.as_deref().is_some_and(key)
}

/// Why a side cannot be read or written: never the absence of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Credentials are missing, expired or not allowed this.
    Denied(String),
    /// The bucket is not there, or takes nothing from anybody.
    BucketGone(String),
    /// The store asks to slow down.
    Busy(String),
    /// Anything else: it failed, timed out, or answers what nobody understands.
    Unavailable(String),
}

impl Trouble {
    /// What the move ends with.
    pub(super) fn ending(&self) -> Ending {
        match self {
            Self::Denied(words) => Ending::Denied(words.clone()),
            Self::BucketGone(words) | Self::Busy(words) | Self::Unavailable(words) => {
                Ending::Unavailable(words.clone())
            }
        }
    }

    /// Whether the next object will hardly fare better.
    pub(super) fn is_lasting(&self) -> bool {
        matches!(self, Self::Denied(_) | Self::BucketGone(_))
    }
}

impl From<&BucketError> for Trouble {
    fn from(error: &BucketError) -> Self {
        let words = error.to_string();
        match error.kind {
            BucketErrorKind::Denied => Self::Denied(words),
            BucketErrorKind::NoSuchBucket => Self::BucketGone(words),
            BucketErrorKind::Throttled => Self::Busy(words),
            _ => Self::Unavailable(words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(kind: BucketErrorKind, attempts: u32) -> Result<(), BucketError> {
        let mut error = BucketError::new(kind, "CopyObject", "b", "words");
        error.attempts = attempts;
        Err(error)
    }

    #[test]
    fn what_may_have_happened_is_never_a_rejection() {
        use BucketErrorKind as Kind;
        for kind in [Kind::Unavailable, Kind::Throttled] {
            assert!(matches!(outcome_of(answer(kind, 1)), Outcome::Unknown(_)));
        }
        // A second attempt may meet the work of the first.
        for kind in [Kind::PreconditionFailed, Kind::NotFound, Kind::Denied] {
            assert!(matches!(outcome_of(answer(kind, 2)), Outcome::Unknown(_)));
        }
        let silent = WriteReceipt::default();
        assert!(matches!(written(Ok(silent)), Outcome::Unknown(_)));
    }

    #[test]
    fn what_a_store_would_say_of_any_object_is_no_question_about_one() {
        let refused = |code: Option<&str>, status| {
            let kind = BucketErrorKind::Invalid;
            let mut error = BucketError::new(kind, "CopyObject", "b", "words");
            error.attempts = 1;
            error.code = code.map(str::to_owned);
            error.status = status;
            outcome_of::<()>(Err(error))
        };
        let of_place = |outcome| matches!(outcome, Outcome::Rejected(Rejection::BucketGone(_)));
        assert!(of_place(refused(Some("KMS.DisabledException"), Some(400))));
        assert!(of_place(refused(None, Some(301))));
        assert!(!of_place(refused(Some("KeyTooLongError"), Some(400))));
    }

    #[test]
    fn a_missing_bucket_and_a_refusal_are_not_absence() {
        use BucketErrorKind as Kind;
        let words = || "CopyObject on bucket `b`: words".to_owned();
        for (kind, want) in [
            (Kind::PreconditionFailed, Rejection::Condition),
            (Kind::NotFound, Rejection::Missing),
            (Kind::NoSuchBucket, Rejection::BucketGone(words())),
            (Kind::Denied, Rejection::Denied(words())),
            (Kind::Conflict, Rejection::Conflict),
            (Kind::BadDigest, Rejection::Damaged),
            (Kind::NotImplemented, Rejection::Unsupported(words())),
        ] {
            assert_eq!(outcome_of(answer(kind, 1)), Outcome::Rejected(want));
        }
    }
}
