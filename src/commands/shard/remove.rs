//! `shardctl shard remove`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::map_change::{self, MapChange};
use crate::commands::open_fleet::open_fleet;
use crate::engine::control::Fleet;
use crate::engine::settle::held;
use crate::migration::MoveState;
use crate::placement::{ShardMap, ShardName};
use crate::ui::units;

use super::{config_file, settled, shard_of_map};

/// Take an empty shard out of the fleet
///
/// Refused while a rule names the shard, while its newest inventory has an object, or while a move comes
/// from it or leads to it. Nothing in the bucket is touched: the marker `.shardctl/owner.json` stays, and
/// says whose it was.
#[derive(Debug, clap::Args)]
pub struct ShardRemoveArgs {
    /// Name of the shard
    #[arg(value_name = "SHARD")]
    name: String,
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &ShardRemoveArgs) -> Result<Exit, CommandError> {
    let name = ShardName(args.name.clone());
    let fleet = open_fleet(ctx, Some(&name), args.dry_run).await?;
    let change = match refuse_moves(&fleet, &name).await {
        Ok(()) => removed(ctx, &fleet.map(), &name),
        Err(error) => Err(error),
    };
    map_change::make(ctx, fleet, change).await
}

fn removed(
    ctx: &CommandContext,
    map: &ShardMap,
    name: &ShardName,
) -> Result<MapChange, CommandError> {
    shard_of_map(map, name)?;
    let rules = map.rules().filter(|rule| rule.shard == *name).count();
    let drain = format!("shardctl shard drain {name}      lists what lies there");
    if rules > 0 {
        let rules = units::plural(rules as u64, "rule");
        let what = format!("{rules} of the map name shard `{name}`, nothing was changed");
        return Err(CommandError::new(Exit::Refused, "shard_in_use", what)
            .why("what they place there would be nowhere")
            .next(drain));
    }
    let stats = ctx.world.stats_store()?;
    let held = held(stats.as_ref(), map, name)?;
    let objects = held.objects + held.other_objects;
    if objects > 0 {
        let what = format!(
            "{} lie in shard `{name}`, nothing was changed",
            units::plural(objects, "object")
        );
        return Err(CommandError::new(Exit::Refused, "shard_not_empty", what)
            .next(drain)
            .next(format!(
                "shardctl inventory scan {name}      looks again, once they are gone"
            )));
    }
    let others = map.shards().filter(|shard| shard.name != *name);
    if others.map(|shard| shard.weight).max().unwrap_or_default() == 0 {
        let what =
            format!("without `{name}` no shard would take keys to come, nothing was changed");
        return Err(CommandError::new(Exit::Refused, "no_weight_left", what)
            .next("shardctl shard reweight      gives another shard a weight first"));
    }
    let (mut next, _) = settled(ctx, map)?;
    next.remove_shard(name);
    let headline = format!("shard {name} is no longer part of the fleet");
    let mut change = MapChange::new(next, "shard remove", headline);
    if ctx.settings.shards.iter().any(|shard| shard.name == *name) {
        let text = format!(
            "take [[shard]] `{name}` out of {}: until then nothing else can be changed",
            config_file(ctx)
        );
        change.warnings.push(("config_differs", text));
    }
    Ok(change)
}

/// Moves that are not at their end still need both of their shards.
async fn refuse_moves(fleet: &Fleet, name: &ShardName) -> Result<(), CommandError> {
    let migrations = fleet.journal().with(|store| store.migrations()).await?;
    for migration in &migrations {
        let busy = migration.moves.iter().find(|item| {
            let ended = matches!(
                item.state,
                MoveState::Completed | MoveState::Reversed | MoveState::Cancelled
            );
            !ended && (item.spec.from == *name || item.spec.to == *name)
        });
        if let Some(item) = busy {
            let what = format!(
                "move {}/{} needs shard `{name}`, nothing was changed",
                migration.id, item.n
            );
            return Err(
                CommandError::new(Exit::Refused, "shard_in_use", what).next(format!(
                    "shardctl migrate status {}      shows how far it is",
                    migration.id
                )),
            );
        }
    }
    Ok(())
}
