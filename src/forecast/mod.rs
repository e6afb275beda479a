//! Hourly access statistics → demand with intervals. Pure.
//!
//! Series are cut to the hours the logs cover (`series`), each candidate (`model`) is tried on past
//! origins (`backtest`), the best one forecasts (`selection`), and its past errors give the interval
//! (`interval`) and part of the confidence (`confidence`). `fleet` does so for every segment.

mod backtest;
mod confidence;
mod coverage;
mod demand;
mod ets;
mod fleet;
mod history;
mod hourly;
mod interval;
mod level_profile;
mod mobility;
mod model;
mod mstl;
mod same_hour_mean;
mod seasonal_naive;
mod segment_forecast;
mod selection;
mod series;
mod series_forecast;

pub use backtest::{Backtest, CandidateScore};
pub use coverage::{Coverage, MIN_KNOWN_HOURS, NotEnoughHistory};
pub use demand::{Estimate, ForecastConfidence, RegionDemand, SegmentDemand};
pub use fleet::{FleetForecast, ForecastOptions, forecast_fleet};
pub use history::History;
pub use hourly::{Combine, Hourly, Remark, Unusable, hourly};
pub use mobility::{DemandMeasure, Mobility, fleet_mobility};
pub use segment_forecast::SegmentForecast;
pub use series::{Mark, Series};
pub use series_forecast::{SeriesForecast, SeriesOptions, forecast_series};
