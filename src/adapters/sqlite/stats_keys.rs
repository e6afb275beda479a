//! Key texts in stats.db: everything else there names a key by its hash.

use rusqlite::{Connection, params};

use crate::access::{KeyBlock, KeyIndex, KeyList, SLICES, SliceTexts, SortedTexts};

use super::Fault;

pub(super) fn unknown_key() -> Fault {
    Fault::Corrupt("lacks the text of a key that it counts".to_owned())
}

pub(super) fn store_keys(connection: &Connection, keys: &KeyBlock) -> Result<(), Fault> {
    connection
        .prepare_cached("INSERT INTO key_block (slice, hashes, texts) VALUES (?1, ?2, ?3)")?
        .execute(params![keys.slice, keys.hashes, keys.texts])?;
    Ok(())
}

/// Calls `each` with the keys of one slice and their hashes; one may come several times.
pub(super) fn each_key(
    connection: &Connection,
    slice: u8,
    mut each: impl FnMut(u64, &[u8]),
) -> Result<(), Fault> {
    let sql = "SELECT texts FROM key_block WHERE slice = ?1 ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([slice])?;
    while let Some(row) = rows.next()? {
        KeyBlock::read_texts(row.get_ref(0)?.as_blob()?, &mut each)?;
    }
    Ok(())
}

/// Puts these keys in place of all that a slice has.
pub(super) fn replace_keys(
    connection: &Connection,
    slice: u8,
    mut keys: KeyList,
) -> Result<(), Fault> {
    connection.execute("DELETE FROM key_block WHERE slice = ?1", [slice])?;
    let blocks = keys.drain();
    blocks
        .iter()
        .try_for_each(|block| store_keys(connection, block))
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
    each_key(connection, slice, |hash, key| keys.push(hash, key))?;
    Ok(keys.sorted())
}
