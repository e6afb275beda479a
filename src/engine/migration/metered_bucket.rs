//! [`MeteredBucket`]: a bucket whose every request is counted as it is sent.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;

use crate::migration::{Asked, BucketConfiguration};
use crate::ports::{
    Bucket, BucketError, BucketHead, BucketReader, ByteRange, CompleteUpload, CopyRequest,
    CreateUpload, DeleteReceipt, DeleteRequest, ListPage, ListRequest, ListVersionsRequest,
    ObjectBody, ObjectHead, PartPage, PartReceipt, PutRequest, ReadOptions, UploadMarker,
    UploadPage, UploadPart, UploadPartCopy, VersionPage, Versioning, WriteReceipt,
};

use super::meter::{Purse, Shop};

/// Counts requests, and the bytes of bodies that it hands on. Reads that the adapter repeats after a failure of
/// the store count once: stores do not charge for those.
pub(super) struct MeteredBucket {
    pub(super) bucket: Arc<dyn Bucket>,
    pub(super) purse: Purse,
    pub(super) shop: Shop,
}

impl MeteredBucket {
    fn pay(&self, asked: Asked) -> &dyn Bucket {
        self.purse.pay(self.shop, asked);
        self.bucket.as_ref()
    }

    fn read(&self) -> &dyn Bucket {
        self.pay(Asked {
            reads: 1,
            ..Asked::default()
        })
    }

    fn write(&self) -> &dyn Bucket {
        self.pay(Asked {
            writes: 1,
            ..Asked::default()
        })
    }

    fn page(&self) -> &dyn Bucket {
        self.pay(Asked {
            lists: 1,
            ..Asked::default()
        })
    }

    fn end(&self) -> &dyn Bucket {
        self.pay(Asked {
            deletes: 1,
            ..Asked::default()
        })
    }

    fn received(&self, answer: Result<ObjectBody, BucketError>) -> Result<ObjectBody, BucketError> {
        if let Ok(object) = &answer {
            self.pay(Asked {
                read_bytes: object.bytes.len() as u64,
                ..Asked::default()
            });
        }
        answer
    }
}

#[async_trait]
impl BucketReader for MeteredBucket {
    fn name(&self) -> &str {
        self.bucket.name()
    }

    async fn list(&self, request: &ListRequest) -> Result<ListPage, BucketError> {
        self.page().list(request).await
    }

    async fn head(&self, key: &str) -> Result<ObjectHead, BucketError> {
        self.read().head(key).await
    }

    async fn get(&self, key: &str, range: Option<ByteRange>) -> Result<ObjectBody, BucketError> {
        let answer = self.read().get(key, range).await;
        self.received(answer)
    }

    async fn get_with(&self, key: &str, options: &ReadOptions) -> Result<ObjectBody, BucketError> {
        let answer = self.read().get_with(key, options).await;
        self.received(answer)
    }

    async fn head_with(&self, key: &str, options: &ReadOptions) -> Result<ObjectHead, BucketError> {
        self.read().head_with(key, options).await
    }

    async fn head_bucket(&self) -> Result<BucketHead, BucketError> {
        self.read().head_bucket().await
    }

    async fn versioning(&self) -> Result<Versioning, BucketError> {
        self.read().versioning().await
    }

    async fn configuration(&self) -> BucketConfiguration {
        let asked = Asked {
            reads: BucketConfiguration::REQUESTS,
            ..Asked::default()
        };
        self.pay(asked).configuration().await
    }

    async fn list_versions(
        &self,
        request: &ListVersionsRequest,
    ) -> Result<VersionPage, BucketError> {
        self.page().list_versions(request).await
    }

    async fn tags(&self, key: &str) -> Result<BTreeMap<String, String>, BucketError> {
        self.read().tags(key).await
    }

    async fn list_uploads(
        &self,
        prefix: &str,
        after: Option<&UploadMarker>,
    ) -> Result<UploadPage, BucketError> {
        self.page().list_uploads(prefix, after).await
    }

    async fn list_parts(
        &self,
        key: &str,
        upload_id: &str,
        after: Option<u32>,
    ) -> Result<PartPage, BucketError> {
        self.page().list_parts(key, upload_id, after).await
    }
}

#[async_trait]
impl Bucket for MeteredBucket {
    async fn put(&self, request: &PutRequest) -> Result<WriteReceipt, BucketError> {
        self.write().put(request).await
    }

    async fn copy(&self, request: &CopyRequest) -> Result<WriteReceipt, BucketError> {
        self.write().copy(request).await
    }

    async fn delete(&self, request: &DeleteRequest) -> Result<DeleteReceipt, BucketError> {
        self.end().delete(request).await
    }

    async fn delete_many(
        &self,
        requests: &[DeleteRequest],
    ) -> Result<Vec<Result<DeleteReceipt, BucketError>>, BucketError> {
        self.end().delete_many(requests).await
    }

    async fn create_upload(&self, request: &CreateUpload) -> Result<String, BucketError> {
        self.write().create_upload(request).await
    }

    async fn upload_part(&self, request: &UploadPart) -> Result<PartReceipt, BucketError> {
        self.write().upload_part(request).await
    }

    async fn upload_part_copy(&self, request: &UploadPartCopy) -> Result<PartReceipt, BucketError> {
        self.write().upload_part_copy(request).await
    }

    async fn complete_upload(&self, request: &CompleteUpload) -> Result<WriteReceipt, BucketError> {
        self.write().complete_upload(request).await
    }

    async fn abort_upload(&self, key: &str, upload_id: &str) -> Result<(), BucketError> {
        self.end().abort_upload(key, upload_id).await
    }

    async fn put_tags(
        &self,
        key: &str,
        tags: &BTreeMap<String, String>,
    ) -> Result<(), BucketError> {
        self.write().put_tags(key, tags).await
    }
}
