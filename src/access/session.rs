//! [`Session`]: what one client used together.

use super::{RegionId, TenantId};

/// Requests of one client with no gap above the session gap.
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
    /// (milliseconds after start, index into `AccessProfile::objects`), in order.
    pub accesses: Vec<(u32, u32)>,
}
