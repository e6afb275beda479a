//! `shardctl map show`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::placement::{Rule, ShardMap};
use crate::ui::{Cell, Column, Listing};

use super::version;

/// Show the shard map
///
/// The most specific rule wins; a key that no rule covers falls to its rendezvous home, in proportion
/// to the shards' weights.
#[derive(Debug, clap::Args)]
pub struct MapShowArgs {
    /// Version to show [default: the newest]
    #[arg(value_name = "VERSION")]
    version: Option<u64>,
    /// Show the shards instead of the rules
    #[arg(long, conflicts_with = "pins")]
    shards: bool,
    /// Show the pins instead of the rules
    #[arg(long)]
    pins: bool,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MapShowArgs) -> Result<Exit, CommandError> {
    let map = version(ctx, args.version)?;
    let listing = if args.shards {
        shards(&map)
    } else if args.pins {
        pins(&map)
    } else {
        rules(&map)
    };
    ctx.ui.listing(&listing)?;
    Ok(Exit::Ok)
}

fn rules(map: &ShardMap) -> Listing {
    let row = |rule: Rule| {
        let shard = map.shard(&rule.shard);
        vec![
            Cell::Key(rule.segment.to_string().into()),
            Cell::Text(rule.shard.to_string()),
            shard.map_or(Cell::Unknown, |shard| Cell::Text(shard.region.clone())),
            Cell::Count(rule.lsn),
            Cell::Flag(map.pin_of(&rule.segment).is_some()),
        ]
    };
    Listing {
        kind: "map",
        columns: vec![
            Column::new("segment", "SEGMENT"),
            Column::new("shard", "SHARD"),
            Column::new("region", "REGION"),
            Column::new("since_version", "SINCE"),
            Column::new("pinned", "PINNED"),
        ],
        rows: map.rules().map(row).collect(),
        empty: "no rules: every key is at its rendezvous home",
        notes: vec![format!(
            "map version {}: {} rules, {} shards, {} pins",
            map.lsn,
            map.rule_count(),
            map.shards().count(),
            map.pins().count()
        )],
        warnings: Vec::new(),
    }
}

fn shards(map: &ShardMap) -> Listing {
    Listing {
        kind: "map_shards",
        columns: vec![
            Column::new("shard", "SHARD"),
            Column::new("endpoint", "ENDPOINT"),
            Column::new("bucket", "BUCKET"),
            Column::new("prefix", "PREFIX"),
            Column::new("mount", "MOUNT"),
            Column::new("region", "REGION"),
            Column::new("weight", "WEIGHT"),
        ],
        rows: map
            .shards()
            .map(|shard| {
                vec![
                    Cell::Text(shard.name.to_string()),
                    Cell::Text(shard.endpoint.clone()),
                    Cell::Text(shard.bucket.clone()),
                    Cell::Key(shard.prefix.as_str().into()),
                    Cell::Key(shard.mount.as_str().into()),
                    Cell::Text(shard.region.clone()),
                    Cell::Count(shard.weight.into()),
                ]
            })
            .collect(),
        empty: "no shards",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

fn pins(map: &ShardMap) -> Listing {
    Listing {
        kind: "map_pins",
        columns: vec![
            Column::new("segment", "SEGMENT"),
            Column::new("reason", "REASON"),
            Column::new("since_version", "SINCE"),
        ],
        rows: map
            .pins()
            .map(|pin| {
                vec![
                    Cell::Key(pin.segment.to_string().into()),
                    Cell::Key(pin.reason.as_str().into()),
                    Cell::Count(pin.lsn),
                ]
            })
            .collect(),
        empty: "no pins",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}
