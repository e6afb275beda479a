//! [`Outcome`]: what became of a request that changes something.

/// Three values, because a request that was not answered may have taken effect.
#[must_use]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<T> {
    /// The store did it and said so.
    Applied(T),
    /// The store did not do it.
    Rejected(Rejection),
    /// Nobody knows until it is observed; never a reason to delete anything. In words.
    Unknown(String),
}

/// Why a store did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// A condition did not hold: observe, then decide.
    Condition,
    /// The object, or the upload, is not there.
    Missing,
    /// A concurrent writer; nobody may have won.
    Conflict,
    /// The bucket is not there: not the absence of an object. The store's words.
    BucketGone(String),
    /// Credentials are missing, expired or not allowed this. The store's words.
    Denied(String),
    /// The store cannot do this. Its words.
    Unsupported(String),
    /// The bytes did not arrive as they were sent.
    Damaged,
    /// Anything else that stays wrong when repeated; the store's words.
    Invalid(String),
}
