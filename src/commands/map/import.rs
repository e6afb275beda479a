//! `shardctl map import`.

use std::path::PathBuf;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::commands::map_change::{self, MapChange, overlap, refuse_while_moving};
use crate::commands::open_fleet::open_fleet;
use crate::engine::control::Fleet;
use crate::engine::repoint::{Effect, changed_places, effects};
use crate::placement::{MapDiff, Pin, Segment, ShardMap, decode_map};
use crate::ui::units;

/// Segments named in a refusal.
const NAMED: usize = 10;

/// Make a map that was exported, and perhaps edited, the newest version
///
/// Takes what `map export` wrote: its rules and pins become a new version, published like any other. Shards
/// and weights must be those of the newest map. Before that the objects under every rule whose place changes
/// are listed: where one does not lie, with the same bytes, where the new map would say, nothing is changed
/// (13), for readers would not find it. `migrate request` moves such segments first.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shardctl map export > map.json && $EDITOR map.json && \
    shardctl map import map.json --dry-run"
)]
pub struct MapImportArgs {
    /// The file; `-` reads standard input
    file: PathBuf,
    #[command(flatten)]
    dry_run: DryRunArg,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MapImportArgs) -> Result<Exit, CommandError> {
    let wanted = read(&args.file)?;
    let fleet = open_fleet(ctx, None, args.dry_run.dry_run).await?;
    let change = imported(ctx, &fleet, &wanted).await;
    map_change::make(ctx, fleet, change).await
}

fn read(file: &PathBuf) -> Result<ShardMap, CommandError> {
    let stdin = file.as_os_str() == "-";
    let bytes = if stdin {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    let shown = if stdin {
        "standard input".to_owned()
    } else {
        file.display().to_string()
    };
    let bytes = bytes.map_err(|error| {
        let what = format!("cannot read {shown}: {error}");
        CommandError::new(Exit::of_unreadable(&error), "map_unreadable", what)
            .next("shardctl map export > FILE      writes one")
    })?;
    decode_map(&bytes).map_err(|error| {
        let what = format!("cannot use {shown}: {error}");
        CommandError::new(Exit::Usage, "map_invalid", what)
            .why("a map is taken as it is written or not at all")
            .next("shardctl map export      shows the form")
    })
}

async fn imported(
    ctx: &CommandContext,
    fleet: &Fleet,
    wanted: &ShardMap,
) -> Result<MapChange, CommandError> {
    let now = fleet.map();
    refuse_other_shards(&now, wanted)?;
    let next = with_content(&now, wanted);
    let diff = MapDiff::between(&now, &next);
    let touched: Vec<&Segment> = (diff.rules_set.iter().map(|rule| &rule.segment))
        .chain(&diff.rules_removed)
        .collect();
    refuse_while_moving(fleet, |spec| {
        let mut touched = touched.iter();
        touched.any(|segment| overlap(segment, &spec.segment))
    })
    .await?;
    let changed = changed_places(&now, &next);
    let found = effects(ctx.world.as_ref(), &now, &next, &changed).await;
    if let Some((shard, error)) = found.unreadable.into_iter().next() {
        let error = CommandError::from(error);
        return Err(error.detail("shard", format!("{shard} must be listed to its end first")));
    }
    let hiding: Vec<_> = (found.segments.iter())
        .filter(|(_, effect)| effect.missing > 0)
        .collect();
    if !hiding.is_empty() {
        return Err(hidden(&now, &next, &hiding));
    }
    let headline = format!("has the rules and pins of version {}", wanted.lsn);
    Ok(MapChange::new(next, "map import", headline))
}

/// The newest map with the rules and pins of another.
fn with_content(now: &ShardMap, wanted: &ShardMap) -> ShardMap {
    let mut next = now.clone();
    let lsn = now.lsn + 1;
    for rule in now.rules() {
        if wanted.rule_shard(&rule.segment).is_none() {
            next.remove(&rule.segment);
        }
    }
    for rule in wanted.rules() {
        if now.rule_shard(&rule.segment) != Some(&rule.shard) {
            next.insert(rule.segment, rule.shard, lsn);
        }
    }
    with_pins(&mut next, wanted, lsn);
    next
}

/// Sets the pins of another map; those that are the same keep their version.
pub fn with_pins(next: &mut ShardMap, wanted: &ShardMap, lsn: u64) {
    let before: Vec<Pin> = next.pins().cloned().collect();
    let same = |a: &Pin, b: &Pin| (&a.segment, &a.reason) == (&b.segment, &b.reason);
    for pin in &before {
        if !wanted.pins().any(|other| same(pin, other)) {
            next.unpin(&pin.segment);
        }
    }
    for pin in wanted.pins() {
        if !before.iter().any(|other| same(pin, other)) {
            next.pin(Pin { lsn, ..pin.clone() });
        }
    }
}

fn refuse_other_shards(now: &ShardMap, wanted: &ShardMap) -> Result<(), CommandError> {
    let diff = MapDiff::between(now, wanted);
    let others = (diff.shards_set.iter().map(|shard| &shard.name)).chain(&diff.shards_removed);
    let others: Vec<String> = others.map(ToString::to_string).collect();
    if others.is_empty() {
        return Ok(());
    }
    let what = "the shards of that map are not those of this fleet, nothing was changed";
    Err(CommandError::new(Exit::Refused, "shards_differ", what)
        .detail("differ", others.join(", "))
        .why("with another shard set keys without a rule would be looked for elsewhere")
        .next("shardctl shard add, reweight, drain, remove      change the shard set")
        .next("shardctl map show --shards      shows what the file must have"))
}

fn hidden(now: &ShardMap, next: &ShardMap, hiding: &[(&Segment, &Effect)]) -> CommandError {
    let objects: u64 = hiding.iter().map(|(_, effect)| effect.missing).sum();
    let what = format!(
        "{} would not be where the new map says, nothing was changed",
        units::plural(objects, "object")
    );
    let place = |map: &ShardMap, segment: &Segment| {
        let place = map.segment_place(segment);
        place.map_or("several shards".to_owned(), ToString::to_string)
    };
    let error = CommandError::new(Exit::Refused, "objects_elsewhere", what);
    let error = hiding
        .iter()
        .take(NAMED)
        .fold(error, |error, (segment, effect)| {
            let first = effect
                .named
                .first()
                .map(crate::placement::Key::to_string_lossy);
            let text = format!(
                "{segment}, from {} to {}: {}, {}, such as {}",
                place(now, segment),
                place(next, segment),
                units::plural(effect.missing, "object"),
                units::bytes(effect.missing_bytes),
                first.unwrap_or_default()
            );
            error.detail("moves", text)
        });
    error
        .next("shardctl migrate request --confidence 1 --map FILE      moves them first: `segment,shard` a line")
        .next("leave these rules as they are")
}
