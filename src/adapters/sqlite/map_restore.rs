//! [`MapRestore`] in SQLite: a map.db made beside the one that is lost, and renamed once it is whole.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::journal_chain::{self, Link};
use super::journal_rows::{MigrationRow, MoveRow, TallyRow, TransferRow};
use super::map::FILE_NAME;
use super::map_rows::{apply_diff, insert_version};
use super::meta::Meta;
use super::rule_chain::{reseal, write_first};
use super::{Fault, SqliteMap};
use crate::migration::{Migration, MigrationId, Move, MoveId, TransferState};
use crate::placement::{MapDiff, ShardMap, encode_diff};
use crate::ports::{MapRestore, MapVersion, RestoredRows, StoreError, StoreIdentity, Tally};

/// A map.db in the making.
pub struct SqliteRestore {
    store: SqliteMap,
    /// Where it is made: below the state directory, so that a rename is all it takes.
    making: TempDir,
    state_dir: PathBuf,
    lsn: u64,
    migrations: BTreeMap<MigrationId, Migration>,
    moves: BTreeMap<MoveId, Move>,
    /// Rows of moves, in the order in which they were first heard of.
    rows: BTreeMap<MoveId, i64>,
}

impl SqliteRestore {
    /// Begins a map.db for `state_dir`, which is made where it is absent.
    pub fn begin(state_dir: &Path) -> Result<Self, StoreError> {
        let failed = |error: &io::Error| StoreError::of_io(&state_dir.join(FILE_NAME), error);
        fs::create_dir_all(state_dir).map_err(|error| failed(&error))?;
        let making = tempfile::Builder::new()
            .prefix("map.db.restore-")
            .tempdir_in(state_dir)
            .map_err(|error| failed(&error))?;
        let store = SqliteMap::create(making.path())?;
        // Moves get their rows last, when all is known of them; then it is checked.
        store
            .database
            .run(|connection| connection.pragma_update(None, "foreign_keys", false))?;
        Ok(Self {
            store,
            making,
            state_dir: state_dir.to_owned(),
            lsn: 0,
            migrations: BTreeMap::new(),
            moves: BTreeMap::new(),
            rows: BTreeMap::new(),
        })
    }

    fn write_moves(&mut self) -> Result<(), StoreError> {
        let mut oldest_first: Vec<&Migration> = self.migrations.values().collect();
        oldest_first.sort_by(|a, b| (a.created_ms, &a.id).cmp(&(b.created_ms, &b.id)));
        let (moves, rows) = (&self.moves, &mut self.rows);
        self.store.database.judged_transaction(|transaction| {
            for (id, migration) in (1..).zip(oldest_first) {
                let first = MoveId {
                    migration: migration.id.clone(),
                    n: 0,
                };
                let of = moves.range(first..);
                let of: Vec<_> = of
                    .take_while(|(it, _)| it.migration == migration.id)
                    .collect();
                MigrationRow {
                    id,
                    moves: of.len() as u64,
                    migration: migration.clone(),
                }
                .write(transaction)?;
                for (move_id, item) in of {
                    let next = rows.len() as i64 + 1;
                    MoveRow {
                        id: *rows.entry(move_id.clone()).or_insert(next),
                        migration: id,
                        item: item.clone(),
                    }
                    .write(transaction)?;
                }
            }
            Ok(())
        })
    }

    /// Adds the transfers of every move up.
    fn write_tallies(&mut self) -> Result<(), StoreError> {
        self.store.database.judged_transaction(|transaction| {
            let mut tallies: BTreeMap<(i64, String), TallyRow> = BTreeMap::new();
            let mut statement =
                transaction.prepare("SELECT move, state, bytes, checksum FROM transfer")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let tally = tallies.entry((row.get(0)?, row.get(1)?)).or_default();
                let bytes: u64 = row.get(2)?;
                tally.tally = Tally {
                    objects: tally.tally.objects + 1,
                    bytes: tally.tally.bytes.saturating_add(bytes),
                };
                tally.checksums = tally.checksums.wrapping_add(row.get(3)?);
            }
            for ((of, name), row) in tallies {
                let state = TransferState::ALL.into_iter().find(|it| it.name() == name);
                if let Some(state) = state {
                    row.write(transaction, of, state)?;
                }
            }
            let mut lost = transaction.prepare("PRAGMA foreign_key_check")?;
            if lost.exists([])? {
                let problem = "would hold transfers of moves that nothing is known of";
                return Err(Fault::Corrupt(problem.to_owned()));
            }
            Ok(())
        })
    }

    fn write_meta(&mut self, identity: &StoreIdentity) -> Result<(), StoreError> {
        let lsn = self.lsn;
        self.store.database.judged_transaction(|transaction| {
            let head = Link::parse(&identity.head)
                .ok_or_else(|| Fault::Corrupt("would follow a batch without a hash".to_owned()))?;
            journal_chain::begin_after(transaction, &head)?;
            Meta {
                lsn,
                published_lsn: identity.published_lsn,
                fleet_id: identity.fleet_id.clone(),
                host_id: identity.host_id.clone(),
                epoch: identity.epoch,
                head,
            }
            .write(transaction)
        })
    }

    /// Gives the file its name; what had it goes aside with what belongs to it.
    fn rename(self) -> Result<Option<String>, StoreError> {
        let path = self.state_dir.join(FILE_NAME);
        let failed = |error: io::Error| StoreError::of_io(&path, &error);
        self.store.database.checkpoint()?;
        drop(self.store);
        let aside = aside(&path);
        let was_there = path.symlink_metadata().is_ok();
        for suffix in ["", "-wal", "-shm"] {
            let from = PathBuf::from(format!("{}{suffix}", path.display()));
            if from.symlink_metadata().is_ok() {
                let to = PathBuf::from(format!("{}{suffix}", aside.display()));
                fs::rename(&from, to).map_err(failed)?;
            }
        }
        fs::rename(self.making.path().join(FILE_NAME), &path).map_err(failed)?;
        let directory = fs::File::open(&self.state_dir).map_err(failed)?;
        directory.sync_all().map_err(failed)?;
        Ok(was_there.then(|| aside.display().to_string()))
    }
}

/// A name for what is in the way, which nothing has.
fn aside(path: &Path) -> PathBuf {
    let names = (1..).map(|n: u32| PathBuf::from(format!("{}.lost-{n}", path.display())));
    let mut free = names.filter(|name| name.symlink_metadata().is_err());
    free.next().unwrap_or_else(|| path.with_extension("lost"))
}

impl MapRestore for SqliteRestore {
    fn add_map(&mut self, version: &MapVersion, map: &ShardMap) -> Result<(), StoreError> {
        self.lsn = version.lsn;
        (self.store.database)
            .judged_transaction(|transaction| write_first(transaction, version, map))
    }

    fn add_version(&mut self, version: &MapVersion, diff: &MapDiff) -> Result<(), StoreError> {
        self.lsn = version.lsn;
        self.store.database.judged_transaction(|transaction| {
            insert_version(transaction, version, &encode_diff(diff))?;
            apply_diff(transaction, diff)?;
            reseal(transaction, diff, version.lsn)
        })
    }

    fn put(&mut self, rows: &RestoredRows) -> Result<(), StoreError> {
        for migration in &rows.migrations {
            let without_moves = Migration {
                moves: Vec::new(),
                ..migration.clone()
            };
            self.migrations.insert(migration.id.clone(), without_moves);
        }
        for (id, item) in &rows.moves {
            self.moves.insert(id.clone(), item.clone());
        }
        let numbers = &mut self.rows;
        self.store.database.judged_transaction(|transaction| {
            for (id, key, transfer) in &rows.transfers {
                let next = numbers.len() as i64 + 1;
                let of = match numbers.get(id) {
                    Some(of) => *of,
                    None => *numbers.entry(id.clone()).or_insert(next),
                };
                TransferRow::write(transaction, of, key, transfer)?;
            }
            Ok(())
        })
    }

    fn finish(mut self: Box<Self>, identity: &StoreIdentity) -> Result<Option<String>, StoreError> {
        self.write_moves()?;
        self.write_tallies()?;
        self.write_meta(identity)?;
        self.rename()
    }
}
