//! `shardctl analyze mobility`.

use crate::access::HOUR_MS;
use crate::cli::value::HumanDuration;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::current_map::no_map;
use crate::commands::fleet_demand::{fleet_demand, forecast_options};
use crate::forecast::{DemandMeasure, FleetForecast, Mobility, fleet_mobility};
use crate::ui::{Cell, Column, Listing, units};

/// Rank segments by how much of their demand is elsewhere
///
/// Score = (expected demand of the best other region − that of the home region) / all expected demand ×
/// persistence. 1: all demand is, and was in every window, in one other region. Below 0: home leads.
/// Persistence is the share of the last four weeks (days, when logs are short) that agree.
/// The historic score is the same on the past alone; the difference is what the forecast adds.
#[derive(Debug, clap::Args)]
pub struct AnalyzeMobilityArgs {
    /// What counts as demand
    #[arg(long, value_enum, default_value = "requests")]
    by: Measure,
    /// How far ahead [default: forecast.horizon, else 7d]
    #[arg(long, value_name = "DURATION")]
    horizon: Option<HumanDuration>,
    /// Show only segments with at least this score
    #[arg(long, value_name = "SCORE", allow_negative_numbers = true)]
    min_score: Option<f64>,
}

/// `--by`.
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
    let demand = fleet_demand(ctx)?;
    if demand.map.shards().next().is_none() {
        return Err(no_map());
    }
    let forecast = demand.forecast(&options)?;
    let segmenter = demand.segmenter();
    let mut ranked = fleet_mobility(
        &demand.profile,
        &forecast,
        args.by.into(),
        |key| segmenter.segment_of(key),
        |key| Some(demand.map.locate(key)?.shard.region.as_str()),
    );
    ranked.retain(|mobility| args.min_score.is_none_or(|least| mobility.score >= least));
    ranked.sort_by(|a, b| {
        let by_score = b.score.total_cmp(&a.score);
        by_score.then(b.demand.total_cmp(&a.demand))
    });
    ctx.ui.listing(&listing(&ranked, &forecast, args.by))?;
    Ok(Exit::Ok)
}

fn listing(ranked: &[Mobility], forecast: &FleetForecast, by: Measure) -> Listing {
    let demand = match by {
        Measure::Requests => Column::spare("expected_requests", "REQUESTS"),
        Measure::Bytes => Column::spare("expected_bytes", "BYTES"),
    };
    let row = |mobility: &Mobility| {
        let best = mobility.best_region.as_deref();
        vec![
            Cell::Key(mobility.segment.to_string().into()),
            Cell::Number(mobility.score, 2),
            Cell::Number(mobility.historic_score, 2),
            Cell::Text(mobility.home_region.clone()),
            Cell::Ratio(mobility.home_share),
            best.map_or(Cell::Unknown, |region| Cell::Key(region.into())),
            Cell::Ratio(mobility.best_share),
            Cell::Ratio(mobility.persistence),
            match by {
                Measure::Requests => Cell::Number(mobility.demand, 0),
                Measure::Bytes => Cell::Bytes(mobility.demand.round() as u64),
            },
        ]
    };
    let as_of = units::rfc3339(forecast.as_of_ms).unwrap_or_default();
    let horizon = units::duration_ms(forecast.horizon_hours as u64 * HOUR_MS as u64);
    Listing {
        kind: "mobility",
        columns: vec![
            Column::new("segment", "SEGMENT"),
            Column::new("mobility_score", "MOBILITY"),
            Column::spare("historic_mobility_score", "HISTORIC"),
            Column::new("home_region", "HOME"),
            Column::new("home_share_ratio", "SHARE"),
            Column::new("best_region", "BEST OTHER"),
            Column::new("best_share_ratio", "SHARE"),
            Column::spare("persistence_ratio", "PERSISTS"),
            demand,
        ],
        rows: ranked.iter().map(row).collect(),
        empty: "no segment has such a score",
        notes: vec![format!(
            "as of {as_of}, on the demand expected in the {horizon} that follow; above 0 another region asks more than home"
        )],
        warnings: Vec::new(),
    }
}
