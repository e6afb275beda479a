//! `shardctl migrate resume`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;

use super::pause::set_paused;

/// Let a paused migration go on
///
/// Writes map.db alone and sends nothing: `migrate start` goes on with the work.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    shardctl migrate resume m-20261121-9f03ab && shardctl migrate start m-20261121-9f03ab")]
pub struct MigrateResumeArgs {
    /// Id of the migration; its first or last characters will do
    migration: String,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MigrateResumeArgs) -> Result<Exit, CommandError> {
    set_paused(ctx, &args.migration, false, args.dry_run.dry_run).await
}
