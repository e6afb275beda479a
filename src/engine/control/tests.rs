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
use crate::adapters::sqlite::{SqliteMap, SqliteRestore};
use crate::migration::{
    Contract, Event, MigrationEvent, MigrationId, MigrationSettings, MoveEvent, MoveId, MoveSpec,
    MoveState, ProofLevel, Route, Sealed,
};
use crate::placement::{MapLog, Pin, Shard, ShardMap};
use crate::ports::{
    Bucket, BucketReader, Clock, ControlError, ControlStore, Creation, FixedClock, Host,
    JournalStore, ListRequest, LogSource, LogSourceError, MapRestore, MapStore, RejectLog,
    StateLock, StatsStore, StoreError, World,
};
use crate::simulator::{Capabilities, Simulator, Support};

const NOW_MS: i64 = 1_795_219_200_000;
const TTL_MS: i64 = 120_000;
const STALENESS_MS: i64 = 60_000;

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

    async fn look(&self) -> Result<Fleet, FleetError> {
        Fleet::look(self, options(&shards())).await
    }

    /// The keys of a bucket.
    async fn keys(&self, bucket: &str) -> Vec<String> {
        let bucket = self.simulator.bucket(bucket);
        let (mut keys, mut request) = (Vec::new(), ListRequest::default());
        loop {
            let page = bucket.list(&request).await.unwrap();
            keys.extend(page.objects.into_iter().map(|object| object.key));
            match page.next {
                Some(next) => request.continuation = Some(next),
                None => return keys,
            }
        }
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
        max_staleness_ms: STALENESS_MS,
    }
}

/// A host that is about to take over from what it has for the control location.
async fn take_over(world: &TestWorld) -> TakeOver<'_> {
    let control = world.control.clone().unwrap();
    TakeOver::look(world, control, TTL_MS).await.unwrap()
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
    fn restore_map_store(&self) -> Result<Box<dyn MapRestore>, StoreError> {
        Ok(Box::new(SqliteRestore::begin(self.state.path())?))
    }
    fn lock_state_dir(&self) -> Result<StateLock, StoreError> {
        let lock = lock_state_dir(self.state.path(), &self.host())?;
        Ok(Box::new(lock))
    }
    fn lock_statistics(&self) -> Result<StateLock, StoreError> {
        unreachable!("no statistics here")
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
    /// Whether nobody reaches the store from then on.
    lasts: bool,
}

impl Failing {
    fn at(inner: BucketControl, write: i64, applies: bool, unknown: bool) -> Arc<Self> {
        Arc::new(Self {
            inner,
            left: AtomicI64::new(write),
            applies,
            unknown,
            lasts: false,
        })
    }

    /// Takes the write `write` and is never reached again.
    fn gone_after(inner: BucketControl, write: i64) -> Arc<Self> {
        Arc::new(Self {
            inner,
            left: AtomicI64::new(write),
            applies: true,
            unknown: true,
            lasts: true,
        })
    }

    fn reached(&self) -> Result<(), ControlError> {
        if self.lasts && self.left.load(Ordering::Relaxed) <= 0 {
            let (place, problem) = (self.place(), "no route to host".to_owned());
            return Err(ControlError::Unavailable { place, problem });
        }
        Ok(())
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
        self.reached()?;
        if !self.is_due() {
            return self.inner.create(name, body).await;
        }
        if self.applies {
            self.inner.create(name, body).await?;
        }
        Err(self.error(name))
    }
    async fn overwrite(&self, name: &str, body: Bytes) -> Result<(), ControlError> {
        self.reached()?;
        if !self.is_due() {
            return self.inner.overwrite(name, body).await;
        }
        if self.applies {
            self.inner.overwrite(name, body).await?;
        }
        Err(self.error(name))
    }
    async fn read(&self, name: &str) -> Result<Option<Bytes>, ControlError> {
        self.reached()?;
        self.inner.read(name).await
    }
    async fn names(&self, folder: &str, after: Option<&str>) -> Result<Vec<String>, ControlError> {
        self.reached()?;
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

mod conditional;
mod hosts;
mod opening;
mod readers;
mod refused;
mod replica;
mod states;
mod switches;
