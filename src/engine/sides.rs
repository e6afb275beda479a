//! [`Sides`]: who holds the objects of a segment: the listings of all shards, merged by logical key. One page
//! of each is in memory.

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
    segment: Segment,
    parts: Vec<Side>,
}

/// A part of a shard whose object keys and logical keys have one order: what has always lain there, or one
/// segment that was moved there from another mount.
struct Side {
    shard: Shard,
    bucket: Arc<dyn BucketReader>,
    request: ListRequest,
    foreign: bool,
    /// One key, the first that starts with it.
    exact: bool,
    page: VecDeque<(Key, ListedObject)>,
    ended: bool,
}

impl<'a> Sides<'a> {
    /// Every object of every shard of the map; asks nothing yet.
    pub fn open(world: &dyn World, map: &'a ShardMap) -> Self {
        Self::within(world, map, Segment::Prefix(Key::default()))
    }

    /// The objects whose logical keys are in `segment`, more specific segments included; asks nothing yet.
    pub fn within(world: &dyn World, map: &'a ShardMap, segment: Segment) -> Self {
        let mut parts = Vec::new();
        for shard in map.shards() {
            let bucket = world.reader(&shard.endpoint, &shard.bucket);
            let exact = matches!(segment, Segment::Exact(_));
            if let Some(prefix) = native_range(shard, &segment) {
                parts.push(Side::new(shard, &bucket, prefix, false, exact));
            }
            let moved_here = map.rules().filter(|rule| {
                let key = rule.segment.key().as_bytes();
                rule.shard == shard.name && !key.starts_with(shard.mount.as_bytes())
            });
            for rule in moved_here {
                let narrower = if segment.covers(&rule.segment) {
                    &rule.segment
                } else if rule.segment.covers(&segment) {
                    &segment
                } else {
                    continue;
                };
                let prefix = shard
                    .object_key(narrower.key())
                    .to_string_lossy()
                    .into_owned();
                let exact = matches!(narrower, Segment::Exact(_));
                parts.push(Side::new(shard, &bucket, prefix, true, exact));
            }
        }
        Self {
            map,
            segment,
            parts,
        }
    }

    /// The next key with everybody who holds it.
    pub async fn next(
        &mut self,
        unreadable: &mut BTreeMap<ShardName, BucketError>,
    ) -> Option<(Key, Vec<Holder>)> {
        for side in &mut self.parts {
            if let Err(error) = side.fill(self.map, &self.segment).await {
                unreadable.insert(side.shard.name.clone(), error);
                side.ended = true;
            }
        }
        let heads = self.parts.iter().filter_map(|side| side.page.front());
        let key = heads.map(|(key, _)| key).min()?.clone();
        let mut holders: Vec<Holder> = Vec::new();
        for side in &mut self.parts {
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

/// What the object keys of a segment start with where it has always lain in this shard; `None` where none can.
fn native_range(shard: &Shard, segment: &Segment) -> Option<String> {
    let (key, mount) = (segment.key().as_bytes(), shard.mount.as_bytes());
    if key.starts_with(mount) {
        return Some(
            shard
                .object_key(segment.key())
                .to_string_lossy()
                .into_owned(),
        );
    }
    let around = matches!(segment, Segment::Prefix(_)) && mount.starts_with(key);
    around.then(|| shard.prefix.clone())
}

impl Side {
    fn new(
        shard: &Shard,
        bucket: &Arc<dyn BucketReader>,
        prefix: String,
        foreign: bool,
        exact: bool,
    ) -> Self {
        Self {
            shard: shard.clone(),
            bucket: Arc::clone(bucket),
            request: ListRequest {
                prefix,
                page_size: exact.then_some(1),
                ..ListRequest::default()
            },
            exact,
            foreign,
            page: VecDeque::new(),
            ended: false,
        }
    }

    /// Sees to it that the next object is known, where there is one.
    async fn fill(&mut self, map: &ShardMap, segment: &Segment) -> Result<(), BucketError> {
        while self.page.is_empty() && !self.ended {
            let page = self.bucket.list(&self.request).await?;
            self.ended = self.exact || page.next.is_none();
            self.request.continuation = page.next;
            for object in page.objects {
                let key = self.key_of(map, &object.key);
                if let Some(key) = key.filter(|key| segment.contains(key.as_bytes())) {
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
