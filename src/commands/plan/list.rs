//! `shardctl plan list`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::plan::PlanDocument;
use crate::ports::StoredPlan;
use crate::ui::{Cell, Column, Listing};

use super::lookup::is_stale;
use super::render::{decimals, least_confidence};

/// List the plans
#[derive(Debug, clap::Args)]
pub struct PlanListArgs {}

/// Runs the command.
pub async fn run(ctx: &CommandContext, _args: &PlanListArgs) -> Result<Exit, CommandError> {
    let plans = kept(ctx)?;
    let totals = || {
        plans
            .iter()
            .filter_map(|plan| Some(&plan.document.as_ref()?.body.totals))
    };
    let gain_decimals = decimals(totals().map(|totals| totals.gain_usd_month));
    let cost_decimals = decimals(totals().map(|totals| totals.cost_usd));
    let listing = Listing {
        kind: "plan_list",
        columns: vec![
            Column::new("plan_id", "PLAN"),
            Column::new("name", "NAME"),
            Column::spare("created", "CREATED"),
            Column::spare("map_version", "MAP"),
            Column::new("moves", "MOVES"),
            Column::new("size_bytes", "SIZE"),
            Column::new("gain_usd_month", "USD/MONTH"),
            Column::new("cost_usd", "COST"),
            Column::new("confidence_ratio", "CONF"),
            Column::new("state", "STATE"),
        ],
        rows: (plans.iter())
            .map(|plan| row(plan, gain_decimals, cost_decimals))
            .collect(),
        empty: "no plans",
        notes: Vec::new(),
        warnings: Vec::new(),
    };
    ctx.ui.listing(&listing)?;
    Ok(Exit::Ok)
}

/// A plan, and what can be told of it.
struct Kept {
    plan: StoredPlan,
    document: Option<PlanDocument>,
    stale: bool,
}

fn kept(ctx: &CommandContext) -> Result<Vec<Kept>, CommandError> {
    let Some(store) = ctx.world.map_store()? else {
        return Ok(Vec::new());
    };
    let map = store.load()?;
    let keep = |plan: StoredPlan| {
        let document = PlanDocument::from_bytes(&plan.document).ok();
        let stale = is_stale(store.as_ref(), document.as_ref(), map.as_ref())?;
        Ok(Kept {
            plan,
            document,
            stale,
        })
    };
    store.plans()?.into_iter().map(keep).collect()
}

/// One plan; what cannot be read of it is unknown.
fn row(kept: &Kept, gain_decimals: u8, cost_decimals: u8) -> Vec<Cell> {
    let plan = &kept.plan;
    let mut row = vec![
        Cell::Text(plan.id.clone()),
        plan.name.clone().map_or(Cell::Unknown, Cell::Text),
        Cell::Time(plan.created_ms),
    ];
    let Some(document) = &kept.document else {
        row.resize(10, Cell::Unknown);
        return row;
    };
    let body = &document.body;
    row.extend([
        Cell::Count(body.base_map.version),
        Cell::Count(body.totals.moves),
        Cell::Bytes(body.totals.bytes),
        Cell::Number(body.totals.gain_usd_month, gain_decimals),
        Cell::Number(body.totals.cost_usd, cost_decimals),
        least_confidence(&body.clumps).map_or(Cell::Unknown, |least| Cell::Number(least, 2)),
        Cell::Text(if kept.stale { "stale" } else { "ready" }.to_owned()),
    ]);
    row
}
