//! The formulas of [`ForecastConfidence`]: seven components, their product, and what they have been worth.
//!
//! What sharpness, skill and history are worth was measured: of 2,262 windows, four in five of the fixtures (`fixtures/series`; a day
//! ahead and a week), the others of noise around nearly nothing, how many had a sum over the horizon within a quarter of what was
//! forecast. Sharpness tells most by far; skill and history count with their fourth root. The curve through these shares is
//! [`KNOTS`], and a test holds it to what comes true. Beyond the hours that a backtest went, forecasts came true more rarely: of 65 %
//! at a week, which was measured, 60 % at two weeks and 54 % at four, which is the reach. The total is the share read from the
//! curve, times the reach and the components that no fixture varies: completeness, region coverage, steadiness.
//!
//! Of a sparse series chance decides whether what comes is within a quarter, and how often it is can be computed: the
//! sum over the horizon is taken to be negative binomial with the expected mean and the dispersion that the days of its
//! history had, wider by what so few requests leave unknown of their rate. That share stands in place of the one read from the curve, which was measured on busy series.

use super::ensemble::Ensemble;
use super::normal::{two_sided_quantile, within_deviations};
use super::schedule::Schedule;
use super::{Estimate, ForecastConfidence, History};

/// Hours of history at which more would not raise the confidence: four weeks.
const HISTORY_HOURS: f64 = 672.0;

/// What the confidence of a segment's forecast follows from.
#[derive(Clone, Copy, Debug)]
pub struct ConfidenceInputs {
    /// Backtest error over that of the better seasonal naive; `None` when there was no backtest.
    pub error_vs_naive: Option<f64>,
    /// The sum over the horizon, of a sparse series.
    pub sparse: Option<SparseSum>,
    /// Requests over the measured part of the horizon, with their interval at [`SHARPNESS_LEVEL`], whatever level is shown.
    pub requests: Estimate,
    /// Share of past totals of as many hours that were missed by no more than [`NEAR_SHARE`] of these requests.
    pub seen_within: f64,
    /// Hours ahead that were asked for, and of these the hours that the backtest went.
    pub horizon_hours: usize,
    /// See there; the requests are of so many.
    pub measured_hours: usize,
    /// Known hours of history.
    pub known_hours: usize,
    /// Hours between the first and the last, known or not.
    pub covered_hours: usize,
    /// Requests in the history.
    pub past_requests: f64,
    /// Of these, requests whose region was assumed.
    pub assumed_requests: f64,
}

/// A forecast that comes within this share of what was expected has come true.
pub const NEAR_SHARE: f64 = 0.25;
/// Power of the backtested part of the horizon.
const REACH_POWER: f64 = 0.15;
/// Level of the interval whose width makes the sharpness.
pub const SHARPNESS_LEVEL: f64 = 0.9;
/// Steadiness where the level drifts, and where the newest hours alone left what was to be expected.
const DRIFTING: f64 = 0.5;
const DISTURBED: f64 = 0.75;

impl ForecastConfidence {
    /// The same after an anomaly: by judgement, as no series of the fixtures is said to have one.
    pub(super) fn shaken(self, drifts: bool) -> Self {
        let steadiness = if drifts { DRIFTING } else { DISTURBED };
        Self {
            steadiness,
            total: self.total * steadiness,
            product: self.product * steadiness,
            ..self
        }
    }
}

impl ConfidenceInputs {
    /// The confidence, each component in 0..=1:
    /// - skill = 1 − error / (2 · error of seasonal naive): 0.5 for as good as naive or never tested;
    /// - sharpness = the chance that a normal error with the upper half of the interval stays within a quarter of the mean or, where
    ///   it is more and at least half, the share of past totals that did, as one large miss says little of the others; 1 for certain silence;
    /// - history = known hours / four weeks, at most 1;
    /// - log_completeness = known hours / covered hours;
    /// - region_coverage = 1 − assumed requests / requests; 1 without requests;
    /// - reach = (hours backtested / hours ahead)^0.15, at most 1;
    /// - steadiness = 1, until an anomaly is found.
    ///
    /// The total is what sharpness, skill and history have been worth, or what chance allows a sparse series, times the
    /// other three.
    pub fn confidence(self) -> ForecastConfidence {
        let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        // The lower end is cut where nothing can be below zero.
        let half_width = self.requests.upper - self.requests.mean;
        // Of less than half chance makes too much.
        let seen_within = if self.seen_within >= 0.5 {
            self.seen_within
        } else {
            0.0
        };
        let sharpness = if half_width > 0.0 {
            let deviation = half_width / two_sided_quantile(SHARPNESS_LEVEL);
            within_deviations(NEAR_SHARE * self.requests.mean / deviation).max(seen_within)
        } else {
            1.0
        };
        let reach = share(self.measured_hours as f64, self.horizon_hours as f64).min(1.0);
        let reach = if self.horizon_hours == 0 {
            1.0
        } else {
            reach.powf(REACH_POWER)
        };
        let skill = (1.0 - self.error_vs_naive.unwrap_or(1.0) / 2.0).clamp(0.0, 1.0);
        let history = (self.known_hours as f64 / HISTORY_HOURS).min(1.0);
        let assumed = share(self.assumed_requests, self.past_requests);
        let region_coverage = (1.0 - assumed).clamp(0.0, 1.0);
        let log_completeness = match self.covered_hours {
            0 => 1.0,
            covered => (self.known_hours as f64 / covered as f64).min(1.0),
        };
        let product = skill * sharpness * history * log_completeness * region_coverage * reach;
        ForecastConfidence {
            total: self.sparse.map_or_else(
                || worth(sharpness * (skill * history).sqrt().sqrt()),
                SparseSum::within_a_quarter,
            ) * (self.known_hours as f64 / MEASURED_HOURS).min(1.0)
                * log_completeness
                * region_coverage
                * reach,
            product,
            reach,
            steadiness: 1.0,
            skill,
            sharpness,
            history,
            log_completeness,
            region_coverage,
        }
    }
}

/// What is expected of a sparse series over the horizon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SparseSum {
    /// Expected value.
    pub mean: f64,
    /// Its variance over its mean, at least 1: that of Poisson counts.
    pub dispersion: f64,
}

impl SparseSum {
    /// Of a series that was found to be sparse; `None` of any other.
    pub fn of(history: History<'_>, ensemble: &Ensemble, schedule: &Schedule) -> Option<Self> {
        if ensemble.backtest.bucket_hours == 1 {
            return None;
        }
        let ahead = ensemble.hourly.iter().take(schedule.window_hours);
        let mean: f64 = ahead.sum();
        let days = history.values.rchunks_exact(24);
        let totals = days.filter_map(|day| day.iter().copied().sum::<Option<f64>>());
        let totals: Vec<f64> = totals.collect();
        let (count, seen) = (totals.len() as f64, totals.iter().sum::<f64>());
        let level = seen / count.max(1.0);
        let squares: f64 = totals.iter().map(|day| (day - level).powi(2)).sum();
        let variance = squares / (count - 1.0).max(1.0);
        let of_days = if level > 0.0 { variance / level } else { 1.0 };
        // Where enough days were forecast, what they were missed by: a load every Sunday makes days differ, and is expected.
        let of_days = missed_days(history, ensemble, schedule).unwrap_or(of_days);
        Some(Self {
            mean,
            dispersion: of_days.max(1.0) * (1.0 + mean / seen.max(1.0)),
        })
    }

    /// The chance that it comes within a quarter of its mean.
    fn within_a_quarter(self) -> f64 {
        let (first, last) = ((0.75 * self.mean).ceil(), (1.25 * self.mean).floor());
        // Of failures and successes: the share of a further failure, and how many successes.
        let failure = 1.0 - 1.0 / self.dispersion;
        let successes = self.mean / (self.dispersion - 1.0);
        let is_poisson = self.dispersion < 1.001;
        let mut chance = if is_poisson {
            (-self.mean).exp()
        } else {
            self.dispersion.powf(-successes)
        };
        let (mut count, mut within) = (0.0, 0.0);
        while count <= last {
            if count >= first {
                within += chance;
            }
            chance *= if is_poisson {
                self.mean / (count + 1.0)
            } else {
                failure * (count + successes) / (count + 1.0)
            };
            count += 1.0;
        }
        within.min(1.0)
    }
}

/// Mean square of what whole days were missed by, over what was expected of them; `None` of fewer than two weeks of days.
fn missed_days(history: History<'_>, ensemble: &Ensemble, schedule: &Schedule) -> Option<f64> {
    let (mut squares, mut expected, mut count) = (0.0, 0.0, 0);
    for (path, origin) in ensemble.past.iter().zip(&schedule.origins) {
        let days = path
            .iter()
            .flat_map(|path| path.chunks_exact(24))
            .enumerate();
        for (day, forecast) in days {
            let from = origin.at + 24 * day;
            let came: Option<f64> = history.values[from..from + 24].iter().copied().sum();
            if let Some(came) = came {
                let forecast: f64 = forecast.iter().sum();
                squares += (came - forecast).powi(2);
                expected += forecast;
                count += 1;
            }
        }
    }
    (count >= ENOUGH_DAYS && expected > 0.0).then(|| squares / expected)
}

/// Fewest days whose errors tell a dispersion.
const ENOUGH_DAYS: usize = 14;
/// Fewest hours of history in the fixtures' windows, rounded down to a week: less was never measured and counts for less.
const MEASURED_HOURS: f64 = 168.0;
/// (sharpness · ⁴√(skill · history), share of forecasts that came within a quarter), ascending.
const KNOTS: [(f64, f64); 9] = [
    (0.0, 0.0),
    (0.05, 0.13),
    (0.1, 0.23),
    (0.2, 0.44),
    (0.3, 0.57),
    (0.43, 0.68),
    (0.65, 0.8),
    (0.8, 0.9),
    (1.0, 0.97),
];

/// The share that belongs to such a number, straight lines between the knots.
fn worth(product: f64) -> f64 {
    let (mut from, mut share) = KNOTS[0];
    for (to, next) in KNOTS {
        if product <= to {
            let way = if to > from {
                (product - from) / (to - from)
            } else {
                1.0
            };
            return share + (next - share) * way.max(0.0);
        }
        (from, share) = (to, next);
    }
    share
}

#[cfg(test)]
mod tests;
