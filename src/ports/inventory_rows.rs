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

    /// The runs, each in byte order of its keys: those that were ended, or all rows as one, sorted.
    pub fn runs(&mut self) -> Vec<Range<usize>> {
        if self.run_ends.is_empty() {
            self.sort();
        }
        let ends = self.run_ends.iter().copied().chain([self.rows.len()]);
        let mut start = 0;
        let runs = ends.map(|end| std::mem::replace(&mut start, end)..end);
        runs.filter(|run| !run.is_empty()).collect()
    }

    /// Puts the rows in byte order of their keys.
    fn sort(&mut self) {
        let text = &self.text;
        let of = |row: &Packed| &text[row.start..row.start + row.key_len as usize];
        if !self.rows.is_sorted_by(|a, b| of(a) <= of(b)) {
            self.rows.sort_by(|a, b| of(a).cmp(of(b)));
        }
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

#[cfg(test)]
mod tests {
    use super::*;

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
