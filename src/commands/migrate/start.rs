//! `shardctl migrate start`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::plan::{FoundPlan, find as find_plan};
use crate::engine::migration::MigrationError;
use crate::migration::{Migration, MigrationSettings};
use crate::ports::StoredPlan;

use super::accept::AcceptArg;
use super::creation::new_migration;
use super::execution_args::{ExecutionArgs, accepted_bounds};
use super::outcome::{conclude, conclude_unmade};
use super::pause::ended;
use super::work::{Work, WorkArgs, work_on};

/// Copy and verify, up to the switch
///
/// Of a plan it makes a migration, of a migration it goes on where it stopped: run the same command
/// again after any interruption. Lists the source, copies what is not at the target yet, compares every
/// copy with its source, and ends when all of it is verified. The map does not change and nothing is
/// deleted. After a switch it copies what was written to the source since, which a reversal and a
/// completion need; after a reversal, what was still written to the target. Data does not return to a shard while a delete that was sent there may still take
/// effect (13, and until when). A plan that was made for another map is stale (12), an edited one is refused (2).
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    shardctl migrate start first --dry-run\n  \
    shardctl migrate start first --max-objects 10\n  shardctl migrate start first --max-cost 25\n  \
    shardctl migrate start first --ways 8 --contract immutable\n  \
    shardctl migrate start m-20261121-9f03ab -o jsonl")]
pub struct MigrateStartArgs {
    /// Plan (file, name or id) or migration (id)
    #[arg(value_name = "PLAN|MIGRATION")]
    what: String,
    #[command(flatten)]
    execution: ExecutionArgs,
    /// Copy at most this many objects, then end with 14; the next run goes on
    #[arg(long, value_name = "N")]
    max_objects: Option<u64>,
    #[command(flatten)]
    accept: AcceptArg,
    #[command(flatten)]
    work: WorkArgs,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MigrateStartArgs) -> Result<Exit, CommandError> {
    let dry_run = args.work.dry_run.dry_run;
    let bounds = accepted_bounds(ctx)?;
    work_on(ctx, "copying", args.work.ways, dry_run, async |work| {
        work.limit_copies(args.max_objects);
        work.accept(&args.accept);
        match chosen(ctx, work, &args.what).await? {
            Chosen::Migration(migration) => {
                work.limit_cost(args.work.max_cost, Some(&migration))?;
                go_on(ctx, args, work, *migration).await
            }
            Chosen::Plan(plan) => {
                work.limit_cost(args.work.max_cost, None)?;
                let settings = args.execution.settings(&bounds);
                begin(ctx, args, work, *plan, settings).await
            }
        }
    })
    .await
}

/// What `PLAN|MIGRATION` means.
enum Chosen {
    Migration(Box<Migration>),
    Plan(Box<FoundPlan>),
}

/// A migration of this id; else a plan, or the migration of it that is under way.
async fn chosen(ctx: &CommandContext, work: &Work<'_>, text: &str) -> Result<Chosen, CommandError> {
    if let Some(migration) = work.pick(text).await? {
        return Ok(Chosen::Migration(Box::new(migration)));
    }
    let plan = find_plan(ctx, text)?;
    let read = work.fleet.journal().with(|store| store.migrations());
    let mut running = read.await?.into_iter();
    let running = running.find(|one| one.plan_id == plan.document.plan_id && !one.state().is_end());
    Ok(match running {
        Some(migration) => Chosen::Migration(Box::new(migration)),
        None => Chosen::Plan(Box::new(plan)),
    })
}

async fn go_on(
    ctx: &CommandContext,
    args: &MigrateStartArgs,
    work: &mut Work<'_>,
    migration: Migration,
) -> Result<Exit, CommandError> {
    if migration.state().is_end() {
        return Err(ended(&migration));
    }
    if args.execution.is_given() {
        let what = format!(
            "{} exists: how it moves was decided when it was made",
            migration.id
        );
        return Err(CommandError::new(Exit::Usage, "settings_fixed", what)
            .next("leave out --contract, --verify, --copy and --allow-stream")
            .next(format!(
                "or cancel it first: shardctl migrate cancel {}",
                migration.id
            )));
    }
    let (id, moves) = (&migration.id, &args.work.moves);
    let report = work
        .with(async |migrator| migrator.start(id, moves).await)
        .await??;
    conclude(ctx, migration, &report, args.work.dry_run.dry_run)
}

/// Makes the migration of a plan, and carries it out.
async fn begin(
    ctx: &CommandContext,
    args: &MigrateStartArgs,
    work: &mut Work<'_>,
    plan: FoundPlan,
    settings: MigrationSettings,
) -> Result<Exit, CommandError> {
    let dry_run = args.work.dry_run.dry_run;
    let new = new_migration(ctx, &plan.document, &work.fleet.map(), settings)?;
    if !dry_run {
        work.keep_plan(stored(ctx, plan)).await?;
    }
    let moves = &args.work.moves;
    let (migration, report) = work
        .with(async |migrator| {
            let migration = migrator.create(new).await?;
            let report = migrator.start(&migration.id, moves).await?;
            Ok::<_, MigrationError>((migration, report))
        })
        .await??;
    if dry_run {
        let command = format!("shardctl migrate start {}", args.what);
        return conclude_unmade(ctx, migration, &report, &command);
    }
    conclude(ctx, migration, &report, false)
}

fn stored(ctx: &CommandContext, plan: FoundPlan) -> StoredPlan {
    StoredPlan {
        id: plan.document.plan_id,
        name: plan.name,
        created_ms: ctx.world.clock().now_ms(),
        document: plan.bytes,
    }
}
