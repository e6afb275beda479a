//! [`held_out`]: whether the newest part of the logs bears out what the planner makes of the rest.
//!
//! The planner plans from the first three quarters, and that plan is judged by the last, which it has not seen. It is
//! the planner that is tested so, not the plan that it makes now from all logs.

use crate::forecast::NotEnoughHistory;
use crate::ports::StatsStore;

use super::backtest::{BacktestError, BacktestOptions, Contestant, backtest};
use super::fleet_demand::FleetDemand;
use super::planning::PlanningSettings;
use super::score::{Score, scores};

/// Share of the logs that the test plans from.
const TRAIN: f64 = 0.75;

/// What the held-out logs say.
#[derive(Clone, Debug, PartialEq)]
pub enum HeldOut {
    /// Nothing: there are too few logs before them.
    TooShort(NotEnoughHistory),
    /// Nothing: there are none of them.
    NoLogs,
    /// What the plan would have come to; one without moves says nothing either.
    Judged(Score),
}

impl HeldOut {
    /// Whether nothing speaks against the planner: what it would have moved, if anything, paid for sure.
    pub fn bears_out(&self) -> bool {
        match self {
            Self::TooShort(_) | Self::NoLogs => true,
            Self::Judged(plan) => plan.moves == 0 || plan.interval_usd.0 > 0.0,
        }
    }
}

/// Tests the planner on the newest quarter of the logs.
pub fn held_out(
    demand: &FleetDemand,
    stats: &dyn StatsStore,
    settings: &PlanningSettings,
) -> Result<HeldOut, BacktestError> {
    let options = BacktestOptions {
        train: TRAIN,
        folds: 1,
        rivals: false,
    };
    let folds = match backtest(demand, stats, settings, options, &[]) {
        Ok(folds) => folds,
        Err(BacktestError::TooShort(why)) => return Ok(HeldOut::TooShort(why)),
        Err(error) => return Err(error),
    };
    let mut scores = scores(&folds, settings.policy.horizon_hours).into_iter();
    let plan = scores.find(|score| score.contestant == Contestant::Plan);
    Ok(plan.map_or(HeldOut::NoLogs, HeldOut::Judged))
}
