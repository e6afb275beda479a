//! [`Ets`]: exponential smoothing chosen by information criterion, by the crate augurs.
//!
//! augurs' AutoETS is used without season, the only way it works; series with a daily rhythm
//! therefore rarely choose it. Its intervals are not used: they can be wider than the universe.

use augurs::ets::AutoETS;
use augurs::{Fit, Predict};

use super::History;
use super::model::{Model, ModelError};

/// Largest share of missing hours that is filled.
const MAX_GAP_SHARE: f64 = 0.2;

/// Non-seasonal exponential smoothing.
#[derive(Clone, Copy, Debug)]
pub struct Ets;

impl Model for Ets {
    fn name(&self) -> &'static str {
        "auto_ets"
    }

    fn min_hours(&self) -> usize {
        48
    }

    fn raw_forecast(&self, history: History<'_>, horizon: usize) -> Result<Vec<f64>, ModelError> {
        fit_normalised(history, |values| {
            let fitted = AutoETS::non_seasonal().fit(values).map_err(fit_error)?;
            Ok(fitted.predict(horizon, None).map_err(fit_error)?.point)
        })
    }
}

/// What augurs says of a failed fit.
pub(super) fn fit_error(error: impl std::fmt::Display) -> ModelError {
    ModelError::Fit(error.to_string())
}

/// Runs `fit` on the history without gaps and with mean 1, and scales its forecast back: the
/// optimisers inside augurs then see the same numbers whatever the unit, and never a NaN, on which
/// they waste seconds.
pub(super) fn fit_normalised(
    history: History<'_>,
    fit: impl FnOnce(&[f64]) -> Result<Vec<f64>, ModelError>,
) -> Result<Vec<f64>, ModelError> {
    let hours = history.values.len();
    let missing = hours - history.known_count();
    if missing as f64 > hours as f64 * MAX_GAP_SHARE {
        return Err(ModelError::TooManyGaps { missing, hours });
    }
    let mut values = history.filled();
    let scale = values.iter().sum::<f64>() / hours as f64;
    if !(scale.is_finite() && scale > 0.0) {
        return Err(fit_error("the mean is not a positive number"));
    }
    for value in &mut values {
        *value /= scale;
    }
    let mut forecast = fit(&values)?;
    for value in &mut forecast {
        *value *= scale;
    }
    Ok(forecast)
}
