//! Demand, sizes, prices and limits → moves that earn their cost, with the reasons. Pure.

pub mod latency;
pub mod money;
pub mod price;

pub use latency::LatencyTable;
pub use money::Money;
pub use price::{ConfiguredPrices, MissingKey, PriceTable, Pricing};
