//! Every key exactly once, whatever the keys, the ways and the interruptions; and how fast.

use std::collections::BTreeSet;
use std::sync::Mutex;

use async_trait::async_trait;
use proptest::prelude::*;

use super::*;
use crate::adapters::sqlite::SqliteStats;
use crate::ports::{BucketErrorKind, ByteRange, ListedObject, ObjectBody, ObjectHead};

/// Time that passes only when every request waits for it.
#[derive(Default)]
struct VirtualTime(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    now_ms: u64,
    due_ms: Vec<u64>,
    /// Polls since anything happened.
    idle_polls: usize,
}

impl VirtualTime {
    async fn pass(&self, ms: u64) {
        let due = {
            let mut waiting = self.0.lock().unwrap();
            let due = waiting.now_ms + ms;
            waiting.due_ms.push(due);
            waiting.idle_polls = 0;
            due
        };
        loop {
            tokio::task::yield_now().await;
            let mut waiting = self.0.lock().unwrap();
            waiting.idle_polls += 1;
            if waiting.idle_polls > 3 * waiting.due_ms.len() + 3 {
                waiting.now_ms = waiting.due_ms.iter().copied().min().unwrap();
                waiting.idle_polls = 0;
            }
            if due <= waiting.now_ms {
                let own = waiting.due_ms.iter().position(|&other| other == due);
                waiting.due_ms.swap_remove(own.unwrap());
                waiting.idle_polls = 0;
                return;
            }
        }
    }
}

/// A bucket of keys that answers LIST after a latency, and fails from some request on.
struct Keys {
    held: BTreeSet<String>,
    latency_ms: u64,
    time: VirtualTime,
    requests_left: Mutex<u64>,
    /// Before every page of keys comes one without any.
    hollow: bool,
}

impl Keys {
    fn new(keys: impl IntoIterator<Item = String>) -> Self {
        Self {
            held: keys.into_iter().collect(),
            latency_ms: 0,
            time: VirtualTime::default(),
            requests_left: Mutex::new(u64::MAX),
            hollow: false,
        }
    }

    fn error() -> BucketError {
        BucketError {
            kind: BucketErrorKind::Unavailable,
            operation: "ListObjectsV2",
            bucket: "b".to_owned(),
            key: None,
            status: Some(503),
            server_time_ms: None,
            code: None,
            request_id: None,
            attempts: 1,
            message: "down".to_owned(),
        }
    }
}

#[async_trait]
impl BucketReader for Keys {
    fn name(&self) -> &'static str {
        "b"
    }

    async fn list(&self, request: &ListRequest) -> Result<ListPage, BucketError> {
        {
            let mut left = self.requests_left.lock().unwrap();
            *left = left.checked_sub(1).ok_or_else(Keys::error)?;
        }
        self.time.pass(self.latency_ms).await;
        if self.hollow && request.continuation.is_none() {
            return Ok(ListPage {
                next: Some("on".to_owned()),
                ..ListPage::default()
            });
        }
        let limit = request.page_size.unwrap_or(1000) as usize;
        let from = request.start_after.clone().unwrap_or_default();
        let mut page = ListPage::default();
        let range = (std::ops::Bound::Excluded(from), std::ops::Bound::Unbounded);
        for key in self.held.range::<String, _>(range) {
            let Some(rest) = key.strip_prefix(&request.prefix) else {
                continue;
            };
            let slash = request.delimiter.as_ref().and_then(|_| rest.find('/'));
            let prefix = slash.map(|slash| key[..=request.prefix.len() + slash].to_owned());
            if prefix.is_some() && prefix.as_ref() == page.common_prefixes.last() {
                continue;
            }
            if page.objects.len() + page.common_prefixes.len() == limit {
                page.next = Some("more".to_owned());
                break;
            }
            match prefix {
                Some(prefix) => page.common_prefixes.push(prefix),
                None => page.objects.push(ListedObject {
                    key: key.clone(),
                    size: 1,
                    etag: "\"e\"".to_owned(),
                    last_modified_ms: 0,
                    storage_class: None,
                }),
            }
        }
        Ok(page)
    }

    async fn head(&self, _key: &str) -> Result<ObjectHead, BucketError> {
        Err(Self::error())
    }

    async fn get(&self, _key: &str, _range: Option<ByteRange>) -> Result<ObjectBody, BucketError> {
        Err(Self::error())
    }
}

fn shard(prefix: &str) -> Shard {
    Shard {
        name: "a".into(),
        endpoint: "e".into(),
        bucket: "b".into(),
        prefix: prefix.into(),
        mount: String::new(),
        region: "r".into(),
        weight: 1,
    }
}

fn options(ways: usize, page_size: u32) -> ScanOptions {
    ScanOptions {
        ways,
        restart: false,
        page_size: Some(page_size),
        now_ms: 1_000,
    }
}

fn stored(store: &SqliteStats) -> Vec<String> {
    let objects = store.inventory_objects(&"a".into()).unwrap();
    objects
        .map(|object| object.unwrap().key.as_str().unwrap().to_owned())
        .collect()
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_key_is_stored_once_even_across_failures(
        keys in prop::collection::btree_set("[ab0-2/é]{1,7}", 0..80),
        ways in 1_usize..9,
        page_size in 1_u32..9,
        fail_after in prop::collection::vec(0_u64..20, 0..3),
        hollow: bool,
    ) {
        let directory = tempfile::tempdir().unwrap();
        let mut store = SqliteStats::create(directory.path()).unwrap();
        let mut bucket = Keys::new(keys.iter().cloned());
        bucket.hollow = hollow;
        let bucket = Arc::new(bucket);
        runtime().block_on(async {
            for requests in fail_after {
                *bucket.requests_left.lock().unwrap() = requests;
                let reader: Arc<dyn BucketReader> = bucket.clone();
                let _ = scan(reader, &shard(""), &mut store, &options(ways, page_size), &mut |_| ()).await;
            }
            *bucket.requests_left.lock().unwrap() = u64::MAX;
            let reader: Arc<dyn BucketReader> = bucket.clone();
            scan(reader, &shard(""), &mut store, &options(ways, page_size), &mut |_| ()).await.unwrap();
        });
        prop_assert_eq!(stored(&store), keys.into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn only_keys_under_the_prefix_are_listed_and_a_scan_resumes() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = SqliteStats::create(directory.path()).unwrap();
    let inside: Vec<String> = (0..50).map(|i| format!("p/{i:02}")).collect();
    let outside = ["o/1", "p", "q/1"].map(str::to_owned);
    let bucket = Arc::new(Keys::new(inside.iter().cloned().chain(outside)));
    *bucket.requests_left.lock().unwrap() = 3;
    let run = |store: &mut SqliteStats, bucket: &Arc<Keys>, restart| {
        let reader: Arc<dyn BucketReader> = bucket.clone();
        let options = ScanOptions {
            restart,
            ..options(1, 10)
        };
        runtime().block_on(scan(reader, &shard("p/"), store, &options, &mut |_| ()))
    };
    assert!(matches!(
        run(&mut store, &bucket, false),
        Err(ScanError::Bucket(_))
    ));
    *bucket.requests_left.lock().unwrap() = u64::MAX;
    let report = run(&mut store, &bucket, false).unwrap();
    assert_eq!((report.resumed_objects, report.requests), (30, 2));
    assert_eq!(stored(&store), inside);
    assert_eq!(report.inventory.taken_ms, 1_000);
    let again = run(&mut store, &bucket, true).unwrap();
    assert_eq!((again.resumed_objects, again.requests), (0, 5));
}

/// Virtual seconds that a scan takes at 100 ms a page.
fn seconds(keys: impl IntoIterator<Item = String>, ways: usize) -> f64 {
    let directory = tempfile::tempdir().unwrap();
    let mut store = SqliteStats::create(directory.path()).unwrap();
    let mut bucket = Keys::new(keys);
    bucket.latency_ms = 100;
    let bucket = Arc::new(bucket);
    let reader: Arc<dyn BucketReader> = bucket.clone();
    runtime().block_on(async {
        let options = options(ways, 50);
        let report = scan(reader, &shard(""), &mut store, &options, &mut |_| ()).await;
        assert_eq!(report.unwrap().inventory.objects, bucket.held.len() as u64);
    });
    let now_ms = bucket.time.0.lock().unwrap().now_ms;
    now_ms as f64 / 1_000.0
}

#[test]
fn thirty_two_ways_come_close_to_thirty_two_times_as_fast() {
    let tenants =
        |_| (0..60_000_u64).map(|i| format!("tenant/{:03}/{:02}/{i:06}.bin", i * i % 211, i % 7));
    let flat = |_| (0..60_000_u64).map(|i| format!("obj-{i:08}.bin"));
    let hashed =
        |_| (0..60_000_u64).map(|i| format!("x/{:016x}", i.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
    let speedups = [
        seconds(tenants(0), 1) / seconds(tenants(0), 32),
        seconds(flat(0), 1) / seconds(flat(0), 32),
        seconds(hashed(0), 1) / seconds(hashed(0), 32),
    ];
    println!("{speedups:?}");
    assert!(
        speedups.iter().all(|speedup| *speedup > 26.0),
        "{speedups:?}"
    );
}
