//! [`InventoryCursor`]: the rows of one inventory in byte order of keys, from blocks that may overlap.
//!
//! Blocks are opened when the merge reaches their first key, so memory is one block per run of
//! rows that was written unsorted against the others, whatever the inventory's size.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};

use rusqlite::{OptionalExtension, params};

use crate::placement::Key;
use crate::ports::{InventoryObject, StoreError};

use super::Database;
use super::inventory_block::{BlockReader, BrokenBlock};

/// Blocks looked up at a time.
const INDEX_PAGE: usize = 256;

/// A reading position in one inventory.
pub struct InventoryCursor<'a> {
    database: &'a Database,
    inventory: i64,
    /// Blocks not opened yet, in order; refilled from the index.
    ahead: VecDeque<(Vec<u8>, i64)>,
    /// Where the index continues; `None` at its end.
    index_after: Option<(Vec<u8>, i64)>,
    open: BinaryHeap<OpenBlock>,
    /// The key of the row given last.
    given: Option<Key>,
    failed: bool,
}

/// A block in the merge, ordered so that the heap's top has the smallest next key.
struct OpenBlock {
    next: InventoryObject,
    id: i64,
    reader: BlockReader,
}

impl Ord for OpenBlock {
    fn cmp(&self, other: &Self) -> Ordering {
        (&other.next.key, other.id).cmp(&(&self.next.key, self.id))
    }
}

impl PartialOrd for OpenBlock {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for OpenBlock {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for OpenBlock {}

impl<'a> InventoryCursor<'a> {
    /// A cursor before the first row.
    pub fn new(database: &'a Database, inventory: i64) -> Self {
        Self {
            database,
            inventory,
            ahead: VecDeque::new(),
            index_after: Some((Vec::new(), 0)),
            open: BinaryHeap::new(),
            given: None,
            failed: false,
        }
    }

    /// The row of one key.
    pub fn find(
        database: &Database,
        inventory: i64,
        key: &Key,
    ) -> Result<Option<InventoryObject>, StoreError> {
        let ids: Vec<i64> = database.run(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id FROM inventory_block
                 WHERE inventory = ?1 AND first_key <= ?2 AND last_key >= ?2 ORDER BY id",
            )?;
            let rows = statement.query_map(params![inventory, key.as_bytes()], |row| row.get(0))?;
            rows.collect()
        })?;
        for id in ids {
            let reader = open_block(database, id)?;
            let found = reader.find(key.as_bytes());
            if let Some(object) = found.map_err(|broken| error(database, broken))? {
                return Ok(Some(object));
            }
        }
        Ok(None)
    }

    fn refill(&mut self) -> Result<(), StoreError> {
        let Some((key, id)) = self.index_after.take() else {
            return Ok(());
        };
        self.ahead = self.database.run(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT first_key, id FROM inventory_block
                 WHERE inventory = ?1 AND (first_key, id) > (?2, ?3)
                 ORDER BY first_key, id LIMIT ?4",
            )?;
            let page = params![self.inventory, key, id, INDEX_PAGE as u64];
            let rows = statement.query_map(page, |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        })?;
        if self.ahead.len() == INDEX_PAGE {
            self.index_after = self.ahead.back().cloned();
        }
        Ok(())
    }

    /// Opens every block that begins at or before the next row.
    fn open_due(&mut self) -> Result<(), StoreError> {
        loop {
            if self.ahead.is_empty() {
                self.refill()?;
            }
            let due = match (self.ahead.front(), self.open.peek()) {
                (Some((first, _)), Some(top)) => first.as_slice() <= top.next.key.as_bytes(),
                (Some(_), None) => true,
                (None, _) => false,
            };
            let Some((_, id)) = self.ahead.pop_front_if(|_| due) else {
                return Ok(());
            };
            let reader = open_block(self.database, id)?;
            self.push_next(id, reader)?;
        }
    }

    fn push_next(&mut self, id: i64, mut reader: BlockReader) -> Result<(), StoreError> {
        let next = reader
            .next_row()
            .map_err(|broken| error(self.database, broken))?;
        if let Some(next) = next {
            self.open.push(OpenBlock { next, id, reader });
        }
        Ok(())
    }

    fn advance(&mut self) -> Result<Option<InventoryObject>, StoreError> {
        loop {
            self.open_due()?;
            let Some(OpenBlock { next, id, reader }) = self.open.pop() else {
                return Ok(None);
            };
            self.push_next(id, reader)?;
            // Of a key that was written more than once, the row of the first block counts.
            if self.given.as_ref() != Some(&next.key) {
                self.given = Some(next.key.clone());
                return Ok(Some(next));
            }
        }
    }
}

impl Iterator for InventoryCursor<'_> {
    type Item = Result<InventoryObject, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let row = self.advance();
        self.failed = row.is_err();
        row.transpose()
    }
}

fn open_block(database: &Database, id: i64) -> Result<BlockReader, StoreError> {
    let bytes: Option<Vec<u8>> = database.run(|connection| {
        connection
            .prepare_cached("SELECT rows FROM inventory_block WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()
    })?;
    let bytes = bytes.ok_or_else(|| error(database, BrokenBlock))?;
    BlockReader::new(bytes).map_err(|broken| error(database, broken))
}

fn error(database: &Database, _: BrokenBlock) -> StoreError {
    database.corrupt("is damaged: a block of its inventory is not what was written")
}
