//! [`SameHour`]: the mean or the median of the same hour of the last weeks or days.
//!
//! The median is there for what the mean is not: a storm in one of the weeks does not come back in it.

use super::{Candidate, Forecast, Origin, Sample};

/// The middle of the same hour over the last periods.
#[derive(Clone, Copy, Debug)]
pub struct SameHour {
    name: &'static str,
    period: usize,
    periods: usize,
    median: bool,
}

impl SameHour {
    /// Mean of the same hour of the week over four weeks.
    pub const MEAN: Self = Self::new("same_hour_mean", 168, 4, false);
    /// Median of the same hour of the week over five weeks.
    pub const MEDIAN: Self = Self::new("same_hour_median", 168, 5, true);
    /// Median of the same hour of the day over a week.
    pub const DAILY_MEDIAN: Self = Self::new("daily_hour_median", 24, 7, true);

    const fn new(name: &'static str, period: usize, periods: usize, median: bool) -> Self {
        Self {
            name,
            period,
            periods,
            median,
        }
    }

    fn middle(&self, same: &mut [f64]) -> f64 {
        if !self.median {
            return same.iter().sum::<f64>() / same.len() as f64;
        }
        same.sort_unstable_by(f64::total_cmp);
        let half = same.len() / 2;
        match same.len() % 2 {
            1 => same[half],
            _ => f64::midpoint(same[half - 1], same[half]),
        }
    }

    fn season(&self, values: &[f64], origin: Origin) -> Vec<f64> {
        let periods = self.periods.min(origin.at / self.period);
        let mut same = vec![0.0; periods];
        let mut hour = |phase: usize| {
            for (back, value) in same.iter_mut().enumerate() {
                *value = values[origin.at + phase - (back + 1) * self.period];
            }
            self.middle(&mut same)
        };
        (0..self.period.min(origin.steps)).map(&mut hour).collect()
    }
}

impl Candidate for SameHour {
    fn name(&self) -> &'static str {
        self.name
    }

    fn min_hours(&self) -> usize {
        2 * self.period
    }

    fn raw_forecasts(&self, sample: &Sample<'_>, origins: &[Origin]) -> Vec<Forecast> {
        let forecast = |origin: &Origin| {
            let season = self.season(sample.values, *origin);
            Ok(season.into_iter().cycle().take(origin.steps).collect())
        };
        origins.iter().map(forecast).collect()
    }
}
