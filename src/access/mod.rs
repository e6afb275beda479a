//! Access logs: from a line to a record, from records to statistics. Pure; reading files is `engine::ingest`.

mod actor;
mod aggregate;
mod aggregates;
pub mod block;
mod cidr;
pub mod format;
mod intake;
mod profile;
mod record;
mod region;
mod routing;
mod score;
mod segmenting;
mod session;
mod settling;
mod shard_key_score;
mod tenant;
mod usage;

pub use aggregate::ProfileBuilder;
pub use aggregates::{AggregateRow, COLUMNS as AGGREGATE_COLUMNS};
pub use cidr::{CidrError, CidrTable};
pub use intake::Intake;
pub use profile::{
    Access, AccessProfile, BatchState, Evidence, HourCount, IngestBatch, IngestedFile,
    ObjectAccess, RegionId, TenantId,
};
pub use record::{
    AccessRecord, Actor, Excluded, Operation, OperationClass, Presigned, RegionSource,
};
pub use region::{Names, RegionEvidence, RegionResolver, UnknownRegion};
pub use routing::BucketRoutes;
pub use score::{HALF_LIFE_HOURS, access_score};
pub use segmenting::Segmenter;
pub use session::{SESSION_GAP_MS, Session, SessionBuilder};
pub use settling::DAY_MS;
pub use shard_key_score::{CANDIDATES, Candidate, KeyAttribute, ShardKeyScore, score_shard_keys};
pub use tenant::{TenantFrom, TenantRule, TenantRules};
pub use usage::Usage;

/// Milliseconds in an hour: hour = floor(ms / this).
pub const HOUR_MS: i64 = 3_600_000;
