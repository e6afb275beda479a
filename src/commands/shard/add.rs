//! `shardctl shard add`.

use serde_json::json;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::commands::map_change::{self, MapChange};
use crate::commands::open_fleet::open_fleet;
use crate::engine::settle::held;
use crate::placement::{Shard, ShardMap, ShardName};
use crate::ui::units;

use super::settle::after_change;
use super::{LookArg, settled, stayed};

/// Make a shard of the config part of the fleet
///
/// The shard is described in the config. All shards are listed first; from then
/// on keys to come go there in proportion to its weight, and plans may move data there. Objects that lie
/// there already keep their place; where the map places one of their keys in another shard, the shard is
/// refused: give it a mount.
#[derive(Debug, clap::Args)]
pub struct ShardAddArgs {
    /// Name of the shard in the config
    #[arg(value_name = "SHARD")]
    name: String,
    #[command(flatten)]
    look: LookArg,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &ShardAddArgs) -> Result<Exit, CommandError> {
    let name = ShardName(args.name.clone());
    let configured = ctx.settings.shards.iter().find(|shard| shard.name == name);
    let shard = configured.ok_or_else(|| {
        let what = format!("the config has no shard `{name}`");
        CommandError::new(Exit::NotFound, "no_such_shard", what).next(format!(
            "add [[shard]] name = \"{name}\" to the config first"
        ))
    })?;
    let dry_run = args.dry_run.dry_run;
    args.look.look(ctx, dry_run).await?;
    let fleet = open_fleet(ctx, Some(&name), dry_run).await?;
    let mut change = added(ctx, &fleet.map(), shard);
    if change.is_ok() && !dry_run {
        // Before the map says so: another fleet's shard is never ours.
        let marked = fleet.mark(ctx.world.as_ref(), shard).await;
        change = change.and_then(|change| marked.map(|()| change).map_err(CommandError::from));
    }
    let change = change.and_then(|change| Ok(change.warned(args.look.warning(ctx, dry_run)?)));
    let done = map_change::make(ctx, fleet, change).await?;
    after_change(ctx, &name, args.look, dry_run).await?;
    Ok(done)
}

fn added(ctx: &CommandContext, map: &ShardMap, shard: &Shard) -> Result<MapChange, CommandError> {
    let name = &shard.name;
    if let Some(known) = map.shard(name) {
        if known == shard {
            let headline = format!("shard {name} is part of the fleet");
            return Ok(MapChange::new(map.clone(), "shard add", headline));
        }
        let what = format!("the map has another shard `{name}`, nothing was changed");
        return Err(CommandError::new(Exit::Refused, "shard_exists", what)
            .next("give the new shard another name, or make the config say what the map says"));
    }
    // With no weight, the new shard takes no key yet: what lies there is told from what belongs there.
    let mut with = map.clone();
    with.set_shard(Shard {
        weight: 0,
        ..shard.clone()
    });
    let (mut next, settled) = settled(ctx, &with)?;
    let stats = ctx.world.stats_store()?;
    let held = held(stats.as_ref(), &next, name)?;
    if held.other_objects > 0 {
        let what = format!(
            "the map places {} of shard `{name}` in other shards, nothing was changed",
            units::plural(held.other_objects, "key")
        );
        return Err(CommandError::new(Exit::Refused, "keys_elsewhere", what)
            .why("two objects of one key in two shards: which one is right is not for shardctl to guess")
            .next(format!("give `{name}` a `mount` of its own in the config, if its data is unrelated"))
            .next("or remove the copies, then shardctl inventory scan"));
    }
    next.set_shard(shard.clone());
    let headline = format!("shard {name} is part of the fleet{}", stayed(settled.keys));
    Ok(MapChange {
        data: json!({
            "shard": name,
            "objects": held.objects,
            "size_bytes": held.bytes,
        }),
        ..MapChange::new(next, "shard add", headline)
    })
}
