//! The formulas, and what confidences of real series come to.

use super::*;
use crate::forecast::fixtures::{fixture_series, poisson};
use crate::forecast::{Effort, History, SeriesOptions, forecast_series};

const INPUTS: ConfidenceInputs = ConfidenceInputs {
    sparse: None,
    error_vs_naive: Some(0.6),
    requests: Estimate {
        mean: 100.0,
        lower: 80.0,
        upper: 120.0,
    },
    seen_within: 0.0,
    horizon_hours: 168,
    measured_hours: 168,
    known_hours: 336,
    covered_hours: 420,
    past_requests: 200.0,
    assumed_requests: 20.0,
};

#[test]
fn components_follow_their_formulas() {
    let got = INPUTS.confidence();
    assert_eq!((got.skill, got.history), (0.7, 0.5));
    // 25 % of the mean are 2.06 deviations of an interval that reaches 20 % with 1.645.
    assert!((got.sharpness - 0.960_2).abs() < 1e-3, "{got:?}");
    assert_eq!((got.region_coverage, got.log_completeness), (0.9, 0.8));
    assert_eq!(got.reach, 1.0);
    let product = 0.7 * got.sharpness * 0.5 * 0.9 * 0.8;
    assert!((got.product - product).abs() < 1e-12);
    let drifting = got.shaken(true);
    assert_eq!(
        (drifting.product, drifting.steadiness),
        (got.product / 2.0, 0.5)
    );
    assert!(drifting.total < got.shaken(false).total && got.shaken(false).total < got.total);
}

#[test]
fn hopeless_inputs_give_next_to_nothing_not_nan() {
    let silent = ConfidenceInputs {
        error_vs_naive: None,
        requests: Estimate::default(),
        known_hours: 10_000,
        covered_hours: 10_000,
        past_requests: 0.0,
        assumed_requests: 0.0,
        ..INPUTS
    };
    assert_eq!(silent.confidence().product, 0.5);
    let with_width = |times: f64| {
        let requests = Estimate {
            mean: 1.0,
            lower: 0.0,
            upper: 1.0 + times,
        };
        ConfidenceInputs { requests, ..silent }.confidence()
    };
    let mut last = with_width(0.01);
    for times in [0.5, 1.0, 2.0, 10.0, 100.0, 1e9] {
        let got = with_width(times);
        assert!(
            got.sharpness < last.sharpness && got.total < last.total,
            "{times}"
        );
        last = got;
    }
    assert!(with_width(10.0).total < 0.15 && with_width(1e9).total < 1e-6);
}

/// Nothing beyond the longest backtest is known better than it.
#[test]
fn confidence_falls_with_every_hour_beyond_what_was_backtested() {
    let mut random = fastrand::Rng::with_seed(2);
    let values: Vec<Option<f64>> = (0..504)
        .map(|hour| Some(f64::from(20 + hour % 24 + random.i32(0..9))))
        .collect();
    let sparse: Vec<Option<f64>> = (0..504).map(|_| Some(poisson(&mut random, 0.3))).collect();
    for values in [values, sparse] {
        let history = History {
            first_hour: 0,
            values: &values,
        };
        let mut last = 1.0;
        for horizon_hours in [168, 169, 240, 336, 720, 2160, 8760] {
            let options = SeriesOptions {
                horizon_hours,
                level: 0.9,
                effort: Effort::Bulk,
            };
            let got = forecast_series(history, &options).unwrap();
            assert!(
                got.confidence < last,
                "{horizon_hours}: {} {last}",
                got.confidence
            );
            assert_eq!(got.measured_hours, 168);
            last = got.confidence;
        }
    }
}

/// Noise around next to nothing: what comes is hardly ever within a quarter of what was expected, and the confidence says so.
#[test]
fn of_noise_hardly_anything_is_promised() {
    let mut random = fastrand::Rng::with_seed(6);
    let options = SeriesOptions {
        horizon_hours: 24,
        level: 0.9,
        effort: Effort::Bulk,
    };
    for hours in [48, 240, 672] {
        let (mut confidence, mut hits) = (0.0, 0.0);
        for _ in 0..40 {
            let mut noise = || (0..12).map(|_| random.f64()).sum::<f64>() - 6.0;
            let values: Vec<Option<f64>> = (0..hours + 24).map(|_| Some(noise())).collect();
            let (past, future) = values.split_at(hours);
            let history = History {
                first_hour: 0,
                values: past,
            };
            let got = forecast_series(history, &options).unwrap();
            let sum = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>();
            let expected = sum(&mut got.hours.iter().map(|hour| hour.mean));
            let came = sum(&mut future.iter().flatten().copied());
            confidence += got.confidence / 40.0;
            hits += f64::from(u8::from((expected - came).abs() <= 0.25 * expected.abs())) / 40.0;
        }
        assert!(
            confidence < 0.3 && hits < 0.2,
            "{hours}: {confidence} {hits}"
        );
    }
}

/// (confidence, whether what came over the horizon was within a quarter) from origins that the curve was not made from.
fn outcomes(horizon_hours: usize) -> Vec<(f64, bool)> {
    let options = SeriesOptions {
        horizon_hours,
        level: 0.9,
        effort: Effort::Bulk,
    };
    let mut outcomes = Vec::new();
    for values in fixture_series().into_values() {
        let step = if values.len() > 5000 { 997 } else { 101 };
        for origin in (260..values.len().saturating_sub(horizon_hours)).step_by(step) {
            let past = &values[origin.saturating_sub(1344)..origin];
            let history = History {
                first_hour: origin as i64,
                values: past,
            };
            let Some(forecast) = forecast_series(history, &options) else {
                continue;
            };
            let expected: f64 = forecast.hours.iter().map(|hour| hour.mean).sum();
            let came: f64 = values[origin..origin + horizon_hours]
                .iter()
                .flatten()
                .sum();
            let hit = (expected - came).abs() <= 0.25 * expected.abs();
            outcomes.push((forecast.confidence, hit));
        }
    }
    outcomes.sort_by(|a, b| a.0.total_cmp(&b.0));
    outcomes
}

#[test]
fn of_forecasts_with_a_confidence_about_that_share_comes_true() {
    let mut outcomes = [outcomes(24), outcomes(168)].concat();
    outcomes.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(outcomes.len() > 130, "{}", outcomes.len());
    let shares = outcomes.chunks(outcomes.len().div_ceil(3)).map(|third| {
        let count = third.len() as f64;
        let confidence = third.iter().map(|outcome| outcome.0).sum::<f64>() / count;
        let hits = third.iter().filter(|outcome| outcome.1).count() as f64 / count;
        (confidence, hits)
    });
    let shares: Vec<(f64, f64)> = shares.collect();
    for (confidence, hits) in &shares {
        assert!((confidence - hits).abs() < 0.12, "{shares:?}");
    }
    assert!(
        shares[2].1 > shares[0].1 + 0.15,
        "it must tell good from bad: {shares:?}"
    );
}

/// The days of a series, Poisson or in bursts, with this mean an hour: (forecast's confidence, whether the next day
/// came within a quarter).
fn sparse_outcomes(random: &mut fastrand::Rng, rate: f64, burst: f64) -> Vec<(f64, bool)> {
    let options = SeriesOptions {
        horizon_hours: 24,
        level: 0.9,
        effort: Effort::Bulk,
    };
    let mut series = || -> Vec<Option<f64>> {
        let hours = (0..696).map(|_| Some(burst * poisson(random, rate / burst)));
        hours.collect()
    };
    let mut outcome = || {
        let values = series();
        let (past, future) = values.split_at(672);
        let history = History {
            first_hour: 0,
            values: past,
        };
        let forecast = forecast_series(history, &options)?;
        let expected: f64 = forecast.hours.iter().map(|hour| hour.mean).sum();
        let came: f64 = future.iter().flatten().sum();
        Some((
            forecast.confidence,
            (expected - came).abs() <= 0.25 * expected,
        ))
    };
    (0..200).filter_map(|_| outcome()).collect()
}

#[test]
fn sparse_series_promise_no_more_than_chance_allows() {
    let mut random = fastrand::Rng::with_seed(3);
    for (rate, burst) in [(0.02, 1.0), (0.1, 1.0), (0.3, 1.0), (0.9, 1.0), (0.3, 3.0)] {
        let outcomes = sparse_outcomes(&mut random, rate, burst);
        let count = outcomes.len() as f64;
        let confidence = outcomes.iter().map(|outcome| outcome.0).sum::<f64>() / count;
        let hits = outcomes.iter().filter(|outcome| outcome.1).count() as f64 / count;
        println!("{rate} {burst}: {confidence:.3} {hits:.3}");
        assert!(
            (confidence - hits).abs() < 0.1,
            "{rate} {burst}: {confidence} {hits}"
        );
    }
}
