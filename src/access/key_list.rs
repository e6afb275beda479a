//! [`KeyList`]: the texts of keys that were seen for the first time, and their form in stats.db.
//!
//! Everything else refers to keys by their hash, so the texts are written once and read when
//! somebody asks. In a block they lie in order of their hashes, which are not stored: blocks merge,
//! and an index of all hashes is read off without unpacking a text.

use super::Hash64;
use super::codec::{BlockError, Input, put_ascending, put_bytes};
use super::hash_sort::sort_by_hash;

/// Texts and their hashes, in order of arrival.
#[derive(Clone, Debug, Default)]
pub struct KeyList {
    hashes: Vec<u64>,
    ends: Vec<usize>,
    text: Vec<u8>,
}

/// Keys are stored in slices by the leading bits of their hashes, so that one slice fits into memory.
pub const SLICES: u8 = 16;

/// The slice of a key.
pub fn slice_of(hash: u64) -> u8 {
    (hash >> 60) as u8
}

/// What stats.db keeps of one slice of a list: hashes ascending, and the texts in that order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyBlock {
    /// Which slice.
    pub slice: u8,
    /// The hashes.
    pub hashes: Vec<u8>,
    /// The texts, each with its length, compressed.
    pub texts: Vec<u8>,
}

/// Of zstd: texts are many, and read less often than they are written.
const COMPRESSION_LEVEL: i32 = 1;

impl KeyList {
    /// Adds a key.
    pub fn push(&mut self, hash: u64, key: &[u8]) {
        self.hashes.push(hash);
        self.text.extend_from_slice(key);
        self.ends.push(self.text.len());
    }

    /// The hash of the key added last.
    pub fn last(&self) -> Option<u64> {
        self.hashes.last().copied()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Bytes in memory.
    pub fn size(&self) -> usize {
        self.text.len() + self.hashes.len() * 16
    }

    /// Takes all keys out; of one that is there twice, one stays.
    pub fn drain(&mut self) -> Vec<KeyBlock> {
        let mut order: Vec<(u64, u32)> = (0..).zip(&self.hashes).map(|(at, &h)| (h, at)).collect();
        sort_by_hash(&mut order, |(hash, _)| *hash, Ord::cmp);
        order.dedup_by_key(|(hash, _)| *hash);
        let slices = order.chunk_by(|a, b| slice_of(a.0) == slice_of(b.0));
        let blocks = slices.map(|slice| self.block(slice)).collect();
        self.hashes.clear();
        self.ends.clear();
        self.text.clear();
        blocks
    }

    fn block(&self, order: &[(u64, u32)]) -> KeyBlock {
        let hashes: Vec<u64> = order.iter().map(|&(hash, _)| hash).collect();
        let mut block = KeyBlock {
            slice: slice_of(order[0].0),
            ..KeyBlock::default()
        };
        put_ascending(&mut block.hashes, &hashes);
        let mut texts = Vec::new();
        for &(_, at) in order {
            let at = at as usize;
            let begin = if at == 0 { 0 } else { self.ends[at - 1] };
            put_bytes(&mut texts, &self.text[begin..self.ends[at]]);
        }
        block.texts = zstd::bulk::compress(&texts, COMPRESSION_LEVEL)
            .expect("a level that exists and memory that grows");
        block
    }
}

impl KeyBlock {
    /// Reads the hashes of a block.
    pub fn read_hashes(bytes: &[u8]) -> Result<Vec<u64>, BlockError> {
        let mut input = Input(bytes);
        let hashes = input.ascending()?;
        input.end()?;
        Ok(hashes)
    }

    /// Bytes of a block's texts once they are unpacked, by the first 18 bytes of what is stored.
    pub fn text_bytes(head: &[u8]) -> Result<u64, BlockError> {
        let size = zstd::zstd_safe::get_frame_content_size(head);
        size.ok().flatten().ok_or(BlockError)
    }

    /// Calls `each` with every key of a block's texts and its hash, in order of hashes.
    pub fn read_texts(bytes: &[u8], mut each: impl FnMut(u64, &[u8])) -> Result<(), BlockError> {
        let texts = zstd::stream::decode_all(bytes).map_err(|_| BlockError)?;
        let mut input = Input(&texts);
        while !input.0.is_empty() {
            let length = input.number()?;
            let key = input.take(length)?;
            each(Hash64::of(key), key);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn a_block_gives_back_hashes_and_texts(
            keys in prop::collection::btree_set(prop::collection::vec(any::<u8>(), 0..6), 0..20),
        ) {
            let mut list = KeyList::default();
            for key in &keys {
                list.push(Hash64::of(key), key);
            }
            let (mut read, mut hashes) = (BTreeMap::new(), Vec::new());
            for block in list.drain() {
                KeyBlock::read_texts(&block.texts, |hash, key| {
                    assert_eq!(slice_of(hash), block.slice);
                    read.insert(hash, key.to_vec());
                }).unwrap();
                hashes.extend(KeyBlock::read_hashes(&block.hashes).unwrap());
            }
            prop_assert!(list.is_empty());
            prop_assert_eq!(hashes, read.keys().copied().collect::<Vec<_>>());
            let mut texts: Vec<_> = read.into_values().collect();
            texts.sort();
            prop_assert_eq!(texts, keys.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = KeyBlock::read_hashes(&bytes);
            let _ = KeyBlock::read_texts(&bytes, |_, _| {});
        }
    }
}
