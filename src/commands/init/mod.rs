//! `shardctl init`: begin with a fleet.

mod adopt;
mod skeleton;

pub use adopt::first_map;

use crate::cli::{CommandError, ConfigNeed, Exit};
use crate::commands::CommandContext;

/// Write a config to start from, or adopt what the buckets hold as the first map
///
/// Without flags: writes a config file with every table explained, where shardctl looks for it or
/// where `--config` says. A file that is there already is never touched.
#[derive(Debug, clap::Args)]
pub struct InitArgs {
    /// Make the first map from the inventory: every key stays where it lies. Where [control] is set it is
    /// read first: a map that was published there and is not here was lost, and is not made anew
    #[arg(long)]
    adopt: bool,
}

impl InitArgs {
    /// Whether this works with the config file.
    pub fn config_need(&self) -> ConfigNeed {
        if self.adopt {
            ConfigNeed::Required
        } else {
            ConfigNeed::None
        }
    }
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &InitArgs) -> Result<Exit, CommandError> {
    if args.adopt {
        adopt::run(ctx).await
    } else {
        skeleton::run(ctx)
    }
}
