//! `shardctl map unpin`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::commands::map_change::{self, MapChange};
use crate::commands::open_fleet::open_fleet;
use crate::placement::{Segment, ShardMap};

/// Remove the pin of a segment
///
/// Only the pin of exactly this segment goes: others that hold it too stay, and are shown. A pin that
/// the adoption set says why in its reason: think before it goes.
#[derive(Debug, clap::Args)]
pub struct MapUnpinArgs {
    /// Segment that is pinned, such as `prefix:tenant/42/`
    segment: Segment,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MapUnpinArgs) -> Result<Exit, CommandError> {
    let fleet = open_fleet(ctx, None, args.dry_run.dry_run).await?;
    let change = unpinned(&fleet.map(), &args.segment);
    map_change::make(ctx, fleet, change).await
}

fn unpinned(map: &ShardMap, segment: &Segment) -> Result<MapChange, CommandError> {
    let mut next = map.clone();
    if !next.unpin(segment) {
        let what = format!("there is no pin of {segment}");
        return Err(CommandError::new(Exit::NotFound, "no_such_pin", what)
            .next("shardctl map show --pins      lists them"));
    }
    let still = next.pin_of(segment).map(|pin| {
        let text = format!("{segment} stays held by the pin of {}", pin.segment);
        ("still_pinned", text)
    });
    let headline = format!("{segment} is pinned no more");
    Ok(MapChange {
        warnings: still.into_iter().collect(),
        ..MapChange::new(next, "map unpin", headline)
    })
}
