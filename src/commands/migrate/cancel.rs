//! `shardctl migrate cancel`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;

use super::outcome::conclude;
use super::pause::ended;
use super::queue::withdraw;
use super::work::work_on;

/// Give up what was not switched
///
/// Removes the copies that are provably ours and nothing else: sources stay untouched, and what may not
/// be removed is left and counted. Moves that were switched are refused: `migrate reverse` goes back.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  shardctl migrate cancel m-20261121-9f03ab --dry-run")]
pub struct MigrateCancelArgs {
    /// Id of the migration; its first or last characters will do
    migration: String,
    /// Objects to work on at a time
    #[arg(long = "transfers", visible_alias = "ways", value_name = "N", default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=1024))]
    ways: u16,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MigrateCancelArgs) -> Result<Exit, CommandError> {
    let dry_run = args.dry_run.dry_run;
    let given_up = work_on(ctx, "giving up", args.ways, dry_run, async |work| {
        let migration = work.find(&args.migration).await?;
        if migration.state().is_end() {
            return Err(ended(&migration));
        }
        let id = &migration.id;
        let report = work
            .with(async |migrator| migrator.cancel(id).await)
            .await??;
        conclude(ctx, migration, &report, dry_run)
    });
    match given_up.await {
        // What waits for its turn has nothing to remove: whoever is at work drops it.
        Err(error) if error.code == "locked" && !dry_run => {
            withdraw(ctx, &args.migration, error).await
        }
        ended => ended,
    }
}
