//! [`BucketReader`] and [`Bucket`]: one bucket on one endpoint.
//!
//! Two traits, so that what only reads cannot write: every command of the read-only half takes a
//! [`BucketReader`].

use std::collections::BTreeMap;

use async_trait::async_trait;

use crate::migration::{BucketConfiguration, Unread};

use super::{
    BucketError, BucketHead, ByteRange, CompleteUpload, CopyRequest, CreateUpload, DeleteReceipt,
    DeleteRequest, ListPage, ListRequest, ListVersionsRequest, ObjectBody, ObjectHead, PartPage,
    PartReceipt, PutRequest, ReadOptions, UploadMarker, UploadPage, UploadPart, UploadPartCopy,
    VersionPage, Versioning, WriteReceipt,
};

/// The reading half of a bucket. Every call is safe to repeat.
///
/// What is provided here answers `NotImplemented`, as stores do that lack the feature.
#[async_trait]
pub trait BucketReader: Send + Sync {
    /// The bucket's name.
    fn name(&self) -> &str;

    /// One page of ListObjectsV2. A page is a consistent view; a listing of several pages is not.
    async fn list(&self, request: &ListRequest) -> Result<ListPage, BucketError>;

    /// HeadObject. `NotFound` when the key is absent or its newest version is a delete marker.
    ///
    /// Stores do not tell here whether the key or the bucket is missing, and a store that may not
    /// list answers `Denied` for both: absence is proven only beside a working
    /// [`head_bucket`](Self::head_bucket).
    async fn head(&self, key: &str) -> Result<ObjectHead, BucketError>;

    /// GetObject, whole or a range, read to its end. Meant for objects that fit in memory; large
    /// ones are read in ranges.
    async fn get(&self, key: &str, range: Option<ByteRange>) -> Result<ObjectBody, BucketError>;

    /// GetObject of a version or under a condition, read to its end.
    async fn get_with(&self, key: &str, _options: &ReadOptions) -> Result<ObjectBody, BucketError> {
        Err(BucketError::not_implemented("GetObject", self.name()).with_key(key))
    }

    /// HeadObject of a version or under a condition; the range is ignored.
    async fn head_with(
        &self,
        key: &str,
        _options: &ReadOptions,
    ) -> Result<ObjectHead, BucketError> {
        Err(BucketError::not_implemented("HeadObject", self.name()).with_key(key))
    }

    /// HeadBucket: that the bucket is there and may be asked, where it is, and the store's clock.
    async fn head_bucket(&self) -> Result<BucketHead, BucketError> {
        Err(BucketError::not_implemented("HeadBucket", self.name()))
    }

    /// GetBucketVersioning.
    async fn versioning(&self) -> Result<Versioning, BucketError> {
        Err(BucketError::not_implemented(
            "GetBucketVersioning",
            self.name(),
        ))
    }

    /// What the bucket is, apart from its objects: of each sub-resource what the store answered, or why
    /// nobody knows.
    async fn configuration(&self) -> BucketConfiguration {
        BucketConfiguration::unread(self.name(), &Unread::NotOffered)
    }

    /// One page of ListObjectVersions.
    async fn list_versions(
        &self,
        _request: &ListVersionsRequest,
    ) -> Result<VersionPage, BucketError> {
        Err(BucketError::not_implemented(
            "ListObjectVersions",
            self.name(),
        ))
    }

    /// GetObjectTagging of the newest version; empty when the object has no tags.
    async fn tags(&self, key: &str) -> Result<BTreeMap<String, String>, BucketError> {
        Err(BucketError::not_implemented("GetObjectTagging", self.name()).with_key(key))
    }

    /// One page of ListMultipartUploads: uploads of keys under `prefix`, begun and not ended.
    async fn list_uploads(
        &self,
        _prefix: &str,
        _after: Option<&UploadMarker>,
    ) -> Result<UploadPage, BucketError> {
        Err(BucketError::not_implemented(
            "ListMultipartUploads",
            self.name(),
        ))
    }

    /// One page of ListParts: parts with numbers above `after`. `NotFound` when the upload is not open.
    async fn list_parts(
        &self,
        key: &str,
        _upload_id: &str,
        _after: Option<u32>,
    ) -> Result<PartPage, BucketError> {
        Err(BucketError::not_implemented("ListParts", self.name()).with_key(key))
    }
}

/// The writing half. Every call sends its request once and never retries: a repeated conditional
/// write whose first attempt took effect is answered 412, so only the caller may decide.
///
/// An error whose [`may_have_happened`](BucketError::may_have_happened) is true leaves the outcome
/// unknown until it is observed. `Ok` always comes with a well-formed ETag.
#[async_trait]
pub trait Bucket: BucketReader {
    /// PutObject. `PreconditionFailed`: nothing was written. `Conflict`: a concurrent writer, and
    /// nobody may have won. `BadDigest`: the checksum did not match, nothing was written.
    async fn put(&self, request: &PutRequest) -> Result<WriteReceipt, BucketError>;

    /// CopyObject within the endpoint. `NotFound` names the source's absence, or the
    /// destination's under `IfMatch`; `PreconditionFailed` either condition.
    async fn copy(&self, request: &CopyRequest) -> Result<WriteReceipt, BucketError>;

    /// DeleteObject. Absent keys are `Ok` without a condition, `NotFound` with one.
    async fn delete(&self, request: &DeleteRequest) -> Result<DeleteReceipt, BucketError>;

    /// DeleteObjects of up to 1,000 keys: one result per request, in order. A key that the
    /// store's answer does not name is `Unavailable`: its outcome is unknown. `Err` when the whole
    /// request failed.
    async fn delete_many(
        &self,
        requests: &[DeleteRequest],
    ) -> Result<Vec<Result<DeleteReceipt, BucketError>>, BucketError>;

    /// CreateMultipartUpload: the upload id. Repeating it makes a second upload.
    async fn create_upload(&self, request: &CreateUpload) -> Result<String, BucketError>;

    /// UploadPart. Safe to repeat with the same bytes.
    async fn upload_part(&self, request: &UploadPart) -> Result<PartReceipt, BucketError>;

    /// UploadPartCopy; of the conditions only that on the source exists.
    async fn upload_part_copy(&self, request: &UploadPartCopy) -> Result<PartReceipt, BucketError>;

    /// CompleteMultipartUpload. After `PreconditionFailed` the upload is still open; `NotFound`
    /// when it is not open (perhaps because an earlier attempt completed it).
    async fn complete_upload(&self, request: &CompleteUpload) -> Result<WriteReceipt, BucketError>;

    /// AbortMultipartUpload. `NotFound` when it is not open.
    async fn abort_upload(&self, key: &str, upload_id: &str) -> Result<(), BucketError>;

    /// PutObjectTagging on the newest version: replaces all tags.
    async fn put_tags(&self, key: &str, tags: &BTreeMap<String, String>)
    -> Result<(), BucketError>;
}
