//! [`Tempo`]: how long a run may take, and how many bytes a second it may move.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::tz::TimeZone;

use crate::migration::{Action, Route, Timetable};

use super::lane::{Lane, Work};
use super::report::Ending;

/// Longest sleep between two looks at the clock, the timetable and the lease.
const SLICE_MS: i64 = 5_000;

/// Limits of a run by the clock: shared between migrators of one process.
#[derive(Clone, Debug, Default)]
pub struct Tempo {
    /// When nothing more may be begun, milliseconds UTC.
    pub stop_at_ms: Option<i64>,
    /// What may be moved a second; `None` is no limit.
    pub bandwidth: Option<Arc<Bandwidth>>,
}

/// Bytes that are let through one after the other, at the rate of a timetable.
///
/// Whoever wants to move bytes draws a number, which is the sum of all bytes before its own, and begins once as
/// many were let through. Time in which nothing was wanted is not saved up.
#[derive(Debug)]
pub struct Bandwidth {
    timetable: Timetable,
    zone: TimeZone,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    drawn: u64,
    let_through: f64,
    as_of_ms: Option<i64>,
}

impl Bandwidth {
    /// Nothing drawn yet.
    pub fn new(timetable: Timetable, zone: TimeZone) -> Self {
        Self {
            timetable,
            zone,
            state: Mutex::default(),
        }
    }

    /// A number for so many bytes.
    fn draw(&self, bytes: u64, now_ms: i64) -> u64 {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        self.advance(&mut state, now_ms);
        let number = state.drawn;
        state.drawn += bytes;
        number
    }

    /// Milliseconds until it is worth looking again; `None` when the number's turn has come.
    fn wait_ms(&self, number: u64, now_ms: i64) -> Option<i64> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        self.advance(&mut state, now_ms);
        let ahead = number as f64 - state.let_through;
        if ahead < 1.0 {
            return None;
        }
        let rate = self.timetable.rate_at(now_ms, &self.zone)?;
        let ms = (ahead * 1000.0 / rate as f64).ceil();
        Some((ms as i64).clamp(1, SLICE_MS))
    }

    /// Lets through what the time since the last look allows: looks are a slice apart while anybody waits.
    fn advance(&self, state: &mut State, now_ms: i64) {
        let since_ms = state.as_of_ms.replace(now_ms).unwrap_or(now_ms);
        let drawn = state.drawn as f64;
        state.let_through = match self.timetable.rate_at(since_ms, &self.zone) {
            Some(rate) => {
                let passed_ms = now_ms.saturating_sub(since_ms).max(0);
                let more = rate as f64 * passed_ms as f64 / 1000.0;
                (state.let_through + more).min(drawn)
            }
            None => drawn,
        };
    }
}

impl Lane<'_> {
    /// What ends a run whose time is up.
    pub(super) fn in_time(&self) -> Result<(), Ending> {
        let stop_at_ms = self.options.tempo.stop_at_ms;
        if stop_at_ms.is_none_or(|stop_at| self.clock.now_ms() < stop_at) {
            return Ok(());
        }
        let why = "the time of this run is up: the next goes on".to_owned();
        Err(Ending::Limit(why))
    }

    /// Waits for the turn of a copy that one request makes, once: parts wait by themselves.
    pub(super) async fn await_copy(&self, work: &mut Work, action: Action, bytes: u64) {
        let copies = matches!(action, Action::Copy | Action::CatchUp);
        let at_once = match self.route {
            Route::ServerSide => bytes <= self.options.multipart_threshold,
            Route::Streamed => bytes <= self.options.part_bytes,
        };
        if copies && at_once && !std::mem::replace(&mut work.had_its_turn, true) {
            self.await_turn(bytes).await;
        }
    }

    /// Waits until so many bytes may be moved. No request is on its way meanwhile, and none is intended: an
    /// intent is as old as its request.
    pub(super) async fn await_turn(&self, bytes: u64) {
        let Some(bandwidth) = &self.options.tempo.bandwidth else {
            return;
        };
        if self.is_dry() || bytes == 0 {
            return;
        }
        let number = bandwidth.draw(bytes, self.clock.now_ms());
        while let Some(ms) = bandwidth.wait_ms(number, self.clock.now_ms()) {
            if self.pass.borrow().is_stopped() || self.in_time().is_err() {
                return;
            }
            self.clock
                .sleep(Duration::from_millis(ms.unsigned_abs()))
                .await;
            // Whoever was fenced meanwhile is told by the journal before the next request.
            if let Err(error) = self.show_life().await {
                tracing::debug!("no life shown while waiting for bandwidth: {error:?}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-23T00:00:00Z.
    const MIDNIGHT_MS: i64 = 1_795_392_000_000;

    fn bandwidth(table: &str) -> Bandwidth {
        Bandwidth::new(table.parse().unwrap(), TimeZone::UTC)
    }

    /// When the turn of a number comes.
    fn turn(bandwidth: &Bandwidth, number: u64, mut now_ms: i64) -> i64 {
        while let Some(ms) = bandwidth.wait_ms(number, now_ms) {
            now_ms += ms;
        }
        now_ms
    }

    #[test]
    fn each_begins_when_those_before_it_are_through() {
        let limit = bandwidth("1000B");
        let numbers = [4000, 1000, 7000].map(|bytes| limit.draw(bytes, MIDNIGHT_MS));
        let mut now_ms = MIDNIGHT_MS;
        let began = numbers.map(|number| {
            now_ms = turn(&limit, number, now_ms);
            now_ms - MIDNIGHT_MS
        });
        assert_eq!(began, [0, 4000, 5000]);
        // A second later than the last of them is through.
        let later = MIDNIGHT_MS + 13_000;
        let number = limit.draw(5000, later);
        assert_eq!(limit.wait_ms(number, later), None);
        let number = limit.draw(1, later);
        assert_eq!(
            turn(&limit, number, later) - later,
            5000,
            "the idle second is not saved up"
        );
    }

    #[test]
    fn a_rate_that_changes_is_heeded_while_it_is_waited() {
        let limit = bandwidth("00:00,1000B 00:01,10000B 00:02,off");
        let begin = |bytes| {
            limit.draw(bytes, MIDNIGHT_MS);
            turn(&limit, limit.draw(0, MIDNIGHT_MS), MIDNIGHT_MS) - MIDNIGHT_MS
        };
        assert_eq!(begin(100_000), 64_000);
        let limit = bandwidth("00:00,1000B 00:01,10000B 00:02,off");
        limit.draw(10_000_000, MIDNIGHT_MS);
        let number = limit.draw(1, MIDNIGHT_MS);
        assert_eq!(turn(&limit, number, MIDNIGHT_MS) - MIDNIGHT_MS, 120_000);
    }
}
