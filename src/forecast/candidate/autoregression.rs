//! [`Autoregression`]: ridge regression of an hour on hours a moment, a day and a week before it, on
//! levels, logarithms or differences.
//!
//! The products of the regression are accumulated once and solved at each origin; forecasts feed back
//! into their own lags. A forecast is held within the range of what was seen, a quarter wider.

use super::ridge::{Coefficients, Gram};
use super::{Candidate, CandidateError, Forecast, Origin, Sample, held, range, refused};
use crate::forecast::lanes::{sum, sum_of};

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
pub struct Autoregression<const FAR: usize> {
    name: &'static str,
    form: Form,
    /// Lags beyond the near ones, ascending.
    far: [usize; FAR],
}

/// The lags that every autoregression has.
const NEAR: [usize; 3] = [1, 2, 3];
const WEEKLY_LAGS: [usize; 7] = [23, 24, 25, 48, 167, 168, 169];
const DAILY_LAGS: [usize; 4] = [23, 24, 25, 48];

impl Autoregression<7> {
    /// On levels.
    pub const LEVELS: Self = Self::new("ar", Form::Levels, WEEKLY_LAGS);
    /// On logarithms.
    pub const LOG: Self = Self::new("ar_log", Form::Log, WEEKLY_LAGS);
}

impl Autoregression<4> {
    /// On the difference from a week before.
    pub const WEEKLY_DIFFERENCE: Self =
        Self::new("ar_weekly_difference", Form::Difference(168), DAILY_LAGS);
    /// On levels, without a week.
    pub const DAILY: Self = Self::new("ar_daily", Form::Levels, DAILY_LAGS);
    /// On logarithms, without a week.
    pub const DAILY_LOG: Self = Self::new("ar_daily_log", Form::Log, DAILY_LAGS);
}

impl Autoregression<3> {
    /// On the difference from a day before.
    pub const DAILY_DIFFERENCE: Self =
        Self::new("ar_daily_difference", Form::Difference(24), [23, 24, 25]);
}

impl<const FAR: usize> Autoregression<FAR> {
    const fn new(name: &'static str, form: Form, far: [usize; FAR]) -> Self {
        Self { name, form, far }
    }

    fn lags(&self) -> impl Iterator<Item = usize> {
        NEAR.into_iter().chain(self.far.iter().copied())
    }

    fn longest_lag(&self) -> usize {
        self.far[FAR - 1]
    }

    fn shift(&self) -> usize {
        match self.form {
            Form::Difference(shift) => shift,
            Form::Levels | Form::Log => 0,
        }
    }
}

impl<const FAR: usize> Candidate for Autoregression<FAR> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn min_hours(&self) -> usize {
        self.longest_lag() + self.shift() + 2 * (NEAR.len() + FAR) + 24
    }

    fn raw_forecasts(&self, sample: &Sample<'_>, origins: &[Origin]) -> Vec<Forecast> {
        if self.form == Form::Log && !sample.non_negative {
            return refused(origins, "logarithms need values that are never negative");
        }
        let own;
        let formed = if self.form == Form::Log {
            sample.logarithms.get_or_init(|| self.formed(sample))
        } else {
            own = self.formed(sample);
            &own
        };
        let (values, scale) = (&formed.values, &formed.scale);
        let offset = formed.offset;
        let runs = self.runs(values, origins);
        // Runs of like length go side by side.
        let mut order: Vec<&Run> = runs.iter().collect();
        order.sort_by_key(|run| std::cmp::Reverse(run.steps));
        let too_few = || Err(CandidateError::Unfit("too few rows"));
        let mut forecasts: Vec<Forecast> = origins.iter().map(|_| too_few()).collect();
        let longest = order.first().map_or(0, |run| run.steps);
        let mut path = Vec::with_capacity(self.longest_lag() + longest);
        for abreast in order.chunks(LANES) {
            // A lane without a run does again what the first one does.
            let lanes = std::array::from_fn(|lane| *abreast.get(lane).unwrap_or(&abreast[0]));
            let coefficients = Gram::solve(lanes.map(|run| &run.gram), LAMBDA);
            self.recur(values, lanes, &coefficients, &mut path);
            let solved = abreast.iter().zip(coefficients.solved).enumerate();
            for (lane, (run, _)) in solved.filter(|(_, (_, solved))| *solved) {
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

/// What is regressed. Logarithms are the same for all that need them.
#[derive(Clone, Debug)]
pub struct Formed {
    /// Around 0, with deviation 1.
    values: Vec<f64>,
    scale: Scale,
    /// What was added before a logarithm.
    offset: f64,
}

/// A forecast from one origin, before it is made.
struct Run {
    /// Index of the origin.
    origin: usize,
    /// Values known there.
    seen: usize,
    steps: usize,
    /// Of all rows before it.
    gram: Gram,
    /// What a forecast is held within.
    bounds: (f64, f64),
}

/// Runs side by side: a step waits for the one before it, but not for those of other runs.
const LANES: usize = 4;

impl<const FAR: usize> Autoregression<FAR> {
    /// What is regressed, from the values themselves.
    fn formed(&self, sample: &Sample<'_>) -> Formed {
        let offset = LOG_OFFSET * sample.mean();
        let mut values = match self.form {
            Form::Levels => sample.values.to_vec(),
            Form::Log => {
                let values = sample.values.iter();
                values.map(|value| (value + offset).ln()).collect()
            }
            Form::Difference(shift) => {
                let pairs = sample.values[shift..].iter().zip(sample.values);
                pairs.map(|(now, then)| now - then).collect()
            }
        };
        let scale = Scale::of(&values);
        for value in &mut values {
            *value = scale.down(*value);
        }
        Formed {
            values,
            scale,
            offset,
        }
    }

    /// One run for each origin.
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
            Run {
                origin,
                seen,
                steps: at.steps,
                gram: gram.clone(),
                bounds: (low - margin, high + margin),
            }
        };
        origins.iter().enumerate().map(run).collect()
    }

    /// Writes to `path` the newest hours up to the longest lag and the forecasts after them, one run a lane.
    fn recur(
        &self,
        values: &[f64],
        runs: [&Run; LANES],
        coefficients: &Coefficients<LANES>,
        path: &mut Vec<[f64; LANES]>,
    ) {
        let known = self.longest_lag();
        let (low, high) = (runs.map(|run| run.bounds.0), runs.map(|run| run.bounds.1));
        let (near, far) = coefficients.slopes.split_at(NEAR.len());
        path.clear();
        path.resize(known, [0.0; LANES]);
        for (lane, run) in runs.iter().enumerate() {
            let newest = &values[run.seen - known..run.seen];
            for (place, value) in path.iter_mut().zip(newest) {
                place[lane] = *value;
            }
        }
        let [mut third, mut second, mut first] =
            [path[known - 3], path[known - 2], path[known - 1]];
        let steps = runs.iter().map(|run| run.steps).max();
        for at in known..known + steps.unwrap_or(0) {
            // The far lags are known long before; only the near ones wait for the hour before.
            let mut value = coefficients.constant;
            for (slope, lag) in far.iter().zip(self.far) {
                let past = &path[at - lag];
                for lane in 0..LANES {
                    value[lane] += slope[lane] * past[lane];
                }
            }
            for lane in 0..LANES {
                let old = near[2][lane] * third[lane] + near[1][lane] * second[lane];
                let next = value[lane] + old + near[0][lane] * first[lane];
                value[lane] = held(next, low[lane], high[lane]);
            }
            path.push(value);
            (third, second, first) = (second, first, value);
        }
    }
}

/// The range that holds both.
fn widened(one: (f64, f64), other: (f64, f64)) -> (f64, f64) {
    (one.0.min(other.0), one.1.max(other.1))
}

/// Values around 0 with deviation 1, so that sums of products lose no digits.
#[derive(Clone, Copy, Debug)]
struct Scale {
    mean: f64,
    deviation: f64,
}

impl Scale {
    fn of(values: &[f64]) -> Self {
        let n = values.len().max(1) as f64;
        let mean = sum(values) / n;
        let variance = sum_of(values, |value| (value - mean) * (value - mean)) / n;
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
