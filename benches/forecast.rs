//! Series a second in CPU time of one thread, what sparse series are worth, and a whole fleet:
//! `cargo bench --bench forecast [-- ROUNDS | sparse | fleet SEGMENTS]`.
//!
//! Speed: 672 hours of each series of the fixtures that is as long; one forecast is both horizons (24 hours are
//! the first of 168), all backtests and all intervals. On a machine with other work the fastest time of each series says what a
//! core does that no other work shares. Sparse: the same series thinned to a few requests an hour,
//! Poisson deviance of the next week beside that of an exponentially weighted mean times a shrunk shape of the
//! week. Fleet: four weeks of segments × 4 regions whose popularity falls like a power, as a fleet's does; CPU
//! and peak memory of the forecast of all, with the statistics it is made from.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "a bench reports")]

#[path = "fixtures/series.rs"]
mod series;

use std::hint::black_box;
use std::time::Instant;

use series::{fixture_series, poisson};
use shardctl::access::{AccessProfile, HOUR_MS, HourCount, ObjectAccess, OperationClass};
use shardctl::forecast::{
    Effort, ForecastOptions, History, SeriesOptions, forecast_fleet, forecast_series,
};
use shardctl::placement::{Key, Segment};

const HOURS: usize = 672;
const WEEK: usize = 168;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = || {
        arguments
            .iter()
            .rev()
            .find_map(|argument| argument.parse().ok())
    };
    if arguments.iter().any(|argument| argument == "fleet") {
        fleet(number().unwrap_or(100_000));
    } else if arguments.iter().any(|argument| argument == "sparse") {
        sparse();
    } else {
        speed(number().unwrap_or(40));
    }
}

fn options(effort: Effort) -> SeriesOptions {
    SeriesOptions {
        horizon_hours: WEEK,
        level: 0.9,
        effort,
    }
}

fn speed(rounds: usize) {
    let series: Vec<_> = fixture_series()
        .values()
        .filter_map(|values| newest(values, HOURS))
        .collect();
    for (name, effort, rounds) in [
        ("bulk", Effort::Bulk, rounds),
        ("hot", Effort::Hot, rounds.div_ceil(4)),
    ] {
        let options = options(effort);
        let mut fastest = vec![f64::MAX; series.len()];
        let before = cpu_seconds();
        for _ in 0..rounds {
            for (values, fastest) in series.iter().zip(&mut fastest) {
                let first_hour = 0;
                let started = Instant::now();
                black_box(forecast_series(History { first_hour, values }, &options));
                *fastest = fastest.min(started.elapsed().as_secs_f64());
            }
        }
        let spent = cpu_seconds() - before;
        let count = (series.len() * rounds) as f64;
        println!(
            "{name}: {count} series, {:.0} a CPU second; by the fastest time of each {:.0}",
            count / spent,
            series.len() as f64 / fastest.iter().sum::<f64>()
        );
    }
}

/// Every series that has a week after [`HOURS`], at several mean rates.
fn sparse() {
    let mut random = fastrand::Rng::with_seed(7);
    let series = fixture_series();
    for rate in [0.02, 0.1, 0.3, 1.0, 3.0] {
        let (mut own, mut plain, mut hours) = (0.0, 0.0, 0.0);
        for values in series.values() {
            let starts = (0..values.len().saturating_sub(HOURS + WEEK - 1)).step_by(331);
            for start in starts {
                let window = &values[start..start + HOURS + WEEK];
                let mean = window[..HOURS].iter().flatten().sum::<f64>() / HOURS as f64;
                if mean <= 0.0 {
                    continue;
                }
                let thinned = window.iter().flatten();
                let counts =
                    thinned.map(|value| poisson(&mut random, value.max(0.0) / mean * rate));
                let counts: Vec<Option<f64>> = counts.map(Some).collect();
                let (past, future) = counts.split_at(HOURS);
                let first_hour = start as i64;
                let history = History {
                    first_hour,
                    values: past,
                };
                let Some(forecast) = forecast_series(history, &options(Effort::Bulk)) else {
                    continue;
                };
                let past: Vec<f64> = past.iter().copied().flatten().collect();
                let shaped = level_times_shape(&past);
                for (lead, came) in future.iter().copied().flatten().enumerate() {
                    own += deviance(forecast.hours[lead].mean, came);
                    plain += deviance(shaped[(HOURS + lead) % WEEK], came);
                    hours += 1.0;
                }
            }
        }
        println!(
            "sparse: {rate} an hour: Poisson deviance {:.4}, level times shape {:.4}, {} windows",
            own / hours,
            plain / hours,
            hours / WEEK as f64
        );
    }
}

/// Poisson deviance; an expectation of nothing counts as one in a thousand.
fn deviance(mean: f64, came: f64) -> f64 {
    let mean = mean.max(1e-3);
    let seen = if came > 0.0 {
        came * (came / mean).ln()
    } else {
        0.0
    };
    2.0 * (seen - came + mean)
}

/// Per hour of the week of the values' index: a mean with a half-life of two weeks, times own shape at weight
/// weeks / (weeks + 8) and hour × day of the week for the rest.
fn level_times_shape(past: &[f64]) -> Vec<f64> {
    let mean = past.iter().sum::<f64>() / past.len() as f64;
    let relative = |pick: &dyn Fn(usize) -> bool| {
        let picked: Vec<f64> = (0..past.len())
            .filter(|at| pick(*at))
            .map(|at| past[at])
            .collect();
        picked.iter().sum::<f64>() / picked.len() as f64 / mean.max(1e-12)
    };
    let by_hour: Vec<f64> = (0..24)
        .map(|hour| relative(&|at| at % 24 == hour))
        .collect();
    let by_day: Vec<f64> = (0..7)
        .map(|day| relative(&|at| at / 24 % 7 == day))
        .collect();
    let weeks = (past.len() / WEEK) as f64;
    let shape: Vec<f64> = (0..WEEK)
        .map(|hour| {
            let own = relative(&|at| at % WEEK == hour);
            (weeks * own + 8.0 * by_hour[hour % 24] * by_day[hour / 24]) / (weeks + 8.0)
        })
        .collect();
    let (mut demand, mut expected) = (0.0, 0.0);
    for (at, value) in past.iter().enumerate() {
        let weight = (-((past.len() - at) as f64) / 336.0).exp2();
        demand += weight * value;
        expected += weight * shape[at % WEEK];
    }
    shape
        .iter()
        .map(|share| share * demand / expected.max(1e-12))
        .collect()
}

fn fleet(segments: usize) {
    let profile = fleet_profile(segments);
    let cells: usize = profile
        .objects
        .iter()
        .map(|object| object.hours.len())
        .sum();
    let before_kib = peak_kib();
    let by_key = |key: &Key| Segment::Prefix(key.clone());
    let before = cpu_seconds();
    let forecast = forecast_fleet(&profile, by_key, |_| None, &ForecastOptions::default()).unwrap();
    let spent = cpu_seconds() - before;
    let parts = forecast
        .segments
        .iter()
        .map(|segment| segment.demand.regions.len());
    println!(
        "fleet: {} segments, {} parts by region, {cells} hourly counts: {spent:.1} CPU seconds, peak {} MiB ({} MiB before)",
        forecast.segments.len(),
        parts.sum::<usize>(),
        peak_kib() / 1024,
        before_kib / 1024
    );
}

/// Four weeks: the k-th segment is asked 600 / (k + 1)^0.8 times an hour, from four regions, each by a day of its own.
fn fleet_profile(segments: usize) -> AccessProfile {
    let mut random = fastrand::Rng::with_seed(11);
    let mut object = |index: usize| {
        let rate = 600.0 / (index as f64 + 1.0).powf(0.8);
        let mut hours = Vec::new();
        for hour in 0..=HOURS as i64 {
            for region in 0..4_u16 {
                let phase = (hour + 6 * i64::from(region)) as f64 / 24.0 * std::f64::consts::TAU;
                let share = [0.4, 0.3, 0.2, 0.1][usize::from(region)];
                let mean = rate * share * (1.0 + 0.6 * phase.sin());
                // Whole numbers with this mean: what is left of it comes by chance.
                let requests = (mean + random.f64()) as u64;
                if requests > 0 {
                    hours.push(HourCount {
                        hour,
                        region,
                        tenant: 0,
                        class: OperationClass::Read,
                        requests,
                        accesses: requests,
                        assumed: 0,
                        bytes: requests * 10_000,
                    });
                }
            }
        }
        hours.shrink_to_fit();
        ObjectAccess {
            key: format!("data/{index:06}/").as_str().into(),
            logged_size: None,
            hours,
        }
    };
    AccessProfile {
        objects: (0..segments).map(&mut object).collect(),
        regions: ["a", "b", "c", "d"].map(String::from).to_vec(),
        tenants: vec![String::new()],
        oldest_event_ms: Some(-1),
        newest_event_ms: Some(HOURS as i64 * HOUR_MS),
        ..AccessProfile::default()
    }
}

/// The last so many hours, where there are so many.
fn newest(values: &[Option<f64>], hours: usize) -> Option<Vec<Option<f64>>> {
    let from = values.len().checked_sub(hours)?;
    Some(values[from..].to_vec())
}

/// Most memory this process has had.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = peak.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// User and system time of this process.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap()
        .split_whitespace()
        .collect();
    let ticks = |field: usize| fields[field].parse::<f64>().unwrap();
    (ticks(11) + ticks(12)) / 100.0
}
