//! [`paper`]: plans that were proposed, applied or not, held against what came after them.
//!
//! A clump is priced as a trial prices a placement: with its segments where the plan had them, and where the plan
//! wanted them, by the demand and the sessions since the plan's newest log record, for no longer than its horizon. Sizes and prices are
//! those of today. The same moves proposed again, night after night, count once, as they were first proposed.

use std::collections::BTreeSet;

use crate::access::{HOUR_MS, Session};
use crate::placement::{Segment, ShardName};
use crate::plan::document::{ClumpEntry, PlanBody};
use crate::plan::trial::interval;
use crate::plan::{Calibration, PlanDocument, PlanInput};
use crate::ports::StatsStore;

use super::backtest::BacktestError;
use super::fleet_demand::FleetDemand;
use super::hindsight::{Hindsight, Known};
use super::planning::{PlanningError, PlanningSettings, assemble_from};

/// Hours of logs after a plan without which nothing is said of it.
pub const LEAST_HOURS: i64 = 24;

/// What a clump came to.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoredClump {
    /// The plan that first proposed it.
    pub plan_id: String,
    /// The newest log record when it was made.
    pub as_of_ms: i64,
    /// Its segments, from where to where.
    pub moves: Vec<(Segment, ShardName, ShardName)>,
    /// The confidence that its net gain is positive, as stated.
    pub stated: f64,
    /// Net gain over the horizon as predicted.
    pub predicted_usd: f64,
    /// Net gain over the horizon at the rate of what came.
    pub net_usd: f64,
    /// The same, each time the sessions were drawn.
    pub nets_usd: Vec<f64>,
    /// Hours of logs it is judged by.
    pub hours: i64,
}

/// All that was proposed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paper {
    /// Plans looked at.
    pub plans: usize,
    /// What can be judged, oldest first.
    pub scored: Vec<ScoredClump>,
    /// Clumps that wait for logs.
    pub waiting: usize,
}

impl Paper {
    /// What the stated confidences were worth.
    pub fn calibration(&self) -> Calibration {
        let outcomes = self.scored.iter();
        Calibration::of(
            outcomes
                .map(|clump| (clump.stated, clump.net_usd > 0.0))
                .collect(),
        )
    }

    /// Net gain of everything and its 95 % interval over sessions.
    pub fn net_usd(&self) -> (f64, (f64, f64)) {
        let draws = self.scored.iter().map(|clump| clump.nets_usd.len()).min();
        let draw = |n: usize| {
            self.scored
                .iter()
                .map(|clump| clump.nets_usd[n])
                .sum::<f64>()
        };
        let nets: Vec<f64> = (0..draws.unwrap_or(0)).map(draw).collect();
        let net = self.scored.iter().map(|clump| clump.net_usd).sum();
        (net, interval(&nets))
    }
}

/// Judges what `plans` proposed.
pub fn paper(
    demand: &FleetDemand,
    stats: &dyn StatsStore,
    settings: &PlanningSettings,
    plans: &[PlanDocument],
) -> Result<Paper, BacktestError> {
    let mut found = Paper {
        plans: plans.len(),
        ..Paper::default()
    };
    let Some(newest) = demand.profile.newest_event_ms else {
        return Ok(found);
    };
    let last_hour = newest.div_euclid(HOUR_MS);
    let hours_since = |body: &PlanBody| last_hour - first_hour(body);
    let mut by_age: Vec<&PlanDocument> = plans.iter().collect();
    by_age.sort_by(|a, b| (a.body.as_of_ms, &a.plan_id).cmp(&(b.body.as_of_ms, &b.plan_id)));
    let judged = by_age
        .iter()
        .any(|plan| hours_since(&plan.body) >= LEAST_HOURS);
    let (mut sessions, mut input) = (Vec::new(), None);
    if judged {
        sessions = stats.sessions().map_err(PlanningError::Store)?;
        input = Some(assemble_from(demand, stats, settings, &sessions)?.input);
    }
    let mut seen = BTreeSet::new();
    for plan in by_age {
        let body = &plan.body;
        let fresh = |clump: &&ClumpEntry| !moves_of(body, clump).iter().all(|m| seen.contains(m));
        let fresh: Vec<&ClumpEntry> = body.clumps.iter().filter(fresh).collect();
        let hours = hours_since(body).min(body.policy.horizon_hours as i64);
        match input.as_ref().filter(|_| hours >= LEAST_HOURS) {
            None => found.waiting += fresh.len(),
            Some(input) if !fresh.is_empty() => {
                let known = known(demand, &sessions, input, body, hours);
                for clump in &fresh {
                    found.scored.extend(scored(&known, plan, clump, hours)?);
                }
            }
            Some(_) => {}
        }
        seen.extend(fresh.into_iter().flat_map(|clump| moves_of(body, clump)));
    }
    Ok(found)
}

fn first_hour(body: &PlanBody) -> i64 {
    body.as_of_ms.div_euclid(HOUR_MS) + 1
}

/// (Segment, from, to) of a clump's moves, as the plan writes them.
fn moves_of(body: &PlanBody, clump: &ClumpEntry) -> Vec<(String, String, String)> {
    let numbers = clump.moves.iter();
    let entries = numbers.filter_map(|n| body.moves.get((*n as usize).checked_sub(1)?));
    entries
        .map(|entry| (entry.segment.clone(), entry.from.clone(), entry.to.clone()))
        .collect()
}

/// What came since the plan was made, with everything that it would move where it had it.
fn known(
    demand: &FleetDemand,
    sessions: &[Session],
    input: &PlanInput,
    body: &PlanBody,
    hours: i64,
) -> Known {
    let from = first_hour(body);
    let hindsight = Hindsight {
        demand,
        sessions,
        from,
        until: from + hours,
    };
    let mut input = input.clone();
    input.policy.horizon_hours = body.policy.horizon_hours;
    for entry in &body.moves {
        let segment = entry.segment.parse().ok();
        let segment = segment.and_then(|segment| input.segment_index(&segment));
        let from = input.shard_index(&entry.from.as_str().into());
        if let (Some(segment), Some(from)) = (segment, from) {
            input.segments[segment].shard = from;
        }
    }
    hindsight.known(&input)
}

/// What one clump came to; `None` where the fleet has no such segment or shard any more.
fn scored(
    known: &Known,
    plan: &PlanDocument,
    clump: &ClumpEntry,
    hours: i64,
) -> Result<Option<ScoredClump>, BacktestError> {
    let body = &plan.body;
    let mut at = known.input.homes();
    let mut moves = Vec::new();
    for (segment, from, to) in moves_of(body, clump) {
        let Ok(segment) = segment.parse::<Segment>() else {
            return Ok(None);
        };
        let (from, to) = (ShardName::from(from.as_str()), ShardName::from(to.as_str()));
        let target = known.input.shard_index(&to);
        let (Some(index), Some(target)) = (known.input.segment_index(&segment), target) else {
            return Ok(None);
        };
        at[index] = target;
        moves.push((segment, from, to));
    }
    let outcome = known.trial().outcome(&at)?;
    let months = body.policy.horizon_hours / crate::plan::price::MONTH_HOURS;
    Ok(Some(ScoredClump {
        plan_id: plan.plan_id.clone(),
        as_of_ms: body.as_of_ms,
        moves,
        stated: (clump.confidence.stated_ratio).unwrap_or(clump.confidence.total_ratio),
        predicted_usd: clump.gain_usd_month * months - clump.cost_usd,
        net_usd: outcome.net_usd(),
        nets_usd: outcome.nets_usd,
        hours,
    }))
}
