//! [`History`]: one hourly series up to an origin, as models see it: known values and holes.

use std::collections::BTreeMap;

/// An hourly series up to some origin: what a model may see.
#[derive(Clone, Copy, Debug)]
pub struct History<'a> {
    /// Hours since 1970, UTC, of the first value: aligns days and weeks.
    pub first_hour: i64,
    /// One value an hour; `None` where it is not known.
    pub values: &'a [Option<f64>],
}

impl<'a> History<'a> {
    /// What was known at `origin`: the first so many hours.
    #[must_use]
    pub fn until(self, origin: usize) -> Self {
        let values = &self.values[..origin.min(self.values.len())];
        Self { values, ..self }
    }

    /// The known values with their hours since 1970, oldest first.
    pub fn known(self) -> impl Iterator<Item = (i64, f64)> + 'a {
        let hours = self.first_hour..;
        let pairs = hours.zip(self.values);
        pairs.filter_map(|(hour, value)| Some((hour, (*value)?)))
    }

    /// Number of known values.
    pub fn known_count(self) -> usize {
        self.values.iter().flatten().count()
    }

    /// Mean of the known values; 0 without any.
    pub fn mean(self) -> f64 {
        let sum: f64 = self.values.iter().flatten().sum();
        sum / (self.known_count().max(1)) as f64
    }

    /// The value of every known hour when they are all alike.
    pub fn constant(self) -> Option<f64> {
        let mut known = self.values.iter().flatten();
        let first = *known.next()?;
        known.all(|value| *value == first).then_some(first)
    }

    /// Every hour's value, gaps filled with the mean of the same hour of the week, else of the same
    /// hour of the day, else of everything. For models that cannot take gaps.
    pub fn filled(self) -> Vec<f64> {
        let weekly = self.means_by_phase(168);
        let daily = self.means_by_phase(24);
        let mean = self.mean();
        let fill = |hour: i64| {
            let week = weekly.get(&hour.rem_euclid(168));
            *week
                .or_else(|| daily.get(&hour.rem_euclid(24)))
                .unwrap_or(&mean)
        };
        let hours = self.first_hour..;
        let values = hours.zip(self.values);
        values
            .map(|(hour, value)| value.unwrap_or_else(|| fill(hour)))
            .collect()
    }

    fn means_by_phase(self, period: i64) -> BTreeMap<i64, f64> {
        let mut sums: BTreeMap<i64, (f64, f64)> = BTreeMap::new();
        for (hour, value) in self.known() {
            let (sum, count) = sums.entry(hour.rem_euclid(period)).or_default();
            *sum += value;
            *count += 1.0;
        }
        let means = sums.into_iter();
        means
            .map(|(phase, (sum, count))| (phase, sum / count))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_from_the_same_hour() {
        let mut values: Vec<_> = (0..72).map(|hour| Some(f64::from(hour % 24))).collect();
        values[30] = None;
        let history = History {
            first_hour: 0,
            values: &values,
        };
        assert_eq!(history.filled()[30], 6.0);
        assert_eq!(history.until(31).known_count(), 30);
    }
}
