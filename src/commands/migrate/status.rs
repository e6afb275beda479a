//! `shardctl migrate status`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;

use super::list;
use super::lookup::{find, journal, only_running};
use super::picture::Picture;
use super::render::page;

/// Show a migration on one page
///
/// Reads map.db alone: no request is sent, and a migration that runs is not disturbed. Without an id
/// the one migration that is under way.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  shardctl migrate status\n  \
    shardctl migrate status m-20261121-9f03ab -o json | jq '.data.moves[].transfers'")]
pub struct MigrateStatusArgs {
    /// Id of the migration; its first or last characters will do
    migration: Option<String>,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MigrateStatusArgs) -> Result<Exit, CommandError> {
    let store = journal(ctx).await?;
    let migration = match &args.migration {
        Some(text) => Some(find(store.as_ref(), text)?),
        None => only_running(store.as_ref())?,
    };
    let Some(migration) = migration else {
        return list::show(ctx).await;
    };
    let picture = Picture::read(ctx, store.as_ref(), migration)?;
    ctx.ui
        .report(&page(&picture, ctx.world.clock().now_ms(), true))?;
    Ok(Exit::Ok)
}
