//! [`Autoregression`]: ridge regression of an hour on hours a moment, a day and a week before it, on
//! levels, logarithms or differences.
//!
//! The products of the regression are accumulated once and solved at each origin; forecasts feed back
//! into their own lags. A forecast is held within the range of what was seen, a quarter wider.

use super::ridge::{Coefficients, Gram};
use super::{Candidate, CandidateError, Forecast, Origin, Sample, range, refused};

/// Penalty on standardised predictors.
const LAMBDA: f64 = 1e-4;
/// How much wider than what was seen a forecast may be, as a share of the range.
const RANGE_MARGIN: f64 = 0.25;
/// What is added before a logarithm, as a share of the mean: small values count less than their ratio says.
const LOG_OFFSET: f64 = 0.1;

/// What is regressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Levels,
    Log,
    Difference(usize),
}

/// One autoregression.
#[derive(Clone, Copy, Debug)]
pub struct Autoregression {
    name: &'static str,
    form: Form,
    /// Lags beyond the near ones, ascending.
    far: &'static [usize],
}

/// The lags that every autoregression has.
const NEAR: [usize; 3] = [1, 2, 3];
const WEEKLY_LAGS: [usize; 7] = [23, 24, 25, 48, 167, 168, 169];
const DAILY_LAGS: [usize; 4] = [23, 24, 25, 48];

impl Autoregression {
    /// On levels.
    pub const LEVELS: Self = Self::new("ar", Form::Levels, &WEEKLY_LAGS);
    /// On logarithms.
    pub const LOG: Self = Self::new("ar_log", Form::Log, &WEEKLY_LAGS);
    /// On the difference from a week before.
    pub const WEEKLY_DIFFERENCE: Self =
        Self::new("ar_weekly_difference", Form::Difference(168), &DAILY_LAGS);
    /// On levels, without a week.
    pub const DAILY: Self = Self::new("ar_daily", Form::Levels, &DAILY_LAGS);
    /// On logarithms, without a week.
    pub const DAILY_LOG: Self = Self::new("ar_daily_log", Form::Log, &DAILY_LAGS);
    /// On the difference from a day before.
    pub const DAILY_DIFFERENCE: Self =
        Self::new("ar_daily_difference", Form::Difference(24), &[23, 24, 25]);

    const fn new(name: &'static str, form: Form, far: &'static [usize]) -> Self {
        Self { name, form, far }
    }

    fn lags(&self) -> impl Iterator<Item = usize> {
        NEAR.into_iter().chain(self.far.iter().copied())
    }

    fn lag_count(&self) -> usize {
        NEAR.len() + self.far.len()
    }

    fn longest_lag(&self) -> usize {
        self.far[self.far.len() - 1]
    }

    fn shift(&self) -> usize {
        match self.form {
            Form::Difference(shift) => shift,
            Form::Levels | Form::Log => 0,
        }
    }
}

impl Candidate for Autoregression {
    fn name(&self) -> &'static str {
        self.name
    }

    fn min_hours(&self) -> usize {
        self.longest_lag() + self.shift() + 2 * self.lag_count() + 24
    }

    fn raw_forecasts(&self, sample: &Sample<'_>, origins: &[Origin]) -> Vec<Forecast> {
        if self.form == Form::Log && !sample.non_negative {
            return refused(origins, "logarithms need values that are never negative");
        }
        let offset = LOG_OFFSET * sample.mean();
        let mut values = self.formed(sample.values, offset);
        let scale = Scale::of(&values);
        for value in &mut values {
            *value = scale.down(*value);
        }
        let mut runs = self.runs(&values, origins);
        // Runs of like length go side by side.
        runs.sort_by_key(|run| std::cmp::Reverse(run.steps));
        let too_few = || Err(CandidateError::Unfit("too few rows"));
        let mut forecasts: Vec<Forecast> = origins.iter().map(|_| too_few()).collect();
        for abreast in runs.chunks(LANES) {
            let path = self.recur(&values, abreast);
            for (lane, run) in abreast.iter().enumerate() {
                let steps = path[self.longest_lag()..].iter().take(run.steps);
                let ahead = steps.map(|step| scale.up(step[lane]));
                forecasts[run.origin] = Ok(match self.form {
                    Form::Levels => ahead.collect(),
                    Form::Log => ahead.map(|value| value.exp() - offset).collect(),
                    Form::Difference(shift) => {
                        let known = &sample.values[..origins[run.origin].at];
                        undo_difference(known, ahead, shift, run.steps)
                    }
                });
            }
        }
        forecasts
    }
}

/// A forecast from one origin, before it is made.
struct Run {
    /// Index of the origin.
    origin: usize,
    /// Values known there.
    seen: usize,
    steps: usize,
    coefficients: Coefficients,
    /// What a forecast is held within.
    bounds: (f64, f64),
}

/// Runs side by side: a step waits for the one before it, but not for those of other runs.
const LANES: usize = 4;

impl Autoregression {
    /// What is regressed, from the values themselves.
    fn formed(&self, values: &[f64], offset: f64) -> Vec<f64> {
        match self.form {
            Form::Levels => values.to_vec(),
            Form::Log => values.iter().map(|value| (value + offset).ln()).collect(),
            Form::Difference(shift) => {
                let pairs = values[shift..].iter().zip(values);
                pairs.map(|(now, then)| now - then).collect()
            }
        }
    }

    /// One run for each origin with enough rows before it.
    fn runs(&self, values: &[f64], origins: &[Origin]) -> Vec<Run> {
        let mut gram = Gram::new(self.lags());
        let mut next_row = self.longest_lag();
        let (mut range_seen, mut ranged) = ((f64::MAX, f64::MIN), 0);
        let run = |(origin, at): (usize, &Origin)| {
            let seen = at.at - self.shift();
            gram.add(values, next_row..seen);
            next_row = seen;
            range_seen = widened(range_seen, range(&values[ranged..seen]));
            ranged = seen;
            let (low, high) = range_seen;
            let margin = RANGE_MARGIN * (high - low);
            Some(Run {
                origin,
                seen,
                steps: at.steps,
                coefficients: gram.solve(LAMBDA)?,
                bounds: (low - margin, high + margin),
            })
        };
        origins.iter().enumerate().filter_map(run).collect()
    }

    /// The newest hours up to the longest lag and the forecasts after them, of up to so many runs, one a lane. The
    /// far lags of as many hours as the shortest of them are known at once; only the near ones wait for the
    /// hour before.
    fn recur(&self, values: &[f64], runs: &[Run]) -> Vec<[f64; LANES]> {
        let known = self.longest_lag();
        let lane = |pick: &dyn Fn(&Run) -> f64| -> [f64; LANES] {
            std::array::from_fn(|lane| runs.get(lane).map_or(0.0, pick))
        };
        let slope = |lag: usize| lane(&|run| run.coefficients.slopes[lag]);
        let constant = lane(&|run| run.coefficients.constant);
        let (low, high) = (lane(&|run| run.bounds.0), lane(&|run| run.bounds.1));
        let near: [[f64; LANES]; NEAR.len()] = std::array::from_fn(slope);
        let end = known + runs.iter().map(|run| run.steps).max().unwrap_or(0);
        let mut path = Vec::with_capacity(end);
        path.resize(known, [0.0; LANES]);
        for (lane, run) in runs.iter().enumerate() {
            let newest = &values[run.seen - known..run.seen];
            for (place, value) in path.iter_mut().zip(newest) {
                place[lane] = *value;
            }
        }
        while path.len() < end {
            let start = path.len();
            let block = self.far[0].min(end - start);
            path.resize(start + block, constant);
            let (before, ahead) = path.split_at_mut(start);
            for (index, lag) in self.far.iter().enumerate() {
                let slope = slope(NEAR.len() + index);
                for (sum, past) in ahead.iter_mut().zip(&before[start - lag..]) {
                    for lane in 0..LANES {
                        sum[lane] += slope[lane] * past[lane];
                    }
                }
            }
            let [mut third, mut second, mut first] =
                [before[start - 3], before[start - 2], before[start - 1]];
            for sum in ahead {
                for lane in 0..LANES {
                    let old = near[2][lane] * third[lane] + near[1][lane] * second[lane];
                    let value = sum[lane] + old + near[0][lane] * first[lane];
                    sum[lane] = held(value, low[lane], high[lane]);
                }
                (third, second, first) = (second, first, *sum);
            }
        }
        path
    }
}

/// The value, no less than `low` and no more than `high`. Unlike `clamp` it asks nothing of these, and so takes no branch.
fn held(value: f64, low: f64, high: f64) -> f64 {
    let value = if value < low { low } else { value };
    if value > high { high } else { value }
}

/// The range that holds both.
fn widened(one: (f64, f64), other: (f64, f64)) -> (f64, f64) {
    (one.0.min(other.0), one.1.max(other.1))
}

/// Values around 0 with deviation 1, so that sums of products lose no digits.
struct Scale {
    mean: f64,
    deviation: f64,
}

impl Scale {
    fn of(values: &[f64]) -> Self {
        let n = values.len().max(1) as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values
            .iter()
            .map(|value| (value - mean).powi(2))
            .sum::<f64>()
            / n;
        let deviation = if variance > 0.0 { variance.sqrt() } else { 1.0 };
        Self { mean, deviation }
    }

    fn down(&self, value: f64) -> f64 {
        (value - self.mean) / self.deviation
    }

    fn up(&self, value: f64) -> f64 {
        value * self.deviation + self.mean
    }
}

/// Adds forecast differences to what was `shift` hours before, forecasts included.
fn undo_difference(
    known: &[f64],
    differences: impl Iterator<Item = f64>,
    shift: usize,
    steps: usize,
) -> Vec<f64> {
    let mut forecast = Vec::with_capacity(steps);
    for (step, difference) in differences.enumerate() {
        let before = match step.checked_sub(shift) {
            Some(earlier) => forecast[earlier],
            None => known[known.len() + step - shift],
        };
        forecast.push(before + difference);
    }
    forecast
}
