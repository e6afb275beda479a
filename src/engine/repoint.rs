//! What becomes of the objects there are when the map is to say something else: whether each is where the map
//! to come says, so that a change of rules alone is enough, or would have to be copied first. Reads only.

use std::collections::{BTreeMap, BTreeSet};

use crate::placement::{Key, Segment, ShardMap, ShardName};
use crate::ports::{BucketError, World};

use super::sides::{Holder, Sides};

/// What a change would mean for the objects of one segment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// Objects that lie, with the same bytes, where the map to come says.
    pub there: u64,
    /// Objects that do not: a change of rules would hide them.
    pub missing: u64,
    /// Bytes of those.
    pub missing_bytes: u64,
}

/// What a change would mean for all objects.
#[derive(Debug, Default)]
pub struct Effects {
    /// By segment whose place changes; what more specific ones of them have is theirs.
    pub segments: BTreeMap<Segment, Effect>,
    /// Shards that could not be listed to their end: of their objects nothing is known.
    pub unreadable: BTreeMap<ShardName, BucketError>,
}

/// The segments with a rule in either map whose place is another in the other, or not one place in either.
pub fn changed_places(before: &ShardMap, after: &ShardMap) -> BTreeSet<Segment> {
    let rules = before.rules().chain(after.rules());
    let segments: BTreeSet<Segment> = rules.map(|rule| rule.segment).collect();
    let differs = |segment: &Segment| {
        if before.rule_shard(segment) == after.rule_shard(segment) {
            return false;
        }
        let place = before.segment_place(segment);
        place.is_none() || place != after.segment_place(segment)
    };
    segments.into_iter().filter(differs).collect()
}

/// Lists what lies in these segments and holds it against `after`. The shards and their weights are the same
/// in both maps.
pub async fn effects(
    world: &dyn World,
    before: &ShardMap,
    after: &ShardMap,
    segments: &BTreeSet<Segment>,
) -> Effects {
    let mut found = Effects::default();
    for segment in segments {
        found.segments.entry(segment.clone()).or_default();
    }
    for widest in widest(segments) {
        let mut sides = Sides::within(world, before, widest.clone());
        while let Some((key, holders)) = sides.next(&mut found.unreadable).await {
            let Some(segment) = deepest(segments, &key) else {
                continue;
            };
            let (from, to) = (place(before, &key), place(after, &key));
            if let Some(effect) = found.segments.get_mut(segment)
                && from != to
            {
                effect.note(&holders, from, to);
            }
        }
    }
    found
}

impl Effect {
    fn note(&mut self, holders: &[Holder], from: Option<&ShardName>, to: Option<&ShardName>) {
        let at = |shard| holders.iter().find(|it| Some(&it.shard.name) == shard);
        // What is not where the map says now is not hidden by a change: `audit` finds it.
        let Some(source) = at(from) else { return };
        let same = |other: &Holder| {
            (other.object.size, &other.object.etag) == (source.object.size, &source.object.etag)
        };
        if at(to).is_some_and(same) {
            self.there += 1;
            return;
        }
        self.missing += 1;
        self.missing_bytes += source.object.size;
    }
}

fn place<'a>(map: &'a ShardMap, key: &Key) -> Option<&'a ShardName> {
    map.locate(key).map(|location| &location.shard.name)
}

/// The segments that no other of them covers.
fn widest(segments: &BTreeSet<Segment>) -> impl Iterator<Item = &Segment> {
    let inside_another = |segment: &Segment| {
        let key = segment.key().as_bytes();
        let longest = match segment {
            Segment::Exact(_) => key.len() + 1,
            Segment::Prefix(_) => key.len(),
        };
        (0..longest).any(|len| segments.contains(&Segment::Prefix(key[..len].into())))
    };
    segments
        .iter()
        .filter(move |segment| !inside_another(segment))
}

/// The most specific of these segments that has the key.
fn deepest<'a>(segments: &'a BTreeSet<Segment>, key: &Key) -> Option<&'a Segment> {
    let bytes = key.as_bytes();
    let prefixes = (0..=bytes.len()).rev();
    let prefixes = prefixes.map(|len| Segment::Prefix(bytes[..len].into()));
    let mut all = std::iter::once(Segment::Exact(key.clone())).chain(prefixes);
    all.find_map(|segment| segments.get(&segment))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placement::Shard;
    use proptest::prelude::*;

    fn map(rules: &[(&str, &str)]) -> ShardMap {
        let mut map = ShardMap::new(1, ["a", "b"].map(|name| Shard::of_tests(name, 1)));
        for (segment, shard) in rules {
            map.insert(segment.parse().unwrap(), (*shard).into(), 1);
        }
        map
    }

    fn changed(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<String> {
        let found = changed_places(&map(before), &map(after));
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_rule_that_only_says_what_a_wider_one_says_changes_no_place() {
        let wide = ("prefix:t/", "a");
        let inside = ("prefix:t/4/", "a");
        assert!(changed(&[wide], &[wide, inside]).is_empty());
        assert!(changed(&[wide, inside], &[wide]).is_empty());
        assert_eq!(
            changed(&[wide, inside], &[("prefix:t/", "b"), inside]),
            ["prefix:t/"]
        );
        // The wider one goes, and takes along what has no rule of its own.
        assert_eq!(
            changed(&[wide, inside], &[("prefix:t/", "b")]),
            ["prefix:t/", "prefix:t/4/"]
        );
        // Homes are in several shards.
        assert_eq!(changed(&[], &[wide]), ["prefix:t/"]);
    }

    #[test]
    fn what_is_inside_another_is_listed_with_it() {
        let segments = [
            "prefix:t/",
            "prefix:t/4/",
            "exact:t/4",
            "exact:t/",
            "exact:u",
            "prefix:u",
        ];
        let segments: BTreeSet<Segment> = segments.iter().map(|it| it.parse().unwrap()).collect();
        let found: Vec<String> = widest(&segments).map(ToString::to_string).collect();
        assert_eq!(found, ["prefix:t/", "prefix:u"]);
    }

    proptest! {
        /// Whoever lists these segments sees every key that another shard is asked for.
        #[test]
        fn every_key_whose_place_changes_is_in_one_of_the_segments(
            before in prop::collection::vec(("[ab/]{0,3}", any::<bool>(), 0..2_usize), 0..6),
            after in prop::collection::vec(("[ab/]{0,3}", any::<bool>(), 0..2_usize), 0..6),
            keys in prop::collection::vec("[ab/]{1,5}", 20),
        ) {
            let build = |rules: &[(String, bool, usize)]| {
                let mut map = map(&[]);
                for (key, exact, shard) in rules {
                    let key = Key::from(key.as_str());
                    let segment = if *exact { Segment::Exact(key) } else { Segment::Prefix(key) };
                    map.insert(segment, ["a", "b"][*shard].into(), 1);
                }
                map
            };
            let (before, after) = (build(&before), build(&after));
            let segments = changed_places(&before, &after);
            for key in keys.iter().map(|key| Key::from(key.as_str())) {
                if place(&before, &key) != place(&after, &key) {
                    prop_assert!(deepest(&segments, &key).is_some(), "{key:?} {segments:?}");
                }
            }
        }
    }
}
