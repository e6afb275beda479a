//! The combination on real series (UCI Bike Sharing, see fixtures/PROVENANCE.md) and its laws.

use proptest::prelude::*;

use super::*;

const BIKES: &str = include_str!("../../../fixtures/series/bike-hourly-2012.csv");
/// Monday, 7 May 2012, in hours since 1970.
const START_HOUR: i64 = 371_184;

/// Column 1 is the casual riders, 2 the registered ones.
fn bikes(column: usize) -> Vec<Option<f64>> {
    let value = |line: &str| line.split(',').nth(column)?.parse().ok();
    BIKES.lines().skip(1).map(value).collect()
}

fn ensemble(first_hour: i64, values: &[Option<f64>], horizon: usize) -> Ensemble {
    let schedule = Schedule::new(values.len(), horizon);
    let history = History { first_hour, values };
    Ensemble::of(history, Effort::Bulk, &schedule, horizon)
}

#[test]
fn it_beats_naive_on_weeks_it_has_not_seen() {
    let (mut own_error, mut naive_error) = (0.0, 0.0);
    for column in [1, 2] {
        let values = bikes(column);
        for end in [840, 1008, 1176] {
            let got = ensemble(START_HOUR, &values[..end], 168);
            for (lead, forecast) in got.hourly.iter().enumerate() {
                let actual = values[end + lead].unwrap();
                own_error += (forecast - actual).abs();
                naive_error += (values[end + lead - 168].unwrap() - actual).abs();
            }
        }
    }
    assert!(
        own_error < 0.95 * naive_error,
        "{own_error:.0} against {naive_error:.0}"
    );
}

#[test]
fn what_never_errs_gets_all_the_weight() {
    let values: Vec<_> = (0..600)
        .map(|hour| Some(f64::from(hour * hour % 24)))
        .collect();
    let got = ensemble(0, &values, 48);
    assert_eq!(got.backtest.error_vs_naive(), Some(0.0));
    for (lead, value) in got.hourly.iter().enumerate() {
        let want = values[576 + lead % 24].unwrap();
        assert!((value - want).abs() < 1e-9, "{lead}: {value} for {want}");
    }
}

#[test]
fn failures_are_counted_and_weigh_nothing() {
    let values = bikes(1);
    let got = ensemble(START_HOUR, &values[..350], 24);
    let mean = got.backtest.score("same_hour_mean").unwrap();
    assert_eq!((mean.failures, mean.weight), (got.backtest.origins, 0.0));
    assert!(mean.error.as_ref().unwrap().contains("needs 336"));
    let sum: f64 = got.backtest.candidates.iter().map(|c| c.weight).sum();
    assert!((sum - 1.0).abs() < 1e-9);
}

#[test]
fn without_any_origin_the_first_candidate_that_can_forecasts() {
    let values = bikes(1);
    let got = ensemble(START_HOUR, &values[..30], 24);
    assert_eq!(got.model, "seasonal_naive_24");
    assert_eq!(got.backtest.error_vs_naive(), None);
    assert_eq!(ensemble(START_HOUR, &values[..7], 24).model, "mean");
}

#[test]
fn sparse_series_are_judged_by_days() {
    // One request a day, at another hour each day: every hour misses, no day does.
    let busy = |hour: usize| hour % 24 == hour / 24 % 24;
    let values: Vec<_> = (0..600)
        .map(|hour| Some(f64::from(u8::from(busy(hour)))))
        .collect();
    let got = ensemble(0, &values, 24);
    assert_eq!(got.backtest.bucket_hours, 24);
    let total: f64 = got.hourly.iter().sum();
    assert!((0.7..1.3).contains(&total), "{total}");
}

#[test]
fn after_a_step_from_one_constant_to_another_the_new_one_goes_on() {
    for (before, after) in [(120.0, 10.0), (10.0, 120.0)] {
        let values: Vec<Option<f64>> = (0..672)
            .map(|hour| Some(if hour < 336 { before } else { after }))
            .collect();
        let got = ensemble(0, &values, 24);
        for hour in &got.hourly {
            assert!((hour - after).abs() < 0.05 * after, "{}: {hour}", got.model);
        }
    }
}

#[test]
fn gaps_are_neither_zero_nor_an_error() {
    let whole: Vec<_> = (0..700)
        .map(|hour| Some(f64::from(hour % 24 + 5)))
        .collect();
    let mut torn = whole.clone();
    torn[600..650].fill(None);
    let (whole, torn) = (ensemble(0, &whole, 24), ensemble(0, &torn, 24));
    for (whole, torn) in whole.hourly.iter().zip(&torn.hourly) {
        assert!((whole - torn).abs() < 0.5, "{whole} {torn}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn twice_the_demand_is_twice_the_forecast(
        counts in prop::collection::vec(1_u32..200, 60..420),
        power in -20_i32..20,
    ) {
        let factor = f64::from(power).exp2();
        let values: Vec<_> = counts.iter().map(|count| Some(f64::from(*count))).collect();
        let more: Vec<_> = values.iter().map(|value| value.map(|value| value * factor)).collect();
        let (one, other) = (ensemble(0, &values, 30), ensemble(0, &more, 30));
        for (one, other) in one.hourly.iter().zip(&other.hourly) {
            prop_assert!((one * factor - other).abs() <= 1e-9 * other.abs().max(factor));
        }
    }

    #[test]
    fn weeks_later_the_same_history_has_the_same_future(
        counts in prop::collection::vec(0_u32..50, 60..420),
        weeks in -50_i64..50,
    ) {
        let values: Vec<_> = counts.iter().map(|count| Some(f64::from(*count))).collect();
        prop_assert_eq!(ensemble(5, &values, 30), ensemble(5 + weeks * 168, &values, 30));
    }
}
