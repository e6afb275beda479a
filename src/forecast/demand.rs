//! [`SegmentDemand`]: what is coming, per segment, requester region and operation class. The only
//! type of the forecast that the planner sees.

use crate::access::OperationClass;
use crate::placement::Segment;

/// A quantity with its interval at the forecast's level.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// Expected value.
    pub mean: f64,
    /// Lower end of the interval; never below 0 for what cannot be.
    pub lower: f64,
    /// Upper end of the interval.
    pub upper: f64,
}

impl Estimate {
    /// So many times as much.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self {
            mean: self.mean * factor,
            lower: self.lower * factor,
            upper: self.upper * factor,
        }
    }
}

/// How far a forecast can be trusted, each component in 0..=1, 1 is best.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ForecastConfidence {
    /// Share of forecasts like this one that came true, the sum over the horizon within a quarter: measured by skill,
    /// sharpness and history, for sparse series what chance allows, times the other components.
    pub total: f64,
    /// Product of the components; orders forecasts.
    pub product: f64,
    /// Skill in the backtest against the better seasonal naive: 1 − MAE / (2 · MAE of naive), so that
    /// a tie, which is no disgrace, is 0.5.
    pub skill: f64,
    /// The chance that a normal error with the interval of the requests over the horizon leaves them within a quarter of their mean, or
    /// the share of past totals that came so near, where it is more.
    pub sharpness: f64,
    /// Known hours of history against four weeks.
    pub history: f64,
    /// Known hours among those that the logs cover.
    pub log_completeness: f64,
    /// Share of requests whose region is known by evidence rather than assumed.
    pub region_coverage: f64,
    /// What is left of it as far ahead as no backtest went: (hours backtested / hours of the horizon)^0.15, at most 1.
    pub reach: f64,
    /// 1; 0.5 when the level has drifted, 0.75 after another anomaly.
    pub steadiness: f64,
}

impl ForecastConfidence {
    /// That of what has come already.
    pub const CERTAIN: Self = Self {
        total: 1.0,
        product: 1.0,
        skill: 1.0,
        sharpness: 1.0,
        history: 1.0,
        log_completeness: 1.0,
        region_coverage: 1.0,
        reach: 1.0,
        steadiness: 1.0,
    };
}

/// Demand of one segment from one region over the horizon.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionDemand {
    /// Requester region.
    pub region: String,
    /// Read or write.
    pub class: OperationClass,
    /// Requests over the horizon.
    pub requests: Estimate,
    /// Bytes over the horizon.
    pub bytes: Estimate,
    /// Expected requests of each hour of the horizon; `len()` is the horizon in hours.
    pub hourly_requests: Vec<f64>,
}

/// Demand of one segment over the horizon.
#[derive(Clone, Debug, PartialEq)]
pub struct SegmentDemand {
    /// The segment.
    pub segment: Segment,
    /// In order of (region, class).
    pub regions: Vec<RegionDemand>,
    /// Name of the model the backtest chose for the segment's total.
    pub model: String,
    /// How far to trust it.
    pub confidence: ForecastConfidence,
}
