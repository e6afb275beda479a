//! A copy of the control location is worked from, and the location comes back.

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use super::*;
use crate::adapters::copy_control::CopyControl;
use crate::adapters::replicated_control::ReplicatedControl;
use crate::ports::{ControlPlaces, CopyInUse};

/// The location in one bucket, its copy in another; the location can be away.
struct Places {
    simulator: Simulator,
    away: Arc<AtomicBool>,
    used: Mutex<Option<CopyInUse>>,
}

/// A location that may be away.
struct MaybeAway(BucketControl, Arc<AtomicBool>);

impl MaybeAway {
    fn there(&self) -> Result<(), ControlError> {
        if !self.1.load(Ordering::Relaxed) {
            return Ok(());
        }
        let (place, problem) = (self.0.place(), "away".to_owned());
        Err(ControlError::Unavailable { place, problem })
    }
}

#[async_trait]
impl ControlStore for MaybeAway {
    fn place(&self) -> String {
        self.0.place()
    }
    fn is_shared(&self) -> bool {
        true
    }
    async fn create(&self, name: &str, body: Bytes) -> Result<Creation, ControlError> {
        self.there()?;
        self.0.create(name, body).await
    }
    async fn overwrite(&self, name: &str, body: Bytes) -> Result<(), ControlError> {
        self.there()?;
        self.0.overwrite(name, body).await
    }
    async fn read(&self, name: &str) -> Result<Option<Bytes>, ControlError> {
        self.there()?;
        self.0.read(name).await
    }
    async fn remove(&self, name: &str) -> Result<(), ControlError> {
        self.there()?;
        self.0.remove(name).await
    }
    async fn names(&self, folder: &str, after: Option<&str>) -> Result<Vec<String>, ControlError> {
        self.there()?;
        self.0.names(folder, after).await
    }
}

impl Places {
    fn new(simulator: &Simulator) -> Self {
        Self {
            simulator: simulator.clone(),
            away: Arc::default(),
            used: Mutex::default(),
        }
    }

    fn primary(&self) -> Arc<dyn ControlStore> {
        let location = location(&self.simulator, "control");
        Arc::new(MaybeAway(location, Arc::clone(&self.away)))
    }

    fn copy(&self) -> Arc<dyn ControlStore> {
        Arc::new(location(&self.simulator, "other"))
    }

    fn set_away(&self, away: bool) {
        self.away.store(away, Ordering::Relaxed);
    }

    /// Another host takes over from the copy.
    async fn take_copy(&self, world: &mut TestWorld, lost: bool) -> CopyInUse {
        let used = copy_to_work_from(self, None, lost).await.unwrap();
        world.control = self.worked_from(&used);
        let taken = take_over(world).await.carry_out().await.unwrap();
        assert_eq!(taken.epoch, 2);
        used
    }
}

impl ControlPlaces for Places {
    fn glance_at_primary(&self) -> Arc<dyn ControlStore> {
        self.primary()
    }
    fn published(&self) -> Arc<dyn ControlStore> {
        Arc::new(ReplicatedControl::new(self.primary(), vec![self.copy()]))
    }
    fn glance_at_copies(&self) -> Vec<Arc<dyn ControlStore>> {
        vec![self.copy()]
    }
    fn worked_from(&self, copy: &CopyInUse) -> Option<Arc<dyn ControlStore>> {
        Some(Arc::new(CopyControl::new(self.copy(), copy.clone())))
    }
    fn way_back(&self, _copy: &CopyInUse) -> Option<Arc<dyn ControlStore>> {
        Some(Arc::new(ReplicatedControl::new(
            self.copy(),
            vec![self.primary()],
        )))
    }
    fn in_use(&self) -> Result<Option<CopyInUse>, StoreError> {
        Ok(self.used.lock().unwrap().clone())
    }
    fn set_in_use(&self, copy: Option<&CopyInUse>) -> Result<(), StoreError> {
        *self.used.lock().unwrap() = copy.cloned();
        Ok(())
    }
}

/// A fleet that has a copy, with a migration under way, and a host that has nothing; the location is away.
async fn away() -> (Places, TestWorld, TestWorld) {
    let mut one = TestWorld::adopted();
    let places = Places::new(&one.simulator);
    one.control = Some(places.published());
    let mut fleet = one.open().await.unwrap();
    publish_a_pin(&mut fleet, "prefix:t/p/").await;
    fleet.close().await.unwrap();
    let two = TestWorld::without_map(&one.simulator, &one.clock, "two");
    let there = copy_to_work_from(&places, None, false).await;
    assert_error!(there, FleetError::PrimaryThere { .. });
    places.set_away(true);
    (places, one, two)
}

async fn publish_a_pin(fleet: &mut Fleet, segment: &str) {
    let change = pinned(fleet, segment);
    fleet.change(&change).await.unwrap();
}

fn pinned(fleet: &Fleet, segment: &str) -> Publication {
    let mut next = ShardMap::clone(&fleet.map());
    next.pin(Pin {
        segment: segment.parse().unwrap(),
        reason: "r".into(),
        lsn: next.lsn + 1,
    });
    fleet.prepare(next, "map pin", NOW_MS)
}

async fn entries(store: &dyn ControlStore) -> usize {
    store.names("maplog/", None).await.unwrap().len()
}

#[tokio::test]
async fn from_a_copy_an_epoch_is_held_and_nothing_is_decided() {
    let (places, one, mut two) = away().await;
    let _used = places.take_copy(&mut two, false).await;
    let before = entries(places.copy().as_ref()).await;
    let mut fleet = two.open().await.unwrap();
    let change = pinned(&fleet, "prefix:t/q/");
    assert_error!(
        fleet.change(&change).await,
        FleetError::Control(ControlError::OfCopy { .. })
    );
    assert_error!(
        fleet.publish_proofs().await,
        FleetError::Control(ControlError::OfCopy { .. })
    );
    assert_eq!(entries(places.copy().as_ref()).await, before);
    // The host before, for which the location is there, learns of it by the copy.
    places.set_away(false);
    assert_error!(one.open().await, FleetError::Superseded { .. });
}

#[tokio::test]
async fn a_location_that_has_not_gone_on_is_given_what_the_copy_has_and_map_db_goes_on() {
    let (places, _one, mut two) = away().await;
    let used = places.take_copy(&mut two, false).await;
    two.open().await.unwrap().close().await.unwrap();
    assert_error!(
        go_back(&places, &used, false).await,
        FleetError::Control(ControlError::Unavailable { .. })
    );
    places.set_away(false);
    for dry_run in [true, false, false] {
        let back = go_back(&places, &used, dry_run).await.unwrap();
        assert_eq!(back, Back::Level);
    }
    two.control = Some(places.published());
    let mut fleet = two.open().await.unwrap();
    assert_eq!(fleet.journal().epoch(), 2);
    publish_a_pin(&mut fleet, "prefix:t/q/").await;
    fleet.publish_proofs().await.unwrap();
    let (here, there) = (places.primary(), places.copy());
    assert_eq!(entries(here.as_ref()).await, entries(there.as_ref()).await);
}

#[tokio::test]
async fn a_location_that_went_on_is_taken_over_anew_and_its_copy_stays_one() {
    let (places, mut one, mut two) = away().await;
    let used = places.take_copy(&mut two, false).await;
    // For another host the location was there all the time, and the copy was not.
    places.set_away(false);
    one.control = Some(places.primary());
    let mut fleet = one.open().await.unwrap();
    publish_a_pin(&mut fleet, "prefix:t/on/").await;
    fleet.close().await.unwrap();
    let back = go_back(&places, &used, false).await.unwrap();
    assert!(matches!(back, Back::WentOn(_)), "{back:?}");
    let host = TestWorld::without_map(&two.simulator, &two.clock, "two again");
    let control = places.published();
    let taking = TakeOver::look(&host, control, TTL_MS).await.unwrap();
    let taken = taking.carry_out().await.unwrap();
    assert_eq!(taken.epoch, 3, "that of the copy counts, too");
    assert_eq!(taken.map.pins().count(), 2);
    places.published().hold_everywhere().await.unwrap();
    assert_eq!(copy_ahead(&places).await.unwrap(), None);
}

#[tokio::test]
async fn a_host_that_only_worked_on_without_a_new_version_is_noticed_too() {
    let (places, _one, mut two) = away().await;
    let used = places.take_copy(&mut two, false).await;
    places.set_away(false);
    let primary = places.primary();
    let anchors = primary.names("anchor/", None).await.unwrap();
    let newer = primary.overwrite(&anchors[0], "newer".into());
    newer.await.unwrap();
    let back = go_back(&places, &used, false).await.unwrap();
    assert!(matches!(back, Back::WentOn(_)), "{back:?}");
    let claimed = places.primary().names("epoch/", None).await.unwrap();
    assert_eq!(claimed.len(), 1, "nothing was written there");
}

#[tokio::test]
async fn where_the_location_is_lost_the_copy_decides_and_what_comes_back_is_given_the_copy() {
    let (places, _one, mut two) = away().await;
    let used = places.take_copy(&mut two, true).await;
    let mut fleet = two.open().await.unwrap();
    publish_a_pin(&mut fleet, "prefix:t/q/").await;
    fleet.publish_proofs().await.unwrap();
    fleet.close().await.unwrap();
    places.set_away(false);
    // A third host finds the location, as it was, and is told of the copy.
    let found = copy_ahead(&places).await.unwrap();
    assert_eq!(found, Some(used.clone()));
    assert_eq!(go_back(&places, &used, false).await.unwrap(), Back::Level);
    assert_eq!(copy_ahead(&places).await.unwrap(), None);
    two.control = Some(places.published());
    let fleet = two.open().await.unwrap();
    assert_eq!(fleet.map().pins().count(), 2);
}

#[tokio::test]
async fn a_lost_location_that_had_more_than_its_copy_is_never_mixed_with_it() {
    let (places, mut one, mut two) = away().await;
    // The last version never reached the copy.
    places.set_away(false);
    one.control = Some(places.primary());
    let mut fleet = one.open().await.unwrap();
    publish_a_pin(&mut fleet, "prefix:t/on/").await;
    fleet.close().await.unwrap();
    places.set_away(true);
    let used = places.take_copy(&mut two, true).await;
    let behind = check_not_behind(places.copy().as_ref(), 99).await;
    assert_error!(behind, FleetError::CopyBehind { here: 99, .. });
    let mut fleet = two.open().await.unwrap();
    publish_a_pin(&mut fleet, "prefix:t/q/").await;
    places.set_away(false);
    let before = places.primary().names("", None).await.unwrap();
    let refused = go_back(&places, &used, false).await;
    assert_error!(refused, FleetError::Parted { .. });
    assert_eq!(places.primary().names("", None).await.unwrap(), before);
}
