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

/// What a series is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Less than two weeks: days only, and levels that move.
    Short,
    /// Little demand: level times shape.
    Sparse,
    /// Two weeks or more.
    Full,
}

/// The candidates of a series. A hot one of any kind has all that its kind has, MSTL with AutoETS among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    kind: Kind,
    effort: Effort,
    /// Whether a week is told apart from its days.
    weekly: bool,
}

const SHORT: [&dyn Candidate; 8] = [
    &SeasonalNaive::DAILY,
    &Smoothing::LEVEL,
    &Smoothing::DAILY,
    &Smoothing::THETA,
    &Autoregression::DAILY,
    &Autoregression::DAILY_LOG,
    &Autoregression::DAILY_DIFFERENCE,
    &Mstl::DAILY,
];
const SPARSE: [&dyn Candidate; 6] = [
    &SeasonalNaive::DAILY,
    &SeasonalNaive::WEEKLY,
    &LevelProfile::STEADY,
    &LevelProfile::WEEK,
    &LevelProfile::POOLED,
    &Mstl::WEEKLY,
];
const SHORT_SPARSE: [&dyn Candidate; 6] = [
    &SeasonalNaive::DAILY,
    &SeasonalNaive::WEEKLY,
    &LevelProfile::STEADY,
    &LevelProfile::WEEK,
    &LevelProfile::POOLED,
    &Mstl::DAILY,
];
const FULL: [&dyn Candidate; 16] = [
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
    &Mstl::WEEKLY,
];
/// So many of [`FULL`] need no more than microseconds or tell most.
const BULK: usize = 11;
/// So many of the others are for the hot alone: the last.
const DEAR: usize = 1;

impl Route {
    /// The route of `history`.
    pub fn of(history: History<'_>, effort: Effort) -> Self {
        let weekly = history.values.len() >= WEEKLY_FROM_HOURS;
        let kind = if is_sparse(history) {
            Kind::Sparse
        } else if weekly {
            Kind::Full
        } else {
            Kind::Short
        };
        Self {
            kind,
            effort,
            weekly,
        }
    }

    /// Whether hours are too empty to be judged one by one.
    pub fn is_sparse(self) -> bool {
        self.kind == Kind::Sparse
    }

    /// Its candidates; the first one has a forecast wherever any has.
    pub fn candidates(self) -> &'static [&'static dyn Candidate] {
        let all: &[&dyn Candidate] = match self.kind {
            Kind::Short => &SHORT,
            Kind::Sparse if self.weekly => &SPARSE,
            Kind::Sparse => &SHORT_SPARSE,
            Kind::Full => &FULL,
        };
        match (self.effort, self.kind) {
            (Effort::Hot, _) => all,
            (Effort::Bulk, Kind::Full) => &all[..BULK],
            (Effort::Bulk, _) => &all[..all.len() - DEAR],
        }
    }
}

/// Whether hours are too empty to be judged one by one. A small gauge is not: only counts have a unit.
fn is_sparse(history: History<'_>) -> bool {
    let (mut busy, mut sum, mut count) = (0_u32, 0.0, 0_u32);
    for value in history.values.iter().flatten() {
        if *value < 0.0 {
            return false;
        }
        busy += u32::from(*value > 0.0);
        sum += value;
        count += 1;
    }
    let count = f64::from(count.max(1));
    let mean = sum / count;
    let whole = || {
        let mut known = history.values.iter().flatten();
        known.all(|value| value.fract() == 0.0)
    };
    f64::from(busy) < SPARSE_SHARE * count
        || (mean < CHANCE_MEAN
            && whole()
            && (mean < SPARSE_MEAN || daily_variance(history) >= CHANCE_SHARE * mean))
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

/// The candidates of all routes.
#[cfg(test)]
pub fn every_candidate() -> impl Iterator<Item = &'static &'static dyn Candidate> {
    SHORT
        .iter()
        .chain(&SPARSE)
        .chain(&SHORT_SPARSE)
        .chain(&FULL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mstl_with_autoets_is_a_candidate_of_every_hot_series_and_of_no_other() {
        let busy = |hour: usize| 50.0 + (hour % 24) as f64;
        let rare = |hour: usize| f64::from(u8::from(hour.is_multiple_of(29)));
        for (hours, counts, name) in [
            (40, &busy as &dyn Fn(usize) -> f64, "mstl_daily_ets"),
            (335, &busy, "mstl_daily_ets"),
            (336, &busy, "mstl_ets"),
            (200, &rare, "mstl_daily_ets"),
            (700, &rare, "mstl_ets"),
        ] {
            let values: Vec<Option<f64>> = (0..hours).map(|hour| Some(counts(hour))).collect();
            let history = History {
                first_hour: 0,
                values: &values,
            };
            let names = |effort| {
                let route = Route::of(history, effort);
                let candidates = route.candidates().iter();
                candidates
                    .map(|candidate| candidate.name())
                    .collect::<Vec<_>>()
            };
            assert!(names(Effort::Hot).contains(&name), "{hours}");
            let bulk = names(Effort::Bulk);
            assert!(!bulk.iter().any(|name| name.contains("mstl")), "{hours}");
            assert!(bulk.iter().all(|name| names(Effort::Hot).contains(name)));
        }
    }
}
