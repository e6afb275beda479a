//! What a control location says of itself, without opening the fleet.

use crate::ports::ControlStore;

use super::{FleetError, names};

/// That no map was ever published in a control location: else a map.db that is not there was lost.
pub async fn check_never_published(control: &dyn ControlStore) -> Result<(), FleetError> {
    match control.names(names::MAP_LOG, None).await?.len() as u64 {
        0 => Ok(()),
        versions => Err(FleetError::StateGone {
            place: control.place(),
            versions,
        }),
    }
}

/// The newest published version after `known`, without opening the fleet; `None` where nothing is newer.
pub async fn newest_version(
    control: &dyn ControlStore,
    known: u64,
) -> Result<Option<u64>, FleetError> {
    let after = names::map_entry(known);
    let published = names::published(control, names::MAP_LOG, Some(&after)).await?;
    Ok(published.into_iter().max())
}

/// What a host has left of its config for others.
pub async fn issued_config(control: &dyn ControlStore) -> Result<Option<String>, FleetError> {
    let bytes = control.read(names::CONFIG).await?;
    Ok(bytes.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok()))
}
