//! [`Stage`]: what all processes of a life share: the stores, the control location, the time, the requests
//! under way, the dice, the trace, and the oracle that looks after every change.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use shardctl::ports::{BucketErrorKind, Clock as _, FixedClock};
use shardctl::simulator::Simulator;

use super::chance::Chance;
use super::oracle::Oracle;
use super::process::Process;

/// A change of a bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The S3 operation.
    pub operation: &'static str,
    /// The bucket.
    pub bucket: String,
    /// The key.
    pub key: String,
}

/// A request under way.
pub struct Arrival {
    /// What it changes; `None` in the control location.
    pub change: Option<Change>,
    /// When it was signed, milliseconds UTC.
    pub sent_ms: i64,
    pub arrive: Box<dyn FnOnce() + Send>,
}

/// What all processes share.
pub struct Stage {
    pub simulator: Simulator,
    pub clock: Arc<FixedClock>,
    /// How long a store takes a request after it was signed, milliseconds.
    pub zombie_ms: i64,
    control: Mutex<BTreeMap<String, Bytes>>,
    chance: Mutex<Chance>,
    late: Mutex<Vec<(u64, Arrival)>>,
    outages: Mutex<BTreeMap<String, (u32, BucketErrorKind)>>,
    oracle: Mutex<Oracle>,
    trace: Mutex<DefaultHasher>,
    shown: bool,
    names: AtomicU64,
    /// Calls so far.
    pub calls: AtomicU64,
    /// Which process acts now.
    acting: AtomicU64,
    now_ms: AtomicI64,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Stage {
    /// A stage on this store; with `shown`, every call is printed.
    pub fn new(
        simulator: Simulator,
        clock: Arc<FixedClock>,
        zombie_ms: i64,
        chance: Chance,
        oracle: Oracle,
        shown: bool,
    ) -> Self {
        let now_ms = clock.now_ms();
        Self {
            simulator,
            clock,
            zombie_ms,
            control: Mutex::default(),
            chance: Mutex::new(chance),
            late: Mutex::default(),
            outages: Mutex::default(),
            oracle: Mutex::new(oracle),
            trace: Mutex::default(),
            shown,
            names: AtomicU64::new(0),
            calls: AtomicU64::new(0),
            acting: AtomicU64::new(0),
            now_ms: AtomicI64::new(now_ms),
        }
    }

    /// The true time, milliseconds UTC.
    pub fn now_ms(&self) -> i64 {
        self.now_ms.load(Ordering::Relaxed)
    }

    /// Time passes.
    pub fn wait_ms(&self, ms: i64) {
        self.wait_until(self.now_ms() + ms);
    }

    /// Time passes until then, where it is not later already.
    pub fn wait_until(&self, ms: i64) {
        let now_ms = self.now_ms().max(ms);
        self.now_ms.store(now_ms, Ordering::Relaxed);
        self.clock.set_ms(now_ms);
    }

    /// A name that nobody had before.
    pub fn fresh_name(&self) -> String {
        format!("n{:08x}", self.names.fetch_add(1, Ordering::Relaxed))
    }

    /// The dice.
    pub fn chance(&self) -> MutexGuard<'_, Chance> {
        lock(&self.chance)
    }

    /// The control location.
    pub fn control(&self) -> MutexGuard<'_, BTreeMap<String, Bytes>> {
        lock(&self.control)
    }

    /// Who judges.
    pub fn oracle(&self) -> MutexGuard<'_, Oracle> {
        lock(&self.oracle)
    }

    /// Process `number` acts until another does.
    pub fn act(&self, number: u64) {
        self.acting.store(number, Ordering::Relaxed);
    }

    /// Puts a call into the trace.
    pub fn trace(
        &self,
        process: u64,
        operation: &str,
        place: &str,
        key: &str,
        fate: impl std::fmt::Debug,
    ) {
        let calls = self.calls.fetch_add(1, Ordering::Relaxed);
        let mut hasher = lock(&self.trace);
        // Files give themselves names at random.
        let named = key.split_once("anchor/").map_or(key, |_| "anchor/");
        (process, operation, place, named, self.now_ms()).hash(&mut *hasher);
        if self.shown {
            let now_ms = self.now_ms() % 100_000_000;
            println!("{calls:5} {now_ms:9} p{process} {operation} {place} {key} {fate:?}");
        }
    }

    /// Puts something else that happened into the trace.
    pub fn note(&self, what: &str) {
        // Files give themselves names at random.
        let told = what.split("anchor/").next();
        told.hash(&mut *lock(&self.trace));
        if self.shown {
            println!("      -- {what}");
        }
    }

    /// What the trace so far comes to.
    pub fn trace_hash(&self) -> u64 {
        lock(&self.trace).finish()
    }

    /// Why a bucket cannot be reached now; `None`: it can.
    pub fn outage(&self, bucket: &str) -> Option<BucketErrorKind> {
        use BucketErrorKind::{Denied, NoSuchBucket, Unavailable};
        let mut chance = self.chance();
        let mut outages = lock(&self.outages);
        if chance.calm {
            outages.clear();
            return None;
        }
        if let Some((left, kind)) = outages.get_mut(bucket) {
            let kind = *kind;
            *left -= 1;
            if *left == 0 {
                outages.remove(bucket);
            }
            return Some(kind);
        }
        let calls = chance.outage()?;
        let kind = [Denied, NoSuchBucket, Unavailable][chance.random.usize(..3)];
        outages.insert(bucket.to_owned(), (calls, kind));
        Some(kind)
    }

    /// A request goes on its way.
    pub fn send_late(&self, arrival: Arrival) {
        let acting = self.acting.load(Ordering::Relaxed);
        lock(&self.late).push((acting, arrival));
    }

    /// How many requests are under way.
    pub fn under_way(&self) -> usize {
        lock(&self.late).len()
    }

    /// One of the requests under way arrives: the store takes it where it is not too old.
    pub fn arrive(&self, place: usize) {
        let (acting, arrival) = lock(&self.late).swap_remove(place);
        let too_old = self.now_ms() - arrival.sent_ms > self.zombie_ms;
        self.note(&format!(
            "arrives, sent by p{acting} at {}: {:?}{}",
            arrival.sent_ms % 100_000_000,
            arrival.change,
            if too_old { ", too old" } else { "" }
        ));
        if too_old {
            return;
        }
        self.act(acting);
        match arrival.change {
            Some(change) => {
                let arrive = Mutex::new(Some(arrival.arrive));
                self.carry_out(&change, &|| {
                    if let Some(arrive) = lock(&arrive).take() {
                        arrive();
                    }
                });
            }
            None => {
                (arrival.arrive)();
                self.check("a late control write");
            }
        }
    }

    /// Whether the process may send this.
    pub fn check_before(&self, process: &Process, change: &Change) {
        self.check("before a request");
        self.oracle().check_intent(process, change);
    }

    /// Lets a change take effect, and the oracle look.
    pub fn carry_out<T>(&self, change: &Change, call: &dyn Fn() -> T) -> T {
        let before = self.oracle().bytes(&change.bucket, &change.key);
        let answer = call();
        let after = self.oracle().bytes(&change.bucket, &change.key);
        let acting = self.acting.load(Ordering::Relaxed);
        let (control, now_ms) = (self.control(), self.now_ms());
        self.oracle()
            .changed(change, before.as_ref(), after.as_ref());
        self.oracle()
            .check(&control, acting, now_ms, &format!("{change:?}"));
        answer
    }

    /// The oracle looks.
    pub fn check(&self, when: &str) {
        let acting = self.acting.load(Ordering::Relaxed);
        let (control, now_ms) = (self.control(), self.now_ms());
        self.oracle().check(&control, acting, now_ms, when);
    }
}
