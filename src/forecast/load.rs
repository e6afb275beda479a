//! [`LoadForecast`]: what many segments will be asked for together: a shard, a region.
//!
//! Errors of segments have causes in common, a holiday or a launch, so that they do not average out; nor are
//! they all at their worst at once, so that upper ends must not be added up. What was missed from each past origin
//! is added up hour by hour, the common part as it is and the rest as far as it cancels, and the
//! interval is made of these sums as that of one series is.

use std::collections::BTreeMap;

use crate::access::RegionId;

use super::fresh_step::FreshStep;
use super::hourly_interval::{HourlyErrors, origin_errors};
use super::interval::TotalErrors;
use super::schedule::Schedule;
use super::{Estimate, History};

/// The load of a group of segments.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadForecast {
    /// The group: the name of a shard or of a region.
    pub name: String,
    /// Segments in it, or parts of segments.
    pub segments: usize,
    /// Requests of each hour of the horizon.
    pub hours: Vec<Estimate>,
    /// Requests over the horizon.
    pub requests: Estimate,
    /// Totals of the first hours: (hours, requests), up to the horizon.
    pub leads: Vec<(usize, Estimate)>,
    /// Requests of the newest covered week; `None` where an hour is not known.
    pub newest_week: Vec<Option<f64>>,
}

impl LoadForecast {
    /// The hour, counted from the first of the horizon, whose upper end is highest.
    pub fn peak(&self) -> Option<(usize, Estimate)> {
        let hours = self.hours.iter().copied().enumerate();
        hours.reduce(|peak, next| {
            if next.1.upper > peak.1.upper {
                next
            } else {
                peak
            }
        })
    }
}

/// Sums on the way to a [`LoadForecast`].
#[derive(Clone, Debug)]
pub(super) struct LoadSum {
    segments: usize,
    expected: Vec<f64>,
    actual: Vec<f64>,
    known: Vec<bool>,
    past: Vec<Option<Vec<f64>>>,
    /// What is expected of the cold segments among them, by region.
    cold: BTreeMap<RegionId, Vec<f64>>,
}

impl LoadSum {
    /// Of nothing yet.
    pub(super) fn new(hours: usize, horizon: usize, schedule: &Schedule) -> Self {
        let origins = schedule.origins.iter();
        Self {
            segments: 0,
            expected: vec![0.0; horizon],
            actual: vec![0.0; hours],
            known: vec![true; hours],
            past: origins
                .map(|origin| Some(vec![0.0; origin.steps]))
                .collect(),
            cold: BTreeMap::new(),
        }
    }

    /// Says that so much of what was added is expected from this region of a cold segment.
    pub(super) fn add_cold(&mut self, region: RegionId, expected: &[f64]) {
        let cold = self.cold.entry(region);
        let cold = cold.or_insert_with(|| vec![0.0; expected.len()]);
        add(cold, expected);
    }

    /// Multiplies what is expected of cold segments from each region.
    pub(super) fn scale_cold(&mut self, factors: &BTreeMap<RegionId, f64>) {
        for (region, cold) in std::mem::take(&mut self.cold) {
            let factor = factors.get(&region).copied().unwrap_or(1.0);
            for (sum, cold) in self.expected.iter_mut().zip(cold) {
                *sum += cold * (factor - 1.0);
            }
        }
    }

    /// Mean error of past sums over that of the better seasonal naive of the sum; `None` where either is unknown.
    pub(super) fn error_vs_naive(&self, schedule: &Schedule) -> Option<f64> {
        let values = self.series();
        let mean_error = |forecast: &dyn Fn(usize, usize) -> Option<f64>| {
            let (mut sum, mut count) = (0.0, 0.0);
            for (index, origin) in schedule.origins.iter().enumerate() {
                for lead in 0..origin.steps {
                    let forecast = forecast(index, lead);
                    if let Some((forecast, came)) = forecast.zip(values[origin.at + lead]) {
                        sum += f64::abs(forecast - came);
                        count += 1.0;
                    }
                }
            }
            (count > 0.0).then(|| sum / count)
        };
        let own = mean_error(&|origin, lead| Some(self.past[origin].as_ref()?[lead]))?;
        let naive = |period: usize| {
            mean_error(&|origin, lead| {
                let at = schedule.origins[origin].at.checked_sub(period)?;
                values[at + lead % period]
            })
        };
        let naive = [naive(24), naive(168)].into_iter().flatten();
        let naive = naive.min_by(f64::total_cmp)?;
        if own == 0.0 {
            return Some(0.0);
        }
        (naive > 0.0).then(|| own / naive)
    }

    /// Requests over the measured part of the horizon at the level that confidences are read at.
    /// Beside it the share of past ones that were near enough.
    pub(super) fn total_estimate(&self, schedule: &Schedule) -> (Estimate, f64) {
        let totals = TotalErrors::of(schedule, &self.past, &self.series());
        let hours = schedule.measured(self.expected.len());
        let mean: f64 = self.expected[..hours].iter().sum();
        totals.read_by_confidence(mean, hours)
    }

    /// Adds a segment or a part of one. An hour not known of it is not known of the sum.
    pub(super) fn add(
        &mut self,
        known: &[bool],
        actual: &[f64],
        expected: &[f64],
        past: &[Option<Vec<f64>>],
    ) {
        self.segments += 1;
        add(&mut self.actual, actual);
        add(&mut self.expected, expected);
        for (sum, known) in self.known.iter_mut().zip(known) {
            *sum &= known;
        }
        for (sum, past) in self.past.iter_mut().zip(past) {
            match (&mut *sum, past) {
                (Some(sum), Some(past)) => add(sum, past),
                _ => *sum = None,
            }
        }
    }

    /// Adds another sum of the same fleet.
    pub(super) fn merge(&mut self, other: &Self) {
        let segments = self.segments + other.segments;
        self.add(&other.known, &other.actual, &other.expected, &other.past);
        self.segments = segments;
        for (region, cold) in &other.cold {
            self.add_cold(*region, cold);
        }
    }

    /// Hours ahead.
    pub(super) fn horizon_hours(&self) -> usize {
        self.expected.len()
    }

    /// Requests of each hour; `None` where not known.
    pub(super) fn series(&self) -> Vec<Option<f64>> {
        let hours = self.known.iter().zip(&self.actual);
        hours
            .map(|(known, count)| known.then_some(*count))
            .collect()
    }

    /// The forecast; `first_hour` is that of the series.
    pub(super) fn forecast(
        self,
        name: String,
        first_hour: i64,
        schedule: &Schedule,
        level: f64,
    ) -> LoadForecast {
        let values = self.series();
        let history = History {
            first_hour,
            values: &values,
        };
        let errors = origin_errors(history, schedule, &self.past);
        let fresh = FreshStep::of(history, schedule, &self.past, &errors);
        let hourly = HourlyErrors::calibrate(&errors, level);
        let hourly =
            hourly.map(|hourly| hourly.after_step(fresh).growing(&values).peaking(history));
        let totals = TotalErrors::of(schedule, &self.past, &values);
        let next_hour = first_hour + values.len() as i64;
        let hour = |(lead, mean): (usize, &f64)| match &hourly {
            Some(errors) => {
                let hour = (next_hour + lead as i64).rem_euclid(168) as usize;
                let estimate = errors.estimate(*mean, lead, hour);
                Estimate {
                    lower: estimate.lower.clamp(0.0, mean.max(0.0)),
                    ..estimate
                }
            }
            None => totals.estimate(*mean, 1, level),
        };
        let horizon = self.expected.len();
        let total =
            |hours: usize| totals.estimate(self.expected[..hours].iter().sum(), hours, level);
        let leads = [24, 72, 168].into_iter().filter(|hours| *hours < horizon);
        LoadForecast {
            name,
            segments: self.segments,
            hours: self.expected.iter().enumerate().map(hour).collect(),
            requests: total(horizon),
            leads: leads
                .chain([horizon])
                .map(|hours| (hours, total(hours)))
                .collect(),
            newest_week: values[values.len().saturating_sub(168)..].to_vec(),
        }
    }
}

fn add(sum: &mut [f64], values: &[f64]) {
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum += value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The widths of the 90 % interval of the total of `count` series whose errors are `error(series, hour)`.
    fn width(count: usize, error: impl Fn(usize, usize) -> f64) -> f64 {
        let schedule = Schedule::new(840, 168);
        let mut sum = LoadSum::new(840, 168, &schedule);
        for series in 0..count {
            let actual: Vec<f64> = (0..840).map(|hour| 100.0 + error(series, hour)).collect();
            let past = schedule
                .origins
                .iter()
                .map(|origin| Some(vec![100.0; origin.steps]));
            sum.add(
                &[true; 840],
                &actual,
                &[100.0; 168],
                &past.collect::<Vec<_>>(),
            );
        }
        let load = sum.forecast("s".into(), 0, &schedule, 0.9);
        assert_eq!((load.segments, load.hours.len()), (count, 168));
        assert!((load.requests.mean - 16_800.0 * count as f64).abs() < 1e-6);
        load.hours[10].upper - load.hours[10].lower
    }

    fn noise(seed: usize) -> f64 {
        let mixed = (seed as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((mixed ^ mixed >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 40) as f64
            / f64::from(1 << 23)
            - 1.0
    }

    #[test]
    fn what_segments_miss_together_adds_up_and_what_each_misses_alone_cancels() {
        let one = width(1, |_, hour| 10.0 * noise(hour));
        let together = width(16, |_, hour| 10.0 * noise(hour));
        let alone = width(16, |series, hour| 10.0 * noise(series * 840 + hour));
        assert!((together / one - 16.0).abs() < 0.5, "{together} {one}");
        assert!(
            (3.0..6.0).contains(&(alone / one)),
            "{alone} {one}: four times for independent errors"
        );
    }

    #[test]
    fn an_hour_unknown_of_one_is_unknown_of_all() {
        let schedule = Schedule::new(100, 24);
        let mut sum = LoadSum::new(100, 24, &schedule);
        let mut known = vec![true; 100];
        sum.add(&known, &[1.0; 100], &[1.0; 24], &[]);
        known[7] = false;
        sum.add(&known, &[1.0; 100], &[1.0; 24], &[]);
        assert_eq!(sum.series()[6..9], [Some(2.0), None, Some(2.0)]);
    }
}
