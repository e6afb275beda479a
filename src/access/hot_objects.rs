//! [`hot_objects`]: which objects are segments of their own, because so many ask for them.
//!
//! A directory as one chunk costs the planner little, and says little of the one object in it that
//! everybody reads. So an object with an access an hour over a week, a set share of the fleet's
//! accesses and many times what an object has on average is planned singly; it goes back into its
//! chunk once it has less than half of any of these, so that one on the threshold stays what it is.
//! That is decided day by day in the order of events, over days that are past late records: however a
//! log was read, the answer is the same, and more days of it go on where those before ended. Days that
//! were pruned decide nothing any more.

use std::collections::BTreeSet;

use crate::placement::Key;

use super::{AccessProfile, DAY_MS, HOUR_MS};

/// What makes an object hot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HotRule {
    /// Accesses an hour, on average over a week.
    pub accesses_per_hour: f64,
    /// Share of the fleet's accesses in that week, 0..=1. It bounds how many are hot at once: twice
    /// as many as fit into the whole at most.
    pub share: f64,
    /// Accesses in that week over those of the mean object that had any. In a fleet of few objects all
    /// have a large share, and none is told from its chunk by that.
    pub times_mean: f64,
}

impl Default for HotRule {
    fn default() -> Self {
        Self {
            accesses_per_hour: 1.0,
            share: 0.001,
            times_mean: 100.0,
        }
    }
}

const WEEK_DAYS: usize = 7;
const WEEK_HOURS: f64 = 168.0;
const DAY_HOURS: i64 = DAY_MS / HOUR_MS;
/// A day counts once the newest event is this much younger than its end.
const SETTLED_MS: i64 = 2 * DAY_MS;
/// What is hot stays so above this share of what made it hot.
const STAYS: f64 = 0.5;

/// The hot objects as of the newest event. What is counted by directory is none.
pub fn hot_objects(profile: &AccessProfile, rule: HotRule) -> BTreeSet<Key> {
    let all = || profile.objects.iter().flat_map(|object| &object.hours);
    let (Some(newest), Some(first)) = (
        profile.newest_event_ms,
        all().map(|count| day_of(count.hour)).min(),
    ) else {
        return BTreeSet::new();
    };
    let end = (newest - SETTLED_MS).div_euclid(DAY_MS);
    let Some(days) = usize::try_from(end - first).ok().filter(|days| *days > 0) else {
        return BTreeSet::new();
    };
    let fleet = Fleet::of(profile, first, days);
    let mut hot = BTreeSet::new();
    let mut own = vec![0; days];
    for (at, object) in (0_u32..).zip(&profile.objects) {
        let accesses: u64 = object.hours.iter().map(|count| count.accesses).sum();
        // Less than a week of it would have to be.
        if (accesses as f64) < rule.accesses_per_hour * WEEK_HOURS
            || profile.folded.binary_search(&at).is_ok()
        {
            continue;
        }
        own.fill(0);
        add_days(&mut own, first, object);
        if fleet.has_hot(&weeks(&own), rule) {
            hot.insert(object.key.clone());
        }
    }
    hot
}

/// By day, what the week that ends with it had.
#[derive(Debug)]
struct Fleet {
    accesses: Vec<u64>,
    /// Objects with any access.
    objects: Vec<u64>,
}

impl Fleet {
    /// Of so many days from `first` on.
    fn of(profile: &AccessProfile, first: i64, days: usize) -> Self {
        let mut accesses = vec![0; days];
        // By how many objects more a day's week has than that of the day before.
        let (mut come, mut gone) = (vec![0_u64; days], vec![0_u64; days]);
        for object in &profile.objects {
            add_days(&mut accesses, first, object);
            let mut until = 0;
            let of_object = object.hours.iter().filter(|count| count.accesses > 0);
            for day in of_object.filter_map(|count| place(count.hour, first)) {
                if day >= days {
                    break;
                }
                if until <= day {
                    if let Some(objects) = gone.get_mut(until) {
                        *objects += u64::from(until > 0);
                    }
                    come[day] += 1;
                }
                until = day + WEEK_DAYS;
            }
            if let Some(objects) = gone.get_mut(until) {
                *objects += u64::from(until > 0);
            }
        }
        let mut now = 0;
        let objects = come.iter().zip(&gone).map(|(come, gone)| {
            now = now + come - gone;
            now
        });
        Self {
            objects: objects.collect(),
            accesses: weeks(&accesses),
        }
    }

    /// Whether an object with these accesses in each day's week is hot after all days.
    fn has_hot(&self, own: &[u64], rule: HotRule) -> bool {
        let mut hot = false;
        for (day, &own) in own.iter().enumerate() {
            let all = self.accesses[day] as f64;
            let mean = all / self.objects[day].max(1) as f64;
            let least = (rule.accesses_per_hour * WEEK_HOURS)
                .max(rule.share * all)
                .max(rule.times_mean * mean);
            hot = own > 0 && own as f64 >= if hot { STAYS } else { 1.0 } * least;
        }
        hot
    }
}

fn day_of(hour: i64) -> i64 {
    hour.div_euclid(DAY_HOURS)
}

/// Which day behind `first` an hour is on.
fn place(hour: i64, first: i64) -> Option<usize> {
    usize::try_from(day_of(hour) - first).ok()
}

/// Adds an object's accesses by day, `first` and the days behind it.
fn add_days(days: &mut [u64], first: i64, object: &super::ObjectAccess) {
    for count in &object.hours {
        if let Some(sum) = place(count.hour, first).and_then(|day| days.get_mut(day)) {
            *sum += count.accesses;
        }
    }
}

/// By day the sum of the week that ends with it.
fn weeks(days: &[u64]) -> Vec<u64> {
    let mut sum = 0;
    let week = |(day, count): (usize, &u64)| {
        sum += count;
        sum -= day.checked_sub(WEEK_DAYS).map_or(0, |gone| days[gone]);
        sum
    };
    days.iter().enumerate().map(week).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{HourCount, ObjectAccess, OperationClass};
    use proptest::prelude::*;

    /// A profile of objects by their accesses on each day, as of two days after the last.
    fn profile(objects: &[(&str, Vec<u64>)]) -> AccessProfile {
        let days = objects.iter().map(|(_, days)| days.len()).max();
        let object = |(key, days): &(&str, Vec<u64>)| ObjectAccess {
            key: (*key).into(),
            logged_size: None,
            hours: (100_i64..)
                .zip(days)
                .map(|(day, &accesses)| HourCount {
                    hour: day * DAY_HOURS + 5,
                    region: 0,
                    tenant: 0,
                    class: OperationClass::Read,
                    requests: accesses,
                    accesses,
                    assumed: 0,
                    bytes: 0,
                })
                .collect(),
        };
        AccessProfile {
            objects: objects.iter().map(object).collect(),
            newest_event_ms: days.map(|days| (100 + days as i64) * DAY_MS + SETTLED_MS),
            ..AccessProfile::default()
        }
    }

    /// Whatever the mean.
    const RULE: HotRule = HotRule {
        accesses_per_hour: 1.0,
        share: 0.001,
        times_mean: 0.0,
    };

    fn hot_by(objects: &[(&str, Vec<u64>)], rule: HotRule) -> Vec<String> {
        let found = hot_objects(&profile(objects), rule);
        let text = |key: &Key| String::from_utf8_lossy(key.as_bytes()).into_owned();
        found.iter().map(text).collect()
    }

    fn hot(objects: &[(&str, Vec<u64>)]) -> Vec<String> {
        hot_by(objects, RULE)
    }

    #[test]
    fn what_is_read_every_hour_and_has_its_share_is_hot() {
        assert_eq!(hot(&[("a", vec![24; 7]), ("b", vec![23; 7])]), ["a"]);
        // A day is enough for a week's accesses, and is forgotten after a week.
        assert_eq!(hot(&[("a", vec![168])]), ["a"]);
        assert_eq!(hot(&[("a", vec![168, 0, 0, 0, 0, 0, 0])]), ["a"]);
        assert!(hot(&[("a", vec![168, 0, 0, 0, 0, 0, 0, 0])]).is_empty());
        // A thousandth of the fleet's.
        assert_eq!(hot(&[("a", vec![200]), ("b", vec![199_800])]), ["a", "b"]);
        assert_eq!(hot(&[("a", vec![200]), ("b", vec![199_801])]), ["b"]);
        assert!(hot(&[]).is_empty());
    }

    #[test]
    fn where_all_have_as_much_none_is_hot() {
        let names: Vec<String> = (0..200).map(|n| format!("{n:03}")).collect();
        let fleet = |hot: u64, others: u64| {
            let days = |n: usize| vec![if n == 0 { hot } else { others }; 7];
            let all = names.iter().enumerate();
            let objects: Vec<(&str, Vec<u64>)> = all.map(|(n, name)| (&**name, days(n))).collect();
            hot_by(&objects, HotRule::default())
        };
        assert!(fleet(100, 100).is_empty());
        // Of 200, one has a hundred times the mean of all when it has half of everything, and more.
        assert_eq!(fleet(2_000, 10), ["000"]);
        assert!(fleet(1_900, 10).is_empty());
        // Objects that nobody asked for in that week are no part of the mean.
        assert!(fleet(2_000, 0).is_empty());
    }

    #[test]
    fn a_weeks_objects_are_those_asked_for_in_it() {
        let ab = [
            ("a", vec![1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]),
            ("b", vec![0, 0, 2, 0, 0, 0, 0, 0, 3, 0, 0]),
        ];
        let fleet = Fleet::of(&profile(&ab), 100, 11);
        assert_eq!(fleet.objects, [1, 1, 2, 2, 2, 2, 2, 1, 1, 2, 2]);
        assert_eq!(fleet.accesses, [1, 1, 3, 3, 3, 3, 3, 2, 5, 4, 5]);
    }

    #[test]
    fn what_is_hot_stays_so_down_to_half() {
        let after = |daily: u64| hot(&[("a", [vec![24; 7], vec![daily; 20]].concat())]);
        assert_eq!(after(12), ["a"]);
        assert!(after(11).is_empty());
        // What never was hot is not, at the same rate.
        assert!(hot(&[("a", vec![23; 27])]).is_empty());
    }

    #[test]
    fn days_that_late_records_may_change_do_not_count() {
        let mut young = profile(&[("a", vec![24; 7])]);
        young.newest_event_ms = young.newest_event_ms.map(|newest| newest - 1);
        assert!(hot_objects(&young, RULE).is_empty());
    }

    #[test]
    fn what_is_counted_by_directory_is_no_object() {
        let mut folded = profile(&[("d/", vec![24; 7]), ("o", vec![24; 7])]);
        folded.folded = vec![0];
        assert_eq!(hot_objects(&folded, RULE).len(), 1);
    }

    proptest! {
        /// Whatever the noise on the threshold, an object goes in or out at most when its week changed
        /// by half: never to and fro from one day to the next.
        #[test]
        fn an_object_on_the_threshold_does_not_flap(noise in prop::collection::vec(-6_i64..=6, 20..60)) {
            let days: Vec<u64> = noise.iter().map(|noise| (24 + noise) as u64).collect();
            let hot_after = |end: usize| !hot(&[("a", days[..end].to_vec())]).is_empty();
            let states: Vec<bool> = (7..=days.len()).map(hot_after).collect();
            let changes = states.windows(2).filter(|pair| pair[0] != pair[1]).count();
            prop_assert!(changes <= 1, "{:?}", states);
        }

        /// More of the log goes on where the days before ended: what a shorter log said of a day, a
        /// longer one says, too.
        #[test]
        fn one_day_at_a_time_is_the_same_as_all_at_once(
            a in prop::collection::vec(0_u64..60, 1..40), b in prop::collection::vec(0_u64..60_000, 1..40),
        ) {
            let days = a.len().min(b.len());
            let (own, all): (Vec<u64>, Vec<u64>) = a.iter().zip(&b).map(|(a, b)| (*a, a + b)).unzip();
            let (own, all) = (weeks(&own), weeks(&all));
            let mut state = false;
            for day in 0..days {
                let least = if state { STAYS } else { 1.0 };
                let (own, all) = (own[day] as f64, all[day] as f64);
                state = own > 0.0 && own >= least * WEEK_HOURS && own >= least * RULE.share * all;
                let told = hot(&[("a", a[..=day].to_vec()), ("b", b[..=day].to_vec())]);
                prop_assert_eq!(told.iter().any(|key| key == "a"), state);
            }
        }
    }
}
