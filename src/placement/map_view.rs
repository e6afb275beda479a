//! [`MapView`]: the canonical form of a map, written from where the map lies: of a million rules none is copied.

use std::io::{BufWriter, Write};

use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::codec::{DIFF_FORMAT, MAP_FORMAT, PinText, SegmentText, hex, to_json};
use super::{Segment, ShardMap, ShardName};

/// A map as it is written; `codec::MapDocument` reads it.
#[derive(Serialize)]
pub(super) struct MapView<'a> {
    format: &'static str,
    lsn: u64,
    shards: Shards<'a>,
    rules: Rules<'a>,
    pins: Pins<'a>,
}

impl<'a> MapView<'a> {
    /// The form of a map.
    pub fn of(map: &'a ShardMap) -> Self {
        Self::at(map, map.lsn)
    }

    /// The form that it has as this version.
    fn at(map: &'a ShardMap, lsn: u64) -> Self {
        Self {
            format: MAP_FORMAT,
            lsn,
            shards: Shards(map),
            rules: Rules(map),
            pins: Pins(map),
        }
    }

    fn hash(&self) -> String {
        let mut writer = BufWriter::with_capacity(1 << 16, Hashed(Sha256::new()));
        let written = serde_json::to_writer(&mut writer, self);
        written.expect("strings, numbers and lists always are JSON");
        let hashed = writer
            .into_inner()
            .map_err(|_| ())
            .expect("memory takes everything");
        hex(&hashed.0.finalize())
    }
}

/// The change that makes a map of nothing.
#[derive(Serialize)]
struct FirstDiff<'a> {
    format: &'static str,
    from_lsn: u64,
    to_lsn: u64,
    shards_set: Shards<'a>,
    shards_removed: [(); 0],
    rules_set: Rules<'a>,
    rules_removed: [(); 0],
    pins_set: Pins<'a>,
    pins_removed: [(); 0],
}

/// Lists in the map's own order.
struct Shards<'a>(&'a ShardMap);
struct Rules<'a>(&'a ShardMap);
struct Pins<'a>(&'a ShardMap);

impl Serialize for Shards<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.shards())
    }
}

impl Serialize for Rules<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rules = self.0.placements();
        serializer.collect_seq(rules.map(|(segment, shard, lsn)| RuleView {
            segment: SegmentView(segment),
            shard,
            lsn,
        }))
    }
}

impl Serialize for Pins<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.pins().cloned().map(PinText::from))
    }
}

#[derive(Serialize)]
struct RuleView<'a> {
    segment: SegmentView<'a>,
    shard: &'a ShardName,
    lsn: u64,
}

struct SegmentView<'a>(&'a Segment);

impl Serialize for SegmentView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.key().as_str().is_some() {
            return serializer.collect_str(self.0);
        }
        SegmentText(self.0.clone()).serialize(serializer)
    }
}

struct Hashed(Sha256);

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The canonical bytes of a map.
pub fn encode_map(map: &ShardMap) -> Vec<u8> {
    to_json(&MapView::of(map))
}

/// SHA-256 of the canonical bytes of a map, in hex.
pub fn map_hash(map: &ShardMap) -> String {
    MapView::of(map).hash()
}

/// The same of the map that has all of this one and another version.
pub(super) fn map_hash_at(map: &ShardMap, lsn: u64) -> String {
    MapView::at(map, lsn).hash()
}

/// The canonical bytes of the change that makes a map of nothing.
pub fn encode_first_diff(map: &ShardMap) -> Vec<u8> {
    to_json(&FirstDiff {
        format: DIFF_FORMAT,
        from_lsn: 0,
        to_lsn: map.lsn,
        shards_set: Shards(map),
        shards_removed: [],
        rules_set: Rules(map),
        rules_removed: [],
        pins_set: Pins(map),
        pins_removed: [],
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::placement::diff::tests::any_map;
    use crate::placement::{MapDiff, encode_diff};

    proptest! {
        #[test]
        fn the_first_change_is_the_one_from_nothing(map in any_map()) {
            let diff = MapDiff::between(&ShardMap::default(), &map);
            prop_assert_eq!(encode_first_diff(&map), encode_diff(&diff));
        }

        #[test]
        fn a_hash_is_that_of_the_bytes(map in any_map(), lsn in 0..9_u64) {
            prop_assert_eq!(map_hash(&map), hex(&Sha256::digest(encode_map(&map))));
            let mut other = map.clone();
            other.lsn = lsn;
            prop_assert_eq!(map_hash_at(&map, lsn), map_hash(&other));
        }
    }
}
