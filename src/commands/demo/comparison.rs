//! What the plan promised, beside what the requests of the week that followed cost where the data lay
//! before and where it lies now.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::cli::CommandError;
use crate::commands::CommandContext;
use crate::simulator::scenario::{DAYS, DAYS_AFTER, Economy, Replayed, SHARDS, replay};
use crate::ui::{Cell, Column, Listing};

use super::audit::Located;
use super::fleet::Fleet;

/// Shows the table; `totals` are the plan's.
pub(super) async fn show(
    ctx: &CommandContext,
    fleet: &Fleet,
    totals: &Value,
    before: &BTreeMap<String, Located>,
    after: &BTreeMap<String, Located>,
) -> Result<(), CommandError> {
    let promised = |name: &str| totals[name].as_f64();
    let (was, is) = (next_week(fleet, before), next_week(fleet, after));
    let reads = Replayed::cross_region_read_ratio;
    let rows = vec![
        vec![
            Cell::Text("cross-region reads".to_owned()),
            ratio(promised("cross_region_read_ratio_before")),
            ratio(promised("cross_region_read_ratio_after")),
            Cell::Ratio(reads(&was)),
            Cell::Ratio(reads(&is)),
        ],
        vec![
            Cell::Text("cost a month, USD".to_owned()),
            usd(promised("before_usd_month")),
            usd(promised("after_usd_month")),
            Cell::Usd(was.usd_month),
            Cell::Usd(is.usd_month),
        ],
        vec![
            Cell::Text("requests of the busiest shard, 1 = even".to_owned()),
            Cell::Unknown,
            Cell::Unknown,
            Cell::Number(was.imbalance(), 2),
            Cell::Number(is.imbalance(), 2),
        ],
    ];
    ctx.ui
        .raw(b"\n# The plan's promise, and the requests of the week that followed\n")?;
    ctx.ui.listing(&Listing {
        kind: "demo_comparison",
        columns: vec![
            Column::new("what", "WHAT"),
            Column::new("promised_before", "PLAN BEFORE"),
            Column::new("promised_after", "AFTER"),
            Column::new("replayed_before", "WEEK BEFORE"),
            Column::new("replayed_after", "AFTER"),
        ],
        rows,
        empty: "nothing to compare",
        notes: Vec::new(),
        warnings: Vec::new(),
    })
}

fn ratio(share: Option<f64>) -> Cell {
    share.map_or(Cell::Unknown, Cell::Ratio)
}

fn usd(amount: Option<f64>) -> Cell {
    amount.map_or(Cell::Unknown, Cell::Usd)
}

/// The week after the plan's logs, with every object where `located` has it.
fn next_week(fleet: &Fleet, located: &BTreeMap<String, Located>) -> Replayed {
    let shard_of = |key: &str| {
        let shard = located.get(key).map(|place| place.shard.as_str());
        let index = SHARDS.iter().position(|known| Some(known.name) == shard);
        index.unwrap_or_default()
    };
    let days = DAYS..DAYS + DAYS_AFTER;
    replay(
        fleet.catalogue(),
        fleet.seed(),
        days,
        &Economy::DEMO,
        &shard_of,
    )
}
