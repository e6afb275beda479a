//! The formulas of [`ForecastConfidence`]: six components, their product, and what that product has been worth.
//!
//! What skill × sharpness × history is worth was measured: of 247 windows of the fixtures (`fixtures/series`), how
//! many had the sum of the next day within a quarter of what was forecast, by that product. The curve through
//! these shares is [`KNOTS`], and a test holds it to what comes true. The total is the share read from
//! it, times the components that no fixture varies: completeness, region coverage, steadiness.

use super::{Estimate, ForecastConfidence};

/// Hours of history at which more would not raise the confidence: four weeks.
const HISTORY_HOURS: f64 = 672.0;

/// What the confidence of a segment's forecast follows from.
#[derive(Clone, Copy, Debug)]
pub struct ConfidenceInputs {
    /// Backtest error over that of the better seasonal naive; `None` when there was no backtest.
    pub error_vs_naive: Option<f64>,
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
    /// The total is what skill · sharpness · history has been worth, times the other three.
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
            total: worth(skill * sharpness * history)
                * (self.known_hours as f64 / MEASURED_HOURS).min(1.0)
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

/// Fewest hours of history in the fixtures' windows, rounded down to a week: less was never measured and counts for less.
const MEASURED_HOURS: f64 = 168.0;
/// (product, share of forecasts whose next day came within a quarter), ascending.
const KNOTS: [(f64, f64); 7] = [
    (0.0, 0.42),
    (0.1, 0.55),
    (0.25, 0.62),
    (0.35, 0.66),
    (0.45, 0.8),
    (0.6, 0.86),
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
