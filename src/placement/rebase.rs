//! A change of the map carried over to a newer map: where nobody touched what it is about, it means the same
//! there; where it has happened already, nothing is left of it; else a person must look.

use std::collections::BTreeMap;

use super::{MapDiff, Pin, Segment, ShardMap, ShardName};

/// What is left of a change on a newer map.
#[derive(Clone, Debug, PartialEq)]
pub enum Rebased {
    /// The newer map with the change; its version is the next.
    Next(ShardMap),
    /// The newer map says so already.
    Done,
}

/// Why a change cannot be carried over: it was thought out for something else.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RebaseError {
    /// Somebody changed a rule or a pin that it is about, or one above or below.
    #[error("`{0}` was changed by somebody else meanwhile")]
    Segment(Segment),
    /// Somebody changed a shard that it is about, or rests on.
    #[error("shard `{0}` was changed by somebody else meanwhile")]
    Shard(ShardName),
    /// Rules were changed, and a change of the shard set rests on all of them.
    #[error(
        "rules were changed by somebody else meanwhile, and a change of the shard set rests on all of them"
    )]
    Rules,
}

impl MapDiff {
    /// This change of `before` as a change of `now`, a later version.
    pub fn rebase(&self, before: &ShardMap, now: &ShardMap) -> Result<Rebased, RebaseError> {
        if self.is_in(now) {
            return Ok(Rebased::Done);
        }
        self.check_untouched(&MapDiff::between(before, now))?;
        let mut next = now.clone();
        next.lsn = now.lsn + 1;
        for shard in &self.shards_set {
            next.set_shard(shard.clone());
        }
        for segment in &self.rules_removed {
            next.remove(segment);
        }
        for rule in &self.rules_set {
            if next.shard(&rule.shard).is_none() {
                return Err(RebaseError::Shard(rule.shard.clone()));
            }
            next.insert(rule.segment.clone(), rule.shard.clone(), next.lsn);
        }
        for name in &self.shards_removed {
            if next.shard(name).is_some() && !next.remove_shard(name) {
                return Err(RebaseError::Shard(name.clone()));
            }
        }
        for segment in &self.pins_removed {
            next.unpin(segment);
        }
        for pin in &self.pins_set {
            next.pin(Pin {
                lsn: next.lsn,
                ..pin.clone()
            });
        }
        Ok(Rebased::Next(next))
    }

    /// Whether a map says all that this change says, whoever made it so.
    pub fn is_in(&self, map: &ShardMap) -> bool {
        let pins: BTreeMap<&Segment, &String> =
            map.pins().map(|pin| (&pin.segment, &pin.reason)).collect();
        let has_pin = |wanted: &Pin| pins.get(&wanted.segment) == Some(&&wanted.reason);
        let shards = self
            .shards_set
            .iter()
            .all(|it| map.shard(&it.name) == Some(it))
            && self.shards_removed.iter().all(|it| map.shard(it).is_none());
        let mut rules = self.rules_set.iter();
        let rules = rules.all(|it| map.rule_shard(&it.segment) == Some(&it.shard))
            && self
                .rules_removed
                .iter()
                .all(|it| map.rule_shard(it).is_none());
        let gone = |segment: &Segment| !pins.contains_key(segment);
        shards && rules && self.pins_set.iter().all(has_pin) && self.pins_removed.iter().all(gone)
    }

    /// That what others changed is not what this change is about.
    fn check_untouched(&self, others: &MapDiff) -> Result<(), RebaseError> {
        if let Some(name) = others.shards().next()
            && (self.shards().next().is_some() || self.rules().next().is_some())
        {
            return Err(RebaseError::Shard(name.clone()));
        }
        if self.shards().next().is_some() && others.rules().next().is_some() {
            return Err(RebaseError::Rules);
        }
        let meets = |segment: &&Segment| {
            let mut touched = others.rules();
            touched.any(|other| other.covers(segment) || segment.covers(other))
        };
        if let Some(segment) = self.rules().find(meets) {
            return Err(RebaseError::Segment(segment.clone()));
        }
        let mut pins = self.pins();
        match pins.find(|segment| others.pins().any(|other| other == *segment)) {
            Some(segment) => Err(RebaseError::Segment(segment.clone())),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placement::Shard;
    use crate::placement::diff::tests::any_map;
    use proptest::prelude::*;

    fn map(rules: &[(&str, &str)], pins: &[&str]) -> ShardMap {
        let mut map = ShardMap::new(1, ["a", "b"].map(|name| Shard::of_tests(name, 1)));
        for (segment, shard) in rules {
            map.insert(segment.parse().unwrap(), (*shard).into(), 1);
        }
        for pin in pins {
            map.pin(Pin {
                segment: pin.parse().unwrap(),
                reason: "r".into(),
                lsn: 1,
            });
        }
        map
    }

    fn rebased(before: &ShardMap, mine: &ShardMap, now: &ShardMap) -> String {
        match MapDiff::between(before, mine).rebase(before, now) {
            Ok(Rebased::Done) => "done".to_owned(),
            Ok(Rebased::Next(next)) => {
                let rules = next
                    .rules()
                    .map(|rule| format!("{}={}", rule.segment, rule.shard));
                let pins = next.pins().map(|pin| format!("pin {}", pin.segment));
                rules.chain(pins).collect::<Vec<_>>().join(" ")
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_change_goes_beside_what_others_did_and_never_over_it() {
        let before = map(&[("prefix:t/", "a")], &[]);
        let pinned = map(&[("prefix:t/", "a")], &["prefix:t/"]);
        let moved = map(&[("prefix:t/", "b")], &[]);
        let other = map(&[("prefix:t/", "a"), ("prefix:u/", "b")], &[]);
        let inside = map(&[("prefix:t/", "a"), ("prefix:t/4/", "b")], &[]);
        let mut weighed = before.clone();
        weighed.set_shard(Shard::of_tests("a", 7));
        for (mine, now, want) in [
            (&pinned, &before, "prefix:t/=a pin prefix:t/"),
            (&pinned, &pinned, "done"),
            (&pinned, &moved, "prefix:t/=b pin prefix:t/"),
            (&moved, &other, "prefix:t/=b prefix:u/=b"),
            (&moved, &moved, "done"),
            (
                &moved,
                &inside,
                "`prefix:t/` was changed by somebody else meanwhile",
            ),
            (
                &inside,
                &moved,
                "`prefix:t/4/` was changed by somebody else meanwhile",
            ),
            (
                &moved,
                &weighed,
                "shard `a` was changed by somebody else meanwhile",
            ),
            (&pinned, &weighed, "prefix:t/=a pin prefix:t/"),
        ] {
            assert_eq!(rebased(&before, mine, now), want);
        }
        let rules = rebased(&before, &weighed, &other);
        assert!(rules.starts_with("rules were changed"), "{rules}");
    }

    proptest! {
        #[test]
        fn carried_over_it_keeps_both_changes_and_again_there_is_nothing_left(
            before in any_map(), mine in any_map(), theirs in any_map(),
        ) {
            let change = MapDiff::between(&before, &mine);
            let others = MapDiff::between(&before, &theirs);
            if let Ok(Rebased::Next(next)) = change.rebase(&before, &theirs) {
                prop_assert!(change.is_in(&next), "ours is in it");
                prop_assert_eq!(change.rebase(&before, &next).unwrap(), Rebased::Done);
                prop_assert!(others.is_in(&next), "theirs is in it");
                prop_assert_eq!(next.lsn, theirs.lsn + 1);
            }
        }
    }
}
