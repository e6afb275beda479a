//! [`rule_changes`]: the rules that move some segments and nothing else.
//!
//! A segment is its prefix minus the more specific segments under it. A rule for a moved prefix
//! would take along every such child that has no rule of its own, so each of those gets one, at
//! the shard where it lies.

use std::collections::{BTreeMap, BTreeSet};

use super::{Segment, ShardMap, ShardName};

/// A rule to set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    /// What the rule places.
    pub segment: Segment,
    /// Where the segment is before; `None` where rendezvous spreads it.
    pub from: Option<ShardName>,
    /// Where it is after; the same as `from` for a child that stays behind.
    pub to: ShardName,
}

/// Why segments cannot be moved by rules.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoveError {
    /// The target is no shard of the map.
    #[error("`{0}` is no shard of the map")]
    UnknownShard(ShardName),
    /// The segment is to move twice.
    #[error("`{0}` is to move to two shards")]
    Twice(Segment),
    /// A child would have to stay where no rule has put it: rendezvous spreads its keys.
    #[error("`{child}` would move along with `{parent}`: no rule says where it lies")]
    Unplaced {
        /// The segment that moves.
        parent: Segment,
        /// The segment under it that should not.
        child: Segment,
    },
}

/// The rules to set so that the moved segments go to their targets while every other segment of
/// `known`, and every segment that a rule of `map` places, stays. In segment order, moves and
/// children alike.
pub fn rule_changes<'a>(
    map: &ShardMap,
    moves: impl IntoIterator<Item = (&'a Segment, &'a ShardName)>,
    known: impl IntoIterator<Item = &'a Segment>,
) -> Result<Vec<RuleChange>, MoveError> {
    let mut targets: BTreeMap<&Segment, &ShardName> = BTreeMap::new();
    for (segment, target) in moves {
        if map.shard(target).is_none() {
            return Err(MoveError::UnknownShard(target.clone()));
        }
        if targets.insert(segment, target).is_some() {
            return Err(MoveError::Twice(segment.clone()));
        }
    }
    let mut after = map.clone();
    for (segment, target) in &targets {
        after.insert((*segment).clone(), (*target).clone(), map.lsn);
    }
    let mut staying: Vec<&Segment> = known
        .into_iter()
        .filter(|segment| !targets.contains_key(segment))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    // Parents first: a parent's rule may already keep its children in place.
    staying.sort_by_key(|segment| segment.key().as_bytes().len());
    let mut changes: Vec<RuleChange> = targets
        .iter()
        .map(|(segment, target)| RuleChange {
            segment: (*segment).clone(),
            from: map.segment_shard(segment).cloned(),
            to: (*target).clone(),
        })
        .collect();
    for segment in staying {
        let (before, now) = (map.segment_shard(segment), after.segment_shard(segment));
        if before == now {
            continue;
        }
        let Some(shard) = before.cloned() else {
            return Err(MoveError::Unplaced {
                parent: moved_parent(&targets, segment),
                child: segment.clone(),
            });
        };
        after.insert(segment.clone(), shard.clone(), map.lsn);
        changes.push(RuleChange {
            segment: segment.clone(),
            from: Some(shard.clone()),
            to: shard,
        });
    }
    changes.sort_by(|a, b| a.segment.cmp(&b.segment));
    Ok(changes)
}

/// The most specific moved segment above `child`.
fn moved_parent(targets: &BTreeMap<&Segment, &ShardName>, child: &Segment) -> Segment {
    targets
        .keys()
        .filter(|segment| segment.covers(child))
        .max_by_key(|segment| segment.key().as_bytes().len())
        .map_or_else(|| child.clone(), |segment| (*segment).clone())
}

impl ShardMap {
    /// The map of version `lsn` that these changes make.
    #[must_use]
    pub fn with_changes(&self, changes: &[RuleChange], lsn: u64) -> Self {
        let mut map = self.clone();
        map.lsn = lsn;
        for change in changes {
            map.insert(change.segment.clone(), change.to.clone(), lsn);
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placement::{Key, Shard};
    use proptest::prelude::*;

    fn map(rules: &[(Segment, usize)]) -> ShardMap {
        let shard = |name: &str| Shard::of_tests(name, 1);
        let mut map = ShardMap::new(1, ["a", "b", "c"].map(shard));
        for (segment, shard) in rules {
            map.insert(segment.clone(), name(*shard), 1);
        }
        map
    }

    fn name(index: usize) -> ShardName {
        ["a", "b", "c"][index].into()
    }

    fn segment(text: &str) -> Segment {
        text.parse().unwrap()
    }

    #[test]
    fn a_child_without_a_rule_stays_behind_by_one() {
        let map = map(&[(segment("prefix:t/"), 0), (segment("prefix:t/5/"), 2)]);
        let known = ["prefix:t/4/", "prefix:t/4/x/", "prefix:t/5/", "exact:t/4/y"].map(segment);
        let moved = (&segment("prefix:t/"), &name(1));
        let changes = rule_changes(&map, [moved], &known).unwrap();
        let text: Vec<String> = changes
            .iter()
            .map(|change| format!("{} {}", change.segment, change.to))
            .collect();
        assert_eq!(text, ["prefix:t/ b", "prefix:t/4/ a"]);
    }

    #[test]
    fn what_cannot_be_said_by_rules_is_an_error() {
        let map = map(&[]);
        let (t, a, z) = (segment("prefix:t/"), name(0), ShardName::from("z"));
        let child = segment("prefix:t/4/");
        let unplaced = rule_changes(&map, [(&t, &a)], [&child]).unwrap_err();
        assert_eq!(
            unplaced.to_string(),
            "`prefix:t/4/` would move along with `prefix:t/`: no rule says where it lies"
        );
        let unknown = rule_changes(&map, [(&t, &z)], []).unwrap_err();
        assert_eq!(unknown, MoveError::UnknownShard(z));
        let twice = rule_changes(&map, [(&t, &a), (&t, &a)], []).unwrap_err();
        assert_eq!(twice, MoveError::Twice(t));
    }

    fn any_segment() -> impl Strategy<Value = Segment> {
        ("[ab/]{1,4}", any::<bool>()).prop_map(|(key, exact)| {
            let key = Key::from(key);
            if exact {
                Segment::Exact(key)
            } else {
                Segment::Prefix(key)
            }
        })
    }

    proptest! {
        #[test]
        fn exactly_the_moved_segments_move(
            rules in prop::collection::vec((any_segment(), 0..3_usize), 0..8),
            known in prop::collection::vec(any_segment(), 0..8),
            moves in prop::collection::btree_map(any_segment(), 0..3_usize, 1..4),
            keys in prop::collection::vec("[ab/]{1,6}", 20),
        ) {
            // A map that places every key, as adoption leaves it for the keys there are.
            let everything = (Segment::Prefix(Key::default()), 0);
            let rules: Vec<_> = std::iter::once(everything).chain(rules).collect();
            let before = map(&rules);
            let targets: Vec<_> = moves.iter().map(|(segment, to)| (segment, name(*to))).collect();
            let pairs = targets.iter().map(|(segment, to)| (*segment, to));
            let changes = rule_changes(&before, pairs, &known).unwrap();
            let after = before.with_changes(&changes, 2);
            for key in keys.iter().map(|key| Key::from(key.as_str())) {
                let segments = rules.iter().map(|(segment, _)| segment).chain(&known);
                let own = segments
                    .chain(moves.keys())
                    .filter(|segment| segment.contains(key.as_bytes()))
                    .max_by_key(|segment| match segment {
                        Segment::Exact(_) => usize::MAX,
                        Segment::Prefix(prefix) => prefix.as_bytes().len(),
                    })
                    .unwrap();
                let wanted = match moves.get(own) {
                    Some(to) => name(*to),
                    None => before.locate(&key).unwrap().shard.name.clone(),
                };
                prop_assert_eq!(&after.locate(&key).unwrap().shard.name, &wanted, "{:?}", key);
            }
        }
    }
}
