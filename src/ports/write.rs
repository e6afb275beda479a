//! What a write asks for, and what it answers.

use std::collections::BTreeMap;

use bytes::Bytes;

use super::{ByteRange, Checksum, ChecksumAlgorithm, ChecksumType};

/// What must be true of the destination, checked and written as one step by the store.
///
/// A store that does not know a condition ignores it and writes. That an answer was `Ok` proves
/// nothing about the condition: only `doctor --probe` tells which stores reject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum WriteCondition {
    /// Nothing.
    #[default]
    None,
    /// No object is there (`If-None-Match: *`): else `PreconditionFailed`. A delete marker counts as absent.
    IfAbsent,
    /// The newest version has this ETag (`If-Match`): else `PreconditionFailed`; `NotFound` when there is none.
    IfMatch(String),
}

/// What an object carries beside its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// System headers, by lower-case name: those of [`ObjectHead::headers`](super::ObjectHead::headers).
    pub headers: BTreeMap<String, String>,
    /// User metadata, names lower-case and without `x-amz-meta-`.
    pub metadata: BTreeMap<String, String>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}

/// PutObject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutRequest {
    /// The key.
    pub key: String,
    /// The bytes.
    pub body: Bytes,
    /// What to keep with them.
    pub attributes: Attributes,
    /// Sent along and checked by the store; without one, the adapter sends CRC64NVME of the body.
    pub checksum: Option<Checksum>,
    /// Condition on what is there.
    pub condition: WriteCondition,
}

/// What a server-side copy reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CopySource {
    /// Bucket on the same endpoint.
    pub bucket: String,
    /// The key.
    pub key: String,
    /// An older version; the newest when left out.
    pub version_id: Option<String>,
    /// Only when the source's ETag is this one: else `PreconditionFailed`.
    pub if_match: Option<String>,
}

/// CopyObject, of objects up to 5 GiB.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CopyRequest {
    /// What to read.
    pub source: CopySource,
    /// The key to write.
    pub key: String,
    /// In place of the source's headers and metadata; `None` keeps those of the source. Tags are
    /// always the source's, and the storage class is STANDARD unless given here.
    pub replace: Option<Attributes>,
    /// Storage class of the copy; STANDARD when left out.
    pub storage_class: Option<String>,
    /// Checksum to compute; when left out the store keeps the source's algorithm.
    pub checksum: Option<ChecksumAlgorithm>,
    /// Condition on what is at the destination.
    pub condition: WriteCondition,
    /// Size of the object, where it is known: a store that falls silent is waited for no longer than that takes.
    pub bytes: Option<u64>,
}

/// What a write made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteReceipt {
    /// With its quotes; always well-formed, or the call would not be `Ok`.
    pub etag: String,
    /// On versioned buckets.
    pub version_id: Option<String>,
    /// Checksums the store answered with, by header name; often empty.
    pub checksums: BTreeMap<String, String>,
}

/// DeleteObject, or one line of DeleteObjects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeleteRequest {
    /// The key.
    pub key: String,
    /// Removes this version for good; without it a versioned bucket gets a delete marker.
    pub version_id: Option<String>,
    /// Only when the newest version has this ETag, or `*`: only when there is one. Cannot be
    /// combined with `version_id`.
    pub if_match: Option<String>,
}

/// What a delete did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeleteReceipt {
    /// The version removed, or of the delete marker made.
    pub version_id: Option<String>,
    /// A delete marker was made or removed.
    pub delete_marker: bool,
}

/// CreateMultipartUpload.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreateUpload {
    /// The key.
    pub key: String,
    /// What the object will carry: a multipart copy takes nothing over by itself.
    pub attributes: Attributes,
    /// Checksum of every part, and whether the object's is of its bytes or of its parts.
    pub checksum: Option<(ChecksumAlgorithm, ChecksumType)>,
}

/// UploadPart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UploadPart {
    /// The key.
    pub key: String,
    /// Answer of the creation.
    pub upload_id: String,
    /// 1 to 10,000; a second upload of a number replaces the first.
    pub number: u32,
    /// The bytes; at least 5 MiB in all parts but the last.
    pub body: Bytes,
    /// Sent along and checked by the store; its algorithm must be the upload's.
    pub checksum: Option<Checksum>,
}

/// UploadPartCopy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UploadPartCopy {
    /// The key.
    pub key: String,
    /// Answer of the creation.
    pub upload_id: String,
    /// 1 to 10,000.
    pub number: u32,
    /// What to read.
    pub source: CopySource,
    /// Part of the source; all of it when left out.
    pub range: Option<ByteRange>,
}

/// A part that was stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartReceipt {
    /// Its number.
    pub number: u32,
    /// With its quotes.
    pub etag: String,
    /// Checksums of the part, by header name.
    pub checksums: BTreeMap<String, String>,
}

/// CompleteMultipartUpload.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompleteUpload {
    /// The key.
    pub key: String,
    /// Answer of the creation.
    pub upload_id: String,
    /// Parts to join, numbers rising.
    pub parts: Vec<PartReceipt>,
    /// Checksum of the whole object's bytes, checked by the store.
    pub checksum: Option<Checksum>,
    /// Bytes of the whole object, checked by stores that know `x-amz-mp-object-size`.
    pub size: Option<u64>,
    /// Condition on what is there.
    pub condition: WriteCondition,
}
