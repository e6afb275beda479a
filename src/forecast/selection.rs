//! [`select`]: the candidate with the least backtest error, its forecast, and what it would have
//! forecast from each past origin.

use super::History;
use super::backtest::{Backtest, Schedule};
use super::ets::Ets;
use super::level_profile::LevelProfile;
use super::model::{Model, predict};
use super::mstl::Mstl;
use super::same_hour_mean::SameHourMean;
use super::seasonal_naive::SeasonalNaive;

/// Microseconds each: tried on every series.
const CHEAP: [&dyn Model; 5] = [
    &SeasonalNaive::DAILY,
    &SeasonalNaive::WEEKLY,
    &SameHourMean,
    &LevelProfile::STEADY,
    &LevelProfile::RECENT,
];
/// Several milliseconds a fit and more than ten fits a series: also tried on hot series.
pub(super) const ALL: [&dyn Model; 7] = [
    &SeasonalNaive::DAILY,
    &SeasonalNaive::WEEKLY,
    &SameHourMean,
    &LevelProfile::STEADY,
    &LevelProfile::RECENT,
    &Ets,
    &Mstl,
];
/// Name of the plain mean, in use only where every candidate fails.
const MEAN: &str = "mean";

/// Which candidates a series is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// Those without a fit.
    Cheap,
    /// All.
    Full,
}

impl Effort {
    fn candidates(self) -> &'static [&'static dyn Model] {
        match self {
            Self::Cheap => &CHEAP,
            Self::Full => &ALL,
        }
    }
}

/// The chosen forecast of one series.
#[derive(Clone, Debug, PartialEq)]
pub struct Selected {
    /// Name of the model.
    pub model: &'static str,
    /// Expected value per hour of the horizon.
    pub hourly: Vec<f64>,
    /// The model's forecast from each origin of the schedule; `None` where it had none.
    pub past: Vec<Option<Vec<f64>>>,
    /// The comparison.
    pub backtest: Backtest,
}

/// Forecasts `history` by the best candidate that can. One that did well in the backtest but fails
/// on the whole history gets that failure on its score, and the next one is taken.
pub fn select(
    history: History<'_>,
    effort: Effort,
    schedule: &Schedule,
    horizon: usize,
) -> Selected {
    let candidates = effort.candidates();
    let mut backtest = Backtest::run(history, candidates, schedule);
    for name in backtest.ranking() {
        let Some(model) = candidates.iter().find(|model| model.name() == name) else {
            continue;
        };
        match predict(*model, history, horizon) {
            Ok(hourly) => {
                return Selected {
                    model: name,
                    hourly,
                    past: past_forecasts(*model, history, schedule),
                    backtest,
                };
            }
            Err(error) => backtest.count_failure(name, &error),
        }
    }
    let mean_until = |origin| vec![history.until(origin).mean(); schedule.window_hours];
    Selected {
        model: MEAN,
        hourly: vec![history.mean(); horizon],
        past: schedule
            .origins
            .iter()
            .map(|origin| Some(mean_until(*origin)))
            .collect(),
        backtest,
    }
}

fn past_forecasts(
    model: &dyn Model,
    history: History<'_>,
    schedule: &Schedule,
) -> Vec<Option<Vec<f64>>> {
    let forecast =
        |origin: &usize| predict(model, history.until(*origin), schedule.window_hours).ok();
    schedule.origins.iter().map(forecast).collect()
}

#[cfg(test)]
mod tests;
