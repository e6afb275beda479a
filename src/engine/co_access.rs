//! [`CoAccessForecast`]: how often sessions will go from one segment to another.
//!
//! What is counted is what plans are made of: crossings, by the day on which the session began. Days that the logs cover in part are
//! left out. The planner itself takes the crossings as they were counted (see `planning`): which of two groups of
//! segments belong together is told by many pairs at once, how often one pair will be used by its rate.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::access::{DAY_MS, Session};
use crate::forecast::{
    EdgeCount, EdgeForecast, EdgeOptions, EdgeScore, forecast_edges, score_edges,
};
use crate::placement::Segment;
use crate::plan::crossing::crossings;

use super::fleet_demand::FleetDemand;

/// The forecast of all pairs of segments that a session went between.
pub struct CoAccessForecast {
    /// In order; ends of edges are indices into it.
    pub segments: Vec<Segment>,
    /// The days that were counted, floor(ms / 86,400,000).
    pub days: Range<i64>,
    /// In order of their ends.
    pub edges: Vec<EdgeForecast>,
    /// How such forecasts did on the newest days, when these were held out; `None` with fewer than three days.
    pub score: Option<EdgeScore>,
}

/// Crossings between segments, day by day.
pub struct DailyCrossings {
    segments: Vec<Segment>,
    days: Range<i64>,
    counts: Vec<EdgeCount>,
}

impl DailyCrossings {
    /// Counts them in the full days that the logs cover; `None` without any such day.
    pub fn of(demand: &FleetDemand, sessions: &[Session]) -> Option<Self> {
        let profile = &demand.profile;
        let first = profile.oldest_event_ms?.div_euclid(DAY_MS) + 1;
        let days = first..profile.newest_event_ms?.div_euclid(DAY_MS);
        if days.is_empty() {
            return None;
        }
        let segmenter = demand.segmenter();
        let of_objects = profile.objects.iter();
        let of_objects: Vec<Segment> = of_objects
            .map(|object| segmenter.segment_of(&object.key))
            .collect();
        let mut segments = of_objects.clone();
        segments.sort_unstable();
        segments.dedup();
        let index_of: Vec<Option<usize>> = of_objects
            .iter()
            .map(|segment| segments.binary_search(segment).ok())
            .collect();
        let segment_of = |object: u32| index_of.get(object as usize).copied().flatten();
        let mut by_day: BTreeMap<i64, Vec<Session>> = BTreeMap::new();
        for session in sessions {
            let day = session.start_ms.div_euclid(DAY_MS);
            if days.contains(&day) {
                by_day.entry(day).or_default().push(session.clone());
            }
        }
        let mut counts = Vec::new();
        for (day, sessions) in by_day {
            let crossed = crossings(&sessions, segment_of).into_iter();
            counts.extend(crossed.map(|((a, b), count)| EdgeCount {
                a,
                b,
                day,
                count: count as f64,
            }));
        }
        Some(Self {
            segments,
            days,
            counts,
        })
    }

    /// How forecasts of them did on days held out.
    pub fn score(&self) -> Option<EdgeScore> {
        score_edges(&self.counts, self.days.start, self.days.end)
    }

    /// What is to be expected of them.
    pub fn forecast(self, horizon_days: f64, level: f64) -> CoAccessForecast {
        let options = EdgeOptions {
            days: self.days.clone(),
            horizon_days,
            level,
        };
        CoAccessForecast {
            edges: forecast_edges(&self.counts, &options),
            score: self.score(),
            segments: self.segments,
            days: self.days,
        }
    }
}
