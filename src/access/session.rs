//! [`Session`] and [`Pair`]: what clients used together.

use super::{RegionId, TenantId};

/// A session ends when its client is silent for longer than this.
pub const SESSION_GAP_MS: i64 = 30 * 60_000;

/// Requests of one client with no gap above the session gap, cut after
/// [`SESSION_MAX_MS`](super::SESSION_MAX_MS).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// First request, milliseconds UTC.
    pub start_ms: i64,
    /// Stable id of the client.
    pub client: u64,
    /// Region of its first request.
    pub region: RegionId,
    /// Tenant of its first request.
    pub tenant: TenantId,
    /// (milliseconds after start, index into `AccessProfile::objects`), in order. A burst is one
    /// entry; HEAD, DELETE and uploaded parts are none.
    pub accesses: Vec<(u32, u32)>,
}

/// Two objects that sessions used together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// Index into `AccessProfile::objects`.
    pub a: u32,
    /// Likewise, greater.
    pub b: u32,
    /// Day on which the sessions began, floor(ms / 86,400,000).
    pub day: i64,
    /// Sessions of that day in which one client asked for both within a minute: the support. A pair
    /// of one session is noise more often than not.
    pub sessions: u32,
}
