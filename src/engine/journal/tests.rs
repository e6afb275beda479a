//! Group commit against a store that waits, fails and counts when told to.

use std::collections::BTreeMap;
use std::sync::mpsc;

use futures::FutureExt;
use futures::future::{join, join_all};

use super::*;
use crate::migration::{Migration, MigrationEvent, MigrationId, MoveId, Transfer, TransferState};
use crate::placement::{Key, MapDiff, ShardMap};
use crate::ports::{
    ChainLink, FixedClock, JournalBatch, MapStore, StoreIdentity, StoredPlan, Tally,
};

/// What the store was asked to append, by batch.
type Batches = Arc<Mutex<Vec<Vec<Event>>>>;

/// Says that a batch has arrived, then waits for what to answer.
struct Fake {
    batches: Batches,
    arrived: mpsc::Sender<()>,
    answers: mpsc::Receiver<Result<(), StoreError>>,
}

struct Control {
    journal: Journal,
    batches: Batches,
    arrived: mpsc::Receiver<()>,
    answers: mpsc::Sender<Result<(), StoreError>>,
}

fn control() -> Control {
    let (arrived_tx, arrived) = mpsc::channel();
    let (answers, answers_rx) = mpsc::channel();
    let batches = Batches::default();
    let store = Fake {
        batches: Arc::clone(&batches),
        arrived: arrived_tx,
        answers: answers_rx,
    };
    Control {
        journal: Journal::new(Box::new(store), 1, Arc::new(FixedClock::new(5))),
        batches,
        arrived,
        answers,
    }
}

impl Control {
    fn sizes(&self) -> Vec<usize> {
        lock(&self.batches).iter().map(Vec::len).collect()
    }

    /// Starts an append and returns once the store has its batch.
    async fn started(&self, n: u64) -> tokio::task::JoinHandle<Result<(), StoreError>> {
        let journal = self.journal.clone();
        let started = tokio::spawn(async move { journal.append(vec![event(n)]).await });
        while self.arrived.try_recv().is_err() {
            tokio::task::yield_now().await;
        }
        started
    }

    fn answer(&self, result: Result<(), StoreError>) {
        self.answers.send(result).unwrap();
    }
}

fn event(n: u64) -> Event {
    Event::Migration {
        id: MigrationId::new(0, n),
        event: MigrationEvent::Paused,
    }
}

fn full() -> StoreError {
    StoreError::Full {
        path: "map.db".to_owned(),
    }
}

#[tokio::test]
async fn what_waits_is_committed_together() {
    let control = control();
    let first = control.started(0).await;
    let rest = join_all((1..=600).map(|n| control.journal.append(vec![event(n)])));
    // Polled after all of them have queued.
    let (results, ()) = join(rest, async {
        for _ in 0..4 {
            control.answer(Ok(()));
        }
    })
    .await;
    assert!(results.iter().all(Result::is_ok));
    first.await.unwrap().unwrap();
    assert_eq!(control.sizes(), [1, 256, 256, 88]);
    let all = lock(&control.batches).concat();
    assert!(
        all.into_iter().eq((0..=600).map(event)),
        "in order, each once"
    );
}

#[tokio::test]
async fn one_append_is_never_divided() {
    let control = control();
    let first = control.started(0).await;
    let journal = &control.journal;
    let appends = [3, 300, 250, 7].map(|len| journal.append((0..len).map(event).collect()));
    let (results, ()) = join(join_all(appends), async {
        for _ in 0..5 {
            control.answer(Ok(()));
        }
    })
    .await;
    assert!(results.iter().all(Result::is_ok));
    first.await.unwrap().unwrap();
    assert_eq!(control.sizes(), [1, 3, 300, 250, 7]);
}

#[tokio::test]
async fn an_error_reaches_all_of_its_batch_and_no_other() {
    let control = control();
    let first = control.started(0).await;
    let appends = join_all((1..=300).map(|n| control.journal.append(vec![event(n)])));
    let (results, ()) = join(appends, async {
        control.answer(Ok(()));
        control.answer(Err(full()));
        control.answer(Ok(()));
    })
    .await;
    first.await.unwrap().unwrap();
    let failed = results.iter().filter(|result| result.is_err()).count();
    assert_eq!((failed, control.sizes()), (256, vec![1, 256, 44]));
    assert!(
        results[..256]
            .iter()
            .all(|r| matches!(r, Err(StoreError::Full { .. })))
    );
}

#[tokio::test]
async fn a_caller_that_is_dropped_takes_nobody_with_it() {
    let control = control();
    let first = control.started(0).await;
    // Two wait in the queue; one of them is dropped there.
    let kept = control.journal.append(vec![event(1)]);
    tokio::pin!(kept);
    assert!(kept.as_mut().now_or_never().is_none());
    assert!(
        control
            .journal
            .append(vec![event(2)])
            .now_or_never()
            .is_none()
    );
    // The one whose commit is under way is dropped, too.
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    assert!(
        kept.as_mut().now_or_never().is_none(),
        "the turn is still held"
    );
    control.answer(Ok(()));
    control.answer(Ok(()));
    kept.await.unwrap();
    assert_eq!(
        *lock(&control.batches),
        [vec![event(0)], vec![event(1), event(2)]]
    );
}

#[tokio::test]
async fn who_commits_for_others_can_be_dropped_meanwhile() {
    let control = control();
    let first = control.started(0).await;
    let journal = control.journal.clone();
    let leader = tokio::spawn(async move { journal.append(vec![event(1)]).await });
    tokio::task::yield_now().await;
    let follower = control.journal.append(vec![event(2)]);
    tokio::pin!(follower);
    assert!(follower.as_mut().now_or_never().is_none());
    control.answer(Ok(()));
    first.await.unwrap().unwrap();
    while control.arrived.try_recv().is_err() {
        tokio::task::yield_now().await;
    }
    leader.abort();
    assert!(leader.await.unwrap_err().is_cancelled());
    control.answer(Err(full()));
    assert!(matches!(follower.await, Err(StoreError::Full { .. })));
    assert_eq!(control.sizes(), [1, 2]);
}

impl JournalStore for Fake {
    fn append(
        &mut self,
        epoch: u64,
        events: &[Event],
        now_ms: i64,
    ) -> Result<ChainLink, StoreError> {
        assert_eq!((epoch, now_ms), (1, 5));
        lock(&self.batches).push(events.to_vec());
        let _ = self.arrived.send(());
        let answer = self.answers.recv().expect("an answer for every batch");
        answer.map(|()| ChainLink::default())
    }

    fn identity(&self) -> Result<StoreIdentity, StoreError> {
        Err(full())
    }

    fn hold_epoch(&mut self, _: u64) -> Result<(), StoreError> {
        Err(full())
    }

    fn change_map(
        &mut self,
        _: u64,
        _: &VersionChange,
        _: &[Event],
        _: i64,
    ) -> Result<MapVersion, StoreError> {
        Err(full())
    }

    fn set_published(&mut self, _: u64, _: u64) -> Result<(), StoreError> {
        Err(full())
    }

    fn changes_after(&self, _: u64) -> Result<Vec<(MapVersion, MapDiff)>, StoreError> {
        Err(full())
    }

    fn migration(&self, _: &MigrationId) -> Result<Option<Migration>, StoreError> {
        Err(full())
    }

    fn transfers(
        &self,
        _: &MoveId,
        _: Option<&Key>,
        _: usize,
        _: Option<&[TransferState]>,
    ) -> Result<Vec<(Key, Transfer)>, StoreError> {
        Err(full())
    }

    fn transfer(&self, _: &MoveId, _: &Key) -> Result<Option<Transfer>, StoreError> {
        Err(full())
    }

    fn tally(&self, _: &MoveId) -> Result<BTreeMap<TransferState, Tally>, StoreError> {
        Err(full())
    }

    fn states_after(&self, _: u64, _: usize) -> Result<crate::ports::ChangedStates, StoreError> {
        unreachable!("nothing is published here")
    }
    fn batches_after(&self, _: u64, _: usize) -> Result<Vec<JournalBatch>, StoreError> {
        unreachable!("nobody reads the log here")
    }
    fn has_link(&self, _: &ChainLink) -> Result<bool, StoreError> {
        Err(full())
    }

    fn verify_chain(&self, _: bool) -> Result<ChainLink, StoreError> {
        Err(full())
    }
}

impl MapStore for Fake {
    fn load(&self) -> Result<Option<ShardMap>, StoreError> {
        Err(full())
    }

    fn load_version(&self, _: u64) -> Result<Option<ShardMap>, StoreError> {
        Err(full())
    }

    fn adopt(&mut self, _: &ShardMap, _: i64) -> Result<MapVersion, StoreError> {
        Err(full())
    }

    fn history(&self) -> Result<Vec<MapVersion>, StoreError> {
        Err(full())
    }

    fn migrations(&self) -> Result<Vec<Migration>, StoreError> {
        Err(full())
    }

    fn save_plan(&mut self, _: &StoredPlan) -> Result<(), StoreError> {
        Err(full())
    }

    fn plans(&self) -> Result<Vec<StoredPlan>, StoreError> {
        Err(full())
    }
}
