//! [`InventoryRows`]: many inventoried objects in few allocations, on their way to the store.

use std::ops::Range;

/// One object, borrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InventoryRow<'a> {
    /// Key in the bucket.
    pub key: &'a [u8],
    /// Bytes.
    pub size: u64,
    /// Without quotes; empty when the source had none.
    pub etag: &'a [u8],
    /// Empty means STANDARD.
    pub storage_class: &'a str,
    /// Milliseconds UTC; 0 when the source had none.
    pub last_modified_ms: i64,
}

/// A batch of rows: keys and ETags in one buffer, storage classes interned.
#[derive(Debug, Default)]
pub struct InventoryRows {
    text: Vec<u8>,
    classes: Vec<String>,
    rows: Vec<Packed>,
    /// Where runs end.
    run_ends: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Packed {
    start: usize,
    /// The first bytes of the key that tell rows apart, while the rows are sorted.
    lead: u64,
    key_len: u32,
    etag_len: u32,
    class: u32,
    size: u64,
    last_modified_ms: i64,
}

impl InventoryRows {
    /// Adds a row.
    pub fn push(&mut self, row: InventoryRow) {
        let start = self.text.len();
        self.text.extend_from_slice(row.key);
        self.text.extend_from_slice(row.etag);
        let class = self.class_index(row.storage_class);
        self.rows.push(Packed {
            start,
            lead: 0,
            key_len: row.key.len() as u32,
            etag_len: row.etag.len() as u32,
            class,
            size: row.size,
            last_modified_ms: row.last_modified_ms,
        });
    }

    fn class_index(&mut self, class: &str) -> u32 {
        let known = self.classes.iter().position(|known| known == class);
        known.unwrap_or_else(|| {
            self.classes.push(class.to_owned());
            self.classes.len() - 1
        }) as u32
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Memory that the rows take, in bytes.
    pub fn memory_bytes(&self) -> usize {
        self.text.len() + self.rows.len() * size_of::<Packed>()
    }

    /// Ends a run: the rows since the last end, which must be sorted, are stored apart from those to
    /// come. Pages of one listing cover apart parts of the key space, and so do their blocks then.
    pub fn end_run(&mut self) {
        self.run_ends.push(self.rows.len());
    }

    /// The runs, each in byte order of its keys: those that were ended, or all rows as one, sorted,
    /// of each key the row that was added first.
    pub fn runs(&mut self) -> Vec<Range<usize>> {
        if self.run_ends.is_empty() {
            self.sort();
        }
        let ends = self.run_ends.iter().copied().chain([self.rows.len()]);
        let mut start = 0;
        let runs = ends.map(|end| std::mem::replace(&mut start, end)..end);
        runs.filter(|run| !run.is_empty()).collect()
    }

    /// Puts the rows in byte order of their keys, and leaves of each key the first.
    ///
    /// A report is in no order, and to compare two keys anywhere in the buffer costs two cache
    /// misses. So rows are sorted by a few bytes read once of each key, and only those that are
    /// the same there by their keys.
    fn sort(&mut self) {
        let text = &self.text;
        let of = |row: &Packed| &text[row.start..row.start + row.key_len as usize];
        if self.rows.is_sorted_by(|a, b| of(a) < of(b)) {
            return;
        }
        let first = self.rows.first().map(of).unwrap_or_default();
        let shared = self.rows.iter().map(|row| shared_len(first, of(row)));
        let shared = shared.min().unwrap_or_default();
        for row in &mut self.rows {
            row.lead = lead(&of(row)[shared..]);
        }
        self.rows.sort_by_cached_key(|row| row.lead);
        for same in self.rows.chunk_by_mut(|a, b| a.lead == b.lead) {
            if !same.is_sorted_by(|a, b| of(a) <= of(b)) {
                same.sort_by(|a, b| of(a).cmp(of(b)));
            }
        }
        let same = |a: &mut Packed, b: &mut Packed| a.lead == b.lead && of(a) == of(b);
        self.rows.dedup_by(same);
    }

    /// The rows, in the order they were added or sorted.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = InventoryRow<'_>> + Clone {
        self.range(0..self.rows.len())
    }

    /// Some of the rows, by their number.
    pub fn range(
        &self,
        range: Range<usize>,
    ) -> impl ExactSizeIterator<Item = InventoryRow<'_>> + DoubleEndedIterator + Clone {
        self.rows[range].iter().map(|row| {
            let text = &self.text[row.start..];
            let (key, text) = text.split_at(row.key_len as usize);
            InventoryRow {
                key,
                size: row.size,
                etag: &text[..row.etag_len as usize],
                storage_class: &self.classes[row.class as usize],
                last_modified_ms: row.last_modified_ms,
            }
        })
    }

    /// Forgets the rows, keeps the memory.
    pub fn clear(&mut self) {
        self.text.clear();
        self.rows.clear();
        self.run_ends.clear();
    }
}

/// Length of the start that two keys share.
pub fn shared_len(a: &[u8], b: &[u8]) -> usize {
    const WORD: usize = size_of::<u64>();
    let (words_a, words_b) = (a.as_chunks::<WORD>().0, b.as_chunks::<WORD>().0);
    let words = words_a.iter().zip(words_b).take_while(|(a, b)| a == b);
    let start = words.count() * WORD;
    let bytes = a[start..].iter().zip(&b[start..]);
    start + bytes.take_while(|(a, b)| a == b).count()
}

/// The first bytes of a text as a number that sorts as they do; zeros where it is shorter.
fn lead(text: &[u8]) -> u64 {
    let mut bytes = [0; size_of::<u64>()];
    let len = text.len().min(bytes.len());
    bytes[..len].copy_from_slice(&text[..len]);
    u64::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_sort_by_the_bytes_of_their_keys(
            keys in prop::collection::vec(prop::collection::vec(0_u8..3, 0..20), 0..40),
            start in "[a-c]{0,12}",
        ) {
            let mut keys: Vec<Vec<u8>> =
                keys.into_iter().map(|key| [start.as_bytes(), &key].concat()).collect();
            let mut rows = InventoryRows::default();
            for key in &keys {
                rows.push(InventoryRow { key, size: 0, etag: b"e", storage_class: "", last_modified_ms: 0 });
            }
            rows.runs();
            keys.sort();
            keys.dedup();
            prop_assert_eq!(rows.iter().map(|row| row.key.to_vec()).collect::<Vec<_>>(), keys);
        }

        #[test]
        fn keys_share_what_is_the_same(start in "[ab]{0,20}", a in "[c-d]{0,9}", b in "[e-f]{0,9}") {
            let (a, b) = (format!("{start}{a}"), format!("{start}{b}"));
            prop_assert_eq!(shared_len(a.as_bytes(), b.as_bytes()), start.len());
        }
    }

    #[test]
    fn ended_runs_stay_apart() {
        let row = |key: &'static str| InventoryRow {
            key: key.as_bytes(),
            size: 0,
            etag: b"",
            storage_class: "",
            last_modified_ms: 0,
        };
        let mut rows = InventoryRows::default();
        for page in [["m", "n"], ["a", "b"]] {
            for key in page {
                rows.push(row(key));
            }
            rows.end_run();
        }
        rows.push(row("c"));
        assert_eq!(rows.runs(), [0..2, 2..4, 4..5]);
        assert_eq!(rows.iter().next().unwrap().key, b"m");
    }

    #[test]
    fn rows_come_back_as_they_went_in_and_sort_by_key() {
        let row = |key: &'static str, etag: &'static str, storage_class| InventoryRow {
            key: key.as_bytes(),
            size: key.len() as u64,
            etag: etag.as_bytes(),
            storage_class,
            last_modified_ms: -5,
        };
        let given = [
            row("b", "", "GLACIER"),
            row("a/é", "x-2", ""),
            row("", "e", "GLACIER"),
        ];
        let mut rows = InventoryRows::default();
        for row in given {
            rows.push(row);
        }
        assert_eq!(rows.iter().collect::<Vec<_>>(), given);
        assert_eq!(rows.runs().len(), 1);
        assert_eq!(
            rows.iter().collect::<Vec<_>>(),
            [given[2], given[1], given[0]]
        );
        rows.clear();
        assert!(rows.is_empty() && rows.memory_bytes() == 0);
    }
}
