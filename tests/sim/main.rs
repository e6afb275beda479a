//! Deterministic simulation: lives of a fleet, each decided by a seed, with everything that goes wrong in
//! the world, watched by an oracle after every change.

mod application;
mod cells;
mod chance;
mod life;
mod memory;
mod oracle;
mod ports;
mod process;
mod stage;
mod sweep;
mod turns;
