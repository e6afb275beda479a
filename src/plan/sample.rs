//! Small inputs for this folder's tests.

use crate::access::OperationClass;
use crate::forecast::{Estimate, ForecastConfidence, RegionDemand, SegmentDemand};

use super::bucket_facts::BucketFacts;
use super::calibration::Calibration;
use super::describe::PlanContext;
use super::document::BaseMap;
use super::input::{PlacedSegment, PlanInput, Policy, Site};
use super::latency::LatencyTable;
use super::price::{ConfiguredPrices, GIB, PriceTable, Pricing};

/// A shard at list prices.
pub fn site(name: &str, region: &str) -> Site {
    Site {
        name: name.into(),
        region: region.into(),
        pricing: Pricing::Listed,
        capacity_bytes: None,
        capacity_objects: None,
        capacity_rps: None,
        drained: false,
        max_fill: 1.0,
        other_bytes: 0,
        other_objects: 0,
        facts: BucketFacts::default(),
        peak_margin: Vec::new(),
        copy_domain: "aws".into(),
    }
}

/// A certain number.
pub fn exactly(mean: f64) -> Estimate {
    Estimate {
        mean,
        lower: mean,
        upper: mean,
    }
}

/// Reads of a week from `region`, evenly spread.
pub fn reads(region: &str, requests: f64, bytes: f64) -> RegionDemand {
    RegionDemand {
        region: region.into(),
        class: OperationClass::Read,
        requests: exactly(requests),
        bytes: exactly(bytes),
        hourly_requests: vec![requests / 168.0; 168],
    }
}

/// A segment of `gib` GiB in as many objects, read as `regions` say.
pub fn segment(text: &str, shard: usize, gib: u64, regions: Vec<RegionDemand>) -> PlacedSegment {
    let segment: crate::placement::Segment = text.parse().unwrap();
    let demand = (!regions.is_empty()).then(|| SegmentDemand {
        segment: segment.clone(),
        regions,
        model: "seasonal_naive".into(),
        confidence: ForecastConfidence::CERTAIN,
    });
    PlacedSegment {
        segment,
        shard,
        objects: gib,
        bytes: gib << 30,
        holdings: Vec::new(),
        part_requests: 0,
        demand,
        has_rule: false,
        held: None,
        came: None,
    }
}

/// Thirty days, half of them to pay back, a week of grace, nothing for co-access or latency.
pub fn policy() -> Policy {
    Policy {
        horizon_hours: 720.0,
        max_payback_hours: 360.0,
        grace_hours: 169.0,
        interval_level: 0.9,
        usd_per_cross_shard_access: 0.0,
        usd_per_cross_region_access: 0.0,
        usd_per_ms: 0.0,
        min_confidence: 0.0,
        least_odds: 0.0,
        usd_per_overload_hour: 0.0,
        busy_from: 0.7,
    }
}

/// Shards `a` (us-east-1) and `b` (eu-central-1); everything in `a`: `prefix:t/` is read from
/// Frankfurt, 100 GiB a week, `prefix:u/` by nobody.
pub fn two_regions() -> PlanInput {
    PlanInput {
        shards: vec![site("a", "us-east-1"), site("b", "eu-central-1")],
        segments: vec![
            segment(
                "prefix:t/",
                0,
                10,
                vec![reads("eu-central-1", 1000.0, 100.0 * GIB)],
            ),
            segment("prefix:u/", 0, 10, vec![]),
        ],
        coaccess: Vec::new(),
        walks: super::Walks::default(),
        groups: Vec::new(),
        residency: Vec::new(),
        prices: PriceTable::new(ConfiguredPrices::default()).unwrap(),
        latency: LatencyTable::default(),
        policy: policy(),
        calibration: Calibration::default(),
    }
}

/// What a plan says beyond its input: nothing of note.
pub fn context() -> PlanContext {
    PlanContext {
        base_map: BaseMap {
            version: 1,
            hash: "0".into(),
        },
        as_of_ms: 0,
        oldest_event_ms: 0,
        demand_requests: 1,
        region_coverage: 1.0,
        forecast_hours: 168,
        notes: Vec::new(),
        request: None,
    }
}
