//! [`forecast_series`]: one hourly series of any kind → a forecast with an interval for each hour.
//!
//! With too short a past to measure errors the interval is wide by rule: as far beyond everything seen as that
//! is wide, and at least twice the expected value either way. What never changed is certain at no more than the level that
//! its number tells, and no farther ahead than it goes back.

use super::confidence::{ConfidenceInputs, SHARPNESS_LEVEL, SparseSum};
use super::ensemble::Ensemble;
use super::fresh_step::fresh_step;
use super::hourly_interval::{HourlyErrors, origin_errors};
use super::interval::TotalErrors;
use super::route::Effort;
use super::schedule::Schedule;
use super::{Estimate, History};

/// Most hours of history looked at, the newest: twelve weeks.
const MAX_HISTORY_HOURS: usize = 12 * 168;
/// Fewest equal values from which the next ones are taken to be equal: a day is what any rhythm needs. At a level
/// that says more than n equal values do, which is n / (n + 1), and farther ahead than they reach back, they are not.
const CERTAIN_HOURS: usize = 24;
/// What a value may be off by where all were zero and so tell of no unit.
const UNIT: f64 = 1.0;

/// What to forecast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeriesOptions {
    /// Hours ahead, at least 1.
    pub horizon_hours: usize,
    /// Level of the intervals, in 0..1.
    pub level: f64,
    /// Time it may take.
    pub effort: Effort,
}

/// The forecast of one series.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesForecast {
    /// One estimate an hour, beginning with the hour after the last one.
    pub hours: Vec<Estimate>,
    /// What it was made by.
    pub model: String,
    /// Share of forecasts like this one whose sum over the horizon came within a quarter: see
    /// [`ForecastConfidence`](super::ForecastConfidence).
    pub confidence: f64,
}

/// Forecasts `history`; `None` without any known value.
pub fn forecast_series(history: History<'_>, options: &SeriesOptions) -> Option<SeriesForecast> {
    let history = history.newest(MAX_HISTORY_HOURS);
    let known = history.known_count();
    if known == 0 {
        return None;
    }
    let horizon = options.horizon_hours.max(1);
    let schedule = Schedule::new(history.values.len(), horizon);
    let ensemble = Ensemble::of(history, options.effort, &schedule, horizon);
    let intervals = Intervals::of(history, &ensemble, &schedule, options.level);
    let next_hour = history.first_hour + history.values.len() as i64;
    let hours = ensemble.hourly.iter().enumerate().map(|(lead, mean)| {
        let hour = (next_hour + lead as i64).rem_euclid(24) as usize;
        intervals.estimate(*mean, lead, hour)
    });
    let hours: Vec<Estimate> = hours.collect();
    let confidence = ConfidenceInputs {
        error_vs_naive: ensemble.backtest.error_vs_naive(),
        sparse: SparseSum::of(history, &ensemble),
        requests: total(history, &ensemble, &schedule, SHARPNESS_LEVEL),
        known_hours: known,
        covered_hours: history.values.len(),
        past_requests: 0.0,
        assumed_requests: 0.0,
    };
    Some(SeriesForecast {
        confidence: confidence.confidence().total,
        model: ensemble.model,
        hours,
    })
}

/// The sum over the horizon, of magnitudes: what a gauge around zero sums to says nothing of its size.
fn total(history: History<'_>, ensemble: &Ensemble, schedule: &Schedule, level: f64) -> Estimate {
    let errors = TotalErrors::of(schedule, &ensemble.past, history.values);
    let sum = ensemble.hourly.iter().map(|mean| mean.abs()).sum();
    errors.estimate(sum, ensemble.hourly.len(), level)
}

/// How the intervals of a series are made.
enum Intervals {
    /// From errors of the past; the flag says that nothing can be below zero.
    Measured(Box<HourlyErrors>, bool),
    /// Always the same value, for so many hours.
    Certain(f64, usize),
    /// From the smallest and the largest value.
    Wide(f64, f64),
}

impl Intervals {
    fn of(history: History<'_>, ensemble: &Ensemble, schedule: &Schedule, level: f64) -> Self {
        let (low, high) = history.range();
        if low == high {
            let known = history.known_count();
            let told = known as f64 / (known + 1) as f64;
            return if known >= CERTAIN_HOURS && told >= level {
                Self::Certain(low, known)
            } else {
                Self::Wide(low, high)
            };
        }
        let errors = origin_errors(history, schedule, &ensemble.past);
        match HourlyErrors::calibrate(&errors, level) {
            Some(measured) => {
                let step = fresh_step(&errors, schedule, history.values.len());
                Self::Measured(Box::new(measured.after_step(step, level)), low >= 0.0)
            }
            None => Self::Wide(low, high),
        }
    }

    fn estimate(&self, mean: f64, lead: usize, hour: usize) -> Estimate {
        let (lower, upper, non_negative) = match self {
            Self::Measured(errors, non_negative) => {
                let estimate = errors.estimate(mean, lead, hour);
                (estimate.lower, estimate.upper, *non_negative)
            }
            Self::Certain(_, hours) if lead < *hours => (mean, mean, false),
            Self::Certain(value, _) => wide(mean, *value, *value),
            Self::Wide(low, high) => wide(mean, *low, *high),
        };
        let floor = if non_negative { 0.0 } else { f64::MIN };
        Estimate {
            mean,
            lower: lower.clamp(floor, mean.max(floor)),
            upper: upper.clamp(mean, f64::MAX),
        }
    }
}

/// Lower and upper end around all that was seen, and whether nothing can be below zero.
fn wide(mean: f64, low: f64, high: f64) -> (f64, f64, bool) {
    let reach = (high - low).max(2.0 * mean.abs());
    let reach = if reach > 0.0 { reach } else { UNIT };
    (low.min(mean) - reach, high.max(mean) + reach, low >= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forecast(values: &[f64], horizon_hours: usize) -> Vec<Estimate> {
        let values: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
        let history = History {
            first_hour: 0,
            values: &values,
        };
        let options = SeriesOptions {
            horizon_hours,
            level: 0.9,
            effort: Effort::Bulk,
        };
        forecast_series(history, &options).unwrap().hours
    }

    fn holds(estimate: &Estimate, value: f64) -> bool {
        estimate.lower <= value && value <= estimate.upper
    }

    /// A batch of 300 to 700 at three in the morning, next to nothing else.
    #[test]
    fn an_hour_of_the_day_with_a_scale_of_its_own_is_held_and_its_neighbours_are_not_widened() {
        let mut random = fastrand::Rng::with_seed(3);
        let (mut held, mut nights, mut quiet) = (0, 0, Vec::new());
        for horizon in [24, 168] {
            for _ in 0..20 {
                let values: Vec<f64> = (0..840)
                    .map(|hour| match hour % 24 {
                        3 => f64::from(random.u32(300..=700)),
                        _ => f64::from(random.u32(0..=2)),
                    })
                    .collect();
                let hours = forecast(&values[..672], horizon);
                for (hour, (estimate, came)) in hours.iter().zip(&values[672..]).enumerate() {
                    match hour % 24 {
                        3 => {
                            nights += 1;
                            held += usize::from(holds(estimate, *came));
                        }
                        2 | 4 => quiet.push(estimate.upper - estimate.lower),
                        _ => {}
                    }
                }
            }
        }
        let share = f64::from(held as u32) / f64::from(nights);
        assert!((0.85..=0.97).contains(&share), "{share} of {nights} nights");
        let width = quiet.iter().sum::<f64>() / quiet.len() as f64;
        assert!(
            width < 10.0,
            "{width}: an hour beside it is as quiet as ever"
        );
    }

    #[test]
    fn what_began_two_days_ago_is_no_certain_silence() {
        let values: Vec<Option<f64>> = (0..672)
            .map(|hour| Some(if hour < 625 { 0.0 } else { 50.0 }))
            .collect();
        let history = History {
            first_hour: 0,
            values: &values,
        };
        let options = SeriesOptions {
            horizon_hours: 24,
            level: 0.9,
            effort: Effort::Bulk,
        };
        let got = forecast_series(history, &options).unwrap();
        assert!(got.confidence < 0.2, "{}", got.confidence);
        assert!(got.hours.iter().all(|hour| hour.mean > 0.0));
    }

    #[test]
    fn after_a_step_in_the_newest_hours_the_interval_holds_both_levels() {
        let mut random = fastrand::Rng::with_seed(4);
        for (hours_ago, from, to) in [(12, 100, 500), (12, 500, 100), (5, 100, 500), (20, 100, 0)] {
            let values: Vec<f64> = (0..672)
                .map(|hour| {
                    let level = if hour >= 672 - hours_ago { to } else { from };
                    f64::from(level + random.i32(-4..=4) * i32::from(level > 0))
                })
                .collect();
            for (lead, hour) in forecast(&values, 48).iter().enumerate() {
                let both = holds(hour, f64::from(from)) && holds(hour, f64::from(to));
                assert!(both, "{from} to {to} {hours_ago} h ago, {lead}: {hour:?}");
            }
        }
        // What is older than a day the backtest has seen: nothing is added.
        let values: Vec<f64> = (0..672).map(|_| f64::from(random.i32(96..=104))).collect();
        assert!(
            forecast(&values, 48)
                .iter()
                .all(|hour| hour.upper - hour.lower < 20.0)
        );
    }
}
