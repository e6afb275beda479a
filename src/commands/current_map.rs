//! [`current_map`]: the map that a command works with, checked against the config; and the words for
//! want of one.

use crate::cli::settings::no_config;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::control::{FleetError, check_never_published};
use crate::placement::{Shard, ShardDifference, ShardMap, shard_differences};

/// The newest map.
///
/// Without one, and where the config's shards are not the map's, this is `Exit::Refused`: the shard
/// set and its weights are part of the map, and no config edit changes where a key is.
pub fn current_map(ctx: &CommandContext) -> Result<ShardMap, CommandError> {
    let store = ctx.world.map_store()?;
    let map = match store {
        Some(store) => store.load()?,
        None => None,
    };
    let map = map.ok_or_else(no_map)?;
    check_config(ctx, &map)?;
    Ok(map)
}

/// The error of a command that needs a map where there is none.
pub fn no_map() -> CommandError {
    CommandError::new(Exit::Refused, "no_map", "there is no shard map yet")
        .why("what the buckets hold has not been adopted")
        .next("shardctl inventory scan      learns what the shards hold")
        .next("shardctl init --adopt        makes that the first map; writes nothing to S3")
        .next("where there was one before, it was lost: shardctl recover map")
}

/// The same of a command that only shows what there is: nothing is refused, it is not there.
pub fn no_map_to_show() -> CommandError {
    CommandError {
        exit: Exit::NotFound,
        ..no_map()
    }
}

/// The error of a command that shows what there is, where there is no map.db. The control location
/// tells whether there never was one, or whether it was lost.
pub async fn without_map(ctx: &CommandContext) -> CommandError {
    match why_no_map(ctx).await {
        Ok(None) => no_map_to_show(),
        Ok(Some(doubt)) => no_map_to_show().why(format!("or {doubt}")),
        Err(lost) => lost,
    }
}

/// Asks the control location why there is no map.db: there never was one; it cannot be asked, and the map
/// may have been lost, in words; or it was lost, an error.
pub async fn why_no_map(ctx: &CommandContext) -> Result<Option<String>, CommandError> {
    let Ok(Some(control)) = ctx.world.control_store() else {
        return Ok(None);
    };
    match check_never_published(control.as_ref()).await {
        Ok(()) => Ok(None),
        Err(FleetError::Control(error)) => Ok(Some(format!(
            "map.db was lost: its control location could not be asked, {error}"
        ))),
        Err(error) => Err(error.into()),
    }
}

/// Refuses a map.db that is another fleet's: none of its shards is as the config has it. Where some
/// differ, that is a warning.
pub fn check_kin(
    ctx: &CommandContext,
    map: &ShardMap,
) -> Result<Option<(&'static str, String)>, CommandError> {
    let configured = &ctx.settings.shards;
    let differences = shard_differences(map, configured);
    if configured.is_empty() || differences.is_empty() {
        return Ok(None);
    }
    let is_same_place = |shard: &&Shard| {
        let mut configured = configured.iter();
        configured.any(|own| {
            (&own.endpoint, &own.bucket, &own.prefix, &own.mount)
                == (&shard.endpoint, &shard.bucket, &shard.prefix, &shard.mount)
        })
    };
    if map.shards().any(|shard| is_same_place(&shard)) {
        let text = format!(
            "the config's shards are not those of the map: {}",
            differences[0]
        );
        return Ok(Some(("config_disagrees", text)));
    }
    let state_dir = ctx.settings.state_dir.display();
    let what = "no shard of the map is a shard of the config";
    Err(CommandError::new(Exit::Refused, "another_fleet", what)
        .why(format!(
            "map.db in {state_dir} is another fleet's, or the config is"
        ))
        .next("put this fleet's map.db there, or name its own with --state-dir")
        .next("--config FILE      names the config of the fleet that map.db is of"))
}

/// Refuses where there is neither config nor map: to advise a scan of nothing would be no help.
pub fn need_config_or_map(ctx: &CommandContext) -> Result<(), CommandError> {
    if ctx.settings.config_path.is_some() || ctx.world.map_store()?.is_some() {
        return Ok(());
    }
    let state_dir = ctx.settings.state_dir.display();
    Err(no_config(&ctx.settings.places)
        .why(format!("nor is there a shard map in {state_dir}"))
        .next("shardctl --state-dir DIR      names the state of a fleet"))
}

/// Refuses when the config's shards are not the map's, naming every difference.
pub fn check_config(ctx: &CommandContext, map: &ShardMap) -> Result<(), CommandError> {
    let differences = shard_differences(map, &ctx.settings.shards);
    if differences.is_empty() {
        return Ok(());
    }
    Err(config_disagrees(ctx, &differences))
}

/// The error of a config whose shards are not the map's.
pub fn config_disagrees(ctx: &CommandContext, differences: &[ShardDifference]) -> CommandError {
    let error = CommandError::new(
        Exit::Refused,
        "config_disagrees",
        "the config's shards are not those of the map, nothing was changed",
    )
    .why("the shard set and its weights are part of the map: no config edit moves a key");
    let error = differences.iter().fold(error, |error, difference| {
        error.detail("differs", difference.to_string())
    });
    let file = ctx.settings.config_path.as_ref();
    let file = file.map_or("the config".to_owned(), |path| path.display().to_string());
    error.next(format!("make {file} say what the map says"))
}
