//! `shardctl locate`.

mod stream;

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::cli::{CommandError, Exit, did_you_mean};
use crate::commands::CommandContext;
use crate::commands::current_map::{check_kin, no_map_to_show, without_map};
use crate::commands::inventory_age::{ages, outdated};
use crate::commands::shard::settle::waits;
use crate::migration::{Migration, fallback};
use crate::placement::{Key, LocatedBy, Location, OWN_FOLDER, Shard, ShardMap};
use crate::plan::LatencyTable;
use crate::ports::{MapStore, MapVersion, StatsStore, StoreError};
use crate::ui::{Cell, Column, Listing, units};

/// The longest key that S3 takes, in bytes.
const OBJECT_KEY_MAX: usize = 1_024;

/// Show which shard holds a key
///
/// Answers from the state directory alone: no request is sent. A key that a rule covers lies where the
/// rule says; a key that no rule covers was in no shard when the map was adopted, and would go to its
/// rendezvous home. SEEN tells whether the newest inventory of the shard has the object: where it
/// says no, the answer is where a new object would be, or the inventory is older than what was
/// moved there. Without a readable stats.db SEEN stays empty, and the answer is the map's all the same.
/// During the grace of a switch or of a reversal, FALLBACK is the shard that the segment
/// came from: it still holds every object that was there before. After a change of the shard set it is the
/// home of before, for keys that no rule covers, until `shardctl shard settle` has looked for what was
/// written there by an older map.
///
/// A key that no store could hold, empty or over 1,024 bytes as an object key, is refused (2). Of a
/// file each such key is told, the others are answered, and the exit code is 3.
#[derive(Debug, clap::Args)]
pub struct LocateArgs {
    /// Logical keys
    #[arg(value_name = "KEY", required_unless_present = "keys_from")]
    keys: Vec<String>,
    /// Read keys from FILE, one a line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    keys_from: Option<PathBuf>,
    /// Answer each key of the file as it is read, in one line: KEY, SHARD, OBJECT, FALLBACK OBJECT
    ///
    /// For millions of keys, in the memory that the map takes. Between the columns are tabs; keys are
    /// escaped as in tables; FALLBACK OBJECT is left out where there is none, and SEEN is not asked.
    #[arg(long, requires = "keys_from", conflicts_with_all = ["keys", "from"])]
    stream: bool,
    /// Keys in the file end with a NUL byte instead of a newline
    #[arg(short = '0', long, requires = "keys_from")]
    null: bool,
    /// Also show the round-trip time from this region
    #[arg(long, value_name = "REGION")]
    from: Option<String>,
}

impl LocateArgs {
    /// The byte at the end of each key in the file.
    fn end(&self) -> u8 {
        if self.null { 0 } else { b'\n' }
    }
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &LocateArgs) -> Result<Exit, CommandError> {
    if let (true, Some(path)) = (args.stream, &args.keys_from) {
        return stream::run(ctx, path, args.end()).await;
    }
    let asked = keys(args)?;
    let Some(store) = ctx.world.map_store()? else {
        return Err(without_map(ctx).await);
    };
    let map = store.load_covering(&asked)?.ok_or_else(no_map_to_show)?;
    let kin = check_kin(ctx, &map)?;
    let migrations = store.migrations()?;
    let now_ms = ctx.world.clock().now_ms();
    let sets = SetsBefore::read(ctx, store.as_ref(), &map, &asked)?;
    let mut inventories = Inventories::open(ctx);
    let mut located = Vec::with_capacity(asked.len());
    let mut refused = Vec::new();
    for (n, key) in asked.iter().enumerate() {
        let location = map.locate(key).ok_or_else(|| nowhere(key))?;
        match (
            unstorable(key.as_bytes(), location.shard),
            n.checked_sub(args.keys.len()),
        ) {
            (Some(why), None) => return Err(bad_key(&why)),
            (Some(why), Some(in_file)) => {
                let text = format!("key {} of the file {why}", in_file + 1);
                refused.push(("key_refused", text));
            }
            (None, _) => located.push(Located {
                key,
                location,
                fallback: second_place(&map, &migrations, &location, now_ms)
                    .or_else(|| sets.home_before(&map, key, &location)),
                seen: inventories.seen(key, &location),
            }),
        }
    }
    let exit = if refused.is_empty() {
        Exit::Ok
    } else {
        Exit::Partial
    };
    let made = store.version(map.lsn)?;
    let age_ms = made.map(|made| age_ms(&made, now_ms));
    let mut listing = listing(ctx, args, (&map, age_ms), &located);
    listing.notes.extend(age_ms.map(|age| age_note(&map, age)));
    listing.notes.extend(settle_note(&located));
    listing.warnings = refused;
    listing.warnings.extend(kin);
    if let Some(from) = &args.from {
        listing.warnings.extend(no_latency(ctx, from));
    }
    listing.warnings.extend(inventories.trouble());
    if let Some(stats) = inventories.stats.as_deref() {
        date_seen(ctx, stats, &located, &mut listing)?;
    }
    ctx.ui.listing(&listing)?;
    Ok(exit)
}

/// How old the map is that answers: nobody was asked whether there is a newer one.
fn age_ms(made: &MapVersion, now_ms: i64) -> u64 {
    now_ms.saturating_sub(made.created_ms).max(0).unsigned_abs()
}

fn age_note(map: &ShardMap, age_ms: u64) -> String {
    let age = units::duration_ms(age_ms);
    format!("by map version {}, made {age} ago", map.lsn)
}

/// That the home of before a change of the shard set is a fallback until somebody has looked.
fn settle_note(located: &[Located<'_>]) -> Option<String> {
    let open = |answer: &Located<'_>| matches!(answer.fallback, Some((_, None)));
    located.iter().any(open).then(|| {
        "FALLBACK of a key at its home is its home before the shard set changed, until `shardctl shard settle` has looked".to_owned()
    })
}

/// Says of when SEEN is, and where it may say no of what a migration moved.
fn date_seen(
    ctx: &CommandContext,
    stats: &dyn StatsStore,
    located: &[Located<'_>],
    listing: &mut Listing,
) -> Result<(), CommandError> {
    let shards = |seen: fn(&Option<bool>) -> bool| {
        let located = located.iter().filter(|answer| seen(&answer.seen));
        located.map(|answer| &answer.location.shard.name).collect()
    };
    let ages = ages(ctx, stats, &shards(Option::is_some))?;
    if !ages.is_empty() {
        let note = format!("SEEN as of the inventories: {}", ages.join(", "));
        listing.notes.push(note);
    }
    let unseen = shards(|seen| *seen == Some(false));
    listing.warnings.extend(outdated(ctx, stats, &unseen)?);
    Ok(())
}

/// Why no store can hold the key in this shard, as the end of a sentence.
fn unstorable(key: &[u8], shard: &Shard) -> Option<String> {
    let rest = key.strip_prefix(shard.mount.as_bytes()).unwrap_or(key);
    let bytes = shard.prefix.len() + rest.len();
    if key.is_empty() {
        Some("is empty".to_owned())
    } else if rest.starts_with(OWN_FOLDER.as_bytes()) {
        Some(format!(
            "would be an object in `{OWN_FOLDER}` of shard `{}`, where only shardctl keeps records",
            shard.name
        ))
    } else if bytes > OBJECT_KEY_MAX {
        Some(format!(
            "would be an object key of {} bytes, and {} are the most",
            units::count(bytes as u64),
            units::count(OBJECT_KEY_MAX as u64)
        ))
    } else {
        None
    }
}

fn bad_key(why: &str) -> CommandError {
    CommandError::new(Exit::Usage, "key_refused", format!("a key {why}"))
        .why("S3 keys have 1 to 1,024 bytes, and below `.shardctl/` of a shard are records of shardctl")
        .next("name keys that an object can have")
}

/// The answer for one key.
struct Located<'a> {
    key: &'a Key,
    location: Location<'a>,
    /// The shard that readers with an older map use, and until when (milliseconds UTC), or until the shards are
    /// settled.
    fallback: Option<(&'a Shard, Option<i64>)>,
    /// Whether the shard's inventory has the object; `None` without an inventory.
    seen: Option<bool>,
}

/// Where else the key is while the grace of its segment's move runs.
fn second_place<'a>(
    map: &'a ShardMap,
    migrations: &[Migration],
    location: &Location<'_>,
    now_ms: i64,
) -> Option<(&'a Shard, Option<i64>)> {
    let LocatedBy::Rule(segment) = location.by else {
        return None;
    };
    let found = fallback(migrations, segment, &location.shard.name, now_ms)?;
    Some((map.shard(found.shard)?, Some(found.until_ms)))
}

/// The maps before changes of the shard set that nobody has settled yet, newest first.
#[derive(Default)]
struct SetsBefore(Vec<ShardMap>);

impl SetsBefore {
    /// Reads them, where a key that was asked for is at its home.
    fn read(
        ctx: &CommandContext,
        store: &dyn MapStore,
        map: &ShardMap,
        asked: &[Key],
    ) -> Result<Self, CommandError> {
        if asked.iter().all(|key| map.rule_covering(key).is_some()) {
            return Ok(Self::default());
        }
        Self::all(ctx, store)
    }

    fn all(ctx: &CommandContext, store: &dyn MapStore) -> Result<Self, CommandError> {
        let mut before = Vec::new();
        for change in waits(ctx)?.iter().rev() {
            before.extend(store.load_version(change.lsn.saturating_sub(1))?);
        }
        Ok(Self(before))
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where a key that no rule covers had its home before the shard set changed.
    fn home_before<'a>(
        &self,
        map: &'a ShardMap,
        key: &Key,
        location: &Location<'_>,
    ) -> Option<(&'a Shard, Option<i64>)> {
        if location.by != LocatedBy::RendezvousHome {
            return None;
        }
        let homes = self.0.iter().filter_map(|before| before.locate(key));
        let mut homes = homes.filter(|home| home.by == LocatedBy::RendezvousHome);
        let other = homes.find(|home| home.shard.name != location.shard.name)?;
        Some((map.shard(&other.shard.name)?, None))
    }
}

/// The inventories of stats.db, as far as they can be read: where a key lies does not hang on them.
struct Inventories {
    stats: Option<Box<dyn StatsStore>>,
    /// Why they are not read any more.
    error: Option<StoreError>,
}

impl Inventories {
    fn open(ctx: &CommandContext) -> Self {
        let (stats, error) = match ctx.world.existing_stats_store() {
            Ok(stats) => (stats, None),
            Err(error) => (None, Some(error)),
        };
        Self { stats, error }
    }

    /// Whether the shard's inventory has the object; `None` where that is not known.
    fn seen(&mut self, key: &Key, location: &Location<'_>) -> Option<bool> {
        let stats = self.stats.as_deref()?;
        seen(stats, key, location.shard).unwrap_or_else(|error| {
            self.stats = None;
            self.error = Some(error);
            None
        })
    }

    fn trouble(&self) -> Option<(&'static str, String)> {
        let error = self.error.as_ref()?;
        let next = CommandError::from(error.clone()).next.join(", or ");
        let text = format!(
            "SEEN is left empty: {error}; where keys lie is the map's to say. To mend it: {next}"
        );
        Some(("seen_unknown", text))
    }
}

fn seen(stats: &dyn StatsStore, key: &Key, shard: &Shard) -> Result<Option<bool>, StoreError> {
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
    read.map_err(|error| unreadable(path, &error))?;
    let end = args.end();
    let mut lines: Vec<&[u8]> = bytes.split(|&byte| byte == end).collect();
    // What follows the last end is a key only where there is something.
    lines.pop_if(|rest| rest.is_empty());
    keys.extend(lines.into_iter().map(Key::from));
    Ok(keys)
}

fn unreadable(path: &Path, error: &std::io::Error) -> CommandError {
    let what = format!("cannot read keys from `{}`: {error}", path.display());
    CommandError::new(Exit::Failed, "keys_unreadable", what)
        .next("--keys-from FILE      reads a file of keys, one a line; `-` is standard input")
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
    (map, age_ms): (&ShardMap, Option<u64>),
    located: &[Located<'_>],
) -> Listing {
    // Nearly always there is none, and then no room is spent on it.
    let any = located.iter().any(|answer| answer.fallback.is_some());
    let second = if any { Column::new } else { Column::wide };
    let mut columns = vec![
        Column::new("key", "KEY"),
        Column::new("shard", "SHARD"),
        second("fallback", "FALLBACK"),
        Column::new("region", "REGION"),
        Column::new("object", "OBJECT"),
        Column::new("by", "BY"),
        Column::new("seen", "SEEN"),
        Column::new("map_version", "MAP"),
        Column::wide("endpoint", "ENDPOINT"),
        Column::wide("bucket", "BUCKET"),
        Column::wide("object_key", "OBJECT KEY"),
        Column::wide("fallback_object", "FALLBACK OBJECT"),
        Column::wide("fallback_until", "FALLBACK UNTIL"),
        Column::wide("map_age_ms", "MAP AGE"),
    ];
    if args.from.is_some() {
        columns.push(Column::new("rtt_ms", "RTT MS"));
    }
    let mut rows = Vec::with_capacity(located.len());
    for answer in located {
        let mut row = row(map, answer);
        row.push(age_ms.map_or(Cell::Unknown, Cell::Duration));
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
        fallback,
        seen,
    } = answer;
    let shard = location.shard;
    let name = |shard: &Shard| Cell::Text(shard.name.to_string());
    let at_fallback = fallback.map(|(shard, _)| shard);
    let by = match location.by {
        LocatedBy::Rule(segment) => Cell::Key(segment.id()),
        LocatedBy::RendezvousHome => Cell::Text("rendezvous home".to_owned()),
    };
    vec![
        Cell::Key((*key).clone()),
        name(shard),
        at_fallback.map_or(Cell::Unknown, name),
        Cell::Text(shard.region.clone()),
        object(shard, key),
        by,
        seen.map_or(Cell::Unknown, Cell::Flag),
        Cell::Count(map.lsn),
        Cell::Text(shard.endpoint.clone()),
        Cell::Text(shard.bucket.clone()),
        Cell::Key(shard.object_key(key)),
        at_fallback.map_or(Cell::Unknown, |shard| object(shard, key)),
        fallback
            .and_then(|(_, until_ms)| until_ms)
            .map_or(Cell::Unknown, Cell::Time),
    ]
}

/// `s3://BUCKET/KEY`
fn object(shard: &Shard, key: &Key) -> Cell {
    let (bucket, key) = (shard.bucket.as_bytes(), shard.object_key(key));
    Cell::Key([b"s3://", bucket, b"/", key.as_bytes()].concat().into())
}

/// As plans have it: from the config's latency table, either direction, and 0 within a region; unknown
/// where it says nothing.
fn rtt(ctx: &CommandContext, from: &str, to: &str) -> Cell {
    let latency = ctx.settings.config.latency.iter();
    let table = LatencyTable::new(
        latency
            .map(|(pair, time)| (pair.clone(), time.ms as f64))
            .collect(),
    );
    table
        .ms(from, to)
        .map_or(Cell::Unknown, |ms| Cell::Count(ms as u64))
}

/// A word where the config knows no such region, most likely for a slip of the pen.
fn no_latency(ctx: &CommandContext, from: &str) -> Option<(&'static str, String)> {
    let pairs = ctx.settings.config.latency.keys();
    let mut known: BTreeSet<&str> = pairs.flat_map(|pair| pair.split(':')).collect();
    let shards = ctx.settings.shards.iter();
    known.extend(shards.map(|shard| shard.region.as_str()));
    if known.contains(from) {
        return None;
    }
    let next = match did_you_mean(from, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "[latency] in the config says how far regions are from each other".to_owned(),
    };
    let text = format!("the config has no region `{}`: {next}", from.escape_debug());
    Some(("region_unknown", text))
}
