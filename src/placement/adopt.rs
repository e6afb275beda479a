//! [`Adopter`]: the first map, from where every key lies.
//!
//! Existing data comes first: the map is fitted to the buckets, never the buckets to the map. A key
//! that several shards hold gets the first of them, in config order, as its home. Where the copies
//! are identical (same size and ETag) the others are its shadows; where they differ, or where that
//! cannot be told, the key is ambiguous: nobody but its owner knows which one is right, so it is
//! pinned.

use std::collections::BTreeSet;

use super::fewest_rules::{FewestRules, Label};
use super::together::Together;
use super::{Key, Pin, Segment, Shard, ShardMap, ShardName};

/// Version of the first map.
const FIRST_LSN: u64 = 1;

/// Ambiguous keys pinned one by one; beyond, their directories are pinned.
const MOST_AMBIGUOUS_PINS: usize = 1_000;

/// Keys named in the result, for people.
const EXAMPLES: usize = 100;

/// One shard's object under a logical key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Index of the shard in config order.
    pub shard: usize,
    /// Bytes.
    pub size: u64,
    /// Without quotes; empty when unknown.
    pub etag: String,
}

/// A key that several shards hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedKey {
    /// The logical key.
    pub key: Key,
    /// Its holders in config order; the first is home.
    pub shards: Vec<ShardName>,
}

/// What one shard holds of the adopted keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    /// Objects that the map places here.
    pub home_objects: u64,
    /// Their bytes.
    pub home_bytes: u64,
    /// Identical copies of objects whose home is elsewhere.
    pub shadow_objects: u64,
    /// Their bytes.
    pub shadow_bytes: u64,
}

/// The first map, and what was found on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Adopted {
    /// Version 1.
    pub map: ShardMap,
    /// Logical keys.
    pub keys: u64,
    /// Per shard, in config order.
    pub holdings: Vec<Holding>,
    /// The first keys with shadows.
    pub shadowed: Vec<SharedKey>,
    /// The first ambiguous keys.
    pub ambiguous: Vec<SharedKey>,
    /// All ambiguous keys.
    pub ambiguous_keys: u64,
    /// What must stay together, with the reason.
    pub together: Vec<(Segment, &'static str)>,
}

/// Builds the first map from keys in byte order.
#[derive(Debug)]
pub struct Adopter {
    shards: Vec<Shard>,
    rules: FewestRules,
    together: Together,
    ambiguous_pins: BTreeSet<Segment>,
    result: Adopted,
}

impl Adopter {
    /// An adopter for these shards, in config order.
    pub fn new(shards: &[Shard]) -> Self {
        Self {
            shards: shards.to_vec(),
            rules: FewestRules::default(),
            together: Together::default(),
            ambiguous_pins: BTreeSet::new(),
            result: Adopted {
                map: ShardMap::new(FIRST_LSN, shards.iter().cloned()),
                keys: 0,
                holdings: vec![Holding::default(); shards.len()],
                shadowed: Vec::new(),
                ambiguous: Vec::new(),
                ambiguous_keys: 0,
                together: Vec::new(),
            },
        }
    }

    /// Adds a logical key with every object that has it, in config order of their shards. Keys must
    /// ascend in byte order, each once.
    pub fn add(&mut self, key: &Key, held: &[Held]) {
        let Some((home, others)) = held.split_first() else {
            return;
        };
        self.result.keys += 1;
        self.rules.push(key.as_bytes(), home.shard as Label);
        self.together.observe(key.as_bytes());
        let holding = &mut self.result.holdings[home.shard];
        holding.home_objects += 1;
        holding.home_bytes = holding.home_bytes.saturating_add(home.size);
        if others.is_empty() {
            return;
        }
        if others.iter().all(|other| identical(home, other)) {
            self.add_shadows(key, held);
        } else {
            self.add_ambiguous(key, held);
        }
    }

    fn add_shadows(&mut self, key: &Key, held: &[Held]) {
        for shadow in &held[1..] {
            let holding = &mut self.result.holdings[shadow.shard];
            holding.shadow_objects += 1;
            holding.shadow_bytes = holding.shadow_bytes.saturating_add(shadow.size);
        }
        if self.result.shadowed.len() < EXAMPLES {
            let shared = self.shared_key(key, held);
            self.result.shadowed.push(shared);
        }
    }

    fn add_ambiguous(&mut self, key: &Key, held: &[Held]) {
        self.result.ambiguous_keys += 1;
        if self.result.ambiguous.len() < EXAMPLES {
            let shared = self.shared_key(key, held);
            self.result.ambiguous.push(shared);
        }
        if !is_pinned(&self.ambiguous_pins, key) {
            self.ambiguous_pins.insert(Segment::Exact(key.clone()));
        }
        while self.ambiguous_pins.len() > MOST_AMBIGUOUS_PINS {
            self.ambiguous_pins = coarser(&self.ambiguous_pins);
        }
    }

    fn shared_key(&self, key: &Key, held: &[Held]) -> SharedKey {
        SharedKey {
            key: key.clone(),
            shards: held
                .iter()
                .map(|held| self.shards[held.shard].name.clone())
                .collect(),
        }
    }

    /// The map with its rules and pins.
    pub fn finish(self) -> Adopted {
        let mut result = self.result;
        for (segment, label) in self.rules.finish() {
            let shard = self.shards[usize::from(label)].name.clone();
            result.map.insert(segment, shard, FIRST_LSN);
        }
        for segment in self.ambiguous_pins {
            result.map.pin(Pin {
                segment,
                reason: "ambiguous: several shards hold the key, with different bytes".to_owned(),
                lsn: FIRST_LSN,
            });
        }
        result.together = self.together.finish();
        for (segment, reason) in &result.together {
            result.map.pin(Pin {
                segment: segment.clone(),
                reason: (*reason).to_owned(),
                lsn: FIRST_LSN,
            });
        }
        result
    }
}

/// Whether two objects are known to have the same bytes.
fn identical(a: &Held, b: &Held) -> bool {
    a.size == b.size && a.etag == b.etag && !a.etag.is_empty()
}

/// Whether a prefix of `key` is pinned: every one that ends with a slash can be.
fn is_pinned(pins: &BTreeSet<Segment>, key: &Key) -> bool {
    let bytes = key.as_bytes();
    let ends = memchr::memchr_iter(b'/', bytes).map(|slash| slash + 1);
    std::iter::once(0)
        .chain(ends)
        .any(|end| pins.contains(&Segment::Prefix(bytes[..end].into())))
}

/// Each pin widened to the directory around it.
fn coarser(pins: &BTreeSet<Segment>) -> BTreeSet<Segment> {
    pins.iter()
        .map(|pin| {
            let bytes = pin.key().as_bytes();
            let inside = match pin {
                Segment::Exact(_) => bytes,
                Segment::Prefix(_) => bytes.strip_suffix(b"/").unwrap_or(bytes),
            };
            let end = memchr::memrchr(b'/', inside).map_or(0, |slash| slash + 1);
            Segment::Prefix(bytes[..end].into())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn shard(name: &str) -> Shard {
        Shard::of_tests(name, 1)
    }

    fn held(shard: usize, size: u64, etag: &str) -> Held {
        Held {
            shard,
            size,
            etag: etag.to_owned(),
        }
    }

    fn adopt(keys: &BTreeMap<String, Vec<Held>>) -> Adopted {
        let mut adopter = Adopter::new(&["z", "b", "a"].map(shard));
        for (key, held) in keys {
            adopter.add(&key.as_str().into(), held);
        }
        adopter.finish()
    }

    #[test]
    fn identical_copies_are_shadows_and_different_ones_ambiguous() {
        let adopted = adopt(&BTreeMap::from([
            ("same".to_owned(), vec![held(0, 5, "x"), held(1, 5, "x")]),
            (
                "other-size".to_owned(),
                vec![held(1, 5, "x"), held(2, 6, "x")],
            ),
            (
                "other-etag".to_owned(),
                vec![held(1, 5, "x"), held(2, 5, "y")],
            ),
            ("no-etag".to_owned(), vec![held(1, 5, ""), held(2, 5, "")]),
            ("alone".to_owned(), vec![held(2, 9, "")]),
        ]));
        let at = |key: &str| adopted.map.locate(&key.into()).unwrap().shard.name.clone();
        assert_eq!(at("same"), "z".into(), "the first in config order is home");
        assert_eq!(at("alone"), "a".into());
        let shadows: Vec<u64> = adopted.holdings.iter().map(|h| h.shadow_objects).collect();
        assert_eq!(shadows, [0, 1, 0]);
        assert_eq!(adopted.ambiguous_keys, 3);
        let pinned: Vec<String> = adopted
            .map
            .pins()
            .map(|pin| pin.segment.to_string())
            .collect();
        assert_eq!(
            pinned,
            ["exact:no-etag", "exact:other-etag", "exact:other-size"]
        );
        assert_eq!(adopted.ambiguous[0].shards, ["b".into(), "a".into()]);
    }

    #[test]
    fn many_ambiguous_keys_pin_their_directories() {
        let keys: BTreeMap<String, Vec<Held>> = (0..30_000)
            .map(|i| {
                let key = format!("t/{}/{}/{i}", i / 10_000, i / 10);
                (key, vec![held(0, 1, "x"), held(1, 2, "x")])
            })
            .collect();
        let adopted = adopt(&keys);
        assert_eq!(adopted.ambiguous_keys, 30_000);
        let pins = adopted.map.pins().count();
        assert!((1..=MOST_AMBIGUOUS_PINS).contains(&pins), "{pins}");
        for key in keys.keys() {
            let segment = Segment::Exact(key.as_str().into());
            assert!(adopted.map.pin_of(&segment).is_some(), "{key}");
        }
    }

    #[test]
    fn tables_are_pinned_with_the_reason() {
        let key = "lake/t/metadata/1.metadata.json".to_owned();
        let adopted = adopt(&BTreeMap::from([(key, vec![held(0, 1, "x")])]));
        let pins: Vec<&Pin> = adopted.map.pins().collect();
        assert_eq!(pins[0].segment.to_string(), "prefix:lake/t/");
        assert!(pins[0].reason.starts_with("Iceberg"));
    }

    proptest! {
        #[test]
        fn every_key_is_located_where_it_lies(
            keys in prop::collection::btree_map(
                "[ab/é]{1,8}",
                prop::collection::btree_map(0..3_usize, 0..2_u64, 1..3),
                0..60,
            ),
        ) {
            let keys: BTreeMap<String, Vec<Held>> = keys
                .into_iter()
                .map(|(key, shards)| {
                    let held = shards.into_iter().map(|(shard, size)| held(shard, size, "x"));
                    (key, held.collect())
                })
                .collect();
            let adopted = adopt(&keys);
            for (key, held) in &keys {
                let located = adopted.map.locate(&key.as_str().into()).unwrap();
                let home = ["z", "b", "a"][held[0].shard];
                prop_assert_eq!(&located.shard.name, &home.into(), "{}", key);
                prop_assert!(adopted.map.rule_covering(&key.as_str().into()).is_some());
            }
        }
    }
}
