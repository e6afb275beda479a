//! [`Event`]: one request that was made up, before it becomes text.

/// What a request was, and how it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// GET of the whole object, 200.
    Get,
    /// GET of a range, 206.
    GetRange,
    /// GET answered 304.
    GetNotModified,
    /// GET with a presigned URL, 200.
    GetPresigned,
    /// GET of what is not there, 404.
    GetMissing,
    /// GET refused, 403.
    GetDenied,
    /// HEAD, 200.
    Head,
    /// PUT of the whole object.
    Put,
    /// Server-side copy, destination.
    Copy,
    /// Server-side copy, source.
    CopySource,
    /// DELETE.
    Delete,
    /// One key of a delete in a batch.
    BatchDelete,
    /// Begin of a multipart upload.
    UploadBegin,
    /// Part of one.
    UploadPart,
    /// End of one.
    UploadEnd,
    /// Listing.
    List,
    /// Lifecycle.
    Expire,
    /// Replication.
    Replica,
    /// shardctl's own read.
    Own,
    /// GET in a bucket that is no shard.
    Foreign,
}

/// One request.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// Seconds after the start.
    pub second: u32,
    /// Key number.
    pub key: u32,
    /// Client number.
    pub client: u32,
    /// What it was.
    pub kind: Kind,
    /// Bytes of the range, for [`Kind::GetRange`] and [`Kind::UploadPart`].
    pub part_bytes: u32,
    /// Drawn once, unique in practice.
    pub request_id: u64,
}
