//! [`World`]: every port of one fleet, opened by name.

use std::sync::Arc;

use super::{
    Bucket, BucketReader, Clock, LogSource, LogSourceError, MapStore, RejectLog, StatsStore,
};

/// Why a local store could not be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file does not hold what it must: damaged, foreign, or of a format this program cannot read.
    #[error("`{path}` {problem}")]
    Corrupt {
        /// The file.
        path: String,
        /// What is wrong with it, as the end of a sentence.
        problem: String,
    },
    /// The file or its directory cannot be opened, created or written.
    #[error("cannot use `{path}`: {problem}")]
    Unusable {
        /// The file.
        path: String,
        /// The system's answer.
        problem: String,
    },
    /// No space is left.
    #[error("no space left for `{path}`")]
    Full {
        /// The file.
        path: String,
    },
    /// Another process holds it.
    #[error("`{path}` is in use by another process")]
    Busy {
        /// The file.
        path: String,
    },
    /// What was to be created is there already.
    #[error("{0} exists already")]
    Exists(String),
}

/// The adapters of one fleet. Commands and the engine see these traits only; `wiring` makes them.
pub trait World: Send + Sync {
    /// The clock.
    fn clock(&self) -> Arc<dyn Clock>;

    /// A bucket, to read. `endpoint` is a name of the config; the settings were checked before.
    fn reader(&self, endpoint: &str, bucket: &str) -> Arc<dyn BucketReader>;

    /// A bucket, to write: only `doctor --probe` and the executing half ask for one.
    fn writer(&self, endpoint: &str, bucket: &str) -> Arc<dyn Bucket>;

    /// The source that `text` names: a path, directory, glob, `-`, or `s3://bucket/prefix`, the
    /// latter on `endpoint`.
    fn log_source(
        &self,
        text: &str,
        endpoint: Option<&str>,
    ) -> Result<Box<dyn LogSource>, LogSourceError>;

    /// That the state directory can be written; nothing is left there.
    fn check_state_dir(&self) -> Result<(), StoreError>;

    /// A short name that nobody had before, for what must not collide: digits and small letters.
    fn fresh_name(&self) -> String;

    /// map.db, to read; `Ok(None)` when there is none yet.
    fn map_store(&self) -> Result<Option<Box<dyn MapStore>>, StoreError>;

    /// map.db, created when absent.
    fn create_map_store(&self) -> Result<Box<dyn MapStore>, StoreError>;

    /// Where samples of rejected log lines go.
    fn reject_log(&self) -> Box<dyn RejectLog>;

    /// stats.db as it lies there; `Ok(None)` when there is none yet.
    fn existing_stats_store(&self) -> Result<Option<Box<dyn StatsStore>>, StoreError>;

    /// stats.db, created when absent.
    fn stats_store(&self) -> Result<Box<dyn StatsStore>, StoreError>;
}
