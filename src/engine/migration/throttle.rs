//! [`Throttle`]: how many objects are worked on at an endpoint, as it bears it; [`RequestBudget`]: how many requests
//! a shard may be sent, beside those of its applications.
//!
//! Both hold back objects that were not begun. A request whose intent is in the journal is sent at once: its intent
//! must not be older than it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use crate::access::HOUR_MS;
use crate::ports::{BucketError, BucketErrorKind};

/// Objects at a time before anything is known of an endpoint.
const FIRST: f64 = 8.0;
/// Pause after a store asked to slow down, doubled each time it asks again, milliseconds.
const FIRST_PAUSE_MS: i64 = 200;
/// Such doublings at most: 12.8 s.
const DOUBLINGS: u32 = 6;
/// An answer is slow when it takes this many times as long as usual, and [`SLOW_MS`] more.
const SLOW_TIMES: f64 = 4.0;
const SLOW_MS: f64 = 100.0;
/// Share of a new answer in the mean.
const NEWS: f64 = 0.2;
/// What is usual may become slower by this much an answer.
const DRIFT: f64 = 1.001;

/// Throttles by endpoint: shared between migrators of one process.
#[derive(Debug, Default)]
pub struct Throttles(Mutex<BTreeMap<String, Arc<Throttle>>>);

impl Throttles {
    /// That of an endpoint, where at most so many objects are worked on.
    pub(super) fn of(&self, endpoint: &str, most: usize) -> Arc<Throttle> {
        let mut throttles = lock(&self.0);
        let entry = throttles.entry(endpoint.to_owned());
        Arc::clone(entry.or_insert_with(|| Arc::new(Throttle::new(most))))
    }
}

/// What one endpoint bears: more as long as it answers as usual, half when it asks to slow down or fails, less
/// when it becomes slow.
#[derive(Debug)]
pub(super) struct Throttle {
    most: f64,
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Debug)]
struct State {
    limit: f64,
    in_work: usize,
    /// Until something was in the way for the first time it grows with every answer.
    found: bool,
    /// Counts changes for the worse: answers to what was sent before one say nothing new.
    round: u64,
    refusals: u32,
    pause_until_ms: i64,
    usual_ms: f64,
    lately_ms: Option<f64>,
}

/// When a request was sent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Began {
    round: u64,
    at_ms: i64,
}

/// An object that is worked on.
#[derive(Debug)]
pub(super) struct InWork(Arc<Throttle>);

impl Drop for InWork {
    fn drop(&mut self) {
        self.0.lock().in_work -= 1;
        self.0.changed.notify_one();
    }
}

/// What is to be waited for.
#[derive(Debug, PartialEq, Eq)]
enum Full {
    Work,
    Pause(i64),
}

impl Throttle {
    fn new(most: usize) -> Self {
        let most = most.max(1) as f64;
        Self {
            most,
            state: Mutex::new(State {
                limit: FIRST.min(most),
                in_work: 0,
                found: false,
                round: 0,
                refusals: 0,
                pause_until_ms: 0,
                usual_ms: f64::INFINITY,
                lately_ms: None,
            }),
            changed: Notify::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// Waits until another object may be worked on.
    pub(super) async fn enter(self: &Arc<Self>, clock: &dyn crate::ports::Clock) -> InWork {
        loop {
            let changed = self.changed.notified();
            match self.try_enter(clock.now_ms()) {
                Ok(entered) => return entered,
                Err(Full::Work) => changed.await,
                Err(Full::Pause(ms)) => {
                    clock.sleep(Duration::from_millis(ms.unsigned_abs())).await;
                }
            }
        }
    }

    fn try_enter(self: &Arc<Self>, now_ms: i64) -> Result<InWork, Full> {
        let mut state = self.lock();
        if state.in_work >= (state.limit as usize).max(1) {
            return Err(Full::Work);
        }
        // A clock that was set back holds nobody longer than the longest pause.
        let pause_ms = (state.pause_until_ms - now_ms).min(FIRST_PAUSE_MS << DOUBLINGS);
        if pause_ms > 0 {
            return Err(Full::Pause(pause_ms));
        }
        state.in_work += 1;
        if state.in_work < state.limit as usize {
            self.changed.notify_one();
        }
        Ok(InWork(Arc::clone(self)))
    }

    /// A request is about to be sent.
    pub(super) fn began(&self, now_ms: i64) -> Began {
        Began {
            round: self.lock().round,
            at_ms: now_ms,
        }
    }

    /// It was answered; `light`: its answer takes as long whatever is asked for.
    pub(super) fn answered<T>(
        &self,
        began: Began,
        now_ms: i64,
        light: bool,
        answer: &Result<T, BucketError>,
    ) {
        use BucketErrorKind::{Throttled, Unavailable};
        let mut state = self.lock();
        let news = began.round == state.round;
        match answer.as_ref().err().map(|error| error.kind) {
            Some(kind @ (Throttled | Unavailable)) => {
                if news {
                    state.lessen(0.5);
                }
                if news && kind == Throttled {
                    let pause_ms = FIRST_PAUSE_MS << state.refusals.min(DOUBLINGS);
                    state.refusals += 1;
                    state.pause_until_ms = now_ms + pause_ms;
                }
            }
            _ => {
                let took_ms = now_ms.saturating_sub(began.at_ms).max(0) as f64;
                if light && state.is_slow(took_ms) && news {
                    state.lessen(0.8);
                } else if news {
                    state.refusals = 0;
                    state.limit = (state.limit + state.step()).min(self.most);
                    self.changed.notify_one();
                }
            }
        }
    }

    /// Objects at a time, now.
    #[cfg(test)]
    fn limit(&self) -> usize {
        self.lock().limit as usize
    }
}

impl State {
    fn lessen(&mut self, share: f64) {
        self.limit = (self.limit * share).max(1.0);
        self.found = true;
        self.round += 1;
        // What is on its way is as slow as what was seen.
        self.lately_ms = None;
    }

    fn step(&self) -> f64 {
        if self.found { 1.0 / self.limit } else { 1.0 }
    }

    /// Takes the time of an answer into the mean; whether that is much more than usual.
    fn is_slow(&mut self, took_ms: f64) -> bool {
        let before = self.lately_ms.unwrap_or(took_ms);
        let lately = before + NEWS * (took_ms - before);
        self.lately_ms = Some(lately);
        self.usual_ms = (self.usual_ms * DRIFT).min(lately);
        lately > SLOW_TIMES * self.usual_ms + SLOW_MS
    }
}

/// Requests that a shard may be sent: a share of what it can serve and its applications do not ask for.
#[derive(Debug)]
pub struct RequestBudget {
    /// Requests a second, by hour of the week since the first of 1970.
    by_hour: Vec<f64>,
    spent: Mutex<Spent>,
}

#[derive(Debug, Default)]
struct Spent {
    ahead: f64,
    as_of_ms: Option<i64>,
    began_ms: Option<i64>,
}

/// Hours of a week.
pub const WEEK_HOURS: usize = 168;
/// Requests a second at first: a store makes room for more as more come.
const FIRST_RPS: f64 = 100.0;
/// It may ask twice as much after so long, milliseconds.
const DOUBLE_MS: f64 = 120_000.0;

impl RequestBudget {
    /// `share` of `limit` requests a second, less what applications ask for in each hour of the week.
    pub fn new(share: f64, limit: f64, applications: &[f64; WEEK_HOURS]) -> Self {
        let left = |asked: &f64| (share * (limit - asked)).max(1.0);
        Self {
            by_hour: applications.iter().map(left).collect(),
            spent: Mutex::default(),
        }
    }

    /// Requests a second that may be sent at this time.
    pub fn rate_at(&self, at_ms: i64) -> f64 {
        let hour = at_ms.div_euclid(HOUR_MS).rem_euclid(WEEK_HOURS as i64);
        self.by_hour[hour.unsigned_abs() as usize]
    }

    /// A request is sent.
    pub(super) fn spend(&self, now_ms: i64) {
        let mut spent = lock(&self.spent);
        self.advance(&mut spent, now_ms);
        spent.ahead += 1.0;
    }

    /// How long nothing more should be begun, milliseconds; `None` where it may.
    pub(super) fn wait_ms(&self, now_ms: i64) -> Option<u64> {
        let mut spent = lock(&self.spent);
        let rate = self.advance(&mut spent, now_ms);
        // A second's worth may be ahead, for what is under way at a time.
        let over = spent.ahead - rate;
        (over > 0.0).then(|| (over / rate * 1000.0).ceil().min(1000.0) as u64)
    }

    fn advance(&self, spent: &mut Spent, now_ms: i64) -> f64 {
        let began_ms = *spent.began_ms.get_or_insert(now_ms);
        let since_ms = spent.as_of_ms.replace(now_ms).unwrap_or(now_ms);
        let doublings = now_ms.saturating_sub(began_ms).max(0) as f64 / DOUBLE_MS;
        let ramp = FIRST_RPS * doublings.min(64.0).exp2();
        let rate = self.rate_at(now_ms).min(ramp);
        let passed_ms = now_ms.saturating_sub(since_ms).max(0) as f64;
        spent.ahead = (spent.ahead - rate * passed_ms / 1000.0).max(0.0);
        rate
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(kind: BucketErrorKind) -> Result<(), BucketError> {
        Err(BucketError::new(kind, "PutObject", "b", "no"))
    }

    fn answer(throttle: &Throttle, took_ms: i64, answer: &Result<(), BucketError>) {
        let began = throttle.began(0);
        throttle.answered(began, took_ms, true, answer);
    }

    #[test]
    fn it_grows_to_the_most_and_a_burst_of_refusals_halves_it_once() {
        let throttle = Throttle::new(32);
        assert_eq!(throttle.limit(), 8);
        for _ in 0..100 {
            answer(&throttle, 10, &Ok(()));
        }
        assert_eq!(throttle.limit(), 32);
        let sent: Vec<Began> = (0..10).map(|_| throttle.began(0)).collect();
        for began in sent {
            throttle.answered(began, 10, true, &failed(BucketErrorKind::Throttled));
        }
        assert_eq!(throttle.limit(), 16, "they were sent before it was known");
        // From now on it feels its way: one more for a whole round of answers.
        for _ in 0..17 {
            answer(&throttle, 10, &Ok(()));
        }
        assert_eq!(throttle.limit(), 17);
        for _ in 0..9 {
            answer(&throttle, 10, &failed(BucketErrorKind::Unavailable));
        }
        assert_eq!(throttle.limit(), 1, "never none at all");
    }

    #[test]
    fn an_absent_object_is_an_answer_and_a_slow_one_a_sign() {
        let throttle = Throttle::new(16);
        for _ in 0..50 {
            answer(&throttle, 20, &failed(BucketErrorKind::NotFound));
        }
        assert_eq!(throttle.limit(), 16);
        for _ in 0..3 {
            answer(&throttle, 250, &Ok(()));
        }
        assert_eq!(throttle.limit(), 16, "a few are none");
        for _ in 0..20 {
            answer(&throttle, 1000, &Ok(()));
        }
        assert!(throttle.limit() < 16);
        let large = Throttle::new(16);
        for ms in 0..200 {
            let began = large.began(0);
            large.answered(began, ms * 100, false, &Ok(()));
        }
        assert_eq!(large.limit(), 16, "bodies take as long as they are large");
    }

    #[test]
    fn after_each_refusal_nothing_begins_for_twice_as_long() {
        let throttle = Arc::new(Throttle::new(4));
        let mut now_ms = 0;
        for want_ms in [200, 400, 800] {
            let began = throttle.began(now_ms);
            throttle.answered(began, now_ms, true, &failed(BucketErrorKind::Throttled));
            let wait = throttle.try_enter(now_ms).unwrap_err();
            assert_eq!(wait, Full::Pause(want_ms));
            now_ms += want_ms;
            drop(throttle.try_enter(now_ms).unwrap());
        }
    }

    #[tokio::test]
    async fn whoever_waits_goes_on_when_another_is_done() {
        let throttle = Arc::new(Throttle::new(1));
        let clock = crate::ports::FixedClock::new(0);
        let first = throttle.enter(&clock).await;
        assert_eq!(throttle.try_enter(0).unwrap_err(), Full::Work);
        let second = throttle.enter(&clock);
        tokio::pin!(second);
        assert!(futures::poll!(&mut second).is_pending());
        drop(first);
        drop(second.await);
        assert!(throttle.try_enter(0).is_ok());
    }

    #[test]
    fn a_budget_is_a_share_of_what_applications_leave_in_that_hour_and_grows_from_little() {
        let mut applications = [1000.0; WEEK_HOURS];
        applications[1] = 3400.0;
        applications[2] = 9999.0;
        let budget = RequestBudget::new(0.3, 3500.0, &applications);
        let rates = [0, 1, 2].map(|hour| budget.rate_at(hour * HOUR_MS).round());
        assert_eq!(rates, [750.0, 30.0, 1.0]);
        let week_ms = HOUR_MS * WEEK_HOURS as i64;
        assert!((budget.rate_at(week_ms + HOUR_MS) - 30.0).abs() < 1e-9);

        for _ in 0..150 {
            budget.spend(0);
        }
        assert_eq!(budget.wait_ms(0), Some(500), "100 a second at first");
        assert_eq!(budget.wait_ms(500), None);
        let later_ms = 600_000;
        for _ in 0..1500 {
            budget.spend(later_ms);
        }
        assert_eq!(budget.wait_ms(later_ms), Some(1000), "750 a second by now");
        assert_eq!(budget.wait_ms(later_ms + 1000), None);
    }
}
