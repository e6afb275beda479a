//! [`Gate`]: where every call of a process to its ports goes through, to be counted and disturbed.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use shardctl::ports::BucketErrorKind;
use tokio::sync::Notify;

/// What happens to one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The process dies before the call.
    CrashBefore,
    /// The process dies when the call has taken effect.
    CrashAfter,
    /// The store does not know the call.
    Unsupported,
    /// The call is lost, and so is its answer.
    Lost,
    /// The call takes effect, its answer is lost.
    Unanswered,
    /// The process dies, and its request arrives after so many more calls of whoever comes then.
    Late(u64),
}

/// Requests under way whose senders are dead. A store takes none that is older than the zombie bound.
#[derive(Default)]
pub struct Zombies(Mutex<Vec<Zombie>>);

struct Zombie {
    calls: u64,
    until_ms: i64,
    arrive: Box<dyn FnOnce() + Send>,
}

impl Zombies {
    /// One more.
    pub fn add(&self, calls: u64, until_ms: i64, arrive: Box<dyn FnOnce() + Send>) {
        self.0.lock().unwrap().push(Zombie {
            calls,
            until_ms,
            arrive,
        });
    }

    /// A call was made at this time; whether one of them arrived before it.
    pub fn tick(&self, now_ms: i64) -> bool {
        let mut waiting = self.0.lock().unwrap();
        waiting.retain(|zombie| zombie.until_ms >= now_ms);
        for zombie in waiting.iter_mut() {
            zombie.calls = zombie.calls.saturating_sub(1);
        }
        let due: Vec<Zombie> = waiting.extract_if(.., |zombie| zombie.calls == 0).collect();
        drop(waiting);
        let arrived = !due.is_empty();
        for zombie in due {
            (zombie.arrive)();
        }
        arrived
    }
}

/// What a port does with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passage {
    /// As always.
    Open,
    /// The process is dead: it never hears of anything again.
    Dead,
    /// This.
    Disturbed(Fault),
    /// A refusal of the whole bucket.
    Refused(BucketErrorKind),
}

/// A change of a bucket, for who watches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The S3 operation.
    pub operation: &'static str,
    /// The bucket.
    pub bucket: String,
    /// The key.
    pub key: String,
}

/// Watches changes: called before and after each.
pub trait Watcher: Send + Sync {
    /// It is about to take effect.
    fn before(&self, change: &Change);
    /// It took effect, or was rejected.
    fn after(&self, change: &Change);
    /// A request of a dead process arrived.
    fn arrived(&self) {}
}

/// One process' way to the world.
#[derive(Default)]
pub struct Gate {
    calls: AtomicU64,
    plan: Mutex<Option<(u64, Fault)>>,
    named: Mutex<Option<(String, Fault)>>,
    refusals: Mutex<BTreeMap<String, (u64, u64, BucketErrorKind)>>,
    watcher: Mutex<Option<Arc<dyn Watcher>>>,
    dead: AtomicBool,
    /// Whether publishing consistency states counts: only where another host takes over does it matter.
    publishing: AtomicBool,
    death: Notify,
    /// The disturbed call, for messages.
    hit: Mutex<Option<String>>,
}

impl Gate {
    /// Disturbs the call of this number, from 1.
    pub fn disturb(&self, call: u64, fault: Fault) {
        *self.plan.lock().unwrap() = Some((call, fault));
    }

    /// Disturbs the first call of this name, such as `CopyObject dst t/1`.
    pub fn disturb_named(&self, what: &str, fault: Fault) {
        *self.named.lock().unwrap() = Some((what.to_owned(), fault));
    }

    /// From the call of this number on, every call to `bucket` is refused so.
    pub fn refuse(&self, bucket: &str, from: u64, kind: BucketErrorKind) {
        self.refuse_some(bucket, (from, u64::MAX), kind);
    }

    /// From the call of the first number on to that of the second, every call to `bucket` is refused so.
    pub fn refuse_some(&self, bucket: &str, (from, to): (u64, u64), kind: BucketErrorKind) {
        let mut refusals = self.refusals.lock().unwrap();
        refusals.insert(bucket.to_owned(), (from, to, kind));
    }

    /// Lets `watcher` see every change.
    pub fn watch(&self, watcher: Arc<dyn Watcher>) {
        *self.watcher.lock().unwrap() = Some(watcher);
    }

    /// Counts the calls that publish consistency states, too.
    pub fn count_publishing(&self) {
        self.publishing.store(true, Ordering::SeqCst);
    }

    /// Calls so far.
    pub fn calls(&self) -> u64 {
        self.calls.load(Ordering::SeqCst)
    }

    /// Whether the process died.
    pub fn is_dead(&self) -> bool {
        self.dead.load(Ordering::SeqCst)
    }

    /// What was disturbed.
    pub fn hit(&self) -> String {
        self.hit.lock().unwrap().clone().unwrap_or_default()
    }

    /// Returns when the process dies.
    pub async fn death(&self) {
        let notified = self.death.notified();
        if !self.is_dead() {
            notified.await;
        }
    }

    /// Ends the process.
    pub fn kill(&self) {
        self.dead.store(true, Ordering::SeqCst);
        self.death.notify_waiters();
        self.death.notify_one();
    }

    /// Counts a call and says what happens to it.
    pub fn enter(&self, what: &str, bucket: Option<&str>) -> Passage {
        if self.is_dead() {
            return Passage::Dead;
        }
        let publishes = ["states/", "parts/", "states_after"];
        let publishes = publishes.iter().any(|name| what.contains(name));
        if publishes && !self.publishing.load(Ordering::SeqCst) {
            return Passage::Open;
        }
        let call = self.calls.fetch_add(1, Ordering::SeqCst) + 1;
        if let Some((at, fault)) = *self.plan.lock().unwrap()
            && at == call
        {
            *self.hit.lock().unwrap() = Some(what.to_owned());
            return Passage::Disturbed(fault);
        }
        let mut named = self.named.lock().unwrap();
        if named.as_ref().is_some_and(|(name, _)| name == what)
            && let Some((name, fault)) = named.take()
        {
            *self.hit.lock().unwrap() = Some(name);
            return Passage::Disturbed(fault);
        }
        let refusals = self.refusals.lock().unwrap();
        match bucket.and_then(|bucket| refusals.get(bucket)) {
            Some((from, to, kind)) if (*from..=*to).contains(&call) => Passage::Refused(*kind),
            _ => Passage::Open,
        }
    }

    /// The watcher, if there is one.
    pub fn watcher(&self) -> Option<Arc<dyn Watcher>> {
        self.watcher.lock().unwrap().clone()
    }
}
