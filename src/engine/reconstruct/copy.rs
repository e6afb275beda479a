//! One copy of a member: read to its end, and whether its bytes are the object's.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use crc_fast::{CrcAlgorithm, Digest as CrcDigest};
use md5::Md5;
use serde::Serialize;
use sha2::digest::Output;
use sha2::{Digest as _, Sha256};

use crate::engine::sides::Holder;
use crate::migration::Proof;
use crate::ports::{
    BucketError, BucketErrorKind, ByteRange, ChecksumAlgorithm, ChecksumType, ObjectFile,
    ObjectHead, ReadOptions, StoreError, World,
};

/// Bytes read at a time.
const PIECE: u64 = 8 << 20;

/// What shows that bytes are the object's, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// They are what the journal's proof of this version says.
    Proof,
    /// They have the checksum that the store keeps of the whole object.
    Checksum,
    /// Their MD5 is the ETag.
    Etag,
    /// They are as many as the store lists: it tells nothing that could be compared.
    Length,
}

impl Evidence {
    /// Its name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Proof => "proof",
            Self::Checksum => "checksum",
            Self::Etag => "etag",
            Self::Length => "length",
        }
    }
}

/// What became of a copy.
pub(super) enum Attempt {
    Good {
        evidence: Evidence,
        sha256: String,
        size: u64,
    },
    Bad(String),
    Unread(BucketError),
}

/// Every hash that something may be held against.
struct Hashes {
    sha256: Sha256,
    md5: Md5,
    crc32: CrcDigest,
    crc32c: CrcDigest,
    crc64: CrcDigest,
}

/// The same, done.
pub(super) struct Sums {
    pub(super) sha256: String,
    md5: String,
    /// Base64, as headers have them.
    crc32: String,
    crc32c: String,
    crc64: String,
    sha256_base64: String,
}

impl Hashes {
    fn new() -> Self {
        Self {
            sha256: Sha256::new(),
            md5: Md5::new(),
            crc32: CrcDigest::new(CrcAlgorithm::Crc32IsoHdlc),
            crc32c: CrcDigest::new(CrcAlgorithm::Crc32Iscsi),
            crc64: CrcDigest::new(CrcAlgorithm::Crc64Nvme),
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        self.sha256.update(bytes);
        self.md5.update(bytes);
        self.crc32.update(bytes);
        self.crc32c.update(bytes);
        self.crc64.update(bytes);
    }

    fn finish(self) -> Sums {
        let sha256 = Output::<Sha256>::from(self.sha256.finalize());
        let short = |crc: u64| STANDARD.encode(&crc.to_be_bytes()[4..]);
        Sums {
            sha256_base64: STANDARD.encode(sha256),
            sha256: format!("{sha256:x}"),
            md5: format!("{:x}", Output::<Md5>::from(self.md5.finalize())),
            crc32: short(self.crc32.finalize()),
            crc32c: short(self.crc32c.finalize()),
            crc64: STANDARD.encode(self.crc64.finalize().to_be_bytes()),
        }
    }
}

impl Sums {
    /// The sums of bytes in memory.
    #[cfg(test)]
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut hashes = Hashes::new();
        hashes.update(bytes);
        hashes.finish()
    }

    fn by(&self, algorithm: ChecksumAlgorithm) -> Option<&str> {
        match algorithm {
            ChecksumAlgorithm::Crc32 => Some(&self.crc32),
            ChecksumAlgorithm::Crc32c => Some(&self.crc32c),
            ChecksumAlgorithm::Crc64Nvme => Some(&self.crc64),
            ChecksumAlgorithm::Sha256 => Some(&self.sha256_base64),
            ChecksumAlgorithm::Sha1 => None,
        }
    }

    /// What is equal; an error is what is not.
    pub(super) fn judge(
        &self,
        head: &ObjectHead,
        proof: Option<&Proof>,
    ) -> Result<Evidence, String> {
        let plain = head.etag.trim_matches('"').to_owned();
        let mut kept = None;
        let composite = head.checksum_type == Some(ChecksumType::Composite) || plain.contains('-');
        let whole = head.checksum_type == Some(ChecksumType::FullObject) || !composite;
        for algorithm in ChecksumAlgorithm::ALL {
            let (Some(said), Some(ours)) =
                (head.checksums.get(algorithm.header()), self.by(algorithm))
            else {
                continue;
            };
            if whole && said != ours {
                return Err(format!(
                    "the store keeps {algorithm} {said}, and the bytes have {ours}"
                ));
            }
            if whole {
                kept = Some(Evidence::Checksum);
            }
        }
        match proof
            .filter(|proof| is_of(proof, head))
            .and_then(|proof| self.proven(proof))
        {
            Some(false) => return Err("its bytes are not those that were proven".to_owned()),
            Some(true) => return Ok(Evidence::Proof),
            None => {}
        }
        let by_etag = || (plain == self.md5).then_some(Evidence::Etag);
        Ok(kept.or_else(by_etag).unwrap_or(Evidence::Length))
    }

    /// Whether they are what a proof says; `None` where it says nothing that was computed here.
    fn proven(&self, proof: &Proof) -> Option<bool> {
        let (name, value) = proof.digest.split_once(':')?;
        let ours = match name {
            "sha256" if value.len() == 64 => &self.sha256,
            "etag" => &self.md5,
            _ => {
                let mut all = ChecksumAlgorithm::ALL.into_iter();
                let algorithm = all.find(|it| it.name().to_lowercase() == name)?;
                self.by(algorithm)?
            }
        };
        // An ETag need not be the MD5 of the bytes.
        let equal = value == ours;
        (equal || name != "etag").then_some(equal)
    }
}

/// Whether the proof is of the very version that was read.
fn is_of(proof: &Proof, head: &ObjectHead) -> bool {
    [&proof.source, &proof.target]
        .iter()
        .any(|version| (&version.etag, version.size) == (&head.etag, head.size))
}

/// Reads a copy into `file`.
pub(super) async fn read_copy(
    world: &dyn World,
    holder: &Holder,
    proof: Option<&Proof>,
    file: &mut dyn ObjectFile,
) -> Result<Attempt, StoreError> {
    let bucket = world.reader(&holder.shard.endpoint, &holder.shard.bucket);
    let (key, size) = (&holder.object.key, holder.object.size);
    let head = match bucket.head(key).await {
        Ok(head) => head,
        Err(error) => return Ok(unread(error)),
    };
    if (&head.etag, head.size) != (&holder.object.etag, size) {
        return Ok(Attempt::Bad("it was replaced while it was read".to_owned()));
    }
    let mut hashes = Hashes::new();
    let mut read = 0;
    while read < size {
        let last = (read + PIECE).min(size) - 1;
        let options = ReadOptions {
            range: Some(ByteRange { first: read, last }),
            version_id: None,
            if_match: Some(head.etag.clone()),
        };
        let piece = match bucket.get_with(key, &options).await {
            Ok(piece) => piece,
            Err(error) => return Ok(unread(error)),
        };
        if piece.head.etag != head.etag {
            return Ok(Attempt::Bad("it was replaced while it was read".to_owned()));
        }
        if piece.bytes.is_empty() {
            return Ok(Attempt::Bad(format!(
                "{read} of {size} bytes could be read"
            )));
        }
        hashes.update(&piece.bytes);
        file.write(&piece.bytes)?;
        read += piece.bytes.len() as u64;
    }
    if read != size {
        return Ok(Attempt::Bad(format!(
            "{read} bytes came, {size} are listed"
        )));
    }
    let sums = hashes.finish();
    Ok(match sums.judge(&head, proof) {
        Ok(evidence) => Attempt::Good {
            evidence,
            sha256: sums.sha256,
            size,
        },
        Err(why) => Attempt::Bad(why),
    })
}

/// A copy that is gone is none; one that nobody could read may be one.
fn unread(error: BucketError) -> Attempt {
    match error.kind {
        BucketErrorKind::NotFound => Attempt::Bad("it is gone since it was listed".to_owned()),
        BucketErrorKind::PreconditionFailed => {
            Attempt::Bad("it was replaced while it was read".to_owned())
        }
        _ => Attempt::Unread(error),
    }
}
