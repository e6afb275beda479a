//! [`SameHour`]: the mean or the median of the same hour of the last weeks or days.
//!
//! The median is there for what the mean is not: a storm in one of the weeks does not come back in it.

use super::{Candidate, Forecast, Origin, Sample, repeated};

/// Most periods looked back.
const MOST_PERIODS: usize = 7;

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

    fn season(&self, values: &[f64], origin: Origin) -> Vec<f64> {
        let periods = self.periods.min(origin.at / self.period);
        let hours = self.period.min(origin.steps);
        let rows: [&[f64]; MOST_PERIODS] = std::array::from_fn(|back| {
            let back = back.min(periods - 1) + 1;
            &values[origin.at - back * self.period..][..hours]
        });
        match (self.median, periods) {
            (true, 2) => middles::<2>(&rows, hours),
            (true, 3) => middles::<3>(&rows, hours),
            (true, 4) => middles::<4>(&rows, hours),
            (true, 5) => middles::<5>(&rows, hours),
            (true, 6) => middles::<6>(&rows, hours),
            (true, _) => middles::<MOST_PERIODS>(&rows, hours),
            (false, _) => {
                let mut sums = rows[0].to_vec();
                for row in &rows[1..periods] {
                    for (sum, value) in sums.iter_mut().zip(*row) {
                        *sum += value;
                    }
                }
                for sum in &mut sums {
                    *sum /= periods as f64;
                }
                sums
            }
        }
    }
}

/// The median of each column of the first `N` rows, all of so many values.
fn middles<const N: usize>(rows: &[&[f64]; MOST_PERIODS], hours: usize) -> Vec<f64> {
    let rows: [&[f64]; N] = std::array::from_fn(|row| &rows[row][..hours]);
    let column = |hour: usize| median(&mut rows.map(|row| row[hour]));
    (0..hours).map(column).collect()
}

/// The median, which may reorder the values. There are few: the usual numbers are written out.
#[inline]
fn median(values: &mut [f64]) -> f64 {
    // Of two pairs the larger of the lower ends and the smaller of the upper ends: the middle two of four.
    let inner = |a: f64, b: f64, c: f64, d: f64| (a.min(b).max(c.min(d)), a.max(b).min(c.max(d)));
    match *values {
        [a, b] => f64::midpoint(a, b),
        [a, b, c] => a.min(b).max(a.max(b).min(c)),
        [a, b, c, d] => {
            let (low, high) = inner(a, b, c, d);
            f64::midpoint(low, high)
        }
        [a, b, c, d, last] => {
            let (one, other) = inner(a, b, c, d);
            one.min(other).max(one.max(other).min(last))
        }
        _ => {
            values.sort_unstable_by(f64::total_cmp);
            let half = values.len() / 2;
            match values.len() % 2 {
                1 => values[half],
                _ => f64::midpoint(values[half - 1], values[half]),
            }
        }
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
            Ok(repeated(&season, origin.steps))
        };
        origins.iter().map(forecast).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_written_out_medians_are_those_of_sorting() {
        for count in 2..=MOST_PERIODS {
            for seed in 0..500_usize {
                let mut values: Vec<f64> = (0..count)
                    .map(|i| ((seed * 31 + i * 17) * 7919 % 23) as f64)
                    .collect();
                let mut sorted = values.clone();
                sorted.sort_unstable_by(f64::total_cmp);
                let expected = f64::midpoint(sorted[(count - 1) / 2], sorted[count / 2]);
                assert_eq!(median(&mut values), expected, "{sorted:?}");
            }
        }
    }
}
