//! [`Database`]: one SQLite file of ours, opened with the right durability and checked to be ours.
//!
//! A file is ours when its `application_id` says so; `user_version` counts the schema steps it has
//! taken. The schema is written through the rollback journal before the file turns to WAL, so that
//! a lost `-wal` file never makes one of ours look like an empty, new one. And it is written under
//! another name before the file gets its own: whatever a crash leaves behind, a file of ours is
//! never empty, so an empty one is lost state and not a beginning.
//!
//! On a disk too full for SQLite's shared index, or one that can only be read, a file can still be looked
//! at: as a [`FrozenCopy`], of which every change ends with `Full` or `ReadOnly`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::Fault;
use super::frozen_copy::{FrozenCopy, Traces};
use crate::ports::{StoreError, is_no_room};

/// The first SQLite release without the WAL-reset corruption of 3.7.0 to 3.51.2, which two
/// connections that write and checkpoint (an operator beside cron) could meet.
const OLDEST_SOUND_SQLITE: i32 = 3_051_003;

/// How long to wait for another process before saying `Busy`.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);

/// What a committed transaction survives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Power loss: for what cannot be rebuilt.
    Full,
    /// A crash of the process; after power loss the newest commits may be gone, the rest is sound.
    Normal,
}

/// What a file of ours must be.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// Tells our files from other SQLite files, and from each other.
    pub application_id: i32,
    /// SQL that turns version n into n + 1, oldest first; only ever appended to once released.
    pub steps: &'static [&'static str],
    /// Durability of commits.
    pub durability: Durability,
}

/// An open file with its path, for messages.
#[derive(Debug)]
pub struct Database {
    connection: Connection,
    path: PathBuf,
    /// Why this is a copy in memory, where it is one.
    frozen: Option<Frozen>,
}

/// What the disk of a file does not let SQLite do.
#[derive(Clone, Copy, Debug)]
enum Frozen {
    Full,
    ReadOnly,
}

impl Frozen {
    /// What a change of the file at `path` ends with.
    fn error(self, path: &Path) -> StoreError {
        let path = path.display().to_string();
        match self {
            Self::Full => StoreError::Full { path },
            Self::ReadOnly => StoreError::ReadOnly { path },
        }
    }
}

impl Database {
    /// Opens the file, creating it and its directory when absent.
    pub fn create(path: &Path, schema: &Schema) -> Result<Self, StoreError> {
        if let Some(directory) = path.parent() {
            let made = fs::create_dir_all(directory);
            made.map_err(|error| unusable(directory, &error.to_string()))?;
        }
        if let Some(database) = Self::open(path, schema)? {
            return Ok(database);
        }
        make(path, schema)?;
        let made = Self::open(path, schema)?;
        made.ok_or_else(|| unusable(path, "was taken away while it was made"))
    }

    /// Opens the file; `None` when it is absent. Where the disk is full or read-only the file can still be
    /// read, and every change ends with `Full` or `ReadOnly`.
    pub fn open(path: &Path, schema: &Schema) -> Result<Option<Self>, StoreError> {
        match Self::open_to_change(path, schema) {
            Err(StoreError::Full { .. }) => Self::freeze(path, schema, Frozen::Full).map(Some),
            Err(StoreError::ReadOnly { .. }) => {
                Self::freeze(path, schema, Frozen::ReadOnly).map(Some)
            }
            other => other,
        }
    }

    /// Opens the file for what must not begin where it cannot be written down; `None` when it is
    /// absent.
    pub fn open_to_change(path: &Path, schema: &Schema) -> Result<Option<Self>, StoreError> {
        match fs::metadata(path) {
            // SQLite itself takes one byte for none.
            Ok(file) if file.len() <= 1 => Err(corrupt(path, "is empty: what it held is lost")),
            Ok(_) => {
                let mut database = Self::connect(path)?;
                database.prepare(schema)?;
                Ok(Some(database))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unusable(path, &error.to_string())),
        }
    }

    /// The newest commit of the file, in memory; the error of opening it, where that cannot be.
    fn freeze(path: &Path, schema: &Schema, why: Frozen) -> Result<Self, StoreError> {
        let unreadable = |error: io::Error| unusable(path, &error.to_string());
        let before = Traces::of(path).map_err(unreadable)?;
        let Some(copy) = FrozenCopy::open(path).map_err(unreadable)? else {
            return Err(why.error(path));
        };
        let bytes = copy.total_bytes();
        let mut database = Self {
            connection: Connection::open_in_memory().map_err(|error| store_error(path, &error))?,
            path: path.to_owned(),
            frozen: Some(why),
        };
        let filled = database
            .connection
            .deserialize_read_exact("main", copy, bytes, true);
        if Traces::of(path).map_err(unreadable)? != before {
            let path = path.display().to_string();
            return Err(StoreError::Busy { path });
        }
        filled.map_err(|error| store_error(path, &error))?;
        // Large sorts would else go to a disk, perhaps to this one.
        database.run(|connection| connection.pragma_update(None, "temp_store", "MEMORY"))?;
        database.prepare(schema)?;
        Ok(database)
    }

    fn connect(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(path, flags).map_err(|error| store_error(path, &error))?;
        let database = Self {
            connection,
            path: path.to_owned(),
            frozen: None,
        };
        if rusqlite::version_number() < OLDEST_SOUND_SQLITE {
            let problem = "needs SQLite 3.51.3 or newer, this program has an older";
            return Err(unusable(path, problem));
        }
        database.run(|connection| connection.busy_timeout(BUSY_TIMEOUT))?;
        Ok(database)
    }

    fn prepare(&mut self, schema: &Schema) -> Result<(), StoreError> {
        let migrated = self.migrate(schema)?;
        // What is large is written in bulk: fewer, larger checkpoints wait less for the disk.
        let (synchronous, checkpoint_pages) = match schema.durability {
            Durability::Full => ("FULL", 1_000),
            Durability::Normal => ("NORMAL", 8_192),
        };
        self.run(|connection| {
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", synchronous)?;
            connection.pragma_update(None, "wal_autocheckpoint", checkpoint_pages)?;
            connection.pragma_update(None, "foreign_keys", true)?;
            connection.pragma_update(None, "cell_size_check", true)
        })?;
        if migrated {
            // A file that was in WAL mode before must not lose its newest step with its `-wal`.
            self.checkpoint()?;
        }
        Ok(())
    }

    /// Checks whose file this is and takes the schema steps it lacks, in one transaction; whether it
    /// lacked any.
    fn migrate(&mut self, schema: &Schema) -> Result<bool, StoreError> {
        let (application_id, version, tables) = self.run(|connection| {
            let application_id: i32 =
                connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
            let version: usize =
                connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
            let tables: i64 =
                connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
            Ok((application_id, version, tables))
        })?;
        let new = application_id == 0 && version == 0 && tables == 0;
        if !new && application_id != schema.application_id {
            return Err(self.corrupt("is an SQLite file of another program"));
        }
        let newest = schema.steps.len();
        if version > newest {
            return Err(StoreError::Newer {
                path: self.path.display().to_string(),
                format: version,
                newest,
            });
        }
        if version == newest {
            return Ok(false);
        }
        self.transaction(|transaction| {
            // Another process may have come first between our look and our lock.
            let version: usize =
                transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
            if version >= newest {
                return Ok(false);
            }
            for step in &schema.steps[version..] {
                transaction.execute_batch(step)?;
            }
            transaction.pragma_update(None, "application_id", schema.application_id)?;
            transaction.pragma_update(None, "user_version", newest)?;
            Ok(true)
        })
    }

    /// Runs statements, each a transaction of its own unless they only read.
    pub fn run<'a, T>(
        &'a self,
        statements: impl FnOnce(&'a Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        statements(&self.connection).map_err(|error| self.sqlite_error(&error))
    }

    /// [`Database::run`] for statements that judge what they read.
    pub fn judge<'a, T>(
        &'a self,
        statements: impl FnOnce(&'a Connection) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        statements(&self.connection).map_err(|fault| self.error_of(fault))
    }

    /// Runs statements as one transaction that holds the write lock from its start; rolls back on
    /// error.
    pub fn transaction<T>(
        &mut self,
        statements: impl FnOnce(&rusqlite::Transaction) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        self.judged_transaction(|transaction| Ok(statements(transaction)?))
    }

    /// [`Database::transaction`] for statements that judge what they read.
    pub fn judged_transaction<T>(
        &mut self,
        statements: impl FnOnce(&rusqlite::Transaction) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        let run = |connection: &mut Connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = statements(&transaction)?;
            transaction.commit()?;
            Ok(value)
        };
        run(&mut self.connection).map_err(|fault| self.error_of(fault))
    }

    fn error_of(&self, fault: Fault) -> StoreError {
        match fault {
            Fault::Sqlite(error) => self.sqlite_error(&error),
            Fault::Corrupt(problem) => self.corrupt(&problem),
            Fault::Fenced { wanted, found } => StoreError::Fenced {
                path: self.path.display().to_string(),
                wanted,
                found,
            },
        }
    }

    fn sqlite_error(&self, error: &rusqlite::Error) -> StoreError {
        match (error.sqlite_error_code(), self.frozen) {
            (Some(ErrorCode::ReadOnly), Some(why)) => why.error(&self.path),
            _ => store_error(&self.path, error),
        }
    }

    /// Until it is dropped, every read sees the file as it is now, whatever others commit.
    pub fn snapshot(&self) -> Result<rusqlite::Transaction<'_>, StoreError> {
        self.run(Connection::unchecked_transaction)
    }

    /// Moves what is in the `-wal` file into the file itself, so that a copy of the one file is
    /// whole; does nothing while another process reads.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        self.run(|connection| {
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        })
    }

    /// The error of a file whose content cannot be ours; `problem` ends the sentence.
    pub fn corrupt(&self, problem: &str) -> StoreError {
        corrupt(&self.path, problem)
    }
}

/// Makes a file with the whole schema, all at once; one that came first stays.
fn make(path: &Path, schema: &Schema) -> Result<(), StoreError> {
    let failed = |error: &io::Error| StoreError::of_io(path, error);
    let directory = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default();
    let mut new = tempfile::Builder::new();
    new.prefix(name).suffix(".new");
    // As SQLite would make it: the umask decides who else may read.
    #[cfg(unix)]
    new.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let file = new.tempfile_in(directory).map_err(|error| failed(&error))?;
    Database::connect(file.path())?.prepare(schema)?;
    match file.persist_noclobber(path) {
        Ok(_) => {}
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
        Err(error) => return Err(failed(&error.error)),
    }
    // Else a power loss could take the name back from what has been committed by then.
    let synced = fs::File::open(directory).and_then(|directory| directory.sync_all());
    synced.map_err(|error| failed(&error))
}

fn corrupt(path: &Path, problem: &str) -> StoreError {
    StoreError::Corrupt {
        path: path.display().to_string(),
        problem: problem.to_owned(),
    }
}

fn unusable(path: &Path, problem: &str) -> StoreError {
    StoreError::Unusable {
        path: path.display().to_string(),
        problem: problem.to_owned(),
    }
}

/// Whether a write to `path` failed for want of room. SQLite has a word for a full disk alone, so a file as
/// large as the largest beside it, and a little larger, is tried: it has holes, and is gone again.
fn lacks_room(path: &Path, error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_IOERR_FSYNC, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE};
    const MORE: usize = 256 << 10;
    let wrote = error.sqlite_extended_error_code().is_some_and(|code| {
        [
            SQLITE_IOERR_WRITE,
            SQLITE_IOERR_TRUNCATE,
            SQLITE_IOERR_FSYNC,
        ]
        .contains(&code)
    });
    if !wrote {
        return false;
    }
    let log = PathBuf::from(format!("{}-wal", path.display()));
    let sizes = [path, &log].map(|file| fs::metadata(file).map_or(0, |found| found.len()));
    let largest = sizes.into_iter().max().unwrap_or_default();
    let grown =
        tempfile::tempfile_in(path.parent().unwrap_or(Path::new("."))).and_then(|mut file| {
            file.set_len(largest + MORE as u64)?;
            io::Write::write_all(&mut file, &vec![1; MORE])?;
            file.sync_all()
        });
    grown.is_err_and(|error| is_no_room(&error))
}

/// What an SQLite error means for the file at `path`.
fn store_error(path: &Path, error: &rusqlite::Error) -> StoreError {
    let file = path;
    let path = path.display().to_string();
    let Some(code) = error.sqlite_error_code() else {
        // A value of the wrong type or range, or a row that must be there and is not.
        let problem = format!("does not hold what it should: {error}");
        return StoreError::Corrupt { path, problem };
    };
    // The index of the write-ahead log could not grow; SQLite has no word of its own for why.
    let no_room_to_share = error
        .sqlite_extended_error_code()
        .is_some_and(|code| code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE);
    match code {
        ErrorCode::DiskFull => StoreError::Full { path },
        ErrorCode::SystemIoFailure if no_room_to_share || lacks_room(file, error) => {
            StoreError::Full { path }
        }
        ErrorCode::ReadOnly => StoreError::ReadOnly { path },
        // The files beside it cannot be made.
        ErrorCode::CannotOpen if fs::File::open(file).is_ok() => StoreError::ReadOnly { path },
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy { path },
        ErrorCode::NotADatabase => StoreError::Corrupt {
            path,
            problem: "is not an SQLite file".to_owned(),
        },
        ErrorCode::DatabaseCorrupt
        | ErrorCode::Unknown
        | ErrorCode::ConstraintViolation
        | ErrorCode::TypeMismatch => StoreError::Corrupt {
            path,
            problem: format!("is damaged: {error}"),
        },
        _ => StoreError::Unusable {
            path,
            problem: error.to_string(),
        },
    }
}

#[cfg(test)]
mod tests;
