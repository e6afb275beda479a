//! `shardctl migrate pause`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::migration::{Event, Migration, MigrationEvent};
use crate::ui::{Report, Section};

use super::lookup::{find, journal};
use super::outcome::resumable;
use super::picture::Picture;
use super::render::{json, next_steps};

/// Send nothing new for a migration until it is resumed
///
/// Writes map.db alone. A process that works on the migration finishes what is in flight and ends; what
/// was copied stays copied.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  shardctl migrate pause m-20261121-9f03ab")]
pub struct MigratePauseArgs {
    /// Id of the migration; its first or last characters will do
    migration: String,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MigratePauseArgs) -> Result<Exit, CommandError> {
    set_paused(ctx, &args.migration, true, args.dry_run.dry_run).await
}

/// Pauses or resumes; being so already is no error. A full disk is no end of the migration.
pub async fn set_paused(
    ctx: &CommandContext,
    text: &str,
    paused: bool,
    dry_run: bool,
) -> Result<Exit, CommandError> {
    record(ctx, text, paused, dry_run).await.map_err(resumable)
}

async fn record(
    ctx: &CommandContext,
    text: &str,
    paused: bool,
    dry_run: bool,
) -> Result<Exit, CommandError> {
    let mut store = journal(ctx).await?;
    let mut migration = find(store.as_ref(), text)?;
    if migration.state().is_end() {
        return Err(ended(&migration));
    }
    let changes = migration.paused != paused;
    if changes && !dry_run {
        let event = if paused {
            MigrationEvent::Paused
        } else {
            MigrationEvent::Resumed
        };
        let id = migration.id.clone();
        let epoch = store.identity()?.epoch;
        let now_ms = ctx.world.clock().now_ms();
        store.append(epoch, &[Event::Migration { id, event }], now_ms)?;
    }
    migration.paused = paused;
    let picture = Picture::read(ctx, store.as_ref(), migration)?;
    let what = match (paused, changes, dry_run) {
        (true, true, false) => "is paused now",
        (true, true, true) => "would be paused",
        (true, false, _) => "is paused already",
        (false, true, false) => "may go on",
        (false, true, true) => "would be resumed",
        (false, false, _) => "is not paused",
    };
    let next = next_steps(&picture, ctx.world.clock().now_ms());
    let mut data = json(&picture);
    data["dry_run"] = dry_run.into();
    ctx.ui.report(&Report {
        kind: "migration",
        data,
        sections: vec![
            Section::Text(format!("{} {what}.", picture.migration.id)),
            Section::Text(format!("Next: {}", next.join("   ·   "))),
        ],
        warnings: Vec::new(),
    })?;
    Ok(Exit::Ok)
}

/// The error of a verb that comes too late.
pub fn ended(migration: &Migration) -> CommandError {
    let what = format!(
        "{} has ended: it is {}, nothing was changed",
        migration.id,
        migration.state().name()
    );
    CommandError::new(Exit::Refused, "migration_ended", what).next(format!(
        "shardctl migrate status {}      shows what became of it",
        migration.id
    ))
}
