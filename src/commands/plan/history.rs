//! `shardctl plan history`.

use serde_json::{Value, json};

use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::fleet_demand::fleet_demand;
use crate::commands::planning::{kept_plans, planning_settings};
use crate::engine::paper::{Paper, ScoredClump, paper};
use crate::placement::Key;
use crate::plan::trial::interval;
use crate::ui::{Cell, Column, Listing, Report, Section, units};

use super::render::{decimals, usd};

/// Hold the plans kept against what came after them
///
/// Prices every move that was ever proposed, applied or not, with the demand and the sessions that the logs have shown
/// since; the same move proposed again counts once. Dollars are over the horizon of its plan, at the rate of what came;
/// intervals are of 95 %, over sessions. From 30 clumps on the planner corrects its confidences by it. Changes nothing.
#[derive(Debug, clap::Args)]
pub struct PlanHistoryArgs {}

/// Runs the command.
pub async fn run(ctx: &CommandContext, _args: &PlanHistoryArgs) -> Result<Exit, CommandError> {
    let plans = kept_plans(ctx)?;
    if plans.is_empty() {
        let report = report(&Paper::default());
        ctx.ui.report(&report)?;
        return Ok(Exit::Ok);
    }
    let demand = fleet_demand(ctx)?;
    let settings = planning_settings(ctx, 0.0)?;
    let stats = ctx.world.stats_store()?;
    let known = paper(&demand, stats.as_ref(), &settings, &plans)?;
    ctx.ui.report(&report(&known))?;
    Ok(Exit::Ok)
}

fn report(known: &Paper) -> Report {
    let mut sections = vec![Section::Text(summary(known))];
    if !known.scored.is_empty() {
        sections.push(Section::Table(None, listing(&known.scored)));
        sections.push(Section::Field("confidence", reliability(known)));
    }
    let (net, (low, high)) = known.net_usd();
    let calibration = known.calibration();
    Report {
        kind: "plan_history",
        data: json!({
            "plans": known.plans,
            "scored_clumps": known.scored.len(),
            "scored_moves": moves(known),
            "waiting_clumps": known.waiting,
            "net_usd": net,
            "low_usd": low,
            "high_usd": high,
            "brier_score": calibration.brier(),
            "calibration": calibration.label(),
            "clumps": known.scored.iter().map(value).collect::<Vec<_>>(),
        }),
        sections,
        warnings: Vec::new(),
    }
}

fn moves(known: &Paper) -> usize {
    known.scored.iter().map(|clump| clump.moves.len()).sum()
}

/// "14 plans, 37 moves, would have saved 412 USD [310, 520]; 2 clumps would have lost 3 USD".
fn summary(known: &Paper) -> String {
    let plans = units::plural(known.plans as u64, "plan");
    let waiting = match known.waiting {
        0 => String::new(),
        count => format!(
            "; {} for a day of logs after the plan",
            match count {
                1 => "1 clump waits".to_owned(),
                count => format!("{count} clumps wait"),
            }
        ),
    };
    if known.scored.is_empty() {
        return format!("{plans} kept, nothing to judge yet{waiting}");
    }
    let (net, (low, high)) = known.net_usd();
    let lost: Vec<f64> = (known.scored.iter())
        .map(|clump| clump.net_usd)
        .filter(|net| *net < 0.0)
        .collect();
    let losses = match lost.len() {
        0 => "none would have lost any".to_owned(),
        count => format!(
            "{} of them would have lost {}",
            units::plural(count as u64, "clump"),
            usd(-lost.iter().sum::<f64>())
        ),
    };
    format!(
        "{plans}, {}, would have saved {} [{}, {}]; {losses}{waiting}",
        units::plural(moves(known) as u64, "move"),
        usd(net),
        usd(low),
        usd(high)
    )
}

fn reliability(known: &Paper) -> String {
    let count = known.scored.len() as f64;
    let stated = known.scored.iter().map(|clump| clump.stated).sum::<f64>() / count;
    let paid = known.scored.iter().filter(|clump| clump.net_usd > 0.0);
    let calibration = known.calibration();
    let brier = calibration.brier().unwrap_or(0.0);
    format!(
        "stated {stated:.2} in the mean, {} paid; Brier score {brier:.3}; {}",
        units::ratio(paid.count() as f64 / count),
        calibration.label()
    )
}

fn listing(scored: &[ScoredClump]) -> Listing {
    let amounts = scored
        .iter()
        .flat_map(|clump| [clump.predicted_usd, clump.net_usd]);
    let decimals = decimals(amounts);
    let row = |clump: &ScoredClump| {
        let (low, high) = interval(&clump.nets_usd);
        let (segment, _, to) = &clump.moves[0];
        vec![
            Cell::Text(clump.plan_id.clone()),
            Cell::Time(clump.as_of_ms),
            Cell::Count(clump.moves.len() as u64),
            Cell::Key(Key::from(segment.to_string().as_str())),
            Cell::Text(to.to_string()),
            Cell::Number(clump.stated, 2),
            Cell::Number(clump.predicted_usd, decimals),
            Cell::Number(clump.net_usd, decimals),
            Cell::Number(low, decimals),
            Cell::Number(high, decimals),
            Cell::Count(clump.hours as u64),
        ]
    };
    Listing {
        kind: "plan_history",
        columns: vec![
            Column::new("plan_id", "PLAN"),
            Column::spare("as_of", "AS OF"),
            Column::new("moves", "MOVES"),
            Column::new("segment", "FIRST SEGMENT"),
            Column::new("to", "TO"),
            Column::new("stated_ratio", "STATED"),
            Column::new("predicted_usd", "PREDICTED USD"),
            Column::new("net_usd", "CAME USD"),
            Column::spare("low_usd", "LOW"),
            Column::spare("high_usd", "HIGH"),
            Column::spare("hours", "HOURS"),
        ],
        rows: scored
            .iter()
            .filter(|clump| !clump.moves.is_empty())
            .map(row)
            .collect(),
        empty: "nothing to judge yet",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

fn value(clump: &ScoredClump) -> Value {
    let (low, high) = interval(&clump.nets_usd);
    let moves = clump.moves.iter().map(|(segment, from, to)| {
        json!({"segment": segment.to_string(), "from": from.to_string(), "to": to.to_string()})
    });
    json!({
        "plan_id": clump.plan_id,
        "as_of": units::rfc3339(clump.as_of_ms),
        "moves": moves.collect::<Vec<_>>(),
        "stated_ratio": clump.stated,
        "predicted_usd": clump.predicted_usd,
        "net_usd": clump.net_usd,
        "low_usd": low,
        "high_usd": high,
        "hours": clump.hours,
    })
}
