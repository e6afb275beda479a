//! [`scan`]: lists one shard, many ranges at once, into the inventory.
//!
//! Requests go on while rows are stored: a task of its own lists ahead, by a few batches at most, and
//! sends the next request of a way before it looks at the rows of the last page. Every batch is stored
//! together with what remains after it, so an interrupted scan goes on where it was. A listing of
//! many pages is no snapshot: what changes meanwhile may be in it or not, and the inventory carries
//! the time at which its listing began.

use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::{JoinError, JoinSet};

use crate::access::DAY_MS;
use crate::placement::Shard;
use crate::ports::{
    BucketError, BucketReader, InventoryRow, InventoryRows, InventoryStore, InventorySummary,
    KeyRange, ListPage, ListRequest, ListedObject, StoreError,
};

use super::frontier::{Ask, Frontier};

/// Name of this way in the inventory.
pub const SCAN_ORIGIN: &str = "scan";

/// An unfinished scan older than this is begun anew: what it saw is too old to mix.
const RESUME_WITHIN_MS: i64 = DAY_MS;

/// Rows are stored when they take this much memory.
const BATCH_BYTES: usize = 1 << 20;

/// Batches that may wait for the store before no more pages are asked for.
const BATCHES_AHEAD: usize = 8;

/// How to scan.
#[derive(Clone, Copy, Debug)]
pub struct ScanOptions {
    /// LIST requests at a time.
    pub ways: usize,
    /// Begin anew, whatever an earlier run left.
    pub restart: bool,
    /// Keys per page; `None` for as many as the store gives, 1,000.
    pub page_size: Option<u32>,
    /// Now, milliseconds UTC.
    pub now_ms: i64,
}

/// What a scan did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanReport {
    /// The finished inventory.
    pub inventory: InventorySummary,
    /// LIST requests sent by this run.
    pub requests: u64,
    /// Objects that an earlier run had stored.
    pub resumed_objects: u64,
}

/// Why a scan ended early. What was stored stays; the next scan goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// The bucket failed.
    #[error(transparent)]
    Bucket(#[from] BucketError),
    /// stats.db failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Lists `shard` through `reader` into `store`. `progress` is told how many objects each batch
/// added.
pub async fn scan(
    reader: Arc<dyn BucketReader>,
    shard: &Shard,
    store: &mut dyn InventoryStore,
    options: &ScanOptions,
    progress: &mut dyn FnMut(u64),
) -> Result<ScanReport, ScanError> {
    let (remaining, resumed_objects) = begin(shard, store, options)?;
    progress(resumed_objects);
    let (batches, mut listed) = mpsc::channel(BATCHES_AHEAD);
    let lister = Lister {
        frontier: Frontier::new(&shard.prefix, &remaining),
        batch: Batch::default(),
        batches,
        requests: 0,
        in_flight: JoinSet::new(),
        reader,
        shard: shard.clone(),
        options: *options,
    };
    // A set, so that the listing ends with this future.
    let mut listing = JoinSet::new();
    listing.spawn(lister.run());
    while let Some(mut batch) = listed.recv().await {
        store.append_inventory(&shard.name, &mut batch.rows, &batch.remaining)?;
        progress(batch.objects);
    }
    let requests = match listing.join_next().await {
        Some(ended) => finished(ended)?,
        None => 0,
    };
    Ok(ScanReport {
        inventory: store.finish_inventory(&shard.name)?,
        requests,
        resumed_objects,
    })
}

/// What a task returned; its panic goes on here.
fn finished<T>(ended: Result<T, JoinError>) -> T {
    ended.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))
}

fn begin(
    shard: &Shard,
    store: &mut dyn InventoryStore,
    options: &ScanOptions,
) -> Result<(Vec<KeyRange>, u64), StoreError> {
    if let Some(unfinished) = store.unfinished_inventory(&shard.name)? {
        let summary = unfinished.summary;
        let age_ms = options.now_ms.saturating_sub(summary.taken_ms);
        let fresh = (0..=RESUME_WITHIN_MS).contains(&age_ms);
        if fresh && summary.origin == SCAN_ORIGIN && !options.restart {
            return Ok((unfinished.remaining, summary.objects));
        }
    }
    store.begin_inventory(&shard.name, SCAN_ORIGIN, options.now_ms)?;
    Ok((vec![KeyRange::default()], 0))
}

type Answer = (Ask, Result<ListPage, BucketError>);

/// Rows on their way to the store.
#[derive(Default)]
struct Batch {
    rows: InventoryRows,
    /// Objects listed, with those that are no data.
    objects: u64,
    /// What is not listed yet once these rows are stored.
    remaining: Vec<KeyRange>,
}

struct Lister {
    frontier: Frontier,
    batch: Batch,
    batches: mpsc::Sender<Batch>,
    requests: u64,
    in_flight: JoinSet<Answer>,
    reader: Arc<dyn BucketReader>,
    shard: Shard,
    options: ScanOptions,
}

impl Lister {
    /// Lists what the frontier has. Returns the number of requests sent.
    async fn run(mut self) -> Result<u64, BucketError> {
        let listed = self.list().await;
        // Whatever went wrong, what is known is worth keeping.
        self.send().await;
        listed.map(|()| self.requests)
    }

    async fn list(&mut self) -> Result<(), BucketError> {
        self.fill();
        while let Some(answer) = self.in_flight.join_next().await {
            let (ask, page) = finished(answer);
            let page = page?;
            let own = self.learn(&ask, &page);
            self.fill();
            self.take(&page.objects[..own]);
            if self.batch.rows.memory_bytes() >= BATCH_BYTES && !self.send().await {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Sends requests until all ways are busy or nothing is known to ask.
    fn fill(&mut self) {
        while self.in_flight.len() < self.options.ways.max(1) {
            let idle = self.options.ways.max(1) - self.in_flight.len();
            let Some(ask) = self.frontier.next(idle) else {
                return;
            };
            self.requests += 1;
            let request = self.request(&ask);
            let reader = Arc::clone(&self.reader);
            self.in_flight
                .spawn(async move { (ask, reader.list(&request).await) });
        }
    }

    fn request(&self, ask: &Ask) -> ListRequest {
        let page_size = self.options.page_size;
        match ask.clone() {
            Ask::Page {
                after,
                continuation,
                ..
            } => ListRequest {
                prefix: self.shard.prefix.clone(),
                delimiter: None,
                start_after: after,
                continuation,
                page_size,
            },
            Ask::Landmarks { directory, after } => ListRequest {
                prefix: directory,
                delimiter: Some("/".to_owned()),
                start_after: after,
                continuation: None,
                page_size,
            },
        }
    }

    /// Tells the frontier of an answer; returns how many objects of it are to be taken.
    fn learn(&mut self, ask: &Ask, page: &ListPage) -> usize {
        match ask {
            Ask::Page { range, .. } => {
                let keys: Vec<&str> = page
                    .objects
                    .iter()
                    .map(|object| object.key.as_str())
                    .collect();
                self.frontier.page(*range, &keys, page.next.as_deref())
            }
            Ask::Landmarks { directory, .. } => {
                let directories: Vec<&str> =
                    page.common_prefixes.iter().map(String::as_str).collect();
                let more = page.next.is_some();
                self.frontier.landmarks(directory, &directories, more);
                0
            }
        }
    }

    /// Takes the objects of a page into the batch.
    fn take(&mut self, objects: &[ListedObject]) {
        let is_data = |object: &&ListedObject| !self.shard.is_own_record(object.key.as_bytes());
        for object in objects.iter().filter(is_data) {
            self.batch.rows.push(InventoryRow {
                key: object.key.as_bytes(),
                size: object.size,
                etag: object.etag.trim_matches('"').as_bytes(),
                storage_class: object.storage_class.as_deref().unwrap_or_default(),
                last_modified_ms: object.last_modified_ms,
            });
        }
        self.batch.rows.end_run();
        self.batch.objects += objects.len() as u64;
    }

    /// Sends the batch off, waiting while too many are on their way; false when nobody stores them
    /// any more.
    async fn send(&mut self) -> bool {
        let mut batch = std::mem::take(&mut self.batch);
        batch.remaining = self.frontier.remaining();
        self.batches.send(batch).await.is_ok()
    }
}

#[cfg(test)]
mod tests;
