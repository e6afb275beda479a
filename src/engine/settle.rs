//! [`settle`]: rules for the inventoried objects that no rule covers, before the shard set changes.
//!
//! What the rules are is `placement::settle`; here the inventories are read. What is held in memory is
//! the keys that no rule covers: those that came after the adoption.

use crate::placement::{Settled, Settler, ShardMap, ShardName};
use crate::ports::{InventoryStore, StoreError};

/// Why objects cannot be settled.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// A shard without a finished inventory: what lies there is not known.
    #[error("there is no inventory of shard `{0}`")]
    NoInventory(ShardName),
    /// stats.db failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The rules under which every inventoried object of the map's shards stays where it lies, whatever
/// shards and weights there will be.
pub fn settle(store: &dyn InventoryStore, map: &ShardMap) -> Result<Settled, SettleError> {
    let mut settler = Settler::new(map);
    for shard in map.shards() {
        if store.inventory(&shard.name)?.is_none() {
            return Err(SettleError::NoInventory(shard.name.clone()));
        }
        for object in store.inventory_objects(&shard.name)? {
            let key = object?.key;
            if shard.is_own_record(key.as_bytes()) {
                continue;
            }
            if let Some(logical) = map.logical_key(&shard.name, key.as_bytes()) {
                settler.add(logical, &shard.name);
            }
        }
    }
    Ok(settler.finish())
}

/// What a shard holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Objects whose place the map says is here.
    pub objects: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Objects whose place the map says is elsewhere: copies, or not known to the map.
    pub other_objects: u64,
    /// Their bytes.
    pub other_bytes: u64,
}

/// What the inventory of `shard` has, by what the map says of it.
pub fn held(
    store: &dyn InventoryStore,
    map: &ShardMap,
    shard: &ShardName,
) -> Result<Held, SettleError> {
    if store.inventory(shard)?.is_none() {
        return Err(SettleError::NoInventory(shard.clone()));
    }
    let mut held = Held::default();
    for object in store.inventory_objects(shard)? {
        let object = object?;
        let own = map.shard(shard);
        if own.is_some_and(|shard| shard.is_own_record(object.key.as_bytes())) {
            continue;
        }
        let logical = map.logical_key(shard, object.key.as_bytes());
        let place = logical.as_ref().and_then(|key| map.locate(key));
        if place.is_some_and(|place| place.shard.name == *shard) {
            held.objects += 1;
            held.bytes = held.bytes.saturating_add(object.size);
        } else {
            held.other_objects += 1;
            held.other_bytes = held.other_bytes.saturating_add(object.size);
        }
    }
    Ok(held)
}
