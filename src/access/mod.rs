//! Access logs: from a line to a record, from records to statistics. Pure; reading files is `engine::ingest`.

mod actor;
pub mod format;
mod profile;
mod record;
mod segmenting;
mod session;

pub use profile::{
    Access, AccessProfile, BatchState, Evidence, HourCount, IngestBatch, IngestedFile,
    ObjectAccess, RegionId, TenantId,
};
pub use record::{AccessRecord, Actor, Excluded, Operation, OperationClass, RegionSource};
pub use segmenting::Segmenter;
pub use session::Session;

/// Milliseconds in an hour: hour = floor(ms / this).
pub const HOUR_MS: i64 = 3_600_000;
