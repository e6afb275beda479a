//! [`hourly`]: any timed values → one [`Series`] by the hour.
//!
//! Values finer than an hour are averaged or summed, as asked, and the first and last hour are dropped when
//! they hold fewer values than the hour beside them; coarser ones are refused. An hour with less than half the values of
//! both hours beside it is half an hour: its sum is missing. A series ends where its last line ends, value or not. Hours without a value are missing, never
//! zero. Values at one time are one value, the last given. Only the newest two years are kept: what is older
//! no model looks at, and one wrong date a century away costs no memory.

use std::f64::consts::TAU;

use super::{Mark, Series};
use crate::access::HOUR_MS;

/// Most hours kept.
const MAX_HOURS: i64 = 2 * 366 * 24;
/// Values this far apart or nearer are hourly, if not on the dot: some hours then have none.
const COARSEST_MS: i64 = 90 * MINUTE_MS;
/// From this distance on there is about one value an hour, whose minute is found and rounded to.
const ONE_AN_HOUR_MS: i64 = 50 * MINUTE_MS;
const MINUTE_MS: i64 = 60_000;
/// How much times must agree on a minute of the hour, 0 to 1: the length of their mean direction on the dial.
const AGREEMENT: f64 = 0.8;
/// A silence as long as models look back, and the most values after it that may be one wrong time.
const LONE_GAP_MS: i64 = 12 * 168 * HOUR_MS;
const MOST_LONE: usize = 24;

/// What values within one hour become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Combine {
    /// Their mean: for gauges, and in the unit of the input.
    #[default]
    Mean,
    /// Their sum: for counts.
    Sum,
}

/// Something about the input that its owner should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// Times went backwards; they were sorted.
    Unsorted,
    /// So many values shared their time with a later line, which counts.
    Duplicates(usize),
    /// So many values were not finite; they are missing.
    NotFinite(usize),
    /// So many hours within the series have no value; they are missing.
    MissingHours(usize),
    /// So many hours have less than half the values of the hours around them; their sums are missing.
    HalfHours(usize),
    /// The first half of the series has this many values an hour, in its median hour, and the second half that many.
    FrequencyChanged(u32, u32),
    /// Some values are below zero: taken for a gauge, not a count.
    Negative,
    /// So many hours before the newest two years were left out.
    TooOld(usize),
    /// Only so many values, the newest, come after a silence of more than twelve weeks: nothing else counts.
    LoneEnd(usize),
}

/// A series by the hour.
#[derive(Clone, Debug, PartialEq)]
pub struct Hourly {
    /// The values.
    pub series: Series,
    /// Minutes and seconds past the hour that every time had, in milliseconds; 0 when they differ.
    pub offset_ms: i64,
    /// What is to be known of it.
    pub remarks: Vec<Remark>,
}

/// Why nothing can be said of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// No finite value.
    #[error("it has no finite value")]
    NoValue,
    /// Values are further apart than an hour.
    #[error("it has a value every {}; forecasts are made of hourly or finer values", every(*minutes))]
    TooCoarse {
        /// Median distance, rounded up.
        minutes: i64,
    },
}

fn every(minutes: i64) -> String {
    match minutes {
        whole if whole % 60 == 0 => format!("{} hours", whole / 60),
        minutes => format!("{minutes} minutes"),
    }
}

/// The series by the hour of `points`, (milliseconds UTC, value) in any order.
pub fn hourly(mut points: Vec<(i64, f64)>, combine: Combine) -> Result<Hourly, Unusable> {
    let mut remarks = Vec::new();
    if !points.is_sorted_by(|before, after| before.0 < after.0) {
        let given = points.len();
        sort_by_time(&mut points, &mut remarks);
        if points.len() < given {
            remarks.push(Remark::Duplicates(given - points.len()));
        }
    }
    let step = median_step(&points);
    let finite = points.iter().filter(|point| point.1.is_finite()).count();
    if points.len() > finite {
        remarks.push(Remark::NotFinite(points.len() - finite));
    }
    let is_finite = |point: &&(i64, f64)| point.1.is_finite();
    let (Some(&first), Some(&last)) = (points.iter().find(is_finite), points.last()) else {
        return Err(Unusable::NoValue);
    };
    if step > COARSEST_MS {
        let minutes = step.saturating_add(MINUTE_MS - 1) / MINUTE_MS;
        return Err(Unusable::TooCoarse { minutes });
    }
    remarks.extend(lone_end(&points));
    if points.iter().any(|point| point.1 < 0.0) {
        remarks.push(Remark::Negative);
    }
    let offset_ms = offset(&points, step);
    // The hour of a value is that of the dot it is nearest to, where there is one, else the one it is in.
    let shift_ms = match offset_ms {
        Offset::Near(minute) => minute - HOUR_MS / 2,
        Offset::Exact(_) | Offset::None => 0,
    };
    let hour = |ms: i64| ms.saturating_sub(shift_ms).div_euclid(HOUR_MS);
    let (oldest, newest) = (hour(first.0), hour(last.0));
    let start = oldest.max(newest - MAX_HOURS + 1);
    if start > oldest {
        remarks.push(Remark::TooOld((start - oldest) as usize));
    }
    let mut bins = bins(&points, hour, start, newest);
    let start = start + drop_partial_ends(&mut bins);
    if combine == Combine::Sum {
        let halves = drop_halves(&mut bins);
        if halves > 0 {
            remarks.push(Remark::HalfHours(halves));
        }
    }
    remarks.extend(frequency_change(&bins));
    let missing = bins.iter().filter(|bin| bin.count == 0).count();
    if missing > 0 {
        remarks.push(Remark::MissingHours(missing));
    }
    remarks.sort_unstable();
    Ok(Hourly {
        offset_ms: match offset_ms {
            Offset::Exact(ms) | Offset::Near(ms) => ms,
            Offset::None => 0,
        },
        series: Series::new(start, bins.iter().map(|bin| bin.value(combine))),
        remarks,
    })
}

#[derive(Clone, Copy, Default)]
struct Bin {
    sum: f64,
    count: u32,
    /// Values given, finite or not.
    given: u32,
}

impl Bin {
    fn value(&self, combine: Combine) -> (f64, Mark) {
        match (self.count, combine) {
            (0, _) => (0.0, Mark::Missing),
            (_, Combine::Sum) => (self.sum, Mark::Observed),
            (count, Combine::Mean) => (self.sum / f64::from(count), Mark::Observed),
        }
    }
}

fn bins(points: &[(i64, f64)], hour: impl Fn(i64) -> i64, start: i64, newest: i64) -> Vec<Bin> {
    let mut bins = vec![Bin::default(); (newest - start + 1) as usize];
    for (ms, value) in points {
        let index = usize::try_from(hour(*ms) - start);
        if let Some(bin) = index.ok().and_then(|index| bins.get_mut(index)) {
            bin.given += 1;
            if value.is_finite() {
                bin.sum += value;
                bin.count += 1;
            }
        }
    }
    bins
}

/// Drops a first and a last hour with fewer values than the hour beside them, where something is left;
/// returns the hours dropped at the beginning.
fn drop_partial_ends(bins: &mut Vec<Bin>) -> i64 {
    let len = bins.len();
    if len > 2 && bins[len - 1].given < bins[len - 2].given {
        bins.pop();
    }
    if bins.len() > 2 && bins[0].given < bins[1].given {
        bins.remove(0);
        return 1;
    }
    0
}

/// Makes hours with less than half the values of both hours beside them missing; returns how many.
fn drop_halves(bins: &mut [Bin]) -> usize {
    let beside = |at: usize| bins[at - 1].given.min(bins[at + 1].given);
    let inner = 1..bins.len().max(2) - 1;
    let is_half = |at: &usize| bins[*at].count > 0 && 2 * bins[*at].given < beside(*at);
    let halves: Vec<usize> = inner.filter(is_half).collect();
    for at in &halves {
        bins[*at].count = 0;
    }
    halves.len()
}

/// Said where one half of the series has twice the values an hour of the other.
fn frequency_change(bins: &[Bin]) -> Option<Remark> {
    let median = |bins: &[Bin]| {
        let given = bins.iter().map(|bin| bin.given);
        let mut given: Vec<u32> = given.filter(|given| *given > 0).collect();
        let middle = given.len() / 2;
        (!given.is_empty()).then(|| *given.select_nth_unstable(middle).1)
    };
    let (first, second) = bins.split_at(bins.len() / 2);
    let (first, second) = (median(first)?, median(second)?);
    let changed = first >= 2 * second || second >= 2 * first;
    changed.then_some(Remark::FrequencyChanged(first, second))
}

fn sort_by_time(points: &mut Vec<(i64, f64)>, remarks: &mut Vec<Remark>) {
    if !points.is_sorted_by_key(|point| point.0) {
        remarks.push(Remark::Unsorted);
        points.sort_by_key(|point| point.0);
    }
    keep_last_of_each_time(points);
}

fn keep_last_of_each_time(points: &mut Vec<(i64, f64)>) {
    points.reverse();
    points.dedup_by_key(|point| point.0);
    points.reverse();
}

/// Median distance of neighbours; 0 with fewer than two.
fn median_step(points: &[(i64, f64)]) -> i64 {
    let mut steps: Vec<i64> = points
        .windows(2)
        .map(|pair| pair[1].0.saturating_sub(pair[0].0))
        .collect();
    if steps.is_empty() {
        return 0;
    }
    let middle = steps.len() / 2;
    *steps.select_nth_unstable(middle).1
}

/// Said where the newest few values come long after all others.
fn lone_end(points: &[(i64, f64)]) -> Option<Remark> {
    let newest = points.len().saturating_sub(MOST_LONE + 1);
    let pairs = points[newest..].windows(2).rev().zip(1..);
    let far = |pair: &[(i64, f64)]| pair[1].0.saturating_sub(pair[0].0) > LONE_GAP_MS;
    let mut lone = pairs.filter(|(pair, _)| far(pair));
    lone.next().map(|(_, count)| Remark::LoneEnd(count))
}

/// Where past the hour values lie, in milliseconds.
#[derive(Clone, Copy)]
enum Offset {
    /// All exactly there.
    Exact(i64),
    /// One an hour about there, as of a job that starts a little early or late; −30 to 30 minutes, whole minutes.
    Near(i64),
    /// Anywhere.
    None,
}

fn offset(points: &[(i64, f64)], step: i64) -> Offset {
    let past = |point: &(i64, f64)| point.0.rem_euclid(HOUR_MS);
    let first = points.first().map_or(0, past);
    if points.iter().all(|point| past(point) == first) {
        return Offset::Exact(first);
    }
    if step < ONE_AN_HOUR_MS {
        return Offset::None;
    }
    let on_dial = |point: &(i64, f64)| past(point) as f64 / HOUR_MS as f64 * TAU;
    let (sine, cosine) = points
        .iter()
        .map(on_dial)
        .fold((0.0, 0.0), |sum, at| (sum.0 + at.sin(), sum.1 + at.cos()));
    if sine.hypot(cosine) < AGREEMENT * points.len() as f64 {
        return Offset::None;
    }
    let mean_ms = sine.atan2(cosine) / TAU * HOUR_MS as f64;
    Offset::Near((mean_ms / MINUTE_MS as f64).round() as i64 * MINUTE_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn known(points: Vec<(i64, f64)>, combine: Combine) -> Vec<Option<f64>> {
        hourly(points, combine).unwrap().series.known()
    }

    #[test]
    fn finer_values_are_combined_and_partial_ends_dropped() {
        let points: Vec<_> = (7..55)
            .map(|i| (i * 5 * MINUTE_MS, f64::from(i as i32 / 12)))
            .collect();
        assert_eq!(
            known(points.clone(), Combine::Mean),
            [Some(1.0), Some(2.0), Some(3.0)]
        );
        assert_eq!(
            known(points, Combine::Sum),
            [Some(12.0), Some(24.0), Some(36.0)]
        );
    }

    #[test]
    fn gaps_are_missing_and_duplicates_count_once() {
        let points = vec![
            (3 * HOUR_MS, 3.0),
            (0, 9.0),
            (0, 1.0),
            (HOUR_MS, f64::NAN),
            (4 * HOUR_MS, f64::NEG_INFINITY),
            (5 * HOUR_MS, -5.0),
        ];
        let got = hourly(points, Combine::Sum).unwrap();
        assert_eq!(
            got.series.known(),
            [Some(1.0), None, None, Some(3.0), None, Some(-5.0)]
        );
        assert_eq!(
            got.remarks,
            [
                Remark::Unsorted,
                Remark::Duplicates(1),
                Remark::NotFinite(2),
                Remark::MissingHours(3),
                Remark::Negative
            ]
        );
    }

    #[test]
    fn what_is_no_hourly_series_is_refused() {
        for (points, why) in [
            (vec![], Unusable::NoValue),
            (vec![(0, f64::NAN)], Unusable::NoValue),
            (
                (0..9).map(|day| (day * 24 * HOUR_MS, 1.0)).collect(),
                Unusable::TooCoarse { minutes: 24 * 60 },
            ),
        ] {
            assert_eq!(hourly(points, Combine::Mean), Err(why));
        }
    }

    #[test]
    fn one_date_far_away_leaves_the_rest_usable() {
        let mut points: Vec<_> = (0..900).map(|hour| (hour * HOUR_MS, 1.0)).collect();
        points.insert(0, (i64::MIN / 2, 1.0));
        let got = hourly(points, Combine::Mean).unwrap();
        assert!(got.series.len() <= MAX_HOURS as usize);
        assert!(matches!(got.remarks.last(), Some(Remark::TooOld(_))));
    }

    #[test]
    fn a_job_that_starts_a_little_early_or_late_has_one_value_an_hour() {
        for (minute, jitter) in [(0, 20_000), (5, 90_000), (59, 90_000), (30, 300_000)] {
            let time =
                |hour: i64| hour * HOUR_MS + minute * MINUTE_MS + (hour * 7919 % 3 - 1) * jitter;
            let points: Vec<_> = (0..200).map(|hour| (time(hour), hour as f64)).collect();
            let got = hourly(points, Combine::Mean).unwrap();
            let known: Vec<_> = (0..200).map(|hour| Some(f64::from(hour))).collect();
            assert_eq!(
                (got.series.known(), got.remarks),
                (known, vec![]),
                "{minute}"
            );
            let begins = got.series.first_hour() * HOUR_MS + got.offset_ms;
            assert!(
                (begins - minute * MINUTE_MS).abs() < MINUTE_MS,
                "{minute}: {begins}"
            );
        }
    }

    #[test]
    fn a_little_more_than_an_hour_leaves_some_hours_without_a_value_and_much_more_is_refused() {
        let every = |minutes: i64| (0..200).map(|n| (n * minutes * MINUTE_MS, 1.0)).collect();
        let got = hourly(every(61), Combine::Mean).unwrap();
        assert_eq!(got.remarks, [Remark::MissingHours(3)]);
        let error = hourly(every(100), Combine::Mean).unwrap_err();
        assert!(error.to_string().contains("every 100 minutes"), "{error}");
        let error = hourly(every(1440), Combine::Mean).unwrap_err();
        assert!(error.to_string().contains("every 24 hours"), "{error}");
    }

    #[test]
    fn one_time_a_year_ahead_is_told() {
        let mut points: Vec<_> = (0..700).map(|hour| (hour * HOUR_MS, 1.0)).collect();
        points.push((366 * 24 * HOUR_MS, 1.0));
        let got = hourly(points.clone(), Combine::Mean).unwrap();
        assert!(
            got.remarks.contains(&Remark::LoneEnd(1)),
            "{:?}",
            got.remarks
        );
        points.pop();
        assert_eq!(hourly(points, Combine::Mean).unwrap().remarks, []);
    }

    #[test]
    fn half_past_stays_half_past() {
        let points = (0..9)
            .map(|hour| (hour * HOUR_MS + 30 * MINUTE_MS, 1.0))
            .collect();
        let got = hourly(points, Combine::Mean).unwrap();
        assert_eq!((got.offset_ms, got.series.len()), (30 * MINUTE_MS, 9));
    }

    #[test]
    fn half_an_hour_is_no_sum_and_a_new_frequency_is_said() {
        // 5-minute values; of hour 5 only two are there.
        let points: Vec<_> = (0..240)
            .filter(|i| !(62..72).contains(i))
            .map(|i| (i * 5 * MINUTE_MS, 10.0))
            .collect();
        let got = hourly(points.clone(), Combine::Sum).unwrap();
        assert_eq!(got.series.known()[4..7], [Some(120.0), None, Some(120.0)]);
        assert_eq!(got.remarks, [Remark::MissingHours(1), Remark::HalfHours(1)]);
        assert_eq!(known(points, Combine::Mean)[5], Some(10.0));
        // Hourly values, then 5-minute ones, and the other way round: nothing is dropped.
        for minutes_first in [false, true] {
            let fine = |hour: i64| (hour < 50) == minutes_first;
            let of_hour = |hour: i64| {
                let count = if fine(hour) { 12 } else { 1 };
                (0..count).map(move |i| (hour * HOUR_MS + i * 5 * MINUTE_MS, 120.0 / count as f64))
            };
            let got = hourly((0..100).flat_map(of_hour).collect(), Combine::Sum).unwrap();
            assert_eq!(got.series.known(), [Some(120.0); 100]);
            assert!(
                matches!(got.remarks[..], [Remark::FrequencyChanged(..)]),
                "{:?}",
                got.remarks
            );
        }
    }

    #[test]
    fn a_series_ends_where_its_last_line_is_whatever_its_value() {
        let value = |hour| if hour < 20 { 1.0 } else { f64::NAN };
        let points = (0..30).map(|hour| (hour * HOUR_MS, value(hour))).collect();
        let got = hourly(points, Combine::Mean).unwrap();
        assert_eq!(
            (got.series.next_hour(), got.series.known()[19..21].to_vec()),
            (30, vec![Some(1.0), None])
        );
    }

    proptest! {
        #[test]
        fn any_points_give_a_finite_series_or_a_reason(
            points in prop::collection::vec((any::<i64>(), any::<f64>()), 0..40)
        ) {
            if let Ok(got) = hourly(points, Combine::Sum) {
                prop_assert!(got.series.len() <= MAX_HOURS as usize);
            }
        }
    }
}
