//! [`Route`]: which candidates a series is worth, by its data and by how much hangs on it.

use super::History;
use super::candidate::{
    Autoregression, Candidate, LevelProfile, Mstl, SameHour, SeasonalNaive, Smoothing,
};

/// Hours from which a week is told apart from its days: two weeks.
const WEEKLY_FROM_HOURS: usize = 2 * 168;
/// Below this share of hours with any demand a series is sparse.
const SPARSE_SHARE: f64 = 0.1;
/// Below so many requests an hour a series of counts is sparse.
const SPARSE_MEAN: f64 = 1.0;
/// Below so many it is, too, when its days differ as much as chance alone makes them: what is best for absolute
/// errors then says too little.
const CHANCE_MEAN: f64 = 4.0;
/// Share of the variance of Poisson counts from which differences of days are chance.
const CHANCE_SHARE: f64 = 0.5;

/// How much time a series may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// A fraction of a millisecond.
    Bulk,
    /// A few milliseconds: every candidate.
    Hot,
}

/// The candidates of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Less than two weeks: days only, and levels that move.
    Short,
    /// Little demand: level times shape.
    Sparse,
    /// Two weeks or more.
    Bulk,
    /// The same, with everything.
    Hot,
}

const SHORT: [&dyn Candidate; 7] = [
    &SeasonalNaive::DAILY,
    &Smoothing::LEVEL,
    &Smoothing::DAILY,
    &Smoothing::THETA,
    &Autoregression::DAILY,
    &Autoregression::DAILY_LOG,
    &Autoregression::DAILY_DIFFERENCE,
];
const SPARSE: [&dyn Candidate; 5] = [
    &SeasonalNaive::DAILY,
    &SeasonalNaive::WEEKLY,
    &LevelProfile::STEADY,
    &LevelProfile::WEEK,
    &LevelProfile::POOLED,
];
const HOT: [&dyn Candidate; 16] = [
    &SeasonalNaive::DAILY,
    &SeasonalNaive::WEEKLY,
    &SameHour::MEAN,
    &SameHour::MEDIAN,
    &Autoregression::LEVELS,
    &Autoregression::LOG,
    &Autoregression::WEEKLY_DIFFERENCE,
    &Autoregression::DAILY_LOG,
    &LevelProfile::STEADY,
    &LevelProfile::RECENT,
    &Smoothing::THETA,
    &Smoothing::DAILY,
    &SameHour::DAILY_MEDIAN,
    &Autoregression::DAILY,
    &Autoregression::DAILY_DIFFERENCE,
    &Mstl,
];
/// So many of [`HOT`] need no more than microseconds or tell most.
const BULK: usize = 11;

impl Route {
    /// The route of `history`.
    pub fn of(history: History<'_>, effort: Effort) -> Self {
        if is_sparse(history) {
            Self::Sparse
        } else if history.values.len() < WEEKLY_FROM_HOURS {
            Self::Short
        } else {
            match effort {
                Effort::Bulk => Self::Bulk,
                Effort::Hot => Self::Hot,
            }
        }
    }

    /// Its candidates; the first one has a forecast wherever any has.
    pub fn candidates(self) -> &'static [&'static dyn Candidate] {
        match self {
            Self::Short => &SHORT,
            Self::Sparse => &SPARSE,
            Self::Bulk => &HOT[..BULK],
            Self::Hot => &HOT,
        }
    }
}

/// Whether hours are too empty to be judged one by one. A small gauge is not: only counts have a unit.
fn is_sparse(history: History<'_>) -> bool {
    let (mut busy, mut whole, mut sum, mut count) = (0_u32, true, 0.0, 0_u32);
    for value in history.values.iter().flatten() {
        if *value < 0.0 {
            return false;
        }
        busy += u32::from(*value > 0.0);
        whole &= value.fract() == 0.0;
        sum += value;
        count += 1;
    }
    let count = f64::from(count.max(1));
    let mean = sum / count;
    f64::from(busy) < SPARSE_SHARE * count
        || (whole && mean < SPARSE_MEAN)
        || (whole && mean < CHANCE_MEAN && daily_variance(history) >= CHANCE_SHARE * mean)
}

/// Half the mean square of what an hour differs from the one a day before.
fn daily_variance(history: History<'_>) -> f64 {
    let days = history.values.iter().zip(history.values.iter().skip(24));
    let squares = days.filter_map(|(before, now)| Some(((*now)? - (*before)?).powi(2)));
    let (sum, count) = squares.fold((0.0, 0.0), |(sum, count), square| {
        (sum + square, count + 1.0)
    });
    if count > 0.0 { sum / count / 2.0 } else { 0.0 }
}
