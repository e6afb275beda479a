//! [`scan`]: lists one shard, many ranges at once, into the inventory.
//!
//! Every batch of rows is stored together with what then remains, so an interrupted scan goes on
//! where it was. A listing of many pages is no snapshot: what changes meanwhile may be in it or
//! not, and the inventory carries the time at which its listing began.

use std::sync::Arc;

use tokio::task::JoinSet;

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

/// Rows are stored when they take this much memory: little, for no page is asked for meanwhile, and
/// a store that takes as long as a page would leave every way waiting.
const BATCH_BYTES: usize = 1 << 20;

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

/// Lists `shard` through `reader` into `store`. `progress` is told how many objects each page
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
    let mut scan = Scan {
        frontier: Frontier::new(&shard.prefix, &remaining),
        rows: InventoryRows::default(),
        requests: 0,
        in_flight: JoinSet::new(),
        reader,
        shard,
        options,
    };
    let listed = scan.run(store, progress).await;
    // Whatever went wrong, what is known is worth keeping.
    scan.flush(store)?;
    listed?;
    Ok(ScanReport {
        inventory: store.finish_inventory(&shard.name)?,
        requests: scan.requests,
        resumed_objects,
    })
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

struct Scan<'a> {
    frontier: Frontier,
    rows: InventoryRows,
    requests: u64,
    in_flight: JoinSet<Answer>,
    reader: Arc<dyn BucketReader>,
    shard: &'a Shard,
    options: &'a ScanOptions,
}

impl Scan<'_> {
    async fn run(
        &mut self,
        store: &mut dyn InventoryStore,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), ScanError> {
        self.fill();
        loop {
            let Some(joined) = self.in_flight.join_next().await else {
                return Ok(());
            };
            let (ask, page) = match joined {
                Ok(answer) => answer,
                Err(error) => std::panic::resume_unwind(error.into_panic()),
            };
            progress(self.take(&ask, &page?));
            // No way waits for the store.
            self.fill();
            if self.rows.memory_bytes() >= BATCH_BYTES {
                self.flush(store)?;
            }
        }
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
        let (prefix, delimiter, after) = match ask {
            Ask::Page { after, .. } => (&self.shard.prefix, None, after),
            Ask::Landmarks { directory, after } => (directory, Some("/".to_owned()), after),
        };
        ListRequest {
            prefix: prefix.clone(),
            delimiter,
            start_after: after.clone(),
            page_size: self.options.page_size,
            ..ListRequest::default()
        }
    }

    /// Takes an answer in; returns how many objects it added.
    fn take(&mut self, ask: &Ask, page: &ListPage) -> u64 {
        let keys: Vec<&str> = page
            .objects
            .iter()
            .map(|object| object.key.as_str())
            .collect();
        match ask {
            Ask::Page { range, .. } => {
                let own = self.frontier.page(*range, &keys, page.next.is_some());
                let is_data =
                    |object: &&ListedObject| !self.shard.is_own_record(object.key.as_bytes());
                for object in page.objects[..own].iter().filter(is_data) {
                    self.rows.push(InventoryRow {
                        key: object.key.as_bytes(),
                        size: object.size,
                        etag: object.etag.trim_matches('"').as_bytes(),
                        storage_class: object.storage_class.as_deref().unwrap_or_default(),
                        last_modified_ms: object.last_modified_ms,
                    });
                }
                self.rows.end_run();
                own as u64
            }
            Ask::Landmarks { .. } => {
                let directories: Vec<&str> =
                    page.common_prefixes.iter().map(String::as_str).collect();
                self.frontier.landmarks(&directories);
                0
            }
        }
    }

    fn flush(&mut self, store: &mut dyn InventoryStore) -> Result<(), StoreError> {
        let remaining = self.frontier.remaining();
        store.append_inventory(&self.shard.name, &mut self.rows, &remaining)?;
        self.rows.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests;
