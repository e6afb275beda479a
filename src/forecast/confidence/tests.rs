//! The formulas, and what confidences of real series come to.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::GzDecoder;

use super::*;
use crate::forecast::{Effort, History, SeriesOptions, forecast_series};

#[test]
fn components_follow_their_formulas() {
    let inputs = ConfidenceInputs {
        sparse: None,
        error_vs_naive: Some(0.6),
        requests: Estimate {
            mean: 100.0,
            lower: 80.0,
            upper: 120.0,
        },
        known_hours: 336,
        covered_hours: 420,
        past_requests: 200.0,
        assumed_requests: 20.0,
        drifts: false,
    };
    let got = inputs.confidence();
    assert_eq!((got.skill, got.history), (0.7, 0.5));
    assert_eq!((got.sharpness, got.region_coverage), (0.8, 0.9));
    assert_eq!(got.log_completeness, 0.8);
    assert!((got.product - 0.7 * 0.8 * 0.5 * 0.9 * 0.8).abs() < 1e-12);
    let drifting = ConfidenceInputs {
        drifts: true,
        ..inputs
    };
    assert_eq!(drifting.confidence().product, got.product / 2.0);
    assert!(drifting.confidence().total < got.total);
}

#[test]
fn hopeless_inputs_give_zero_not_nan() {
    let silent = ConfidenceInputs {
        sparse: None,
        error_vs_naive: None,
        requests: Estimate::default(),
        known_hours: 10_000,
        covered_hours: 10_000,
        past_requests: 0.0,
        assumed_requests: 0.0,
        drifts: false,
    };
    assert_eq!(silent.confidence().product, 0.5);
    let wide = Estimate {
        mean: 1.0,
        lower: 0.0,
        upper: 9.0,
    };
    let wide = ConfidenceInputs {
        requests: wide,
        ..silent
    };
    assert_eq!(wide.confidence().product, 0.0);
    assert_eq!(wide.confidence().total, KNOTS[0].1);
}

/// Every series of the fixtures, by name.
fn fixtures() -> BTreeMap<String, Vec<Option<f64>>> {
    let mut series: BTreeMap<String, Vec<Option<f64>>> = BTreeMap::new();
    for name in ["nab-hourly", "bike-hourly"] {
        let path = format!(
            "{}/fixtures/series/{name}.csv.gz",
            env!("CARGO_MANIFEST_DIR")
        );
        let mut text = String::new();
        let mut file = GzDecoder::new(std::fs::File::open(path).unwrap());
        file.read_to_string(&mut text).unwrap();
        for line in text.lines().skip(1) {
            let (id, rest) = line.split_once(',').unwrap();
            let value = rest.rsplit(',').next().unwrap().parse().unwrap();
            series.entry(id.to_owned()).or_default().push(Some(value));
        }
    }
    series
}

/// (confidence, whether the next day came within a quarter) from origins that the curve was not made from.
fn outcomes() -> Vec<(f64, bool)> {
    let options = SeriesOptions {
        horizon_hours: 168,
        level: 0.9,
        effort: Effort::Bulk,
    };
    let mut outcomes = Vec::new();
    for values in fixtures().into_values() {
        let step = if values.len() > 5000 { 997 } else { 101 };
        for origin in (260..values.len().saturating_sub(24)).step_by(step) {
            let past = &values[origin.saturating_sub(1344)..origin];
            let history = History {
                first_hour: origin as i64,
                values: past,
            };
            let Some(forecast) = forecast_series(history, &options) else {
                continue;
            };
            let expected: f64 = forecast.hours[..24].iter().map(|hour| hour.mean).sum();
            let came: f64 = values[origin..origin + 24].iter().flatten().sum();
            let hit = (expected - came).abs() <= 0.25 * expected.abs();
            outcomes.push((forecast.confidence, hit));
        }
    }
    outcomes.sort_by(|a, b| a.0.total_cmp(&b.0));
    outcomes
}

#[test]
fn of_forecasts_with_a_confidence_about_that_share_comes_true() {
    let outcomes = outcomes();
    assert!(outcomes.len() > 80, "{}", outcomes.len());
    let shares = outcomes.chunks(outcomes.len().div_ceil(3)).map(|third| {
        let count = third.len() as f64;
        let confidence = third.iter().map(|outcome| outcome.0).sum::<f64>() / count;
        let hits = third.iter().filter(|outcome| outcome.1).count() as f64 / count;
        (confidence, hits)
    });
    let shares: Vec<(f64, f64)> = shares.collect();
    for (confidence, hits) in &shares {
        assert!((confidence - hits).abs() < 0.15, "{shares:?}");
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

fn poisson(random: &mut fastrand::Rng, mean: f64) -> f64 {
    let (limit, mut count, mut product) = ((-mean).exp(), 0.0, random.f64());
    while product > limit {
        product *= random.f64();
        count += 1.0;
    }
    count
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
