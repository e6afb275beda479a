//! [`Rig`]: a fleet of two shards on the simulator, with a map.db, a control location and a clock that
//! stands still; and processes that work on it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures::FutureExt as _;
use shardctl::adapters::sqlite::{SqliteMap, SqliteRestore, SqliteStats};
use shardctl::engine::control::{Fleet, FleetError, FleetOptions, TakeOver, TakenOver};
use shardctl::engine::migration::{
    MigrationError, MigrationReport, Migrator, MigratorOptions, Mode, NewMigration, Powers, Probed,
    Provider, RecoverReport, Step,
};
use shardctl::migration::{
    Contract, Keep, Migration, MigrationId, MigrationSettings, MoveId, MoveSpec, ProofLevel,
    Transfer,
};
use shardctl::placement::{Key, Shard, ShardMap, ShardName};
use shardctl::ports::*;
use shardctl::simulator::{Capabilities, Simulator};
use tempfile::TempDir;

use super::gate::{Gate, Zombies};
use super::ports::{ControlObjects, GatedBucket, GatedControl, GatedJournal};

/// 2026-11-20T12:00:00Z, when every test begins.
pub const NOW_MS: i64 = 1_795_176_000_000;

/// How long a request may still take effect.
pub const ZOMBIE_MS: i64 = 60_000;

/// How long others wait for a holder to show life.
pub const LEASE_MS: i64 = 120_000;

/// Grace.
pub const GRACE_MS: i64 = 600_000;

/// What moves: from `a`, bucket `src`, to `b`, bucket `dst`.
pub const SEGMENT: &str = "prefix:t/";

/// A fleet, whoever works on it.
pub struct Rig {
    pub simulator: Simulator,
    pub clock: Arc<FixedClock>,
    pub control: ControlObjects,
    pub settings: MigrationSettings,
    pub options: MigratorOptions,
    pub steps: Mutex<Vec<Step>>,
    pub zombies: Arc<Zombies>,
    shards: Vec<Shard>,
    /// State directories of hosts, the present one last.
    hosts: Mutex<Vec<TempDir>>,
    names: Arc<AtomicU64>,
}

/// The verbs, so that a test can name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Start,
    Verify,
    Switch,
    Reverse,
    Complete,
    Cancel,
}

/// The ports of one process.
pub struct RigWorld<'a> {
    rig: &'a Rig,
    pub gate: Arc<Gate>,
    state_dir: PathBuf,
}

impl Rig {
    /// A fleet on a store that honours everything, and knows it; within one provider.
    pub fn new() -> Self {
        Self::on(Capabilities::default())
    }

    /// A fleet on a store like this one. What it honours is probed, unless that is everything.
    pub fn on(capabilities: Capabilities) -> Self {
        Self::of(capabilities, shard("b", "dst"), Versioning::Unversioned)
    }

    /// A fleet whose target keeps its objects below a prefix and has a mount of its own.
    pub fn with_target(prefix: &str, mount: &str) -> Self {
        let target = Shard {
            prefix: prefix.to_owned(),
            mount: mount.to_owned(),
            ..shard("b", "dst")
        };
        Self::of(Capabilities::default(), target, Versioning::Unversioned)
    }

    /// A fleet whose second shard is another name of the bucket of the first, below a prefix.
    pub fn with_alias(prefix: &str) -> Self {
        let target = Shard {
            prefix: prefix.to_owned(),
            ..shard("b", "src")
        };
        Self::of(Capabilities::default(), target, Versioning::Unversioned)
    }

    /// A fleet whose buckets keep versions.
    pub fn versioned() -> Self {
        let kept = Versioning::Enabled;
        Self::of(Capabilities::default(), shard("b", "dst"), kept)
    }

    fn of(capabilities: Capabilities, target: Shard, versioning: Versioning) -> Self {
        let clock = Arc::new(FixedClock::new(NOW_MS));
        let simulator = Simulator::builder(clock.clone())
            .seed(1)
            .bucket_with("src", "r", versioning)
            .bucket_with("dst", "r", versioning)
            .capabilities(capabilities)
            .build();
        let probed = Arc::new(Probed::default());
        if capabilities == Capabilities::default() {
            probed.know("e-a", "src", Powers::all());
            probed.know("e-b", "dst", Powers::all());
        }
        let store = Provider::Store("http://store".to_owned());
        let rig = Self {
            simulator,
            clock,
            control: ControlObjects::default(),
            settings: MigrationSettings {
                contract: Contract::Quiesced,
                verify: ProofLevel::Checksum,
                grace_ms: GRACE_MS,
                zombie_bound_ms: ZOMBIE_MS,
                allow_stream: false,
                force_stream: false,
            },
            options: MigratorOptions {
                mode: Mode::Live,
                ways: 4,
                part_bytes: 5 << 20,
                providers: BTreeMap::from([
                    ("e-a".to_owned(), store.clone()),
                    ("e-b".to_owned(), store),
                ]),
                probed,
                ..MigratorOptions::default()
            },
            steps: Mutex::default(),
            zombies: Arc::default(),
            shards: vec![shard("a", "src"), target],
            hosts: Mutex::new(vec![fast_dir()]),
            names: Arc::default(),
        };
        rig.adopt();
        rig
    }

    fn adopt(&self) {
        let mut map = ShardMap::new(1, self.shards.clone());
        map.insert("prefix:".parse().unwrap(), "a".into(), 1);
        map.insert(SEGMENT.parse().unwrap(), "a".into(), 1);
        let mut store = SqliteMap::create(&self.state_dir()).unwrap();
        store.adopt(&map, NOW_MS).unwrap();
    }

    /// Where the present host's map.db is.
    pub fn state_dir(&self) -> PathBuf {
        let hosts = self.hosts.lock().unwrap();
        hosts.last().unwrap().path().to_owned()
    }

    /// From here on another host works on the fleet: one without a map.db. What was made before stays as it
    /// was.
    pub fn move_to_another_host(&self) {
        self.hosts.lock().unwrap().push(fast_dir());
    }

    /// Takes over from the control location alone.
    pub async fn take_over(&self, world: &RigWorld<'_>) -> Result<TakenOver, FleetError> {
        let control = world.control_store()?.ok_or(FleetError::NoControl)?;
        let taking = TakeOver::look(world, control, LEASE_MS).await?;
        taking.carry_out().await
    }

    /// What a person does who knows that the holder is dead.
    pub fn end_lease(&self) {
        self.control.lock().unwrap().remove("lease.json");
    }

    /// Puts an object into a bucket, with a header, metadata and a tag of its own.
    pub fn put(&self, bucket: &str, key: &str, body: impl Into<Bytes>) {
        let pair = |name: &str, value: &str| BTreeMap::from([(name.to_owned(), value.to_owned())]);
        let request = PutRequest {
            key: key.to_owned(),
            body: body.into(),
            attributes: Attributes {
                headers: pair("content-type", "text/plain"),
                metadata: pair("made-for", key),
                tags: pair("team", "blue"),
            },
            ..PutRequest::default()
        };
        let bucket = self.simulator.bucket(bucket);
        bucket.put(&request).now_or_never().unwrap().unwrap();
    }

    /// What a bucket holds under a key, by the store's own eyes.
    pub fn get(&self, bucket: &str, key: &str) -> Option<ObjectBody> {
        let bucket = self.simulator.bucket(bucket);
        bucket.get(key, None).now_or_never().unwrap().ok()
    }

    /// Removes an object behind everybody's back.
    pub fn remove(&self, bucket: &str, key: &str) {
        let request = DeleteRequest {
            key: key.to_owned(),
            ..DeleteRequest::default()
        };
        let bucket = self.simulator.bucket(bucket);
        bucket.delete(&request).now_or_never().unwrap().unwrap();
    }

    /// The keys of a bucket, the program's own left out.
    pub fn keys(&self, bucket: &str) -> Vec<String> {
        let bucket = self.simulator.bucket(bucket);
        let request = ListRequest::default();
        let page = bucket.list(&request).now_or_never().unwrap().unwrap();
        let keys = page.objects.into_iter().map(|object| object.key);
        keys.filter(|key| !key.contains(".shardctl/")).collect()
    }

    /// What the clock says.
    pub fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// Lets time pass.
    pub fn wait_ms(&self, ms: i64) {
        let duration = Duration::from_millis(ms.unsigned_abs());
        self.clock.sleep(duration).now_or_never().unwrap();
    }

    /// A process with its own gate.
    pub fn world(&self) -> RigWorld<'_> {
        RigWorld {
            rig: self,
            gate: Arc::default(),
            state_dir: self.state_dir(),
        }
    }

    /// Opens the fleet.
    pub async fn open(&self, world: &RigWorld<'_>) -> Result<Fleet, FleetError> {
        let options = FleetOptions {
            shards: &self.shards,
            changing: None,
            lease_ttl_ms: LEASE_MS,
            max_staleness_ms: 60_000,
        };
        Box::pin(Fleet::open(world, options)).await
    }

    /// Makes the migration of [`SEGMENT`].
    pub async fn create(&self) -> MigrationId {
        self.create_of(&[(SEGMENT, "a", "b")]).await.unwrap().id
    }

    /// Makes a migration of these moves.
    pub async fn create_of(
        &self,
        moves: &[(&str, &str, &str)],
    ) -> Result<Migration, MigrationError> {
        let world = self.world();
        let mut fleet = self.open(&world).await?;
        let spec = |(segment, from, to): &(&str, &str, &str)| MoveSpec {
            segment: segment.parse().unwrap(),
            from: ShardName::from(*from),
            to: ShardName::from(*to),
            leaves: Vec::new(),
        };
        let new = NewMigration {
            plan_id: "abc".to_owned(),
            settings: self.settings.clone(),
            moves: moves.iter().map(spec).collect(),
        };
        let mut migrator = Migrator::new(&mut fleet, &world, self.options.clone(), &|_| ());
        Box::pin(migrator.create(new)).await
    }

    /// One verb in a process of its own.
    pub async fn run(
        &self,
        verb: Verb,
        id: &MigrationId,
    ) -> Result<MigrationReport, MigrationError> {
        self.run_in(&self.world(), verb, id).await
    }

    /// One verb in this process.
    pub async fn run_in(
        &self,
        world: &RigWorld<'_>,
        verb: Verb,
        id: &MigrationId,
    ) -> Result<MigrationReport, MigrationError> {
        let mut fleet = self.open(world).await?;
        let progress = |step: &Step| self.steps.lock().unwrap().push(step.clone());
        let options = self.options.clone();
        let mut migrator = Migrator::new(&mut fleet, world, options, &progress);
        let report = match verb {
            Verb::Start => Box::pin(migrator.start(id, &[])).await,
            Verb::Verify => Box::pin(migrator.verify(id, &[])).await,
            Verb::Switch => Box::pin(migrator.switch(id, &[])).await,
            Verb::Reverse => Box::pin(migrator.reverse(id, &[])).await,
            Verb::Complete => Box::pin(migrator.complete(id, &[])).await,
            Verb::Cancel => Box::pin(migrator.cancel(id)).await,
        }?;
        fleet.close().await?;
        Ok(report)
    }

    /// Recovers, in a process of its own.
    pub async fn recover(&self) -> Result<RecoverReport, MigrationError> {
        self.recover_in(&self.world()).await
    }

    /// Recovers, in this process.
    pub async fn recover_in(&self, world: &RigWorld<'_>) -> Result<RecoverReport, MigrationError> {
        let mut fleet = self.open(world).await?;
        let options = self.options.clone();
        let mut migrator = Migrator::new(&mut fleet, world, options, &|_| ());
        let report = Box::pin(migrator.recover()).await?;
        fleet.close().await?;
        Ok(report)
    }

    /// What a person decided.
    pub async fn resolve(
        &self,
        id: &MigrationId,
        key: &str,
        keep: Keep,
    ) -> Result<Transfer, MigrationError> {
        let world = self.world();
        let mut fleet = self.open(&world).await?;
        let mut migrator = Migrator::new(&mut fleet, &world, self.options.clone(), &|_| ());
        let id = MoveId {
            migration: id.clone(),
            n: 1,
        };
        Box::pin(migrator.resolve(&id, &key.into(), keep)).await
    }

    /// map.db as another eye sees it.
    pub fn journal(&self) -> SqliteMap {
        SqliteMap::open(&self.state_dir()).unwrap().unwrap()
    }

    /// Every transfer of the first move.
    pub fn transfers(&self, id: &MigrationId) -> BTreeMap<String, Transfer> {
        let id = MoveId {
            migration: id.clone(),
            n: 1,
        };
        let rows = self.journal().transfers(&id, None, 1_000, None).unwrap();
        rows.into_iter()
            .map(|(key, transfer)| (key.as_str().unwrap().to_owned(), transfer))
            .collect()
    }

    /// Which shard the local map says.
    pub fn located(&self, key: &str) -> String {
        let map = self.journal().load().unwrap().unwrap();
        let key = Key::from(key);
        map.locate(&key).unwrap().shard.name.0.clone()
    }
}

/// A directory without a disk under it, where there is one: every transaction is synced.
fn fast_dir() -> TempDir {
    let memory = Path::new("/dev/shm");
    let dir = TempDir::with_prefix_in("shardctl-test-", memory);
    dir.or_else(|_| TempDir::with_prefix("shardctl-test-"))
        .unwrap()
}

fn shard(name: &str, bucket: &str) -> Shard {
    Shard {
        name: name.into(),
        endpoint: format!("e-{name}"),
        bucket: bucket.to_owned(),
        prefix: String::new(),
        mount: String::new(),
        region: "r".to_owned(),
        weight: 1,
    }
}

impl RigWorld<'_> {
    /// Another process on the same host.
    pub fn again(&self) -> Self {
        Self {
            rig: self.rig,
            gate: Arc::default(),
            state_dir: self.state_dir.clone(),
        }
    }

    fn bucket(&self, bucket: &str) -> GatedBucket {
        GatedBucket {
            inner: self.rig.simulator.bucket(bucket),
            gate: self.gate.clone(),
            zombies: self.rig.zombies.clone(),
            clock: self.rig.clock.clone(),
        }
    }
}

impl World for RigWorld<'_> {
    fn clock(&self) -> Arc<dyn Clock> {
        self.rig.clock.clone()
    }
    fn host(&self) -> Host {
        Host {
            hostname: "h".to_owned(),
            pid: 1,
            boot_id: "boot".to_owned(),
            directory: self.state_dir.display().to_string(),
        }
    }
    fn reader(&self, _endpoint: &str, bucket: &str) -> Arc<dyn BucketReader> {
        Arc::new(self.bucket(bucket))
    }
    fn writer(&self, _endpoint: &str, bucket: &str) -> Arc<dyn Bucket> {
        Arc::new(self.bucket(bucket))
    }
    fn log_source(
        &self,
        _text: &str,
        _endpoint: Option<&str>,
    ) -> Result<Box<dyn LogSource>, LogSourceError> {
        unreachable!("no migration reads logs")
    }
    fn check_state_dir(&self) -> Result<(), StoreError> {
        Ok(())
    }
    fn fresh_name(&self) -> String {
        format!("n{:08x}", self.rig.names.fetch_add(1, Ordering::SeqCst))
    }
    fn map_store(&self) -> Result<Option<Box<dyn MapStore>>, StoreError> {
        let store = SqliteMap::open(&self.state_dir)?;
        Ok(store.map(|store| Box::new(store) as Box<dyn MapStore>))
    }
    fn create_map_store(&self) -> Result<Box<dyn MapStore>, StoreError> {
        unreachable!("it was adopted")
    }
    fn journal_store(&self) -> Result<Option<Box<dyn JournalStore>>, StoreError> {
        let inner = SqliteMap::open_for_changes(&self.state_dir)?;
        Ok(inner.map(|inner| {
            let gate = self.gate.clone();
            Box::new(GatedJournal { inner, gate }) as Box<dyn JournalStore>
        }))
    }
    fn restore_map_store(&self) -> Result<Box<dyn MapRestore>, StoreError> {
        Ok(Box::new(SqliteRestore::begin(&self.state_dir)?))
    }
    fn lock_state_dir(&self) -> Result<StateLock, StoreError> {
        Ok(Box::new(()))
    }
    fn lock_statistics(&self) -> Result<StateLock, StoreError> {
        unreachable!("no statistics here")
    }
    fn control_store(&self) -> Result<Option<Arc<dyn ControlStore>>, ControlError> {
        Ok(Some(Arc::new(GatedControl {
            objects: self.rig.control.clone(),
            gate: self.gate.clone(),
        })))
    }
    fn reject_log(&self) -> Box<dyn RejectLog> {
        unreachable!("no migration reads logs")
    }
    fn existing_stats_store(&self) -> Result<Option<Box<dyn StatsStore>>, StoreError> {
        Ok(None)
    }
    fn stats_store(&self) -> Result<Box<dyn StatsStore>, StoreError> {
        Ok(Box::new(SqliteStats::create(&self.state_dir)?))
    }
}

/// Of so many cases one is tried; with `SHARDCTL_SWEEP` each.
pub fn stride(usual: usize) -> usize {
    std::env::var_os("SHARDCTL_SWEEP").map_or(usual, |_| 1)
}
