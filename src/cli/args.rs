//! [`Cli`]: the root of the clap tree.

use std::path::PathBuf;

use crate::commands::Command;

/// Plan, move and recover data spread over several S3 buckets
#[derive(Debug, clap::Parser)]
#[command(name = "shardctl", version)]
pub struct Cli {
    /// Config file
    #[arg(short, long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}
