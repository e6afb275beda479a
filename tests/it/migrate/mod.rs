//! `migrate …` and `recover …` with the real binary, on a simulated store behind HTTP.

mod confirmation;
mod cost;
mod decisions;
mod disk_full;
mod drill;
mod elsewhere;
mod endings;
mod facts;
mod frozen;
mod objects;
mod queue;
mod readers;
mod reconcile;
mod recovery;
mod refusals;
mod rehearse;
mod replica;
mod requests;
mod rollback;
mod runbook;
mod state;
mod stores;
mod way;
