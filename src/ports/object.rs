//! One object: its head, its bytes, its checksums.

use std::collections::BTreeMap;
use std::fmt;

use bytes::Bytes;

/// Part of an object, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByteRange {
    /// Offset of the first byte.
    pub first: u64,
    /// Offset of the last byte.
    pub last: u64,
}

/// A checksum that S3 keeps with an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChecksumAlgorithm {
    /// CRC-32 as in zip and Ethernet.
    Crc32,
    /// CRC-32 of Castagnoli.
    Crc32c,
    /// CRC-64/NVME: what AWS computes where the client sent none.
    Crc64Nvme,
    /// SHA-1; of a multipart object always composite.
    Sha1,
    /// SHA-256; of a multipart object always composite.
    Sha256,
}

impl ChecksumAlgorithm {
    /// Every algorithm.
    pub const ALL: [Self; 5] = [
        Self::Crc32,
        Self::Crc32c,
        Self::Crc64Nvme,
        Self::Sha1,
        Self::Sha256,
    ];

    /// The header that carries the value, base64: the key in [`ObjectHead::checksums`].
    pub fn header(self) -> &'static str {
        match self {
            Self::Crc32 => "x-amz-checksum-crc32",
            Self::Crc32c => "x-amz-checksum-crc32c",
            Self::Crc64Nvme => "x-amz-checksum-crc64nvme",
            Self::Sha1 => "x-amz-checksum-sha1",
            Self::Sha256 => "x-amz-checksum-sha256",
        }
    }

    /// The name in `x-amz-checksum-algorithm`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Crc32 => "CRC32",
            Self::Crc32c => "CRC32C",
            Self::Crc64Nvme => "CRC64NVME",
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
        }
    }
}

impl fmt::Display for ChecksumAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a stored checksum is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChecksumType {
    /// Of the object's bytes: comparable across any two copies.
    FullObject,
    /// Of the checksums of its parts: depends on the part sizes, and is no proof of equal bytes
    /// where those differ.
    Composite,
}

/// A checksum with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checksum {
    /// How it was computed.
    pub algorithm: ChecksumAlgorithm,
    /// The value, base64 of the big-endian bytes, as the header has it.
    pub value: String,
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
    /// What the stored checksums are of, where the store says so.
    pub checksum_type: Option<ChecksumType>,
}

/// An object's bytes with its head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectBody {
    /// What HEAD would say.
    pub head: ObjectHead,
    /// The bytes asked for.
    pub bytes: Bytes,
}

/// Which version to read, and under which condition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Part of the bytes; all when left out.
    pub range: Option<ByteRange>,
    /// An older version; the newest when left out.
    pub version_id: Option<String>,
    /// Only when the ETag is this one: else `PreconditionFailed`.
    pub if_match: Option<String>,
}

/// Whether a bucket keeps old versions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Versioning {
    /// Never was versioned: an overwrite or delete is final.
    #[default]
    Unversioned,
    /// Overwrites and deletes keep what was there.
    Enabled,
    /// Old versions stay, new writes go to the `null` version and replace it for good.
    Suspended,
}

/// What HEAD on the bucket tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BucketHead {
    /// Region as the store names it; `None` where it does not.
    pub region: Option<String>,
    /// The store's clock (`Date` header), milliseconds UTC in whole seconds.
    pub server_time_ms: Option<i64>,
}
