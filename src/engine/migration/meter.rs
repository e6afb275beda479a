//! [`Meter`]: what is asked of the two shards of a move, counted as it is sent; [`Budget`]: what it may cost.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::migration::{Asked, MoveId, Spent};
use crate::plan::tariff::Tariff;
use crate::plan::{MissingKey, Money};

/// Requests that may be missing in the journal after a crash.
const UNRECORDED_REQUESTS: u64 = 1_000;
/// Bytes that may be missing there.
const UNRECORDED_BYTES: u64 = 1 << 30;

/// What may be spent: shared by everything that spends.
#[derive(Debug)]
pub struct Budget {
    limit: Money,
    /// Nano-dollars.
    spent: AtomicI64,
    /// Nano-dollars of copies that are about to be made.
    reserved: AtomicI64,
}

impl Budget {
    /// At most `limit`, of which `spent` is gone.
    pub fn new(limit: Money, spent: Money) -> Self {
        Self {
            limit,
            spent: AtomicI64::new(spent.nanos()),
            reserved: AtomicI64::new(0),
        }
    }

    /// What was spent so far.
    pub fn spent(&self) -> Money {
        Money::from_nanos(self.spent.load(Ordering::Relaxed))
    }

    fn spend(&self, money: Money) {
        self.spent.fetch_add(money.nanos(), Ordering::Relaxed);
    }

    /// Sets `money` aside for something that is about to be sent; `None` where that would be too much. What is
    /// then sent is counted beside it until the reservation is dropped: others are rather kept off too early.
    fn reserve(&self, money: Money) -> Option<Reserved<'_>> {
        let nanos = money.nanos();
        let reserved = self.reserved.fetch_add(nanos, Ordering::Relaxed);
        let kept = Reserved {
            budget: self,
            nanos,
        };
        let all = self.spent().nanos() + reserved + nanos;
        (all <= self.limit.nanos()).then_some(kept)
    }
}

/// Money that was set aside.
pub(super) struct Reserved<'a> {
    budget: &'a Budget,
    nanos: i64,
}

impl Drop for Reserved<'_> {
    fn drop(&mut self) {
        self.budget
            .reserved
            .fetch_sub(self.nanos, Ordering::Relaxed);
    }
}

/// Every meter of a migrator, by move.
#[derive(Debug, Default)]
pub struct Meters(Mutex<BTreeMap<MoveId, Arc<Meter>>>);

impl Meters {
    /// The meter of a move: one, however often the move is opened.
    pub(super) fn of(&self, id: &MoveId) -> Arc<Meter> {
        Arc::clone(lock(&self.0).entry(id.clone()).or_default())
    }
}

/// Which of the two shards of a move, as the plan has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shop {
    From,
    To,
}

impl Shop {
    /// What that is for both.
    pub(super) fn spent(self, asked: Asked) -> Spent {
        let nothing = Asked::default();
        let (from, to) = match self {
            Self::From => (asked, nothing),
            Self::To => (nothing, asked),
        };
        Spent { from, to }
    }
}

/// What was asked for a move since it was opened first.
#[derive(Debug, Default)]
pub(super) struct Meter {
    counted: Mutex<Counted>,
}

#[derive(Debug, Default)]
struct Counted {
    spent: Spent,
    /// How much of it the journal has.
    recorded: Spent,
}

impl Meter {
    /// What the journal does not have yet, once it is worth an entry: the caller records it.
    pub(super) fn due(&self) -> Option<Spent> {
        self.take(|it| it.requests() >= UNRECORDED_REQUESTS || it.bytes() >= UNRECORDED_BYTES)
    }

    /// What the journal does not have yet: the caller records it.
    pub(super) fn rest(&self) -> Option<Spent> {
        self.take(|it| !it.is_nothing())
    }

    fn take(&self, is_worth_it: impl Fn(&Spent) -> bool) -> Option<Spent> {
        let mut counted = lock(&self.counted);
        let unrecorded = counted.spent.since(counted.recorded);
        is_worth_it(&unrecorded).then(|| {
            counted.recorded = counted.spent;
            unrecorded
        })
    }
}

/// What one move may spend at its two shards.
#[derive(Clone, Debug)]
pub(super) struct Purse {
    meter: Arc<Meter>,
    limited: Option<Arc<(Tariff, Arc<Budget>)>>,
}

impl Purse {
    /// A purse without a limit, or with one; an error names a price that must be known for that.
    pub(super) fn new(
        meter: Arc<Meter>,
        limited: Option<(Tariff, Arc<Budget>)>,
    ) -> Result<Self, MissingKey> {
        match limited.as_ref().and_then(|(tariff, _)| tariff.missing()) {
            Some(missing) => Err(missing),
            None => Ok(Self {
                meter,
                limited: limited.map(Arc::new),
            }),
        }
    }

    pub(super) fn meter(&self) -> &Meter {
        &self.meter
    }

    /// Counts something that is sent.
    pub(super) fn pay(&self, shop: Shop, asked: Asked) {
        let spent = shop.spent(asked);
        lock(&self.meter.counted).spent += spent;
        if let Some((tariff, budget)) = self.limited.as_deref() {
            budget.spend(tariff.cost(&spent).unwrap_or_default());
        }
    }

    /// Sets aside what something is going to cost; an error where the limit forbids it.
    pub(super) fn reserve(&self, spent: &Spent) -> Result<Option<Reserved<'_>>, Broke> {
        let Some((tariff, budget)) = self.limited.as_deref() else {
            return Ok(None);
        };
        let cost = tariff.cost(spent).unwrap_or_default();
        let broke = || Broke {
            limit: budget.limit,
            spent: budget.spent(),
        };
        budget.reserve(cost).map(Some).ok_or_else(broke)
    }
}

/// The limit would be passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{:.2} of {:.2} USD are spent, and the next step could pass that: the next run goes on, with a higher --max-cost",
    spent.usd(),
    limit.usd()
)]
pub(super) struct Broke {
    limit: Money,
    spent: Money,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(cents: i64) -> Money {
        Money::from_nanos(cents * 10_000_000)
    }

    #[test]
    fn what_is_set_aside_keeps_others_off_until_it_is_given_back() {
        let budget = Budget::new(cents(10), cents(4));
        let first = budget.reserve(cents(5)).unwrap();
        assert!(budget.reserve(cents(2)).is_none());
        let last = budget.reserve(cents(1));
        assert!(
            last.is_some(),
            "to the last cent, and what was refused is not kept"
        );
        budget.spend(cents(5));
        drop((first, last));
        assert!(budget.reserve(cents(1)).is_some());
        budget.spend(cents(2));
        assert!(budget.reserve(Money::ZERO).is_none(), "it was passed");
    }

    #[test]
    fn the_journal_is_told_each_thing_once_and_of_many_before_the_end() {
        let id: MoveId = MoveId {
            migration: crate::migration::MigrationId::new(0, 1),
            n: 1,
        };
        let meters = Meters::default();
        let purse = Purse::new(meters.of(&id), None).unwrap();
        let read = Asked {
            reads: UNRECORDED_REQUESTS - 1,
            ..Asked::default()
        };
        purse.pay(Shop::From, read);
        assert_eq!(purse.meter().due(), None);
        let bytes = Asked {
            copied_bytes: UNRECORDED_BYTES,
            ..Asked::default()
        };
        purse.pay(Shop::To, bytes);
        let told = Spent {
            from: read,
            to: bytes,
        };
        assert_eq!(purse.meter().due(), Some(told));
        assert_eq!(meters.of(&id).rest(), None);
        purse.pay(Shop::To, read);
        assert_eq!(meters.of(&id).rest(), Some(Shop::To.spent(read)));
    }
}
