//! [`ReadOnlyBucket`]: a bucket to rehearse with. It has no way to write, whoever asks; and it can be
//! one whose region is away.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use crate::migration::{BucketConfiguration, Unread};
use crate::ports::{
    Bucket, BucketError, BucketErrorKind, BucketHead, BucketReader, ByteRange, Clock,
    CompleteUpload, CopyRequest, CreateUpload, DeleteReceipt, DeleteRequest, ListPage, ListRequest,
    ListVersionsRequest, ObjectBody, ObjectHead, PartPage, PartReceipt, PutRequest, ReadOptions,
    UploadMarker, UploadPage, UploadPart, UploadPartCopy, VersionPage, Versioning, WriteReceipt,
};

/// What reads go to, and all it holds: nothing here could send a write.
pub struct ReadOnlyBucket {
    name: String,
    /// `None`: it is away.
    reader: Option<Arc<dyn BucketReader>>,
    /// How long whoever asks it waits for an answer that does not come.
    silence: Option<(Arc<dyn Clock>, Duration)>,
}

impl ReadOnlyBucket {
    /// A bucket that is read through `reader`.
    pub fn new(reader: Arc<dyn BucketReader>) -> Self {
        Self {
            name: reader.name().to_owned(),
            reader: Some(reader),
            silence: None,
        }
    }

    /// A bucket that cannot be reached.
    pub fn away(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            reader: None,
            silence: None,
        }
    }

    /// A bucket that takes requests and never answers, and is given up after `patience`.
    pub fn silent(name: &str, clock: Arc<dyn Clock>, patience: Duration) -> Self {
        Self {
            silence: Some((clock, patience)),
            ..Self::away(name)
        }
    }

    async fn reader(&self, operation: &'static str) -> Result<&dyn BucketReader, BucketError> {
        if let Some(reader) = &self.reader {
            return Ok(reader.as_ref());
        }
        if let Some((clock, patience)) = &self.silence {
            clock.sleep(*patience).await;
        }
        let words = "its region is away in this rehearsal";
        let kind = BucketErrorKind::Unavailable;
        Err(BucketError::new(kind, operation, &self.name, words))
    }

    async fn refused<T>(&self, operation: &'static str) -> Result<T, BucketError> {
        self.reader(operation).await?;
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
        self.reader("ListObjectsV2").await?.list(request).await
    }

    async fn head(&self, key: &str) -> Result<ObjectHead, BucketError> {
        self.reader("HeadObject").await?.head(key).await
    }

    async fn get(&self, key: &str, range: Option<ByteRange>) -> Result<ObjectBody, BucketError> {
        self.reader("GetObject").await?.get(key, range).await
    }

    async fn get_with(&self, key: &str, options: &ReadOptions) -> Result<ObjectBody, BucketError> {
        self.reader("GetObject").await?.get_with(key, options).await
    }

    async fn head_with(&self, key: &str, options: &ReadOptions) -> Result<ObjectHead, BucketError> {
        self.reader("HeadObject")
            .await?
            .head_with(key, options)
            .await
    }

    async fn head_bucket(&self) -> Result<BucketHead, BucketError> {
        self.reader("HeadBucket").await?.head_bucket().await
    }

    async fn versioning(&self) -> Result<Versioning, BucketError> {
        self.reader("GetBucketVersioning").await?.versioning().await
    }

    async fn configuration(&self) -> BucketConfiguration {
        match self.reader("GetBucketVersioning").await {
            Ok(reader) => reader.configuration().await,
            Err(away) => BucketConfiguration::unread(&self.name, &Unread::Failed(away.to_string())),
        }
    }

    async fn list_versions(
        &self,
        request: &ListVersionsRequest,
    ) -> Result<VersionPage, BucketError> {
        self.reader("ListObjectVersions")
            .await?
            .list_versions(request)
            .await
    }

    async fn tags(&self, key: &str) -> Result<BTreeMap<String, String>, BucketError> {
        self.reader("GetObjectTagging").await?.tags(key).await
    }

    async fn list_uploads(
        &self,
        prefix: &str,
        after: Option<&UploadMarker>,
    ) -> Result<UploadPage, BucketError> {
        let reader = self.reader("ListMultipartUploads").await?;
        reader.list_uploads(prefix, after).await
    }

    async fn list_parts(
        &self,
        key: &str,
        upload_id: &str,
        after: Option<u32>,
    ) -> Result<PartPage, BucketError> {
        let reader = self.reader("ListParts").await?;
        reader.list_parts(key, upload_id, after).await
    }
}

#[async_trait]
impl Bucket for ReadOnlyBucket {
    async fn put(&self, _: &PutRequest) -> Result<WriteReceipt, BucketError> {
        self.refused("PutObject").await
    }

    async fn copy(&self, _: &CopyRequest) -> Result<WriteReceipt, BucketError> {
        self.refused("CopyObject").await
    }

    async fn delete(&self, _: &DeleteRequest) -> Result<DeleteReceipt, BucketError> {
        self.refused("DeleteObject").await
    }

    async fn delete_many(
        &self,
        _: &[DeleteRequest],
    ) -> Result<Vec<Result<DeleteReceipt, BucketError>>, BucketError> {
        self.refused("DeleteObjects").await
    }

    async fn create_upload(&self, _: &CreateUpload) -> Result<String, BucketError> {
        self.refused("CreateMultipartUpload").await
    }

    async fn upload_part(&self, _: &UploadPart) -> Result<PartReceipt, BucketError> {
        self.refused("UploadPart").await
    }

    async fn upload_part_copy(&self, _: &UploadPartCopy) -> Result<PartReceipt, BucketError> {
        self.refused("UploadPartCopy").await
    }

    async fn complete_upload(&self, _: &CompleteUpload) -> Result<WriteReceipt, BucketError> {
        self.refused("CompleteMultipartUpload").await
    }

    async fn abort_upload(&self, _: &str, _: &str) -> Result<(), BucketError> {
        self.refused("AbortMultipartUpload").await
    }

    async fn put_tags(&self, _: &str, _: &BTreeMap<String, String>) -> Result<(), BucketError> {
        self.refused("PutObjectTagging").await
    }
}
