//! [`FreshStep`]: whether the level changed within the newest day, of which the backtest says nothing yet.
//!
//! A forecast made hours after a step lies somewhere between the old level and the new one, and its interval, made of what was missed
//! before, may hold neither. Nothing tells yet which of the two goes on: intervals then reach around both, the old level being
//! what was forecast a day ago and the new one as much more or less of it as the newest hours came to.

use super::hourly_interval::{OriginErrors, shared_spreads};
use super::schedule::Schedule;
use super::{Estimate, History};

/// How many usual errors of its hour of the day each of so many newest hours must be off: the fewer they are, the farther.
const OUTSTANDING: [f64; 4] = [f64::INFINITY, 24.0, 12.0, 6.0];
/// Share of what is usual that stands for an error where none ever was.
const LEAST_ERROR: f64 = 1e-3;
/// Farthest that the new level is taken to be from the old one, as a factor; beyond, their difference says more.
const MOST_FACTOR: f64 = 20.0;
/// Farthest that errors grow with the level.
const MOST_WIDER: f64 = 4.0;

/// The two levels, per hour of the day.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FreshStep {
    old: [f64; 24],
    new: [f64; 24],
}

impl FreshStep {
    /// The step that ends with the last of `history`; `past` is what was forecast of it from each origin of the schedule, `errors` what
    /// that missed.
    pub(super) fn of(
        history: History<'_>,
        schedule: &Schedule,
        past: &[Option<Vec<f64>>],
        errors: &[OriginErrors],
    ) -> Option<Self> {
        let origin = schedule.origins.last()?;
        let newest = past.last()?.as_deref()?;
        let values = &history.values[origin.at..];
        if newest.len() < 24 || values.len() != newest.len() {
            return None;
        }
        let run = newest_run(errors.last()?, &usual_errors(errors, schedule, origin.at));
        let (forecast, came) = newest[newest.len() - run..]
            .iter()
            .zip(&values[values.len() - run..])
            .fold((0.0, 0.0), |sum, (forecast, came)| {
                (sum.0 + forecast, sum.1 + came.unwrap_or(*forecast))
            });
        if run == 0 {
            return None;
        }
        let factor = came / forecast;
        let by_factor = history.range().0 >= 0.0 && (0.0..=MOST_FACTOR).contains(&factor);
        let mut step = Self {
            old: [0.0; 24],
            new: [0.0; 24],
        };
        for (lead, old) in newest.iter().enumerate() {
            let hour = (history.first_hour + (origin.at + lead) as i64).rem_euclid(24) as usize;
            step.old[hour] = *old;
            step.new[hour] = if by_factor {
                old * factor
            } else {
                old + (came - forecast) / run as f64
            };
        }
        Some(step)
    }

    /// The interval of this hour of the day around both levels.
    pub(super) fn around(&self, estimate: Estimate, hour: usize) -> Estimate {
        let (old, new) = (self.old[hour % 24], self.new[hour % 24]);
        // What is several times as much errs by several times as much.
        let wider = if old > 0.0 {
            (new / old).clamp(1.0, MOST_WIDER)
        } else {
            1.0
        };
        Estimate {
            mean: estimate.mean,
            lower: estimate
                .lower
                .min(old.min(new) - (estimate.mean - estimate.lower)),
            upper: estimate
                .upper
                .max(old.max(new) + (estimate.upper - estimate.mean) * wider),
        }
    }
}

/// How many newest hours in a row were off to one side by far more than usual of their hour of the day.
fn newest_run(newest: &OriginErrors, usual: &[f64; 24]) -> usize {
    let Some((_, _, last)) = newest.last() else {
        return 0;
    };
    let how_far = |(_, hour, error): &(usize, usize, f64)| {
        if error * last > 0.0 {
            error.abs() / usual[*hour]
        } else {
            0.0
        }
    };
    (1..OUTSTANDING.len())
        .rev()
        .map(|least| {
            let far = newest
                .iter()
                .rev()
                .take_while(|error| how_far(error) > OUTSTANDING[least]);
            (far.count(), least)
        })
        .find(|(count, least)| count >= least)
        .map_or(0, |(count, _)| count)
}

/// Mean absolute error of the hours before `until`, by hour of the day.
fn usual_errors(errors: &[OriginErrors], schedule: &Schedule, until: usize) -> [f64; 24] {
    let (mut sums, mut counts, mut largest) = ([0.0; 24], [0.0; 24], 0.0);
    for (errors, origin) in errors.iter().zip(&schedule.origins) {
        let before = errors
            .iter()
            .take_while(|error| origin.at + error.0 < until);
        for (_, hour, error) in before {
            sums[*hour] += error.abs();
            counts[*hour] += 1.0;
        }
        largest = errors
            .iter()
            .fold(largest, |most: f64, error| most.max(error.2.abs()));
    }
    shared_spreads(&sums, &counts).map(|usual| usual.max(LEAST_ERROR * largest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(newest: [f64; 5]) -> usize {
        let schedule = Schedule::new(672, 24);
        let mut errors: Vec<OriginErrors> = schedule
            .origins
            .iter()
            .map(|_| {
                (0..24)
                    .map(|lead| (lead, lead, if lead % 2 == 0 { 1.0 } else { -1.0 }))
                    .collect()
            })
            .collect();
        let last = errors.len() - 1;
        let usual = usual_errors(&errors, &schedule, schedule.origins[last].at);
        for (place, error) in errors[last][19..].iter_mut().zip(newest) {
            place.2 = error;
        }
        newest_run(&errors[last], &usual)
    }

    #[test]
    fn newest_hours_far_off_to_one_side_are_a_step_the_fewer_the_farther() {
        for (newest, count) in [
            ([1.0, 1.0, 7.0, 8.0, 9.0], 3),
            ([-1.0, -7.0, -8.0, -11.0, -10.0], 4),
            ([0.0, 0.0, 0.0, 13.0, 13.0], 2),
            ([0.0, 0.0, 0.0, 0.0, 25.0], 1),
            ([0.0, 0.0, 0.0, 0.0, 13.0], 0),
            ([0.0, 0.0, 0.0, 8.0, 8.0], 0),
            ([9.0, 9.0, 9.0, 9.0, 1.0], 0),
            ([7.0, 7.0, -7.0, 7.0, 7.0], 0),
            ([5.0; 5], 0),
        ] {
            assert_eq!(run(newest), count, "{newest:?}");
        }
    }
}
