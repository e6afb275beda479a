//! [`AccessRow`]: one request as the pipeline carries it, of fixed size, names replaced by numbers.

use super::{Operation, RegionSource};

/// One accepted request. Rows sort by client, then time, then what makes two records the same
/// request; the order is total, so that it does not depend on the order of arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AccessRow {
    /// [`Hash64`](super::Hash64) of requester and address; 0 when neither is known.
    pub client: u64,
    /// Milliseconds UTC.
    pub time_ms: i64,
    /// `Hash64` of the logical key.
    pub object: u64,
    /// What it did; never `List` or `Other`.
    pub operation: Operation,
    /// 32 bits of the `Hash64` of request id, bucket and version: with time, object and operation it
    /// tells a record logged twice from two requests. 0 when the log has no request ids.
    pub record: u32,
    /// Bytes sent or received.
    pub bytes: u64,
    /// Size of the object plus one; 0 where the log does not say.
    pub size_plus_one: u64,
    /// The reading of a file that it came by: it counts as long as that does.
    pub reading: u32,
    /// Requester region: a number of the table that comes with the rows.
    pub region: u32,
    /// Tenant, likewise.
    pub tenant: u32,
    /// Where the region is known from.
    pub region_source: RegionSource,
    /// Older than what was closed when it was read: it counts, but is part of no session.
    pub late: bool,
}

impl AccessRow {
    /// Whether `self` is `other` logged once more.
    pub fn repeats(&self, other: &Self) -> bool {
        self.record != 0
            && self.record == other.record
            && self.time_ms == other.time_ms
            && self.object == other.object
            && self.operation == other.operation
            && self.client == other.client
    }
}
