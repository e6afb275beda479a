//! `shardctl map export`.

use clap::ValueEnum;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::placement::{Rule, Shard, ShardMap, encode_map};
use crate::ui::{Cell, Column, Listing};

use super::show::HeldByPins;
use super::{router, version};

/// The forms of an exported map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MapForm {
    /// The canonical document: shards, rules and pins. Equal maps are equal bytes.
    Json,
    /// The rules, one a line, with where their shard is; keys are exact but on a terminal.
    Csv,
    /// An nginx `map` block from the decoded path to the shard's name.
    Nginx,
    /// A map file for HAProxy's `map_reg`, from the decoded path to the shard's name.
    Haproxy,
    /// Envoy's routes, in JSON, one cluster a shard.
    Envoy,
}

/// Write the map as a file for others
///
/// For routers, load tests and archives: everything that `locate` goes by. A key belongs to the rule with
/// the longest prefix that it starts with, an exact rule above all; a key without a rule goes to its
/// rendezvous home, which only the JSON form tells enough to compute. The forms for routers are of one
/// version and know no grace: keep sources until every router has the new file, and let keys without a
/// rule, which these forms send nowhere unless the fleet has one home alone, be asked of `locate`.
#[derive(Debug, clap::Args)]
pub struct MapExportArgs {
    /// Version to export [default: the newest]
    #[arg(value_name = "VERSION")]
    version: Option<u64>,
    /// Form of the file
    #[arg(long, value_enum, default_value_t = MapForm::Json)]
    format: MapForm,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MapExportArgs) -> Result<Exit, CommandError> {
    let map = version(ctx, args.version).await?;
    match args.format {
        MapForm::Json => {
            let mut bytes = encode_map(&map);
            bytes.push(b'\n');
            ctx.ui.raw(&bytes)?;
        }
        MapForm::Csv => ctx.ui.csv(&rules(&map))?,
        MapForm::Nginx => ctx.ui.raw(router::nginx(&map).as_bytes())?,
        MapForm::Haproxy => ctx.ui.raw(router::haproxy(&map).as_bytes())?,
        MapForm::Envoy => ctx.ui.raw(router::envoy(&map).as_bytes())?,
    }
    Ok(Exit::Ok)
}

/// The rules in the map's order, each with where its shard is.
fn rules(map: &ShardMap) -> Listing {
    let held = HeldByPins::of(map);
    let text = |text: &str| Cell::Text(text.to_owned());
    let row = |(rule, shard): (Rule, &Shard)| {
        vec![
            Cell::Key(rule.segment.id()),
            text(&shard.name.0),
            text(&shard.endpoint),
            text(&shard.bucket),
            Cell::Key(shard.prefix.as_str().into()),
            Cell::Key(shard.mount.as_str().into()),
            text(&shard.region),
            Cell::Count(rule.lsn),
            text(held.how_much(&rule.segment)),
        ]
    };
    let placed = map.rules().filter_map(|rule| {
        let shard = map.shard(&rule.shard)?;
        Some((rule, shard))
    });
    Listing {
        kind: "map_export",
        columns: vec![
            Column::new("segment", "SEGMENT"),
            Column::new("shard", "SHARD"),
            Column::new("endpoint", "ENDPOINT"),
            Column::new("bucket", "BUCKET"),
            Column::new("prefix", "PREFIX"),
            Column::new("mount", "MOUNT"),
            Column::new("region", "REGION"),
            Column::new("since_version", "SINCE"),
            Column::new("pinned", "PINNED"),
        ],
        rows: placed.map(row).collect(),
        empty: "no rules",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}
