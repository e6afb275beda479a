//! A data object, read back together: every member of a key or directory from whichever copy proves good, into a
//! directory of this host. Sends only reading requests, and settles nothing.
//!
//! A move that was interrupted leaves two copies, of which one may be torn. The map's copy comes first; what
//! the journal proved of a version, what the store keeps as its checksum, and its ETag tell whether
//! the bytes that came are the object's. A copy that does not prove good is passed over for the next.

mod copy;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::engine::sides::{Holder, Sides};
use crate::migration::{Migration, Transfer};
use crate::placement::{Key, Segment, ShardMap, ShardName};
use crate::ports::{BucketError, JournalStore, ObjectDir, StoreError, World};

use copy::{Attempt, read_copy};

pub use copy::Evidence;

/// Members read at a time.
const WAYS: usize = 8;

/// A member that was read back.
#[derive(Clone, Debug, Serialize)]
pub struct Member {
    /// Logical key; `None` where it is not UTF-8.
    pub key: Option<String>,
    /// The bytes of such a key, hex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_hex: Option<String>,
    /// The file, relative to the directory.
    pub file: String,
    /// Its bytes.
    pub size_bytes: u64,
    /// SHA-256 of them, hex.
    pub sha256: String,
    /// The shard that it was read from.
    pub shard: ShardName,
    /// The bucket of that shard.
    pub bucket: String,
    /// The key there.
    pub object_key: String,
    /// The ETag of what was read.
    pub etag: String,
    /// Where the map says that it is.
    pub map_says: Option<ShardName>,
    /// What shows that the bytes are the object's.
    pub evidence: Evidence,
    /// The state of its transfer, where a move of it has not ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer: Option<&'static str>,
    /// Copies before it that did not prove good.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub passed_over: Vec<PassedOver>,
}

/// A copy that was not taken.
#[derive(Clone, Debug, Serialize)]
pub struct PassedOver {
    /// Its shard.
    pub shard: ShardName,
    /// Why.
    pub why: String,
}

/// A member of which no copy proved good.
#[derive(Clone, Debug)]
pub struct Lost {
    /// Logical key.
    pub key: Key,
    /// What was wrong with each copy.
    pub copies: Vec<PassedOver>,
}

/// What was read back, and what could not be.
#[derive(Debug, Default)]
pub struct Reconstruction {
    /// In order of keys.
    pub members: Vec<Member>,
    /// Members that no copy of could be taken.
    pub lost: Vec<Lost>,
    /// Shards that could not be listed to their end: members that only they have are not known of.
    pub unreadable: BTreeMap<ShardName, BucketError>,
    /// Why the first copy could not be read that could not.
    pub error: Option<BucketError>,
}

/// A member to be read, and where it may be.
struct Wanted {
    key: Key,
    map_says: Option<ShardName>,
    /// The best first.
    holders: Vec<Holder>,
    transfer: Option<Transfer>,
}

/// Reads every member of `segment` into `dir`.
pub async fn reconstruct(
    world: &dyn World,
    map: &ShardMap,
    journal: Option<Box<dyn JournalStore>>,
    segment: &Segment,
    dir: &dyn ObjectDir,
    progress: &dyn Fn(u64),
) -> Result<Reconstruction, StoreError> {
    let migrations = match &journal {
        Some(journal) => journal.migrations()?,
        None => Vec::new(),
    };
    let mut found = Reconstruction::default();
    let mut sides = Sides::within(world, map, segment.clone());
    loop {
        let mut batch = Vec::new();
        while batch.len() < WAYS
            && let Some((key, holders)) = sides.next(&mut found.unreadable).await
        {
            let transfer = match &journal {
                Some(journal) => transfer_of(journal.as_ref(), &migrations, &key)?,
                None => None,
            };
            let map_says = map.locate(&key).map(|it| it.shard.name.clone());
            let holders = in_order(holders, map_says.as_ref());
            batch.push(Wanted {
                key,
                map_says,
                holders,
                transfer,
            });
        }
        if batch.is_empty() {
            return Ok(found);
        }
        let reads = batch.iter().map(|wanted| read_member(world, wanted, dir));
        for result in futures::future::join_all(reads).await {
            match result? {
                Read::Member(member) => {
                    progress(member.size_bytes);
                    found.members.push(*member);
                }
                Read::Lost(lost, error) => {
                    found.lost.push(lost);
                    found.error = found.error.or(error);
                }
            }
        }
    }
}

/// Whether the segment has any member.
pub async fn has_member(
    world: &dyn World,
    map: &ShardMap,
    segment: &Segment,
) -> Result<bool, BucketError> {
    let mut unreadable = BTreeMap::new();
    let mut sides = Sides::within(world, map, segment.clone());
    if sides.next(&mut unreadable).await.is_some() {
        return Ok(true);
    }
    match unreadable.into_values().next() {
        Some(error) => Err(error),
        None => Ok(false),
    }
}

enum Read {
    Member(Box<Member>),
    Lost(Lost, Option<BucketError>),
}

/// The map's copy first, the others in order of their shards.
fn in_order(mut holders: Vec<Holder>, map_says: Option<&ShardName>) -> Vec<Holder> {
    holders.sort_by(|a, b| {
        let elsewhere = |holder: &Holder| Some(&holder.shard.name) != map_says;
        (elsewhere(a), &a.shard.name).cmp(&(elsewhere(b), &b.shard.name))
    });
    holders
}

/// What the journal knows of a key in a move that has not ended.
fn transfer_of(
    journal: &dyn JournalStore,
    migrations: &[Migration],
    key: &Key,
) -> Result<Option<Transfer>, StoreError> {
    for migration in migrations.iter().rev() {
        for item in migration.moves.iter().filter(|item| !item.state.is_end()) {
            if !item.spec.segment.contains(key.as_bytes()) {
                continue;
            }
            let id = crate::migration::MoveId {
                migration: migration.id.clone(),
                n: item.n,
            };
            if let Some(transfer) = journal.transfer(&id, key)? {
                return Ok(Some(transfer));
            }
        }
    }
    Ok(None)
}

async fn read_member(
    world: &dyn World,
    wanted: &Wanted,
    dir: &dyn ObjectDir,
) -> Result<Read, StoreError> {
    let (mut copies, mut unread) = (Vec::new(), None);
    let proof = wanted.transfer.as_ref().and_then(|it| it.proof.as_ref());
    for holder in &wanted.holders {
        let mut file = dir.begin(&wanted.key)?;
        let why = match read_copy(world, holder, proof, file.as_mut()).await? {
            Attempt::Good {
                evidence,
                sha256,
                size,
            } => {
                return Ok(Read::Member(Box::new(Member {
                    key: wanted.key.as_str().map(str::to_owned),
                    key_hex: hex_of(&wanted.key),
                    file: file.keep()?,
                    size_bytes: size,
                    sha256,
                    shard: holder.shard.name.clone(),
                    bucket: holder.shard.bucket.clone(),
                    object_key: holder.object.key.clone(),
                    etag: holder.object.etag.clone(),
                    map_says: wanted.map_says.clone(),
                    evidence,
                    transfer: wanted.transfer.as_ref().map(|it| it.state.name()),
                    passed_over: copies,
                })));
            }
            Attempt::Bad(why) => why,
            Attempt::Unread(error) => {
                let why = error.to_string();
                unread.get_or_insert(error);
                why
            }
        };
        let shard = holder.shard.name.clone();
        copies.push(PassedOver { shard, why });
    }
    let key = wanted.key.clone();
    Ok(Read::Lost(Lost { key, copies }, unread))
}

/// The bytes of a key that is no text.
fn hex_of(key: &Key) -> Option<String> {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or('0');
    let bytes = key.as_bytes().iter();
    let hex = bytes.flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    key.as_str().is_none().then(|| hex.collect())
}

#[cfg(test)]
mod tests;
