//! [`forecast_fleet`]: access statistics → forecast of every segment.
//!
//! Cost is kept in check by routing: the series with the most requests, segment totals and parts
//! alike, get every candidate model; all others those that take microseconds. See `route`.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::access::{AccessProfile, OperationClass, RegionId};
use crate::placement::{Key, Segment};

use super::route::Effort;
use super::schedule::Schedule;
use super::segment_forecast::{FleetContext, SegmentEffort, SegmentSeries};
use super::{Coverage, NotEnoughHistory, SegmentDemand, SegmentForecast};

/// Fewest segments that are peers.
const MIN_PEERS: usize = 5;
/// Least deviation of peers, of logarithms of ratios: 5 %.
const LEAST_PEER_DEVIATION: f64 = 0.05;

/// What to forecast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForecastOptions {
    /// Hours ahead, at least 1.
    pub horizon_hours: usize,
    /// Level of the intervals, in 0..1.
    pub level: f64,
    /// Number of series that get every candidate model.
    pub hot_series: usize,
}

impl Default for ForecastOptions {
    /// A week at 90 %; two dozen hot series, which take about three seconds of one core.
    fn default() -> Self {
        Self {
            horizon_hours: 168,
            level: 0.9,
            hot_series: 24,
        }
    }
}

/// The forecast of a fleet, as of the newest ingested event.
#[derive(Clone, Debug, PartialEq)]
pub struct FleetForecast {
    /// The newest event, milliseconds UTC.
    pub as_of_ms: i64,
    /// The hours it was made from.
    pub coverage: Coverage,
    /// Hours ahead, beginning with [`Coverage::next_hour`].
    pub horizon_hours: usize,
    /// Hours ahead that the backtest measured; beyond, intervals are extrapolated.
    pub measured_hours: usize,
    /// Level of the intervals.
    pub level: f64,
    /// In segment order; every segment that was ever accessed.
    pub segments: Vec<SegmentForecast>,
}

impl FleetForecast {
    /// How far each segment's ratio of the newest day's requests to those expected lies from the median segment's, in
    /// deviations by the median absolute one, of logarithms; `None` without a forecast of that day or with fewer
    /// than five such segments.
    pub fn peer_scores(&self) -> Vec<Option<f64>> {
        let ratio = |segment: &SegmentForecast| {
            let (expected, actual) = segment.newest_day?;
            Some(((actual + 1.0) / (expected + 1.0)).ln())
        };
        let ratios: Vec<Option<f64>> = self.segments.iter().map(ratio).collect();
        let mut known: Vec<f64> = ratios.iter().copied().flatten().collect();
        if known.len() < MIN_PEERS {
            return vec![None; ratios.len()];
        }
        let middle = known.len() / 2;
        let median = *known.select_nth_unstable_by(middle, f64::total_cmp).1;
        let mut away: Vec<f64> = known.iter().map(|ratio| (ratio - median).abs()).collect();
        let deviation = *away.select_nth_unstable_by(middle, f64::total_cmp).1;
        let deviation = (1.4826 * deviation).max(LEAST_PEER_DEVIATION);
        let score = |ratio: f64| (ratio - median) / deviation;
        ratios.into_iter().map(|ratio| ratio.map(score)).collect()
    }

    /// What the planner needs: demand per segment, in segment order.
    pub fn demands(&self) -> Vec<SegmentDemand> {
        let demands = self.segments.iter().map(|forecast| &forecast.demand);
        demands.cloned().collect()
    }
}

/// Forecasts the demand of every segment; `segment_of` says which one a key belongs to.
pub fn forecast_fleet(
    profile: &AccessProfile,
    segment_of: impl Fn(&Key) -> Segment,
    options: &ForecastOptions,
) -> Result<FleetForecast, NotEnoughHistory> {
    let coverage = Coverage::of(profile)?;
    let horizon_hours = options.horizon_hours.max(1);
    let schedule = Schedule::new(coverage.known.len(), horizon_hours);
    let context = FleetContext {
        coverage: &coverage,
        schedule: &schedule,
        regions: &profile.regions,
        horizon_hours,
        level: options.level,
    };
    let members = members(profile, segment_of);
    let hot = HotSeries::of(profile, &coverage, &members, options.hot_series);
    let members: Vec<(&Segment, &Vec<usize>)> = members.iter().collect();
    let segments = in_parallel(members.len(), |index| {
        let (segment, objects) = members[index];
        let series = segment_series(profile, &coverage, objects);
        let effort = SegmentEffort {
            total: hot.effort(index, None),
            part: &|part| hot.effort(index, Some(part)),
        };
        context.forecast(segment.clone(), &series, &effort)
    });
    Ok(FleetForecast {
        as_of_ms: profile.newest_event_ms.unwrap_or(0),
        horizon_hours,
        measured_hours: schedule.window_hours,
        level: options.level,
        segments,
        coverage,
    })
}

/// `work` of each index, in order, on every core: which thread does what changes no result.
fn in_parallel<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = thread::available_parallelism()
        .map_or(1, NonZeroUsize::get)
        .min(count.max(1));
    let next = AtomicUsize::new(0);
    let worker = || {
        let take = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|index| *index < count);
        std::iter::from_fn(take)
            .map(|index| (index, work(index)))
            .collect::<Vec<_>>()
    };
    let mut done: Vec<(usize, T)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        let results = workers.into_iter().map(thread::ScopedJoinHandle::join);
        let results = results.map(|done| done.unwrap_or_else(|panic| resume_unwind(panic)));
        results.flatten().collect()
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// The accessed objects of each segment, as indices into the profile.
fn members(
    profile: &AccessProfile,
    segment_of: impl Fn(&Key) -> Segment,
) -> BTreeMap<Segment, Vec<usize>> {
    let mut members: BTreeMap<Segment, Vec<usize>> = BTreeMap::new();
    for (index, object) in profile.objects.iter().enumerate() {
        members
            .entry(segment_of(&object.key))
            .or_default()
            .push(index);
    }
    members
}

/// Hourly counts of a segment's parts within the coverage.
fn segment_series(
    profile: &AccessProfile,
    coverage: &Coverage,
    objects: &[usize],
) -> SegmentSeries {
    let mut series = SegmentSeries::default();
    let counts = objects
        .iter()
        .flat_map(|index| &profile.objects[*index].hours);
    for count in counts {
        let Some(hour) = coverage.index_of(count.hour) else {
            continue;
        };
        let part = series.parts.entry((count.region, count.class)).or_default();
        if part.requests.is_empty() {
            part.requests = vec![0.0; coverage.known.len()];
            part.bytes = vec![0.0; coverage.known.len()];
        }
        part.requests[hour] += count.requests as f64;
        part.bytes[hour] += count.bytes as f64;
        series.assumed_requests += count.assumed as f64;
    }
    series
}

/// A part of a segment, or its total.
type SeriesId = (usize, Option<(RegionId, OperationClass)>);

/// The series with the most requests.
struct HotSeries(BTreeSet<SeriesId>);

impl HotSeries {
    fn of(
        profile: &AccessProfile,
        coverage: &Coverage,
        members: &BTreeMap<Segment, Vec<usize>>,
        count: usize,
    ) -> Self {
        let mut requests: BTreeMap<SeriesId, u64> = BTreeMap::new();
        for (segment, objects) in members.values().enumerate() {
            let counts = objects
                .iter()
                .flat_map(|index| &profile.objects[*index].hours);
            for hour in counts.filter(|hour| coverage.index_of(hour.hour).is_some()) {
                let part = (hour.region, hour.class);
                *requests.entry((segment, None)).or_default() += hour.requests;
                *requests.entry((segment, Some(part))).or_default() += hour.requests;
            }
        }
        let mut ranked: Vec<(SeriesId, u64)> = requests.into_iter().collect();
        ranked.sort_by(|(id, requests), (other_id, other)| (other, id).cmp(&(requests, other_id)));
        Self(ranked.into_iter().take(count).map(|(id, _)| id).collect())
    }

    fn effort(&self, segment: usize, part: Option<(RegionId, OperationClass)>) -> Effort {
        if self.0.contains(&(segment, part)) {
            Effort::Hot
        } else {
            Effort::Bulk
        }
    }
}

#[cfg(test)]
mod tests;
