//! [`CurrentMap`]: the newest map as those who read and write the data are given it.
//!
//! A copy of what the map log says, overwritten after every publish, so that a reader needs one request.
//! shardctl itself decides nothing by it. `fixtures/readers/README.md` is the contract.

use serde::{Deserialize, Serialize};

use super::codec::{MapDocument, SegmentText, check_format, to_json};
use super::map_view::MapView;
use super::{CodecError, Segment, ShardMap, ShardName};

const FORMAT: &str = "shardctl.current-map/1";

/// The newest map, how long it may be gone by, and where else keys may still be.
#[derive(Clone, Debug, PartialEq)]
pub struct CurrentMap {
    /// The fleet whose map it is.
    pub fleet_id: String,
    /// The epoch of whoever wrote it.
    pub epoch: u64,
    /// When it was known to be the newest, milliseconds UTC.
    pub issued_ms: i64,
    /// How long after that it may be gone by, milliseconds; never more than the grace of a move.
    pub max_staleness_ms: i64,
    /// The map.
    pub map: ShardMap,
    /// Where segments were before, while their grace runs.
    pub previous: Vec<PreviousPlace>,
}

/// Where a segment's objects were before a switch or a reversal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviousPlace {
    /// What was moved.
    pub segment: Segment,
    /// Where it was; `None` is the rendezvous home of each key.
    pub shard: Option<ShardName>,
    /// Until when something may still be found there, milliseconds UTC.
    pub until_ms: i64,
}

#[derive(Serialize, Deserialize)]
struct CurrentDocument<M> {
    format: String,
    fleet_id: String,
    epoch: u64,
    version: u64,
    issued_ms: i64,
    max_staleness_ms: i64,
    map: M,
    previous: Vec<PreviousText>,
}

#[derive(Serialize, Deserialize)]
struct PreviousText {
    segment: SegmentText,
    shard: Option<ShardName>,
    until_ms: i64,
}

/// The bytes of a current map.
pub fn encode_current(current: &CurrentMap) -> Vec<u8> {
    let previous = current.previous.iter().map(|previous| PreviousText {
        segment: SegmentText(previous.segment.clone()),
        shard: previous.shard.clone(),
        until_ms: previous.until_ms,
    });
    to_json(&CurrentDocument {
        format: FORMAT.to_owned(),
        fleet_id: current.fleet_id.clone(),
        epoch: current.epoch,
        version: current.map.lsn,
        issued_ms: current.issued_ms,
        max_staleness_ms: current.max_staleness_ms,
        map: MapView::of(&current.map),
        previous: previous.collect(),
    })
}

/// The current map in `bytes`. Fields that this program does not know are ignored: the copy may be of a
/// newer one.
pub fn decode_current(bytes: &[u8]) -> Result<CurrentMap, CodecError> {
    let document: CurrentDocument<MapDocument> = serde_json::from_slice(bytes)?;
    check_format(document.format, FORMAT)?;
    let map = ShardMap::try_from(document.map)?;
    if map.lsn != document.version {
        return Err(CodecError::Version {
            said: document.version,
            found: map.lsn,
        });
    }
    let previous = document.previous.into_iter().map(|text| PreviousPlace {
        segment: text.segment.0,
        shard: text.shard,
        until_ms: text.until_ms,
    });
    Ok(CurrentMap {
        fleet_id: document.fleet_id,
        epoch: document.epoch,
        issued_ms: document.issued_ms,
        max_staleness_ms: document.max_staleness_ms,
        map,
        previous: previous.collect(),
    })
}
