//! [`PlanInput`]: everything a plan depends on, as values. `engine::planning` gathers it.

use std::collections::BTreeMap;

use crate::forecast::SegmentDemand;
use crate::placement::{Segment, ShardName};

use super::latency::LatencyTable;
use super::price::{PriceTable, Pricing};

/// A shard as the planner sees it. Shards are numbered by their position in [`PlanInput::shards`].
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// Name in the map.
    pub name: ShardName,
    /// Region label.
    pub region: String,
    /// How its prices are found.
    pub pricing: Pricing,
    /// Most bytes it may hold; `None` is no limit.
    pub capacity_bytes: Option<u64>,
    /// Most requests a second it may serve; `None` is no limit.
    pub capacity_rps: Option<f64>,
    /// Share of the capacities that plans may fill, 0..=1.
    pub max_fill: f64,
    /// Bytes it holds that no planned segment accounts for: shadows, ambiguous copies.
    pub other_bytes: u64,
}

/// A segment where it lies.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedSegment {
    /// The segment.
    pub segment: Segment,
    /// Its shard: index into [`PlanInput::shards`].
    pub shard: usize,
    /// Objects the inventory found.
    pub objects: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Forecast demand; `None` when no log ever named it.
    pub demand: Option<SegmentDemand>,
    /// Whether the map has a rule of exactly this segment.
    pub has_rule: bool,
    /// Why no plan may move it; `None` when one may.
    pub held: Option<String>,
}

/// How often two segments are used one after the other in one session.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoAccess {
    /// Index into [`PlanInput::segments`].
    pub a: usize,
    /// Index into [`PlanInput::segments`], greater than `a`.
    pub b: usize,
    /// Accesses counted in the logs.
    pub observed: f64,
    /// Accesses expected over the plan's horizon.
    pub expected: f64,
}

/// Segments that must share a shard, or must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupRule {
    /// What lies in this segment moves as one.
    KeepTogether(Segment),
    /// No shard gets data of two of these.
    KeepApart(Vec<Segment>),
}

impl GroupRule {
    /// Which of the sets that are kept apart the segment (an index) belongs to.
    pub fn set_of(&self, input: &PlanInput, segment: usize) -> Option<usize> {
        let Self::KeepApart(sets) = self else {
            return None;
        };
        let segment = &input.segments[segment].segment;
        sets.iter().position(|set| set.covers(segment))
    }
}

/// What the operator wants weighed, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Hours over which gains are summed.
    pub horizon_hours: f64,
    /// Longest a move may take to earn its cost, in hours; at most the horizon.
    pub max_payback_hours: f64,
    /// Hours that source copies are kept after a switch.
    pub grace_hours: f64,
    /// Level of the demand's intervals, 0..1.
    pub interval_level: f64,
    /// Dollars for one access that leaves the shard of the access before it in its session.
    pub usd_per_cross_shard_access: f64,
    /// Dollars for one millisecond of latency of one request.
    pub usd_per_ms: f64,
    /// Moves that are less likely to pay are left out, 0..=1.
    pub min_confidence: f64,
}

/// Everything a plan depends on.
#[derive(Clone, Debug)]
pub struct PlanInput {
    /// The shards, in name order.
    pub shards: Vec<Site>,
    /// Every inventoried segment, in segment order.
    pub segments: Vec<PlacedSegment>,
    /// In order of (a, b), each pair once.
    pub coaccess: Vec<CoAccess>,
    /// `[[group]]`.
    pub groups: Vec<GroupRule>,
    /// Prices.
    pub prices: PriceTable,
    /// Round-trip times.
    pub latency: LatencyTable,
    /// Weights and limits.
    pub policy: Policy,
}

impl PlanInput {
    /// Index of the segment of this text.
    pub fn segment_index(&self, segment: &Segment) -> Option<usize> {
        self.segments
            .binary_search_by(|placed| placed.segment.cmp(segment))
            .ok()
    }

    /// Index of the shard of this name.
    pub fn shard_index(&self, name: &ShardName) -> Option<usize> {
        self.shards.iter().position(|site| site.name == *name)
    }

    /// What the forecast's demand is multiplied by to cover the horizon: the forecast hours repeat.
    pub fn demand_scale(&self, demand: &SegmentDemand) -> f64 {
        let hours = demand
            .regions
            .iter()
            .map(|region| region.hourly_requests.len());
        match hours.max() {
            Some(hours) if hours > 0 => self.policy.horizon_hours / hours as f64,
            _ => 0.0,
        }
    }

    /// The same fleet after `moves` (segment → shard) were carried out.
    #[must_use]
    pub fn after(&self, moves: &BTreeMap<usize, usize>) -> Self {
        let mut after = self.clone();
        for (&segment, &shard) in moves {
            after.segments[segment].shard = shard;
        }
        after
    }
}
