//! What the command line promises, whatever the command.

mod config;
mod environment;
mod errors;
mod locate;
mod output;
mod run;
mod usage;
