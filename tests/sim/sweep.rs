//! Sweeps over seeds. Every failure names its seed, and `SHARDCTL_SIM_SEED` lives it again, call by call:
//!
//! ```text
//! SHARDCTL_SIM_SEED=265 cargo test --test sim one_seed -- --nocapture      one life, printed (265f: on a file)
//! SHARDCTL_SIM_SEEDS=4000 cargo test --release --test sim sweep            so many, one in ten on a file
//! SHARDCTL_SIM_FROM=100000 SHARDCTL_SIM_SEEDS=…                            others than the first
//! SHARDCTL_SIM_ROWS=1 SHARDCTL_SIM_SEEDS=…                                 fails on rows that no life came to
//! ```
//!
//! A seed that ever failed stays in `seeds.txt` and is lived by every run.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::cells::Cells;
use super::life::{Lived, live};

/// Seeds of a run of which nothing is said: the least that shows a slip at once.
const FEW: u64 = 40;
/// One life in so many keeps its journal in a file.
const ON_FILE: u64 = 10;

/// Seeds that failed once.
const KEPT: &str = include_str!("seeds.txt");

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{name}={text} is not a number")),
    )
}

/// A life that may panic: what it said, and its seed, are printed.
fn try_life(seed: u64, on_file: bool, cells: &Arc<Cells>) -> Option<Lived> {
    let lived = catch_unwind(AssertUnwindSafe(|| live(seed, on_file, false, cells)));
    if lived.is_err() {
        let file = if on_file { "f" } else { "" };
        println!(
            "^^^ SHARDCTL_SIM_SEED={seed}{file} cargo test --test sim one_seed -- --nocapture"
        );
    }
    lived.ok()
}

/// What came of a sweep.
#[derive(Default)]
struct Sums {
    failed: BTreeSet<u64>,
    ends: BTreeMap<&'static str, u64>,
    calls: u64,
    processes: u64,
}

/// Lives every seed of the range on as many threads as `SHARDCTL_SIM_THREADS` says, or one.
fn sweep_of(from: u64, count: u64, cells: &Arc<Cells>) -> Sums {
    let threads = number("SHARDCTL_SIM_THREADS").unwrap_or(1);
    let (next, sums) = (AtomicU64::new(from), Mutex::new(Sums::default()));
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= from + count {
                return;
            }
            let lived = try_life(seed, seed % ON_FILE == 0, cells);
            let mut sums = sums.lock().unwrap_or_else(PoisonError::into_inner);
            match lived {
                Some(lived) => {
                    *sums.ends.entry(lived.end).or_default() += 1;
                    sums.calls += lived.calls;
                    sums.processes += lived.processes;
                }
                None => {
                    sums.failed.insert(seed);
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(work);
        }
    });
    sums.into_inner().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn sweep() {
    let from = number("SHARDCTL_SIM_FROM").unwrap_or(0);
    let count = number("SHARDCTL_SIM_SEEDS").unwrap_or(FEW);
    let cells = Arc::new(Cells::default());
    let began = Instant::now();
    let sums = sweep_of(from, count, &cells);
    let rows = cells.rows();
    let reached = rows.iter().filter(|(_, count)| *count > 0).count();
    println!(
        "{count} seeds from {from} in {:.1} s: {} processes, {} calls; ends {:?}; {reached} of {} rows",
        began.elapsed().as_secs_f64(),
        sums.processes,
        sums.calls,
        sums.ends,
        rows.len()
    );
    assert!(sums.failed.is_empty(), "failed: {:?}", sums.failed);
    let never = rows.iter().filter(|(_, count)| *count == 0);
    let never: Vec<&str> = never.map(|(row, _)| row.as_str()).collect();
    if std::env::var_os("SHARDCTL_SIM_ROWS").is_some() {
        assert!(never.is_empty(), "rows that no life came to: {never:#?}");
    }
}

#[test]
fn seeds_that_failed_once() {
    let cells = Arc::new(Cells::default());
    let lines = KEPT
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim());
    let mut failed = Vec::new();
    for text in lines.filter(|text| !text.is_empty()) {
        let (seed, on_file) = seed_of(text);
        if try_life(seed, on_file, &cells).is_none() {
            failed.push(text);
        }
    }
    assert!(failed.is_empty(), "failed again: {failed:?}");
}

fn seed_of(text: &str) -> (u64, bool) {
    let digits = text.trim_end_matches('f');
    let seed = digits
        .parse()
        .unwrap_or_else(|_| panic!("`{text}` is no seed"));
    (seed, digits.len() < text.len())
}

#[test]
fn one_seed() {
    let Ok(text) = std::env::var("SHARDCTL_SIM_SEED") else {
        return;
    };
    let (seed, on_file) = seed_of(&text);
    let lived = live(seed, on_file, true, &Arc::default());
    println!("{} after {} calls", lived.end, lived.calls);
}

#[test]
fn a_seed_lived_twice_is_the_same_life() {
    let cells = Arc::new(Cells::default());
    let traces = |seed| live(seed, seed % ON_FILE == 0, false, &cells).trace;
    for seed in 1_000..1_012 {
        assert_eq!(traces(seed), traces(seed), "seed {seed}");
    }
    assert_ne!(traces(1_000), traces(1_001));
}
