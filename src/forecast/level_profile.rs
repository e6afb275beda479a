//! [`LevelProfile`]: a recent level times a shrunk shape of the week; for sparse and noisy series.
//!
//! The level is an exponentially weighted mean of what the shape leaves. The shape of an hour of
//! the week is its own mean, shrunk to (hour of the day × day of the week), which is known from seven
//! and twenty-four times as many hours: weight weeks / (weeks + 8) for its own. With less than two
//! weeks of history the shape is that of the day alone.

use super::History;
use super::model::{Model, ModelError};

/// Hours from which days of the week are told apart: two weeks. Before, each was seen at most once
/// or twice and its factor would be noise.
const WEEKLY_FROM_HOURS: usize = 2 * 168;
/// Weeks of history at which an hour's own mean weighs as much as the shape it is shrunk to.
const SHRINKAGE_WEEKS: f64 = 8.0;

/// Exponentially weighted level times a shrunk weekly shape.
#[derive(Clone, Copy, Debug)]
pub struct LevelProfile {
    name: &'static str,
    /// Half-life of the level's weights.
    half_life_hours: f64,
}

impl LevelProfile {
    /// A level of the last weeks (half-life two weeks), for demand that stays as it is.
    pub const STEADY: Self = Self {
        name: "level_profile",
        half_life_hours: 336.0,
    };
    /// A level of the last days (half-life two days), for demand that comes or goes.
    pub const RECENT: Self = Self {
        name: "recent_level_profile",
        half_life_hours: 48.0,
    };
}

impl Model for LevelProfile {
    fn name(&self) -> &'static str {
        self.name
    }

    fn min_hours(&self) -> usize {
        24
    }

    fn raw_forecast(&self, history: History<'_>, horizon: usize) -> Result<Vec<f64>, ModelError> {
        let next_hour = history.first_hour + history.values.len() as i64;
        let Some(shape) = Shape::of(history) else {
            return Ok(vec![0.0; horizon]);
        };
        let (mut demand, mut expected) = (0.0, 0.0);
        for (hour, value) in history.known() {
            let age = (next_hour - hour) as f64;
            let weight = (-age / self.half_life_hours).exp2();
            demand += weight * value;
            expected += weight * shape.at(hour);
        }
        let level = if expected > 0.0 {
            demand / expected
        } else {
            0.0
        };
        let hours = next_hour..next_hour + horizon as i64;
        Ok(hours.map(|hour| level * shape.at(hour)).collect())
    }
}

/// Relative load per hour of the week, with a mean near 1.
struct Shape([f64; 168]);

impl Shape {
    /// The shape of the known values; `None` when they are all zero.
    fn of(history: History<'_>) -> Option<Self> {
        let mean = history.mean();
        if mean <= 0.0 {
            return None;
        }
        let mut by_hour = [Mean::default(); 24];
        let mut by_day = [Mean::default(); 7];
        let mut by_week_hour = [Mean::default(); 168];
        for (hour, value) in history.known() {
            let week_hour = hour.rem_euclid(168) as usize;
            by_hour[week_hour % 24].add(value / mean);
            by_day[week_hour / 24].add(value / mean);
            by_week_hour[week_hour].add(value / mean);
        }
        let weekly = history.values.len() >= WEEKLY_FROM_HOURS;
        let mut shape = [0.0; 168];
        for (week_hour, value) in shape.iter_mut().enumerate() {
            let daily = by_hour[week_hour % 24].or_one();
            if !weekly {
                *value = daily;
                continue;
            }
            let pooled = daily * by_day[week_hour / 24].or_one();
            let own = by_week_hour[week_hour];
            let weight = own.count / (own.count + SHRINKAGE_WEEKS);
            *value = weight * own.or_one() + (1.0 - weight) * pooled;
        }
        Some(Self(shape))
    }

    fn at(&self, hour: i64) -> f64 {
        self.0[hour.rem_euclid(168) as usize]
    }
}

#[derive(Clone, Copy, Default)]
struct Mean {
    sum: f64,
    count: f64,
}

impl Mean {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1.0;
    }

    /// The mean; 1, which changes nothing, without any value.
    fn or_one(self) -> f64 {
        if self.count > 0.0 {
            self.sum / self.count
        } else {
            1.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::predict;
    use super::*;

    #[test]
    fn one_busy_day_of_a_short_history_is_no_weekday_effect() {
        let values: Vec<_> = (0..96)
            .map(|hour| Some(if hour < 24 { 9.0 } else { 1.0 }))
            .collect();
        let history = History {
            first_hour: 0,
            values: &values,
        };
        let forecast = predict(&LevelProfile::STEADY, history, 168).unwrap();
        assert!(
            forecast
                .iter()
                .all(|value| (value - forecast[0]).abs() < 1e-9)
        );
    }

    #[test]
    fn recent_weeks_set_the_level_and_all_weeks_the_shape() {
        let rhythm = |hour: i64| if hour % 24 < 12 { 1.0 } else { 3.0 };
        let values: Vec<_> = (0..1344)
            .map(|hour| Some(rhythm(hour) * if hour < 1008 { 1.0 } else { 2.0 }))
            .collect();
        let history = History {
            first_hour: 0,
            values: &values,
        };
        let forecast = predict(&LevelProfile::STEADY, history, 24).unwrap();
        assert!((forecast[20] / forecast[2] - 3.0).abs() < 0.01);
        let mean = forecast.iter().sum::<f64>() / 24.0;
        assert!(
            (2.9..4.0).contains(&mean),
            "between the old 2 and the new 4, nearer the new: {mean}"
        );
    }
}
