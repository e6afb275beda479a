//! [`Segmenter`]: which segment a key belongs to in every analysis. Pure; analysis, forecast and
//! planner ask the same question here and therefore talk of the same segments.
//!
//! A segment is the key's first `depth` directories (`a/b/` of `a/b/c/d`), or as many as it has; a
//! key outside any directory is a segment of its own. The rules of the shard map are boundaries,
//! too: where the rule that places a key is at least as specific as its directories, the rule is
//! the segment. Hence all keys of a segment that any rule places are placed by the same rule. Hot
//! objects are segments of their own, whatever lies around them: see [`hot_objects`](super::hot_objects()).

use std::collections::BTreeSet;

use crate::placement::{Key, Segment, ShardMap};

/// Cuts the key space into segments, by directories and by the rules of one map.
#[derive(Clone, Copy, Debug)]
pub struct Segmenter<'a> {
    map: &'a ShardMap,
    depth: u32,
    whole: Option<&'a BTreeSet<Segment>>,
    single: Option<&'a BTreeSet<Key>>,
}

impl<'a> Segmenter<'a> {
    /// Segments of `depth` directories, where the rules of `map` are not finer. At depth 0 the
    /// rules alone decide, and what none covers is one segment.
    pub fn new(map: &'a ShardMap, depth: u32) -> Self {
        Self {
            map,
            depth,
            whole: None,
            single: None,
        }
    }

    /// The same, but for rules of the map that are in `whole`: each is one segment, however coarse.
    #[must_use]
    pub fn keeping_whole(self, whole: &'a BTreeSet<Segment>) -> Self {
        Self {
            whole: Some(whole),
            ..self
        }
    }

    /// The same, with these objects each a segment, unless one that is kept whole holds it.
    #[must_use]
    pub fn singling_out(self, single: &'a BTreeSet<Key>) -> Self {
        Self {
            single: Some(single),
            ..self
        }
    }

    /// The segment of `key`.
    pub fn segment_of(&self, key: &Key) -> Segment {
        let by_directory = directory_segment(key, self.depth);
        let is_whole = |rule: &Segment| self.whole.is_some_and(|whole| whole.contains(rule));
        match self.map.rule_covering(key) {
            Some(rule) if is_whole(rule) => rule.clone(),
            _ if self.single.is_some_and(|single| single.contains(key)) => {
                Segment::Exact(key.clone())
            }
            Some(rule) if !rule.covers(&by_directory) || *rule == by_directory => rule.clone(),
            _ => by_directory,
        }
    }
}

/// The first `depth` directories of `key`, or the key itself when it lies in none.
fn directory_segment(key: &Key, depth: u32) -> Segment {
    if depth == 0 {
        return Segment::Prefix(Key::default());
    }
    let bytes = key.as_bytes();
    let end = memchr::memchr_iter(b'/', bytes).take(depth as usize).last();
    match end {
        Some(slash) => Segment::Prefix(bytes[..=slash].into()),
        None => Segment::Exact(key.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placement::Shard;
    use proptest::prelude::*;

    fn map(rules: &[&str]) -> ShardMap {
        let shard = Shard {
            name: "a".into(),
            endpoint: "e".into(),
            bucket: "b".into(),
            prefix: String::new(),
            mount: String::new(),
            region: "r".into(),
            weight: 1,
        };
        let mut map = ShardMap::new(1, [shard]);
        for rule in rules {
            map.insert(rule.parse().unwrap(), "a".into(), 1);
        }
        map
    }

    #[test]
    fn directories_and_rules_are_boundaries() {
        let map = map(&[
            "prefix:",
            "prefix:t/",
            "prefix:t/4/deep/er/",
            "exact:t/4/x",
            "prefix:lo",
        ]);
        for (depth, key, segment) in [
            (2, "logo.png", "exact:logo.png"),
            (2, "t/readme", "prefix:t/"),
            (2, "t/4/y", "prefix:t/4/"),
            (2, "t/4/deep/y", "prefix:t/4/"),
            (2, "t/4/deep/er/y", "prefix:t/4/deep/er/"),
            (2, "t/4/x", "exact:t/4/x"),
            (2, "a//b", "prefix:a//"),
            (2, "/b", "prefix:/"),
            (1, "t/4/y", "prefix:t/"),
            (0, "t/4/y", "prefix:t/"),
            (0, "elsewhere", "prefix:"),
            (0, "logo.png", "prefix:lo"),
        ] {
            let got = Segmenter::new(&map, depth).segment_of(&key.into());
            assert_eq!(got.to_string(), segment, "{key} at depth {depth}");
        }
    }

    #[test]
    fn hot_objects_are_segments_unless_what_holds_them_is_whole() {
        let map = map(&["prefix:", "prefix:t/4/", "prefix:w/"]);
        let single = BTreeSet::from(["t/4/x".into(), "u/v/x".into(), "w/x/y".into()]);
        let whole = BTreeSet::from(["prefix:w/".parse().unwrap()]);
        let segmenter = Segmenter::new(&map, 2)
            .singling_out(&single)
            .keeping_whole(&whole);
        for (key, segment) in [
            ("t/4/x", "exact:t/4/x"),
            ("t/4/x2", "prefix:t/4/"),
            ("u/v/x", "exact:u/v/x"),
            ("u/v/w", "prefix:u/v/"),
            ("w/x/y", "prefix:w/"),
        ] {
            assert_eq!(segmenter.segment_of(&key.into()).to_string(), segment);
        }
    }

    proptest! {
        #[test]
        fn a_segment_holds_its_key_and_one_rule_places_it(
            rules in prop::collection::vec("(exact:[ab/]{1,5}|prefix:[ab/]{0,5})", 0..6),
            keys in prop::collection::vec("[ab/]{1,7}", 1..12),
            depth in 0_u32..4,
            singles in 0_usize..4,
        ) {
            let map = map(&rules.iter().map(String::as_str).collect::<Vec<_>>());
            let single: BTreeSet<Key> = keys.iter().take(singles).map(|key| key.as_str().into()).collect();
            let segmenter = Segmenter::new(&map, depth).singling_out(&single);
            let mut placed_by = std::collections::BTreeMap::new();
            for key in &keys {
                let key: Key = key.as_str().into();
                let segment = segmenter.segment_of(&key);
                prop_assert!(segment.contains(key.as_bytes()));
                let rule = map.rule_covering(&key).cloned();
                let first = placed_by.entry(segment).or_insert_with(|| rule.clone());
                prop_assert_eq!(&*first, &rule);
            }
        }
    }
}
