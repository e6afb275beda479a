//! The argument surface: the clap tree, settings resolution, exit codes, the error type. Does no work.

mod args;
mod error;
mod exit;
mod output;
mod suggest;

pub mod config;
pub mod settings;
pub mod value;

pub use args::Cli;
pub use error::CommandError;
pub use exit::Exit;
pub use output::{ColorChoice, Format, OutputSettings, ProgressChoice};
pub use settings::Settings;
pub use suggest::did_you_mean;
