//! `shardctl snapshot diff`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::map_change::changes;
use crate::engine::control::{newest_version, snapshot};
use crate::placement::MapDiff;

/// Compare a snapshot with another, or with the newest published map
///
/// Lists every rule, pin and shard that is not the same in both. Ends with 0 whether they differ or not.
#[derive(Debug, clap::Args)]
pub struct SnapshotDiffArgs {
    /// The snapshot before
    #[arg(value_name = "FROM")]
    from: u64,
    /// The snapshot after [default: the newest published map]
    #[arg(value_name = "TO")]
    to: Option<u64>,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &SnapshotDiffArgs) -> Result<Exit, CommandError> {
    let control = super::control(ctx)?;
    let control = control.as_ref();
    let before = super::read(control, args.from).await?.map;
    let after = match args.to {
        Some(to) => super::read(control, to).await?.map,
        None => {
            let newest = newest_version(control, 0).await?.unwrap_or(0);
            let map = snapshot::published_map(control, newest).await?;
            map.unwrap_or_else(|| before.clone())
        }
    };
    let diff = MapDiff::between(&before, &after);
    ctx.ui.listing(&changes(&diff, &before))?;
    Ok(Exit::Ok)
}
