//! [`MapSnapshot`]: a whole map as of one version of the log, so that nobody has to read the log from its
//! start. It decides nothing by itself: who takes it reads the log on from its version.

use serde::{Deserialize, Serialize};

use super::codec::{MapDocument, check_format, to_json};
use super::map_view::MapView;
use super::{CodecError, ShardMap, map_hash};

const FORMAT: &str = "shardctl.map-snapshot/1";

/// A whole map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapSnapshot {
    /// The fleet whose map it is.
    pub fleet_id: String,
    /// The highest epoch in the log up to its version.
    pub epoch: u64,
    /// When its version was made, milliseconds UTC.
    pub created_ms: i64,
    /// What made that version.
    pub origin: String,
    /// The map; its `lsn` is the version.
    pub map: ShardMap,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SnapshotDocument<M> {
    format: String,
    fleet_id: String,
    epoch: u64,
    created_ms: i64,
    origin: String,
    map_hash: String,
    map: M,
}

/// The bytes of a snapshot.
pub fn encode_snapshot(snapshot: &MapSnapshot) -> Vec<u8> {
    to_json(&SnapshotDocument {
        format: FORMAT.to_owned(),
        fleet_id: snapshot.fleet_id.clone(),
        epoch: snapshot.epoch,
        created_ms: snapshot.created_ms,
        origin: snapshot.origin.clone(),
        map_hash: map_hash(&snapshot.map),
        map: MapView::of(&snapshot.map),
    })
}

/// The snapshot in `bytes`, whose map is the one that was written, and what that hashes to.
pub fn decode_snapshot(bytes: &[u8]) -> Result<(MapSnapshot, String), CodecError> {
    let document: SnapshotDocument<MapDocument> = serde_json::from_slice(bytes)?;
    check_format(document.format, FORMAT)?;
    let map = ShardMap::try_from(document.map)?;
    if map_hash(&map) != document.map_hash {
        return Err(CodecError::Hash { lsn: map.lsn });
    }
    let snapshot = MapSnapshot {
        fleet_id: document.fleet_id,
        epoch: document.epoch,
        created_ms: document.created_ms,
        origin: document.origin,
        map,
    };
    Ok((snapshot, document.map_hash))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placement::Shard;

    fn snapshot() -> MapSnapshot {
        let mut map = ShardMap::new(64, [Shard::of_tests("a", 1), Shard::of_tests("b", 1)]);
        map.insert("prefix:t/".parse().unwrap(), "b".into(), 7);
        MapSnapshot {
            fleet_id: "f0".to_owned(),
            epoch: 3,
            created_ms: 1_795_219_200_000,
            origin: "migrate switch".to_owned(),
            map,
        }
    }

    #[test]
    fn the_golden_snapshot_keeps_its_bytes() {
        let golden = include_str!("../../fixtures/formats/v1/map-snapshot.json").trim_end();
        assert_eq!(
            String::from_utf8(encode_snapshot(&snapshot())).unwrap(),
            golden
        );
        assert_eq!(decode_snapshot(golden.as_bytes()).unwrap().0, snapshot());
    }

    #[test]
    fn another_map_than_the_one_written_is_refused() {
        let written = String::from_utf8(encode_snapshot(&snapshot())).unwrap();
        for (from, to, why) in [
            ("\"lsn\":7", "\"lsn\":6", "does not hash"),
            ("snapshot/1", "snapshot/2", "format"),
            ("fleet_id", "fleet", "unknown field"),
        ] {
            let bad = written.replacen(from, to, 1);
            let error = decode_snapshot(bad.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
        }
    }
}
