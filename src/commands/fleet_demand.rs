//! [`FleetDemand`]: the forecast that `forecast`, `analyze mobility` and `plan` start from.

use crate::access::{AccessProfile, Segmenter};
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::forecast::{FleetForecast, ForecastOptions, NotEnoughHistory, forecast_fleet};
use crate::placement::ShardMap;

/// Milliseconds of an hour.
const HOUR_MS: u64 = 3_600_000;
/// Farthest horizon: a year.
const MAX_HORIZON_HOURS: u64 = 24 * 366;

/// The access statistics of the fleet and the map that cuts them into segments.
pub struct FleetDemand {
    /// Everything ingested.
    pub profile: AccessProfile,
    /// The newest map; without rules and shards when nothing was adopted yet.
    pub map: ShardMap,
    depth: u32,
}

impl FleetDemand {
    /// Reads both stores.
    pub fn load(ctx: &CommandContext) -> Result<Self, CommandError> {
        let map = match ctx.world.map_store()? {
            Some(store) => store.load()?,
            None => None,
        };
        Ok(Self {
            profile: ctx.world.stats_store()?.profile()?,
            map: map.unwrap_or_default(),
            depth: ctx.settings.config.plan.depth(),
        })
    }

    /// How keys become segments here.
    pub fn segmenter(&self) -> Segmenter<'_> {
        Segmenter::new(&self.map, self.depth)
    }

    /// The forecast of every segment; `Exit::NotEnoughData` when the logs are too short.
    pub fn forecast(&self, options: &ForecastOptions) -> Result<FleetForecast, CommandError> {
        let segmenter = self.segmenter();
        let forecast = forecast_fleet(&self.profile, |key| segmenter.segment_of(key), options);
        forecast.map_err(not_enough_history)
    }
}

/// The options that flags, else the config, else the defaults give.
pub fn forecast_options(
    ctx: &CommandContext,
    horizon_ms: Option<u64>,
    level: Option<f64>,
) -> Result<ForecastOptions, CommandError> {
    let defaults = ForecastOptions::default();
    let config = &ctx.settings.config.forecast;
    let horizon_ms = horizon_ms.or(config.horizon.map(|horizon| horizon.ms));
    let horizon_hours = match horizon_ms.map(|ms| ms.div_ceil(HOUR_MS)) {
        None => defaults.horizon_hours,
        Some(hours @ 1..=MAX_HORIZON_HOURS) => hours as usize,
        Some(hours) => {
            let what = format!("a horizon of {hours}h is not between 1h and 366d");
            return Err(CommandError::new(Exit::Usage, "bad_horizon", what)
                .next("--horizon 7d          or forecast.horizon in the config"));
        }
    };
    let level = level.or(config.level).unwrap_or(defaults.level);
    if !(level > 0.0 && level < 1.0) {
        let what = format!("an interval level of {level} is not between 0 and 1");
        return Err(CommandError::new(Exit::Usage, "bad_level", what)
            .next("--level 0.9           or forecast.level in the config"));
    }
    Ok(ForecastOptions {
        horizon_hours,
        level,
        ..defaults
    })
}

fn not_enough_history(error: NotEnoughHistory) -> CommandError {
    let what = "the logs are too short to forecast from";
    CommandError::new(Exit::NotEnoughData, "not_enough_history", what)
        .why(error.to_string())
        .next("shardctl logs ingest       reads more logs")
}
