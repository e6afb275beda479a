//! [`Candidate`]: what every forecasting method is to the rest, and the guard around all of them.
//!
//! A candidate forecasts one series from many origins at once, so that what origins have in common is
//! computed once. It sees dense values between −1 and 1: holes are filled and the unit is gone before, so
//! that a forecast of twice the demand is twice the forecast.

mod autoregression;
mod level_profile;
mod mstl;
mod ridge;
mod same_hour;
mod seasonal_naive;
mod smoothing;

#[cfg(test)]
mod tests;

use std::cell::OnceCell;

pub use autoregression::{Autoregression, Formed};
pub use level_profile::LevelProfile;
pub use mstl::Mstl;
pub use same_hour::SameHour;
pub use seasonal_naive::SeasonalNaive;
pub use smoothing::Smoothing;

use super::lanes::sum;
use super::pool::WeekShape;

/// A forecast this many ranges beyond everything seen is taken for a failed fit.
const EXPLOSION_RANGES: f64 = 4.0;

/// Why a candidate gave no forecast. Counted and reported; nothing is put in its place unseen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CandidateError {
    /// The history is too short for this method.
    #[error("needs {needed} hours, has {hours}")]
    TooShort {
        /// Hours it needs.
        needed: usize,
        /// Hours there are.
        hours: usize,
    },
    /// Too much of the history is missing for a method that must fill it.
    #[error("{missing} of {hours} hours are missing")]
    TooManyGaps {
        /// Hours missing.
        missing: usize,
        /// Hours in all.
        hours: usize,
    },
    /// The method cannot say anything of such a series.
    #[error("{0}")]
    Unfit(&'static str),
    /// The fit failed.
    #[error("{0}")]
    Fit(String),
    /// The forecast is not finite, or far beyond everything ever seen.
    #[error("the forecast runs away")]
    RunsAway,
    /// Left out to save time; no failure.
    #[error("not tried")]
    NotTried,
}

/// A forecast, or why there is none.
pub type Forecast = Result<Vec<f64>, CandidateError>;

/// A series as candidates see it.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    /// Hours since 1970, UTC, of the first value: aligns days and weeks.
    pub first_hour: i64,
    /// Finite, between −1 and 1; hours that are not known are filled.
    pub values: &'a [f64],
    /// Whether the hour is known.
    pub known: &'a [bool],
    /// Smallest and largest of the values.
    pub range: (f64, f64),
    /// No value can be below zero.
    pub non_negative: bool,
    /// The shape of the week of series like this one.
    pub pooled: Option<&'a WeekShape>,
    /// Their logarithms, once a candidate needed them.
    pub logarithms: &'a OnceCell<Formed>,
}

impl Sample<'_> {
    /// Mean of all values.
    pub fn mean(&self) -> f64 {
        sum(self.values) / self.values.len().max(1) as f64
    }

    /// Where in the week the hour at this index is, 0..168.
    pub fn week_hour(&self, index: usize) -> usize {
        (self.first_hour.rem_euclid(168) as usize + index) % 168
    }
}

/// From where, and how far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Values before this index are known.
    pub at: usize,
    /// Hours to forecast from there.
    pub steps: usize,
}

/// A forecasting method for one hourly series. Deterministic.
pub trait Candidate: Sync {
    /// Its name in tables and JSON, snake_case.
    fn name(&self) -> &'static str;

    /// Fewest hours before an origin.
    fn min_hours(&self) -> usize;

    /// Whether it takes so long that it must earn its weight in the past before it forecasts the future.
    fn is_dear(&self) -> bool {
        false
    }

    /// The forecast from each of `origins`, oldest first, each with `min_hours` before it. Call
    /// [`forecasts`] instead.
    fn raw_forecasts(&self, sample: &Sample<'_>, origins: &[Origin]) -> Vec<Forecast>;
}

/// The forecasts of `candidate` from `origins`, oldest first, guarded: as long as asked, finite, not below zero where
/// that cannot be. An origin with too short a history never reaches the candidate.
pub fn forecasts(
    candidate: &dyn Candidate,
    sample: &Sample<'_>,
    origins: &[Origin],
) -> Vec<Forecast> {
    let needed = candidate.min_hours();
    let first = origins.partition_point(|origin| origin.at < needed);
    let too_short = |origin: &Origin| {
        let hours = origin.at;
        Err(CandidateError::TooShort { needed, hours })
    };
    let mut all: Vec<Forecast> = origins[..first].iter().map(too_short).collect();
    if first < origins.len() {
        all.extend(candidate.raw_forecasts(sample, &origins[first..]));
    }
    let bounds = Bounds::of(sample);
    for (forecast, origin) in all.iter_mut().zip(origins) {
        if let Ok(values) = forecast
            && !bounds.hold(values, origin.steps)
        {
            *forecast = Err(CandidateError::RunsAway);
        }
    }
    all
}

/// What a forecast may be.
struct Bounds {
    low: f64,
    high: f64,
    non_negative: bool,
}

impl Bounds {
    fn of(sample: &Sample<'_>) -> Self {
        let (low, high) = sample.range;
        let room = EXPLOSION_RANGES * (high - low);
        Self {
            low: low - room,
            high: high + room,
            non_negative: sample.non_negative,
        }
    }

    /// Whether the forecast is sane; lifts what is below zero where that cannot be.
    fn hold(&self, forecast: &mut [f64], steps: usize) -> bool {
        // How far beyond the bounds all are together: no number where one is none. Four sums, as each waits for its last addition.
        let floor = if self.non_negative {
            0.0
        } else {
            f64::NEG_INFINITY
        };
        let check = |value: &mut f64, sum: &mut f64| {
            *sum += (held(*value, self.low, self.high) - *value).abs();
            *value = if *value > floor { *value } else { floor };
        };
        let (fours, rest) = forecast.as_chunks_mut::<4>();
        let mut sums = [0.0; 4];
        for four in fours {
            for lane in 0..4 {
                check(&mut four[lane], &mut sums[lane]);
            }
        }
        for value in rest {
            check(value, &mut sums[0]);
        }
        let sane = sums.iter().sum::<f64>() == 0.0;
        sane && forecast.len() == steps
    }
}

/// The value, no less than `low` and no more than `high`. Unlike `clamp` it asks nothing of these, and so takes no branch.
fn held(value: f64, low: f64, high: f64) -> f64 {
    let value = if value < low { low } else { value };
    if value > high { high } else { value }
}

/// Smallest and largest value; the largest numbers the wrong way round without any.
pub fn range(values: &[f64]) -> (f64, f64) {
    let (fours, rest) = values.as_chunks::<4>();
    let (mut low, mut high) = ([f64::MAX; 4], [f64::MIN; 4]);
    for four in fours {
        for lane in 0..4 {
            low[lane] = low[lane].min(four[lane]);
            high[lane] = high[lane].max(four[lane]);
        }
    }
    let low = low.iter().chain(rest).copied();
    let high = high.iter().chain(rest).copied();
    (low.fold(f64::MAX, f64::min), high.fold(f64::MIN, f64::max))
}

/// A period again and again, for so many steps.
fn repeated(period: &[f64], steps: usize) -> Vec<f64> {
    let mut all = Vec::with_capacity(steps);
    while all.len() < steps {
        let more = period.len().min(steps - all.len());
        all.extend_from_slice(&period[..more]);
    }
    all
}

/// The same reason for every origin.
fn refused(origins: &[Origin], why: &'static str) -> Vec<Forecast> {
    let refuse = |_: &Origin| Err(CandidateError::Unfit(why));
    origins.iter().map(refuse).collect()
}
