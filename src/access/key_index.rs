//! [`KeyIndex`]: hash of a key → its rank among all known hashes.

use super::hash_sort::sort_by_hash;

/// Known hashes, ascending. A hash is as good as random, so its leading bits say where to look.
#[derive(Clone, Debug, Default)]
pub struct KeyIndex {
    hashes: Vec<u64>,
    /// Where the hashes of each value of the leading bits begin.
    begins: Vec<u32>,
    shift: u32,
}

impl KeyIndex {
    /// An index of these hashes, in any order and as often as they come.
    pub fn new(mut hashes: Vec<u64>) -> Self {
        sort_by_hash(&mut hashes, |&hash| hash, Ord::cmp);
        hashes.dedup();
        let bits = (hashes.len() / 2).max(1).ilog2().max(1);
        let shift = 64 - bits;
        let mut begins = vec![0; (1 << bits) + 1];
        for hash in &hashes {
            begins[(hash >> shift) as usize + 1] += 1;
        }
        for at in 1..begins.len() {
            begins[at] += begins[at - 1];
        }
        Self {
            hashes,
            begins,
            shift,
        }
    }

    /// The rank of a hash; `None` when it is not known.
    #[inline]
    pub fn rank(&self, hash: u64) -> Option<u32> {
        let place = (hash >> self.shift) as usize;
        let begin = *self.begins.get(place)?;
        let near = self
            .hashes
            .get(begin as usize..self.begins[place + 1] as usize)?;
        let at = near.iter().position(|&known| known == hash)?;
        Some(begin + at as u32)
    }

    /// The hashes, by rank.
    pub fn hashes(&self) -> &[u64] {
        &self.hashes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ranks_are_those_of_the_sorted_hashes(
            mut hashes in prop::collection::vec(any::<u64>(), 0..200),
            other in any::<u64>(),
        ) {
            let index = KeyIndex::new([hashes.clone(), hashes.clone()].concat());
            hashes.sort_unstable();
            hashes.dedup();
            for (rank, &hash) in hashes.iter().enumerate() {
                prop_assert_eq!(index.rank(hash), Some(rank as u32));
            }
            prop_assert_eq!(index.rank(other).is_some(), hashes.contains(&other));
        }
    }
}
