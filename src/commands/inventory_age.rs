//! How old inventories are, and whether they have seen what migrations moved.

use std::collections::BTreeSet;

use crate::cli::CommandError;
use crate::commands::CommandContext;
use crate::engine::control::{REVERSE_ORIGIN, SWITCH_ORIGIN};
use crate::placement::ShardName;
use crate::ports::InventoryStore;
use crate::ui::units;

/// A warning where an inventory of `shards` was taken before data changed its shard: what was moved is
/// not in it.
pub fn outdated(
    ctx: &CommandContext,
    stats: &dyn InventoryStore,
    shards: &BTreeSet<&ShardName>,
) -> Result<Option<(&'static str, String)>, CommandError> {
    let Some(store) = ctx.world.map_store()? else {
        return Ok(None);
    };
    let history = store.history()?;
    let moves = history
        .iter()
        .filter(|version| [SWITCH_ORIGIN, REVERSE_ORIGIN].contains(&version.origin.as_str()));
    let Some(moved_ms) = moves.map(|version| version.created_ms).max() else {
        return Ok(None);
    };
    let mut before: Vec<&str> = Vec::new();
    for shard in shards {
        let inventory = stats.inventory(shard)?;
        if inventory.is_some_and(|inventory| inventory.taken_ms <= moved_ms) {
            before.push(&shard.0);
        }
    }
    Ok((!before.is_empty()).then(|| ("inventory_outdated", warning(&before))))
}

fn warning(shards: &[&str]) -> String {
    format!(
        "the inventory of {} is from before the newest switch, and does not have what was moved: shardctl inventory scan {}",
        shards.join(", "),
        shards.join(" ")
    )
}

/// `eu 2h05m ago, us 3d00h ago`: when the inventories of `shards` were taken.
pub fn ages(
    ctx: &CommandContext,
    stats: &dyn InventoryStore,
    shards: &BTreeSet<&ShardName>,
) -> Result<Vec<String>, CommandError> {
    let now_ms = ctx.world.clock().now_ms();
    let mut ages = Vec::new();
    for shard in shards {
        if let Some(inventory) = stats.inventory(shard)? {
            let age_ms = now_ms.saturating_sub(inventory.taken_ms).max(0);
            ages.push(format!("{shard} {} ago", units::duration_ms(age_ms as u64)));
        }
    }
    Ok(ages)
}
