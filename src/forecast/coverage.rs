//! [`Coverage`]: which hours the logs cover.
//!
//! An hour is known when the logs cover all of it; only then does "no request" mean zero. The first
//! hour and the newest one are covered in part and are missing. So are hours in which the whole
//! fleet logged nothing although it should have: that is a gap in the logs, not silence ([`missing_hours`]).
//!
//! Simple inside: stores deliver logs hours late and out of order, so the last hours before the newest
//! event may still grow; they are taken as they are until a later ingest fills them.

use std::collections::BTreeMap;

use crate::access::{AccessProfile, HOUR_MS, missing_hours};

/// Fewest known hours with requests that a forecast is made from: two days of them.
pub const MIN_KNOWN_HOURS: usize = 48;

/// The logs are too short to forecast from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{known_hours} complete hours of logs with any request, {needed_hours} are needed")]
pub struct NotEnoughHistory {
    /// Hours with requests that the logs cover completely.
    pub known_hours: usize,
    /// Hours that who asks wants.
    pub needed_hours: usize,
}

/// The hours that the logs cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// First hour after the one of the oldest event.
    pub first_hour: i64,
    /// Per hour since then, whether it is known; ends before the hour of the newest event.
    pub known: Vec<bool>,
}

impl Coverage {
    /// The coverage of everything ingested, of no less than so many known hours with requests: of the others nobody can tell
    /// silence from logs that are not there.
    pub fn of(profile: &AccessProfile, needed_hours: usize) -> Result<Self, NotEnoughHistory> {
        let nothing = NotEnoughHistory {
            known_hours: 0,
            needed_hours,
        };
        let oldest = profile.oldest_event_ms.ok_or(nothing)?.div_euclid(HOUR_MS);
        let newest = profile.newest_event_ms.ok_or(nothing)?.div_euclid(HOUR_MS);
        let first_hour = oldest + 1;
        let hours = usize::try_from(newest - first_hour).unwrap_or(0);
        let requests = fleet_requests(profile, oldest, newest);
        let missing = missing_hours(&requests, newest);
        let known = (first_hour..).take(hours);
        let coverage = Self {
            first_hour,
            known: known
                .map(|hour| missing.binary_search(&hour).is_err())
                .collect(),
        };
        let known_hours = requests.range(first_hour..newest.max(first_hour)).count();
        if known_hours < needed_hours.max(1) {
            return Err(NotEnoughHistory {
                known_hours,
                needed_hours,
            });
        }
        Ok(coverage)
    }

    /// Number of known hours.
    pub fn known_count(&self) -> usize {
        self.known.iter().filter(|known| **known).count()
    }

    /// Share of the covered hours that are known; all of none.
    pub fn known_share(&self) -> f64 {
        match self.known.len() {
            0 => 1.0,
            all => self.known_count() as f64 / all as f64,
        }
    }

    /// The hour after the last one covered: the incomplete hour of the newest event, with which
    /// every forecast begins.
    pub fn next_hour(&self) -> i64 {
        self.first_hour + self.known.len() as i64
    }

    /// The place of `hour` in a series; `None` outside the coverage.
    pub fn index_of(&self, hour: i64) -> Option<usize> {
        let index = usize::try_from(hour.checked_sub(self.first_hour)?).ok()?;
        (index < self.known.len()).then_some(index)
    }

    /// A series from a dense count per hour: what is not known is missing, whatever was counted.
    pub fn series(&self, counts: &[f64]) -> Vec<Option<f64>> {
        let hours = self.known.iter().zip(counts);
        hours
            .map(|(known, count)| known.then_some(*count))
            .collect()
    }
}

/// Requests of the whole fleet by hour, where there are any.
fn fleet_requests(profile: &AccessProfile, oldest: i64, newest: i64) -> BTreeMap<i64, u64> {
    let mut requests = BTreeMap::new();
    let counts = profile.objects.iter().flat_map(|object| &object.hours);
    for count in counts.filter(|count| (oldest..=newest).contains(&count.hour)) {
        *requests.entry(count.hour).or_default() += count.requests;
    }
    requests.retain(|_, requests| *requests > 0);
    requests
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{HourCount, ObjectAccess, OperationClass};

    fn profile(hours: &[(i64, u64)], oldest_ms: i64, newest_ms: i64) -> AccessProfile {
        let hours = hours.iter().map(|&(hour, requests)| HourCount {
            hour,
            region: 0,
            tenant: 0,
            class: OperationClass::Read,
            requests,
            accesses: requests,
            assumed: 0,
            bytes: 0,
        });
        AccessProfile {
            regions: vec!["r".into()],
            objects: vec![ObjectAccess {
                key: "k".into(),
                logged_size: None,
                hours: hours.collect(),
            }],
            oldest_event_ms: Some(oldest_ms),
            newest_event_ms: Some(newest_ms),
            ..AccessProfile::default()
        }
    }

    #[test]
    fn hours_covered_in_part_are_missing_and_silence_is_zero() {
        let counts: Vec<_> = (0..=60)
            .filter(|hour| *hour != 30)
            .map(|h| (h, 2))
            .collect();
        let coverage = Coverage::of(&profile(&counts, 1, 60 * HOUR_MS + 5), 48).unwrap();
        assert_eq!((coverage.first_hour, coverage.next_hour()), (1, 60));
        assert_eq!(coverage.known_count(), 59);
        assert_eq!(coverage.index_of(0), None);
        assert_eq!(coverage.index_of(60), None);
        let series = coverage.series(&vec![0.0; 59]);
        assert_eq!(series[29], Some(0.0), "a quiet fleet's silent hour is zero");
    }

    #[test]
    fn a_silent_hour_of_a_busy_fleet_is_a_gap() {
        let counts: Vec<_> = (0..=60)
            .filter(|hour| *hour != 30)
            .map(|h| (h, 90))
            .collect();
        let coverage = Coverage::of(&profile(&counts, 1, 60 * HOUR_MS), 48).unwrap();
        assert_eq!(coverage.series(&vec![0.0; 59])[29], None);
        assert_eq!(coverage.known_count(), 58);
    }

    #[test]
    fn short_or_absent_logs_are_refused() {
        let of_hours = |hours| {
            let counts: Vec<_> = (0..=hours).map(|hour| (hour, 1)).collect();
            profile(&counts, 0, hours * HOUR_MS)
        };
        let refused = |known_hours, needed_hours| {
            Err(NotEnoughHistory {
                known_hours,
                needed_hours,
            })
        };
        assert_eq!(Coverage::of(&of_hours(9), 48), refused(8, 48));
        assert_eq!(Coverage::of(&of_hours(9), 1).unwrap().known_count(), 8);
        assert_eq!(Coverage::of(&of_hours(1), 1), refused(0, 1));
        assert_eq!(Coverage::of(&AccessProfile::default(), 1), refused(0, 1));
    }

    #[test]
    fn hours_with_requests_count_and_not_the_time_between_them() {
        // Twenty hours of logs, and one request three weeks later.
        for rate in [1, 60] {
            let mut counts: Vec<_> = (0..=20).map(|hour| (hour, rate)).collect();
            counts.push((502, 1));
            let refused = Coverage::of(&profile(&counts, 0, 502 * HOUR_MS), 48).unwrap_err();
            assert_eq!(refused.known_hours, 20);
        }
    }

    #[test]
    fn a_gap_at_a_low_rate_is_one() {
        let counts = (0..=840).filter(|hour| !(400..500).contains(hour));
        let counts: Vec<_> = counts.map(|hour| (hour, 6)).collect();
        let coverage = Coverage::of(&profile(&counts, 0, 840 * HOUR_MS), 48).unwrap();
        assert_eq!(coverage.known.len() - coverage.known_count(), 100);
    }
}
