//! Owner markers: `.shardctl/owner.json` below each shard's prefix says whose the shard is, so that two
//! fleets never move objects of one bucket.

use std::collections::{BTreeMap, BTreeSet};

use futures::future::try_join_all;
use serde::{Deserialize, Serialize};

use crate::placement::{OWNER_MARKER, Shard, ShardName};
use crate::ports::{
    Bucket, BucketError, BucketErrorKind, BucketReader, ControlStore, Host, PutRequest,
    StoreIdentity, World, WriteCondition,
};

use super::FleetError;
use super::document::{Document, decode, encode};

/// Whose a shard is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnerMarker {
    format: String,
    /// The fleet.
    pub fleet_id: String,
    /// Where its map is published; in local mode [`LOCAL`] and the number of the state directory.
    pub control: String,
    /// Name of the shard in it; empty in markers that do not say.
    #[serde(default)]
    pub shard: String,
}

/// Begins the place of a map that is published to a state directory only.
pub const LOCAL: &str = "state directory ";

/// What looking at the shards' markers found.
#[derive(Debug, Default)]
pub struct Seen {
    /// Shards marked as ours: they need no mark any more.
    pub marked: BTreeSet<ShardName>,
    /// Shards whose marker could not be read.
    pub failed: BTreeMap<ShardName, BucketError>,
}

impl Document for OwnerMarker {
    const FORMAT: &'static str = "shardctl.owner/1";

    fn format(&self) -> &str {
        &self.format
    }
}

impl OwnerMarker {
    /// The marker of a fleet whose map is published at `control`.
    pub fn new(fleet_id: &str, control: String) -> Self {
        Self {
            format: Self::FORMAT.to_owned(),
            fleet_id: fleet_id.to_owned(),
            control,
            shard: String::new(),
        }
    }

    /// Looks whose the shards are, and marks none. A shard that cannot be read keeps nobody from working on
    /// the others, nor does one that is silent keep anybody waiting; another fleet's is an error, as that of
    /// [`mark`](Self::mark).
    pub async fn look(
        &self,
        world: &dyn World,
        shards: impl Iterator<Item = &Shard>,
    ) -> Result<Seen, FleetError> {
        let shards: Vec<&Shard> = shards.collect();
        let known = &names_of(&shards);
        let looks = shards.iter().map(|shard| async move {
            let bucket = world.glance(&shard.endpoint, &shard.bucket);
            let mut looked = self.look_at(bucket.as_ref(), shard, known).await;
            if matches!(&looked, Err(FleetError::Bucket(error)) if error.status.is_some()) {
                // It is not away, only busy or unwell: that takes more than a glance.
                let bucket = world.reader(&shard.endpoint, &shard.bucket);
                looked = self.look_at(bucket.as_ref(), shard, known).await;
            }
            let found = match looked {
                Ok(found) => Ok(found),
                Err(FleetError::Bucket(error)) => Err(error),
                Err(other) => return Err(other),
            };
            Ok::<_, FleetError>((shard.name.clone(), found))
        });
        let mut seen = Seen::default();
        for (name, found) in try_join_all(looks).await? {
            match found {
                Ok(Some(_)) => drop(seen.marked.insert(name)),
                Ok(None) => {}
                Err(error) => drop(seen.failed.insert(name, error)),
            }
        }
        Ok(seen)
    }

    /// Marks the shards, or finds them marked; those whose store failed.
    pub async fn mark_all(
        &self,
        world: &dyn World,
        shards: impl Iterator<Item = &Shard>,
    ) -> Result<BTreeMap<ShardName, BucketError>, FleetError> {
        let shards: Vec<&Shard> = shards.collect();
        let known = &names_of(&shards);
        let marks = shards.iter().map(|shard| async move {
            let bucket = world.writer(&shard.endpoint, &shard.bucket);
            match self.mark_one(bucket.as_ref(), shard, known).await {
                Ok(()) => Ok(None),
                Err(FleetError::Bucket(error)) => Ok(Some((shard.name.clone(), error))),
                Err(other) => Err(other),
            }
        });
        let failed: BTreeMap<ShardName, BucketError> =
            try_join_all(marks).await?.into_iter().flatten().collect();
        // Each looked around before any was marked: two of them may lie in each other.
        let marked = shards
            .iter()
            .filter(|shard| !failed.contains_key(&shard.name));
        let again = self.look(world, marked.copied()).await?;
        Ok(failed.into_iter().chain(again.failed).collect())
    }

    /// Marks a shard that is to be one of the fleet's beside `others`, or finds it marked. Another fleet's
    /// marker, or another control location of this one, is an error, and so is one of `others` in which it
    /// lies, or which lies in it.
    pub async fn mark<'a>(
        &self,
        world: &dyn World,
        shard: &'a Shard,
        others: impl Iterator<Item = &'a Shard>,
    ) -> Result<(), FleetError> {
        let all: Vec<&Shard> = others.chain([shard]).collect();
        let bucket = world.writer(&shard.endpoint, &shard.bucket);
        self.mark_one(bucket.as_ref(), shard, &names_of(&all))
            .await?;
        self.look(world, all.into_iter()).await.map(drop)
    }

    async fn mark_one(
        &self,
        bucket: &dyn Bucket,
        shard: &Shard,
        known: &BTreeSet<ShardName>,
    ) -> Result<(), FleetError> {
        let key = marker_key(shard);
        if self.look_at(bucket, shard, known).await?.is_some() {
            return Ok(());
        }
        let request = PutRequest {
            key: key.clone(),
            body: encode(&Self {
                shard: shard.name.0.clone(),
                ..self.clone()
            }),
            condition: WriteCondition::IfAbsent,
            ..PutRequest::default()
        };
        match bucket.put(&request).await {
            Err(error) if !is_settled_by_reading(&error) => return Err(error.into()),
            Ok(_) | Err(_) => {}
        }
        // The answer alone proves nothing: some stores ignore the condition, and the last writer wins.
        match read(bucket, &key).await? {
            Some(found) => self.check(shard, &found),
            None => Err(BucketError::new(
                BucketErrorKind::Unavailable,
                "PutObject",
                &shard.bucket,
                "the owner marker was not kept",
            )
            .with_key(&key)
            .into()),
        }
    }

    /// The marker of a shard, which must be ours; and that none is around it: another fleet's, or of one of
    /// the `known` shards of this one, whose names do not tell that they are one place.
    async fn look_at<B: BucketReader + ?Sized>(
        &self,
        bucket: &B,
        shard: &Shard,
        known: &BTreeSet<ShardName>,
    ) -> Result<Option<Self>, FleetError> {
        let found = read(bucket, &marker_key(shard)).await?;
        if let Some(found) = &found {
            self.check(shard, found)?;
        }
        let around = places_of_markers("", &shard.prefix);
        let keys: Vec<String> = around.map(|at| format!("{at}{OWNER_MARKER}")).collect();
        let around = try_join_all(keys.iter().map(|key| read_around(bucket, key))).await?;
        for around in around.into_iter().flatten() {
            if around.fleet_id != self.fleet_id {
                return Err(FleetError::ForeignShard {
                    shard: shard.name.clone(),
                    fleet_id: around.fleet_id,
                    control: around.control,
                });
            }
            let name = ShardName::from(around.shard.as_str());
            // That of a shard which is no longer one of the fleet's says nothing.
            if around.shard.is_empty() || known.contains(&name) {
                return Err(FleetError::OneShardTwice {
                    shard: shard.name.clone(),
                    marked: name,
                });
            }
        }
        Ok(found)
    }

    fn check(&self, shard: &Shard, found: &Self) -> Result<(), FleetError> {
        if found.fleet_id != self.fleet_id {
            return Err(FleetError::ForeignShard {
                shard: shard.name.clone(),
                fleet_id: found.fleet_id.clone(),
                control: found.control.clone(),
            });
        }
        if !found.shard.is_empty() && found.shard != shard.name.0 {
            return Err(FleetError::OneShardTwice {
                shard: shard.name.clone(),
                marked: found.shard.as_str().into(),
            });
        }
        if found.control != self.control {
            return Err(FleetError::Elsewhere {
                place: self.control.clone(),
                marked: found.control.clone(),
            });
        }
        Ok(())
    }
}

/// Whose a shard says that it is; `None` where it says nothing.
pub async fn marker_of(
    world: &dyn World,
    shard: &Shard,
) -> Result<Option<OwnerMarker>, FleetError> {
    let bucket = world.glance(&shard.endpoint, &shard.bucket);
    read(bucket.as_ref(), &marker_key(shard)).await
}

fn marker_key(shard: &Shard) -> String {
    format!("{}{OWNER_MARKER}", shard.prefix)
}

fn names_of(shards: &[&Shard]) -> BTreeSet<ShardName> {
    shards.iter().map(|shard| shard.name.clone()).collect()
}

/// The prefixes of shards that would hold all keys that begin with `range`, and no other key than those that
/// begin with `within`: from `within` itself on, without `range`. Of a very long range only those that end with
/// a slash.
pub fn places_of_markers<'a>(within: &str, range: &'a str) -> impl Iterator<Item = &'a str> {
    const ALL: usize = 128;
    let begin = within.len();
    let is_long = range.len() - begin.min(range.len()) > ALL;
    let ends = (begin..range.len()).filter(move |&end| {
        let whole = range.is_char_boundary(end);
        whole && (!is_long || end == begin || range[..end].ends_with('/'))
    });
    ends.map(|end| &range[..end])
}

/// Whether an object of the name of a marker is one, of whatever version: others may give data that name.
fn is_owner_marker(bytes: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Any {
        format: String,
    }
    let any = serde_json::from_slice::<Any>(bytes);
    any.is_ok_and(|any| any.format.starts_with("shardctl.owner/"))
}

/// Whether the object under `key` marks a shard: by its name alone it is data like any other.
pub async fn marks_a_shard(
    bucket: &(impl BucketReader + ?Sized),
    key: &str,
) -> Result<bool, BucketError> {
    match bucket.get(key, None).await {
        Ok(object) => Ok(is_owner_marker(&object.bytes)),
        Err(error) if error.kind == BucketErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// The marker around a shard, where there is one. What only has its name is somebody's data.
async fn read_around<B: BucketReader + ?Sized>(
    bucket: &B,
    key: &str,
) -> Result<Option<OwnerMarker>, FleetError> {
    match bucket.get(key, None).await {
        Ok(object) if is_owner_marker(&object.bytes) => {
            decode(bucket.name(), key, &object.bytes).map(Some)
        }
        Ok(_) => Ok(None),
        Err(error) if error.kind == BucketErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Whether somebody else, or we, may have written it.
fn is_settled_by_reading(error: &BucketError) -> bool {
    error.may_have_happened()
        || matches!(
            error.kind,
            BucketErrorKind::PreconditionFailed | BucketErrorKind::Conflict
        )
}

async fn read<B: BucketReader + ?Sized>(
    bucket: &B,
    key: &str,
) -> Result<Option<OwnerMarker>, FleetError> {
    match bucket.get(key, None).await {
        Ok(object) if !is_owner_marker(&object.bytes) => Err(FleetError::NotOurs {
            bucket: bucket.name().to_owned(),
            key: key.to_owned(),
        }),
        Ok(object) => decode(bucket.name(), key, &object.bytes).map(Some),
        Err(error) if error.kind == BucketErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// In local mode the map is published into the state directory, which its number on the disk tells from
/// a copy of it; its path may mean another one elsewhere.
pub(super) fn owner_marker(
    identity: &StoreIdentity,
    control: &dyn ControlStore,
    host: &Host,
) -> OwnerMarker {
    let place = if control.is_shared() {
        control.place()
    } else {
        let inode = host.directory.rsplit(':').next().unwrap_or_default();
        format!("{LOCAL}{inode}")
    };
    OwnerMarker::new(&identity.fleet_id, place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_may_be_at_every_beginning_of_a_range() {
        let places = |within, range| places_of_markers(within, range).collect::<Vec<_>>();
        assert_eq!(places("", "a/b"), ["", "a", "a/"]);
        assert_eq!(places("a/", "a/ü/"), ["a/", "a/ü"]);
        assert_eq!(places("", ""), [""; 0]);
        assert_eq!(places("a/", "a/"), [""; 0]);
        let long = format!("x/{}/y", "z".repeat(200));
        let deepest = format!("x/{}/", "z".repeat(200));
        assert_eq!(places("", &long), ["", "x/", &deepest]);
    }
}
