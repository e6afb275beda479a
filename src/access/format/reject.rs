//! [`Reject`]: why a frame is no record.

/// Why a line is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Reject {
    /// This field is missing or is not what it must be.
    #[error("bad {0}")]
    Shape(&'static str),
    /// The time cannot be read.
    #[error("bad time")]
    Time,
    /// The time is before 2006 or more than a day ahead of this host's clock.
    #[error("time is before 2006 or more than a day ahead of this host")]
    Clock,
    /// Longer than [`Framing::max_bytes`](super::Framing::max_bytes).
    #[error("too long: lines have up to 64 KiB, JSON objects up to 1 MiB")]
    TooLong,
}

impl Reject {
    /// Stable name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Shape(_) => "shape",
            Self::Time => "time",
            Self::Clock => "clock",
            Self::TooLong => "too_long",
        }
    }
}
