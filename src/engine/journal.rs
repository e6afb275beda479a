//! [`Journal`]: the journal of migrations as concurrent work sees it.
//!
//! Many transfers append at once, and one durable commit costs the same for 1 event and for 256: the
//! first to reach the file takes along what the others have queued, as one batch of the chain.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedMutexGuard, oneshot};

use crate::migration::Event;
use crate::ports::{Clock, JournalStore, MapVersion, StoreError, VersionChange};

/// Most events in one batch of the chain.
const BATCH_EVENTS: usize = 256;

/// A handle; clones share the file.
#[derive(Clone)]
pub struct Journal(Arc<Shared>);

struct Shared {
    store: Mutex<Box<dyn JournalStore>>,
    /// Whether the store never waits for a disk.
    in_place: bool,
    epoch: u64,
    clock: Arc<dyn Clock>,
    queue: Mutex<Vec<Waiting>>,
    /// Held by whoever commits.
    turn: Arc<tokio::sync::Mutex<()>>,
}

struct Waiting {
    events: Vec<Event>,
    done: Answer,
}

type Answer = oneshot::Sender<Result<(), StoreError>>;

impl Journal {
    /// The journal in `store`, for the holder of `epoch`.
    pub fn new(store: Box<dyn JournalStore>, epoch: u64, clock: Arc<dyn Clock>) -> Self {
        Self(Arc::new(Shared {
            in_place: store.never_waits(),
            store: Mutex::new(store),
            epoch,
            clock,
            queue: Mutex::default(),
            turn: Arc::default(),
        }))
    }

    /// The epoch that its entries are written under.
    pub fn epoch(&self) -> u64 {
        self.0.epoch
    }

    /// Appends events, in this order and in one batch; durable when this returns.
    ///
    /// One transaction, one answer: what fails one waiting caller fails all of its batch. A caller that
    /// is dropped while it waits takes nothing back: its events may still become durable, and nobody
    /// else waits longer for it.
    pub async fn append(&self, events: Vec<Event>) -> Result<(), StoreError> {
        let (done, mut result) = oneshot::channel();
        lock(&self.0.queue).push(Waiting { events, done });
        loop {
            let turn = Arc::clone(&self.0.turn);
            tokio::select! {
                biased;
                result = &mut result => {
                    return result.expect("a commit answers all that it took, or panics");
                }
                turn = turn.lock_owned() => self.commit_queued(turn).await,
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
        let in_place = shared.in_place;
        let work = move || work(lock(&shared.store).as_mut());
        if in_place {
            return work();
        }
        match tokio::task::spawn_blocking(work).await {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic.into_panic()),
        }
    }

    /// Commits one batch. The blocking work owns the turn and the answers, so that it finishes even
    /// when the caller that started it is dropped.
    async fn commit_queued(&self, turn: OwnedMutexGuard<()>) {
        let shared = Arc::clone(&self.0);
        let now_ms = shared.clock.now_ms();
        self.with(move |store| {
            let _turn = turn;
            let (events, waiting) = shared.take_batch();
            if !waiting.is_empty() {
                let result = store.append(shared.epoch, &events, now_ms).map(|_| ());
                for done in waiting {
                    // Who was dropped while waiting does not care.
                    let _ = done.send(result.clone());
                }
            }
            Ok(())
        })
        .await
        .expect("this work always ends well: errors go to those who wait");
    }
}

impl Shared {
    /// The oldest of the queue, at least one, up to [`BATCH_EVENTS`] events, and who waits for them.
    fn take_batch(&self) -> (Vec<Event>, Vec<Answer>) {
        let mut queue = lock(&self.queue);
        let mut events = 0;
        let fits = queue
            .iter()
            .take_while(|one| {
                events += one.events.len();
                events <= BATCH_EVENTS
            })
            .count();
        let taken = fits.clamp(queue.len().min(1), queue.len());
        let (events, waiting): (Vec<_>, Vec<_>) = queue
            .drain(..taken)
            .map(|one| (one.events, one.done))
            .unzip();
        (events.into_iter().flatten().collect(), waiting)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
