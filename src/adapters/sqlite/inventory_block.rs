//! The written form of a block of inventory rows: sorted, front-coded, checksummed.
//!
//! One SQL row per object would cost several times the space and the time. A block is: row count,
//! storage classes, then per row the length of the key's start that it shares with the row before,
//! the rest of the key, size, ETag (16 bytes where it is an MD5, with the part count of a multipart
//! one), class and the change of the modification time; numbers are LEB128. CRC-64/NVME ends it.

use std::cmp::Ordering;
use std::ops::Range;

use crc_fast::{CrcAlgorithm, checksum};

use crate::placement::Key;
use crate::ports::{InventoryObject, InventoryRow, shared_len};

const CHECKSUM_LEN: usize = 8;

/// Ways to write an ETag.
const ETAG_TEXT: u8 = 0;
const ETAG_MD5: u8 = 1;
const ETAG_MULTIPART: u8 = 2;

/// Hex digits of an MD5.
const MD5_DIGITS: usize = 32;

/// Writes rows, which must be sorted by key.
pub fn encode<'a>(rows: impl ExactSizeIterator<Item = InventoryRow<'a>> + Clone) -> Vec<u8> {
    let mut classes: Vec<&str> = Vec::new();
    for row in rows.clone() {
        if !classes.contains(&row.storage_class) {
            classes.push(row.storage_class);
        }
    }
    let mut out = Vec::with_capacity(rows.len() * 48);
    put_number(&mut out, rows.len() as u64);
    put_number(&mut out, classes.len() as u64);
    for class in &classes {
        put_bytes(&mut out, class.as_bytes());
    }
    let (mut key_before, mut time_before): (&[u8], i64) = (b"", 0);
    for row in rows {
        let shared = shared_len(key_before, row.key);
        put_number(&mut out, shared as u64);
        put_bytes(&mut out, &row.key[shared..]);
        put_number(&mut out, row.size);
        put_etag(&mut out, row.etag);
        let class = classes.iter().position(|&known| known == row.storage_class);
        put_number(&mut out, class.unwrap_or_default() as u64);
        put_number(
            &mut out,
            zigzag(row.last_modified_ms.wrapping_sub(time_before)),
        );
        (key_before, time_before) = (row.key, row.last_modified_ms);
    }
    let sum = checksum(CrcAlgorithm::Crc64Nvme, &out);
    out.extend_from_slice(&sum.to_le_bytes());
    out
}

/// A block that is not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokenBlock;

/// Reads a block row by row.
#[derive(Debug)]
pub struct BlockReader {
    bytes: Vec<u8>,
    at: usize,
    rows_left: u64,
    classes: Vec<String>,
    key: Vec<u8>,
    time_ms: i64,
    row: RawRow,
}

impl BlockReader {
    /// Checks the checksum and reads the head.
    pub fn new(mut bytes: Vec<u8>) -> Result<Self, BrokenBlock> {
        let body = bytes.len().checked_sub(CHECKSUM_LEN).ok_or(BrokenBlock)?;
        let sum = checksum(CrcAlgorithm::Crc64Nvme, &bytes[..body]);
        if bytes[body..] != sum.to_le_bytes() {
            return Err(BrokenBlock);
        }
        bytes.truncate(body);
        let mut reader = Self {
            bytes,
            at: 0,
            rows_left: 0,
            classes: Vec::new(),
            key: Vec::new(),
            time_ms: 0,
            row: RawRow::default(),
        };
        reader.rows_left = reader.number()?;
        for _ in 0..reader.number()? {
            let class = String::from_utf8(reader.bytes()?.to_vec()).map_err(|_| BrokenBlock)?;
            reader.classes.push(class);
        }
        Ok(reader)
    }

    /// The row of `key`; `None` when the block does not have it.
    pub fn find(mut self, key: &[u8]) -> Result<Option<InventoryObject>, BrokenBlock> {
        while self.advance()? {
            match self.key().cmp(key) {
                Ordering::Less => {}
                Ordering::Equal => return self.object().map(Some),
                Ordering::Greater => break,
            }
        }
        Ok(None)
    }

    /// Reads on to the next row, making nothing of it yet; false at the end.
    pub fn advance(&mut self) -> Result<bool, BrokenBlock> {
        if self.rows_left == 0 {
            return Ok(false);
        }
        self.rows_left -= 1;
        let shared = self.number()? as usize;
        if shared > self.key.len() {
            return Err(BrokenBlock);
        }
        self.key.truncate(shared);
        let rest = self.take_range()?;
        self.key.extend_from_slice(&self.bytes[rest]);
        let size = self.number()?;
        let etag = self.etag()?;
        let class = self.number()? as usize;
        self.time_ms = self.time_ms.wrapping_add(unzigzag(self.number()?));
        self.row = RawRow { size, etag, class };
        Ok(true)
    }

    /// The key of the row just read.
    pub fn key(&self) -> &[u8] {
        &self.key
    }

    /// The size of the row just read, in bytes.
    pub fn size(&self) -> u64 {
        self.row.size
    }

    /// The object of the row just read.
    pub fn object(&self) -> Result<InventoryObject, BrokenBlock> {
        let class = self.classes.get(self.row.class).ok_or(BrokenBlock)?;
        Ok(InventoryObject {
            key: Key::from(self.key()),
            size: self.row.size,
            etag: self.etag_text(&self.row.etag)?,
            storage_class: class.clone(),
            last_modified_ms: self.time_ms,
        })
    }

    fn byte(&mut self) -> Result<u8, BrokenBlock> {
        let byte = *self.bytes.get(self.at).ok_or(BrokenBlock)?;
        self.at += 1;
        Ok(byte)
    }

    fn number(&mut self) -> Result<u64, BrokenBlock> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(BrokenBlock)
    }

    fn range(&mut self, len: usize) -> Result<Range<usize>, BrokenBlock> {
        let end = self.at.checked_add(len).ok_or(BrokenBlock)?;
        if end > self.bytes.len() {
            return Err(BrokenBlock);
        }
        let range = self.at..end;
        self.at = end;
        Ok(range)
    }

    fn take_range(&mut self) -> Result<Range<usize>, BrokenBlock> {
        let len = self.number()? as usize;
        self.range(len)
    }

    fn bytes(&mut self) -> Result<&[u8], BrokenBlock> {
        let range = self.take_range()?;
        Ok(&self.bytes[range])
    }

    fn etag(&mut self) -> Result<RawEtag, BrokenBlock> {
        match self.byte()? {
            ETAG_TEXT => self.take_range().map(RawEtag::Text),
            ETAG_MD5 => self.range(MD5_DIGITS / 2).map(RawEtag::Md5),
            ETAG_MULTIPART => {
                let md5 = self.range(MD5_DIGITS / 2)?;
                Ok(RawEtag::Multipart(md5, self.number()?))
            }
            _ => Err(BrokenBlock),
        }
    }

    fn etag_text(&self, etag: &RawEtag) -> Result<String, BrokenBlock> {
        let hex = |range: &Range<usize>| -> String {
            let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
            let bytes = self.bytes[range.clone()].iter();
            bytes
                .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
                .collect()
        };
        match etag {
            RawEtag::Text(range) => {
                String::from_utf8(self.bytes[range.clone()].to_vec()).map_err(|_| BrokenBlock)
            }
            RawEtag::Md5(range) => Ok(hex(range)),
            RawEtag::Multipart(range, parts) => Ok(format!("{}-{parts}", hex(range))),
        }
    }
}

/// A row whose key and time are the reader's.
#[derive(Debug)]
struct RawRow {
    size: u64,
    etag: RawEtag,
    class: usize,
}

impl Default for RawRow {
    fn default() -> Self {
        Self {
            size: 0,
            etag: RawEtag::Text(0..0),
            class: 0,
        }
    }
}

/// Where in the block an ETag is, and how it is written.
#[derive(Debug)]
enum RawEtag {
    Text(Range<usize>),
    Md5(Range<usize>),
    Multipart(Range<usize>, u64),
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

fn put_number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

fn put_etag(out: &mut Vec<u8>, etag: &[u8]) {
    match packed_etag(etag) {
        Some((md5, None)) => {
            out.push(ETAG_MD5);
            out.extend_from_slice(&md5);
        }
        Some((md5, Some(parts))) => {
            out.push(ETAG_MULTIPART);
            out.extend_from_slice(&md5);
            put_number(out, parts);
        }
        None => {
            out.push(ETAG_TEXT);
            put_bytes(out, etag);
        }
    }
}

/// The MD5 and part count of an ETag, when writing them gives the same text back.
fn packed_etag(etag: &[u8]) -> Option<([u8; MD5_DIGITS / 2], Option<u64>)> {
    let (digits, rest) = etag.split_at_checked(MD5_DIGITS)?;
    let mut md5 = [0; MD5_DIGITS / 2];
    for (byte, pair) in md5.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
    }
    if rest.is_empty() {
        return Some((md5, None));
    }
    let parts = std::str::from_utf8(rest.strip_prefix(b"-")?).ok()?;
    let number: u64 = parts.parse().ok()?;
    (number.to_string() == parts).then_some((md5, Some(number)))
}

/// The value of a lowercase hex digit.
fn nibble(digit: u8) -> Option<u8> {
    let value = NIBBLES[usize::from(digit)];
    (value < 16).then_some(value)
}

/// Values of lowercase hex digits; 16 where there is none. A table, for digits are so even that
/// every branch on one is mispredicted.
const NIBBLES: [u8; 256] = {
    let mut values = [16; 256];
    let mut value = 0;
    while value < 16 {
        values[DIGITS[value] as usize] = value as u8;
        value += 1;
    }
    values
};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_object() -> impl Strategy<Value = InventoryObject> {
        let etag = prop_oneof![
            "[0-9a-f]{32}",
            "[0-9a-f]{32}-[1-9][0-9]{0,3}",
            "[0-9A-F]{32}-0?[0-9]{1,2}",
            ".{0,8}",
        ];
        let class = prop::sample::select(vec!["", "STANDARD", "GLACIER"]);
        ("[a-c/é]{0,12}", any::<u64>(), etag, class, any::<i64>()).prop_map(
            |(key, size, etag, class, last_modified_ms)| InventoryObject {
                key: key.into(),
                size,
                etag,
                storage_class: class.to_owned(),
                last_modified_ms,
            },
        )
    }

    fn read(bytes: Vec<u8>) -> Result<Vec<InventoryObject>, BrokenBlock> {
        let mut reader = BlockReader::new(bytes)?;
        let mut objects = Vec::new();
        while reader.advance()? {
            objects.push(reader.object()?);
        }
        Ok(objects)
    }

    proptest! {
        #[test]
        fn reading_undoes_writing(mut objects in prop::collection::vec(any_object(), 0..20)) {
            objects.sort_by(|a, b| a.key.cmp(&b.key));
            let block = encode(objects.iter().map(InventoryObject::as_row));
            prop_assert_eq!(read(block).unwrap(), objects);
        }

        #[test]
        fn damage_is_seen(
            objects in prop::collection::vec(any_object(), 1..5),
            at in any::<prop::sample::Index>(),
            bit in 0..8_u32,
        ) {
            let mut block = encode(objects.iter().map(InventoryObject::as_row));
            let at = at.index(block.len());
            block[at] ^= 1_u8 << bit;
            prop_assert_eq!(read(block.clone()), Err(BrokenBlock));
            block.truncate(at);
            prop_assert_eq!(read(block), Err(BrokenBlock));
        }
    }

    #[test]
    fn a_common_row_takes_few_bytes() {
        let rows = (0..1000).map(|i| InventoryObject {
            key: format!("tenant/42/2026/11/object-{i:08}.parquet").into(),
            size: 1_000_000 + i,
            etag: "0123456789abcdef0123456789abcdef".into(),
            storage_class: "STANDARD".into(),
            last_modified_ms: 1_790_000_000_000,
        });
        let rows: Vec<_> = rows.collect();
        let block = encode(rows.iter().map(InventoryObject::as_row));
        assert!(block.len() < 36 * rows.len(), "{}", block.len());
    }
}
