//! `shardctl map pin`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::commands::map_change::{self, MapChange, moves_under_way, overlap};
use crate::commands::open_fleet::open_fleet;
use crate::engine::control::Fleet;
use crate::migration::{MigrationId, Move};
use crate::placement::{Pin, Segment, ShardMap};

/// Pin a segment, so that no plan moves it
///
/// A pin holds its segment, every segment inside it and every segment around it. It is a version of the
/// map, published like any other. Pinning again replaces the reason. A move under way is neither started
/// again nor switched while a pin holds its segment; one that was switched goes on.
#[derive(Debug, clap::Args)]
pub struct MapPinArgs {
    /// Segment, such as `prefix:tenant/42/` or `exact:logo.png`
    segment: Segment,
    /// Why it must stay, for whoever meets the pin
    #[arg(long, value_name = "TEXT", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    reason: String,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MapPinArgs) -> Result<Exit, CommandError> {
    let fleet = open_fleet(ctx, None, args.dry_run.dry_run).await?;
    let mut next = ShardMap::clone(&fleet.map());
    let same = |pin: &Pin| pin.segment == args.segment && pin.reason == args.reason;
    if !next.pins().any(same) {
        next.pin(Pin {
            segment: args.segment.clone(),
            reason: args.reason.clone(),
            lsn: next.lsn + 1,
        });
    }
    let headline = format!("{} is pinned", args.segment);
    let change = match moving(&fleet, &args.segment).await {
        Ok(warnings) => Ok(MapChange {
            warnings,
            ..MapChange::new(next, "map pin", headline)
        }),
        Err(error) => Err(error),
    };
    map_change::make(ctx, fleet, change).await
}

/// A pin keeps what is under way from its switch: whoever set it may not know of the move.
async fn moving(
    fleet: &Fleet,
    segment: &Segment,
) -> Result<Vec<(&'static str, String)>, CommandError> {
    let moves = moves_under_way(fleet).await?;
    let moves = moves
        .iter()
        .filter(|(_, item)| !item.is_published() && overlap(&item.spec.segment, segment));
    let warning = |(id, item): &(MigrationId, Move)| {
        let text = format!(
            "move {} of {id} is under way: while the pin holds it is neither started again nor \
             switched. shardctl migrate cancel {id} gives it up, shardctl map unpin {segment} lets it go on",
            item.n
        );
        ("move_under_way", text)
    };
    Ok(moves.map(warning).collect())
}
