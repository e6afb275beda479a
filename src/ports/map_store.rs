//! [`MapStore`]: map.db, the shard map and the plans made against it.

use crate::migration::Migration;
use crate::placement::{Key, ShardMap};

use super::StoreError;

/// One version in the map's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapVersion {
    /// The version.
    pub lsn: u64,
    /// SHA-256 of the canonical map, hex.
    pub hash: String,
    /// When it was made, milliseconds UTC.
    pub created_ms: i64,
    /// What made it, such as `init --adopt`.
    pub origin: String,
    /// Number of rules in it.
    pub rules: u64,
}

/// A plan kept in map.db: the file's exact bytes under its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPlan {
    /// First 12 hex digits of the SHA-256 of the canonical body.
    pub id: String,
    /// The name given by `--name`.
    pub name: Option<String>,
    /// When it was proposed, milliseconds UTC.
    pub created_ms: i64,
    /// The plan document, exactly as `plan propose` made it.
    pub document: Vec<u8>,
}

/// The precious store: small, durable (a call that returns `Ok` survives power loss).
pub trait MapStore: Send {
    /// The newest map; `None` before adoption.
    fn load(&self) -> Result<Option<ShardMap>, StoreError>;

    /// The newest map with all its shards, but of its rules only those that decide these keys: it
    /// locates them as the whole map would. Costs what the keys cost, not what the map holds.
    fn load_covering(&self, keys: &[Key]) -> Result<Option<ShardMap>, StoreError> {
        let _ = keys;
        self.load()
    }

    /// The map as of version `lsn`; `None` when there was no such version.
    fn load_version(&self, lsn: u64) -> Result<Option<ShardMap>, StoreError>;

    /// Writes the first map as version 1; `Exists` when there is a map already.
    fn adopt(&mut self, map: &ShardMap, created_ms: i64) -> Result<MapVersion, StoreError>;

    /// One version; `None` when there was no such.
    fn version(&self, lsn: u64) -> Result<Option<MapVersion>, StoreError> {
        let found = self.history()?.into_iter();
        Ok(found.into_iter().find(|version| version.lsn == lsn))
    }

    /// Every version, oldest first.
    fn history(&self) -> Result<Vec<MapVersion>, StoreError>;

    /// Every migration, oldest first.
    fn migrations(&self) -> Result<Vec<Migration>, StoreError>;

    /// Keeps a plan. The same id again makes it the newest, under its new name if it has one.
    fn save_plan(&mut self, plan: &StoredPlan) -> Result<(), StoreError>;

    /// Every plan kept, newest first.
    fn plans(&self) -> Result<Vec<StoredPlan>, StoreError>;
}
