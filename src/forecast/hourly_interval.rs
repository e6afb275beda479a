//! [`HourlyErrors`]: an interval for each hour ahead, by split-conformal calibration on backtest errors.
//!
//! What the combined forecast missed from each past origin, every origin judged by weights that the others
//! gave, is divided by the spread of its hour of the day. Of these the quantiles of both tails, per
//! stretch of leads, times the spread of the hour make the interval. Errors of one origin are alike, so that
//! their number says too little: the interval of each origin is made of the errors of the others, the factor
//! is found that would have made it hold what 90 % should, and all intervals are widened by it, or narrowed a
//! little. An hour of the day that stands out, as that of a batch every night, has a spread for itself and reaches no less far
//! than its own errors. Because factor and spreads do not depend on the level, intervals nest. Beyond the level of that
//! calibration errors say little of their tails: intervals reach at least as much farther as those of normal errors would.

use std::cmp::Ordering;

use super::fresh_step::FreshStep;
use super::lanes::{sum, sum_of};
use super::normal::two_sided_quantile;
use super::schedule::Schedule;
use super::week_peaks::WeekPeaks;
use super::{Estimate, History};

/// First leads, in hours, of the stretches that share quantiles.
const STRETCHES: [usize; 4] = [0, 6, 24, 72];
/// Errors at which an hour of the day's own spread weighs as much as that of all hours.
const SHRINKAGE: f64 = 8.0;
/// An hour of the day whose mean error is this many times the spread that it would share with its neighbours, which is three times
/// at most, stands out: as that of a batch every night does.
const OUTSTANDING: f64 = 2.0;
/// Fewest errors that tell so.
const ENOUGH_OWN: f64 = 5.0;
/// What the widening is calibrated at.
const REFERENCE_LEVEL: f64 = 0.9;
/// Fewest origins that count as a calibration.
const MIN_ORIGINS: usize = 2;
/// From so many origins on, their number is no reason to widen.
const ENOUGH_ORIGINS: usize = 5;
/// From this daily growth of a variance on, 1 being that of a walk, a series walks.
const WALKS: f64 = 0.3;
/// Reaches below this many spreads count as this.
const SMALLEST_REACH: f64 = 0.1;
/// Farthest that intervals are widened, and narrowed.
const MOST_WIDENING: f64 = 3.0;
const MOST_NARROWING: f64 = 0.8;
/// Share of the errors left out that the widened intervals must hold: a little more than the reference level, as
/// what comes differs more from the past than parts of the past from each other.
const NEEDED_LEVEL: f64 = 0.92;

/// Errors of one past origin: (lead, hour of the day, actual − forecast).
pub type OriginErrors = Vec<(usize, usize, f64)>;

/// How far below and above the mean, in spreads.
type Reach = (f64, f64);

/// The calibration of one series at one level.
pub struct HourlyErrors {
    spreads: [f64; 24],
    /// What hours that stand out reach by their own errors; 0 of others.
    own_reaches: [f64; 24],
    /// Per stretch of leads.
    reaches: [Reach; STRETCHES.len()],
    widening: f64,
    /// Leads that were measured.
    measured: usize,
    /// What the variance of a day ahead grows by a day: that of a walk.
    growth: f64,
    /// Hours of the week with a scale of their own.
    peaks: Option<WeekPeaks>,
    level: f64,
    /// Reach of the first day.
    daily: Reach,
    /// A step of the newest hours that intervals reach around.
    fresh: Option<FreshStep>,
}

impl HourlyErrors {
    /// The calibration from the errors of each origin; `None` with too few of them.
    pub fn calibrate(origins: &[OriginErrors], level: f64) -> Option<Self> {
        let used = origins.iter().filter(|errors| !errors.is_empty()).count();
        if used < MIN_ORIGINS {
            return None;
        }
        let hours = HourSpreads::of(origins.iter().flatten());
        let tails = Tails::of(origins, &hours.spreads, level);
        let reaches = tails.stretched_reaches(level);
        Some(Self {
            reaches,
            own_reaches: hours.own_reaches(origins, level),
            widening: tails.widening(origins.len()) * few_origins(used),
            measured: origins.iter().flatten().map(|error| error.0 + 1).max()?,
            spreads: hours.spreads,
            fresh: None,
            growth: 0.0,
            peaks: None,
            level,
            daily: reaches[1],
        })
    }

    /// The same where the level may just have changed.
    #[must_use]
    pub fn after_step(self, fresh: Option<FreshStep>) -> Self {
        Self { fresh, ..self }
    }

    /// Whether the newest hours may be at a level of their own.
    pub fn is_after_step(&self) -> bool {
        self.fresh.is_some()
    }

    /// The same of a series whose level walks: weeks apart its values differ by more than days apart. Of far leads few errors are known,
    /// and these overlap; that of a day ahead, grown like the differences, is the least.
    #[must_use]
    pub fn growing(self, values: &[Option<f64>]) -> Self {
        // Mean distance of differences from their mean, which a trend makes.
        let mut differences = Vec::with_capacity(values.len());
        let mut apart = |hours: usize| {
            let pairs = values.iter().zip(values.iter().skip(hours));
            differences.clear();
            differences.extend(pairs.filter_map(|(before, now)| Some((*now)? - (*before)?)));
            let count = differences.len().max(1) as f64;
            let mean = sum(&differences) / count;
            sum_of(&differences, |apart| (apart - mean).abs()) / count
        };
        let day = apart(24);
        let mut by_day = |days: usize| ((apart(24 * days) / day).powi(2) - 1.0) / (days - 1) as f64;
        // Days within a week differ by its rhythm, too: they count where weeks differ as well.
        let growth = match by_day(7) {
            walks if walks > WALKS => walks.max(by_day(3)).max(1.0),
            stays => stays,
        };
        let growth = if growth.is_finite() { growth } else { 0.0 };
        Self {
            growth: growth.clamp(0.0, 2.0),
            ..self
        }
    }

    /// The same of a series some of whose hours of the week stand out.
    #[must_use]
    pub fn peaking(self, history: History<'_>) -> Self {
        let usual = self.spreads.iter().sum::<f64>() / 24.0;
        Self {
            peaks: WeekPeaks::of(history, usual),
            ..self
        }
    }

    /// The interval of the hour `lead` hours after the first, `hour` hours after a Thursday's first one, expected to be `mean`.
    pub fn estimate(&self, mean: f64, lead: usize, hour: usize) -> Estimate {
        let (low, high) = self.reaches[stretch(lead)];
        let beyond = ((lead + 1) as f64 / self.measured as f64).max(1.0).sqrt();
        let own = self.own_reaches[hour % 24];
        let walked = match lead as f64 / 24.0 - 1.0 {
            further if further > 0.0 => (1.0 + self.growth * further).sqrt(),
            _ => 0.0,
        };
        let reach = |shared: f64, daily: f64| {
            let shared = f64::max(shared * beyond, daily * walked);
            f64::max(shared * self.widening, own * beyond)
        };
        let (low, high) = (reach(low, self.daily.0), reach(high, self.daily.1));
        let unit = self.spreads[hour % 24];
        let peak = self.peaks.as_ref();
        let peak = peak.map_or(0.0, |peaks| peaks.reach(mean, hour, self.level));
        let estimate = Estimate {
            mean,
            lower: mean - (low * unit).max(peak),
            upper: mean + (high * unit).max(peak),
        };
        match &self.fresh {
            Some(fresh) => fresh.around(estimate, hour),
            None => estimate,
        }
    }
}

/// The errors of one stretch of leads.
#[derive(Default)]
struct Tail {
    /// (Error over spread, origin), sorted as far from both ends as is looked.
    errors: Vec<(f64, usize)>,
    /// How many are of each origin.
    counts: Vec<usize>,
}

impl Tail {
    /// Of so many origins and leads.
    fn with_room(origins: usize, leads: usize) -> Self {
        Self {
            errors: Vec::with_capacity(origins * leads),
            counts: vec![0; origins],
        }
    }

    /// Sorts the ends, as far as reaches at `level` and the reference level look for them without any one origin.
    fn sort(&mut self, level: f64) {
        // No error is NaN; comparing numbers is quicker than comparing their bits.
        let order =
            |a: &(f64, usize), b: &(f64, usize)| a.0.partial_cmp(&b.0).unwrap_or(Ordering::Equal);
        let count = self.errors.len();
        if count == 0 {
            return;
        }
        let least = each_side(level.min(REFERENCE_LEVEL));
        let most_left_out = self.counts.iter().max().copied().unwrap_or(0);
        let depth = count - rank(count, least) + most_left_out;
        if 2 * (depth + 1) > count {
            self.errors.sort_unstable_by(order);
            return;
        }
        let (low, _, rest) = self.errors.select_nth_unstable_by(depth, order);
        low.sort_unstable_by(order);
        let (_, _, high) = rest.select_nth_unstable_by(rest.len() - 1 - depth, order);
        high.sort_unstable_by(order);
    }

    /// How far the errors reach at `level` without those of origin `out`; `None` without any.
    fn reach(&self, level: f64, out: Option<usize>) -> Option<Reach> {
        let count = self.errors.len() - out.map_or(0, |out| self.counts[out]);
        if count == 0 {
            return None;
        }
        let left_out = |error: &&(f64, usize)| Some(error.1) != out;
        let from_end = count - 1 - rank(count, level);
        let low = self.errors.iter().filter(left_out).nth(from_end)?;
        let high = self.errors.iter().rev().filter(left_out).nth(from_end)?;
        Some((-low.0, high.0))
    }
}

/// Per stretch.
struct Tails([Tail; STRETCHES.len()]);

impl Tails {
    /// For reaches up to `level` and the reference level.
    fn of(origins: &[OriginErrors], spreads: &[f64; 24], level: f64) -> Self {
        let longest = origins.iter().map(Vec::len).max().unwrap_or(0);
        let mut tails: [Tail; STRETCHES.len()] = std::array::from_fn(|stretch| {
            let end = STRETCHES
                .get(stretch + 1)
                .map_or(longest, |end| longest.min(*end));
            Tail::with_room(origins.len(), end.saturating_sub(STRETCHES[stretch]))
        });
        for (origin, errors) in origins.iter().enumerate() {
            for (lead, hour, error) in errors {
                let tail = &mut tails[stretch(*lead)];
                tail.errors.push((error / spreads[*hour], origin));
                tail.counts[origin] += 1;
            }
        }
        for tail in &mut tails {
            tail.sort(level);
        }
        Self(tails)
    }

    /// Reaches at `level` without the errors of origin `out`; no stretch reaches less far than a nearer one.
    fn reaches(&self, level: f64, out: Option<usize>) -> [Reach; STRETCHES.len()] {
        let each = each_side(level);
        let mut reach = (0.0, 0.0);
        self.0.each_ref().map(|tail| {
            if let Some((low, high)) = tail.reach(each, out) {
                reach = (f64::max(reach.0, low), f64::max(reach.1, high));
            }
            reach
        })
    }

    /// Reaches at `level`, beyond the reference level at least those of normal errors, and anywhere at least the mean error to that
    /// side: where most hours never err the others are not nothing.
    fn stretched_reaches(&self, level: f64) -> [Reach; STRETCHES.len()] {
        let mut reaches = self.reaches(level, None);
        let part = two_sided_quantile(level) / two_sided_quantile(REFERENCE_LEVEL);
        let (low, high) = self.mean_errors();
        for reach in &mut reaches {
            reach.0 = reach.0.max(low * part);
            reach.1 = reach.1.max(high * part);
        }
        if level > REFERENCE_LEVEL {
            let factor = two_sided_quantile(level) / two_sided_quantile(REFERENCE_LEVEL);
            let reference = self.reaches(REFERENCE_LEVEL, None);
            for (reach, reference) in reaches.iter_mut().zip(reference) {
                reach.0 = reach.0.max(reference.0 * factor);
                reach.1 = reach.1.max(reference.1 * factor);
            }
        }
        reaches
    }

    /// Mean of the errors below and above, in spreads, over all errors.
    fn mean_errors(&self) -> Reach {
        let errors = self.0.iter().flat_map(|tail| &tail.errors);
        let (low, high, count) = errors.fold((0.0, 0.0, 0.0), |(low, high, count), (error, _)| {
            (low - error.min(0.0), high + error.max(0.0), count + 1.0)
        });
        (low / f64::max(count, 1.0), high / f64::max(count, 1.0))
    }

    /// The factor by which intervals made without an origin must grow to hold that origin's errors as often as
    /// they should.
    fn widening(&self, origins: usize) -> f64 {
        let without: Vec<_> = (0..origins)
            .map(|out| self.reaches(REFERENCE_LEVEL, Some(out)))
            .collect();
        let count = self.0.iter().map(|tail| tail.errors.len()).sum();
        let mut needed = Vec::with_capacity(count);
        for (stretch, tail) in self.0.iter().enumerate() {
            needed.extend(tail.errors.iter().map(|(error, origin)| {
                let (low, high) = without[*origin][stretch];
                let reach = if *error < 0.0 { low } else { high };
                error.abs() / reach.max(SMALLEST_REACH)
            }));
        }
        if needed.is_empty() {
            return 1.0;
        }
        let rank = rank(needed.len(), NEEDED_LEVEL);
        let (_, factor, _) = needed.select_nth_unstable_by(rank, f64::total_cmp);
        factor.clamp(MOST_NARROWING, MOST_WIDENING)
    }
}

/// What `past` missed, per origin of the schedule; hours that are not known are left out.
pub fn origin_errors(
    history: History<'_>,
    schedule: &Schedule,
    past: &[Option<Vec<f64>>],
) -> Vec<OriginErrors> {
    let origins = schedule.origins.iter().zip(past);
    let errors = origins.map(|(origin, past)| {
        let mut hour = (history.first_hour + origin.at as i64).rem_euclid(24) as usize;
        let mut errors = OriginErrors::new();
        let Some(past) = past else { return errors };
        errors.reserve_exact(past.len());
        let pairs = past.iter().zip(&history.values[origin.at..]);
        for (lead, (forecast, actual)) in pairs.enumerate() {
            errors.extend(actual.map(|actual| (lead, hour, actual - forecast)));
            hour = if hour == 23 { 0 } else { hour + 1 };
        }
        errors
    });
    errors.collect()
}

/// The level of each side of an interval.
fn each_side(level: f64) -> f64 {
    level + (1.0 - level) / 2.0
}

/// Index of the conformal quantile among so many sorted errors.
fn rank(count: usize, level: f64) -> usize {
    let rank = ((count + 1) as f64 * level - 1e-9).ceil().max(1.0) as usize;
    rank.min(count) - 1
}

fn stretch(lead: usize) -> usize {
    let later = &STRETCHES[1..];
    later.iter().map(|first| usize::from(*first <= lead)).sum()
}

/// Mean absolute errors per hour of the day.
struct HourSpreads {
    /// Shared with neighbours and shrunk to that of all hours, but for hours that stand out.
    spreads: [f64; 24],
    stands_out: [bool; 24],
}

impl HourSpreads {
    fn of<'a>(errors: impl Iterator<Item = &'a (usize, usize, f64)>) -> Self {
        let (mut sums, mut counts) = ([0.0; 24], [0.0; 24]);
        for (_, hour, error) in errors {
            sums[*hour] += error.abs();
            counts[*hour] += 1.0;
        }
        let shared = shared_spreads(&sums, &counts);
        let stands_out: [bool; 24] = std::array::from_fn(|hour| {
            counts[hour] >= ENOUGH_OWN && sums[hour] >= OUTSTANDING * shared[hour] * counts[hour]
        });
        if !stands_out.contains(&true) {
            return Self {
                spreads: shared,
                stands_out,
            };
        }
        let own: [f64; 24] = std::array::from_fn(|hour| sums[hour] / counts[hour].max(1.0));
        for hour in (0..24).filter(|hour| stands_out[*hour]) {
            (sums[hour], counts[hour]) = (0.0, 0.0);
        }
        let mut spreads = shared_spreads(&sums, &counts);
        for hour in (0..24).filter(|hour| stands_out[*hour]) {
            spreads[hour] = own[hour];
        }
        Self {
            spreads,
            stands_out,
        }
    }

    /// How many of its own spreads an hour that stands out reaches at `level`, by the rank of its absolute errors; 0 for others.
    fn own_reaches(&self, origins: &[OriginErrors], level: f64) -> [f64; 24] {
        std::array::from_fn(|hour| {
            if !self.stands_out[hour] {
                return 0.0;
            }
            let errors = origins.iter().flatten().filter(|error| error.1 == hour);
            let mut errors: Vec<f64> = errors.map(|error| error.2.abs()).collect();
            errors.sort_unstable_by(f64::total_cmp);
            let few = 1.0 + 1.0 / errors.len() as f64;
            let reach = |level| errors[rank(errors.len(), level)] / self.spreads[hour] * few;
            let farther = two_sided_quantile(level) / two_sided_quantile(REFERENCE_LEVEL);
            if level > REFERENCE_LEVEL {
                f64::max(reach(level), reach(REFERENCE_LEVEL) * farther)
            } else {
                reach(level)
            }
        })
    }
}

/// Mean absolute error per hour of the day and its neighbours, shrunk to that of all hours.
pub(super) fn shared_spreads(sums: &[f64; 24], counts: &[f64; 24]) -> [f64; 24] {
    let all = sums.iter().sum::<f64>() / counts.iter().sum::<f64>().max(1.0);
    std::array::from_fn(|hour| {
        let near = [hour + 23, hour, hour + 1].map(|near| near % 24);
        let sum: f64 = near.iter().map(|near| sums[*near]).sum();
        let count: f64 = near.iter().map(|near| counts[*near]).sum();
        let spread = (sum + SHRINKAGE * all) / (count + SHRINKAGE);
        if spread > 0.0 {
            spread
        } else {
            f64::MIN_POSITIVE
        }
    })
}

/// Few origins may all have been lucky.
fn few_origins(origins: usize) -> f64 {
    if origins < ENOUGH_ORIGINS {
        1.0 + 1.0 / origins as f64
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn origins(errors: &[Vec<f64>]) -> Vec<OriginErrors> {
        let mut origins = vec![OriginErrors::new(); errors.len()];
        for (origin, errors) in origins.iter_mut().zip(errors) {
            let hours = errors.iter().enumerate();
            origin.extend(hours.map(|(lead, error)| (lead, lead % 24, *error)));
        }
        origins
    }

    #[test]
    fn skewed_errors_make_a_skewed_interval() {
        let errors: Vec<Vec<f64>> = (0..9)
            .map(|origin| {
                (0..24)
                    .map(|lead| f64::from((origin * 7 + lead * 5) % 10))
                    .collect()
            })
            .collect();
        let got = HourlyErrors::calibrate(&origins(&errors), 0.9)
            .unwrap()
            .estimate(100.0, 10, 10);
        assert_eq!(got.lower, 100.0, "nothing ever came in lower");
        assert!((108.0..112.0).contains(&got.upper), "{got:?}");
    }

    #[test]
    fn far_leads_are_no_surer_than_near_ones_and_one_origin_is_no_calibration() {
        let errors: Vec<Vec<f64>> = (0..9)
            .map(|origin| (0..168).map(|lead| if lead < 6 { 9.0 } else { 1.0 } * if origin % 2 == 0 { 1.0 } else { -1.0 }).collect())
            .collect();
        let all = HourlyErrors::calibrate(&origins(&errors), 0.9).unwrap();
        let width = |lead: usize| all.estimate(0.0, lead, 12).upper;
        assert!(width(100) >= width(3) && width(400) > width(167));
        assert!(HourlyErrors::calibrate(&origins(&errors[..1]), 0.9).is_none());
    }

    #[test]
    fn a_level_beyond_what_was_calibrated_reaches_farther_still() {
        let errors: Vec<Vec<f64>> = (0..8).map(|origin| vec![f64::from(origin) - 3.5]).collect();
        let width = |level| {
            let errors = HourlyErrors::calibrate(&origins(&errors), level).unwrap();
            errors.estimate(0.0, 0, 0).upper
        };
        assert!(width(0.99) > 1.5 * width(0.9));
        assert!(width(0.9999) > 1.3 * width(0.99));
    }

    proptest! {
        #[test]
        fn ends_alone_sorted_reach_as_far_as_all_sorted(
            origins in prop::collection::vec(prop::collection::vec(-50.0..50.0_f64, 0..60), 1..6),
            level in 0.05..0.999_f64,
        ) {
            let counts: Vec<usize> = origins.iter().map(Vec::len).collect();
            let of_origin = |(origin, errors): (usize, &Vec<f64>)| errors.iter().map(move |error| (*error, origin)).collect::<Vec<_>>();
            let errors: Vec<(f64, usize)> = origins.iter().enumerate().flat_map(of_origin).collect();
            let mut all = Tail { errors, counts };
            let mut ends = Tail { errors: all.errors.clone(), counts: all.counts.clone() };
            all.errors.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
            ends.sort(level);
            for level in [each_side(level), each_side(REFERENCE_LEVEL)] {
                for out in std::iter::once(None).chain((0..origins.len()).map(Some)) {
                    prop_assert_eq!(ends.reach(level, out), all.reach(level, out), "{} {:?}", level, out);
                }
            }
        }

        #[test]
        fn intervals_nest_by_level_and_hold_the_mean(
            errors in prop::collection::vec(prop::collection::vec(-50.0..50.0_f64, 1..100), 2..9),
            lead in 0_usize..300,
        ) {
            let origins = origins(&errors);
            let mut last = (0.0, 0.0);
            for level in [0.1, 0.5, 0.8, 0.9, 0.95, 0.99, 0.9999] {
                let got = HourlyErrors::calibrate(&origins, level).unwrap().estimate(0.0, lead, lead % 24);
                prop_assert!(got.lower <= last.0 && got.upper >= last.1, "{} {:?}", level, got);
                last = (got.lower, got.upper);
            }
        }
    }
}
