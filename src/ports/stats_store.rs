//! [`StatsStore`]: stats.db, access statistics and inventory; large, and rebuildable from logs and LIST.

use crate::access::{AccessProfile, IngestBatch, IngestedFile, Session};
use crate::placement::{Key, ShardName};

use super::StoreError;

/// An object that the inventory saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventoryObject {
    /// Key in the bucket (not the logical key).
    pub key: Key,
    /// Bytes.
    pub size: u64,
    /// With or without quotes, as the source wrote it; empty when the source had none.
    pub etag: String,
    /// Storage class; empty means STANDARD.
    pub storage_class: String,
    /// Milliseconds UTC; 0 when the source had none.
    pub last_modified_ms: i64,
}

/// What is known of one ingested file: the bookmark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Name of the source in the config, or the text given on the command line.
    pub source: String,
    /// What was read of the file.
    pub file: IngestedFile,
}

/// The rebuildable store. Each writing call is one transaction: all of it or none.
pub trait StatsStore: Send {
    /// The bookmarks, in order of source and file name.
    fn source_files(&self) -> Result<Vec<SourceFile>, StoreError>;

    /// Adds one batch. Batches stay open, unseen by every reading call, until the file's last one
    /// (`batch.state`) makes them count and moves the bookmark, in its transaction.
    fn commit(&mut self, source: &str, batch: &IngestBatch) -> Result<(), StoreError>;

    /// Forgets the open batches of a file: it was too bad, or a run before died in it.
    fn discard_open(&mut self, source: &str, name: &str) -> Result<(), StoreError>;

    /// Gives an ingested file its new name: log rotation renamed it.
    fn rename_file(&mut self, source: &str, from: &str, to: &str) -> Result<(), StoreError>;

    /// All access statistics, as the pure core wants them.
    fn profile(&self) -> Result<AccessProfile, StoreError>;

    /// Sessions for co-access, in order of start then client; object ids index `profile().objects`.
    fn sessions(&self) -> Result<Vec<Session>, StoreError>;

    /// Starts a new inventory of `shard`, or resumes the unfinished one: the last key stored.
    fn begin_inventory(
        &mut self,
        shard: &ShardName,
        resume: bool,
    ) -> Result<Option<Key>, StoreError>;

    /// Appends rows to the unfinished inventory of `shard`.
    fn append_inventory(
        &mut self,
        shard: &ShardName,
        rows: &[InventoryObject],
    ) -> Result<(), StoreError>;

    /// Puts the unfinished inventory of `shard` in the place of the one before.
    fn finish_inventory(&mut self, shard: &ShardName, taken_ms: i64) -> Result<(), StoreError>;

    /// When the finished inventory of `shard` was taken; `None` when there is none.
    fn inventory_taken_ms(&self, shard: &ShardName) -> Result<Option<i64>, StoreError>;

    /// Calls `row` with every inventoried object of `shard` in byte order of keys, until it says false.
    fn scan_inventory(
        &self,
        shard: &ShardName,
        row: &mut dyn FnMut(InventoryObject) -> bool,
    ) -> Result<(), StoreError>;
}
