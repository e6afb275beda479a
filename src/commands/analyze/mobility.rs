//! `shardctl analyze mobility`.

use crate::access::HOUR_MS;
use crate::cli::value::HumanDuration;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::current_map::no_map;
use crate::commands::fleet_demand::{fleet_demand, forecast_options};
use crate::engine::fleet_demand::FleetDemand;
use crate::forecast::{
    Arrival, DemandMeasure, FleetForecast, ForecastOptions, Mobility, fleet_mobility,
    tenant_mobility,
};
use crate::placement::{Key, Segment};
use crate::ui::{Cell, Column, Listing, units};

/// Rank segments or tenants by how much of their demand is elsewhere
///
/// Score = (expected demand of the best other region − that of the home region) / all expected demand ×
/// persistence. 1: all demand is, and was in every window, in one other region. Below 0: home leads.
/// Persistence is the share of the last four weeks (days, when logs are short) that agree.
/// The historic score is the same on the past alone; the difference is what the forecast adds. MOVED says since when
/// the other region has asked more, or when, by the trend of the newest days, it will within four weeks; - where the trend
/// is none that chance would not make. Hours that a shard's log does not tell of count for neither.
#[derive(Debug, clap::Args)]
pub struct AnalyzeMobilityArgs {
    /// What is ranked
    #[arg(long, value_enum, default_value = "segment")]
    by: Ranked,
    /// What counts as demand
    #[arg(long, value_enum, default_value = "requests")]
    measure: Measure,
    /// List the share of every region in what is expected, with its interval, instead of the score
    #[arg(long)]
    shares: bool,
    /// How far ahead [default: forecast.horizon, else 7d]
    #[arg(long, value_name = "DURATION")]
    horizon: Option<HumanDuration>,
    /// Show only segments with at least this score
    #[arg(long, value_name = "SCORE", allow_negative_numbers = true)]
    min_score: Option<f64>,
}

/// `--by`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Ranked {
    /// Segments of the key space
    Segment,
    /// Tenants, by all they ask for; their home serves most of it
    Tenant,
}

/// `--measure`.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Measure {
    /// Reads and writes
    Requests,
    /// Bytes sent and received
    Bytes,
}

impl From<Measure> for DemandMeasure {
    fn from(measure: Measure) -> Self {
        match measure {
            Measure::Requests => Self::Requests,
            Measure::Bytes => Self::Bytes,
        }
    }
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &AnalyzeMobilityArgs) -> Result<Exit, CommandError> {
    let options = forecast_options(ctx, args.horizon.map(|horizon| horizon.ms), None)?;
    let options = ForecastOptions {
        needed_hours: 1,
        by_tenant: args.by == Ranked::Tenant,
        ..options
    };
    let demand = fleet_demand(ctx)?;
    if demand.map.shards().next().is_none() {
        return Err(no_map());
    }
    let measure = args.measure.into();
    let (forecast, mut ranked) = match args.by {
        Ranked::Segment => of_segments(&demand, &options, measure)?,
        Ranked::Tenant => of_tenants(&demand, &options, measure)?,
    };
    ranked.retain(|mobility| args.min_score.is_none_or(|least| mobility.score >= least));
    ranked.sort_by(|a, b| {
        let by_score = b.score.total_cmp(&a.score);
        by_score.then(b.demand.total_cmp(&a.demand))
    });
    let listing = if args.shares {
        share_listing(&ranked, &forecast, args)
    } else {
        listing(&ranked, &forecast, args)
    };
    ctx.ui.listing(&listing)?;
    Ok(Exit::Ok)
}

/// A forecast and the mobility of what it forecasts.
type Moving = (FleetForecast, Vec<Mobility>);

fn of_segments(
    demand: &FleetDemand,
    options: &ForecastOptions,
    measure: DemandMeasure,
) -> Result<Moving, CommandError> {
    let forecast = demand.forecast(options)?;
    let segmenter = demand.segmenter();
    let home = |key: &Key| Some(demand.map.locate(key)?.shard.region.as_str());
    let segment_of = |key: &Key| segmenter.segment_of(key);
    let ranked = fleet_mobility(&demand.profile, &forecast, measure, segment_of, home);
    Ok((forecast, ranked))
}

fn of_tenants(
    demand: &FleetDemand,
    options: &ForecastOptions,
    measure: DemandMeasure,
) -> Result<Moving, CommandError> {
    let forecast = demand.forecast(options)?;
    let home = |key: &Key| Some(demand.map.locate(key)?.shard.region.as_str());
    let ranked = tenant_mobility(&demand.profile, &forecast, measure, home);
    Ok((forecast, ranked))
}

/// What is ranked, by name.
fn label(by: Ranked, segment: &Segment) -> Key {
    match (by, segment) {
        (Ranked::Tenant, Segment::Exact(tenant)) => tenant.clone(),
        _ => segment.id(),
    }
}

/// What the numbers are made from and for.
fn basis(forecast: &FleetForecast) -> String {
    let as_of = units::rfc3339(forecast.as_of_ms).unwrap_or_default();
    let horizon = units::duration_ms(forecast.horizon_hours as u64 * HOUR_MS as u64);
    format!("as of {as_of}, on the demand expected in the {horizon} that follow")
}

/// One row a segment, or tenant, and region.
fn share_listing(
    ranked: &[Mobility],
    forecast: &FleetForecast,
    args: &AnalyzeMobilityArgs,
) -> Listing {
    let (name, title) = match args.by {
        Ranked::Segment => ("segment", "SEGMENT"),
        Ranked::Tenant => ("tenant", "TENANT"),
    };
    let rows = ranked.iter().flat_map(|mobility| {
        mobility.shares.iter().map(|(region, share)| {
            vec![
                Cell::Key(label(args.by, &mobility.segment)),
                Cell::Key(region.as_str().into()),
                Cell::Flag(*region == mobility.home_region),
                Cell::Ratio(share.mean),
                Cell::Ratio(share.lower),
                Cell::Ratio(share.upper),
            ]
        })
    });
    Listing {
        kind: "mobility_shares",
        columns: vec![
            Column::new(name, title),
            Column::new("region", "REGION"),
            Column::new("is_home", "HOME"),
            Column::new("share_ratio", "SHARE"),
            Column::new("share_lower_ratio", "LOW"),
            Column::new("share_upper_ratio", "HIGH"),
        ],
        rows: rows.collect(),
        empty: "nothing is expected to be asked for",
        notes: vec![format!(
            "{}; intervals at {}",
            basis(forecast),
            units::ratio(forecast.level)
        )],
        warnings: Vec::new(),
    }
}

fn listing(ranked: &[Mobility], forecast: &FleetForecast, args: &AnalyzeMobilityArgs) -> Listing {
    let by = args.measure;
    let (name, title, empty) = match args.by {
        Ranked::Segment => ("segment", "SEGMENT", "no segment has such a score"),
        Ranked::Tenant => ("tenant", "TENANT", "no tenant has such a score"),
    };
    let demand = match by {
        Measure::Requests => Column::spare("expected_requests", "REQUESTS"),
        Measure::Bytes => Column::spare("expected_bytes", "BYTES"),
    };
    let row = |mobility: &Mobility| {
        let best = mobility.best_region.as_deref();
        let share = mobility
            .shares
            .iter()
            .find(|(region, _)| Some(region.as_str()) == best);
        let share = share.map(|(_, share)| *share);
        let moved = mobility.arrival.map(|arrival| match arrival {
            Arrival::Since(hour) => [hour; 3],
            Arrival::Expected {
                hour,
                earliest,
                latest,
            } => [hour, earliest, latest],
        });
        vec![
            Cell::Key(label(args.by, &mobility.segment)),
            Cell::Number(mobility.score, 2),
            Cell::Number(mobility.historic_score, 2),
            Cell::Text(mobility.home_region.clone()),
            Cell::Ratio(mobility.home_share),
            best.map_or(Cell::Unknown, |region| Cell::Key(region.into())),
            Cell::Ratio(mobility.best_share),
            share.map_or(Cell::Unknown, |share| Cell::Ratio(share.lower)),
            share.map_or(Cell::Unknown, |share| Cell::Ratio(share.upper)),
            moved.map_or(Cell::Unknown, |hours| Cell::Time(hours[0] * HOUR_MS)),
            moved.map_or(Cell::Unknown, |hours| Cell::Time(hours[1] * HOUR_MS)),
            moved.map_or(Cell::Unknown, |hours| Cell::Time(hours[2] * HOUR_MS)),
            Cell::Ratio(mobility.persistence),
            match by {
                Measure::Requests => Cell::Number(mobility.demand, 0),
                Measure::Bytes => Cell::Bytes(mobility.demand.round() as u64),
            },
        ]
    };
    Listing {
        kind: "mobility",
        columns: columns((name, title), demand),
        rows: ranked.iter().map(row).collect(),
        empty,
        notes: vec![format!(
            "{}; above 0 another region asks more than home",
            basis(forecast)
        )],
        warnings: Vec::new(),
    }
}

fn columns((name, title): (&'static str, &'static str), demand: Column) -> Vec<Column> {
    vec![
        Column::new(name, title),
        Column::new("mobility_score", "MOBILITY"),
        Column::spare("historic_mobility_score", "HISTORIC"),
        Column::new("home_region", "HOME"),
        Column::new("home_share_ratio", "SHARE"),
        Column::new("best_region", "BEST OTHER"),
        Column::new("best_share_ratio", "SHARE"),
        Column::wide("best_share_lower_ratio", "LOW"),
        Column::wide("best_share_upper_ratio", "HIGH"),
        Column::spare("moved_at", "MOVED"),
        Column::wide("moved_at_earliest", "EARLIEST"),
        Column::wide("moved_at_latest", "LATEST"),
        Column::spare("persistence_ratio", "PERSISTS"),
        demand,
    ]
}
