//! Snapshots of the map: written every so many versions, read by who has none.

use crate::placement::{MapLog, MapSnapshot, ShardMap, decode_snapshot, encode_snapshot};
use crate::ports::{ControlStore, Creation};

use super::{FleetError, compressed, names, newest_version, publication};

/// Versions from one snapshot to the next: what is read of the log without a map.
pub const SNAPSHOT_EVERY: u64 = 100;

/// Whether one is due between two versions.
pub fn is_due(before: u64, after: u64) -> bool {
    before / SNAPSHOT_EVERY < after / SNAPSHOT_EVERY
}

/// Writes a snapshot; one of the same version that is there already stays.
pub async fn write(
    control: &dyn ControlStore,
    snapshot: &MapSnapshot,
) -> Result<Creation, FleetError> {
    let body = compressed::compress(&encode_snapshot(snapshot));
    let name = names::snapshot(snapshot.map.lsn);
    Ok(control.create(&name, body).await?)
}

/// The versions that there are snapshots of, oldest first.
pub async fn versions(control: &dyn ControlStore) -> Result<Vec<u64>, FleetError> {
    let mut numbers = names::published(control, names::SNAPSHOTS, None).await?;
    numbers.sort_unstable();
    Ok(numbers)
}

/// Removes a snapshot. Whoever reads the map takes the one before, or the log from its start.
pub async fn remove(control: &dyn ControlStore, lsn: u64) -> Result<(), FleetError> {
    Ok(control.remove(&names::snapshot(lsn)).await?)
}

/// The map as of a published version, from the nearest snapshot before it and the log; `None` when there is no
/// such version.
pub async fn published_map(
    control: &dyn ControlStore,
    lsn: u64,
) -> Result<Option<ShardMap>, FleetError> {
    let newest = newest_version(control, 0).await?;
    if lsn == 0 || newest.is_none_or(|newest| newest < lsn) {
        return Ok(None);
    }
    let place = control.place();
    let mut log = None;
    for number in versions(control).await?.into_iter().rev() {
        if number > lsn {
            continue;
        }
        match read(control, number).await {
            Ok(Some(found)) => {
                log = Some(MapLog::new(found.fleet_id, found.map, found.epoch));
                break;
            }
            Ok(None) | Err(FleetError::Damaged { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    let mut log = match log {
        Some(log) => log,
        None => {
            let first = publication::listed(control, 1).await?;
            MapLog::new(first.fleet_id, ShardMap::default(), 0)
        }
    };
    let replay = |problem| FleetError::Replay {
        place: place.clone(),
        problem,
    };
    let mut hash = None;
    for number in log.map().lsn + 1..=lsn {
        let entry = publication::listed(control, number).await?;
        let late = entry.epoch < log.epoch();
        log.advance(&entry).map_err(replay)?;
        hash = (!late).then_some(entry.map_hash);
    }
    if let Some(hash) = hash {
        log.check(&hash).map_err(replay)?;
    }
    Ok(Some(log.map().clone()))
}

/// The newest snapshot that can be read, and why newer ones cannot.
pub async fn newest(
    control: &dyn ControlStore,
) -> Result<(Option<MapSnapshot>, Vec<FleetError>), FleetError> {
    let mut damaged = Vec::new();
    for lsn in versions(control).await?.into_iter().rev() {
        match read(control, lsn).await {
            Ok(Some(snapshot)) => return Ok((Some(snapshot), damaged)),
            Ok(None) => {}
            Err(error @ FleetError::Damaged { .. }) => damaged.push(error),
            Err(error) => return Err(error),
        }
    }
    Ok((None, damaged))
}

/// The snapshot of a version.
pub async fn read(control: &dyn ControlStore, lsn: u64) -> Result<Option<MapSnapshot>, FleetError> {
    let name = names::snapshot(lsn);
    let Some(bytes) = control.read(&name).await? else {
        return Ok(None);
    };
    let place = control.place();
    let json = compressed::decompress(&place, &name, &bytes)?;
    let damaged = |problem: String| FleetError::Damaged {
        place: place.clone(),
        name: name.clone(),
        problem,
    };
    let snapshot = decode_snapshot(&json).map_err(|error| damaged(format!("is {error}")))?;
    if snapshot.map.lsn != lsn {
        let problem = format!("is of version {}", snapshot.map.lsn);
        return Err(damaged(problem));
    }
    Ok(Some(snapshot))
}
