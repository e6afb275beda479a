//! [`backtest`]: the planner on the past, judged on what came after it.
//!
//! The logs are cut at several points in time. At each the planner gets what came before, makes a plan, and the
//! plan is judged by the demand and the sessions that came until the next point; so are staying, a hash, a
//! balancer, placements from files, and the plan of an oracle that knew what would come. Every plan starts
//! from where everything lies today, with today's sizes: how things lay then the logs do not tell.

use std::collections::BTreeMap;

use crate::access::{AccessProfile, HOUR_MS, HourCount, OperationClass, Session};
use crate::forecast::{
    Estimate, ForecastConfidence, NotEnoughHistory, RegionDemand, SegmentDemand,
};
use crate::plan::crossing::crossings;
use crate::plan::rival::{balanced, by_hash};
use crate::plan::trial::{Outcome, Trial, Visit};
use crate::plan::{CoAccess, MissingKey, PlanInput, propose};
use crate::ports::StatsStore;

use super::fleet_demand::FleetDemand;
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
            let window = Window {
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

/// Hours that are held out.
struct Window<'a> {
    demand: &'a FleetDemand,
    sessions: &'a [Session],
    from: i64,
    until: i64,
}

impl Window<'_> {
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
        let stay: Vec<usize> = input.segments.iter().map(|placed| placed.shard).collect();
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
        let trial = Trial {
            input: &known.input,
            visits: &known.visits,
            scale: known.scale,
        };
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

    /// The input with the demand and the co-access that came.
    fn known(&self, input: &PlanInput) -> Known {
        let segmenter = self.demand.segmenter();
        let profile = &self.demand.profile;
        let segment_of: Vec<Option<usize>> = (profile.objects.iter())
            .map(|object| input.segment_index(&segmenter.segment_of(&object.key)))
            .collect();
        let index = |object: u32| segment_of.get(object as usize).copied().flatten();
        let mut known = input.clone();
        for (placed, demand) in known
            .segments
            .iter_mut()
            .zip(self.realised(&segment_of, input))
        {
            placed.demand = demand;
        }
        let (from_ms, until_ms) = (self.from * HOUR_MS, self.until * HOUR_MS);
        let within = |session: &&Session| (from_ms..until_ms).contains(&session.start_ms);
        let sessions: Vec<Session> = self.sessions.iter().filter(within).cloned().collect();
        let scale = input.policy.horizon_hours / (self.until - self.from) as f64;
        known.coaccess = (crossings(&sessions, index).into_iter())
            .map(|((a, b), count)| CoAccess {
                a,
                b,
                observed: count as f64,
                expected: count as f64 * scale,
            })
            .collect();
        let visits = sessions.iter().map(|session| Visit {
            region: profile.regions[usize::from(session.region)].clone(),
            segments: (session.accesses.iter())
                .filter_map(|&(_, object)| index(object))
                .collect(),
        });
        Known {
            input: known,
            visits: visits.collect(),
            scale,
        }
    }

    /// What came, by segment.
    fn realised(
        &self,
        segment_of: &[Option<usize>],
        input: &PlanInput,
    ) -> Vec<Option<SegmentDemand>> {
        let profile = &self.demand.profile;
        let hours = (self.until - self.from) as usize;
        let mut parts: Vec<BTreeMap<(u16, OperationClass), RegionDemand>> =
            vec![BTreeMap::new(); input.segments.len()];
        for (object, segment) in profile.objects.iter().zip(segment_of) {
            let Some(segment) = *segment else { continue };
            let within = |count: &&HourCount| (self.from..self.until).contains(&count.hour);
            for count in object.hours.iter().filter(within) {
                let part = parts[segment]
                    .entry((count.region, count.class))
                    .or_insert_with(|| RegionDemand {
                        region: profile.regions[usize::from(count.region)].clone(),
                        class: count.class,
                        requests: Estimate::default(),
                        bytes: Estimate::default(),
                        hourly_requests: vec![0.0; hours],
                    });
                part.hourly_requests[(count.hour - self.from) as usize] += count.requests as f64;
                more(&mut part.requests, count.requests as f64);
                more(&mut part.bytes, count.bytes as f64);
            }
        }
        let demand = |(placed, parts): (&crate::plan::PlacedSegment, BTreeMap<_, RegionDemand>)| {
            (!parts.is_empty()).then(|| SegmentDemand {
                segment: placed.segment.clone(),
                regions: parts.into_values().collect(),
                model: "realised".to_owned(),
                confidence: CERTAIN,
            })
        };
        input.segments.iter().zip(parts).map(demand).collect()
    }
}

/// The past is certain.
const CERTAIN: ForecastConfidence = ForecastConfidence {
    total: 1.0,
    product: 1.0,
    skill: 1.0,
    sharpness: 1.0,
    history: 1.0,
    log_completeness: 1.0,
    region_coverage: 1.0,
    steadiness: 1.0,
};

struct Known {
    input: PlanInput,
    visits: Vec<Visit>,
    scale: f64,
}

fn more(sum: &mut Estimate, amount: f64) {
    let mean = sum.mean + amount;
    *sum = Estimate {
        mean,
        lower: mean,
        upper: mean,
    };
}

/// Where everything lies after the plan that `propose` makes.
fn proposed(input: &PlanInput) -> Result<Vec<usize>, Vec<MissingKey>> {
    let mut at: Vec<usize> = input.segments.iter().map(|placed| placed.shard).collect();
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
