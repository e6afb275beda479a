//! `shardctl map show`.

use std::collections::BTreeSet;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::placement::{Key, Rule, Segment, ShardMap};
use crate::ui::{Cell, Column, Listing, units};

use super::version;

/// Show the shard map
///
/// The most specific rule wins; a key that no rule covers falls to its rendezvous home, in proportion
/// to the shards' weights. PINNED tells how much of a rule's segment pins hold: yes, no, or part.
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
    let map = version(ctx, args.version).await?;
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
    let held = HeldByPins::of(map);
    let row = |rule: Rule| {
        let shard = map.shard(&rule.shard);
        vec![
            Cell::Key(rule.segment.id()),
            Cell::Text(rule.shard.to_string()),
            shard.map_or(Cell::Unknown, |shard| Cell::Text(shard.region.clone())),
            Cell::Count(rule.lsn),
            Cell::Text(held.how_much(&rule.segment).to_owned()),
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
            "map version {}: {}, {}, {}",
            map.lsn,
            units::plural(map.rule_count() as u64, "rule"),
            units::plural(map.shards().count() as u64, "shard"),
            units::plural(map.pins().count() as u64, "pin")
        )],
        warnings: Vec::new(),
    }
}

/// How much of each rule's segment pins hold.
pub(super) struct HeldByPins<'a> {
    pins: BTreeSet<&'a Segment>,
    /// Rules with a pin inside that lies in no more specific rule.
    in_part: BTreeSet<Segment>,
}

impl<'a> HeldByPins<'a> {
    pub(super) fn of(map: &'a ShardMap) -> Self {
        let pins: BTreeSet<&Segment> = map.pins().map(|pin| &pin.segment).collect();
        let deciding =
            |pin: &&Segment| around(pin).find(|segment| map.rule_shard(segment).is_some());
        let in_part = pins.iter().filter_map(deciding).collect();
        Self { pins, in_part }
    }

    pub(super) fn how_much(&self, rule: &Segment) -> &'static str {
        if !self.pins.is_empty() && around(rule).any(|segment| self.pins.contains(&segment)) {
            "yes"
        } else if self.in_part.contains(rule) {
            "part"
        } else {
            "no"
        }
    }
}

/// The segment and every prefix that covers it, the narrowest first.
fn around(segment: &Segment) -> impl Iterator<Item = Segment> {
    let key = segment.key().as_bytes();
    let longest = match segment {
        Segment::Exact(_) => key.len() + 1,
        Segment::Prefix(_) => key.len(),
    };
    let prefixes = (0..longest).rev();
    let prefixes = prefixes.map(|len| Segment::Prefix(Key::from(&key[..len])));
    std::iter::once(segment.clone()).chain(prefixes)
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
                    Cell::Key(pin.segment.id()),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placement::{Pin, Shard};

    #[test]
    fn a_pin_inside_holds_a_part() {
        let shard = Shard {
            name: "s".into(),
            endpoint: "e".to_owned(),
            bucket: "b".to_owned(),
            prefix: String::new(),
            mount: String::new(),
            region: "r".to_owned(),
            weight: 1,
        };
        let mut map = ShardMap::new(1, [shard]);
        for pin in ["prefix:a/pinned/", "prefix:c/", "exact:d/one", "exact:e"] {
            let (segment, reason) = (pin.parse().unwrap(), "r".to_owned());
            map.pin(Pin {
                segment,
                reason,
                lsn: 1,
            });
        }
        let rules = [
            ("prefix:a/", "part"),
            ("prefix:b/", "no"),
            ("prefix:c/", "yes"),
            ("prefix:c/below/", "yes"),
            ("exact:c/x", "yes"),
            ("prefix:d/", "no"),
            ("prefix:d/o", "part"),
            ("exact:e", "yes"),
            ("prefix:e", "no"),
            ("prefix:", "no"),
        ];
        let parsed = |text: &str| text.parse::<Segment>().unwrap();
        for (rule, _) in rules {
            map.insert(parsed(rule), "s".into(), 1);
        }
        let held = HeldByPins::of(&map);
        for (rule, wanted) in rules {
            assert_eq!(held.how_much(&parsed(rule)), wanted, "{rule}");
        }
    }
}
