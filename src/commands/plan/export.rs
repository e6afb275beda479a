//! `shardctl plan export`.

use crate::cli::{CommandError, Exit, Format};
use crate::commands::CommandContext;

use super::lookup::find;
use super::render::moves_listing;

/// Write the plan file
///
/// Prints the file exactly as it was made. With `--output csv`, the moves as a table.
#[derive(Debug, clap::Args)]
pub struct PlanExportArgs {
    /// File, name, or id of the plan (its first digits will do)
    plan: String,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &PlanExportArgs) -> Result<Exit, CommandError> {
    let found = find(ctx, &args.plan)?;
    if ctx.settings.output.format == Format::Csv {
        ctx.ui.listing(&moves_listing(&found.document.body.moves))?;
    } else {
        ctx.ui.raw(&found.bytes)?;
    }
    Ok(Exit::Ok)
}
