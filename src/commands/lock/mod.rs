//! `shardctl lock`: who works on the fleet, and how to go on without them.

mod r#break;
mod show;

use r#break::LockBreakArgs;
use show::LockShowArgs;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::control::{FleetError, Lease};
use crate::ports::ControlStore;

/// Show who works on the fleet, and take over from who no longer does
#[derive(Debug, clap::Subcommand)]
pub enum LockCommand {
    Show(LockShowArgs),
    Break(LockBreakArgs),
}

/// Runs the verb.
pub async fn run(ctx: &CommandContext, command: &LockCommand) -> Result<Exit, CommandError> {
    match command {
        LockCommand::Show(args) => show::run(ctx, args).await,
        LockCommand::Break(args) => r#break::run(ctx, args).await,
    }
}

impl Lease {
    /// How it stands: `held`, `expired`, or `released` by its holder.
    fn standing(&self, now_ms: i64) -> &'static str {
        match self.expires_ms {
            0 => "released",
            expires_ms if expires_ms <= now_ms => "expired",
            _ => "held",
        }
    }
}

fn control(ctx: &CommandContext) -> Result<std::sync::Arc<dyn ControlStore>, CommandError> {
    Ok((ctx.world.control_store()?).ok_or(FleetError::NoControl)?)
}
