//! [`SeasonalNaive`]: the same hour of the last day or week again. The floor that every other model must beat.

use super::History;
use super::model::{Model, ModelError};

/// Repeats the newest known value of the same phase.
#[derive(Clone, Copy, Debug)]
pub struct SeasonalNaive {
    name: &'static str,
    period: usize,
}

impl SeasonalNaive {
    /// The same hour of the last day.
    pub const DAILY: Self = Self {
        name: "seasonal_naive_24",
        period: 24,
    };
    /// The same hour of the last week.
    pub const WEEKLY: Self = Self {
        name: "seasonal_naive_168",
        period: 168,
    };
}

impl Model for SeasonalNaive {
    fn name(&self) -> &'static str {
        self.name
    }

    fn min_hours(&self) -> usize {
        self.period
    }

    fn raw_forecast(&self, history: History<'_>, horizon: usize) -> Result<Vec<f64>, ModelError> {
        let values = history.values;
        let newest_of = |phase: usize| {
            let ends = values.len().checked_sub(self.period)? + phase;
            let mut same_phase = (0..=ends).rev().step_by(self.period);
            same_phase.find_map(|index| values[index])
        };
        let season: Option<Vec<f64>> = (0..self.period).map(newest_of).collect();
        let season = season.ok_or(ModelError::UnknownPhase)?;
        Ok(season.into_iter().cycle().take(horizon).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::predict;
    use super::*;

    #[test]
    fn the_last_season_repeats_and_gaps_reach_further_back() {
        let mut values: Vec<_> = (0..48).map(|hour| Some(f64::from(hour))).collect();
        values[25] = None;
        let history = History {
            first_hour: 7,
            values: &values,
        };
        let forecast = predict(&SeasonalNaive::DAILY, history, 26).unwrap();
        assert_eq!(forecast[..3], [24.0, 1.0, 26.0]);
        assert_eq!(forecast[24..], [24.0, 1.0]);
        let weekly = predict(&SeasonalNaive::WEEKLY, history, 1);
        assert!(matches!(
            weekly,
            Err(ModelError::TooShort { needed: 168, .. })
        ));
    }
}
