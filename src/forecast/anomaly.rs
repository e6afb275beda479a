//! [`Anomaly`]: where a series left what was to be expected of it: when, how much, since when.
//!
//! Three kinds. *Hours*: two or more of the newest day in a row lie outside the 99 % interval that was forecast
//! a day ago. *Drift*: the CUSUM (Page, 1954) of standardised residuals of days, one step ahead by the same days
//! of the week in the first half of the history, left its bounds, and augurs' Bayesian online detector (Adams and
//! MacKay, 2007) finds a change near where the sum last was zero, which is where it began. *Peers*: what a segment
//! did in parts of the newest day, against its forecast, lies outside the band that augurs' detector by median
//! absolute deviations draws around all segments; what the whole fleet did is no anomaly of one segment. An
//! anomaly changes the confidence of the segment it touches and nothing else of any other.

use augurs::changepoint::{Detector, NormalGammaDetector};
use augurs::outlier::{MADDetector, OutlierDetector};

use super::History;
use super::ensemble::Ensemble;
use super::hourly_interval::{HourlyErrors, OriginErrors, origin_errors};
use super::schedule::Schedule;

/// Level of the interval that hours are held against.
const HOURS_LEVEL: f64 = 0.99;
/// Fewest hours in a row.
const MIN_HOURS: usize = 2;
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
/// Days that the two detectors may be apart.
const CONFIRMED_WITHIN_DAYS: usize = 4;
/// Parts of a day that peers are compared in: four hours each.
pub(super) const DAY_PARTS: usize = 6;
/// Fewest segments that are peers.
const MIN_PEERS: usize = 5;
/// Deviations from the median peer that make an outlier.
const PEER_THRESHOLD: f64 = 6.0;
/// A part that differs by less is not worth a look.
const LEAST_PEER_REQUESTS: f64 = 10.0;
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
    let newest = schedule.origins.last().zip(ensemble.past.last());
    let Some((origin, Some(forecast))) = newest else {
        return Vec::new();
    };
    // Single hours of a sparse series say nothing.
    if ensemble.backtest.bucket_hours > 1 {
        return Vec::new();
    }
    let mut others: Vec<OriginErrors> = origin_errors(history, schedule, &ensemble.past);
    others.pop();
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
        .max(mean.sqrt());
    if deviation <= 0.0 {
        return None;
    }
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

/// The parts of each segment's newest day that are outliers among all segments': per segment, (first, parts).
/// `days` are (expected, actual) per part; segments without any are no peers.
pub(super) fn peer_outliers(
    days: &[Option<[(f64, f64); DAY_PARTS]>],
) -> Vec<Option<(usize, usize, f64)>> {
    let peers: Vec<&[(f64, f64); DAY_PARTS]> = days.iter().flatten().collect();
    let none = vec![None; days.len()];
    if peers.len() < MIN_PEERS {
        return none;
    }
    // What most did is what was to be expected, part by part.
    let common: [f64; DAY_PARTS] = std::array::from_fn(|part| {
        median(peers.iter().map(|day| log_ratio(day[part])).collect()).unwrap_or(0.0)
    });
    let scores: Vec<[f64; DAY_PARTS]> = peers
        .iter()
        .map(|day| {
            std::array::from_fn(|part| {
                let noise = (1.0 / (day[part].0 + 1.0) + LEAST_DEVIATION.powi(2)).sqrt();
                (log_ratio(day[part]) - common[part]) / noise
            })
        })
        .collect();
    let rows: Vec<&[f64]> = scores.iter().map(<[f64; DAY_PARTS]>::as_slice).collect();
    let detector = MADDetector::with_threshold(PEER_THRESHOLD);
    // It refuses groups that are mostly alike: then nobody stands out, or all of the difference is one segment's and
    // its own interval tells.
    let found = detector
        .preprocess(&rows)
        .and_then(|seen| detector.detect(&seen));
    let Ok(found) = found else { return none };
    let mut outliers = found.series_results.into_iter();
    let longest = |day: &[(f64, f64); DAY_PARTS], scores: &[f64]| {
        let outlying = scores.iter().zip(day).map(|(score, (expected, actual))| {
            *score > PEER_THRESHOLD && (actual - expected).abs() >= LEAST_PEER_REQUESTS
        });
        let mut best: Option<(usize, usize)> = None;
        let mut run = 0;
        for (part, out) in outlying.enumerate() {
            run = if out { run + 1 } else { 0 };
            if run > best.map_or(0, |best| best.1) {
                best = Some((part + 1 - run, run));
            }
        }
        best
    };
    days.iter()
        .map(|day| {
            let (day, scores) = (day.as_ref()?, outliers.next()?.scores);
            let (first, parts) = longest(day, &scores)?;
            Some((first, parts, common[first].exp()))
        })
        .collect()
}

fn log_ratio((expected, actual): (f64, f64)) -> f64 {
    ((actual + 1.0) / (expected + 1.0)).ln()
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
        (known >= 20).then(|| sum * 24.0 / known as f64)
    };
    history.values[skipped..]
        .chunks_exact(24)
        .map(total)
        .collect()
}

/// Median of the same day of the week in the reference, of all its days where it has less than three weeks.
fn expected(reference: &[Option<f64>], day: usize) -> Option<f64> {
    let weekly = reference.len() >= 21;
    let same = reference.iter().enumerate();
    let same = same.filter(|(other, _)| !weekly || other % 7 == day % 7);
    median(same.filter_map(|(_, total)| *total).collect())
}

fn median(mut values: Vec<f64>) -> Option<f64> {
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

    #[test]
    fn who_does_what_no_peer_does_stands_out_and_what_all_do_does_not() {
        // Everybody doubles; one goes up tenfold in the second half of the day.
        let mut days: Vec<Option<[(f64, f64); DAY_PARTS]>> = (0..40)
            .map(|i| {
                Some(std::array::from_fn(|part| {
                    (100.0, 200.0 + ((i * 7 + part * 3) % 11) as f64)
                }))
            })
            .collect();
        days.push(None);
        assert!(peer_outliers(&days).iter().all(Option::is_none));
        if let Some(day) = &mut days[3] {
            for part in &mut day[3..] {
                part.1 = 1000.0;
            }
        }
        let found = peer_outliers(&days);
        let (first, parts, common) = found[3].unwrap();
        assert_eq!((first, parts), (3, 3));
        assert!((common - 2.0).abs() < 0.1, "{common}");
        assert_eq!(found.iter().flatten().count(), 1);
        assert!(
            peer_outliers(&days[..3]).iter().all(Option::is_none),
            "three are no peers"
        );
    }

    #[test]
    fn groups_that_are_all_alike_have_no_outlier() {
        assert!(
            peer_outliers(&[Some([(5.0, 5.0); DAY_PARTS]); 9])
                .iter()
                .all(Option::is_none)
        );
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
