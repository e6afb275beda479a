//! The ports of a test's process, each behind its [`Gate`]; and a control location in memory.

use std::collections::BTreeMap;
use std::future::{Future, pending};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use futures::FutureExt as _;
use shardctl::adapters::sqlite::SqliteMap;
use shardctl::migration::{
    BucketConfiguration, Event, Migration, MigrationId, MoveId, Transfer, TransferState,
};
use shardctl::placement::{Key, MapDiff, ShardMap};
use shardctl::ports::*;
use shardctl::simulator::SimBucket;

use super::gate::{Change, Fault, Gate, Passage, Zombies};
use super::rig::ZOMBIE_MS;

/// A bucket behind the gate.
pub struct GatedBucket {
    pub inner: SimBucket,
    pub gate: Arc<Gate>,
    pub zombies: Arc<Zombies>,
    pub clock: Arc<dyn Clock>,
}

/// A request that may arrive by itself.
type Arrival = Box<dyn FnOnce() + Send>;

fn silence(operation: &'static str, bucket: &str) -> BucketError {
    let words = "the connection was lost";
    BucketError::new(BucketErrorKind::Unavailable, operation, bucket, words)
}

impl GatedBucket {
    async fn read<T>(
        &self,
        operation: &'static str,
        call: impl Future<Output = Result<T, BucketError>>,
    ) -> Result<T, BucketError> {
        self.pass(operation, None, || None, call).await
    }

    async fn change<T>(
        &self,
        operation: &'static str,
        key: &str,
        call: impl Future<Output = Result<T, BucketError>>,
    ) -> Result<T, BucketError> {
        self.pass(operation, Some(key), || None, call).await
    }

    /// A change that may arrive when its sender is dead.
    async fn change_late<T>(
        &self,
        operation: &'static str,
        key: &str,
        late: impl FnOnce() -> Arrival,
        call: impl Future<Output = Result<T, BucketError>>,
    ) -> Result<T, BucketError> {
        self.pass(operation, Some(key), || Some(late()), call).await
    }

    async fn pass<T>(
        &self,
        operation: &'static str,
        key: Option<&str>,
        late: impl FnOnce() -> Option<Arrival>,
        call: impl Future<Output = Result<T, BucketError>>,
    ) -> Result<T, BucketError> {
        if self.zombies.tick(self.clock.now_ms())
            && let Some(watcher) = self.gate.watcher()
        {
            watcher.arrived();
        }
        let bucket = self.inner.name().to_owned();
        let what = format!("{operation} {bucket} {}", key.unwrap_or_default());
        let passage = self.gate.enter(&what, Some(&bucket));
        let fault = match passage {
            Passage::Open => None,
            Passage::Dead => return pending().await,
            Passage::Refused(kind) => {
                return Err(BucketError::new(kind, operation, bucket, "refused"));
            }
            Passage::Disturbed(Fault::CrashBefore) => {
                self.gate.kill();
                return pending().await;
            }
            Passage::Disturbed(Fault::Late(calls)) => {
                if let Some(arrival) = late() {
                    let until_ms = self.clock.now_ms() + ZOMBIE_MS;
                    self.zombies.add(calls, until_ms, arrival);
                }
                self.gate.kill();
                return pending().await;
            }
            Passage::Disturbed(Fault::Lost) => return Err(silence(operation, &bucket)),
            Passage::Disturbed(Fault::Unsupported) => {
                let kind = BucketErrorKind::NotImplemented;
                return Err(BucketError::new(kind, operation, bucket, "not implemented"));
            }
            Passage::Disturbed(fault) => Some(fault),
        };
        let watcher = key.and_then(|key| {
            let (bucket, key) = (bucket.clone(), key.to_owned());
            let change = Change {
                operation,
                bucket,
                key,
            };
            self.gate.watcher().map(|watcher| (watcher, change))
        });
        if let Some((watcher, change)) = &watcher {
            watcher.before(change);
        }
        let answer = call.await;
        if let Some((watcher, change)) = &watcher {
            watcher.after(change);
        }
        match fault {
            Some(Fault::CrashAfter) => {
                self.gate.kill();
                pending().await
            }
            Some(_) => Err(silence(operation, &bucket)),
            None => answer,
        }
    }
}

#[async_trait]
impl BucketReader for GatedBucket {
    fn name(&self) -> &str {
        self.inner.name()
    }
    async fn list(&self, request: &ListRequest) -> Result<ListPage, BucketError> {
        self.read("ListObjectsV2", self.inner.list(request)).await
    }
    async fn head(&self, key: &str) -> Result<ObjectHead, BucketError> {
        self.read("HeadObject", self.inner.head(key)).await
    }
    async fn get(&self, key: &str, range: Option<ByteRange>) -> Result<ObjectBody, BucketError> {
        self.read("GetObject", self.inner.get(key, range)).await
    }
    async fn get_with(&self, key: &str, options: &ReadOptions) -> Result<ObjectBody, BucketError> {
        self.read("GetObject", self.inner.get_with(key, options))
            .await
    }
    async fn head_with(&self, key: &str, options: &ReadOptions) -> Result<ObjectHead, BucketError> {
        self.read("HeadObject", self.inner.head_with(key, options))
            .await
    }
    async fn head_bucket(&self) -> Result<BucketHead, BucketError> {
        self.read("HeadBucket", self.inner.head_bucket()).await
    }
    async fn versioning(&self) -> Result<Versioning, BucketError> {
        self.read("GetBucketVersioning", self.inner.versioning())
            .await
    }
    async fn configuration(&self) -> BucketConfiguration {
        self.inner.configuration().await
    }
    async fn list_versions(
        &self,
        request: &ListVersionsRequest,
    ) -> Result<VersionPage, BucketError> {
        self.read("ListObjectVersions", self.inner.list_versions(request))
            .await
    }
    async fn tags(&self, key: &str) -> Result<BTreeMap<String, String>, BucketError> {
        self.read("GetObjectTagging", self.inner.tags(key)).await
    }
    async fn list_uploads(
        &self,
        prefix: &str,
        after: Option<&UploadMarker>,
    ) -> Result<UploadPage, BucketError> {
        self.read(
            "ListMultipartUploads",
            self.inner.list_uploads(prefix, after),
        )
        .await
    }
    async fn list_parts(
        &self,
        key: &str,
        upload_id: &str,
        after: Option<u32>,
    ) -> Result<PartPage, BucketError> {
        self.read("ListParts", self.inner.list_parts(key, upload_id, after))
            .await
    }
}

macro_rules! late {
    ($self:ident, $method:ident, $request:ident) => {{
        || {
            let (inner, request) = ($self.inner.clone(), $request.clone());
            Box::new(move || {
                // Nobody hears the answer.
                let _ = inner.$method(&request).now_or_never();
            }) as Arrival
        }
    }};
}

#[async_trait]
impl Bucket for GatedBucket {
    async fn put(&self, request: &PutRequest) -> Result<WriteReceipt, BucketError> {
        self.change_late(
            "PutObject",
            &request.key,
            late!(self, put, request),
            self.inner.put(request),
        )
        .await
    }
    async fn copy(&self, request: &CopyRequest) -> Result<WriteReceipt, BucketError> {
        self.change_late(
            "CopyObject",
            &request.key,
            late!(self, copy, request),
            self.inner.copy(request),
        )
        .await
    }
    async fn delete(&self, request: &DeleteRequest) -> Result<DeleteReceipt, BucketError> {
        self.change_late(
            "DeleteObject",
            &request.key,
            late!(self, delete, request),
            self.inner.delete(request),
        )
        .await
    }
    async fn delete_many(
        &self,
        requests: &[DeleteRequest],
    ) -> Result<Vec<Result<DeleteReceipt, BucketError>>, BucketError> {
        let keys: Vec<&str> = requests.iter().map(|it| it.key.as_str()).collect();
        let call = self.inner.delete_many(requests);
        self.change("DeleteObjects", &keys.join(","), call).await
    }
    async fn create_upload(&self, request: &CreateUpload) -> Result<String, BucketError> {
        let call = self.inner.create_upload(request);
        self.change("CreateMultipartUpload", &request.key, call)
            .await
    }
    async fn upload_part(&self, request: &UploadPart) -> Result<PartReceipt, BucketError> {
        let call = self.inner.upload_part(request);
        self.change("UploadPart", &request.key, call).await
    }
    async fn upload_part_copy(&self, request: &UploadPartCopy) -> Result<PartReceipt, BucketError> {
        let call = self.inner.upload_part_copy(request);
        self.change("UploadPartCopy", &request.key, call).await
    }
    async fn complete_upload(&self, request: &CompleteUpload) -> Result<WriteReceipt, BucketError> {
        let call = self.inner.complete_upload(request);
        let late = late!(self, complete_upload, request);
        self.change_late("CompleteMultipartUpload", &request.key, late, call)
            .await
    }
    async fn abort_upload(&self, key: &str, upload_id: &str) -> Result<(), BucketError> {
        let call = self.inner.abort_upload(key, upload_id);
        self.change("AbortMultipartUpload", key, call).await
    }
    async fn put_tags(
        &self,
        key: &str,
        tags: &BTreeMap<String, String>,
    ) -> Result<(), BucketError> {
        let call = self.inner.put_tags(key, tags);
        self.change("PutObjectTagging", key, call).await
    }
}

/// Objects of a control location by name.
/// What [`Gate::refuse`](super::gate::Gate::refuse) calls the control location.
pub const CONTROL: &str = "control";

pub type ControlObjects = Arc<Mutex<BTreeMap<String, Bytes>>>;

/// A control location behind the gate.
pub struct GatedControl {
    pub objects: ControlObjects,
    pub gate: Arc<Gate>,
}

impl GatedControl {
    async fn pass<T>(
        &self,
        what: &str,
        lost: impl FnOnce() -> ControlError,
        call: impl FnOnce(&mut BTreeMap<String, Bytes>) -> T,
    ) -> Result<T, ControlError> {
        match self.gate.enter(what, Some(CONTROL)) {
            Passage::Open => Ok(call(&mut self.objects.lock().unwrap())),
            Passage::Refused(_) => Err(self.unavailable()),
            Passage::Dead => pending().await,
            Passage::Disturbed(fault) => {
                if matches!(fault, Fault::CrashAfter | Fault::Unanswered) {
                    call(&mut self.objects.lock().unwrap());
                }
                if matches!(
                    fault,
                    Fault::CrashBefore | Fault::CrashAfter | Fault::Late(_)
                ) {
                    self.gate.kill();
                    return pending().await;
                }
                Err(lost())
            }
        }
    }

    fn unknown(&self, name: &str) -> ControlError {
        ControlError::Unknown {
            place: self.place(),
            name: name.to_owned(),
            problem: "the connection was lost".to_owned(),
        }
    }

    fn unavailable(&self) -> ControlError {
        ControlError::Unavailable {
            place: self.place(),
            problem: "the connection was lost".to_owned(),
        }
    }
}

#[async_trait]
impl ControlStore for GatedControl {
    fn place(&self) -> String {
        "memory".to_owned()
    }
    fn is_shared(&self) -> bool {
        true
    }
    async fn create(&self, name: &str, body: Bytes) -> Result<Creation, ControlError> {
        let what = format!("create {name}");
        let call = |objects: &mut BTreeMap<String, Bytes>| {
            if objects.contains_key(name) {
                return Creation::Exists;
            }
            objects.insert(name.to_owned(), body);
            Creation::Created
        };
        self.pass(&what, || self.unknown(name), call).await
    }
    async fn overwrite(&self, name: &str, body: Bytes) -> Result<(), ControlError> {
        let what = format!("overwrite {name}");
        let call = |objects: &mut BTreeMap<String, Bytes>| {
            objects.insert(name.to_owned(), body);
        };
        self.pass(&what, || self.unknown(name), call).await
    }
    async fn read(&self, name: &str) -> Result<Option<Bytes>, ControlError> {
        let what = format!("read {name}");
        let call = |objects: &mut BTreeMap<String, Bytes>| objects.get(name).cloned();
        self.pass(&what, || self.unavailable(), call).await
    }
    async fn names(&self, folder: &str, after: Option<&str>) -> Result<Vec<String>, ControlError> {
        let what = format!("names {folder}");
        let call = |objects: &mut BTreeMap<String, Bytes>| {
            let names = objects.keys().filter(|name| name.starts_with(folder));
            let later = names.filter(|name| after.is_none_or(|after| name.as_str() > after));
            later.cloned().collect()
        };
        self.pass(&what, || self.unavailable(), call).await
    }
}

/// map.db behind the gate.
pub struct GatedJournal {
    pub inner: SqliteMap,
    pub gate: Arc<Gate>,
}

impl GatedJournal {
    fn pass<T>(
        gate: &Gate,
        what: &str,
        call: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let broken = |problem: &str| StoreError::Unusable {
            path: "map.db".to_owned(),
            problem: problem.to_owned(),
        };
        match gate.enter(what, None) {
            Passage::Open | Passage::Refused(_) => call(),
            Passage::Dead => Err(broken("the process is dead")),
            Passage::Disturbed(fault) => {
                if matches!(fault, Fault::CrashAfter | Fault::Unanswered) {
                    call()?;
                }
                if matches!(
                    fault,
                    Fault::CrashBefore | Fault::CrashAfter | Fault::Late(_)
                ) {
                    gate.kill();
                }
                Err(broken("an I/O error"))
            }
        }
    }
}

macro_rules! gated {
    ($self:ident, $method:ident ( $($arg:expr),* )) => {{
        let Self { inner, gate } = $self;
        GatedJournal::pass(gate, concat!("map.db ", stringify!($method)), || inner.$method($($arg),*))
    }};
}

impl MapStore for GatedJournal {
    fn load(&self) -> Result<Option<ShardMap>, StoreError> {
        gated!(self, load())
    }
    fn load_version(&self, lsn: u64) -> Result<Option<ShardMap>, StoreError> {
        gated!(self, load_version(lsn))
    }
    fn adopt(&mut self, map: &ShardMap, created_ms: i64) -> Result<MapVersion, StoreError> {
        gated!(self, adopt(map, created_ms))
    }
    fn history(&self) -> Result<Vec<MapVersion>, StoreError> {
        gated!(self, history())
    }
    fn migrations(&self) -> Result<Vec<Migration>, StoreError> {
        gated!(self, migrations())
    }
    fn save_plan(&mut self, plan: &StoredPlan) -> Result<(), StoreError> {
        gated!(self, save_plan(plan))
    }
    fn plans(&self) -> Result<Vec<StoredPlan>, StoreError> {
        gated!(self, plans())
    }
}

impl JournalStore for GatedJournal {
    fn identity(&self) -> Result<StoreIdentity, StoreError> {
        gated!(self, identity())
    }
    fn hold_epoch(&mut self, epoch: u64) -> Result<(), StoreError> {
        gated!(self, hold_epoch(epoch))
    }
    fn append(
        &mut self,
        epoch: u64,
        events: &[Event],
        now_ms: i64,
    ) -> Result<ChainLink, StoreError> {
        gated!(self, append(epoch, events, now_ms))
    }
    fn change_map(
        &mut self,
        epoch: u64,
        change: &VersionChange,
        events: &[Event],
        now_ms: i64,
    ) -> Result<MapVersion, StoreError> {
        gated!(self, change_map(epoch, change, events, now_ms))
    }
    fn set_published(&mut self, epoch: u64, lsn: u64) -> Result<(), StoreError> {
        gated!(self, set_published(epoch, lsn))
    }
    fn changes_after(&self, lsn: u64) -> Result<Vec<(MapVersion, MapDiff)>, StoreError> {
        gated!(self, changes_after(lsn))
    }
    fn migration(&self, id: &MigrationId) -> Result<Option<Migration>, StoreError> {
        gated!(self, migration(id))
    }
    fn transfers(
        &self,
        id: &MoveId,
        after: Option<&Key>,
        limit: usize,
        states: Option<&[TransferState]>,
    ) -> Result<Vec<(Key, Transfer)>, StoreError> {
        gated!(self, transfers(id, after, limit, states))
    }
    fn transfer(&self, id: &MoveId, key: &Key) -> Result<Option<Transfer>, StoreError> {
        gated!(self, transfer(id, key))
    }
    fn tally(&self, id: &MoveId) -> Result<BTreeMap<TransferState, Tally>, StoreError> {
        gated!(self, tally(id))
    }
    fn states_after(&self, after: u64, limit: usize) -> Result<ChangedStates, StoreError> {
        gated!(self, states_after(after, limit))
    }
    fn batches_after(&self, after: u64, limit: usize) -> Result<Vec<JournalBatch>, StoreError> {
        gated!(self, batches_after(after, limit))
    }
    fn has_link(&self, link: &ChainLink) -> Result<bool, StoreError> {
        gated!(self, has_link(link))
    }
    fn verify_chain(&self, whole: bool) -> Result<ChainLink, StoreError> {
        gated!(self, verify_chain(whole))
    }
}
