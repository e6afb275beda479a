//! [`adopt`]: the first map, from the inventories of all shards.
//!
//! Streams every inventory once, merged by logical key; nothing is held but what becomes rules and
//! pins. Reads and writes no bucket.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::iter::Peekable;

use crate::placement::{Adopted, Adopter, Held, Key, Shard, ShardName};
use crate::ports::{InventoryStore, StoreError};

/// Keys between two reports of progress.
const PROGRESS_KEYS: u64 = 4096;

/// Why there is no first map.
#[derive(Debug, thiserror::Error)]
pub enum AdoptError {
    /// A shard without a finished inventory: its keys would be taken for absent.
    #[error("there is no inventory of shard `{0}`")]
    NoInventory(ShardName),
    /// A shard within a shard.
    #[error("`{}` in shard `{shard}` marks what is beside it as a shard of another fleet", key.to_string_lossy().escape_debug())]
    ForeignShard {
        /// The shard.
        shard: ShardName,
        /// The marker, an object key.
        key: Key,
    },
    /// stats.db failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A logical key and who holds it.
type Entry = (Key, Held);
type Stream<'a> = Peekable<Box<dyn Iterator<Item = Result<Entry, AdoptError>> + 'a>>;

/// Objects that have the name of an owner marker and are data, by shard.
pub type NamesakeData = BTreeSet<(ShardName, Key)>;

/// Makes the first map of these shards, in config order. Of an object with the name of an owner marker the
/// inventory does not tell what it is: those in `data` are somebody's, another one is an error. `progress` is
/// told the number of keys as they come.
pub fn adopt(
    store: &dyn InventoryStore,
    shards: &[Shard],
    data: &NamesakeData,
    progress: &mut dyn FnMut(u64),
) -> Result<Adopted, AdoptError> {
    for shard in shards {
        if store.inventory(&shard.name)?.is_none() {
            return Err(AdoptError::NoInventory(shard.name.clone()));
        }
    }
    let mut streams = Vec::new();
    for (index, shard) in shards.iter().enumerate() {
        streams.push(stream(store, index, shard, data)?);
    }
    let mut adopter = Adopter::new(shards);
    let mut keys = 0;
    merge(streams, |key, held| {
        adopter.add(key, held);
        keys += 1;
        if keys % PROGRESS_KEYS == 0 {
            progress(PROGRESS_KEYS);
        }
    })?;
    progress(keys % PROGRESS_KEYS);
    Ok(adopter.finish())
}

/// The logical keys of one shard in byte order: the mount in front changes no order.
fn stream<'a>(
    store: &'a dyn InventoryStore,
    index: usize,
    shard: &'a Shard,
    data: &'a NamesakeData,
) -> Result<Stream<'a>, AdoptError> {
    let objects = store.inventory_objects(&shard.name)?;
    let entries = objects.filter_map(move |object| match object {
        Ok(object) => {
            // Inventories of others list every key.
            if shard.is_own_record(object.key.as_bytes()) {
                return None;
            }
            if shard.is_foreign_marker(object.key.as_bytes()) {
                let named = (shard.name.clone(), object.key.clone());
                if !data.contains(&named) {
                    let (shard, key) = named;
                    return Some(Err(AdoptError::ForeignShard { shard, key }));
                }
            }
            let key = shard.logical_key(object.key.as_bytes())?;
            let held = Held {
                shard: index,
                size: object.size,
                etag: object.etag,
            };
            Some(Ok((key, held)))
        }
        Err(error) => Some(Err(error.into())),
    });
    let entries: Box<dyn Iterator<Item = _> + 'a> = Box::new(entries);
    Ok(entries.peekable())
}

/// Calls `take` with every key in byte order and all who hold it, in config order.
fn merge(
    mut streams: Vec<Stream<'_>>,
    mut take: impl FnMut(&Key, &[Held]),
) -> Result<(), AdoptError> {
    let mut heads: BinaryHeap<Reverse<(Key, usize)>> = BinaryHeap::new();
    for (index, stream) in streams.iter_mut().enumerate() {
        push_head(&mut heads, index, stream)?;
    }
    let mut held = Vec::new();
    while let Some(Reverse((key, _))) = heads.peek().cloned() {
        held.clear();
        while heads.peek().is_some_and(|Reverse((next, _))| *next == key) {
            let Some(Reverse((_, index))) = heads.pop() else {
                break;
            };
            // A key twice in one inventory counts once.
            let stream = &mut streams[index];
            while let Some(entry) = stream.next_if(|entry| matches!(entry, Ok((k, _)) if *k == key))
            {
                let (_, holder) = entry?;
                if held.last().is_none_or(|last: &Held| last.shard != index) {
                    held.push(holder);
                }
            }
            push_head(&mut heads, index, stream)?;
        }
        take(&key, &held);
    }
    Ok(())
}

fn push_head(
    heads: &mut BinaryHeap<Reverse<(Key, usize)>>,
    index: usize,
    stream: &mut Stream<'_>,
) -> Result<(), AdoptError> {
    if let Some(Err(error)) = stream.next_if(Result::is_err) {
        return Err(error);
    }
    if let Some(Ok((key, _))) = stream.peek() {
        heads.push(Reverse((key.clone(), index)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adapters::sqlite::SqliteStats;
    use crate::ports::{InventoryObject, InventoryRows};

    fn shard(name: &str, prefix: &str, mount: &str) -> Shard {
        Shard {
            name: name.into(),
            endpoint: "e".into(),
            bucket: name.into(),
            prefix: prefix.into(),
            mount: mount.into(),
            region: "r".into(),
            weight: 1,
        }
    }

    fn store(inventories: &[(&str, &[&str])]) -> (tempfile::TempDir, SqliteStats) {
        let directory = tempfile::tempdir().unwrap();
        let mut store = SqliteStats::create(directory.path()).unwrap();
        for (shard, keys) in inventories {
            let shard = ShardName::from(*shard);
            let mut rows = InventoryRows::default();
            for key in *keys {
                let object = InventoryObject {
                    key: (*key).into(),
                    size: 1,
                    etag: "x".to_owned(),
                    storage_class: String::new(),
                    last_modified_ms: 0,
                };
                rows.push(object.as_row());
            }
            store.begin_inventory(&shard, "scan", 1).unwrap();
            store.append_inventory(&shard, &mut rows, &[]).unwrap();
            store.finish_inventory(&shard).unwrap();
        }
        (directory, store)
    }

    #[test]
    fn a_shard_within_a_shard_is_not_adopted() {
        let (_directory, store) = store(&[("a", &["t/1", "u/.shardctl/owner.json", "u/2"])]);
        let (whole, none) = ([shard("a", "", "")], NamesakeData::new());
        let error = adopt(&store, &whole, &none, &mut |_| ()).unwrap_err();
        let AdoptError::ForeignShard { shard: name, key } = error else {
            panic!("{error}");
        };
        assert_eq!(key, "u/.shardctl/owner.json".into());
        // Its own marker is none.
        let own = adopt(&store, &[shard("a", "u/", "")], &none, &mut |_| ()).unwrap();
        assert_eq!(own.keys, 1);
        // What only has the name is somebody's data.
        let data = NamesakeData::from([(name, key)]);
        let adopted = adopt(&store, &whole, &data, &mut |_| ()).unwrap();
        assert_eq!(adopted.keys, 3);
    }

    #[test]
    fn prefixes_and_mounts_make_logical_keys() {
        let (_directory, store) = store(&[
            ("a", &["fleet/t/1", "fleet/t/2", "other/x"]),
            ("b", &["t/1", "t/3"]),
            ("v", &["t/1"]),
        ]);
        let shards = [
            shard("b", "", ""),
            shard("a", "fleet/", ""),
            shard("v", "", "video/"),
        ];
        let mut told = 0;
        let adopted = adopt(&store, &shards, &NamesakeData::new(), &mut |keys| {
            told += keys;
        })
        .unwrap();
        assert_eq!((adopted.keys, told), (4, 4));
        for (key, home) in [("t/1", "b"), ("t/2", "a"), ("t/3", "b"), ("video/t/1", "v")] {
            assert_eq!(
                adopted.map.locate(&key.into()).unwrap().shard.name,
                home.into()
            );
        }
        assert_eq!(adopted.holdings[1].shadow_objects, 1);
    }

    #[test]
    fn a_shard_never_looked_at_is_not_taken_for_empty() {
        let (_directory, store) = store(&[("a", &["k"])]);
        let shards = [shard("a", "", ""), shard("b", "", "")];
        let error = adopt(&store, &shards, &NamesakeData::new(), &mut |_| ()).unwrap_err();
        assert!(matches!(error, AdoptError::NoInventory(name) if name == "b".into()));
    }
}
