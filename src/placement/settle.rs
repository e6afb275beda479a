//! [`Settler`]: rules that keep what lies somewhere from moving with the shard set.
//!
//! A key that no rule covers goes by the weights: a shard more, or another weight, sends some of those
//! keys elsewhere. That is what weights are for where keys are to come, and wrong where an object is
//! there already. So before the set changes, every such object gets a rule at the shard that holds it.
//!
//! The rules are the fewest for those keys alone, and they cannot take a key from a rule that is there:
//! a prefix that covers one of those keys has no rule above it, and every rule below it wins.

use std::collections::BTreeMap;

use super::fewest_rules::{FewestRules, Label};
use super::{Key, Segment, ShardMap, ShardName};

/// Rules that keep objects where they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// The rules to set.
    pub rules: Vec<(Segment, ShardName)>,
    /// Keys that they are for.
    pub keys: u64,
    /// Those of them that do not lie where the map says.
    pub elsewhere: u64,
}

/// Collects the keys that no rule covers, with where they lie.
#[derive(Debug)]
pub struct Settler<'a> {
    map: &'a ShardMap,
    uncovered: BTreeMap<Key, ShardName>,
}

impl<'a> Settler<'a> {
    /// A settler for the keys of `map`.
    pub fn new(map: &'a ShardMap) -> Self {
        Self {
            map,
            uncovered: BTreeMap::new(),
        }
    }

    /// Adds an object: `key` lies in `shard`. Where several shards hold it, it stays in the one that the
    /// map says, else in the first one added.
    pub fn add(&mut self, key: Key, shard: &ShardName) {
        if self.map.rule_covering(&key).is_some() {
            return;
        }
        let home = self.map.locate(&key).map(|location| &location.shard.name);
        if home == Some(shard) {
            self.uncovered.insert(key, shard.clone());
        } else {
            self.uncovered.entry(key).or_insert_with(|| shard.clone());
        }
    }

    /// The rules.
    pub fn finish(self) -> Settled {
        let names: Vec<&ShardName> = self.map.shards().map(|shard| &shard.name).collect();
        let mut rules = FewestRules::default();
        let (mut keys, mut elsewhere) = (0, 0);
        for (key, shard) in &self.uncovered {
            if let Ok(label) = names.binary_search(&shard) {
                rules.push(key.as_bytes(), label as Label);
                keys += 1;
                let home = self.map.locate(key).map(|location| &location.shard.name);
                elsewhere += u64::from(home != Some(shard));
            }
        }
        let named =
            |(segment, label): (Segment, Label)| (segment, names[usize::from(label)].clone());
        Settled {
            rules: rules.finish().into_iter().map(named).collect(),
            keys,
            elsewhere,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placement::Shard;
    use proptest::prelude::*;

    fn shard(name: &str, weight: u32) -> Shard {
        Shard::of_tests(name, weight)
    }

    fn at<'a>(map: &'a ShardMap, key: &Key) -> &'a ShardName {
        &map.locate(key).unwrap().shard.name
    }

    #[test]
    fn only_what_no_rule_covers_gets_one() {
        let mut map = ShardMap::new(1, [shard("a", 1), shard("b", 1)]);
        map.insert("prefix:t/".parse().unwrap(), "a".into(), 1);
        let mut settler = Settler::new(&map);
        settler.add("t/1".into(), &"a".into());
        settler.add("t/2".into(), &"b".into());
        settler.add("new/1".into(), &"b".into());
        settler.add("new/2".into(), &"b".into());
        let settled = settler.finish();
        assert_eq!(settled.keys, 2);
        let rules: Vec<String> = (settled.rules.iter())
            .map(|(segment, shard)| format!("{segment} {shard}"))
            .collect();
        assert_eq!(rules, ["prefix:new/ b"]);
    }

    proptest! {
        #[test]
        fn no_object_moves_with_the_shard_set(
            rules in prop::collection::btree_map("[ab/]{0,3}", 0..2_usize, 0..5),
            objects in prop::collection::btree_map("[ab/é]{1,6}", (any::<bool>(), any::<bool>()), 0..40),
            weights in (0..9_u32, 0..9_u32, 1..9_u32),
        ) {
            let names = ["a", "b"];
            let mut map = ShardMap::new(1, [shard("a", 3), shard("b", 1)]);
            for (prefix, holder) in &rules {
                map.insert(Segment::Prefix(prefix.as_str().into()), names[*holder].into(), 1);
            }
            let mut settler = Settler::new(&map);
            let held = |(in_a, in_b): (bool, bool)| -> Vec<ShardName> {
                let here = [in_a, in_b || !in_a];
                let names = names.iter().zip(here).filter(|(_, here)| *here);
                names.map(|(name, _)| ShardName::from(*name)).collect()
            };
            for (key, places) in &objects {
                let key = Key::from(key.as_str());
                for shard in held(*places) {
                    settler.add(key.clone(), &shard);
                }
            }
            let mut after = map.clone();
            for (segment, shard) in settler.finish().rules {
                prop_assert!(map.rule_shard(&segment).is_none(), "{segment} had a rule");
                after.insert(segment, shard, 2);
            }
            after.set_shard(shard("a", weights.0));
            after.set_shard(shard("b", weights.1));
            after.set_shard(shard("c", weights.2));
            for (key, places) in &objects {
                let key = Key::from(key.as_str());
                let held = held(*places);
                let (before, now) = (at(&map, &key), at(&after, &key));
                let was_right = held.contains(before) || map.rule_covering(&key).is_some();
                prop_assert!(!was_right || now == before, "{key:?} moved from {before} to {now}");
                prop_assert!(was_right || held.contains(now), "{key:?} is not in {now}");
            }
        }
    }
}
