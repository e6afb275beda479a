//! `shardctl migrate start`.

use crate::cli::value::time_ms;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::plan::{FoundPlan, find as find_plan};
use crate::commands::safety::SafetyBounds;
use crate::engine::migration::MigrationError;
use crate::migration::{Migration, MigrationSettings};
use crate::ports::StoredPlan;
use crate::ui::{Report, Section};

use super::accept::AcceptArg;
use super::creation::new_migration;
use super::execution_args::{ExecutionArgs, accepted_bounds};
use super::outcome::{end_of, page_after, unmade};
use super::pause::ended;
use super::queue::{self, Waiting};
use super::work::{Work, WorkArgs, work_on};

/// Copy and verify, up to the switch
///
/// Of a plan it makes a migration, of a migration it goes on where it stopped: run the same command
/// again after any interruption. Lists the source, copies what is not at the target yet, compares every
/// copy with its source, and ends when all of it is verified. The map does not change and nothing is
/// deleted. After a switch it copies what was written to the source since, which a reversal and a
/// completion need; after a reversal, what was still written to the target. Data does not return to a shard while a delete that was sent there may still take
/// effect (13, and until when). While another one runs, or moves some of the same data, it is put into the queue (10): whoever
/// runs `start` goes on with what waits, by deadline, then by gain per byte, within its own limits. A plan that was made for another map is stale (12), an edited one is refused (2).
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    shardctl migrate start first --dry-run\n  \
    shardctl migrate start first --max-objects 10\n  shardctl migrate start first --max-cost 25\n  \
    shardctl migrate start first --transfers 8 --contract immutable\n  \
    shardctl migrate start first --max-duration 6h --bwlimit \"08:00,10M 19:00,off\"\n  \
    shardctl migrate start m-20261121-9f03ab -o jsonl")]
pub struct MigrateStartArgs {
    /// Plan (file, name or id) or migration (id); none: whatever waits for its turn
    #[arg(value_name = "PLAN|MIGRATION", required_if_eq("dry_run", "true"))]
    what: Option<String>,
    #[command(flatten)]
    execution: ExecutionArgs,
    /// Copy at most this many objects, then end with 14; the next run goes on
    #[arg(long, value_name = "N")]
    max_objects: Option<u64>,
    /// When it should be copied, where it has to wait for its turn: RFC 3339, or a date
    #[arg(long, value_name = "TIME", value_parser = time_ms)]
    deadline: Option<i64>,
    #[command(flatten)]
    accept: AcceptArg,
    #[command(flatten)]
    work: WorkArgs,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MigrateStartArgs) -> Result<Exit, CommandError> {
    let dry_run = args.work.dry_run.dry_run;
    let bounds = accepted_bounds(ctx)?;
    let worked = work_on(ctx, "copying", args.work.ways, dry_run, async |work| {
        work.limit_time(&args.work);
        work.limit_copies(args.max_objects);
        work.accept(&args.accept);
        let mut done = Vec::new();
        if let Some(what) = &args.what {
            done.push(one(ctx, args, work, what, &bounds).await?);
        }
        while !dry_run
            && done.last().is_none_or(Done::lets_go_on)
            && let Some(migration) = queue::next(work).await?
        {
            let started = format!("{} is taken from the queue", migration.id);
            ctx.ui.status(&started);
            done.push(take_up(ctx, args, work, migration).await);
        }
        Ok(done)
    });
    match worked.await {
        Ok(done) => tell_all(ctx, done),
        Err(error) if !dry_run && queue::may_wait(&error) => match &args.what {
            Some(what) => {
                let waiting = Waiting {
                    what,
                    execution: args.execution,
                    deadline_ms: args.deadline,
                };
                queue::enqueue(ctx, &waiting, error).await
            }
            None => Err(error),
        },
        Err(error) => Err(error),
    }
}

/// What became of one migration.
struct Done {
    page: Option<Report>,
    end: Result<Exit, CommandError>,
}

impl Done {
    /// Whether what comes after it in the queue may fare better.
    fn lets_go_on(&self) -> bool {
        let exit = self
            .end
            .as_ref()
            .map_or_else(|error| error.exit, |exit| *exit);
        matches!(
            exit,
            Exit::Ok
                | Exit::Pending
                | Exit::Refused
                | Exit::Partial
                | Exit::Differs
                | Exit::Decision
        )
    }
}

/// The plan or migration that was named.
async fn one(
    ctx: &CommandContext,
    args: &MigrateStartArgs,
    work: &mut Work<'_>,
    what: &str,
    bounds: &SafetyBounds,
) -> Result<Done, CommandError> {
    match chosen(ctx, work, what).await? {
        Chosen::Migration(migration) => {
            work.limit_cost(args.work.max_cost, Some(&migration))?;
            go_on(ctx, args, work, *migration).await
        }
        Chosen::Plan(plan) => {
            work.limit_cost(args.work.max_cost, None)?;
            let settings = args.execution.settings(bounds);
            begin(ctx, args, work, *plan, settings).await
        }
    }
}

/// A migration from the queue: what it fails with does not hide what the ones before it came to.
async fn take_up(
    ctx: &CommandContext,
    args: &MigrateStartArgs,
    work: &mut Work<'_>,
    migration: Migration,
) -> Done {
    let id = migration.id.clone();
    let worked = async {
        work.limit_cost(args.work.max_cost, Some(&migration))?;
        let given_up = migration.cancelling;
        let report = work.with(async |migrator| {
            if given_up {
                migrator.cancel(&id).await
            } else {
                migrator.start(&id, &[]).await
            }
        });
        let report = report.await??;
        let page = page_after(ctx, migration, &report, false)?;
        Ok((page, end_of(&report.moves)))
    };
    match worked.await {
        Ok((page, end)) => Done {
            page: Some(page),
            end,
        },
        Err(error) => Done {
            page: None,
            end: Err(error),
        },
    }
}

/// One page of everything, which ends as the gravest of it did.
fn tell_all(ctx: &CommandContext, done: Vec<Done>) -> Result<Exit, CommandError> {
    let (pages, ends): (Vec<_>, Vec<_>) = done.into_iter().map(|it| (it.page, it.end)).unzip();
    let mut pages = pages.into_iter().flatten();
    match pages.next() {
        Some(mut page) => {
            let mut then = Vec::new();
            for next in pages {
                page.sections.push(Section::Text(String::new()));
                page.sections.extend(next.sections);
                then.push(next.data);
            }
            if !then.is_empty() {
                page.data["then"] = then.into();
            }
            ctx.ui.report(&page)?;
        }
        None if ends.is_empty() => ctx.ui.status("nothing waits for its turn"),
        None => {}
    }
    let graver = |a: Result<Exit, CommandError>, b: Result<Exit, CommandError>| match (a, b) {
        (Err(a), Err(b)) if a.exit.or(b.exit) == a.exit => Err(a),
        (_, Err(b)) => Err(b),
        (a, Ok(_)) => a,
    };
    ends.into_iter().reduce(graver).unwrap_or(Ok(Exit::Ok))
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
) -> Result<Done, CommandError> {
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
    let dry_run = args.work.dry_run.dry_run;
    if migration.queued.is_some() && !dry_run {
        queue::refuse_early(work, &migration).await?;
        queue::leave(work, &migration).await?;
    }
    work.expect_rest(&migration).await?;
    let (id, moves) = (&migration.id, &args.work.moves);
    let report = work
        .with(async |migrator| migrator.start(id, moves).await)
        .await??;
    let page = page_after(ctx, migration, &report, dry_run)?;
    Ok(Done {
        page: Some(page),
        end: end_of(&report.moves),
    })
}

/// Makes the migration of a plan, and carries it out.
async fn begin(
    ctx: &CommandContext,
    args: &MigrateStartArgs,
    work: &mut Work<'_>,
    plan: FoundPlan,
    settings: MigrationSettings,
) -> Result<Done, CommandError> {
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
    let (page, end) = if dry_run {
        let what = args.what.as_deref().unwrap_or_default();
        let command = format!("shardctl migrate start {what}");
        unmade(ctx, migration, &report, &command)?
    } else {
        let page = page_after(ctx, migration, &report, false)?;
        (page, end_of(&report.moves))
    };
    Ok(Done {
        page: Some(page),
        end,
    })
}

fn stored(ctx: &CommandContext, plan: FoundPlan) -> StoredPlan {
    StoredPlan {
        id: plan.document.plan_id,
        name: plan.name,
        created_ms: ctx.world.clock().now_ms(),
        document: plan.bytes,
    }
}
