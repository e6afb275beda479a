//! What integration tests share: a place of their own to run shardctl in, and what it answered.

mod environment;
mod fleet_store;
mod live_server;
mod output;

pub use environment::TestEnvironment;
pub use fleet_store::FleetStore;
pub use live_server::LiveServer;
pub use output::CommandOutput;
