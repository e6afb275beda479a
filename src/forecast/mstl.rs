//! [`Mstl`]: daily and weekly season by repeated LOESS, trend by exponential smoothing, by the crate augurs.
//!
//! Bandara, Hyndman and Bergmeir, "MSTL: a seasonal-trend decomposition algorithm for time series
//! with multiple seasonal patterns" (2021). augurs computes the seasons in single precision.

use augurs::ets::{AutoETS, trend::AutoETSTrendModel};
use augurs::mstl::MSTLModel;
use augurs::{Fit, Predict};

use super::History;
use super::ets::{fit_error, fit_normalised};
use super::model::{Model, ModelError};

/// Fewest hours to fit: two full weeks.
const MIN_HOURS: usize = 2 * 168;

/// MSTL with seasons of a day and a week.
#[derive(Clone, Copy, Debug)]
pub struct Mstl;

impl Model for Mstl {
    fn name(&self) -> &'static str {
        "mstl_ets"
    }

    fn min_hours(&self) -> usize {
        MIN_HOURS
    }

    fn raw_forecast(&self, history: History<'_>, horizon: usize) -> Result<Vec<f64>, ModelError> {
        fit_normalised(history, |values| {
            let trend = AutoETSTrendModel::from(AutoETS::non_seasonal());
            let model = MSTLModel::new(vec![24, 168], trend);
            let fitted = model.fit(values).map_err(fit_error)?;
            Ok(fitted.predict(horizon, None).map_err(fit_error)?.point)
        })
    }
}
