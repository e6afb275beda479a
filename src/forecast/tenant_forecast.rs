//! [`TenantForecast`]: what a tenant will ask for, of all segments together.
//!
//! It is the sum of the tenant's parts of every segment, each forecast as such and fitted into its segment, so that
//! tenants add up to segments, and both to regions. An hour missing from the log of a shard is not known of the tenants
//! that ask for something in it. Intervals are made of what the sums missed (`load`).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::access::{RegionId, TenantId};
use crate::placement::{Key, Segment};

use super::confidence::ConfidenceInputs;
use super::fleet_sums::RegionClass;
use super::load::LoadSum;
use super::schedule::Schedule;
use super::segment_forecast::{Part, Workings};
use super::{Estimate, LoadForecast, RegionDemand, SegmentDemand};

/// Name of the model of sums.
const SUM: &str = "sum_of_segments";

/// The forecast of one tenant.
#[derive(Clone, Debug, PartialEq)]
pub struct TenantForecast {
    /// Which one, in the profile it was made from; 0 is none.
    pub tenant: TenantId,
    /// All its requests; its name is the tenant's.
    pub load: LoadForecast,
    /// Bytes over the horizon.
    pub bytes: Estimate,
    /// Its demand by region and class; the segment is the tenant's name.
    pub demand: SegmentDemand,
    /// Error of the sum of forecasts in the backtest over that of the better seasonal naive of the sum.
    pub error_vs_naive: Option<f64>,
    /// Which covered hours are known of it.
    pub known: Arc<[bool]>,
}

/// Requests and bytes of a part.
struct PartSum {
    requests: LoadSum,
    bytes: LoadSum,
}

/// Sums on the way to a [`TenantForecast`].
pub(super) struct TenantSum {
    all: PartSum,
    parts: BTreeMap<RegionClass, PartSum>,
    assumed_requests: f64,
}

impl PartSum {
    fn new(empty: &dyn Fn() -> LoadSum) -> Self {
        Self {
            requests: empty(),
            bytes: empty(),
        }
    }

    fn add(&mut self, part: &Part<'_>, known: &[bool], cold: bool) {
        let bytes = part.hourly_bytes();
        let series = part.series;
        self.requests
            .add(known, &series.requests, &part.hourly, &part.past);
        self.bytes
            .add(known, &series.bytes, &bytes, &part.past_bytes());
        if cold {
            self.requests.add_cold(part.key.region, &part.hourly);
            self.bytes.add_cold(part.key.region, &bytes);
        }
    }

    fn merge(&mut self, other: &Self) {
        self.requests.merge(&other.requests);
        self.bytes.merge(&other.bytes);
    }

    fn scale_cold(&mut self, factors: &BTreeMap<RegionId, f64>) {
        self.requests.scale_cold(factors);
        self.bytes.scale_cold(factors);
    }
}

impl TenantSum {
    /// Adds the parts of a segment to the sums of their tenants.
    pub(super) fn add(
        tenants: &mut BTreeMap<TenantId, Self>,
        workings: &Workings<'_>,
        empty: &dyn Fn() -> LoadSum,
    ) {
        let forecast = &workings.forecast;
        for part in &workings.parts {
            let tenant = tenants.entry(part.key.tenant).or_insert_with(|| Self {
                all: PartSum::new(empty),
                parts: BTreeMap::new(),
                assumed_requests: 0.0,
            });
            tenant.all.add(part, &forecast.known, forecast.cold);
            let key = (part.key.region, part.key.class);
            let of_part = tenant.parts.entry(key);
            let of_part = of_part.or_insert_with(|| PartSum::new(empty));
            of_part.add(part, &forecast.known, forecast.cold);
            tenant.assumed_requests += part.series.assumed_requests;
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.all.merge(&other.all);
        self.assumed_requests += other.assumed_requests;
        for (key, more) in other.parts {
            if let Some(part) = self.parts.get_mut(&key) {
                part.merge(&more);
            } else {
                self.parts.insert(key, more);
            }
        }
    }

    pub(super) fn scale_cold(&mut self, factors: &BTreeMap<RegionId, f64>) {
        self.all.scale_cold(factors);
        for part in self.parts.values_mut() {
            part.scale_cold(factors);
        }
    }

    pub(super) fn forecast(
        self,
        name: String,
        tenant: TenantId,
        regions: &[String],
        first_hour: i64,
        schedule: &Schedule,
        level: f64,
    ) -> TenantForecast {
        let values = self.all.requests.series();
        let horizon = self.all.requests.horizon_hours();
        let known: Arc<[bool]> = values.iter().map(Option::is_some).collect();
        let error_vs_naive = self.all.requests.error_vs_naive(schedule);
        let (sharp, seen_within) = self.all.requests.total_estimate(schedule);
        let sum = |sum: LoadSum| sum.forecast(String::new(), first_hour, schedule, level);
        let parts = self.parts.into_iter().map(|((region, class), part)| {
            let requests = sum(part.requests);
            RegionDemand {
                region: regions.get(region as usize).cloned().unwrap_or_default(),
                class,
                requests: requests.requests,
                bytes: sum(part.bytes).requests,
                hourly_requests: requests.hours.iter().map(|hour| hour.mean).collect(),
            }
        });
        let confidence = ConfidenceInputs {
            error_vs_naive,
            sparse: None,
            requests: sharp,
            seen_within,
            horizon_hours: horizon,
            measured_hours: schedule.measured(horizon),
            known_hours: known.iter().filter(|known| **known).count(),
            covered_hours: known.len(),
            past_requests: values.iter().flatten().sum(),
            assumed_requests: self.assumed_requests,
        };
        let regions = parts.collect();
        let load = LoadForecast {
            name,
            ..sum(self.all.requests)
        };
        TenantForecast {
            tenant,
            bytes: sum(self.all.bytes).requests,
            demand: SegmentDemand {
                segment: Segment::Exact(Key::from(load.name.as_str())),
                regions,
                model: SUM.to_owned(),
                confidence: confidence.confidence(),
            },
            error_vs_naive,
            known,
            load,
        }
    }
}
