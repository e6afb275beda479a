//! The words of the guards that refuse a plan.

use crate::cli::value::HumanDuration;
use crate::cli::{CommandError, Exit};
use crate::commands::CommandContext;
use crate::engine::planning::Assembled;
use crate::plan::document::GuardEntry;
use crate::plan::{PlanInput, Proposal, extent};
use crate::ui::units;

use super::render::{guard_value, usd};

/// What a guard says of a plan that it refuses.
pub fn refusal(input: &PlanInput, proposal: &Proposal, failed: &GuardEntry) -> CommandError {
    let name = failed.name.replace('_', "-");
    let what = format!("guard {name} refused the plan, nothing was changed");
    let error = CommandError::new(Exit::Refused, "guard_refused", what);
    if failed.name == "min_region_coverage" {
        return error
            .why(format!(
                "the region of {} of the requests is known by evidence, the limit is {}",
                units::ratio(failed.value),
                units::ratio(failed.limit)
            ))
            .next("shardctl analyze regions      shows where the evidence ends")
            .next("name more address ranges in [regions] map_files, then ingest again");
    }
    let whole = extent(input, proposal);
    let error = error.detail(
        "plan",
        format!(
            "{} in {}, {} to move",
            units::bytes(whole.bytes),
            units::plural(whole.moves, "move"),
            usd(whole.cost.usd())
        ),
    );
    error.detail(
        "limit",
        format!("{name} {}", guard_value(failed, failed.limit)),
    )
}

/// The guard on the age of the newest log record.
pub fn refuse_old_logs(
    ctx: &CommandContext,
    assembled: &Assembled,
    limit: Option<HumanDuration>,
) -> Result<(), CommandError> {
    let age_ms = ctx.world.clock().now_ms() - assembled.context.as_of_ms;
    let Some(limit) = limit.filter(|limit| age_ms > 0 && age_ms as u64 > limit.ms) else {
        return Ok(());
    };
    let what = "guard max-log-age refused the plan, nothing was changed";
    Err(CommandError::new(Exit::Refused, "guard_refused", what)
        .why(format!(
            "the newest log record is {} old, the limit is {limit}",
            units::duration_ms(age_ms as u64)
        ))
        .next("shardctl logs ingest      reads what has come since"))
}
