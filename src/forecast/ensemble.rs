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
use super::level_shift::LevelShift;
use super::normal_history::NormalHistory;
use super::pool::WeekShape;
use super::route::{Effort, Route};
use super::schedule::Schedule;
use super::trial_errors::{EXACT, Errors, PastErrors, absolute_errors, distance, mean_error};

/// Candidates that err more than this many times as much as the best have no weight.
const WORST_RATIO: f64 = 1.25;
/// The same of sparse series, by deviances, of which chance is the most part.
const WORST_SPARSE_RATIO: f64 = 1.1;
/// Share of the mean that stands for an expectation of nothing in a deviance.
const IMPOSSIBLE_SHARE: f64 = 1e-3;
/// Farthest that a forecast is lifted or lowered to where its past ones should have been.
const MOST_LIFTING: f64 = 1.5;
/// First leads of the two stretches that have weights of their own.
const STRETCHES: [(usize, usize); 2] = [(0, 24), (24, usize::MAX)];
/// Share from which a candidate is named in the model, and how many are where none has it.
const NAMED_WEIGHT: f64 = 0.1;
const FEW_NAMES: usize = 3;
/// What the names of the naive candidates begin with.
const NAIVE: &str = "seasonal_naive";
/// Name of the plain mean, in use only where no candidate has a forecast.
const MEAN: &str = "mean";
/// Name of the forecast of what has always been the same.
const CONSTANT: &str = "constant";

/// The forecast of one series with what is known of its past errors.
#[derive(Clone, Debug, PartialEq)]
pub struct Ensemble {
    /// Candidates with a tenth of the weight or more, the heaviest first, joined by `+`; where none has, three and `others`.
    pub model: String,
    /// Expected value per hour of the horizon.
    pub hourly: Vec<f64>,
    /// What would have been forecast from each origin of the schedule; `None` where nothing would.
    pub past: Vec<Option<Vec<f64>>>,
    /// The comparison.
    pub backtest: Backtest,
    /// The step that older values were taken to the new level of. What was forecast from before it is as it was known then.
    pub shift: Option<LevelShift>,
    /// The hour, by its index, that no candidate has seen: see [`lone_spike`].
    pub spike: Option<usize>,
}

impl Ensemble {
    /// Forecasts `horizon` hours after `history`, each for itself: around its median, where absolute errors are least.
    pub fn of(history: History<'_>, effort: Effort, schedule: &Schedule, horizon: usize) -> Self {
        Self::aiming(Aim::Median, history, effort, schedule, horizon, None)
    }

    /// Forecasts demand, which is added up: hours and their sums are right on average. `pooled` is the shape of the week
    /// of series like this, for those too sparse for an own one.
    pub fn of_demand(
        history: History<'_>,
        effort: Effort,
        schedule: &Schedule,
        horizon: usize,
        pooled: Option<&WeekShape>,
    ) -> Self {
        Self::aiming(Aim::Mean, history, effort, schedule, horizon, pooled)
    }

    fn aiming(
        aim: Aim,
        history: History<'_>,
        effort: Effort,
        schedule: &Schedule,
        horizon: usize,
        pooled: Option<&WeekShape>,
    ) -> Self {
        if let Some(constant) = history.constant() {
            return Self::constant(constant, schedule, horizon);
        }
        let route = Route::of(history, effort);
        // Of what is mostly nothing neither levels nor spikes can be told.
        let shift = LevelShift::of(history).filter(|_| !route.is_sparse());
        let normal = NormalHistory::of(history, shift.as_ref(), !route.is_sparse());
        let mut origins = schedule.origins.clone();
        origins.push(Origin {
            at: history.values.len(),
            steps: horizon,
        });
        let sample = normal.sample(history.first_hour, pooled);
        let tried = route
            .candidates()
            .iter()
            .map(|candidate| Trial::of(*candidate, &sample, &origins));
        let tried = tried.collect();
        let mut trials = Trials {
            aim,
            complete: normal.known.iter().all(|known| *known),
            sample,
            origins,
            tried,
            bucket_hours: if route.is_sparse() { 24 } else { 1 },
        };
        trials.try_dear(route.candidates());
        let mut ensemble = trials.combined(schedule).scaled(normal.scale);
        if let Some(shift) = shift {
            ensemble.lower_before(&shift, schedule);
            ensemble.shift = Some(shift);
        }
        ensemble.spike = normal.spike;
        ensemble
    }

    /// Takes what was forecast before a step back to the level that was known then.
    fn lower_before(&mut self, shift: &LevelShift, schedule: &Schedule) {
        for (path, origin) in self.past.iter_mut().zip(&schedule.origins) {
            for value in path.iter_mut().flatten().filter(|_| origin.at < shift.at) {
                *value = shift.lowered(*value);
            }
        }
    }

    fn constant(value: f64, schedule: &Schedule, horizon: usize) -> Self {
        let past = schedule.origins.iter();
        Self {
            model: CONSTANT.to_owned(),
            hourly: vec![value; horizon],
            past: past.map(|origin| Some(vec![value; origin.steps])).collect(),
            shift: None,
            spike: None,
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

/// What a forecast is to be right about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aim {
    Median,
    Mean,
}

struct Trials<'a> {
    aim: Aim,
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
        let mut hourly = hourly;
        if self.aim == Aim::Mean {
            self.unbias(&mut paths, &mut hourly);
        }
        let combined_mae = self.combined_mae(&paths);
        Ensemble {
            model: self.model(&named),
            hourly,
            past: paths,
            shift: None,
            spike: None,
            backtest: Backtest {
                candidates: self.scores(&named, &errors),
                combined_mae,
                window_hours: schedule.window_hours,
                origins: past,
                bucket_hours: self.bucket_hours,
            },
        }
    }

    /// Lifts forecasts of what cannot be below zero by what forecasts from the other origins fell short of what came, all
    /// hours together: errors are least around the median, but what is added up, in requests, bytes and
    /// money, is the mean. One origin's worth of no difference is added, for chance.
    fn unbias(&self, paths: &mut [Option<Vec<f64>>], hourly: &mut [f64]) {
        if !self.sample.non_negative || self.bucket_hours > 1 {
            return;
        }
        let sums = |(path, origin): (&Option<Vec<f64>>, &Origin)| {
            let path = path.as_ref()?;
            let hours = origin.at..origin.at + path.len();
            let known = self.sample.known[hours.clone()].iter();
            let pairs = path.iter().zip(&self.sample.values[hours]).zip(known);
            let pairs = pairs.filter(|(_, known)| **known);
            Some(pairs.fold((0.0, 0.0), |sum, ((forecast, actual), _)| {
                (sum.0 + forecast, sum.1 + actual)
            }))
        };
        let sums: Vec<Option<(f64, f64)>> = paths.iter().zip(&self.origins).map(sums).collect();
        let count = sums.iter().flatten().count();
        if count < 2 {
            return;
        }
        let (forecast, actual) = sums
            .iter()
            .flatten()
            .fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        let chance = forecast / count as f64;
        let factor = |out: (f64, f64)| {
            let factor = (actual - out.1 + chance) / (forecast - out.0 + chance);
            if factor.is_finite() {
                factor.clamp(1.0 / MOST_LIFTING, MOST_LIFTING)
            } else {
                1.0
            }
        };
        for (path, sums) in paths.iter_mut().zip(&sums) {
            if let (Some(path), Some(sums)) = (path, sums) {
                let factor = factor(*sums);
                for value in path {
                    *value *= factor;
                }
            }
        }
        let factor = factor((0.0, 0.0));
        for value in hourly {
            *value *= factor;
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
        let steps = self.origins[index].steps;
        let path = path.get_or_insert_with(|| Vec::with_capacity(steps));
        if path.len() != first {
            return;
        }
        path.resize(end, 0.0);
        let mut used = 0.0;
        for (trial, weight) in self.tried.iter().zip(weights) {
            if let (true, Ok(forecast)) = (*weight > 0.0, &trial.forecasts[index]) {
                used += weight;
                for (sum, value) in path[first..].iter_mut().zip(&forecast[first..end]) {
                    *sum += weight * value;
                }
            }
        }
        if used > 0.0 {
            path[first..].iter_mut().for_each(|sum| *sum /= used);
        } else {
            path.truncate(first);
        }
    }

    fn model(&self, weights: &[f64]) -> String {
        let named = self.tried.iter().zip(weights);
        let mut named: Vec<_> = named.filter(|(_, weight)| **weight > 0.0).collect();
        named.sort_by(|a, b| b.1.total_cmp(a.1));
        let heavy = named.partition_point(|(_, weight)| **weight >= NAMED_WEIGHT);
        // Where many have a little each, the heaviest of them stand for all.
        let shown = if heavy == 0 { FEW_NAMES } else { heavy };
        let names: Vec<&str> = named
            .iter()
            .take(shown)
            .map(|(trial, _)| trial.model)
            .collect();
        match names.as_slice() {
            [] => MEAN.to_owned(),
            names if heavy > 0 => names.join("+"),
            names => format!("{}+others", names.join("+")),
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

#[cfg(test)]
mod tests;
