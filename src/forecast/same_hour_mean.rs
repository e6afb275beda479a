//! [`SameHourMean`]: the mean of the same hour over the last four weeks.

use super::History;
use super::model::{Model, ModelError};

/// Hours looked back: four weeks.
const WINDOW_HOURS: usize = 4 * 168;
/// From this many hours on, the hour of the week is told apart, before it the hour of the day.
const WEEKLY_FROM_HOURS: usize = 2 * 168;

/// Mean per hour of the week; with less than two weeks, per hour of the day.
#[derive(Clone, Copy, Debug)]
pub struct SameHourMean;

impl Model for SameHourMean {
    fn name(&self) -> &'static str {
        "same_hour_mean"
    }

    fn min_hours(&self) -> usize {
        24
    }

    fn raw_forecast(&self, history: History<'_>, horizon: usize) -> Result<Vec<f64>, ModelError> {
        let values = history.values;
        let weekly = values.len() >= WEEKLY_FROM_HOURS;
        let period = if weekly { 168 } else { 24 };
        // Whole periods only, so that every phase is averaged over the same weeks.
        let window = values.len().min(WINDOW_HOURS) / period * period;
        let recent = &values[values.len() - window..];
        let mean_of = |phase: usize| {
            let same_phase = recent.iter().skip(phase).step_by(period).flatten();
            let (sum, count) =
                same_phase.fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
            (count > 0.0).then(|| sum / count)
        };
        let season: Option<Vec<f64>> = (0..period).map(mean_of).collect();
        let season = season.ok_or(ModelError::UnknownPhase)?;
        Ok(season.into_iter().cycle().take(horizon).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::predict;
    use super::*;

    #[test]
    fn hours_of_the_week_are_told_apart_from_two_weeks_on() {
        let values: Vec<_> = (0..336)
            .map(|hour| Some(f64::from(hour % 168 / 24)))
            .collect();
        let history = History {
            first_hour: 0,
            values: &values,
        };
        let long = predict(&SameHourMean, history, 48).unwrap();
        assert_eq!((long[0], long[24]), (0.0, 1.0));
        let short = predict(&SameHourMean, history.until(168), 25).unwrap();
        assert_eq!((short[0], short[24]), (3.0, 3.0));
    }
}
