//! [`TotalErrors`]: intervals of totals, by split-conformal calibration on backtest errors.
//!
//! From each origin of the backtest, the forecast total of the first hours is set against the
//! actual one. The half-width at a level is the k-th smallest |error| of n with k = ⌈(n + 1) · level⌉
//! (Lei et al., "Distribution-free predictive inference for regression", 2018). Where k > n the errors
//! are too few for the level: the widest, half as much again, is taken to be the quantile n / (n + 1) of normal errors
//! and stretched to the level. Origins overlap and errors of
//! neighbours are alike, so coverage is approximate; it is measured in tests, not promised.
//!
//! Beyond the longest window the half-width grows in proportion to the hours, as if all errors had
//! one sign; between windows it is interpolated.

use super::Estimate;
use super::normal::two_sided_quantile;
use super::schedule::Schedule;

/// Leads, in hours, at which totals are compared, besides the whole window.
const CHECKPOINTS: [usize; 6] = [1, 6, 12, 24, 72, 168];
/// Fewest errors that count as a calibration.
const MIN_ERRORS: usize = 3;
/// What the widest error is multiplied with where errors are too few for the level.
const FEW_ERRORS_FACTOR: f64 = 1.5;
/// Without a calibration the interval is 0 to this many times the mean.
const UNCALIBRATED_FACTOR: f64 = 3.0;

/// Absolute errors of totals, per lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TotalErrors {
    /// (hours, absolute errors), in order of hours.
    checkpoints: Vec<(usize, Vec<f64>)>,
}

impl TotalErrors {
    /// No errors yet, for windows of `window_hours`.
    pub fn new(window_hours: usize) -> Self {
        let shorter = CHECKPOINTS
            .into_iter()
            .filter(|hours| *hours < window_hours);
        let hours = shorter.chain([window_hours]);
        Self {
            checkpoints: hours.map(|hours| (hours, Vec::new())).collect(),
        }
    }

    /// What forecasts from past origins missed of what came; an origin without a forecast is left out.
    pub fn of(schedule: &Schedule, past: &[Option<Vec<f64>>], actual: &[Option<f64>]) -> Self {
        let mut errors = Self::new(schedule.window_hours);
        for (origin, past) in schedule.origins.iter().zip(past) {
            if let Some(forecast) = past {
                errors.add(forecast, &actual[origin.at..]);
            }
        }
        errors
    }

    /// Adds one origin: what was forecast and what came. Hours not known are left out of both and
    /// the error is scaled up for them; with less than half of them known it is no evidence. Leads
    /// beyond the end of the forecast are left alone.
    pub fn add(&mut self, forecast: &[f64], actual: &[Option<f64>]) {
        for (hours, errors) in &mut self.checkpoints {
            if forecast.len() < *hours {
                continue;
            }
            let pairs = forecast.iter().zip(actual).take(*hours);
            let known = pairs.filter_map(|(forecast, actual)| Some(forecast - (*actual)?));
            let (error, count) = known.fold((0.0, 0), |(sum, n), error| (sum + error, n + 1));
            if count * 2 >= *hours {
                let error: f64 = error * (*hours as f64 / count as f64);
                errors.push(error.abs());
            }
        }
    }
}

impl TotalErrors {
    /// The interval of a total expected to be `mean` over `hours`, at `level`.
    pub fn estimate(&self, mean: f64, hours: usize, level: f64) -> Estimate {
        match self.half_width(hours, level) {
            Some(half_width) => Estimate {
                mean,
                lower: (mean - half_width).max(0.0),
                upper: mean + half_width,
            },
            None => Estimate {
                mean,
                lower: 0.0,
                upper: mean * UNCALIBRATED_FACTOR,
            },
        }
    }

    /// Half the width of the interval of a total over `hours`; `None` without a calibration.
    pub fn half_width(&self, hours: usize, level: f64) -> Option<f64> {
        let widths = self
            .checkpoints
            .iter()
            .filter_map(|(at, errors)| Some((*at, conformal_quantile(errors, level)?)));
        let (mut before, mut hours_before) = (0.0, 0);
        for (at, width) in widths {
            if hours <= at {
                let progress = (hours - hours_before) as f64 / (at - hours_before) as f64;
                return Some(before + (width - before) * progress);
            }
            (before, hours_before) = (width, at);
        }
        (hours_before > 0).then(|| before * hours as f64 / hours_before as f64)
    }
}

/// The split-conformal quantile of |errors|; `None` when there are too few to say anything.
fn conformal_quantile(errors: &[f64], level: f64) -> Option<f64> {
    if errors.len() < MIN_ERRORS {
        return None;
    }
    let mut sorted = errors.to_vec();
    sorted.sort_by(f64::total_cmp);
    // The tiny subtraction keeps (n + 1) · level = 9.000000000000002 from asking for the tenth.
    let rank = ((sorted.len() + 1) as f64 * level - 1e-9).ceil().max(1.0) as usize;
    let beyond = || {
        let told = sorted.len() as f64 / (sorted.len() + 1) as f64;
        let stretch = two_sided_quantile(level) / two_sided_quantile(told);
        sorted[sorted.len() - 1] * FEW_ERRORS_FACTOR * stretch.max(1.0)
    };
    Some(sorted.get(rank - 1).copied().unwrap_or_else(beyond))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn errors(window: usize, origins: &[f64]) -> TotalErrors {
        let mut errors = TotalErrors::new(window);
        for error in origins {
            let forecast = vec![10.0 + error / window as f64; window];
            errors.add(&forecast, &vec![Some(10.0); window]);
        }
        errors
    }

    #[test]
    fn the_rank_is_that_of_split_conformal_calibration() {
        let nine: Vec<f64> = (1..=9).map(f64::from).collect();
        for (count, level, width) in [
            (9, 0.9, 9.0),
            (9, 0.5, 5.0),
            (8, 0.9, 8.0 * FEW_ERRORS_FACTOR * 1.6449 / 1.5932),
            (9, 0.99, 9.0 * FEW_ERRORS_FACTOR * 2.5758 / 1.6449),
            (3, 0.5, 2.0),
        ] {
            let got = errors(24, &nine[..count]).half_width(24, level).unwrap();
            assert!(
                (got - width).abs() < 0.02,
                "{count} errors at {level}: {got}"
            );
        }
        assert_eq!(errors(24, &nine[..2]).half_width(24, 0.9), None);
    }

    #[test]
    fn widths_are_interpolated_between_leads_and_proportional_beyond() {
        let errors = errors(72, &[72.0; 9]);
        for (hours, width) in [(12, 12.0), (24, 24.0), (48, 48.0), (72, 72.0), (144, 144.0)] {
            let got = errors.half_width(hours, 0.9).unwrap();
            assert!((got - width).abs() < 1e-6, "{hours} hours: {got}");
        }
    }

    #[test]
    fn unknown_hours_are_left_out_and_scaled_for() {
        let mut errors = TotalErrors::new(24);
        let mut actual = vec![Some(1.0); 24];
        actual[..6].fill(None);
        for _ in 0..9 {
            errors.add(&[2.0; 24], &actual);
        }
        assert_eq!(errors.half_width(24, 0.9), Some(24.0));
        let mut mostly_unknown = TotalErrors::new(24);
        for _ in 0..9 {
            mostly_unknown.add(&[2.0; 24], &[None; 24]);
        }
        assert_eq!(mostly_unknown.half_width(24, 0.9), None);
    }

    proptest! {
        #[test]
        fn lower_mean_upper_are_in_order(
            origins in prop::collection::vec(-50.0..50.0_f64, 0..15),
            mean in 0.0..1e6_f64,
            hours in 1_usize..2000,
            level in 0.01..0.999_f64,
        ) {
            let estimate = errors(168, &origins).estimate(mean, hours, level);
            prop_assert!(0.0 <= estimate.lower && estimate.lower <= estimate.mean);
            prop_assert!(estimate.mean <= estimate.upper && estimate.upper.is_finite());
        }
    }
}
