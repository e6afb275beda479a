//! `shardctl init --adopt`: the first map, made from what the inventory saw.

use serde_json::{Value, json};

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::adopt::{AdoptError, NamesakeData, adopt};
use crate::engine::control::{check_never_published, marks_a_shard};
use crate::placement::{Adopted, SharedKey};
use crate::ports::{MapVersion, StatsStore, StoreError};
use crate::ui::{Cell, Column, Listing, ProgressUnit, Report, Section, units};

/// Ambiguous keys and pins shown to people; JSON has more.
const SHOWN: usize = 10;

/// Makes the map and writes it to map.db, and nowhere else.
pub async fn run(ctx: &CommandContext) -> Result<Exit, CommandError> {
    refuse_second(ctx)?;
    refuse_lost(ctx).await?;
    let stats = ctx.world.stats_store()?;
    let adopted = first_map(ctx, stats.as_ref()).await?;
    let now_ms = ctx.world.clock().now_ms();
    let stored = ctx.world.create_map_store()?.adopt(&adopted.map, now_ms);
    let version = stored.map_err(already_adopted)?;
    ctx.ui.report(&report(ctx, &adopted, &version))?;
    if adopted.ambiguous_keys > 0 {
        return Ok(Exit::Decision);
    }
    ctx.ui
        .hint("shardctl logs ingest, then shardctl plan propose");
    Ok(Exit::Ok)
}

/// The map that the inventories say. An object with the name of an owner marker is read: by its name alone it is data.
pub async fn first_map(
    ctx: &CommandContext,
    stats: &dyn StatsStore,
) -> Result<Adopted, CommandError> {
    let shards = &ctx.settings.shards;
    let mut data = NamesakeData::new();
    loop {
        let bar = ctx.ui.progress("adopting", ProgressUnit::Count, None);
        let made = adopt(stats, shards, &data, &mut |keys| bar.add(keys));
        drop(bar);
        let (name, key) = match &made {
            Err(AdoptError::ForeignShard { shard, key }) => (shard.clone(), key.clone()),
            _ => return Ok(made?),
        };
        let shard = shards.iter().find(|shard| shard.name == name);
        let (Some(shard), Some(text)) = (shard, key.as_str()) else {
            return Ok(made?);
        };
        let bucket = ctx.world.reader(&shard.endpoint, &shard.bucket);
        if marks_a_shard(bucket.as_ref(), text).await? {
            return Ok(made?);
        }
        data.insert((name, key));
    }
}

/// Says so before the inventories are read, not after.
fn refuse_second(ctx: &CommandContext) -> Result<(), CommandError> {
    let Some(store) = ctx.world.map_store()? else {
        return Ok(());
    };
    if store.history()?.is_empty() {
        return Ok(());
    }
    Err(already_adopted(StoreError::Exists(
        "an adopted shard map".to_owned(),
    )))
}

/// A map that was published and is not here was lost: what the inventory saw may be from before it moved
/// things. Reads the control location, where the config names one.
async fn refuse_lost(ctx: &CommandContext) -> Result<(), CommandError> {
    if let Some(control) = ctx.world.control_store()? {
        check_never_published(control.as_ref()).await?;
    }
    Ok(())
}

fn already_adopted(error: StoreError) -> CommandError {
    let exists = matches!(error, StoreError::Exists(_));
    let error = CommandError::from(error);
    if exists {
        error
            .why("a map is adopted once; from then on every change is a version of it")
            .next("shardctl map show      shows it")
    } else {
        error
    }
}

impl From<AdoptError> for CommandError {
    fn from(error: AdoptError) -> Self {
        let what = error.to_string();
        match error {
            AdoptError::NoInventory(_) => Self::new(Exit::NotEnoughData, "no_inventory", what)
                .why("a shard that was never listed is not an empty one")
                .next("shardctl inventory scan      lists the shards")
                .next("shardctl inventory import MANIFEST      reads an S3 Inventory report"),
            AdoptError::ForeignShard { .. } => Self::new(Exit::Denied, "foreign_shard", what)
                .why("two fleets that move objects of one bucket would lose them")
                .next("give the shard a prefix beside that one, or remove the marker once that fleet is gone, then scan again"),
            AdoptError::Store(error) => error.into(),
        }
    }
}

fn report(ctx: &CommandContext, adopted: &Adopted, version: &MapVersion) -> Report {
    let headline = format!(
        "map version {} adopted: {} under {}, {}",
        version.lsn,
        units::plural(adopted.keys, "key"),
        units::plural(adopted.map.rule_count() as u64, "rule"),
        units::plural(adopted.map.pins().count() as u64, "pin"),
    );
    let mut sections = vec![
        Section::Text(headline),
        Section::Table(None, holdings(ctx, adopted)),
    ];
    if adopted.ambiguous_keys > 0 {
        sections.push(Section::Table(
            Some(format!(
                "{} with different bytes in several shards, pinned:",
                units::plural(adopted.ambiguous_keys, "ambiguous key")
            )),
            shared_keys("adopt_ambiguous", &adopted.ambiguous),
        ));
    }
    if !adopted.together.is_empty() {
        sections.push(Section::Table(
            Some("kept together, pinned:".to_owned()),
            together(adopted),
        ));
    }
    Report {
        kind: "adopt",
        data: data(ctx, adopted, version),
        sections,
        warnings: ambiguity(adopted).into_iter().collect(),
    }
}

/// What the operator has to decide.
fn ambiguity(adopted: &Adopted) -> Option<(&'static str, String)> {
    let text = format!(
        "{} with different bytes in several shards: no plan will move them. If the shards hold \
         unrelated data, give the shards mounts in the config, move map.db away and adopt again",
        units::plural(adopted.ambiguous_keys, "key")
    );
    (adopted.ambiguous_keys > 0).then_some(("ambiguous_keys", text))
}

fn holdings(ctx: &CommandContext, adopted: &Adopted) -> Listing {
    let shards = ctx.settings.shards.iter().zip(&adopted.holdings);
    Listing {
        kind: "adopt_shards",
        columns: vec![
            Column::new("shard", "SHARD"),
            Column::new("objects", "OBJECTS"),
            Column::new("size_bytes", "SIZE"),
            Column::new("shadow_objects", "SHADOWS"),
            Column::new("shadow_bytes", "SHADOW SIZE"),
        ],
        rows: shards
            .map(|(shard, holding)| {
                vec![
                    Cell::Text(shard.name.0.clone()),
                    Cell::Count(holding.home_objects),
                    Cell::Bytes(holding.home_bytes),
                    Cell::Count(holding.shadow_objects),
                    Cell::Bytes(holding.shadow_bytes),
                ]
            })
            .collect(),
        empty: "no shards",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

fn shared_keys(kind: &'static str, keys: &[SharedKey]) -> Listing {
    Listing {
        kind,
        columns: vec![Column::new("key", "KEY"), Column::new("shards", "SHARDS")],
        rows: keys
            .iter()
            .take(SHOWN)
            .map(|shared| {
                let shards: Vec<&str> = shared.shards.iter().map(|name| name.0.as_str()).collect();
                vec![Cell::Key(shared.key.clone()), Cell::Text(shards.join(", "))]
            })
            .collect(),
        empty: "none",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

fn together(adopted: &Adopted) -> Listing {
    Listing {
        kind: "adopt_together",
        columns: vec![
            Column::new("segment", "SEGMENT"),
            Column::new("reason", "REASON"),
        ],
        rows: adopted
            .together
            .iter()
            .take(SHOWN)
            .map(|(segment, reason)| {
                let segment = Cell::Key(segment.id());
                vec![segment, Cell::Text((*reason).to_owned())]
            })
            .collect(),
        empty: "none",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

fn data(ctx: &CommandContext, adopted: &Adopted, version: &MapVersion) -> Value {
    let shards = ctx.settings.shards.iter().zip(&adopted.holdings);
    let shared = |keys: &[SharedKey]| -> Vec<Value> {
        let json = |shared: &SharedKey| json!({ "key": shared.key.to_string_lossy(), "shards": shared.shards });
        keys.iter().map(json).collect()
    };
    json!({
        "map_version": version.lsn,
        "map_hash": version.hash,
        "keys": adopted.keys,
        "rules": adopted.map.rule_count(),
        "pins": adopted.map.pins().count(),
        "shards": shards.map(|(shard, holding)| json!({
            "shard": shard.name,
            "objects": holding.home_objects,
            "size_bytes": holding.home_bytes,
            "shadow_objects": holding.shadow_objects,
            "shadow_bytes": holding.shadow_bytes,
        })).collect::<Vec<_>>(),
        "ambiguous_keys": adopted.ambiguous_keys,
        "ambiguous": shared(&adopted.ambiguous),
        "shadowed": shared(&adopted.shadowed),
        "together": adopted.together.iter().map(|(segment, reason)| json!({
            "segment": segment.to_string(),
            "reason": reason,
        })).collect::<Vec<_>>(),
    })
}
