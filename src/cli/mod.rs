//! The argument surface: the clap tree, settings resolution, exit codes, the error type. Does no work.

mod args;
mod environment;
mod error;
mod exit;
mod global;
mod help;
mod log;
mod output;
mod parse;
mod suggest;

pub mod config;
pub mod manual;
pub mod runbook;
pub mod settings;
pub mod value;

pub use args::Cli;
pub use environment::Environment;
pub use error::CommandError;
pub use exit::Exit;
pub use global::GlobalArgs;
pub use help::{command, exit_codes};
pub use log::{LogFormat, LogSettings};
pub use output::{ColorChoice, Format, OutputSettings, ProgressChoice};
pub use parse::{Ending, early_output, parse};
pub use settings::{ConfigNeed, Settings};
pub use suggest::did_you_mean;
