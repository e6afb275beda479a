//! [`Capabilities`]: switches that turn the simulator into a store that ignores or refuses what AWS honours.

use crate::ports::WriteCondition;

use super::refusal::Refusal;

/// What a store does with a condition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Support {
    /// Checks it, as AWS does.
    #[default]
    Honoured,
    /// Writes as if it had not been sent.
    Ignored,
    /// Answers 501.
    Refused,
}

/// What a store supports; AWS by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// PutObject with If-None-Match.
    pub put_if_absent: Support,
    /// PutObject with If-Match.
    pub put_if_match: Support,
    /// CopyObject and UploadPartCopy with x-amz-copy-source-if-match.
    pub copy_source_if_match: Support,
    /// CopyObject with If-None-Match on the destination.
    pub copy_if_absent: Support,
    /// CopyObject with If-Match on the destination.
    pub copy_if_match: Support,
    /// CompleteMultipartUpload with If-None-Match.
    pub complete_if_absent: Support,
    /// CompleteMultipartUpload with If-Match.
    pub complete_if_match: Support,
    /// DeleteObject with If-Match.
    pub delete_if_match: Support,
    /// DeleteObjects with an ETag per key.
    pub delete_many_if_match: Support,
    /// Tags.
    pub tags: Support,
    /// Checksums: `Ignored` neither checks nor keeps them.
    pub checksums: Support,
}

impl Capabilities {
    /// A store that knows no condition at all.
    pub fn unconditional() -> Self {
        Self {
            put_if_absent: Support::Ignored,
            put_if_match: Support::Ignored,
            copy_source_if_match: Support::Ignored,
            copy_if_absent: Support::Ignored,
            copy_if_match: Support::Ignored,
            complete_if_absent: Support::Ignored,
            complete_if_match: Support::Ignored,
            delete_if_match: Support::Ignored,
            delete_many_if_match: Support::Ignored,
            ..Self::default()
        }
    }

    /// A store like Ceph radosgw 16: of the conditions it knows only create-only PUT.
    pub fn radosgw() -> Self {
        Self {
            put_if_absent: Support::Honoured,
            checksums: Support::Ignored,
            ..Self::unconditional()
        }
    }
}

/// The part of a write's condition that the store looks at.
pub(super) fn considered(
    condition: &WriteCondition,
    if_absent: Support,
    if_match: Support,
) -> Result<WriteCondition, Refusal> {
    let support = match condition {
        WriteCondition::None => Support::Honoured,
        WriteCondition::IfAbsent => if_absent,
        WriteCondition::IfMatch(_) => if_match,
    };
    match support {
        Support::Honoured => Ok(condition.clone()),
        Support::Ignored => Ok(WriteCondition::None),
        Support::Refused => Err(Refusal::not_implemented("this conditional header")),
    }
}

/// The same for a condition that is only an ETag.
pub(super) fn considered_etag(
    etag: Option<&str>,
    support: Support,
) -> Result<Option<&str>, Refusal> {
    match (etag, support) {
        (Some(_), Support::Refused) => Err(Refusal::not_implemented("this conditional header")),
        (Some(_), Support::Ignored) => Ok(None),
        (etag, _) => Ok(etag),
    }
}
