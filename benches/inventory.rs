//! What learning a fleet costs: `cargo bench --bench inventory` imports 10⁶ generated rows.
//!
//! `cargo bench --bench inventory -- memory 10000000` imports that many rows in this process and
//! prints CPU time and peak memory; `… -- scan` lists 3.2 million keys at 100 ms a page, 32 ways at a
//! time, and prints how close that comes to 32 times as fast as one.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench that cannot go on has failed, and its figures are for the terminal"
)]

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use flate2::Compression;
use flate2::write::GzEncoder;
use md5::{Digest, Md5};
use shardctl::adapters::sqlite::SqliteStats;
use shardctl::adapters::system::SystemClock;
use shardctl::cli::Settings;
use shardctl::engine::inventory::{ScanOptions, import, read_manifest, scan};
use shardctl::placement::Shard;
use shardctl::ports::{
    BucketError, BucketErrorKind, BucketReader, ByteRange, ListPage, ListRequest, ListedObject,
    ObjectBody, ObjectHead,
};
use shardctl::wiring::LiveWorld;

const ROWS: u64 = 1_000_000;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    match args.get(1).map(String::as_str) {
        Some("memory") => memory(
            args.get(2)
                .and_then(|rows| rows.parse().ok())
                .unwrap_or(ROWS),
        ),
        Some("scan") => scan_speed(),
        _ => divan::main(),
    }
}

fn shard() -> Shard {
    Shard {
        name: "a".into(),
        endpoint: "e".into(),
        bucket: "data".into(),
        prefix: String::new(),
        mount: String::new(),
        region: "r".into(),
        weight: 1,
    }
}

/// Passes bytes on and digests them.
struct Digesting<W>(W, Md5);

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let count = self.0.write(bytes)?;
        self.1.update(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
    let digits = bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    digits.collect()
}

/// Writes a report of `rows` objects, 10⁶ to a file, and returns the manifest's path.
fn report(directory: &Path, rows: u64) -> PathBuf {
    let mut random = fastrand::Rng::with_seed(1);
    let mut files = Vec::new();
    for first in (0..rows).step_by(ROWS as usize) {
        let name = format!("{first}.csv.gz");
        let file = BufWriter::new(std::fs::File::create(directory.join(&name)).unwrap());
        let mut text = GzEncoder::new(Digesting(file, Md5::new()), Compression::default());
        for i in first..(first + ROWS).min(rows) {
            let etag = random.u128(..);
            let size = random.u64(..100_000_000);
            let (tenant, second) = (i * 7_919 % 1_000, i % 60);
            writeln!(
                text,
                "\"data\",\"tenant/{tenant:04}/2026/11/object-{i:010}.parquet\",\"{size}\",\
                 \"2026-11-18T12:00:{second:02}.000Z\",\"{etag:032x}\",\"STANDARD\""
            )
            .unwrap();
        }
        let mut stored = text.finish().unwrap();
        stored.flush().unwrap();
        let md5 = hex(&stored.1.finalize());
        files.push(serde_json::json!({"key": name, "size": 0, "MD5checksum": md5}));
    }
    let manifest = serde_json::json!({
        "sourceBucket": "data",
        "destinationBucket": "arn:aws:s3:::inv",
        "version": "2016-11-30",
        "creationTimestamp": "1795176000000",
        "fileFormat": "CSV",
        "fileSchema": "Bucket, Key, Size, LastModifiedDate, ETag, StorageClass",
        "files": files,
    });
    let path = directory.join("manifest.json");
    std::fs::write(&path, manifest.to_string()).unwrap();
    path
}

fn import_report(runtime: &tokio::runtime::Runtime, manifest: &Path, state: &Path) -> u64 {
    let world = LiveWorld::new(Settings::default(), Arc::new(SystemClock), "bench");
    let place = manifest.to_str().unwrap();
    let mut store = SqliteStats::create(state).unwrap();
    runtime.block_on(async {
        let manifest = read_manifest(&world, place, None).await.unwrap();
        let (shard, mut ignore) = (shard(), |_| ());
        let imported = import(
            &world,
            place,
            None,
            &manifest,
            &shard,
            &mut store,
            &mut ignore,
        );
        imported.await.unwrap().inventory.objects
    })
}

fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(2).enable_all().build().unwrap()
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn import_a_million_rows(bencher: divan::Bencher) {
    let directory = tempfile::tempdir().unwrap();
    let manifest = report(directory.path(), ROWS);
    let runtime = runtime();
    bencher
        .counter(divan::counter::ItemsCount::new(ROWS))
        .with_inputs(|| tempfile::tempdir().unwrap())
        .bench_local_refs(|state| import_report(&runtime, &manifest, state.path()));
}

/// CPU seconds of this process, user and system (clock ticks of 10 ms).
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after_name = stat.rsplit(')').next().unwrap();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    ticks
        .map(|ticks| ticks.parse::<f64>().unwrap())
        .sum::<f64>()
        / 100.0
}

fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    let kib: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kib / 1024.0
}

fn memory(rows: u64) {
    let directory = tempfile::tempdir().unwrap();
    let manifest = report(directory.path(), rows);
    let (before, begin) = (cpu_seconds(), Instant::now());
    let objects = import_report(&runtime(), &manifest, &directory.path().join("state"));
    let cpu = cpu_seconds() - before;
    println!(
        "{objects} rows in {:.2} s, {cpu:.2} s of CPU: {:.0} rows a second of one core, peak {:.0} MiB",
        begin.elapsed().as_secs_f64(),
        objects as f64 / cpu,
        peak_mib()
    );
}

/// A bucket of sorted keys that answers LIST after 100 ms.
struct SlowBucket {
    keys: Keys,
}

/// Sorted keys side by side in memory: a store that misses the cache for every key would take the
/// cores from the client.
struct Keys {
    text: String,
    ends: Vec<usize>,
}

impl Keys {
    fn new(mut keys: Vec<String>) -> Self {
        keys.sort_unstable();
        let ends = keys.iter().scan(0, |end, key| {
            *end += key.len();
            Some(*end)
        });
        Self {
            ends: ends.collect(),
            text: keys.concat(),
        }
    }

    fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.text[start..end])
    }

    /// Number of keys from `at` on that hold what only the first ones do.
    fn count_while(&self, at: usize, holds: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (at, self.ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.get(middle).is_some_and(&holds) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low - at
    }
}

#[async_trait]
impl BucketReader for SlowBucket {
    fn name(&self) -> &'static str {
        "data"
    }

    async fn list(&self, request: &ListRequest) -> Result<ListPage, BucketError> {
        // A store works on the page while the client waits.
        let answered = tokio::time::sleep(Duration::from_millis(100));
        let page = self.page(request);
        answered.await;
        Ok(page)
    }

    async fn head(&self, _key: &str) -> Result<ObjectHead, BucketError> {
        Err(no_such_call())
    }

    async fn get(&self, _key: &str, _range: Option<ByteRange>) -> Result<ObjectBody, BucketError> {
        Err(no_such_call())
    }
}

impl SlowBucket {
    fn page(&self, request: &ListRequest) -> ListPage {
        let after = request.start_after.as_deref().unwrap_or_default();
        let from = after.max(request.prefix.as_str());
        let mut at = self.keys.count_while(0, |key| key <= from);
        let mut page = ListPage::default();
        while let Some(key) = self.keys.get(at) {
            let Some(rest) = key.strip_prefix(&request.prefix) else {
                break;
            };
            if page.objects.len() + page.common_prefixes.len() == 1000 {
                page.next = Some("more".to_owned());
                break;
            }
            let slash = request.delimiter.as_ref().and_then(|_| rest.find('/'));
            if let Some(slash) = slash {
                let directory = key[..=request.prefix.len() + slash].to_owned();
                at += self.keys.count_while(at, |key| key.starts_with(&directory));
                page.common_prefixes.push(directory);
                continue;
            }
            page.objects.push(ListedObject {
                key: key.to_owned(),
                size: 1,
                etag: "\"0123456789abcdef0123456789abcdef\"".to_owned(),
                last_modified_ms: 0,
                storage_class: None,
            });
            at += 1;
        }
        page
    }
}

fn no_such_call() -> BucketError {
    BucketError {
        kind: BucketErrorKind::NotImplemented,
        operation: "HeadObject",
        bucket: "data".to_owned(),
        key: None,
        status: None,
        code: None,
        request_id: None,
        attempts: 1,
        server_time_ms: None,
        message: "a listing needs no objects".to_owned(),
    }
}

/// What keys look like: a name, and the key of a number.
type Shape = (&'static str, fn(u64) -> String);

/// Three levels of named directories, some far larger than others.
fn words(i: u64) -> String {
    let names = [
        "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "kilo", "lima", "tango",
    ];
    let name = |k: u64| names[(i.wrapping_mul(k) >> 20) as usize % (i as usize % 9 + 1)];
    let (team, project) = (name(0x9E37_79B9), name(0x85EB_CA6B));
    format!("{team}/project-{project}/{}/{i:07}.dat", name(0xC2B2_AE35))
}

fn scan_speed() {
    const KEYS: u64 = 3_200_000;
    const WAYS: usize = 32;
    let shapes: [Shape; 4] = [
        ("directories of different sizes", |i| {
            format!("tenant/{:03}/{:02}/{i:08}.bin", i * i % 211, i % 7)
        }),
        ("one flat directory, numbered", |i| {
            format!("obj-{i:010}.bin")
        }),
        ("one flat directory, hashed", |i| {
            format!("x/{:016x}", i.wrapping_mul(0x9E37_79B9_7F4A_7C15))
        }),
        ("directories with names", words),
    ];
    for (name, key) in shapes {
        let keys = Keys::new((0..KEYS).map(key).collect());
        let state = tempfile::tempdir().unwrap();
        let mut store = SqliteStats::create(state.path()).unwrap();
        let options = ScanOptions {
            ways: WAYS,
            restart: false,
            page_size: None,
            now_ms: 0,
        };
        let bucket = Arc::new(SlowBucket { keys });
        let runtime = runtime();
        let (shard, mut ignore) = (shard(), |_| ());
        let (cpu, begin) = (cpu_seconds(), Instant::now());
        let scanned = scan(bucket, &shard, &mut store, &options, &mut ignore);
        let report = runtime.block_on(scanned).unwrap();
        assert_eq!(report.inventory.objects, KEYS);
        let one_way = (KEYS / 1000) as f64 * 0.1;
        let speedup = one_way / begin.elapsed().as_secs_f64();
        println!(
            "{name}: {speedup:.1} times as fast as one way ({:.1} % of {WAYS}), {} requests for {} pages, {:.1} s of CPU",
            100.0 * speedup / WAYS as f64,
            report.requests,
            KEYS / 1000,
            cpu_seconds() - cpu,
        );
    }
}
