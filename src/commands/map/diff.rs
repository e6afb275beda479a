//! `shardctl map diff`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::placement::{MapDiff, Segment, ShardMap, ShardName};
use crate::ui::{Cell, Column, Listing};

use super::version;

/// Compare two versions of the map
///
/// Lists every rule, pin and shard that is not the same in both. Ends with 0 whether they differ or
/// not.
#[derive(Debug, clap::Args)]
pub struct MapDiffArgs {
    /// The version before
    #[arg(value_name = "FROM")]
    from: u64,
    /// The version after [default: the newest]
    #[arg(value_name = "TO")]
    to: Option<u64>,
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
    Ok(Exit::Ok)
}

/// Shards first, for rules name them; within each kind what is set, then what is gone.
fn rows(diff: &MapDiff, before: &ShardMap) -> Vec<Vec<Cell>> {
    let mut rows = shard_rows(diff, before);
    rows.extend(rule_rows(diff, before));
    rows.extend(pin_rows(diff, before));
    rows
}

fn row(what: &str, name: Cell, before: Cell, after: Cell) -> Vec<Cell> {
    vec![Cell::Text(what.to_owned()), name, before, after]
}

fn key(segment: &Segment) -> Cell {
    Cell::Key(segment.to_string().into())
}

fn shard_rows(diff: &MapDiff, before: &ShardMap) -> Vec<Vec<Cell>> {
    let weight_before = |name: &ShardName| {
        let weight = before.shard(name).map(|shard| shard.weight.into());
        weight.map_or(Cell::Unknown, Cell::Count)
    };
    let name = |name: &ShardName| Cell::Text(name.to_string());
    let set = diff.shards_set.iter().map(|shard| {
        let after = Cell::Count(shard.weight.into());
        row(
            "shard",
            name(&shard.name),
            weight_before(&shard.name),
            after,
        )
    });
    let gone = diff.shards_removed.iter();
    let gone = gone.map(|gone| row("shard", name(gone), weight_before(gone), Cell::Unknown));
    set.chain(gone).collect()
}

fn rule_rows(diff: &MapDiff, before: &ShardMap) -> Vec<Vec<Cell>> {
    let shard_before = |segment: &Segment| {
        let shard = before.rule_shard(segment);
        shard.map_or(Cell::Unknown, |shard| Cell::Text(shard.to_string()))
    };
    let set = diff.rules_set.iter().map(|rule| {
        let after = Cell::Text(rule.shard.to_string());
        row(
            "rule",
            key(&rule.segment),
            shard_before(&rule.segment),
            after,
        )
    });
    let gone = diff.rules_removed.iter();
    let gone = gone.map(|gone| row("rule", key(gone), shard_before(gone), Cell::Unknown));
    set.chain(gone).collect()
}

fn pin_rows(diff: &MapDiff, before: &ShardMap) -> Vec<Vec<Cell>> {
    let reason_before = |segment: &Segment| {
        let pin = before.pins().find(|pin| pin.segment == *segment);
        pin.map_or(Cell::Unknown, |pin| Cell::Key(pin.reason.as_str().into()))
    };
    let set = diff.pins_set.iter().map(|pin| {
        let after = Cell::Key(pin.reason.as_str().into());
        row("pin", key(&pin.segment), reason_before(&pin.segment), after)
    });
    let gone = diff.pins_removed.iter();
    let gone = gone.map(|gone| row("pin", key(gone), reason_before(gone), Cell::Unknown));
    set.chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placement::Pin;

    #[test]
    fn every_kind_of_change_is_a_row() {
        let shard = |name: &str, weight| crate::placement::Shard {
            name: name.into(),
            endpoint: "e".into(),
            bucket: name.into(),
            prefix: String::new(),
            mount: String::new(),
            region: "r".into(),
            weight,
        };
        let mut before = ShardMap::new(1, [shard("a", 1), shard("b", 1)]);
        before.insert("prefix:t/".parse().unwrap(), "a".into(), 1);
        before.insert("exact:gone".parse().unwrap(), "a".into(), 1);
        let mut after = ShardMap::new(2, [shard("a", 1), shard("b", 5)]);
        after.insert("prefix:t/".parse().unwrap(), "b".into(), 2);
        let segment: Segment = "prefix:w/".parse().unwrap();
        after.pin(Pin {
            segment,
            reason: "because".into(),
            lsn: 2,
        });
        let text = |cell: &Cell| match cell {
            Cell::Text(text) => text.clone(),
            Cell::Key(key) => key.to_string_lossy().into_owned(),
            Cell::Count(count) => count.to_string(),
            _ => "-".to_owned(),
        };
        let rows: Vec<String> = rows(&MapDiff::between(&before, &after), &before)
            .iter()
            .map(|row| row.iter().map(text).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(
            rows,
            [
                "shard b 1 5",
                "rule prefix:t/ a b",
                "rule exact:gone a -",
                "pin prefix:w/ - because"
            ]
        );
    }
}
