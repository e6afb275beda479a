//! Parse, wire, run, exit code.

use clap::Parser;
use shardctl::cli::{Cli, Exit, OutputSettings, Settings};
use shardctl::commands::{self, CommandContext};
use shardctl::ports::World;
use shardctl::ui::Ui;
use shardctl::wiring::LiveWorld;

#[tokio::main]
async fn main() -> Exit {
    let cli = Cli::parse();
    let settings = Settings::default();
    let world = Box::new(LiveWorld::new(settings.clone()));
    let ui = Ui::new(OutputSettings::default(), world.clock());
    let ctx = CommandContext {
        settings,
        ui,
        world,
    };
    let result = commands::run(&ctx, &cli.command).await;
    ctx.ui.finish(result)
}
