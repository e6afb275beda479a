//! [`Standing`]: the limits against one more move, as a placement stands.

use super::constraint::{Load, Obstacle, Unit, units};
use super::input::PlanInput;

/// What moves as one, and what every shard holds and serves.
#[derive(Debug)]
pub struct Standing<'a> {
    input: &'a PlanInput,
    /// In order of their first member.
    pub units: Vec<Unit>,
    unit_of: Vec<usize>,
    at: Vec<usize>,
    load: Load,
}

impl<'a> Standing<'a> {
    /// Where the input's segments lie.
    pub fn new(input: &'a PlanInput) -> Self {
        let units = units(input);
        let mut unit_of = vec![0; input.segments.len()];
        for (index, unit) in units.iter().enumerate() {
            for &member in &unit.members {
                unit_of[member] = index;
            }
        }
        let at = input.homes();
        let load = Load::new(input, &at);
        Self {
            input,
            units,
            unit_of,
            at,
            load,
        }
    }

    /// The unit a segment belongs to.
    pub fn unit_of(&self, segment: usize) -> usize {
        self.unit_of[segment]
    }

    /// Why `unit` cannot go to `shard` now.
    pub fn obstacle(&self, unit: usize, shard: usize) -> Option<Obstacle> {
        let unit = &self.units[unit];
        if let Some(reason) = unit.held_from(shard) {
            return Some(Obstacle::Held(reason.clone()));
        }
        self.load
            .obstacle(self.input, &self.at, &unit.members, shard)
    }
}
