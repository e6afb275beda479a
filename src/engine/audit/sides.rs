//! [`Sides`]: the listings of all shards, merged by logical key. One page of each is in memory.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::placement::{Key, Segment, Shard, ShardMap, ShardName};
use crate::ports::{BucketError, BucketReader, ListRequest, ListedObject, World};

/// An object of a key in one shard.
#[derive(Clone, Debug)]
pub struct Holder {
    /// The shard.
    pub shard: Shard,
    /// The object.
    pub object: ListedObject,
}

/// Listings in byte order of their logical keys.
pub struct Sides<'a> {
    map: &'a ShardMap,
    sides: Vec<Side>,
}

/// A part of a shard whose object keys and logical keys have one order: what has always lain there, or one
/// segment that was moved there from another mount.
struct Side {
    shard: Shard,
    bucket: Arc<dyn BucketReader>,
    request: ListRequest,
    foreign: bool,
    page: VecDeque<(Key, ListedObject)>,
    ended: bool,
}

impl<'a> Sides<'a> {
    /// Every shard of the map; asks nothing yet.
    pub fn open(world: &dyn World, map: &'a ShardMap) -> Self {
        let mut sides = Vec::new();
        for shard in map.shards() {
            let bucket = world.reader(&shard.endpoint, &shard.bucket);
            sides.push(Side::new(shard, &bucket, shard.prefix.clone(), false));
            let moved_here = map.rules().filter(|rule| {
                rule.shard == shard.name
                    && !rule
                        .segment
                        .key()
                        .as_bytes()
                        .starts_with(shard.mount.as_bytes())
            });
            for rule in moved_here {
                let inside = match &rule.segment {
                    Segment::Exact(key) | Segment::Prefix(key) => shard.object_key(key),
                };
                let prefix = inside.to_string_lossy().into_owned();
                sides.push(Side::new(shard, &bucket, prefix, true));
            }
        }
        Self { map, sides }
    }

    /// The next key with everybody who holds it.
    pub async fn next(
        &mut self,
        unreadable: &mut BTreeMap<ShardName, BucketError>,
    ) -> Option<(Key, Vec<Holder>)> {
        for side in &mut self.sides {
            if let Err(error) = side.fill(self.map).await {
                unreadable.insert(side.shard.name.clone(), error);
                side.ended = true;
            }
        }
        let heads = self.sides.iter().filter_map(|side| side.page.front());
        let key = heads.map(|(key, _)| key).min()?.clone();
        let mut holders: Vec<Holder> = Vec::new();
        for side in &mut self.sides {
            if side.page.front().is_some_and(|(head, _)| *head == key)
                && let Some((_, object)) = side.page.pop_front()
            {
                let shard = side.shard.clone();
                // Segments within segments are listed twice.
                if !holders.iter().any(|it| it.shard.name == shard.name) {
                    holders.push(Holder { shard, object });
                }
            }
        }
        Some((key, holders))
    }
}

impl Side {
    fn new(shard: &Shard, bucket: &Arc<dyn BucketReader>, prefix: String, foreign: bool) -> Self {
        Self {
            shard: shard.clone(),
            bucket: Arc::clone(bucket),
            request: ListRequest {
                prefix,
                ..ListRequest::default()
            },
            foreign,
            page: VecDeque::new(),
            ended: false,
        }
    }

    /// Sees to it that the next object is known, where there is one.
    async fn fill(&mut self, map: &ShardMap) -> Result<(), BucketError> {
        while self.page.is_empty() && !self.ended {
            let page = self.bucket.list(&self.request).await?;
            self.ended = page.next.is_none();
            self.request.continuation = page.next;
            for object in page.objects {
                if let Some(key) = self.key_of(map, &object.key) {
                    self.page.push_back((key, object));
                }
            }
        }
        Ok(())
    }

    /// The logical key of an object that belongs to this part.
    fn key_of(&self, map: &ShardMap, object_key: &str) -> Option<Key> {
        let bytes = object_key.as_bytes();
        if self.shard.is_own_record(bytes) {
            return None;
        }
        let key = map.logical_key(&self.shard.name, bytes)?;
        if key.as_bytes().is_empty() {
            return None;
        }
        let is_foreign = self.shard.logical_key(bytes).as_ref() != Some(&key);
        (is_foreign == self.foreign).then_some(key)
    }
}
