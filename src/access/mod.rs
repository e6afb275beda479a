//! Access logs: from a line to a record, from records to statistics. Pure; reading files is `engine::ingest`.
//!
//! record → [`Intake`] → [`AccessRow`]s of a [`Harvest`] → [`row_block`]s, the open window → [`Folder`]
//! → [`HourCells`] and [`CoAccess`], closed → [`HourRuns`] → [`Assembly`] → [`AccessProfile`], sessions,
//! pairs.

mod actor;
mod aggregates;
mod assembly;
mod cidr;
mod co_access;
mod co_access_block;
mod codec;
mod cold_keys;
mod completeness;
mod fold;
pub mod format;
mod harvest;
mod hash64;
mod hash_sort;
mod hot_objects;
mod hour_cells;
mod hour_runs;
mod imports;
mod intake;
mod key_index;
mod key_list;
mod names;
mod old_place;
mod packed;
mod profile;
mod recent_reads;
mod record;
mod region;
mod routing;
mod row;
pub mod row_block;
mod score;
mod segmenting;
mod session;
mod shard_hours;
mod shard_key_score;
mod silence;
mod slice_texts;
mod tenant;
mod totals;
mod usage;

pub use aggregates::{AggregateRow, COLUMNS as AGGREGATE_COLUMNS};
pub use assembly::{Assembly, AssemblyError, Frame, Lookup};
pub use cidr::{CidrError, CidrTable};
pub use co_access::{CoAccess, DAY_MS};
pub use co_access_block::CoAccessBlock;
pub use codec::BlockError;
pub use cold_keys::{ColdKeys, ColdSurvey};
pub use completeness::{Completeness, ShardCoverage};
pub use fold::{Folder, SESSION_MAX_MS};
pub use harvest::{Harvest, Sheaf};
pub use hash64::Hash64;
pub use hot_objects::{HotRule, hot_objects};
pub use hour_cells::{Cell, HourCells, SortedCells};
pub use hour_runs::HourRuns;
pub use imports::{ImportedHours, Imports};
pub use intake::{Intake, IntakeMemory, ReadingId};
pub use key_index::KeyIndex;
pub use key_list::{KeyBlock, KeyList, SLICES, slice_of};
pub use names::Names;
pub use old_place::{OldPlace, OldPlaces, OldReader, OldReads};
pub use profile::{
    Access, AccessProfile, BatchState, Evidence, FileReading, HourCount, IngestBatch, IngestedFile,
    ObjectAccess, RegionId, TenantId,
};
pub use recent_reads::{PastRead, ReadPlace, RecentReads};
pub use record::{
    AccessRecord, Actor, Excluded, Operation, OperationClass, Presigned, RegionSource,
};
pub use region::{RegionEvidence, RegionResolver, UnknownRegion};
pub use routing::BucketRoutes;
pub use row::AccessRow;
pub use score::{HALF_LIFE_HOURS, access_score};
pub use segmenting::Segmenter;
pub use session::{Pair, SESSION_GAP_MS, Session};
pub use shard_hours::{Failures, PresignedUse, ShardHours, ShardLog};
pub use shard_key_score::{CANDIDATES, Candidate, KeyAttribute, ShardKeyScore, score_shard_keys};
pub use silence::missing_hours;
pub use slice_texts::{SliceTexts, SortedTexts, TextWalk};
pub use tenant::{TenantFrom, TenantRule, TenantRules};
pub use totals::Totals;
pub use usage::Usage;

/// Milliseconds in an hour: hour = floor(ms / this).
pub const HOUR_MS: i64 = 3_600_000;
