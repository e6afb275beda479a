//! Whether a sample of the objects that are known lies where the map says: one HEAD each. Reads only.

use futures::{StreamExt as _, stream};

use crate::placement::{Key, ShardMap, ShardName};
use crate::ports::{BucketError, BucketErrorKind, StoreError, World};

/// Objects asked for at a time.
const WAYS: usize = 32;

/// An object that is not where the map says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misplaced {
    /// Logical key.
    pub key: Key,
    /// Where the map says that it is.
    pub expected: ShardName,
    /// Where it is.
    pub found: Vec<ShardName>,
}

/// What asking for a sample found.
#[derive(Debug, Default)]
pub struct Sampled {
    /// Objects where the map says.
    pub there: u64,
    /// Objects that no shard has any more: removed since they were inventoried.
    pub removed: u64,
    /// Objects that another shard has alone, in order of keys.
    pub misplaced: Vec<Misplaced>,
    /// Objects that nobody could tell of, and why the first.
    pub unknown: u64,
    /// Why the first of them could not be asked for.
    pub error: Option<BucketError>,
}

/// About this share of the inventoried objects, in order of keys; each run that names another `salt` takes
/// others. `None` where nothing was inventoried.
pub fn draw(
    world: &dyn World,
    map: &ShardMap,
    share: f64,
    salt: &str,
) -> Result<Option<Vec<Key>>, StoreError> {
    let Some(stats) = world.existing_stats_store()? else {
        return Ok(None);
    };
    let mut keys = Vec::new();
    let mut any = false;
    for shard in map.shards() {
        any |= stats.inventory(&shard.name)?.is_some();
        stats.scan_inventory(&shard.name, &mut |object| {
            let bytes = object.key.as_bytes();
            if !shard.is_own_record(bytes)
                && let Some(key) = map.logical_key(&shard.name, bytes)
                && is_drawn(&key, share, salt)
            {
                keys.push(key);
            }
            true
        })?;
    }
    keys.sort_unstable();
    keys.dedup();
    Ok(any.then_some(keys))
}

/// Whether a key is in a sample of this share.
fn is_drawn(key: &Key, share: f64, salt: &str) -> bool {
    let bytes = salt.bytes().chain(key.as_bytes().iter().copied());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    // The low bits of this hash are its weakest, the high ones change too little with the last bytes.
    let mixed = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((mixed >> 11) as f64) < share * (1_u64 << 53) as f64
}

/// Asks for each of these objects where the map says, and for what is not there in every other shard.
pub async fn ask(
    world: &dyn World,
    map: &ShardMap,
    keys: &[Key],
    progress: &dyn Fn(u64),
) -> Sampled {
    let mut sampled = Sampled::default();
    let mut answers = stream::iter(keys)
        .map(|key| async move { (key, place_of(world, map, key).await) })
        .buffered(WAYS);
    while let Some((key, answer)) = answers.next().await {
        progress(1);
        match answer {
            Ok(Place::AsSaid) => sampled.there += 1,
            Ok(Place::Nowhere) => sampled.removed += 1,
            Ok(Place::Elsewhere { expected, found }) => sampled.misplaced.push(Misplaced {
                key: key.clone(),
                expected,
                found,
            }),
            Err(error) => {
                sampled.unknown += 1;
                sampled.error.get_or_insert(error);
            }
        }
    }
    sampled
}

enum Place {
    AsSaid,
    Nowhere,
    Elsewhere {
        expected: ShardName,
        found: Vec<ShardName>,
    },
}

async fn place_of(world: &dyn World, map: &ShardMap, key: &Key) -> Result<Place, BucketError> {
    let home = map.locate(key).map(|location| location.shard.name.clone());
    let Some(expected) = home else {
        return Ok(Place::Nowhere);
    };
    if has(world, map, &expected, key).await? {
        return Ok(Place::AsSaid);
    }
    let mut found = Vec::new();
    for other in map.shards().filter(|shard| shard.name != expected) {
        if has(world, map, &other.name, key).await? {
            found.push(other.name.clone());
        }
    }
    Ok(if found.is_empty() {
        Place::Nowhere
    } else {
        Place::Elsewhere { expected, found }
    })
}

/// Whether a shard has the object. That its bucket is there is asked for, too: a missing bucket is no absence.
async fn has(
    world: &dyn World,
    map: &ShardMap,
    shard: &ShardName,
    key: &Key,
) -> Result<bool, BucketError> {
    let Some(shard) = map.shard(shard) else {
        return Ok(false);
    };
    let object_key = shard.object_key(key);
    let Some(object_key) = object_key.as_str() else {
        return Ok(false);
    };
    let bucket = world.reader(&shard.endpoint, &shard.bucket);
    match bucket.head(object_key).await {
        Ok(_) => Ok(true),
        Err(error) if error.kind == BucketErrorKind::NotFound => {
            bucket.head_bucket().await.map(|_| false)
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_of_about_its_share_and_another_salt_draws_others() {
        let keys: Vec<Key> = (0..20_000)
            .map(|n| format!("tenant/42/{n:05}").into())
            .collect();
        let drawn = |share, salt| -> Vec<&Key> {
            let keys = keys.iter();
            keys.filter(|key| is_drawn(key, share, salt)).collect()
        };
        let (one, other) = (drawn(0.02, "one"), drawn(0.02, "other"));
        for sample in [&one, &other] {
            assert!((300..500).contains(&sample.len()), "{}", sample.len());
        }
        let both = one.iter().filter(|key| other.contains(key)).count();
        assert!(both < 40, "{both}");
        assert_eq!(drawn(1.0, "x").len(), keys.len());
        assert!(drawn(0.0, "x").is_empty());
    }
}
