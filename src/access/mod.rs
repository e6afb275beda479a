//! Access logs: from a line to a record, from records to statistics. Pure; reading files is `engine::ingest`.

mod actor;
mod cidr;
pub mod format;
mod profile;
mod record;
mod region;
mod segmenting;
mod session;
mod tenant;

pub use cidr::{CidrError, CidrTable};
pub use profile::{
    Access, AccessProfile, BatchState, Evidence, HourCount, IngestBatch, IngestedFile,
    ObjectAccess, RegionId, TenantId,
};
pub use record::{AccessRecord, Actor, Excluded, Operation, OperationClass, RegionSource};
pub use region::{Names, RegionEvidence, RegionResolver, UnknownRegion};
pub use segmenting::Segmenter;
pub use session::Session;
pub use tenant::{TenantFrom, TenantRule, TenantRules};

/// Milliseconds in an hour: hour = floor(ms / this).
pub const HOUR_MS: i64 = 3_600_000;
