//! What the engine and the commands need from the world, as traits; each doc comment is the contract.
//!
//! Adapters implement them against S3, SQLite and the file system; the simulator implements
//! [`Bucket`] in memory. No type of a foreign SDK appears here.

mod action_queue;
mod bucket;
mod bucket_error;
mod clock;
mod control_places;
mod control_store;
mod inventory_rows;
mod inventory_store;
mod journal_store;
mod listing;
mod log_source;
mod map_restore;
mod map_store;
mod object;
mod object_dir;
mod reject_log;
mod stats_store;
mod world;
mod write;

pub use action_queue::{ACTION_FORMAT, ActionQueue, PendingAction};
pub use bucket::{Bucket, BucketReader};
pub use bucket_error::{BucketError, BucketErrorKind};
pub use clock::{Clock, FixedClock};
pub use control_places::{ControlPlaces, CopyInUse};
pub use control_store::{ControlError, ControlStore, Creation, REMOVABLE, is_removable};
pub use inventory_rows::{InventoryRow, InventoryRows, shared_len};
pub use inventory_store::{
    InventoryObject, InventoryStore, InventorySummary, KeyRange, UnfinishedInventory,
};
pub use journal_store::{
    ChainLink, ChangedStates, JournalBatch, JournalStore, StoreIdentity, Tally, VersionChange,
};
pub use listing::{
    ListPage, ListRequest, ListVersionsRequest, ListedObject, ListedPart, ListedVersion,
    OpenUpload, PartPage, UploadMarker, UploadPage, VersionMarker, VersionPage,
};
pub use log_source::{LogObject, LogSource, LogSourceError, ReadBefore};
pub use map_restore::{MapRestore, RestoredRows};
pub use map_store::{MapStore, MapVersion, StoredPlan};
pub use object::{
    BucketHead, ByteRange, Checksum, ChecksumAlgorithm, ChecksumType, ObjectBody, ObjectHead,
    ReadOptions, Versioning,
};
pub use object_dir::{ObjectDir, ObjectFile};
pub use reject_log::{RejectLog, RejectedLine};
pub use stats_store::{
    CloseOptions, CloseReport, DEFAULT_MEMORY_BYTES, PruneReport, SourceFile, StatsStore,
};
pub use world::{Host, Rehearsal, StateLock, StoreError, World, is_no_room};
pub use write::{
    Attributes, CompleteUpload, CopyRequest, CopySource, CreateUpload, DeleteReceipt,
    DeleteRequest, PartReceipt, PutRequest, UploadPart, UploadPartCopy, WriteCondition,
    WriteReceipt,
};
