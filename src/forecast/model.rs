//! [`Model`]: what every forecasting method is to the rest, and the guard around all of them.

use super::History;

/// A model's output above this many times the largest value seen is taken for a failed fit.
const EXPLOSION_FACTOR: f64 = 5.0;

/// Why a model gave no forecast. Counted and reported; nothing is put in its place unseen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The history is too short for this method.
    #[error("needs {needed} known hours, has {known}")]
    TooShort {
        /// Hours it needs.
        needed: usize,
        /// Hours that are known.
        known: usize,
    },
    /// Some hour of the day or week was never known.
    #[error("an hour of the season was never seen")]
    UnknownPhase,
    /// Too much of the history is missing for a method that must fill it.
    #[error("{missing} of {hours} hours are missing")]
    TooManyGaps {
        /// Hours missing.
        missing: usize,
        /// Hours in all.
        hours: usize,
    },
    /// The fit failed.
    #[error("{0}")]
    Fit(String),
    /// The forecast is not finite, or far beyond everything ever seen.
    #[error("the forecast runs away")]
    RunsAway,
}

/// A forecasting method for one hourly series of counts. Deterministic.
pub trait Model: Sync {
    /// Its name in tables and JSON, snake_case.
    fn name(&self) -> &'static str;

    /// Fewest known hours it can work with.
    fn min_hours(&self) -> usize;

    /// Expected value of each of the `horizon` hours after the history. Call [`predict`] instead.
    fn raw_forecast(&self, history: History<'_>, horizon: usize) -> Result<Vec<f64>, ModelError>;
}

/// The forecast of `model`, guarded: `horizon` values, finite, never negative. A history too short
/// for the model never reaches it, nor does a constant one, whose forecast is the constant.
pub fn predict(
    model: &dyn Model,
    history: History<'_>,
    horizon: usize,
) -> Result<Vec<f64>, ModelError> {
    let (needed, known) = (model.min_hours(), history.known_count());
    if known < needed {
        return Err(ModelError::TooShort { needed, known });
    }
    if let Some(constant) = history.constant() {
        return Ok(vec![constant; horizon]);
    }
    let mut forecast = model.raw_forecast(history, horizon)?;
    let largest = history.values.iter().flatten().copied().fold(0.0, f64::max);
    let limit = largest * EXPLOSION_FACTOR;
    let sane = |value: &f64| value.is_finite() && *value <= limit;
    if forecast.len() != horizon || !forecast.iter().all(sane) {
        return Err(ModelError::RunsAway);
    }
    for value in &mut forecast {
        *value = value.max(0.0);
    }
    Ok(forecast)
}

#[cfg(test)]
mod tests;
