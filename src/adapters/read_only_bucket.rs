//! [`ReadOnlyBucket`]: a bucket to rehearse with. It has no way to write, whoever asks; and it can be
//! one whose region is away.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;

use crate::ports::{
    Bucket, BucketError, BucketErrorKind, BucketHead, BucketReader, ByteRange, CompleteUpload,
    CopyRequest, CreateUpload, DeleteReceipt, DeleteRequest, ListPage, ListRequest,
    ListVersionsRequest, ObjectBody, ObjectHead, PartPage, PartReceipt, PutRequest, ReadOptions,
    UploadMarker, UploadPage, UploadPart, UploadPartCopy, VersionPage, Versioning, WriteReceipt,
};

/// What reads go to, and all it holds: nothing here could send a write.
pub struct ReadOnlyBucket {
    name: String,
    /// `None`: it is away.
    reader: Option<Arc<dyn BucketReader>>,
}

impl ReadOnlyBucket {
    /// A bucket that is read through `reader`.
    pub fn new(reader: Arc<dyn BucketReader>) -> Self {
        Self {
            name: reader.name().to_owned(),
            reader: Some(reader),
        }
    }

    /// A bucket that cannot be reached.
    pub fn away(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            reader: None,
        }
    }

    fn reader(&self, operation: &'static str) -> Result<&dyn BucketReader, BucketError> {
        let away = || {
            let words = "its region is away in this rehearsal";
            BucketError::new(BucketErrorKind::Unavailable, operation, &self.name, words)
        };
        self.reader.as_deref().ok_or_else(away)
    }

    fn refused<T>(&self, operation: &'static str) -> Result<T, BucketError> {
        self.reader(operation)?;
        let words = "nothing is written in a rehearsal";
        Err(BucketError::new(
            BucketErrorKind::Denied,
            operation,
            &self.name,
            words,
        ))
    }
}

#[async_trait]
impl BucketReader for ReadOnlyBucket {
    fn name(&self) -> &str {
        &self.name
    }

    async fn list(&self, request: &ListRequest) -> Result<ListPage, BucketError> {
        self.reader("ListObjectsV2")?.list(request).await
    }

    async fn head(&self, key: &str) -> Result<ObjectHead, BucketError> {
        self.reader("HeadObject")?.head(key).await
    }

    async fn get(&self, key: &str, range: Option<ByteRange>) -> Result<ObjectBody, BucketError> {
        self.reader("GetObject")?.get(key, range).await
    }

    async fn get_with(&self, key: &str, options: &ReadOptions) -> Result<ObjectBody, BucketError> {
        self.reader("GetObject")?.get_with(key, options).await
    }

    async fn head_with(&self, key: &str, options: &ReadOptions) -> Result<ObjectHead, BucketError> {
        self.reader("HeadObject")?.head_with(key, options).await
    }

    async fn head_bucket(&self) -> Result<BucketHead, BucketError> {
        self.reader("HeadBucket")?.head_bucket().await
    }

    async fn versioning(&self) -> Result<Versioning, BucketError> {
        self.reader("GetBucketVersioning")?.versioning().await
    }

    async fn list_versions(
        &self,
        request: &ListVersionsRequest,
    ) -> Result<VersionPage, BucketError> {
        self.reader("ListObjectVersions")?
            .list_versions(request)
            .await
    }

    async fn tags(&self, key: &str) -> Result<BTreeMap<String, String>, BucketError> {
        self.reader("GetObjectTagging")?.tags(key).await
    }

    async fn list_uploads(
        &self,
        prefix: &str,
        after: Option<&UploadMarker>,
    ) -> Result<UploadPage, BucketError> {
        let reader = self.reader("ListMultipartUploads")?;
        reader.list_uploads(prefix, after).await
    }

    async fn list_parts(
        &self,
        key: &str,
        upload_id: &str,
        after: Option<u32>,
    ) -> Result<PartPage, BucketError> {
        let reader = self.reader("ListParts")?;
        reader.list_parts(key, upload_id, after).await
    }
}

#[async_trait]
impl Bucket for ReadOnlyBucket {
    async fn put(&self, _: &PutRequest) -> Result<WriteReceipt, BucketError> {
        self.refused("PutObject")
    }

    async fn copy(&self, _: &CopyRequest) -> Result<WriteReceipt, BucketError> {
        self.refused("CopyObject")
    }

    async fn delete(&self, _: &DeleteRequest) -> Result<DeleteReceipt, BucketError> {
        self.refused("DeleteObject")
    }

    async fn delete_many(
        &self,
        _: &[DeleteRequest],
    ) -> Result<Vec<Result<DeleteReceipt, BucketError>>, BucketError> {
        self.refused("DeleteObjects")
    }

    async fn create_upload(&self, _: &CreateUpload) -> Result<String, BucketError> {
        self.refused("CreateMultipartUpload")
    }

    async fn upload_part(&self, _: &UploadPart) -> Result<PartReceipt, BucketError> {
        self.refused("UploadPart")
    }

    async fn upload_part_copy(&self, _: &UploadPartCopy) -> Result<PartReceipt, BucketError> {
        self.refused("UploadPartCopy")
    }

    async fn complete_upload(&self, _: &CompleteUpload) -> Result<WriteReceipt, BucketError> {
        self.refused("CompleteMultipartUpload")
    }

    async fn abort_upload(&self, _: &str, _: &str) -> Result<(), BucketError> {
        self.refused("AbortMultipartUpload")
    }

    async fn put_tags(&self, _: &str, _: &BTreeMap<String, String>) -> Result<(), BucketError> {
        self.refused("PutObjectTagging")
    }
}
