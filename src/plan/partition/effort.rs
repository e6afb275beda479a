//! [`Effort`]: how much work a search may be.

/// Limits of a search. More of anything takes longer and rarely places worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Coarsening stops at this many vertices per part.
    pub coarse_per_part: usize,
    /// Searches from nothing, the best of which is improved along the others.
    pub starts: usize,
    /// First placements of the coarsest problem to choose from, in each search.
    pub tries: usize,
    /// Rounds of refinement on each level.
    pub rounds: usize,
    /// Forced moves to get out of a placement that nothing else improves, times vertices.
    pub kicks: usize,
    /// Times that the placement found is coarsened along its own parts and refined again.
    pub cycles: usize,
}

impl Effort {
    /// For problems small enough that time is no matter.
    pub const THOROUGH: Self = Self {
        coarse_per_part: 20,
        starts: 6,
        tries: 8,
        rounds: 4,
        kicks: 100_000,
        cycles: 2,
    };

    /// On 100,000 vertices and two million pins a few seconds.
    pub const SWIFT: Self = Self {
        coarse_per_part: 20,
        starts: 1,
        tries: 3,
        rounds: 1,
        kicks: 0,
        cycles: 0,
    };

    /// Thorough below a hundred thousand pins.
    pub fn for_size(pins: usize) -> Self {
        if pins < 100_000 {
            Self::THOROUGH
        } else {
            Self::SWIFT
        }
    }
}
