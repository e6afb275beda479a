//! One segment: hourly counts per (region, class) → forecast of the total and of each part.
//!
//! The total is forecast by what did best in its backtest. A part (requests of one class from one region) with
//! enough requests does the same; a sparse one is its recent share of the total. Then the parts are
//! scaled to add up to the total (forecast proportions: Athanasopoulos, Ahmed and Hyndman, 2009), so
//! that the total sets the level and the parts' own trends the mix. Bytes are requests times the
//! recent bytes per request. Each step is replayed at every origin of the backtest, and what it
//! missed there gives the intervals of requests and bytes.

use std::collections::BTreeMap;

use crate::access::{OperationClass, RegionId};
use crate::placement::Segment;

use super::anomaly::{Anomaly, AnomalyKind, anomalies};
use super::backtest::Backtest;
use super::confidence::ConfidenceInputs;
use super::ensemble::Ensemble;
use super::interval::TotalErrors;
use super::route::Effort;
use super::schedule::Schedule;
use super::{Coverage, Estimate, History, RegionDemand, SegmentDemand};

/// From so many requests an hour on, a part has a model of its own.
const DENSE_MEAN: f64 = 0.5;
/// Half-life of the weights of shares and of bytes per request, in hours: one week.
const SHARE_HALF_LIFE_HOURS: f64 = 168.0;

/// Demand of one class from one region, per covered hour.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PartSeries {
    pub requests: Vec<f64>,
    pub bytes: Vec<f64>,
}

/// Everything counted of one segment within the coverage.
#[derive(Clone, Debug, Default)]
pub(super) struct SegmentSeries {
    pub parts: BTreeMap<(RegionId, OperationClass), PartSeries>,
    pub assumed_requests: f64,
}

/// The forecast of one segment with what it was made from.
#[derive(Clone, Debug, PartialEq)]
pub struct SegmentForecast {
    /// What the planner needs of it.
    pub demand: SegmentDemand,
    /// Requests of all regions and classes over the horizon; the mean is the sum of the parts'.
    pub requests: Estimate,
    /// Bytes of all regions and classes over the horizon.
    pub bytes: Estimate,
    /// Totals of the first hours: (hours, requests), up to the horizon.
    pub leads: Vec<(usize, Estimate)>,
    /// The comparison of models on the total.
    pub backtest: Backtest,
    /// Where the total left what was to be expected.
    pub anomalies: Vec<Anomaly>,
    /// Requests expected of the newest day a day before, and those that came; `None` without such a forecast.
    pub newest_day: Option<(f64, f64)>,
    /// Requests of each covered hour; `None` where it is not known.
    pub past_requests: Vec<Option<f64>>,
    /// Expected requests of each hour of the horizon.
    pub hourly_requests: Vec<f64>,
}

/// What all segments of a fleet have in common.
pub(super) struct FleetContext<'a> {
    pub coverage: &'a Coverage,
    pub schedule: &'a Schedule,
    pub regions: &'a [String],
    pub horizon_hours: usize,
    pub level: f64,
}

/// Which series of a segment get the expensive candidates.
pub(super) struct SegmentEffort<'a> {
    pub total: Effort,
    pub part: &'a dyn Fn((RegionId, OperationClass)) -> Effort,
}

/// A part on its way to a [`RegionDemand`].
struct Part<'a> {
    key: (RegionId, OperationClass),
    series: &'a PartSeries,
    hourly: Vec<f64>,
    past: Vec<Option<Vec<f64>>>,
}

impl Part<'_> {
    /// Bytes of a request as of now.
    fn bytes_per_request(&self) -> f64 {
        let PartSeries { requests, bytes } = self.series;
        recent_ratio(bytes, requests, requests.len())
    }
}

impl FleetContext<'_> {
    /// The forecast of one segment.
    pub(super) fn forecast(
        &self,
        segment: Segment,
        series: &SegmentSeries,
        effort: &SegmentEffort<'_>,
    ) -> SegmentForecast {
        let total_counts = self.sum(series.parts.values().map(|part| &part.requests));
        let past_requests = self.coverage.series(&total_counts);
        let total = self.select(&past_requests, effort.total);
        let mut parts: Vec<Part<'_>> = series
            .parts
            .iter()
            .map(|(key, part)| self.part(*key, part, &total_counts, &total, effort))
            .collect();
        reconcile(&mut parts, &total);

        let requests = self.total_estimate(&total, &past_requests);
        let error_vs_naive = total.backtest.error_vs_naive();
        let history = History {
            first_hour: self.coverage.first_hour,
            values: &past_requests,
        };
        let anomalies = anomalies(history, &total, self.schedule);
        let drifts = anomalies.iter().any(|a| a.kind == AnomalyKind::Drift);
        let confidence = ConfidenceInputs {
            drifts,
            error_vs_naive,
            requests,
            known_hours: self.coverage.known_count(),
            past_requests: total_counts.iter().sum(),
            assumed_requests: series.assumed_requests,
        };
        SegmentForecast {
            requests,
            bytes: self.bytes_estimate(&parts),
            leads: self.leads(&total, &past_requests),
            demand: SegmentDemand {
                segment,
                regions: parts.iter().map(|part| self.region_demand(part)).collect(),
                model: total.model.clone(),
                confidence: confidence.confidence(),
            },
            newest_day: self.newest_day(&total, &past_requests),
            anomalies,
            backtest: total.backtest,
            hourly_requests: total.hourly,
            past_requests,
        }
    }

    fn select(&self, values: &[Option<f64>], effort: Effort) -> Ensemble {
        let first_hour = self.coverage.first_hour;
        let history = History { first_hour, values };
        Ensemble::of(history, effort, self.schedule, self.horizon_hours)
    }

    fn part<'a>(
        &self,
        key: (RegionId, OperationClass),
        series: &'a PartSeries,
        total_counts: &[f64],
        total: &Ensemble,
        effort: &SegmentEffort<'_>,
    ) -> Part<'a> {
        let known = self.coverage.known_count().max(1) as f64;
        let dense = series.requests.iter().sum::<f64>() / known >= DENSE_MEAN;
        let (hourly, past) = if dense {
            let values = self.coverage.series(&series.requests);
            let own = self.select(&values, (effort.part)(key));
            (own.hourly, own.past)
        } else {
            let share_until = |origin| recent_ratio(&series.requests, total_counts, origin);
            let hours = total_counts.len();
            let past = self.schedule.origins.iter().zip(&total.past);
            (
                scaled(&total.hourly, share_until(hours)),
                past.map(|(origin, past)| Some(scaled(past.as_ref()?, share_until(origin.at))))
                    .collect(),
            )
        };
        Part {
            key,
            series,
            hourly,
            past,
        }
    }

    fn region_demand(&self, part: &Part<'_>) -> RegionDemand {
        let actual_requests = self.coverage.series(&part.series.requests);
        let actual_bytes = self.coverage.series(&part.series.bytes);
        let requests = self.errors(&part.past, &actual_requests);
        let bytes = self.errors(&self.past_bytes(part), &actual_bytes);
        let mean = part.hourly.iter().sum::<f64>();
        let mean_bytes = mean * part.bytes_per_request();
        RegionDemand {
            region: self
                .regions
                .get(part.key.0 as usize)
                .cloned()
                .unwrap_or_default(),
            class: part.key.1,
            requests: requests.estimate(mean, self.horizon_hours, self.level),
            bytes: bytes.estimate(mean_bytes, self.horizon_hours, self.level),
            hourly_requests: part.hourly.clone(),
        }
    }

    /// Bytes that would have been forecast for the part from each origin.
    fn past_bytes(&self, part: &Part<'_>) -> Vec<Option<Vec<f64>>> {
        let PartSeries { requests, bytes } = part.series;
        let past = self.schedule.origins.iter().zip(&part.past);
        past.map(|(origin, past)| {
            Some(scaled(
                past.as_ref()?,
                recent_ratio(bytes, requests, origin.at),
            ))
        })
        .collect()
    }

    /// What forecasts from the origins missed of what came.
    fn errors(&self, past: &[Option<Vec<f64>>], actual: &[Option<f64>]) -> TotalErrors {
        let mut errors = TotalErrors::new(self.schedule.window_hours);
        for (origin, past) in self.schedule.origins.iter().zip(past) {
            if let Some(forecast) = past {
                errors.add(forecast, &actual[origin.at..]);
            }
        }
        errors
    }

    fn total_estimate(&self, total: &Ensemble, past_requests: &[Option<f64>]) -> Estimate {
        let errors = self.errors(&total.past, past_requests);
        errors.estimate(total.hourly.iter().sum(), self.horizon_hours, self.level)
    }

    fn newest_day(&self, total: &Ensemble, past_requests: &[Option<f64>]) -> Option<(f64, f64)> {
        let origin = self.schedule.origins.last()?;
        let expected = total.past.last()?.as_ref()?;
        let actual = &past_requests[origin.at..origin.at + expected.len()];
        let known: Option<f64> = actual.iter().copied().sum();
        Some((expected.iter().sum(), known?))
    }

    fn leads(&self, total: &Ensemble, past_requests: &[Option<f64>]) -> Vec<(usize, Estimate)> {
        let errors = self.errors(&total.past, past_requests);
        let shorter = [24, 72, 168]
            .into_iter()
            .filter(|hours| *hours < self.horizon_hours);
        let hours = shorter.chain([self.horizon_hours]);
        hours
            .map(|hours| {
                let mean = total.hourly[..hours].iter().sum();
                (hours, errors.estimate(mean, hours, self.level))
            })
            .collect()
    }

    fn bytes_estimate(&self, parts: &[Part<'_>]) -> Estimate {
        let actual = self.sum(parts.iter().map(|part| &part.series.bytes));
        let mean = parts
            .iter()
            .map(|part| part.hourly.iter().sum::<f64>() * part.bytes_per_request())
            .sum();
        let by_part: Vec<_> = parts.iter().map(|part| self.past_bytes(part)).collect();
        let origins = self.schedule.origins.iter().enumerate();
        let past: Vec<Option<Vec<f64>>> = origins
            .map(|(index, origin)| {
                let mut sum = vec![0.0; origin.steps];
                for past in &by_part {
                    add(&mut sum, past[index].as_ref()?);
                }
                Some(sum)
            })
            .collect();
        let errors = self.errors(&past, &self.coverage.series(&actual));
        errors.estimate(mean, self.horizon_hours, self.level)
    }

    fn sum<'b>(&self, series: impl Iterator<Item = &'b Vec<f64>>) -> Vec<f64> {
        let mut sum = vec![0.0; self.coverage.known.len()];
        for values in series {
            add(&mut sum, values);
        }
        sum
    }
}

/// Scales the parts so that they add up to the total, over the horizon and over each past window.
fn reconcile(parts: &mut [Part<'_>], total: &Ensemble) {
    let factor = |whole: f64, parts: f64| if parts > 0.0 { whole / parts } else { 1.0 };
    let sum: f64 = parts.iter().flat_map(|part| &part.hourly).sum();
    let scale = factor(total.hourly.iter().sum(), sum);
    for part in &mut *parts {
        part.hourly = scaled(&part.hourly, scale);
    }
    for (origin, whole) in total.past.iter().enumerate() {
        let past_sum = |part: &Part<'_>| Some(part.past[origin].as_ref()?.iter().sum::<f64>());
        let sum: Option<f64> = parts.iter().map(past_sum).sum();
        let scale = whole
            .as_ref()
            .zip(sum)
            .map(|(whole, sum)| factor(whole.iter().sum(), sum));
        for part in &mut *parts {
            let past = part.past[origin].take().zip(scale);
            part.past[origin] = past.map(|(past, scale)| scaled(&past, scale));
        }
    }
}

/// Σ part / Σ whole before `origin`, recent hours weighing more; 0 when there was nothing.
fn recent_ratio(part: &[f64], whole: &[f64], origin: usize) -> f64 {
    let (mut part_sum, mut whole_sum) = (0.0, 0.0);
    let pairs = part.iter().zip(whole).take(origin).enumerate();
    for (hour, (part, whole)) in pairs {
        let weight = (-((origin - hour) as f64) / SHARE_HALF_LIFE_HOURS).exp2();
        part_sum += weight * part;
        whole_sum += weight * whole;
    }
    if whole_sum > 0.0 {
        part_sum / whole_sum
    } else {
        0.0
    }
}

fn scaled(values: &[f64], factor: f64) -> Vec<f64> {
    values.iter().map(|value| value * factor).collect()
}

fn add(sum: &mut [f64], values: &[f64]) {
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum += value;
    }
}
