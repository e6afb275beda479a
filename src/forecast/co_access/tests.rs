//! Edges whose rate is known, and the sessions of a real web server.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use super::super::edge_score::deviance;
use super::*;
use proptest::prelude::*;

fn options(days: i64, horizon_days: f64) -> EdgeOptions {
    EdgeOptions {
        days: 0..days,
        horizon_days,
        level: 0.9,
    }
}

fn daily(a: usize, b: usize, days: Range<i64>, count: impl Fn(i64) -> f64) -> Vec<EdgeCount> {
    days.map(|day| EdgeCount {
        a,
        b,
        day,
        count: count(day),
    })
    .collect()
}

#[test]
fn what_is_often_counted_goes_on_at_its_rate() {
    // Ten pairs, each only with its partner: far from chance, so little is drawn towards it.
    let counts: Vec<_> = (0..40)
        .flat_map(|pair| daily(2 * pair, 2 * pair + 1, 0..28, |_| 5.0))
        .collect();
    for edge in forecast_edges(&counts, &options(28, 7.0)) {
        assert!((edge.expected.mean - 35.0).abs() < 2.0, "{edge:?}");
        assert!(edge.expected.lower < 30.0 && edge.expected.upper > 40.0);
        assert_eq!(edge.observed, 140.0);
        assert!(edge.by_chance < 2.0);
    }
}

#[test]
fn a_single_count_is_drawn_towards_chance() {
    let mut counts: Vec<_> = (0..40)
        .flat_map(|pair| daily(2 * pair, 2 * pair + 1, 0..28, |_| 2.0))
        .collect();
    counts.extend(daily(0, 3, 27..28, |_| 1.0));
    let edges = forecast_edges(&counts, &options(28, 28.0));
    let lucky = edges
        .iter()
        .find(|edge| (edge.a, edge.b) == (0, 3))
        .unwrap();
    let weights = Weights::of(&(0..28));
    let unshrunk = 1.0 / weights.total * 28.0;
    assert!(
        lucky.expected.mean < unshrunk && lucky.expected.mean > lucky.by_chance,
        "{lucky:?}"
    );
}

#[test]
fn a_rise_goes_on_but_not_for_ever_and_the_rare_have_none() {
    let rising = daily(0, 1, 0..42, |day| 10.0 + (day / 7) as f64 * 5.0);
    let ahead = |days| forecast_edges(&rising, &options(42, days))[0].expected.mean / days;
    assert!(ahead(7.0) > 33.0, "{}", ahead(7.0));
    assert!(ahead(70.0) < 2.0 * ahead(7.0));
    let rare = daily(0, 1, 0..42, |day| if day > 35 { 2.0 } else { 0.0 });
    assert_eq!(trend(&[(40, 6.0)], &options(42, 7.0)), 1.0);
    assert!(forecast_edges(&rare, &options(42, 7.0))[0].expected.mean < 14.0);
}

#[test]
fn nonsense_is_left_alone() {
    let mut counts = daily(1, 1, 0..9, |_| 3.0);
    counts.extend(daily(0, 1, 20..30, |_| 3.0));
    counts.extend(daily(0, 2, 0..9, |_| f64::NAN));
    assert!(forecast_edges(&counts, &options(9, 7.0)).is_empty());
    assert!(forecast_edges(&[], &options(0, 7.0)).is_empty());
}

proptest! {
    #[test]
    fn order_of_counts_and_of_ends_changes_nothing(
        edges in prop::collection::vec((0_usize..9, 0_usize..9, 0_i64..30, 1_u32..40), 0..60)
    ) {
        let counts: Vec<_> = edges
            .iter()
            .map(|&(a, b, day, count)| EdgeCount { a, b, day, count: f64::from(count) })
            .collect();
        let turned: Vec<_> = counts.iter().rev().map(|edge| EdgeCount { a: edge.b, b: edge.a, ..*edge }).collect();
        let forecast = forecast_edges(&counts, &options(30, 7.0));
        prop_assert_eq!(&forecast, &forecast_edges(&turned, &options(30, 7.0)));
        for edge in forecast {
            prop_assert!(edge.a < edge.b && edge.expected.mean.is_finite());
            prop_assert!(0.0 <= edge.expected.lower && edge.expected.lower <= edge.expected.mean);
            prop_assert!(edge.expected.mean <= edge.expected.upper);
        }
    }
}

/// (client, hours since the start, page) of the real log, in order of time.
fn requests() -> Vec<(String, f64, String)> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/fixtures/logs/real/web-access-2015-05.log.gz"
    );
    let mut text = Vec::new();
    let file = std::fs::File::open(path).unwrap();
    flate2::read::GzDecoder::new(file)
        .read_to_end(&mut text)
        .unwrap();
    let text = String::from_utf8_lossy(&text);
    let mut requests: Vec<_> = text
        .lines()
        .filter_map(|line| {
            let client = line.split(' ').next()?;
            let time = line.split_once('[')?.1;
            let number = |range: Range<usize>| time.get(range)?.parse::<f64>().ok();
            let hours = number(0..2)? * 24.0 + number(12..14)? + number(15..17)? / 60.0;
            let page = line.split_once("\"GET ")?.1.split([' ', '?']).next()?;
            Some((client.to_owned(), hours, page.to_owned()))
        })
        .collect();
    requests.sort_by(|a, b| a.1.total_cmp(&b.1));
    requests
}

/// Changes of page within a client's session, as (page, page) → times.
fn changes(requests: &[&(String, f64, String)]) -> BTreeMap<(String, String), f64> {
    let mut last: BTreeMap<&str, (f64, &str)> = BTreeMap::new();
    let mut counts = BTreeMap::new();
    for (client, hours, page) in requests {
        let before = last.insert(client, (*hours, page));
        if let Some((then, from)) = before
            && hours - then <= 0.5
            && from != page
        {
            let ends = (from.min(page).to_owned(), from.max(page).to_owned());
            *counts.entry(ends).or_default() += 1.0;
        }
    }
    counts
}

/// Three windows of a day (72 hours) are read, the last one is forecast: the days of the model are windows here.
#[test]
fn held_out_sessions_are_better_forecast_than_by_the_last_window() {
    let requests = requests();
    let start = requests[0].1;
    let window = |index: usize| {
        let (from, to) = (
            start + index as f64 * 24.0,
            start + (index + 1) as f64 * 24.0,
        );
        let within: Vec<_> = requests
            .iter()
            .filter(|r| r.1 >= from && r.1 < to)
            .collect();
        changes(&within)
    };
    // The fourth day ends early; all that is left of it is held out, at its own length.
    let windows: Vec<_> = (0..3).map(window).collect();
    let held_out = window(3);
    let hours = requests.last().unwrap().1 - start - 72.0;
    let pages: BTreeSet<&String> = windows
        .iter()
        .flat_map(|w| w.keys())
        .flat_map(|(a, b)| [a, b])
        .collect();
    let number: BTreeMap<&String, usize> = pages.into_iter().zip(0..).collect();
    let counts: Vec<_> = windows
        .iter()
        .zip(0..)
        .flat_map(|(window, day)| window.iter().map(move |(ends, count)| (ends, day, *count)))
        .map(|((a, b), day, count)| EdgeCount {
            a: number[a],
            b: number[b],
            day,
            count,
        })
        .collect();
    let forecast = forecast_edges(&counts, &options(3, hours / 24.0));
    let name: Vec<&String> = number.keys().copied().collect();
    let (mut own, mut last_window, mut squared, mut last_squared) = (0.0, 0.0, 0.0, 0.0);
    for edge in &forecast {
        let (a, b) = (name[edge.a], name[edge.b]);
        let ends = (a.min(b).clone(), a.max(b).clone());
        let came = held_out.get(&ends).copied().unwrap_or(0.0);
        let before = windows[2].get(&ends).copied().unwrap_or(0.0) * hours / 24.0;
        own += deviance(edge.expected.mean, came);
        last_window += deviance(before, came);
        squared += (edge.expected.mean - came).powi(2);
        last_squared += (before - came).powi(2);
    }
    let edges = forecast.len() as f64;
    println!(
        "{edges} edges: deviance {:.3} against {:.3}, squared error {:.3} against {:.3}",
        own / edges,
        last_window / edges,
        squared / edges,
        last_squared / edges
    );
    assert!(own < 0.8 * last_window, "{own} {last_window}");
    assert!(squared < last_squared, "{squared} {last_squared}");
}
