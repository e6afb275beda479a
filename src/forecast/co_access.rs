//! [`forecast_edges`]: how often two things will be used together, from how often they were, day by day.
//!
//! The rate of an edge is an exponentially weighted mean of its counts (half-life two weeks). Most edges
//! are seen a few times only, and the largest of many small counts was lucky: each rate is drawn towards
//! what chance alone would give, the product of the rates of its two ends over twice that of all (the
//! configuration model), by a Gamma prior on the rate. How strongly is read from all edges: the
//! shape under which their counts, none of which is zero, are likeliest. Edges of 50 counts a week or more have
//! a damped trend on top (Gardner and McKenzie, 1985).
//!
//! Simple inside: days of the week weigh the same in a rate, whatever part of them was seen, but a horizon of some days has
//! no days of the week; weights of shares of a count are treated as counts.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Estimate;
use super::normal::{ln_gamma, two_sided_quantile};

/// Half-life of a day's weight.
const HALF_LIFE_DAYS: f64 = 14.0;
/// Counts a week from which an edge has a trend of its own.
const TREND_COUNTS_A_WEEK: f64 = 50.0;
/// Whole weeks that a trend needs.
const TREND_WEEKS: usize = 3;
/// Smoothing of level and trend, and what is left of the trend a week later.
const LEVEL: f64 = 0.5;
const TREND: f64 = 0.2;
const DAMPING: f64 = 0.8;
/// A trend changes the rate by no more than this factor either way.
const MOST_TREND: f64 = 2.0;
/// Shapes of the prior that are tried; the larger, the nearer everything is to chance.
const SHAPES: [f64; 9] = [0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0];
/// Largest mean whose chances are added up one by one.
const MOST_ADDED_UP: f64 = 100.0;
/// With fewer edges than this the shape is [`FEW_EDGES_SHAPE`].
const ENOUGH_EDGES: usize = 5;
const FEW_EDGES_SHAPE: f64 = 0.1;

/// How often `a` and `b` were used together on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EdgeCount {
    /// One end, by any numbering of the caller's.
    pub a: usize,
    /// The other end.
    pub b: usize,
    /// floor(ms / 86,400,000).
    pub day: i64,
    /// Times.
    pub count: f64,
}

/// What is to be forecast.
#[derive(Clone, Debug, PartialEq)]
pub struct EdgeOptions {
    /// The days that were counted; what lies outside is left alone.
    pub days: Range<i64>,
    /// Days ahead; may be a fraction.
    pub horizon_days: f64,
    /// Level of the intervals, in 0..1.
    pub level: f64,
}

/// The forecast of one edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EdgeForecast {
    /// The smaller end.
    pub a: usize,
    /// The larger end.
    pub b: usize,
    /// Times counted.
    pub observed: f64,
    /// Of these, in the newest days, as many as the horizon has: what "as in the last window" expects.
    pub newest: f64,
    /// Times over the horizon, with the interval of what will be counted.
    pub expected: Estimate,
    /// Times that chance alone would give over the horizon.
    pub by_chance: f64,
}

/// The forecast of every edge that was counted, in order of (a, b). Counts of one edge and day add up, its ends may
/// come in either order; counts that are not above zero, and loops, are left alone.
pub fn forecast_edges(counts: &[EdgeCount], options: &EdgeOptions) -> Vec<EdgeForecast> {
    let edges = gathered(counts, &options.days);
    let weights = Weights::of(&options.days);
    let weighted: Vec<f64> = edges.values().map(|days| weights.sum(days)).collect();
    let ends = end_rates(&edges, &weighted);
    let all: f64 = weighted.iter().sum();
    let by_chance: Vec<f64> = edges
        .keys()
        .map(|(a, b)| ends[a] * ends[b] / (2.0 * all))
        .collect();
    let shape = likeliest_shape(&weighted, &by_chance);
    let known = edges.iter().zip(weighted.iter().zip(&by_chance));
    known
        .map(|((&(a, b), days), (weighted, by_chance))| {
            // Gamma(shape, shape / by_chance) before, Gamma(shape + count, shape / by_chance + 1) after,
            // in units of what the whole window weighs.
            let mass = shape + weighted;
            let rate = mass / (shape / by_chance + 1.0) / weights.total;
            let mean = rate * options.horizon_days * trend(days, options);
            let (lower, upper) = central(mean, mass, options.level);
            EdgeForecast {
                a,
                b,
                observed: days.iter().map(|(_, count)| count).sum(),
                newest: newest(days, options),
                expected: Estimate { mean, lower, upper },
                by_chance: by_chance / weights.total * options.horizon_days,
            }
        })
        .collect()
}

/// The central interval of a negative binomial count: what is not known of the rate, and the chance of each count. Small ones are
/// added up, of large ones the normal distribution is near enough.
fn central(mean: f64, mass: f64, level: f64) -> (f64, f64) {
    let dispersion = 1.0 + mean / mass;
    if mean > MOST_ADDED_UP {
        let reach = two_sided_quantile(level) * (mean * dispersion).sqrt();
        return ((mean - reach).max(0.0), mean + reach);
    }
    let failure = 1.0 - 1.0 / dispersion;
    let (mut count, mut chance) = (0.0, dispersion.powf(-mass));
    let mut below = chance;
    let mut quantile = |share: f64| {
        while below < share && chance > 0.0 {
            chance *= failure * (count + mass) / (count + 1.0);
            below += chance;
            count += 1.0;
        }
        count
    };
    let lower = quantile((1.0 - level) / 2.0);
    let upper = quantile(f64::midpoint(1.0, level));
    (lower.min(mean), upper.max(mean))
}

fn newest(days: &[(i64, f64)], options: &EdgeOptions) -> f64 {
    let from = options.days.end - options.horizon_days.ceil() as i64;
    let newest = days.iter().filter(|(day, _)| *day >= from);
    newest.map(|(_, count)| count).sum()
}

/// Counts by edge, as (day, count) in order of days.
type Edges = BTreeMap<(usize, usize), Vec<(i64, f64)>>;

fn gathered(counts: &[EdgeCount], days: &Range<i64>) -> Edges {
    let mut by_day: BTreeMap<(usize, usize, i64), f64> = BTreeMap::new();
    let usable = |edge: &&EdgeCount| {
        days.contains(&edge.day) && edge.a != edge.b && edge.count > 0.0 && edge.count.is_finite()
    };
    for edge in counts.iter().filter(usable) {
        let ends = (edge.a.min(edge.b), edge.a.max(edge.b), edge.day);
        *by_day.entry(ends).or_default() += edge.count;
    }
    let mut edges = Edges::new();
    for ((a, b, day), count) in by_day {
        edges.entry((a, b)).or_default().push((day, count));
    }
    edges
}

/// What each end takes part in, weighted.
fn end_rates(edges: &Edges, weighted: &[f64]) -> BTreeMap<usize, f64> {
    let mut rates = BTreeMap::new();
    for ((a, b), weighted) in edges.keys().zip(weighted) {
        *rates.entry(*a).or_default() += weighted;
        *rates.entry(*b).or_default() += weighted;
    }
    rates
}

/// What the days of the window weigh.
struct Weights {
    newest: i64,
    /// Per day of the week, so that each weighs the same in all; 1 where not all were seen.
    day_factors: [f64; 7],
    total: f64,
}

impl Weights {
    fn of(days: &Range<i64>) -> Self {
        let mut weights = Self {
            newest: days.end - 1,
            day_factors: [1.0; 7],
            total: 0.0,
        };
        let mut by_day = [0.0; 7];
        for day in days.clone() {
            by_day[day.rem_euclid(7) as usize] += weights.of_day(day);
        }
        weights.total = by_day.iter().sum();
        if !by_day.contains(&0.0) {
            weights.day_factors = by_day.map(|of_day| weights.total / 7.0 / of_day);
        }
        if weights.total <= 0.0 {
            weights.total = 1.0;
        }
        weights
    }

    fn of_day(&self, day: i64) -> f64 {
        let decay = (-((self.newest - day) as f64) / HALF_LIFE_DAYS).exp2();
        decay * self.day_factors[day.rem_euclid(7) as usize]
    }

    fn sum(&self, days: &[(i64, f64)]) -> f64 {
        let weighted = days.iter().map(|(day, count)| self.of_day(*day) * count);
        weighted.sum()
    }
}

/// The shape of the prior under which the counts are likeliest, given that none is zero.
fn likeliest_shape(counts: &[f64], by_chance: &[f64]) -> f64 {
    if counts.len() < ENOUGH_EDGES {
        return FEW_EDGES_SHAPE;
    }
    let likelihood = |shape: f64| -> f64 {
        let pairs = counts.iter().zip(by_chance);
        pairs
            .map(|(count, mean)| {
                let zero = shape * (shape / (shape + mean)).ln();
                let seen = ln_gamma(count + shape) - ln_gamma(shape)
                    + zero
                    + count * (mean / (shape + mean)).ln();
                seen - (-zero.exp_m1()).max(f64::MIN_POSITIVE).ln()
            })
            .sum()
    };
    let tried = SHAPES.map(|shape| (shape, likelihood(shape)));
    let best = tried.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
    best.map_or(FEW_EDGES_SHAPE, |(shape, _)| shape)
}

/// What the mean rate of the horizon is of the present one, by a damped trend over whole weeks; 1 for the rare.
fn trend(days: &[(i64, f64)], options: &EdgeOptions) -> f64 {
    let window = &options.days;
    let weeks = ((window.end - window.start) / 7) as usize;
    let all: f64 = days.iter().map(|(_, count)| count).sum();
    let length = (window.end - window.start) as f64;
    if weeks < TREND_WEEKS || all / length * 7.0 < TREND_COUNTS_A_WEEK {
        return 1.0;
    }
    let mut totals = vec![0.0; weeks];
    for (day, count) in days {
        let back = ((window.end - 1 - day) / 7) as usize;
        if let Some(total) = weeks
            .checked_sub(back + 1)
            .and_then(|week| totals.get_mut(week))
        {
            *total += count;
        }
    }
    let (mut level, mut slope) = (totals[0], 0.0);
    for total in &totals[1..] {
        let before = level;
        level = LEVEL * total + (1.0 - LEVEL) * (level + DAMPING * slope);
        slope = TREND * (level - before) + (1.0 - TREND) * DAMPING * slope;
    }
    // Σ over the weeks ahead of φ + φ² + … + φᵏ, averaged.
    let ahead = (options.horizon_days / 7.0).ceil().max(1.0);
    let (mut reach, mut sum) = (0.0, 0.0);
    for week in 1..=(ahead as usize).min(520) {
        reach += DAMPING.powf(week as f64);
        sum += reach;
    }
    // The level of Holt's method, not the exponentially weighted mean, is where a trend has got to.
    let weights = Weights::of(window);
    let usual = weights.sum(days) / weights.total * 7.0;
    ((level + slope * sum / ahead) / usual).clamp(1.0 / MOST_TREND, MOST_TREND)
}

#[cfg(test)]
mod tests;
