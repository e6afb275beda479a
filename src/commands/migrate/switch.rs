//! `shardctl migrate switch`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

use super::accept::AcceptArg;
use super::outcome::conclude;
use super::work::{WorkArgs, work_on};

/// Make the map say target
///
/// Looks a last time at every source, copies and verifies what came meanwhile, then publishes the map
/// that says target: one create-only write per move. From then on the grace runs; the source keeps its
/// copies, and `migrate reverse` goes back.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  shardctl migrate switch m-20261121-9f03ab --dry-run")]
pub struct MigrateSwitchArgs {
    /// Id of the migration; its first or last characters will do
    migration: String,
    #[command(flatten)]
    accept: AcceptArg,
    #[command(flatten)]
    work: WorkArgs,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MigrateSwitchArgs) -> Result<Exit, CommandError> {
    let dry_run = args.work.dry_run.dry_run;
    work_on(ctx, "checking", args.work.ways, dry_run, async |work| {
        work.limit_time(&args.work);
        let migration = work.find(&args.migration).await?;
        work.limit_cost(args.work.max_cost, Some(&migration))?;
        work.accept(&args.accept);
        let (id, moves) = (&migration.id, &args.work.moves);
        let report = work
            .with(async |migrator| migrator.switch(id, moves).await)
            .await??;
        conclude(ctx, migration, &report, dry_run)
    })
    .await
}
