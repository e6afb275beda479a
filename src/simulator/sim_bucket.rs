//! [`SimBucket`]: the port straight onto the simulator's state.

use std::collections::BTreeMap;

use async_trait::async_trait;

use crate::migration::{BucketConfiguration, Unread};
use crate::ports::{
    Bucket, BucketError, BucketHead, BucketReader, ByteRange, CompleteUpload, CopyRequest,
    CreateUpload, DeleteReceipt, DeleteRequest, ListPage, ListRequest, ListVersionsRequest,
    ObjectBody, ObjectHead, PartPage, PartReceipt, PutRequest, ReadOptions, UploadMarker,
    UploadPage, UploadPart, UploadPartCopy, VersionPage, Versioning, WriteReceipt,
};

use super::Simulator;
use super::conditions::ReadConditions;
use super::refusal::Refusal;
use super::state::State;

/// Who begins uploads without going through HTTP.
const IN_PROCESS: &str = "in-process";

/// The requests that tell what a bucket is.
const SUB_RESOURCES: [&str; BucketConfiguration::REQUESTS as usize] = [
    "GetBucketVersioning",
    "GetBucketReplication",
    "GetBucketLifecycleConfiguration",
    "GetBucketNotificationConfiguration",
    "GetObjectLockConfiguration",
    "GetBucketEncryption",
    "GetBucketPolicy",
    "GetBucketCors",
    "GetPublicAccessBlock",
    "GetBucketOwnershipControls",
    "GetBucketRequestPayment",
    "GetBucketLogging",
];

/// One bucket of a simulator, without HTTP between.
#[derive(Clone, Debug)]
pub struct SimBucket {
    pub(super) simulator: Simulator,
    pub(super) name: String,
}

impl SimBucket {
    /// Runs one operation under the lock, on the bill, its refusal as the port words it.
    fn ask<T>(
        &self,
        operation: &'static str,
        key: Option<&str>,
        run: impl FnOnce(&mut State, i64) -> Result<T, Refusal>,
    ) -> Result<T, BucketError> {
        let answer = self.simulator.perform(operation, &self.name, run);
        answer.map_err(|refusal| refusal.at_port(operation, &self.name, key))
    }
}

#[async_trait]
impl BucketReader for SimBucket {
    fn name(&self) -> &str {
        &self.name
    }

    async fn list(&self, request: &ListRequest) -> Result<ListPage, BucketError> {
        self.simulator.wait_for_page().await;
        self.ask("ListObjectsV2", None, |state, _| {
            state.list(&self.name, request)
        })
    }

    async fn head(&self, key: &str) -> Result<ObjectHead, BucketError> {
        self.head_with(key, &ReadOptions::default()).await
    }

    async fn get(&self, key: &str, range: Option<ByteRange>) -> Result<ObjectBody, BucketError> {
        let options = ReadOptions {
            range,
            ..ReadOptions::default()
        };
        self.get_with(key, &options).await
    }

    async fn get_with(&self, key: &str, options: &ReadOptions) -> Result<ObjectBody, BucketError> {
        let conditions = ReadConditions::if_match(options.if_match.clone());
        let version = options.version_id.as_deref();
        let (head, content) = self.ask("GetObject", Some(key), |state, _| {
            state.get(&self.name, key, version, options.range, &conditions)
        })?;
        let bytes = content.bytes();
        Ok(ObjectBody { head, bytes })
    }

    async fn head_with(&self, key: &str, options: &ReadOptions) -> Result<ObjectHead, BucketError> {
        let conditions = ReadConditions::if_match(options.if_match.clone());
        let version = options.version_id.as_deref();
        self.ask("HeadObject", Some(key), |state, _| {
            state.head(&self.name, key, version, &conditions)
        })
    }

    async fn head_bucket(&self) -> Result<BucketHead, BucketError> {
        self.ask("HeadBucket", None, |state, now_ms| {
            let bucket = state.bucket(&self.name)?;
            Ok(BucketHead {
                region: Some(bucket.region.clone()),
                server_time_ms: Some(super::state::whole_seconds(now_ms)),
            })
        })
    }

    async fn versioning(&self) -> Result<Versioning, BucketError> {
        self.ask("GetBucketVersioning", None, |state, _| {
            state.versioning(&self.name)
        })
    }

    async fn configuration(&self) -> BucketConfiguration {
        let mut known = BucketConfiguration::unread(&self.name, &Unread::NotOffered);
        for operation in SUB_RESOURCES {
            match self.ask(operation, None, |state, _| state.configuration(&self.name)) {
                Ok(all) => known = all,
                Err(error) => {
                    let why = Unread::Failed(error.to_string());
                    known = BucketConfiguration::unread(&self.name, &why);
                }
            }
        }
        known
    }

    async fn list_versions(
        &self,
        request: &ListVersionsRequest,
    ) -> Result<VersionPage, BucketError> {
        self.simulator.wait_for_page().await;
        self.ask("ListObjectVersions", None, |state, _| {
            state.list_versions(&self.name, request)
        })
    }

    async fn tags(&self, key: &str) -> Result<BTreeMap<String, String>, BucketError> {
        self.ask("GetObjectTagging", Some(key), |state, _| {
            state.tags(&self.name, key, None)
        })
    }

    async fn list_uploads(
        &self,
        prefix: &str,
        after: Option<&UploadMarker>,
    ) -> Result<UploadPage, BucketError> {
        self.ask("ListMultipartUploads", None, |state, _| {
            state.list_uploads(&self.name, prefix, after)
        })
    }

    async fn list_parts(
        &self,
        key: &str,
        upload_id: &str,
        after: Option<u32>,
    ) -> Result<PartPage, BucketError> {
        self.ask("ListParts", Some(key), |state, _| {
            state.list_parts(&self.name, key, upload_id, after)
        })
    }
}

#[async_trait]
impl Bucket for SimBucket {
    async fn put(&self, request: &PutRequest) -> Result<WriteReceipt, BucketError> {
        self.ask("PutObject", Some(&request.key), |state, now_ms| {
            let ticket = state.begin_write(&self.name, &request.key);
            state.put(&self.name, request, ticket, now_ms)
        })
    }

    async fn copy(&self, request: &CopyRequest) -> Result<WriteReceipt, BucketError> {
        let conditions = ReadConditions::if_match(request.source.if_match.clone());
        self.ask("CopyObject", Some(&request.key), |state, now_ms| {
            state.copy(&self.name, request, &conditions, now_ms)
        })
    }

    async fn delete(&self, request: &DeleteRequest) -> Result<DeleteReceipt, BucketError> {
        self.ask("DeleteObject", Some(&request.key), |state, now_ms| {
            state.delete(&self.name, request, now_ms)
        })
    }

    async fn delete_many(
        &self,
        requests: &[DeleteRequest],
    ) -> Result<Vec<Result<DeleteReceipt, BucketError>>, BucketError> {
        let operation = "DeleteObjects";
        let answers = self.ask(operation, None, |state, now_ms| {
            state.delete_many(&self.name, requests, now_ms)
        })?;
        let lines = requests.iter().zip(answers);
        Ok(lines
            .map(|(line, answer)| {
                answer.map_err(|refusal| refusal.at_port(operation, &self.name, Some(&line.key)))
            })
            .collect())
    }

    async fn create_upload(&self, request: &CreateUpload) -> Result<String, BucketError> {
        self.ask(
            "CreateMultipartUpload",
            Some(&request.key),
            |state, now_ms| state.create_upload(&self.name, request, IN_PROCESS, now_ms),
        )
    }

    async fn upload_part(&self, request: &UploadPart) -> Result<PartReceipt, BucketError> {
        self.ask("UploadPart", Some(&request.key), |state, _| {
            state.upload_part(&self.name, request)
        })
    }

    async fn upload_part_copy(&self, request: &UploadPartCopy) -> Result<PartReceipt, BucketError> {
        let conditions = ReadConditions::if_match(request.source.if_match.clone());
        self.ask("UploadPartCopy", Some(&request.key), |state, _| {
            state.upload_part_copy(&self.name, request, &conditions)
        })
    }

    async fn complete_upload(&self, request: &CompleteUpload) -> Result<WriteReceipt, BucketError> {
        let operation = "CompleteMultipartUpload";
        self.ask(operation, Some(&request.key), |state, now_ms| {
            let ticket = state.begin_write(&self.name, &request.key);
            state.complete_upload(&self.name, request, ticket, now_ms)
        })
    }

    async fn abort_upload(&self, key: &str, upload_id: &str) -> Result<(), BucketError> {
        self.ask("AbortMultipartUpload", Some(key), |state, _| {
            state.abort_upload(&self.name, key, upload_id)
        })
    }

    async fn put_tags(
        &self,
        key: &str,
        tags: &BTreeMap<String, String>,
    ) -> Result<(), BucketError> {
        self.ask("PutObjectTagging", Some(key), |state, _| {
            state.put_tags(&self.name, key, None, tags)
        })
    }
}
