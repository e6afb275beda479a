//! The rule, its laws, and how often totals of real series come within their intervals.

use proptest::prelude::*;

use super::*;
use crate::forecast::History;
use crate::forecast::candidate::Origin;
use crate::forecast::ensemble::Ensemble;
use crate::forecast::fixtures::fixture_series;
use crate::forecast::route::Effort;

/// Windows of `window` hours end to end, each missed by so much in all, evenly.
fn errors(window: usize, missed: &[f64]) -> TotalErrors {
    let origins = (0..missed.len()).map(|index| Origin {
        at: index * window,
        steps: window,
    });
    let schedule = Schedule {
        window_hours: window,
        origins: origins.collect(),
    };
    let past = missed
        .iter()
        .map(|error| Some(vec![10.0 + error / window as f64; window]));
    let past: Vec<_> = past.collect();
    TotalErrors::of(&schedule, &past, &vec![Some(10.0); window * missed.len()])
}

#[test]
fn the_reach_is_the_rank_of_split_conformal_calibration_and_no_less_than_a_normal_one() {
    // One number of hours, 19 windows: spread √(Σ i² / 19) = 11.40, widened by 20/19, of which a normal error reaches 1.645.
    let errors = errors(1, &(1..20).map(f64::from).collect::<Vec<_>>());
    for (level, width) in [
        (0.95, 11.402 * 20.0 / 19.0 * 1.96),
        (0.9, 11.402 * 20.0 / 19.0 * 1.6449),
        (0.5, 10.0 * 20.0 / 19.0),
    ] {
        let got = errors.half_width(1, level).unwrap();
        assert!((got - width).abs() < 0.02, "{level}: {got} {width}");
    }
}

#[test]
fn two_origins_are_no_calibration() {
    assert_eq!(errors(24, &[1.0, 2.0]).half_width(24, 0.9), None);
    assert!(errors(24, &[1.0, 2.0, 3.0]).half_width(24, 0.9).is_some());
}

#[test]
fn widths_are_interpolated_between_leads_and_proportional_beyond() {
    let errors = errors(72, &[72.0; 9]);
    let width =
        |hours| errors.half_width(hours, 0.9).unwrap() / errors.half_width(72, 0.9).unwrap();
    assert!((width(144) - 2.0).abs() < 1e-9);
    for hours in [6, 12, 24, 48] {
        let share = hours as f64 / 72.0;
        assert!(
            (width(hours) - share).abs() < 0.01,
            "{hours}: {}",
            width(hours)
        );
    }
}

#[test]
fn weeks_of_which_few_were_seen_are_no_surer_than_their_days() {
    // Nothing was missed of the weeks by chance, as days cancelled: they lean on the days.
    let schedule = Schedule::new(672, 168);
    let actual: Vec<Option<f64>> = (0..672)
        .map(|hour| Some(f64::from(hour / 24 % 2)))
        .collect();
    let past = schedule
        .origins
        .iter()
        .map(|origin| Some(vec![0.5; origin.steps]));
    let errors = TotalErrors::of(&schedule, &past.collect::<Vec<_>>(), &actual);
    let (day, week) = (errors.half_width(24, 0.9), errors.half_width(168, 0.9));
    assert!(week.unwrap() > 1.5 * day.unwrap(), "{day:?} {week:?}");
}

#[test]
fn unknown_hours_are_left_out_and_scaled_for() {
    let schedule = Schedule {
        window_hours: 24,
        origins: (0..9)
            .map(|day| Origin {
                at: day * 24,
                steps: 24,
            })
            .collect(),
    };
    let past = vec![Some(vec![2.0; 24]); 9];
    let mut actual = vec![Some(1.0); 9 * 24];
    let all = TotalErrors::of(&schedule, &past, &actual);
    for day in actual.chunks_mut(24) {
        day[18..].fill(None);
    }
    let some = TotalErrors::of(&schedule, &past, &actual);
    let (all, some) = (
        all.half_width(24, 0.9).unwrap(),
        some.half_width(24, 0.9).unwrap(),
    );
    assert!((all - some).abs() < 1e-9, "{all} {some}");
    let none = TotalErrors::of(&schedule, &past, &[None; 9 * 24]);
    assert_eq!(none.half_width(24, 0.9), None);
}

/// (totals within their 90 % interval, totals), of days, three days and weeks ahead, from origins all through the fixtures.
fn held() -> [(usize, usize); 3] {
    let mut held = [(0, 0); 3];
    for (name, values) in fixture_series() {
        let (first, step) = match name.split('_').next() {
            Some("tweets") => (336, 75),
            Some("bike") => (1344, 661),
            _ => (192, 39),
        };
        if values.iter().flatten().any(|value| *value < 0.0) {
            continue;
        }
        for origin in (first..=values.len() - 24).step_by(step) {
            let past = &values[origin.saturating_sub(1344)..origin];
            let schedule = Schedule::new(past.len(), 168);
            let history = History {
                first_hour: 0,
                values: past,
            };
            let forecast = Ensemble::of_demand(history, Effort::Bulk, &schedule, 168, None);
            let errors = TotalErrors::of(&schedule, &forecast.past, past);
            for (held, hours) in held.iter_mut().zip([24, 72, 168]) {
                let long = origin >= 672 && origin + 168 <= values.len();
                if hours == 24 || long {
                    let came: f64 = values[origin..origin + hours].iter().flatten().sum();
                    let mean = forecast.hourly[..hours].iter().sum();
                    let interval = errors.estimate(mean, hours, 0.9);
                    held.0 += usize::from(interval.lower <= came && came <= interval.upper);
                    held.1 += 1;
                }
            }
        }
    }
    held
}

#[test]
fn totals_of_real_series_hold_what_they_say() {
    let held = held();
    let share = |(held, all): (usize, usize)| held as f64 / all as f64;
    let all = held
        .iter()
        .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    assert!(all.1 > 400, "{held:?}");
    assert!(
        (0.88..=0.92).contains(&share(all)),
        "{} {held:?}",
        share(all)
    );
    for one in held {
        assert!(
            (0.88..=0.95).contains(&share(one)),
            "{} {held:?}",
            share(one)
        );
    }
}

proptest! {
    #[test]
    fn lower_mean_upper_are_in_order_and_nest(
        missed in prop::collection::vec(-50.0..50.0_f64, 0..15),
        mean in 0.0..1e6_f64,
        hours in 1_usize..2000,
        level in 0.01..0.99_f64,
    ) {
        let errors = errors(168, &missed);
        let estimate = errors.estimate(mean, hours, level);
        prop_assert!(0.0 <= estimate.lower && estimate.lower <= estimate.mean);
        prop_assert!(estimate.mean <= estimate.upper && estimate.upper.is_finite());
        let wider = errors.estimate(mean, hours, level + 0.009);
        prop_assert!(wider.lower <= estimate.lower && estimate.upper <= wider.upper);
    }
}
