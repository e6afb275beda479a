//! `shardctl shard drain`.

use std::collections::BTreeMap;

use serde_json::json;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::commands::map_change::{self, MapChange};
use crate::commands::open_fleet::open_fleet;
use crate::engine::settle::SettleError;
use crate::placement::{Segment, ShardMap, ShardName};
use crate::ui::{Cell, Column, Listing, Section, units};

use super::settle::after_change;
use super::{LookArg, reweighted};

/// Send no more keys to a shard, and tell what lies there
///
/// The weight becomes 0; what lies in the shard stays, and is listed by the rules that keep it there. Moving
/// it is the business of a migration, removing the empty shard that of `shardctl shard remove`.
#[derive(Debug, clap::Args)]
pub struct ShardDrainArgs {
    /// Name of the shard
    #[arg(value_name = "SHARD")]
    name: String,
    #[command(flatten)]
    look: LookArg,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &ShardDrainArgs) -> Result<Exit, CommandError> {
    let name = ShardName(args.name.clone());
    let dry_run = args.dry_run.dry_run;
    args.look.look(ctx, dry_run).await?;
    let fleet = open_fleet(ctx, Some(&name), dry_run).await?;
    let change = drained(ctx, &fleet.map(), &name);
    let change = change.and_then(|change| Ok(change.warned(args.look.warning(ctx, dry_run)?)));
    let done = map_change::make(ctx, fleet, change).await?;
    after_change(ctx, &name, args.look, dry_run).await?;
    Ok(done)
}

fn drained(
    ctx: &CommandContext,
    map: &ShardMap,
    name: &ShardName,
) -> Result<MapChange, CommandError> {
    let change = reweighted(ctx, map, name, 0, "shard drain")?;
    let (left, elsewhere) = left_in(ctx, &change.next, name)?;
    let (objects, bytes) = left.values().fold((0, 0), |(objects, bytes), lies| {
        (objects + lies.objects, bytes + lies.bytes)
    });
    let text = if objects == 0 && elsewhere == 0 {
        format!("nothing lies in {name} any more: shardctl shard remove {name}")
    } else if objects == 0 {
        format!(
            "the map keeps nothing in {name} any more, and {} still lie there that it has elsewhere: a migration keeps them until `shardctl migrate complete`, or they were left (`shardctl migrate list`)",
            units::plural(elsewhere, "object"),
        )
    } else {
        format!(
            "{} ({}) still lie in {name}, where these rules keep them:",
            units::plural(objects, "object"),
            units::bytes(bytes)
        )
    };
    let mut sections = vec![Section::Text(text)];
    if objects > 0 {
        sections.push(Section::Table(None, listing(&left)));
    }
    Ok(MapChange {
        sections,
        data: json!({
            "shard": name,
            "left_objects": objects,
            "left_bytes": bytes,
            "objects_mapped_elsewhere": elsewhere,
            "left_rules": left.keys().map(ToString::to_string).collect::<Vec<_>>(),
        }),
        ..change
    })
}

/// What a rule keeps in the shard.
#[derive(Default)]
struct Left {
    objects: u64,
    bytes: u64,
}

/// What the rules of `map` keep in the shard, by rule; a rule under which nothing lies is there too. And how
/// many objects lie there that the map has in another shard.
fn left_in(
    ctx: &CommandContext,
    map: &ShardMap,
    name: &ShardName,
) -> Result<(BTreeMap<Segment, Left>, u64), CommandError> {
    let stats = ctx.world.stats_store()?;
    if stats.inventory(name)?.is_none() {
        return Err(SettleError::NoInventory(name.clone()).into());
    }
    let rules = map.rules().filter(|rule| rule.shard == *name);
    let mut left: BTreeMap<Segment, Left> =
        rules.map(|rule| (rule.segment, Left::default())).collect();
    let mut elsewhere = 0;
    for object in stats.inventory_objects(name)? {
        let object = object?;
        let logical = map.logical_key(name, object.key.as_bytes());
        let rule = logical.as_ref().and_then(|key| map.rule_covering(key));
        if let Some(lies) = rule.and_then(|rule| left.get_mut(rule)) {
            lies.objects += 1;
            lies.bytes = lies.bytes.saturating_add(object.size);
        } else {
            elsewhere += 1;
        }
    }
    Ok((left, elsewhere))
}

fn listing(left: &BTreeMap<Segment, Left>) -> Listing {
    Listing {
        kind: "shard_left",
        columns: vec![
            Column::new("segment", "SEGMENT"),
            Column::new("objects", "OBJECTS"),
            Column::new("size_bytes", "SIZE"),
        ],
        rows: left
            .iter()
            .map(|(segment, lies)| {
                vec![
                    Cell::Key(segment.id()),
                    Cell::Count(lies.objects),
                    Cell::Bytes(lies.bytes),
                ]
            })
            .collect(),
        empty: "nothing",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}
