//! Bookmarks and readings of log files in stats.db.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use crate::access::{
    BatchState, Failures, FileReading, HOUR_MS, IngestedFile, PresignedUse, ShardHours, ShardLog,
};
use crate::placement::ShardName;
use crate::ports::SourceFile;

use super::Fault;
use super::stats_import::settle_imported;

/// All bookmarks, in order of source and name.
pub(super) fn source_files(connection: &Connection) -> rusqlite::Result<Vec<SourceFile>> {
    connection
        .prepare_cached("SELECT * FROM source_file ORDER BY source, name")?
        .query_map([], source_file)?
        .collect()
}

/// Stores how far a reading has come; a reading that is done moves the bookmark and counts.
pub(super) fn store_reading(connection: &Connection, reading: &FileReading) -> Result<(), Fault> {
    if reading.state == BatchState::Open {
        return Ok(());
    }
    if reading.state == BatchState::DoneReplacing {
        connection
            .prepare_cached("DELETE FROM source_file WHERE source = ?1 AND name = ?2")?
            .execute([&reading.source, &reading.file.name])?;
    }
    let file = store_bookmark(connection, &reading.source, &reading.file)?;
    connection
        .prepare_cached("INSERT INTO reading (id, file) VALUES (?1, ?2)")?
        .execute(params![reading.id, file])?;
    for (reason, records) in &reading.excluded {
        connection
            .prepare_cached(
                "INSERT INTO not_demand (file, reason, records) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET records = records + excluded.records",
            )?
            .execute(params![file, reason, records])?;
    }
    for (shard, hour, records) in reading.hours.clone().iter() {
        let failures = reading.hours.failures(shard, hour);
        let (errors, slow) = failures.map(|it| (it.errors, it.slow)).unzip();
        connection
            .prepare_cached(
                "INSERT INTO shard_hour (file, shard, hour, records, errors, slow)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT DO UPDATE SET records = records + excluded.records,
                     errors = errors + excluded.errors, slow = slow + excluded.slow",
            )?
            .execute(params![file, shard.0, hour, records, errors, slow])?;
    }
    for (shard, used) in reading.hours.presigned() {
        store_presigned(connection, file, shard, *used)?;
    }
    settle_imported(connection, reading)
}

fn store_presigned(
    connection: &Connection,
    file: i64,
    shard: &ShardName,
    used: PresignedUse,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO presigned_use (file, shard, last_ms, longest_s) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET last_ms = max(last_ms, excluded.last_ms), longest_s =
                max(coalesce(longest_s, excluded.longest_s), coalesce(excluded.longest_s, longest_s))",
        )?
        .execute(params![file, shard.0, used.last_ms, used.longest_s])?;
    Ok(())
}

/// Sets a file's bookmark: the id of its row.
fn store_bookmark(
    connection: &Connection,
    source: &str,
    file: &IngestedFile,
) -> rusqlite::Result<i64> {
    connection
        .prepare_cached(
            "INSERT INTO source_file (source, name, identity, format, offset, content_hash,
                lines, records, rejected, key_mismatches, late, oldest_event_ms, newest_event_ms,
                read_as)
             VALUES (:source, :name, :identity, :format, :offset, :content_hash,
                :lines, :records, :rejected, :key_mismatches, :late, :oldest, :newest, :read_as)
             ON CONFLICT (source, name) DO UPDATE SET identity = excluded.identity,
                format = excluded.format, read_as = excluded.read_as, offset = excluded.offset,
                content_hash = excluded.content_hash, lines = excluded.lines,
                records = excluded.records, rejected = excluded.rejected,
                key_mismatches = excluded.key_mismatches, late = excluded.late,
                oldest_event_ms = excluded.oldest_event_ms,
                newest_event_ms = excluded.newest_event_ms
             RETURNING id",
        )?
        .query_row(
            named_params! {
                ":source": source,
                ":name": file.name,
                ":identity": file.identity,
                ":format": file.format,
                ":offset": file.offset,
                ":content_hash": file.content_hash,
                ":lines": file.lines,
                ":records": file.records,
                ":rejected": file.rejected,
                ":key_mismatches": file.key_mismatches,
                ":late": file.late,
                ":oldest": file.oldest_event_ms,
                ":newest": file.newest_event_ms,
                ":read_as": file.read_as,
            },
            |row| row.get(0),
        )
}

/// Gives files their new names by way of names that no file has, so that none is in the way of
/// another.
pub(super) fn rename_files(
    connection: &Connection,
    source: &str,
    renames: &[(String, String)],
) -> rusqlite::Result<()> {
    let mut rename = connection
        .prepare_cached("UPDATE source_file SET name = ?3 WHERE source = ?1 AND name = ?2")?;
    for (from, to) in renames {
        rename.execute([source, from, &format!("\0{to}")])?;
    }
    for (_, to) in renames {
        rename.execute([source, &format!("\0{to}"), to])?;
    }
    Ok(())
}

/// Oldest and newest record of all files, of what is not pruned.
pub(super) fn span(connection: &Connection) -> rusqlite::Result<Option<(i64, i64)>> {
    let span: (Option<i64>, Option<i64>) = connection.query_row(
        "SELECT min(oldest_event_ms), max(newest_event_ms) FROM source_file",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let pruned = pruned_before(connection)?;
    let kept = |(oldest, newest): (i64, i64)| (oldest.max(pruned).min(newest), newest);
    Ok(span.0.zip(span.1).map(kept))
}

/// Hours before this were pruned.
fn pruned_before(connection: &Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT pruned_before_ms FROM access_state";
    let state = connection.query_row(sql, [], |row| row.get::<_, Option<i64>>(0));
    Ok(state.optional()?.flatten().unwrap_or(i64::MIN))
}

/// Forgets what hours before this one had of records of any kind, for good: late records of them come to nothing known.
pub(super) fn forget_hours(connection: &Connection, first_hour: i64) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM shard_hour WHERE hour < ?1", [first_hour])?;
    connection.execute(
        "UPDATE access_state SET pruned_before_ms = max(coalesce(pruned_before_ms, ?1), ?1)",
        [first_hour.saturating_mul(HOUR_MS)],
    )?;
    Ok(())
}

/// Records that are no demand, by reason.
pub(super) fn excluded(connection: &Connection) -> rusqlite::Result<Vec<(String, u64)>> {
    connection
        .prepare_cached(
            "SELECT reason, sum(records) FROM not_demand GROUP BY reason ORDER BY reason",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// Records of any kind by shard and hour, and the use of presigned URLs.
pub(super) fn shard_hours(connection: &Connection) -> rusqlite::Result<ShardHours> {
    let mut hours = ShardHours::default();
    let first_hour = pruned_before(connection)?.div_euclid(HOUR_MS);
    let sql =
        "SELECT shard, hour, sum(records) FROM shard_hour WHERE hour >= ?1 GROUP BY shard, hour";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([first_hour])?;
    while let Some(row) = rows.next()? {
        hours.add_many(&ShardName(row.get(0)?), row.get(1)?, row.get(2)?);
    }
    let sql = "SELECT shard, last_ms, longest_s FROM presigned_use";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let used = PresignedUse {
            last_ms: row.get(1)?,
            longest_s: row.get(2)?,
        };
        hours.add_presigned(&ShardName(row.get(0)?), used);
    }
    Ok(hours)
}

/// What the log of each shard says of its newest day.
pub(super) fn shard_logs(
    connection: &Connection,
) -> rusqlite::Result<BTreeMap<ShardName, ShardLog>> {
    let sql = "WITH newest AS (SELECT shard, max(hour) AS hour FROM shard_hour GROUP BY shard)
        SELECT it.shard, max(min(file.newest_event_ms, (it.hour + 1) * 3600000 - 1)), sum(it.records),
               CASE WHEN count(it.errors) = count(*) THEN sum(it.errors) END, sum(it.slow)
        FROM shard_hour it
        JOIN newest ON newest.shard = it.shard AND it.hour > newest.hour - 24
        JOIN source_file file ON file.id = it.file
        GROUP BY it.shard";
    let mut statement = connection.prepare_cached(sql)?;
    let logs = statement.query_map([], |row| {
        let slow: Option<u64> = row.get(4)?;
        let errors: Option<u64> = row.get(3)?;
        let log = ShardLog {
            newest_ms: row.get::<_, Option<i64>>(1)?.unwrap_or_default(),
            records: row.get(2)?,
            failures: errors.map(|errors| Failures {
                errors,
                slow: slow.unwrap_or_default(),
            }),
        };
        Ok((ShardName(row.get(0)?), log))
    })?;
    logs.collect()
}

/// The next number of a reading, and the time before which everything is closed.
pub(super) fn state(connection: &Connection) -> rusqlite::Result<(u32, Option<i64>)> {
    let sql = "SELECT next_reading, closed_before_ms FROM access_state";
    let state = connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(state.optional()?.unwrap_or((1, None)))
}

fn source_file(row: &Row) -> rusqlite::Result<SourceFile> {
    Ok(SourceFile {
        source: row.get("source")?,
        file: IngestedFile {
            name: row.get("name")?,
            identity: row.get("identity")?,
            format: row.get("format")?,
            read_as: row.get("read_as")?,
            offset: row.get("offset")?,
            content_hash: row.get("content_hash")?,
            lines: row.get("lines")?,
            records: row.get("records")?,
            rejected: row.get("rejected")?,
            key_mismatches: row.get("key_mismatches")?,
            late: row.get("late")?,
            oldest_event_ms: row.get("oldest_event_ms")?,
            newest_event_ms: row.get("newest_event_ms")?,
        },
    })
}
