//! [`Ensemble`]: all candidates of a series, combined by how they did at forecasting its past.
//!
//! Weights are inverse squared mean absolute errors over the past origins, for the first day and for later
//! hours apart; candidates a quarter worse than the best have none. A past forecast of the ensemble uses the
//! weights that all other origins give, so that what it missed is what an honest forecast would have missed.
//! Sparse series are weighed by the Poisson deviance of hours, where the forecast "nothing" does not win as it does
//! by absolute errors; what they miss is told for day totals.

use super::History;
use super::backtest::{Backtest, CandidateScore};
use super::candidate::{self, Candidate, CandidateError, Forecast, Origin, Sample};
use super::pool::WeekShape;
use super::route::{Effort, Route};
use super::schedule::Schedule;

/// Candidates that err more than this many times as much as the best have no weight.
const WORST_RATIO: f64 = 1.25;
/// Mean errors below this share of the largest value are none.
const EXACT: f64 = 1e-9;
/// The same of sparse series, by deviances, of which chance is the most part.
const WORST_SPARSE_RATIO: f64 = 1.1;
/// Share of the mean that stands for an expectation of nothing in a deviance.
const IMPOSSIBLE_SHARE: f64 = 1e-3;
/// First leads of the two stretches that have weights of their own.
const STRETCHES: [(usize, usize); 2] = [(0, 24), (24, usize::MAX)];
/// Share from which a candidate is named in the model.
const NAMED_WEIGHT: f64 = 0.1;
/// What the names of the naive candidates begin with.
const NAIVE: &str = "seasonal_naive";
/// Name of the plain mean, in use only where no candidate has a forecast.
const MEAN: &str = "mean";
/// Name of the forecast of what has always been the same.
const CONSTANT: &str = "constant";

/// The forecast of one series with what is known of its past errors.
#[derive(Clone, Debug, PartialEq)]
pub struct Ensemble {
    /// Candidates with a tenth of the weight or more, the heaviest first, joined by `+`.
    pub model: String,
    /// Expected value per hour of the horizon.
    pub hourly: Vec<f64>,
    /// What would have been forecast from each origin of the schedule; `None` where nothing would.
    pub past: Vec<Option<Vec<f64>>>,
    /// The comparison.
    pub backtest: Backtest,
}

impl Ensemble {
    /// Forecasts `horizon` hours after `history`.
    pub fn of(history: History<'_>, effort: Effort, schedule: &Schedule, horizon: usize) -> Self {
        Self::with_shape(history, effort, schedule, horizon, None)
    }

    /// The same; `pooled` is the shape of the week of series like this, for those too sparse for an own one.
    pub fn with_shape(
        history: History<'_>,
        effort: Effort,
        schedule: &Schedule,
        horizon: usize,
        pooled: Option<&WeekShape>,
    ) -> Self {
        if let Some(constant) = history.constant() {
            return Self::constant(constant, schedule, horizon);
        }
        let normal = Normal::of(history);
        let mut origins = schedule.origins.clone();
        origins.push(Origin {
            at: history.values.len(),
            steps: horizon,
        });
        let route = Route::of(history, effort);
        let sample = normal.sample(history.first_hour, pooled);
        let tried = route
            .candidates()
            .iter()
            .map(|candidate| Trial::of(*candidate, &sample, &origins));
        let tried = tried.collect();
        let mut trials = Trials {
            complete: normal.known.iter().all(|known| *known),
            sample,
            origins,
            tried,
            bucket_hours: if route == Route::Sparse { 24 } else { 1 },
        };
        trials.try_dear(route.candidates());
        trials.combined(schedule).scaled(normal.scale)
    }

    fn constant(value: f64, schedule: &Schedule, horizon: usize) -> Self {
        let past = schedule.origins.iter();
        Self {
            model: CONSTANT.to_owned(),
            hourly: vec![value; horizon],
            past: past.map(|origin| Some(vec![value; origin.steps])).collect(),
            backtest: Backtest {
                window_hours: schedule.window_hours,
                origins: schedule.origins.len(),
                bucket_hours: 1,
                ..Backtest::default()
            },
        }
    }

    fn scaled(mut self, scale: f64) -> Self {
        let up = |value: &mut f64| *value *= scale;
        self.hourly.iter_mut().for_each(up);
        self.past.iter_mut().flatten().flatten().for_each(up);
        self.backtest.combined_mae.iter_mut().for_each(up);
        for candidate in &mut self.backtest.candidates {
            candidate.mae.iter_mut().for_each(up);
        }
        self
    }
}

/// A history without holes and without a unit.
struct Normal {
    values: Vec<f64>,
    known: Vec<bool>,
    scale: f64,
}

impl Normal {
    /// Divides by the power of two at or above the largest value: no digit is lost, and exact stays exact.
    fn of(history: History<'_>) -> Self {
        let mut values = history.filled();
        let largest = values
            .iter()
            .fold(0.0, |most: f64, value| most.max(value.abs()));
        let scale = largest.log2().ceil().clamp(-1000.0, 1023.0).exp2();
        for value in &mut values {
            *value /= scale;
        }
        Self {
            known: history.values.iter().map(Option::is_some).collect(),
            values,
            scale,
        }
    }

    fn sample<'a>(&'a self, first_hour: i64, pooled: Option<&'a WeekShape>) -> Sample<'a> {
        let range = candidate::range(&self.values);
        Sample {
            first_hour,
            pooled,
            values: &self.values,
            known: &self.known,
            range,
            non_negative: range.0 >= 0.0,
        }
    }
}

/// One candidate's forecasts, one per origin; the last is the future.
struct Trial {
    model: &'static str,
    forecasts: Vec<Forecast>,
}

impl Trial {
    /// Without the future where the candidate is dear.
    fn of(candidate: &dyn Candidate, sample: &Sample<'_>, origins: &[Origin]) -> Self {
        let past = origins.len() - usize::from(candidate.is_dear());
        let mut forecasts = candidate::forecasts(candidate, sample, &origins[..past]);
        forecasts.resize(origins.len(), Err(CandidateError::NotTried));
        Self {
            model: candidate.name(),
            forecasts,
        }
    }
}

/// Sum and number of errors.
#[derive(Clone, Copy, Default)]
struct Errors {
    sum: f64,
    count: f64,
}

impl Errors {
    fn plus(self, other: Self) -> Self {
        Self {
            sum: self.sum + other.sum,
            count: self.count + other.count,
        }
    }

    fn mean(self) -> Option<f64> {
        (self.count > 0.0).then(|| self.sum / self.count)
    }
}

/// Errors per past origin; `None` where there was no forecast.
type PastErrors = Vec<Option<Errors>>;

struct Trials<'a> {
    sample: Sample<'a>,
    /// Oldest first; the last is the future.
    origins: Vec<Origin>,
    tried: Vec<Trial>,
    bucket_hours: usize,
    /// No hour is missing.
    complete: bool,
}

impl Trials<'_> {
    /// Lets the dear candidates forecast the future, where what they did in the past gives them any weight.
    fn try_dear(&mut self, candidates: &[&dyn Candidate]) {
        let future = self.origins.len() - 1;
        for (index, candidate) in candidates.iter().enumerate() {
            if candidate.is_dear() && self.earns_weight(index) {
                let origin = &self.origins[future..];
                let forecast = candidate::forecasts(*candidate, &self.sample, origin).pop();
                self.tried[index].forecasts[future] =
                    forecast.unwrap_or(Err(CandidateError::NotTried));
            }
        }
    }

    fn earns_weight(&self, index: usize) -> bool {
        STRETCHES.into_iter().any(|(first, end)| {
            let table = self.judged(first, end);
            let error = |row| mean_error(row, &table[0], None);
            let best = table.iter().filter_map(error).reduce(f64::min);
            let own = error(&table[index]);
            own.zip(best)
                .is_some_and(|(own, best)| own <= self.worst(best))
        })
    }

    fn combined(self, schedule: &Schedule) -> Ensemble {
        let past = self.origins.len() - 1;
        let horizon = self.origins[past].steps;
        let mut paths: Vec<Option<Vec<f64>>> = vec![None; past + 1];
        let mut named = vec![0.0; self.tried.len()];
        let mut errors = vec![Errors::default(); self.tried.len()];
        let mut fallback = None;
        for (first, end) in STRETCHES {
            let table = self.judged(first, end);
            if self.bucket_hours == 1 {
                for (sum, row) in errors.iter_mut().zip(&table) {
                    *sum = row.iter().flatten().copied().fold(*sum, Errors::plus);
                }
            } else {
                self.add_errors(&mut errors, (first, end));
            }
            for (index, path) in paths.iter_mut().enumerate() {
                let out = (index < past).then_some(index);
                let weights = self.weights(&table, out, index);
                // Later hours were never measured on short series: the first day's weights serve.
                let weights = weights.or_else(|| fallback.clone().filter(|_| first > 0));
                let Some(weights) = weights else { continue };
                if index == past {
                    if first == 0 {
                        named.clone_from(&weights);
                    }
                    fallback = Some(weights.clone());
                }
                self.mix(&weights, index, (first, end), path);
            }
        }
        let hourly = paths.pop().flatten();
        let hourly = hourly.filter(|path| path.len() == horizon);
        let hourly = hourly.unwrap_or_else(|| self.untested(&mut named));
        let combined_mae = self.combined_mae(&paths);
        Ensemble {
            model: self.model(&named),
            hourly,
            past: paths,
            backtest: Backtest {
                candidates: self.scores(&named, &errors),
                combined_mae,
                window_hours: schedule.window_hours,
                origins: past,
                bucket_hours: self.bucket_hours,
            },
        }
    }

    /// Without any past to judge by: the first candidate that can, else the mean.
    fn untested(&self, weights: &mut [f64]) -> Vec<f64> {
        let last = self.origins.len() - 1;
        let mut trials = self.tried.iter().zip(weights);
        let first = trials.find_map(|(trial, weight)| {
            let forecast = trial.forecasts[last].as_ref().ok()?;
            *weight = 1.0;
            Some(forecast.clone())
        });
        let mean = || vec![self.sample.mean(); self.origins[last].steps];
        first.unwrap_or_else(mean)
    }

    /// The largest error with any weight beside the best.
    fn worst(&self, best: f64) -> f64 {
        match self.bucket_hours {
            _ if best <= EXACT => EXACT,
            1 => best * WORST_RATIO,
            _ => best * WORST_SPARSE_RATIO,
        }
    }

    /// What candidates are weighed by, at each past origin, of leads `first..end`: absolute errors, for sparse series
    /// Poisson deviances.
    fn judged(&self, first: usize, end: usize) -> Vec<PastErrors> {
        let past = self.origins.len() - 1;
        let errors_of = |trial: &Trial| {
            let pairs = trial.forecasts[..past].iter().zip(&self.origins);
            pairs
                .map(|(forecast, origin)| {
                    let forecast = forecast.as_ref().ok()?;
                    Some(if self.bucket_hours == 1 {
                        self.errors_at(forecast, *origin, first, end)
                    } else {
                        self.deviances_at(forecast, *origin, first, end)
                    })
                })
                .collect()
        };
        self.tried.iter().map(errors_of).collect()
    }

    /// Adds the absolute errors of each candidate at all past origins.
    fn add_errors(&self, sums: &mut [Errors], (first, end): (usize, usize)) {
        let past = self.origins.len() - 1;
        for (sum, trial) in sums.iter_mut().zip(&self.tried) {
            for (forecast, origin) in trial.forecasts[..past].iter().zip(&self.origins) {
                if let Ok(forecast) = forecast {
                    *sum = sum.plus(self.errors_at(forecast, *origin, first, end));
                }
            }
        }
    }

    /// Poisson deviances of hours. What was said to be impossible counts as a thousandth of the mean.
    fn deviances_at(&self, forecast: &[f64], origin: Origin, first: usize, end: usize) -> Errors {
        let least = (IMPOSSIBLE_SHARE * self.sample.mean()).max(f64::MIN_POSITIVE);
        let mut errors = Errors::default();
        let end = end.min(forecast.len());
        let hours = origin.at + first..origin.at + end.max(first);
        let actual = self.sample.values[hours.clone()]
            .iter()
            .zip(&self.sample.known[hours]);
        for (mean, (actual, known)) in forecast.iter().skip(first).zip(actual) {
            if *known {
                let mean = mean.max(least);
                let seen = if *actual > 0.0 {
                    actual * (actual / mean).ln()
                } else {
                    0.0
                };
                errors.sum += 2.0 * (seen - actual + mean);
                errors.count += 1.0;
            }
        }
        errors
    }

    fn errors_at(&self, forecast: &[f64], origin: Origin, first: usize, end: usize) -> Errors {
        let mut errors = Errors::default();
        let end = end.min(forecast.len());
        if self.bucket_hours == 1 && first < end {
            let hours = origin.at + first..origin.at + end;
            let (forecast, actual) = (&forecast[first..end], &self.sample.values[hours.clone()]);
            if self.complete {
                errors.sum = distance(forecast, actual);
                errors.count = actual.len() as f64;
                return errors;
            }
            let known = &self.sample.known[hours];
            (errors.sum, errors.count) = absolute_errors(forecast, actual, known);
            return errors;
        }
        let mut lead = first;
        while lead < end {
            let bucket = lead..(lead + self.bucket_hours).min(end);
            let (mut error, mut all_known) = (0.0, true);
            for lead in bucket.clone() {
                all_known &= self.sample.known[origin.at + lead];
                error += forecast[lead] - self.sample.values[origin.at + lead];
            }
            if all_known {
                errors.sum += error.abs();
                errors.count += bucket.len() as f64;
            }
            lead = bucket.end;
        }
        errors
    }

    /// The weight of each candidate in the forecast of origin `index`, by all past origins but `out`; they sum to 1.
    fn weights(&self, table: &[PastErrors], out: Option<usize>, index: usize) -> Option<Vec<f64>> {
        let lone = table.first().is_some_and(|row| row.len() == 1);
        let out = out.filter(|_| !lone);
        // To repeat single requests is to forecast chance: there the naive ones are only compared with.
        let counts = |trial: &Trial| self.bucket_hours == 1 || !trial.model.starts_with(NAIVE);
        let can = |trial: &Trial| counts(trial) && trial.forecasts[index].is_ok();
        let mae: Vec<Option<f64>> = self
            .tried
            .iter()
            .zip(table)
            .map(|(trial, row)| mean_error(row, &table[0], out).filter(|_| can(trial)))
            .collect();
        let best = mae.iter().flatten().copied().reduce(f64::min)?;
        let worst = self.worst(best);
        let weight = |mae: &Option<f64>| match mae {
            Some(mae) if *mae <= worst => (best.max(EXACT) / mae.max(EXACT)).powi(2),
            _ => 0.0,
        };
        let mut weights: Vec<f64> = mae.iter().map(weight).collect();
        let sum: f64 = weights.iter().sum();
        for weight in &mut weights {
            *weight /= sum;
        }
        Some(weights)
    }

    /// Appends leads `first..end` of origin `index` to `path`.
    fn mix(
        &self,
        weights: &[f64],
        index: usize,
        (first, end): (usize, usize),
        path: &mut Option<Vec<f64>>,
    ) {
        let end = end.min(self.origins[index].steps);
        if first >= end {
            return;
        }
        let mut stretch = vec![0.0; end - first];
        let mut used = 0.0;
        for (trial, weight) in self.tried.iter().zip(weights) {
            if *weight == 0.0 {
                continue;
            }
            let Ok(forecast) = &trial.forecasts[index] else {
                continue;
            };
            used += weight;
            for (sum, value) in stretch.iter_mut().zip(&forecast[first..end]) {
                *sum += weight * value;
            }
        }
        let path = path.get_or_insert_default();
        if used > 0.0 && path.len() == first {
            path.extend(stretch.into_iter().map(|sum| sum / used));
        }
    }

    fn model(&self, weights: &[f64]) -> String {
        let named = self.tried.iter().zip(weights);
        let mut named: Vec<_> = named.filter(|(_, w)| **w >= NAMED_WEIGHT).collect();
        named.sort_by(|a, b| b.1.total_cmp(a.1));
        let names: Vec<&str> = named.into_iter().map(|(trial, _)| trial.model).collect();
        match names.as_slice() {
            [] => MEAN.to_owned(),
            names => names.join("+"),
        }
    }

    fn combined_mae(&self, paths: &[Option<Vec<f64>>]) -> Option<f64> {
        let pairs = paths.iter().zip(&self.origins);
        let errors = pairs.filter_map(|(path, origin)| {
            let path = path.as_ref()?;
            Some(self.errors_at(path, *origin, 0, path.len()))
        });
        let mae = errors.fold(Errors::default(), Errors::plus).mean()?;
        Some(if mae <= EXACT { 0.0 } else { mae })
    }

    fn scores(&self, weights: &[f64], errors: &[Errors]) -> Vec<CandidateScore> {
        let scale = self.naive_scale();
        let rows = self.tried.iter().zip(weights).zip(errors);
        rows.map(|((trial, weight), errors)| {
            let failures = trial.forecasts.iter().filter_map(|f| f.as_ref().err());
            let failures: Vec<&CandidateError> = failures
                .filter(|error| **error != CandidateError::NotTried)
                .collect();
            let mae = errors.mean();
            CandidateScore {
                model: trial.model,
                weight: *weight,
                mae,
                mase: mae.zip(scale).map(|(mae, scale)| mae / scale),
                failures: failures.len(),
                error: failures.last().map(ToString::to_string),
            }
        })
        .collect()
    }

    /// Mean |value − value a day before|, over the same buckets as the errors: the scale of MASE
    /// (Hyndman and Koehler, 2006). `None` when it is 0 or nothing can be compared.
    fn naive_scale(&self) -> Option<f64> {
        let values = self.sample.values;
        let steps = values.len().checked_sub(24)?;
        let errors = self.errors_at(&values[..steps], Origin { at: 24, steps }, 0, steps);
        errors.mean().filter(|scale| *scale > EXACT)
    }
}

/// Σ |forecast − actual|.
fn distance(forecast: &[f64], actual: &[f64]) -> f64 {
    let (forecasts, rest) = forecast.as_chunks::<4>();
    let (actuals, rest_actual) = actual.as_chunks::<4>();
    let mut sums = [0.0; 4];
    for (forecast, actual) in forecasts.iter().zip(actuals) {
        for lane in 0..4 {
            sums[lane] += (forecast[lane] - actual[lane]).abs();
        }
    }
    let rest = rest.iter().zip(rest_actual);
    sums.iter().sum::<f64>() + rest.map(|(a, b)| (a - b).abs()).sum::<f64>()
}

/// Σ |forecast − actual| of the known hours and their number; four sums side by side, for a single one would
/// wait for every addition.
fn absolute_errors(forecast: &[f64], actual: &[f64], known: &[bool]) -> (f64, f64) {
    let (mut sums, mut counts) = ([0.0; 4], [0.0; 4]);
    let hours = forecast
        .chunks(4)
        .zip(actual.chunks(4))
        .zip(known.chunks(4));
    for ((forecast, actual), known) in hours {
        for (lane, ((forecast, actual), known)) in
            forecast.iter().zip(actual).zip(known).enumerate()
        {
            let known = f64::from(u8::from(*known));
            sums[lane] += known * (forecast - actual).abs();
            counts[lane] += known;
        }
    }
    (sums.iter().sum(), counts.iter().sum())
}

/// Mean error of a candidate over the origins but `out`. Where it had no forecast at some of them, its error
/// relative to the reference's at the same ones, times the reference's at all; the fewer they are, the nearer to
/// the reference it is taken to be, as if it had been like it at one more. Where the reference erred at none of the
/// same, as after a step from one constant to another, nothing says how hard the others were: both errors count.
fn mean_error(row: &PastErrors, reference: &PastErrors, out: Option<usize>) -> Option<f64> {
    let kept = |index: &usize| Some(*index) != out;
    let (mut own, mut same, mut all) = (Errors::default(), Errors::default(), Errors::default());
    let mut tests = 0.0;
    if row.iter().all(Option::is_some) {
        let errors = (0..row.len()).filter(kept).filter_map(|index| row[index]);
        return errors.fold(own, Errors::plus).mean();
    }
    for index in (0..row.len()).filter(kept) {
        let of_reference = reference[index].unwrap_or_default();
        all = all.plus(of_reference);
        if let Some(errors) = row[index] {
            tests += 1.0;
            own = own.plus(errors);
            same = same.plus(of_reference);
        }
    }
    let own_mean = own.mean()?;
    match (same.mean(), all.mean()) {
        (Some(same_mean), Some(all_mean)) if same.count < all.count && same_mean > EXACT => {
            Some((tests * own_mean / same_mean + 1.0) / (tests + 1.0) * all_mean)
        }
        (_, Some(all_mean)) if same.count < all.count => Some(own_mean + all_mean),
        _ => Some(own_mean),
    }
}

#[cfg(test)]
mod tests;
