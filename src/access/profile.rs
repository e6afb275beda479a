//! [`AccessProfile`]: the access statistics that analysis, forecast and planner read.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::placement::Key;

use super::{Operation, OperationClass, RegionSource};

/// Index into [`AccessProfile::regions`].
pub type RegionId = u16;
/// Index into [`AccessProfile::tenants`].
pub type TenantId = u32;

/// Demand of one object in one hour, by who asked and how.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HourCount {
    /// floor(ms / 3,600,000).
    pub hour: i64,
    /// Region of the requester.
    pub region: RegionId,
    /// Tenant by the configured rules; index 0 is "none".
    pub tenant: TenantId,
    /// Read or write.
    pub class: OperationClass,
    /// Requests.
    pub requests: u64,
    /// Of these, what raises the access score: GET, PUT and COPY, where repeats by one client on
    /// one object within 60 s (ranges, parts) are one access.
    pub accesses: u64,
    /// Of these, requests whose region is assumed to be the shard's own.
    pub assumed: u64,
    /// Bytes sent (reads) or received (writes).
    pub bytes: u64,
}

/// One object's demand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectAccess {
    /// Logical key.
    pub key: Key,
    /// Largest object size a log named; `None` when none did.
    pub logged_size: Option<u64>,
    /// In order of (hour, region, tenant, class), each at most once.
    pub hours: Vec<HourCount>,
}

/// How many demand records had their region from where.
pub type Evidence = BTreeMap<RegionSource, u64>;

/// Access statistics of the fleet: demand of clients only (our own traffic, replication and
/// lifecycle are counted apart, in `excluded`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessProfile {
    /// Region names, sorted.
    pub regions: Vec<String>,
    /// Tenant names; index 0 is the empty name, the rest sorted.
    pub tenants: Vec<String>,
    /// Objects in byte order of keys.
    pub objects: Vec<ObjectAccess>,
    /// Region evidence of all demand records.
    pub evidence: Evidence,
    /// First event ingested, milliseconds UTC; `None` when nothing was.
    pub oldest_event_ms: Option<i64>,
    /// Newest event ingested: "now" for every analysis.
    pub newest_event_ms: Option<i64>,
    /// Records that are no demand, by reason: see [`Excluded`](super::Excluded).
    pub excluded: BTreeMap<String, u64>,
}

/// What was read of one log file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IngestedFile {
    /// Full name of the file or object.
    pub name: String,
    /// `LogObject::identity` when it was read.
    pub identity: String,
    /// Name of the format.
    pub format: String,
    /// The settings that say what its lines mean, for people; empty where they were not noted.
    pub read_as: String,
    /// Bytes of text read so far, after decompression; the next run continues here.
    pub offset: u64,
    /// SHA-256 in hex of the first 4 KiB, `-`, SHA-256 of the last 4 KiB before `offset` (both of
    /// the text): tells a grown or renamed file from a rewritten one.
    pub content_hash: String,
    /// Lines read.
    pub lines: u64,
    /// Records accepted.
    pub records: u64,
    /// Lines rejected.
    pub rejected: u64,
    /// Lines whose two keys disagree (see `AccessRecord::key_mismatch`).
    pub key_mismatches: u64,
    /// Oldest event, milliseconds UTC.
    pub oldest_event_ms: Option<i64>,
    /// Newest event, milliseconds UTC.
    pub newest_event_ms: Option<i64>,
}

/// One accepted request, reduced to what statistics need. Names, not ids: the store interns them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Access {
    /// Milliseconds UTC.
    pub time_ms: i64,
    /// Logical key.
    pub key: Key,
    /// Requester region.
    pub region: Arc<str>,
    /// Where the region is known from.
    pub region_source: RegionSource,
    /// Tenant; empty when no rule matched.
    pub tenant: Arc<str>,
    /// What it did; never `List` or `Other`.
    pub operation: Operation,
    /// Bytes sent or received.
    pub bytes: u64,
    /// Size of the object, where the log said.
    pub object_size: Option<u64>,
    /// Stable 64-bit id of the client (requester and address), for sessions; 0 when neither is known.
    pub client: u64,
    /// Stable 64-bit id of the record (request id, operation, bucket, key, version, time): equal
    /// ids are one request logged twice. 0 when the log has no request ids.
    pub record_id: u64,
}

/// What becomes of a file's batches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BatchState {
    /// More batches of the file follow; no analysis sees any of them until then.
    #[default]
    Open,
    /// The last batch: the file's open batches now count.
    Done,
    /// The last batch, and what earlier runs read of the file no longer counts.
    DoneReplacing,
}

/// The statistics of one file or part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IngestBatch {
    /// The bookmark after this batch.
    pub file: IngestedFile,
    /// Whether it is the file's last.
    pub state: BatchState,
    /// Demand.
    pub accesses: Vec<Access>,
    /// Records of this batch that are no demand, by reason.
    pub excluded: BTreeMap<String, u64>,
}
