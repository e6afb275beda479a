//! [`Advice`]: a shard to add or to drain, in words.

use serde_json::{Value, json};

use crate::access::HOUR_MS;
use crate::cli::CommandError;
use crate::commands::CommandContext;
use crate::commands::planning::{missing_prices, weight};
use crate::engine::fleet_demand::FleetDemand;
use crate::engine::planning::Assembled;
use crate::plan::price::MONTH_HOURS;
use crate::plan::resize::{Change, Resize, drain, resizes};
use crate::plan::{PlanInput, propose};
use crate::ui::units;

use super::render::usd;

/// What is said of the number of shards.
#[derive(Default)]
pub struct Advice {
    /// One for each change that is worth it, or that none is.
    pub texts: Vec<String>,
    /// The same for programs.
    pub data: Value,
}

impl Advice {
    /// For a fleet; its shards of weight 0 may hold nothing from now on.
    pub fn of(
        ctx: &CommandContext,
        demand: &FleetDemand,
        assembled: &mut Assembled,
    ) -> Result<Self, CommandError> {
        let upkeep = ctx.settings.config.plan.usd_per_shard_month;
        let upkeep = weight("plan.usd_per_shard_month", upkeep)?;
        let mut kept = Vec::new();
        for shard in demand.map.shards().filter(|shard| shard.weight == 0) {
            if let Some(index) = assembled.input.shard_index(&shard.name) {
                let stays = drain(&mut assembled.input, index);
                kept.extend(stays.into_iter().map(|v| stays_text(&assembled.input, v)));
            }
        }
        let input = &assembled.input;
        let plan = propose(input).map_err(|keys| missing_prices(&keys))?;
        let found = resizes(input, &plan, upkeep);
        let first = assembled.forecast.as_of_ms.div_euclid(HOUR_MS);
        let at = |hour: usize| units::rfc3339((first + hour as i64) * HOUR_MS).unwrap_or_default();
        let mut texts: Vec<String> = (found.iter())
            .map(|resize| text(input, resize, at))
            .collect();
        if texts.is_empty() {
            texts.push("neither a shard more nor one fewer would earn its keep".to_owned());
        }
        texts.extend(kept);
        let values = found.iter().map(|resize| value(input, resize, at));
        Ok(Self {
            data: values.collect(),
            texts,
        })
    }

    /// An error that a change of the shards would mend, with that.
    pub fn beside(&self, error: CommandError) -> CommandError {
        self.texts.iter().cloned().fold(error, CommandError::why)
    }
}

/// What keeps a shard that is drained from being empty.
fn stays_text(input: &PlanInput, segment: usize) -> String {
    let placed = &input.segments[segment];
    let (shard, why) = (&input.shards[placed.shard].name, placed.held.as_deref());
    format!(
        "{shard} is being drained, and {} stays ({}): shardctl map unpin --help",
        placed.segment,
        why.unwrap_or_default()
    )
}

fn monthly(input: &PlanInput, resize: &Resize) -> f64 {
    let amount = resize.more.scaled(MONTH_HOURS / input.policy.horizon_hours);
    amount.usd()
}

fn text(input: &PlanInput, resize: &Resize, at: impl Fn(usize) -> String) -> String {
    let moves = format!(
        "{}, {}, {} to move",
        units::plural(resize.moves as u64, "move"),
        units::bytes(resize.bytes),
        usd(resize.cost.usd())
    );
    let worth = match resize.from_hour {
        Some(hour) => format!(
            "from {} limits are broken that no moves mend, and with it more of them hold",
            at(hour)
        ),
        None if !resize.mends.is_empty() => {
            "limits are broken that no moves mend, and with it more of them hold".to_owned()
        }
        None => format!(
            "it is worth {} a month beyond this plan",
            usd(monthly(input, resize))
        ),
    };
    match &resize.change {
        Change::Add { like, region } => format!(
            "a shard more, like {} in {region}: {worth} ({moves}); name it in the config, then shardctl shard add",
            input.shards[*like].name
        ),
        Change::Drain(shard) => {
            let name = &input.shards[*shard].name;
            format!(
                "a shard fewer, {name}: {worth} ({moves}); shardctl shard drain {name}, then plan again"
            )
        }
    }
}

fn value(input: &PlanInput, resize: &Resize, at: impl Fn(usize) -> String) -> Value {
    let (change, shard, region) = match &resize.change {
        Change::Add { like, region } => ("add", *like, region),
        Change::Drain(shard) => ("drain", *shard, &input.shards[*shard].region),
    };
    json!({
        "change": change,
        "shard": input.shards[shard].name,
        "region": region,
        "moves": resize.moves,
        "size_bytes": resize.bytes,
        "net_usd_month": monthly(input, resize),
        "cost_usd": resize.cost.usd(),
        "mends": resize.mends,
        "from": resize.from_hour.map(at),
    })
}
