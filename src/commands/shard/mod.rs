//! `shardctl shard`: change the shard set, and never where an object is.

mod add;
mod drain;
mod remove;
mod reweight;
pub mod settle;

use std::collections::BTreeMap;

use add::ShardAddArgs;
use drain::ShardDrainArgs;
use remove::ShardRemoveArgs;
use reweight::ShardReweightArgs;
use settle::ShardSettleArgs;

use crate::cli::{CommandError, Exit, did_you_mean};
use crate::commands::CommandContext;
use crate::commands::inventory;
use crate::commands::inventory_age::ages;
use crate::commands::map_change::MapChange;
use crate::engine::adopt::AdoptError;
use crate::engine::settle::SettleError;
use crate::placement::{Settled, Shard, ShardMap, ShardName};
use crate::ui::units;

/// Change the shard set
///
/// Shards and weights are part of the map, and a change of them is a version of it. Weights decide where
/// keys to come belong: the shards are listed, and every object that no rule covers yet first gets a rule at
/// the shard where it lies.
#[derive(Debug, clap::Subcommand)]
pub enum ShardCommand {
    Add(ShardAddArgs),
    Reweight(ShardReweightArgs),
    Drain(ShardDrainArgs),
    Remove(ShardRemoveArgs),
    Settle(ShardSettleArgs),
}

/// Runs the verb.
pub async fn run(ctx: &CommandContext, command: &ShardCommand) -> Result<Exit, CommandError> {
    match command {
        ShardCommand::Add(args) => add::run(ctx, args).await,
        ShardCommand::Reweight(args) => reweight::run(ctx, args).await,
        ShardCommand::Drain(args) => drain::run(ctx, args).await,
        ShardCommand::Remove(args) => remove::run(ctx, args).await,
        ShardCommand::Settle(args) => settle::run(ctx, args).await,
    }
}

/// The shard of this name in the map.
fn shard_of_map<'a>(map: &'a ShardMap, name: &ShardName) -> Result<&'a Shard, CommandError> {
    map.shard(name).ok_or_else(|| {
        let what = format!("`{name}` is no shard of the map");
        let error = CommandError::new(Exit::NotFound, "no_such_shard", what);
        let names = map.shards().map(|shard| shard.name.0.as_str());
        let error = match did_you_mean(&name.0, names) {
            Some(near) => error.next(format!("did you mean `{near}`?")),
            None => error,
        };
        error.next("shardctl map show --shards      lists them")
    })
}

/// Whether a change of the shard set looks at the shards first.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct LookArg {
    /// Rely on the newest inventories instead of listing all shards first
    ///
    /// A key that was written since, and that no rule covers, may then be looked for in another shard than
    /// the one that it lies in.
    #[arg(long)]
    no_scan: bool,
}

impl LookArg {
    /// Lists the shards of config and map, unless that is not wanted: what was written since the last
    /// inventory is to get a rule where it lies.
    async fn look(self, ctx: &CommandContext, dry_run: bool) -> Result<(), CommandError> {
        let map = ctx.world.map_store()?.map(|store| store.load());
        let Some(map) = map.transpose()?.flatten() else {
            // Nothing can be changed: whoever asked is told so next.
            return Ok(());
        };
        if self.no_scan || dry_run {
            return Ok(());
        }
        let known = map.shards();
        let mut shards: BTreeMap<ShardName, Shard> = known
            .map(|shard| (shard.name.clone(), shard.clone()))
            .collect();
        let configured = ctx.settings.shards.iter();
        shards.extend(configured.map(|shard| (shard.name.clone(), shard.clone())));
        for shard in shards.values() {
            inventory::refresh(ctx, shard).await?;
        }
        Ok(())
    }

    /// What is said where the shards were not listed.
    fn warning(self, ctx: &CommandContext, dry_run: bool) -> Result<Option<Warning>, CommandError> {
        if !self.no_scan && !dry_run {
            return Ok(None);
        }
        let stats = ctx.world.stats_store()?;
        let shards = ctx
            .settings
            .shards
            .iter()
            .map(|shard| &shard.name)
            .collect();
        let ages = ages(ctx, stats.as_ref(), &shards)?.join(", ");
        let text = format!(
            "keys that were written after the inventories ({ages}) and that no rule covers may be looked for elsewhere; without --no-scan and --dry-run the shards are listed first"
        );
        Ok(Some(("not_listed", text)))
    }
}

/// A warning with its code.
type Warning = (&'static str, String);

/// The map with a rule for every inventoried object that has none: the first half of every change of the
/// shard set. Also what those rules are for.
fn settled(ctx: &CommandContext, map: &ShardMap) -> Result<(ShardMap, Settled), CommandError> {
    let stats = ctx.world.stats_store()?;
    let settled = crate::engine::settle::settle(stats.as_ref(), map)?;
    let mut next = map.clone();
    for (segment, shard) in &settled.rules {
        next.insert(segment.clone(), shard.clone(), map.lsn + 1);
    }
    Ok((next, settled))
}

/// The map with another weight of one shard.
fn reweighted(
    ctx: &CommandContext,
    map: &ShardMap,
    name: &ShardName,
    weight: u32,
    origin: &'static str,
) -> Result<MapChange, CommandError> {
    let mut shard = shard_of_map(map, name)?.clone();
    let unchanged = shard.weight == weight;
    shard.weight = weight;
    let others = map.shards().filter(|other| other.name != *name);
    if weight == 0 && others.map(|other| other.weight).max().unwrap_or_default() == 0 {
        let what =
            format!("without `{name}` no shard would take keys to come, nothing was changed");
        return Err(CommandError::new(Exit::Refused, "no_weight_left", what)
            .next("shardctl shard reweight SHARD WEIGHT      gives another shard a weight first"));
    }
    let (mut next, keys) = if unchanged {
        (map.clone(), 0)
    } else {
        let (next, settled) = settled(ctx, map)?;
        (next, settled.keys)
    };
    next.set_shard(shard);
    let headline = format!("shard {name} has weight {weight}{}", stayed(keys));
    let mut change = MapChange::new(next, origin, headline);
    let in_config = ctx.settings.shards.iter().find(|shard| shard.name == *name);
    if in_config.is_some_and(|shard| shard.weight != weight) {
        let text = format!(
            "set `weight = {weight}` for shard `{name}` in {}: until then nothing else can be changed",
            config_file(ctx)
        );
        change.warnings.push(("config_differs", text));
    }
    Ok(change)
}

/// What was done for objects that no rule covered, as the end of a headline.
fn stayed(keys: u64) -> String {
    match keys {
        0 => String::new(),
        keys => format!(
            "; {} that no rule covered got one where they lie",
            units::plural(keys, "key")
        ),
    }
}

fn config_file(ctx: &CommandContext) -> String {
    let file = ctx.settings.config_path.as_ref();
    file.map_or("the config".to_owned(), |path| path.display().to_string())
}

impl From<SettleError> for CommandError {
    fn from(error: SettleError) -> Self {
        match error {
            SettleError::NoInventory(shard) => AdoptError::NoInventory(shard).into(),
            SettleError::Store(error) => error.into(),
        }
    }
}
