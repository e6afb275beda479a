//! `shardctl map diff`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::map_change::changes;
use crate::placement::MapDiff;

use super::version;

/// Compare two versions of the map
///
/// Lists every rule, pin and shard that is not the same in both. Ends with 0 whether they differ or
/// not.
#[derive(Debug, clap::Args)]
pub struct MapDiffArgs {
    /// The version before
    #[arg(value_name = "FROM")]
    from: u64,
    /// The version after [default: the newest]
    #[arg(value_name = "TO")]
    to: Option<u64>,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MapDiffArgs) -> Result<Exit, CommandError> {
    let before = version(ctx, Some(args.from)).await?;
    let after = version(ctx, args.to).await?;
    let diff = MapDiff::between(&before, &after);
    ctx.ui.listing(&changes(&diff, &before))?;
    Ok(Exit::Ok)
}
