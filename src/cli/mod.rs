//! The argument surface: the clap tree, settings resolution, exit codes, the error type. Does no work.

mod args;
mod error;
mod exit;

pub mod config;
pub mod settings;
pub mod value;

pub use args::Cli;
pub use error::CommandError;
pub use exit::Exit;
pub use settings::Settings;
