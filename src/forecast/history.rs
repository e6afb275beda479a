//! [`History`]: one hourly series up to an origin, as models see it: known values and holes.

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

    /// The last `hours` of it.
    #[must_use]
    pub fn newest(self, hours: usize) -> Self {
        let left_out = self.values.len().saturating_sub(hours);
        Self {
            first_hour: self.first_hour + left_out as i64,
            values: &self.values[left_out..],
        }
    }

    /// Smallest and largest known value; 0 without any.
    pub fn range(self) -> (f64, f64) {
        let known = self.values.iter().flatten().copied();
        let widen = |(low, high): (f64, f64), value: f64| (low.min(value), high.max(value));
        known
            .map(|value| (value, value))
            .reduce(|range, (value, _)| widen(range, value))
            .unwrap_or((0.0, 0.0))
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
    /// hour of the day, else of everything: for models that cannot take gaps.
    pub fn filled(self) -> Vec<f64> {
        if self.values.iter().all(Option::is_some) {
            return self.values.iter().copied().flatten().collect();
        }
        let weekly = self.means_by_phase::<168>();
        let daily = self.means_by_phase::<24>();
        let mean = self.mean();
        let phase = |hour: i64, period: i64| hour.rem_euclid(period) as usize;
        let fill = |hour: i64| {
            let week = weekly[phase(hour, 168)];
            week.or(daily[phase(hour, 24)]).unwrap_or(mean)
        };
        let hours = self.first_hour..;
        let values = hours.zip(self.values);
        values
            .map(|(hour, value)| value.unwrap_or_else(|| fill(hour)))
            .collect()
    }

    fn means_by_phase<const PERIOD: usize>(self) -> [Option<f64>; PERIOD] {
        let mut sums = [(0.0, 0.0); PERIOD];
        for (hour, value) in self.known() {
            let (sum, count) = &mut sums[hour.rem_euclid(PERIOD as i64) as usize];
            *sum += value;
            *count += 1.0;
        }
        sums.map(|(sum, count)| (count > 0.0).then(|| sum / count))
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
