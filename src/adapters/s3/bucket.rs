//! [`S3Bucket`]: the ports over the SDK, each call handed to the file of its kind.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_s3::Client;

use crate::migration::BucketConfiguration;
use crate::ports::{
    Bucket, BucketError, BucketErrorKind, BucketHead, BucketReader, ByteRange, CompleteUpload,
    CopyRequest, CreateUpload, DeleteReceipt, DeleteRequest, ListPage, ListRequest,
    ListVersionsRequest, ObjectBody, ObjectHead, PartPage, PartReceipt, PutRequest, ReadOptions,
    UploadMarker, UploadPage, UploadPart, UploadPartCopy, VersionPage, Versioning, WriteReceipt,
};

use super::S3Endpoint;
use super::client::Clients;
use super::error::Call;

/// One bucket of an endpoint.
#[derive(Clone)]
pub struct S3Bucket {
    pub(super) endpoint: Arc<S3Endpoint>,
    pub(super) name: String,
    is_glanced_at: bool,
}

impl S3Bucket {
    /// The bucket `name`; asks nothing yet.
    pub fn new(endpoint: Arc<S3Endpoint>, name: impl Into<String>) -> Self {
        Self {
            endpoint,
            name: name.into(),
            is_glanced_at: false,
        }
    }

    /// The same bucket, whose reads are given up soon: at most two attempts of at most five seconds.
    #[must_use]
    pub fn glanced_at(self) -> Self {
        Self {
            is_glanced_at: true,
            ..self
        }
    }

    /// How long whoever reads waits for a store that is silent, the pauses between attempts apart.
    pub fn longest_silence(&self) -> Duration {
        self.endpoint.longest_silence(self.is_glanced_at)
    }

    /// The client for a read.
    pub(super) async fn reads(&self, call: &Call) -> Result<&Client, BucketError> {
        let clients = self.clients(call).await?;
        Ok(if self.is_glanced_at {
            &clients.glances
        } else {
            &clients.reads
        })
    }

    pub(super) fn call(&self, operation: &'static str, key: Option<&str>) -> Call {
        Call::new(operation, &self.name, key)
    }

    pub(super) async fn clients(&self, call: &Call) -> Result<&Clients, BucketError> {
        let clients = self.endpoint.clients().await;
        clients.map_err(|message| call.refuse(BucketErrorKind::Invalid, message))
    }
}

#[async_trait]
impl BucketReader for S3Bucket {
    fn name(&self) -> &str {
        &self.name
    }

    async fn list(&self, request: &ListRequest) -> Result<ListPage, BucketError> {
        self.list_objects(request).await
    }

    async fn head(&self, key: &str) -> Result<ObjectHead, BucketError> {
        self.head_object(key, &ReadOptions::default()).await
    }

    async fn get(&self, key: &str, range: Option<ByteRange>) -> Result<ObjectBody, BucketError> {
        let options = ReadOptions {
            range,
            ..ReadOptions::default()
        };
        self.get_object(key, &options).await
    }

    async fn get_with(&self, key: &str, options: &ReadOptions) -> Result<ObjectBody, BucketError> {
        self.get_object(key, options).await
    }

    async fn head_with(&self, key: &str, options: &ReadOptions) -> Result<ObjectHead, BucketError> {
        self.head_object(key, options).await
    }

    async fn head_bucket(&self) -> Result<BucketHead, BucketError> {
        self.look_at_bucket().await
    }

    async fn versioning(&self) -> Result<Versioning, BucketError> {
        self.bucket_versioning().await
    }

    async fn configuration(&self) -> BucketConfiguration {
        self.read_configuration().await
    }

    async fn list_versions(
        &self,
        request: &ListVersionsRequest,
    ) -> Result<VersionPage, BucketError> {
        self.list_object_versions(request).await
    }

    async fn tags(&self, key: &str) -> Result<BTreeMap<String, String>, BucketError> {
        self.object_tags(key).await
    }

    async fn list_uploads(
        &self,
        prefix: &str,
        after: Option<&UploadMarker>,
    ) -> Result<UploadPage, BucketError> {
        self.list_open_uploads(prefix, after).await
    }

    async fn list_parts(
        &self,
        key: &str,
        upload_id: &str,
        after: Option<u32>,
    ) -> Result<PartPage, BucketError> {
        self.list_upload_parts(key, upload_id, after).await
    }
}

#[async_trait]
impl Bucket for S3Bucket {
    async fn put(&self, request: &PutRequest) -> Result<WriteReceipt, BucketError> {
        self.put_object(request).await
    }

    async fn copy(&self, request: &CopyRequest) -> Result<WriteReceipt, BucketError> {
        self.copy_object(request).await
    }

    async fn delete(&self, request: &DeleteRequest) -> Result<DeleteReceipt, BucketError> {
        self.delete_object(request).await
    }

    async fn delete_many(
        &self,
        requests: &[DeleteRequest],
    ) -> Result<Vec<Result<DeleteReceipt, BucketError>>, BucketError> {
        self.delete_objects(requests).await
    }

    async fn create_upload(&self, request: &CreateUpload) -> Result<String, BucketError> {
        self.create_multipart_upload(request).await
    }

    async fn upload_part(&self, request: &UploadPart) -> Result<PartReceipt, BucketError> {
        self.put_part(request).await
    }

    async fn upload_part_copy(&self, request: &UploadPartCopy) -> Result<PartReceipt, BucketError> {
        self.copy_part(request).await
    }

    async fn complete_upload(&self, request: &CompleteUpload) -> Result<WriteReceipt, BucketError> {
        self.complete_multipart_upload(request).await
    }

    async fn abort_upload(&self, key: &str, upload_id: &str) -> Result<(), BucketError> {
        self.abort_multipart_upload(key, upload_id).await
    }

    async fn put_tags(
        &self,
        key: &str,
        tags: &BTreeMap<String, String>,
    ) -> Result<(), BucketError> {
        self.put_object_tags(key, tags).await
    }
}
