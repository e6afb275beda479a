//! [`State`]: buckets, keys, versions and open uploads. Every operation runs to its end on a
//! borrowed state, which is what makes its conditions atomic.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::migration::BucketConfiguration;
use crate::ports::{Attributes, ChecksumAlgorithm, ChecksumType, ObjectHead, Versioning};

use super::bill::Bill;
use super::capabilities::Capabilities;
use super::configuration::{Change, Doings};
use super::content::Content;
use super::ids::Ids;
use super::refusal::Refusal;

/// The version id of what was written without versioning.
pub(super) const NULL_VERSION: &str = "null";

/// Characters of every other version id, as on AWS.
const VERSION_ID_LEN: usize = 32;

/// The longest key, bytes.
const MAX_KEY: usize = 1024;

/// What a version that is no delete marker holds.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) content: Content,
    /// With quotes.
    pub(super) etag: String,
    pub(super) attributes: Attributes,
    /// By header name.
    pub(super) checksums: BTreeMap<String, String>,
    pub(super) checksum_type: Option<ChecksumType>,
    /// Bytes of each part; empty where it was not uploaded in parts.
    pub(super) part_sizes: Vec<u64>,
}

/// One version of a key.
#[derive(Clone, Debug)]
pub(super) struct Version {
    pub(super) id: String,
    /// Whole seconds, in milliseconds UTC.
    pub(super) modified_ms: i64,
    /// `None` for a delete marker.
    pub(super) stored: Option<Arc<Stored>>,
}

/// A part of an open upload.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) content: Content,
    pub(super) md5: [u8; 16],
    pub(super) checksum: Option<crate::ports::Checksum>,
}

/// An open upload.
#[derive(Clone, Debug)]
pub(super) struct Upload {
    pub(super) initiated_ms: i64,
    /// The access key of whoever began it.
    pub(super) initiator: String,
    pub(super) attributes: Attributes,
    pub(super) checksum: Option<(ChecksumAlgorithm, ChecksumType)>,
    pub(super) parts: BTreeMap<u32, Part>,
}

/// One bucket.
#[derive(Debug, Default)]
pub(super) struct BucketState {
    pub(super) region: String,
    pub(super) versioning: Versioning,
    pub(super) configuration: BucketConfiguration,
    /// Versions of each key, oldest first; never empty.
    pub(super) keys: BTreeMap<String, Vec<Version>>,
    /// By key and upload id.
    pub(super) uploads: BTreeMap<(String, String), Upload>,
}

/// A conditional write that has begun and not ended.
#[derive(Debug)]
struct InFlight {
    bucket: String,
    key: String,
    /// A delete of the key took place meanwhile.
    disturbed: bool,
}

/// Everything the store holds.
#[derive(Debug)]
pub(super) struct State {
    pub(super) buckets: BTreeMap<String, BucketState>,
    pub(super) capabilities: Capabilities,
    pub(super) ids: Ids,
    pub(super) bill: Bill,
    pub(super) doings: Doings,
    in_flight: BTreeMap<u64, InFlight>,
    tickets: u64,
}

impl State {
    pub(super) fn new(seed: u64, capabilities: Capabilities) -> Self {
        Self {
            buckets: BTreeMap::new(),
            capabilities,
            ids: Ids::new(seed),
            bill: Bill::default(),
            doings: Doings::default(),
            in_flight: BTreeMap::new(),
            tickets: 0,
        }
    }

    pub(super) fn bucket(&self, name: &str) -> Result<&BucketState, Refusal> {
        self.buckets.get(name).ok_or_else(Refusal::no_such_bucket)
    }

    pub(super) fn bucket_mut(&mut self, name: &str) -> Result<&mut BucketState, Refusal> {
        self.buckets
            .get_mut(name)
            .ok_or_else(Refusal::no_such_bucket)
    }

    /// CreateBucket.
    pub(super) fn create_bucket(&mut self, name: &str, region: String) -> Result<(), Refusal> {
        if self.buckets.contains_key(name) {
            let message = "the bucket exists already and is yours";
            return Err(Refusal::new("BucketAlreadyOwnedByYou", 409, message));
        }
        let bucket = BucketState {
            region,
            ..BucketState::default()
        };
        self.buckets.insert(name.to_owned(), bucket);
        Ok(())
    }

    /// Starts watching `key` for deletes while a conditional write of it is under way.
    pub(super) fn begin_write(&mut self, bucket: &str, key: &str) -> u64 {
        self.tickets += 1;
        let write = InFlight {
            bucket: bucket.to_owned(),
            key: key.to_owned(),
            disturbed: false,
        };
        self.in_flight.insert(self.tickets, write);
        self.tickets
    }

    /// Ends the watch: whether the key was deleted meanwhile, which AWS answers with 409.
    pub(super) fn end_write(&mut self, ticket: u64) -> bool {
        let write = self.in_flight.remove(&ticket);
        write.is_some_and(|write| write.disturbed)
    }

    pub(super) fn disturb_writers(&mut self, bucket: &str, key: &str) {
        for write in self.in_flight.values_mut() {
            write.disturbed |= write.bucket == bucket && write.key == key;
        }
    }

    /// Puts a new version on top of a key, as the bucket's versioning has it: its id where the
    /// bucket is or was versioned.
    pub(super) fn push_version(
        &mut self,
        bucket: &str,
        key: &str,
        stored: Option<Arc<Stored>>,
        now_ms: i64,
    ) -> Result<Option<String>, Refusal> {
        let change = match stored {
            Some(_) => Change::Created,
            None => Change::Marked,
        };
        let announced = stored.clone();
        let id = self.push_silently(bucket, key, stored, now_ms)?;
        self.announce(bucket, key, change, announced.as_ref(), now_ms);
        Ok(id)
    }

    /// The same by the store itself: nobody is told.
    pub(super) fn push_silently(
        &mut self,
        bucket: &str,
        key: &str,
        stored: Option<Arc<Stored>>,
        now_ms: i64,
    ) -> Result<Option<String>, Refusal> {
        let versioning = self.bucket(bucket)?.versioning;
        let id = match versioning {
            Versioning::Enabled => self.ids.long(),
            Versioning::Unversioned | Versioning::Suspended => NULL_VERSION.to_owned(),
        };
        let versions = self.bucket_mut(bucket)?.keys.entry(key.to_owned());
        let versions = versions.or_default();
        if versioning != Versioning::Enabled {
            versions.retain(|version| version.id != NULL_VERSION);
        }
        versions.push(Version {
            id: id.clone(),
            modified_ms: whole_seconds(now_ms),
            stored,
        });
        Ok((versioning != Versioning::Unversioned).then_some(id))
    }
}

impl BucketState {
    /// The newest version, delete markers included.
    pub(super) fn newest(&self, key: &str) -> Option<&Version> {
        self.keys.get(key)?.last()
    }

    /// The newest version's ETag; `None` when the key is absent or deleted.
    pub(super) fn current_etag(&self, key: &str) -> Option<&str> {
        Some(&self.newest(key)?.stored.as_ref()?.etag)
    }

    /// The object that a read means: the newest, or the one of `version`.
    pub(super) fn object(
        &self,
        key: &str,
        version: Option<&str>,
    ) -> Result<(&Version, &Arc<Stored>), Refusal> {
        let Some(id) = version else {
            let newest = self.newest(key).ok_or_else(Refusal::no_such_key)?;
            let stored = newest.stored.as_ref().ok_or_else(Refusal::no_such_key)?;
            return Ok((newest, stored));
        };
        check_version_id(id)?;
        let mut versions = self.keys.get(key).into_iter().flatten();
        let found = versions.find(|version| version.id == id);
        let found = found.ok_or_else(Refusal::no_such_version)?;
        let marker = || Refusal::new("MethodNotAllowed", 405, "the version is a delete marker");
        Ok((found, found.stored.as_ref().ok_or_else(marker)?))
    }
}

impl Version {
    /// What HEAD tells; the version id only where the bucket is or was versioned.
    pub(super) fn head(&self, stored: &Stored, versioning: Versioning) -> ObjectHead {
        ObjectHead {
            size: stored.content.len(),
            etag: stored.etag.clone(),
            last_modified_ms: self.modified_ms,
            version_id: (versioning != Versioning::Unversioned).then(|| self.id.clone()),
            headers: stored.attributes.headers.clone(),
            metadata: stored.attributes.metadata.clone(),
            checksums: stored.checksums.clone(),
            checksum_type: stored.checksum_type,
        }
    }
}

/// S3 keeps times in whole seconds.
pub(super) fn whole_seconds(ms: i64) -> i64 {
    ms.div_euclid(1000) * 1000
}

impl Stored {
    /// What a copy takes over: all but the storage class and the redirect.
    pub(super) fn copied_attributes(&self) -> Attributes {
        let mut kept = self.attributes.clone();
        kept.headers.remove("x-amz-storage-class");
        kept.headers.remove("x-amz-website-redirect-location");
        kept
    }
}

/// A digest as an ETag.
pub(super) fn quoted_hex(digest: &[u8]) -> String {
    format!("\"{}\"", hex(digest))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Refuses what could never be the id of a version: AWS tells that apart from a version that is not there.
pub(super) fn check_version_id(id: &str) -> Result<(), Refusal> {
    let of_an_id = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if id.is_empty() {
        let message = "Version id cannot be the empty string";
        return Err(Refusal::invalid_argument(message));
    }
    let formed = id.len() == VERSION_ID_LEN && id.bytes().all(of_an_id);
    if formed || id == NULL_VERSION {
        Ok(())
    } else {
        Err(Refusal::invalid_argument("Invalid version id specified"))
    }
}

/// Refuses keys that S3 does not take.
pub(super) fn check_key(key: &str) -> Result<(), Refusal> {
    match key.len() {
        0 => Err(Refusal::invalid_argument("the key is empty")),
        len if len > MAX_KEY => {
            let message = format!("the key has {len} bytes, the most is {MAX_KEY}");
            Err(Refusal::new("KeyTooLongError", 400, message))
        }
        _ => Ok(()),
    }
}
