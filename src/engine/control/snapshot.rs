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
    let published = newest_version(control, 0).await?;
    if lsn == 0 || published.is_none_or(|published| published < lsn) {
        return Ok(None);
    }
    let replay = |problem| FleetError::Replay {
        place: control.place(),
        problem,
    };
    let mut log = match newest(control, Some(lsn)).await?.0 {
        Some(Confirmed { snapshot, .. }) => {
            MapLog::new(snapshot.fleet_id, snapshot.map, snapshot.epoch)
        }
        None => {
            let first = publication::listed(control, 1).await?;
            MapLog::new(first.fleet_id, ShardMap::default(), 0)
        }
    };
    for number in log.map().lsn + 1..=lsn {
        let entry = publication::listed(control, number).await?;
        log.advance(&entry).map_err(replay)?;
    }
    log.check().map_err(replay)?;
    Ok(Some(log.into_map()))
}

/// A snapshot that the log says the same as.
pub struct Confirmed {
    /// The snapshot.
    pub snapshot: MapSnapshot,
    /// What its map hashes to.
    pub hash: String,
}

/// The newest snapshot that can be read and that the log confirms, of a version up to `until` where there is
/// one; and what is wrong with newer ones.
pub async fn newest(
    control: &dyn ControlStore,
    until: Option<u64>,
) -> Result<(Option<Confirmed>, Vec<FleetError>), FleetError> {
    let mut versions = versions(control).await?;
    versions.retain(|&lsn| until.is_none_or(|until| lsn <= until));
    let mut damaged = Vec::new();
    for lsn in versions.into_iter().rev() {
        match confirmed(control, lsn).await {
            Ok(Some(found)) => return Ok((Some(found), damaged)),
            Ok(None) => {}
            Err(error @ FleetError::Damaged { .. }) => damaged.push(error),
            Err(error) => return Err(error),
        }
    }
    Ok((None, damaged))
}

/// A snapshot's own hash says nothing: the log decides what a map of this fleet is.
async fn confirmed(control: &dyn ControlStore, lsn: u64) -> Result<Option<Confirmed>, FleetError> {
    let Some((snapshot, hash)) = read_hashed(control, lsn).await? else {
        return Ok(None);
    };
    let entry = publication::listed(control, lsn).await?;
    // The writer of this entry had been replaced: what it says of the map never was.
    let replaced = entry.epoch < snapshot.epoch;
    if entry.fleet_id != snapshot.fleet_id || (entry.map_hash != hash && !replaced) {
        return Err(FleetError::Damaged {
            place: control.place(),
            name: names::snapshot(lsn),
            problem: "is not what the log says".to_owned(),
        });
    }
    Ok(Some(Confirmed { snapshot, hash }))
}

/// The snapshot of a version.
pub async fn read(control: &dyn ControlStore, lsn: u64) -> Result<Option<MapSnapshot>, FleetError> {
    let found = read_hashed(control, lsn).await?;
    Ok(found.map(|(snapshot, _)| snapshot))
}

/// The same, with what its map hashes to.
async fn read_hashed(
    control: &dyn ControlStore,
    lsn: u64,
) -> Result<Option<(MapSnapshot, String)>, FleetError> {
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
    let (snapshot, hash) =
        decode_snapshot(&json).map_err(|error| damaged(format!("is {error}")))?;
    if snapshot.map.lsn != lsn {
        let problem = format!("is of version {}", snapshot.map.lsn);
        return Err(damaged(problem));
    }
    Ok(Some((snapshot, hash)))
}
