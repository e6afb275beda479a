//! [`Frontier`]: what moving more would save.
//!
//! The same search at several prices of moving, whatever the price in force, and of all that was found the
//! placement that is best at that price. So a higher price never leads to dearer moves: were what the higher
//! price chose dearer to move to, the lower price would have chosen it too, or neither.
//!
//! Large fleets are searched at the price in force only, where that law is a matter of luck.

use super::board::Board;

/// Prices of moving, as multiples of what moving costs, at which every fleet is searched.
const FACTORS: [f64; 5] = [1.0, 2.0, 4.0, 8.0, 16.0];

/// A placement with what it costs, in the board's unit.
struct Candidate {
    part: Vec<u32>,
    over: bool,
    cost: i64,
    moving: i64,
}

/// Placements from staying to moving freely.
pub struct Frontier {
    candidates: Vec<Candidate>,
}

impl Frontier {
    /// Searches the board; `factor` is the price that matters.
    pub fn of(board: &Board, factor: f64) -> Self {
        let mut prices = vec![factor];
        if board.is_small() {
            prices = FACTORS.to_vec();
            if !prices.contains(&factor) {
                prices.push(factor);
            }
        }
        let mut candidates: Vec<Candidate> = Vec::new();
        let found = prices.into_iter().map(|factor| board.solve(factor));
        for part in std::iter::once(board.home.clone()).chain(found) {
            if candidates.iter().all(|known| known.part != part) {
                let (over, cost, moving) = board.worth(&part);
                candidates.push(Candidate {
                    part,
                    over,
                    cost,
                    moving,
                });
            }
        }
        Self { candidates }
    }

    /// The placement that is best when moving costs `factor` times what it costs; within the limits if any is.
    pub fn best(&self, factor: f64) -> &[u32] {
        let rank = |candidate: &Candidate| {
            let moving = candidate.moving as f64 * factor;
            (candidate.over, candidate.cost as f64 + moving)
        };
        let best = self.candidates.iter().min_by(|a, b| {
            let ((over_a, cost_a), (over_b, cost_b)) = (rank(a), rank(b));
            let by_cost = over_a.cmp(&over_b).then(cost_a.total_cmp(&cost_b));
            by_cost.then(a.moving.cmp(&b.moving))
        });
        best.map_or(&[], |candidate| &candidate.part)
    }
}
