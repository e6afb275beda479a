//! Recovery, and what it found and did as a page.

use serde_json::json;

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::migrate::{end_of, move_json, steps_text, stray_sections, work_on};
use crate::engine::migration::{MigrationError, MoveReport, Policy, RecoverReport, Recovered};
use crate::ui::{Cell, Column, Listing, Report, Section, units};

/// Objects worked on at a time.
const WAYS: u16 = 32;
/// Transfers that people see; programs see all.
const SHOWN: usize = 50;

/// Settles what is in flight, or (in a dry run) says what would be done; then deals with migrations under
/// way as the policy says.
pub async fn settle(
    ctx: &CommandContext,
    dry_run: bool,
    policy: Option<Policy>,
) -> Result<Exit, CommandError> {
    refuse_lost_state(ctx)?;
    let (mut report, followed) = work_on(ctx, "recovering", WAYS, dry_run, async |work| {
        let settled = work.with(async |migrator| {
            let report = Box::pin(migrator.recover()).await?;
            let followed = match policy {
                Some(policy) => Box::pin(migrator.follow(policy)).await?,
                None => Vec::new(),
            };
            Ok::<_, MigrationError>((report, followed))
        });
        Ok(settled.await??)
    })
    .await?;
    let policies: Vec<String> = (followed.iter())
        .map(|one| match policy {
            Some(Policy::Hold) => format!("{} is held: `migrate resume` lets it go on", one.id),
            _ => format!("{}: {} → {}", one.id, one.was.name(), one.state.name()),
        })
        .collect();
    // What became of a move in the end counts.
    let after = followed.into_iter().flat_map(|one| one.moves);
    for moved in after {
        let earlier = report.moves.iter().position(|one| one.id == moved.id);
        match earlier {
            Some(at) => {
                let was = report.moves[at].was;
                report.moves[at] = MoveReport { was, ..moved };
            }
            None => report.moves.push(moved),
        }
    }
    let mut page = page(&report, dry_run);
    for text in policies {
        let last = page.sections.len().saturating_sub(1);
        page.sections.insert(last, Section::Field("policy", text));
    }
    ctx.ui.report(&page)?;
    let open = (report.moves.iter()).any(|one| !one.would.is_empty() || !one.strays.is_empty())
        || report.transfers.iter().any(|one| one.now.is_intent());
    match end_of(&report.moves)? {
        Exit::Ok if dry_run && (open || !report.transfers.is_empty()) => Ok(Exit::Pending),
        exit => Ok(exit),
    }
}

/// There is nothing to recover from without map.db: what this host knew of objects in flight was in it.
fn refuse_lost_state(ctx: &CommandContext) -> Result<(), CommandError> {
    if ctx.world.map_store()?.is_some() {
        return Ok(());
    }
    let file = ctx.settings.state_dir.join("map.db");
    let what = format!("there is no `{}`", file.display());
    Err(CommandError::new(Exit::StateLost, "map_db_missing", what)
        .why("the journal of what is in flight is in it: without it nothing is known, and nothing was changed")
        .next("shardctl recover map      makes it anew from the control location, on any host")
        .next("where it lies elsewhere: name that directory with --state-dir")
        .next("only for a fleet that was never adopted: shardctl init --adopt"))
}

fn page(report: &RecoverReport, dry_run: bool) -> Report {
    let count = report.transfers.len() as u64;
    let idle = report
        .moves
        .iter()
        .all(|one| one.was == one.state && one.would.is_empty() && one.did.is_empty());
    let headline = match (report.moves.len(), dry_run) {
        (0, _) => "Nothing is in flight.".to_owned(),
        _ if count == 0 && idle => "Nothing is in flight.".to_owned(),
        (_, true) => format!(
            "{} in flight; nothing was changed.",
            units::plural(count, "object")
        ),
        (_, false) => {
            format!("{} was in flight.", units::plural(count, "object")).replace("s was", "s were")
        }
    };
    let mut sections = vec![Section::Text(headline)];
    if count > 0 {
        sections.push(Section::Table(None, transfers(&report.transfers, dry_run)));
    }
    for one in &report.moves {
        let steps = if dry_run { &one.would } else { &one.did };
        let mut parts = vec![format!("{} → {}", one.was.name(), one.state.name())];
        if !steps.is_empty() {
            parts.push(steps_text(steps));
        }
        parts.extend(Some(one.ending.why().to_owned()).filter(|why| !why.is_empty()));
        let text = format!("{}: {}", one.id, parts.join("; "));
        sections.push(Section::Field("move", text));
    }
    sections.extend(stray_sections(&report.moves));
    let next = match (report.moves.first(), dry_run) {
        (None, _) => "Next: shardctl migrate list".to_owned(),
        (Some(_), true) => "Next: shardctl recover run".to_owned(),
        (Some(one), false) => format!("Next: shardctl migrate status {}", one.id.migration),
    };
    sections.push(Section::Text(next));
    Report {
        kind: "recovery",
        data: json!({
            "dry_run": dry_run,
            "transfers": report.transfers.iter().map(transfer_json).collect::<Vec<_>>(),
            "moves": report.moves.iter().map(move_json).collect::<Vec<_>>(),
        }),
        sections,
        warnings: Vec::new(),
    }
}

fn transfer_json(one: &Recovered) -> serde_json::Value {
    json!({
        "migration_id": one.id.migration,
        "move": one.id.n,
        "key": one.key.as_str(),
        "journal": one.was.name(),
        "seen": one.seen,
        "step": one.step,
        "state": one.now.name(),
    })
}

fn transfers(all: &[Recovered], dry_run: bool) -> Listing {
    let step = if dry_run { "WOULD" } else { "DID" };
    let rows = all.iter().take(SHOWN).map(|one| {
        vec![
            Cell::Key(one.key.clone()),
            Cell::Text(one.id.to_string()),
            Cell::Text(one.was.name().to_owned()),
            Cell::Text(one.seen.clone()),
            Cell::Text(one.step.to_owned()),
            Cell::Text(one.now.name().to_owned()),
        ]
    });
    let more = all.len().saturating_sub(SHOWN);
    let note = (more > 0).then(|| format!("… {more} more (-o json has all)"));
    Listing {
        kind: "recovered_transfers",
        columns: vec![
            Column::new("key", "KEY"),
            Column::new("move", "MOVE"),
            Column::new("journal", "JOURNAL SAYS"),
            Column::new("seen", "SOURCE, TARGET"),
            Column::new("step", step),
            Column::new("state", "NOW"),
        ],
        rows: rows.collect(),
        empty: "nothing is in flight",
        notes: note.into_iter().collect(),
        warnings: Vec::new(),
    }
}
