//! `shardctl analyze coaccess`.

use crate::access::DAY_MS;
use crate::cli::value::HumanDuration;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::fleet_demand::{fleet_demand, forecast_options};
use crate::engine::co_access::{CoAccessForecast, DailyCrossings};
use crate::engine::fleet_demand::FleetDemand;
use crate::forecast::{EdgeErrors, EdgeForecast, EdgeScore};
use crate::ui::{Cell, Column, Listing, units};

use super::statistics::cut;

/// Rank pairs of segments by how often sessions will go from one to the other
///
/// COUNTED is how often they went, either way, in all full days of the logs, LAST in the newest of them, as many as are forecast. EXPECTED is
/// the forecast: an exponentially weighted mean (half-life two weeks), drawn towards CHANCE, which is what two segments used as
/// much as these would come to if clients chose at random, and above 50 a week with a damped trend. Plans expect pairs to go on as they
/// were counted: of the sum over many pairs that is the better forecast. `--backtest` says how good it is of single ones.
/// Shows the first 50 unless `--limit` or `--sort-by` asks for others.
#[derive(Debug, clap::Args)]
pub struct AnalyzeCoaccessArgs {
    /// How far ahead [default: forecast.horizon, else 7d]
    #[arg(long, value_name = "DURATION")]
    horizon: Option<HumanDuration>,
    /// Share of outcomes the intervals should hold, 0 to 1 [default: forecast.level, else 0.9]
    #[arg(long, value_name = "SHARE")]
    level: Option<f64>,
    /// Show how the forecast did on newest days held out, beside "as in the last window"
    #[arg(long)]
    backtest: bool,
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &AnalyzeCoaccessArgs) -> Result<Exit, CommandError> {
    let options = forecast_options(ctx, args.horizon.map(|horizon| horizon.ms), args.level)?;
    let demand = fleet_demand(ctx)?;
    let crossings = daily_crossings(ctx, &demand)?;
    if args.backtest {
        let score = crossings.score().ok_or_else(|| {
            let what = "the logs are too short to hold days out";
            CommandError::new(Exit::NotEnoughData, "not_enough_history", what)
                .why("three full days with sessions across segments are needed")
        })?;
        ctx.ui.listing(&backtest_listing(score))?;
        return Ok(Exit::Ok);
    }
    let forecast = crossings.forecast(options.horizon_hours as f64 / 24.0, options.level);
    let mut edges = forecast.edges.clone();
    edges.sort_by(|a, b| b.expected.mean.total_cmp(&a.expected.mean));
    let cut = cut(&ctx.settings.output, &mut edges, "pairs");
    let mut listing = listing(&forecast, &edges, options.level);
    listing.notes.extend(cut);
    ctx.ui.listing(&listing)?;
    Ok(Exit::Ok)
}

/// Crossings of the sessions that were kept.
pub fn daily_crossings(
    ctx: &CommandContext,
    demand: &FleetDemand,
) -> Result<DailyCrossings, CommandError> {
    let sessions = ctx.world.stats_store()?.sessions()?;
    DailyCrossings::of(demand, &sessions).ok_or_else(|| {
        let what = "the logs hold no full day";
        CommandError::new(Exit::NotEnoughData, "not_enough_history", what)
            .next("shardctl logs ingest       reads more logs")
    })
}

fn listing(forecast: &CoAccessForecast, edges: &[EdgeForecast], level: f64) -> Listing {
    let row = |edge: &EdgeForecast| {
        vec![
            Cell::Key(forecast.segments[edge.a].id()),
            Cell::Key(forecast.segments[edge.b].id()),
            Cell::Number(edge.observed, 0),
            Cell::Number(edge.newest, 0),
            Cell::Number(edge.expected.mean, 1),
            Cell::Number(edge.expected.lower, 1),
            Cell::Number(edge.expected.upper, 1),
            Cell::Number(edge.by_chance, 1),
        ]
    };
    let day = |day: i64| units::rfc3339(day * DAY_MS).unwrap_or_default();
    let mut notes = vec![format!(
        "{} from {}; intervals at {}",
        units::plural((forecast.days.end - forecast.days.start) as u64, "full day"),
        day(forecast.days.start),
        units::ratio(level),
    )];
    notes.extend(forecast.score.map(score_note));
    Listing {
        kind: "co_access",
        columns: vec![
            Column::new("segment", "SEGMENT"),
            Column::new("other_segment", "AND"),
            Column::new("crossings", "COUNTED"),
            Column::new("last_window_crossings", "LAST"),
            Column::new("expected_crossings", "EXPECTED"),
            Column::spare("expected_crossings_lower", "LOW"),
            Column::spare("expected_crossings_upper", "HIGH"),
            Column::spare("chance_crossings", "CHANCE"),
        ],
        rows: edges.iter().map(row).collect(),
        empty: "no session went from one segment to another, or none was kept at ingestion",
        notes,
        warnings: Vec::new(),
    }
}

/// What a forecast of co-access was worth on days held out, in one line.
pub fn score_note(score: EdgeScore) -> String {
    format!(
        "co-access held out {} ahead: Poisson deviance {:.3} a pair, \"as in the last window\" {:.3} ({}); intervals at 90% held {}",
        units::plural(score.days as u64, "day"),
        score.forecast.deviance,
        score.last_window.deviance,
        units::plural(score.edges as u64, "pair"),
        units::ratio(score.coverage),
    )
}

fn backtest_listing(score: EdgeScore) -> Listing {
    let row = |model: &str, errors: EdgeErrors, coverage: Cell| {
        vec![
            Cell::Text(model.to_owned()),
            Cell::Count(score.days as u64),
            Cell::Count(score.edges as u64),
            Cell::Number(errors.deviance, 3),
            Cell::Number(errors.absolute, 3),
            Cell::Number(errors.squared, 3),
            coverage,
        ]
    };
    Listing {
        kind: "co_access_backtest",
        columns: vec![
            Column::new("model", "MODEL"),
            Column::new("days", "DAYS"),
            Column::new("pairs", "PAIRS"),
            Column::new("poisson_deviance", "DEVIANCE"),
            Column::new("mae", "MAE"),
            Column::new("mse", "MSE"),
            Column::new("coverage_ratio", "HELD"),
        ],
        rows: vec![
            row("ewma_gamma_poisson", score.forecast, Cell::Ratio(score.coverage)),
            row("last_window", score.last_window, Cell::Unknown),
        ],
        empty: "nothing was held out",
        notes: vec!["DEVIANCE, MAE and MSE are means per pair that was counted before; HELD is the share within its 90% interval".to_owned()],
        warnings: Vec::new(),
    }
}
