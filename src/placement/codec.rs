//! The written form of a map and of a change to it: canonical JSON, and its SHA-256.
//!
//! Canonical means: these fields in this order, lists in the map's own order, no white space. Two
//! equal maps are equal bytes, for ever: golden files in `fixtures/formats` hold the form still.

use serde::{Deserialize, Serialize};

use super::{Key, MapDiff, Pin, Rule, Segment, Shard, ShardMap, ShardName};

pub(super) const MAP_FORMAT: &str = "shardctl.map/1";
pub(super) const DIFF_FORMAT: &str = "shardctl.map-diff/1";

/// Why bytes are not a map or a change.
#[derive(Debug, thiserror::Error)]
pub enum CodecError {
    /// Not JSON of this shape.
    #[error("not a shard map: {0}")]
    Malformed(#[from] serde_json::Error),
    /// Another format, perhaps of a newer program.
    #[error("format `{0}` is not one this program reads")]
    Format(String),
    /// A rule names a shard that is not in the set.
    #[error("the rule of `{segment}` names `{shard}`, which is no shard of the map")]
    UnknownShard {
        /// The rule's segment.
        segment: Segment,
        /// The name.
        shard: ShardName,
    },
    /// The map is not the one that was written.
    #[error("holds a map of version {lsn} that does not hash to what was written")]
    Hash {
        /// Its version.
        lsn: u64,
    },
    /// A copy of the map names another version than the map in it has.
    #[error("says version {said}, and the map in it is version {found}")]
    Version {
        /// The version it names.
        said: u64,
        /// The version of its map.
        found: u64,
    },
}

/// What [`MapView`](super::map_view::MapView) writes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MapDocument {
    format: String,
    lsn: u64,
    shards: Vec<Shard>,
    rules: Vec<RuleText>,
    pins: Vec<PinText>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DiffDocument {
    format: String,
    from_lsn: u64,
    to_lsn: u64,
    shards_set: Vec<Shard>,
    shards_removed: Vec<ShardName>,
    rules_set: Vec<RuleText>,
    rules_removed: Vec<SegmentText>,
    pins_set: Vec<PinText>,
    pins_removed: Vec<SegmentText>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    segment: SegmentText,
    shard: ShardName,
    lsn: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PinText {
    segment: SegmentText,
    reason: String,
    lsn: u64,
}

/// A segment's text; bytes that are not UTF-8 are written as hex: `prefix-hex:ff2f`.
#[derive(Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct SegmentText(pub(super) Segment);

impl Clone for SegmentText {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl From<SegmentText> for String {
    fn from(SegmentText(segment): SegmentText) -> Self {
        if segment.key().as_str().is_some() {
            return segment.to_string();
        }
        let kind = match segment {
            Segment::Exact(_) => "exact",
            Segment::Prefix(_) => "prefix",
        };
        format!("{kind}-hex:{}", hex(segment.key().as_bytes()))
    }
}

impl TryFrom<String> for SegmentText {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("`{}` is not a segment", text.escape_debug());
        let from_hex = |digits: &str| unhex(digits).map(Key::from).ok_or_else(wrong);
        let segment = if let Some(digits) = text.strip_prefix("exact-hex:") {
            Segment::Exact(from_hex(digits)?)
        } else if let Some(digits) = text.strip_prefix("prefix-hex:") {
            Segment::Prefix(from_hex(digits)?)
        } else {
            text.parse().map_err(|_| wrong())?
        };
        Ok(Self(segment))
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

pub(super) fn unhex(digits: &str) -> Option<Vec<u8>> {
    let digits = digits.as_bytes();
    let nibble = |digit: u8| char::from(digit).to_digit(16);
    digits
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some((nibble(*high)? << 4 | nibble(*low)?) as u8),
            _ => None,
        })
        .collect()
}

impl From<Rule> for RuleText {
    fn from(rule: Rule) -> Self {
        Self {
            segment: SegmentText(rule.segment),
            shard: rule.shard,
            lsn: rule.lsn,
        }
    }
}

impl From<RuleText> for Rule {
    fn from(text: RuleText) -> Self {
        Self {
            segment: text.segment.0,
            shard: text.shard,
            lsn: text.lsn,
        }
    }
}

impl From<Pin> for PinText {
    fn from(pin: Pin) -> Self {
        Self {
            segment: SegmentText(pin.segment),
            reason: pin.reason,
            lsn: pin.lsn,
        }
    }
}

impl From<PinText> for Pin {
    fn from(text: PinText) -> Self {
        Self {
            segment: text.segment.0,
            reason: text.reason,
            lsn: text.lsn,
        }
    }
}

/// The map that [`encode_map`](super::encode_map) wrote.
pub fn decode_map(bytes: &[u8]) -> Result<ShardMap, CodecError> {
    serde_json::from_slice::<MapDocument>(bytes)?.try_into()
}

impl TryFrom<MapDocument> for ShardMap {
    type Error = CodecError;

    fn try_from(document: MapDocument) -> Result<Self, CodecError> {
        check_format(document.format, MAP_FORMAT)?;
        let mut map = Self::new(document.lsn, document.shards);
        for rule in document.rules.into_iter().map(Rule::from) {
            insert_checked(&mut map, rule)?;
        }
        for pin in document.pins {
            map.pin(pin.into());
        }
        Ok(map)
    }
}

/// Sets a rule that came from outside.
pub(super) fn insert_checked(map: &mut ShardMap, rule: Rule) -> Result<(), CodecError> {
    if map.shard(&rule.shard).is_none() {
        return Err(CodecError::UnknownShard {
            segment: rule.segment,
            shard: rule.shard,
        });
    }
    map.insert(rule.segment, rule.shard, rule.lsn);
    Ok(())
}

/// The canonical bytes of a change.
pub fn encode_diff(diff: &MapDiff) -> Vec<u8> {
    to_json(&DiffDocument::from(diff))
}

/// The change that [`encode_diff`] wrote.
pub fn decode_diff(bytes: &[u8]) -> Result<MapDiff, CodecError> {
    serde_json::from_slice::<DiffDocument>(bytes)?.try_into()
}

impl From<&MapDiff> for DiffDocument {
    fn from(diff: &MapDiff) -> Self {
        let segments = |list: &[Segment]| list.iter().cloned().map(SegmentText).collect();
        Self {
            format: DIFF_FORMAT.to_owned(),
            from_lsn: diff.from_lsn,
            to_lsn: diff.to_lsn,
            shards_set: diff.shards_set.clone(),
            shards_removed: diff.shards_removed.clone(),
            rules_set: diff.rules_set.iter().cloned().map(RuleText::from).collect(),
            rules_removed: segments(&diff.rules_removed),
            pins_set: diff.pins_set.iter().cloned().map(PinText::from).collect(),
            pins_removed: segments(&diff.pins_removed),
        }
    }
}

impl TryFrom<DiffDocument> for MapDiff {
    type Error = CodecError;

    fn try_from(document: DiffDocument) -> Result<Self, CodecError> {
        check_format(document.format, DIFF_FORMAT)?;
        let segments = |list: Vec<SegmentText>| list.into_iter().map(|text| text.0).collect();
        Ok(Self {
            from_lsn: document.from_lsn,
            to_lsn: document.to_lsn,
            shards_set: document.shards_set,
            shards_removed: document.shards_removed,
            rules_set: document.rules_set.into_iter().map(Rule::from).collect(),
            rules_removed: segments(document.rules_removed),
            pins_set: document.pins_set.into_iter().map(Pin::from).collect(),
            pins_removed: segments(document.pins_removed),
        })
    }
}

pub(super) fn to_json(document: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(document).expect("strings, numbers and lists always are JSON")
}

pub(super) fn check_format(found: String, wanted: &str) -> Result<(), CodecError> {
    if found == wanted {
        Ok(())
    } else {
        Err(CodecError::Format(found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placement::diff::tests::any_map;
    use crate::placement::{encode_map, map_hash};
    use proptest::prelude::*;

    fn golden_map() -> ShardMap {
        let shard = |name: &str, prefix: &str, mount: &str, weight| Shard {
            name: name.into(),
            endpoint: "aws".into(),
            bucket: format!("data-{name}"),
            prefix: prefix.into(),
            mount: mount.into(),
            region: "eu-central-1".into(),
            weight,
        };
        let mut map = ShardMap::new(
            3,
            [
                shard("use1", "", "", 100),
                shard("fra1", "fleet/", "video/", 0),
            ],
        );
        map.insert("prefix:tenant/42/".parse().unwrap(), "fra1".into(), 3);
        map.insert("exact:käse \"x\"\n".parse().unwrap(), "use1".into(), 1);
        map.insert(Segment::Prefix(b"\xff/"[..].into()), "use1".into(), 1);
        map.pin(Pin {
            segment: "prefix:lake/orders/".parse().unwrap(),
            reason: "Iceberg table".into(),
            lsn: 1,
        });
        map
    }

    #[test]
    fn the_golden_map_keeps_its_bytes_and_its_hash() {
        let golden = include_str!("../../fixtures/formats/v1/map.json");
        let bytes = encode_map(&golden_map());
        assert_eq!(String::from_utf8(bytes).unwrap(), golden.trim_end());
        assert_eq!(
            decode_map(golden.trim_end().as_bytes()).unwrap(),
            golden_map()
        );
        assert_eq!(
            map_hash(&golden_map()),
            include_str!("../../fixtures/formats/v1/map.sha256").trim_end()
        );
    }

    #[test]
    fn what_is_no_map_is_refused() {
        let good = String::from_utf8(encode_map(&golden_map())).unwrap();
        for (bad, why) in [
            (String::new(), "not a shard map"),
            (good.replace("map/1", "map/2"), "format `shardctl.map/2`"),
            (good.replace("\"lsn\":3,", ""), "missing field `lsn`"),
            (good.replace("\"pins\"", "\"pegs\""), "unknown field `pegs`"),
            (
                good.replace("prefix:tenant", "range:tenant"),
                "not a segment",
            ),
            (
                good.replace("prefix-hex:ff2f", "prefix-hex:ff2"),
                "not a segment",
            ),
            (
                good.replace("\"shard\":\"fra1\"", "\"shard\":\"fra2\""),
                "no shard of the map",
            ),
        ] {
            let error = decode_map(bad.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
        }
    }

    proptest! {
        #[test]
        fn decoding_undoes_encoding(map in any_map()) {
            prop_assert_eq!(decode_map(&encode_map(&map)).unwrap(), map);
        }
    }
}
