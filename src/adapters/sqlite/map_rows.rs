//! The rows of the newest map and of its versions, read and changed: whether a change fits the map is
//! decided before.

use rusqlite::{Connection, Row, params};

use super::Fault;
use crate::placement::{Key, MapDiff, Pin, Rule, Segment, Shard, ShardName};
use crate::ports::MapVersion;

/// Every row that `sql` finds.
pub(super) fn collect<T>(
    connection: &Connection,
    sql: &str,
    value: fn(&Row) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    connection.prepare(sql)?.query_map([], value)?.collect()
}

/// The shard set.
pub(super) fn shards(connection: &Connection) -> rusqlite::Result<Vec<Shard>> {
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

/// The kind of a segment in a row.
pub(super) fn stored_kind(segment: &Segment) -> i64 {
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

/// Every rule.
pub(super) fn rules(connection: &Connection) -> rusqlite::Result<Vec<Rule>> {
    collect(connection, "SELECT kind, key, shard, lsn FROM rule", rule)
}

/// Every pin.
pub(super) fn pins(connection: &Connection) -> rusqlite::Result<Vec<Pin>> {
    collect(connection, "SELECT kind, key, reason, lsn FROM pin", pin)
}

/// A rule of `kind, key, shard, lsn`.
fn rule(row: &Row) -> rusqlite::Result<Rule> {
    Ok(Rule {
        segment: segment(row)?,
        shard: ShardName(row.get(2)?),
        lsn: row.get(3)?,
    })
}

/// A pin of `kind, key, reason, lsn`.
fn pin(row: &Row) -> rusqlite::Result<Pin> {
    Ok(Pin {
        segment: segment(row)?,
        reason: row.get(2)?,
        lsn: row.get(3)?,
    })
}

/// Adds a version and the change, as it is written, that makes it from the one before.
pub(super) fn insert_version(
    connection: &Connection,
    version: &MapVersion,
    delta: &[u8],
) -> Result<(), Fault> {
    connection.execute(
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
    Ok(())
}

/// Changes the rows of the newest map; touches those that the change names and no other.
pub(super) fn apply_diff(connection: &Connection, diff: &MapDiff) -> Result<(), Fault> {
    // Shards come before the rules that name them, and go after.
    let mut set_shard = connection.prepare_cached(
        "INSERT INTO shard (name, endpoint, bucket, prefix, mount, region, weight)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (name) DO UPDATE SET
         endpoint = ?2, bucket = ?3, prefix = ?4, mount = ?5, region = ?6, weight = ?7",
    )?;
    for shard in &diff.shards_set {
        set_shard.execute(params![
            shard.name.0,
            shard.endpoint,
            shard.bucket,
            shard.prefix,
            shard.mount,
            shard.region,
            shard.weight
        ])?;
    }
    remove_segments(connection, "rule", &diff.rules_removed)?;
    let mut set_rule = connection.prepare_cached(
        "INSERT OR REPLACE INTO rule (kind, key, shard, lsn) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for rule in &diff.rules_set {
        let key = rule.segment.key().as_bytes();
        set_rule.execute(params![
            stored_kind(&rule.segment),
            key,
            rule.shard.0,
            rule.lsn
        ])?;
    }
    let mut remove_shard = connection.prepare_cached("DELETE FROM shard WHERE name = ?1")?;
    for name in &diff.shards_removed {
        remove_shard.execute([&name.0])?;
    }
    remove_segments(connection, "pin", &diff.pins_removed)?;
    let mut set_pin = connection.prepare_cached(
        "INSERT OR REPLACE INTO pin (kind, key, reason, lsn) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for pin in &diff.pins_set {
        let key = pin.segment.key().as_bytes();
        set_pin.execute(params![stored_kind(&pin.segment), key, pin.reason, pin.lsn])?;
    }
    Ok(())
}

fn remove_segments(
    connection: &Connection,
    table: &str,
    segments: &[Segment],
) -> Result<(), Fault> {
    let sql = format!("DELETE FROM {table} WHERE kind = ?1 AND key = ?2");
    let mut remove = connection.prepare_cached(&sql)?;
    for segment in segments {
        remove.execute(params![stored_kind(segment), segment.key().as_bytes()])?;
    }
    Ok(())
}
