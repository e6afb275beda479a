//! [`FleetDemand`]: what was accessed, cut into segments, and what is forecast of each. Every command
//! that forecasts begins here, the planner too.

use std::collections::BTreeSet;

use crate::access::{AccessProfile, HotRule, Segmenter, hot_objects};
use crate::forecast::{
    FleetForecast, ForecastOptions, NotEnoughHistory, forecast_fleet, past_requests,
};
use crate::placement::{Key, Segment, ShardMap};
use crate::ports::{StatsStore, StoreError};

/// How the key space is cut into segments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cutting {
    /// Directories that make a segment.
    pub depth: u32,
    /// Objects that are one each.
    pub hot: HotRule,
}

/// The access statistics of the fleet and the map that cuts them into segments.
pub struct FleetDemand {
    /// Everything ingested.
    pub profile: AccessProfile,
    /// The map; without rules and shards when nothing was adopted yet.
    pub map: ShardMap,
    cutting: Cutting,
    /// Objects that are segments of their own.
    single: BTreeSet<Key>,
    /// Segments that are not cut any further.
    whole: BTreeSet<Segment>,
    /// The map with a rule for each of them.
    boundaries: ShardMap,
}

impl FleetDemand {
    /// Reads all access statistics.
    pub fn load(
        map: ShardMap,
        stats: &dyn StatsStore,
        cutting: Cutting,
    ) -> Result<Self, StoreError> {
        let profile = stats.profile()?;
        Ok(Self {
            single: hot_objects(&profile, cutting.hot),
            profile,
            whole: BTreeSet::new(),
            boundaries: map.clone(),
            map,
            cutting,
        })
    }

    /// The same, with these segments whole, whatever their depth. Each lies in one shard by the rules
    /// of the map, or is one key at its home; one that does not is left out.
    #[must_use]
    pub fn keeping_whole(mut self, segments: impl IntoIterator<Item = Segment>) -> Self {
        for segment in segments {
            if let Some(shard) = self.map.segment_place(&segment).cloned() {
                self.boundaries.insert(segment.clone(), shard, self.map.lsn);
                self.whole.insert(segment);
            }
        }
        self
    }

    /// The same as it was at a time: without the hours that came after.
    #[must_use]
    pub fn until(&self, until_ms: i64) -> Self {
        let profile = super::backtest::cut(&self.profile, until_ms);
        Self {
            single: hot_objects(&profile, self.cutting.hot),
            profile,
            map: self.map.clone(),
            cutting: self.cutting,
            whole: self.whole.clone(),
            boundaries: self.boundaries.clone(),
        }
    }

    /// How keys become segments here.
    pub fn segmenter(&self) -> Segmenter<'_> {
        Segmenter::new(&self.boundaries, self.cutting.depth)
            .keeping_whole(&self.whole)
            .singling_out(&self.single)
    }

    /// The forecast of every segment.
    pub fn forecast(&self, options: &ForecastOptions) -> Result<FleetForecast, NotEnoughHistory> {
        let segmenter = self.segmenter();
        forecast_fleet(
            &self.profile,
            |key| segmenter.segment_of(key),
            |key| Some(self.map.locate(key)?.shard.name.clone()),
            options,
        )
    }

    /// Requests of a segment in the newest so many hours of a forecast's coverage.
    pub fn past_requests(
        &self,
        forecast: &FleetForecast,
        segment: &Segment,
        hours: usize,
    ) -> Vec<Option<f64>> {
        let segmenter = self.segmenter();
        let is_in = |key: &Key| segmenter.segment_of(key) == *segment;
        past_requests(&self.profile, &forecast.coverage, hours, is_in)
    }
}
