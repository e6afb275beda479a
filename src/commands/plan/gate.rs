//! [`tested`]: the planner held against the newest part of the logs before its plan is believed.

use crate::cli::CommandError;
use crate::commands::CommandContext;
use crate::commands::planning::planning_settings;
use crate::engine::backtest::{BacktestError, BacktestOptions, Contestant, backtest};
use crate::engine::fleet_demand::FleetDemand;
use crate::engine::score::scores;
use crate::ui::units;

use super::render::usd;

/// The first part, from which the test's plan is made.
const TRAIN: f64 = 0.75;

/// What the test said.
pub enum Tested {
    /// It speaks for the plan, or says nothing; in words.
    Passed(String),
    /// What the planner would have proposed may well have lost money.
    Failed(String),
}

/// Plans from the first three quarters of the logs and judges that on the last, which the planner had not seen.
pub fn tested(
    ctx: &CommandContext,
    demand: &FleetDemand,
    min_confidence: f64,
) -> Result<Tested, CommandError> {
    let settings = planning_settings(ctx, min_confidence)?;
    let stats = ctx.world.stats_store()?;
    let options = BacktestOptions {
        train: TRAIN,
        folds: 1,
        rivals: false,
    };
    let folds = match backtest(demand, stats.as_ref(), &settings, options, &[]) {
        Ok(folds) => folds,
        Err(BacktestError::TooShort(why)) => {
            return Ok(Tested::Passed(format!(
                "not backtested: too short are the logs without their last quarter ({why})"
            )));
        }
        Err(error) => return Err(error.into()),
    };
    let scores = scores(&folds, settings.policy.horizon_hours);
    let plan = scores
        .iter()
        .find(|score| score.contestant == Contestant::Plan);
    let Some(plan) = plan else {
        return Ok(Tested::Passed(
            "not backtested: the logs are too short".to_owned(),
        ));
    };
    if plan.moves == 0 {
        let text = "not backtested: from the logs without their last quarter the planner would have proposed nothing";
        return Ok(Tested::Passed(text.to_owned()));
    }
    let (low, high) = plan.interval_usd;
    let text = format!(
        "backtested on the last quarter of the logs, unseen: {}, net {} [{}, {}] over {:.0} d",
        units::plural(plan.moves as u64, "move"),
        usd(plan.net_usd),
        usd(low),
        usd(high),
        settings.policy.horizon_hours / 24.0
    );
    Ok(if low > 0.0 {
        Tested::Passed(text)
    } else {
        Tested::Failed(text)
    })
}
