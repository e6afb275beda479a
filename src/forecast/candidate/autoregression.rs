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
        let mut gram = Gram::new(self.lag_count());
        let mut next_row = self.longest_lag();
        let mut path = Vec::new();
        let (mut bounds, mut ranged) = ((f64::MAX, f64::MIN), 0);
        let forecast = |origin: &Origin| {
            let seen = origin.at - self.shift();
            gram.add(&values, self.lags(), next_row..seen);
            next_row = seen;
            let coefficients = gram.solve(LAMBDA);
            let coefficients = coefficients.ok_or(CandidateError::Unfit("too few rows"))?;
            path.clear();
            path.extend_from_slice(&values[seen - self.longest_lag()..seen]);
            bounds = widened(bounds, range(&values[ranged..seen]));
            ranged = seen;
            self.recur(&mut path, origin.steps, &coefficients, bounds);
            let ahead = path[self.longest_lag()..]
                .iter()
                .map(|value| scale.up(*value));
            Ok(match self.form {
                Form::Levels => ahead.collect(),
                Form::Log => ahead.map(|value| value.exp() - offset).collect(),
                Form::Difference(shift) => {
                    undo_difference(&sample.values[..origin.at], ahead, shift, origin.steps)
                }
            })
        };
        origins.iter().map(forecast).collect()
    }
}

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

    /// Appends `steps` forecasts to `path`, which holds at least the longest lag. The far lags of as many
    /// hours as the shortest of them are known at once; only the near ones wait for the hour before.
    fn recur(
        &self,
        path: &mut Vec<f64>,
        steps: usize,
        coefficients: &Coefficients,
        (low, high): (f64, f64),
    ) {
        let margin = RANGE_MARGIN * (high - low);
        let (low, high) = (low - margin, high + margin);
        let (near, far) = coefficients.slopes.split_at(NEAR.len());
        let end = path.len() + steps;
        while path.len() < end {
            let start = path.len();
            let block = self.far[0].min(end - start);
            path.resize(start + block, coefficients.constant);
            let (known, ahead) = path.split_at_mut(start);
            for (lag, slope) in self.far.iter().zip(far) {
                for (sum, past) in ahead.iter_mut().zip(&known[start - lag..]) {
                    *sum += slope * past;
                }
            }
            let [mut third, mut second, mut first] =
                [known[start - 3], known[start - 2], known[start - 1]];
            for sum in ahead {
                let old = near[2] * third + near[1] * second;
                *sum = (*sum + old + near[0] * first).clamp(low, high);
                (third, second, first) = (second, first, *sum);
            }
        }
    }
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
