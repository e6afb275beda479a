//! Selection on real series: UCI Bike Sharing (see fixtures/PROVENANCE.md), eight weeks of 2012.

use super::super::interval::TotalErrors;
use super::*;

const BIKES: &str = include_str!("../../../fixtures/series/bike-hourly-2012.csv");
/// Monday, 7 May 2012, in hours since 1970.
const START_HOUR: i64 = 371_184;

/// Column 1 is the casual riders, 2 the registered ones.
fn bikes(column: usize) -> Vec<Option<f64>> {
    let value = |line: &str| line.split(',').nth(column)?.parse().ok();
    BIKES.lines().skip(1).map(value).collect()
}

fn history(values: &[Option<f64>]) -> History<'_> {
    History {
        first_hour: START_HOUR,
        values,
    }
}

fn sum(values: &[Option<f64>]) -> f64 {
    values.iter().flatten().sum()
}

#[test]
fn the_choice_beats_naive_on_weeks_it_has_not_seen() {
    let (mut chosen_error, mut naive_error) = (0.0, 0.0);
    for column in [1, 2] {
        let values = bikes(column);
        for end in [840, 1008, 1176] {
            let known = history(&values[..end]);
            let selected = select(known, Effort::Full, &Schedule::new(end, 168), 168);
            let scores = &selected.backtest.candidates;
            assert!(
                scores.iter().all(|c| c.failures == 0 && c.mae.is_some()),
                "{scores:?}"
            );
            let naive = predict(&SeasonalNaive::WEEKLY, known, 168).unwrap();
            let error = |forecast: &[f64]| -> f64 {
                let pairs = forecast.iter().zip(&values[end..]);
                pairs
                    .map(|(forecast, actual)| (forecast - actual.unwrap()).abs())
                    .sum()
            };
            chosen_error += error(&selected.hourly);
            naive_error += error(&naive);
        }
    }
    assert!(
        chosen_error < 0.95 * naive_error,
        "{chosen_error:.0} against {naive_error:.0}"
    );
}

#[test]
fn intervals_of_weekly_totals_cover_about_what_they_say() {
    let (mut covered, mut asked) = (0, 0);
    for column in [1, 2] {
        let values = bikes(column);
        for end in (672..=1176).step_by(24) {
            let schedule = Schedule::new(end, 168);
            let selected = select(history(&values[..end]), Effort::Cheap, &schedule, 168);
            let mut errors = TotalErrors::new(schedule.window_hours);
            for (origin, past) in schedule.origins.iter().zip(&selected.past) {
                errors.add(past.as_ref().unwrap(), &values[*origin..end]);
            }
            let total = errors.estimate(selected.hourly.iter().sum(), 168, 0.9);
            let actual = sum(&values[end..end + 168]);
            covered += u32::from((total.lower..=total.upper).contains(&actual));
            asked += 1;
        }
    }
    let share = f64::from(covered) / f64::from(asked);
    assert!(
        (0.75..=1.0).contains(&share),
        "{covered} of {asked} for a nominal 90 %"
    );
}

#[test]
fn candidates_that_cannot_are_counted_and_passed_over() {
    let values = bikes(1);
    let known = history(&values[..200]);
    let selected = select(known, Effort::Full, &Schedule::new(200, 24), 24);
    let mstl = selected.backtest.score("mstl_ets").unwrap();
    assert_eq!((mstl.failures, mstl.mae), (selected.backtest.origins, None));
    assert!(mstl.error.as_ref().unwrap().contains("needs 336"));
    assert_ne!(selected.model, "mstl_ets");
}

#[test]
fn without_any_origin_the_first_candidate_that_can_forecasts() {
    let values = bikes(1);
    let selected = select(
        history(&values[..30]),
        Effort::Full,
        &Schedule::new(30, 24),
        24,
    );
    assert_eq!(selected.model, "seasonal_naive_24");
    assert_eq!(selected.backtest.error_vs_naive(selected.model), None);
}
