//! Hourly access statistics → demand with intervals. Pure.

mod demand;

pub use demand::{Estimate, ForecastConfidence, RegionDemand, SegmentDemand};
