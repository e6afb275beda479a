//! One file per verb, a folder per noun: arguments → engine and core → ui.

mod analyze;
mod assignments;
mod audit;
mod cold_keys;
mod completion;
mod config;
mod current_map;
mod demo;
mod doctor;
mod drill;
mod dry_run;
mod fleet_demand;
mod forecast;
mod grouping;
mod init;
mod input_file;
mod inventory;
mod inventory_age;
mod locate;
mod lock;
mod logs;
mod map;
mod map_change;
mod migrate;
mod object;
mod open_fleet;
mod plan;
mod planning;
mod planning_time;
mod reconcile;
mod recover;
mod region_coverage;
mod rollback;
mod safety;
mod shard;
mod shard_health;
mod shardkey;
mod snapshot;
mod status;

pub mod generate;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tempfile::TempDir;

use crate::cli::{CommandError, ConfigNeed, Exit, Settings};
use crate::ports::World;
use crate::ui::Ui;

/// How often a directory is removed that is still written to.
const REMOVALS: usize = 100;
/// Wait between two of these.
const BETWEEN_REMOVALS: Duration = Duration::from_millis(20);

/// What every command gets.
pub struct CommandContext {
    /// Resolved settings.
    pub settings: Settings,
    /// stdout, stderr and progress.
    pub ui: Ui,
    /// The ports of the fleet.
    pub world: Box<dyn World>,
    /// A directory that goes with the command.
    pub scratch: Mutex<Option<TempDir>>,
}

impl CommandContext {
    /// Keeps a directory where a signal finds it, too.
    pub fn clean_up_after(&self, scratch: TempDir) {
        let mut held = self.scratch.lock().unwrap_or_else(PoisonError::into_inner);
        *held = Some(scratch);
    }

    /// Removes what goes with the command: it has ended, or a signal ends it.
    pub fn clean_up(&self) {
        let scratch = self.scratch.lock().map(|mut scratch| scratch.take());
        if let Ok(Some(scratch)) = scratch {
            remove(scratch);
        }
    }
}

/// Removes a directory into which threads and children that a signal has not stopped yet may still write: they
/// fail once it is gone.
#[expect(
    clippy::disallowed_methods,
    reason = "the process ends, and waits for what the system has not stopped yet"
)]
fn remove(scratch: TempDir) {
    let path = scratch.keep();
    for _ in 0..REMOVALS {
        match std::fs::remove_dir_all(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                std::thread::sleep(BETWEEN_REMOVALS);
            }
            _ => return,
        }
    }
}

/// Every command; its order is that of the help.
#[derive(Debug, clap::Subcommand)]
#[expect(
    missing_docs,
    reason = "the help of a variant is the doc comment of its arguments"
)]
pub enum Command {
    Init(init::InitArgs),
    Doctor(doctor::DoctorCommand),
    Status(status::StatusArgs),
    #[command(subcommand)]
    Config(config::ConfigCommand),
    #[command(subcommand)]
    Inventory(inventory::InventoryCommand),
    #[command(subcommand)]
    Logs(logs::LogsCommand),
    #[command(subcommand)]
    Analyze(analyze::AnalyzeCommand),
    Forecast(forecast::ForecastArgs),
    #[command(subcommand)]
    Plan(plan::PlanCommand),
    #[command(subcommand)]
    Migrate(migrate::MigrateCommand),
    #[command(subcommand)]
    Recover(recover::RecoverCommand),
    Drill(drill::DrillArgs),
    Audit(audit::AuditArgs),
    #[command(subcommand)]
    Lock(lock::LockCommand),
    Locate(locate::LocateArgs),
    #[command(subcommand)]
    Map(map::MapCommand),
    #[command(subcommand)]
    Snapshot(snapshot::SnapshotCommand),
    Rollback(rollback::RollbackArgs),
    Reconcile(reconcile::ReconcileArgs),
    #[command(subcommand)]
    Object(object::ObjectCommand),
    #[command(subcommand)]
    Shard(shard::ShardCommand),
    Shardkey(shardkey::ShardkeyArgs),
    Demo(demo::DemoArgs),
    Completion(completion::CompletionArgs),
    #[command(hide = true)]
    Generate(generate::GenerateArgs),
}

impl Command {
    /// The control location that a flag names.
    pub fn control(&self) -> Option<&str> {
        match self {
            Self::Recover(command) => command.control(),
            _ => None,
        }
    }

    /// Whether an interruption leaves nothing to go on with: the demo's buckets are in its memory.
    pub fn is_volatile(&self) -> bool {
        matches!(self, Self::Demo(_))
    }

    /// Whether the command works with the config file.
    ///
    /// What a map or a plan answers must not depend on the config, so these commands only look where
    /// the state is.
    pub fn config_need(&self) -> ConfigNeed {
        match self {
            Self::Demo(_) | Self::Shardkey(_) | Self::Completion(_) | Self::Generate(_) => {
                ConfigNeed::None
            }
            Self::Init(args) => args.config_need(),
            Self::Config(_) => ConfigNeed::Inspect,
            Self::Locate(_) | Self::Status(_) => ConfigNeed::OrState,
            Self::Map(command) => command.config_need(),
            Self::Logs(command) => command.config_need(),
            Self::Plan(command) => command.config_need(),
            Self::Migrate(command) => command.config_need(),
            Self::Forecast(args) => args.config_need(),
            Self::Recover(command) => command.config_need(),
            // The address of the control location is all that it needs.
            Self::Lock(_) => ConfigNeed::IfPresent,
            Self::Snapshot(command) => command.config_need(),
            Self::Doctor(_)
            | Self::Inventory(_)
            | Self::Analyze(_)
            | Self::Audit(_)
            | Self::Drill(_)
            | Self::Object(_)
            | Self::Reconcile(_)
            | Self::Rollback(_)
            | Self::Shard(_) => ConfigNeed::Required,
        }
    }
}

/// Runs a command.
pub async fn run(ctx: &CommandContext, command: &Command) -> Result<Exit, CommandError> {
    if let Some(words) = &ctx.settings.bug {
        panic!("{words}");
    }
    if command.config_need() == ConfigNeed::OrState {
        current_map::need_config_or_map(ctx)?;
    }
    match command {
        Command::Init(args) => init::run(ctx, args).await,
        Command::Doctor(command) => doctor::run(ctx, command).await,
        Command::Status(args) => status::run(ctx, args).await,
        Command::Config(command) => config::run(ctx, command).await,
        Command::Inventory(command) => inventory::run(ctx, command).await,
        Command::Logs(command) => logs::run(ctx, command).await,
        Command::Analyze(command) => analyze::run(ctx, command).await,
        Command::Forecast(args) => forecast::run(ctx, args).await,
        Command::Plan(command) => plan::run(ctx, command).await,
        Command::Migrate(command) => migrate::run(ctx, command).await,
        Command::Recover(command) => recover::run(ctx, command).await,
        Command::Drill(args) => drill::run(ctx, args).await,
        Command::Audit(args) => audit::run(ctx, args).await,
        Command::Lock(command) => lock::run(ctx, command).await,
        Command::Locate(args) => locate::run(ctx, args).await,
        Command::Map(command) => map::run(ctx, command).await,
        Command::Snapshot(command) => snapshot::run(ctx, command).await,
        Command::Rollback(args) => rollback::run(ctx, args).await,
        Command::Reconcile(args) => reconcile::run(ctx, args).await,
        Command::Object(command) => object::run(ctx, command).await,
        Command::Shard(command) => shard::run(ctx, command).await,
        Command::Shardkey(args) => shardkey::run(ctx, args).await,
        Command::Demo(args) => demo::run(ctx, args).await,
        Command::Completion(args) => completion::run(ctx, args).await,
        Command::Generate(args) => generate::run(ctx, args).await,
    }
}
