//! [`Hindsight`]: what came in some hours of the past, as the input of a trial.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::{HOUR_MS, HourCount, OperationClass, Session};
use crate::forecast::{Estimate, ForecastConfidence, RegionDemand, SegmentDemand};
use crate::placement::{Key, Segment};
use crate::plan::crossing::crossings;
use crate::plan::trial::{Trial, Visit};
use crate::plan::{CoAccess, PlacedSegment, PlanInput, Walks};

use super::fleet_demand::FleetDemand;

/// Hours of the past, hours since the epoch.
pub struct Hindsight<'a> {
    /// All that is known.
    pub demand: &'a FleetDemand,
    /// All sessions.
    pub sessions: &'a [Session],
    /// The first hour.
    pub from: i64,
    /// The hour after the last.
    pub until: i64,
}

impl Hindsight<'_> {
    /// The input with the demand and the co-access that came.
    pub fn known(&self, input: &PlanInput) -> Known {
        // What was hot when the input was made, not what has become so since.
        let exact = |placed: &PlacedSegment| match &placed.segment {
            Segment::Exact(key) => Some(key.clone()),
            Segment::Prefix(_) => None,
        };
        let single: BTreeSet<Key> = input.segments.iter().filter_map(exact).collect();
        let segmenter = self.demand.segmenter().singling_out(&single);
        let profile = &self.demand.profile;
        let segment_of = input.segments_of(profile, &segmenter);
        let index = |object: u32| segment_of.get(object as usize).copied().flatten();
        let mut known = input.clone();
        // What came is known: there is nothing above it.
        for site in &mut known.shards {
            site.peak_margin.clear();
        }
        for (placed, demand) in known
            .segments
            .iter_mut()
            .zip(self.realised(&segment_of, input))
        {
            placed.demand = demand;
            // A weight against moving to and fro is no bill.
            placed.came = None;
        }
        let (from_ms, until_ms) = (self.from * HOUR_MS, self.until * HOUR_MS);
        let within = |session: &&Session| (from_ms..until_ms).contains(&session.start_ms);
        let sessions: Vec<Session> = self.sessions.iter().filter(within).cloned().collect();
        let scale = input.policy.horizon_hours / (self.until - self.from) as f64;
        known.walks = Walks::default();
        // Nothing is doubtful in what came.
        known.policy.least_odds = 0.0;
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
        let demand = |(placed, parts): (&PlacedSegment, BTreeMap<_, RegionDemand>)| {
            (!parts.is_empty()).then(|| SegmentDemand {
                segment: placed.segment.clone(),
                regions: parts.into_values().collect(),
                model: "realised".to_owned(),
                confidence: ForecastConfidence::CERTAIN,
            })
        };
        input.segments.iter().zip(parts).map(demand).collect()
    }
}

/// A stretch of time of which everything is known.
pub struct Known {
    /// With the demand and the co-access that came.
    pub input: PlanInput,
    /// The sessions of it.
    pub visits: Vec<Visit>,
    /// Sessions of the input's horizon per session of these.
    pub scale: f64,
}

impl Known {
    /// Judges placements by it.
    pub fn trial(&self) -> Trial<'_> {
        Trial {
            input: &self.input,
            visits: &self.visits,
            scale: self.scale,
        }
    }
}

fn more(sum: &mut Estimate, amount: f64) {
    let mean = sum.mean + amount;
    *sum = Estimate {
        mean,
        lower: mean,
        upper: mean,
    };
}
