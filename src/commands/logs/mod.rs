//! `shardctl logs`: read access logs.

mod detect;
mod export;
mod following;
mod ingest;
mod metrics;
mod prune;
pub mod selection;
mod sources;
mod sql;

use detect::LogsDetectArgs;
use export::LogsExportArgs;
use ingest::LogsIngestArgs;
use prune::LogsPruneArgs;
use sources::LogsSourcesArgs;
use sql::LogsSqlArgs;

use crate::cli::{CommandError, ConfigNeed, Exit};
use crate::commands::CommandContext;

/// Read access logs
#[derive(Debug, clap::Subcommand)]
pub enum LogsCommand {
    Ingest(LogsIngestArgs),
    Detect(LogsDetectArgs),
    Sources(LogsSourcesArgs),
    Export(LogsExportArgs),
    Sql(LogsSqlArgs),
    Prune(LogsPruneArgs),
}

impl LogsCommand {
    /// Whether the verb works with the config file.
    pub fn config_need(&self) -> ConfigNeed {
        match self {
            Self::Detect(_) | Self::Sql(_) => ConfigNeed::IfPresent,
            Self::Ingest(_) | Self::Sources(_) | Self::Export(_) | Self::Prune(_) => {
                ConfigNeed::Required
            }
        }
    }
}

/// Runs the verb.
pub async fn run(ctx: &CommandContext, command: &LogsCommand) -> Result<Exit, CommandError> {
    match command {
        LogsCommand::Ingest(args) => ingest::run(ctx, args).await,
        LogsCommand::Detect(args) => detect::run(ctx, args).await,
        LogsCommand::Sources(args) => sources::run(ctx, args).await,
        LogsCommand::Export(args) => export::run(ctx, args).await,
        LogsCommand::Sql(args) => sql::run(ctx, args).await,
        LogsCommand::Prune(args) => prune::run(ctx, args).await,
    }
}
