//! [`Finding`]: one thing that was looked at, and how it is.

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
