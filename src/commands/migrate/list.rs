//! `shardctl migrate list`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::control::check_never_published;
use crate::migration::{Turn, turns};
use crate::ui::{Cell, Column, Listing};

use super::lookup::migrations;
use super::picture::Picture;

/// List the migrations, newest first, with their places in the queue
#[derive(Debug, clap::Args)]
pub struct MigrateListArgs {}

/// Runs the command.
pub async fn run(ctx: &CommandContext, _args: &MigrateListArgs) -> Result<Exit, CommandError> {
    show(ctx).await
}

/// Prints the list.
pub async fn show(ctx: &CommandContext) -> Result<Exit, CommandError> {
    let mut rows = Vec::new();
    let mut warnings = Vec::new();
    if let Some(store) = ctx.world.journal_to_look_at()? {
        let migrations = migrations(ctx)?;
        let turns = turns(&migrations);
        for migration in migrations {
            let at = turns.iter().position(|turn| turn.id == migration.id);
            let place = at.map(|at| (at, &turns[at]));
            rows.push(row(&Picture::read(ctx, store.as_ref(), migration)?, place));
        }
    } else {
        warnings.extend(without_map_db(ctx).await?);
    }
    ctx.ui.listing(&Listing {
        kind: "migration_list",
        columns: vec![
            Column::new("migration_id", "MIGRATION"),
            Column::new("state", "STATE"),
            Column::new("paused", "PAUSED"),
            Column::new("queue_place", "QUEUE"),
            Column::new("waits_for", "WAITS FOR"),
            Column::new("plan_id", "PLAN"),
            Column::new("created_at", "CREATED"),
            Column::new("moves", "MOVES"),
            Column::new("objects", "OBJECTS"),
            Column::new("size_bytes", "SIZE"),
            Column::new("verified_objects", "VERIFIED"),
            Column::new("needs_decision", "TO DECIDE"),
            Column::new("grace_ends_at", "GRACE ENDS"),
        ],
        rows,
        empty: "no migrations",
        notes: Vec::new(),
        warnings,
    })?;
    Ok(Exit::Ok)
}

/// What it may mean that there is no map.db. A control location on this host tells; one elsewhere is not
/// asked, for a list waits for no network.
async fn without_map_db(
    ctx: &CommandContext,
) -> Result<Option<(&'static str, String)>, CommandError> {
    let Some(control) = ctx.world.control_store()? else {
        return Ok(None);
    };
    if !control.is_shared() {
        check_never_published(control.as_ref()).await?;
        return Ok(None);
    }
    let text = format!(
        "there is no map.db in {}: nothing was adopted yet, or its migrations are not \
         known here. shardctl recover inspect says what to do when it was lost",
        ctx.settings.state_dir.display()
    );
    Ok(Some(("no_map_db", text)))
}

fn row(picture: &Picture, place: Option<(usize, &Turn)>) -> Vec<Cell> {
    let migration = &picture.migration;
    let all = picture.all();
    let waits_for = place.and_then(|(_, turn)| turn.waits_for.as_ref());
    vec![
        Cell::Text(migration.id.to_string()),
        Cell::Text(migration.state().name().to_owned()),
        Cell::Flag(migration.paused),
        place.map_or(Cell::Unknown, |(at, _)| Cell::Count(at as u64 + 1)),
        waits_for.map_or(Cell::Unknown, |id| Cell::Text(id.to_string())),
        Cell::Text(migration.plan_id.clone()),
        Cell::Time(migration.created_ms),
        Cell::Count(migration.moves.len() as u64),
        Cell::Count(all.objects),
        Cell::Bytes(all.bytes),
        Cell::Count(picture.verified().objects),
        Cell::Count(picture.undecided()),
        picture.grace_end_ms().map_or(Cell::Unknown, Cell::Time),
    ]
}
