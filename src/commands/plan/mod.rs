//! `shardctl plan`: propose, show and explain plans.

mod backtest;
mod explain;
mod explanation;
mod export;
mod export_graph;
mod gate;
mod guard_args;
mod history;
mod limits;
mod list;
pub mod lookup;
mod partition;
mod propose;
mod refusal;
mod render;
mod replay;
mod resize;
mod sense;
mod show;
mod takes;

use backtest::PlanBacktestArgs;
use explain::PlanExplainArgs;
use export::PlanExportArgs;
use export_graph::PlanExportGraphArgs;
use history::PlanHistoryArgs;
use list::PlanListArgs;
use partition::PlanPartitionArgs;
use propose::PlanProposeArgs;
use replay::PlanReplayArgs;
use show::PlanShowArgs;

pub use guard_args::GuardArgs;
pub use lookup::{FoundPlan, find, refuse_stale};
pub use refusal::{refusal, refuse_old_logs};
pub use render::{own_confidence, plan_report, usd};

use crate::cli::{CommandError, ConfigNeed, Exit};
use crate::commands::CommandContext;

/// Propose, show and explain plans
#[derive(Debug, clap::Subcommand)]
pub enum PlanCommand {
    Propose(PlanProposeArgs),
    Show(PlanShowArgs),
    List(PlanListArgs),
    Explain(PlanExplainArgs),
    Export(PlanExportArgs),
    ExportGraph(PlanExportGraphArgs),
    Partition(PlanPartitionArgs),
    Backtest(PlanBacktestArgs),
    History(PlanHistoryArgs),
    Replay(PlanReplayArgs),
}

impl PlanCommand {
    /// Whether the verb works with the config file: a plan that is made says all by itself.
    pub fn config_need(&self) -> ConfigNeed {
        match self {
            Self::Propose(_)
            | Self::ExportGraph(_)
            | Self::Backtest(_)
            | Self::History(_)
            | Self::Replay(_) => ConfigNeed::Required,
            Self::List(_) => ConfigNeed::OrState,
            // A plan file can be read anywhere.
            Self::Show(_) | Self::Explain(_) | Self::Export(_) => ConfigNeed::IfPresent,
            // A graph has no fleet.
            Self::Partition(_) => ConfigNeed::None,
        }
    }
}

/// Runs the verb.
pub async fn run(ctx: &CommandContext, command: &PlanCommand) -> Result<Exit, CommandError> {
    match command {
        PlanCommand::Propose(args) => propose::run(ctx, args).await,
        PlanCommand::Show(args) => show::run(ctx, args).await,
        PlanCommand::List(args) => list::run(ctx, args).await,
        PlanCommand::Explain(args) => explain::run(ctx, args).await,
        PlanCommand::Export(args) => export::run(ctx, args).await,
        PlanCommand::ExportGraph(args) => export_graph::run(ctx, args).await,
        PlanCommand::Partition(args) => partition::run(ctx, args).await,
        PlanCommand::Backtest(args) => backtest::run(ctx, args).await,
        PlanCommand::History(args) => history::run(ctx, args).await,
        PlanCommand::Replay(args) => replay::run(ctx, args).await,
    }
}
