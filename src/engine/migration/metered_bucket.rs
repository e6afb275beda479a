//! [`MeteredBucket`]: a bucket whose every request is counted as it is sent.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use crate::migration::{Asked, BucketConfiguration};
use crate::placement::Shard;
use crate::ports::{
    Bucket, BucketError, BucketHead, BucketReader, ByteRange, Clock, CompleteUpload, CopyRequest,
    CreateUpload, DeleteReceipt, DeleteRequest, ListPage, ListRequest, ListVersionsRequest,
    ObjectBody, ObjectHead, PartPage, PartReceipt, PutRequest, ReadOptions, UploadMarker,
    UploadPage, UploadPart, UploadPartCopy, VersionPage, Versioning, WriteReceipt,
};

use super::meter::{Purse, Shop};
use super::options::MigratorOptions;
use super::throttle::{InWork, RequestBudget, Throttle};

/// Counts requests, and the bytes of bodies that it hands on. Reads that the adapter repeats after a failure of
/// the store count once: stores do not charge for those.
pub(super) struct MeteredBucket {
    pub(super) bucket: Arc<dyn Bucket>,
    pub(super) purse: Purse,
    pub(super) shop: Shop,
    pub(super) gauge: Gauge,
}

/// What tells how a store bears what it is sent.
#[derive(Clone)]
pub(super) struct Gauge {
    pub(super) throttle: Arc<Throttle>,
    pub(super) budget: Option<Arc<RequestBudget>>,
    pub(super) clock: Arc<dyn Clock>,
}

impl Gauge {
    /// That of a shard.
    pub(super) fn of(options: &MigratorOptions, shard: &Shard, clock: &Arc<dyn Clock>) -> Self {
        Self {
            throttle: options.throttles.of(&shard.endpoint, options.ways),
            budget: options.request_budgets.get(&shard.name).cloned(),
            clock: Arc::clone(clock),
        }
    }

    /// Waits until the shard may be asked for more.
    pub(super) async fn await_budget(&self) {
        let Some(budget) = &self.budget else {
            return;
        };
        while let Some(ms) = budget.wait_ms(self.clock.now_ms()) {
            self.clock.sleep(Duration::from_millis(ms)).await;
        }
    }

    /// Waits until another object may be begun; it counts as begun until what this gives is dropped.
    pub(super) async fn enter(&self) -> InWork {
        self.throttle.enter(self.clock.as_ref()).await
    }

    /// Sends a request; `light`: its answer takes as long whatever is asked for.
    async fn watch<T>(
        &self,
        light: bool,
        request: impl Future<Output = Result<T, BucketError>>,
    ) -> Result<T, BucketError> {
        let now_ms = self.clock.now_ms();
        if let Some(budget) = &self.budget {
            budget.spend(now_ms);
        }
        let began = self.throttle.began(now_ms);
        let answer = request.await;
        let now_ms = self.clock.now_ms();
        self.throttle.answered(began, now_ms, light, &answer);
        answer
    }
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
        self.gauge.watch(false, self.page().list(request)).await
    }

    async fn head(&self, key: &str) -> Result<ObjectHead, BucketError> {
        self.gauge.watch(true, self.read().head(key)).await
    }

    async fn get(&self, key: &str, range: Option<ByteRange>) -> Result<ObjectBody, BucketError> {
        let answer = self.gauge.watch(false, self.read().get(key, range)).await;
        self.received(answer)
    }

    async fn get_with(&self, key: &str, options: &ReadOptions) -> Result<ObjectBody, BucketError> {
        let answer = self
            .gauge
            .watch(false, self.read().get_with(key, options))
            .await;
        self.received(answer)
    }

    async fn head_with(&self, key: &str, options: &ReadOptions) -> Result<ObjectHead, BucketError> {
        self.gauge
            .watch(true, self.read().head_with(key, options))
            .await
    }

    async fn head_bucket(&self) -> Result<BucketHead, BucketError> {
        self.gauge.watch(false, self.read().head_bucket()).await
    }

    async fn versioning(&self) -> Result<Versioning, BucketError> {
        self.gauge.watch(false, self.read().versioning()).await
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
        self.gauge
            .watch(false, self.page().list_versions(request))
            .await
    }

    async fn tags(&self, key: &str) -> Result<BTreeMap<String, String>, BucketError> {
        self.gauge.watch(false, self.read().tags(key)).await
    }

    async fn list_uploads(
        &self,
        prefix: &str,
        after: Option<&UploadMarker>,
    ) -> Result<UploadPage, BucketError> {
        self.gauge
            .watch(false, self.page().list_uploads(prefix, after))
            .await
    }

    async fn list_parts(
        &self,
        key: &str,
        upload_id: &str,
        after: Option<u32>,
    ) -> Result<PartPage, BucketError> {
        self.gauge
            .watch(false, self.page().list_parts(key, upload_id, after))
            .await
    }
}

#[async_trait]
impl Bucket for MeteredBucket {
    async fn put(&self, request: &PutRequest) -> Result<WriteReceipt, BucketError> {
        self.gauge.watch(false, self.write().put(request)).await
    }

    async fn copy(&self, request: &CopyRequest) -> Result<WriteReceipt, BucketError> {
        self.gauge.watch(false, self.write().copy(request)).await
    }

    async fn delete(&self, request: &DeleteRequest) -> Result<DeleteReceipt, BucketError> {
        self.gauge.watch(false, self.end().delete(request)).await
    }

    async fn delete_many(
        &self,
        requests: &[DeleteRequest],
    ) -> Result<Vec<Result<DeleteReceipt, BucketError>>, BucketError> {
        self.gauge
            .watch(false, self.end().delete_many(requests))
            .await
    }

    async fn create_upload(&self, request: &CreateUpload) -> Result<String, BucketError> {
        self.gauge
            .watch(false, self.write().create_upload(request))
            .await
    }

    async fn upload_part(&self, request: &UploadPart) -> Result<PartReceipt, BucketError> {
        self.gauge
            .watch(false, self.write().upload_part(request))
            .await
    }

    async fn upload_part_copy(&self, request: &UploadPartCopy) -> Result<PartReceipt, BucketError> {
        self.gauge
            .watch(false, self.write().upload_part_copy(request))
            .await
    }

    async fn complete_upload(&self, request: &CompleteUpload) -> Result<WriteReceipt, BucketError> {
        self.gauge
            .watch(false, self.write().complete_upload(request))
            .await
    }

    async fn abort_upload(&self, key: &str, upload_id: &str) -> Result<(), BucketError> {
        self.gauge
            .watch(false, self.end().abort_upload(key, upload_id))
            .await
    }

    async fn put_tags(
        &self,
        key: &str,
        tags: &BTreeMap<String, String>,
    ) -> Result<(), BucketError> {
        self.gauge
            .watch(false, self.write().put_tags(key, tags))
            .await
    }
}
