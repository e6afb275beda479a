//! `shardctl forecast`.

mod listing;
mod report;
mod series;
mod series_file;
mod tenant;

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use crate::cli::value::HumanDuration;
use crate::cli::{CommandError, ConfigNeed, Exit, did_you_mean};
use crate::commands::CommandContext;
use crate::commands::analyze::coaccess::{daily_crossings, score_note};
use crate::commands::current_map::no_map;
use crate::commands::fleet_demand::{fleet_demand, forecast_options};
use crate::engine::fleet_demand::FleetDemand;
use crate::forecast::{
    Combine, Effort, FleetForecast, ForecastOptions, LoadForecast, SegmentForecast, SeriesOptions,
    TenantForecast,
};
use crate::placement::{Key, Segment};
use crate::ui::escape_bytes;

use listing::{backtest_listing, region_listing, segment_listing};
use report::{PAST_HOURS, segment_report, shard_report};
use tenant::tenant_report;

/// Forecast demand, with intervals and the error of a backtest
///
/// As of the newest ingested event: the same logs give the same forecast whenever it is asked for.
/// Each segment is forecast by the model that erred least when it had to forecast the past; the
/// interval is made of what it missed there. Lists begin with the most expected requests. Confidence is the share of such
/// forecasts that came within a quarter of the requests over the horizon, less what is missing of logs and regions, what
/// an anomaly leaves in doubt and what lies farther ahead than any backtest went.
#[derive(Debug, clap::Args)]
pub struct ForecastArgs {
    /// Only this segment, in detail: `prefix:PREFIX`, `exact:KEY`, or the bare prefix
    #[arg(long, value_name = "SEGMENT")]
    segment: Option<OsString>,
    /// Only the demand from this requester region, reads and writes apart
    #[arg(long, value_name = "REGION", conflicts_with_all = ["segment", "backtest"])]
    region: Option<String>,
    /// Only the load of this shard: all its segments together, with the busiest hour
    ///
    /// What segments miss together is not averaged out of the interval, what each misses alone is.
    #[arg(long, value_name = "SHARD", conflicts_with_all = ["segment", "region", "backtest"])]
    shard: Option<String>,
    /// Only the demand of this tenant, in detail, by segment, region and class
    ///
    /// Each is forecast as a series of its own and fitted into its segment, so that tenants add up to segments.
    #[arg(long, value_name = "TENANT", conflicts_with_all = ["segment", "region", "shard", "backtest"])]
    tenant: Option<String>,
    /// How far ahead; in whole hours, rounded up [default: forecast.horizon, else 7d]
    #[arg(long, value_name = "DURATION")]
    horizon: Option<HumanDuration>,
    /// Share of outcomes the intervals should hold, 0 to 1 [default: forecast.level, else 0.9]
    #[arg(long, value_name = "SHARE")]
    level: Option<f64>,
    /// Show how every candidate model did in the backtest, and below what the forecast of co-access was worth
    #[arg(long)]
    backtest: bool,
    /// Forecast the series of this CSV file instead, gzipped or not: series_id,timestamp,value; - is
    /// standard input
    ///
    /// Any hourly or finer series, without a fleet or a config. Times without a zone are UTC; ten digits are seconds since
    /// 1970, thirteen milliseconds. Hours without
    /// a value are missing, never zero; the newest twelve weeks count. What is forecast of an hour is its middle, where absolute errors are least: of
    /// values that now and then burst the mean of many such hours lies above.
    ///
    /// One value far beyond all others is left to no model. A step is held by the intervals from its second hour on and followed once
    /// a whole day of it is there; a load once a week once it has come twice. What walks at random is held too rarely a week ahead where it
    /// is younger than four weeks: about 78 of 100 hours at level 0.9, where it should be 90.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["segment", "region", "shard", "tenant", "backtest"])]
    series: Option<PathBuf>,
    /// What several values within one hour become
    #[arg(long, value_enum, default_value = "mean", requires = "series")]
    combine: CombineChoice,
    /// How much time a series is worth
    #[arg(long, value_enum, default_value = "hot", requires = "series")]
    effort: EffortChoice,
}

/// `--effort`.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum EffortChoice {
    /// A fraction of a millisecond
    Bulk,
    /// A few milliseconds: every model
    Hot,
}

impl From<EffortChoice> for Effort {
    fn from(choice: EffortChoice) -> Self {
        match choice {
            EffortChoice::Bulk => Self::Bulk,
            EffortChoice::Hot => Self::Hot,
        }
    }
}

/// `--combine`.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum CombineChoice {
    /// Their mean, for gauges
    Mean,
    /// Their sum, for counts
    Sum,
}

impl From<CombineChoice> for Combine {
    fn from(choice: CombineChoice) -> Self {
        match choice {
            CombineChoice::Mean => Self::Mean,
            CombineChoice::Sum => Self::Sum,
        }
    }
}

impl ForecastArgs {
    /// Series from a file need no config.
    pub fn config_need(&self) -> ConfigNeed {
        match self.series {
            Some(_) => ConfigNeed::IfPresent,
            None => ConfigNeed::Required,
        }
    }
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &ForecastArgs) -> Result<Exit, CommandError> {
    let options = ForecastOptions {
        needed_hours: 1,
        by_tenant: args.tenant.is_some(),
        ..forecast_options(ctx, args.horizon.map(|horizon| horizon.ms), args.level)?
    };
    if let Some(path) = &args.series {
        let options = SeriesOptions {
            horizon_hours: options.horizon_hours,
            level: options.level,
            effort: args.effort.into(),
        };
        return series::run(ctx, path, args.combine.into(), &options);
    }
    let demand = fleet_demand(ctx)?;
    if let Some(region) = &args.region {
        check_region(region, &demand)?;
    }
    if let Some(tenant) = &args.tenant {
        check_tenant(tenant, &demand)?;
    }
    let fleet = demand.forecast(&options)?;
    if let Some(tenant) = &args.tenant {
        ctx.ui
            .report(&tenant_report(&fleet, find_tenant(tenant, &fleet)?))?;
        return Ok(Exit::Ok);
    }
    if let Some(text) = &args.segment {
        let forecast = find_segment(text, &fleet)?;
        let segment = &forecast.demand.segment;
        let past = demand.past_requests(&fleet, segment, PAST_HOURS);
        let report = segment_report(&fleet, forecast, &past, args.backtest);
        ctx.ui.report(&report)?;
        return Ok(Exit::Ok);
    }
    if let Some(shard) = &args.shard {
        let load = find_shard(shard, &fleet, &demand)?;
        ctx.ui.report(&shard_report(&fleet, load))?;
        return Ok(Exit::Ok);
    }
    let mut segments: Vec<&SegmentForecast> = fleet.segments.iter().collect();
    segments.sort_by(|a, b| b.requests.mean.total_cmp(&a.requests.mean));
    let listing = match &args.region {
        _ if args.backtest => {
            let mut listing = backtest_listing(&fleet, &segments);
            // Logs without a full day, or without sessions, have no co-access to be scored.
            let crossings = daily_crossings(ctx, &demand).ok();
            let score = crossings.and_then(|crossings| crossings.score());
            listing.notes.extend(score.map(score_note));
            listing
        }
        Some(region) => region_listing(&fleet, &segments, region),
        None => segment_listing(&fleet, &segments),
    };
    ctx.ui.listing(&listing)?;
    Ok(Exit::Ok)
}

fn check_tenant(tenant: &str, demand: &FleetDemand) -> Result<(), CommandError> {
    let tenants = &demand.profile.tenants;
    if !tenant.is_empty() && tenants.iter().any(|known| is_named(known, tenant)) {
        return Ok(());
    }
    let what = format!("no request of a tenant `{}`", tenant.escape_debug());
    let known = tenants.iter().map(String::as_str);
    let error = CommandError::new(Exit::NotFound, "no_such_tenant", what);
    let error = match did_you_mean(tenant, known.filter(|name| !name.is_empty())) {
        Some(near) => error.why(format!("did you mean `{}`?", near.escape_debug())),
        None => error,
    };
    Err(error.next("shardctl analyze tenants   lists the tenants"))
}

/// Whether `text` is the name, as it is or as lists show it.
fn is_named(name: &str, text: &str) -> bool {
    name == text || escape_bytes(name.as_bytes()) == text
}

fn find_tenant<'a>(
    tenant: &str,
    fleet: &'a FleetForecast,
) -> Result<&'a TenantForecast, CommandError> {
    let mut tenants = fleet.tenants.iter();
    let found = tenants.find(|forecast| is_named(&forecast.load.name, tenant));
    found.ok_or_else(|| {
        let what = format!(
            "no complete hour with a request of `{}`",
            tenant.escape_debug()
        );
        CommandError::new(Exit::NotEnoughData, "no_tenant_history", what)
    })
}

/// The load of the shard of this name.
fn find_shard<'a>(
    name: &str,
    fleet: &'a FleetForecast,
    demand: &FleetDemand,
) -> Result<&'a LoadForecast, CommandError> {
    let found = fleet.shards.iter().find(|load| load.name == name);
    found.ok_or_else(|| {
        let shards: Vec<&str> = demand
            .map
            .shards()
            .map(|shard| shard.name.0.as_str())
            .collect();
        if shards.is_empty() {
            return no_map();
        }
        let what = if shards.contains(&name) {
            format!("no request for anything in shard `{}`", name.escape_debug())
        } else {
            format!("no shard `{}`", name.escape_debug())
        };
        let error = CommandError::new(Exit::NotFound, "no_such_shard", what);
        match did_you_mean(name, shards.iter().copied().filter(|known| *known != name)) {
            Some(near) => error.why(format!("did you mean `{near}`?")),
            None => error,
        }
    })
}

fn check_region(region: &str, demand: &FleetDemand) -> Result<(), CommandError> {
    let regions = &demand.profile.regions;
    if regions.iter().any(|known| known == region) {
        return Ok(());
    }
    let what = format!("no request came from region `{}`", region.escape_debug());
    let error = CommandError::new(Exit::NotFound, "no_such_region", what);
    let error = match did_you_mean(region, regions.iter().map(String::as_str)) {
        Some(near) => error.why(format!("did you mean `{near}`?")),
        None => error,
    };
    Err(error.next("shardctl analyze regions   lists the requester regions"))
}

/// The segment that `text` names, by its id or by its bare prefix; bytes that are no text as they are or as lists show them.
fn find_segment<'a>(
    text: &OsStr,
    fleet: &'a FleetForecast,
) -> Result<&'a SegmentForecast, CommandError> {
    let asked = text.as_encoded_bytes();
    let shown = escape_bytes(asked);
    let is_asked = |segment: &Segment| {
        let is_prefix = matches!(segment, Segment::Prefix(_));
        let names = [segment.id(), segment.key().clone()];
        let names = names.iter().take(1 + usize::from(is_prefix));
        names.map(Key::as_bytes).any(|name| {
            name == asked || text.to_str().is_some_and(|text| escape_bytes(name) == text)
        })
    };
    let segments = || fleet.segments.iter();
    let found = segments().find(|forecast| is_asked(&forecast.demand.segment));
    found.ok_or_else(|| {
        let what = format!("no segment `{shown}` was accessed");
        let ids = segments().map(|forecast| forecast.demand.segment.id());
        let ids: Vec<String> = ids
            .map(|id| escape_bytes(id.as_bytes()).into_owned())
            .collect();
        let is_id = shown.starts_with("prefix:") || shown.starts_with("exact:");
        let id = if is_id {
            shown.to_string()
        } else {
            format!("prefix:{shown}")
        };
        let error = CommandError::new(Exit::NotFound, "no_such_segment", what);
        let error = match did_you_mean(&id, ids.iter().map(String::as_str)) {
            Some(near) => error.why(format!("did you mean `{near}`?")),
            None => error,
        };
        error.next("shardctl forecast -o name  lists the segments")
    })
}
