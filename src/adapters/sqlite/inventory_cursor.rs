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
    /// Blocks that stand at rows to come.
    open: BinaryHeap<OpenBlock>,
    /// The block that stands at the row of this position.
    current: Option<OpenBlock>,
    /// The key of that row; `None` before the first.
    key: Option<Vec<u8>>,
    failed: bool,
}

/// A block in the merge, ordered so that the heap's top has the smallest key; of several with it the
/// one that was written first.
struct OpenBlock {
    reader: BlockReader,
    id: i64,
}

impl Ord for OpenBlock {
    fn cmp(&self, other: &Self) -> Ordering {
        (other.reader.key(), other.id).cmp(&(self.reader.key(), self.id))
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
            current: None,
            key: None,
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
                (Some((first, _)), Some(top)) => first.as_slice() <= top.reader.key(),
                (Some(_), None) => true,
                (None, _) => false,
            };
            let Some((_, id)) = self.ahead.pop_front_if(|_| due) else {
                return Ok(());
            };
            let reader = open_block(self.database, id)?;
            self.push_next(OpenBlock { reader, id })?;
        }
    }

    fn push_next(&mut self, mut block: OpenBlock) -> Result<(), StoreError> {
        let more = block.reader.advance();
        if more.map_err(|broken| error(self.database, broken))? {
            self.open.push(block);
        }
        Ok(())
    }

    /// Goes on to the next key; false at the end. Of a key that was written more than once, the row
    /// of the first block counts.
    fn advance(&mut self) -> Result<bool, StoreError> {
        loop {
            if let Some(block) = self.current.take() {
                self.push_next(block)?;
            }
            self.open_due()?;
            let Some(block) = self.open.pop() else {
                return Ok(false);
            };
            let is_new = self.key.as_deref() != Some(block.reader.key());
            if is_new {
                let key = self.key.get_or_insert_default();
                key.clear();
                key.extend_from_slice(block.reader.key());
            }
            self.current = Some(block);
            if is_new {
                return Ok(true);
            }
        }
    }

    /// Objects and bytes from here to the end.
    pub fn sums(mut self) -> Result<(u64, u64), StoreError> {
        let mut sums = (0_u64, 0_u64);
        while self.advance()? {
            let size = self.current.as_ref().map_or(0, |block| block.reader.size());
            sums = (sums.0 + 1, sums.1.saturating_add(size));
        }
        Ok(sums)
    }

    fn next_object(&mut self) -> Result<Option<InventoryObject>, StoreError> {
        self.advance()?;
        let object = self.current.as_ref().map(|block| block.reader.object());
        let object = object.transpose();
        object.map_err(|broken| error(self.database, broken))
    }
}

impl Iterator for InventoryCursor<'_> {
    type Item = Result<InventoryObject, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let row = self.next_object();
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
