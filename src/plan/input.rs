//! [`PlanInput`]: everything a plan depends on, as values. `engine::planning` gathers it.

use std::collections::BTreeMap;

use crate::access::{AccessProfile, Segmenter};
use crate::forecast::SegmentDemand;
use crate::placement::{Segment, ShardName};

use super::bucket_facts::BucketFacts;
use super::calibration::Calibration;
use super::holding::Holding;
use super::latency::LatencyTable;
use super::price::{MissingKey, Price, PriceSource, PriceTable, Pricing};
use super::residency::Residency;
use super::walks::Walks;

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
    /// Most objects it may hold; `None` is no limit.
    pub capacity_objects: Option<u64>,
    /// Most requests a second it may serve; `None` is no limit.
    pub capacity_rps: Option<f64>,
    /// Share of the capacities that plans may fill, 0..=1.
    pub max_fill: f64,
    /// Whether it is being drained: nothing comes to it any more.
    pub drained: bool,
    /// Bytes it holds that no planned segment accounts for: shadows, ambiguous copies.
    pub other_bytes: u64,
    /// The objects that these are.
    pub other_objects: u64,
    /// What else shows in its bill.
    pub facts: BucketFacts,
    /// By forecast hour, how much more than expected it serves in the worst hour of ten, as a share of what is expected;
    /// empty where no forecast says. It is taken to stay what it is while segments come and go.
    pub peak_margin: Vec<f64>,
    /// Stores of one domain copy among themselves; between domains bytes travel through this host.
    pub copy_domain: String,
}

impl Site {
    /// What an expected request of this forecast hour counts as against the capacity: the p90 of the summed load.
    pub fn upper(&self, hour: usize) -> f64 {
        1.0 + self.peak_margin.get(hour).copied().unwrap_or(0.0)
    }
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
    /// What of it is in other classes than S3 Standard, by class.
    pub holdings: Vec<Holding>,
    /// Requests that copying it takes beyond one an object: parts of large ones.
    pub part_requests: u64,
    /// Forecast demand; `None` when no log ever named it.
    pub demand: Option<SegmentDemand>,
    /// Whether the map has a rule of exactly this segment.
    pub has_rule: bool,
    /// Why no plan may move it; `None` when one may.
    pub held: Option<String>,
    /// Where it came from, when that is not long ago.
    pub came: Option<Came>,
}

/// A move that was carried out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Came {
    /// Index into [`PlanInput::shards`].
    pub from: usize,
    /// Hours before the newest log record.
    pub hours_ago: f64,
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
    /// What lies in these segments moves as one.
    KeepTogether(Vec<Segment>),
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
    /// Dollars for one that leaves its region, on top of that.
    pub usd_per_cross_region_access: f64,
    /// Dollars for one millisecond of latency of one request.
    pub usd_per_ms: f64,
    /// Moves that are less likely to pay are left out, 0..=1.
    pub min_confidence: f64,
    /// Least chance by the forecast's intervals alone that moves pay, 0..=1.
    pub least_odds: f64,
    /// Dollars for an hour in which a shard serves all that it can.
    pub usd_per_overload_hour: f64,
    /// Share of its requests capacity from which an hour costs something, 0..1.
    pub busy_from: f64,
}

impl Policy {
    /// How many times its cost a move has to earn within the horizon, to have earned it once in time.
    pub fn hurdle(&self) -> f64 {
        (self.horizon_hours / self.max_payback_hours).max(1.0)
    }
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
    /// The sessions that these were counted in; empty where each count was one of its own.
    pub walks: Walks,
    /// `[[group]]`.
    pub groups: Vec<GroupRule>,
    /// `[[residency]]`.
    pub residency: Vec<Residency>,
    /// Prices.
    pub prices: PriceTable,
    /// Round-trip times.
    pub latency: LatencyTable,
    /// Weights and limits.
    pub policy: Policy,
    /// What stated confidences were worth.
    pub calibration: Calibration,
}

impl PlanInput {
    /// Index of the segment of this text.
    pub fn segment_index(&self, segment: &Segment) -> Option<usize> {
        self.segments
            .binary_search_by(|placed| placed.segment.cmp(segment))
            .ok()
    }

    /// The segments that the keys of `set` lie in: those inside it, or else the one that it is a part of.
    pub fn holding(&self, set: &Segment) -> Vec<usize> {
        let inside: Vec<usize> = self.inside(set).collect();
        if !inside.is_empty() {
            return inside;
        }
        let around = (self.segments.iter().enumerate())
            .filter(|(_, placed)| placed.segment.covers(set))
            .max_by_key(|(_, placed)| placed.segment.key().as_bytes().len());
        around.map(|(index, _)| index).into_iter().collect()
    }

    /// The segments of which every key is in `set`.
    pub fn inside<'a>(&'a self, set: &'a Segment) -> impl Iterator<Item = usize> + 'a {
        // Segments are in order: single keys, then prefixes, each by their bytes.
        let below = [Segment::Exact, Segment::Prefix].map(|kind| kind(set.key().clone()));
        below.into_iter().flat_map(move |first| {
            let start = (self.segments).partition_point(|placed| placed.segment < first);
            let rest = self.segments[start..].iter();
            let same_kind = matches!(first, Segment::Exact(_));
            rest.enumerate()
                .take_while(move |(_, placed)| {
                    matches!(placed.segment, Segment::Exact(_)) == same_kind
                        && placed
                            .segment
                            .key()
                            .as_bytes()
                            .starts_with(set.key().as_bytes())
                })
                .filter(|(_, placed)| set.covers(&placed.segment))
                .map(move |(index, _)| start + index)
        })
    }

    /// Where everything lies, segment by segment.
    pub fn homes(&self) -> Vec<usize> {
        self.segments.iter().map(|placed| placed.shard).collect()
    }

    /// By object of `profile` the segment it lies in, where it is one of these.
    pub fn segments_of(
        &self,
        profile: &AccessProfile,
        segmenter: &Segmenter<'_>,
    ) -> Vec<Option<usize>> {
        let objects = profile.objects.iter();
        objects
            .map(|object| self.segment_index(&segmenter.segment_of(&object.key)))
            .collect()
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

    /// Dollars for a GiB that a reader in `requester` gets from `site`.
    pub fn egress(&self, site: &Site, requester: &str) -> Result<Price, MissingKey> {
        if site.facts.cdn {
            let source = PriceSource::Cdn;
            return Ok(Price { usd: 0.0, source });
        }
        self.prices.egress(&site.pricing, &site.region, requester)
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
