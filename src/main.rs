//! Parse, wire, run, exit code.

use clap::Parser;
use shardctl::cli::{Cli, Exit, Settings};
use shardctl::commands::{self, CommandContext};
use shardctl::ui::Ui;
use shardctl::wiring::LiveWorld;

#[tokio::main]
async fn main() -> Exit {
    let cli = Cli::parse();
    let settings = Settings::default();
    let world = Box::new(LiveWorld::new(settings.clone()));
    let ctx = CommandContext {
        settings,
        ui: Ui::default(),
        world,
    };
    commands::run(&ctx, &cli.command)
        .await
        .unwrap_or_else(|error| error.exit)
}
