//! `shardctl recover map --from-scan`: where nothing that was published is left, what the shards hold tells what
//! the map may have been. The answer is a file to review, and never a map.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use serde_json::json;

use crate::cli::settings::no_config;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::init::first_map;
use crate::commands::inventory_age::ages;
use crate::engine::control::{FleetError, check_never_published, marker_of};
use crate::placement::{Adopted, ShardName, SharedKey, encode_map};
use crate::ports::StoreError;
use crate::ui::{Cell, Column, Listing, Report, Section, units};

/// Keys in several shards that people see; the file of `-o json` has more.
const SHOWN: usize = 20;

/// What the shards themselves say of the fleet that they belong to.
#[derive(Default)]
struct Markers {
    /// Fleets and where they were published, with the shards that say so.
    places: BTreeMap<(String, String), Vec<ShardName>>,
    /// Shards that say nothing, and why.
    silent: BTreeMap<ShardName, String>,
}

/// Writes the proposal to `path`, which must not be there yet.
pub async fn run(ctx: &CommandContext, path: &Path) -> Result<Exit, CommandError> {
    let doubt = refuse_published(ctx).await?;
    if ctx.settings.shards.is_empty() {
        return Err(no_config(&ctx.settings.places));
    }
    let stats = ctx.world.existing_stats_store()?.ok_or_else(no_scan)?;
    let proposed = first_map(ctx, stats.as_ref()).await?;
    let shards = ctx.settings.shards.iter().map(|shard| &shard.name);
    let ages = ages(ctx, stats.as_ref(), &shards.collect())?;
    let markers = markers(ctx).await;
    write(path, &encode_map(&proposed.map))?;
    let page = page(&proposed, path, &ages, &markers, doubt);
    ctx.ui.report(&page)?;
    let undecided = proposed.ambiguous_keys > 0;
    Ok(if undecided { Exit::Decision } else { Exit::Ok })
}

/// A map that was published is the map, whatever the shards hold; in words, why that could not be asked.
async fn refuse_published(ctx: &CommandContext) -> Result<Option<String>, CommandError> {
    let Some(control) = ctx.world.control_store()? else {
        return Ok(None);
    };
    match check_never_published(control.as_ref()).await {
        Ok(()) => Ok(None),
        Err(FleetError::Control(error)) => Ok(Some(format!(
            "if it ever comes back, the map that is published there counts and not this one: {error}"
        ))),
        Err(FleetError::StateGone { place, versions }) => {
            let what = format!("{place} holds {versions} versions of the map, nothing was written");
            Err(CommandError::new(Exit::Refused, "map_published", what)
                .why("where objects lie does not tell which copy counts: what is published does")
                .next("shardctl recover map      makes map.db anew from there"))
        }
        Err(error) => Err(error.into()),
    }
}

fn no_scan() -> CommandError {
    CommandError::new(
        Exit::NotEnoughData,
        "no_inventory",
        "no shard was listed yet",
    )
    .why("the proposal is made of what the shards hold")
    .next("shardctl inventory scan      lists the shards")
}

async fn markers(ctx: &CommandContext) -> Markers {
    let mut markers = Markers::default();
    for shard in &ctx.settings.shards {
        let name = shard.name.clone();
        match marker_of(ctx.world.as_ref(), shard).await {
            Ok(Some(marker)) => {
                let said = (marker.fleet_id, marker.control);
                markers.places.entry(said).or_default().push(name);
            }
            Ok(None) => drop(markers.silent.insert(name, "has no marker".to_owned())),
            Err(error) => drop(markers.silent.insert(name, error.to_string())),
        }
    }
    markers
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let written = file.and_then(|mut file| {
        file.write_all(bytes)?;
        file.write_all(b"\n")?;
        file.sync_all()
    });
    written.map_err(|error| {
        CommandError::from(StoreError::of_io(path, &error))
            .next("name a file that is not there yet, in a directory that can be written")
    })
}

fn page(
    proposed: &Adopted,
    path: &Path,
    ages: &[String],
    markers: &Markers,
    doubt: Option<String>,
) -> Report {
    let file = path.display();
    let mut sections = vec![Section::Text(format!(
        "A proposal was written to `{file}`: {} under {}. It is not the map: look through it.",
        units::plural(proposed.keys, "key"),
        units::plural(proposed.map.rule_count() as u64, "rule"),
    ))];
    sections.push(Section::Field("listed", ages.join(", ")));
    for ((fleet_id, place), shards) in &markers.places {
        let shards: Vec<&str> = shards.iter().map(|name| name.0.as_str()).collect();
        let text = format!("{place}, fleet {fleet_id}: so say {}", shards.join(", "));
        sections.push(Section::Field("was published at", text));
    }
    for (head, keys, count) in [
        (
            "the same bytes in several shards, as an interrupted move leaves them; the first is proposed:",
            &proposed.shadowed,
            proposed.shadowed.len() as u64,
        ),
        (
            "different bytes in several shards, pinned; only a person knows which counts:",
            &proposed.ambiguous,
            proposed.ambiguous_keys,
        ),
    ] {
        if count > 0 {
            sections.push(Section::Table(Some(head.to_owned()), shared(keys)));
        }
    }
    let mut next = Vec::new();
    if let Some((_, place)) = markers.places.keys().next() {
        next.push(format!(
            "shardctl recover map --control {place}      where that is not lost"
        ));
    }
    next.push(
        "once that fleet is surely gone: give this one a new control.url, remove .shardctl/owner.json from each shard, shardctl init --adopt, and shardctl map import FILE for what you changed in it".to_owned(),
    );
    sections.push(Section::Text(format!("Next: {}", next.join("   ·   "))));
    Report {
        kind: "map_proposal",
        data: data(proposed, path, markers),
        sections,
        warnings: doubt
            .map(|text| ("control_unread", text))
            .into_iter()
            .collect(),
    }
}

fn data(proposed: &Adopted, path: &Path, markers: &Markers) -> serde_json::Value {
    let keys = |keys: &[SharedKey]| -> Vec<serde_json::Value> {
        let json = |it: &SharedKey| json!({ "key": it.key.to_string_lossy(), "shards": it.shards });
        keys.iter().map(json).collect()
    };
    json!({
        "file": path.display().to_string(),
        "keys": proposed.keys,
        "rules": proposed.map.rule_count(),
        "pins": proposed.map.pins().count(),
        "ambiguous_keys": proposed.ambiguous_keys,
        "ambiguous": keys(&proposed.ambiguous),
        "shadowed": keys(&proposed.shadowed),
        "markers": markers.places.iter().map(|((fleet_id, control), shards)| json!({
            "fleet_id": fleet_id,
            "control": control,
            "shards": shards,
        })).collect::<Vec<_>>(),
        "unmarked": markers.silent,
    })
}

fn shared(keys: &[SharedKey]) -> Listing {
    let row = |shared: &SharedKey| {
        let shards: Vec<&str> = shared.shards.iter().map(|name| name.0.as_str()).collect();
        vec![Cell::Key(shared.key.clone()), Cell::Text(shards.join(", "))]
    };
    Listing {
        kind: "proposal_shared",
        columns: vec![Column::new("key", "KEY"), Column::new("shards", "SHARDS")],
        rows: keys.iter().take(SHOWN).map(row).collect(),
        empty: "none",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}
