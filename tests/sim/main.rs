//! The proof: a deterministic simulation of whole fleets, in which everything goes wrong that a seed decides
//! and an oracle looks after every change ([`sweep`]); and models of the protocol and of its gates, in which
//! every order of what can happen is tried ([`protocol`], [`gates`]).

#![expect(
    clippy::print_stdout,
    reason = "a seed that fails is told, and lives again, on the terminal"
)]

mod application;
mod cells;
mod chance;
mod gates;
mod life;
mod memory;
mod oracle;
mod ports;
mod process;
mod protocol;
mod stage;
mod sweep;
mod turns;
