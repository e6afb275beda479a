//! The config file: one file is one fleet. Read, checked key by key, and documented here.
//!
//! Which file, and what beats what it says, is decided in `settings`.

mod check;
mod file;
mod keys;
mod log_format;
mod model;
mod overlap;
mod portable;
mod rules;
mod secrets;

pub use check::check;
pub use file::{ConfigFile, Entry, Problem};
pub use keys::{ConfigKey, KEYS, SECTIONS, Section};
pub use log_format::{FormatProblem, log_format};
pub use model::{
    Config, Control, Endpoint, ForecastConfig, Group, Guards, LogConfig, OneOrMore, PlanConfig,
    Prices, Regions, RequestPrices, ResidencyConfig, Safety, ShardConfig, TenantRule,
};
pub use overlap::{Place, copy_of_control, shard_at};
pub use portable::portable;
pub use secrets::redacted;

#[cfg(test)]
mod tests;
