//! [`World`]: every port of one fleet, opened by name.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{
    ActionQueue, Bucket, BucketReader, Clock, ControlError, ControlPlaces, ControlStore,
    JournalStore, LogSource, LogSourceError, MapRestore, MapStore, ObjectDir, RejectLog,
    StatsStore,
};

/// Why a local store could not be used.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// The file does not hold what it must: damaged or foreign.
    #[error("`{path}` {problem}")]
    Corrupt {
        /// The file.
        path: String,
        /// What is wrong with it, as the end of a sentence.
        problem: String,
    },
    /// A newer program has written the file.
    #[error(
        "`{path}` was written by a newer shardctl: its format is {format}, this one reads up to {newest}"
    )]
    Newer {
        /// The file.
        path: String,
        /// Its format.
        format: usize,
        /// The newest that this program knows.
        newest: usize,
    },
    /// The file or its directory cannot be opened, created or written.
    #[error("cannot use `{path}`: {problem}")]
    Unusable {
        /// The file.
        path: String,
        /// The system's answer.
        problem: String,
    },
    /// No space is left: on the disk, in a quota, or below the limit on the size of files.
    #[error("no space left for `{path}`")]
    Full {
        /// The file.
        path: String,
    },
    /// It can be read and not written: a file system mounted so, or its mode.
    #[error("`{path}` can only be read")]
    ReadOnly {
        /// The file.
        path: String,
    },
    /// Another process holds it.
    #[error("`{path}` is in use by another process")]
    Busy {
        /// The file.
        path: String,
    },
    /// Another process changes what is in it.
    #[error("`{path}` is held by {holder}")]
    Locked {
        /// The state directory, or the file in it.
        path: String,
        /// Who, for people.
        holder: String,
    },
    /// Another host, or another process, has taken over.
    #[error("epoch {wanted} is no longer held: `{path}` is at epoch {found}")]
    Fenced {
        /// The file.
        path: String,
        /// The epoch that the caller believed to hold.
        wanted: u64,
        /// The epoch in the file.
        found: u64,
    },
    /// What was to be created is there already.
    #[error("{0} exists already")]
    Exists(String),
}

impl StoreError {
    /// What an error of the file system means for the file at `path`.
    pub fn of_io(path: &Path, error: &io::Error) -> Self {
        let path = path.display().to_string();
        match error.kind() {
            _ if is_no_room(error) => Self::Full { path },
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            _ => Self::Unusable {
                path,
                problem: error.to_string(),
            },
        }
    }
}

/// Whether a disk, a quota or a limit on files has no room for more.
pub fn is_no_room(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
    )
}

/// Holds the state directory until it is dropped.
pub type StateLock = Box<dyn std::any::Any + Send + Sync>;

/// Who runs this program, for those who meet its lock or its lease.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Host {
    /// The machine's name.
    pub hostname: String,
    /// The process.
    pub pid: u32,
    /// Names this run of the machine; empty where the system does not tell.
    pub boot_id: String,
    /// Names the state directory on this machine: a copy of it has another. Empty when there is none.
    pub directory: String,
}

/// A host that is only played.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rehearsal {
    /// Its state directory.
    pub state_dir: PathBuf,
    /// Where all lies that it and others of the same rehearsal write to the control location.
    pub written: PathBuf,
    /// The machine's name.
    pub hostname: String,
    /// Buckets that cannot be reached, by endpoint and name.
    pub away: BTreeSet<(String, String)>,
    /// Whether these take requests and never answer; else they fail at once.
    pub silent: bool,
}

/// The adapters of one fleet. Commands and the engine see these traits only; `wiring` makes them.
pub trait World: Send + Sync {
    /// The clock.
    fn clock(&self) -> Arc<dyn Clock>;

    /// Who runs this program.
    fn host(&self) -> Host;

    /// A bucket, to read. `endpoint` is a name of the config; the settings were checked before.
    fn reader(&self, endpoint: &str, bucket: &str) -> Arc<dyn BucketReader>;

    /// A bucket, to read as those do who have this profile of the AWS config files.
    fn reader_as(&self, profile: &str, endpoint: &str, bucket: &str) -> Arc<dyn BucketReader> {
        let _ = profile;
        self.reader(endpoint, bucket)
    }

    /// A bucket, to see whether it answers: what is silent is given up after seconds, whatever patience the
    /// settings have. An answer that is a failure tells of no silence: ask [`reader`](Self::reader) then.
    fn glance(&self, endpoint: &str, bucket: &str) -> Arc<dyn BucketReader> {
        self.reader(endpoint, bucket)
    }

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

    /// map.db, to change; `Ok(None)` when there is none yet. Verifies the chain of its journal from
    /// the newest checkpoint on.
    fn journal_store(&self) -> Result<Option<Box<dyn JournalStore>>, StoreError>;

    /// map.db with its journal, to look at; `Ok(None)` when there is none yet. As
    /// [`journal_store`](Self::journal_store), but that a full disk, or one that can only be read, does not
    /// prevent it: then every change ends with `Full` or `ReadOnly`.
    fn journal_to_look_at(&self) -> Result<Option<Box<dyn JournalStore>>, StoreError> {
        self.journal_store()
    }

    /// A map.db to be made from what is published; the directory is made where it is absent.
    fn restore_map_store(&self) -> Result<Box<dyn MapRestore>, StoreError> {
        Err(StoreError::Unusable {
            path: "map.db".to_owned(),
            problem: "cannot be made anew here".to_owned(),
        })
    }

    /// Holds the state directory against every other process on this host until dropped; `Locked`
    /// when another has it.
    fn lock_state_dir(&self) -> Result<StateLock, StoreError>;

    /// Holds the access statistics against every other process that would add to them or close them,
    /// until dropped; `Locked` when another has them. The state directory is there already.
    fn lock_statistics(&self) -> Result<StateLock, StoreError>;

    /// The control location of the config; `Ok(None)` when it names none.
    fn control_store(&self) -> Result<Option<Arc<dyn ControlStore>>, ControlError>;

    /// The control location and its copies, by the config here or by the text of another one; `None` where
    /// it is no bucket, or where that text is no config.
    fn control_places(&self, config: Option<&str>) -> Option<Box<dyn ControlPlaces>> {
        let _ = config;
        None
    }

    /// The same fleet as a host would have it that is only played: its state directory is another, what it
    /// writes to the control location stays with it, and buckets are read and never written. `None` where
    /// there is no control location in a bucket.
    fn rehearse(&self, rehearsal: Rehearsal) -> Option<Box<dyn World>> {
        let _ = rehearsal;
        None
    }

    /// Where samples of rejected log lines go.
    fn reject_log(&self) -> Box<dyn RejectLog>;

    /// The changes of the map that wait to be reconciled; `None` where nothing keeps them.
    fn action_queue(&self) -> Option<Box<dyn ActionQueue>> {
        None
    }

    /// A directory to write objects to; `Exists` where something is in it.
    fn object_dir(&self, path: &Path) -> Result<Box<dyn ObjectDir>, StoreError> {
        Err(StoreError::Unusable {
            path: path.display().to_string(),
            problem: "nothing is written here".to_owned(),
        })
    }

    /// stats.db as it lies there; `Ok(None)` when there is none yet.
    fn existing_stats_store(&self) -> Result<Option<Box<dyn StatsStore>>, StoreError>;

    /// stats.db, created when absent.
    fn stats_store(&self) -> Result<Box<dyn StatsStore>, StoreError>;
}
