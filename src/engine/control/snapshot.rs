//! Snapshots of the map: written every so many versions, read by who has none.

use crate::placement::{MapSnapshot, decode_snapshot, encode_snapshot};
use crate::ports::ControlStore;

use super::{FleetError, compressed, names};

/// Versions from one snapshot to the next: what is read of the log without a map.
pub const SNAPSHOT_EVERY: u64 = 100;

/// Whether one is due between two versions.
pub fn is_due(before: u64, after: u64) -> bool {
    before / SNAPSHOT_EVERY < after / SNAPSHOT_EVERY
}

/// Writes a snapshot; one of the same version that is there already stays.
pub async fn write(control: &dyn ControlStore, snapshot: &MapSnapshot) -> Result<(), FleetError> {
    let body = compressed::compress(&encode_snapshot(snapshot));
    let name = names::snapshot(snapshot.map.lsn);
    control.create(&name, body).await?;
    Ok(())
}

/// The newest snapshot that can be read, and why newer ones cannot.
pub async fn newest(
    control: &dyn ControlStore,
) -> Result<(Option<MapSnapshot>, Vec<FleetError>), FleetError> {
    let mut numbers = names::published(control, names::SNAPSHOTS, None).await?;
    numbers.sort_unstable();
    let mut damaged = Vec::new();
    for lsn in numbers.into_iter().rev() {
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
