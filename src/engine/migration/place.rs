//! [`Place`]: one side of a move, a shard with its bucket. The only way of the engine to a delete of
//! data, and that takes a [`DeletionPermit`].

use std::sync::Arc;

use crate::migration::{DeletionPermit, ObjectVersion, Outcome};
use crate::placement::{Key, Segment, Shard};
use crate::ports::{
    Bucket, BucketError, BucketErrorKind, DeleteReceipt, DeleteRequest, ListRequest, ListedObject,
    ObjectHead, World,
};

use super::lister::Lister;
use super::meter::{Purse, Shop};
use super::metered_bucket::{Gauge, MeteredBucket};
use super::outcome::{Trouble, outcome_of};

/// What a key was seen to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// An object.
    Present(Present),
    /// Nothing, in a bucket that answered in the same breath.
    Absent,
    /// Nobody knows.
    Unreadable(Trouble),
}

/// An object as a listing or a HEAD shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Present {
    /// Which.
    pub(super) version: ObjectVersion,
    /// Its storage class; `None` for STANDARD.
    pub(super) class: Option<String>,
}

impl Side {
    /// The object, where there is one.
    pub(super) fn present(&self) -> Option<&Present> {
        match self {
            Self::Present(present) => Some(present),
            Self::Absent | Self::Unreadable(_) => None,
        }
    }

    /// As a page of a listing shows it.
    pub(super) fn of_listing(listed: Option<&ListedObject>) -> Self {
        listed.map_or(Self::Absent, |listed| {
            Self::Present(Present {
                version: ObjectVersion {
                    etag: listed.etag.clone(),
                    version_id: None,
                    size: listed.size,
                    last_modified_ms: listed.last_modified_ms,
                },
                class: kept_class(listed.storage_class.as_deref()),
            })
        })
    }

    /// As a HEAD shows it.
    pub(super) fn of_head(head: &ObjectHead) -> Self {
        let class = head.headers.get("x-amz-storage-class");
        Self::Present(Present {
            version: version_of(head),
            class: kept_class(class.map(String::as_str)),
        })
    }
}

/// The version that a HEAD shows.
pub(super) fn version_of(head: &ObjectHead) -> ObjectVersion {
    ObjectVersion {
        etag: head.etag.clone(),
        version_id: head.version_id.clone(),
        size: head.size,
        last_modified_ms: head.last_modified_ms,
    }
}

fn kept_class(class: Option<&str>) -> Option<String> {
    class
        .filter(|class| *class != "STANDARD")
        .map(str::to_owned)
}

/// A shard that can be read and written.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) shard: Shard,
    pub(super) bucket: Arc<dyn Bucket>,
}

impl Place {
    /// The shard's bucket, through `world`.
    pub(super) fn open(world: &dyn World, shard: &Shard) -> Self {
        Self {
            shard: shard.clone(),
            bucket: world.writer(&shard.endpoint, &shard.bucket),
        }
    }

    /// The same place, where what is asked is counted.
    pub(super) fn metered(self, purse: &Purse, shop: Shop, gauge: Gauge) -> Self {
        Self {
            bucket: Arc::new(MeteredBucket {
                bucket: self.bucket,
                purse: purse.clone(),
                shop,
                gauge,
            }),
            ..self
        }
    }

    /// The object key of a logical key: `None` when it is not UTF-8, which no key from a bucket is.
    pub(super) fn object_key(&self, key: &Key) -> Option<String> {
        self.shard.object_key(key).as_str().map(str::to_owned)
    }

    /// What every object key of a segment starts with here; `None` when no prefix holds them all
    /// and in order: part of the segment is this shard's mount and part is not.
    pub(super) fn range(&self, segment: &Segment) -> Option<String> {
        let key = segment.key().as_bytes();
        let mount = self.shard.mount.as_bytes();
        let split = matches!(segment, Segment::Prefix(_))
            && mount.len() > key.len()
            && mount.starts_with(key);
        if split {
            return None;
        }
        self.object_key(segment.key())
    }

    /// Lists what lies where a segment's objects are.
    pub(super) fn lister(&self, segment: &Segment) -> Option<Lister> {
        let range = self.range(segment)?;
        let exact = matches!(segment, Segment::Exact(_));
        Some(Lister::new(self.bucket.clone(), range, exact))
    }

    /// Whether an object lies where only records of ours do: such are never moved.
    pub(super) fn is_record(&self, object_key: &str) -> bool {
        self.shard.is_own_record(object_key.as_bytes())
    }

    /// Looks at one key. Absence takes a bucket that answers too.
    pub(super) async fn look(&self, key: &str) -> (Side, Option<ObjectHead>) {
        let error = match self.bucket.head(key).await {
            Ok(head) => return (Side::of_head(&head), Some(head)),
            Err(error) => error,
        };
        if error.kind != BucketErrorKind::NotFound {
            let told = self.reason(error).await;
            return (Side::Unreadable(Trouble::from(&told)), None);
        }
        match self.bucket.head_bucket().await {
            Ok(_) => (Side::Absent, None),
            Err(error) => (Side::Unreadable(Trouble::from(&error)), None),
        }
    }

    /// The reason of a refused HEAD: its answer has no body to say one, and that of a listing has.
    async fn reason(&self, error: BucketError) -> BucketError {
        if error.kind != BucketErrorKind::Invalid || error.code.is_some() {
            return error;
        }
        let request = ListRequest {
            prefix: self.shard.prefix.clone(),
            page_size: Some(1),
            ..ListRequest::default()
        };
        self.bucket.list(&request).await.err().unwrap_or(error)
    }

    /// Sends the delete that the permit allows, once.
    pub(super) async fn delete(&self, permit: DeletionPermit) -> Outcome<DeleteReceipt> {
        let request = DeleteRequest {
            key: permit.key().to_owned(),
            version_id: None,
            if_match: permit.if_match().map(str::to_owned),
        };
        outcome_of(self.bucket.delete(&request).await)
    }
}
