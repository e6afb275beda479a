//! Every integration test, in one binary.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed, wherever it is in a helper"
)]

mod adopt;
mod cli;
mod conformance;
mod control;
mod doctor;
mod executor;
mod follow;
mod forecast;
mod forecast_series;
mod generated;
mod ingest_truth;
mod inventory;
mod log_formats;
mod logs;
mod migrate;
mod migrate_live;
mod misbehaving_store;
mod partition;
mod plan;
mod race_live;
mod read_only;
mod real_log;
mod sessions;
mod shardkey;
mod support;
mod tidy;
