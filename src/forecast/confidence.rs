//! The formulas of [`ForecastConfidence`]: six components, their product, and what that product has been worth.
//!
//! What skill × sharpness × history is worth was measured: of 357 windows of the fixtures (`fixtures/series`; a day ahead
//! and a week), how many had a sum over the horizon within a quarter of what was forecast, by that product. The curve through
//! these shares is [`KNOTS`], and a test holds it to what comes true. The total is the share read from
//! it, times the components that no fixture varies: completeness, region coverage, steadiness.
//!
//! Of a sparse series chance decides whether what comes is within a quarter, and how often it is can be computed: the
//! sum over the horizon is taken to be negative binomial with the expected mean and the dispersion that the days of its
//! history had, wider by what so few requests leave unknown of their rate. That share stands in place of the one read from the curve, which was measured on busy series.

use super::ensemble::Ensemble;
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
    /// Requests over the horizon, with their interval at [`SHARPNESS_LEVEL`], whatever level is shown.
    pub requests: Estimate,
    /// Known hours of history.
    pub known_hours: usize,
    /// Hours between the first and the last, known or not.
    pub covered_hours: usize,
    /// Requests in the history.
    pub past_requests: f64,
    /// Of these, requests whose region was assumed.
    pub assumed_requests: f64,
}

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
    /// - sharpness = 1 − (upper − lower) / (2 · mean); 1 for certain silence;
    /// - history = known hours / four weeks, at most 1;
    /// - log_completeness = known hours / covered hours;
    /// - region_coverage = 1 − assumed requests / requests; 1 without requests;
    /// - steadiness = 1, until an anomaly is found.
    ///
    /// The total is what skill · sharpness · history has been worth, or what chance allows a sparse series, times the
    /// other three.
    pub fn confidence(self) -> ForecastConfidence {
        let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let width = self.requests.upper - self.requests.lower;
        let sharpness = match self.requests.mean {
            mean if mean > 0.0 => 1.0 - width / (2.0 * mean),
            _ if width > 0.0 => 0.0,
            _ => 1.0,
        };
        let skill = (1.0 - self.error_vs_naive.unwrap_or(1.0) / 2.0).clamp(0.0, 1.0);
        let sharpness = sharpness.clamp(0.0, 1.0);
        let history = (self.known_hours as f64 / HISTORY_HOURS).min(1.0);
        let assumed = share(self.assumed_requests, self.past_requests);
        let region_coverage = (1.0 - assumed).clamp(0.0, 1.0);
        let log_completeness = match self.covered_hours {
            0 => 1.0,
            covered => (self.known_hours as f64 / covered as f64).min(1.0),
        };
        let product = skill * sharpness * history * log_completeness * region_coverage;
        ForecastConfidence {
            total: self.sparse.map_or_else(
                || worth(skill * sharpness * history),
                SparseSum::within_a_quarter,
            ) * (self.known_hours as f64 / MEASURED_HOURS).min(1.0)
                * log_completeness
                * region_coverage,
            product,
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
    pub fn of(history: History<'_>, ensemble: &Ensemble) -> Option<Self> {
        if ensemble.backtest.bucket_hours == 1 {
            return None;
        }
        let mean: f64 = ensemble.hourly.iter().sum();
        let days = history.values.rchunks_exact(24);
        let totals = days.filter_map(|day| day.iter().copied().sum::<Option<f64>>());
        let totals: Vec<f64> = totals.collect();
        let (count, seen) = (totals.len() as f64, totals.iter().sum::<f64>());
        let level = seen / count.max(1.0);
        let squares: f64 = totals.iter().map(|day| (day - level).powi(2)).sum();
        let variance = squares / (count - 1.0).max(1.0);
        let of_days = if level > 0.0 { variance / level } else { 1.0 };
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

/// Fewest hours of history in the fixtures' windows, rounded down to a week: less was never measured and counts for less.
const MEASURED_HOURS: f64 = 168.0;
/// (product, share of forecasts whose next day came within a quarter), ascending.
const KNOTS: [(f64, f64); 7] = [
    (0.0, 0.46),
    (0.05, 0.6),
    (0.1, 0.7),
    (0.2, 0.78),
    (0.35, 0.81),
    (0.6, 0.84),
    (1.0, 0.95),
];

/// The share that belongs to a product, straight lines between the knots.
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
