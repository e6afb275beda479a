//! [`FleetDemand`]: what was accessed, cut into segments, and what is forecast of each. Every command
//! that forecasts begins here, the planner too.

use crate::access::{AccessProfile, Segmenter};
use crate::forecast::{FleetForecast, ForecastOptions, NotEnoughHistory, forecast_fleet};
use crate::placement::ShardMap;
use crate::ports::{StatsStore, StoreError};

/// The access statistics of the fleet and the map that cuts them into segments.
pub struct FleetDemand {
    /// Everything ingested.
    pub profile: AccessProfile,
    /// The map; without rules and shards when nothing was adopted yet.
    pub map: ShardMap,
    segment_depth: u32,
}

impl FleetDemand {
    /// Reads all access statistics. `segment_depth` is the number of directories that make a segment.
    pub fn load(
        map: ShardMap,
        stats: &dyn StatsStore,
        segment_depth: u32,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            profile: stats.profile()?,
            map,
            segment_depth,
        })
    }

    /// How keys become segments here.
    pub fn segmenter(&self) -> Segmenter<'_> {
        Segmenter::new(&self.map, self.segment_depth)
    }

    /// The forecast of every segment.
    pub fn forecast(&self, options: &ForecastOptions) -> Result<FleetForecast, NotEnoughHistory> {
        let segmenter = self.segmenter();
        forecast_fleet(&self.profile, |key| segmenter.segment_of(key), options)
    }
}
