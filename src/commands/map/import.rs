//! `shardctl map import`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::dry_run::DryRunArg;
use crate::commands::input_file::InputFile;
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
/// and weights must be those of the newest map. A map moves nothing: what lies under every rule whose place
/// changes is listed first, and where anything does, nothing is changed (13). `migrate request` moves such
/// segments, with a grace for readers of the older map, and copies nothing where equal copies are there already.
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

fn read(path: &Path) -> Result<ShardMap, CommandError> {
    let file = InputFile(path);
    let shown = file.shown();
    let bytes = file.read(u64::MAX).map_err(|error| {
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
    refuse_while_moving(fleet, |spec| {
        let mut touched = diff.rules();
        touched.any(|segment| overlap(segment, &spec.segment))
    })
    .await?;
    let changed = changed_places(&now, &next);
    let found = effects(ctx.world.as_ref(), &now, &next, &changed).await;
    if let Some((shard, error)) = found.unreadable.into_iter().next() {
        let error = CommandError::from(error);
        return Err(error.detail("shard", format!("{shard} must be listed to its end first")));
    }
    let held: Vec<_> = (found.segments.iter())
        .filter(|(_, effect)| effect.there + effect.missing > 0)
        .collect();
    if !held.is_empty() {
        return Err(objects_there(&now, &next, &held));
    }
    let headline = format!("has the rules and pins of version {}", wanted.lsn);
    let change = MapChange::new(next, "map import", headline);
    Ok(change.warned((!changed.is_empty()).then(|| {
        let text = format!(
            "{} changed their place while they are empty: what an application with an older map still \
             writes there is not found by a newer one, `shardctl audit` names it",
            units::plural(changed.len() as u64, "segment")
        );
        ("older_maps", text)
    })))
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
    let reasons = |map: &ShardMap| -> BTreeMap<Segment, String> {
        let pins = map.pins();
        pins.map(|pin| (pin.segment.clone(), pin.reason.clone()))
            .collect()
    };
    let (before, after) = (reasons(next), reasons(wanted));
    for segment in before.keys().filter(|segment| !after.contains_key(segment)) {
        next.unpin(segment);
    }
    for (segment, reason) in after {
        if before.get(&segment) != Some(&reason) {
            next.pin(Pin {
                segment,
                reason,
                lsn,
            });
        }
    }
}

fn refuse_other_shards(now: &ShardMap, wanted: &ShardMap) -> Result<(), CommandError> {
    let diff = MapDiff::between(now, wanted);
    let others: Vec<String> = diff.shards().map(ToString::to_string).collect();
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

fn objects_there(now: &ShardMap, next: &ShardMap, held: &[(&Segment, &Effect)]) -> CommandError {
    let all = |effect: &Effect| effect.there + effect.missing;
    let objects: u64 = held.iter().map(|(_, effect)| all(effect)).sum();
    let what = format!(
        "{} would have to be elsewhere by the new map, nothing was changed",
        units::plural(objects, "object")
    );
    let place = |map: &ShardMap, segment: &Segment| {
        let place = map.segment_place(segment);
        place.map_or("several shards".to_owned(), ToString::to_string)
    };
    let error = CommandError::new(Exit::Refused, "objects_elsewhere", what);
    let error = held
        .iter()
        .take(NAMED)
        .fold(error, |error, (segment, effect)| {
            let text = format!(
                "{segment}, from {} to {}: {}, {} of which with equal copies there",
                place(now, segment),
                place(next, segment),
                units::plural(all(effect), "object"),
                effect.there
            );
            error.detail("moves", text)
        });
    error
        .why("applications with an older map still read and write where these are now")
        .next("shardctl migrate request --confidence 1 --map FILE      moves them: `segment,shard` a line")
        .next("leave these rules as they are")
}
