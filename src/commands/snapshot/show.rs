//! `shardctl snapshot show`.

use serde_json::json;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::placement::{encode_map, map_hash};
use crate::ui::{Report, Section, units};

/// Show one snapshot
///
/// Its version, when and by what that was made, and what is in it. With --map it is written out as `map
/// export` would.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  shardctl snapshot show 100 --map > map-100.json")]
pub struct SnapshotShowArgs {
    /// The snapshot's version
    version: u64,
    /// Write the map in it, as `map export` does
    #[arg(long)]
    map: bool,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &SnapshotShowArgs) -> Result<Exit, CommandError> {
    let control = super::control(ctx)?;
    let found = super::read(control.as_ref(), args.version).await?;
    if args.map {
        let mut bytes = encode_map(&found.map);
        bytes.push(b'\n');
        ctx.ui.raw(&bytes)?;
        return Ok(Exit::Ok);
    }
    let made = units::rfc3339(found.created_ms).unwrap_or_default();
    let (rules, pins) = (found.map.rule_count(), found.map.pins().count());
    let shards = found.map.shards().count();
    let hash = map_hash(&found.map);
    let counts = [(rules, "rule"), (shards, "shard"), (pins, "pin")];
    let counts = counts.map(|(count, word)| units::plural(count as u64, word));
    ctx.ui.report(&Report {
        kind: "snapshot",
        data: json!({
            "version": found.map.lsn,
            "fleet_id": found.fleet_id,
            "epoch": found.epoch,
            "created_at": made,
            "origin": found.origin,
            "rules": rules,
            "shards": shards,
            "pins": pins,
            "map_hash": hash,
        }),
        sections: vec![
            Section::Text(format!("snapshot of map version {}", found.map.lsn)),
            Section::Field("fleet", found.fleet_id),
            Section::Field("epoch", found.epoch.to_string()),
            Section::Field("made", format!("{made} by {}", found.origin)),
            Section::Field("holds", counts.join(", ")),
            Section::Field("SHA-256", hash),
        ],
        warnings: Vec::new(),
    })?;
    Ok(Exit::Ok)
}
