//! `shardctl migrate complete`.

use std::collections::BTreeMap;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::safety::SafetyBounds;
use crate::migration::{Migration, MoveState, TransferState};
use crate::placement::ShardName;
use crate::ui::units;

use super::accept::AcceptArg;
use super::outcome::conclude;
use super::picture::{MovePicture, Picture};
use super::readers::refuse_readers;
use super::work::{WorkArgs, work_on};

/// Delete the source copies, once grace is over
///
/// The one verb that deletes data, and the end of the way back. Looks a last time: every object in the
/// source must have a proof. Then deletes one by one, each only while both copies are seen to be what
/// was proven. Ends with 10 while the grace runs. Wants the migration's id typed, or `--confirm ID`
/// where nobody types: no `--yes` stands for it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    shardctl migrate complete m-20261121-9f03ab --dry-run\n  \
    shardctl migrate complete m-20261121-9f03ab --confirm m-20261121-9f03ab --move 1")]
pub struct MigrateCompleteArgs {
    /// Id of the migration; its first or last characters will do
    migration: String,
    /// Confirm by the migration's full id
    #[arg(long, value_name = "ID")]
    confirm: Option<String>,
    /// Answers no question of this weight; known so that who gives it is told what does
    #[arg(short, long, hide = true)]
    yes: bool,
    /// Most source objects to delete, over `safety.max_delete`
    #[arg(long, value_name = "N")]
    max_delete: Option<u64>,
    /// Delete though the source is still read, or nobody can tell by the logs
    #[arg(long)]
    accept_readers: bool,
    #[command(flatten)]
    accept: AcceptArg,
    #[command(flatten)]
    work: WorkArgs,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MigrateCompleteArgs) -> Result<Exit, CommandError> {
    let dry_run = args.work.dry_run.dry_run;
    work_on(ctx, "deleting", args.work.ways, dry_run, async |work| {
        work.limit_time(&args.work);
        let migration = work.find(&args.migration).await?;
        work.limit_cost(args.work.max_cost, Some(&migration))?;
        let picture = Picture::now(ctx, migration.clone())?;
        refuse_grace(ctx, args, &picture)?;
        refuse_many(ctx, args, &picture)?;
        if !args.accept_readers {
            Box::pin(refuse_readers(ctx, &migration, &args.work.moves)).await?;
        }
        // Where nothing was switched nothing goes, and the engine says so.
        let goes = chosen(args, &picture).any(is_switched);
        if goes && (!dry_run || args.confirm.is_some()) {
            confirm(ctx, args, &picture)?;
        }
        work.limit_deletes(args.max_delete);
        work.accept(&args.accept);
        let (id, moves) = (&migration.id, &args.work.moves);
        let report = work
            .with(async |migrator| migrator.complete(id, moves).await)
            .await??;
        conclude(ctx, migration, &report, dry_run)
    })
    .await
}

/// The moves that the command is about.
fn chosen<'a>(
    args: &'a MigrateCompleteArgs,
    picture: &'a Picture,
) -> impl Iterator<Item = &'a MovePicture> {
    let wanted = &args.work.moves;
    let moves = picture.moves.iter();
    moves.filter(move |one| wanted.is_empty() || wanted.contains(&one.item.n))
}

/// Ends with 10 before anybody is asked, when every move is still in its grace.
fn refuse_grace(
    ctx: &CommandContext,
    args: &MigrateCompleteArgs,
    picture: &Picture,
) -> Result<(), CommandError> {
    let now_ms = ctx.world.clock().now_ms();
    // That of a reversal keeps nobody from completing the others.
    let grace_end_ms = |one: &MovePicture| {
        let end_ms = one.grace_end_ms(&picture.migration)?;
        (one.item.state == MoveState::Switched).then_some(end_ms)
    };
    let ready = |one: &MovePicture| match grace_end_ms(one) {
        Some(end_ms) => end_ms <= now_ms,
        None => one.item.state == MoveState::Completing,
    };
    let ends = chosen(args, picture).filter_map(grace_end_ms);
    let Some(end_ms) = ends.min().filter(|_| !chosen(args, picture).any(ready)) else {
        return Ok(());
    };
    let left_ms = u64::try_from(end_ms - now_ms).unwrap_or(0);
    let until = units::rfc3339(end_ms).unwrap_or_default();
    let what = format!("the grace of {} runs until {until}", picture.migration.id);
    Err(CommandError::new(Exit::Pending, "grace_runs", what)
        .why("readers with an older map, and presigned URLs, may still use the source")
        .detail("left", units::duration_ms(left_ms))
        .next("run the same command again then")
        .next(format!(
            "shardctl migrate reverse {}      goes back",
            picture.migration.id
        )))
}

/// The guard on the share of a shard's objects that one command may delete.
fn refuse_many(
    ctx: &CommandContext,
    args: &MigrateCompleteArgs,
    picture: &Picture,
) -> Result<(), CommandError> {
    let limit = SafetyBounds::of(&ctx.settings)?.max_delete;
    let (None, Some(share)) = (args.max_delete, limit) else {
        return Ok(());
    };
    let mut deletes = BTreeMap::<&ShardName, u64>::new();
    for one in chosen(args, picture) {
        *deletes.entry(&one.item.spec.from).or_default() += deletable(one);
    }
    let stats = ctx.world.stats_store()?;
    for (shard, count) in deletes {
        let inventory = stats.inventory(shard)?;
        let objects = inventory.map_or(0, |inventory| inventory.objects);
        let most = (objects as f64 * share) as u64;
        if count <= most {
            continue;
        }
        let what = "safety.max_delete refused the deletes, nothing was changed";
        return Err(CommandError::new(Exit::Refused, "max_delete", what)
            .detail(
                "deletes",
                format!("{} from shard {shard}", units::plural(count, "object")),
            )
            .detail(
                "limit",
                format!(
                    "{} of the {} that its inventory found",
                    units::ratio(share),
                    units::plural(objects, "object")
                ),
            )
            .next("--move N      completes one move after the other")
            .next(format!("--max-delete {count}      allows it once")));
    }
    Ok(())
}

fn is_switched(one: &MovePicture) -> bool {
    matches!(one.item.state, MoveState::Switched | MoveState::Completing)
}

/// Objects whose source copies would go.
fn deletable(one: &MovePicture) -> u64 {
    let states = [TransferState::Verified, TransferState::DeleteIntent];
    let objects = states.iter().filter_map(|state| one.tally.get(state));
    if is_switched(one) {
        objects.map(|tally| tally.objects).sum()
    } else {
        0
    }
}

/// That a person means this migration.
fn confirm(
    ctx: &CommandContext,
    args: &MigrateCompleteArgs,
    picture: &Picture,
) -> Result<(), CommandError> {
    let id = picture.migration.id.as_str();
    if let Some(named) = &args.confirm {
        return if named == id {
            Ok(())
        } else {
            Err(another(&picture.migration, named))
        };
    }
    let count: u64 = chosen(args, picture).map(deletable).sum();
    if ctx.settings.no_input {
        let what = format!(
            "a confirmation is needed to delete {}",
            units::plural(count, "source object")
        );
        let error = CommandError::new(Exit::Confirm, "confirmation_needed", what)
            .why("what is deleted cannot be reversed, and nobody can be asked here");
        let error = if args.yes {
            error.why("--yes names nothing: it could confirm another migration than was meant")
        } else {
            error
        };
        return Err(error.next(format!("shardctl migrate complete {id} --confirm {id}")));
    }
    let question = format!(
        "This deletes {} from the sources and ends the way back. Type {id} to go on:",
        units::plural(count, "object")
    );
    match ctx.ui.ask(&question) {
        Some(answer) if answer.trim() == id => Ok(()),
        _ => Err(CommandError::new(
            Exit::Confirm,
            "not_confirmed",
            "not confirmed, nothing was changed",
        )
        .next(format!("type the whole id: {id}"))),
    }
}

fn another(migration: &Migration, named: &str) -> CommandError {
    let what = format!(
        "--confirm {named} is not {}, nothing was changed",
        migration.id
    );
    CommandError::new(Exit::Confirm, "confirms_another", what)
        .next(format!("--confirm {}", migration.id))
}
