//! Parse, settle, wire, run, exit code.

use std::ffi::OsString;
use std::sync::{Arc, Mutex};

use shardctl::cli::{self, Environment, Exit, Settings};
use shardctl::commands::CommandContext;
use shardctl::runtime;
use shardctl::ui::{self, Ui};
use shardctl::wiring::{self, LiveWorld};

fn main() -> Exit {
    let args: Vec<OsString> = std::env::args_os().collect();
    let env = Environment::of_process();
    let clock = wiring::clock(&env);
    let early_output = cli::early_output(&args, &env);
    ui::report_panics(&early_output);
    let early_ui = Ui::new(early_output, clock.clone());
    let cli = match cli::parse(&args) {
        Ok(cli) => cli,
        Err(ending) => return early_ui.end(&ending),
    };
    let (need, control) = (cli.command.config_need(), cli.command.control());
    let settings = match Settings::resolve(&cli.global, &env, need, control) {
        Ok(settings) => settings,
        Err(error) => return early_ui.finish(Err(error)),
    };
    let ctx = Arc::new(CommandContext {
        ui: Ui::new(settings.output.clone(), clock.clone()),
        world: Box::new(LiveWorld::new(settings.clone(), clock, &cli.verb)),
        settings,
        scratch: Mutex::default(),
    });
    let log = ctx.ui.start_log(&ctx.settings.log);
    let result = log.and_then(|()| runtime::run(&ctx, &cli.command));
    ctx.ui.finish(result)
}
