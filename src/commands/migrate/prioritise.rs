//! `shardctl migrate prioritise`.

use crate::cli::value::time_ms;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::migration::MigrationEvent;

use super::lookup::{find, journal};
use super::outcome::resumable;
use super::queue::{record, tell};

/// Change the place of a migration that waits for its turn
///
/// Puts it before all others, or gives it a deadline: the queue is in the order of deadlines, then of what is gained
/// per byte. Writes map.db alone; a migration that moves some of the same data has to end first all the same.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    shardctl migrate prioritise m-20261121-9f03ab\n  \
    shardctl migrate prioritise m-20261121-9f03ab --deadline 2026-12-01")]
pub struct MigratePrioritiseArgs {
    /// Id of the migration; its first or last characters will do
    migration: String,
    /// When it should be copied, instead of before all others: RFC 3339, or a date
    #[arg(long, value_name = "TIME", value_parser = time_ms)]
    deadline: Option<i64>,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MigratePrioritiseArgs) -> Result<Exit, CommandError> {
    change(ctx, args).await.map_err(resumable)
}

async fn change(ctx: &CommandContext, args: &MigratePrioritiseArgs) -> Result<Exit, CommandError> {
    let mut store = journal(ctx).await?;
    let migration = find(store.as_ref(), &args.migration)?;
    if migration.queued.is_none() {
        let what = format!(
            "{} does not wait for its turn, nothing was changed",
            migration.id
        );
        return Err(CommandError::new(Exit::Refused, "not_queued", what)
            .next("shardctl migrate list      shows the queue"));
    }
    let now_ms = ctx.world.clock().now_ms();
    let event = MigrationEvent::Prioritised {
        deadline_ms: args.deadline,
        first_ms: args.deadline.is_none().then_some(now_ms),
    };
    if !args.dry_run.dry_run {
        record(store.as_mut(), ctx, &migration.id, vec![event])?;
    }
    let what = match (args.dry_run.dry_run, args.deadline) {
        (true, _) => "would be moved in the queue",
        (false, Some(_)) => "has its deadline",
        (false, None) => "goes before all others",
    };
    tell(ctx, store.as_ref(), &migration.id, what)?;
    Ok(Exit::Ok)
}
