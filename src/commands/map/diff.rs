//! `shardctl map diff`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::placement::{MapDiff, Segment, ShardMap};
use crate::ui::{Cell, Column, Listing};

use super::version;

/// Compare two versions of the map
///
/// Lists every rule, pin and shard that is not the same in both. Ends with 0 whether they differ or
/// not; with `--detailed-exitcode`, 15 means that they differ.
#[derive(Debug, clap::Args)]
pub struct MapDiffArgs {
    /// The version before
    #[arg(value_name = "FROM")]
    from: u64,
    /// The version after [default: the newest]
    #[arg(value_name = "TO")]
    to: Option<u64>,
    /// End with 15 when they differ
    #[arg(long)]
    detailed_exitcode: bool,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &MapDiffArgs) -> Result<Exit, CommandError> {
    let before = version(ctx, Some(args.from))?;
    let after = version(ctx, args.to)?;
    let diff = MapDiff::between(&before, &after);
    ctx.ui.listing(&Listing {
        kind: "map_diff",
        columns: vec![
            Column::new("what", "WHAT"),
            Column::new("name", "NAME"),
            Column::new("before", "BEFORE"),
            Column::new("after", "AFTER"),
        ],
        rows: rows(&diff, &before),
        empty: "no differences",
        notes: Vec::new(),
        warnings: Vec::new(),
    })?;
    let differs = args.detailed_exitcode && !diff.is_empty();
    Ok(if differs { Exit::Differs } else { Exit::Ok })
}

fn rows(diff: &MapDiff, before: &ShardMap) -> Vec<Vec<Cell>> {
    let key = |segment: &Segment| Cell::Key(segment.to_string().into());
    let rule_before = |segment: &Segment| {
        let shard = before.rule_shard(segment);
        shard.map_or(Cell::Unknown, |shard| Cell::Text(shard.to_string()))
    };
    let pin_before = |segment: &Segment| {
        let pin = before.pins().find(|pin| pin.segment == *segment);
        pin.map_or(Cell::Unknown, |pin| Cell::Key(pin.reason.as_str().into()))
    };
    let what = |text: &str| Cell::Text(text.to_owned());
    let set_rules = diff.rules_set.iter().map(|rule| {
        let after = Cell::Text(rule.shard.to_string());
        vec![
            what("rule"),
            key(&rule.segment),
            rule_before(&rule.segment),
            after,
        ]
    });
    let gone_rules = diff.rules_removed.iter().map(|segment| {
        vec![
            what("rule"),
            key(segment),
            rule_before(segment),
            Cell::Unknown,
        ]
    });
    let set_pins = diff.pins_set.iter().map(|pin| {
        let after = Cell::Key(pin.reason.as_str().into());
        vec![
            what("pin"),
            key(&pin.segment),
            pin_before(&pin.segment),
            after,
        ]
    });
    let gone_pins = diff.pins_removed.iter().map(|segment| {
        vec![
            what("pin"),
            key(segment),
            pin_before(segment),
            Cell::Unknown,
        ]
    });
    let set_shards = diff.shards_set.iter().map(|shard| {
        let weight = before.shard(&shard.name).map(|shard| shard.weight.into());
        let weight = weight.map_or(Cell::Unknown, Cell::Count);
        let name = Cell::Text(shard.name.to_string());
        vec![
            what("shard"),
            name,
            weight,
            Cell::Count(shard.weight.into()),
        ]
    });
    let gone_shards = diff.shards_removed.iter().map(|name| {
        let weight = before.shard(name).map(|shard| shard.weight.into());
        let weight = weight.map_or(Cell::Unknown, Cell::Count);
        vec![
            what("shard"),
            Cell::Text(name.to_string()),
            weight,
            Cell::Unknown,
        ]
    });
    set_shards
        .chain(gone_shards)
        .chain(set_rules)
        .chain(gone_rules)
        .chain(set_pins)
        .chain(gone_pins)
        .collect()
}
