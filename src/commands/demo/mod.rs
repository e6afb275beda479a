//! `shardctl demo`: the whole story on a simulated fleet.
//!
//! The demo is a user: it starts a simulator on loopback, writes a config beside it, and runs this
//! same program as child processes, so that what it shows is what anybody can type.

mod audit;
mod child;
mod comparison;
mod config;
mod fleet;
mod moving;
mod story;

use std::path::PathBuf;

use fleet::Fleet;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

/// Play the whole story on a simulated fleet
///
/// Starts an S3 simulator on the loopback interface with three buckets in two regions and five weeks
/// of access logs, then runs inventory, adoption, ingestion, analysis, forecast and plan on it. The
/// migration that follows is killed in the middle, recovered, switched, checked byte for byte and
/// completed in part; the week that comes after is replayed against the plan's promise. Nothing outside a temporary directory, or DIR, is written.
#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    /// Keep the simulator running and write a config into DIR, to try every command by hand
    #[arg(long, value_name = "DIR")]
    serve: Option<PathBuf>,
    /// Seed of everything that is drawn
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &DemoArgs) -> Result<Exit, CommandError> {
    let clock = ctx.world.clock();
    if let Some(dir) = &args.serve {
        create_dir(dir)?;
        let _serving = refuse_served(dir)?;
        refuse_foreign(dir)?;
        let dir = std::path::absolute(dir).map_err(|error| unusable(dir, &error))?;
        let fleet = Fleet::start(&dir, args.seed, clock).await?;
        return story::serve(ctx, &fleet).await;
    }
    let scratch = tempfile::Builder::new()
        .prefix("shardctl-demo-")
        .tempdir()
        .map_err(|error| unusable(&std::env::temp_dir(), &error))?;
    let dir = scratch.path().to_owned();
    ctx.clean_up_after(scratch);
    let fleet = Fleet::start(&dir, args.seed, clock).await?;
    story::play(ctx, &fleet).await
}

fn create_dir(dir: &std::path::Path) -> Result<(), CommandError> {
    std::fs::create_dir_all(dir).map_err(|error| unusable(dir, &error))
}

/// Name of the file in DIR that is locked while a simulator serves it.
const SERVING: &str = ".serving";

/// The lock on `dir`, held until it is dropped: a second simulator would take the state of the first away.
fn refuse_served(dir: &std::path::Path) -> Result<std::fs::File, CommandError> {
    let file = std::fs::File::create(dir.join(SERVING)).map_err(|error| unusable(dir, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => {
            let what = format!(
                "`{}` is being served by another demo, nothing was changed",
                dir.display()
            );
            Err(CommandError::new(Exit::Locked, "already_served", what)
                .next("end that one with Ctrl-C, or name another directory"))
        }
        Err(std::fs::TryLockError::Error(error)) => Err(unusable(dir, &error)),
    }
}

/// A config that is not the demo's own stays as it is; what an earlier demo learned of its simulator,
/// which is gone, does not.
fn refuse_foreign(dir: &std::path::Path) -> Result<(), CommandError> {
    let config = dir.join("config.toml");
    match std::fs::read_to_string(&config) {
        Ok(text) if text.starts_with(config::HEAD) => {
            let state = dir.join(config::STATE);
            match std::fs::remove_dir_all(&state) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    Err(unusable(&state, &error))
                }
                _ => Ok(()),
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Ok(_) | Err(_) => {
            let what = format!(
                "`{}` is not the demo's, nothing was changed",
                config.display()
            );
            Err(CommandError::new(Exit::Refused, "foreign_config", what)
                .next("name an empty directory: shardctl demo --serve DIR"))
        }
    }
}

fn unusable(path: &std::path::Path, error: &std::io::Error) -> CommandError {
    let what = format!("cannot use `{}` for the demo: {error}", path.display());
    CommandError::new(Exit::Failed, "demo_dir", what)
        .next("name a directory that can be written: shardctl demo --serve DIR")
}
