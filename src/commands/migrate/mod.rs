//! `shardctl migrate`: carry a plan out, object by object, and be able to go back.

mod accept;
mod budgets;
mod cancel;
mod complete;
mod cost;
mod creation;
mod execution_args;
mod list;
mod log;
mod log_records;
mod lookup;
mod outcome;
mod pause;
mod picture;
mod prioritise;
mod queue;
mod readers;
mod rehearse;
mod render;
mod request;
mod resolve;
mod resume;
mod reverse;
mod start;
mod status;
mod strays;
mod switch;
mod verify;
mod wait;
mod work;

use cancel::MigrateCancelArgs;
use complete::MigrateCompleteArgs;
use list::MigrateListArgs;
use log::MigrateLogArgs;
use pause::MigratePauseArgs;
use prioritise::MigratePrioritiseArgs;
use readers::MigrateReadersArgs;
use rehearse::MigrateRehearseArgs;
use request::MigrateRequestArgs;
use resolve::MigrateResolveArgs;
use resume::MigrateResumeArgs;
use reverse::MigrateReverseArgs;
use start::MigrateStartArgs;
use status::MigrateStatusArgs;
use switch::MigrateSwitchArgs;
use verify::MigrateVerifyArgs;
use wait::MigrateWaitArgs;

pub use execution_args::{ExecutionArgs, accepted_bounds};
pub use lookup::migrations;
pub use outcome::{end_of, move_json, steps_text};
pub use render::flags;
pub use strays::stray_sections;
pub use work::{Work, work_on};

use crate::cli::{CommandError, ConfigNeed, Exit};
use crate::commands::CommandContext;

/// Move data: copy, verify, switch, and complete or reverse
#[derive(Debug, clap::Subcommand)]
pub enum MigrateCommand {
    Start(MigrateStartArgs),
    Request(MigrateRequestArgs),
    Status(MigrateStatusArgs),
    List(MigrateListArgs),
    Prioritise(MigratePrioritiseArgs),
    Log(MigrateLogArgs),
    Wait(MigrateWaitArgs),
    Pause(MigratePauseArgs),
    Resume(MigrateResumeArgs),
    Verify(MigrateVerifyArgs),
    Rehearse(MigrateRehearseArgs),
    Switch(MigrateSwitchArgs),
    Reverse(MigrateReverseArgs),
    Readers(MigrateReadersArgs),
    Complete(MigrateCompleteArgs),
    Cancel(MigrateCancelArgs),
    Resolve(MigrateResolveArgs),
}

impl MigrateCommand {
    /// Whether the verb works with the config file.
    pub fn config_need(&self) -> ConfigNeed {
        match self {
            Self::Status(_)
            | Self::List(_)
            | Self::Log(_)
            | Self::Wait(_)
            | Self::Prioritise(_)
            | Self::Pause(_)
            | Self::Resume(_) => ConfigNeed::OrState,
            _ => ConfigNeed::Required,
        }
    }
}

/// Runs the verb.
pub async fn run(ctx: &CommandContext, command: &MigrateCommand) -> Result<Exit, CommandError> {
    match command {
        MigrateCommand::Start(args) => start::run(ctx, args).await,
        MigrateCommand::Request(args) => request::run(ctx, args).await,
        MigrateCommand::Status(args) => status::run(ctx, args).await,
        MigrateCommand::List(args) => list::run(ctx, args).await,
        MigrateCommand::Prioritise(args) => prioritise::run(ctx, args).await,
        MigrateCommand::Log(args) => log::run(ctx, args).await,
        MigrateCommand::Wait(args) => wait::run(ctx, args).await,
        MigrateCommand::Pause(args) => pause::run(ctx, args).await,
        MigrateCommand::Resume(args) => resume::run(ctx, args).await,
        MigrateCommand::Verify(args) => verify::run(ctx, args).await,
        MigrateCommand::Rehearse(args) => rehearse::run(ctx, args).await,
        MigrateCommand::Switch(args) => switch::run(ctx, args).await,
        MigrateCommand::Reverse(args) => reverse::run(ctx, args).await,
        MigrateCommand::Readers(args) => readers::run(ctx, args).await,
        MigrateCommand::Complete(args) => complete::run(ctx, args).await,
        MigrateCommand::Cancel(args) => cancel::run(ctx, args).await,
        MigrateCommand::Resolve(args) => resolve::run(ctx, args).await,
    }
}
