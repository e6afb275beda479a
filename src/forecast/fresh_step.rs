//! [`fresh_step`]: whether the level changed within the newest day, of which the backtest says nothing yet.
//!
//! A forecast made hours after a step lies somewhere between the old level and the new one, and its interval, made of what was missed
//! before, may hold neither. Nothing tells yet which of the two goes on: intervals then reach as far as the newest hours were
//! off, either way, which takes in both.

use super::hourly_interval::OriginErrors;
use super::schedule::Schedule;

/// Fewest newest hours in a row that make a step.
const MIN_HOURS: usize = 4;
/// So many usual errors each of them must be off.
const OUTSTANDING: f64 = 6.0;

/// Largest error of the newest hours in a row, up to the last of `hours`, that were off to one side by far more than usual; 0 where
/// fewer than four were. `errors` are those of each origin of the schedule.
pub(super) fn fresh_step(errors: &[OriginErrors], schedule: &Schedule, hours: usize) -> f64 {
    let Some((newest, origin)) = errors.last().zip(schedule.origins.last()) else {
        return 0.0;
    };
    if origin.at + origin.steps != hours {
        return 0.0;
    }
    let usual = usual_error(errors, schedule, origin.at);
    let Some((_, _, last)) = newest.last() else {
        return 0.0;
    };
    let is_off =
        |error: &&(usize, usize, f64)| error.2 * last > 0.0 && error.2.abs() > OUTSTANDING * usual;
    let run = newest.iter().rev().take_while(is_off);
    let (farthest, count) = run.fold((0.0, 0), |(farthest, count), error| {
        (f64::max(farthest, error.2.abs()), count + 1)
    });
    if count < MIN_HOURS { 0.0 } else { farthest }
}

/// Mean absolute error of the hours before `until`.
fn usual_error(errors: &[OriginErrors], schedule: &Schedule, until: usize) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for (errors, origin) in errors.iter().zip(&schedule.origins) {
        let before = errors
            .iter()
            .take_while(|error| origin.at + error.0 < until);
        for (_, _, error) in before {
            sum += error.abs();
            count += 1.0;
        }
    }
    sum / f64::max(count, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(newest: [f64; 5]) -> f64 {
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
        for (place, error) in errors[last][19..].iter_mut().zip(newest) {
            place.2 = error;
        }
        fresh_step(&errors, &schedule, 672)
    }

    #[test]
    fn only_several_newest_hours_far_off_to_one_side_are_a_step() {
        assert_eq!(step([1.0, 7.0, 8.0, 9.0, 10.0]), 10.0);
        assert_eq!(step([-1.0, -7.0, -8.0, -11.0, -10.0]), 11.0);
        for none in [
            [0.0; 5],
            [1.0, 1.0, 8.0, 9.0, 10.0],
            [9.0, 9.0, 9.0, 9.0, 1.0],
            [9.0, 9.0, -9.0, 9.0, 9.0],
            [5.0; 5],
        ] {
            assert_eq!(step(none), 0.0, "{none:?}");
        }
    }
}
