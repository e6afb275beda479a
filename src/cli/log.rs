//! [`LogSettings`]: what is logged, how and where. `ui` does it.

use std::path::PathBuf;

use clap::ValueEnum;

/// Form of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    #[default]
    Text,
    /// A JSON object a line.
    Json,
}

/// What is logged, how and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogSettings {
    /// Levels by module, such as `info,aws_sdk_s3=warn`.
    pub directives: String,
    /// Form.
    pub format: LogFormat,
    /// Appended to; stderr when `None`.
    pub file: Option<PathBuf>,
}

impl LogSettings {
    /// The levels that `-q` and `-v` stand for. Other people's crates stay at warnings until `-vvv`.
    pub fn levels(quiet: bool, verbose: u8) -> &'static str {
        match verbose {
            // The demo's server calls each request that it refuses an error; the client tells of it.
            0 if quiet => "error,s3s=off",
            // What aws_config warns of, in its own types, is told by the error that follows.
            0 => "warn,aws_config=error,s3s=off",
            1 => "warn,shardctl=info",
            2 => "warn,shardctl=debug",
            _ => "info,shardctl=trace",
        }
    }
}
