//! [`Simulator`]: the store as its owner sees it: buckets to build, load, count and price.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::ports::{Attributes, Clock, Versioning};

use super::bill::Bill;
use super::capabilities::Capabilities;
use super::content::Content;
use super::ids::mix;
use super::mishap::Mishaps;
use super::refusal::Refusal;
use super::sim_bucket::SimBucket;
use super::state::{BucketState, NULL_VERSION, State, Stored, Version, quoted_hex, whole_seconds};

/// How far a request's signing time may be from the store's clock on AWS.
const AWS_SKEW_LIMIT: Duration = Duration::from_mins(15);

/// An in-memory S3. Clones share the store.
#[derive(Clone)]
pub struct Simulator(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    clock: Arc<dyn Clock>,
    list_latency: Duration,
    skew_limit: Duration,
    credentials: BTreeMap<String, String>,
    /// HTTP requests by method, refused ones included.
    methods: Mutex<BTreeMap<String, u64>>,
    silence: Mutex<Silence>,
    mishaps: Mutex<Mishaps>,
}

/// Copies over HTTP whose answers are kept back.
#[derive(Debug, Default)]
struct Silence {
    /// How many more are answered; `None` for all.
    answers_left: Option<u64>,
    /// How many were kept back.
    withheld: u64,
}

impl std::fmt::Debug for Simulator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Simulator")
    }
}

/// What a simulator is made of.
pub struct SimulatorBuilder {
    seed: u64,
    clock: Arc<dyn Clock>,
    buckets: BTreeMap<String, BucketState>,
    capabilities: Capabilities,
    list_latency: Duration,
    skew_limit: Duration,
    credentials: BTreeMap<String, String>,
}

/// An object to load whose bytes are made on demand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntheticObject {
    /// The key.
    pub key: String,
    /// Bytes.
    pub size: u64,
    /// Decides the bytes: objects of one seed and size are identical.
    pub seed: u64,
    /// Milliseconds UTC.
    pub last_modified_ms: i64,
    /// `None` for STANDARD.
    pub storage_class: Option<String>,
}

impl SyntheticObject {
    /// An object of the standard class whose bytes follow from its key.
    pub fn new(key: impl Into<String>, size: u64, last_modified_ms: i64) -> Self {
        let key = key.into();
        let seed = key
            .bytes()
            .fold(0, |seed, byte| mix(seed ^ u64::from(byte)));
        Self {
            key,
            size,
            seed,
            last_modified_ms,
            storage_class: None,
        }
    }
}

impl SimulatorBuilder {
    /// Seed of version, upload and request ids; 0 unless given.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Adds a bucket without versioning.
    #[must_use]
    pub fn bucket(self, name: &str, region: &str) -> Self {
        self.bucket_with(name, region, Versioning::Unversioned)
    }

    /// Adds a bucket.
    #[must_use]
    pub fn bucket_with(mut self, name: &str, region: &str, versioning: Versioning) -> Self {
        let bucket = BucketState {
            region: region.to_owned(),
            versioning,
            ..BucketState::default()
        };
        self.buckets.insert(name.to_owned(), bucket);
        self
    }

    /// Adds an access key for HTTP. Without any, requests over HTTP are all refused.
    #[must_use]
    pub fn credentials(mut self, access_key: &str, secret_key: &str) -> Self {
        let secret_key = secret_key.to_owned();
        self.credentials.insert(access_key.to_owned(), secret_key);
        self
    }

    /// What the store honours; everything unless given.
    #[must_use]
    pub fn capabilities(mut self, capabilities: Capabilities) -> Self {
        self.capabilities = capabilities;
        self
    }

    /// How long each page of a listing takes, by the simulator's clock; none unless given.
    #[must_use]
    pub fn list_latency(mut self, latency: Duration) -> Self {
        self.list_latency = latency;
        self
    }

    /// How far a request's signing time may be from the simulator's clock; 15 minutes unless given.
    #[must_use]
    pub fn skew_limit(mut self, limit: Duration) -> Self {
        self.skew_limit = limit;
        self
    }

    /// The store, empty.
    #[must_use]
    pub fn build(self) -> Simulator {
        let mut state = State::new(self.seed, self.capabilities);
        state.buckets = self.buckets;
        Simulator(Arc::new(Shared {
            state: Mutex::new(state),
            clock: self.clock,
            list_latency: self.list_latency,
            skew_limit: self.skew_limit,
            credentials: self.credentials,
            methods: Mutex::default(),
            silence: Mutex::default(),
            mishaps: Mutex::default(),
        }))
    }
}

impl Simulator {
    /// Starts building a store that goes by `clock`.
    pub fn builder(clock: Arc<dyn Clock>) -> SimulatorBuilder {
        SimulatorBuilder {
            seed: 0,
            clock,
            buckets: BTreeMap::new(),
            capabilities: Capabilities::default(),
            list_latency: Duration::ZERO,
            skew_limit: AWS_SKEW_LIMIT,
            credentials: BTreeMap::new(),
        }
    }

    /// A bucket, whether it exists or not.
    pub fn bucket(&self, name: &str) -> SimBucket {
        SimBucket {
            simulator: self.clone(),
            name: name.to_owned(),
        }
    }

    /// Puts objects into a bucket outside the bill, each the only version of its key. `false`
    /// when there is no such bucket.
    #[must_use]
    pub fn load(&self, bucket: &str, objects: impl IntoIterator<Item = SyntheticObject>) -> bool {
        let mut state = self.state();
        let Ok(bucket) = state.bucket_mut(bucket) else {
            return false;
        };
        for object in objects {
            let content = Content::synthetic(object.seed, object.size);
            let mut attributes = Attributes::default();
            if let Some(class) = object.storage_class {
                let name = "x-amz-storage-class".to_owned();
                attributes.headers.insert(name, class);
            }
            let version = Version {
                id: NULL_VERSION.to_owned(),
                modified_ms: whole_seconds(object.last_modified_ms),
                stored: Some(Arc::new(Stored {
                    etag: quoted_hex(&content.md5()),
                    content,
                    attributes,
                    checksums: BTreeMap::new(),
                    checksum_type: None,
                    part_sizes: Vec::new(),
                })),
            };
            bucket.keys.insert(object.key, vec![version]);
        }
        true
    }

    /// What was asked so far, by bucket, through the port and over HTTP.
    pub fn bill(&self) -> Bill {
        self.state().bill.clone()
    }

    /// HTTP requests so far by method, refused ones included: a reader sends GET and HEAD only.
    pub fn http_methods(&self) -> BTreeMap<String, u64> {
        self.methods().clone()
    }

    /// Forgets what was asked so far.
    pub fn reset_counters(&self) {
        self.state().bill = Bill::default();
        self.methods().clear();
    }

    /// Answers `copies` more CopyObject requests over HTTP; later ones take effect and are never
    /// answered, as if the network broke right after. What shardctl keeps for itself, in folders named
    /// `.shardctl`, is answered and does not count.
    pub fn withhold_copy_answers_after(&self, copies: u64) {
        self.silence().answers_left = Some(copies);
    }

    /// Answers copies again, but not those that were kept back; how many these were.
    pub fn answer_copies(&self) -> u64 {
        std::mem::take(&mut *self.silence()).withheld
    }

    /// How many answers are kept back so far.
    pub fn withheld_answers(&self) -> u64 {
        self.silence().withheld
    }

    /// Returns when the copy just made may be answered: at once, or never.
    pub(super) async fn leave_to_answer_copy(&self, key: &str) {
        let of_data = !key.split('/').any(|folder| folder == ".shardctl");
        if of_data {
            self.count_data_copy();
        }
        let answered = !of_data || {
            let mut silence = self.silence();
            match &mut silence.answers_left {
                None => true,
                Some(0) => {
                    silence.withheld += 1;
                    false
                }
                Some(left) => {
                    *left -= 1;
                    true
                }
            }
        };
        if !answered {
            std::future::pending::<()>().await;
        }
    }

    pub(super) fn mishaps_lock(&self) -> &Mutex<Mishaps> {
        &self.0.mishaps
    }

    fn silence(&self) -> MutexGuard<'_, Silence> {
        self.0
            .silence
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn count_method(&self, method: &str) {
        *self.methods().entry(method.to_owned()).or_default() += 1;
    }

    fn methods(&self) -> MutexGuard<'_, BTreeMap<String, u64>> {
        self.0
            .methods
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn now_ms(&self) -> i64 {
        self.0.clock.now_ms()
    }

    pub(super) fn skew_limit(&self) -> Duration {
        self.0.skew_limit
    }

    pub(super) fn secret_of(&self, access_key: &str) -> Option<&str> {
        self.0.credentials.get(access_key).map(String::as_str)
    }

    pub(super) async fn wait_for_page(&self) {
        if !self.0.list_latency.is_zero() {
            self.0.clock.sleep(self.0.list_latency).await;
        }
    }

    /// Runs one operation under the lock and puts it on the bill.
    pub(super) fn perform<T>(
        &self,
        operation: &'static str,
        bucket: &str,
        run: impl FnOnce(&mut State, i64) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let now_ms = self.now_ms();
        let mut state = self.state();
        state.catch_up(now_ms);
        state.bill.request(bucket, operation);
        run(&mut state, now_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::{BucketReader as _, FixedClock, ListRequest};

    #[tokio::test]
    async fn every_page_takes_its_time_by_the_own_clock() {
        let clock = Arc::new(FixedClock::new(1_000));
        let simulator = Simulator::builder(clock.clone())
            .bucket("b", "r")
            .list_latency(Duration::from_millis(100))
            .build();
        let objects = (0..1_500).map(|n| SyntheticObject::new(format!("{n:05}"), 1 << 40, 0));
        assert!(simulator.load("b", objects));
        let bucket = simulator.bucket("b");
        let mut request = ListRequest::default();
        let mut listed = 0;
        loop {
            let page = bucket.list(&request).await.unwrap();
            listed += page.objects.len();
            request.continuation = page.next;
            if request.continuation.is_none() {
                break;
            }
        }
        assert_eq!(listed, 1_500);
        assert_eq!(clock.now_ms(), 1_200);
        assert_eq!(simulator.bill().requests()["ListObjectsV2"], 2);
    }

    #[test]
    fn loading_needs_a_bucket() {
        let simulator = Simulator::builder(Arc::new(FixedClock::new(0))).build();
        assert!(!simulator.load("none", [SyntheticObject::new("k", 1, 0)]));
    }
}
