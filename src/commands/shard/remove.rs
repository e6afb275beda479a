//! `shardctl shard remove`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::commands::map_change::{self, MapChange, refuse_while_moving};
use crate::commands::open_fleet::open_fleet;
use crate::commands::safety::SafetyBounds;
use crate::engine::control::Fleet;
use crate::engine::settle::held;
use crate::migration::MoveSpec;
use crate::placement::{Shard, ShardMap, ShardName};
use crate::ports::{BucketErrorKind, ListRequest};
use crate::ui::units;

use super::settle::after_change;
use super::{LookArg, config_file, settled, shard_of_map};

/// Take an empty shard out of the fleet
///
/// Refused while a rule names the shard, while its newest inventory or its bucket has an object, or while a
/// move comes from it or leads to it; a shard that takes keys to come is drained first, and stays for
/// `safety.reader_staleness` after that. Nothing in the bucket is touched: the marker `.shardctl/owner.json` stays, and
/// says whose it was.
#[derive(Debug, clap::Args)]
pub struct ShardRemoveArgs {
    /// Name of the shard
    #[arg(value_name = "SHARD")]
    name: String,
    #[command(flatten)]
    look: LookArg,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &ShardRemoveArgs) -> Result<Exit, CommandError> {
    let name = ShardName(args.name.clone());
    let dry_run = args.dry_run.dry_run;
    args.look.look(ctx, dry_run).await?;
    let fleet = open_fleet(ctx, Some(&name), dry_run).await?;
    let needs_it = |spec: &MoveSpec| spec.from == name || spec.to == name;
    let change = match refuse_while_moving(&fleet, needs_it).await {
        Ok(()) => removed(ctx, &fleet.map(), &name).await,
        Err(error) => Err(error),
    };
    let change = match change {
        Ok(change) => {
            let drained = refuse_while_written_to(ctx, &fleet, &name).await;
            drained.map(|()| change)
        }
        Err(error) => Err(error),
    };
    let change = change.and_then(|change| Ok(change.warned(args.look.warning(ctx, dry_run)?)));
    let done = map_change::make(ctx, fleet, change).await?;
    after_change(ctx, &name, args.look, dry_run).await?;
    Ok(done)
}

/// Refuses while applications may write keys to come into the shard: by the map as it is, or by an older
/// one.
async fn refuse_while_written_to(
    ctx: &CommandContext,
    fleet: &Fleet,
    name: &ShardName,
) -> Result<(), CommandError> {
    let map = fleet.map();
    if shard_of_map(&map, name)?.weight > 0 {
        let what = format!("keys to come belong in `{name}`, nothing was changed");
        return Err(
            CommandError::new(Exit::Refused, "not_drained", what).next(format!(
                "shardctl shard drain {name}      sends them elsewhere"
            )),
        );
    }
    let changes = fleet.journal().with(|store| store.changes_after(0)).await?;
    let drained = changes.iter().rev().find_map(|(version, diff)| {
        let set = diff.shards_set.iter().any(|shard| shard.name == *name);
        set.then_some(version.created_ms)
    });
    let staleness_ms = SafetyBounds::of(&ctx.settings)?.reader_staleness_ms;
    let until_ms = drained.unwrap_or(0).saturating_add(staleness_ms);
    if ctx.world.clock().now_ms() >= until_ms {
        return Ok(());
    }
    let until = units::rfc3339(until_ms).unwrap_or_default();
    let what = format!("applications may write into `{name}` until {until}, nothing was changed");
    Err(CommandError::new(Exit::Pending, "drained_just_now", what)
        .why("who reads the map may go by an older one for safety.reader_staleness")
        .next("run the same command again then"))
}

async fn removed(
    ctx: &CommandContext,
    map: &ShardMap,
    name: &ShardName,
) -> Result<MapChange, CommandError> {
    let shard = shard_of_map(map, name)?;
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
        let objects = units::plural(objects, "object");
        return Err(not_empty(name, &format!("{objects} lie")));
    }
    if let Some(key) = first_key(ctx, shard).await? {
        let key = key.escape_debug();
        return Err(not_empty(
            name,
            &format!("`{key}`, newer than its inventory, lies"),
        ));
    }
    let others = map.shards().filter(|shard| shard.name != *name);
    if others.map(|shard| shard.weight).max().unwrap_or_default() == 0 {
        let what =
            format!("without `{name}` no shard would take keys to come, nothing was changed");
        return Err(CommandError::new(Exit::Refused, "no_weight_left", what)
            .next("shardctl shard reweight SHARD WEIGHT      gives another shard a weight first"));
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

fn not_empty(name: &ShardName, what: &str) -> CommandError {
    let what = format!("{what} in shard `{name}`, nothing was changed");
    CommandError::new(Exit::Refused, "shard_not_empty", what)
        .next(format!(
            "shardctl shard drain {name}         lists what lies there"
        ))
        .next(format!(
            "shardctl inventory scan {name}      looks again, once it is gone"
        ))
}

/// A key of an object that lies in the shard now; none in a bucket that is gone.
async fn first_key(ctx: &CommandContext, shard: &Shard) -> Result<Option<String>, CommandError> {
    let bucket = ctx.world.reader(&shard.endpoint, &shard.bucket);
    let mut request = ListRequest {
        prefix: shard.prefix.clone(),
        ..ListRequest::default()
    };
    loop {
        let page = match bucket.list(&request).await {
            Ok(page) => page,
            Err(error) if error.kind == BucketErrorKind::NoSuchBucket => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let mut keys = page.objects.into_iter().map(|object| object.key);
        let data = keys.find(|key| !shard.is_own_record(key.as_bytes()));
        if data.is_some() || page.next.is_none() {
            return Ok(data);
        }
        request.continuation = page.next;
    }
}
