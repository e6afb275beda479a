//! `shardctl plan replay`.

use serde_json::{Value, json};

use crate::access::HOUR_MS;
use crate::cli::value::HumanDuration;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::commands::fleet_demand::fleet_demand;
use crate::commands::planning::planning_settings;
use crate::commands::planning_time::{WITH_ITS_TEST, announce_planning_time};
use crate::engine::replay::{Carried, Night, Replay, ReplayOptions, replay};
use crate::ui::{Cell, Column, Listing, Report, Section, units};

use super::render::usd;

/// Replay the logs with a plan every night
///
/// Plans at every midnight (UTC), or so often as --every says, with the logs up to then, takes the plan for carried out, and goes on from there; then
/// judges every move by the logs that came after it. Counts moves, and reversals: segments that go back within a week.
/// Dollars are over plan.horizon, at the rate of what came. Changes nothing and stores nothing.
#[derive(Debug, clap::Args)]
pub struct PlanReplayArgs {
    /// Logs before the first night
    #[arg(long, value_name = "DURATION", default_value = "7d")]
    warm_up: HumanDuration,
    /// Time from one plan to the next, whole hours
    #[arg(long, value_name = "DURATION", default_value = "1d", value_parser = whole_hours)]
    every: HumanDuration,
    /// Carry out also what the newest logs of a night do not bear out
    #[arg(long)]
    unproven: bool,
}

fn whole_hours(text: &str) -> Result<HumanDuration, String> {
    let duration = text
        .parse::<HumanDuration>()
        .map_err(|error| error.to_string())?;
    let hour = HOUR_MS as u64;
    if duration.ms >= hour && duration.ms.is_multiple_of(hour) {
        Ok(duration)
    } else {
        Err(format!(
            "`{text}` is not a number of whole hours, 1h at least"
        ))
    }
}

/// Runs the command.
pub async fn run(ctx: &CommandContext, args: &PlanReplayArgs) -> Result<Exit, CommandError> {
    let demand = fleet_demand(ctx)?;
    let settings = planning_settings(ctx, 0.0)?;
    let stats = ctx.world.stats_store()?;
    let options = ReplayOptions {
        warm_up_hours: (args.warm_up.ms / HOUR_MS as u64) as i64,
        every_hours: (args.every.ms / HOUR_MS as u64) as i64,
        unproven: args.unproven,
    };
    let span = demand
        .profile
        .oldest_event_ms
        .zip(demand.profile.newest_event_ms);
    let hours = span.map_or(0, |(oldest, newest)| (newest - oldest) / HOUR_MS);
    let nights = (hours - options.warm_up_hours).max(0) / options.every_hours;
    announce_planning_time(ctx, &demand, WITH_ITS_TEST * nights as u64);
    let found = replay(&demand, stats.as_ref(), &settings, options)?;
    if found.nights.is_empty() {
        let what = "the logs are too short for a single night";
        return Err(
            CommandError::new(Exit::NotEnoughData, "not_enough_history", what)
                .why(format!(
                    "nights without enough history: {}",
                    found.too_short
                ))
                .next("shardctl plan replay --warm-up 2d      begins earlier")
                .next("shardctl logs ingest                   reads more logs"),
        );
    }
    ctx.ui.report(&report(&found))?;
    Ok(Exit::Ok)
}

/// Sums over the nights.
struct Sums {
    moves: usize,
    reversals: usize,
    disbelieved: usize,
    scored: usize,
    losing: usize,
    gained_usd: f64,
    lost_usd: f64,
}

impl Sums {
    fn of(found: &Replay) -> Self {
        let nights = || found.nights.iter();
        let count = |of: fn(&Night) -> usize| nights().map(of).sum();
        let moves = |clumps: &[&Carried]| clumps.iter().map(|clump| clump.moves).sum();
        let all: Vec<&Carried> = found.carried().collect();
        let losing: Vec<&Carried> = (all.iter().copied())
            .filter(|clump| clump.net_usd < 0.0)
            .collect();
        Self {
            moves: count(|night| night.moves),
            reversals: count(|night| night.reversals),
            disbelieved: count(|night| night.disbelieved),
            scored: moves(&all),
            losing: moves(&losing),
            gained_usd: all.iter().map(|clump| clump.net_usd.max(0.0)).sum(),
            lost_usd: losing.iter().fold(0.0, |sum, clump| sum - clump.net_usd),
        }
    }
}

fn report(found: &Replay) -> Report {
    let sums = Sums::of(found);
    let weeks = found.segment_weeks();
    let rate = |count: usize| {
        if weeks > 0.0 {
            count as f64 / weeks
        } else {
            0.0
        }
    };
    let calibration = found.calibration();
    let sections = vec![
        Section::Text(format!(
            "{}, {}: {} ({:.4} per segment and week), {} ({:.4})",
            units::plural(found.nights.len() as u64, "night"),
            units::plural(found.segments as u64, "segment"),
            units::plural(sums.moves as u64, "move"),
            rate(sums.moves),
            units::plural(sums.reversals as u64, "reversal"),
            rate(sums.reversals),
        )),
        Section::Table(None, listing(&found.nights)),
        Section::Field("judged", judged(&sums)),
        Section::Field("confidence", calibration.label()),
    ];
    Report {
        kind: "plan_replay",
        data: json!({
            "nights": found.nights.iter().map(night_value).collect::<Vec<_>>(),
            "every_hours": found.every_hours,
            "nights_too_short": found.too_short,
            "segments": found.segments,
            "segment_weeks": weeks,
            "moves": sums.moves,
            "reversals": sums.reversals,
            "moves_disbelieved": sums.disbelieved,
            "moves_scored": sums.scored,
            "moves_losing": sums.losing,
            "gained_usd": sums.gained_usd,
            "lost_usd": sums.lost_usd,
            "brier_score": calibration.brier(),
            "calibration": calibration.label(),
        }),
        sections,
        warnings: Vec::new(),
    }
}

fn judged(sums: &Sums) -> String {
    if sums.scored == 0 {
        return "no move has a day of logs after it".to_owned();
    }
    let share = if sums.gained_usd > 0.0 {
        units::ratio(sums.lost_usd / sums.gained_usd)
    } else {
        "-".to_owned()
    };
    format!(
        "{} by the logs after them: {} lost money; {} gained, {} lost ({share})",
        units::plural(sums.scored as u64, "move"),
        sums.losing,
        usd(sums.gained_usd),
        usd(sums.lost_usd)
    )
}

fn listing(nights: &[Night]) -> Listing {
    let row = |night: &Night| {
        vec![
            Cell::Time(night.at_ms),
            Cell::Count(night.moves as u64),
            Cell::Count(night.reversals as u64),
            Cell::Bytes(night.bytes),
            Cell::Count(night.disbelieved as u64),
            if night.carried.is_empty() {
                Cell::Unknown
            } else {
                Cell::Number(night.carried.iter().map(|clump| clump.net_usd).sum(), 6)
            },
        ]
    };
    let acted = |night: &&Night| night.moves > 0 || night.disbelieved > 0;
    let busy: Vec<&Night> = nights.iter().filter(acted).collect();
    let mut notes = Vec::new();
    if busy.len() < nights.len() {
        let count = units::plural((nights.len() - busy.len()) as u64, "night");
        notes.push(format!("{count} without a move"));
    }
    Listing {
        kind: "plan_replay",
        columns: vec![
            Column::new("at", "NIGHT"),
            Column::new("moves", "MOVES"),
            Column::new("reversals", "REVERSALS"),
            Column::new("size_bytes", "SIZE"),
            Column::new("disbelieved", "NOT BELIEVED"),
            Column::new("net_usd", "CAME USD"),
        ],
        rows: busy.into_iter().map(row).collect(),
        empty: "no night moved anything",
        notes,
        warnings: Vec::new(),
    }
}

fn night_value(night: &Night) -> Value {
    let clumps = night.carried.iter().map(|clump| {
        json!({
            "moves": clump.moves,
            "stated_ratio": clump.stated,
            "mends": clump.mends,
            "net_usd": clump.net_usd,
        })
    });
    json!({
        "at": units::rfc3339(night.at_ms),
        "moves": night.moves,
        "reversals": night.reversals,
        "size_bytes": night.bytes,
        "moves_disbelieved": night.disbelieved,
        "clumps": clumps.collect::<Vec<_>>(),
    })
}
