//! Owner markers: `.shardctl/owner.json` below each shard's prefix says whose the shard is, so that two
//! fleets never move objects of one bucket.

use std::collections::{BTreeMap, BTreeSet};

use futures::future::try_join_all;
use serde::{Deserialize, Serialize};

use crate::placement::{OWNER_MARKER, Shard, ShardName};
use crate::ports::{
    Bucket, BucketError, BucketErrorKind, BucketReader, PutRequest, World, WriteCondition,
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
    /// the others; another fleet's is an error, as that of [`mark`](Self::mark).
    pub async fn look(
        &self,
        world: &dyn World,
        shards: impl Iterator<Item = &Shard>,
    ) -> Result<Seen, FleetError> {
        let looks = shards.map(|shard| async move {
            let bucket = world.reader(&shard.endpoint, &shard.bucket);
            let found = match read(bucket.as_ref(), &marker_key(shard)).await {
                Ok(found) => Ok(found),
                Err(FleetError::Bucket(error)) => Err(error),
                Err(other) => return Err(other),
            };
            if let Ok(Some(found)) = &found {
                self.check(shard, found)?;
            }
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
        let marks = shards.map(|shard| async move {
            let bucket = world.writer(&shard.endpoint, &shard.bucket);
            match self.mark_one(bucket.as_ref(), shard).await {
                Ok(()) => Ok(None),
                Err(FleetError::Bucket(error)) => Ok(Some((shard.name.clone(), error))),
                Err(other) => Err(other),
            }
        });
        Ok(try_join_all(marks).await?.into_iter().flatten().collect())
    }

    /// Marks the shards, or finds them marked. Another fleet's marker, or another control location of
    /// this one, is an error.
    pub async fn mark(
        &self,
        world: &dyn World,
        shards: impl Iterator<Item = &Shard>,
    ) -> Result<(), FleetError> {
        let marks = shards.map(|shard| async move {
            let bucket = world.writer(&shard.endpoint, &shard.bucket);
            self.mark_one(bucket.as_ref(), shard).await
        });
        try_join_all(marks).await.map(drop)
    }

    async fn mark_one(&self, bucket: &dyn Bucket, shard: &Shard) -> Result<(), FleetError> {
        let key = marker_key(shard);
        if let Some(found) = read(bucket, &key).await? {
            return self.check(shard, &found);
        }
        // A shard that this one lies within is another fleet's: within a fleet none overlap.
        for around in prefixes_around(&shard.prefix) {
            if let Some(found) = read(bucket, &format!("{around}{OWNER_MARKER}")).await? {
                return Err(FleetError::ForeignShard {
                    shard: shard.name.clone(),
                    fleet_id: found.fleet_id,
                    control: found.control,
                });
            }
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

fn marker_key(shard: &Shard) -> String {
    format!("{}{OWNER_MARKER}", shard.prefix)
}

/// The directories that a prefix lies in, from none on.
fn prefixes_around(prefix: &str) -> impl Iterator<Item = &str> {
    let slashes = prefix.match_indices('/').map(|(at, _)| at + 1);
    let around = std::iter::once(0).chain(slashes);
    around
        .filter(|&end| end < prefix.len())
        .map(|end| &prefix[..end])
}

/// Whether somebody else, or we, may have written it.
fn is_settled_by_reading(error: &BucketError) -> bool {
    error.may_have_happened()
        || matches!(
            error.kind,
            BucketErrorKind::PreconditionFailed | BucketErrorKind::Conflict
        )
}

async fn read(bucket: &dyn BucketReader, key: &str) -> Result<Option<OwnerMarker>, FleetError> {
    match bucket.get(key, None).await {
        Ok(object) => decode(bucket.name(), key, &object.bytes).map(Some),
        Err(error) if error.kind == BucketErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}
