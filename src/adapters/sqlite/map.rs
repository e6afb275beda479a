//! [`SqliteMap`]: the [`MapStore`] in map.db.
//!
//! The tables `shard`, `rule` and `pin` are the newest map; `map_version` keeps each version's
//! change from the one before, from which any version is rebuilt. SQLite's own checks prove
//! structure, never content, so a whole map is believed only when it hashes to what its version
//! says, and a few of its rules only with the seals beside them.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::journal_rows::MigrationRow;
use super::map_rows::{collect, pins, rules, shards};
use super::meta::Meta;
use super::rule_chain::{Seals, write_first};
use super::{Database, Durability, Fault, Schema};
use crate::migration::{Migration, Run};
use crate::placement::{Key, Rule, ShardMap, decode_diff, map_hash};
use crate::ports::{MapStore, MapVersion, StoreError, StoredPlan};

/// Name of the file in the state directory.
pub(super) const FILE_NAME: &str = "map.db";

const SCHEMA: Schema = Schema {
    application_id: 0x5348_434d, // "SHCM"
    steps: &[
        include_str!("map_schema.sql"),
        include_str!("journal_schema.sql"),
        include_str!("rule_chain_schema.sql"),
    ],
    durability: Durability::Full,
};

/// What wrote version 1.
const ADOPTION: &str = "init --adopt";

/// map.db, open.
#[derive(Debug)]
pub struct SqliteMap {
    pub(super) database: Database,
    /// The newest map as the last change here left it, so that the next need not read it again.
    pub(super) newest: Option<ShardMap>,
    /// Who changes something, until the first batch says so.
    pub(super) run: Option<Run>,
}

impl SqliteMap {
    /// Opens map.db in `state_dir`, creating both when absent.
    pub fn create(state_dir: &Path) -> Result<Self, StoreError> {
        let database = Database::create(&state_dir.join(FILE_NAME), &SCHEMA)?;
        Ok(Self::new(database))
    }

    /// Opens map.db in `state_dir`; `None` when it is absent.
    pub fn open(state_dir: &Path) -> Result<Option<Self>, StoreError> {
        let database = Database::open(&state_dir.join(FILE_NAME), &SCHEMA)?;
        Ok(database.map(Self::new))
    }

    /// The same for what must not begin where it cannot be written down.
    pub(super) fn open_to_change(state_dir: &Path) -> Result<Option<Self>, StoreError> {
        let database = Database::open_to_change(&state_dir.join(FILE_NAME), &SCHEMA)?;
        Ok(database.map(Self::new))
    }

    fn new(database: Database) -> Self {
        Self {
            database,
            newest: None,
            run: None,
        }
    }

    /// The newest version: its lsn and hash.
    fn head(&self) -> Result<Option<(u64, String)>, StoreError> {
        self.database.judge(newest_version)
    }

    fn load_whole(&self) -> Result<Option<ShardMap>, StoreError> {
        let Some((lsn, hash)) = self.head()? else {
            return Ok(None);
        };
        let (shards, rules, pins) = self
            .database
            .run(|connection| Ok((shards(connection)?, rules(connection)?, pins(connection)?)))?;
        let mut map = ShardMap::new(lsn, shards);
        for rule in rules {
            self.add_rule(&mut map, rule)?;
        }
        for pin in pins {
            map.pin(pin);
        }
        self.check_hash(&map, &hash)?;
        Ok(Some(map))
    }

    fn add_rule(&self, map: &mut ShardMap, rule: Rule) -> Result<(), StoreError> {
        if map.shard(&rule.shard).is_none() {
            return Err(self.database.corrupt(&format!(
                "has a rule for `{}`, which is no shard of its map",
                rule.shard
            )));
        }
        map.insert(rule.segment, rule.shard, rule.lsn);
        Ok(())
    }

    fn check_hash(&self, map: &ShardMap, hash: &str) -> Result<(), StoreError> {
        if map_hash(map) == hash {
            return Ok(());
        }
        Err(self.database.corrupt(&format!(
            "is damaged: version {} of the map does not hash to what was written",
            map.lsn
        )))
    }
}

impl MapStore for SqliteMap {
    fn load(&self) -> Result<Option<ShardMap>, StoreError> {
        let _snapshot = self.database.snapshot()?;
        self.load_whole()
    }

    fn load_covering(&self, keys: &[Key]) -> Result<Option<ShardMap>, StoreError> {
        let _snapshot = self.database.snapshot()?;
        let Some((lsn, _)) = self.head()? else {
            return Ok(None);
        };
        let database = &self.database;
        let Some(seals) = database.judge(|connection| Seals::read(connection, lsn))? else {
            return self.load_whole();
        };
        let mut map = ShardMap::new(lsn, database.run(shards)?);
        for key in keys {
            let find = |connection| seals.most_specific_rule(connection, key.as_bytes());
            if let Some(rule) = database.judge(find)? {
                self.add_rule(&mut map, rule)?;
            }
        }
        Ok(Some(map))
    }

    fn load_version(&self, lsn: u64) -> Result<Option<ShardMap>, StoreError> {
        let versions: Vec<(String, Vec<u8>)> = self.database.run(|connection| {
            let mut statement = connection
                .prepare("SELECT hash, delta FROM map_version WHERE lsn <= ?1 ORDER BY lsn")?;
            let rows = statement.query_map([lsn], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        })?;
        let mut map = ShardMap::default();
        let mut newest = None;
        for (hash, delta) in versions {
            let step = |problem: String| {
                let problem = format!("holds a history that does not add up: {problem}");
                self.database.corrupt(&problem)
            };
            let diff = decode_diff(&delta).map_err(|error| step(error.to_string()))?;
            map = diff.apply(&map).map_err(|error| step(error.to_string()))?;
            newest = Some(hash);
        }
        match newest {
            Some(hash) if map.lsn == lsn => {
                self.check_hash(&map, &hash)?;
                Ok(Some(map))
            }
            _ => Ok(None),
        }
    }

    fn adopt(&mut self, map: &ShardMap, created_ms: i64) -> Result<MapVersion, StoreError> {
        let version = MapVersion {
            lsn: map.lsn,
            hash: map_hash(map),
            created_ms,
            origin: ADOPTION.to_owned(),
            rules: map.rule_count() as u64,
        };
        let adopted = self.database.judged_transaction(|transaction| {
            let versions: i64 =
                transaction.query_row("SELECT count(*) FROM map_version", [], |row| row.get(0))?;
            if versions > 0 {
                return Ok(false);
            }
            write_first(transaction, &version, map)?;
            let mut meta = Meta::read(transaction)?;
            meta.lsn = version.lsn;
            meta.write(transaction)?;
            Ok(true)
        })?;
        if !adopted {
            return Err(StoreError::Exists("an adopted shard map".to_owned()));
        }
        self.database.checkpoint()?;
        Ok(version)
    }

    fn version(&self, lsn: u64) -> Result<Option<MapVersion>, StoreError> {
        let sql = "SELECT lsn, hash, created_ms, origin, rules FROM map_version WHERE lsn = ?1";
        self.database
            .run(|connection| connection.query_row(sql, [lsn], version_row).optional())
    }

    fn history(&self) -> Result<Vec<MapVersion>, StoreError> {
        let sql = "SELECT lsn, hash, created_ms, origin, rules FROM map_version ORDER BY lsn";
        self.database
            .run(|connection| collect(connection, sql, version_row))
    }

    fn migrations(&self) -> Result<Vec<Migration>, StoreError> {
        let _snapshot = self.database.snapshot()?;
        self.database.judge(|connection| {
            let rows = MigrationRow::all(connection)?.into_iter();
            rows.map(|row| row.with_moves(connection)).collect()
        })
    }

    fn save_plan(&mut self, plan: &StoredPlan) -> Result<(), StoreError> {
        self.database.run(|connection| {
            connection.execute(
                "INSERT OR REPLACE INTO plan (id, name, created_ms, document)
                 VALUES (?1, coalesce(?2, (SELECT name FROM plan WHERE id = ?1)), ?3, ?4)",
                params![plan.id, plan.name, plan.created_ms, plan.document],
            )
        })?;
        Ok(())
    }

    fn plans(&self) -> Result<Vec<StoredPlan>, StoreError> {
        let sql = "SELECT id, name, created_ms, document FROM plan
                   ORDER BY created_ms DESC, rowid DESC";
        self.database.run(|connection| {
            collect(connection, sql, |row| {
                Ok(StoredPlan {
                    id: row.get(0)?,
                    name: row.get(1)?,
                    created_ms: row.get(2)?,
                    document: row.get(3)?,
                })
            })
        })
    }
}

/// The newest version: its lsn and hash. Two tables tell it; they must agree.
pub(super) fn newest_version(connection: &Connection) -> Result<Option<(u64, String)>, Fault> {
    let meta = Meta::read(connection)?;
    let sql = "SELECT lsn, hash FROM map_version ORDER BY lsn DESC LIMIT 1";
    let newest: Option<(u64, String)> = connection
        .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if meta.lsn == newest.as_ref().map_or(0, |(lsn, _)| *lsn) {
        return Ok(newest);
    }
    let problem = "is damaged: the newest version of its map is missing";
    Err(Fault::Corrupt(problem.to_owned()))
}

/// A version of `lsn, hash, created_ms, origin, rules`.
pub(super) fn version_row(row: &Row) -> rusqlite::Result<MapVersion> {
    Ok(MapVersion {
        lsn: row.get(0)?,
        hash: row.get(1)?,
        created_ms: row.get(2)?,
        origin: row.get(3)?,
        rules: row.get(4)?,
    })
}

#[cfg(test)]
mod tests;
