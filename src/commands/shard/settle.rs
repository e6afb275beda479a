//! `shardctl shard settle`, and the same after every change of the shard set.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::commands::map_change::{self, MapChange};
use crate::commands::open_fleet::open_fleet;
use crate::commands::safety::SafetyBounds;
use crate::engine::settle::{EARLY_SETTLE_ORIGIN, SETTLE_ORIGIN, Unsettled, unsettled};
use crate::placement::{ShardMap, ShardName};
use crate::ui::units;

use super::{LookArg, settled};

/// Find keys that lie elsewhere than the map says, and let the map say so
///
/// Whoever goes by the map of before a change of the shard set writes keys to come where that map says. All
/// shards are listed; where a key that no rule covers lies in another shard than its home, such keys get
/// rules where they lie. A change of the shard set does this once by itself; do it again when
/// `safety.reader_staleness` is over, or after any time in which applications may have gone by an older map.
/// Until it is done `shardctl status` says that it is due, and `locate` shows the home of before as FALLBACK;
/// where nothing is found a version of the map without a change records that.
#[derive(Debug, clap::Args)]
pub struct ShardSettleArgs {
    #[command(flatten)]
    look: LookArg,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &ShardSettleArgs) -> Result<Exit, CommandError> {
    let dry_run = args.dry_run.dry_run;
    let began_ms = ctx.world.clock().now_ms();
    args.look.look(ctx, dry_run).await?;
    let fleet = open_fleet(ctx, None, dry_run).await?;
    let waits = waits(ctx)?;
    let in_time = waits.iter().all(|change| change.due_ms <= began_ms) && !args.look.no_scan;
    let change = found(ctx, &fleet.map(), in_time);
    let change = change.map(|change| MapChange {
        is_note: in_time && !waits.is_empty(),
        ..change
    });
    let change = change.and_then(|change| Ok(change.warned(args.look.warning(ctx, dry_run)?)));
    map_change::make(ctx, fleet, change).await
}

/// The changes of the shard set that wait for a look.
pub fn waits(ctx: &CommandContext) -> Result<Vec<Unsettled>, CommandError> {
    let Some(store) = ctx.world.map_store()? else {
        return Ok(Vec::new());
    };
    let staleness_ms = SafetyBounds::of(&ctx.settings)?.reader_staleness_ms;
    Ok(unsettled(&store.history()?, staleness_ms))
}

/// What is to change; `in_time`: the look began when nobody went by an older map any more.
fn found(ctx: &CommandContext, map: &ShardMap, in_time: bool) -> Result<MapChange, CommandError> {
    let (next, settled) = settled(ctx, map)?;
    let origin = if in_time {
        SETTLE_ORIGIN
    } else {
        EARLY_SETTLE_ORIGIN
    };
    if settled.elsewhere == 0 {
        let headline = "every key that no rule covers lies at its home".to_owned();
        return Ok(MapChange::new(map.clone(), origin, headline));
    }
    let lay = units::plural(settled.elsewhere, "key");
    let headline = format!("{lay} lay elsewhere than the map said, and it says so now");
    Ok(MapChange::new(next, origin, headline))
}

/// After a change of `changed`: looks for what was written by the map before it, while it was made. The
/// change stands, whatever comes of this.
pub async fn after_change(
    ctx: &CommandContext,
    changed: &ShardName,
    look: LookArg,
    dry_run: bool,
) -> Result<(), CommandError> {
    if look.no_scan || dry_run {
        return Ok(());
    }
    if let Err(error) = look_again(ctx, changed, look).await {
        ctx.ui.warning(&format!(
            "the map is changed; what was written meanwhile could not be looked for: {}",
            error.what
        ));
    }
    let staleness_ms = SafetyBounds::of(&ctx.settings)?.reader_staleness_ms;
    let staleness = units::duration_ms(u64::try_from(staleness_ms).unwrap_or(0));
    ctx.ui.warning(&format!(
        "applications with an older map may write by it for {staleness} more: `shardctl shard settle` then finds what they wrote"
    ));
    Ok(())
}

async fn look_again(
    ctx: &CommandContext,
    changed: &ShardName,
    look: LookArg,
) -> Result<(), CommandError> {
    look.look(ctx, false).await?;
    let store = ctx.world.map_store()?.map(|store| store.load());
    let Some(map) = store.transpose()?.flatten() else {
        return Ok(());
    };
    if settled(ctx, &map)?.1.elsewhere == 0 {
        return Ok(());
    }
    let mut fleet = open_fleet(ctx, Some(changed), false).await?;
    let change = found(ctx, &fleet.map(), false)?;
    let now_ms = ctx.world.clock().now_ms();
    let publication = fleet.prepare(change.next, change.origin, now_ms);
    let published = fleet.change(&publication).await;
    let version = fleet.map().lsn;
    fleet.close().await?;
    published?;
    ctx.ui
        .status(&format!("map version {version}: {}", change.headline));
    Ok(())
}
