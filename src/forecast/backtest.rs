//! [`Backtest`]: each candidate forecasts from several past origins what has since happened; the
//! least error is chosen.
//!
//! The error that decides is the mean of the mean absolute errors of hours, of day totals and of the
//! whole window's total, each per hour: what is planned for is totals, in which an hour's noise
//! cancels out and a wrong level does not. For sparse series hours do not count: there an hourly absolute
//! error would prefer the forecast "nothing".
//!
//! A candidate that fails at any origin is not chosen; its failures are counted and its last error is
//! kept. Every score is of the candidate's own forecasts, never of a stand-in.

use super::History;
use super::model::{Model, ModelError, predict};

/// Origins of the backtest: enough for a 90 % interval by split-conformal calibration, which needs 9.
const ORIGINS: usize = 12;
/// Of these, evenly spread, the origins at which candidates are compared.
const COMPARED_ORIGINS: usize = 4;
/// Below so many requests an hour a series is sparse.
const SPARSE_MEAN: f64 = 1.0;
/// Smallest history of an origin that lets every candidate take part, where there is enough.
const FULL_TRAINING_HOURS: usize = 2 * 168 + 1;

/// From which past hours, and how far, the backtest forecasts. The same for every series of a fleet,
/// so that forecasts of parts and totals can be set side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Hours forecast from each origin.
    pub window_hours: usize,
    /// Lengths of the histories, newest origin first.
    pub origins: Vec<usize>,
}

impl Schedule {
    /// The schedule for a series of `hours` and a horizon: windows of the horizon or, when that is
    /// more, of a quarter of the history and at least a day; no origin before the middle of the history.
    pub fn new(hours: usize, horizon: usize) -> Self {
        let window_hours = horizon.min((hours / 4).max(24)).max(1);
        let newest = hours.saturating_sub(window_hours);
        let oldest = (hours / 2).max(24);
        let oldest = if newest > FULL_TRAINING_HOURS {
            oldest.max(FULL_TRAINING_HOURS)
        } else {
            oldest
        };
        if newest < oldest {
            return Self {
                window_hours,
                origins: Vec::new(),
            };
        }
        let count = ORIGINS.min(newest - oldest + 1);
        let steps = (count - 1).max(1);
        let origin = |i: usize| newest - (newest - oldest) * i / steps;
        Self {
            window_hours,
            origins: (0..count).map(origin).collect(),
        }
    }

    /// The origins at which candidates are compared.
    fn compared(&self) -> impl Iterator<Item = usize> + '_ {
        let step = (self.origins.len() / COMPARED_ORIGINS).max(1);
        self.origins.iter().copied().step_by(step)
    }
}

/// One candidate in the backtest.
#[derive(Clone, Debug, PartialEq)]
pub struct CandidateScore {
    /// The model.
    pub model: &'static str,
    /// Mean absolute error of an hour (of a day total, over 24, for sparse series); `None` when it failed everywhere.
    pub mae: Option<f64>,
    /// Mean of the errors of hours (not for sparse series), days and windows, per hour: decides.
    pub score: Option<f64>,
    /// The mean absolute error relative to that of "the same as 24 hours before" within the history; `None` when
    /// that one never errs.
    pub mase: Option<f64>,
    /// Origins at which it gave no forecast.
    pub failures: usize,
    /// Why, at the last of these.
    pub error: Option<String>,
}

/// The comparison of all candidates on one series.
#[derive(Clone, Debug, PartialEq)]
pub struct Backtest {
    /// In order of trial.
    pub candidates: Vec<CandidateScore>,
    /// Hours forecast from each origin.
    pub window_hours: usize,
    /// Origins compared at.
    pub origins: usize,
    /// Hours summed before errors are taken: 1, or 24 for sparse series.
    pub bucket_hours: usize,
}

impl Backtest {
    /// Compares the candidates on `history`.
    pub fn run(history: History<'_>, candidates: &[&dyn Model], schedule: &Schedule) -> Self {
        let sparse = history.mean() < SPARSE_MEAN;
        let bucket_hours = if sparse { 24 } else { 1 };
        let all_scales = [1, 24, schedule.window_hours];
        let scales = &all_scales[usize::from(sparse)..];
        let scale = naive_scale(history, bucket_hours);
        let score = |model: &&dyn Model| {
            let mut score = CandidateScore {
                model: model.name(),
                mae: None,
                score: None,
                mase: None,
                failures: 0,
                error: None,
            };
            let mut errors = scales.iter().map(|_| Mean::default()).collect::<Vec<_>>();
            for origin in schedule.compared() {
                match predict(*model, history.until(origin), schedule.window_hours) {
                    Ok(forecast) => {
                        let actual = &history.values[origin..origin + schedule.window_hours];
                        for (errors, hours) in errors.iter_mut().zip(scales) {
                            add_errors(errors, &forecast, actual, *hours);
                        }
                    }
                    Err(error) => {
                        score.failures += 1;
                        score.error = Some(error.to_string());
                    }
                }
            }
            score.mae = errors[0].mean();
            let known: Vec<f64> = errors.iter().filter_map(Mean::mean).collect();
            score.score =
                (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64);
            score.mase = score.mae.zip(scale).map(|(mae, scale)| mae / scale);
            score
        };
        Self {
            candidates: candidates.iter().map(score).collect(),
            window_hours: schedule.window_hours,
            origins: schedule.compared().count(),
            bucket_hours,
        }
    }

    /// Names of the candidates that never failed, best first; those never scored last, in order of trial.
    pub fn ranking(&self) -> Vec<&'static str> {
        let mut sound: Vec<_> = self.candidates.iter().filter(|c| c.failures == 0).collect();
        let error = |c: &CandidateScore| c.score.unwrap_or(f64::INFINITY);
        sound.sort_by(|a, b| error(a).total_cmp(&error(b)));
        sound.into_iter().map(|candidate| candidate.model).collect()
    }

    /// Adds a failure outside the compared origins.
    pub fn count_failure(&mut self, model: &str, error: &ModelError) {
        let mut candidates = self.candidates.iter_mut();
        if let Some(score) = candidates.find(|candidate| candidate.model == model) {
            score.failures += 1;
            score.error = Some(error.to_string());
        }
    }

    /// The score of this model.
    pub fn score(&self, model: &str) -> Option<&CandidateScore> {
        self.candidates
            .iter()
            .find(|candidate| candidate.model == model)
    }

    /// Error of `model` over that of the better seasonal naive; 0 when it never errs. `None` when
    /// either is unknown.
    pub fn error_vs_naive(&self, model: &str) -> Option<f64> {
        let own = self.score(model)?.score?;
        let naive = self
            .candidates
            .iter()
            .filter(|c| c.model.starts_with("seasonal_naive"));
        let naive = naive.filter_map(|c| c.score).min_by(f64::total_cmp)?;
        if own == 0.0 {
            return Some(0.0);
        }
        (naive > 0.0).then(|| own / naive)
    }
}

/// Mean |value − value a day before|, over the same buckets as the errors: the scale of MASE
/// (Hyndman and Koehler, 2006). `None` when it is 0 or nothing can be compared.
fn naive_scale(history: History<'_>, bucket_hours: usize) -> Option<f64> {
    let mut errors = Mean::default();
    let known = |value: &Option<f64>| value.unwrap_or(f64::NAN);
    let day_before: Vec<f64> = history.values.iter().map(known).collect();
    let today = history.values.get(24..)?;
    add_errors(&mut errors, &day_before, today, bucket_hours);
    errors.mean().filter(|scale| *scale > 0.0)
}

/// Adds |forecast − actual| of each bucket of which every hour is known, per hour of the bucket.
fn add_errors(errors: &mut Mean, forecast: &[f64], actual: &[Option<f64>], bucket_hours: usize) {
    let buckets = forecast
        .chunks(bucket_hours)
        .zip(actual.chunks(bucket_hours));
    for (forecast, actual) in buckets {
        let known: Option<Vec<f64>> = actual.iter().copied().collect();
        let Some(actual) = known.filter(|actual| actual.len() == forecast.len()) else {
            continue;
        };
        let error = forecast.iter().sum::<f64>() - actual.iter().sum::<f64>();
        if error.is_finite() {
            errors.add(error.abs() / actual.len() as f64);
        }
    }
}

#[derive(Default)]
struct Mean {
    sum: f64,
    count: usize,
}

impl Mean {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1;
    }

    fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / self.count as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::super::seasonal_naive::SeasonalNaive;
    use super::*;

    fn backtest(values: &[Option<f64>]) -> Backtest {
        let history = History {
            first_hour: 0,
            values,
        };
        let candidates: [&dyn Model; 2] = [&SeasonalNaive::DAILY, &SeasonalNaive::WEEKLY];
        Backtest::run(history, &candidates, &Schedule::new(values.len(), 24))
    }

    #[test]
    fn origins_leave_a_window_ahead_and_half_the_history_behind() {
        for (hours, horizon, window, newest, oldest, count) in [
            (840, 168, 168, 672, 420, 12),
            (840, 720, 210, 630, 420, 12),
            (600, 24, 24, 576, 337, 12),
            (83, 168, 24, 59, 41, 12),
            (48, 168, 24, 24, 24, 1),
            (48, 1, 1, 47, 24, 12),
        ] {
            let schedule = Schedule::new(hours, horizon);
            assert_eq!(schedule.window_hours, window, "{hours}");
            let ends = (schedule.origins[0], *schedule.origins.last().unwrap());
            assert_eq!(ends, (newest, oldest), "{hours}");
            assert_eq!(schedule.origins.len(), count, "{hours}");
            assert!(
                schedule.origins.windows(2).all(|pair| pair[0] > pair[1]),
                "{hours}"
            );
        }
        assert!(Schedule::new(30, 24).origins.is_empty());
    }

    #[test]
    fn errors_are_those_of_the_candidate_and_relative_to_a_day_before() {
        // Each day is ten above the one before: naive misses by exactly that.
        let values: Vec<_> = (0..400)
            .map(|hour| Some(f64::from(hour / 24 * 10)))
            .collect();
        let backtest = backtest(&values);
        let daily = backtest.score("seasonal_naive_24").unwrap();
        assert_eq!((daily.mae, daily.mase), (Some(10.0), Some(1.0)));
        let weekly = backtest.score("seasonal_naive_168").unwrap();
        assert_eq!(weekly.mae, Some(70.0));
        assert_eq!(
            backtest.ranking(),
            ["seasonal_naive_24", "seasonal_naive_168"]
        );
        assert_eq!(backtest.error_vs_naive("seasonal_naive_24"), Some(1.0));
        assert_eq!(backtest.error_vs_naive("seasonal_naive_168"), Some(7.0));
    }

    #[test]
    fn sparse_series_are_scored_on_days() {
        // One request a day, at another hour each day: every hour misses, no day does.
        let values: Vec<_> = (0..600)
            .map(|hour| {
                Some(if hour % 24 == hour / 24 % 24 {
                    1.0
                } else {
                    0.0
                })
            })
            .collect();
        let backtest = backtest(&values);
        assert_eq!(backtest.bucket_hours, 24);
        let error = backtest.score("seasonal_naive_24").unwrap().mae.unwrap();
        assert!(error <= 1.0 / 24.0, "{error}");
    }

    #[test]
    fn failures_count_and_disqualify() {
        let values: Vec<_> = (0..100).map(|hour| Some(f64::from(hour % 7))).collect();
        let mut backtest = backtest(&values);
        let weekly = backtest.score("seasonal_naive_168").unwrap();
        assert_eq!((weekly.failures, weekly.mae), (backtest.origins, None));
        assert_eq!(backtest.ranking(), ["seasonal_naive_24"]);
        backtest.count_failure("seasonal_naive_24", &ModelError::RunsAway);
        assert!(backtest.ranking().is_empty());
    }
}
