//! [`settle`]: rules for the inventoried objects that no rule covers, before the shard set changes.
//!
//! What the rules are is `placement::settle`; here the inventories are read. What is held in memory is
//! the keys that no rule covers: those that came after the adoption.

use crate::placement::{Settled, Settler, ShardMap, ShardName};
use crate::ports::{InventoryStore, MapVersion, StoreError};

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

/// Origin of the map version that `shard settle` makes; it makes one, too, where it found nothing while a
/// change of the shard set waited for it.
pub const SETTLE_ORIGIN: &str = "shard settle";

/// The same where the look began before writers could no longer go by the map of before: it ends no wait.
pub const EARLY_SETTLE_ORIGIN: &str = "shard settle, early";

/// Origins of the versions that send keys to come elsewhere than before.
const SET_CHANGES: [&str; 3] = ["shard add", "shard reweight", "shard drain"];

/// A change of the shard set after which keys may still lie at their homes of before: nobody has looked for
/// what an older map wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsettled {
    /// The version that it made.
    pub lsn: u64,
    /// From when on nobody goes by the map of before, and a look finds everything. Milliseconds UTC.
    pub due_ms: i64,
}

/// The changes of the shard set in `history`, oldest first, that no settling has followed. A map may be gone
/// by for `staleness_ms`.
pub fn unsettled(history: &[MapVersion], staleness_ms: i64) -> Vec<Unsettled> {
    let settled = history.iter().filter(|it| it.origin == SETTLE_ORIGIN);
    let settled_ms = settled.map(|it| it.created_ms).max();
    let changes = history
        .iter()
        .filter(|it| SET_CHANGES.contains(&it.origin.as_str()));
    let changes = changes.map(|it| Unsettled {
        lsn: it.lsn,
        due_ms: it.created_ms.saturating_add(staleness_ms),
    });
    changes
        .filter(|change| settled_ms.is_none_or(|settled_ms| settled_ms < change.due_ms))
        .collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn version(lsn: u64, origin: &str, created_ms: i64) -> MapVersion {
        MapVersion {
            lsn,
            hash: String::new(),
            created_ms,
            origin: origin.to_owned(),
            rules: 0,
        }
    }

    #[test]
    fn a_change_of_the_shard_set_waits_for_a_look_that_began_late_enough() {
        let adopted = version(1, "init --adopt", 0);
        let changed = version(2, "shard drain", 1_000);
        for (after, waits) in [
            (vec![], true),
            (vec![version(3, SETTLE_ORIGIN, 1_001)], true),
            (vec![version(3, EARLY_SETTLE_ORIGIN, 1_200)], true),
            (vec![version(3, "migrate switch", 1_200)], true),
            (vec![version(3, SETTLE_ORIGIN, 1_100)], false),
            (
                vec![
                    version(3, SETTLE_ORIGIN, 1_100),
                    version(4, "shard add", 1_150),
                ],
                true,
            ),
        ] {
            let mut history = vec![adopted.clone(), changed.clone()];
            history.extend(after);
            let found = unsettled(&history, 100);
            assert_eq!(!found.is_empty(), waits, "{history:?}: {found:?}");
        }
        assert!(unsettled(&[adopted], 100).is_empty());
    }
}
