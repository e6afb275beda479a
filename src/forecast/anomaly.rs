//! [`Anomaly`]: where a series left what was to be expected of it: when, how much, since when.
//!
//! Three kinds. *Hours*: two or more hours in a row of the newest day that is known lie outside the 99 % interval that was
//! forecast before it. *Drift*: the CUSUM (Page, 1954) of standardised residuals of days, one step ahead by the same days
//! of the week in the first half of the history, left its bounds, and augurs' Bayesian online detector (Adams and
//! MacKay, 2007) finds a change near where the sum last was zero, which is where it began. *Peers*: see `peers`. An
//! anomaly lowers the confidence of the segment it touches and changes nothing of any other. Only totals of segments
//! are watched: a demand that goes from one region to another is `mobility`'s.

use augurs::changepoint::{Detector, NormalGammaDetector};

use super::History;
use super::ensemble::Ensemble;
use super::hourly_interval::{HourlyErrors, OriginErrors, origin_errors};
use super::schedule::Schedule;

/// Level of the interval that hours are held against.
const HOURS_LEVEL: f64 = 0.99;
/// Fewest hours in a row.
const MIN_HOURS: usize = 2;
/// Known hours that make a day.
const MOST_OF_A_DAY: usize = 20;
/// What a day may differ, in deviations, before the sum grows.
const SLACK: f64 = 0.5;
/// Where the sum is an alarm. With this slack independent normal days raise a false one about twice in 900 days.
const ALARM: f64 = 5.0;
/// What one day may add at most, in deviations: a storm is no new level.
const MOST_A_DAY: f64 = 3.0;
/// Fewest days for a drift: a week to compare with and a week to compare.
const MIN_DAYS: usize = 14;
/// A deviation is at least this share of the mean: what grows less is no drift worth a plan.
const LEAST_DEVIATION: f64 = 0.05;
/// And at least so many requests a day, where nothing came before.
const LEAST_REQUESTS: f64 = 1.0;
/// Days of a reference in which each day of the week was seen twice, so that it is told apart.
const WEEKLY_FROM_DAYS: usize = 14;
/// Days that the two detectors may be apart.
const CONFIRMED_WITHIN_DAYS: usize = 4;
/// Median absolute deviation → standard deviation of a normal distribution.
const MAD_TO_DEVIATION: f64 = 1.4826;

/// What was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnomalyKind {
    /// The interval of some hours of the newest day.
    Hours,
    /// The level.
    Drift,
    /// What other segments did.
    Peers,
}

/// One finding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anomaly {
    /// Hours, drift or peers.
    pub kind: AnomalyKind,
    /// Since when, in hours since 1970, UTC.
    pub first_hour: i64,
    /// For so long.
    pub hours: usize,
    /// What was expected in these hours.
    pub expected: f64,
    /// What came.
    pub actual: f64,
}

/// Everything found in `history`.
pub(super) fn anomalies(
    history: History<'_>,
    ensemble: &Ensemble,
    schedule: &Schedule,
) -> Vec<Anomaly> {
    let mut found = unusual_hours(history, ensemble, schedule);
    found.extend(drift(history));
    found
}

/// Hours of the newest origin's forecast outside its interval, made of the errors of all other origins.
fn unusual_hours(history: History<'_>, ensemble: &Ensemble, schedule: &Schedule) -> Vec<Anomaly> {
    let Some(newest) = newest_told_origin(history, schedule) else {
        return Vec::new();
    };
    let (origin, Some(Some(forecast))) = (schedule.origins[newest], ensemble.past.get(newest))
    else {
        return Vec::new();
    };
    // Single hours of a sparse series say nothing.
    if ensemble.backtest.bucket_hours > 1 {
        return Vec::new();
    }
    let mut others: Vec<OriginErrors> = origin_errors(history, schedule, &ensemble.past);
    others.remove(newest);
    let Some(errors) = HourlyErrors::calibrate(&others, HOURS_LEVEL) else {
        return Vec::new();
    };
    let mut found: Vec<Anomaly> = Vec::new();
    let mut run: Option<Anomaly> = None;
    for (lead, expected) in forecast.iter().enumerate() {
        let hour = history.first_hour + (origin.at + lead) as i64;
        let interval = errors.estimate(*expected, lead, hour.rem_euclid(24) as usize);
        let actual = history.values[origin.at + lead];
        let outside =
            actual.filter(|value| *value < interval.lower.max(0.0) || *value > interval.upper);
        match (outside, &mut run) {
            (Some(actual), Some(run)) if (run.actual > run.expected) == (actual > *expected) => {
                run.hours += 1;
                run.expected += expected;
                run.actual += actual;
            }
            (outside, run) => {
                found.extend(run.take());
                *run = outside.map(|actual| Anomaly {
                    kind: AnomalyKind::Hours,
                    first_hour: hour,
                    hours: 1,
                    expected: *expected,
                    actual,
                });
            }
        }
    }
    found.extend(run);
    found.retain(|anomaly| anomaly.hours >= MIN_HOURS);
    found
}

/// The newest origin with most of the day after it known: late logs leave the very newest hours unknown.
pub(super) fn newest_told_origin(history: History<'_>, schedule: &Schedule) -> Option<usize> {
    let told = |at: usize| {
        let day = history.values.get(at..at + 24);
        day.is_some_and(|day| day.iter().flatten().count() >= MOST_OF_A_DAY)
    };
    schedule.origins.iter().rposition(|origin| told(origin.at))
}

/// A level that is no longer that of the first half.
fn drift(history: History<'_>) -> Option<Anomaly> {
    let days = whole_days(history);
    if days.len() < MIN_DAYS {
        return None;
    }
    let (reference, recent) = days.split_at(days.len() / 2);
    let residuals: Vec<f64> = reference
        .iter()
        .enumerate()
        .filter_map(|(day, total)| Some(total.as_ref()? - expected(reference, day)?))
        .collect();
    let mean = expected(reference, 0).unwrap_or(0.0).max(0.0);
    let deviation = (MAD_TO_DEVIATION * median(residuals.iter().map(|r| r.abs()).collect())?)
        .max(LEAST_DEVIATION * mean)
        .max(mean.sqrt())
        .max(LEAST_REQUESTS);
    let (mut up, mut down) = (Sum::default(), Sum::default());
    let scores = days.iter().enumerate().map(|(day, total)| {
        let score = (total.as_ref()? - expected(reference, day)?) / deviation;
        Some(score.clamp(-MOST_A_DAY, MOST_A_DAY))
    });
    let scores: Vec<Option<f64>> = scores.collect();
    for (day, total) in recent.iter().enumerate() {
        let Some((total, expected)) = total.zip(expected(reference, reference.len() + day)) else {
            continue;
        };
        let z = (total - expected) / deviation;
        up.add(z, day);
        down.add(-z, day);
    }
    let since = up.alarm().or(down.alarm())?;
    let since_day = reference.len() + since;
    if !is_confirmed(&scores, since_day) {
        return None;
    }
    let changed = recent[since..].iter().enumerate();
    let pairs = changed.filter_map(|(day, total)| total.zip(expected(reference, since_day + day)));
    let (actual, expected) = pairs.fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
    let skipped = history.values.len() % 24;
    Some(Anomaly {
        kind: AnomalyKind::Drift,
        first_hour: history.first_hour + (skipped + since_day * 24) as i64,
        hours: (days.len() - since_day) * 24,
        expected,
        actual,
    })
}

/// Whether augurs' changepoint detector sees a change within a few days of this one. It panics on what is not
/// finite, so it only sees finite scores.
fn is_confirmed(scores: &[Option<f64>], since_day: usize) -> bool {
    let known = scores.iter().enumerate();
    let known: Vec<(usize, f64)> = known
        .filter_map(|(day, score)| Some((day, (*score)?)))
        .filter(|(_, score)| score.is_finite())
        .collect();
    let scores: Vec<f64> = known.iter().map(|(_, score)| *score).collect();
    let mut detector = NormalGammaDetector::default();
    let changes = detector.detect_changepoints(&scores);
    // Index 0 is always among them.
    let days = changes
        .into_iter()
        .filter(|index| *index > 0)
        .filter_map(|index| known.get(index));
    days.map(|(day, _)| *day)
        .any(|day| day.abs_diff(since_day) <= CONFIRMED_WITHIN_DAYS)
}

/// A one-sided CUSUM.
#[derive(Default)]
struct Sum {
    sum: f64,
    since: usize,
}

impl Sum {
    fn add(&mut self, z: f64, day: usize) {
        self.sum = (self.sum + z.min(MOST_A_DAY) - SLACK).max(0.0);
        if self.sum == 0.0 {
            self.since = day + 1;
        }
    }

    /// The day it began, when it is out of bounds now.
    fn alarm(&self) -> Option<usize> {
        (self.sum > ALARM).then_some(self.since)
    }
}

/// Totals of whole days counted back from the newest hour; `None` where less than 20 hours are known.
fn whole_days(history: History<'_>) -> Vec<Option<f64>> {
    let skipped = history.values.len() % 24;
    let total = |day: &[Option<f64>]| {
        let known = day.iter().flatten().count();
        let sum: f64 = day.iter().flatten().sum();
        (known >= MOST_OF_A_DAY).then(|| sum * 24.0 / known as f64)
    };
    history.values[skipped..]
        .chunks_exact(24)
        .map(total)
        .collect()
}

/// Median of the same day of the week in the reference (of two the mean), of all its days where it has less than two
/// weeks.
fn expected(reference: &[Option<f64>], day: usize) -> Option<f64> {
    let weekly = reference.len() >= WEEKLY_FROM_DAYS;
    let same = reference.iter().enumerate();
    let same = same.filter(|(other, _)| !weekly || other % 7 == day % 7);
    let mut totals: Vec<f64> = same.filter_map(|(_, total)| *total).collect();
    totals.sort_by(f64::total_cmp);
    let (low, high) = (
        totals.get((totals.len().max(1) - 1) / 2)?,
        totals.get(totals.len() / 2)?,
    );
    Some(f64::midpoint(*low, *high))
}

pub(super) fn median(mut values: Vec<f64>) -> Option<f64> {
    let middle = values.len() / 2;
    (!values.is_empty()).then(|| *values.select_nth_unstable_by(middle, f64::total_cmp).1)
}

#[cfg(test)]
mod tests {
    use super::super::route::Effort;
    use super::*;

    fn found(value: impl Fn(usize) -> f64) -> Vec<Anomaly> {
        let values: Vec<Option<f64>> = (0..840).map(|hour| Some(value(hour))).collect();
        let history = History {
            first_hour: 0,
            values: &values,
        };
        let schedule = Schedule::new(840, 168);
        let ensemble = Ensemble::of(history, Effort::Bulk, &schedule, 168);
        anomalies(history, &ensemble, &schedule)
    }

    fn usual(hour: usize) -> f64 {
        100.0 + 50.0 * ((hour % 24) as f64 / 24.0) + (hour * 7919 % 13) as f64
    }

    #[test]
    fn what_goes_on_as_ever_is_none() {
        assert_eq!(found(usual), []);
    }

    #[test]
    fn a_storm_of_the_newest_day_is_found_with_its_hours_and_size() {
        let storm = |hour| {
            usual(hour)
                + if (826..830).contains(&hour) {
                    900.0
                } else {
                    0.0
                }
        };
        let got = found(storm);
        assert_eq!(got.len(), 1, "{got:?}");
        assert_eq!(
            (got[0].kind, got[0].first_hour, got[0].hours),
            (AnomalyKind::Hours, 826, 4)
        );
        assert!(
            (3000.0..4200.0).contains(&(got[0].actual - got[0].expected)),
            "{got:?}"
        );
    }

    /// Anomalies of 33 days of about 260 requests, a third of it at weekends, times what `factor` says of a day.
    fn of_days(factor: impl Fn(usize) -> f64) -> Vec<Anomaly> {
        let values: Vec<Option<f64>> = (0..33 * 24)
            .map(|hour| {
                let day = hour / 24;
                let weekend = if day % 7 > 4 { 0.33 } else { 1.0 };
                let noise = 0.5 + (hour * 7919 % 101) as f64 / 100.0;
                Some((factor(day) * weekend * noise * 11.0).round())
            })
            .collect();
        let history = History {
            first_hour: 0,
            values: &values,
        };
        let schedule = Schedule::new(values.len(), 168);
        let ensemble = Ensemble::of_demand(history, Effort::Bulk, &schedule, 168, None);
        anomalies(history, &ensemble, &schedule)
    }

    #[test]
    fn what_falls_silent_begins_or_doubles_is_dated_to_the_day() {
        for day in [18, 20, 22, 24, 26, 28] {
            for (what, before, after) in [
                ("silent", 1.0, 0.0),
                ("begins", 0.0, 1.0),
                ("doubles", 1.0, 2.0),
            ] {
                let found = of_days(|today| if today < day { before } else { after });
                let drift = found.iter().find(|found| found.kind == AnomalyKind::Drift);
                let Some(drift) = drift else {
                    panic!("{what} from day {day} on: {found:?}")
                };
                let since = drift.first_hour / 24;
                assert!(
                    since.abs_diff(day as i64) <= 1,
                    "{what} from day {day} on is dated {since}"
                );
            }
        }
        assert_eq!(of_days(|_| 1.0), []);
    }

    #[test]
    fn a_new_level_is_dated() {
        let got = found(|hour| usual(hour) * if hour >= 672 { 1.5 } else { 1.0 });
        let drift = got.iter().find(|a| a.kind == AnomalyKind::Drift).unwrap();
        assert_eq!(drift.first_hour, 672, "{drift:?}");
        assert!(
            (1.4..1.6).contains(&(drift.actual / drift.expected)),
            "{drift:?}"
        );
        assert!(found(|hour| usual(hour) * if hour >= 672 { 1.01 } else { 1.0 }).is_empty());
    }
}
