//! The formulas of [`ForecastConfidence`]. A heuristic for ordering, not a probability: nothing here is
//! calibrated against outcomes yet.

use super::{Estimate, ForecastConfidence};

/// Hours of history at which more would not raise the confidence: four weeks.
pub const HISTORY_HOURS: f64 = 672.0;

/// What the confidence of a segment's forecast follows from.
#[derive(Clone, Copy, Debug)]
pub struct ConfidenceInputs {
    /// Backtest error over that of the better seasonal naive; `None` when there was no backtest.
    pub error_vs_naive: Option<f64>,
    /// Requests over the horizon.
    pub requests: Estimate,
    /// Known hours of history.
    pub known_hours: usize,
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
    /// - region_coverage = 1 − assumed requests / requests; 1 without requests;
    /// - steadiness = 1, or 0.5 when the level drifts.
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
        let steadiness = if self.drifts { 0.5 } else { 1.0 };
        ForecastConfidence {
            total: skill * sharpness * history * region_coverage * steadiness,
            steadiness,
            skill,
            sharpness,
            history,
            region_coverage,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_follow_their_formulas() {
        let inputs = ConfidenceInputs {
            error_vs_naive: Some(0.6),
            requests: Estimate {
                mean: 100.0,
                lower: 80.0,
                upper: 120.0,
            },
            known_hours: 336,
            past_requests: 200.0,
            assumed_requests: 20.0,
            drifts: false,
        };
        let got = inputs.confidence();
        assert_eq!((got.skill, got.history), (0.7, 0.5));
        assert_eq!((got.sharpness, got.region_coverage), (0.8, 0.9));
        assert!((got.total - 0.7 * 0.8 * 0.5 * 0.9).abs() < 1e-12);
        let drifting = ConfidenceInputs {
            drifts: true,
            ..inputs
        };
        assert_eq!(drifting.confidence().total, got.total / 2.0);
    }

    #[test]
    fn hopeless_inputs_give_zero_not_nan() {
        let silent = ConfidenceInputs {
            error_vs_naive: None,
            requests: Estimate::default(),
            known_hours: 10_000,
            past_requests: 0.0,
            assumed_requests: 0.0,
            drifts: false,
        };
        assert_eq!(silent.confidence().total, 0.5);
        let wide = Estimate {
            mean: 1.0,
            lower: 0.0,
            upper: 9.0,
        };
        let wide = ConfidenceInputs {
            requests: wide,
            ..silent
        };
        assert_eq!(wide.confidence().total, 0.0);
    }
}
