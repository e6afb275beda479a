//! Checksums as S3 keeps them: computed, compared, and joined from parts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use crc_fast::{CrcAlgorithm, Digest as CrcDigest};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use crate::ports::{Checksum, ChecksumAlgorithm};

use super::content::Content;
use super::refusal::Refusal;

enum Hasher {
    Crc32(CrcDigest),
    Crc64(CrcDigest),
    Sha1(Sha1),
    Sha256(Sha256),
}

impl Hasher {
    fn new(algorithm: ChecksumAlgorithm) -> Self {
        match algorithm {
            ChecksumAlgorithm::Crc32 => Self::Crc32(CrcDigest::new(CrcAlgorithm::Crc32IsoHdlc)),
            ChecksumAlgorithm::Crc32c => Self::Crc32(CrcDigest::new(CrcAlgorithm::Crc32Iscsi)),
            ChecksumAlgorithm::Crc64Nvme => Self::Crc64(CrcDigest::new(CrcAlgorithm::Crc64Nvme)),
            ChecksumAlgorithm::Sha1 => Self::Sha1(Sha1::new()),
            ChecksumAlgorithm::Sha256 => Self::Sha256(Sha256::new()),
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Crc32(digest) | Self::Crc64(digest) => digest.update(bytes),
            Self::Sha1(digest) => digest.update(bytes),
            Self::Sha256(digest) => digest.update(bytes),
        }
    }

    fn finish(self) -> Vec<u8> {
        match self {
            Self::Crc32(digest) => (digest.finalize() as u32).to_be_bytes().to_vec(),
            Self::Crc64(digest) => digest.finalize().to_be_bytes().to_vec(),
            Self::Sha1(digest) => digest.finalize().to_vec(),
            Self::Sha256(digest) => digest.finalize().to_vec(),
        }
    }
}

/// The checksum of all bytes.
pub(super) fn full_object(algorithm: ChecksumAlgorithm, content: &Content) -> Checksum {
    let mut hasher = Hasher::new(algorithm);
    content.for_each_chunk(|chunk| hasher.update(chunk));
    Checksum {
        algorithm,
        value: STANDARD.encode(hasher.finish()),
    }
}

/// The checksum of the parts' checksums, with the number of parts behind it.
pub(super) fn composite(algorithm: ChecksumAlgorithm, parts: &[Vec<u8>]) -> Checksum {
    let mut hasher = Hasher::new(algorithm);
    for part in parts {
        hasher.update(part);
    }
    Checksum {
        algorithm,
        value: format!("{}-{}", STANDARD.encode(hasher.finish()), parts.len()),
    }
}

/// The bytes of a checksum's value; empty when it is no base64.
pub(super) fn raw(checksum: &Checksum) -> Vec<u8> {
    STANDARD.decode(&checksum.value).unwrap_or_default()
}

/// The checksum of `content`, compared with the one sent along.
pub(super) fn verified(sent: &Checksum, content: &Content) -> Result<Checksum, Refusal> {
    check_form(sent)?;
    let computed = full_object(sent.algorithm, content);
    if computed.value == sent.value {
        Ok(computed)
    } else {
        Err(Refusal::bad_digest(sent.algorithm.name()))
    }
}

/// Refuses what cannot be a checksum of its algorithm, rather than calling it a wrong one.
pub(super) fn check_form(sent: &Checksum) -> Result<(), Refusal> {
    let len = Hasher::new(sent.algorithm).finish().len();
    let digest = sent
        .value
        .split_once('-')
        .map_or(&*sent.value, |(digest, _)| digest);
    match STANDARD.decode(digest) {
        Ok(bytes) if bytes.len() == len => Ok(()),
        _ => {
            let message = format!("Value for {} header is invalid.", sent.algorithm.header());
            Err(Refusal::invalid_request(message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Check values of the CRC catalogue for `123456789`, and FIPS 180-4 for SHA-256.
    #[test]
    fn published_check_values() {
        let content = Content::held("123456789".into());
        let cases = [
            (ChecksumAlgorithm::Crc32, "cbf43926"),
            (ChecksumAlgorithm::Crc32c, "e3069283"),
            (ChecksumAlgorithm::Crc64Nvme, "ae8b14860a799888"),
            (
                ChecksumAlgorithm::Sha1,
                "f7c3bc1d808e04732adf679965ccc34ca7ae3441",
            ),
            (
                ChecksumAlgorithm::Sha256,
                "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
            ),
        ];
        for (algorithm, expected) in cases {
            let value = raw(&full_object(algorithm, &content));
            assert_eq!(
                crate::simulator::state::hex(&value),
                expected,
                "{algorithm}"
            );
        }
    }

    #[test]
    fn what_cannot_be_a_checksum_is_no_wrong_one() {
        let content = Content::held("123456789".into());
        for (value, code) in [
            ("y/Q5Jg==", None),
            ("AAAAAA==", Some("BadDigest")),
            ("AAAAAAAAAAA=", Some("InvalidRequest")),
            ("no base64", Some("InvalidRequest")),
            ("", Some("InvalidRequest")),
        ] {
            let sent = Checksum {
                algorithm: ChecksumAlgorithm::Crc32,
                value: value.to_owned(),
            };
            let answer = verified(&sent, &content).err();
            assert_eq!(answer.map(|refusal| refusal.code), code, "{value}");
        }
    }
}
