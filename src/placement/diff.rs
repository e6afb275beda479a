//! [`MapDiff`]: what changed from one map to another.

use super::codec::{CodecError, insert_checked};
use super::{Pin, Rule, Segment, Shard, ShardMap, ShardName};

/// Everything that turns one map into another: `apply(a, diff(a, b)) == b`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapDiff {
    /// Version of the map before.
    pub from_lsn: u64,
    /// Version of the map after.
    pub to_lsn: u64,
    /// Shards that are new or changed, as they are after.
    pub shards_set: Vec<Shard>,
    /// Shards that went.
    pub shards_removed: Vec<ShardName>,
    /// Rules that are new or changed, as they are after.
    pub rules_set: Vec<Rule>,
    /// Rules that went.
    pub rules_removed: Vec<Segment>,
    /// Pins that are new or changed, as they are after.
    pub pins_set: Vec<Pin>,
    /// Pins that went.
    pub pins_removed: Vec<Segment>,
}

/// Why a change does not fit a map.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// It was made from another version.
    #[error("the change starts at version {wanted}, the map is version {found}")]
    Base {
        /// The version that the change starts from.
        wanted: u64,
        /// The map's version.
        found: u64,
    },
    /// It takes away a shard that rules still name, or one that is not there.
    #[error("the change removes shard `{0}`, which is absent or still holds segments")]
    Shard(ShardName),
    /// One of its rules names no shard of the set.
    #[error(transparent)]
    Rule(#[from] CodecError),
}

impl MapDiff {
    /// What turns `before` into `after`.
    pub fn between<'a>(before: &'a ShardMap, after: &'a ShardMap) -> Self {
        let shards = |map: &'a ShardMap| map.shards().map(|shard| (&shard.name, shard));
        let (shards_set, shards_removed) = changes(shards(before), shards(after));
        let rules = |map: &'a ShardMap| {
            let rules = map.placements();
            rules.map(|(segment, shard, lsn)| (segment, (shard, lsn)))
        };
        let (rules_set, rules_removed) = changes(rules(before), rules(after));
        let pins = |map: &'a ShardMap| map.pins().map(|pin| (&pin.segment, pin));
        let (pins_set, pins_removed) = changes(pins(before), pins(after));
        let rule = |(segment, (shard, lsn)): (&Segment, (&ShardName, u64))| Rule {
            segment: segment.clone(),
            shard: shard.clone(),
            lsn,
        };
        Self {
            from_lsn: before.lsn,
            to_lsn: after.lsn,
            shards_set: shards_set.into_iter().map(|(_, it)| it.clone()).collect(),
            shards_removed: shards_removed.into_iter().cloned().collect(),
            rules_set: rules_set.into_iter().map(rule).collect(),
            rules_removed: rules_removed.into_iter().cloned().collect(),
            pins_set: pins_set.into_iter().map(|(_, it)| it.clone()).collect(),
            pins_removed: pins_removed.into_iter().cloned().collect(),
        }
    }

    /// The map after this change of `before`.
    pub fn apply(&self, before: &ShardMap) -> Result<ShardMap, ApplyError> {
        let mut map = before.clone();
        self.apply_to(&mut map)?;
        Ok(map)
    }

    /// The same in place; after an error the map is neither.
    pub fn apply_to(&self, map: &mut ShardMap) -> Result<(), ApplyError> {
        if map.lsn != self.from_lsn {
            return Err(ApplyError::Base {
                wanted: self.from_lsn,
                found: map.lsn,
            });
        }
        map.lsn = self.to_lsn;
        for shard in &self.shards_set {
            map.set_shard(shard.clone());
        }
        for segment in &self.rules_removed {
            map.remove(segment);
        }
        for rule in &self.rules_set {
            insert_checked(map, rule.clone())?;
        }
        for name in &self.shards_removed {
            if !map.remove_shard(name) {
                return Err(ApplyError::Shard(name.clone()));
            }
        }
        for segment in &self.pins_removed {
            map.unpin(segment);
        }
        for pin in &self.pins_set {
            map.pin(pin.clone());
        }
        Ok(())
    }

    /// Whether nothing but the version differs.
    pub fn is_empty(&self) -> bool {
        *self
            == Self {
                from_lsn: self.from_lsn,
                to_lsn: self.to_lsn,
                ..Self::default()
            }
    }

    /// Shards that it sets or removes.
    pub fn shards(&self) -> impl Iterator<Item = &ShardName> {
        let set = self.shards_set.iter().map(|shard| &shard.name);
        set.chain(&self.shards_removed)
    }

    /// Segments whose rule it sets or removes.
    pub fn rules(&self) -> impl Iterator<Item = &Segment> {
        let set = self.rules_set.iter().map(|rule| &rule.segment);
        set.chain(&self.rules_removed)
    }

    /// Segments whose pin it sets or removes.
    pub fn pins(&self) -> impl Iterator<Item = &Segment> {
        let set = self.pins_set.iter().map(|pin| &pin.segment);
        set.chain(&self.pins_removed)
    }
}

/// Of two lists in the order of their names: what is new or differs, and the names that went.
fn changes<K: Ord, V: PartialEq>(
    before: impl Iterator<Item = (K, V)>,
    after: impl Iterator<Item = (K, V)>,
) -> (Vec<(K, V)>, Vec<K>) {
    let mut before = before.peekable();
    let (mut set, mut gone) = (Vec::new(), Vec::new());
    for (name, value) in after {
        while let Some((earlier, _)) = before.next_if(|(it, _)| *it < name) {
            gone.push(earlier);
        }
        match before.next_if(|(it, _)| *it == name) {
            Some((_, was)) if was == value => {}
            _ => set.push((name, value)),
        }
    }
    gone.extend(before.map(|(name, _)| name));
    (set, gone)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_segment() -> impl Strategy<Value = Segment> {
        let key = prop::collection::vec(prop::sample::select(&b"ab/\xff"[..]), 1..4);
        (key, any::<bool>()).prop_map(|(key, exact)| {
            if exact {
                Segment::Exact(key.into())
            } else {
                Segment::Prefix(key.into())
            }
        })
    }

    /// Small maps whose parts often coincide with those of another.
    pub fn any_map() -> impl Strategy<Value = ShardMap> {
        let shards = prop::collection::vec((0..5_usize, 0..3_u32), 1..5);
        let rules = prop::collection::vec((any_segment(), 0..5_usize, 0..3_u64), 0..6);
        let pins = prop::collection::vec((any_segment(), 0..2_u64), 0..3);
        (0..5_u64, shards, rules, pins).prop_map(|(lsn, shards, rules, pins)| {
            let shard = |(name, weight): (usize, u32)| Shard {
                name: ["a", "b", "c", "d", "e"][name].into(),
                endpoint: "e".into(),
                bucket: "k".into(),
                prefix: String::new(),
                mount: String::new(),
                region: "r".into(),
                weight,
            };
            let mut map = ShardMap::new(lsn, shards.into_iter().map(shard));
            let names: Vec<ShardName> = map.shards().map(|shard| shard.name.clone()).collect();
            for (segment, shard, lsn) in rules {
                map.insert(segment, names[shard % names.len()].clone(), lsn);
            }
            for (segment, lsn) in pins {
                map.pin(Pin {
                    segment,
                    reason: "r".into(),
                    lsn,
                });
            }
            map
        })
    }

    proptest! {
        #[test]
        fn applying_the_difference_gives_the_other(a in any_map(), b in any_map()) {
            let diff = MapDiff::between(&a, &b);
            prop_assert_eq!(diff.apply(&a).unwrap(), b);
            prop_assert!(MapDiff::between(&a, &a).is_empty());
        }

        #[test]
        fn a_change_survives_being_written(a in any_map(), b in any_map()) {
            let diff = MapDiff::between(&a, &b);
            let bytes = crate::placement::encode_diff(&diff);
            prop_assert_eq!(crate::placement::decode_diff(&bytes).unwrap(), diff);
        }
    }

    #[test]
    fn a_change_of_another_version_is_refused() {
        let diff = MapDiff {
            from_lsn: 7,
            ..MapDiff::default()
        };
        assert!(matches!(
            diff.apply(&ShardMap::new(6, [])),
            Err(ApplyError::Base {
                wanted: 7,
                found: 6
            })
        ));
    }
}
