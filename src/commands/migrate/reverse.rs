//! `shardctl migrate reverse`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

use super::outcome::conclude;
use super::work::{WorkArgs, work_on};

/// Make the map say source again
///
/// Where source and target still hold the same, publishes the map that says source. Copies at the target
/// stay. Until the grace is over the migration is `reversing`: an application with an older map may still
/// write to the target, and this command, `migrate start` and `recover run` bring what it wrote back to the
/// source; the first of them after the grace ends it, as `reversed`. What was completed cannot be reversed:
/// plan a move back instead.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  shardctl migrate reverse m-20261121-9f03ab")]
pub struct MigrateReverseArgs {
    /// Id of the migration; its first or last characters will do
    migration: String,
    #[command(flatten)]
    work: WorkArgs,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MigrateReverseArgs) -> Result<Exit, CommandError> {
    let dry_run = args.work.dry_run.dry_run;
    work_on(ctx, "checking", args.work.ways, dry_run, async |work| {
        work.limit_time(&args.work);
        let migration = work.find(&args.migration).await?;
        work.limit_cost(args.work.max_cost, Some(&migration))?;
        let (id, moves) = (&migration.id, &args.work.moves);
        let report = work
            .with(async |migrator| migrator.reverse(id, moves).await)
            .await??;
        conclude(ctx, migration, &report, dry_run)
    })
    .await
}
