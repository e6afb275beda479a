//! The only async orchestration: drives ports, asks the pure core, reports progress. No clap, no SQL, no SDK.

pub mod adopt;
pub mod audit;
pub mod backtest;
pub mod bucket_facts;
pub mod co_access;
pub mod control;
pub mod doctor;
pub mod fleet_demand;
pub mod held_out;
pub mod hindsight;
pub mod ingest;
pub mod inventory;
pub mod journal;
pub mod migration;
pub mod pace;
pub mod paper;
pub mod planning;
pub mod reconstruct;
pub mod rehearsal;
pub mod replay;
pub mod repoint;
pub mod sample;
pub mod score;
pub mod settle;
mod sides;
