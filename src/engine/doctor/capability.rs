//! [`Capability`]: what the move protocol would like a store to check, and what each lack means.

/// A condition or digest that AWS checks and other stores may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Capability {
    /// PutObject with If-None-Match: *.
    PutIfAbsent,
    /// PutObject with If-Match.
    PutIfMatch,
    /// CopyObject with If-None-Match: * on the destination.
    CopyIfAbsent,
    /// CopyObject with If-Match on the destination.
    CopyIfMatch,
    /// CopyObject with x-amz-copy-source-if-match.
    CopySourceIfMatch,
    /// UploadPartCopy with x-amz-copy-source-if-match.
    PartCopySourceIfMatch,
    /// CompleteMultipartUpload with If-None-Match: *.
    CompleteIfAbsent,
    /// DeleteObject with If-Match.
    DeleteIfMatch,
    /// The CRC-64/NVME sent with a PutObject.
    Crc64Nvme,
    /// The CRC-32C sent with a PutObject.
    Crc32c,
    /// The CRC-32 sent with a PutObject.
    Crc32,
    /// The SHA-256 sent with a PutObject.
    Sha256,
}

impl Capability {
    /// Every one, in the order they are tried.
    pub const ALL: [Self; 12] = [
        Self::PutIfAbsent,
        Self::PutIfMatch,
        Self::CopyIfAbsent,
        Self::CopyIfMatch,
        Self::CopySourceIfMatch,
        Self::PartCopySourceIfMatch,
        Self::CompleteIfAbsent,
        Self::DeleteIfMatch,
        Self::Crc64Nvme,
        Self::Crc32c,
        Self::Crc32,
        Self::Sha256,
    ];

    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::PutIfAbsent => "put_if_absent",
            Self::PutIfMatch => "put_if_match",
            Self::CopyIfAbsent => "copy_if_absent",
            Self::CopyIfMatch => "copy_if_match",
            Self::CopySourceIfMatch => "copy_source_if_match",
            Self::PartCopySourceIfMatch => "part_copy_source_if_match",
            Self::CompleteIfAbsent => "complete_if_absent",
            Self::DeleteIfMatch => "delete_if_match",
            Self::Crc64Nvme => "checksum_crc64nvme",
            Self::Crc32c => "checksum_crc32c",
            Self::Crc32 => "checksum_crc32",
            Self::Sha256 => "checksum_sha256",
        }
    }

    /// What is done in its place where a store lacks it.
    pub fn without(self) -> &'static str {
        match self {
            Self::PutIfAbsent => {
                "no [control] here, and streamed copies only into a range that is empty and held"
            }
            Self::PutIfMatch => "overwrites are guarded by looking first",
            Self::CopyIfAbsent | Self::CopyIfMatch => {
                "server-side copies only of immutable or quiesced segments into an empty range"
            }
            Self::CopySourceIfMatch | Self::PartCopySourceIfMatch => {
                "every server-side copy is followed by a look at its source"
            }
            Self::CompleteIfAbsent => {
                "multipart copies only of immutable or quiesced segments into an empty range"
            }
            Self::DeleteIfMatch => "every delete is preceded by a look, and waits out the grace",
            Self::Crc64Nvme | Self::Crc32c | Self::Crc32 | Self::Sha256 => {
                "what is written is read back to be verified"
            }
        }
    }
}

/// What a store does with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Rejects what it must, leaves the target as it was, and lets the rest through.
    Honoured,
    /// Writes as if it had not been sent.
    Ignored,
    /// Cannot be used, for this reason: the store refuses to know it, or rejects too much.
    Unusable(String),
    /// The trial came to nothing, for this reason.
    Untold(String),
}
