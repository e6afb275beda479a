//! Settings → the planner's input: what every command that plans begins with.

use std::collections::BTreeSet;

use crate::access::HOUR_MS;
use crate::cli::value::HumanDuration;
use crate::cli::{CommandError, Exit, Settings};
use crate::commands::CommandContext;
use crate::commands::current_map::current_map;
use crate::commands::fleet_demand::{demand_on, forecast_options};
use crate::commands::grouping::{groups, residency};
use crate::commands::planning_time::{WITH_ITS_TEST, announce_planning_time};
use crate::commands::safety::SafetyBounds;
use crate::engine::fleet_demand::FleetDemand;
use crate::engine::paper::paper;
use crate::engine::planning::{
    Assembled, CopyParts, Moved, PlanningError, PlanningSettings, SiteSettings, assemble,
};
use crate::placement::Segment;
use crate::plan::bucket_facts::Replica;
use crate::plan::price::RequestPrice;
use crate::plan::rest::rest;
use crate::plan::{
    BucketFacts, ClassPrice, ConfiguredPrices, LatencyTable, MissingKey, PlanDocument, Policy,
    Pricing,
};

const DAY_HOURS: f64 = 24.0;
/// Default of `plan.horizon`.
const HORIZON_HOURS: f64 = 30.0 * DAY_HOURS;
/// Default of `max_fill`.
const MAX_FILL: f64 = 0.85;

/// Of the plans kept the newest so many are held against what came after them.
const KEPT_PLANS: usize = 60;
/// Default of `plan.least_odds`: the worse end of an 80 % interval of the net gain is not below zero.
const LEAST_ODDS: f64 = 0.9;
/// Default of `plan.busy_from`.
const BUSY_FROM: f64 = 0.7;

/// The demand with its map, and everything to plan from under it.
pub fn gather(
    ctx: &CommandContext,
    min_confidence: f64,
) -> Result<(FleetDemand, Assembled), CommandError> {
    let (demand, mut assembled) =
        gathered(ctx, min_confidence, BTreeSet::new(), moved(ctx)?, false)?;
    rest(&mut assembled.input).map_err(|keys| missing_prices(&keys))?;
    Ok((demand, assembled))
}

/// As [`gather`] for moves that somebody asks for: the segments `whole` are looked at whole, whatever their depth, and
/// what has just been moved does not rest. Where the logs are too few to forecast from, the demand is unknown.
pub fn gather_for(
    ctx: &CommandContext,
    min_confidence: f64,
    whole: BTreeSet<Segment>,
) -> Result<(FleetDemand, Assembled), CommandError> {
    gathered(ctx, min_confidence, whole, Vec::new(), true)
}

fn gathered(
    ctx: &CommandContext,
    min_confidence: f64,
    whole: BTreeSet<Segment>,
    moved: Vec<Moved>,
    may_lack_demand: bool,
) -> Result<(FleetDemand, Assembled), CommandError> {
    let map = current_map(ctx)?;
    let mut settings = planning_settings(ctx, min_confidence)?;
    settings.moved = moved;
    settings.may_lack_demand = may_lack_demand;
    let stats = ctx.world.stats_store()?;
    let demand = demand_on(ctx, map, stats.as_ref())?.keeping_whole(whole);
    announce_planning_time(ctx, &demand, WITH_ITS_TEST);
    let mut assembled = assemble(&demand, stats.as_ref(), &settings)?;
    if assembled.forecast.horizon_hours == 0 {
        assembled.context.notes.extend(execution_notes(ctx)?);
        return Ok((demand, assembled));
    }
    let plans = kept_plans(ctx)?;
    let known = paper(&demand, stats.as_ref(), &settings, &plans)?;
    assembled.input.calibration = known.calibration();
    assembled.context.notes.extend(execution_notes(ctx)?);
    Ok((demand, assembled))
}

/// The plans kept, newest first; what cannot be read is left out.
pub fn kept_plans(ctx: &CommandContext) -> Result<Vec<PlanDocument>, CommandError> {
    let Some(store) = ctx.world.map_store()? else {
        return Ok(Vec::new());
    };
    let plans = store.plans()?.into_iter().take(KEPT_PLANS);
    Ok(plans
        .filter_map(|plan| PlanDocument::from_bytes(&plan.document).ok())
        .collect())
}

/// What migrations have moved, and when.
fn moved(ctx: &CommandContext) -> Result<Vec<Moved>, CommandError> {
    let Some(store) = ctx.world.map_store()? else {
        return Ok(Vec::new());
    };
    let migrations = store.migrations()?;
    let moves = migrations.iter().flat_map(|migration| &migration.moves);
    let carried_out = moves.filter_map(|planned| {
        Some(Moved {
            segment: planned.spec.segment.clone(),
            from: planned.spec.from.clone(),
            to: planned.spec.to.clone(),
            at_ms: planned.switched_ms?,
        })
    });
    Ok(carried_out.collect())
}

/// What a plan says of how it will be carried out.
fn execution_notes(ctx: &CommandContext) -> Result<Vec<String>, CommandError> {
    let mut notes = SafetyBounds::of(&ctx.settings)?.notes();
    let control = ctx.settings.config.control.as_ref();
    if control.and_then(|control| control.mode.as_deref()) == Some("local") {
        let note = "control.mode is \"local\": the map is published to the state directory only; no other host can recover from it, and a whole state directory restored from a backup is not noticed to be old";
        notes.push(note.to_owned());
    }
    Ok(notes)
}

/// What the config decides about planning, defaults filled in.
pub fn planning_settings(
    ctx: &CommandContext,
    min_confidence: f64,
) -> Result<PlanningSettings, CommandError> {
    let settings = &ctx.settings;
    let config = &settings.config;
    let forecast = forecast_options(ctx, None, None)?;
    let latency = config.latency.iter();
    Ok(PlanningSettings {
        policy: policy(settings, forecast.level, min_confidence)?,
        forecast,
        sites: (config.shard.iter())
            .map(|shard| (shard.name.as_str().into(), site(settings, shard)))
            .collect(),
        prices: prices(settings),
        latency: LatencyTable::new(
            latency
                .map(|(pair, time)| (pair.clone(), time.ms as f64))
                .collect(),
        ),
        groups: groups(settings)?,
        residency: residency(settings)?,
        parts: copy_parts(settings)?,
        moved: Vec::new(),
        may_lack_demand: false,
    })
}

fn copy_parts(settings: &Settings) -> Result<CopyParts, CommandError> {
    let bounds = SafetyBounds::of(settings)?;
    Ok(CopyParts {
        threshold: bounds.multipart_threshold,
        part_bytes: bounds.part_bytes,
    })
}

/// What the config says of a bucket that shows in its bill.
fn facts(shard: &crate::cli::config::ShardConfig) -> BucketFacts {
    let replica = shard.replicated_to.as_deref().map(|region| match region {
        "none" => Replica::Nowhere,
        region => Replica::In(region.to_owned()),
    });
    BucketFacts {
        versioned: shard.versioned,
        noncurrent_hours: shard.noncurrent_expire.map(hours),
        replica,
        kms: shard.kms,
        cdn: shard.cdn,
    }
}

/// What the config says of a shard beyond what the map knows.
pub fn site(settings: &Settings, shard: &crate::cli::config::ShardConfig) -> SiteSettings {
    let endpoint = settings.config.endpoint.get(&shard.endpoint);
    let prices = endpoint.and_then(|endpoint| endpoint.prices.as_deref());
    let is_aws = endpoint.is_some_and(crate::cli::config::Endpoint::is_aws);
    SiteSettings {
        pricing: match prices {
            Some("free") => Pricing::Free(shard.endpoint.clone()),
            _ if is_aws => Pricing::Listed,
            _ => Pricing::Configured,
        },
        capacity_bytes: shard.capacity_bytes.map(|size| size.0),
        capacity_objects: shard.capacity_objects,
        capacity_rps: shard.capacity_rps,
        max_fill: shard.max_fill.unwrap_or(MAX_FILL),
        facts: facts(shard),
        copy_domain: match endpoint {
            Some(endpoint) if endpoint.is_aws() => "aws".to_owned(),
            endpoint => (endpoint.and_then(|endpoint| endpoint.url.clone()))
                .unwrap_or_else(|| shard.endpoint.clone()),
        },
    }
}

/// `[prices]`.
pub fn prices(settings: &Settings) -> ConfiguredPrices {
    let prices = &settings.config.prices;
    let requests = prices.requests.iter().map(|(region, price)| {
        let price = RequestPrice {
            read_per_1000: price.read_per_1000,
            write_per_1000: price.write_per_1000,
        };
        (region.clone(), price)
    });
    let classes = prices.class.iter().map(|(name, price)| {
        let price = ClassPrice {
            storage: price.storage,
            retrieval: price.retrieval,
            read_per_1000: price.read_per_1000,
            write_per_1000: price.write_per_1000,
        };
        (name.clone(), price)
    });
    ConfiguredPrices {
        storage: prices.storage.clone(),
        requests: requests.collect(),
        egress: prices.egress.clone(),
        classes: classes.collect(),
        kms: prices.kms.clone(),
    }
}

fn policy(settings: &Settings, level: f64, min_confidence: f64) -> Result<Policy, CommandError> {
    let plan = &settings.config.plan;
    let horizon_hours = plan.horizon.map_or(HORIZON_HOURS, hours);
    let max_payback_hours = plan.max_payback.map_or(horizon_hours / 2.0, hours);
    for (key, value) in [
        ("plan.horizon", horizon_hours),
        ("plan.max_payback", max_payback_hours),
    ] {
        if value <= 0.0 {
            let what = format!("{key} is 0: nothing could pay back");
            return Err(
                CommandError::new(Exit::Usage, "bad_value", what).next(format!(
                    "set {key} to a duration, such as \"30d\", or leave it out"
                )),
            );
        }
    }
    Ok(Policy {
        horizon_hours,
        max_payback_hours,
        grace_hours: SafetyBounds::of(settings)?.grace_ms as f64 / HOUR_MS as f64,
        interval_level: level,
        usd_per_cross_shard_access: weight(
            "plan.usd_per_cross_shard_access",
            plan.usd_per_cross_shard_access,
        )?,
        usd_per_cross_region_access: weight(
            "plan.usd_per_cross_region_access",
            plan.usd_per_cross_region_access,
        )?,
        usd_per_ms: weight("plan.usd_per_ms", plan.usd_per_ms)?,
        min_confidence,
        least_odds: plan.least_odds.unwrap_or(LEAST_ODDS).clamp(0.0, 1.0),
        usd_per_overload_hour: weight("plan.usd_per_overload_hour", plan.usd_per_overload_hour)?,
        busy_from: plan.busy_from.unwrap_or(BUSY_FROM).clamp(0.0, 1.0),
    })
}

/// A price of the config; 0 where it is not set.
pub fn weight(key: &str, value: Option<f64>) -> Result<f64, CommandError> {
    let value = value.unwrap_or(0.0);
    if value.is_finite() && value >= 0.0 {
        return Ok(value);
    }
    let what = format!("{key} = {value}: a price is a number of dollars, 0 or more");
    Err(
        CommandError::new(Exit::Usage, "bad_price", what).next(format!(
            "set {key} to 0 or more, or leave it out: the default is 0"
        )),
    )
}

fn hours(duration: HumanDuration) -> f64 {
    duration.ms as f64 / HOUR_MS as f64
}

/// The error of a plan whose prices or latencies are incomplete: it names every key to set.
pub fn missing_prices(keys: &[MissingKey]) -> CommandError {
    let keys: Vec<&MissingKey> = (keys.iter().enumerate())
        .filter(|(n, key)| !keys[..*n].iter().any(|before| is_reverse(before, key)))
        .map(|(_, key)| key)
        .collect();
    let latencies = keys.iter().filter(|key| is_latency(key)).count();
    let prices = keys.len() - latencies;
    let many = |count: usize, one: &str, more: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {more}")),
    };
    let what = match keys.as_slice() {
        [key] => key.to_string(),
        _ => {
            let parts = [
                many(prices, "price", "prices"),
                many(latencies, "latency", "latencies"),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            format!("{} are not set", parts.join(" and "))
        }
    };
    let code = if prices == 0 {
        "latency_missing"
    } else {
        "price_missing"
    };
    let mut error = CommandError::new(Exit::Usage, code, what);
    if prices > 0 {
        error = error
            .why("neither the config nor the built-in list has it; nothing is priced by guessing");
    }
    if latencies > 0 {
        error = error
            .why("plan.usd_per_ms gives waiting a value, so every pair's round trip must be known");
    }
    for key in &keys {
        error = error.next(format!("set {} in the config", key.0));
    }
    if latencies > 0 {
        error = error.next("or leave out plan.usd_per_ms: waiting then costs nothing");
    }
    error
}

fn is_latency(key: &MissingKey) -> bool {
    key.0.starts_with("latency.")
}

/// Whether both are latencies of the same pair: either direction stands for both.
fn is_reverse(a: &MissingKey, b: &MissingKey) -> bool {
    let pair = |key: &MissingKey| {
        let quoted = key.0.strip_prefix("latency.")?;
        let (from, to) = quoted.trim_matches('"').split_once(':')?;
        Some((from.to_owned(), to.to_owned()))
    };
    pair(a).is_some_and(|(from, to)| pair(b) == Some((to, from)))
}

impl From<PlanningError> for CommandError {
    fn from(error: PlanningError) -> Self {
        let what = error.to_string();
        match error {
            PlanningError::NoInventory(_) => Self::new(Exit::NotEnoughData, "no_inventory", what)
                .next("shardctl inventory scan      learns what the shards hold"),
            PlanningError::NoStatistics => Self::new(Exit::NotEnoughData, "no_statistics", what)
                .next("shardctl logs ingest      reads the access logs"),
            PlanningError::NotEnoughHistory(error) => error.into(),
            PlanningError::BadPrice(_) => Self::new(Exit::Usage, "bad_price", what)
                .next("write prices as dollars, 0 or more; then: shardctl config check"),
            PlanningError::Store(error) => error.into(),
        }
    }
}
