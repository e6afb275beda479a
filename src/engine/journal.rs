//! [`Journal`]: the journal of migrations as concurrent work sees it.
//!
//! Many transfers append at once, and one durable commit costs the same for 1 event and for 256: the
//! first to reach the file takes along what the others have queued, as one batch of the chain.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use crate::migration::Event;
use crate::ports::{Clock, JournalStore, MapVersion, StoreError, VersionChange};

/// Most events in one batch of the chain.
const BATCH_EVENTS: usize = 256;

/// A handle; clones share the file.
#[derive(Clone)]
pub struct Journal(Arc<Shared>);

struct Shared {
    store: Mutex<Box<dyn JournalStore>>,
    epoch: u64,
    clock: Arc<dyn Clock>,
    queue: Mutex<Vec<Waiting>>,
    /// Held by whoever commits.
    turn: tokio::sync::Mutex<()>,
}

struct Waiting {
    events: Vec<Event>,
    done: oneshot::Sender<Result<(), StoreError>>,
}

impl Journal {
    /// The journal in `store`, for the holder of `epoch`.
    pub fn new(store: Box<dyn JournalStore>, epoch: u64, clock: Arc<dyn Clock>) -> Self {
        Self(Arc::new(Shared {
            store: Mutex::new(store),
            epoch,
            clock,
            queue: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
        }))
    }

    /// The epoch that its entries are written under.
    pub fn epoch(&self) -> u64 {
        self.0.epoch
    }

    /// Appends events, in this order and in one batch; durable when this returns.
    pub async fn append(&self, events: Vec<Event>) -> Result<(), StoreError> {
        let (done, mut result) = oneshot::channel();
        lock(&self.0.queue).push(Waiting { events, done });
        loop {
            let _turn = self.0.turn.lock().await;
            match result.try_recv() {
                Ok(result) => return result,
                Err(_) => self.commit_queued().await,
            }
        }
    }

    /// Makes a map version and appends the events, in one transaction.
    pub async fn change_map(
        &self,
        change: VersionChange,
        events: Vec<Event>,
    ) -> Result<MapVersion, StoreError> {
        let now_ms = self.0.clock.now_ms();
        let epoch = self.0.epoch;
        self.with(move |store| store.change_map(epoch, &change, &events, now_ms))
            .await
    }

    /// Works on the file; queued events are not waited for.
    pub async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn JournalStore) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let shared = Arc::clone(&self.0);
        let work = move || work(lock(&shared.store).as_mut());
        match tokio::task::spawn_blocking(work).await {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic.into_panic()),
        }
    }

    async fn commit_queued(&self) {
        let waiting = self.take_batch();
        let events: Vec<Event> = waiting.iter().flat_map(|one| one.events.clone()).collect();
        let now_ms = self.0.clock.now_ms();
        let epoch = self.0.epoch;
        let result = self
            .with(move |store| store.append(epoch, &events, now_ms).map(|_| ()))
            .await;
        for one in waiting {
            // Who was dropped while waiting does not care.
            let _ = one.done.send(result.clone());
        }
    }

    /// The oldest of the queue, at least one, up to [`BATCH_EVENTS`] events.
    fn take_batch(&self) -> Vec<Waiting> {
        let mut queue = lock(&self.0.queue);
        let mut events = 0;
        let fits = queue
            .iter()
            .take_while(|one| {
                events += one.events.len();
                events <= BATCH_EVENTS
            })
            .count();
        let taken = fits.clamp(queue.len().min(1), queue.len());
        queue.drain(..taken).collect()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
