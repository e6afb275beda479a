//! [`BucketReader`] and [`Bucket`]: one bucket on one endpoint.
//!
//! Two traits, so that what only reads cannot write: every command of the read-only half takes a
//! [`BucketReader`].

use std::collections::BTreeMap;

use async_trait::async_trait;
use bytes::Bytes;

use super::BucketError;

/// One page of a listing to ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListRequest {
    /// Only keys that start with this.
    pub prefix: String,
    /// Roll keys up to the first delimiter after the prefix into `common_prefixes`.
    pub delimiter: Option<String>,
    /// Only keys after this one, in byte order; need not exist.
    pub start_after: Option<String>,
    /// `next` of the page before; `start_after` is then ignored.
    pub continuation: Option<String>,
    /// At most this many keys and common prefixes; the store caps it at 1,000.
    pub page_size: Option<u32>,
}

/// An object as a listing shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedObject {
    /// Key, decoded.
    pub key: String,
    /// Bytes.
    pub size: u64,
    /// With its quotes, as the store wrote it.
    pub etag: String,
    /// Milliseconds UTC; whole seconds on most stores.
    pub last_modified_ms: i64,
    /// `None` where the store left it out, which means STANDARD.
    pub storage_class: Option<String>,
}

/// One page of a listing, keys in byte order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListPage {
    /// Objects in byte order of their keys.
    pub objects: Vec<ListedObject>,
    /// Rolled-up prefixes, when a delimiter was asked for.
    pub common_prefixes: Vec<String>,
    /// Continuation of the listing; `None` on the last page.
    pub next: Option<String>,
}

/// Part of an object, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByteRange {
    /// Offset of the first byte.
    pub first: u64,
    /// Offset of the last byte.
    pub last: u64,
}

/// What HEAD and GET tell of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectHead {
    /// Bytes of the whole object.
    pub size: u64,
    /// With its quotes, as the store wrote it.
    pub etag: String,
    /// Milliseconds UTC.
    pub last_modified_ms: i64,
    /// On versioned buckets.
    pub version_id: Option<String>,
    /// System headers that travel with the object, by lower-case header name: `content-type`,
    /// `cache-control`, `content-disposition`, `content-encoding`, `content-language`, `expires`,
    /// `x-amz-website-redirect-location`, `x-amz-storage-class`.
    pub headers: BTreeMap<String, String>,
    /// User metadata, names lower-case and without `x-amz-meta-`.
    pub metadata: BTreeMap<String, String>,
    /// Stored checksums, by lower-case header name (`x-amz-checksum-crc64nvme`): base64.
    pub checksums: BTreeMap<String, String>,
}

/// An object's bytes with its head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectBody {
    /// What HEAD would say.
    pub head: ObjectHead,
    /// The bytes asked for.
    pub bytes: Bytes,
}

/// The reading half of a bucket. Every call is safe to repeat.
#[async_trait]
pub trait BucketReader: Send + Sync {
    /// The bucket's name.
    fn name(&self) -> &str;

    /// One page of ListObjectsV2. A page is a consistent view; a listing of several pages is not.
    async fn list(&self, request: &ListRequest) -> Result<ListPage, BucketError>;

    /// HeadObject. `NotFound` when the key is absent or its newest version is a delete marker.
    async fn head(&self, key: &str) -> Result<ObjectHead, BucketError>;

    /// GetObject, whole or a range, read to its end. Meant for objects that fit in memory; large
    /// ones are read in ranges.
    async fn get(&self, key: &str, range: Option<ByteRange>) -> Result<ObjectBody, BucketError>;
}

/// The writing half.
#[async_trait]
pub trait Bucket: BucketReader {}
