//! `shardctl recover`: what an interrupted run left in flight is looked at and settled, on the host that it
//! ran on or, from the control location alone, on another.

mod in_flight;
mod inspect;
mod map;
mod object;
mod proposal;
mod render;
mod replica;
mod run;
mod verify;

use in_flight::RecoverInFlightArgs;
use inspect::RecoverInspectArgs;
use map::RecoverMapArgs;
use object::RecoverObjectArgs;
use run::RecoverRunArgs;
use verify::RecoverVerifyArgs;

pub use replica::section as copy_in_use;

use crate::cli::{CommandError, ConfigNeed, Exit};
use crate::commands::CommandContext;

/// Settle what an interrupted run left in flight, here or on another host
#[derive(Debug, clap::Subcommand)]
pub enum RecoverCommand {
    Inspect(RecoverInspectArgs),
    Run(RecoverRunArgs),
    Map(RecoverMapArgs),
    InFlight(RecoverInFlightArgs),
    Verify(RecoverVerifyArgs),
    Object(RecoverObjectArgs),
}

/// Where the fleet is published.
#[derive(Clone, Debug, clap::Args)]
pub struct ControlArg {
    /// Control location: `s3://BUCKET/PREFIX`, on a store that is not AWS with
    /// `?endpoint=URL&region=REGION`; else `SHARDCTL_CONTROL_URL`, else the config's
    #[arg(long = "control", value_name = "URL")]
    pub(super) url: Option<String>,
}

impl RecoverCommand {
    /// Whether it works with the config file.
    pub fn config_need(&self) -> ConfigNeed {
        match self {
            // The address of the control location is all that these need.
            Self::Map(_) | Self::InFlight(_) | Self::Verify(_) => ConfigNeed::IfPresent,
            Self::Inspect(_) | Self::Run(_) | Self::Object(_) => ConfigNeed::Required,
        }
    }

    /// The control location that its flag names.
    pub fn control(&self) -> Option<&str> {
        match self {
            Self::Map(args) => args.control.url.as_deref(),
            Self::InFlight(args) => args.control.url.as_deref(),
            Self::Verify(args) => args.control.url.as_deref(),
            Self::Inspect(_) | Self::Run(_) | Self::Object(_) => None,
        }
    }
}

/// Runs the verb.
pub async fn run(ctx: &CommandContext, command: &RecoverCommand) -> Result<Exit, CommandError> {
    match command {
        RecoverCommand::Inspect(args) => inspect::run(ctx, args).await,
        RecoverCommand::Run(args) => run::run(ctx, args).await,
        RecoverCommand::Map(args) => map::run(ctx, args).await,
        RecoverCommand::InFlight(args) => in_flight::run(ctx, args).await,
        RecoverCommand::Verify(args) => verify::run(ctx, args).await,
        RecoverCommand::Object(args) => object::run(ctx, args).await,
    }
}
