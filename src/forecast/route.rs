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
const SPARSE: [&dyn Candidate; 4] = [
    &SeasonalNaive::DAILY,
    &SeasonalNaive::WEEKLY,
    &LevelProfile::STEADY,
    &LevelProfile::RECENT,
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
    f64::from(busy) < SPARSE_SHARE * count || (whole && sum < SPARSE_MEAN * count)
}
