//! [`SeasonalNaive`]: the same hour of the last day or week again. The floor that everything else must beat.

use super::{Candidate, Forecast, Origin, Sample, repeated};

/// Repeats the last period.
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

impl Candidate for SeasonalNaive {
    fn name(&self) -> &'static str {
        self.name
    }

    fn min_hours(&self) -> usize {
        self.period
    }

    fn raw_forecasts(&self, sample: &Sample<'_>, origins: &[Origin]) -> Vec<Forecast> {
        let repeat = |origin: &Origin| {
            let last = &sample.values[origin.at - self.period..origin.at];
            Ok(repeated(last, origin.steps))
        };
        origins.iter().map(repeat).collect()
    }
}
