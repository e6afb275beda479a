//! Whether stated confidences are true: `cargo bench --bench calibration [-- FLEETS]`.
//!
//! Generated fleets of three regions, priced so that many moves are near what they cost: directories whose readers are
//! spread over regions, come and go by the hour, grow or fade from week to week, and now and then turn to another
//! region. Each is replayed, a plan every night, carried out whatever the gate says; a clump is judged by the week
//! after it, which the plan had not seen. Each half of the fleets is judged by what calibration learned from the other
//! half. For each decile of the confidence: clumps, what was stated on average, what share of them paid; as
//! stated, and as corrected.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "a bench reports")]

#[path = "fixtures/generated_fleet.rs"]
mod generated_fleet;

use generated_fleet::GeneratedFleet;
use shardctl::plan::Calibration;

/// Fleets without a number on the command line.
const FLEETS: u64 = 60;
/// A decile may be off by this much.
const TOLERANCE: f64 = 0.05;

fn main() {
    let number = std::env::args().find_map(|argument| argument.parse().ok());
    let fleets: u64 = number.unwrap_or(FLEETS);
    let mut halves = [Vec::new(), Vec::new()];
    for seed in 0..fleets {
        let outcomes = GeneratedFleet::new(seed).replayed().unwrap();
        halves[(seed % 2) as usize].extend(outcomes);
    }
    println!(
        "{fleets} fleets: {} and {} clumps, each half corrected by the other",
        halves[0].len(),
        halves[1].len()
    );
    print_deciles("as stated", &halves.concat());
    let corrected = [(0, 1), (1, 0)].map(|(learned, judged)| -> Vec<(f64, bool)> {
        let known = Calibration::of(halves[learned].clone());
        let judged = halves[judged].iter();
        judged
            .map(|&(stated, paid)| (known.of_stated(stated), paid))
            .collect()
    });
    print_deciles("as corrected", &corrected.concat());
}

fn print_deciles(title: &str, outcomes: &[(f64, bool)]) {
    let paid: f64 = outcomes
        .iter()
        .map(|(_, paid)| f64::from(u8::from(*paid)))
        .sum();
    println!(
        "\n{title}: {} clumps, {:.3} paid",
        outcomes.len(),
        paid / outcomes.len().max(1) as f64
    );
    println!("decile      clumps  stated  paid   off    95 % of chance");
    for decile in 0..10 {
        let within = |stated: f64| ((stated * 10.0) as usize).min(9) == decile;
        let here: Vec<&(f64, bool)> = outcomes
            .iter()
            .filter(|(stated, _)| within(*stated))
            .collect();
        if here.is_empty() {
            continue;
        }
        let count = here.len() as f64;
        let stated = here.iter().map(|(stated, _)| stated).sum::<f64>() / count;
        let paid = here.iter().filter(|(_, paid)| *paid).count() as f64 / count;
        let chance = 1.96 * (stated * (1.0 - stated) / count).sqrt();
        let verdict = if (paid - stated).abs() <= TOLERANCE {
            ""
        } else {
            "  beyond 5 points"
        };
        println!(
            "{:.1}–{:.1}     {:>6}  {stated:.3}   {paid:.3}  {:+.3}  ±{chance:.3}{verdict}",
            decile as f64 / 10.0,
            (decile + 1) as f64 / 10.0,
            here.len(),
            paid - stated,
        );
    }
}
