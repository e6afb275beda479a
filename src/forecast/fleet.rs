//! [`forecast_fleet`]: access statistics → forecast of every segment.
//!
//! Cost is kept in check by routing: the series with the most requests, segment totals and parts
//! alike, get every candidate model; all others those that take microseconds. See `route`.

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::access::{AccessProfile, OperationClass, RegionId};
use crate::placement::{Key, Segment, ShardName};

use super::anomaly::{DAY_PARTS, peer_outliers};
use super::ensemble::Ensemble;
use super::interval::TotalErrors;
use super::load::LoadSum;
use super::log_marks::LogMarks;
use super::pool::{ShapePool, WeekCounts};
use super::route::Effort;
use super::schedule::Schedule;
use super::segment_forecast::{FleetContext, SegmentEffort, SegmentSeries};
use super::{
    Anomaly, AnomalyKind, Coverage, Estimate, History, LoadForecast, NotEnoughHistory,
    SegmentDemand, SegmentForecast,
};

/// Fewest segments that are peers.
const MIN_PEERS: usize = 5;
/// Least deviation of peers, of logarithms of ratios: 5 %.
const LEAST_PEER_DEVIATION: f64 = 0.05;

/// Segments forecast by one thread at a time.
const CHUNK: usize = 256;
/// Farthest that cold segments are scaled to fit their region.
const MOST_SCALING: f64 = 2.0;

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
    /// A week at 90 %; a few hundred hot series, which take less than a second of one core.
    fn default() -> Self {
        Self {
            horizon_hours: 168,
            level: 0.9,
            hot_series: 256,
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
    /// The load of each shard that holds an accessed segment, by name.
    pub shards: Vec<LoadForecast>,
}

impl FleetForecast {
    /// How far each segment's ratio of the newest day's requests to those expected lies from the median segment's, in
    /// deviations by the median absolute one, of logarithms; `None` without a forecast of that day or with fewer
    /// than five such segments.
    pub fn peer_scores(&self) -> Vec<Option<f64>> {
        let ratio = |segment: &SegmentForecast| {
            let parts = segment.newest_day?;
            let (expected, actual) = parts
                .iter()
                .fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
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

/// Forecasts the demand of every segment; `segment_of` says which one a key belongs to, `shard_of` which shard holds
/// it, where one does.
pub fn forecast_fleet(
    profile: &AccessProfile,
    segment_of: impl Fn(&Key) -> Segment,
    shard_of: impl Fn(&Key) -> Option<ShardName>,
    options: &ForecastOptions,
) -> Result<FleetForecast, NotEnoughHistory> {
    let coverage = Coverage::of(profile)?;
    let horizon_hours = options.horizon_hours.max(1);
    let schedule = Schedule::new(coverage.known.len(), horizon_hours);
    let marks = LogMarks::of(profile, &coverage, &shard_of);
    let members = members(profile, segment_of, shard_of);
    let fleet = Fleet {
        profile,
        coverage: &coverage,
        schedule: &schedule,
        hot: HotSeries::of(profile, &coverage, &members, options.hot_series),
        members: members.iter().collect(),
        marks,
        pool: ShapePool::default(),
        horizon_hours,
        level: options.level,
    };
    let fleet = Fleet {
        pool: fleet.pool(),
        ..fleet
    };
    let chunks = fleet.members.len().div_ceil(CHUNK);
    let mut sums = LoadSums::default();
    let mut segments = Vec::with_capacity(fleet.members.len());
    for (forecasts, part) in in_parallel(chunks, |chunk| fleet.chunk(chunk)) {
        segments.extend(forecasts);
        sums.merge(part);
    }
    fleet.reconcile_cold(&mut segments, &sums);
    fleet.add_peer_anomalies(&mut segments);
    let forecast = |(name, sum): (String, LoadSum)| {
        sum.forecast(name, coverage.first_hour, &schedule, options.level)
    };
    Ok(FleetForecast {
        as_of_ms: profile.newest_event_ms.unwrap_or(0),
        horizon_hours,
        measured_hours: schedule.window_hours,
        level: options.level,
        segments,
        shards: sums
            .by_shard
            .into_iter()
            .map(|(shard, sum)| forecast((shard.to_string(), sum)))
            .collect(),
        coverage,
    })
}

/// Requests of the newest so many covered hours for the keys of one segment or group; `None` where the fleet's logs
/// tell of no hour.
pub fn past_requests(
    profile: &AccessProfile,
    coverage: &Coverage,
    hours: usize,
    is_in: impl Fn(&Key) -> bool,
) -> Vec<Option<f64>> {
    let mut counts = vec![0.0; coverage.known.len()];
    for object in profile.objects.iter().filter(|object| is_in(&object.key)) {
        for count in &object.hours {
            if let Some(index) = coverage.index_of(count.hour) {
                counts[index] += count.requests as f64;
            }
        }
    }
    let series = coverage.series(&counts);
    series[series.len().saturating_sub(hours)..].to_vec()
}

/// What the forecasts of all segments need.
struct Fleet<'a> {
    profile: &'a AccessProfile,
    coverage: &'a Coverage,
    schedule: &'a Schedule,
    members: Vec<(&'a Segment, &'a Members)>,
    marks: LogMarks,
    pool: ShapePool,
    hot: HotSeries,
    horizon_hours: usize,
    level: f64,
}

/// Sums by group. Segments are added in order, so that which thread does what changes no digit.
#[derive(Default)]
struct LoadSums {
    by_shard: BTreeMap<ShardName, LoadSum>,
    by_region: BTreeMap<RegionId, LoadSum>,
}

impl LoadSums {
    fn merge(&mut self, other: Self) {
        fn merged<K: Ord>(into: &mut BTreeMap<K, LoadSum>, from: BTreeMap<K, LoadSum>) {
            for (key, sum) in from {
                match into.entry(key) {
                    Entry::Occupied(mut known) => known.get_mut().merge(&sum),
                    Entry::Vacant(place) => {
                        place.insert(sum);
                    }
                }
            }
        }
        merged(&mut self.by_shard, other.by_shard);
        merged(&mut self.by_region, other.by_region);
    }
}

impl Fleet<'_> {
    fn chunk(&self, chunk: usize) -> (Vec<SegmentForecast>, LoadSums) {
        let mut sums = LoadSums::default();
        let end = ((chunk + 1) * CHUNK).min(self.members.len());
        let segments = (chunk * CHUNK..end).map(|index| self.segment(index, &mut sums));
        (segments.collect(), sums)
    }

    fn segment(&self, index: usize, sums: &mut LoadSums) -> SegmentForecast {
        let (segment, members) = self.members[index];
        let series = segment_series(self.profile, self.coverage, &members.objects);
        let known = self.marks.known(&members.shards);
        let known = known.as_deref().unwrap_or(&self.coverage.known);
        let week = series
            .parts
            .values()
            .fold(None, |sum: Option<Vec<f64>>, part| {
                let Some(mut sum) = sum else {
                    return Some(part.requests.clone());
                };
                sum.iter_mut()
                    .zip(&part.requests)
                    .for_each(|(sum, requests)| *sum += requests);
                Some(sum)
            });
        let week = week.map(|counts| WeekCounts::of(self.coverage.first_hour, &counts, known));
        let context = FleetContext {
            first_hour: self.coverage.first_hour,
            known,
            pooled: week.and_then(|week| self.pool.likeliest(&week)),
            schedule: self.schedule,
            regions: &self.profile.regions,
            horizon_hours: self.horizon_hours,
            level: self.level,
        };
        let effort = SegmentEffort {
            total: self.hot.effort(index, None),
            part: &|part| self.hot.effort(index, Some(part)),
        };
        let workings = context.forecast(segment.clone(), &series, &effort);
        let empty = || LoadSum::new(known.len(), self.horizon_hours, self.schedule);
        let total = &workings.forecast.hourly_requests;
        // A segment in several shards loads each with an unknown part: it is in none of the sums.
        if let (Some(shard), 1) = (members.shards.first(), members.shards.len()) {
            let sum = sums.by_shard.entry(shard.clone()).or_insert_with(empty);
            sum.add(known, &workings.counts, total, &workings.past);
        }
        for part in &workings.parts {
            let sum = sums.by_region.entry(part.key.0).or_insert_with(empty);
            sum.add(known, &part.series.requests, &part.hourly, &part.past);
        }
        workings.forecast
    }

    /// The shapes of the busiest segments' weeks.
    fn pool(&self) -> ShapePool {
        let weeks = self
            .hot
            .busiest(ShapePool::MOST_MEMBERS)
            .into_iter()
            .map(|index| {
                let (_, members) = self.members[index];
                let series = segment_series(self.profile, self.coverage, &members.objects);
                let mut counts = vec![0.0; self.coverage.known.len()];
                for part in series.parts.values() {
                    counts
                        .iter_mut()
                        .zip(&part.requests)
                        .for_each(|(sum, requests)| *sum += requests);
                }
                WeekCounts::of(self.coverage.first_hour, &counts, &self.coverage.known)
            });
        let weeks: Vec<WeekCounts> = weeks.collect();
        ShapePool::of(weeks.iter())
    }

    /// Takes what a region's own total is expected to ask beyond the sum of its segments, or less, to the cold ones, by
    /// the share that their uncertainty has in that of all three (minimum trace reconciliation with a diagonal
    /// covariance: Wickramasuriya, Athanasopoulos and Hyndman, 2019): cold ones know their level and trend least.
    fn reconcile_cold(&self, segments: &mut [SegmentForecast], sums: &LoadSums) {
        for (region, sum) in &sums.by_region {
            let Some(name) = self.profile.regions.get(*region as usize) else {
                continue;
            };
            let values = sum.series();
            let history = History {
                first_hour: self.coverage.first_hour,
                values: &values,
            };
            let whole = Ensemble::of(history, Effort::Hot, self.schedule, self.horizon_hours);
            let errors = TotalErrors::of(self.schedule, &whole.past, &values);
            let whole = whole.hourly.iter().sum();
            let whole = Share::of(&errors.estimate(whole, self.horizon_hours, self.level));
            let of_kind = |cold: bool| -> Share {
                let of_kind = segments.iter().filter(|segment| segment.cold == cold);
                let parts = of_kind.flat_map(|segment| &segment.demand.regions);
                let parts = parts.filter(|part| part.region == *name);
                parts.fold(Share::default(), |sum, part| sum.plus(&part.requests))
            };
            let (cold, others) = (of_kind(true), of_kind(false));
            let uncertainty = cold.variance + others.variance + whole.variance;
            if cold.mean > 0.0 && uncertainty > 0.0 {
                let missing = whole.mean - others.mean - cold.mean;
                let factor = 1.0 + missing * cold.variance / uncertainty / cold.mean;
                let factor = factor.clamp(1.0 / MOST_SCALING, MOST_SCALING);
                for segment in segments.iter_mut().filter(|segment| segment.cold) {
                    segment.scale(name, factor);
                }
            }
        }
    }
}

/// A sum of estimates that err independently.
#[derive(Clone, Copy, Default)]
struct Share {
    mean: f64,
    /// In squares of half widths.
    variance: f64,
}

impl Share {
    fn of(estimate: &Estimate) -> Self {
        Self::default().plus(estimate)
    }

    fn plus(self, estimate: &Estimate) -> Self {
        Self {
            mean: self.mean + estimate.mean,
            variance: self.variance + ((estimate.upper - estimate.lower) / 2.0).powi(2),
        }
    }
}

impl Fleet<'_> {
    /// Adds what a segment did in the newest day that its peers did not.
    fn add_peer_anomalies(&self, segments: &mut [SegmentForecast]) {
        let Some(origin) = self.schedule.origins.last() else {
            return;
        };
        let days: Vec<_> = segments.iter().map(|segment| segment.newest_day).collect();
        let found = segments.iter_mut().zip(&days).zip(peer_outliers(&days));
        for ((segment, day), found) in found {
            let (Some(day), Some((first, parts, common))) = (day, found) else {
                continue;
            };
            let parts = &day[first..first + parts];
            let hours = 24 / DAY_PARTS;
            segment.anomalies.push(Anomaly {
                kind: AnomalyKind::Peers,
                first_hour: self.coverage.first_hour + (origin.at + first * hours) as i64,
                hours: parts.len() * hours,
                expected: parts.iter().map(|part| part.0 * common).sum(),
                actual: parts.iter().map(|part| part.1).sum(),
            });
        }
    }
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

/// The accessed objects of a segment, as indices into the profile, and the shards that hold them.
#[derive(Default)]
struct Members {
    objects: Vec<usize>,
    shards: BTreeSet<ShardName>,
}

fn members(
    profile: &AccessProfile,
    segment_of: impl Fn(&Key) -> Segment,
    shard_of: impl Fn(&Key) -> Option<ShardName>,
) -> BTreeMap<Segment, Members> {
    let mut members: BTreeMap<Segment, Members> = BTreeMap::new();
    for (index, object) in profile.objects.iter().enumerate() {
        let members = members.entry(segment_of(&object.key)).or_default();
        members.objects.push(index);
        members.shards.extend(shard_of(&object.key));
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

/// The series with the most requests, and the segments in order of theirs.
struct HotSeries {
    hot: BTreeSet<SeriesId>,
    ranked: Vec<usize>,
}

impl HotSeries {
    fn of(
        profile: &AccessProfile,
        coverage: &Coverage,
        members: &BTreeMap<Segment, Members>,
        count: usize,
    ) -> Self {
        let mut ranked: Vec<(u64, SeriesId)> = Vec::new();
        for (segment, members) in members.values().enumerate() {
            let mut parts: BTreeMap<(RegionId, OperationClass), u64> = BTreeMap::new();
            let counts = members
                .objects
                .iter()
                .flat_map(|index| &profile.objects[*index].hours);
            for hour in counts.filter(|hour| coverage.index_of(hour.hour).is_some()) {
                *parts.entry((hour.region, hour.class)).or_default() += hour.requests;
            }
            ranked.push((parts.values().sum(), (segment, None)));
            let parts = parts.into_iter();
            ranked.extend(parts.map(|(part, requests)| (requests, (segment, Some(part)))));
        }
        ranked.sort_unstable_by(|(requests, id), (other, other_id)| {
            (other, id).cmp(&(requests, other_id))
        });
        let totals = ranked.iter().filter(|(_, (_, part))| part.is_none());
        Self {
            ranked: totals.map(|(_, (segment, _))| *segment).collect(),
            hot: ranked.iter().take(count).map(|(_, id)| *id).collect(),
        }
    }

    /// The segments with the most requests.
    fn busiest(&self, count: usize) -> Vec<usize> {
        self.ranked.iter().copied().take(count).collect()
    }

    fn effort(&self, segment: usize, part: Option<(RegionId, OperationClass)>) -> Effort {
        if self.hot.contains(&(segment, part)) {
            Effort::Hot
        } else {
            Effort::Bulk
        }
    }
}

#[cfg(test)]
mod tests;
