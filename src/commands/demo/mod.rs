//! `shardctl demo`: the whole story on a simulated fleet.

mod run;

pub use run::{DemoArgs, run};
