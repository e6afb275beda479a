//! shardctl: plan, move and recover data spread over several S3 buckets.

pub mod access;
pub mod adapters;
pub mod cli;
pub mod commands;
pub mod engine;
pub mod forecast;
pub mod placement;
pub mod plan;
pub mod ports;
pub mod runtime;
pub mod simulator;
pub mod ui;
pub mod wiring;
