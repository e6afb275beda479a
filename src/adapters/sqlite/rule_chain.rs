//! What makes a few rows of the map believable without reading all of it.
//!
//! A whole map hashes to what its version says. Who asks for one key reads a handful of rules, and of
//! these each must tell by itself that it is as it was written and that no row is missing beside it:
//! every row of `rule` carries the key of the next row of its kind and a checksum over all of it, and
//! `rule_seal` says, for the newest version, which row of each kind is the first and what the shards hash to.
//! A row that was changed, added or taken away behind our back is noticed by every question whose
//! answer it could change. A checksum is not a signature: who computes it anew is believed here, and
//! refused by whatever reads the whole map, whose hash other places know too.
//!
//! A file from before this has no seals; it is read whole until the next change of the map makes them.

use rusqlite::{Connection, OptionalExtension as _, Row, Statement, params};

use super::Fault;
use super::map_rows::{apply_diff, insert_version, shards, stored_kind};
use super::row_check::{row_check, verify_row};
use crate::placement::{Key, MapDiff, Rule, Segment, ShardMap, ShardName, encode_first_diff};
use crate::ports::MapVersion;

/// More changed rules than this are cheaper to link anew altogether.
const LINKED_ONE_BY_ONE: usize = 1_000;

const EXACT: i64 = 0;
const PREFIX: i64 = 1;
/// In `rule_seal`: the shards.
const SHARDS: i64 = 2;

/// The seals of the newest version.
pub(super) struct Seals {
    first_exact: Option<Vec<u8>>,
    first_prefix: Option<Vec<u8>>,
}

/// A row of `rule` with what links it.
struct Linked {
    kind: i64,
    key: Vec<u8>,
    shard: String,
    lsn: u64,
    next: Option<Vec<u8>>,
}

impl Linked {
    const SELECT: &str = "SELECT kind, key, shard, lsn, next, checksum FROM rule";

    /// Reads a row; the checksum that it carries is beside it.
    fn read(row: &Row) -> rusqlite::Result<(Self, Option<i64>)> {
        let linked = Self {
            kind: row.get(0)?,
            key: row.get(1)?,
            shard: row.get(2)?,
            lsn: row.get(3)?,
            next: row.get(4)?,
        };
        Ok((linked, row.get(5)?))
    }

    fn check(&self) -> i64 {
        row_check(
            "rule",
            &[
                &self.kind.to_be_bytes(),
                &self.key,
                self.shard.as_bytes(),
                &self.lsn.to_be_bytes(),
                &link_bytes(self.next.as_deref()),
            ],
        )
    }

    fn insert(&self, statement: &mut Statement<'_>) -> Result<(), Fault> {
        statement.execute(params![
            self.kind,
            self.key,
            self.shard,
            self.lsn,
            self.next,
            self.check()
        ])?;
        Ok(())
    }

    fn write(&self, connection: &Connection) -> Result<(), Fault> {
        connection
            .prepare_cached(
                "UPDATE rule SET next = ?3, checksum = ?4 WHERE kind = ?1 AND key = ?2",
            )?
            .execute(params![self.kind, self.key, self.next, self.check()])?;
        Ok(())
    }

    fn into_rule(self) -> Rule {
        let key = Key::from(self.key);
        Rule {
            segment: match self.kind {
                EXACT => Segment::Exact(key),
                _ => Segment::Prefix(key),
            },
            shard: ShardName(self.shard),
            lsn: self.lsn,
        }
    }
}

/// No next row is something else than a next row of no bytes.
fn link_bytes(next: Option<&[u8]>) -> Vec<u8> {
    next.map_or_else(Vec::new, |next| [b"+", next].concat())
}

impl Seals {
    /// The seals of version `lsn`; `None` in a file that has none yet.
    pub fn read(connection: &Connection, lsn: u64) -> Result<Option<Self>, Fault> {
        let sealed: i64 =
            connection.query_row("SELECT count(*) FROM rule_seal", [], |row| row.get(0))?;
        if sealed == 0 {
            return Ok(None);
        }
        let first = |kind| seal(connection, kind, lsn);
        let seals = Self {
            first_exact: first(EXACT)?,
            first_prefix: first(PREFIX)?,
        };
        let found = seal(connection, SHARDS, lsn)?;
        if found.as_deref() != Some(&shards_hash(connection)?) {
            let problem = "is damaged: its shards do not hash to what was written";
            return Err(Fault::Corrupt(problem.to_owned()));
        }
        Ok(Some(seals))
    }

    /// The one rule that decides `key`, found like `ShardMap::locate` does, without the other rules.
    pub fn most_specific_rule(
        &self,
        connection: &Connection,
        key: &[u8],
    ) -> Result<Option<Rule>, Fault> {
        if let Some(row) = self.last_up_to(connection, EXACT, key)?
            && row.key == key
        {
            return Ok(Some(row.into_rule()));
        }
        let mut common = key;
        while let Some(row) = self.last_up_to(connection, PREFIX, common)? {
            if key.starts_with(&row.key) {
                return Ok(Some(row.into_rule()));
            }
            let shared = key.iter().zip(&row.key).take_while(|(a, b)| a == b).count();
            common = &key[..shared];
        }
        Ok(None)
    }

    /// The last row of a kind whose key is not after `key`; that there is none after it is proven.
    fn last_up_to(
        &self,
        connection: &Connection,
        kind: i64,
        key: &[u8],
    ) -> Result<Option<Linked>, Fault> {
        let sql = "SELECT kind, key, shard, lsn, next, checksum FROM rule
                   WHERE kind = ?1 AND key <= ?2 ORDER BY key DESC LIMIT 1";
        let found = connection
            .prepare_cached(sql)?
            .query_row(params![kind, key], Linked::read)
            .optional()?;
        let (row, next) = match found {
            Some((row, checksum)) => {
                let what = || format!("the rule of `{}`", row.key.escape_ascii());
                verify_row(what, checksum.unwrap_or_default(), row.check())?;
                let next = row.next.clone();
                (Some(row), next)
            }
            None if kind == EXACT => (None, self.first_exact.clone()),
            None => (None, self.first_prefix.clone()),
        };
        match next {
            Some(next) if next.as_slice() <= key => Err(Fault::Corrupt(format!(
                "is damaged: the rule of `{}` is missing",
                next.escape_ascii()
            ))),
            _ => Ok(row),
        }
    }
}

/// What the seal of a kind says.
fn seal(connection: &Connection, kind: i64, lsn: u64) -> Result<Option<Vec<u8>>, Fault> {
    let found = connection
        .prepare_cached("SELECT first, checksum FROM rule_seal WHERE kind = ?1")?
        .query_row([kind], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (first, checksum): (Option<Vec<u8>>, i64) = found.unwrap_or_default();
    let what = || format!("seal {kind} of map version {lsn}");
    verify_row(what, checksum, seal_check(kind, first.as_deref(), lsn))?;
    Ok(first)
}

fn seal_check(kind: i64, first: Option<&[u8]>, lsn: u64) -> i64 {
    let (kind, lsn) = (kind.to_be_bytes(), lsn.to_be_bytes());
    row_check("rule_seal", &[&kind, &link_bytes(first), &lsn])
}

fn shards_hash(connection: &Connection) -> Result<Vec<u8>, Fault> {
    let mut shards = shards(connection)?;
    shards.sort_by(|a, b| a.name.cmp(&b.name));
    let lines: Vec<Vec<u8>> = shards
        .iter()
        .map(|shard| serde_json::to_vec(shard).expect("strings and numbers always are JSON"))
        .collect();
    let columns: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
    Ok(row_check("shard", &columns).to_be_bytes().into())
}

/// Links the rows that a change has touched, and seals version `lsn`.
pub(super) fn reseal(connection: &Connection, diff: &MapDiff, lsn: u64) -> Result<(), Fault> {
    let sealed: i64 =
        connection.query_row("SELECT count(*) FROM rule_seal", [], |row| row.get(0))?;
    let changed = diff.rules_set.len() + diff.rules_removed.len();
    if sealed == 0 || changed > LINKED_ONE_BY_ONE {
        link_all(connection)?;
    } else {
        let set = diff.rules_set.iter().map(|rule| &rule.segment);
        for segment in set.chain(&diff.rules_removed) {
            link_around(connection, stored_kind(segment), segment.key().as_bytes())?;
        }
    }
    write_seals(connection, lsn)
}

/// Writes the first version of a map: rows, links and seals in one go, each row once.
pub(super) fn write_first(
    connection: &Connection,
    version: &MapVersion,
    map: &ShardMap,
) -> Result<(), Fault> {
    insert_version(connection, version, &encode_first_diff(map))?;
    let without_rules = MapDiff {
        shards_set: map.shards().cloned().collect(),
        pins_set: map.pins().cloned().collect(),
        ..MapDiff::default()
    };
    apply_diff(connection, &without_rules)?;
    let sql = "INSERT INTO rule (kind, key, shard, lsn, next, checksum)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let mut statement = connection.prepare(sql)?;
    let mut rules = map.placements().peekable();
    while let Some((segment, shard, lsn)) = rules.next() {
        let kind = stored_kind(segment);
        let next = rules.peek().map(|(next, _, _)| *next);
        let next = next.filter(|next| stored_kind(next) == kind);
        let row = Linked {
            kind,
            key: segment.key().as_bytes().to_vec(),
            shard: shard.0.clone(),
            lsn,
            next: next.map(|next| next.key().as_bytes().to_vec()),
        };
        row.insert(&mut statement)?;
    }
    write_seals(connection, version.lsn)
}

fn write_seals(connection: &Connection, lsn: u64) -> Result<(), Fault> {
    for kind in [EXACT, PREFIX] {
        let sql = "SELECT min(key) FROM rule WHERE kind = ?1";
        let first: Option<Vec<u8>> = connection.query_row(sql, [kind], |row| row.get(0))?;
        write_seal(connection, kind, first.as_deref(), lsn)?;
    }
    let hash = shards_hash(connection)?;
    write_seal(connection, SHARDS, Some(&hash), lsn)
}

fn write_seal(
    connection: &Connection,
    kind: i64,
    first: Option<&[u8]>,
    lsn: u64,
) -> Result<(), Fault> {
    connection.execute(
        "INSERT OR REPLACE INTO rule_seal (kind, first, checksum) VALUES (?1, ?2, ?3)",
        params![kind, first, seal_check(kind, first, lsn)],
    )?;
    Ok(())
}

/// Links the row of `key`, where there is one, and the row before it.
fn link_around(connection: &Connection, kind: i64, key: &[u8]) -> Result<(), Fault> {
    let sql = format!(
        "{} WHERE kind = ?1 AND key <= ?2 ORDER BY key DESC LIMIT 2",
        Linked::SELECT
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![kind, key], Linked::read)?;
    for row in rows {
        let (mut row, _) = row?;
        let sql = "SELECT min(key) FROM rule WHERE kind = ?1 AND key > ?2";
        let mut after = connection.prepare_cached(sql)?;
        row.next = after.query_row(params![kind, row.key], |found| found.get(0))?;
        row.write(connection)?;
    }
    Ok(())
}

fn link_all(connection: &Connection) -> Result<(), Fault> {
    for kind in [EXACT, PREFIX] {
        let mut next = None;
        // From the last to the first: what follows a row is known when it is written.
        let mut before = None::<Vec<u8>>;
        loop {
            let rows = rows_before(connection, kind, before.as_deref())?;
            let Some(last) = rows.last() else { break };
            before = Some(last.key.clone());
            for mut row in rows {
                row.next = next.replace(row.key.clone());
                row.write(connection)?;
            }
        }
    }
    Ok(())
}

/// Up to a thousand rows of a kind before a key, the last first.
fn rows_before(
    connection: &Connection,
    kind: i64,
    before: Option<&[u8]>,
) -> Result<Vec<Linked>, Fault> {
    let sql = format!(
        "{} WHERE kind = ?1 AND (?2 IS NULL OR key < ?2) ORDER BY key DESC LIMIT 1000",
        Linked::SELECT
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![kind, before], Linked::read)?;
    let rows = rows.map(|row| row.map(|(linked, _)| linked));
    Ok(rows.collect::<Result<_, _>>()?)
}
