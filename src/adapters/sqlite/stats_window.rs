//! The open window in stats.db: requests that may yet change what they come to.

use std::collections::HashSet;

use rusqlite::types::FromSqlError;
use rusqlite::{Connection, params};

use crate::access::row_block::{self, PARTS, RowBlock, part_of};
use crate::access::{AccessRow, AssemblyError, BlockError, KeyIndex, Names, Sheaf};

use super::Fault;
use super::press::{Press, Pressed};
use super::stats_import::store_imported;
use super::stats_keys::{store_keys, unknown_key};

/// Up to so many rows are folded at once rather than part by part. Few in tests, which meet both.
const AT_ONCE_ROWS: u64 = if cfg!(test) { 16 } else { 500_000 };
/// Of the memory there is, what may be gathered of one kind: half is the keys', and more than one kind is
/// gathered at a time, some of it twice while it is sorted.
const GATHERED_SHARE: u64 = 16;
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

/// Readings whose rows count.
fn live_readings(connection: &Connection) -> rusqlite::Result<HashSet<u32>> {
    connection
        .prepare_cached("SELECT id FROM reading")?
        .query_map([], |row| row.get(0))?
        .collect()
}

impl From<FromSqlError> for Fault {
    fn from(error: FromSqlError) -> Self {
        Self::Corrupt(format!("does not hold what it should: {error}"))
    }
}

/// Folds the window, what is final before `until_ms` of it, in so much memory; `store` takes what that comes
/// to, in no order. With pairs and sessions where there are `keys`.
pub(super) fn press_window(
    connection: &Connection,
    until_ms: i64,
    keys: Option<&KeyIndex>,
    (threads, memory_bytes): (usize, u64),
    store: impl FnMut(Pressed) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let live = live_readings(connection)?;
    let gathered_bytes = memory_bytes / GATHERED_SHARE;
    let mut window = Window::new(connection, gathered_bytes)?;
    let press = Press {
        until_ms,
        keys,
        live: &live,
        at_once: window.at_once,
        gathered_bytes,
    };
    press.run(threads, || window.next_part(), store)
}

/// The blocks of the window, part by part.
struct Window<'c> {
    connection: &'c Connection,
    /// Blocks of all clients, cut into parts.
    mixed: Vec<Vec<RowBlock>>,
    /// Whether there is but one part.
    at_once: bool,
    part: u8,
}

impl<'c> Window<'c> {
    /// A reader of the window as it is now.
    fn new(connection: &'c Connection, gathered_bytes: u64) -> Result<Self, Fault> {
        let at_once = AT_ONCE_ROWS.min(gathered_bytes / size_of::<AccessRow>() as u64);
        let rows: u64 =
            connection.query_row("SELECT coalesce(sum(rows), 0) FROM open_rows", [], |row| {
                row.get(0)
            })?;
        let mut window = Self {
            connection,
            mixed: Vec::new(),
            at_once: rows <= at_once,
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

    /// The blocks of the next part; `None` after the last.
    fn next_part(&mut self) -> Result<Option<Vec<Vec<u8>>>, Fault> {
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
