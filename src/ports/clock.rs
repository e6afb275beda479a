//! [`Clock`]: the wall clock, and waiting by it.

use std::sync::Mutex;
use std::time::Duration;

use async_trait::async_trait;

/// The time, injected: nothing else in the crate asks the system.
#[async_trait]
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970, UTC. May jump either way; never a safety argument.
    fn now_ms(&self) -> i64;

    /// Returns after `duration`; at once under a test clock, which moves forward instead.
    async fn sleep(&self, duration: Duration);
}

/// A clock that stands still until it is slept on: for tests, the demo and `SHARDCTL_NOW`.
#[derive(Debug)]
pub struct FixedClock(Mutex<i64>);

impl FixedClock {
    /// A clock that reads `now_ms`.
    pub fn new(now_ms: i64) -> Self {
        Self(Mutex::new(now_ms))
    }

    /// Sets it, forwards or back.
    pub fn set_ms(&self, now_ms: i64) {
        *self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = now_ms;
    }
}

#[async_trait]
impl Clock for FixedClock {
    fn now_ms(&self) -> i64 {
        *self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    async fn sleep(&self, duration: Duration) {
        let mut now = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *now += i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
    }
}
