//! [`StatsStore`]: stats.db, access statistics and inventory; large, and rebuildable from logs and LIST.

use crate::access::{AccessProfile, IngestBatch, IngestedFile, Session};

use super::{InventoryStore, StoreError};

/// What is known of one ingested file: the bookmark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Name of the source in the config, or the text given on the command line.
    pub source: String,
    /// What was read of the file.
    pub file: IngestedFile,
}

/// The rebuildable store. Each writing call is one transaction: all of it or none.
pub trait StatsStore: InventoryStore {
    /// The bookmarks, in order of source and file name.
    fn source_files(&self) -> Result<Vec<SourceFile>, StoreError>;

    /// Adds one batch. Batches stay open, unseen by every reading call, until the file's last one
    /// (`batch.state`) makes them count and moves the bookmark, in its transaction.
    fn commit(&mut self, source: &str, batch: &IngestBatch) -> Result<(), StoreError>;

    /// Forgets the open batches of a file: it was too bad, or a run before died in it.
    fn discard_open(&mut self, source: &str, name: &str) -> Result<(), StoreError>;

    /// Gives ingested files their new names, (from, to), all at once: log rotation renames in
    /// chains.
    fn rename_files(
        &mut self,
        source: &str,
        renames: &[(String, String)],
    ) -> Result<(), StoreError>;

    /// Gives what was read of the file `name` as part of the source `from` to the source `to`, which
    /// has read nothing of it.
    fn take_over(&mut self, name: &str, from: &str, to: &str) -> Result<(), StoreError>;

    /// All access statistics, as the pure core wants them.
    fn profile(&self) -> Result<AccessProfile, StoreError>;

    /// Sessions for co-access, in order of start then client; object ids index `profile().objects`.
    fn sessions(&self) -> Result<Vec<Session>, StoreError>;
}
