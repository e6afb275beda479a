//! [`AccessProfile`]: the access statistics that analysis, forecast and planner read.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::placement::{Key, ShardName};

use super::{
    ColdKeys, Completeness, Operation, OperationClass, PresignedUse, RegionSource, ShardHours,
    Sheaf,
};

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
    /// Which hours of a shard are complete, provisional or missing. An hour missing here is no hour
    /// without demand: whoever makes a series of `objects` must leave it out, not take it for zero.
    pub completeness: Completeness,
    /// Use of presigned URLs by shard; none where no log shows any.
    pub presigned: BTreeMap<ShardName, PresignedUse>,
    /// Keys that are counted by directory, because there are more than the memory holds.
    pub cold: ColdKeys,
    /// Places in `objects` of the directories that they count to, ascending.
    pub folded: Vec<u32>,
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
    /// Demand that came after its time was closed: it counts, but is part of no session.
    pub late: u64,
}

/// One accepted request, reduced to what statistics need, with its names: see
/// [`AccessRow`](super::AccessRow) for the form that the pipeline carries.
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
    /// Stable id of the record's request id, bucket and version, 32 bits of which are kept: with
    /// equal time, key and operation it is one request logged twice. 0 when the log has none.
    pub record_id: u64,
}

/// What becomes of what was read of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BatchState {
    /// More of the file follows; no analysis sees any of it until then.
    #[default]
    Open,
    /// That was the last of it: what was read now counts.
    Done,
    /// That was the last of it, and what earlier runs read of the file no longer counts.
    DoneReplacing,
}

/// One reading of a file, as far as it has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileReading {
    /// Number of the reading, which its rows carry.
    pub id: u32,
    /// Name of the source.
    pub source: String,
    /// The bookmark, with what earlier readings read.
    pub file: IngestedFile,
    /// Whether it is done.
    pub state: BatchState,
    /// Records that are no demand, by reason; of a reading that is done.
    pub excluded: BTreeMap<String, u64>,
    /// Records of any kind by shard and hour; of a reading that is done.
    pub hours: ShardHours,
    /// Region evidence of the sums of others that it brought; of a reading that is done.
    pub imported: Evidence,
}

/// What is stored at once: all of it or none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IngestBatch {
    /// The readings that rows of this batch are of, and those that are done with it.
    pub readings: Vec<FileReading>,
    /// Rows and new keys.
    pub sheaves: Vec<Sheaf>,
}
