//! One segment: hourly counts per (region, tenant, class) → forecast of the total and of each part.
//!
//! The total is forecast by what did best in its backtest. A part (requests of one class from one region) with
//! enough requests does the same; a sparse one is its recent share of the total. Then the parts are
//! scaled to add up to the total hour by hour (forecast proportions: Athanasopoulos, Ahmed and Hyndman, 2009), so
//! that the total sets the level and the parts' own trends the mix; where regions change places, the trend of their
//! shares does (`region_mix`). Tenants are told apart where that is asked for. Bytes are requests times the
//! recent bytes per request. Each step is replayed at every origin of the backtest, and what it
//! missed there gives the intervals of requests and bytes. Past counts and past forecasts are handed on to
//! whoever sums them (`load`) and then dropped: of a hundred thousand segments they would fill the memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::access::{HourCount, OperationClass, RegionId, TenantId};
use crate::placement::Segment;

use super::anomaly::{Anomaly, AnomalyKind, anomalies};
use super::backtest::Backtest;
use super::confidence::{ConfidenceInputs, SHARPNESS_LEVEL, SparseSum};
use super::ensemble::Ensemble;
use super::interval::TotalErrors;
use super::peers::NewestDay;
use super::pool::WeekShape;
use super::region_mix;
use super::route::Effort;
use super::schedule::Schedule;
use super::{Estimate, History, RegionDemand, SegmentDemand};

/// From so many requests an hour on, a part has a model of its own.
const DENSE_MEAN: f64 = 0.5;
/// Half-life of the weights of shares and of bytes per request, in hours: one week.
const SHARE_HALF_LIFE_HOURS: f64 = 168.0;

/// Which part of a segment's demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PartKey {
    pub region: RegionId,
    /// 0 where tenants are not told apart.
    pub tenant: TenantId,
    pub class: OperationClass,
}

impl PartKey {
    /// The part that a count is of.
    pub(super) fn of(count: &HourCount, by_tenant: bool) -> Self {
        Self {
            region: count.region,
            tenant: if by_tenant { count.tenant } else { 0 },
            class: count.class,
        }
    }
}

/// Demand of one part, per covered hour.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PartSeries {
    pub requests: Vec<f64>,
    pub bytes: Vec<f64>,
    pub assumed_requests: f64,
}

/// Everything counted of one segment within the coverage.
#[derive(Clone, Debug, Default)]
pub(super) struct SegmentSeries {
    pub parts: BTreeMap<PartKey, PartSeries>,
}

impl SegmentSeries {
    /// Requests of all parts per hour; `None` without any part.
    pub(super) fn total(&self) -> Option<Vec<f64>> {
        let mut parts = self.parts.values();
        let first = parts.next()?.requests.clone();
        Some(parts.fold(first, |mut sum, part| {
            add(&mut sum, &part.requests);
            sum
        }))
    }
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
    /// What came in the newest day that is known, against what was expected; `None` without such a day.
    pub newest_day: Option<NewestDay>,
    /// The confidence before anomalies were looked for.
    pub calm_confidence: f64,
    /// The tenant of each of [`SegmentDemand::regions`]; 0 throughout where tenants were not told apart.
    pub part_tenants: Vec<TenantId>,
    /// Which covered hours the logs of its shards tell of.
    pub known: Arc<[bool]>,
    /// Whether the shape of its week is mostly that of others: too little demand for an own one.
    pub cold: bool,
    /// Expected requests of each hour of the horizon.
    pub hourly_requests: Vec<f64>,
}

impl SegmentForecast {
    /// Lowers the confidence where an anomaly was found, and touches nothing else.
    pub(super) fn rescore(&mut self) {
        if !self.anomalies.is_empty() {
            let drifts = |anomaly: &Anomaly| anomaly.kind == AnomalyKind::Drift;
            let drifts = self.anomalies.iter().any(drifts);
            self.demand.confidence = self.demand.confidence.shaken(drifts);
        }
    }

    /// Multiplies what is expected from a region, and takes the difference into the totals.
    pub(super) fn scale(&mut self, region: &str, factor: f64) {
        let before = self.requests.mean;
        for part in self
            .demand
            .regions
            .iter_mut()
            .filter(|part| part.region == region)
        {
            for estimate in [&mut part.requests, &mut part.bytes] {
                *estimate = estimate.times(factor);
            }
            for (total, requests) in self
                .hourly_requests
                .iter_mut()
                .zip(&mut part.hourly_requests)
            {
                *total += *requests * (factor - 1.0);
                *requests *= factor;
            }
        }
        let mean: f64 = self.hourly_requests.iter().sum();
        let factor = if before > 0.0 { mean / before } else { 1.0 };
        self.requests = self.requests.times(factor);
        self.bytes = self.bytes.times(factor);
        for (_, estimate) in &mut self.leads {
            *estimate = estimate.times(factor);
        }
    }
}

/// What all segments of a fleet have in common.
pub(super) struct FleetContext<'a> {
    pub first_hour: i64,
    /// Which covered hours the segment's logs tell of.
    pub known: &'a Arc<[bool]>,
    /// The shape of the week of segments like this, for those with too little demand for an own one.
    pub pooled: Option<&'a WeekShape>,
    pub schedule: &'a Schedule,
    pub regions: &'a [String],
    pub horizon_hours: usize,
    pub level: f64,
}

/// Which series of a segment get the expensive candidates.
pub(super) struct SegmentEffort<'a> {
    pub total: Effort,
    pub part: &'a dyn Fn(PartKey) -> Effort,
}

/// A part on its way to a [`RegionDemand`].
pub(super) struct Part<'a> {
    pub key: PartKey,
    pub series: &'a PartSeries,
    pub hourly: Vec<f64>,
    pub past: Vec<Option<Vec<f64>>>,
    /// Bytes of a request as of each origin; the last is now.
    bytes_per_request: Vec<f64>,
}

impl Part<'_> {
    /// Bytes of each hour of the horizon.
    pub(super) fn hourly_bytes(&self) -> Vec<f64> {
        scaled(&self.hourly, self.bytes_now())
    }

    fn bytes_now(&self) -> f64 {
        self.bytes_per_request.last().copied().unwrap_or(0.0)
    }

    /// Bytes that would have been forecast from each origin.
    pub(super) fn past_bytes(&self) -> Vec<Option<Vec<f64>>> {
        let past = self.past.iter().zip(&self.bytes_per_request);
        past.map(|(past, bytes)| Some(scaled(past.as_ref()?, *bytes)))
            .collect()
    }
}

/// Everything that was made on the way to a [`SegmentForecast`].
pub(super) struct Workings<'a> {
    pub forecast: SegmentForecast,
    pub counts: Vec<f64>,
    pub past: Vec<Option<Vec<f64>>>,
    pub parts: Vec<Part<'a>>,
    /// Requests of each part over the horizon, with the interval that sums are weighed by, whatever level is asked for.
    pub uncertain: Vec<Estimate>,
}

impl FleetContext<'_> {
    /// The forecast of one segment.
    pub(super) fn forecast<'b>(
        &self,
        segment: Segment,
        series: &'b SegmentSeries,
        effort: &SegmentEffort<'_>,
    ) -> Workings<'b> {
        let total_counts = series.total();
        let total_counts = total_counts.unwrap_or_else(|| vec![0.0; self.known.len()]);
        let past_requests = self.series(&total_counts);
        let total = self.select(&past_requests, effort.total);
        let mut parts: Vec<Part<'b>> = series
            .parts
            .iter()
            .map(|(key, part)| self.part(*key, part, &total_counts, &total, effort))
            .collect();
        let cold = total.backtest.bucket_hours > 1;
        reconcile(&mut parts, &total);
        if region_mix::follow_trend(&mut parts, self.known, self.schedule, cold) {
            reconcile(&mut parts, &total);
        }
        let history = History {
            first_hour: self.first_hour,
            values: &past_requests,
        };
        let assumed = series.parts.values().map(|part| part.assumed_requests);
        let (requests, seen_within) = self.measured_estimate(&total, &past_requests);
        let confidence = ConfidenceInputs {
            error_vs_naive: total.backtest.error_vs_naive(),
            sparse: SparseSum::of(history, &total, self.schedule),
            requests,
            seen_within,
            horizon_hours: self.horizon_hours,
            measured_hours: self.schedule.measured(self.horizon_hours),
            known_hours: self.known_count(),
            covered_hours: self.known.len(),
            past_requests: total_counts.iter().sum(),
            assumed_requests: assumed.sum(),
        }
        .confidence();
        let forecast = SegmentForecast {
            requests: self.total_estimate(&total, &past_requests, self.level),
            cold,
            bytes: self.bytes_estimate(&parts),
            leads: self.leads(&total, &past_requests),
            demand: SegmentDemand {
                segment,
                regions: parts.iter().map(|part| self.region_demand(part)).collect(),
                model: total.model.clone(),
                confidence,
            },
            newest_day: NewestDay::of(history, &total, self.schedule),
            calm_confidence: confidence.total,
            part_tenants: parts.iter().map(|part| part.key.tenant).collect(),
            known: self.known.clone(),
            anomalies: anomalies(history, &total, self.schedule),
            backtest: total.backtest,
            hourly_requests: total.hourly,
        };
        Workings {
            uncertain: parts.iter().map(|part| self.uncertain(part)).collect(),
            forecast,
            counts: total_counts,
            past: total.past,
            parts,
        }
    }

    /// Requests of a part over the horizon, at the reference level.
    fn uncertain(&self, part: &Part<'_>) -> Estimate {
        let errors = self.errors(&part.past, &self.series(&part.series.requests));
        let mean = part.hourly.iter().sum();
        errors.estimate(mean, self.horizon_hours, SHARPNESS_LEVEL)
    }

    /// Known values of a dense count per hour: what is not known is missing, whatever was counted.
    fn series(&self, counts: &[f64]) -> Vec<Option<f64>> {
        let hours = self.known.iter().zip(counts);
        hours
            .map(|(known, count)| known.then_some(*count))
            .collect()
    }

    fn known_count(&self) -> usize {
        self.known.iter().filter(|known| **known).count()
    }

    fn select(&self, values: &[Option<f64>], effort: Effort) -> Ensemble {
        let first_hour = self.first_hour;
        let history = History { first_hour, values };
        let horizon = self.horizon_hours;
        Ensemble::of_demand(history, effort, self.schedule, horizon, self.pooled)
    }

    fn part<'b>(
        &self,
        key: PartKey,
        series: &'b PartSeries,
        total_counts: &[f64],
        total: &Ensemble,
        effort: &SegmentEffort<'_>,
    ) -> Part<'b> {
        let known = self.known_count().max(1) as f64;
        let dense = series.requests.iter().sum::<f64>() / known >= DENSE_MEAN;
        let (hourly, past) = if dense {
            let values = self.series(&series.requests);
            let own = self.select(&values, (effort.part)(key));
            (own.hourly, own.past)
        } else {
            let shares = self.recent_ratios(&series.requests, total_counts);
            let now = shares.last().copied().unwrap_or(0.0);
            let past = total.past.iter().zip(&shares);
            let past = past.map(|(past, share)| Some(scaled(past.as_ref()?, *share)));
            (scaled(&total.hourly, now), past.collect())
        };
        Part {
            key,
            series,
            hourly,
            past,
            bytes_per_request: self.recent_ratios(&series.bytes, &series.requests),
        }
    }

    /// Σ part / Σ whole before each origin of the schedule, and as of now, recent hours weighing more; 0 where there was
    /// nothing.
    fn recent_ratios(&self, part: &[f64], whole: &[f64]) -> Vec<f64> {
        let kept = (-1.0 / SHARE_HALF_LIFE_HOURS).exp2();
        let (mut part_sum, mut whole_sum, mut from) = (0.0, 0.0, 0);
        let origins = self.schedule.origins.iter().map(|origin| origin.at);
        let ratio = |at: usize| {
            for (part, whole) in part[from..at].iter().zip(&whole[from..at]) {
                part_sum = part_sum * kept + part;
                whole_sum = whole_sum * kept + whole;
            }
            from = at;
            if whole_sum > 0.0 {
                part_sum / whole_sum
            } else {
                0.0
            }
        };
        origins.chain([part.len()]).map(ratio).collect()
    }

    fn region_demand(&self, part: &Part<'_>) -> RegionDemand {
        let actual_requests = self.series(&part.series.requests);
        let actual_bytes = self.series(&part.series.bytes);
        let requests = self.errors(&part.past, &actual_requests);
        let bytes = self.errors(&part.past_bytes(), &actual_bytes);
        let mean = part.hourly.iter().sum::<f64>();
        let mean_bytes = mean * part.bytes_now();
        RegionDemand {
            region: self
                .regions
                .get(part.key.region as usize)
                .cloned()
                .unwrap_or_default(),
            class: part.key.class,
            requests: requests.estimate(mean, self.horizon_hours, self.level),
            bytes: bytes.estimate(mean_bytes, self.horizon_hours, self.level),
            hourly_requests: part.hourly.clone(),
        }
    }

    /// What forecasts from the origins missed of what came.
    fn errors(&self, past: &[Option<Vec<f64>>], actual: &[Option<f64>]) -> TotalErrors {
        TotalErrors::of(self.schedule, past, actual)
    }

    fn total_estimate(
        &self,
        total: &Ensemble,
        past_requests: &[Option<f64>],
        level: f64,
    ) -> Estimate {
        let errors = self.errors(&total.past, past_requests);
        errors.estimate(total.hourly.iter().sum(), self.horizon_hours, level)
    }

    /// The same of the measured part of the horizon, at the level that confidences are read at, and the share of past ones that were
    /// near enough.
    fn measured_estimate(
        &self,
        total: &Ensemble,
        past_requests: &[Option<f64>],
    ) -> (Estimate, f64) {
        let errors = self.errors(&total.past, past_requests);
        let hours = self.schedule.measured(self.horizon_hours);
        let sum: f64 = total.hourly[..hours].iter().sum();
        errors.read_by_confidence(sum, hours)
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
            .map(|part| part.hourly.iter().sum::<f64>() * part.bytes_now())
            .sum();
        let by_part: Vec<_> = parts.iter().map(Part::past_bytes).collect();
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
        let errors = self.errors(&past, &self.series(&actual));
        errors.estimate(mean, self.horizon_hours, self.level)
    }

    fn sum<'b>(&self, series: impl Iterator<Item = &'b Vec<f64>>) -> Vec<f64> {
        let mut sum = vec![0.0; self.known.len()];
        for values in series {
            add(&mut sum, values);
        }
        sum
    }
}

/// Scales the parts so that they add up to the total in each hour, of the horizon and of each past window.
fn reconcile(parts: &mut [Part<'_>], total: &Ensemble) {
    let mut paths: Vec<&mut [f64]> = Vec::with_capacity(parts.len());
    paths.extend(parts.iter_mut().map(|part| part.hourly.as_mut_slice()));
    fit(&mut paths, &total.hourly);
    for (origin, whole) in total.past.iter().enumerate() {
        let complete = parts.iter().all(|part| part.past[origin].is_some());
        let Some(whole) = whole.as_ref().filter(|_| complete) else {
            for part in &mut *parts {
                part.past[origin] = None;
            }
            continue;
        };
        let mut paths: Vec<&mut [f64]> = Vec::with_capacity(parts.len());
        paths.extend(
            parts
                .iter_mut()
                .filter_map(|part| part.past[origin].as_deref_mut()),
        );
        fit(&mut paths, whole);
    }
}

/// Scales `parts` to add up to `whole` in each hour; where they are all nothing, by what they are in all hours.
fn fit(parts: &mut [&mut [f64]], whole: &[f64]) {
    let sums: Vec<f64> = parts.iter().map(|part| part.iter().sum()).collect();
    let all: f64 = sums.iter().sum();
    for (hour, whole) in whole.iter().enumerate() {
        let sum: f64 = parts.iter().map(|part| part[hour]).sum();
        for (part, of_all) in parts.iter_mut().zip(&sums) {
            part[hour] = if sum > 0.0 {
                part[hour] * whole / sum
            } else if all > 0.0 {
                whole * of_all / all
            } else {
                whole / sums.len() as f64
            };
        }
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
