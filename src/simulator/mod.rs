//! A strict in-memory S3 with AWS' exact semantics, behind the `Bucket` port and behind real HTTP: for the demo and the tests.
//!
//! [`Simulator`] owns the store, [`SimBucket`] is a bucket of it at the port, [`SimServer`] serves
//! all of it over HTTP with signatures checked. Every operation runs to its end under one lock,
//! which makes conditions atomic. Time and ids come from a clock and a seed given to it; what it
//! was asked is counted and can be priced. Buckets tell what was set up for them, and replication, lifecycle and
//! notifications work. Not modelled: that access policies, encryption and object lock have an effect,
//! restoring archived objects, response headers overridden in the query.

mod admission;
mod bill;
mod capabilities;
mod checksum;
mod conditions;
mod configuration;
mod content;
mod delete;
mod http;
mod ids;
mod listing;
mod mishap;
mod multipart;
mod read;
mod refusal;
pub mod scenario;
mod service;
mod sim_bucket;
#[expect(
    clippy::module_inception,
    reason = "a type lives in the file of its name"
)]
mod simulator;
mod state;
mod wire;
mod write;

pub use bill::{Bill, Rates, Usage};
pub use capabilities::{Capabilities, Support};
pub use http::SimServer;
pub use mishap::Mishap;
pub use sim_bucket::SimBucket;
pub use simulator::{Simulator, SimulatorBuilder, SyntheticObject};
