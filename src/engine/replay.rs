//! [`replay`]: a plan every night of the past, each carried out at once, and what the moves then came to.
//!
//! Every night the planner gets the logs up to that night, and everything lies where the nights before have left it; it
//! begins where everything lies today, with today's sizes. A night's plan is carried out only if the planner's like
//! would have paid on the newest quarter of the logs it had, as `plan propose` asks. The moves are then judged by what
//! came until the end of the logs, clump by clump, with everything else where that night left it.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::{HOUR_MS, Session};
use crate::placement::Segment;
use crate::plan::rest::rest;
use crate::plan::{Calibration, Came, PlanInput, Proposal, propose};
use crate::ports::StatsStore;

use super::backtest::BacktestError;
use super::fleet_demand::FleetDemand;
use super::held_out::held_out;
use super::hindsight::Hindsight;
use super::paper::LEAST_HOURS;
use super::planning::{PlanningError, PlanningSettings, assemble_from, outer};

const WEEK_HOURS: f64 = 168.0;
/// A segment that goes back within so many hours is a reversal.
const REVERSAL_HOURS: i64 = 168;

/// How to replay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReplayOptions {
    /// Hours of logs before the first night.
    pub warm_up_hours: i64,
    /// Hours from one night to the next; nights begin at multiples of them, UTC.
    pub every_hours: i64,
    /// Whether plans are carried out that the newest logs do not bear out.
    pub unproven: bool,
}

/// What one clump that was carried out came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// Moves in it.
    pub moves: usize,
    /// That it pays, as stated.
    pub stated: f64,
    /// Whether it had to be, to mend a limit.
    pub mends: bool,
    /// Net gain over the horizon at the rate of what came.
    pub net_usd: f64,
}

/// One night.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Night {
    /// When it was planned.
    pub at_ms: i64,
    /// Moves carried out.
    pub moves: usize,
    /// Of these, how many undo a move of the week before.
    pub reversals: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Moves that were not believed.
    pub disbelieved: usize,
    /// What the clumps came to; those of nights with too little logs after them are left out.
    pub carried: Vec<Carried>,
}

/// All nights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replay {
    /// In order.
    pub nights: Vec<Night>,
    /// Hours from one night to the next.
    pub every_hours: i64,
    /// Nights without enough history to plan.
    pub too_short: usize,
    /// Segments planned in the last night.
    pub segments: usize,
}

impl Replay {
    /// Segments times weeks replayed.
    pub fn segment_weeks(&self) -> f64 {
        self.segments as f64 * (self.nights.len() as i64 * self.every_hours) as f64 / WEEK_HOURS
    }

    /// Every clump carried out.
    pub fn carried(&self) -> impl Iterator<Item = &Carried> {
        self.nights.iter().flat_map(|night| &night.carried)
    }

    /// What stated confidences were worth.
    pub fn calibration(&self) -> Calibration {
        let free = self.carried().filter(|clump| !clump.mends);
        Calibration::of(
            free.map(|clump| (clump.stated, clump.net_usd > 0.0))
                .collect(),
        )
    }
}

/// Where a segment was before, and when it left.
#[derive(Clone, Copy)]
struct Trace {
    shard: usize,
    from: usize,
    hour: i64,
}

/// Replays all nights of the logs.
pub fn replay(
    demand: &FleetDemand,
    stats: &dyn StatsStore,
    settings: &PlanningSettings,
    options: ReplayOptions,
) -> Result<Replay, BacktestError> {
    let profile = &demand.profile;
    let (Some(oldest), Some(newest)) = (profile.oldest_event_ms, profile.newest_event_ms) else {
        return Err(BacktestError::Planning(PlanningError::NoStatistics));
    };
    let sessions = stats.sessions().map_err(PlanningError::Store)?;
    let settings = PlanningSettings {
        moved: Vec::new(),
        ..settings.clone()
    };
    let begin = oldest.div_euclid(HOUR_MS) + options.warm_up_hours.max(1);
    let every = options.every_hours.max(1);
    // The first night of which that much is known.
    let first = (begin + every - 1).div_euclid(every) * every;
    let last = newest.div_euclid(HOUR_MS);
    let mut run = Run {
        demand,
        stats,
        settings,
        sessions,
        last,
        unproven: options.unproven,
        least_hours: LEAST_HOURS.min(every),
        traces: BTreeMap::new(),
    };
    let mut found = Replay {
        every_hours: every,
        ..Replay::default()
    };
    for hour in (first..=last).step_by(every as usize) {
        match run.night(hour) {
            Ok((night, segments)) => {
                found.nights.push(night);
                found.segments = segments;
            }
            Err(BacktestError::TooShort(_)) => found.too_short += 1,
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

struct Run<'a> {
    demand: &'a FleetDemand,
    stats: &'a dyn StatsStore,
    settings: PlanningSettings,
    sessions: Vec<Session>,
    last: i64,
    unproven: bool,
    /// Hours of logs without which nothing is said of a night's moves.
    least_hours: i64,
    traces: BTreeMap<Segment, Trace>,
}

impl Run<'_> {
    /// Plans at an hour and carries that out; the night, and how many segments it looked at.
    fn night(&mut self, hour: i64) -> Result<(Night, usize), BacktestError> {
        let past = self.demand.until(hour * HOUR_MS);
        let before = |session: &&Session| session.start_ms < hour * HOUR_MS;
        let before: Vec<Session> = self.sessions.iter().filter(before).cloned().collect();
        let mut input = assemble_from(&past, self.stats, &self.settings, &before)?.input;
        self.place(&mut input, hour);
        rest(&mut input)?;
        let proposal = propose(&input)?;
        let mut night = Night {
            at_ms: hour * HOUR_MS,
            ..Night::default()
        };
        let needed = proposal.clumps.iter().any(|clump| clump.mends.is_some());
        let believed = proposal.moves.is_empty()
            || needed
            || self.unproven
            || held_out(&past, self.stats, &self.settings)?.bears_out();
        if believed {
            night.carried = self.judged(&input, &proposal, hour)?;
            self.carry_out(&input, &proposal, hour, &mut night);
        } else {
            night.disbelieved = proposal.moves.len();
        }
        Ok((night, input.segments.len()))
    }

    /// Everything where the nights before have left it. An object that is a segment of its own since
    /// went with its directory.
    fn place(&self, input: &mut PlanInput, hour: i64) {
        if self.traces.is_empty() {
            return;
        }
        for placed in &mut input.segments {
            let own = self.traces.get(&placed.segment);
            let trace = own.or_else(|| outer(placed).find_map(|outer| self.traces.get(&outer)));
            let Some(trace) = trace else { continue };
            placed.shard = trace.shard;
            placed.came = Some(Came {
                from: trace.from,
                hours_ago: (hour - trace.hour) as f64,
            });
        }
    }

    fn carry_out(&mut self, input: &PlanInput, proposal: &Proposal, hour: i64, night: &mut Night) {
        self.leave_behind(input, proposal);
        for planned in &proposal.moves {
            let placed = &input.segments[planned.segment];
            let back =
                |trace: &Trace| trace.from == planned.to && hour - trace.hour <= REVERSAL_HOURS;
            let undone = self.traces.get(&placed.segment).is_some_and(back);
            night.moves += 1;
            night.reversals += usize::from(undone);
            night.bytes += placed.bytes;
            let trace = Trace {
                shard: planned.to,
                from: planned.from,
                hour,
            };
            self.traces.insert(placed.segment.clone(), trace);
        }
    }

    /// Notes of the objects that are segments of their own where they are: their directory may move
    /// without them.
    fn leave_behind(&mut self, input: &PlanInput, proposal: &Proposal) {
        let planned = proposal.moves.iter();
        let moved: BTreeSet<&Segment> = planned
            .map(|planned| &input.segments[planned.segment].segment)
            .collect();
        for placed in &input.segments {
            if outer(placed).any(|outer| moved.contains(&outer)) {
                let segment = placed.segment.clone();
                self.traces.entry(segment).or_insert(Trace {
                    shard: placed.shard,
                    from: placed.shard,
                    hour: 0,
                });
            }
        }
    }

    /// What each clump came to until the logs end, for no longer than the horizon.
    fn judged(
        &self,
        input: &PlanInput,
        proposal: &Proposal,
        hour: i64,
    ) -> Result<Vec<Carried>, BacktestError> {
        let until = self.last.min(hour + input.policy.horizon_hours as i64);
        if proposal.moves.is_empty() || until - hour < self.least_hours {
            return Ok(Vec::new());
        }
        let hindsight = Hindsight {
            demand: self.demand,
            sessions: &self.sessions,
            from: hour,
            until,
        };
        let known = hindsight.known(input);
        let stay = input.homes();
        let clumps = proposal.clumps.iter().map(|clump| {
            let mut at = stay.clone();
            for &index in &clump.moves {
                let planned = &proposal.moves[index];
                at[planned.segment] = planned.to;
            }
            Ok(Carried {
                moves: clump.moves.len(),
                stated: clump.confidence.stated,
                mends: clump.mends.is_some(),
                net_usd: known.trial().outcome(&at)?.net_usd(),
            })
        });
        clumps.collect()
    }
}
