//! [`FleetSums`]: what the segments of a fleet add up to, by shard, by region and by tenant.
//!
//! What segments miss together is not averaged out (`load`). The sums are those of the forecasts that are shown: what
//! is taken to cold segments after all are known is taken to the sums they are in.

use std::collections::btree_map::{BTreeMap, Entry};

use crate::access::{AccessProfile, OperationClass, RegionId, TenantId};
use crate::placement::ShardName;

use super::ensemble::Ensemble;
use super::interval::TotalErrors;
use super::load::LoadSum;
use super::route::Effort;
use super::schedule::Schedule;
use super::segment_forecast::Workings;
use super::tenant_forecast::TenantSum;
use super::{Estimate, History, LoadForecast, SegmentForecast, TenantForecast};

/// Farthest that cold segments are scaled to fit their region.
const MOST_SCALING: f64 = 2.0;
/// Level of the intervals that uncertainties are read from, whatever level is asked for.
const REFERENCE_LEVEL: f64 = 0.9;

/// Sums by group. Segments are added in order, so that which thread does what changes no digit.
#[derive(Default)]
pub(super) struct FleetSums {
    shards: BTreeMap<ShardName, LoadSum>,
    regions: BTreeMap<RegionId, RegionSum>,
    tenants: BTreeMap<TenantId, TenantSum>,
}

/// A region's sum, and how sure its cold and its other parts are.
struct RegionSum {
    load: LoadSum,
    cold: Share,
    others: Share,
}

impl FleetSums {
    /// Adds a segment; `shard` holds all of it, where one does.
    pub(super) fn add(
        &mut self,
        workings: &Workings<'_>,
        shard: Option<&ShardName>,
        schedule: &Schedule,
        by_tenant: bool,
    ) {
        let forecast = &workings.forecast;
        let horizon = forecast.hourly_requests.len();
        let known = &forecast.known;
        let empty = || LoadSum::new(known.len(), horizon, schedule);
        if let Some(shard) = shard {
            let sum = self.shards.entry(shard.clone()).or_insert_with(empty);
            let total = &forecast.hourly_requests;
            sum.add(known, &workings.counts, total, &workings.past);
            for part in workings.parts.iter().filter(|_| forecast.cold) {
                sum.add_cold(part.key.region, &part.hourly);
            }
        }
        for (part, uncertain) in workings.parts.iter().zip(&workings.uncertain) {
            let region = self.regions.entry(part.key.region);
            let sum = region.or_insert_with(|| RegionSum {
                load: empty(),
                cold: Share::default(),
                others: Share::default(),
            });
            sum.load
                .add(known, &part.series.requests, &part.hourly, &part.past);
            let share = if forecast.cold {
                &mut sum.cold
            } else {
                &mut sum.others
            };
            *share = share.plus(uncertain);
        }
        if by_tenant {
            let tenants = &mut self.tenants;
            TenantSum::add(tenants, workings, &empty);
        }
    }

    /// Adds the sums of further segments.
    pub(super) fn merge(&mut self, other: Self) {
        merged(&mut self.shards, other.shards, |sum, more| {
            sum.merge(&more);
        });
        merged(&mut self.regions, other.regions, |sum, more| {
            sum.load.merge(&more.load);
            sum.cold = sum.cold.with(more.cold);
            sum.others = sum.others.with(more.others);
        });
        merged(&mut self.tenants, other.tenants, TenantSum::merge);
    }

    /// Takes what a region's own total is expected to ask beyond the sum of its segments, or less, to the cold ones, by
    /// the share that their uncertainty has in that of all three (minimum trace reconciliation with a diagonal
    /// covariance: Wickramasuriya, Athanasopoulos and Hyndman, 2019): cold ones know their level and trend least.
    pub(super) fn reconcile_cold(
        &mut self,
        segments: &mut [SegmentForecast],
        regions: &[String],
        first_hour: i64,
        schedule: &Schedule,
        horizon: usize,
    ) {
        let mut factors = BTreeMap::new();
        for (region, sum) in &self.regions {
            let Some(name) = regions.get(*region as usize) else {
                continue;
            };
            let values = sum.load.series();
            let history = History {
                first_hour,
                values: &values,
            };
            let whole = Ensemble::of_demand(history, Effort::Hot, schedule, horizon, None);
            let errors = TotalErrors::of(schedule, &whole.past, &values);
            let mean = whole.hourly.iter().sum();
            let whole = Share::default().plus(&errors.estimate(mean, horizon, REFERENCE_LEVEL));
            let (cold, others) = (sum.cold, sum.others);
            let uncertainty = cold.variance + others.variance + whole.variance;
            if cold.mean > 0.0 && uncertainty > 0.0 {
                let missing = whole.mean - others.mean - cold.mean;
                let factor = 1.0 + missing * cold.variance / uncertainty / cold.mean;
                let factor = factor.clamp(1.0 / MOST_SCALING, MOST_SCALING);
                for segment in segments.iter_mut().filter(|segment| segment.cold) {
                    segment.scale(name, factor);
                }
                factors.insert(*region, factor);
            }
        }
        for sum in self.shards.values_mut() {
            sum.scale_cold(&factors);
        }
        for sum in self.tenants.values_mut() {
            sum.scale_cold(&factors);
        }
    }

    /// The forecasts of shards and of tenants.
    pub(super) fn forecasts(
        self,
        profile: &AccessProfile,
        first_hour: i64,
        schedule: &Schedule,
        level: f64,
    ) -> (Vec<LoadForecast>, Vec<TenantForecast>) {
        let shards = self.shards.into_iter().map(|(shard, sum)| {
            let name = shard.to_string();
            sum.forecast(name, first_hour, schedule, level)
        });
        let tenants = self.tenants.into_iter().map(|(tenant, sum)| {
            let name = profile.tenants.get(tenant as usize);
            let name = name.cloned().unwrap_or_default();
            sum.forecast(name, tenant, &profile.regions, first_hour, schedule, level)
        });
        (shards.collect(), tenants.collect())
    }
}

/// Demand of one class from one region.
pub(super) type RegionClass = (RegionId, OperationClass);

fn merged<K: Ord, V>(
    into: &mut BTreeMap<K, V>,
    from: BTreeMap<K, V>,
    mut merge: impl FnMut(&mut V, V),
) {
    for (key, more) in from {
        match into.entry(key) {
            Entry::Occupied(mut known) => merge(known.get_mut(), more),
            Entry::Vacant(place) => {
                place.insert(more);
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
    fn plus(self, estimate: &Estimate) -> Self {
        Self {
            mean: self.mean + estimate.mean,
            variance: self.variance + ((estimate.upper - estimate.lower) / 2.0).powi(2),
        }
    }

    fn with(self, other: Self) -> Self {
        Self {
            mean: self.mean + other.mean,
            variance: self.variance + other.variance,
        }
    }
}
