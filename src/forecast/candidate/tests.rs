//! What holds of every candidate, and what each is for.

use proptest::prelude::*;

use super::super::route::every_candidate;
use super::*;

/// What candidates make of so many values.
fn of_sample<T>(values: &[f64], known: &[bool], made: impl FnOnce(&Sample<'_>) -> T) -> T {
    made(&Sample {
        first_hour: 0,
        values,
        known,
        pooled: None,
        range: range(values),
        non_negative: values.iter().all(|value| *value >= 0.0),
        logarithms: &OnceCell::new(),
    })
}

fn one(candidate: &dyn Candidate, values: &[f64], steps: usize) -> Forecast {
    let known = vec![true; values.len()];
    let at = values.len();
    let origins = [Origin { at, steps }];
    of_sample(values, &known, |sample| {
        forecasts(candidate, sample, &origins)
    })
    .remove(0)
}

fn all() -> impl Iterator<Item = &'static &'static dyn Candidate> {
    every_candidate()
}

#[test]
fn each_finds_what_it_is_for() {
    let day = |hour: usize| (hour % 24) as f64 / 24.0;
    let week = |hour: usize| (hour % 168) as f64 / 168.0;
    let trend = |hour: usize| 0.1 + hour as f64 / 2000.0;
    for (candidate, truth, tolerance) in [
        (
            &SeasonalNaive::DAILY as &dyn Candidate,
            &day as &dyn Fn(usize) -> f64,
            1e-12,
        ),
        (&SeasonalNaive::WEEKLY, &week, 1e-12),
        (&SameHour::MEAN, &week, 1e-12),
        (&SameHour::MEDIAN, &week, 1e-12),
        (&Autoregression::LEVELS, &week, 0.05),
        (&Autoregression::DAILY_LOG, &day, 0.05),
        (&Autoregression::WEEKLY_DIFFERENCE, &trend, 0.01),
        (&Smoothing::DAILY, &day, 0.02),
        (&Smoothing::THETA, &trend, 0.05),
        (&LevelProfile::STEADY, &day, 0.02),
        (&Mstl::WEEKLY, &week, 0.05),
        (&Mstl::DAILY, &day, 0.05),
    ] {
        let values: Vec<f64> = (0..700).map(truth).collect();
        let got = one(candidate, &values, 48).unwrap();
        for (step, value) in got.iter().enumerate() {
            let want = truth(700 + step);
            assert!(
                (value - want).abs() <= tolerance,
                "{} at {step}: {value} for {want}",
                candidate.name()
            );
        }
    }
}

#[test]
fn one_storm_does_not_come_back_in_the_median() {
    let mut values = vec![0.1; 840];
    values[700] = 1.0;
    let largest = |values: Vec<f64>| values.into_iter().fold(0.0, f64::max);
    assert!(largest(one(&SameHour::MEAN, &values, 168).unwrap()) > 0.3);
    assert!(largest(one(&SameHour::MEDIAN, &values, 168).unwrap()) < 0.11);
}

#[test]
fn one_busy_day_of_a_short_history_is_no_weekday_effect() {
    let values: Vec<f64> = (0..96)
        .map(|hour| if hour < 24 { 0.9 } else { 0.1 })
        .collect();
    let got = one(&LevelProfile::STEADY, &values, 168).unwrap();
    assert!(got.iter().all(|value| (value - got[0]).abs() < 1e-9));
}

#[test]
fn too_short_is_said_and_an_explosion_is_no_forecast() {
    assert_eq!(
        one(&SeasonalNaive::WEEKLY, &[0.5; 100], 24),
        Err(CandidateError::TooShort {
            needed: 168,
            hours: 100
        })
    );
    let explodes = |sample: &Sample<'_>| Bounds::of(sample).hold(&mut [9.0], 1);
    assert!(!of_sample(&[0.0, 1.0], &[true, true], explodes));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn nothing_but_finite_values_as_many_as_asked(
        values in prop::collection::vec(prop_oneof![Just(0.0), 0.0..1.0_f64, Just(1.0), -0.1..0.0_f64], 24..700),
        steps in 1_usize..200,
    ) {
        for candidate in all() {
            if candidate.name() == "mstl_ets" {
                continue; // milliseconds each; guarded by the same code
            }
            if let Ok(forecast) = one(*candidate, &values, steps) {
                prop_assert_eq!(forecast.len(), steps);
                prop_assert!(forecast.iter().all(|value| value.is_finite()));
            }
        }
    }

    #[test]
    fn no_candidate_sees_beyond_its_origin(values in prop::collection::vec(0.0..1.0_f64, 400..500), at in 350_usize..399) {
        // The offset of a logarithm and the unit of a regression come from the whole series: what is scaled with
        // the whole is compared with a tolerance, everything else must be equal.
        let known = vec![true; values.len()];
        let origin = [Origin { at, steps: 24 }];
        for candidate in all().filter(|c| !c.name().starts_with("ar") && c.name() != "mstl_ets") {
            let with_future = of_sample(&values, &known, |sample| forecasts(*candidate, sample, &origin));
            let without = of_sample(&values[..at], &known[..at], |sample| forecasts(*candidate, sample, &origin));
            prop_assert_eq!(with_future, without, "{}", candidate.name());
        }
    }
}
