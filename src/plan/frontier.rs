//! [`Frontier`]: what moving more would save.
//!
//! The same searches at several prices of moving, whatever the price in force, and of all that was found the
//! placement that is best at that price. So a higher price never leads to dearer moves: were what the higher
//! price chose dearer to move to, the lower price would have chosen it too, or neither.
//!
//! Large fleets are searched at the price in force only, where that law is a matter of luck.

use super::board::Board;

/// Prices of moving, as multiples of what moving costs, at which every fleet is searched.
const FACTORS: [f64; 5] = [1.0, 2.0, 4.0, 8.0, 16.0];

/// A placement with what it costs, in the board's unit.
#[derive(Debug)]
struct Candidate {
    part: Vec<u32>,
    /// By how much the limits are exceeded, see [`Board::worth`].
    excess: f64,
    cost: i64,
    moving: i64,
}

/// Placements from staying to moving freely.
#[derive(Debug)]
pub struct Frontier<'b> {
    board: &'b Board,
    candidates: Vec<Candidate>,
}

impl<'b> Frontier<'b> {
    /// Staying, on a board on which nothing is forbidden.
    pub fn of(board: &'b Board) -> Self {
        let mut found = Self {
            board,
            candidates: Vec::new(),
        };
        found.add(board.home.clone());
        found
    }

    /// The prices at which to search when moving costs `factor` times what it costs.
    pub fn prices(&self, factor: f64) -> Vec<f64> {
        let mut prices = vec![factor];
        if self.board.is_small() {
            prices.extend(FACTORS.into_iter().filter(|other| *other != factor));
            prices.sort_by(f64::total_cmp);
        }
        prices
    }

    /// Adds a placement.
    pub fn add(&mut self, part: Vec<u32>) {
        if self.candidates.iter().any(|known| known.part == part) {
            return;
        }
        let (excess, cost, moving) = self.board.worth(&part);
        self.candidates.push(Candidate {
            part,
            excess,
            cost,
            moving,
        });
    }

    /// The placements, the best first when moving costs `factor` times what it costs; whatever that is, those nearest to the
    /// limits come first.
    pub fn ranked(mut self, factor: f64) -> impl Iterator<Item = Vec<u32>> {
        let net = |candidate: &Candidate| candidate.cost as f64 + candidate.moving as f64 * factor;
        self.candidates.sort_by(|a, b| {
            let by_cost = (a.excess.total_cmp(&b.excess)).then(net(a).total_cmp(&net(b)));
            by_cost.then(a.moving.cmp(&b.moving))
        });
        self.candidates.into_iter().map(|candidate| candidate.part)
    }
}
