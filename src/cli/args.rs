//! [`Cli`]: the root of the clap tree.

use crate::commands::Command;

use super::GlobalArgs;

/// Plan, move and recover data spread over several S3 buckets
///
/// Reads the access logs that already exist, works out who reads what from where, forecasts that,
/// and proposes which bucket should hold which data: what it saves, what it costs, how sure it is.
#[derive(Debug, clap::Parser)]
#[command(name = "shardctl", version, propagate_version = false)]
#[command(after_long_help = super::help::exit_codes(), after_help = super::help::SEE_ALSO)]
pub struct Cli {
    /// The flags of every command.
    #[command(flatten)]
    pub global: GlobalArgs,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// The names of the command: `migrate start`.
    #[arg(skip)]
    pub verb: String,
}
