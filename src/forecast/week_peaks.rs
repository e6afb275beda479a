//! [`WeekPeaks`]: hours of the week that stand out of their hour of the day, as that of a batch every Sunday does.
//!
//! Such an hour comes once or twice in a backtest, and its errors drown in those of the same hour of other days. What its values
//! differ by from week to week, as a share of them and all such hours together, tells how far it may be off.

use super::History;
use super::normal::two_sided_quantile;

const WEEK: usize = 168;
/// So many errors that are usual beyond what its hour of the day usually has.
const OUTSTANDING: f64 = 5.0;
/// Share of its hour's usual value that it must be beyond it as well.
const LEAST_SHARE: f64 = 1.0;

/// The hours that stand out.
#[derive(Clone, Debug, PartialEq)]
pub struct WeekPeaks {
    is_peak: [bool; WEEK],
    /// Root mean square deviation from their means, as a share of these.
    share: f64,
    /// How many deviations tell of it.
    freedom: f64,
}

impl WeekPeaks {
    /// The peaks of a series of two weeks or more, `usual` being its mean error of an hour; `None` without any.
    pub fn of(history: History<'_>, usual: f64) -> Option<Self> {
        let values = history.values;
        if values.len() < 2 * WEEK {
            return None;
        }
        let first = history.first_hour.rem_euclid(WEEK as i64) as usize;
        let weeks = || {
            let head = values.len().min((WEEK - first) % WEEK);
            let (head, rest) = values.split_at(head);
            [head]
                .into_iter()
                .chain(rest.chunks(WEEK))
                .zip([first].into_iter().chain(std::iter::repeat(0)))
        };
        let mut sums = [(0.0, 0.0); WEEK];
        for (week, begins) in weeks() {
            for ((sum, count), value) in sums[begins..].iter_mut().zip(week) {
                if let Some(value) = value {
                    *sum += value;
                    *count += 1.0;
                }
            }
        }
        let means = sums.map(|(sum, count)| sum / f64::max(count, 1.0));
        let usual_of_hour: [f64; 24] = std::array::from_fn(|hour| {
            let mut days: [f64; 7] = std::array::from_fn(|day| means[hour + 24 * day]);
            days.sort_unstable_by(f64::total_cmp);
            days[3]
        });
        let is_peak: [bool; WEEK] = std::array::from_fn(|hour| {
            let middle = usual_of_hour[hour % 24];
            let beyond = (means[hour] - middle).abs();
            sums[hour].1 >= 2.0 && beyond > (OUTSTANDING * usual).max(LEAST_SHARE * middle.abs())
        });
        if !is_peak.contains(&true) {
            return None;
        }
        let (mut squares, mut freedom) = (0.0, 0.0);
        for (week, begins) in weeks() {
            for (hour, value) in (begins..).zip(week) {
                if let Some(value) = value.filter(|_| is_peak[hour]) {
                    squares += ((value - means[hour]) / means[hour]).powi(2);
                    freedom += 1.0 - 1.0 / sums[hour].1;
                }
            }
        }
        (freedom > 0.0 && squares.is_finite()).then(|| Self {
            is_peak,
            share: (squares / freedom).sqrt(),
            freedom,
        })
    }

    /// How far this hour since 1970, expected to be `mean`, may be off; 0 of all but the peaks.
    pub fn reach(&self, mean: f64, hour: usize, level: f64) -> f64 {
        if !self.is_peak[hour % WEEK] {
            return 0.0;
        }
        // Student's quantile to the first order: few deviations may all have been small.
        let normal = two_sided_quantile(level);
        let student = normal * (1.0 + (normal * normal + 1.0) / (4.0 * self.freedom));
        student * self.share * mean.abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peaks(weeks: usize, value: impl Fn(usize) -> f64) -> Option<WeekPeaks> {
        let values: Vec<Option<f64>> = (0..weeks * WEEK).map(|hour| Some(value(hour))).collect();
        let history = History {
            first_hour: 0,
            values: &values,
        };
        WeekPeaks::of(history, 2.0)
    }

    #[test]
    fn a_load_once_a_week_is_a_peak_and_nothing_else_is() {
        let load = |hour: usize| match hour % WEEK {
            100 => 5000.0 + 300.0 * ((hour / WEEK % 2) as f64 * 2.0 - 1.0),
            _ => (hour * 7919 % 7) as f64,
        };
        let got = peaks(4, load).unwrap();
        assert!(
            (500.0..1000.0).contains(&got.reach(5000.0, 100, 0.9)),
            "{got:?}"
        );
        assert!(got.reach(5000.0, 100, 0.99) > got.reach(5000.0, 100, 0.9));
        assert!((0..WEEK).all(|hour| hour == 100 || got.reach(9.0, hour, 0.9) == 0.0));
        // From few weeks less is known.
        assert!(peaks(2, load).unwrap().reach(5000.0, 100, 0.9) > got.reach(5000.0, 100, 0.9));
    }

    #[test]
    fn days_that_are_all_alike_have_none_nor_has_less_than_two_weeks() {
        assert_eq!(
            peaks(4, |hour| if hour % 24 == 3 { 500.0 } else { 1.0 }),
            None
        );
        assert_eq!(peaks(1, |hour| if hour == 100 { 500.0 } else { 1.0 }), None);
    }
}
