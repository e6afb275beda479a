//! [`Completeness`]: of which hours a shard's log tells, and of which it is silent because it is not
//! there. A missing hour is never an hour without demand.
//!
//! Nobody says when an hour of log is complete, so it is judged. Hours within the lateness of the
//! newest record are provisional. Hours without any record of a shard, between its first and the newest
//! of all logs (a delivery that has stopped is the largest gap there is), are missing where records were to be expected
//! ([`super::silence`]).

use std::collections::BTreeMap;

use crate::placement::ShardName;

use super::silence::missing_hours;
use super::{HOUR_MS, ShardHours};

/// What is known of one shard's log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShardCoverage {
    /// First hour with a record, floor(ms / 3,600,000).
    pub first_hour: i64,
    /// The last hour judged: the newest with a record of any shard.
    pub last_hour: i64,
    /// Records of any kind.
    pub records: u64,
    /// Hours between these that are complete.
    pub complete_hours: u64,
    /// Hours, with records or without, that late records may still change.
    pub provisional_hours: u64,
    /// Hours of which the log is missing, ascending.
    pub missing_hours: Vec<i64>,
}

/// Coverage by shard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completeness {
    /// Shards with any record.
    pub shards: BTreeMap<ShardName, ShardCoverage>,
}

impl Completeness {
    /// Judges the hours; those from `provisional_from_ms` on are provisional.
    pub fn of(hours: &mut ShardHours, provisional_from_ms: i64) -> Self {
        let mut records: BTreeMap<ShardName, BTreeMap<i64, u64>> = BTreeMap::new();
        for (shard, hour, count) in hours.iter().filter(|(.., count)| *count > 0) {
            records
                .entry(shard.clone())
                .or_default()
                .insert(hour, count);
        }
        let provisional_from = provisional_from_ms.div_euclid(HOUR_MS);
        let newest = records
            .values()
            .filter_map(|hours| hours.keys().next_back());
        let newest = newest.copied().max().unwrap_or(i64::MIN);
        let shards = records.into_iter().filter_map(|(shard, hours)| {
            let coverage = coverage(&hours, provisional_from, newest)?;
            Some((shard, coverage))
        });
        Self {
            shards: shards.collect(),
        }
    }
}

/// Judges one shard's hours up to the newest of all; `None` without any record.
fn coverage(
    hours: &BTreeMap<i64, u64>,
    provisional_from: i64,
    newest: i64,
) -> Option<ShardCoverage> {
    let first_hour = *hours.keys().next()?;
    let mut coverage = ShardCoverage {
        first_hour,
        last_hour: newest,
        records: hours.values().sum(),
        ..ShardCoverage::default()
    };
    coverage.missing_hours = missing_hours(hours, newest);
    (coverage.missing_hours).retain(|hour| *hour < provisional_from);
    let all = (newest + 1 - first_hour) as u64;
    let closed = (provisional_from.min(newest + 1) - first_hour).max(0) as u64;
    coverage.provisional_hours = all - closed;
    coverage.complete_hours = closed - coverage.missing_hours.len() as u64;
    Some(coverage)
}

#[cfg(test)]
mod tests {
    use super::super::silence::is_weekend;
    use super::*;

    fn judged(records: impl Fn(i64) -> u64, hours: i64) -> ShardCoverage {
        judged_from(0, records, hours)
    }

    fn judged_from(first: i64, records: impl Fn(i64) -> u64, hours: i64) -> ShardCoverage {
        let shard = ShardName::from("s");
        let mut counts = ShardHours::default();
        for hour in first..first + hours {
            if records(hour) > 0 {
                counts.add_many(&shard, hour, records(hour));
            }
        }
        let completeness = Completeness::of(&mut counts, (first + hours - 10) * HOUR_MS);
        completeness.shards[&shard].clone()
    }

    #[test]
    fn a_silent_hour_of_a_busy_shard_is_missing() {
        let busy = |hour| if hour == 30 || hour == 31 { 0 } else { 100 };
        for hours in [50, 24 * 7] {
            let coverage = judged(busy, hours);
            assert_eq!(coverage.missing_hours, [30, 31]);
            assert_eq!(coverage.provisional_hours, 10);
            assert_eq!(coverage.complete_hours, hours as u64 - 12);
        }
    }

    #[test]
    fn a_log_that_stops_while_others_go_on_is_missing_from_then_on() {
        let mut counts = ShardHours::default();
        let names = ["stopped", "goes-on", "hardly-used"].map(ShardName::from);
        for hour in 0..24 * 20 {
            counts.add_many(&names[1], hour, 50);
            if hour < 24 * 10 {
                counts.add_many(&names[0], hour, 50);
                counts.add_many(&names[2], hour, u64::from(hour % 24 == 7));
            }
        }
        let provisional_from = 24 * 18;
        let judged = Completeness::of(&mut counts, provisional_from * HOUR_MS);
        let of = |at: usize| {
            let coverage = &judged.shards[&names[at]];
            let missing = coverage.missing_hours.len() as u64;
            (coverage.complete_hours, missing, coverage.provisional_hours)
        };
        assert_eq!(of(0), (240, 8 * 24, 48));
        assert_eq!(judged.shards[&names[0]].missing_hours[0], 240);
        assert_eq!(of(1), (18 * 24, 0, 48));
        assert_eq!(
            of(2),
            (18 * 24 - 7 - 8, 8, 48),
            "its one record a day, from seven on"
        );
    }

    #[test]
    fn a_silent_hour_of_a_quiet_shard_or_of_the_night_is_none() {
        let rare = |hour| u64::from(hour % 5 == 0) * 6;
        assert!(judged(rare, 200).missing_hours.is_empty());
        let by_day = |hour: i64| if hour % 24 < 8 { 0 } else { 500 };
        assert!(judged(by_day, 24 * 6).missing_hours.is_empty());
        let gap = |hour: i64| if hour == 60 { 0 } else { by_day(hour) };
        assert_eq!(judged(gap, 24 * 6).missing_hours, [60]);
    }

    /// An office: 400 an hour by day, 30 by night, hardly any at the week's end and none in its nights.
    fn office(hour: i64) -> u64 {
        match (is_weekend(hour), hour.rem_euclid(24)) {
            (false, 8..20) => 400,
            (false, _) => 30,
            (true, 8..20) => 20,
            (true, _) => 0,
        }
    }

    #[test]
    fn quiet_nights_of_weekends_are_not_missing_and_gaps_of_weekdays_are() {
        for days in [5, 9, 12, 16, 23, 37] {
            for first in 0..7 {
                let missing = judged_from(first * 24, office, days * 24).missing_hours;
                assert!(missing.is_empty(), "{days} days from {first}: {missing:?}");
            }
            // The night before a Friday.
            let gap = |hour: i64| if hour == 26 { 0 } else { office(hour) };
            assert_eq!(judged(gap, days * 24).missing_hours, [26], "{days} days");
        }
    }

    #[test]
    fn an_outage_of_a_weekend_as_busy_as_its_weekdays_is_missing() {
        for days in [5, 9, 16, 37] {
            let outage = |hour: i64| u64::from(!(50..60).contains(&hour)) * 100;
            let missing = judged(outage, days * 24).missing_hours;
            assert_eq!(missing, (50..60).collect::<Vec<_>>(), "{days} days");
            let gone = |hour: i64| u64::from(!(48..96).contains(&hour)) * 100;
            let missing = judged(gone, days * 24).missing_hours;
            assert_eq!(missing.len(), 48, "{days} days");
        }
    }

    /// Saturdays and Sundays of California: silent from Saturday 07:00 to Monday 07:00 UTC.
    #[test]
    fn a_weekend_that_ends_on_a_monday_is_quiet_once_it_was_seen_twice() {
        let silent = |hour: i64| (55..103).contains(&hour.rem_euclid(168));
        let coverage = judged(|hour| u64::from(!silent(hour)) * 50, 15 * 24);
        assert!(coverage.missing_hours.is_empty(), "{coverage:?}");
    }
}
