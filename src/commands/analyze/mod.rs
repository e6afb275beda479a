//! `shardctl analyze`: ask the statistics.

mod anomalies;
pub mod coaccess;
mod keys;
mod mobility;
mod regions;
mod segments;
mod shardkeys;
mod statistics;
mod tenants;

use anomalies::AnalyzeAnomaliesArgs;
use coaccess::AnalyzeCoaccessArgs;
use keys::AnalyzeKeysArgs;
use mobility::AnalyzeMobilityArgs;
use regions::AnalyzeRegionsArgs;
use segments::AnalyzeSegmentsArgs;
use shardkeys::AnalyzeShardkeysArgs;
use tenants::AnalyzeTenantsArgs;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Ask the statistics
#[derive(Debug, clap::Subcommand)]
pub enum AnalyzeCommand {
    Keys(AnalyzeKeysArgs),
    Segments(AnalyzeSegmentsArgs),
    Regions(AnalyzeRegionsArgs),
    Mobility(AnalyzeMobilityArgs),
    Anomalies(AnalyzeAnomaliesArgs),
    Coaccess(AnalyzeCoaccessArgs),
    Tenants(AnalyzeTenantsArgs),
    Shardkeys(AnalyzeShardkeysArgs),
}

/// Runs the verb.
pub async fn run(ctx: &CommandContext, command: &AnalyzeCommand) -> Result<Exit, CommandError> {
    match command {
        AnalyzeCommand::Keys(args) => keys::run(ctx, args).await,
        AnalyzeCommand::Segments(args) => segments::run(ctx, args).await,
        AnalyzeCommand::Regions(args) => regions::run(ctx, args).await,
        AnalyzeCommand::Mobility(args) => mobility::run(ctx, args).await,
        AnalyzeCommand::Anomalies(args) => anomalies::run(ctx, args).await,
        AnalyzeCommand::Coaccess(args) => coaccess::run(ctx, args).await,
        AnalyzeCommand::Tenants(args) => tenants::run(ctx, args).await,
        AnalyzeCommand::Shardkeys(args) => shardkeys::run(ctx, args).await,
    }
}
