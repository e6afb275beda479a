//! `shardctl plan list`.

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::plan::PlanDocument;
use crate::ports::StoredPlan;
use crate::ui::{Cell, Column, Listing};

use super::lookup::stored;
use super::render::least_confidence;

/// List the plans
#[derive(Debug, clap::Args)]
pub struct PlanListArgs {}

/// Runs the command.
pub async fn run(ctx: &CommandContext, _args: &PlanListArgs) -> Result<Exit, CommandError> {
    let plans = stored(ctx)?;
    let listing = Listing {
        kind: "plan_list",
        columns: vec![
            Column::new("plan_id", "PLAN"),
            Column::new("name", "NAME"),
            Column::new("created", "CREATED"),
            Column::new("map_version", "MAP"),
            Column::new("moves", "MOVES"),
            Column::new("size_bytes", "SIZE"),
            Column::new("gain_usd_month", "USD/MONTH"),
            Column::new("cost_usd", "COST"),
            Column::new("confidence_ratio", "CONF"),
        ],
        rows: plans.iter().map(row).collect(),
        empty: "no plans",
        notes: Vec::new(),
        warnings: Vec::new(),
    };
    ctx.ui.listing(&listing)?;
    Ok(Exit::Ok)
}

/// One plan; what cannot be read of it is unknown.
fn row(plan: &StoredPlan) -> Vec<Cell> {
    let mut row = vec![
        Cell::Text(plan.id.clone()),
        plan.name.clone().map_or(Cell::Unknown, Cell::Text),
        Cell::Time(plan.created_ms),
    ];
    let Ok(document) = PlanDocument::from_bytes(&plan.document) else {
        row.resize(9, Cell::Unknown);
        return row;
    };
    let body = document.body;
    row.extend([
        Cell::Count(body.base_map.version),
        Cell::Count(body.totals.moves),
        Cell::Bytes(body.totals.bytes),
        Cell::Usd(body.totals.gain_usd_month),
        Cell::Usd(body.totals.cost_usd),
        least_confidence(&body.clumps).map_or(Cell::Unknown, |least| Cell::Number(least, 2)),
    ]);
    row
}
