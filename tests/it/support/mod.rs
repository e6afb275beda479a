//! What integration tests share: a place of their own to run shardctl in, what it answered, fleets and
//! servers to run it on, and a proxy that counts.

mod demo_fleet;
mod environment;
mod fleet_store;
mod interrupted;
mod live_server;
mod moving_fleet;
mod output;
mod proxy;
mod statistics;

pub use demo_fleet::DemoFleet;
pub use environment::TestEnvironment;
pub use fleet_store::FleetStore;
pub use interrupted::run_and_kill;
pub use live_server::LiveServer;
pub use moving_fleet::{CONTROL, MovingFleet};
pub use output::CommandOutput;
pub use proxy::CountingProxy;
pub use statistics::store_accesses;
