//! Laws that every candidate obeys, on random histories with gaps.

use proptest::prelude::*;

use super::super::selection::ALL;
use super::*;

/// Counts with a daily rhythm, noise and gaps; as the logs of a segment look.
fn counts(hours: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Option<f64>>> {
    let noise = prop::collection::vec((0_u32..40, prop::bool::weighted(0.03)), hours);
    noise.prop_map(|noise| {
        let hours = noise.into_iter().enumerate();
        hours
            .map(|(hour, (noise, missing))| {
                let rhythm = if hour % 24 < 8 { 1 } else { 3 };
                (!missing).then_some(f64::from(noise * rhythm / 4))
            })
            .collect()
    })
}

fn history(values: &[Option<f64>]) -> History<'_> {
    History {
        first_hour: 487_971,
        values,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn forecasts_are_finite_never_negative_and_complete(values in counts(30..500), horizon in 1_usize..200) {
        for model in ALL {
            if let Ok(forecast) = predict(model, history(&values), horizon) {
                prop_assert_eq!(forecast.len(), horizon);
                let sound = forecast.iter().all(|value| value.is_finite() && *value >= 0.0);
                prop_assert!(sound, "{}: {:?}", model.name(), forecast);
            }
        }
    }

    #[test]
    fn constant_in_is_constant_out(level in 0_u32..1000, gap in 0_usize..400) {
        let mut values = vec![Some(f64::from(level)); 400];
        values[gap] = None;
        for model in ALL {
            let forecast = predict(model, history(&values), 50).unwrap();
            prop_assert!(forecast.iter().all(|value| *value == f64::from(level)), "{}", model.name());
        }
    }

    #[test]
    fn scaled_in_is_scaled_out(values in counts(340..400), power in -3_i32..12) {
        let factor = 2_f64.powi(power);
        let larger: Vec<_> = values.iter().map(|value| value.map(|value| value * factor)).collect();
        for model in ALL {
            let small = predict(model, history(&values), 30);
            let large = predict(model, history(&larger), 30);
            prop_assert_eq!(small.is_ok(), large.is_ok(), "{}", model.name());
            for (small, large) in small.into_iter().flatten().zip(large.into_iter().flatten()) {
                let error = (small * factor - large).abs();
                prop_assert!(error <= 1e-6 * large.max(1.0), "{}: {} {}", model.name(), small, large);
            }
        }
    }
}

/// A model that returns what it is told.
struct Told(Vec<f64>);

impl Model for Told {
    fn name(&self) -> &'static str {
        "told"
    }

    fn min_hours(&self) -> usize {
        2
    }

    fn raw_forecast(&self, _: History<'_>, _: usize) -> Result<Vec<f64>, ModelError> {
        Ok(self.0.clone())
    }
}

#[test]
fn what_runs_away_is_an_error_and_what_is_negative_becomes_zero() {
    let values = [Some(1.0), None, Some(2.0)];
    for (told, want) in [
        (vec![-1.0, 10.0], Ok(vec![0.0, 10.0])),
        (vec![f64::NAN, 1.0], Err(ModelError::RunsAway)),
        (vec![f64::INFINITY, 1.0], Err(ModelError::RunsAway)),
        (vec![1.0, 10.1], Err(ModelError::RunsAway)),
        (vec![1.0], Err(ModelError::RunsAway)),
    ] {
        assert_eq!(predict(&Told(told), history(&values), 2), want);
    }
    let short = predict(&Told(vec![1.0]), history(&values[..2]), 1);
    assert_eq!(
        short,
        Err(ModelError::TooShort {
            needed: 2,
            known: 1
        })
    );
}

#[test]
fn histories_that_hurt_fitted_models_are_refused_or_forecast() {
    let spike = |hour: u32| if hour == 300 { 1e6 } else { 0.0 };
    let spike: Vec<_> = (0..400).map(|hour| Some(spike(hour))).collect();
    let mostly_missing: Vec<_> = (0..400)
        .map(|hour| (hour % 2 == 0).then_some(f64::from(hour)))
        .collect();
    let rising: Vec<_> = (0..400)
        .map(|hour| Some((f64::from(hour) / 20.0).exp()))
        .collect();
    for values in [spike, mostly_missing, rising] {
        for model in ALL {
            if let Ok(forecast) = predict(model, history(&values), 168) {
                assert!(
                    forecast
                        .iter()
                        .all(|value| value.is_finite() && *value >= 0.0)
                );
            }
        }
    }
}
