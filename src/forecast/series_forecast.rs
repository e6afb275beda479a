//! [`forecast_series`]: one hourly series of any kind → a forecast with an interval for each hour.
//!
//! With too short a past to measure errors the interval is wide by rule: as far beyond everything seen as that
//! is wide, and at least twice the expected value either way. What never changed is certain at no more than the level that
//! its number tells, and no farther ahead than it goes back.

use std::borrow::Cow;

use super::confidence::{ConfidenceInputs, SparseSum};
use super::ensemble::Ensemble;
use super::fresh_step::FreshStep;
use super::hourly_interval::{HourlyErrors, origin_errors};
use super::interval::TotalErrors;
use super::route::Effort;
use super::schedule::Schedule;
use super::{Estimate, History};

/// Most hours of history looked at, the newest: twelve weeks.
const MAX_HISTORY_HOURS: usize = 12 * 168;
/// Fewest equal values from which the next ones are taken to be equal: a day is what any rhythm needs. At a level
/// that says more than n equal values do, which is n / (n + 1), and farther ahead than they reach back, they are not.
const CERTAIN_HOURS: usize = 24;
/// Newest hours that tell what nearly every hour is.
const USUAL_HOURS: usize = 48;
/// What a value may be off by where all were zero and so tell of no unit.
const UNIT: f64 = 1.0;

/// What to forecast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeriesOptions {
    /// Hours ahead, at least 1.
    pub horizon_hours: usize,
    /// Level of the intervals, in 0..1.
    pub level: f64,
    /// Time it may take.
    pub effort: Effort,
}

/// The forecast of one series.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesForecast {
    /// One estimate an hour, beginning with the hour after the last one.
    pub hours: Vec<Estimate>,
    /// What it was made by.
    pub model: String,
    /// Share of forecasts like this one whose sum over the horizon came within a quarter: see
    /// [`ForecastConfidence`](super::ForecastConfidence).
    pub confidence: f64,
    /// Hours ahead that a backtest went; beyond, the confidence falls.
    pub measured_hours: usize,
}

/// Forecasts `history`; `None` without any known value.
pub fn forecast_series(history: History<'_>, options: &SeriesOptions) -> Option<SeriesForecast> {
    let history = history.newest(MAX_HISTORY_HOURS);
    let known = history.known_count();
    if known == 0 {
        return None;
    }
    let horizon = options.horizon_hours.max(1);
    let schedule = Schedule::new(history.values.len(), horizon);
    let ensemble = Ensemble::of(history, options.effort, &schedule, horizon);
    let intervals = Intervals::of(history, &ensemble, &schedule, options.level);
    let next_hour = history.first_hour + history.values.len() as i64;
    let hours = ensemble.hourly.iter().enumerate().map(|(lead, mean)| {
        let hour = (next_hour + lead as i64).rem_euclid(168) as usize;
        intervals.estimate(*mean, lead, hour)
    });
    let hours: Vec<Estimate> = hours.collect();
    let (requests, seen_within) = total(history, &ensemble, &schedule);
    let inputs = ConfidenceInputs {
        error_vs_naive: ensemble.backtest.error_vs_naive(),
        sparse: SparseSum::of(history, &ensemble, &schedule),
        requests,
        seen_within,
        horizon_hours: horizon,
        measured_hours: schedule.measured(horizon),
        known_hours: known,
        covered_hours: history.values.len(),
        past_requests: 0.0,
        assumed_requests: 0.0,
    };
    let mut confidence = inputs.confidence();
    if intervals.is_after_step() {
        confidence = confidence.shaken(true);
    }
    confidence.total *= no_repeat(history, &ensemble);
    Some(SeriesForecast {
        confidence: confidence.total,
        measured_hours: schedule.measured(horizon),
        model: ensemble.model,
        hours,
    })
}

/// The chance that what came once, and would make the sum another, does not come again: as many hours ahead as it was seen in.
fn no_repeat(history: History<'_>, ensemble: &Ensemble) -> f64 {
    let Some(odd) = ensemble.spike.and_then(|at| history.values[at]) else {
        return 1.0;
    };
    let sum: f64 = ensemble.hourly.iter().map(|mean| mean.abs()).sum();
    if odd.abs() <= sum / 4.0 {
        return 1.0;
    }
    (-(ensemble.hourly.len() as f64) / history.known_count() as f64).exp()
}

/// The sum over the measured part of the horizon; of a gauge, whose sum around zero says nothing of its size, of magnitudes as far as
/// they are beyond what an hour is missed by, as noise around nothing has a magnitude, too; and the share of past ones that were as near as it has to be. What came once and was not seen by any candidate is left out.
fn total(history: History<'_>, ensemble: &Ensemble, schedule: &Schedule) -> (Estimate, f64) {
    let calm = without_spike(history, ensemble);
    let errors = TotalErrors::of(schedule, &ensemble.past, &calm);
    let hours = schedule.measured(ensemble.hourly.len());
    let ahead = ensemble.hourly[..hours].iter();
    let plain: f64 = ahead.clone().sum();
    let sum = if history.range().0 < 0.0 {
        let missed = ensemble.backtest.combined_mae.unwrap_or(0.0);
        let beyond: f64 = ahead.map(|mean| (mean.abs() - missed).max(0.0)).sum();
        plain.abs().max(beyond)
    } else {
        plain
    };
    errors.read_by_confidence(sum, hours)
}

/// The values without the one that no candidate has seen.
fn without_spike<'a>(history: History<'a>, ensemble: &Ensemble) -> Cow<'a, [Option<f64>]> {
    let mut calm = Cow::Borrowed(history.values);
    if let Some(at) = ensemble.spike {
        calm.to_mut()[at] = None;
    }
    calm
}

/// How the intervals of a series are made.
enum Intervals {
    /// From errors of the past.
    Measured(Measured),
    /// Always the same value, for so many hours.
    Certain(f64, usize),
    /// From the smallest and the largest value.
    Wide(f64, f64),
}

impl Intervals {
    fn of(history: History<'_>, ensemble: &Ensemble, schedule: &Schedule, level: f64) -> Self {
        let (low, high) = history.range();
        if low == high {
            let known = history.known_count();
            let told = known as f64 / (known + 1) as f64;
            return if known >= CERTAIN_HOURS && told >= level {
                Self::Certain(low, known)
            } else {
                Self::Wide(low, high)
            };
        }
        // Without what no candidate has seen, and then at the level of now.
        let mut calm = without_spike(history, ensemble);
        let as_given = History {
            values: &calm,
            ..history
        };
        let mut errors = origin_errors(as_given, schedule, &ensemble.past);
        if let Some(shift) = &ensemble.shift {
            errors = shift.lifted_errors(errors, schedule);
            for value in calm.to_mut()[..shift.at].iter_mut().flatten() {
                *value = shift.lifted(*value);
            }
        }
        let like_now = History {
            values: &calm,
            ..history
        };
        match HourlyErrors::calibrate(&errors, level) {
            Some(measured) => {
                let fresh = FreshStep::of(history, schedule, &ensemble.past, &errors);
                let measured = measured.after_step(fresh).growing(like_now.values);
                Self::Measured(Measured {
                    hours: Box::new(measured.peaking(like_now)),
                    non_negative: low >= 0.0,
                    odd: odd_value(history, ensemble.spike, level),
                    usual: usual_value(history),
                })
            }
            None => Self::Wide(low, high),
        }
    }

    /// Whether the newest hours may be at a level of their own.
    fn is_after_step(&self) -> bool {
        matches!(self, Self::Measured(measured) if measured.hours.is_after_step())
    }

    fn estimate(&self, mean: f64, lead: usize, hour: usize) -> Estimate {
        let (lower, upper, non_negative) = match self {
            Self::Measured(measured) => {
                let estimate = measured.hours.estimate(mean, lead, hour);
                let also = [measured.odd, measured.usual];
                let (lower, upper) = also
                    .iter()
                    .flatten()
                    .fold((estimate.lower, estimate.upper), |(low, high), value| {
                        (low.min(*value), high.max(*value))
                    });
                (lower, upper, measured.non_negative)
            }
            Self::Certain(_, hours) if lead < *hours => (mean, mean, false),
            Self::Certain(value, _) => wide(mean, *value, *value),
            Self::Wide(low, high) => wide(mean, *low, *high),
        };
        let floor = if non_negative { 0.0 } else { f64::MIN };
        Estimate {
            mean,
            lower: lower.clamp(floor, mean.max(floor)),
            upper: upper.clamp(mean, f64::MAX),
        }
    }
}

/// Intervals that were measured.
struct Measured {
    hours: Box<HourlyErrors>,
    /// Nothing can be below zero.
    non_negative: bool,
    /// What came only once, and may come again within the interval.
    odd: Option<f64>,
    /// What nearly every hour was.
    usual: Option<f64>,
}

/// The value that four of five of the newest hours had exactly: a mean beside it is none that ever comes.
fn usual_value(history: History<'_>) -> Option<f64> {
    let newest = history.newest(USUAL_HOURS).values;
    let mut values: Vec<f64> = newest.iter().copied().flatten().collect();
    if values.is_empty() {
        return None;
    }
    let middle = values.len() / 2;
    let usual = *values.select_nth_unstable_by(middle, f64::total_cmp).1;
    let alike = values.iter().filter(|value| **value == usual).count();
    (5 * alike >= 4 * values.len()).then_some(usual)
}

/// The value that no candidate has seen, where its share of all hours says that at this level it may come again, or where nothing but
/// it, in the newest day, tells that the series ever changes.
fn odd_value(history: History<'_>, spike: Option<usize>, level: f64) -> Option<f64> {
    let at = spike?;
    let odd = history.values[at]?;
    let is_rare = level <= 1.0 - 2.0 / (history.known_count() + 1) as f64;
    let is_new = at + CERTAIN_HOURS >= history.values.len();
    let mut others = history
        .values
        .iter()
        .flatten()
        .filter(|value| **value != odd);
    let first = others.next()?;
    let is_first_change = is_new && others.all(|value| value == first);
    (!is_rare || is_first_change).then_some(odd)
}

/// Lower and upper end around all that was seen, and whether nothing can be below zero.
fn wide(mean: f64, low: f64, high: f64) -> (f64, f64, bool) {
    let reach = (high - low).max(2.0 * mean.abs());
    let reach = if reach > 0.0 { reach } else { UNIT };
    (low.min(mean) - reach, high.max(mean) + reach, low >= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forecast(values: &[f64], horizon_hours: usize) -> Vec<Estimate> {
        let values: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
        let history = History {
            first_hour: 0,
            values: &values,
        };
        let options = SeriesOptions {
            horizon_hours,
            level: 0.9,
            effort: Effort::Bulk,
        };
        forecast_series(history, &options).unwrap().hours
    }

    fn holds(estimate: &Estimate, value: f64) -> bool {
        estimate.lower <= value && value <= estimate.upper
    }

    /// A batch of 300 to 700 at three in the morning, next to nothing else.
    #[test]
    fn an_hour_of_the_day_with_a_scale_of_its_own_is_held_and_its_neighbours_are_not_widened() {
        let mut random = fastrand::Rng::with_seed(3);
        let (mut held, mut nights, mut quiet) = (0, 0, Vec::new());
        for horizon in [24, 168] {
            for _ in 0..20 {
                let values: Vec<f64> = (0..840)
                    .map(|hour| match hour % 24 {
                        3 => f64::from(random.u32(300..=700)),
                        _ => f64::from(random.u32(0..=2)),
                    })
                    .collect();
                let hours = forecast(&values[..672], horizon);
                for (hour, (estimate, came)) in hours.iter().zip(&values[672..]).enumerate() {
                    match hour % 24 {
                        3 => {
                            nights += 1;
                            held += usize::from(holds(estimate, *came));
                        }
                        2 | 4 => quiet.push(estimate.upper - estimate.lower),
                        _ => {}
                    }
                }
            }
        }
        let share = f64::from(held as u32) / f64::from(nights);
        assert!((0.85..=0.97).contains(&share), "{share} of {nights} nights");
        let width = quiet.iter().sum::<f64>() / quiet.len() as f64;
        assert!(
            width < 10.0,
            "{width}: an hour beside it is as quiet as ever"
        );
    }

    #[test]
    fn what_began_two_days_ago_is_no_certain_silence() {
        let values: Vec<Option<f64>> = (0..672)
            .map(|hour| Some(if hour < 625 { 0.0 } else { 50.0 }))
            .collect();
        let history = History {
            first_hour: 0,
            values: &values,
        };
        let options = SeriesOptions {
            horizon_hours: 24,
            level: 0.9,
            effort: Effort::Bulk,
        };
        let got = forecast_series(history, &options).unwrap();
        assert!(got.confidence < 0.2, "{}", got.confidence);
        assert!(got.hours.iter().all(|hour| hour.mean > 0.0));
    }

    #[test]
    fn after_a_step_in_the_newest_hours_the_interval_holds_both_levels() {
        let mut random = fastrand::Rng::with_seed(4);
        for (hours_ago, from, to) in [(12, 100, 500), (12, 500, 100), (5, 100, 500), (20, 100, 0)] {
            let values: Vec<f64> = (0..672)
                .map(|hour| {
                    let level = if hour >= 672 - hours_ago { to } else { from };
                    f64::from(level + random.i32(-4..=4) * i32::from(level > 0))
                })
                .collect();
            for (lead, hour) in forecast(&values, 48).iter().enumerate() {
                let both = holds(hour, f64::from(from)) && holds(hour, f64::from(to));
                assert!(both, "{from} to {to} {hours_ago} h ago, {lead}: {hour:?}");
            }
        }
        // What is older than a day the backtest has seen: nothing is added.
        let values: Vec<f64> = (0..672).map(|_| f64::from(random.i32(96..=104))).collect();
        assert!(
            forecast(&values, 48)
                .iter()
                .all(|hour| hour.upper - hour.lower < 20.0)
        );
    }

    fn noise(random: &mut fastrand::Rng) -> f64 {
        (0..12).map(|_| random.f64()).sum::<f64>() - 6.0
    }

    fn by_day(hour: usize) -> f64 {
        100.0 * (1.0 + 0.6 * (hour as f64 / 24.0 * std::f64::consts::TAU).sin())
    }

    /// Share of the hours within their intervals, and mean error over that of the level before, of what goes on at three times the
    /// level since so many hours, over a week.
    fn after_step(hours_ago: usize, factor: f64) -> (f64, f64) {
        let mut random = fastrand::Rng::with_seed(7);
        let (mut held, mut error, mut old) = (0.0, 0.0, 0.0);
        for _ in 0..10 {
            let values: Vec<f64> = (0..840)
                .map(|hour| {
                    let level = if hour >= 672 - hours_ago { factor } else { 1.0 };
                    level * by_day(hour) * (1.0 + 0.1 * noise(&mut random))
                })
                .collect();
            let hours = forecast(&values[..672], 168);
            for ((at, hour), came) in hours.iter().enumerate().zip(&values[672..]) {
                held += f64::from(u8::from(holds(hour, *came))) / 1680.0;
                error += (hour.mean - came).abs();
                old += (by_day(672 + at) - came).abs();
            }
        }
        (held, error / old)
    }

    #[test]
    fn a_step_of_a_rhythm_is_held_within_hours_and_followed_after_a_day() {
        for factor in [0.3, 3.0] {
            for hours_ago in [3, 12, 20] {
                let (held, _) = after_step(hours_ago, factor);
                assert!(held > 0.75, "{factor}, {hours_ago} h ago: {held}");
            }
            for hours_ago in [24, 36, 48, 72] {
                let (held, error) = after_step(hours_ago, factor);
                assert!(
                    (0.84..=0.97).contains(&held),
                    "{factor}, {hours_ago} h ago: {held}"
                );
                assert!(error < 0.2, "{factor}, {hours_ago} h ago: {error}");
            }
        }
    }

    #[test]
    fn two_and_three_hours_at_another_level_are_taken_in() {
        let mut random = fastrand::Rng::with_seed(8);
        for hours_ago in [2, 3] {
            let values: Vec<f64> = (0..672)
                .map(|hour| {
                    let level = if hour >= 672 - hours_ago {
                        500.0
                    } else {
                        100.0
                    };
                    level + 5.0 * noise(&mut random)
                })
                .collect();
            for hour in forecast(&values, 48) {
                assert!(
                    holds(&hour, 100.0) && holds(&hour, 500.0),
                    "{hours_ago}: {hour:?}"
                );
            }
        }
    }

    #[test]
    fn one_spike_moves_neither_the_mean_nor_the_interval() {
        let mut random = fastrand::Rng::with_seed(9);
        for hours_ago in [2, 12, 100, 300] {
            let mut values: Vec<f64> = (0..672).map(|_| 100.0 + 5.0 * noise(&mut random)).collect();
            values[672 - hours_ago] = 10_000.0;
            for hour in forecast(&values, 168) {
                assert!((hour.mean - 100.0).abs() < 8.0, "{hours_ago}: {hour:?}");
                assert!(hour.upper - hour.lower < 40.0, "{hours_ago}: {hour:?}");
            }
        }
    }

    /// All zeros but for one load, ten days of it: it may come again next week.
    #[test]
    fn one_load_among_nothing_is_no_certain_silence() {
        let values: Vec<Option<f64>> = (0..240)
            .map(|hour| Some(if hour == 82 { 5000.0 } else { 0.0 }))
            .collect();
        let history = History {
            first_hour: 0,
            values: &values,
        };
        let options = SeriesOptions {
            horizon_hours: 168,
            level: 0.9,
            effort: Effort::Bulk,
        };
        let got = forecast_series(history, &options).unwrap();
        assert!(got.confidence < 0.3, "{}", got.confidence);
    }

    #[test]
    fn what_was_another_value_within_the_day_is_not_certain_to_be_the_same() {
        for odd in [&[1][..], &[12], &[6, 12], &[1, 2]] {
            for level in [0.5, 0.9, 0.99] {
                let value = |hour: usize| {
                    if odd.contains(&(672 - hour)) {
                        200.0
                    } else {
                        100.0
                    }
                };
                let values: Vec<Option<f64>> = (0..672).map(|hour| Some(value(hour))).collect();
                let history = History {
                    first_hour: 0,
                    values: &values,
                };
                let options = SeriesOptions {
                    horizon_hours: 168,
                    level,
                    effort: Effort::Bulk,
                };
                for hour in forecast_series(history, &options).unwrap().hours {
                    assert!(
                        holds(&hour, 100.0) && hour.upper > hour.lower,
                        "{odd:?} {level}: {hour:?}"
                    );
                    let is_held = odd.len() > 1 && odd[0] > 1 || holds(&hour, 200.0);
                    assert!(is_held, "{odd:?} {level}: {hour:?}");
                }
            }
        }
    }

    #[test]
    fn a_load_once_a_week_is_expected_and_held() {
        let mut random = fastrand::Rng::with_seed(10);
        let (mut held, mut all) = (0, 0);
        for _ in 0..40 {
            let values: Vec<f64> = (0..840)
                .map(|hour| match hour % 168 {
                    100 => 5000.0 + 300.0 * noise(&mut random),
                    _ => (5.0 + 2.0 * noise(&mut random)).max(0.0),
                })
                .collect();
            let hour = forecast(&values[..672], 168)[100];
            assert!((hour.mean / 5000.0 - 1.0).abs() < 0.15, "{hour:?}");
            held += u32::from(holds(&hour, values[772]));
            all += 1;
        }
        assert!(held * 10 >= all * 8, "{held} of {all}");
    }

    #[test]
    fn a_walk_is_held_a_week_ahead() {
        let mut random = fastrand::Rng::with_seed(11);
        let mut held = 0.0;
        for _ in 0..40 {
            let mut level = 1000.0;
            let mut walk = || {
                level += 10.0 * noise(&mut random);
                level
            };
            let values: Vec<f64> = (0..840).map(|_| walk()).collect();
            let hours = forecast(&values[..672], 168);
            let within = hours
                .iter()
                .zip(&values[672..])
                .filter(|(hour, came)| holds(hour, **came));
            held += within.count() as f64 / (168.0 * 40.0);
        }
        assert!((0.86..=0.98).contains(&held), "{held}");
    }
}
