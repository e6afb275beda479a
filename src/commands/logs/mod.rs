//! `shardctl logs`: read access logs.

mod detect;
mod ingest;
mod selection;
mod sources;

use detect::LogsDetectArgs;
use ingest::LogsIngestArgs;
use sources::LogsSourcesArgs;

use crate::cli::{CommandError, ConfigNeed, Exit};
use crate::commands::CommandContext;

/// Read access logs
#[derive(Debug, clap::Subcommand)]
pub enum LogsCommand {
    Ingest(LogsIngestArgs),
    Detect(LogsDetectArgs),
    Sources(LogsSourcesArgs),
}

impl LogsCommand {
    /// Whether the verb works with the config file.
    pub fn config_need(&self) -> ConfigNeed {
        match self {
            Self::Detect(_) => ConfigNeed::IfPresent,
            Self::Ingest(_) | Self::Sources(_) => ConfigNeed::Required,
        }
    }
}

/// Runs the verb.
pub async fn run(ctx: &CommandContext, command: &LogsCommand) -> Result<Exit, CommandError> {
    match command {
        LogsCommand::Ingest(args) => ingest::run(ctx, args).await,
        LogsCommand::Detect(args) => detect::run(ctx, args).await,
        LogsCommand::Sources(args) => sources::run(ctx, args).await,
    }
}
