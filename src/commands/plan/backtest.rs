//! `shardctl plan backtest`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::access::HOUR_MS;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::assignments::read_assignments;
use crate::commands::current_map::current_map;
use crate::commands::fleet_demand::demand_on;
use crate::commands::planning::{missing_prices, planning_settings};
use crate::commands::planning_time::announce_planning_time;
use crate::engine::backtest::{
    BacktestError, BacktestOptions, Contestant, Fold, NamedPlacement, backtest,
};
use crate::engine::score::{Score, scores};
use crate::placement::{Segment, ShardMap, ShardName};
use crate::plan::PlanInput;
use crate::ui::{Cell, Column, Listing, Report, Section, units};

use super::render::usd;

/// The planner's and the oracle's.
const PLANS_A_FOLD: u64 = 2;

/// Judge the planner by logs that it has not seen
///
/// Plans from the first part of the logs as `plan propose` would have, and prices the placement with the demand
/// and the sessions that came after; so again at later points in time. Beside it: staying, a hash over the
/// shards, a balancer that sees requests only, placements from files, and an oracle, which is the planner with
/// the demand that was to come. Dollars are over plan.horizon; intervals are of 95 %, over sessions. Changes
/// nothing and stores nothing.
#[derive(Debug, clap::Args)]
pub struct PlanBacktestArgs {
    /// Share of the logs that the first plan is made from
    #[arg(long, value_name = "SHARE", default_value_t = 0.7, value_parser = train_share)]
    train: f64,
    /// Points in time at which to plan; the rest of the logs is divided among them
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=50))]
    folds: u16,
    /// A placement to judge too: an assignment file as `migrate request` takes it (repeatable)
    #[arg(long, value_name = "FILE")]
    placement: Vec<PathBuf>,
}

fn train_share(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let number = match text.strip_suffix('%') {
        Some(percent) => percent.parse::<f64>().map(|percent| percent / 100.0),
        None => text.parse(),
    };
    let number = number.ok().filter(|share| (0.1..=0.95).contains(share));
    number.ok_or_else(|| format!("`{text}` is no share from 0.1 to 0.95: write 0.7 or 70%"))
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &PlanBacktestArgs) -> Result<Exit, CommandError> {
    let map = current_map(ctx)?;
    let settings = planning_settings(ctx, 0.0)?;
    let stats = ctx.world.stats_store()?;
    let demand = demand_on(ctx, map, stats.as_ref())?;
    let files: Vec<NamedPlacement<'static>> = (args.placement.iter())
        .map(|path| named(path, &demand.map))
        .collect::<Result<_, _>>()?;
    announce_planning_time(ctx, &demand, PLANS_A_FOLD * u64::from(args.folds));
    let options = BacktestOptions {
        train: args.train,
        folds: usize::from(args.folds),
        rivals: true,
    };
    let folds = backtest(&demand, stats.as_ref(), &settings, options, &files)?;
    if folds.is_empty() {
        return Err(too_short("the rest of the logs is less than an hour"));
    }
    let horizon_hours = settings.policy.horizon_hours;
    let scores = scores(&folds, horizon_hours);
    ctx.ui.report(&report(&folds, &scores, horizon_hours))?;
    Ok(Exit::Ok)
}

/// A file as a placement: what it does not name stays.
fn named(path: &Path, map: &ShardMap) -> Result<NamedPlacement<'static>, CommandError> {
    let assignments = read_assignments(path)?;
    let is_known = |name: &ShardName| map.shards().any(|shard| shard.name == *name);
    if let Some(stray) = assignments.iter().find(|it| !is_known(&it.to)) {
        let what = format!("{}: no shard is named `{}`", path.display(), stray.to);
        return Err(CommandError::new(Exit::Usage, "no_such_shard", what)
            .why(format!("the file has {} there", stray.segment))
            .next("shardctl shard list      names them"));
    }
    let wanted: BTreeMap<Segment, _> = (assignments.into_iter())
        .map(|assignment| (assignment.segment, assignment.to))
        .collect();
    let placement = move |input: &PlanInput| {
        let place = |placed: &crate::plan::PlacedSegment| {
            let to = wanted.get(&placed.segment);
            to.and_then(|name| input.shard_index(name))
                .unwrap_or(placed.shard)
        };
        input.segments.iter().map(place).collect()
    };
    Ok((path.display().to_string(), Box::new(placement)))
}

impl From<BacktestError> for CommandError {
    fn from(error: BacktestError) -> Self {
        match error {
            BacktestError::TooShort(error) => too_short(&error.to_string()),
            BacktestError::MissingPrices(keys) => missing_prices(&keys),
            BacktestError::Planning(error) => error.into(),
        }
    }
}

fn too_short(why: &str) -> CommandError {
    let what = "the logs are too short to hold some of them out";
    CommandError::new(Exit::NotEnoughData, "not_enough_history", what)
        .why(why.to_owned())
        .next("shardctl logs ingest                      reads more logs")
        .next("shardctl plan backtest --train 0.9        holds out less")
}

fn report(folds: &[Fold], scores: &[Score], horizon_hours: f64) -> Report {
    let mut sections: Vec<Section> = vec![Section::Text(format!(
        "Planned {} from the logs, judged on what came after; dollars over {:.0} d.",
        times(folds.len()),
        horizon_hours / 24.0
    ))];
    sections.extend(
        folds
            .iter()
            .map(|fold| Section::Field("judged", judged(fold))),
    );
    sections.push(Section::Table(None, listing(scores)));
    sections.push(Section::Text(verdict(scores)));
    Report {
        kind: "plan_backtest",
        data: json!({
            "horizon_hours": horizon_hours,
            "contestants": scores.iter().map(score_value).collect::<Vec<_>>(),
            "folds": folds.iter().map(fold_value).collect::<Vec<_>>(),
        }),
        sections,
        warnings: Vec::new(),
    }
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        count => format!("{count} times"),
    }
}

fn judged(fold: &Fold) -> String {
    let time = |ms| units::rfc3339(ms).unwrap_or_default();
    format!(
        "{} to {}, {}",
        time(fold.from_ms),
        time(fold.until_ms),
        units::plural(fold.sessions as u64, "session")
    )
}

fn listing(scores: &[Score]) -> Listing {
    let columns = vec![
        Column::new("placement", "PLACEMENT"),
        Column::new("net_usd", "NET USD"),
        Column::new("low_usd", "LOW"),
        Column::new("high_usd", "HIGH"),
        Column::new("cost_usd", "COST"),
        Column::new("payback_days", "PAYBACK d"),
        Column::new("moves", "MOVES"),
        Column::new("size_bytes", "SIZE"),
        Column::new("fan_out", "FAN-OUT"),
        Column::new("cross_region_ratio", "FAR READS"),
        Column::spare("load_ratio", "PEAK LOAD"),
        Column::spare("over_capacity", "OVER"),
        Column::new("capture_ratio", "OF ORACLE"),
    ];
    let amounts = scores
        .iter()
        .flat_map(|score| [score.net_usd, score.cost_usd]);
    let decimals = super::render::decimals(amounts);
    let maybe = |value: Option<f64>, decimals| {
        value.map_or(Cell::Unknown, |value| Cell::Number(value, decimals))
    };
    let row = |score: &Score| {
        vec![
            Cell::Text(score.contestant.name().to_owned()),
            Cell::Number(score.net_usd, decimals),
            Cell::Number(score.interval_usd.0, decimals),
            Cell::Number(score.interval_usd.1, decimals),
            Cell::Number(score.cost_usd, decimals),
            maybe(score.payback_hours.map(|hours| hours / 24.0), 1),
            Cell::Count(score.moves as u64),
            Cell::Bytes(score.bytes),
            maybe(score.fan_out, 2),
            score.cross_region_ratio.map_or(Cell::Unknown, Cell::Ratio),
            maybe(score.load_ratio, 2),
            Cell::Count(score.over_capacity as u64),
            score.capture_ratio.map_or(Cell::Unknown, Cell::Ratio),
        ]
    };
    Listing {
        kind: "plan_backtest",
        columns,
        rows: scores.iter().map(row).collect(),
        empty: "nothing was judged",
        notes: Vec::new(),
        warnings: Vec::new(),
    }
}

/// What the table says of the plan, in words.
fn verdict(scores: &[Score]) -> String {
    let find = |who: &Contestant| scores.iter().find(|score| score.contestant == *who);
    let Some(plan) = find(&Contestant::Plan) else {
        return String::new();
    };
    if plan.moves == 0 {
        return "The planner would have moved nothing.".to_owned();
    }
    let (low, high) = plan.interval_usd;
    let sure = if low > 0.0 {
        "It paid off."
    } else if high < 0.0 {
        "It did not pay off."
    } else {
        "Whether it pays off cannot be told from these logs."
    };
    let captured = plan.capture_ratio.map_or_else(String::new, |share| {
        let share = units::ratio(share);
        let interval = plan
            .capture_interval
            .map_or_else(String::new, |(low, high)| {
                format!(" [{}, {}]", units::ratio(low), units::ratio(high))
            });
        format!("; {share}{interval} of what knowing the future would have gained")
    });
    let net = [plan.net_usd, low, high].map(usd);
    format!("{sure} Net {} [{}, {}]{captured}.", net[0], net[1], net[2])
}

fn score_value(score: &Score) -> Value {
    json!({
        "placement": score.contestant.name(),
        "net_usd": score.net_usd,
        "low_usd": score.interval_usd.0,
        "high_usd": score.interval_usd.1,
        "gain_usd": score.gain_usd,
        "cost_usd": score.cost_usd,
        "payback_hours": score.payback_hours,
        "moves": score.moves,
        "size_bytes": score.bytes,
        "fan_out": score.fan_out,
        "cross_region_ratio": score.cross_region_ratio,
        "load_ratio": score.load_ratio,
        "over_capacity": score.over_capacity,
        "capture_ratio": score.capture_ratio,
        "capture_low_ratio": score.capture_interval.map(|(low, _)| low),
        "capture_high_ratio": score.capture_interval.map(|(_, high)| high),
    })
}

fn fold_value(fold: &Fold) -> Value {
    let outcomes = fold.outcomes.iter().map(|(contestant, outcome)| {
        json!({
            "placement": contestant.name(),
            "net_usd": outcome.net_usd(),
            "gain_usd": outcome.gain_usd,
            "cost_usd": outcome.cost_usd,
            "moves": outcome.moves,
            "size_bytes": outcome.bytes,
            "fan_out": outcome.fan_out,
            "cross_region_ratio": outcome.cross_region_ratio,
            "cross_region_bytes": outcome.cross_region_bytes,
            "load_ratio": outcome.load_ratio,
            "over_capacity": outcome.over_capacity,
        })
    });
    json!({
        "from": units::rfc3339(fold.from_ms),
        "until": units::rfc3339(fold.until_ms),
        "hours": (fold.until_ms - fold.from_ms) / HOUR_MS,
        "sessions": fold.sessions,
        "outcomes": outcomes.collect::<Vec<_>>(),
    })
}
