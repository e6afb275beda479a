//! Fleets on simulated stores: what the log and map.db agree on after every way to be interrupted.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::adapters::bucket_control::BucketControl;
use crate::adapters::fs::{ControlDir, lock_state_dir};
use crate::adapters::sqlite::SqliteMap;
use crate::migration::{
    Contract, Event, MigrationEvent, MigrationId, MigrationSettings, MoveEvent, MoveId, MoveSpec,
    MoveState, ProofLevel, Route, Sealed,
};
use crate::placement::{MapLog, Pin, Shard, ShardMap};
use crate::ports::{
    Bucket, BucketReader, Clock, ControlError, ControlStore, Creation, FixedClock, Host,
    JournalStore, ListRequest, LogSource, LogSourceError, MapStore, RejectLog, StateLock,
    StatsStore, StoreError, World,
};
use crate::simulator::{Capabilities, Simulator, Support};

const NOW_MS: i64 = 1_795_219_200_000;
const TTL_MS: i64 = 120_000;

/// A host: its state directory, and the stores that all hosts share.
struct TestWorld {
    simulator: Simulator,
    clock: Arc<FixedClock>,
    state: TempDir,
    name: &'static str,
    control: Option<Arc<dyn ControlStore>>,
}

/// Stores for the buckets `a`, `b` and the control location.
fn simulator(capabilities: Capabilities) -> (Simulator, Arc<FixedClock>) {
    let clock = Arc::new(FixedClock::new(NOW_MS));
    let start = Simulator::builder(clock.clone()).capabilities(capabilities);
    let buckets = ["a", "b", "control", "other"].iter();
    let builder = buckets.fold(start, |builder, name| builder.bucket(name, "r"));
    (builder.build(), clock)
}

fn shards() -> [Shard; 2] {
    ["a", "b"].map(|name| Shard::of_tests(name, 1))
}

impl TestWorld {
    /// A host with an adopted map and a control location.
    fn adopted() -> Self {
        let (simulator, clock) = simulator(Capabilities::default());
        Self::on(&simulator, &clock, "one")
    }

    fn on(simulator: &Simulator, clock: &Arc<FixedClock>, name: &'static str) -> Self {
        let world = Self::without_map(simulator, clock, name);
        let mut map = ShardMap::new(1, shards());
        map.insert("prefix:t/".parse().unwrap(), "a".into(), 1);
        let mut store = SqliteMap::create(world.state.path()).unwrap();
        store.adopt(&map, NOW_MS - 1).unwrap();
        world
    }

    fn without_map(simulator: &Simulator, clock: &Arc<FixedClock>, name: &'static str) -> Self {
        Self {
            simulator: simulator.clone(),
            clock: clock.clone(),
            state: tempfile::tempdir().unwrap(),
            name,
            control: Some(Arc::new(location(simulator, "control"))),
        }
    }

    /// Another host with the same map.db, as far as it has come.
    fn twin(&self, name: &'static str, host_id: Option<&str>) -> Self {
        let world = Self::without_map(&self.simulator, &self.clock, name);
        copy_map(self.state.path(), world.state.path());
        if let Some(host_id) = host_id {
            let connection = rusqlite::Connection::open(world.state.path().join("map.db"));
            let sql = "UPDATE meta SET host_id = ?1, checksum = NULL";
            connection.unwrap().execute(sql, [host_id]).unwrap();
        }
        world
    }

    async fn open(&self) -> Result<Fleet, FleetError> {
        Fleet::open(self, options(&shards())).await
    }

    /// The keys of a bucket.
    async fn keys(&self, bucket: &str) -> Vec<String> {
        let bucket = self.simulator.bucket(bucket);
        let page = bucket.list(&ListRequest::default()).await.unwrap();
        page.objects.into_iter().map(|object| object.key).collect()
    }

    async fn map_entries(&self) -> usize {
        let keys = self.keys("control").await;
        keys.iter().filter(|key| key.contains("maplog/")).count()
    }

    fn store(&self) -> SqliteMap {
        SqliteMap::open(self.state.path()).unwrap().unwrap()
    }
}

fn options(shards: &[Shard]) -> FleetOptions<'_> {
    FleetOptions {
        shards,
        changing: None,
        lease_ttl_ms: TTL_MS,
    }
}

fn location(simulator: &Simulator, bucket: &str) -> BucketControl {
    BucketControl::new(Arc::new(simulator.bucket(bucket)), "fleet")
}

fn copy_map(from: &Path, to: &Path) {
    for name in ["map.db", "map.db-wal"] {
        let _ = std::fs::remove_file(to.join(name));
        if from.join(name).exists() {
            std::fs::copy(from.join(name), to.join(name)).unwrap();
        }
    }
}

impl World for TestWorld {
    fn clock(&self) -> Arc<dyn Clock> {
        self.clock.clone()
    }
    fn host(&self) -> Host {
        Host {
            hostname: self.name.to_owned(),
            pid: 7,
            boot_id: String::new(),
            directory: self.name.to_owned(),
        }
    }
    fn reader(&self, _endpoint: &str, bucket: &str) -> Arc<dyn BucketReader> {
        Arc::new(self.simulator.bucket(bucket))
    }
    fn writer(&self, _endpoint: &str, bucket: &str) -> Arc<dyn Bucket> {
        Arc::new(self.simulator.bucket(bucket))
    }
    fn log_source(
        &self,
        _text: &str,
        _endpoint: Option<&str>,
    ) -> Result<Box<dyn LogSource>, LogSourceError> {
        unreachable!("no logs here")
    }
    fn check_state_dir(&self) -> Result<(), StoreError> {
        Ok(())
    }
    fn fresh_name(&self) -> String {
        static NAMES: AtomicI64 = AtomicI64::new(0);
        NAMES.fetch_add(1, Ordering::Relaxed).to_string()
    }
    fn map_store(&self) -> Result<Option<Box<dyn MapStore>>, StoreError> {
        let store = SqliteMap::open(self.state.path())?;
        Ok(store.map(|store| Box::new(store) as Box<dyn MapStore>))
    }
    fn create_map_store(&self) -> Result<Box<dyn MapStore>, StoreError> {
        unreachable!("maps are adopted before")
    }
    fn journal_store(&self) -> Result<Option<Box<dyn JournalStore>>, StoreError> {
        let store = SqliteMap::open_for_changes(self.state.path())?;
        Ok(store.map(|store| Box::new(store) as Box<dyn JournalStore>))
    }
    fn lock_state_dir(&self) -> Result<StateLock, StoreError> {
        let lock = lock_state_dir(self.state.path(), &self.host())?;
        Ok(Box::new(lock))
    }
    fn control_store(&self) -> Result<Option<Arc<dyn ControlStore>>, ControlError> {
        Ok(self.control.clone())
    }
    fn reject_log(&self) -> Box<dyn RejectLog> {
        unreachable!("no logs here")
    }
    fn existing_stats_store(&self) -> Result<Option<Box<dyn StatsStore>>, StoreError> {
        Ok(None)
    }
    fn stats_store(&self) -> Result<Box<dyn StatsStore>, StoreError> {
        unreachable!("no statistics here")
    }
}

/// A control location whose n-th write goes wrong.
struct Failing {
    inner: BucketControl,
    /// Writes until then.
    left: AtomicI64,
    /// Whether the write takes effect all the same.
    applies: bool,
    /// Whether it is told as unknown, or as the store's failure.
    unknown: bool,
}

impl Failing {
    fn at(inner: BucketControl, write: i64, applies: bool, unknown: bool) -> Arc<Self> {
        Arc::new(Self {
            inner,
            left: AtomicI64::new(write),
            applies,
            unknown,
        })
    }

    fn error(&self, name: &str) -> ControlError {
        let (place, problem) = (self.place(), "time-out".to_owned());
        if self.unknown {
            let name = name.to_owned();
            ControlError::Unknown {
                place,
                name,
                problem,
            }
        } else {
            ControlError::Unavailable { place, problem }
        }
    }

    fn is_due(&self) -> bool {
        self.left.fetch_sub(1, Ordering::Relaxed) == 1
    }
}

#[async_trait]
impl ControlStore for Failing {
    fn place(&self) -> String {
        self.inner.place()
    }
    fn is_shared(&self) -> bool {
        true
    }
    async fn create(&self, name: &str, body: Bytes) -> Result<Creation, ControlError> {
        if !self.is_due() {
            return self.inner.create(name, body).await;
        }
        if self.applies {
            self.inner.create(name, body).await?;
        }
        Err(self.error(name))
    }
    async fn overwrite(&self, name: &str, body: Bytes) -> Result<(), ControlError> {
        if !self.is_due() {
            return self.inner.overwrite(name, body).await;
        }
        if self.applies {
            self.inner.overwrite(name, body).await?;
        }
        Err(self.error(name))
    }
    async fn read(&self, name: &str) -> Result<Option<Bytes>, ControlError> {
        self.inner.read(name).await
    }
    async fn names(&self, folder: &str, after: Option<&str>) -> Result<Vec<String>, ControlError> {
        self.inner.names(folder, after).await
    }
}

/// A pin more: a plain change of the map.
fn pinned(fleet: &Fleet, segment: &str) -> Publication {
    pinned_by(fleet, segment, "map pin")
}

fn pinned_by(fleet: &Fleet, segment: &str, origin: &str) -> Publication {
    let mut map = ShardMap::clone(&fleet.map());
    map.pin(Pin {
        segment: segment.parse().unwrap(),
        reason: "r".into(),
        lsn: map.lsn + 1,
    });
    fleet.prepare(map, origin, NOW_MS)
}

fn error<T>(result: Result<T, FleetError>) -> FleetError {
    match result {
        Ok(_) => panic!("it went well"),
        Err(error) => error,
    }
}

macro_rules! assert_error {
    ($result:expr, $pattern:pat) => {
        let error = error($result);
        assert!(matches!(error, $pattern), "{error:?}");
    };
}

#[tokio::test]
async fn the_first_opening_publishes_and_marks_and_the_second_finds_it_so() {
    let world = TestWorld::adopted();
    let fleet = world.open().await.unwrap();
    assert_eq!((fleet.map().lsn, fleet.journal().epoch()), (1, 1));
    assert_eq!(fleet.identity().published_lsn, 1);
    assert_error!(
        world.open().await,
        FleetError::Store(StoreError::Locked { .. })
    );
    fleet.close().await.unwrap();
    let host_id = world.store().identity().unwrap().host_id;
    assert_eq!(
        world.keys("control").await,
        [
            format!("fleet/anchor/{host_id}.json"),
            "fleet/epoch/00000000000000000001.json".to_owned(),
            "fleet/lease.json".to_owned(),
            "fleet/maplog/00000000000000000001.json".to_owned(),
            "fleet/probe/create-only".to_owned(),
        ]
    );
    for shard in ["a", "b"] {
        assert_eq!(world.keys(shard).await, [".shardctl/owner.json"]);
    }
    let before = world.keys("control").await;
    let fleet = world.open().await.unwrap();
    assert_eq!((fleet.map().lsn, fleet.journal().epoch()), (1, 1));
    assert_eq!(world.keys("control").await, before);
}

/// Every write of the first opening fails once, in every way; the next opening goes on from there.
#[tokio::test]
async fn a_first_opening_interrupted_anywhere_is_continued() {
    for (applies, unknown) in [(false, false), (true, false), (true, true), (false, true)] {
        let mut interrupted = 0;
        for write in 1..20 {
            let mut world = TestWorld::adopted();
            let good = world.control.take();
            let inner = location(&world.simulator, "control");
            world.control = Some(Failing::at(inner, write, applies, unknown));
            let first = world.open().await;
            interrupted += usize::from(first.is_err());
            drop(first);
            world.control = good;
            let mut fleet = world.open().await.unwrap();
            assert_eq!((fleet.map().lsn, fleet.journal().epoch()), (1, 1));
            assert_eq!(world.map_entries().await, 1);
            let change = pinned(&fleet, "prefix:t/");
            fleet.change(&change).await.unwrap();
        }
        // Claim, entry, anchor and lease; an unknown creation is found out at once.
        let wanted = if unknown { 2..=3 } else { 4..=4 };
        assert!(
            wanted.contains(&interrupted),
            "{applies} {unknown} {interrupted}"
        );
    }
}

#[tokio::test]
async fn one_control_location_is_one_fleets() {
    let world = TestWorld::adopted();
    drop(world.open().await.unwrap());
    let second = TestWorld::on(&world.simulator, &world.clock, "two");
    assert_error!(second.open().await, FleetError::AnotherMap { .. });
    assert_eq!(second.store().identity().unwrap().published_lsn, 0);
    // Nor does another control location help it to shards that are taken.
    let mut third = TestWorld::on(&world.simulator, &world.clock, "three");
    third.control = Some(Arc::new(location(&world.simulator, "other")));
    assert_error!(third.open().await, FleetError::ForeignShard { .. });
}

#[tokio::test]
async fn a_fleet_keeps_its_control_location() {
    let mut world = TestWorld::adopted();
    drop(world.open().await.unwrap());
    world.control = Some(Arc::new(location(&world.simulator, "other")));
    assert_error!(world.open().await, FleetError::Missing { .. });
    // A copy from before the first publication knows less, the shards' markers know better.
    let early = TestWorld::adopted();
    let mut copy = early.twin("copy", None);
    drop(early.open().await.unwrap());
    copy.control = Some(Arc::new(location(&early.simulator, "other")));
    assert_error!(copy.open().await, FleetError::Elsewhere { .. });
}

#[tokio::test]
async fn a_published_change_is_committed_by_the_next_opening() {
    // A person's word about an object of a move is a plain change, too.
    for origin in ["map pin", "migrate resolve"] {
        let world = TestWorld::adopted();
        let fleet = world.open().await.unwrap();
        let change = pinned_by(&fleet, "prefix:t/", origin);
        assert_eq!(fleet.publish(&change).await.unwrap(), Published::Ours);
        // Sent again, it is still ours.
        assert_eq!(fleet.publish(&change).await.unwrap(), Published::Ours);
        drop(fleet);
        let fleet = world.open().await.unwrap();
        assert_eq!(fleet.map().lsn, 2);
        assert_eq!(fleet.map().pins().count(), 1);
        assert_eq!(fleet.entry_of(2).await.unwrap(), Some(change.entry));
    }
}

#[tokio::test]
async fn an_unanswered_publication_is_found_out() {
    for applies in [true, false] {
        let mut world = TestWorld::adopted();
        drop(world.open().await.unwrap());
        // The third write: anchor and lease are those of opening.
        let inner = location(&world.simulator, "control");
        world.control = Some(Failing::at(inner, 3, applies, true));
        let mut fleet = world.open().await.unwrap();
        let change = pinned(&fleet, "prefix:t/");
        fleet.change(&change).await.unwrap();
        assert_eq!(fleet.map().lsn, 2);
        assert_eq!(world.map_entries().await, 2);
    }
}

#[tokio::test]
async fn an_older_map_db_is_noticed() {
    let world = TestWorld::adopted();
    drop(world.open().await.unwrap());
    let before = world.twin("backup", None);
    let mut fleet = world.open().await.unwrap();
    let change = pinned(&fleet, "prefix:t/");
    fleet.change(&change).await.unwrap();
    drop(fleet);
    copy_map(before.state.path(), world.state.path());
    assert_error!(world.open().await, FleetError::RolledBack { .. });

    std::fs::remove_file(world.state.path().join("map.db")).unwrap();
    assert_error!(
        world.open().await,
        FleetError::StateGone { versions: 2, .. }
    );
}

#[tokio::test]
async fn a_journal_that_lost_its_end_is_noticed() {
    let world = TestWorld::adopted();
    drop(world.open().await.unwrap());
    let before = world.twin("backup", None);
    let fleet = world.open().await.unwrap();
    fleet.journal().append(vec![created()]).await.unwrap();
    fleet.close().await.unwrap();
    copy_map(before.state.path(), world.state.path());
    assert_error!(world.open().await, FleetError::RolledBack { .. });
}

#[tokio::test]
async fn another_host_waits_then_takes_over_and_the_first_is_stopped() {
    let one = TestWorld::adopted();
    let two = one.twin("two", Some("host-two"));
    let mut first = one.open().await.unwrap();
    let before = two.keys("control").await;
    assert_error!(two.open().await, FleetError::Held { .. });
    assert_eq!(
        two.keys("control").await,
        before,
        "who waits writes nothing"
    );
    let change = pinned(&first, "prefix:t/");
    first.change(&change).await.unwrap();

    two.clock.sleep(Duration::from_millis(TTL_MS as u64)).await;
    let mut second = two.open().await.unwrap();
    assert_eq!(second.journal().epoch(), 2);
    assert_eq!(second.map().lsn, 3, "the change and the fence are followed");
    assert_eq!(second.map().pins().count(), 1);

    // The first does not know yet. Whether it looks first or not, it changes nothing.
    let late = pinned(&first, "prefix:late/");
    let blind = late.send(&location(&one.simulator, "control")).await;
    assert!(matches!(blind.unwrap(), Published::Lost(found) if found.epoch == 2));
    assert_error!(
        first.change(&late).await,
        FleetError::Fenced { ours: 1, found: 2 }
    );
    let change = pinned(&second, "prefix:u/");
    second.change(&change).await.unwrap();
    second.close().await.unwrap();

    // Once nobody holds the fleet, the first host follows and takes over in turn.
    drop(first);
    let first = one.open().await.unwrap();
    assert_eq!((first.map().lsn, first.journal().epoch()), (5, 3));
    assert_eq!(first.map().pins().count(), 2);
    let versions = one.store().history().unwrap();
    assert_eq!(versions.len(), 5);
}

/// A taking over is interrupted at each of its writes, and done again.
#[tokio::test]
async fn an_interrupted_take_over_is_continued() {
    let mut interrupted = 0;
    for write in 1..8 {
        for applies in [false, true] {
            let one = TestWorld::adopted();
            let mut two = one.twin("two", Some("host-two"));
            one.open().await.unwrap().close().await.unwrap();
            let good = two.control.take();
            let inner = location(&two.simulator, "control");
            two.control = Some(Failing::at(inner, write, applies, false));
            interrupted += usize::from(two.open().await.is_err());
            two.control = good;
            let fleet = two.open().await.unwrap();
            assert_eq!(
                (fleet.map().lsn, fleet.journal().epoch()),
                (2, 2),
                "{write}"
            );
            assert_eq!(two.map_entries().await, 2);
        }
    }
    assert_eq!(interrupted, 8, "claim, fence, anchor and lease");
}

/// Two processes that both believe to be the holder and look alike, as after a cloned machine.
#[tokio::test]
async fn a_version_has_one_winner() {
    for _ in 0..20 {
        let one = TestWorld::adopted();
        drop(one.open().await.unwrap());
        let copy = one.twin("one", None);
        let mut fleets = [one.open().await.unwrap(), copy.open().await.unwrap()];
        let changes = [
            pinned(&fleets[0], "prefix:x/"),
            pinned(&fleets[1], "prefix:y/"),
        ];
        let [a, b] = &mut fleets;
        let (a, b) = tokio::join!(a.change(&changes[0]), b.change(&changes[1]));
        let lost = |result: &Result<(), FleetError>| {
            matches!(result, Err(FleetError::Lost { lsn: 2, .. }))
        };
        assert!(
            (a.is_ok() && lost(&b)) || (b.is_ok() && lost(&a)),
            "{a:?} {b:?}"
        );
        drop(fleets);
        let loser = if a.is_ok() { &copy } else { &one };
        assert_error!(loser.open().await, FleetError::RolledBack { .. });
    }
}

fn migration() -> MigrationId {
    MigrationId::new(NOW_MS, 7)
}

fn move_id() -> MoveId {
    MoveId {
        migration: migration(),
        n: 1,
    }
}

fn created() -> Event {
    Event::Migration {
        id: migration(),
        event: MigrationEvent::Created {
            plan_id: "p".to_owned(),
            map_lsn: 1,
            settings: MigrationSettings {
                contract: Contract::Immutable,
                verify: ProofLevel::Checksum,
                grace_ms: 0,
                zombie_bound_ms: 0,
                allow_stream: false,
                force_stream: false,
            },
            moves: vec![MoveSpec {
                segment: "prefix:t/".parse().unwrap(),
                from: "a".into(),
                to: "b".into(),
                leaves: Vec::new(),
            }],
            at_ms: NOW_MS,
        },
    }
}

fn of_move(event: MoveEvent) -> Event {
    Event::Move {
        id: move_id(),
        event,
    }
}

/// A move that is about to publish its switch.
async fn intend(fleet: &Fleet) -> Publication {
    let mut map = ShardMap::clone(&fleet.map());
    map.insert("prefix:t/".parse().unwrap(), "b".into(), map.lsn + 1);
    let publication = fleet.prepare(map, SWITCH_ORIGIN, NOW_MS);
    let switch = publication.switch();
    let sealed = Sealed::default();
    let route = Route::ServerSide;
    let events = [
        MoveEvent::Sealed { sealed, route },
        MoveEvent::Verified,
        MoveEvent::SwitchIntended { switch },
    ];
    let events = std::iter::once(created()).chain(events.map(of_move));
    fleet.journal().append(events.collect()).await.unwrap();
    publication
}

#[tokio::test]
async fn a_switch_that_was_published_waits_for_its_move() {
    for published in [true, false] {
        let world = TestWorld::adopted();
        let fleet = world.open().await.unwrap();
        let publication = intend(&fleet).await;
        if published {
            assert_eq!(fleet.publish(&publication).await.unwrap(), Published::Ours);
        }
        drop(fleet);
        let mut fleet = world.open().await.unwrap();
        assert_eq!(fleet.unsettled(), [move_id()]);
        assert_eq!(fleet.map().lsn, 1);
        let change = pinned(&fleet, "prefix:x/");
        assert_error!(fleet.change(&change).await, FleetError::Unsettled(_));

        let migrations = fleet
            .journal()
            .with(|store| store.migrations())
            .await
            .unwrap();
        let switch = migrations[0].moves[0].switch.clone().unwrap();
        let again = fleet.publication_of(&switch).unwrap();
        assert_eq!(again, publication);
        assert_eq!(fleet.publish(&again).await.unwrap(), Published::Ours);
        let switched = of_move(MoveEvent::Switched { at_ms: NOW_MS });
        fleet.commit(&again, vec![switched]).await.unwrap();
        assert_eq!(fleet.map().lsn, 2);
        let migrations = fleet
            .journal()
            .with(|store| store.migrations())
            .await
            .unwrap();
        assert_eq!(migrations[0].moves[0].state, MoveState::Switched);
    }
}

#[tokio::test]
async fn what_others_published_behind_a_switch_follows_it() {
    let one = TestWorld::adopted();
    let two = one.twin("two", Some("host-two"));
    let fleet = one.open().await.unwrap();
    let publication = intend(&fleet).await;
    fleet.publish(&publication).await.unwrap();
    drop(fleet);
    one.clock.sleep(Duration::from_millis(TTL_MS as u64)).await;
    let second = two.open().await.unwrap();
    assert_eq!(second.map().lsn, 3, "switch and fence");
    second.close().await.unwrap();

    let mut fleet = one.open().await.unwrap();
    assert_eq!((fleet.map().lsn, fleet.journal().epoch()), (1, 3));
    let switched = of_move(MoveEvent::Switched { at_ms: NOW_MS });
    assert_eq!(fleet.publish(&publication).await.unwrap(), Published::Ours);
    fleet.commit(&publication, vec![switched]).await.unwrap();
    assert_eq!(fleet.map().lsn, 4, "both fences follow");
    assert_eq!(one.store().load().unwrap().as_ref(), Some(&*fleet.map()));
    drop(fleet);
    assert_eq!(one.open().await.unwrap().map().lsn, 4);
}

#[tokio::test]
async fn a_switch_of_ours_that_map_db_does_not_know_means_it_is_older() {
    let world = TestWorld::adopted();
    drop(world.open().await.unwrap());
    let before = world.twin("backup", None);
    let fleet = world.open().await.unwrap();
    let publication = intend(&fleet).await;
    fleet.publish(&publication).await.unwrap();
    drop(fleet);
    copy_map(before.state.path(), world.state.path());
    assert_error!(world.open().await, FleetError::RolledBack { .. });
}

#[tokio::test]
async fn a_late_entry_of_a_replaced_holder_counts_for_nobody() {
    let one = TestWorld::adopted();
    let two = one.twin("two", Some("host-two"));
    one.open().await.unwrap().close().await.unwrap();
    let second = two.open().await.unwrap();
    // Epoch 1 is replaced, and one of its writers sends the version after the fence.
    let mut zombie = pinned(&second, "prefix:z/").entry;
    zombie.epoch = 1;
    let zombie = Publication::new(zombie);
    let control = location(&one.simulator, "control");
    assert_eq!(zombie.send(&control).await.unwrap(), Published::Ours);
    second.close().await.unwrap();
    for world in [&one, &two, &one] {
        let fleet = world.open().await.unwrap();
        assert_eq!(fleet.map().pins().count(), 0);
        fleet.close().await.unwrap();
    }
    let hashes = |world: &TestWorld| -> Vec<String> {
        let versions = world.store().history().unwrap();
        versions
            .into_iter()
            .take(4)
            .map(|version| version.hash)
            .collect()
    };
    assert_eq!(hashes(&one), hashes(&two));
}

#[tokio::test]
async fn local_mode_needs_no_bucket_for_its_map() {
    let mut world = TestWorld::adopted();
    world.control = Some(Arc::new(ControlDir::new(world.state.path())));
    let mut fleet = world.open().await.unwrap();
    let change = pinned(&fleet, "prefix:t/");
    fleet.change(&change).await.unwrap();
    fleet.close().await.unwrap();
    assert_eq!(world.open().await.unwrap().map().lsn, 2);
    assert_eq!(world.keys("control").await, [""; 0]);
    std::fs::remove_file(world.state.path().join("map.db")).unwrap();
    assert_error!(
        world.open().await,
        FleetError::StateGone { versions: 2, .. }
    );
}

#[tokio::test]
async fn what_is_missing_is_said_before_anything_is_written() {
    let (simulator, clock) = simulator(Capabilities::default());
    let empty = TestWorld::without_map(&simulator, &clock, "empty");
    assert_error!(empty.open().await, FleetError::NoMap);
    let mut world = TestWorld::on(&simulator, &clock, "one");
    world.control = None;
    assert_error!(world.open().await, FleetError::NoControl);
    world.control = Some(Arc::new(location(&simulator, "not-there")));
    assert_error!(
        world.open().await,
        FleetError::Control(ControlError::Unavailable { .. })
    );
    for bucket in ["a", "b", "control"] {
        assert_eq!(world.keys(bucket).await, [""; 0]);
    }
}

#[tokio::test]
async fn a_config_of_other_shards_is_refused_but_for_the_one_being_changed() {
    let world = TestWorld::adopted();
    let mut shards = shards();
    shards[1].weight = 9;
    let options = self::options(&shards);
    assert_error!(
        Fleet::open(&world, options).await,
        FleetError::ConfigDisagrees(_)
    );
    let changing = "b".into();
    let changing = FleetOptions {
        changing: Some(&changing),
        ..options
    };
    drop(Fleet::open(&world, changing).await.unwrap());
}

#[tokio::test]
async fn a_store_that_ignores_create_only_writes_holds_no_map() {
    let (simulator, clock) = simulator(Capabilities {
        put_if_absent: Support::Ignored,
        ..Capabilities::default()
    });
    let world = TestWorld::on(&simulator, &clock, "one");
    assert_error!(
        world.open().await,
        FleetError::Control(ControlError::Unfit { .. })
    );
    assert_eq!(world.map_entries().await, 0);
}

#[tokio::test]
async fn shards_need_no_conditions_to_be_marked() {
    let (simulator, clock) = simulator(Capabilities {
        put_if_absent: Support::Ignored,
        ..Capabilities::default()
    });
    let mut world = TestWorld::on(&simulator, &clock, "one");
    world.control = Some(Arc::new(ControlDir::new(world.state.path())));
    drop(world.open().await.unwrap());
    let mut second = TestWorld::on(&simulator, &clock, "two");
    second.control = Some(Arc::new(ControlDir::new(second.state.path())));
    assert_error!(second.open().await, FleetError::ForeignShard { .. });
}

#[tokio::test]
async fn looking_writes_nothing_and_locks_nothing() {
    let world = TestWorld::adopted();
    let held = world.open().await.unwrap();
    world.simulator.reset_counters();
    let mut looked = Fleet::look(&world, options(&shards())).unwrap();
    let change = pinned(&looked, "prefix:t/");
    assert_error!(looked.publish(&change).await, FleetError::DryRun);
    assert_error!(looked.commit(&change, Vec::new()).await, FleetError::DryRun);
    looked.renew().await.unwrap();
    looked.close().await.unwrap();
    assert!(world.simulator.bill().requests().is_empty());
    drop(held);
}

#[tokio::test]
async fn a_long_run_shows_life_and_learns_that_it_was_replaced() {
    let one = TestWorld::adopted();
    let two = one.twin("two", Some("host-two"));
    let fleet = one.open().await.unwrap();
    for _ in 0..10 {
        one.clock
            .sleep(Duration::from_millis(TTL_MS as u64 / 2))
            .await;
        fleet.renew().await.unwrap();
        assert_error!(two.open().await, FleetError::Held { .. });
    }
    one.clock.sleep(Duration::from_millis(TTL_MS as u64)).await;
    let _second = two.open().await.unwrap();
    assert_error!(
        fleet.renew().await,
        FleetError::Fenced { ours: 1, found: 2 }
    );
}

#[tokio::test]
async fn a_copy_of_the_state_directory_is_somebody_else() {
    let one = TestWorld::adopted();
    let first = one.open().await.unwrap();
    let copy = one.twin("copy", None);
    assert_error!(copy.open().await, FleetError::Held { .. });
    // Frozen for longer than its lease, it has to give way; it learns that before it goes on.
    one.clock.sleep(Duration::from_millis(TTL_MS as u64)).await;
    let second = copy.open().await.unwrap();
    assert_eq!(second.journal().epoch(), 2);
    assert_error!(
        first.renew().await,
        FleetError::Fenced { ours: 1, found: 2 }
    );
}

/// What a host does next.
#[derive(Clone, Copy, Debug)]
enum Step {
    Open,
    Change,
    PublishAndDie,
    Die,
    Close,
    Wait,
}

fn any_step() -> impl Strategy<Value = (usize, Step)> {
    let step = prop::sample::select(vec![
        Step::Open,
        Step::Open,
        Step::Change,
        Step::Change,
        Step::PublishAndDie,
        Step::Die,
        Step::Close,
        Step::Wait,
    ]);
    (0..3_usize, step)
}

/// Runs one step; what goes wrong must be one of the ways in which hosts may be in each other's way.
async fn step(world: &TestWorld, fleet: &mut Option<Fleet>, step: Step, n: usize) {
    let in_the_way = |error: FleetError| match error {
        FleetError::Held { .. } | FleetError::Fenced { .. } | FleetError::Lost { .. } => {}
        other => panic!("{other:?}"),
    };
    match (step, fleet.take()) {
        (Step::Open, None) => *fleet = world.open().await.map_err(in_the_way).ok(),
        (Step::Change, Some(mut open)) => {
            let change = pinned(&open, &format!("prefix:{n}/"));
            match open.change(&change).await {
                Ok(()) => *fleet = Some(open),
                Err(error) => in_the_way(error),
            }
        }
        (Step::PublishAndDie, Some(open)) => {
            let change = pinned(&open, &format!("prefix:{n}/"));
            let _ = open.publish(&change).await.map_err(in_the_way);
        }
        (Step::Close, Some(open)) => open.close().await.unwrap(),
        (Step::Wait, still) => {
            *fleet = still;
            world
                .clock
                .sleep(Duration::from_millis(TTL_MS as u64 / 3))
                .await;
        }
        (Step::Die, _) | (_, None) => {}
        (Step::Open, still) => *fleet = still,
    }
}

/// The map that the log tells a reader who has nothing else.
async fn published(world: &TestWorld) -> ShardMap {
    let control = world.control.clone().unwrap();
    let fleet_id = world.store().identity().unwrap().fleet_id;
    let mut log = MapLog::new(fleet_id, ShardMap::default(), 0);
    for lsn in 1.. {
        let found = publication::read(control.as_ref(), lsn).await.unwrap();
        let Some(entry) = found else { break };
        log.read(&entry).unwrap();
    }
    log.map().clone()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Three hosts of one fleet, in any order, dying at any step: no two ever have different maps of one
    /// version, none is stopped for good, and what was committed is published.
    #[test]
    fn hosts_agree_whatever_they_do(steps in prop::collection::vec(any_step(), 1..24)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let one = TestWorld::adopted();
            let two = one.twin("two", Some("host-two"));
            let three = one.twin("three", Some("host-three"));
            let worlds = [one, two, three];
            let mut fleets = [None, None, None];
            for (n, (host, next)) in steps.into_iter().enumerate() {
                step(&worlds[host], &mut fleets[host], next, n).await;
            }
            drop(fleets);
            worlds[0].clock.sleep(Duration::from_millis(TTL_MS as u64)).await;
            for world in worlds.iter().chain(&worlds) {
                let fleet = world.open().await.unwrap();
                assert_eq!(*fleet.map(), published(world).await);
                assert_eq!(world.store().load().unwrap().as_ref(), Some(&*fleet.map()));
                fleet.close().await.unwrap();
            }
            let histories = worlds.each_ref().map(|world| {
                let versions = world.store().history().unwrap();
                versions.into_iter().map(|version| version.hash).collect::<Vec<_>>()
            });
            for history in &histories {
                let shared = history.len().min(histories[0].len());
                assert_eq!(history[..shared], histories[0][..shared]);
            }
        });
    }
}
