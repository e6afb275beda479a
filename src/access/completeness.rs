//! [`Completeness`]: of which hours a shard's log tells, and of which it is silent because it is not
//! there. A missing hour is never an hour without demand.
//!
//! Nobody says when an hour of log is complete, so it is judged. Hours within the lateness of the
//! newest record are provisional. An hour without any record of a shard, between its first and the newest
//! of all logs (a delivery that has stopped is the largest gap there is), is missing where records were to be expected: where the same hour of other days had seven on
//! average (no record at all then has a probability below one in a thousand), or, with fewer than
//! three other days, where its hours with records have 20 on average. Else it is a quiet hour.

use std::collections::BTreeMap;

use crate::placement::ShardName;

use super::{HOUR_MS, ShardHours};

const DAY_HOURS: i64 = 24;
/// Records of the same hour of other days, on average, that make an empty hour suspect.
const EXPECTED_OF_DAY: f64 = 7.0;
/// Other days that make an average.
const ENOUGH_DAYS: usize = 3;
/// Records of an hour with any, on average, that make an empty hour suspect in a short log.
const EXPECTED_OF_ANY: f64 = 20.0;

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
        for (shard, hour, count) in hours.iter() {
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
    let (first_hour, last_logged) = (*hours.keys().next()?, *hours.keys().next_back()?);
    let mut coverage = ShardCoverage {
        first_hour,
        last_hour: newest,
        records: hours.values().sum(),
        ..ShardCoverage::default()
    };
    let expectation = Expectation::of(hours, first_hour, last_logged);
    for hour in first_hour..=newest {
        if hour >= provisional_from {
            coverage.provisional_hours += 1;
        } else if !hours.contains_key(&hour) && expectation.is_due(hour) {
            coverage.missing_hours.push(hour);
        } else {
            coverage.complete_hours += 1;
        }
    }
    Some(coverage)
}

/// What an hour is expected to have.
struct Expectation {
    /// Records and days by hour of day, of days with any record in that hour or without.
    of_day: [(u64, usize); DAY_HOURS as usize],
    of_any: f64,
}

impl Expectation {
    fn of(hours: &BTreeMap<i64, u64>, first: i64, last: i64) -> Self {
        let mut of_day = [(0, 0); DAY_HOURS as usize];
        for hour in first..=last {
            let (records, days) = &mut of_day[hour.rem_euclid(DAY_HOURS) as usize];
            *records += hours.get(&hour).copied().unwrap_or(0);
            *days += 1;
        }
        let records: u64 = hours.values().sum();
        Self {
            of_day,
            of_any: records as f64 / hours.len() as f64,
        }
    }

    /// Whether an hour without records should have had some.
    fn is_due(&self, hour: i64) -> bool {
        let (records, days) = self.of_day[hour.rem_euclid(DAY_HOURS) as usize];
        let others = days.saturating_sub(1);
        if others >= ENOUGH_DAYS {
            return records as f64 / others as f64 >= EXPECTED_OF_DAY;
        }
        self.of_any >= EXPECTED_OF_ANY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(records: impl Fn(i64) -> u64, hours: i64) -> ShardCoverage {
        let shard = ShardName::from("s");
        let mut counts = ShardHours::default();
        for hour in 0..hours {
            if records(hour) > 0 {
                counts.add_many(&shard, hour, records(hour));
            }
        }
        let completeness = Completeness::of(&mut counts, (hours - 10) * HOUR_MS);
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
        assert_eq!(of(2), (18 * 24, 0, 48));
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
}
