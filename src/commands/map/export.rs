//! `shardctl map export`.

use clap::ValueEnum;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::placement::{ShardMap, encode_map};

use super::version;

/// The forms of an exported map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MapForm {
    /// The canonical document: shards, rules and pins. Equal maps are equal bytes.
    Json,
    /// The rules, one a line, with where their shard is.
    Csv,
}

/// Write the map as a file for others
///
/// For routers, load tests and archives: everything that `locate` goes by. A key belongs to the rule with
/// the longest prefix that it starts with, an exact rule above all; a key without a rule goes to its
/// rendezvous home, which only the JSON form tells enough to compute.
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
    let map = version(ctx, args.version)?;
    let mut bytes = match args.format {
        MapForm::Json => encode_map(&map),
        MapForm::Csv => csv(&map)?,
    };
    if args.format == MapForm::Json {
        bytes.push(b'\n');
    }
    ctx.ui.raw(&bytes)?;
    Ok(Exit::Ok)
}

/// The rules in the map's order; keys as they are, quoted where CSV needs it.
fn csv(map: &ShardMap) -> Result<Vec<u8>, CommandError> {
    let failed = |error: &dyn std::fmt::Display| {
        let what = format!("cannot write the map as CSV: {error}");
        CommandError::new(Exit::Failed, "export_failed", what)
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = [
        "segment",
        "shard",
        "endpoint",
        "bucket",
        "prefix",
        "mount",
        "region",
        "since_version",
        "pinned",
    ];
    writer
        .write_record(header)
        .map_err(|error| failed(&error))?;
    for rule in map.rules() {
        let Some(shard) = map.shard(&rule.shard) else {
            continue;
        };
        let pinned = map.pin_of(&rule.segment).is_some();
        let record = [
            rule.segment.to_string(),
            shard.name.to_string(),
            shard.endpoint.clone(),
            shard.bucket.clone(),
            shard.prefix.clone(),
            shard.mount.clone(),
            shard.region.clone(),
            rule.lsn.to_string(),
            pinned.to_string(),
        ];
        writer
            .write_record(&record)
            .map_err(|error| failed(&error))?;
    }
    writer.into_inner().map_err(|error| failed(&error))
}
