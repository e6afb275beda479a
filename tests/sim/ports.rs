//! The ports of a simulated process: buckets, control location, map.db and clock, each call of which waits
//! for its turn and then meets its fate.

use std::collections::BTreeMap;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures::FutureExt as _;
use shardctl::migration::{
    BucketConfiguration, Event, Migration, MigrationId, MoveId, Transfer, TransferState,
};
use shardctl::placement::{Key, MapDiff, ShardMap};
use shardctl::ports::*;
use shardctl::simulator::SimBucket;

use super::chance::{Damage, Fate};
use super::process::Process;
use super::stage::{Arrival, Change};

/// A bucket as a process reaches it.
pub struct FaultyBucket {
    pub inner: SimBucket,
    pub process: Arc<Process>,
}

/// The answer of a bucket in memory, which is there at once.
fn now<T>(call: impl Future<Output = T>) -> T {
    call.now_or_never().expect("memory never waits")
}

fn failure(kind: BucketErrorKind, operation: &'static str, bucket: &str) -> BucketError {
    BucketError::new(kind, operation, bucket, "as the seed says")
}

impl FaultyBucket {
    /// Whether the bucket can be reached, and in time: a store takes no request that was signed long ago.
    async fn reach(&self, operation: &'static str) -> Result<(), BucketError> {
        let stage = &self.process.stage;
        let asked_ms = stage.now_ms();
        self.process.turn().await;
        let name = self.inner.name();
        if let Some(kind) = stage.outage(name) {
            return Err(failure(kind, operation, name));
        }
        if stage.now_ms() - asked_ms > stage.zombie_ms {
            return Err(failure(BucketErrorKind::Denied, operation, name));
        }
        Ok(())
    }

    async fn read<T>(
        &self,
        operation: &'static str,
        key: &str,
        call: impl FnOnce() -> Result<T, BucketError>,
    ) -> Result<T, BucketError> {
        self.reach(operation).await?;
        let (stage, name) = (&self.process.stage, self.inner.name());
        let fate = stage.chance().of_read();
        stage.trace(self.process.number, operation, name, key, fate);
        match fate {
            Fate::Fine => call(),
            Fate::Throttled => Err(failure(BucketErrorKind::Throttled, operation, name)),
            Fate::Lost => Err(failure(BucketErrorKind::Unavailable, operation, name)),
            _ => self.process.die().await,
        }
    }

    async fn change<T>(
        &self,
        operation: &'static str,
        key: &str,
        late: impl FnOnce() -> Option<Box<dyn FnOnce() + Send>>,
        call: impl Fn() -> Result<T, BucketError>,
    ) -> Result<T, BucketError> {
        self.reach(operation).await?;
        let (stage, name) = (self.process.stage.clone(), self.inner.name().to_owned());
        let fate = stage.chance().of_change();
        stage.trace(self.process.number, operation, &name, key, fate);
        let change = Change {
            operation,
            bucket: name.clone(),
            key: key.to_owned(),
        };
        let lost = || Err(failure(BucketErrorKind::Unavailable, operation, &name));
        match fate {
            Fate::CrashBefore => return self.process.die().await,
            Fate::Throttled => {
                return Err(failure(BucketErrorKind::Throttled, operation, &name));
            }
            Fate::Conflict => return Err(failure(BucketErrorKind::Conflict, operation, &name)),
            Fate::Lost => return lost(),
            Fate::Late | Fate::CrashLate => {
                stage.check_before(&self.process, &change);
                if let Some(arrive) = late() {
                    stage.send_late(Arrival {
                        change: Some(change),
                        sent_ms: stage.now_ms(),
                        arrive,
                    });
                }
                if fate == Fate::CrashLate {
                    return self.process.die().await;
                }
                return lost();
            }
            Fate::Fine | Fate::Twice | Fate::Unanswered | Fate::CrashAfter => {}
        }
        stage.check_before(&self.process, &change);
        let mut answer = stage.carry_out(&change, &call);
        if fate == Fate::Twice {
            answer = stage.carry_out(&change, &call);
        }
        match fate {
            Fate::CrashAfter => self.process.die().await,
            Fate::Unanswered => lost(),
            _ => answer,
        }
    }

    fn damaged(&self, mut body: ObjectBody) -> ObjectBody {
        let damage = self.process.stage.chance().of_bytes();
        let mut bytes = body.bytes.to_vec();
        match damage {
            None => return body,
            Some(Damage::Truncated) => bytes.truncate(bytes.len() / 2),
            Some(Damage::Flipped) => {
                if let Some(byte) = bytes.first_mut() {
                    *byte ^= 1;
                }
            }
        }
        body.bytes = bytes.into();
        body
    }
}

#[async_trait]
impl BucketReader for FaultyBucket {
    fn name(&self) -> &str {
        self.inner.name()
    }
    async fn list(&self, request: &ListRequest) -> Result<ListPage, BucketError> {
        let call = || now(self.inner.list(request));
        self.read("ListObjectsV2", &request.prefix, call).await
    }
    async fn head(&self, key: &str) -> Result<ObjectHead, BucketError> {
        self.read("HeadObject", key, || now(self.inner.head(key)))
            .await
    }
    async fn get(&self, key: &str, range: Option<ByteRange>) -> Result<ObjectBody, BucketError> {
        let call = || now(self.inner.get(key, range));
        let body = self.read("GetObject", key, call).await?;
        Ok(self.damaged(body))
    }
    async fn get_with(&self, key: &str, options: &ReadOptions) -> Result<ObjectBody, BucketError> {
        let call = || now(self.inner.get_with(key, options));
        let body = self.read("GetObject", key, call).await?;
        Ok(self.damaged(body))
    }
    async fn head_with(&self, key: &str, options: &ReadOptions) -> Result<ObjectHead, BucketError> {
        let call = || now(self.inner.head_with(key, options));
        self.read("HeadObject", key, call).await
    }
    async fn head_bucket(&self) -> Result<BucketHead, BucketError> {
        self.read("HeadBucket", "", || now(self.inner.head_bucket()))
            .await
    }
    async fn versioning(&self) -> Result<Versioning, BucketError> {
        self.read("GetBucketVersioning", "", || now(self.inner.versioning()))
            .await
    }
    async fn configuration(&self) -> BucketConfiguration {
        self.inner.configuration().await
    }
    async fn list_versions(
        &self,
        request: &ListVersionsRequest,
    ) -> Result<VersionPage, BucketError> {
        let call = || now(self.inner.list_versions(request));
        self.read("ListObjectVersions", "", call).await
    }
    async fn tags(&self, key: &str) -> Result<BTreeMap<String, String>, BucketError> {
        self.read("GetObjectTagging", key, || now(self.inner.tags(key)))
            .await
    }
    async fn list_uploads(
        &self,
        prefix: &str,
        after: Option<&UploadMarker>,
    ) -> Result<UploadPage, BucketError> {
        let call = || now(self.inner.list_uploads(prefix, after));
        self.read("ListMultipartUploads", prefix, call).await
    }
    async fn list_parts(
        &self,
        key: &str,
        upload_id: &str,
        after: Option<u32>,
    ) -> Result<PartPage, BucketError> {
        let call = || now(self.inner.list_parts(key, upload_id, after));
        self.read("ListParts", key, call).await
    }
}

macro_rules! late {
    ($self:ident, $method:ident, $request:ident) => {{
        || {
            let (inner, request) = ($self.inner.clone(), $request.clone());
            Some(Box::new(move || {
                // Nobody hears the answer.
                let _ = now(inner.$method(&request));
            }) as Box<dyn FnOnce() + Send>)
        }
    }};
}

macro_rules! change {
    ($self:ident, $operation:literal, $method:ident, $request:ident) => {{
        let late = late!($self, $method, $request);
        let call = || now($self.inner.$method($request));
        $self.change($operation, &$request.key, late, call).await
    }};
}

#[async_trait]
impl Bucket for FaultyBucket {
    async fn put(&self, request: &PutRequest) -> Result<WriteReceipt, BucketError> {
        change!(self, "PutObject", put, request)
    }
    async fn copy(&self, request: &CopyRequest) -> Result<WriteReceipt, BucketError> {
        change!(self, "CopyObject", copy, request)
    }
    async fn delete(&self, request: &DeleteRequest) -> Result<DeleteReceipt, BucketError> {
        change!(self, "DeleteObject", delete, request)
    }
    async fn delete_many(
        &self,
        _: &[DeleteRequest],
    ) -> Result<Vec<Result<DeleteReceipt, BucketError>>, BucketError> {
        unreachable!("every delete of data is one request with a condition of its own")
    }
    async fn create_upload(&self, request: &CreateUpload) -> Result<String, BucketError> {
        change!(self, "CreateMultipartUpload", create_upload, request)
    }
    async fn upload_part(&self, request: &UploadPart) -> Result<PartReceipt, BucketError> {
        change!(self, "UploadPart", upload_part, request)
    }
    async fn upload_part_copy(&self, request: &UploadPartCopy) -> Result<PartReceipt, BucketError> {
        change!(self, "UploadPartCopy", upload_part_copy, request)
    }
    async fn complete_upload(&self, request: &CompleteUpload) -> Result<WriteReceipt, BucketError> {
        change!(self, "CompleteMultipartUpload", complete_upload, request)
    }
    async fn abort_upload(&self, key: &str, upload_id: &str) -> Result<(), BucketError> {
        let call = || now(self.inner.abort_upload(key, upload_id));
        self.change("AbortMultipartUpload", key, || None, call)
            .await
    }
    async fn put_tags(
        &self,
        key: &str,
        tags: &BTreeMap<String, String>,
    ) -> Result<(), BucketError> {
        let call = || now(self.inner.put_tags(key, tags));
        self.change("PutObjectTagging", key, || None, call).await
    }
}

/// The control location as a process reaches it.
pub struct FaultyControl(pub Arc<Process>);

impl FaultyControl {
    fn unavailable(&self) -> ControlError {
        ControlError::Unavailable {
            place: self.place(),
            problem: "as the seed says".to_owned(),
        }
    }

    fn unknown(&self, name: &str) -> ControlError {
        ControlError::Unknown {
            place: self.place(),
            name: name.to_owned(),
            problem: "as the seed says".to_owned(),
        }
    }

    async fn read_so<T>(
        &self,
        name: &str,
        call: impl FnOnce(&BTreeMap<String, Bytes>) -> T,
    ) -> Result<T, ControlError> {
        let (process, stage) = (&self.0, &self.0.stage);
        process.turn().await;
        let fate = stage.chance().of_read();
        stage.trace(process.number, "read", "control", name, fate);
        match fate {
            Fate::Fine => Ok(call(&stage.control())),
            Fate::CrashBefore => process.die().await,
            _ => Err(self.unavailable()),
        }
    }

    async fn write_so<T>(
        &self,
        operation: &'static str,
        name: &str,
        call: impl Fn(&mut BTreeMap<String, Bytes>) -> T + Clone + Send + 'static,
    ) -> Result<T, ControlError> {
        let (process, stage) = (&self.0, &self.0.stage);
        process.turn().await;
        let fate = stage.chance().of_change();
        stage.trace(process.number, operation, "control", name, fate);
        match fate {
            Fate::Fine => {}
            Fate::Twice => {
                call(&mut stage.control());
            }
            Fate::Throttled | Fate::Conflict => return Err(self.unavailable()),
            Fate::Lost => return Err(self.unknown(name)),
            Fate::CrashBefore => return process.die().await,
            Fate::Unanswered | Fate::CrashAfter => {
                call(&mut stage.control());
                stage.check("a control write");
                if fate == Fate::CrashAfter {
                    return process.die().await;
                }
                return Err(self.unknown(name));
            }
            Fate::Late | Fate::CrashLate => {
                let (there, call) = (stage.clone(), call.clone());
                stage.send_late(Arrival {
                    change: None,
                    sent_ms: stage.now_ms(),
                    arrive: Box::new(move || {
                        call(&mut there.control());
                    }),
                });
                if fate == Fate::CrashLate {
                    return process.die().await;
                }
                return Err(self.unknown(name));
            }
        }
        let answer = call(&mut stage.control());
        stage.check("a control write");
        Ok(answer)
    }
}

#[async_trait]
impl ControlStore for FaultyControl {
    fn place(&self) -> String {
        "memory".to_owned()
    }
    fn is_shared(&self) -> bool {
        true
    }
    async fn create(&self, name: &str, body: Bytes) -> Result<Creation, ControlError> {
        let key = name.to_owned();
        let call = move |objects: &mut BTreeMap<String, Bytes>| {
            if objects.contains_key(&key) {
                return Creation::Exists;
            }
            objects.insert(key.clone(), body.clone());
            Creation::Created
        };
        self.write_so("create", name, call).await
    }
    async fn overwrite(&self, name: &str, body: Bytes) -> Result<(), ControlError> {
        let key = name.to_owned();
        let call = move |objects: &mut BTreeMap<String, Bytes>| {
            objects.insert(key.clone(), body.clone());
        };
        self.write_so("overwrite", name, call).await
    }
    async fn remove(&self, name: &str) -> Result<(), ControlError> {
        assert!(is_removable(name), "`{name}` is never removed");
        let key = name.to_owned();
        let call = move |objects: &mut BTreeMap<String, Bytes>| {
            objects.remove(&key);
        };
        self.write_so("remove", name, call).await
    }
    async fn read(&self, name: &str) -> Result<Option<Bytes>, ControlError> {
        self.read_so(name, |objects| objects.get(name).cloned())
            .await
    }
    async fn names(&self, folder: &str, after: Option<&str>) -> Result<Vec<String>, ControlError> {
        let call = |objects: &BTreeMap<String, Bytes>| {
            let names = objects.keys().filter(|name| name.starts_with(folder));
            let later = names.filter(|name| after.is_none_or(|after| name.as_str() > after));
            later.cloned().collect()
        };
        self.read_so(folder, call).await
    }
}

/// The clock of a process' host.
pub struct HostClock(pub Arc<Process>);

#[async_trait]
impl Clock for HostClock {
    fn now_ms(&self) -> i64 {
        self.0.stage.now_ms() + self.0.host.offset_ms()
    }
    async fn sleep(&self, duration: Duration) {
        let until_ms = self.0.stage.now_ms() + duration.as_millis() as i64;
        self.0.turn().await;
        self.0.stage.wait_until(until_ms);
    }
}

/// map.db as a process has it open.
pub struct FaultyJournal {
    pub inner: Box<dyn JournalStore>,
    pub process: Arc<Process>,
}

impl FaultyJournal {
    fn pass<T>(
        process: &Process,
        what: &'static str,
        changes: bool,
        call: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let broken = |problem: &str| StoreError::Unusable {
            path: "map.db".to_owned(),
            problem: problem.to_owned(),
        };
        if process.is_dead() {
            return Err(broken("the process is dead"));
        }
        let fate = process.stage.chance().of_journal(changes);
        process
            .stage
            .trace(process.number, what, "map.db", "", fate);
        let full = StoreError::Full {
            path: "map.db".to_owned(),
        };
        match fate {
            Fate::Fine => call(),
            Fate::Lost if changes => Err(full),
            Fate::Unanswered => {
                call()?;
                Err(broken("an I/O error"))
            }
            Fate::CrashBefore => {
                process.kill();
                Err(broken("the process is dead"))
            }
            Fate::CrashAfter => {
                call()?;
                process.kill();
                Err(broken("the process is dead"))
            }
            _ => Err(broken("an I/O error")),
        }
    }
}

macro_rules! read {
    ($self:ident, $method:ident ( $($arg:expr),* )) => {{
        let Self { inner, process } = $self;
        FaultyJournal::pass(process, stringify!($method), false, || inner.$method($($arg),*))
    }};
}

macro_rules! write {
    ($self:ident, $method:ident ( $($arg:expr),* )) => {{
        let Self { inner, process } = $self;
        FaultyJournal::pass(process, stringify!($method), true, || inner.$method($($arg),*))
    }};
}

impl MapStore for FaultyJournal {
    fn load(&self) -> Result<Option<ShardMap>, StoreError> {
        read!(self, load())
    }
    fn load_version(&self, lsn: u64) -> Result<Option<ShardMap>, StoreError> {
        read!(self, load_version(lsn))
    }
    fn adopt(&mut self, map: &ShardMap, created_ms: i64) -> Result<MapVersion, StoreError> {
        write!(self, adopt(map, created_ms))
    }
    fn history(&self) -> Result<Vec<MapVersion>, StoreError> {
        read!(self, history())
    }
    fn migrations(&self) -> Result<Vec<Migration>, StoreError> {
        read!(self, migrations())
    }
    fn save_plan(&mut self, plan: &StoredPlan) -> Result<(), StoreError> {
        write!(self, save_plan(plan))
    }
    fn plans(&self) -> Result<Vec<StoredPlan>, StoreError> {
        read!(self, plans())
    }
}

impl JournalStore for FaultyJournal {
    fn never_waits(&self) -> bool {
        true
    }
    fn identity(&self) -> Result<StoreIdentity, StoreError> {
        read!(self, identity())
    }
    fn hold_epoch(&mut self, epoch: u64) -> Result<(), StoreError> {
        write!(self, hold_epoch(epoch))
    }
    fn append(
        &mut self,
        epoch: u64,
        events: &[Event],
        now_ms: i64,
    ) -> Result<ChainLink, StoreError> {
        write!(self, append(epoch, events, now_ms))
    }
    fn change_map(
        &mut self,
        epoch: u64,
        change: &VersionChange,
        events: &[Event],
        now_ms: i64,
    ) -> Result<MapVersion, StoreError> {
        write!(self, change_map(epoch, change, events, now_ms))
    }
    fn set_published(&mut self, epoch: u64, lsn: u64) -> Result<(), StoreError> {
        write!(self, set_published(epoch, lsn))
    }
    fn changes_after(&self, lsn: u64) -> Result<Vec<(MapVersion, MapDiff)>, StoreError> {
        read!(self, changes_after(lsn))
    }
    fn migration(&self, id: &MigrationId) -> Result<Option<Migration>, StoreError> {
        read!(self, migration(id))
    }
    fn transfers(
        &self,
        id: &MoveId,
        after: Option<&Key>,
        limit: usize,
        states: Option<&[TransferState]>,
    ) -> Result<Vec<(Key, Transfer)>, StoreError> {
        read!(self, transfers(id, after, limit, states))
    }
    fn transfer(&self, id: &MoveId, key: &Key) -> Result<Option<Transfer>, StoreError> {
        read!(self, transfer(id, key))
    }
    fn tally(&self, id: &MoveId) -> Result<BTreeMap<TransferState, Tally>, StoreError> {
        read!(self, tally(id))
    }
    fn states_after(&self, after: u64, limit: usize) -> Result<ChangedStates, StoreError> {
        read!(self, states_after(after, limit))
    }
    fn batches_after(&self, after: u64, limit: usize) -> Result<Vec<JournalBatch>, StoreError> {
        read!(self, batches_after(after, limit))
    }
    fn has_link(&self, link: &ChainLink) -> Result<bool, StoreError> {
        read!(self, has_link(link))
    }
    fn verify_chain(&self, whole: bool) -> Result<ChainLink, StoreError> {
        read!(self, verify_chain(whole))
    }
}

impl Process {
    /// The process dies here, and the call never returns.
    pub async fn die<T>(&self) -> T {
        self.kill();
        pending().await
    }
}
