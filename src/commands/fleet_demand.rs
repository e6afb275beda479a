//! The [`FleetDemand`] that `forecast` and `analyze` start from, and the options of its forecast.

use crate::access::{HOUR_MS, HotRule};
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::cold_keys::tell_cold_keys;
use crate::engine::fleet_demand::{Cutting, FleetDemand};
use crate::forecast::{ForecastOptions, NotEnoughHistory};
use crate::placement::{Segment, ShardMap};
use crate::ports::StatsStore;

/// Farthest horizon: a year.
const MAX_HORIZON_HOURS: u64 = 24 * 366;

/// Reads both stores; the map is empty when nothing was adopted yet.
pub fn fleet_demand(ctx: &CommandContext) -> Result<FleetDemand, CommandError> {
    let map = match ctx.world.map_store()? {
        Some(store) => store.load()?,
        None => None,
    };
    let stats = ctx.world.stats_store()?;
    demand_on(ctx, map.unwrap_or_default(), stats.as_ref())
}

/// The same on a map and statistics that the caller has: cut as the config says.
pub fn demand_on(
    ctx: &CommandContext,
    map: ShardMap,
    stats: &dyn StatsStore,
) -> Result<FleetDemand, CommandError> {
    let plan = &ctx.settings.config.plan;
    let usual = HotRule::default();
    let cutting = Cutting {
        depth: plan.depth(),
        hot: HotRule {
            accesses_per_hour: plan.single_from.unwrap_or(usual.accesses_per_hour),
            share: plan.single_share.unwrap_or(usual.share),
            times_mean: plan.single_times.unwrap_or(usual.times_mean),
        },
    };
    let mut whole = Vec::new();
    for text in &plan.segments {
        whole.push(text.parse::<Segment>().map_err(|error| {
            let what = format!("plan.segments: {error}");
            CommandError::new(Exit::Usage, "bad_segment", what)
                .next("write segments as prefix:tenant/42/ or exact:KEY")
        })?);
    }
    let demand = FleetDemand::load(map, stats, cutting)?.keeping_whole(whole);
    tell_cold_keys(ctx, &demand.profile.cold);
    Ok(demand)
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
    let horizon_hours = match horizon_ms.map(|ms| ms.div_ceil(HOUR_MS as u64)) {
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

impl From<NotEnoughHistory> for CommandError {
    fn from(error: NotEnoughHistory) -> Self {
        let what = "the logs are too short to forecast from";
        Self::new(Exit::NotEnoughData, "not_enough_history", what)
            .why(error.to_string())
            .next("shardctl logs ingest       reads more logs")
    }
}
