//! [`announce_planning_time`]: what will take long is said before it begins.

use std::collections::BTreeSet;

use crate::commands::CommandContext;
use crate::engine::fleet_demand::FleetDemand;
use crate::ui::units;

/// Shorter planning is not announced, seconds.
const LONG_S: f64 = 10.0;
/// Series (segment and region) forecast in a second of one core; `cargo bench --bench forecast`.
const SERIES_PER_S: f64 = 5_000.0;
/// A plan that is proposed comes with one on the logs without their newest part, which tests it.
pub const WITH_ITS_TEST: u64 = 2;
/// (Segment, shard) pairs up to which the search is thorough, and seconds a pair of it; measured on the real log.
const SMALL_CELLS: f64 = 20_000.0;
const SMALL_CELL_S: f64 = 2.7e-4;
/// Seconds a pair beyond: `benches/peers/partition/run.sh`, a few searches of 1.8 µs a pair each.
const LARGE_CELL_S: f64 = 2e-5;

/// Says how long so many plans will take where that is long; a guess by size, for one core.
pub fn announce_planning_time(ctx: &CommandContext, demand: &FleetDemand, plans: u64) {
    let segmenter = demand.segmenter();
    let objects = demand.profile.objects.iter();
    let segments: BTreeSet<_> = objects
        .map(|object| segmenter.segment_of(&object.key))
        .collect();
    let (segments, shards) = (segments.len(), demand.map.shards().count());
    let seconds = planning_seconds(segments, demand.profile.regions.len(), shards) * plans as f64;
    if seconds > LONG_S {
        ctx.ui.hint(&format!(
            "planning {} among {} takes about {}",
            units::plural(segments as u64, "segment"),
            units::plural(shards as u64, "shard"),
            units::duration_ms((seconds * 1000.0) as u64)
        ));
    }
}

/// Of one plan.
fn planning_seconds(segments: usize, regions: usize, shards: usize) -> f64 {
    let series = (segments * regions) as f64;
    let cells = (segments * shards) as f64;
    let cell = if cells <= SMALL_CELLS {
        SMALL_CELL_S
    } else {
        LARGE_CELL_S
    };
    series / SERIES_PER_S + cells * cell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_large_takes_long() {
        for (segments, regions, shards, is_long) in [
            (34, 2, 3, false),
            (1_027, 1, 8, false),
            (20_000, 4, 16, true),
            (100_000, 4, 16, true),
        ] {
            let seconds = planning_seconds(segments, regions, shards) * WITH_ITS_TEST as f64;
            assert_eq!(seconds > LONG_S, is_long, "{segments}: {seconds} s");
        }
    }
}
