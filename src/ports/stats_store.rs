//! [`StatsStore`]: stats.db, access statistics and inventory; large, and rebuildable from logs and LIST.

use std::collections::BTreeMap;

use crate::access::{
    AccessProfile, HOUR_MS, IngestBatch, IngestedFile, Pair, Session, ShardHours, ShardLog,
};
use crate::placement::ShardName;

use super::{InventoryStore, StoreError};

/// What is known of one ingested file: the bookmark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Name of the source in the config, or the text given on the command line.
    pub source: String,
    /// What was read of the file.
    pub file: IngestedFile,
}

/// How the open window is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CloseOptions {
    /// Records may come this much after newer ones and still count in full.
    pub lateness_ms: i64,
    /// Whether sessions and pairs are kept.
    pub co_access: bool,
    /// Threads that fold; the result does not depend on it.
    pub threads: usize,
    /// Memory that it may take: with more keys than that holds no sessions and pairs are kept.
    pub memory_bytes: u64,
}

/// Memory that access statistics may take where nobody says how much.
pub const DEFAULT_MEMORY_BYTES: u64 = 4 << 30;

/// What closing came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CloseReport {
    /// Whether there were too many keys for sessions and pairs: the closed hours have none.
    pub too_many_keys: bool,
}

impl Default for CloseOptions {
    /// Two days, with sessions and pairs, on the caller's thread.
    fn default() -> Self {
        Self {
            lateness_ms: 48 * HOUR_MS,
            co_access: true,
            threads: 1,
            memory_bytes: DEFAULT_MEMORY_BYTES,
        }
    }
}

impl CloseOptions {
    /// The time before which everything is closed once `newest_ms` has been seen: a whole hour.
    pub fn until(&self, newest_ms: i64) -> i64 {
        newest_ms
            .saturating_sub(self.lateness_ms)
            .div_euclid(HOUR_MS)
            .saturating_mul(HOUR_MS)
    }
}

/// What pruning took away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PruneReport {
    /// Hours of objects, by region, tenant and class.
    pub cells: u64,
    /// Requests in them.
    pub requests: u64,
    /// Days of pairs and sessions.
    pub days: u64,
    /// Keys that nothing is known of any more.
    pub keys: u64,
    /// The time up to which it went: what was asked for, or where the open window begins.
    pub before_ms: i64,
}

/// The rebuildable store. Each writing call is one transaction: all of it or none.
pub trait StatsStore: InventoryStore {
    /// The bookmarks, in order of source and file name.
    fn source_files(&self) -> Result<Vec<SourceFile>, StoreError>;

    /// Sets `count` numbers of readings aside for the caller: the first of them.
    fn reserve_readings(&mut self, count: u32) -> Result<u32, StoreError>;

    /// The time before which everything is closed, milliseconds UTC; `None` when nothing is.
    fn closed_before_ms(&self) -> Result<Option<i64>, StoreError>;

    /// Adds one batch. What was read of a file stays unseen by every reading call until its reading
    /// is done, which makes it count and moves the bookmark, in one transaction with its last rows.
    fn commit(&mut self, batch: &IngestBatch) -> Result<(), StoreError>;

    /// Closes what no record can change any more that is late by less than allowed: at the end of a
    /// run over all sources, so that their order does not matter. Does nothing where nothing is due.
    fn close(&mut self, options: &CloseOptions) -> Result<CloseReport, StoreError>;

    /// Forgets the closed hours before a time, the pairs and sessions of the days that end before
    /// it, and the keys that nothing else is known of. Bookmarks stay, so that nothing is read again;
    /// so do sums over everything that was ever read (evidence, duplicates).
    fn prune(&mut self, before_ms: i64) -> Result<PruneReport, StoreError>;

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

    /// Records of any kind by shard and hour.
    fn shard_hours(&self) -> Result<ShardHours, StoreError>;

    /// What the log of each shard says of its newest day; of files whose reading is done or has begun.
    fn shard_logs(&self) -> Result<BTreeMap<ShardName, ShardLog>, StoreError>;

    /// All access statistics, as the pure core wants them: what is closed, and the open window as it
    /// looks now.
    fn profile(&self) -> Result<AccessProfile, StoreError>;

    /// Sessions for co-access, in order of start then client; object ids index `profile().objects`.
    fn sessions(&self) -> Result<Vec<Session>, StoreError>;

    /// Pairs of objects that sessions used together, ascending, each (a, b, day) once; object ids
    /// index `profile().objects`.
    fn pairs(&self) -> Result<Vec<Pair>, StoreError>;
}
