//! Hourly access statistics → demand with intervals. Pure.
//!
//! Series are cut to the hours the logs cover (`coverage`, `series`); the data choose the candidates
//! (`route`, `candidate`); all are tried on past origins (`schedule`) and combined by what they missed there
//! (`ensemble`), which also gives the intervals of hours (`hourly_interval`) and totals (`interval`) and part
//! of the confidence (`confidence`). `fleet` does so for every segment, `series_forecast` for any one series.

mod anomaly;
mod backtest;
mod candidate;
mod co_access;
mod confidence;
mod coverage;
mod demand;
mod edge_score;
mod ensemble;
#[cfg(test)]
#[path = "../../benches/fixtures/series.rs"]
mod fixtures;
mod fleet;
mod fleet_sums;
mod fresh_step;
mod history;
mod hot_series;
mod hourly;
mod hourly_interval;
mod interval;
mod lanes;
mod level_shift;
mod load;
mod log_marks;
mod lone_spike;
mod mobility;
mod normal;
mod normal_history;
mod peers;
mod pool;
mod region_mix;
mod route;
mod schedule;
mod segment_forecast;
mod series;
mod series_forecast;
mod share_trend;
mod tenant_forecast;
mod trial_errors;
mod week_peaks;

pub use anomaly::{Anomaly, AnomalyKind};
pub use backtest::{Backtest, CandidateScore};
pub use co_access::{EdgeCount, EdgeForecast, EdgeOptions, forecast_edges};
pub use coverage::{Coverage, MIN_KNOWN_HOURS, NotEnoughHistory};
pub use demand::{Estimate, ForecastConfidence, RegionDemand, SegmentDemand};
pub use edge_score::{EdgeErrors, EdgeScore, score_edges};
pub use fleet::{FleetForecast, ForecastOptions, forecast_fleet, past_requests};
pub use history::History;
pub use hourly::{Combine, Hourly, Remark, Unusable, hourly};
pub use load::LoadForecast;
pub use mobility::{Arrival, DemandMeasure, Mobility, fleet_mobility, tenant_mobility};
pub use normal::two_sided_quantile;
pub use peers::NewestDay;
pub use route::Effort;
pub use segment_forecast::SegmentForecast;
pub use series::{Mark, Series};
pub use series_forecast::{SeriesForecast, SeriesOptions, forecast_series};
pub use tenant_forecast::TenantForecast;
