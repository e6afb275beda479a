//! Access statistics in stats.db: bookmarks of log files and their accesses.
//!
//! A batch is kept as one compressed block per day. Reading goes day by day over the blocks of all
//! files, so that duplicates meet and the order of files does not matter; its memory is bounded by
//! the busiest day and by the result. Nothing is aggregated ahead: every call reads every block.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params, params};

use crate::access::{
    Access, AccessProfile, BatchState, DAY_MS, IngestBatch, IngestedFile, ProfileBuilder, Session,
    SessionBuilder, block,
};
use crate::ports::{SourceFile, StatsStore, StoreError};

use super::SqliteStats;

/// Level of zstd: blocks are written once and read at every analysis.
const COMPRESSION_LEVEL: i32 = 3;

impl StatsStore for SqliteStats {
    fn source_files(&self) -> Result<Vec<SourceFile>, StoreError> {
        self.database.run(|connection| {
            connection
                .prepare("SELECT * FROM source_file WHERE state = 'done' ORDER BY source, name")?
                .query_map([], source_file)?
                .collect()
        })
    }

    fn commit(&mut self, source: &str, batch: &IngestBatch) -> Result<(), StoreError> {
        let blocks = self.compress(&batch.accesses)?;
        self.database.transaction(|transaction| {
            let open = open_row(transaction, source, &batch.file)?;
            for (day, accesses) in &blocks {
                transaction
                    .prepare_cached(
                        "INSERT INTO access_block (file, day, accesses) VALUES (?1, ?2, ?3)",
                    )?
                    .execute(params![open, day, accesses])?;
            }
            add_excluded(transaction, open, &batch.excluded)?;
            match batch.state {
                BatchState::Open => Ok(()),
                BatchState::Done => finish(transaction, open, source, &batch.file, false),
                BatchState::DoneReplacing => finish(transaction, open, source, &batch.file, true),
            }
        })
    }

    fn discard_open(&mut self, source: &str, name: &str) -> Result<(), StoreError> {
        self.database.transaction(|transaction| {
            transaction.execute(
                "DELETE FROM source_file WHERE source = ?1 AND name = ?2 AND state = 'open'",
                [source, name],
            )?;
            Ok(())
        })
    }

    fn rename_files(
        &mut self,
        source: &str,
        renames: &[(String, String)],
    ) -> Result<(), StoreError> {
        self.database.transaction(|transaction| {
            let mut rename = transaction.prepare_cached(
                "UPDATE source_file SET name = ?3 WHERE source = ?1 AND name = ?2",
            )?;
            // By way of names that no file has, so that none is in the way of another.
            for (from, to) in renames {
                rename.execute([source, from, &format!("\0{to}")])?;
            }
            for (_, to) in renames {
                rename.execute([source, &format!("\0{to}"), to])?;
            }
            Ok(())
        })
    }

    fn take_over(&mut self, name: &str, from: &str, to: &str) -> Result<(), StoreError> {
        self.database.transaction(|transaction| {
            transaction.execute(
                "UPDATE source_file SET source = ?3 WHERE source = ?2 AND name = ?1",
                [name, from, to],
            )?;
            Ok(())
        })
    }

    fn profile(&self) -> Result<AccessProfile, StoreError> {
        let _snapshot = self.database.snapshot()?;
        let mut builder = ProfileBuilder::default();
        for file in self.source_files()? {
            if let (Some(oldest), Some(newest)) =
                (file.file.oldest_event_ms, file.file.newest_event_ms)
            {
                builder.cover(oldest, newest);
            }
        }
        for (reason, records) in self.excluded()? {
            builder.exclude(&reason, records);
        }
        self.each_day(|accesses| builder.add_day(accesses))?;
        Ok(builder.finish())
    }

    fn sessions(&self) -> Result<Vec<Session>, StoreError> {
        let _snapshot = self.database.snapshot()?;
        let mut builder = SessionBuilder::default();
        self.each_day(|accesses| builder.add_day(accesses))?;
        Ok(builder.finish())
    }
}

impl SqliteStats {
    /// One compressed block per day.
    fn compress(&self, accesses: &[Access]) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
        let mut days: BTreeMap<i64, Vec<Access>> = BTreeMap::new();
        for access in accesses {
            let day = access.time_ms.div_euclid(DAY_MS);
            days.entry(day).or_default().push(access.clone());
        }
        days.into_iter()
            .map(|(day, accesses)| {
                let bytes = zstd::bulk::compress(&block::encode(&accesses), COMPRESSION_LEVEL);
                let bytes = bytes.map_err(|error| {
                    self.database
                        .corrupt(&format!("cannot take a block: {error}"))
                })?;
                Ok((day, bytes))
            })
            .collect()
    }

    /// Calls `add` with the accesses of each day, in ascending order of days.
    fn each_day(&self, mut add: impl FnMut(Vec<Access>)) -> Result<(), StoreError> {
        let mut pending: Option<(i64, Vec<Access>)> = None;
        self.each_block(|day, accesses| match &mut pending {
            Some((current, collected)) if *current == day => collected.extend(accesses),
            _ => {
                if let Some((_, collected)) = pending.replace((day, accesses)) {
                    add(collected);
                }
            }
        })?;
        if let Some((_, collected)) = pending {
            add(collected);
        }
        Ok(())
    }

    fn each_block(&self, mut add: impl FnMut(i64, Vec<Access>)) -> Result<(), StoreError> {
        let mut statement = self.database.run(|connection| {
            connection.prepare(
                "SELECT day, accesses FROM access_block
                 JOIN source_file ON source_file.id = file AND state = 'done' ORDER BY day",
            )
        })?;
        let mut rows = self.database.run(|_| statement.query([]))?;
        while let Some((day, bytes)) = self.database.run(|_| {
            let Some(row) = rows.next()? else {
                return Ok(None);
            };
            Ok(Some((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))
        })? {
            add(day, self.decompress(&bytes)?);
        }
        Ok(())
    }

    fn decompress(&self, bytes: &[u8]) -> Result<Vec<Access>, StoreError> {
        let damaged = || self.database.corrupt("holds a damaged block of accesses");
        let plain = zstd::stream::decode_all(bytes).map_err(|_| damaged())?;
        block::decode(&plain).map_err(|_| damaged())
    }

    fn excluded(&self) -> Result<Vec<(String, u64)>, StoreError> {
        self.database.run(|connection| {
            connection
                .prepare(
                    "SELECT reason, sum(not_demand.records) FROM not_demand
                     JOIN source_file ON source_file.id = file AND state = 'done'
                     GROUP BY reason ORDER BY reason",
                )?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        })
    }
}

/// The open row of a file with the bookmark set, created when absent: its id.
fn open_row(transaction: &Transaction, source: &str, file: &IngestedFile) -> rusqlite::Result<i64> {
    transaction
        .prepare_cached(
            "INSERT INTO source_file (source, name, state, identity, format, offset, content_hash,
                lines, records, rejected, key_mismatches, oldest_event_ms, newest_event_ms, read_as)
             VALUES (:source, :name, 'open', :identity, :format, :offset, :content_hash,
                :lines, :records, :rejected, :key_mismatches, :oldest, :newest, :read_as)
             ON CONFLICT (source, name, state) DO UPDATE SET identity = excluded.identity,
                format = excluded.format, read_as = excluded.read_as, offset = excluded.offset,
                content_hash = excluded.content_hash, lines = excluded.lines,
                records = excluded.records, rejected = excluded.rejected,
                key_mismatches = excluded.key_mismatches,
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
                ":oldest": file.oldest_event_ms,
                ":newest": file.newest_event_ms,
                ":read_as": file.read_as,
            },
            |row| row.get(0),
        )
}

fn add_excluded(
    connection: &Connection,
    file: i64,
    excluded: &BTreeMap<String, u64>,
) -> rusqlite::Result<()> {
    for (reason, records) in excluded {
        connection
            .prepare_cached(
                "INSERT INTO not_demand (file, reason, records) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET records = records + excluded.records",
            )?
            .execute(params![file, reason, records])?;
    }
    Ok(())
}

/// Makes the open batches of a file count: together with what is done of it, or in its place.
fn finish(
    transaction: &Transaction,
    open: i64,
    source: &str,
    file: &IngestedFile,
    replace: bool,
) -> rusqlite::Result<()> {
    let done: Option<i64> = transaction
        .query_row(
            "SELECT id FROM source_file WHERE source = ?1 AND name = ?2 AND state = 'done'",
            [source, &file.name],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(done) = done {
        if !replace {
            transaction.execute(
                "UPDATE access_block SET file = ?1 WHERE file = ?2",
                [open, done],
            )?;
            transaction.execute(
                "INSERT INTO not_demand (file, reason, records)
                 SELECT ?1, reason, records FROM not_demand WHERE file = ?2
                 ON CONFLICT DO UPDATE SET records = records + excluded.records",
                [open, done],
            )?;
        }
        transaction.execute("DELETE FROM source_file WHERE id = ?1", [done])?;
    }
    transaction.execute(
        "UPDATE source_file SET state = 'done' WHERE id = ?1",
        [open],
    )?;
    Ok(())
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
            oldest_event_ms: row.get("oldest_event_ms")?,
            newest_event_ms: row.get("newest_event_ms")?,
        },
    })
}

#[cfg(test)]
mod tests;
