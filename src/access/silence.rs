//! [`missing_hours`]: the hours without records of which a log should tell.
//!
//! An hour without records is missing where the same hour of other days had seven on
//! average (no record at all then has a probability below one in a thousand), or, with fewer than
//! three other days, where its hours with records have 20 on average.
//!
//! Weeks have a rhythm. Of four weeks the other days are those of the same weekday, of fewer those of the same
//! kind, Saturdays and Sundays apart from the rest; with fewer than three of these, all days, as far as that kind of day
//! is as busy as they are. Hours that were silent in every other week, too, are quiet: weekends of other time zones begin
//! and end within days of UTC. Days of a kind that have no record at all say nothing of their kind.
//!
//! Where less is asked for, a single hour says nothing, but a run of them does: its hours are missing when that many in a
//! row are next to impossible by how often each, of the other days of its kind, has no record. Nights that are always
//! empty make no gap, however long. Where one day in four has no record at all, days off are a habit, and a run is as likely
//! as that many of them. What is found is left out of the count, and it is looked again.
//!
//! Else it is a quiet hour.

use std::collections::{BTreeMap, BTreeSet};

const DAY_HOURS: i64 = 24;
const WEEK_HOURS: i64 = 168;
/// Records of the same hour of other days, on average, that make an empty hour suspect.
const EXPECTED_OF_DAY: f64 = 7.0;
/// Other days that make an average.
const ENOUGH_DAYS: usize = 3;
/// Records of an hour with any, on average, that make an empty hour suspect in a short log.
const EXPECTED_OF_ANY: f64 = 20.0;
/// So many hours either way in which silence of every week shows.
const WEEK_REACH: i64 = 12;
/// Logarithm of the chance of a run of empty hours from which it is a gap: about one in ten thousand.
const IMPOSSIBLE: f64 = -9.0;
/// Share of days without a record from which days off are a habit.
const HABIT: f64 = 0.25;
/// Times that runs are looked for again without what was found.
const ROUNDS: usize = 8;

/// The hours without records that are missing, from the first with any (`hours` has those with any) to `last`, ascending.
pub fn missing_hours(hours: &BTreeMap<i64, u64>, last: i64) -> Vec<i64> {
    let ends = hours.keys().next().zip(hours.keys().next_back());
    let Some((&first, &last_logged)) = ends else {
        return Vec::new();
    };
    let expectation = Expectation::of(hours, first, last_logged);
    let empty: Vec<i64> = (first..=last)
        .filter(|hour| !hours.contains_key(hour))
        .collect();
    let due = empty
        .iter()
        .copied()
        .filter(|hour| expectation.is_due(*hour));
    let mut missing: BTreeSet<i64> = due.collect();
    let runs = empty.chunk_by(|a, b| a + 1 == *b);
    // Of each run the hours that are not quiet in every week.
    let runs: Vec<Vec<i64>> = runs
        .map(|run| {
            let odd = run
                .iter()
                .filter(|hour| !expectation.is_quiet_every_week(**hour));
            odd.copied().collect()
        })
        .collect();
    for _ in 0..ROUNDS {
        let habits = Habits::of(hours, &missing, (first, last_logged));
        let found = runs.iter().flat_map(|run| habits.gap(run, &missing));
        let found: Vec<i64> = found.collect();
        if found.is_empty() {
            break;
        }
        missing.extend(found);
    }
    missing.into_iter().collect()
}

/// How many of them had no record, of how many.
#[derive(Clone, Copy, Default)]
struct Silences {
    empty: usize,
    all: usize,
}

impl Silences {
    fn add(&mut self, empty: bool) {
        self.empty += usize::from(empty);
        self.all += 1;
    }

    /// The same without so many empty ones.
    fn without(self, empty: usize) -> Self {
        Self {
            empty: self.empty.saturating_sub(empty),
            all: self.all.saturating_sub(empty),
        }
    }

    /// The chance of another, half a count on either side; `None` where all others are empty, or there are none.
    fn chance(self) -> Option<f64> {
        let some = self.empty < self.all;
        some.then(|| (self.empty as f64 + 0.5) / (self.all as f64 + 1.0))
    }
}

/// How usual it is that hours and days have no record.
struct Habits {
    /// By kind of day and hour of day.
    of_hour: [[Silences; DAY_HOURS as usize]; 2],
    of_day: Silences,
    /// The last hour looked at.
    last: i64,
}

impl Habits {
    /// Of all hours but those that are missing.
    fn of(hours: &BTreeMap<i64, u64>, missing: &BTreeSet<i64>, (first, last): (i64, i64)) -> Self {
        let mut habits = Self {
            of_hour: [[Silences::default(); DAY_HOURS as usize]; 2],
            of_day: Silences::default(),
            last,
        };
        let mut days: BTreeMap<i64, bool> = BTreeMap::new();
        for hour in (first..=last).filter(|hour| !missing.contains(hour)) {
            let empty = !hours.contains_key(&hour);
            habits.of_hour(hour).add(empty);
            *days.entry(hour.div_euclid(DAY_HOURS)).or_insert(true) &= empty;
        }
        for empty in days.into_values() {
            habits.of_day.add(empty);
        }
        habits
    }

    fn of_hour(&mut self, hour: i64) -> &mut Silences {
        &mut self.of_hour[usize::from(is_weekend(hour))][hour.rem_euclid(DAY_HOURS) as usize]
    }

    /// The hours of a run of empty ones that are missing by its length, and were not known to be.
    fn gap(&self, run: &[i64], missing: &BTreeSet<i64>) -> Vec<i64> {
        let place = |hour: i64| (is_weekend(hour), hour.rem_euclid(DAY_HOURS) as usize);
        let new = run.iter().copied().filter(|hour| !missing.contains(hour));
        let mut own: BTreeMap<(bool, usize), usize> = BTreeMap::new();
        for hour in new.clone().filter(|hour| *hour <= self.last) {
            *own.entry(place(hour)).or_default() += 1;
        }
        let chance = |hour: i64| {
            let (kind, of_day) = place(hour);
            let others = self.of_hour[usize::from(kind)][of_day]
                .without(own.get(&(kind, of_day)).copied().unwrap_or(0));
            others.chance()
        };
        // An hour that never has a record may as well have none now.
        let suspects: Vec<(i64, f64)> =
            new.filter_map(|hour| Some((hour, chance(hour)?))).collect();
        let mut odds: f64 = suspects.iter().map(|(_, chance)| chance.ln()).sum();
        let days = run.len() as f64 / DAY_HOURS as f64;
        let counted = run.iter().filter(|hour| **hour <= self.last).count();
        let off = self.of_day.without(counted / DAY_HOURS as usize);
        if days >= 1.0 && off.empty as f64 >= HABIT * off.all as f64 {
            odds = odds.max(off.chance().map_or(0.0, |chance| chance.ln() * days));
        }
        if odds > IMPOSSIBLE {
            return Vec::new();
        }
        suspects.into_iter().map(|(hour, _)| hour).collect()
    }
}

/// Records, and the hours that they are of.
#[derive(Clone, Copy, Default)]
struct Seen {
    records: u64,
    hours: usize,
}

impl Seen {
    fn add(&mut self, records: u64) {
        self.records += records;
        self.hours += 1;
    }

    /// Records of an hour, on average.
    fn mean(self) -> f64 {
        self.records as f64 / self.hours.max(1) as f64
    }

    /// The same of the hours but one without records; `None` with fewer than so many.
    fn of_others(self, enough: usize) -> Option<f64> {
        let others = self.hours.saturating_sub(1);
        (others >= enough).then(|| self.records as f64 / others as f64)
    }
}

/// What an hour is expected to have.
#[expect(clippy::struct_field_names, reason = "records of such hours")]
struct Expectation {
    /// By hour of the week since 1970.
    of_week: [Seen; WEEK_HOURS as usize],
    /// By kind of day, at the week's end or not, and hour of day.
    of_kind: [[Seen; DAY_HOURS as usize]; 2],
    /// By hour of day.
    of_day: [Seen; DAY_HOURS as usize],
    /// Of hours with any.
    of_any: f64,
}

impl Expectation {
    fn of(hours: &BTreeMap<i64, u64>, first: i64, last: i64) -> Self {
        let records: u64 = hours.values().sum();
        let mut expectation = Self {
            of_week: [Seen::default(); WEEK_HOURS as usize],
            of_kind: [[Seen::default(); DAY_HOURS as usize]; 2],
            of_day: [Seen::default(); DAY_HOURS as usize],
            of_any: records as f64 / hours.len() as f64,
        };
        for hour in first..=last {
            let records = hours.get(&hour).copied().unwrap_or(0);
            let of_day = hour.rem_euclid(DAY_HOURS) as usize;
            expectation.of_week[hour.rem_euclid(WEEK_HOURS) as usize].add(records);
            expectation.of_kind[usize::from(is_weekend(hour))][of_day].add(records);
            expectation.of_day[of_day].add(records);
        }
        expectation
    }

    /// Whether an hour without records should have had some.
    fn is_due(&self, hour: i64) -> bool {
        let of_week = self.of_week[hour.rem_euclid(WEEK_HOURS) as usize];
        if let Some(records) = of_week.of_others(ENOUGH_DAYS) {
            return records >= EXPECTED_OF_DAY;
        }
        if self.is_quiet_every_week(hour) {
            return false;
        }
        let (kind, of_day) = (is_weekend(hour), hour.rem_euclid(DAY_HOURS) as usize);
        if let Some(records) = self.of_kind[usize::from(kind)][of_day].of_others(ENOUGH_DAYS) {
            return records >= EXPECTED_OF_DAY;
        }
        if let Some(records) = self.of_day[of_day].of_others(ENOUGH_DAYS) {
            return records * self.business(kind) >= EXPECTED_OF_DAY;
        }
        self.of_any >= EXPECTED_OF_ANY
    }

    /// Whether no other week has a record of this hour, nor any week of at least half of the hours about it: one hour that
    /// all weeks miss may be chance where much is missing.
    fn is_quiet_every_week(&self, hour: i64) -> bool {
        let of_week = |hour: i64| self.of_week[hour.rem_euclid(WEEK_HOURS) as usize];
        let about = (-WEEK_REACH..=WEEK_REACH).filter(|away| *away != 0);
        let silent = about.filter(|away| of_week(hour + away).records == 0);
        of_week(hour).of_others(1) == Some(0.0) && silent.count() as i64 >= WEEK_REACH
    }

    /// How busy days of this kind are beside the other kind, at most 1; 1 where nothing was seen of one.
    fn business(&self, kind: bool) -> f64 {
        let mean = |kind: bool| {
            let mut all = Seen::default();
            for seen in &self.of_kind[usize::from(kind)] {
                all.records += seen.records;
                all.hours += seen.hours;
            }
            all.mean()
        };
        let (own, other) = (mean(kind), mean(!kind));
        if own > 0.0 && other > 0.0 {
            (own / other).min(1.0)
        } else {
            1.0
        }
    }
}

/// Whether the hour is of a Saturday or a Sunday, UTC: 1970 began with a Thursday.
pub(super) fn is_weekend(hour: i64) -> bool {
    matches!(hour.div_euclid(DAY_HOURS).rem_euclid(7), 2 | 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Missing hours of so many, of which `records` have any.
    fn missing(records: impl Fn(i64) -> u64, hours: i64) -> Vec<i64> {
        let counts = (0..hours).map(|hour| (hour, records(hour)));
        let counts: BTreeMap<i64, u64> = counts.filter(|(_, count)| *count > 0).collect();
        missing_hours(&counts, hours - 1)
    }

    /// A number that looks random.
    fn lot(hour: i64) -> u64 {
        crate::access::Hash64::of(&hour.to_le_bytes())
    }

    #[test]
    fn most_hours_of_three_weeks_may_be_missing() {
        let gone = |hour: i64| lot(hour) % 100 < 60;
        let found = missing(|hour| u64::from(!gone(hour)) * 60, 502);
        let all = (0..502).filter(|hour| gone(*hour)).count();
        assert!(all > 280, "{all}");
        assert!(found.len() * 10 > all * 8, "{} of {all}", found.len());
    }

    #[test]
    fn a_run_without_records_is_a_gap_though_each_hour_has_few() {
        for rate in [1, 2, 6] {
            let gap = |hour: i64| (400..500).contains(&hour);
            let found = missing(|hour| u64::from(!gap(hour)) * rate, 840);
            assert_eq!(found, (400..500).collect::<Vec<_>>(), "{rate} an hour");
            let gaps = |hour: i64| hour % 80 < 10;
            let found = missing(|hour| u64::from(!gaps(hour)) * rate, 840);
            let all: Vec<i64> = (11..840).filter(|hour| gaps(*hour)).collect();
            assert_eq!(found, all, "{rate} an hour");
        }
    }

    #[test]
    fn nights_days_off_and_quiet_hours_are_none() {
        let night = |hour: i64| u64::from((8..20).contains(&hour.rem_euclid(24))) * 6;
        assert!(missing(night, 840).is_empty());
        // Some nights have a visitor.
        let visited = |hour: i64| night(hour) + u64::from(lot(hour).is_multiple_of(20));
        assert!(missing(visited, 840).is_empty());
        // Every second hour, or fewer, has something.
        for one_in in [2, 5] {
            let quiet = |hour: i64| u64::from(lot(hour).is_multiple_of(one_in));
            assert!(missing(quiet, 840).is_empty(), "one in {one_in}");
        }
        // Three days a week, whichever.
        let days = |hour: i64| night(hour) * u64::from(lot(hour.div_euclid(24)) % 7 < 3);
        assert!(missing(days, 840).is_empty());
        // Where records are few a week without any is a gap all the same.
        let stopped =
            |hour: i64| u64::from(lot(hour).is_multiple_of(5) && !(300..500).contains(&hour));
        assert!(missing(stopped, 840).len() > 150);
    }
}
