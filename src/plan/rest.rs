//! Anti-flapping: what has just been moved rests, and going back costs twice.
//!
//! A segment that moved rests for a day; for a week the way back to where it came from costs twice what it would
//! (the term "move back"). Neither stands in the way of mending a limit that is broken: then nothing rests.
//! Beside these a move has to earn its cost within `plan.max_payback`, by default half the horizon, so that two moves
//! that undo each other have each to earn twice what they cost.

use super::board::{Board, Forbidden};
use super::input::{PlacedSegment, PlanInput};
use super::price::MissingKey;

/// Hours that a segment rests after a move.
pub const REST_HOURS: f64 = 24.0;
/// Hours in which going back costs twice.
pub const BACK_HOURS: f64 = 168.0;

/// Whether a segment has moved so lately that it rests.
pub fn rests(placed: &PlacedSegment) -> bool {
    (placed.came).is_some_and(|came| came.hours_ago < REST_HOURS)
}

/// Holds what rests, unless a limit is broken.
pub fn rest(input: &mut PlanInput) -> Result<(), Vec<MissingKey>> {
    let none = !input.segments.iter().any(rests);
    if none || !Board::of(input, &Forbidden::new())?.fits_at_home() {
        return Ok(());
    }
    for placed in input.segments.iter_mut().filter(|placed| rests(placed)) {
        if let Some(came) = placed.came {
            let text = format!(
                "moved {:.0} h ago: a segment rests for {REST_HOURS:.0} h",
                came.hours_ago
            );
            placed.held.get_or_insert(text);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::input::Came;
    use crate::plan::objective::Objective;
    use crate::plan::proposal::propose;
    use crate::plan::sample;

    #[test]
    fn what_moved_rests_unless_a_limit_is_broken() {
        let came = |hours_ago, full: bool| {
            let mut input = sample::two_regions();
            input.segments[0].came = Some(Came { from: 1, hours_ago });
            if full {
                input.shards[0].capacity_bytes = Some(15 << 30);
            }
            rest(&mut input).unwrap();
            propose(&input).unwrap().moves.len()
        };
        assert_eq!(came(5.0, false), 0);
        assert_eq!(came(30.0, false), 1);
        assert_eq!(came(5.0, true), 1);
    }

    #[test]
    fn the_way_back_costs_twice_for_a_week() {
        let mut input = sample::two_regions();
        let cost = |input: &PlanInput| Objective::new(input).unwrap().moving_cost(0, 0, 1).usd();
        let once = cost(&input);
        input.segments[0].came = Some(Came {
            from: 1,
            hours_ago: 30.0,
        });
        assert!((cost(&input) - 2.0 * once).abs() < 1e-8);
        input.segments[0].came = Some(Came {
            from: 1,
            hours_ago: 169.0,
        });
        assert!((cost(&input) - once).abs() < 1e-8);
        input.segments[0].came = Some(Came {
            from: 0,
            hours_ago: 30.0,
        });
        assert!((cost(&input) - once).abs() < 1e-8);
    }
}
