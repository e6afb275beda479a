//! [`Mstl`]: daily and weekly season by repeated LOESS, trend by exponential smoothing, by the crate augurs.
//!
//! Bandara, Hyndman and Bergmeir, "MSTL: a seasonal-trend decomposition algorithm for time series
//! with multiple seasonal patterns" (2021). augurs computes the seasons in single precision. It is ten times
//! dearer than all other candidates together, so it is tried at one past origin, and forecasts the future only
//! where that earned it a weight. A season is found from two of its periods on: with less than two weeks the day's alone, with
//! less than two days none, and there is no forecast. The seasons are found in one round instead of two; of exponential smoothings
//! only those with additive errors and an undamped trend or none are compared, on the newest days of what
//! the seasons leave.

use std::borrow::Cow;
use std::error::Error;

use augurs::ets::{AutoETS, trend::AutoETSTrendModel};
use augurs::mstl::stlrs::MstlParams;
use augurs::mstl::{FittedTrendModel, MSTLModel, TrendModel};
use augurs::{Fit, Predict};

use super::{Candidate, CandidateError, Forecast, Origin, Sample};

/// Hours of the deseasonalised series that the trend is fit to.
const TREND_HOURS: usize = 96;
/// Largest share of missing hours that is filled.
const MAX_GAP_SHARE: f64 = 0.2;

/// MSTL with the trend by AutoETS.
#[derive(Clone, Copy, Debug)]
pub struct Mstl {
    name: &'static str,
    /// Hours, ascending.
    periods: &'static [usize],
}

impl Mstl {
    /// With the season of a day, where weeks are not yet told from each other.
    pub const DAILY: Self = Self {
        name: "mstl_daily_ets",
        periods: &[24],
    };
    /// With seasons of a day and a week.
    pub const WEEKLY: Self = Self {
        name: "mstl_ets",
        periods: &[24, 168],
    };
}

impl Candidate for Mstl {
    fn name(&self) -> &'static str {
        self.name
    }

    fn min_hours(&self) -> usize {
        2 * self.periods.last().copied().unwrap_or(1)
    }

    fn is_dear(&self) -> bool {
        true
    }

    fn raw_forecasts(&self, sample: &Sample<'_>, origins: &[Origin]) -> Vec<Forecast> {
        // Origins come oldest first: the newest with the longest forecast tells most.
        let longest = origins.iter().map(|origin| origin.steps).max();
        let tried = origins
            .iter()
            .rposition(|origin| Some(origin.steps) == longest);
        let forecast = |(index, origin): (usize, &Origin)| {
            if Some(index) == tried {
                self.fit(sample, *origin)
            } else {
                Err(CandidateError::NotTried)
            }
        };
        origins.iter().enumerate().map(forecast).collect()
    }
}

impl Mstl {
    fn fit(self, sample: &Sample<'_>, origin: Origin) -> Forecast {
        let hours = origin.at;
        let missing = sample.known[..hours]
            .iter()
            .filter(|known| !**known)
            .count();
        if missing as f64 > hours as f64 * MAX_GAP_SHARE {
            return Err(CandidateError::TooManyGaps { missing, hours });
        }
        let smoothing = AutoETS::new(1, "AZN").and_then(|smoothing| smoothing.damped(false));
        let trend = NewestHours(AutoETSTrendModel::from(smoothing.map_err(fit_error)?));
        let mut seasons = MstlParams::new();
        seasons.iterations(1);
        let model = MSTLModel::new(self.periods.to_vec(), trend).mstl_params(seasons);
        let fitted = model.fit(&sample.values[..hours]).map_err(fit_error)?;
        let forecast = fitted.predict(origin.steps, None).map_err(fit_error)?;
        Ok(forecast.point)
    }
}

fn fit_error(error: impl std::fmt::Display) -> CandidateError {
    CandidateError::Fit(error.to_string())
}

/// Fits the trend to the newest hours alone.
#[derive(Debug)]
struct NewestHours(AutoETSTrendModel);

impl TrendModel for NewestHours {
    fn name(&self) -> Cow<'_, str> {
        self.0.name()
    }

    fn fit(
        &self,
        values: &[f64],
    ) -> Result<Box<dyn FittedTrendModel + Sync + Send>, Box<dyn Error + Send + Sync>> {
        self.0
            .fit(&values[values.len().saturating_sub(TREND_HOURS)..])
    }
}
