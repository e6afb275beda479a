//! `shardctl plan explain`.

use std::collections::BTreeMap;

use serde_json::json;

use crate::access::HOUR_MS;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::current_map::current_map;
use crate::commands::planning::{gather, missing_prices};
use crate::engine::fleet_demand::FleetDemand;
use crate::placement::{Key, Segment};
use crate::plan::document::MoveEntry;
use crate::plan::pace::Pace;
use crate::plan::price::MONTH_HOURS;
use crate::plan::{PlanDocument, PlanInput, Verdict, verdicts};
use crate::ui::{Cell, Column, Listing, Report, Section, escape_line};

use super::explanation::move_sections;
use super::lookup::{answer, find, refuse_stale};
use super::takes;

/// Show every term of a move
///
/// Each term with its quantity, its unit prices at source and target, and where each price is from.
/// Of a stale plan the exit code is 12; --why-not refuses one.
#[derive(Debug, clap::Args)]
pub struct PlanExplainArgs {
    /// File, name, or id of the plan (its first four digits will do)
    plan: String,
    /// Number of the move; every move when left out
    #[arg(long = "move", value_name = "N", conflicts_with = "why_not")]
    number: Option<u64>,
    /// Why the plan does not move this segment or key
    #[arg(long, value_name = "SEGMENT|KEY")]
    why_not: Option<String>,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &PlanExplainArgs) -> Result<Exit, CommandError> {
    let found = find(ctx, &args.plan)?;
    let report = match &args.why_not {
        Some(text) => {
            // Computed on the newest map, for which a plan of another says nothing.
            refuse_stale(ctx, &found.document, &current_map(ctx)?)?;
            why_not(ctx, &found.document, text)?
        }
        None => explain(&found.document, args.number, &takes::pace(ctx))?,
    };
    answer(ctx, &found.document, report)
}

fn explain(
    document: &PlanDocument,
    number: Option<u64>,
    pace: &Pace,
) -> Result<Report, CommandError> {
    let body = &document.body;
    let wanted = |entry: &&MoveEntry| number.is_none_or(|number| entry.n == number);
    let moves: Vec<&MoveEntry> = body.moves.iter().filter(wanted).collect();
    if let (Some(number), []) = (number, moves.as_slice()) {
        let what = format!("plan {} has no move {number}", document.plan_id);
        return Err(CommandError::new(Exit::NotFound, "no_such_move", what)
            .why(format!("it has {} moves", body.moves.len()))
            .next(format!(
                "shardctl plan show {}      lists them",
                document.plan_id
            )));
    }
    let clump = |entry: &MoveEntry| &body.clumps[(entry.clump as usize).saturating_sub(1)];
    let mut sections: Vec<Section> = (moves.iter())
        .flat_map(|entry| {
            let takes = takes::move_section(pace, entry);
            move_sections(entry, clump(entry), takes, body.policy.horizon_hours)
        })
        .collect();
    if sections.is_empty() {
        sections.push(Section::Text("The plan moves nothing.".to_owned()));
    }
    if number.is_none() {
        let notes = body.notes.iter();
        sections.extend(notes.map(|note| Section::Field("note", note.clone())));
    }
    let entries = moves.iter().map(|entry| {
        let mut value = json!(entry);
        value["clump"] = json!(clump(entry));
        value["duration"] = takes::value(takes::of_move(pace, entry));
        value
    });
    let data = json!({
        "plan_id": document.plan_id,
        "horizon_hours": body.policy.horizon_hours,
        "moves": entries.collect::<Vec<_>>(),
    });
    Ok(Report {
        kind: "plan_explanation",
        data,
        sections,
        warnings: Vec::new(),
    })
}

fn why_not(
    ctx: &CommandContext,
    document: &PlanDocument,
    text: &str,
) -> Result<Report, CommandError> {
    let (demand, assembled) = gather(ctx, document.body.policy.min_confidence)?;
    let input = &assembled.input;
    let segment = segment_of(&demand, input, text)?;
    let targets = targets(document, input);
    if let Some(entry) = moved(document, input, segment) {
        return explain(document, Some(entry.n), &takes::pace(ctx));
    }
    let verdicts = verdicts(input, &targets, segment).map_err(|keys| missing_prices(&keys))?;
    let placed = &input.segments[segment];
    let shard = &input.shards[placed.shard].name;
    let heading = format!(
        "{} stays in {shard}, after the plan's moves",
        placed.segment
    );
    let data = json!({
        "plan_id": document.plan_id,
        "segment": placed.segment.to_string(),
        "shard": shard.to_string(),
        "verdicts": verdicts.iter().map(|verdict| json!({
            "to": input.shards[verdict.to].name.to_string(),
            "gain_usd_month": monthly(input, verdict.gain),
            "cost_usd": verdict.cost.usd(),
            "payback_hours": verdict.payback_hours,
            "confidence_ratio": verdict.confidence.total,
            "against": verdict.against,
        })).collect::<Vec<_>>(),
    });
    Ok(Report {
        kind: "plan_why_not",
        data,
        sections: vec![
            Section::Text(escape_line(&heading)),
            Section::Table(None, verdict_listing(input, &verdicts)),
        ],
        warnings: Vec::new(),
    })
}

fn monthly(input: &PlanInput, amount: crate::plan::Money) -> f64 {
    amount
        .scaled(MONTH_HOURS / input.policy.horizon_hours)
        .usd()
}

fn verdict_listing(input: &PlanInput, verdicts: &[Verdict]) -> Listing {
    let rows = verdicts.iter().map(|verdict| {
        let against = if verdict.against.is_empty() {
            "nothing: plan again".to_owned()
        } else {
            verdict.against.join("; ")
        };
        let payback = verdict
            .payback_hours
            .map(|hours| (hours * HOUR_MS as f64) as u64);
        vec![
            Cell::Text(input.shards[verdict.to].name.to_string()),
            Cell::Number(monthly(input, verdict.gain), 6),
            Cell::Number(verdict.cost.usd(), 6),
            payback.map_or(Cell::Unknown, Cell::Duration),
            Cell::Number(verdict.confidence.total, 2),
            Cell::Text(against),
        ]
    });
    Listing {
        kind: "plan_verdicts",
        columns: vec![
            Column::new("to", "TO"),
            Column::new("gain_usd_month", "USD/MONTH"),
            Column::new("cost_usd", "COST"),
            Column::new("payback_ms", "PAYBACK"),
            Column::new("confidence_ratio", "CONF"),
            Column::new("against", "WHAT SPEAKS AGAINST IT"),
        ],
        rows: rows.collect(),
        empty: "there is no other shard",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

/// The segment that `text` names, or that the key `text` lies in.
fn segment_of(demand: &FleetDemand, input: &PlanInput, text: &str) -> Result<usize, CommandError> {
    let named = text.parse::<Segment>().ok();
    if let Some(index) = named.and_then(|segment| input.segment_index(&segment)) {
        return Ok(index);
    }
    let segment = demand.segmenter().segment_of(&Key::from(text));
    input.segment_index(&segment).ok_or_else(|| {
        CommandError::new(
            Exit::NotFound,
            "no_such_segment",
            format!("no inventoried object in `{text}`"),
        )
        .next("shardctl analyze segments      lists the segments")
    })
}

/// The plan's moves in the numbers of `input`.
fn targets(document: &PlanDocument, input: &PlanInput) -> BTreeMap<usize, usize> {
    let moves = document.body.moves.iter();
    moves
        .filter_map(|entry| {
            let segment = input.segment_index(&entry.segment.parse().ok()?)?;
            let shard = input.shard_index(&entry.to.as_str().into())?;
            Some((segment, shard))
        })
        .collect()
}

fn moved<'a>(
    document: &'a PlanDocument,
    input: &PlanInput,
    segment: usize,
) -> Option<&'a MoveEntry> {
    let id = input.segments[segment].segment.to_string();
    document.body.moves.iter().find(|entry| entry.segment == id)
}
