//! [`Harvest`]: what one worker has gathered since it was last emptied. Its memory is what the rows
//! and the new keys take, and 9 to 18 bytes for every key seen in this run.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hasher, RandomState};

use super::row::sort_rows;
use super::row_block::{self, PARTS, RowBlock, part_of};
use super::{Access, AccessRow, Hash64, ImportedHours, KeyBlock, KeyList, Names};

/// Fewer rows than this are not worth a block for every part. Few in tests, which meet both.
const WORTH_PARTS: usize = if cfg!(test) { 8 } else { 16 * 1024 };

/// Rows, the names they use, and the keys that are new.
#[derive(Clone, Debug)]
pub struct Harvest {
    parts: Vec<Vec<AccessRow>>,
    rows: usize,
    /// Requester regions.
    pub regions: Names,
    /// Tenants.
    pub tenants: Names,
    keys: KeyList,
    seen: HashSet<u64, Scatter>,
    /// Keys seen lately, by their hash: most requests are for few of them, and this fits a cache.
    recent: Vec<u64>,
    /// Keys remembered at most.
    most_seen: usize,
}

/// Memory of one key that was seen, at most.
const SEEN_BYTES: u64 = 18;

/// Rows that a part has room for at first: growing it from nothing costs more than the room.
const FIRST_ROWS: usize = 2_048;
/// Places for keys seen lately.
const RECENT: usize = 16 * 1024;

impl Default for Harvest {
    fn default() -> Self {
        Self {
            parts: vec![Vec::new(); usize::from(PARTS)],
            rows: 0,
            regions: Names::default(),
            tenants: Names::default(),
            keys: KeyList::default(),
            seen: HashSet::with_hasher(Scatter::new()),
            recent: vec![0; RECENT],
            most_seen: usize::MAX,
        }
    }
}

/// What a harvest is stored as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheaf {
    /// The rows, in order within each block.
    pub rows: Vec<RowBlock>,
    /// Keys that were seen for the first time; some may be known to the store.
    pub keys: Vec<KeyBlock>,
    /// Sums that others made.
    pub imported: Vec<ImportedHours>,
}

impl Harvest {
    /// One that remembers keys in so many bytes of memory.
    pub fn remembering(bytes: u64) -> Self {
        Self {
            most_seen: usize::try_from(bytes / SEEN_BYTES)
                .unwrap_or(usize::MAX)
                .max(1),
            ..Self::default()
        }
    }

    /// Adds a row of the key whose hash it names.
    #[inline]
    pub fn push(&mut self, row: AccessRow, key: &[u8]) {
        let recent = &mut self.recent[row.object as usize % RECENT];
        if *recent != row.object {
            *recent = row.object;
            if self.seen.insert(row.object) {
                self.keys.push(row.object, key);
                if self.seen.len() >= self.most_seen {
                    // Some will be handed over once more, and stored twice until their blocks merge.
                    self.seen.clear();
                }
            }
        }
        let part = &mut self.parts[usize::from(part_of(row.client))];
        if part.capacity() == 0 {
            part.reserve(FIRST_ROWS);
        }
        part.push(row);
        self.rows += 1;
    }

    /// Adds an access by its names, as part of a reading.
    pub fn add(&mut self, access: &Access, reading: u32) {
        self.add_named(access, reading, false);
    }

    /// The same for one whose time is closed.
    pub fn add_late(&mut self, access: &Access, reading: u32) {
        self.add_named(access, reading, true);
    }

    fn add_named(&mut self, access: &Access, reading: u32, late: bool) {
        let row = AccessRow {
            client: access.client,
            time_ms: access.time_ms,
            object: Hash64::of(access.key.as_bytes()),
            operation: access.operation,
            record: access.record_id as u32,
            bytes: access.bytes,
            size_plus_one: access.object_size.map_or(0, |size| size.saturating_add(1)),
            reading,
            region: self.regions.id(&access.region),
            tenant: self.tenants.id(&access.tenant),
            region_source: access.region_source,
            late,
        };
        self.push(row, access.key.as_bytes());
    }

    /// Rows since it was last emptied.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Bytes that the rows and new keys take.
    pub fn size(&self) -> usize {
        self.rows * size_of::<AccessRow>() + self.keys.size()
    }

    /// Takes everything out. What it has seen of keys it remembers: what is taken is to be stored.
    pub fn reap(&mut self) -> Sheaf {
        let mut sheaf = Sheaf {
            rows: Vec::new(),
            keys: self.keys.drain(),
            imported: Vec::new(),
        };
        if self.rows < WORTH_PARTS {
            let mut all: Vec<AccessRow> = self.parts.iter_mut().flat_map(|p| p.drain(..)).collect();
            sheaf.rows.extend(self.block(PARTS, &mut all));
        } else {
            for part in 0..PARTS {
                let mut rows = std::mem::take(&mut self.parts[usize::from(part)]);
                sheaf.rows.extend(self.block(part, &mut rows));
                rows.clear();
                self.parts[usize::from(part)] = rows;
            }
        }
        self.rows = 0;
        sheaf
    }

    fn block(&self, part: u8, rows: &mut Vec<AccessRow>) -> Option<RowBlock> {
        if rows.is_empty() {
            return None;
        }
        sort_rows(rows);
        Some(RowBlock {
            part,
            rows: rows.len() as u32,
            bytes: row_block::encode(rows, &self.regions, &self.tenants),
        })
    }
}

/// Spreads hashes over a table by a multiplier of this process: who chooses the keys must not choose
/// where they lie.
#[derive(Clone, Debug)]
struct Scatter(u64);

impl Scatter {
    fn new() -> Self {
        Self(RandomState::new().hash_one(0_u64) | 1)
    }
}

impl BuildHasher for Scatter {
    type Hasher = Scattered;

    fn build_hasher(&self) -> Scattered {
        Scattered {
            multiplier: self.0,
            state: 0,
        }
    }
}

/// The hasher of [`Scatter`].
struct Scattered {
    multiplier: u64,
    state: u64,
}

impl Hasher for Scattered {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        let product = u128::from(self.state ^ number) * u128::from(self.multiplier);
        self.state = product as u64 ^ (product >> 64) as u64;
    }

    fn finish(&self) -> u64 {
        self.state
    }
}
