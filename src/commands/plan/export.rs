//! `shardctl plan export`.

use crate::cli::{CommandError, Exit, Format};
use crate::commands::CommandContext;

use super::lookup::find;
use super::render::moves_listing;

/// Write the plan file
///
/// Prints the file exactly as it was made: one JSON document. With `--output csv`, the moves as a
/// table; other forms it has none.
#[derive(Debug, clap::Args)]
pub struct PlanExportArgs {
    /// File, name, or id of the plan (its first four digits will do)
    plan: String,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &PlanExportArgs) -> Result<Exit, CommandError> {
    let found = find(ctx, &args.plan)?;
    if ctx.settings.output.format == Format::Csv {
        ctx.ui.listing(&moves_listing(&found.document.body.moves))?;
    } else {
        let exported = ctx.ui.document(&found.bytes);
        exported.map_err(|error| error.next("-o csv       gives the moves as a list"))?;
    }
    Ok(Exit::Ok)
}
