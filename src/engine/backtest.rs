//! [`backtest`]: the planner on the past, judged on what came after it.
//!
//! The logs are cut at several points in time. At each the planner gets what came before, makes a plan, and the
//! plan is judged by the demand and the sessions that came until the next point; so are staying, a hash, a
//! balancer, placements from files, and the plan of an oracle that knew what would come. Every plan starts
//! from where everything lies today, with today's sizes: how things lay then the logs do not tell.

use crate::access::{AccessProfile, HOUR_MS, Session};
use crate::forecast::NotEnoughHistory;
use crate::plan::rival::{balanced, by_hash};
use crate::plan::trial::Outcome;
use crate::plan::{MissingKey, PlanInput, propose};
use crate::ports::StatsStore;

use super::fleet_demand::FleetDemand;
use super::hindsight::Hindsight;
use super::planning::{PlanningError, PlanningSettings, assemble_from};

/// How the past is cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BacktestOptions {
    /// Share of the logs that the first plan is made from, 0..1.
    pub train: f64,
    /// Plans, each judged on an equal part of the rest.
    pub folds: usize,
    /// Whether rivals and the oracle are judged too.
    pub rivals: bool,
}

/// Who chose a placement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contestant {
    /// Everything where it is.
    Stay,
    /// The planner, from what came before.
    Plan,
    /// A hash over the shards.
    Hash,
    /// A balancer that sees requests only.
    Balance,
    /// A placement from a file.
    File(String),
    /// The planner, from what came after.
    Oracle,
}

impl Contestant {
    /// As outputs name it.
    pub fn name(&self) -> &str {
        match self {
            Self::Stay => "stay",
            Self::Plan => "plan",
            Self::Hash => "hash",
            Self::Balance => "balance",
            Self::File(name) => name,
            Self::Oracle => "oracle",
        }
    }
}

/// One cut.
#[derive(Clone, Debug, PartialEq)]
pub struct Fold {
    /// When the plan was made.
    pub from_ms: i64,
    /// When its judging ended.
    pub until_ms: i64,
    /// Sessions it was judged by.
    pub sessions: usize,
    /// What each would have been worth.
    pub outcomes: Vec<(Contestant, Outcome)>,
}

/// Why there is no backtest.
#[derive(Debug, thiserror::Error)]
pub enum BacktestError {
    /// What the first plan would be made from is too little.
    #[error("too little history to hold some out: {0}")]
    TooShort(NotEnoughHistory),
    /// Prices that are not set.
    #[error("prices are not set")]
    MissingPrices(Vec<MissingKey>),
    /// No input to plan from.
    #[error(transparent)]
    Planning(PlanningError),
}

impl From<PlanningError> for BacktestError {
    fn from(error: PlanningError) -> Self {
        match error {
            PlanningError::NotEnoughHistory(error) => Self::TooShort(error),
            error => Self::Planning(error),
        }
    }
}

impl From<Vec<MissingKey>> for BacktestError {
    fn from(keys: Vec<MissingKey>) -> Self {
        Self::MissingPrices(keys)
    }
}

/// A placement from a file: what of the input's segments lies where.
pub type NamedPlacement<'a> = (String, Box<dyn Fn(&PlanInput) -> Vec<usize> + 'a>);

/// Judges the planner and its rivals at every cut.
pub fn backtest(
    demand: &FleetDemand,
    stats: &dyn StatsStore,
    settings: &PlanningSettings,
    options: BacktestOptions,
    files: &[NamedPlacement<'_>],
) -> Result<Vec<Fold>, BacktestError> {
    let profile = &demand.profile;
    let (Some(oldest), Some(newest)) = (profile.oldest_event_ms, profile.newest_event_ms) else {
        return Err(BacktestError::Planning(PlanningError::NoStatistics));
    };
    let sessions = stats.sessions().map_err(PlanningError::Store)?;
    // What was moved since matters to the next plan, not to those of the past.
    let settings = &PlanningSettings {
        moved: Vec::new(),
        ..settings.clone()
    };
    let first = oldest.div_euclid(HOUR_MS) + 1;
    let hours = (newest.div_euclid(HOUR_MS) - first).max(0) as f64;
    let cut = |share: f64| first + (hours * share).round() as i64;
    let mut folds = Vec::new();
    for fold in 0..options.folds {
        let share = |fold: usize| {
            options.train + (1.0 - options.train) * fold as f64 / options.folds as f64
        };
        let (from, until) = (cut(share(fold)), cut(share(fold + 1)));
        if until > from {
            let window = Hindsight {
                demand,
                sessions: &sessions,
                from,
                until,
            };
            folds.push(window.judge(stats, settings, options, files)?);
        }
    }
    Ok(folds)
}

impl Hindsight<'_> {
    fn judge(
        &self,
        stats: &dyn StatsStore,
        settings: &PlanningSettings,
        options: BacktestOptions,
        files: &[NamedPlacement<'_>],
    ) -> Result<Fold, BacktestError> {
        let from_ms = self.from * HOUR_MS;
        let past = self.demand.until(from_ms);
        let before = |session: &&Session| session.start_ms < from_ms;
        let before: Vec<Session> = self.sessions.iter().filter(before).cloned().collect();
        let input = assemble_from(&past, stats, settings, &before)?.input;
        let known = self.known(&input);
        let stay = input.homes();
        let mut placements = vec![
            (Contestant::Stay, stay.clone()),
            (Contestant::Plan, proposed(&input)?),
        ];
        if options.rivals {
            placements.push((Contestant::Hash, by_hash(&input)));
            placements.push((Contestant::Balance, balanced(&input)));
            for (name, placement) in files {
                placements.push((Contestant::File(name.clone()), placement(&input)));
            }
            placements.push((Contestant::Oracle, proposed(&known.input)?));
        }
        let trial = known.trial();
        let outcomes = placements.into_iter().map(|(contestant, at)| {
            let outcome = trial.outcome(&at)?;
            Ok((contestant, outcome))
        });
        Ok(Fold {
            from_ms,
            until_ms: self.until * HOUR_MS,
            sessions: known.visits.len(),
            outcomes: outcomes.collect::<Result<_, Vec<MissingKey>>>()?,
        })
    }
}

/// Where everything lies after the plan that `propose` makes.
pub(super) fn proposed(input: &PlanInput) -> Result<Vec<usize>, Vec<MissingKey>> {
    let mut at = input.homes();
    for planned in propose(input)?.moves {
        at[planned.segment] = planned.to;
    }
    Ok(at)
}

/// The statistics as they were at a time, a full hour.
pub fn cut(profile: &AccessProfile, until_ms: i64) -> AccessProfile {
    let until = until_ms.div_euclid(HOUR_MS);
    let mut past = profile.clone();
    for object in &mut past.objects {
        object.hours.retain(|count| count.hour < until);
    }
    past.newest_event_ms = past.newest_event_ms.map(|newest| newest.min(until_ms));
    past
}
