//! [`CompiledMap`]: a map laid out to be asked about millions of keys.
//!
//! The rules' keys lie behind one another, sorted, with every 64th of them in a list of its own above, and so
//! on: a question reads a few cache lines, whatever the number of rules. Of the prefixes each knows the
//! longest other that it begins with; so the longest prefix of a key is the greatest at or before it, or is
//! found outwards from there without another search.

use std::cmp::Ordering;

use super::{Key, Segment, Shard, ShardMap};

/// Keys of a list that one of the list above stands for.
const BLOCK: usize = 64;

/// A rule that nothing encloses.
const NONE: u32 = u32::MAX;

/// A map's rules, sorted for questions.
pub struct CompiledMap<'a> {
    map: &'a ShardMap,
    shards: Vec<&'a Shard>,
    exact: Sorted,
    prefixes: Sorted,
    /// Of each rule, exact keys first: the place of its shard in `shards`.
    placed: Vec<u32>,
    /// Of each prefix the longest other that it begins with.
    outer: Vec<u32>,
}

/// The answer for a key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decided<'a> {
    /// The shard that holds, or would hold, the key.
    pub shard: &'a Shard,
    /// Number of the rule that decides; `None` where it is the key's rendezvous home.
    pub rule: Option<usize>,
}

impl<'a> CompiledMap<'a> {
    /// Lays out the rules of `map`.
    pub fn new(map: &'a ShardMap) -> Self {
        let shards: Vec<&Shard> = map.shards().collect();
        let mut exact = Sorted::default();
        let mut prefixes = Sorted::default();
        let mut placed = Vec::with_capacity(map.rule_count());
        let mut outer: Vec<u32> = Vec::new();
        // In the map's own order: exact keys first, each kind in byte order.
        for (segment, name, _) in map.placements() {
            let shard = shards.binary_search_by(|shard| shard.name.cmp(name));
            placed.push(shard.expect("a rule names a shard of its map") as u32);
            match segment {
                Segment::Exact(key) => exact.push(key.as_bytes()),
                Segment::Prefix(prefix) => {
                    let key = prefix.as_bytes();
                    let mut around = prefixes.len().checked_sub(1).map_or(NONE, |n| n as u32);
                    while around != NONE && !key.starts_with(prefixes.key(around as usize)) {
                        around = outer[around as usize];
                    }
                    outer.push(around);
                    prefixes.push(key);
                }
            }
        }
        exact.finish();
        prefixes.finish();
        Self {
            map,
            shards,
            exact,
            prefixes,
            placed,
            outer,
        }
    }

    /// Where `key` is, as [`ShardMap::locate`] has it.
    pub fn locate(&self, key: &[u8]) -> Option<Decided<'a>> {
        match self.rule_of(key) {
            Some(rule) => Some(Decided {
                shard: self.shards[self.placed[rule] as usize],
                rule: Some(rule),
            }),
            None => Some(Decided {
                shard: self.map.home(&Key::from(key))?,
                rule: None,
            }),
        }
    }

    fn rule_of(&self, key: &[u8]) -> Option<usize> {
        if let Some(n) = self.exact.find(key) {
            return Some(n);
        }
        let mut around = self.prefixes.last_up_to(key).map_or(NONE, |n| n as u32);
        while around != NONE && !key.starts_with(self.prefixes.key(around as usize)) {
            around = self.outer[around as usize];
        }
        (around != NONE).then(|| self.exact.len() + around as usize)
    }

    /// The number of the rule of exactly this segment.
    pub fn number_of(&self, segment: &Segment) -> Option<usize> {
        match segment {
            Segment::Exact(key) => self.exact.find(key.as_bytes()),
            Segment::Prefix(prefix) => {
                let found = self.prefixes.find(prefix.as_bytes())?;
                Some(self.exact.len() + found)
            }
        }
    }
}

/// Keys in byte order.
#[derive(Default)]
struct Sorted {
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
    /// The first of every [`BLOCK`]; none where one look is enough.
    above: Option<Box<Sorted>>,
}

impl Sorted {
    fn push(&mut self, key: &[u8]) {
        self.bytes.extend_from_slice(key);
        self.ends.push(self.bytes.len());
    }

    fn finish(&mut self) {
        if self.len() <= BLOCK {
            return;
        }
        let mut above = Sorted::default();
        for n in (0..self.len()).step_by(BLOCK) {
            above.push(self.key(n));
        }
        above.finish();
        self.above = Some(Box::new(above));
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn key(&self, n: usize) -> &[u8] {
        let start = n.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[n]]
    }

    /// The last that is not after `key`.
    fn last_up_to(&self, key: &[u8]) -> Option<usize> {
        let first = match &self.above {
            Some(above) => above.last_up_to(key)? * BLOCK,
            None => 0,
        };
        let (mut low, mut high) = (first, self.len().min(first + BLOCK));
        while low < high {
            let middle = low + (high - low) / 2;
            if self.key(middle).cmp(key) == Ordering::Greater {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low.checked_sub(1)
    }

    fn find(&self, key: &[u8]) -> Option<usize> {
        let found = self.last_up_to(key)?;
        (self.key(found) == key).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placement::LocatedBy;
    use crate::placement::diff::tests::any_map;
    use proptest::prelude::*;

    fn same(map: &ShardMap, key: &[u8]) {
        let compiled = CompiledMap::new(map);
        let (found, expected) = (compiled.locate(key), map.locate(&key.into()));
        assert_eq!(
            found.map(|it| &it.shard.name),
            expected.map(|it| &it.shard.name)
        );
        let number = match expected.map(|it| it.by) {
            Some(LocatedBy::Rule(segment)) => compiled.number_of(segment),
            _ => None,
        };
        assert_eq!(found.and_then(|it| it.rule), number, "{map:?}");
    }

    proptest! {
        #[test]
        fn a_compiled_map_answers_as_the_map(map in any_map(), key in "[ab/]{0,6}") {
            same(&map, key.as_bytes());
            for (segment, _, _) in map.placements() {
                same(&map, segment.key().as_bytes());
                same(&map, &[segment.key().as_bytes(), b"!"].concat());
            }
        }
    }

    /// More rules than two levels hold, with rules inside one another.
    #[test]
    fn rules_by_the_thousand_are_found_like_a_few() {
        let mut map = ShardMap::new(1, [Shard::of_tests("a", 1), Shard::of_tests("b", 1)]);
        for n in 0..5_000 {
            let shard = if n % 3 == 0 { "a" } else { "b" };
            let mut insert = |text: String| map.insert(text.parse().unwrap(), shard.into(), 1);
            insert(format!("prefix:t/{n:04}/"));
            if n % 7 == 0 {
                insert(format!("prefix:t/{n:04}/x/y/"));
                insert(format!("exact:t/{n:04}/x/z"));
            }
        }
        map.insert("prefix:t/".parse().unwrap(), "a".into(), 1);
        let compiled = CompiledMap::new(&map);
        for n in 0..5_100 {
            for rest in ["", "/", "/x/z", "/x/y/z", "/x/y", "/y", "0"] {
                let key = Key::from(format!("t/{n:04}{rest}"));
                let (found, expected) = (compiled.locate(key.as_bytes()), map.locate(&key));
                assert_eq!(
                    found.map(|it| &it.shard.name),
                    expected.map(|it| &it.shard.name),
                    "{key:?}"
                );
            }
        }
    }
}
