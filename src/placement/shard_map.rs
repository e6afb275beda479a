//! [`ShardMap`]: which shard holds which key.

use std::collections::BTreeMap;

use super::{Key, Segment, Shard, ShardName, rendezvous_home};

/// One rule of the map: a segment and the shard that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What the rule places.
    pub segment: Segment,
    /// Where it lies.
    pub shard: ShardName,
    /// The map version that made the rule.
    pub lsn: u64,
}

/// A segment that no plan may move, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// What stays where it is.
    pub segment: Segment,
    /// For people, such as `iceberg table: metadata names absolute paths`.
    pub reason: String,
    /// The map version that set the pin.
    pub lsn: u64,
}

/// What decided a location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocatedBy<'a> {
    /// The most specific rule that covers the key.
    Rule(&'a Segment),
    /// No rule covers the key: weighted rendezvous hashing.
    RendezvousHome,
}

/// The answer to "where is this key".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Location<'a> {
    /// The shard that holds, or would hold, the key.
    pub shard: &'a Shard,
    /// Why.
    pub by: LocatedBy<'a>,
}

/// A versioned list of rules → shard with the shard set; the most specific rule wins.
///
/// Invariant: every rule names a shard of the set (checked by [`ShardMap::insert`]).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShardMap {
    /// The map version: the lsn of the newest entry of the map log that is in this value.
    pub lsn: u64,
    shards: BTreeMap<ShardName, Shard>,
    rules: BTreeMap<Segment, Placed>,
    pins: BTreeMap<Segment, Pin>,
}

/// Where a rule places its segment, since which version.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Placed {
    shard: ShardName,
    lsn: u64,
}

impl ShardMap {
    /// A map of these shards with no rules: every key at its rendezvous home.
    pub fn new(lsn: u64, shards: impl IntoIterator<Item = Shard>) -> Self {
        let shards = shards
            .into_iter()
            .map(|shard| (shard.name.clone(), shard))
            .collect();
        Self {
            lsn,
            shards,
            ..Self::default()
        }
    }

    /// Adds a shard to the set, or replaces the one of its name.
    pub fn set_shard(&mut self, shard: Shard) {
        self.shards.insert(shard.name.clone(), shard);
    }

    /// Takes a shard out of the set; false, and nothing happens, while a rule names it or when it
    /// is not there.
    pub fn remove_shard(&mut self, name: &ShardName) -> bool {
        let used = self.rules.values().any(|placed| &placed.shard == name);
        !used && self.shards.remove(name).is_some()
    }

    /// Sets the rule of `segment`.
    ///
    /// # Panics
    /// When `shard` is not of the set: callers check names that came from outside.
    pub fn insert(&mut self, segment: Segment, shard: ShardName, lsn: u64) {
        assert!(
            self.shards.contains_key(&shard),
            "rule for a shard outside the set: {shard}"
        );
        self.rules.insert(segment, Placed { shard, lsn });
    }

    /// Removes the rule of `segment`; false when there was none.
    pub fn remove(&mut self, segment: &Segment) -> bool {
        self.rules.remove(segment).is_some()
    }

    /// Sets or replaces a pin.
    pub fn pin(&mut self, pin: Pin) {
        self.pins.insert(pin.segment.clone(), pin);
    }

    /// Removes a pin; false when there was none.
    pub fn unpin(&mut self, segment: &Segment) -> bool {
        self.pins.remove(segment).is_some()
    }

    /// The pins, in segment order.
    pub fn pins(&self) -> impl Iterator<Item = &Pin> {
        self.pins.values()
    }

    /// The pin that keeps `segment` from moving: one on it, above it or inside it.
    pub fn pin_of(&self, segment: &Segment) -> Option<&Pin> {
        self.pins
            .values()
            .find(|pin| pin.segment.covers(segment) || segment.covers(&pin.segment))
    }

    /// The shards, in name order.
    pub fn shards(&self) -> impl Iterator<Item = &Shard> {
        self.shards.values()
    }

    /// The shard of this name.
    pub fn shard(&self, name: &ShardName) -> Option<&Shard> {
        self.shards.get(name)
    }

    /// The rules: exact keys first, then prefixes, each in byte order.
    pub fn rules(&self) -> impl Iterator<Item = Rule> {
        self.rules.iter().map(|(segment, placed)| Rule {
            segment: segment.clone(),
            shard: placed.shard.clone(),
            lsn: placed.lsn,
        })
    }

    /// The rules in the same order, as they lie: segment, shard and the version that made them.
    pub fn placements(&self) -> impl Iterator<Item = (&Segment, &ShardName, u64)> {
        let rules = self.rules.iter();
        rules.map(|(segment, placed)| (segment, &placed.shard, placed.lsn))
    }

    /// Number of rules.
    pub fn rule_count(&self) -> usize {
        self.rules.len()
    }

    /// The shard that the rule of exactly this segment names.
    pub fn rule_shard(&self, segment: &Segment) -> Option<&ShardName> {
        self.rules.get(segment).map(|placed| &placed.shard)
    }

    /// The shard of the most specific rule that covers all of `segment`; `None` where rendezvous
    /// decides.
    pub fn segment_shard(&self, segment: &Segment) -> Option<&ShardName> {
        match segment {
            Segment::Exact(key) => self.rule_of(key).map(|(_, shard)| &shard.name),
            Segment::Prefix(prefix) => self
                .longest_prefix_rule(prefix.as_bytes())
                .map(|(_, placed)| &placed.shard),
        }
    }

    /// The one shard that all of `segment` is in by the map: that of its rule, or the home of a key that no
    /// rule covers; `None` where keys have their homes in several.
    pub fn segment_place(&self, segment: &Segment) -> Option<&ShardName> {
        self.segment_shard(segment).or_else(|| match segment {
            Segment::Exact(key) => Some(&self.locate(key)?.shard.name),
            Segment::Prefix(_) => None,
        })
    }

    /// The logical key of the object `object_key` in `shard`, by what the map places there; `None`
    /// outside the shard's prefix, or for a shard that is not in the map.
    ///
    /// An object has its own mount's logical key, unless a segment of another mount was moved here
    /// and covers it more closely: such a segment keeps its full logical keys below the prefix.
    pub fn logical_key(&self, shard: &ShardName, object_key: &[u8]) -> Option<Key> {
        let shard = self.shards.get(shard)?;
        let native = shard.logical_key(object_key)?;
        let rest = &object_key[shard.prefix.len()..];
        if shard.mount.is_empty() || rest.starts_with(shard.mount.as_bytes()) {
            return Some(native);
        }
        // How many bytes of `rest` the rule that puts `key` here pins down; `None` if none does.
        let closeness = |key: &Key, beyond: usize| {
            let (segment, holder) = self.rule_of(key)?;
            let pinned = match segment {
                Segment::Exact(_) => usize::MAX,
                Segment::Prefix(prefix) => prefix.as_bytes().len().saturating_sub(beyond),
            };
            (holder.name == shard.name).then_some(pinned)
        };
        let moved_in = Key::from(rest);
        if closeness(&moved_in, 0) > closeness(&native, shard.mount.len()) {
            Some(moved_in)
        } else {
            Some(native)
        }
    }

    /// Where `key` is: the most specific rule, else its rendezvous home among the shards whose mount it
    /// is in, because elsewhere its object key could be another key's; `None` only when no rule
    /// covers it and no such shard has a weight.
    pub fn locate(&self, key: &Key) -> Option<Location<'_>> {
        if let Some((rule, shard)) = self.rule_of(key) {
            return Some(Location {
                shard,
                by: LocatedBy::Rule(rule),
            });
        }
        let shard = self.home(key)?;
        Some(Location {
            shard,
            by: LocatedBy::RendezvousHome,
        })
    }

    /// The rendezvous home of `key`, whatever the rules say.
    pub(super) fn home(&self, key: &Key) -> Option<&Shard> {
        let in_mount = |shard: &&Shard| key.as_bytes().starts_with(shard.mount.as_bytes());
        rendezvous_home(key, self.shards.values().filter(in_mount))
    }

    /// The other logical keys whose object keys in `shard` would be those of `segment`, where the map
    /// has any of them there: in a shard with a mount, `m/k` and a `k` of another mount share one.
    pub fn sharing(&self, segment: &Segment, shard: &ShardName) -> Option<Segment> {
        let mount = self.shards.get(shard)?.mount.as_bytes();
        if mount.is_empty() {
            return None;
        }
        let key = segment.key().as_bytes();
        let native = key.strip_prefix(mount);
        let other: Key = match native {
            Some(rest) => rest.into(),
            None => [mount, key].concat().into(),
        };
        let other = match segment {
            Segment::Exact(_) => Segment::Exact(other),
            Segment::Prefix(_) => Segment::Prefix(other),
        };
        let is_there = match self.segment_shard(&other) {
            Some(holder) => holder == shard,
            // Keys of the mount fall to the shard; others never do.
            None => native.is_none(),
        };
        let mut inside = self.rules.iter().filter(|(rule, _)| other.covers(rule));
        (is_there || inside.any(|(_, placed)| placed.shard == *shard)).then_some(other)
    }

    /// The segment of the most specific rule that covers `key`; `None` where rendezvous decides.
    pub fn rule_covering(&self, key: &Key) -> Option<&Segment> {
        self.rule_of(key).map(|(segment, _)| segment)
    }

    /// The most specific rule that covers `key`, and its shard.
    fn rule_of(&self, key: &Key) -> Option<(&Segment, &Shard)> {
        let exact = self.rules.get_key_value(&Segment::Exact(key.clone()));
        let (segment, placed) = exact.or_else(|| self.longest_prefix_rule(key.as_bytes()))?;
        Some((segment, &self.shards[&placed.shard]))
    }

    /// Steps down from the greatest prefix at or before `key` in byte order. A candidate that is no
    /// prefix of the key cuts the search to what the two have in common, so the steps are bounded
    /// by the depth of the rules, never by their number.
    fn longest_prefix_rule(&self, key: &[u8]) -> Option<(&Segment, &Placed)> {
        let mut common = key;
        loop {
            let upper = Segment::Prefix(common.into());
            let (segment, placed) = self.rules.range(..=upper).next_back()?;
            let Segment::Prefix(prefix) = segment else {
                return None;
            };
            let prefix = prefix.as_bytes();
            if key.starts_with(prefix) {
                return Some((segment, placed));
            }
            let shared = key.iter().zip(prefix).take_while(|(a, b)| a == b).count();
            common = &key[..shared];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shard(name: &str) -> Shard {
        Shard::of_tests(name, 1)
    }

    fn map(rules: &[(&str, &str)]) -> ShardMap {
        let mut map = ShardMap::new(1, ["a", "b", "c"].map(shard));
        for (segment, shard) in rules {
            map.insert(segment.parse().unwrap(), (*shard).into(), 1);
        }
        map
    }

    #[test]
    fn the_most_specific_rule_wins() {
        let map = map(&[
            ("prefix:t/", "a"),
            ("prefix:t/4/", "b"),
            ("exact:t/4/x", "c"),
        ]);
        for (key, want) in [
            ("t/1", "a"),
            ("t/4/y", "b"),
            ("t/4/x", "c"),
            ("t/4/xx", "b"),
        ] {
            assert_eq!(
                map.locate(&key.into()).unwrap().shard.name,
                want.into(),
                "{key}"
            );
        }
        let home = map.locate(&"elsewhere".into()).unwrap();
        assert_eq!(home.by, LocatedBy::RendezvousHome);
    }

    #[test]
    fn no_address_is_given_for_two_keys() {
        let mut map = map(&[
            ("prefix:", "a"),
            ("prefix:m/", "m"),
            ("prefix:m/kept/", "a"),
        ][..1]);
        let mounted = Shard {
            mount: "m/".into(),
            ..shard("m")
        };
        map.set_shard(mounted);
        let sharing = |map: &ShardMap, segment: &str| {
            let sharing = map.sharing(&segment.parse().unwrap(), &"m".into());
            sharing.map(|segment| segment.to_string())
        };
        map.insert("prefix:m/".parse().unwrap(), "m".into(), 1);
        map.insert("prefix:m/kept/".parse().unwrap(), "a".into(), 1);
        // What would move in lies where the shard's own keys lie, unless those were placed elsewhere.
        for (segment, other) in [
            ("prefix:other/", Some("prefix:m/other/")),
            ("exact:x", Some("exact:m/x")),
            ("prefix:kept/", None),
            ("prefix:m/new/", None),
        ] {
            assert_eq!(sharing(&map, segment).as_deref(), other, "{segment}");
        }
        assert_eq!(
            map.sharing(&"prefix:other/".parse().unwrap(), &"a".into()),
            None
        );
        // And the other way round.
        map.insert("prefix:kept/".parse().unwrap(), "m".into(), 1);
        assert_eq!(
            sharing(&map, "prefix:m/kept/").as_deref(),
            Some("prefix:kept/")
        );
        assert_eq!(
            sharing(&map, "exact:m/kept/1").as_deref(),
            Some("exact:kept/1")
        );
    }

    #[test]
    fn keys_without_a_rule_go_home_within_their_mount() {
        let mut map = ShardMap::new(1, [shard("a")]);
        map.set_shard(Shard {
            mount: "m/".into(),
            weight: 1_000_000,
            ..shard("m")
        });
        for n in 0..50 {
            let home = |key: String| map.locate(&key.as_str().into()).unwrap().shard.name.clone();
            assert_eq!(home(format!("x/{n}")), "a".into());
        }
        assert_eq!(map.locate(&"m/1".into()).unwrap().shard.name, "m".into());
    }

    #[test]
    fn object_keys_translate_back_wherever_their_segment_lies() {
        let mut map = map(&[]);
        let mut video = shard("video");
        video.mount = "video/".into();
        video.prefix = "fleet/".into();
        map.set_shard(video);
        for (segment, shard) in [
            ("prefix:video/", "video"),
            ("prefix:logs/2026/", "video"),
            ("prefix:logs/", "a"),
            ("prefix:video/hot/", "a"),
        ] {
            map.insert(segment.parse().unwrap(), shard.into(), 1);
        }
        for (logical, shard) in [
            ("video/x.mp4", "video"),
            ("logs/2026/x", "video"),
            ("logs/2025/x", "a"),
            ("video/hot/x", "a"),
        ] {
            let logical = Key::from(logical);
            let holder = map.locate(&logical).unwrap().shard;
            assert_eq!(holder.name, shard.into());
            let object = holder.object_key(&logical);
            let back = map.logical_key(&holder.name, object.as_bytes());
            assert_eq!(back, Some(logical));
        }
        assert_eq!(map.logical_key(&"video".into(), b"elsewhere/x"), None);
        assert_eq!(map.logical_key(&"nowhere".into(), b"x"), None);
    }

    #[test]
    fn pins_hold_what_they_cover_and_what_covers_them() {
        let mut map = map(&[]);
        let pin = |text: &str| Pin {
            segment: text.parse().unwrap(),
            reason: "r".into(),
            lsn: 1,
        };
        map.pin(pin("prefix:t/4/"));
        for (segment, held) in [
            ("prefix:t/", true),
            ("exact:t/4/x", true),
            ("prefix:t/5/", false),
        ] {
            assert_eq!(
                map.pin_of(&segment.parse().unwrap()).is_some(),
                held,
                "{segment}"
            );
        }
    }

    proptest! {
        #[test]
        fn locate_equals_a_linear_scan(
            rules in prop::collection::vec(("[ab/]{0,4}", any::<bool>(), 0..3_usize), 0..12),
            key in "[ab/]{0,6}",
        ) {
            let names = ["a", "b", "c"];
            let mut map = map(&[]);
            for (text, exact, shard) in rules {
                let segment = if exact {
                    Segment::Exact(text.as_str().into())
                } else {
                    Segment::Prefix(text.as_str().into())
                };
                map.insert(segment, names[shard].into(), 1);
            }
            let key: Key = key.as_str().into();
            let slow = map
                .rules()
                .filter(|rule| rule.segment.contains(key.as_bytes()))
                .max_by_key(|rule| match &rule.segment {
                    Segment::Exact(_) => (1, 0),
                    Segment::Prefix(prefix) => (0, prefix.as_bytes().len()),
                });
            let fast = map.locate(&key).unwrap();
            match slow {
                Some(rule) => prop_assert_eq!(&fast.shard.name, &rule.shard),
                None => prop_assert_eq!(fast.by, LocatedBy::RendezvousHome),
            }
        }
    }
}
