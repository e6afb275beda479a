//! [`Proof`]: that a copy holds what its source holds.

use serde::{Deserialize, Serialize};

use super::ObjectVersion;

/// How two copies were compared, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofLevel {
    /// Equal ETags of single-part objects: an MD5 that the store computed.
    Etag,
    /// Equal full-object checksums that both stores keep.
    Checksum,
    /// Every byte of both was read and hashed.
    FullRead,
}

/// What was found when source and copy were compared: never made from what was intended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The exact source version compared.
    pub source: ObjectVersion,
    /// The exact copy compared.
    pub target: ObjectVersion,
    /// How.
    pub level: ProofLevel,
    /// What was equal, such as `crc64nvme:…` or `sha256:…`.
    pub digest: String,
    /// SHA-256 over headers, metadata and tags, equal on both sides, hex.
    pub attributes_hash: String,
    /// When, milliseconds UTC.
    pub at_ms: i64,
}
