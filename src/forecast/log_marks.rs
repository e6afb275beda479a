//! [`LogMarks`]: which of the covered hours the log of each shard tells of.
//!
//! A shard's log begins, ends and has holes of its own: an hour it does not tell of is not known for the segments
//! of that shard, whatever the others' logs say, and never zero. An hour that late records may still change is
//! taken as it is when it has at least half of what the same hour of the day usually has (with less than seven
//! requests, when it and the hours around it have), for then its log has evidently arrived; else it is left
//! out until a later ingest fills it. So a demand that halves overnight is believed when its hours are closed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::access::{AccessProfile, ShardCoverage};
use crate::placement::{Key, ShardName};

use super::{Coverage, Mark};

/// Share of the usual requests from which a provisional hour counts.
const ARRIVED_SHARE: f64 = 0.5;
/// Usual requests from which an hour is judged by itself; before, with the hours around it.
const BUSY_HOUR: f64 = 7.0;
/// So many hours either way.
const QUIET_REACH: usize = 6;

/// What is known of each covered hour, by shard.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LogMarks {
    by_shard: BTreeMap<ShardName, Arc<[bool]>>,
    /// What the coverage knows.
    all: Arc<[bool]>,
}

impl LogMarks {
    /// The marks of every shard with a log; `shard_of` says which one holds a key.
    pub(super) fn of(
        profile: &AccessProfile,
        coverage: &Coverage,
        shard_of: impl Fn(&Key) -> Option<ShardName>,
    ) -> Self {
        let shards = &profile.completeness.shards;
        let mut requests: BTreeMap<ShardName, Vec<f64>> = BTreeMap::new();
        if !shards.is_empty() {
            for object in &profile.objects {
                let Some(shard) = shard_of(&object.key).filter(|shard| shards.contains_key(shard))
                else {
                    continue;
                };
                let hours = coverage.known.len();
                let requests = requests.entry(shard).or_insert_with(|| vec![0.0; hours]);
                for count in &object.hours {
                    if let Some(index) = coverage.index_of(count.hour) {
                        requests[index] += count.requests as f64;
                    }
                }
            }
        }
        let known = shards.iter().map(|(shard, log)| {
            let marks = marks(coverage, log);
            let none = Vec::new();
            let requests = requests.get(shard).unwrap_or(&none);
            (shard.clone(), settled(&marks, requests).into())
        });
        Self {
            by_shard: known.collect(),
            all: coverage.known.as_slice().into(),
        }
    }

    /// The hours known of segments in these shards.
    pub(super) fn known(&self, shards: &BTreeSet<ShardName>) -> Arc<[bool]> {
        let mut with_logs = shards.iter().filter_map(|shard| self.by_shard.get(shard));
        let Some(first) = with_logs.next() else {
            return self.all.clone();
        };
        with_logs.fold(first.clone(), |known, also| {
            let pairs = known.iter().zip(also.iter());
            pairs.map(|(known, also)| *known && *also).collect()
        })
    }
}

fn marks(coverage: &Coverage, log: &ShardCoverage) -> Vec<Mark> {
    let provisional_from = log.last_hour + 1 - log.provisional_hours as i64;
    let hours = coverage.known.iter().zip(coverage.first_hour..);
    hours
        .map(|(known, hour)| {
            if !known || hour < log.first_hour || log.missing_hours.binary_search(&hour).is_ok() {
                Mark::Missing
            } else if hour >= provisional_from {
                Mark::Provisional
            } else {
                Mark::Observed
            }
        })
        .collect()
}

/// Observed hours, and the provisional ones that have evidently arrived.
fn settled(marks: &[Mark], requests: &[f64]) -> Vec<bool> {
    let mut sums = [(0.0, 0.0); 24];
    for (hour, (mark, requests)) in marks.iter().zip(requests).enumerate() {
        if *mark == Mark::Observed {
            let (sum, hours) = &mut sums[hour % 24];
            *sum += requests;
            *hours += 1.0;
        }
    }
    let usual = sums.map(|(sum, hours)| if hours > 0.0 { sum / hours } else { 0.0 });
    let arrived = |hour: usize| {
        let about = match usual[hour % 24] {
            BUSY_HOUR.. => hour..hour + 1,
            _ => hour.saturating_sub(QUIET_REACH)..(hour + QUIET_REACH + 1).min(requests.len()),
        };
        let expected: f64 = about.clone().map(|hour| usual[hour % 24]).sum();
        let came: f64 = requests.get(about).into_iter().flatten().sum();
        came > 0.0 && came >= ARRIVED_SHARE * expected
    };
    let known = |(hour, mark): (usize, &Mark)| match mark {
        Mark::Observed => true,
        Mark::Missing => false,
        Mark::Provisional => arrived(hour),
    };
    marks.iter().enumerate().map(known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Completeness, HourCount, ObjectAccess, OperationClass};

    /// 100 hours from hour 10 on; the log of `s` begins at 15, misses 40 and is provisional from 90.
    fn marked(requests: impl Fn(i64) -> u64) -> LogMarks {
        let coverage = Coverage {
            first_hour: 10,
            known: vec![true; 100],
        };
        let log = ShardCoverage {
            first_hour: 15,
            last_hour: 109,
            provisional_hours: 20,
            missing_hours: vec![40],
            ..ShardCoverage::default()
        };
        let count = |hour: i64| HourCount {
            hour,
            region: 0,
            tenant: 0,
            class: OperationClass::Read,
            requests: requests(hour),
            accesses: 0,
            assumed: 0,
            bytes: 0,
        };
        let profile = AccessProfile {
            objects: vec![ObjectAccess {
                key: "k".into(),
                logged_size: None,
                hours: (10..110).map(count).collect(),
            }],
            completeness: Completeness {
                shards: [(ShardName::from("s"), log)].into(),
            },
            ..AccessProfile::default()
        };
        LogMarks::of(&profile, &coverage, |_| Some("s".into()))
    }

    #[test]
    fn hours_outside_the_log_or_missing_from_it_are_unknown() {
        let shards = BTreeSet::from(["s".into()]);
        let known = marked(|_| 100).known(&shards);
        let unknown: Vec<usize> = (0..100).filter(|hour| !known[*hour]).collect();
        assert_eq!(unknown, [0, 1, 2, 3, 4, 30]);
        assert_eq!(
            *marked(|_| 100).known(&BTreeSet::from(["other".into()])),
            [true; 100]
        );
    }

    #[test]
    fn a_provisional_hour_counts_once_it_has_arrived_and_is_never_zero() {
        let shards = BTreeSet::from(["s".into()]);
        let arriving = |hour| match hour {
            100 => 0,
            101 => 49,
            102 => 51,
            _ => 100,
        };
        let known = marked(arriving).known(&shards);
        assert_eq!(known[90..93], [false, false, true]);
        assert!(!marked(|_| 0).known(&shards)[95], "silence may be lateness");
        let rare = marked(|hour| u64::from(hour % 3 == 0)).known(&shards);
        assert!(
            rare[85..97].iter().all(|known| *known),
            "a quiet log that goes on has its empty hours"
        );
    }
}
