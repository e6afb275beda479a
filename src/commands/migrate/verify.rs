//! `shardctl migrate verify`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

use super::outcome::conclude;
use super::work::{WorkArgs, work_on};

/// Compare every copy with its source anew
///
/// Renews the proofs of whatever was copied; copies nothing. Ends with 15 when something is no longer as
/// it was proven: before the switch `migrate start` copies what changed, and an object that needs a
/// decision is named by `migrate status`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shardctl migrate verify m-20261121-9f03ab || shardctl migrate status m-20261121-9f03ab"
)]
pub struct MigrateVerifyArgs {
    /// Id of the migration; its first or last characters will do
    migration: String,
    #[command(flatten)]
    work: WorkArgs,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MigrateVerifyArgs) -> Result<Exit, CommandError> {
    let dry_run = args.work.dry_run.dry_run;
    work_on(ctx, "comparing", args.work.ways, dry_run, async |work| {
        work.limit_time(&args.work);
        let migration = work.find(&args.migration).await?;
        work.limit_cost(args.work.max_cost, Some(&migration))?;
        let (id, moves) = (&migration.id, &args.work.moves);
        let report = work
            .with(async |migrator| migrator.verify(id, moves).await)
            .await??;
        conclude(ctx, migration, &report, dry_run)
    })
    .await
}
