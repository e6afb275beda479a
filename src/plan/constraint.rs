//! What no plan may do: exceed a shard's capacity, split what stays together, join what stays apart,
//! move what is held.

use std::fmt;

use super::input::{GroupRule, PlacedSegment, PlanInput, Site};

/// Segments that move as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Indices into the input's segments, ascending.
    pub members: Vec<usize>,
    /// Why none of them may move, but to `anchor`.
    pub held: Option<String>,
    /// Where those that may not move lie, where others of them lie elsewhere: there they come together.
    pub anchor: Option<usize>,
}

impl Unit {
    /// Why it cannot go to `shard`, whatever is there.
    pub fn held_from(&self, shard: usize) -> Option<&String> {
        self.held.as_ref().filter(|_| self.anchor != Some(shard))
    }
}

/// What keeps a unit out of a shard.
#[derive(Clone, Debug, PartialEq)]
pub enum Obstacle {
    /// Pinned, ambiguous, or grouped with something that is.
    Held(String),
    /// The shard would hold more bytes than its limit.
    Bytes {
        /// What it would hold.
        would: u64,
        /// What plans may fill.
        limit: u64,
    },
    /// The shard would hold more objects than its limit.
    Objects {
        /// What it would hold.
        would: u64,
        /// What plans may fill.
        limit: u64,
    },
    /// The segment has to live elsewhere: the segment, and the rule.
    Residence(String, String),
    /// The shard would serve more requests in its busiest hour, in the worst one of ten, than its limit.
    Requests {
        /// Requests a second in that hour.
        would: f64,
        /// What plans may fill.
        limit: f64,
    },
    /// The shard has this segment, and a group keeps the two apart.
    Apart(String),
    /// The shard is being drained.
    Drained,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Held(reason) => f.write_str(reason),
            Self::Bytes { would, limit } => write!(
                f,
                "capacity: the shard would hold {would} bytes, plans may fill {limit}"
            ),
            Self::Objects { would, limit } => write!(
                f,
                "capacity: the shard would hold {would} objects, plans may fill {limit}"
            ),
            Self::Residence(segment, rule) => {
                write!(f, "{segment} must not be there: [[residency]] keeps {rule}")
            }
            Self::Requests { would, limit } => write!(
                f,
                "capacity: the shard would serve {would:.1} requests/s at its peak (p90), plans may fill {limit:.1}"
            ),
            Self::Drained => {
                f.write_str("the shard is being drained (its weight is 0): it takes nothing")
            }
            Self::Apart(other) => write!(f, "a group keeps it apart from {other}, which is there"),
        }
    }
}

/// The input's segments as units: groups that stay together, and everything else by itself.
pub fn units(input: &PlanInput) -> Vec<Unit> {
    let mut leader: Vec<usize> = (0..input.segments.len()).collect();
    for rule in &input.groups {
        let GroupRule::KeepTogether(sets) = rule else {
            continue;
        };
        let mut members = sets.iter().flat_map(|set| input.holding(set));
        let Some(first) = members.next() else {
            continue;
        };
        for member in members {
            let (one, other) = (lead(&mut leader, first), lead(&mut leader, member));
            leader[one.max(other)] = one.min(other);
        }
    }
    let leader: Vec<usize> = (0..leader.len()).map(|v| lead(&mut leader, v)).collect();
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); leader.len()];
    for (index, &leader) in leader.iter().enumerate() {
        members[leader].push(index);
    }
    let mut units: Vec<Unit> = (members.into_iter())
        .filter(|members| !members.is_empty())
        .map(|members| unit(input, members))
        .collect();
    units.sort_by_key(|unit| unit.members[0]);
    units
}

/// The first of those that `v` goes with.
fn lead(leader: &mut [usize], mut v: usize) -> usize {
    while leader[v] != v {
        leader[v] = leader[leader[v]];
        v = leader[v];
    }
    v
}

fn unit(input: &PlanInput, members: Vec<usize>) -> Unit {
    let alone = members.len() == 1;
    let held = members.iter().find_map(|&index| {
        let placed = &input.segments[index];
        let reason = placed.held.as_ref()?;
        Some(if alone {
            reason.clone()
        } else {
            format!("kept together with {}: {reason}", placed.segment)
        })
    });
    let shard_of = |index: usize| input.segments[index].shard;
    let fixed = members.iter().copied();
    let fixed = fixed.filter(|&index| input.segments[index].held.is_some());
    let anchor = fixed.map(shard_of).next();
    let is_scattered = |anchor: &usize| members.iter().any(|&index| shard_of(index) != *anchor);
    Unit {
        anchor: anchor.filter(is_scattered),
        members,
        held,
    }
}

/// What each shard holds and serves under one placement, in whole numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    bytes: Vec<u64>,
    objects: Vec<u64>,
    /// Milli-requests of each hour of the forecast; empty where the shard has no limit.
    hours: Vec<Vec<u64>>,
}

impl Load {
    /// The load of the placement `at` (segment → shard).
    pub fn new(input: &PlanInput, at: &[usize]) -> Self {
        let mut load = Self {
            bytes: input.shards.iter().map(|site| site.other_bytes).collect(),
            objects: (input.shards.iter())
                .map(|site| site.other_objects)
                .collect(),
            hours: vec![Vec::new(); input.shards.len()],
        };
        for (placed, &shard) in input.segments.iter().zip(at) {
            load.add(input, placed, shard);
        }
        load
    }

    /// Expected milli-requests of `shard` by hour; none where it has no limit on them.
    pub fn hours(&self, shard: usize) -> &[u64] {
        &self.hours[shard]
    }

    /// Bytes that `shard` holds.
    pub fn bytes(&self, shard: usize) -> u64 {
        self.bytes[shard]
    }

    /// Objects that `shard` holds.
    pub fn objects(&self, shard: usize) -> u64 {
        self.objects[shard]
    }

    /// Shards that hold or serve more than their capacity.
    pub fn over_capacity(&self, input: &PlanInput) -> usize {
        let is_over = |(shard, site): &(usize, &Site)| {
            let bytes = site.capacity_bytes;
            let peak = peak(site, &self.hours[*shard]);
            let objects = site.capacity_objects;
            bytes.is_some_and(|most| self.bytes[*shard] > most)
                || objects.is_some_and(|most| self.objects[*shard] > most)
                || site.capacity_rps.is_some_and(|most| peak > most)
        };
        input.shards.iter().enumerate().filter(is_over).count()
    }

    /// Takes a segment from one shard to another.
    pub fn shift(&mut self, input: &PlanInput, segment: usize, from: usize, to: usize) {
        let placed = &input.segments[segment];
        self.bytes[from] -= placed.bytes;
        self.objects[from] -= placed.objects;
        for (hour, requests) in hourly(input, placed, from).enumerate() {
            self.hours[from][hour] -= requests;
        }
        self.add(input, placed, to);
    }

    fn add(&mut self, input: &PlanInput, placed: &PlacedSegment, shard: usize) {
        self.bytes[shard] = self.bytes[shard].saturating_add(placed.bytes);
        self.objects[shard] = self.objects[shard].saturating_add(placed.objects);
        let hours = &mut self.hours[shard];
        for (hour, requests) in hourly(input, placed, shard).enumerate() {
            if hours.len() <= hour {
                hours.resize(hour + 1, 0);
            }
            hours[hour] += requests;
        }
    }

    /// Why `segments` cannot come to `shard`; those that are there already cost nothing.
    pub fn obstacle(
        &self,
        input: &PlanInput,
        at: &[usize],
        segments: &[usize],
        shard: usize,
    ) -> Option<Obstacle> {
        let coming = segments.iter().filter(|&&index| at[index] != shard);
        let mut strangers = (coming.clone()).filter_map(|&v| Some((v, input.barred(v, shard)?)));
        if let Some((v, rule)) = strangers.next() {
            let segment = input.segments[v].segment.to_string();
            return Some(Obstacle::Residence(segment, rule.to_string()));
        }
        let coming: Vec<&PlacedSegment> = coming.map(|&index| &input.segments[index]).collect();
        let drained = input.shards[shard].drained && !coming.is_empty();
        (drained.then_some(Obstacle::Drained))
            .or_else(|| self.bytes_obstacle(input, &coming, shard))
            .or_else(|| self.objects_obstacle(input, &coming, shard))
            .or_else(|| self.requests_obstacle(input, &coming, shard))
            .or_else(|| apart_obstacle(input, at, segments, shard))
    }

    fn bytes_obstacle(
        &self,
        input: &PlanInput,
        coming: &[&PlacedSegment],
        shard: usize,
    ) -> Option<Obstacle> {
        let site = &input.shards[shard];
        let limit = (site.capacity_bytes? as f64 * site.max_fill) as u64;
        let more: u64 = coming.iter().map(|placed| placed.bytes).sum();
        let would = self.bytes[shard].saturating_add(more);
        (more > 0 && would > limit).then_some(Obstacle::Bytes { would, limit })
    }

    fn objects_obstacle(
        &self,
        input: &PlanInput,
        coming: &[&PlacedSegment],
        shard: usize,
    ) -> Option<Obstacle> {
        let site = &input.shards[shard];
        let limit = (site.capacity_objects? as f64 * site.max_fill) as u64;
        let more: u64 = coming.iter().map(|placed| placed.objects).sum();
        let would = self.objects[shard].saturating_add(more);
        (more > 0 && would > limit).then_some(Obstacle::Objects { would, limit })
    }

    fn requests_obstacle(
        &self,
        input: &PlanInput,
        coming: &[&PlacedSegment],
        shard: usize,
    ) -> Option<Obstacle> {
        let site = &input.shards[shard];
        let limit = site.capacity_rps? * site.max_fill;
        let mut hours = self.hours[shard].clone();
        let before = peak(site, &hours);
        for placed in coming {
            for (hour, requests) in hourly(input, placed, shard).enumerate() {
                if hours.len() <= hour {
                    hours.resize(hour + 1, 0);
                }
                hours[hour] += requests;
            }
        }
        let would = peak(site, &hours);
        (would > before && would > limit).then_some(Obstacle::Requests { would, limit })
    }
}

/// Requests a second in the busiest hour, the worst time of ten.
fn peak(site: &Site, hours: &[u64]) -> f64 {
    let upper = hours.iter().enumerate();
    let most = upper.map(|(hour, count)| *count as f64 * site.upper(hour));
    most.fold(0.0, f64::max) / 1000.0 / 3600.0
}

/// Expected milli-requests of each hour; nothing where the shard has no limit on them.
pub(super) fn hourly<'a>(
    input: &PlanInput,
    placed: &'a PlacedSegment,
    shard: usize,
) -> impl Iterator<Item = u64> + 'a {
    let limited = input.shards[shard].capacity_rps.is_some();
    let regions = placed.demand.as_ref().filter(|_| limited);
    let regions = regions.map_or(&[][..], |demand| &demand.regions);
    let hours = regions
        .iter()
        .map(|region| region.hourly_requests.len())
        .max();
    (0..hours.unwrap_or(0)).map(move |hour| {
        let at = |hours: &Vec<f64>| hours.get(hour).copied().unwrap_or(0.0);
        let requests = regions.iter().map(|region| at(&region.hourly_requests));
        requests
            .map(|requests| (requests * 1000.0).round() as u64)
            .sum()
    })
}

fn apart_obstacle(
    input: &PlanInput,
    at: &[usize],
    segments: &[usize],
    shard: usize,
) -> Option<Obstacle> {
    for rule in &input.groups {
        let class = |index: usize| rule.set_of(input, index);
        let coming: Vec<usize> = segments.iter().filter_map(|&index| class(index)).collect();
        let Some(&first) = coming.first() else {
            continue;
        };
        let there = (0..at.len())
            .filter(|index| at[*index] == shard || segments.contains(index))
            .find(|&index| class(index).is_some_and(|class| class != first));
        if let Some(other) = there {
            let other = input.segments[other].segment.to_string();
            return Some(Obstacle::Apart(other));
        }
    }
    None
}
