//! Series a second, in CPU time of one thread: `cargo bench --bench forecast [-- ROUNDS]`.
//!
//! 672 hours of each series of the fixtures that is as long; one forecast is both horizons (24 hours are the
//! first of 168), all backtests and all intervals.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "a bench reports")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::io::Read;

use flate2::read::GzDecoder;
use shardctl::forecast::{Effort, History, SeriesOptions, forecast_series};

const HOURS: usize = 672;

fn main() {
    let mut rounds = std::env::args().filter_map(|argument| argument.parse().ok());
    let rounds: usize = rounds.next_back().unwrap_or(40);
    let series = series();
    for (name, effort, rounds) in [
        ("bulk", Effort::Bulk, rounds),
        ("hot", Effort::Hot, rounds.div_ceil(10)),
    ] {
        let options = SeriesOptions {
            horizon_hours: 168,
            level: 0.9,
            effort,
        };
        let before = cpu_seconds();
        for values in series.iter().cycle().take(series.len() * rounds) {
            let first_hour = 0;
            black_box(forecast_series(History { first_hour, values }, &options));
        }
        let spent = cpu_seconds() - before;
        let count = (series.len() * rounds) as f64;
        println!("{name}: {count} series, {:.0} a CPU second", count / spent);
    }
}

/// The newest hours of every fixture series that has so many.
fn series() -> Vec<Vec<Option<f64>>> {
    let mut series: BTreeMap<String, Vec<Option<f64>>> = BTreeMap::new();
    for file in ["nab-hourly", "bike-hourly"] {
        let path = format!(
            "{}/fixtures/series/{file}.csv.gz",
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
    let newest = |values: Vec<Option<f64>>| {
        let from = values.len().checked_sub(HOURS)?;
        Some(values[from..].to_vec())
    };
    series.into_values().filter_map(newest).collect()
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
