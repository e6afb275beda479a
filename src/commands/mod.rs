//! One file per verb, a folder per noun: arguments → engine and core → ui.

mod analyze;
mod config;
mod current_map;
mod demo;
mod doctor;
mod forecast;
mod init;
mod inventory;
mod locate;
mod logs;
mod map;
mod plan;
mod shardkey;
mod status;

use crate::cli::{CommandError, Exit, Settings};
use crate::ports::World;
use crate::ui::Ui;

/// What every command gets.
pub struct CommandContext {
    /// Resolved settings.
    pub settings: Settings,
    /// stdout, stderr and progress.
    pub ui: Ui,
    /// The ports of the fleet.
    pub world: Box<dyn World>,
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
    Locate(locate::LocateArgs),
    #[command(subcommand)]
    Map(map::MapCommand),
    Shardkey(shardkey::ShardkeyArgs),
    Demo(demo::DemoArgs),
}

/// Runs a command.
pub async fn run(ctx: &CommandContext, command: &Command) -> Result<Exit, CommandError> {
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
        Command::Locate(args) => locate::run(ctx, args).await,
        Command::Map(command) => map::run(ctx, command).await,
        Command::Shardkey(args) => shardkey::run(ctx, args).await,
        Command::Demo(args) => demo::run(ctx, args).await,
    }
}
