//! [`Backtest`]: how each candidate, and all of them together, did at forecasting the past.
//!
//! Every score is of a method's own forecasts, never of a stand-in. Failures are counted and the last one is kept.

/// One candidate in the backtest.
#[derive(Clone, Debug, PartialEq)]
pub struct CandidateScore {
    /// The candidate.
    pub model: &'static str,
    /// Its share of the forecast of the first day, 0..=1.
    pub weight: f64,
    /// Mean absolute error of an hour (of a day total, over 24, for sparse series); `None` when it failed everywhere.
    pub mae: Option<f64>,
    /// The error relative to that of "the same as 24 hours before" within the history; `None` when
    /// that one never errs.
    pub mase: Option<f64>,
    /// Origins at which it gave no forecast.
    pub failures: usize,
    /// Why, at the last of these.
    pub error: Option<String>,
}

/// The comparison of all candidates on one series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Backtest {
    /// In order of trial.
    pub candidates: Vec<CandidateScore>,
    /// Mean absolute error of the combination, with weights that the other origins give.
    pub combined_mae: Option<f64>,
    /// Farthest hours forecast from an origin.
    pub window_hours: usize,
    /// Origins compared at.
    pub origins: usize,
    /// Hours summed before errors are taken: 1, or 24 for sparse series.
    pub bucket_hours: usize,
}

impl Backtest {
    /// The score of this candidate.
    pub fn score(&self, model: &str) -> Option<&CandidateScore> {
        let mut candidates = self.candidates.iter();
        candidates.find(|candidate| candidate.model == model)
    }

    /// Error of the combination over that of the better seasonal naive; 0 when it never errs. `None`
    /// when either is unknown.
    pub fn error_vs_naive(&self) -> Option<f64> {
        let own = self.combined_mae?;
        let candidates = self.candidates.iter();
        let naive = candidates.filter(|c| c.model.starts_with("seasonal_naive"));
        let naive = naive.filter_map(|c| c.mae).min_by(f64::total_cmp)?;
        if own == 0.0 {
            return Some(0.0);
        }
        (naive > 0.0).then(|| own / naive)
    }
}
