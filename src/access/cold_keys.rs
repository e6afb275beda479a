//! [`ColdKeys`]: the keys that are counted by directory, because there are too many for the memory
//! that statistics may take; and [`ColdSurvey`], which finds out which they are.
//!
//! Every key is kept on disk with exact counts; what is folded is what a reading holds in memory. The
//! keys with the most requests stay keys, as many as fit, and every other one counts to its
//! directory, as deep as fits. So totals by region, tenant, hour, shard and directory are what they
//! were, and which keys are cold depends on what was counted alone.

use std::collections::{BTreeMap, HashSet};

use super::hour_cells::Cell;
use super::{Hash64, HourCount};
use crate::placement::Key;

/// Directories looked at for folding: deeper ones count to these.
const MOST_DEPTH: usize = 8;
/// What a key takes beside its text and its hours.
const KEY_BYTES: u64 = 128;
/// What an hour of a directory takes while it is summed up.
const FOLDED_HOUR_BYTES: u64 = 2 * size_of::<HourCount>() as u64;

/// Which keys are folded, and into what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ColdKeys {
    /// Keys with fewer requests than this are folded: none where it is 0. No key's count is off by
    /// as much.
    pub below_requests: u64,
    /// Each into its directory of so many levels, or of as many as it has.
    pub depth: u32,
    /// How many there are.
    pub keys: u64,
    /// Keys that are still counted one by one, where any is folded.
    pub kept: u64,
}

impl ColdKeys {
    /// Whether a key of so many requests is folded.
    pub fn folds(&self, requests: u64) -> bool {
        requests < self.below_requests
    }

    /// What a key is folded into: a directory with its `/`, or everything that lies in none.
    pub fn directory_of(&self, key: &[u8]) -> Key {
        directory(key, self.depth as usize).into()
    }
}

/// The first `depth` directories of a key.
fn directory(key: &[u8], depth: usize) -> &[u8] {
    let end = memchr::memchr_iter(b'/', key).take(depth).last();
    &key[..end.map_or(0, |slash| slash + 1)]
}

/// Counts what keys and directories would take.
#[derive(Debug)]
pub struct ColdSurvey {
    budget: u64,
    /// Keys and the bytes they take, by requests.
    sizes: BTreeMap<u64, (u64, u64)>,
    /// Hours of directories by depth, hashed; `None` where they are more than fit.
    hours: Vec<Option<HashSet<u64>>>,
}

impl ColdSurvey {
    /// A survey for so many bytes of memory.
    pub fn new(budget: u64) -> Self {
        Self {
            budget,
            sizes: BTreeMap::new(),
            hours: vec![Some(HashSet::new()); MOST_DEPTH + 1],
        }
    }

    /// Takes one key.
    pub fn add(&mut self, key: &[u8], cells: &[Cell]) {
        let hours = (size_of::<HourCount>() * cells.len()) as u64;
        let bytes = KEY_BYTES + key.len() as u64 + hours;
        let size = self.sizes.entry(requests(cells)).or_default();
        *size = (size.0 + 1, size.1 + bytes);
        let most = self.budget / 2 / FOLDED_HOUR_BYTES;
        for (depth, hours) in self.hours.iter_mut().enumerate().rev() {
            let Some(seen) = hours else { continue };
            let directory = Hash64::default().bytes(directory(key, depth));
            seen.extend(
                cells
                    .iter()
                    .map(|cell| directory.number(cell.slot).finish()),
            );
            if seen.len() as u64 > most {
                *hours = None;
            }
        }
    }

    /// Which keys are cold: the fewest that make the rest fit. The directories take half of the memory
    /// at most; where not even the topmost ones fit, everything cold is one.
    pub fn finish(self) -> ColdKeys {
        let all: u64 = self.sizes.values().map(|(_, bytes)| bytes).sum();
        if all <= self.budget {
            return ColdKeys::default();
        }
        let mut cold = ColdKeys {
            depth: self.hours.iter().rposition(Option::is_some).unwrap_or(0) as u32,
            ..ColdKeys::default()
        };
        let mut left = self.budget / 2;
        for (&requests, &(keys, bytes)) in self.sizes.iter().rev() {
            if cold.below_requests == 0 && bytes <= left {
                left -= bytes;
                cold.kept += keys;
            } else {
                cold.below_requests = cold.below_requests.max(requests + 1);
                cold.keys += keys;
            }
        }
        cold
    }
}

/// Requests of a key.
pub(super) fn requests(cells: &[Cell]) -> u64 {
    cells.iter().map(|cell| u64::from(cell.requests)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::AccessRow;

    fn cells(requests: u32) -> Vec<Cell> {
        let row = AccessRow {
            client: 0,
            time_ms: 0,
            object: 0,
            operation: crate::access::Operation::Get,
            record: 0,
            bytes: 0,
            size_plus_one: 0,
            reading: 0,
            region: 0,
            tenant: 0,
            region_source: crate::access::RegionSource::LogField,
            late: false,
        };
        let cell = Cell::of(&row, true);
        vec![Cell { requests, ..cell }]
    }

    fn survey(budget: u64, keys: &[(&str, u32)]) -> ColdKeys {
        let mut survey = ColdSurvey::new(budget);
        for (key, requests) in keys {
            survey.add(key.as_bytes(), &cells(*requests));
        }
        survey.finish()
    }

    const KEYS: [(&str, u32); 5] = [
        ("a/b/1", 9),
        ("a/b/2", 1),
        ("a/c/3", 5),
        ("a/c/4", 1),
        ("5", 5),
    ];

    #[test]
    fn the_keys_with_the_fewest_requests_go_and_ties_go_together() {
        assert_eq!(survey(1 << 20, &KEYS), ColdKeys::default());
        let key = KEY_BYTES + 5 + size_of::<HourCount>() as u64;
        // Half of the memory is for what is kept.
        let many = [&KEYS[..4], &[("a/b/6", 1), ("a/b/7", 1), ("a/b/8", 1)]].concat();
        let of_three = survey(2 * 3 * key, &many);
        assert_eq!(
            (of_three.below_requests, of_three.kept, of_three.keys),
            (2, 2, 5)
        );
        let of_two = survey(2 * 2 * key, &KEYS);
        assert_eq!((of_two.below_requests, of_two.kept, of_two.keys), (6, 1, 4));
        assert!(of_two.folds(5) && !of_two.folds(6));
    }

    #[test]
    fn directories_are_as_deep_as_fits() {
        let depth = |hours: u64| survey(2 * hours * FOLDED_HOUR_BYTES, &KEYS).depth as usize;
        // a/b/, a/c/ and what lies in no directory; then a/ and that; then all in one.
        assert_eq!([depth(3), depth(2), depth(1)], [MOST_DEPTH, 1, 0]);
        let cold = |depth| ColdKeys {
            depth,
            ..ColdKeys::default()
        };
        assert_eq!(cold(1).directory_of(b"a/b/1"), "a/".into());
        assert_eq!(cold(9).directory_of(b"a/b/1"), "a/b/".into());
        assert_eq!(cold(0).directory_of(b"a/b/1"), "".into());
        assert_eq!(cold(2).directory_of(b"5"), "".into());
    }
}
