//! Inventories in stats.db: blocks of sorted rows, merged on reading.

use std::ops::Range;

use rusqlite::{OptionalExtension, Transaction, params};

use crate::placement::{Key, ShardName};
use crate::ports::{
    InventoryObject, InventoryRows, InventoryStore, InventorySummary, KeyRange, StoreError,
    UnfinishedInventory,
};

use super::SqliteStats;
use super::inventory_block::encode;
use super::inventory_cursor::InventoryCursor;

/// Rows in a block: enough to amortise the SQL row, few enough to hold one per overlapping run.
const BLOCK_ROWS: usize = 1024;

const UNFINISHED: i64 = 0;
const FINISHED: i64 = 1;

impl SqliteStats {
    /// The row of `inventory`, with its id.
    fn inventory_row(
        &self,
        shard: &ShardName,
        finished: i64,
    ) -> Result<Option<(i64, InventorySummary)>, StoreError> {
        self.database.run(|connection| {
            connection
                .query_row(
                    "SELECT id, taken_ms, origin, objects, bytes FROM inventory
                     WHERE shard = ?1 AND finished = ?2",
                    params![shard.0, finished],
                    |row| {
                        let summary = InventorySummary {
                            taken_ms: row.get(1)?,
                            origin: row.get(2)?,
                            objects: row.get(3)?,
                            bytes: row.get(4)?,
                        };
                        Ok((row.get(0)?, summary))
                    },
                )
                .optional()
        })
    }

    /// Objects and bytes, where blocks that overlap may hold a key twice; `None` where none do, and
    /// the sums kept while writing are right.
    fn recount(&self, id: i64) -> Result<Option<(u64, u64)>, StoreError> {
        let overlap: bool = self.database.run(|connection| {
            let sql = "SELECT EXISTS (SELECT 1 FROM (
                         SELECT first_key, lag(last_key) OVER (ORDER BY first_key, id) AS before
                         FROM inventory_block WHERE inventory = ?1) WHERE before >= first_key)";
            connection.query_row(sql, [id], |row| row.get(0))
        })?;
        if !overlap {
            return Ok(None);
        }
        InventoryCursor::new(&self.database, id).sums().map(Some)
    }

    fn open_inventory(&self, shard: &ShardName) -> Result<i64, StoreError> {
        let row = self.inventory_row(shard, UNFINISHED)?;
        row.map(|(id, _)| id).ok_or_else(|| {
            self.database
                .corrupt("has lost an inventory that was being written")
        })
    }
}

impl InventoryStore for SqliteStats {
    fn unfinished_inventory(
        &self,
        shard: &ShardName,
    ) -> Result<Option<UnfinishedInventory>, StoreError> {
        let _snapshot = self.database.snapshot()?;
        let Some((id, summary)) = self.inventory_row(shard, UNFINISHED)? else {
            return Ok(None);
        };
        let remaining = self.database.run(|connection| {
            let mut statement = connection.prepare(
                "SELECT after_key, until_key FROM scan_cursor WHERE inventory = ?1
                 ORDER BY after_key",
            )?;
            let rows = statement.query_map([id], |row| {
                let key = |column| -> rusqlite::Result<Option<Key>> {
                    Ok(row.get::<_, Option<Vec<u8>>>(column)?.map(Key::from))
                };
                Ok(KeyRange {
                    after: key(0)?,
                    until: key(1)?,
                })
            })?;
            rows.collect()
        })?;
        Ok(Some(UnfinishedInventory { summary, remaining }))
    }

    fn begin_inventory(
        &mut self,
        shard: &ShardName,
        origin: &str,
        taken_ms: i64,
    ) -> Result<(), StoreError> {
        self.database.transaction(|transaction| {
            delete(transaction, shard, UNFINISHED)?;
            transaction.execute(
                "INSERT INTO inventory (shard, finished, origin, taken_ms, objects, bytes)
                 VALUES (?1, ?2, ?3, ?4, 0, 0)",
                params![shard.0, UNFINISHED, origin, taken_ms],
            )?;
            let id = transaction.last_insert_rowid();
            set_remaining(transaction, id, &[KeyRange::default()])
        })
    }

    fn append_inventory(
        &mut self,
        shard: &ShardName,
        rows: &mut InventoryRows,
        remaining: &[KeyRange],
    ) -> Result<(), StoreError> {
        let id = self.open_inventory(shard)?;
        let runs = rows.runs();
        self.database.transaction(|transaction| {
            for run in runs {
                insert_blocks(transaction, id, rows, run)?;
            }
            let bytes = rows
                .iter()
                .fold(0_u64, |sum, row| sum.saturating_add(row.size));
            // What is past counting stays at the most that can be counted.
            transaction.execute(
                "UPDATE inventory SET objects = objects + ?2, bytes = CAST(bytes + ?3 AS INTEGER)
                 WHERE id = ?1",
                params![id, rows.len() as u64, bytes.min(i64::MAX as u64)],
            )?;
            set_remaining(transaction, id, remaining)
        })
    }

    fn finish_inventory(&mut self, shard: &ShardName) -> Result<InventorySummary, StoreError> {
        let id = self.open_inventory(shard)?;
        let recounted = self.recount(id)?;
        self.database.transaction(|transaction| {
            delete(transaction, shard, FINISHED)?;
            if let Some((objects, bytes)) = recounted {
                let sql = "UPDATE inventory SET objects = ?2, bytes = ?3 WHERE id = ?1";
                transaction.execute(sql, params![id, objects, bytes])?;
            }
            set_remaining(transaction, id, &[])?;
            let sql = "UPDATE inventory SET finished = ?2 WHERE id = ?1";
            transaction.execute(sql, params![id, FINISHED])
        })?;
        let row = self.inventory_row(shard, FINISHED)?;
        row.map(|(_, summary)| summary)
            .ok_or_else(|| self.database.corrupt("has lost an inventory just written"))
    }

    fn inventory(&self, shard: &ShardName) -> Result<Option<InventorySummary>, StoreError> {
        let row = self.inventory_row(shard, FINISHED)?;
        Ok(row.map(|(_, summary)| summary))
    }

    fn inventory_objects<'a>(
        &'a self,
        shard: &ShardName,
    ) -> Result<Box<dyn Iterator<Item = Result<InventoryObject, StoreError>> + 'a>, StoreError>
    {
        Ok(match self.inventory_row(shard, FINISHED)? {
            Some((id, _)) => Box::new(InventoryCursor::new(&self.database, id)),
            None => Box::new(std::iter::empty()),
        })
    }

    fn inventory_object(
        &self,
        shard: &ShardName,
        key: &Key,
    ) -> Result<Option<InventoryObject>, StoreError> {
        match self.inventory_row(shard, FINISHED)? {
            Some((id, _)) => InventoryCursor::find(&self.database, id, key),
            None => Ok(None),
        }
    }
}

fn delete(transaction: &Transaction, shard: &ShardName, finished: i64) -> rusqlite::Result<()> {
    let sql = "DELETE FROM inventory WHERE shard = ?1 AND finished = ?2";
    transaction.execute(sql, params![shard.0, finished])?;
    Ok(())
}

fn insert_blocks(
    transaction: &Transaction,
    inventory: i64,
    rows: &InventoryRows,
    run: Range<usize>,
) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO inventory_block (inventory, first_key, last_key, rows)
         VALUES (?1, ?2, ?3, ?4)",
    )?;
    for start in run.clone().step_by(BLOCK_ROWS) {
        let block = || rows.range(start..(start + BLOCK_ROWS).min(run.end));
        let ends = block().next().zip(block().next_back());
        if let Some((first, last)) = ends {
            insert.execute(params![inventory, first.key, last.key, encode(block())])?;
        }
    }
    Ok(())
}

fn set_remaining(
    transaction: &Transaction,
    inventory: i64,
    remaining: &[KeyRange],
) -> rusqlite::Result<()> {
    transaction.execute("DELETE FROM scan_cursor WHERE inventory = ?1", [inventory])?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO scan_cursor (inventory, after_key, until_key) VALUES (?1, ?2, ?3)",
    )?;
    for range in remaining {
        let key = |key: &Option<Key>| key.as_ref().map(|key| key.as_bytes().to_vec());
        insert.execute(params![inventory, key(&range.after), key(&range.until)])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
