//! [`forecast_fleet`]: access statistics → forecast of every segment, and of what they add up to.
//!
//! Cost is kept in check by routing: the series with the most requests, segment totals and parts
//! alike, get every candidate model; all others those that take microseconds. See `route`.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::access::{AccessProfile, HOUR_MS};
use crate::placement::{Key, Segment, ShardName};

use super::coverage::MIN_KNOWN_HOURS;
use super::fleet_sums::FleetSums;
use super::hot_series::HotSeries;
use super::log_marks::LogMarks;
use super::pool::{ShapePool, WeekCounts};
use super::schedule::Schedule;
use super::segment_forecast::{FleetContext, PartKey, SegmentEffort, SegmentSeries};
use super::{
    Coverage, LoadForecast, NotEnoughHistory, SegmentDemand, SegmentForecast, TenantForecast, peers,
};

/// Segments forecast by one thread at a time.
const CHUNK: usize = 256;

/// What to forecast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForecastOptions {
    /// Hours ahead, at least 1.
    pub horizon_hours: usize,
    /// Level of the intervals, in 0..1.
    pub level: f64,
    /// Number of series that get every candidate model.
    pub hot_series: usize,
    /// Fewest complete hours of logs to forecast from.
    pub needed_hours: usize,
    /// Whether the parts of segments are told apart by tenant, too, and tenants are forecast.
    pub by_tenant: bool,
}

impl Default for ForecastOptions {
    /// A week at 90 %; a few hundred hot series, which take less than a second of one core; two days of logs.
    fn default() -> Self {
        Self {
            horizon_hours: 168,
            level: 0.9,
            hot_series: 256,
            needed_hours: MIN_KNOWN_HOURS,
            by_tenant: false,
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
    /// What each tenant will ask of all segments, in the order of their ids, requests of none first; empty unless asked for.
    pub tenants: Vec<TenantForecast>,
}

impl FleetForecast {
    /// Of a fleet of whose demand nobody knows anything: no hour ahead, no segment.
    pub fn unknown(as_of_ms: i64) -> Self {
        Self {
            as_of_ms,
            coverage: Coverage {
                first_hour: as_of_ms.div_euclid(HOUR_MS),
                known: Vec::new(),
            },
            horizon_hours: 0,
            measured_hours: 0,
            level: ForecastOptions::default().level,
            segments: Vec::new(),
            shards: Vec::new(),
            tenants: Vec::new(),
        }
    }

    /// What the planner needs: demand per segment, in segment order.
    pub fn demands(&self) -> Vec<SegmentDemand> {
        let demands = self.segments.iter().map(|forecast| &forecast.demand);
        demands.cloned().collect()
    }

    /// The segments whose confidence an anomaly has changed; that of all others is what it is without looking for any.
    pub fn rescored(&self) -> impl Iterator<Item = &SegmentForecast> {
        let segments = self.segments.iter();
        segments.filter(|segment| !segment.anomalies.is_empty())
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
    let coverage = Coverage::of(profile, options.needed_hours)?;
    let horizon_hours = options.horizon_hours.max(1);
    let schedule = Schedule::new(coverage.known.len(), horizon_hours);
    let marks = LogMarks::of(profile, &coverage, &shard_of);
    let members = members(profile, segment_of, shard_of);
    let fleet = Fleet {
        profile,
        coverage: &coverage,
        schedule: &schedule,
        hot: HotSeries::of(profile, &coverage, &members, options),
        members: members.iter().collect(),
        marks,
        pool: ShapePool::default(),
        horizon_hours,
        level: options.level,
        by_tenant: options.by_tenant,
    };
    let fleet = Fleet {
        pool: fleet.pool(),
        ..fleet
    };
    let chunks = fleet.members.len().div_ceil(CHUNK);
    let mut sums = FleetSums::default();
    let mut segments = Vec::with_capacity(fleet.members.len());
    for (forecasts, part) in in_parallel(chunks, |chunk| fleet.chunk(chunk)) {
        segments.extend(forecasts);
        sums.merge(part);
    }
    let first_hour = coverage.first_hour;
    sums.reconcile_cold(
        &mut segments,
        &profile.regions,
        first_hour,
        &schedule,
        horizon_hours,
    );
    peers::add_peer_anomalies(&mut segments);
    for segment in &mut segments {
        segment.rescore();
    }
    let (shards, tenants) = sums.forecasts(profile, first_hour, &schedule, options.level);
    Ok(FleetForecast {
        as_of_ms: profile.newest_event_ms.unwrap_or(0),
        horizon_hours,
        measured_hours: schedule.window_hours,
        level: options.level,
        segments,
        shards,
        tenants,
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
    by_tenant: bool,
}

impl Fleet<'_> {
    fn chunk(&self, chunk: usize) -> (Vec<SegmentForecast>, FleetSums) {
        let mut sums = FleetSums::default();
        let end = ((chunk + 1) * CHUNK).min(self.members.len());
        let segments = (chunk * CHUNK..end).map(|index| self.segment(index, &mut sums));
        (segments.collect(), sums)
    }

    fn segment(&self, index: usize, sums: &mut FleetSums) -> SegmentForecast {
        let (segment, members) = self.members[index];
        let series = self.series(members);
        let known = self.marks.known(&members.shards);
        let week = series.total();
        let week = week.map(|counts| WeekCounts::of(self.coverage.first_hour, &counts, &known));
        let context = FleetContext {
            first_hour: self.coverage.first_hour,
            known: &known,
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
        // A segment in several shards loads each with an unknown part: it is in no shard's sum.
        let shard = members.shards.first().filter(|_| members.shards.len() == 1);
        sums.add(&workings, shard, self.schedule, self.by_tenant);
        workings.forecast
    }

    fn series(&self, members: &Members) -> SegmentSeries {
        segment_series(
            self.profile,
            self.coverage,
            &members.objects,
            self.by_tenant,
        )
    }

    /// The shapes of the busiest segments' weeks.
    fn pool(&self) -> ShapePool {
        let busiest = self.hot.busiest(ShapePool::MOST_MEMBERS).into_iter();
        let weeks = busiest.filter_map(|index| {
            let counts = self.series(self.members[index].1).total()?;
            let known = &self.coverage.known;
            Some(WeekCounts::of(self.coverage.first_hour, &counts, known))
        });
        let weeks: Vec<WeekCounts> = weeks.collect();
        ShapePool::of(weeks.iter())
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
pub(super) struct Members {
    pub(super) objects: Vec<usize>,
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
    by_tenant: bool,
) -> SegmentSeries {
    let mut series = SegmentSeries::default();
    let counts = objects
        .iter()
        .flat_map(|index| &profile.objects[*index].hours);
    for count in counts {
        let Some(hour) = coverage.index_of(count.hour) else {
            continue;
        };
        let key = PartKey::of(count, by_tenant);
        let part = series.parts.entry(key).or_default();
        if part.requests.is_empty() {
            part.requests = vec![0.0; coverage.known.len()];
            part.bytes = vec![0.0; coverage.known.len()];
        }
        part.requests[hour] += count.requests as f64;
        part.bytes[hour] += count.bytes as f64;
        part.assumed_requests += count.assumed as f64;
    }
    series
}

#[cfg(test)]
mod tests;
