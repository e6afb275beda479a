//! [`Series`]: hourly values, each marked by what is known of it.
//!
//! The gate before every model: a value that is not finite becomes a missing hour here, and an hour that
//! is missing or may still grow is unknown to models, never zero.

use super::History;

/// What is known of an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Counted in full.
    Observed,
    /// Counted so far; records of the hour may still arrive.
    Provisional,
    /// Not covered, or not a number.
    Missing,
}

/// One value an hour without holes in time.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    first_hour: i64,
    /// Finite; 0 where missing.
    values: Vec<f64>,
    marks: Vec<Mark>,
}

impl Series {
    /// A series from `first_hour`, in hours since 1970, on. A value that is not finite is missing
    /// whatever its mark says; of two unequal lengths the shorter counts.
    pub fn new(first_hour: i64, hours: impl IntoIterator<Item = (f64, Mark)>) -> Self {
        let sound = |(value, mark): (f64, Mark)| match mark {
            Mark::Missing => (0.0, mark),
            _ if !value.is_finite() => (0.0, Mark::Missing),
            _ => (value, mark),
        };
        let (values, marks) = hours.into_iter().map(sound).unzip();
        Self {
            first_hour,
            values,
            marks,
        }
    }

    /// Hours since 1970, UTC, of the first value.
    pub fn first_hour(&self) -> i64 {
        self.first_hour
    }

    /// The hour after the last one.
    pub fn next_hour(&self) -> i64 {
        self.first_hour + self.values.len() as i64
    }

    /// Hours, known or not.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is no hour at all.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// What is known of each hour.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The observed values; `None` where an hour is provisional or missing.
    pub fn known(&self) -> Vec<Option<f64>> {
        let hours = self.values.iter().zip(&self.marks);
        hours
            .map(|(value, mark)| (*mark == Mark::Observed).then_some(*value))
            .collect()
    }

    /// What models see of `known`, the result of [`Series::known`].
    pub fn history<'a>(&self, known: &'a [Option<f64>]) -> History<'a> {
        History {
            first_hour: self.first_hour,
            values: known,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_observed_finite_hours_are_known() {
        let series = Series::new(
            7,
            [
                (1.0, Mark::Observed),
                (2.0, Mark::Provisional),
                (3.0, Mark::Missing),
                (f64::NAN, Mark::Observed),
                (f64::INFINITY, Mark::Provisional),
                (0.0, Mark::Observed),
            ],
        );
        assert_eq!(
            series.known(),
            [Some(1.0), None, None, None, None, Some(0.0)]
        );
        assert_eq!(
            series.marks()[3..5],
            [Mark::Missing, Mark::Missing],
            "a number that is none is no count so far either"
        );
        assert_eq!((series.first_hour(), series.next_hour()), (7, 13));
    }

    proptest! {
        #[test]
        fn nothing_that_is_not_finite_gets_through(values in prop::collection::vec(any::<f64>(), 0..50)) {
            let series = Series::new(0, values.iter().map(|value| (*value, Mark::Observed)));
            prop_assert!(series.known().iter().flatten().all(|value| value.is_finite()));
            prop_assert_eq!(series.len(), values.len());
        }
    }
}
