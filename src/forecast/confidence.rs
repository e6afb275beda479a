//! The formulas of [`ForecastConfidence`]: six components, their product, and what that product has been worth.
//!
//! What skill × sharpness × history is worth was measured: of 247 windows of the fixtures (`fixtures/series`), how
//! many had the sum of the next day within a quarter of what was forecast, by that product. The curve through
//! these shares is [`KNOTS`], and a test holds it to what comes true. The total is the share read from
//! it, times the components that no fixture varies: completeness, region coverage, steadiness.
//!
//! Of a sparse series chance decides whether a day comes within a quarter, and how often it does can be computed: its
//! days are taken to be negative binomial with the expected mean and the dispersion that the days of its
//! history had. That share stands in place of the one read from the curve, which was measured on busy series.

use super::ensemble::Ensemble;
use super::{Estimate, ForecastConfidence, History};

/// Hours of history at which more would not raise the confidence: four weeks.
const HISTORY_HOURS: f64 = 672.0;

/// What the confidence of a segment's forecast follows from.
#[derive(Clone, Copy, Debug)]
pub struct ConfidenceInputs {
    /// Backtest error over that of the better seasonal naive; `None` when there was no backtest.
    pub error_vs_naive: Option<f64>,
    /// The next day, of a sparse series.
    pub sparse: Option<SparseDay>,
    /// Requests over the horizon.
    pub requests: Estimate,
    /// Known hours of history.
    pub known_hours: usize,
    /// Hours between the first and the last, known or not.
    pub covered_hours: usize,
    /// Requests in the history.
    pub past_requests: f64,
    /// Of these, requests whose region was assumed.
    pub assumed_requests: f64,
    /// Whether the level has drifted away from that of the first half of the history.
    pub drifts: bool,
}

impl ConfidenceInputs {
    /// The confidence, each component in 0..=1:
    /// - skill = 1 − error / (2 · error of seasonal naive): 0.5 for as good as naive or never tested;
    /// - sharpness = 1 − (upper − lower) / (2 · mean); 1 for certain silence;
    /// - history = known hours / four weeks, at most 1;
    /// - log_completeness = known hours / covered hours;
    /// - region_coverage = 1 − assumed requests / requests; 1 without requests;
    /// - steadiness = 1, or 0.5 when the level drifts.
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
        let steadiness = if self.drifts { 0.5 } else { 1.0 };
        let product = skill * sharpness * history * log_completeness * region_coverage * steadiness;
        ForecastConfidence {
            total: self.sparse.map_or_else(
                || worth(skill * sharpness * history),
                SparseDay::within_a_quarter,
            ) * (self.known_hours as f64 / MEASURED_HOURS).min(1.0)
                * log_completeness
                * region_coverage
                * steadiness,
            product,
            steadiness,
            skill,
            sharpness,
            history,
            log_completeness,
            region_coverage,
        }
    }
}

/// What is expected of the next day of a sparse series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SparseDay {
    /// Expected value.
    pub mean: f64,
    /// Variance of the history's days over their mean, at least 1: that of Poisson counts.
    pub dispersion: f64,
}

impl SparseDay {
    /// Of a series that was found to be sparse; `None` of any other.
    pub fn of(history: History<'_>, ensemble: &Ensemble) -> Option<Self> {
        if ensemble.backtest.bucket_hours == 1 {
            return None;
        }
        let hours = &ensemble.hourly[..ensemble.hourly.len().min(24)];
        let mean = hours.iter().sum::<f64>() / hours.len().max(1) as f64 * 24.0;
        let days = history.values.rchunks_exact(24);
        let totals = days.filter_map(|day| day.iter().copied().sum::<Option<f64>>());
        let totals: Vec<f64> = totals.collect();
        let count = totals.len() as f64;
        let level = totals.iter().sum::<f64>() / count.max(1.0);
        let squares: f64 = totals.iter().map(|day| (day - level).powi(2)).sum();
        let variance = squares / (count - 1.0).max(1.0);
        let dispersion = if level > 0.0 { variance / level } else { 1.0 };
        Some(Self {
            mean,
            dispersion: dispersion.max(1.0),
        })
    }

    /// The chance that the day comes within a quarter of its mean.
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
    (0.0, 0.42),
    (0.1, 0.61),
    (0.25, 0.68),
    (0.35, 0.74),
    (0.45, 0.81),
    (0.6, 0.85),
    (1.0, 0.97),
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
