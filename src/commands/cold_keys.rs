//! What is said where statistics hold more keys than memory does.

use crate::access::ColdKeys;
use crate::commands::CommandContext;
use crate::ui::units;

/// Warns that some keys are counted by directory.
pub fn tell_cold_keys(ctx: &CommandContext, cold: &ColdKeys) {
    if cold.keys == 0 {
        return;
    }
    let all = units::count(cold.keys + cold.kept);
    let memory = units::bytes(ctx.settings.config.memory_bytes());
    ctx.ui.warning(&format!(
        "{all} keys are more than {memory} hold: {} of them are counted one by one, the others, of fewer than {} requests each, by directory (`memory` in the config raises the ceiling)",
        units::count(cold.kept),
        units::count(cold.below_requests),
    ));
}
