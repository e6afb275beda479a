//! [`forecast_series`]: one hourly series of any kind → a forecast with an interval for each hour.

use super::backtest::Schedule;
use super::selection::{Effort, Selected, select};
use super::{Estimate, History};

/// Hours of history at which more would not raise the confidence: four weeks.
const FULL_HISTORY_HOURS: f64 = 672.0;

/// What to forecast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeriesOptions {
    /// Hours ahead, at least 1.
    pub horizon_hours: usize,
    /// Level of the intervals, in 0..1.
    pub level: f64,
}

/// The forecast of one series.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesForecast {
    /// One estimate an hour, beginning with the hour after the last one known.
    pub hours: Vec<Estimate>,
    /// What it was made by.
    pub model: String,
    /// How far to trust it, 0..=1: orders forecasts, no probability.
    pub confidence: f64,
}

/// Forecasts `history`; `None` without any known value.
pub fn forecast_series(history: History<'_>, options: &SeriesOptions) -> Option<SeriesForecast> {
    let lowest = history.values.iter().flatten().copied().reduce(f64::min)?;
    let base = lowest.min(0.0);
    let raised: Vec<Option<f64>> = history
        .values
        .iter()
        .map(|value| value.map(|value| value - base))
        .collect();
    let raised = History {
        values: &raised,
        ..history
    };
    let horizon = options.horizon_hours.max(1);
    let schedule = Schedule::new(raised.values.len(), horizon);
    let selected = select(raised, Effort::Full, &schedule, horizon);
    let widths = half_widths(raised, &selected, &schedule, options.level);
    let hours = selected.hourly.iter().enumerate().map(|(lead, mean)| {
        let width = widths
            .get(lead)
            .or(widths.last())
            .copied()
            .unwrap_or(2.0 * mean);
        let floor = if base < 0.0 { f64::NEG_INFINITY } else { 0.0 };
        Estimate {
            mean: mean + base,
            lower: (mean + base - width).max(floor),
            upper: mean + base + width,
        }
    });
    let ratio = selected.backtest.error_vs_naive(selected.model);
    let skill = (1.0 - ratio.unwrap_or(1.0) / 2.0).clamp(0.0, 1.0);
    let history_share = (history.known_count() as f64 / FULL_HISTORY_HOURS).min(1.0);
    Some(SeriesForecast {
        hours: hours.collect(),
        model: selected.model.to_owned(),
        confidence: skill * history_share,
    })
}

/// Half-width per hour ahead, from the errors of the backtest half a day around it.
fn half_widths(
    history: History<'_>,
    selected: &Selected,
    schedule: &Schedule,
    level: f64,
) -> Vec<f64> {
    let width_at = |lead: usize| {
        let near = lead.saturating_sub(12)..(lead + 13).min(schedule.window_hours);
        let mut errors: Vec<f64> = Vec::new();
        for (origin, past) in schedule.origins.iter().zip(&selected.past) {
            let Some(past) = past else { continue };
            let pairs = near
                .clone()
                .filter_map(|lead| Some((history.values[origin + lead]?, past[lead])));
            errors.extend(pairs.map(|(actual, past)| (actual - past).abs()));
        }
        errors.sort_by(f64::total_cmp);
        let rank = ((errors.len() + 1) as f64 * level).ceil() as usize;
        errors
            .get(rank.saturating_sub(1))
            .or(errors.last())
            .copied()
    };
    (0..schedule.window_hours).map_while(width_at).collect()
}
