//! [`LevelShift`]: a step to another level one to five days ago, clean enough that the old level can be translated.
//!
//! For days after a step candidates hold on to what was before, and the backtest has hardly an origin that has seen the new
//! level. So, once a whole day at the new level is there, the values before it are taken to the new level, by a factor or by
//! a sum, whichever fits the new hours better: rhythm and noise of weeks are then those of one level. It counts as a step where
//! every whole day since lies, on one side, farther beyond all days before than these lie apart: drifts, weekends and
//! bursts do not.

use super::History;
use super::hourly_interval::OriginErrors;
use super::schedule::Schedule;

/// Most and fewest whole days at the new level.
const MOST_DAYS: usize = 5;
/// Fewest whole days before.
const FEWEST_BEFORE: usize = 7;
/// So many ranges of the days before a step must go beyond them.
const BEYOND: f64 = 1.0;
/// Least change of the level, as a share of the larger one.
const LEAST_CHANGE: f64 = 0.2;
/// Share of the hours since that must be nearer to the new level: neither a storm nor a spike makes one of a day.
const NEARER_SHARE: f64 = 0.9;
/// A level that is so many times another has nothing in common with it but the name.
const MOST_FACTOR: f64 = 20.0;

/// A step, and what takes values before it to the level after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevelShift {
    /// Index of the first hour at the new level.
    pub at: usize,
    /// What values before it are multiplied with; 1 where they are added to.
    factor: f64,
    /// What is added to them.
    sum: f64,
}

impl LevelShift {
    /// The newest step of `history`, if it is no more than five days old and at least one.
    pub fn of(history: History<'_>) -> Option<Self> {
        let (days, rest) = days(history.values);
        (1..=MOST_DAYS).find_map(|count| {
            let (before, since) = days.split_at_checked(days.len().checked_sub(count)?)?;
            // The step is somewhere within the day between.
            let before = &before[..before.len().checked_sub(1)?];
            if before.len() < FEWEST_BEFORE || !is_step(before, since) {
                return None;
            }
            let first = rest + 24 * (before.len() + 1);
            Self::fitted(history, rest, first)
        })
    }

    /// The step that fits best within the day before `first`, from which on all hours are at the new level.
    fn fitted(history: History<'_>, rest: usize, first: usize) -> Option<Self> {
        let values = history.values;
        let old = hour_means(&values[rest..first - 24])?;
        let pairs = |from: usize, to: usize| {
            let hours = values[from..to].iter().enumerate();
            hours.filter_map(move |(at, value)| Some((old[(from - rest + at) % 24], (*value)?)))
        };
        let (usual, new, count) = pairs(first, values.len())
            .fold((0.0, 0.0, 0.0), |(usual, new, count), (old, value)| {
                (usual + old, new + value, count + 1.0)
            });
        if f64::abs(new - usual) < LEAST_CHANGE * f64::max(new.abs(), usual.abs()) {
            return None;
        }
        let (low, _) = history.range();
        let factor = new / usual;
        let may_multiply = low >= 0.0 && (1.0 / MOST_FACTOR..=MOST_FACTOR).contains(&factor);
        let by_factor = Self {
            at: first,
            factor,
            sum: 0.0,
        };
        let by_sum = Self {
            at: first,
            factor: 1.0,
            sum: (new - usual) / count,
        };
        let error = |shift: &Self| -> f64 {
            let errors = pairs(first, values.len());
            errors
                .map(|(old, value)| (shift.lifted(old) - value).abs())
                .sum()
        };
        let shift = match (may_multiply, low >= 0.0) {
            (true, _) if error(&by_factor) <= error(&by_sum) => by_factor,
            // Of what cannot be below zero a sum may make what is.
            (_, true) if by_sum.sum < 0.0 => may_multiply.then_some(by_factor)?,
            (false, true) => return None,
            _ => by_sum,
        };
        let (nearer, all) =
            pairs(first, values.len()).fold((0, 0), |(nearer, all), (old, value)| {
                let is_nearer = (value - shift.lifted(old)).abs() < (value - old).abs();
                (nearer + u32::from(is_nearer), all + 1)
            });
        if f64::from(nearer) < NEARER_SHARE * f64::from(all) {
            return None;
        }
        let begun = (first - 24..first).rev().take_while(|at| {
            values[*at].is_none_or(|value| {
                let old = old[(at - rest) % 24];
                (value - shift.lifted(old)).abs() < (value - old).abs()
            })
        });
        Some(Self {
            at: begun.last().unwrap_or(first),
            ..shift
        })
    }

    /// A value from before the step at the new level.
    pub fn lifted(&self, value: f64) -> f64 {
        value * self.factor + self.sum
    }

    /// The other way round.
    pub fn lowered(&self, value: f64) -> f64 {
        (value - self.sum) / self.factor
    }

    /// What was missed from each origin, as if it had been at the new level: an origin before the step says nothing of hours after it.
    pub fn lifted_errors(
        &self,
        errors: Vec<OriginErrors>,
        schedule: &Schedule,
    ) -> Vec<OriginErrors> {
        let origins = errors.into_iter().zip(&schedule.origins);
        origins
            .map(|(mut errors, origin)| {
                if origin.at < self.at {
                    errors.retain(|error| origin.at + error.0 < self.at);
                    for error in &mut errors {
                        error.2 *= self.factor;
                    }
                }
                errors
            })
            .collect()
    }
}

/// Means of whole days, oldest first, the last of which ends with the last value, and how many hours come before them. A
/// day with less than half its hours known is as the one before it.
fn days(values: &[Option<f64>]) -> (Vec<f64>, usize) {
    let rest = values.len() % 24;
    let mut days: Vec<f64> = Vec::with_capacity(values.len() / 24);
    let (whole, _) = values[rest..].as_chunks::<24>();
    for day in whole {
        let (sum, count) = day
            .iter()
            .flatten()
            .fold((0.0, 0), |(sum, count), value| (sum + value, count + 1));
        if count >= 12 {
            days.push(sum / f64::from(count));
        } else if let Some(before) = days.last() {
            days.push(*before);
        } else {
            days.push(0.0);
        }
    }
    (days, rest)
}

fn is_step(before: &[f64], since: &[f64]) -> bool {
    let range = |days: &[f64]| {
        let low = days.iter().copied().fold(f64::MAX, f64::min);
        (low, days.iter().copied().fold(f64::MIN, f64::max))
    };
    let ((low, high), (new_low, new_high)) = (range(before), range(since));
    let room = BEYOND * (high - low);
    new_low > high + room || new_high < low - room
}

/// Means per hour of the day of the first; `None` where one is not known.
fn hour_means(values: &[Option<f64>]) -> Option<[f64; 24]> {
    let mut sums = [(0.0, 0.0); 24];
    for (at, value) in values.iter().enumerate() {
        if let Some(value) = value {
            let (sum, count) = &mut sums[at % 24];
            *sum += value;
            *count += 1.0;
        }
    }
    let known = sums.iter().all(|(_, count)| *count > 0.0);
    known.then(|| sums.map(|(sum, count)| sum / count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shift(values: impl Fn(usize) -> f64) -> Option<LevelShift> {
        let values: Vec<Option<f64>> = (0..500).map(|hour| Some(values(hour))).collect();
        LevelShift::of(History {
            first_hour: 0,
            values: &values,
        })
    }

    fn by_day(hour: usize) -> f64 {
        100.0
            + 60.0 * (hour as f64 / 24.0 * std::f64::consts::TAU).sin()
            + (hour * 7919 % 13) as f64
    }

    #[test]
    fn a_step_of_one_to_five_days_is_found_at_its_hour_with_its_factor() {
        for ago in [24, 25, 36, 48, 71, 100, 140] {
            for factor in [0.3, 2.0, 5.0] {
                let after =
                    |hour: usize| by_day(hour) * if hour >= 500 - ago { factor } else { 1.0 };
                let got = shift(after).unwrap();
                // In quiet hours the levels lie too near to each other to tell which one an hour is of.
                assert!(got.at.abs_diff(500 - ago) <= 6, "{ago} {factor}: {got:?}");
                assert!(
                    (got.lifted(100.0) / (100.0 * factor) - 1.0).abs() < 0.05,
                    "{got:?}"
                );
                assert!((got.lowered(got.lifted(7.0)) - 7.0).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn a_gauge_is_shifted_by_a_sum() {
        let got = shift(|hour| by_day(hour) - 300.0 + if hour >= 460 { 500.0 } else { 0.0 });
        assert!((got.unwrap().lifted(0.0) - 500.0).abs() < 10.0, "{got:?}");
    }

    #[test]
    fn drifts_weekends_spikes_and_what_is_newer_or_older_are_no_steps() {
        let weekend = |hour: usize| by_day(hour) * if hour / 24 % 7 < 5 { 1.0 } else { 0.2 };
        let cases: [(&str, &dyn Fn(usize) -> f64); 7] = [
            ("steady", &by_day),
            ("drift", &|hour| by_day(hour) + hour as f64),
            ("weekend", &weekend),
            ("spike", &|hour| {
                by_day(hour) + if hour == 480 { 1e3 } else { 0.0 }
            }),
            ("new", &|hour| {
                by_day(hour) * if hour >= 480 { 3.0 } else { 1.0 }
            }),
            ("old", &|hour| {
                by_day(hour) * if hour >= 300 { 3.0 } else { 1.0 }
            }),
            ("from nothing", &|hour| if hour >= 460 { 50.0 } else { 0.0 }),
        ];
        for (name, values) in cases {
            assert_eq!(shift(values), None, "{name}");
        }
    }
}
