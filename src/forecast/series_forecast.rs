//! [`forecast_series`]: one hourly series of any kind → a forecast with an interval for each hour.
//!
//! With too short a past to measure errors the interval is wide by rule: as far beyond everything seen as that
//! is wide, and at least twice the expected value either way.

use super::confidence::ConfidenceInputs;
use super::ensemble::Ensemble;
use super::hourly_interval::{HourlyErrors, origin_errors};
use super::interval::TotalErrors;
use super::route::Effort;
use super::schedule::Schedule;
use super::{Estimate, History};

/// Most hours of history looked at, the newest: twelve weeks.
const MAX_HISTORY_HOURS: usize = 12 * 168;
/// From so many equal values on, the next one is taken to be equal with certainty: nine, for 90 %, is what
/// split-conformal calibration asks for, and a day is what any rhythm needs.
const CERTAIN_HOURS: usize = 24;

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
    /// Share of forecasts like this one whose next day came within a quarter: see
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
        requests: total(history, &ensemble, &schedule, options.level),
        known_hours: known,
        covered_hours: history.values.len(),
        past_requests: 0.0,
        assumed_requests: 0.0,
        drifts: false,
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
    /// Always the same, for long enough.
    Certain,
    /// From the smallest and the largest value.
    Wide(f64, f64),
}

impl Intervals {
    fn of(history: History<'_>, ensemble: &Ensemble, schedule: &Schedule, level: f64) -> Self {
        let (low, high) = history.range();
        if low == high {
            return match history.known_count() {
                CERTAIN_HOURS.. => Self::Certain,
                _ => Self::Wide(low, high),
            };
        }
        let errors = origin_errors(history, schedule, &ensemble.past);
        match HourlyErrors::calibrate(&errors, level) {
            Some(measured) => Self::Measured(Box::new(measured), low >= 0.0),
            None => Self::Wide(low, high),
        }
    }

    fn estimate(&self, mean: f64, lead: usize, hour: usize) -> Estimate {
        let (lower, upper, non_negative) = match self {
            Self::Measured(errors, non_negative) => {
                let estimate = errors.estimate(mean, lead, hour);
                (estimate.lower, estimate.upper, *non_negative)
            }
            Self::Certain => (mean, mean, false),
            Self::Wide(low, high) => {
                let reach = (high - low).max(2.0 * mean.abs());
                (low.min(mean) - reach, high.max(mean) + reach, *low >= 0.0)
            }
        };
        let floor = if non_negative { 0.0 } else { f64::MIN };
        Estimate {
            mean,
            lower: lower.clamp(floor, mean.max(floor)),
            upper: upper.clamp(mean, f64::MAX),
        }
    }
}
