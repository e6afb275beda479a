//! Working from a copy of the control location while the location is away, and the way back.
//!
//! Whoever works from a copy claims an epoch there and publishes no entry: the copy's log stays the beginning of the
//! location's, which may go on elsewhere. So nothing is decided twice: objects are copied and verified, and none is
//! deleted. A holder who reaches the copy sees that epoch, and stops. Once somebody has said that the location is
//! lost, the copy decides in its stead; a holder who still reaches the location deletes nothing without the copy.

use futures::future::join_all;

use crate::ports::{ControlError, ControlPlaces, ControlStore, CopyInUse};

use super::{FleetError, names, publication};

/// Where each host's newest anchor lies.
const ANCHORS: &str = "anchor/";

/// What the way back to the location found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Back {
    /// It has, or would be given, all that the copy has.
    Level,
    /// It has gone on meanwhile: map.db has to be made anew from it.
    WentOn(String),
}

/// How far a place has come: the epoch of its newest entry, and its version; `None` where it has none.
async fn newest_of(store: &dyn ControlStore) -> Result<Option<(u64, u64)>, FleetError> {
    let published = names::published(store, names::MAP_LOG, None).await?;
    let Some(lsn) = published.into_iter().max() else {
        return Ok(None);
    };
    let entry = publication::listed(store, lsn).await?;
    Ok(Some((entry.epoch, lsn)))
}

/// The copy to work from: the one `before`, or the one that has come furthest. Only where the location does not
/// answer, or has no map any more; `lost` where somebody says that it is so for good.
pub async fn copy_to_work_from(
    places: &dyn ControlPlaces,
    before: Option<CopyInUse>,
    lost: bool,
) -> Result<CopyInUse, FleetError> {
    let primary = places.glance_at_primary();
    match newest_of(primary.as_ref()).await {
        Ok(None) | Err(FleetError::Control(ControlError::Unavailable { .. })) => {}
        Ok(Some(_)) => {
            let place = primary.place();
            return Err(FleetError::PrimaryThere { place });
        }
        Err(error) => return Err(error),
    }
    if let Some(used) = before {
        let lost = used.lost || lost;
        return Ok(CopyInUse { lost, ..used });
    }
    let copies = places.glance_at_copies();
    let looks = join_all(copies.iter().map(|copy| newest_of(copy.as_ref()))).await;
    let mut best = None;
    let mut failed = None;
    for (copy, found) in copies.iter().zip(looks) {
        match found {
            Ok(found) => best = best.max(found.map(|newest| (newest, copy.place()))),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    let place = primary.place();
    match (best, failed) {
        (Some((_, copy)), _) => Ok(CopyInUse {
            format: CopyInUse::FORMAT.to_owned(),
            copy,
            primary: place,
            lost,
        }),
        (None, Some(error)) => Err(error),
        (None, None) if copies.is_empty() => Err(FleetError::NoCopy { place }),
        (None, None) => Err(FleetError::NothingPublished { place }),
    }
}

/// That a copy has every version that map.db knows to be published.
pub async fn check_not_behind(copy: &dyn ControlStore, here: u64) -> Result<(), FleetError> {
    let there = newest_of(copy).await?.map_or(0, |(_, lsn)| lsn);
    if here > there {
        let copy = copy.place();
        return Err(FleetError::CopyBehind { here, there, copy });
    }
    Ok(())
}

/// The copy that has come further than its location, where there is one: somebody worked from it when the location
/// was taken for lost. Copies that do not answer are passed by.
pub async fn copy_ahead(places: &dyn ControlPlaces) -> Result<Option<CopyInUse>, FleetError> {
    let copies = places.glance_at_copies();
    if copies.is_empty() {
        return Ok(None);
    }
    let primary = places.published();
    let newest = newest_of(primary.as_ref()).await?;
    let looks = join_all(copies.iter().map(|copy| newest_of(copy.as_ref()))).await;
    let found = copies.iter().zip(looks);
    let found = found.filter_map(|(copy, found)| Some((found.ok()??, copy.place())));
    let best = found.max().filter(|(found, _)| Some(*found) > newest);
    Ok(best.map(|(_, copy)| CopyInUse {
        format: CopyInUse::FORMAT.to_owned(),
        copy,
        primary: primary.place(),
        lost: true,
    }))
}

/// Brings the location to what its copy has, where it has nothing else; `dry_run`: only looks whether that is so.
pub async fn go_back(
    places: &dyn ControlPlaces,
    used: &CopyInUse,
    dry_run: bool,
) -> Result<Back, FleetError> {
    let primary = places.glance_at_primary();
    let no_copy = || FleetError::NoCopy {
        place: primary.place(),
    };
    let copy = places.worked_from(used).ok_or_else(no_copy)?;
    let parted = match parted(primary.as_ref(), copy.as_ref(), used.lost).await? {
        Some(problem) => Some(problem),
        None if dry_run => None,
        None => {
            let way = places.way_back(used).ok_or_else(no_copy)?;
            match way.hold_everywhere().await {
                Ok(()) => None,
                Err(ControlError::Unfit { problem, .. }) => Some(problem),
                Err(error) => return Err(error.into()),
            }
        }
    };
    match parted {
        None => Ok(Back::Level),
        Some(problem) if !used.lost => Ok(Back::WentOn(problem)),
        Some(problem) => Err(FleetError::Parted {
            place: primary.place(),
            copy: used.copy.clone(),
            problem,
        }),
    }
}

/// What the location has and the copy has not. Where the location was never taken for lost that includes what a
/// host there has done since without a version of the map: its anchor tells.
async fn parted(
    primary: &dyn ControlStore,
    copy: &dyn ControlStore,
    lost: bool,
) -> Result<Option<String>, FleetError> {
    for folder in [names::EPOCHS, names::MAP_LOG] {
        let Some(name) = primary.names(folder, None).await?.pop() else {
            continue;
        };
        if primary.read(&name).await? != copy.read(&name).await? {
            return Ok(Some(format!(
                "`{name}` is another in the copy, or not there"
            )));
        }
    }
    if lost {
        return Ok(None);
    }
    for name in primary.names(ANCHORS, None).await? {
        if primary.read(&name).await? != copy.read(&name).await? {
            return Ok(Some(format!("a host has worked there since: `{name}`")));
        }
    }
    Ok(None)
}
