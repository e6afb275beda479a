//! The open window in stats.db: requests that may yet change what they come to, and key texts.

use std::collections::HashSet;

use rusqlite::types::FromSqlError;
use rusqlite::{Connection, params};

use crate::access::row_block::{self, PARTS, RowBlock, part_of};
use crate::access::{
    AccessRow, AssemblyError, BlockError, KeyBlock, KeyIndex, Names, SLICES, Sheaf, SliceTexts,
    SortedTexts,
};

use super::Fault;
use super::stats_closed::unknown_key;
use super::stats_import::store_imported;

/// As many rows are folded at once rather than part by part. Few in tests, which meet both.
const AT_ONCE_ROWS: u64 = if cfg!(test) { 16 } else { 500_000 };
/// Rows of one block.
const MOST_BLOCK_ROWS: usize = 65_536;
/// Blocks with rows of all clients, from small batches, before they are split into parts.
const MOST_MIXED: u64 = if cfg!(test) { 4 } else { 64 };

impl From<BlockError> for Fault {
    fn from(_: BlockError) -> Self {
        Self::Corrupt("holds a damaged block of access statistics".to_owned())
    }
}

impl From<AssemblyError> for Fault {
    fn from(error: AssemblyError) -> Self {
        match error {
            AssemblyError::Block => BlockError.into(),
            AssemblyError::UnknownKey => unknown_key(),
        }
    }
}

/// Adds rows and keys.
pub(super) fn store_sheaf(connection: &Connection, sheaf: &Sheaf) -> Result<(), Fault> {
    for block in &sheaf.rows {
        store_rows(connection, block)?;
    }
    for keys in &sheaf.keys {
        store_keys(connection, keys)?;
    }
    for imported in &sheaf.imported {
        store_imported(connection, imported)?;
    }
    Ok(())
}

pub(super) fn store_rows(connection: &Connection, block: &RowBlock) -> Result<(), Fault> {
    connection
        .prepare_cached("INSERT INTO open_rows (part, rows, content) VALUES (?1, ?2, ?3)")?
        .execute(params![block.part, block.rows, block.bytes])?;
    Ok(())
}

pub(super) fn store_keys(connection: &Connection, keys: &KeyBlock) -> Result<(), Fault> {
    connection
        .prepare_cached("INSERT INTO key_block (slice, hashes, texts) VALUES (?1, ?2, ?3)")?
        .execute(params![keys.slice, keys.hashes, keys.texts])?;
    Ok(())
}

/// Readings whose rows count.
pub(super) fn live_readings(connection: &Connection) -> rusqlite::Result<HashSet<u32>> {
    connection
        .prepare_cached("SELECT id FROM reading")?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// Bytes of the hash of a key and its place in the index, and of its place in the work of each thread.
const INDEXED_KEY_BYTES: u64 = 12;
const WORKED_KEY_BYTES: u64 = 4;

/// As many keys are indexed in half of this memory.
pub(super) fn most_keys(memory_bytes: u64, threads: usize) -> usize {
    let bytes = INDEXED_KEY_BYTES + WORKED_KEY_BYTES * threads as u64;
    usize::try_from(memory_bytes / 2 / bytes).unwrap_or(usize::MAX)
}

/// All hashes of keys; `None` where there are more than `most`.
pub(super) fn key_index(connection: &Connection, most: usize) -> Result<Option<KeyIndex>, Fault> {
    let mut hashes: Vec<u64> = Vec::new();
    let mut statement =
        connection.prepare_cached("SELECT hashes FROM key_block WHERE slice = ?1")?;
    for slice in 0..SLICES {
        let mut of_slice = Vec::new();
        let mut rows = statement.query([slice])?;
        while let Some(row) = rows.next()? {
            of_slice.append(&mut KeyBlock::read_hashes(row.get_ref(0)?.as_blob()?)?);
        }
        of_slice.sort_unstable();
        of_slice.dedup();
        if hashes.len() + of_slice.len() > most {
            return Ok(None);
        }
        // All slices are about as large.
        hashes.reserve_exact(of_slice.len() * usize::from(SLICES - slice));
        hashes.append(&mut of_slice);
    }
    Ok(Some(KeyIndex::new(hashes)))
}

/// The keys of one slice.
pub(super) fn slice_texts(connection: &Connection, slice: u8) -> Result<SortedTexts, Fault> {
    let mut keys = SliceTexts::default();
    let mut statement =
        connection.prepare_cached("SELECT texts FROM key_block WHERE slice = ?1")?;
    let mut rows = statement.query([slice])?;
    while let Some(row) = rows.next()? {
        let texts = row.get_ref(0)?.as_blob()?;
        KeyBlock::read_texts(texts, |hash, key| keys.push(hash, key))?;
    }
    Ok(keys.sorted())
}

impl From<FromSqlError> for Fault {
    fn from(error: FromSqlError) -> Self {
        Self::Corrupt(format!("does not hold what it should: {error}"))
    }
}

/// The blocks of the window, part by part.
pub(super) struct Window<'c> {
    connection: &'c Connection,
    /// Blocks of all clients, cut into parts.
    mixed: Vec<Vec<RowBlock>>,
    at_once: bool,
    part: u8,
}

impl<'c> Window<'c> {
    /// A reader of the window as it is now.
    pub(super) fn new(connection: &'c Connection) -> Result<Self, Fault> {
        let rows: u64 =
            connection.query_row("SELECT coalesce(sum(rows), 0) FROM open_rows", [], |row| {
                row.get(0)
            })?;
        let mut window = Self {
            connection,
            mixed: Vec::new(),
            at_once: rows <= AT_ONCE_ROWS,
            part: 0,
        };
        if !window.at_once {
            window.mixed.resize(usize::from(PARTS), Vec::new());
            let (rows, regions, tenants) = read_mixed(connection)?;
            for block in blocks_of_parts(&rows, &regions, &tenants, false) {
                window.mixed[usize::from(block.part)].push(block);
            }
        }
        Ok(window)
    }

    /// Whether there is but one part.
    pub(super) fn is_at_once(&self) -> bool {
        self.at_once
    }

    /// The blocks of the next part; `None` after the last.
    pub(super) fn next_part(&mut self) -> Result<Option<Vec<Vec<u8>>>, Fault> {
        if self.part == PARTS {
            return Ok(None);
        }
        let (condition, part, mut blocks) = if self.at_once {
            self.part = PARTS;
            ("", None, Vec::new())
        } else {
            let mixed = std::mem::take(&mut self.mixed[usize::from(self.part)]);
            let mixed = mixed.into_iter().map(|block| block.bytes).collect();
            self.part += 1;
            ("WHERE part = ?1", Some(self.part - 1), mixed)
        };
        let sql = format!("SELECT content FROM open_rows {condition} ORDER BY id");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(part))?;
        while let Some(row) = rows.next()? {
            blocks.push(row.get(0)?);
        }
        Ok(Some(blocks))
    }
}

/// The rows of all blocks that are not of one part, in order, and their names.
fn read_mixed(connection: &Connection) -> Result<(Vec<AccessRow>, Names, Names), Fault> {
    let (mut regions, mut tenants, mut rows) = (Names::default(), Names::default(), Vec::new());
    let sql = "SELECT content FROM open_rows WHERE part = ?1 ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut blocks = statement.query([PARTS])?;
    while let Some(row) = blocks.next()? {
        let content = row.get_ref(0)?.as_blob()?;
        row_block::decode(content, &mut rows, &mut regions, &mut tenants)?;
    }
    rows.sort_unstable();
    Ok((rows, regions, tenants))
}

/// Rows in order as blocks of their parts: of all clients where they are few.
pub(super) fn blocks_of_parts(
    rows: &[AccessRow],
    regions: &Names,
    tenants: &Names,
    at_once: bool,
) -> Vec<RowBlock> {
    let part = |row: &AccessRow| if at_once { PARTS } else { part_of(row.client) };
    // No block of more rows than a batch has: a reader unpacks whole blocks.
    let blocks = rows.chunk_by(|a, b| part(a) == part(b));
    blocks
        .flat_map(|rows| rows.chunks(MOST_BLOCK_ROWS))
        .map(|rows| RowBlock {
            part: part(&rows[0]),
            rows: rows.len() as u32,
            bytes: row_block::encode(rows, regions, tenants),
        })
        .collect()
}

/// Splits the blocks of many small batches into parts.
pub(super) fn split_mixed(connection: &Connection) -> Result<(), Fault> {
    let mixed: u64 = connection
        .prepare_cached("SELECT count(*) FROM open_rows WHERE part = ?1")?
        .query_row([PARTS], |row| row.get(0))?;
    if mixed < MOST_MIXED {
        return Ok(());
    }
    let (rows, regions, tenants) = read_mixed(connection)?;
    connection.execute("DELETE FROM open_rows WHERE part = ?1", [PARTS])?;
    for block in blocks_of_parts(&rows, &regions, &tenants, false) {
        store_rows(connection, &block)?;
    }
    Ok(())
}
