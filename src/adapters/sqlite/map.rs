//! [`SqliteMap`]: the [`MapStore`] in map.db.
//!
//! The tables `shard`, `rule` and `pin` are the newest map; `map_version` keeps each version's
//! change from the one before, from which any version is rebuilt. SQLite's own checks prove
//! structure, never content, so a whole map is believed only when it hashes to what its version
//! says.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::placement::{
    Key, MapDiff, Pin, Rule, Segment, Shard, ShardMap, ShardName, decode_diff, encode_diff,
    map_hash,
};
use crate::ports::{MapStore, MapVersion, StoreError, StoredPlan};

use super::{Database, Durability, Schema};

/// Name of the file in the state directory.
const FILE_NAME: &str = "map.db";

const SCHEMA: Schema = Schema {
    application_id: 0x5348_434d, // "SHCM"
    steps: &[include_str!("map_schema.sql")],
    durability: Durability::Full,
};

/// What wrote version 1.
const ADOPTION: &str = "init --adopt";

/// map.db, open.
#[derive(Debug)]
pub struct SqliteMap {
    database: Database,
}

impl SqliteMap {
    /// Opens map.db in `state_dir`, creating both when absent.
    pub fn create(state_dir: &Path) -> Result<Self, StoreError> {
        let database = Database::create(&state_dir.join(FILE_NAME), &SCHEMA)?;
        Ok(Self { database })
    }

    /// Opens map.db in `state_dir`; `None` when it is absent.
    pub fn open(state_dir: &Path) -> Result<Option<Self>, StoreError> {
        let database = Database::open(&state_dir.join(FILE_NAME), &SCHEMA)?;
        Ok(database.map(|database| Self { database }))
    }

    /// The newest version: its lsn and hash. Two tables tell it; they must agree.
    fn head(&self) -> Result<Option<(u64, String)>, StoreError> {
        let (lsn, newest) = self.database.run(|connection| {
            let lsn: u64 = connection.query_row("SELECT lsn FROM meta", [], |row| row.get(0))?;
            let newest: Option<(u64, String)> = connection
                .query_row(
                    "SELECT lsn, hash FROM map_version ORDER BY lsn DESC LIMIT 1",
                    [],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?;
            Ok((lsn, newest))
        })?;
        if lsn == newest.as_ref().map_or(0, |(lsn, _)| *lsn) {
            Ok(newest)
        } else {
            Err(self
                .database
                .corrupt("is damaged: the newest version of its map is missing"))
        }
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
        let Some((lsn, hash)) = self.head()? else {
            return Ok(None);
        };
        let (shards, rules, pins) = self.database.run(|connection| {
            Ok((
                shards(connection)?,
                collect(connection, "SELECT kind, key, shard, lsn FROM rule", rule)?,
                collect(connection, "SELECT kind, key, reason, lsn FROM pin", pin)?,
            ))
        })?;
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

    fn load_covering(&self, keys: &[Key]) -> Result<Option<ShardMap>, StoreError> {
        let _snapshot = self.database.snapshot()?;
        let Some((lsn, _)) = self.head()? else {
            return Ok(None);
        };
        let mut map = ShardMap::new(lsn, self.database.run(shards)?);
        for key in keys {
            let rule = self
                .database
                .run(|connection| most_specific_rule(connection, key.as_bytes()))?;
            if let Some(rule) = rule {
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
        let delta = encode_diff(&MapDiff::between(&ShardMap::default(), map));
        let adopted = self.database.transaction(|transaction| {
            let versions: i64 =
                transaction.query_row("SELECT count(*) FROM map_version", [], |row| row.get(0))?;
            if versions > 0 {
                return Ok(false);
            }
            insert_version(transaction, &version, &delta)?;
            insert_map(transaction, map)?;
            Ok(true)
        })?;
        if !adopted {
            return Err(StoreError::Exists("an adopted shard map".to_owned()));
        }
        self.database.checkpoint()?;
        Ok(version)
    }

    fn history(&self) -> Result<Vec<MapVersion>, StoreError> {
        let sql = "SELECT lsn, hash, created_ms, origin, rules FROM map_version ORDER BY lsn";
        self.database.run(|connection| {
            collect(connection, sql, |row| {
                Ok(MapVersion {
                    lsn: row.get(0)?,
                    hash: row.get(1)?,
                    created_ms: row.get(2)?,
                    origin: row.get(3)?,
                    rules: row.get(4)?,
                })
            })
        })
    }

    fn save_plan(&mut self, plan: &StoredPlan) -> Result<(), StoreError> {
        self.database.run(|connection| {
            connection.execute(
                "INSERT INTO plan (id, name, created_ms, document) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO NOTHING",
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

fn collect<T>(
    connection: &Connection,
    sql: &str,
    value: fn(&Row) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    connection.prepare(sql)?.query_map([], value)?.collect()
}

fn shards(connection: &Connection) -> rusqlite::Result<Vec<Shard>> {
    let sql = "SELECT name, endpoint, bucket, prefix, mount, region, weight FROM shard";
    collect(connection, sql, |row| {
        Ok(Shard {
            name: ShardName(row.get(0)?),
            endpoint: row.get(1)?,
            bucket: row.get(2)?,
            prefix: row.get(3)?,
            mount: row.get(4)?,
            region: row.get(5)?,
            weight: row.get(6)?,
        })
    })
}

const EXACT: i64 = 0;
const PREFIX: i64 = 1;

fn kind(segment: &Segment) -> i64 {
    match segment {
        Segment::Exact(_) => EXACT,
        Segment::Prefix(_) => PREFIX,
    }
}

fn segment(row: &Row) -> rusqlite::Result<Segment> {
    let key = Key::from(row.get::<_, Vec<u8>>(1)?);
    match row.get(0)? {
        EXACT => Ok(Segment::Exact(key)),
        PREFIX => Ok(Segment::Prefix(key)),
        other => Err(rusqlite::Error::IntegralValueOutOfRange(0, other)),
    }
}

fn rule(row: &Row) -> rusqlite::Result<Rule> {
    Ok(Rule {
        segment: segment(row)?,
        shard: ShardName(row.get(2)?),
        lsn: row.get(3)?,
    })
}

fn pin(row: &Row) -> rusqlite::Result<Pin> {
    Ok(Pin {
        segment: segment(row)?,
        reason: row.get(2)?,
        lsn: row.get(3)?,
    })
}

/// The one rule that decides `key`, found like [`ShardMap::locate`] does, without the other rules.
fn most_specific_rule(connection: &Connection, key: &[u8]) -> rusqlite::Result<Option<Rule>> {
    let exact = connection
        .prepare_cached("SELECT kind, key, shard, lsn FROM rule WHERE kind = 0 AND key = ?1")?
        .query_row([key], rule)
        .optional()?;
    if exact.is_some() {
        return Ok(exact);
    }
    let mut below = connection.prepare_cached(
        "SELECT kind, key, shard, lsn FROM rule WHERE kind = 1 AND key <= ?1
         ORDER BY key DESC LIMIT 1",
    )?;
    let mut common = key;
    loop {
        let Some(candidate) = below.query_row([common], rule).optional()? else {
            return Ok(None);
        };
        let prefix = candidate.segment.key().as_bytes();
        if key.starts_with(prefix) {
            return Ok(Some(candidate));
        }
        let shared = key.iter().zip(prefix).take_while(|(a, b)| a == b).count();
        common = &key[..shared];
    }
}

fn insert_version(
    transaction: &Transaction,
    version: &MapVersion,
    delta: &[u8],
) -> rusqlite::Result<()> {
    transaction.execute(
        "INSERT INTO map_version (lsn, hash, created_ms, origin, rules, delta)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            version.lsn,
            version.hash,
            version.created_ms,
            version.origin,
            version.rules,
            delta
        ],
    )?;
    transaction.execute("UPDATE meta SET lsn = ?1", [version.lsn])?;
    Ok(())
}

fn insert_map(transaction: &Transaction, map: &ShardMap) -> rusqlite::Result<()> {
    let mut add_shard = transaction.prepare(
        "INSERT INTO shard (name, endpoint, bucket, prefix, mount, region, weight)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for shard in map.shards() {
        add_shard.execute(params![
            shard.name.0,
            shard.endpoint,
            shard.bucket,
            shard.prefix,
            shard.mount,
            shard.region,
            shard.weight
        ])?;
    }
    let mut add_rule =
        transaction.prepare("INSERT INTO rule (kind, key, shard, lsn) VALUES (?1, ?2, ?3, ?4)")?;
    for rule in map.rules() {
        let key = rule.segment.key().as_bytes();
        add_rule.execute(params![kind(&rule.segment), key, rule.shard.0, rule.lsn])?;
    }
    let mut add_pin =
        transaction.prepare("INSERT INTO pin (kind, key, reason, lsn) VALUES (?1, ?2, ?3, ?4)")?;
    for pin in map.pins() {
        let key = pin.segment.key().as_bytes();
        add_pin.execute(params![kind(&pin.segment), key, pin.reason, pin.lsn])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
