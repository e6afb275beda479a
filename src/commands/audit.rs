//! `shardctl audit`.

use std::str::FromStr;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::current_map::current_map;
use crate::engine::audit::{AuditReport, Finding, Kind, Subset, audit};
use crate::ui::{Cell, Column, Listing, ProgressUnit, units};

/// Compare the map with what the buckets hold
///
/// Lists every shard of the map, and says of each key whether it is where the map says: `missing` lies
/// elsewhere, `diverged` lies in two shards with different bytes, `resurrected` is back in the source of a
/// completed move, `orphan` was left by a move that was given up or switched back, `unexpected` was put
/// there by nobody that the map knows of. Copies of moves under way, and equal ones that adoption found, are
/// counted and no difference. With --read-data-subset objects are read, too, all copies of each. Sends only
/// reading requests. Ends with 15 on differences, with 6 where a shard cannot be listed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  shardctl audit\n  \
    shardctl audit --read-data-subset 1/30      reads a thirtieth; with $(date +%d)/31 all of it in a month\n  \
    shardctl audit -o json | jq '.data[] | select(.kind == \"missing\")'")]
pub struct AuditArgs {
    /// Read the objects of part N of T, too: each key falls into the same part every time
    #[arg(long, value_name = "N/T")]
    read_data_subset: Option<SubsetArg>,
}

/// A part of all keys.
#[derive(Clone, Copy, Debug)]
struct SubsetArg(Subset);

impl FromStr for SubsetArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "write N/T, such as 1/30, N from 1 to T".to_owned();
        let (part, parts) = text.split_once('/').ok_or_else(wrong)?;
        let (Ok(part), Ok(parts)) = (part.parse(), parts.parse()) else {
            return Err(wrong());
        };
        if part == 0 || part > parts {
            return Err(wrong());
        }
        Ok(Self(Subset { part, parts }))
    }
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &AuditArgs) -> Result<Exit, CommandError> {
    let map = current_map(ctx)?;
    let migrations = match ctx.world.map_store()? {
        Some(store) => store.migrations()?,
        None => Vec::new(),
    };
    let subset = args.read_data_subset.map(|it| it.0);
    let bar = ctx.ui.progress("comparing", ProgressUnit::Count, None);
    let tell = |_: u64| bar.add(1);
    let report = audit(ctx.world.as_ref(), &map, &migrations, subset, &tell).await;
    drop(bar);
    for (shard, error) in &report.unreadable {
        let words = "of its keys nothing is said";
        ctx.ui.warning(&format!(
            "shard `{shard}` could not be listed, {words}: {error}"
        ));
    }
    for (shard, error) in &report.unread {
        ctx.ui.warning(&format!(
            "shard `{shard}`: an object could not be read: {error}"
        ));
    }
    ctx.ui.listing(&listing(&report))?;
    if report.differs() {
        return Ok(Exit::Differs);
    }
    match report
        .unreadable
        .into_values()
        .chain(report.unread.into_values())
        .next()
    {
        Some(error) => Err(error.into()),
        None => Ok(Exit::Ok),
    }
}

fn listing(report: &AuditReport) -> Listing {
    let mut notes = vec![summary(report)];
    let total: u64 = report.counts.values().sum();
    let more = total - report.findings.len() as u64;
    if more > 0 {
        notes.push(format!(
            "… {more} more differences are counted and not named"
        ));
    }
    Listing {
        kind: "audit",
        columns: vec![
            Column::new("key", "KEY"),
            Column::new("kind", "KIND"),
            Column::new("expected", "MAP SAYS"),
            Column::new("found", "FOUND IN"),
            Column::new("size_bytes", "SIZE"),
            Column::new("detail", "DETAIL"),
        ],
        rows: report.findings.iter().map(row).collect(),
        empty: "every object is where the map says",
        notes,
        warnings: Vec::new(),
    }
}

fn summary(report: &AuditReport) -> String {
    let mut parts = vec![format!(
        "{} where the map says",
        units::plural(report.sound, "key")
    )];
    for kind in Kind::ALL {
        if let Some(count) = report.counts.get(&kind) {
            parts.push(format!("{count} {}", kind.name()));
        }
    }
    for (count, words) in [
        (report.under_way, "with a copy of a move under way"),
        (report.shadows, "with an equal copy elsewhere"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {words}"));
        }
    }
    if report.read > 0 {
        let bytes = units::bytes(report.read_bytes);
        parts.push(format!(
            "{} read ({bytes})",
            units::plural(report.read, "object")
        ));
    }
    parts.join(", ")
}

fn row(finding: &Finding) -> Vec<Cell> {
    let names: Vec<String> = finding.found.iter().map(ToString::to_string).collect();
    let expected = finding.expected.as_ref();
    vec![
        Cell::Key(finding.key.clone()),
        Cell::Text(finding.kind.name().to_owned()),
        expected.map_or(Cell::Unknown, |shard| Cell::Text(shard.to_string())),
        Cell::Text(names.join(", ")),
        Cell::Bytes(finding.bytes),
        Cell::Key(finding.detail.as_str().into()),
    ]
}
