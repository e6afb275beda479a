//! Reads what is true of the buckets of a move, and has it judged.

use crate::migration::{Fact, PresignedSeen, Reading, Sides, Unread, judge};
use crate::placement::ShardName;
use crate::ports::{BucketErrorKind, BucketReader, StoreError, World};

/// One bucket of a move, and what the object keys of the move begin with in it.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// It.
    pub bucket: &'a dyn BucketReader,
    /// What its keys begin with.
    pub range: &'a str,
}

/// What is known without asking the buckets.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    /// Objects to move.
    pub objects: Option<u64>,
    /// Use of presigned URLs of the source.
    pub presigned: Option<PresignedSeen>,
    /// Time between switch and the first delete, milliseconds.
    pub grace_ms: i64,
    /// Whether open uploads are looked for.
    pub uploads: bool,
}

/// The facts of two buckets.
pub async fn read_facts(source: Side<'_>, target: Side<'_>, known: Known) -> Vec<Fact> {
    let uploads = async {
        if known.uploads {
            open_uploads(source).await
        } else {
            Ok(0)
        }
    };
    let (from, to, uploads) = futures::join!(
        source.bucket.configuration(),
        target.bucket.configuration(),
        uploads
    );
    judge(&Sides {
        source: &from,
        target: &to,
        source_range: source.range,
        target_range: target.range,
        objects: known.objects,
        uploads,
        presigned: known.presigned,
        grace_ms: known.grace_ms,
    })
}

/// Uploads that are open in a range.
async fn open_uploads(side: Side<'_>) -> Reading<u64> {
    let (mut count, mut after) = (0, None);
    loop {
        let page = match side.bucket.list_uploads(side.range, after.as_ref()).await {
            Ok(page) => page,
            Err(error) => {
                let words = error.to_string();
                return Err(match error.kind {
                    BucketErrorKind::NotImplemented => Unread::NotOffered,
                    BucketErrorKind::Denied => Unread::Denied(words),
                    _ => Unread::Failed(words),
                });
            }
        };
        count += page.uploads.len() as u64;
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(count),
        }
    }
}

/// What the logs show of presigned URLs of a shard.
pub fn presigned_of(
    world: &dyn World,
    shard: &ShardName,
) -> Result<Option<PresignedSeen>, StoreError> {
    let Some(stats) = world.existing_stats_store()? else {
        return Ok(None);
    };
    let hours = stats.shard_hours()?;
    Ok(hours.presigned().get(shard).map(|used| PresignedSeen {
        last_ms: used.last_ms,
        longest_ms: used.longest_s.map(|s| i64::from(s) * 1_000),
    }))
}
