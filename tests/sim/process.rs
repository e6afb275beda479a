//! [`Process`] and [`Host`]: who works on the simulated fleet, and the world as a process sees it.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Weak};

use shardctl::adapters::sqlite::{SqliteMap, SqliteRestore};
use shardctl::ports::*;
use tempfile::TempDir;

use super::memory::{MemoryMap, MemoryRestore};
use super::ports::{FaultyBucket, FaultyControl, FaultyJournal, HostClock};
use super::stage::Stage;
use super::turns::Desk;

/// Where a host keeps its map.db.
pub enum Medium {
    Memory(MemoryMap),
    File(TempDir),
}

/// A host of the fleet.
pub struct Machine {
    pub number: usize,
    pub medium: Medium,
    /// Held by the process that has the state directory.
    lock: Arc<AtomicBool>,
    /// How far its clock is off.
    offset_ms: AtomicI64,
}

/// A directory without a disk under it, where there is one: every transaction is synced.
fn fast_dir() -> TempDir {
    let dir = TempDir::with_prefix_in("shardctl-sim-", "/dev/shm");
    dir.or_else(|_| TempDir::with_prefix("shardctl-sim-"))
        .expect("a directory for a map.db")
}

impl Machine {
    /// A host without a map.db.
    pub fn new(number: usize, on_file: bool) -> Self {
        let medium = if on_file {
            Medium::File(fast_dir())
        } else {
            Medium::Memory(MemoryMap::default())
        };
        Self {
            number,
            medium,
            lock: Arc::default(),
            offset_ms: AtomicI64::new(0),
        }
    }

    /// How far its clock is off.
    pub fn offset_ms(&self) -> i64 {
        self.offset_ms.load(Ordering::Relaxed)
    }

    /// Somebody sets its clock.
    pub fn set_offset_ms(&self, ms: i64) {
        self.offset_ms.store(ms, Ordering::Relaxed);
    }

    /// map.db, as another eye sees it.
    pub fn store(&self) -> Option<Box<dyn JournalStore>> {
        match &self.medium {
            Medium::Memory(map) => map.exists().then(|| Box::new(map.clone()) as _),
            Medium::File(dir) => {
                let opened = SqliteMap::open(dir.path()).expect("a map.db that was closed well");
                opened.map(|map| Box::new(map) as _)
            }
        }
    }
}

/// A process of a host.
pub struct Process {
    /// In order of their beginnings.
    pub number: u64,
    pub host: Arc<Machine>,
    pub stage: Arc<Stage>,
    pub desk: Desk,
    dead: AtomicBool,
}

impl Process {
    /// A new one.
    pub fn new(number: u64, host: &Arc<Machine>, stage: &Arc<Stage>) -> Arc<Self> {
        Arc::new(Self {
            number,
            host: host.clone(),
            stage: stage.clone(),
            desk: Desk::default(),
            dead: AtomicBool::new(false),
        })
    }

    /// Whether it died.
    pub fn is_dead(&self) -> bool {
        self.dead.load(Ordering::Relaxed)
    }

    /// Ends it.
    pub fn kill(&self) {
        self.dead.store(true, Ordering::Relaxed);
    }

    /// Returns when its next call may go on: never, once it is dead.
    pub async fn turn(&self) {
        self.desk.turn().await;
    }
}

/// Holds a state directory.
struct Held(Weak<AtomicBool>);

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(lock) = self.0.upgrade() {
            lock.store(false, Ordering::Relaxed);
        }
    }
}

/// The world as a process sees it.
pub struct ProcessWorld(pub Arc<Process>);

impl ProcessWorld {
    fn bucket(&self, bucket: &str) -> FaultyBucket {
        FaultyBucket {
            inner: self.0.stage.simulator.bucket(bucket),
            process: self.0.clone(),
        }
    }
}

impl World for ProcessWorld {
    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(HostClock(self.0.clone()))
    }
    fn host(&self) -> Host {
        let number = self.0.host.number;
        Host {
            hostname: format!("h{number}"),
            pid: self.0.number as u32,
            boot_id: format!("boot-{number}"),
            directory: "state".to_owned(),
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
        self.0.stage.fresh_name()
    }
    fn map_store(&self) -> Result<Option<Box<dyn MapStore>>, StoreError> {
        Ok(self.0.host.store().map(|store| store as Box<dyn MapStore>))
    }
    fn create_map_store(&self) -> Result<Box<dyn MapStore>, StoreError> {
        unreachable!("it was adopted")
    }
    fn journal_store(&self) -> Result<Option<Box<dyn JournalStore>>, StoreError> {
        let inner: Option<Box<dyn JournalStore>> = match &self.0.host.medium {
            Medium::Memory(map) => map.exists().then(|| Box::new(map.clone()) as _),
            Medium::File(dir) => {
                SqliteMap::open_for_changes(dir.path())?.map(|map| Box::new(map) as _)
            }
        };
        let process = self.0.clone();
        Ok(inner.map(|inner| Box::new(FaultyJournal { inner, process }) as _))
    }
    fn restore_map_store(&self) -> Result<Box<dyn MapRestore>, StoreError> {
        Ok(match &self.0.host.medium {
            Medium::Memory(map) => Box::new(MemoryRestore::begin(map)),
            Medium::File(dir) => Box::new(SqliteRestore::begin(dir.path())?),
        })
    }
    fn lock_state_dir(&self) -> Result<StateLock, StoreError> {
        let lock = &self.0.host.lock;
        if lock.swap(true, Ordering::Relaxed) {
            return Err(StoreError::Locked {
                path: "state".to_owned(),
                holder: "another process".to_owned(),
            });
        }
        Ok(Box::new(Held(Arc::downgrade(lock))))
    }
    fn lock_statistics(&self) -> Result<StateLock, StoreError> {
        unreachable!("no statistics here")
    }
    fn control_store(&self) -> Result<Option<Arc<dyn ControlStore>>, ControlError> {
        Ok(Some(Arc::new(FaultyControl(self.0.clone()))))
    }
    fn reject_log(&self) -> Box<dyn RejectLog> {
        unreachable!("no migration reads logs")
    }
    fn existing_stats_store(&self) -> Result<Option<Box<dyn StatsStore>>, StoreError> {
        Ok(None)
    }
    fn stats_store(&self) -> Result<Box<dyn StatsStore>, StoreError> {
        unreachable!("no statistics here")
    }
}
