//! `shardctl migrate resolve`.

use serde_json::json;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::migration::{Keep, Migration, MoveId, TransferState};
use crate::placement::Key;
use crate::ui::{Report, Section};

use super::work::{Work, work_on};

/// Decide about an object that needs a person
///
/// Records the decision and sends nothing to the buckets: both objects stay as they are. With
/// `--keep source` after a switch the key gets a rule of its own that says source. `--keep neither` is
/// for an object that is gone on both sides after a delete of ours, where recovery halts: somebody has
/// found out that it may be. Until `migrate complete` begins the same object can be decided again. What a
/// cancelled move left undecided is decided once: the map says source, and with `--keep target` the key gets a rule
/// of its own that says target. Of a move that ended otherwise nothing can be decided.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    shardctl migrate status m-20261121-9f03ab\n  \
    shardctl migrate resolve m-20261121-9f03ab tenant/42/a.bin --keep source")]
pub struct MigrateResolveArgs {
    /// Id of the migration; its first or last characters will do
    migration: String,
    /// The logical key; `migrate status` has it ready for a shell as its next step
    key: String,
    /// Which object is right
    #[arg(long, value_name = "SIDE")]
    keep: KeepChoice,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Most undecided keys of a move that are known as tables show them.
const SHOWN_KEYS: usize = 1_000;

/// `--keep`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum KeepChoice {
    /// The source's
    Source,
    /// The target's
    Target,
    /// Both, each where it is
    Both,
    /// Neither: both are gone after a delete of ours, and that is right
    Neither,
}

impl KeepChoice {
    fn keep(self) -> Keep {
        match self {
            Self::Source => Keep::Source,
            Self::Target => Keep::Target,
            Self::Both => Keep::Both,
            Self::Neither => Keep::Neither,
        }
    }
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MigrateResolveArgs) -> Result<Exit, CommandError> {
    let dry_run = args.dry_run.dry_run;
    let (migration, transfer) = work_on(ctx, "resolving", 1, dry_run, async |work| {
        let migration = work.find(&args.migration).await?;
        let Some((id, key)) = meant(work, &migration, &args.key).await? else {
            return Err(no_decision(&migration, &args.key));
        };
        let transfer = work
            .with(async |migrator| migrator.resolve(&id, &key, args.keep.keep()).await)
            .await??;
        Ok((migration, transfer))
    })
    .await?;
    let keep = args.keep.keep();
    let done = if dry_run { "would be" } else { "is" };
    ctx.ui.report(&Report {
        kind: "migration_decision",
        data: json!({
            "migration_id": migration.id,
            "key": args.key,
            "keep": keep,
            "state": transfer.state.name(),
            "dry_run": dry_run,
        }),
        sections: vec![
            Section::Text(format!(
                "{}: it {done} decided, {}.{}",
                crate::ui::escape(&args.key),
                right(keep),
                if keep == Keep::Neither {
                    ""
                } else {
                    " Both objects stay as they are."
                }
            )),
            Section::Text(format!("Next: shardctl migrate status {}", migration.id)),
        ],
        warnings: Vec::new(),
    })?;
    Ok(Exit::Ok)
}

fn right(keep: Keep) -> &'static str {
    match keep {
        Keep::Source => "the source's is right",
        Keep::Target => "the target's is right",
        Keep::Both => "both are kept, and the map says source",
        Keep::Neither => "both are rightly gone",
    }
}

/// The move and the key that `text` means: as it is, or as tables show it with what is hostile written out.
async fn meant(
    work: &Work<'_>,
    migration: &Migration,
    text: &str,
) -> Result<Option<(MoveId, Key)>, CommandError> {
    let key = Key::from(text);
    if let Some(id) = waiting(work, migration, &key).await? {
        return Ok(Some((id, key)));
    }
    for item in &migration.moves {
        let id = MoveId {
            migration: migration.id.clone(),
            n: item.n,
        };
        let wanted = id.clone();
        let read = work.fleet.journal().with(move |store| {
            store.transfers(&wanted, None, SHOWN_KEYS, Some(&[TransferState::Manual]))
        });
        let shown = |key: &Key| crate::ui::escape(&key.to_string_lossy()) == text;
        if let Some((key, _)) = read.await?.into_iter().find(|(key, _)| shown(key)) {
            return Ok(Some((id, key)));
        }
    }
    Ok(None)
}

/// The move in which the key waits for a person, or else was decided by one.
async fn waiting(
    work: &Work<'_>,
    migration: &Migration,
    key: &Key,
) -> Result<Option<MoveId>, CommandError> {
    let mut decided = None;
    for item in &migration.moves {
        let id = MoveId {
            migration: migration.id.clone(),
            n: item.n,
        };
        let (wanted, key) = (id.clone(), key.clone());
        let read = work
            .fleet
            .journal()
            .with(move |store| store.transfer(&wanted, &key));
        match read.await? {
            Some(transfer) if transfer.state == TransferState::Manual => return Ok(Some(id)),
            // Both copies may be gone after a delete of ours: recovery stopped there.
            Some(transfer) if transfer.delete_intended && !transfer.state.is_end() => {
                return Ok(Some(id));
            }
            Some(transfer) if transfer.decided.is_some() => decided = Some(id),
            _ => {}
        }
    }
    Ok(decided)
}

fn no_decision(migration: &Migration, key: &str) -> CommandError {
    let what = format!("no decision is asked for `{key}` in {}", migration.id);
    CommandError::new(Exit::NotFound, "no_decision", what).next(format!(
        "shardctl migrate status {}      names the keys that wait",
        migration.id
    ))
}
