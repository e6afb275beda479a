//! A change of the map as a conditional write: what is current is read, the next version is published if that is
//! still current, and where somebody else was first the newest map is read again and the change carried over to
//! it, as long as it means the same there. After so many times a person is asked.

use crate::placement::{MapDiff, Rebased, ShardMap};
use crate::ports::World;

use super::{Fleet, FleetError, FleetOptions};

/// Versions lost to others before a person is asked.
pub const MOST_CONFLICTS: u32 = 5;

/// A change, and the map that it was thought out for.
#[derive(Clone, Copy, Debug)]
pub struct WantedChange<'a> {
    /// That map.
    pub base: &'a ShardMap,
    /// The change of it.
    pub diff: &'a MapDiff,
    /// What makes it, such as `map pin`.
    pub origin: &'a str,
}

/// Makes the change on whatever map is the newest. Returns the fleet, where it is still open, and the change
/// as it was made; `None` where the map says so already.
pub async fn change_versioned(
    world: &dyn World,
    options: FleetOptions<'_>,
    mut fleet: Fleet,
    wanted: WantedChange<'_>,
) -> (Option<Fleet>, Result<Option<MapDiff>, FleetError>) {
    let mut conflicts = 0;
    loop {
        let next = match wanted.diff.rebase(wanted.base, &fleet.map()) {
            Ok(Rebased::Next(next)) => next,
            Ok(Rebased::Done) => return (Some(fleet), Ok(None)),
            Err(why) => return (Some(fleet), Err(FleetError::Overtaken(why))),
        };
        let now_ms = world.clock().now_ms();
        let publication = fleet.prepare(next, wanted.origin, now_ms);
        let lsn = match fleet.change(&publication).await {
            Ok(()) => return (Some(fleet), Ok(Some(publication.entry.diff))),
            Err(FleetError::Lost { lsn, .. }) => lsn,
            Err(error) => return (Some(fleet), Err(error)),
        };
        conflicts += 1;
        if conflicts >= MOST_CONFLICTS {
            return (Some(fleet), Err(FleetError::Conflicts { lsn, conflicts }));
        }
        // Opening reads what is current, and finds out whether another host has taken over.
        drop(fleet);
        fleet = match Box::pin(Fleet::open(world, options)).await {
            Ok(fleet) => fleet,
            Err(error) => return (None, Err(error)),
        };
    }
}
