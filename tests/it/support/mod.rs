//! What integration tests share: a place of their own to run shardctl in, and what it answered.

mod environment;
mod output;

pub use environment::TestEnvironment;
pub use output::CommandOutput;
