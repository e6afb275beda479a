//! `shardctl locate`.

use std::io::Read as _;
use std::path::PathBuf;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::current_map::no_map_to_show;
use crate::placement::{Key, LocatedBy, Location, ShardMap};
use crate::ports::StatsStore;
use crate::ui::{Cell, Column, Listing};

/// Show which shard holds a key
///
/// Answers from the state directory alone: no request is sent. A key that a rule covers lies where the
/// rule says; a key that no rule covers was in no shard when the map was adopted, and would go to its
/// rendezvous home. SEEN tells whether the newest inventory of the shard has the object: where it
/// says no, the answer is where a new object would be.
#[derive(Debug, clap::Args)]
pub struct LocateArgs {
    /// Logical keys
    #[arg(value_name = "KEY", required_unless_present = "keys_from")]
    keys: Vec<String>,
    /// Read keys from FILE, one a line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    keys_from: Option<PathBuf>,
    /// Keys in the file end with a NUL byte instead of a newline
    #[arg(short = '0', long, requires = "keys_from")]
    null: bool,
    /// Also show the round-trip time from this region
    #[arg(long, value_name = "REGION")]
    from: Option<String>,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &LocateArgs) -> Result<Exit, CommandError> {
    let keys = keys(args)?;
    let store = ctx.world.map_store()?.ok_or_else(no_map_to_show)?;
    let map = store.load_covering(&keys)?.ok_or_else(no_map_to_show)?;
    let stats = ctx.world.existing_stats_store()?;
    let mut located = Vec::with_capacity(keys.len());
    for key in &keys {
        let location = map.locate(key).ok_or_else(|| nowhere(key))?;
        located.push(Located {
            key,
            location,
            seen: seen(stats.as_deref(), key, &location)?,
        });
    }
    ctx.ui.listing(&listing(ctx, args, &map, &located))?;
    Ok(Exit::Ok)
}

/// The answer for one key.
struct Located<'a> {
    key: &'a Key,
    location: Location<'a>,
    /// Whether the shard's inventory has the object; `None` without an inventory.
    seen: Option<bool>,
}

fn seen(
    stats: Option<&dyn StatsStore>,
    key: &Key,
    location: &Location<'_>,
) -> Result<Option<bool>, CommandError> {
    let shard = location.shard;
    let Some(stats) = stats else {
        return Ok(None);
    };
    if stats.inventory(&shard.name)?.is_none() {
        return Ok(None);
    }
    let object = stats.inventory_object(&shard.name, &shard.object_key(key))?;
    Ok(Some(object.is_some()))
}

/// The keys of the command line, then those of the file.
fn keys(args: &LocateArgs) -> Result<Vec<Key>, CommandError> {
    let mut keys: Vec<Key> = args.keys.iter().map(|key| key.as_str().into()).collect();
    let Some(path) = &args.keys_from else {
        return Ok(keys);
    };
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        std::io::stdin().read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    read.map_err(|error| {
        let what = format!("cannot read keys from `{}`: {error}", path.display());
        CommandError::new(Exit::Failed, "keys_unreadable", what)
    })?;
    let end = if args.null { 0 } else { b'\n' };
    let lines = bytes
        .split(|&byte| byte == end)
        .filter(|line| !line.is_empty());
    keys.extend(lines.map(Key::from));
    Ok(keys)
}

fn nowhere(key: &Key) -> CommandError {
    let what = format!(
        "no shard holds or would hold `{}`",
        key.as_bytes().escape_ascii()
    );
    CommandError::new(Exit::NotFound, "no_location", what)
        .why("no rule covers the key, and no shard has a weight above 0")
        .next("shardctl map show --shards      shows the weights")
}

fn listing(
    ctx: &CommandContext,
    args: &LocateArgs,
    map: &ShardMap,
    located: &[Located<'_>],
) -> Listing {
    let mut columns = vec![
        Column::new("key", "KEY"),
        Column::new("shard", "SHARD"),
        Column::new("region", "REGION"),
        Column::new("object", "OBJECT"),
        Column::new("by", "BY"),
        Column::new("seen", "SEEN"),
        Column::new("map_version", "MAP"),
        Column::wide("endpoint", "ENDPOINT"),
        Column::wide("bucket", "BUCKET"),
        Column::wide("object_key", "OBJECT KEY"),
    ];
    if args.from.is_some() {
        columns.push(Column::new("rtt_ms", "RTT MS"));
    }
    let mut rows = Vec::with_capacity(located.len());
    for answer in located {
        let mut row = row(map, answer);
        if let Some(from) = &args.from {
            row.push(rtt(ctx, from, &answer.location.shard.region));
        }
        rows.push(row);
    }
    Listing {
        kind: "location",
        columns,
        rows,
        empty: "no keys",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

fn row(map: &ShardMap, answer: &Located<'_>) -> Vec<Cell> {
    let Located {
        key,
        location,
        seen,
    } = answer;
    let shard = location.shard;
    let object_key = shard.object_key(key);
    let object = [
        b"s3://",
        shard.bucket.as_bytes(),
        b"/",
        object_key.as_bytes(),
    ]
    .concat();
    let by = match location.by {
        LocatedBy::Rule(segment) => Cell::Key(segment.to_string().into()),
        LocatedBy::RendezvousHome => Cell::Text("rendezvous home".to_owned()),
    };
    vec![
        Cell::Key((*key).clone()),
        Cell::Text(shard.name.to_string()),
        Cell::Text(shard.region.clone()),
        Cell::Key(object.into()),
        by,
        seen.map_or(Cell::Unknown, Cell::Flag),
        Cell::Count(map.lsn),
        Cell::Text(shard.endpoint.clone()),
        Cell::Text(shard.bucket.clone()),
        Cell::Key(object_key),
    ]
}

/// From the config's latency table, either direction; unknown where it says nothing.
fn rtt(ctx: &CommandContext, from: &str, to: &str) -> Cell {
    let table = &ctx.settings.config.latency;
    let written = table
        .get(&format!("{from}:{to}"))
        .or_else(|| table.get(&format!("{to}:{from}")));
    written.map_or(Cell::Unknown, |rtt| Cell::Count(rtt.ms))
}
