//! [`tested`]: the planner held against the newest part of the logs before its plan is believed.

use crate::cli::CommandError;
use crate::commands::CommandContext;
use crate::commands::planning::planning_settings;
use crate::engine::fleet_demand::FleetDemand;
use crate::engine::held_out::{HeldOut, held_out};
use crate::ui::units;

use super::render::usd;

/// What the test said.
pub enum Tested {
    /// It speaks for the plan, or says nothing; in words.
    Passed(String),
    /// What the planner would have proposed may well have lost money.
    Failed(String),
}

/// What the last quarter of the logs says of the planner, in words.
pub fn tested(
    ctx: &CommandContext,
    demand: &FleetDemand,
    min_confidence: f64,
) -> Result<Tested, CommandError> {
    let settings = planning_settings(ctx, min_confidence)?;
    let stats = ctx.world.stats_store()?;
    let found = held_out(demand, stats.as_ref(), &settings)?;
    let text = match &found {
        HeldOut::TooShort(why) => {
            format!("not backtested: too short are the logs without their last quarter ({why})")
        }
        HeldOut::NoLogs => "not backtested: the logs are too short".to_owned(),
        HeldOut::Judged(plan) if plan.moves == 0 => {
            "not backtested: from the logs without their last quarter the planner would have proposed nothing".to_owned()
        }
        HeldOut::Judged(plan) => format!(
            "backtested on the last quarter of the logs, unseen: {}, net {} [{}, {}] over {:.0} d",
            units::plural(plan.moves as u64, "move"),
            usd(plan.net_usd),
            usd(plan.interval_usd.0),
            usd(plan.interval_usd.1),
            settings.policy.horizon_hours / 24.0
        ),
    };
    Ok(if found.bears_out() {
        Tested::Passed(text)
    } else {
        Tested::Failed(text)
    })
}
