//! [`Coverage`]: which hours the logs cover.
//!
//! An hour is known when the logs cover all of it; only then does "no request" mean zero. The first
//! hour and the newest one are covered in part and are missing. So is an hour in which the whole
//! fleet logged nothing although it usually logs much: that is a gap in the logs, not silence.
//!
//! Simple inside: stores deliver logs hours late and out of order, so the last hours before the newest
//! event may still grow; they are taken as they are until a later ingest fills them.

use crate::access::{AccessProfile, HOUR_MS};

/// Fewest known hours that a forecast is made from: two days.
pub const MIN_KNOWN_HOURS: usize = 48;

/// A silent hour counts as a gap in the logs when the fleet's median hour has at least this many
/// requests: by chance alone it would then be silent less than once in 10⁸ hours.
const GAP_MEDIAN_REQUESTS: u64 = 20;

/// The logs are too short to forecast from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{known_hours} complete hours of logs, {needed_hours} are needed")]
pub struct NotEnoughHistory {
    /// Hours the logs cover completely.
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
    /// The coverage of everything ingested, of no less than so many known hours.
    pub fn of(profile: &AccessProfile, needed_hours: usize) -> Result<Self, NotEnoughHistory> {
        let nothing = NotEnoughHistory {
            known_hours: 0,
            needed_hours,
        };
        let oldest = profile.oldest_event_ms.ok_or(nothing)?.div_euclid(HOUR_MS);
        let newest = profile.newest_event_ms.ok_or(nothing)?.div_euclid(HOUR_MS);
        let first_hour = oldest + 1;
        let hours = usize::try_from(newest - first_hour).unwrap_or(0);
        let coverage = Self {
            first_hour,
            known: known_hours(&fleet_requests(profile, first_hour, hours)),
        };
        let known_hours = coverage.known_count();
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

/// Requests of the whole fleet in each covered hour.
fn fleet_requests(profile: &AccessProfile, first_hour: i64, hours: usize) -> Vec<u64> {
    let mut requests = vec![0; hours];
    for count in profile.objects.iter().flat_map(|object| &object.hours) {
        let index = usize::try_from(count.hour - first_hour).unwrap_or(usize::MAX);
        if let Some(sum) = requests.get_mut(index) {
            *sum += count.requests;
        }
    }
    requests
}

fn known_hours(fleet_requests: &[u64]) -> Vec<bool> {
    let mut sorted = fleet_requests.to_vec();
    sorted.sort_unstable();
    let median = sorted.get(sorted.len() / 2).copied().unwrap_or(0);
    let silence_is_a_gap = median >= GAP_MEDIAN_REQUESTS;
    let known = |requests: &u64| *requests > 0 || !silence_is_a_gap;
    fleet_requests.iter().map(known).collect()
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
        let of_hours = |hours| profile(&[(0, 1), (hours, 1)], 0, hours * HOUR_MS);
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
}
