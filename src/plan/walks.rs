//! [`Walks`]: which crossings one session made, for what is said of the spread of a gain.
//!
//! Accesses of one session come together: a client that walks through ten pages once is one piece of evidence, not nine.
//! Sessions come independently of each other, so when each counts as often as a Poisson lot of mean 1 says, the spread of a sum over
//! sessions is the root of the sum of their squares.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Sessions as the pairs of segments that they cross between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walks(Arc<Inner>);

#[derive(Debug, Default, PartialEq, Eq)]
struct Inner {
    /// By walk where its steps begin.
    starts: Vec<u32>,
    /// (Index into the input's pairs, how often).
    steps: Vec<(u32, u32)>,
    /// By pair the walks with it.
    of_pair: BTreeMap<u32, Vec<u32>>,
}

impl Walks {
    /// Of the steps (index into the input's pairs, how often) of each session.
    pub fn new(walks: impl Iterator<Item = Vec<(u32, u32)>>) -> Self {
        let mut inner = Inner::default();
        for steps in walks.filter(|steps| !steps.is_empty()) {
            let walk = inner.starts.len() as u32;
            for (pair, _) in &steps {
                inner.of_pair.entry(*pair).or_default().push(walk);
            }
            inner.starts.push(inner.steps.len() as u32);
            inner.steps.extend(steps);
        }
        Self(Arc::new(inner))
    }

    /// Sum over the sessions of the square of what each says, where a crossing of a pair says so much as `of_pair` has for it.
    pub fn squares(&self, of_pair: &BTreeMap<u32, f64>) -> f64 {
        let pairs = of_pair.keys();
        let mut walks: Vec<u32> = pairs
            .filter_map(|pair| self.0.of_pair.get(pair))
            .flatten()
            .copied()
            .collect();
        walks.sort_unstable();
        walks.dedup();
        let of_walk = |walk: u32| -> f64 {
            let at = walk as usize;
            let until = self
                .0
                .starts
                .get(at + 1)
                .map_or(self.0.steps.len(), |end| *end as usize);
            let steps = &self.0.steps[self.0.starts[at] as usize..until];
            let said = steps
                .iter()
                .map(|(pair, count)| of_pair.get(pair).copied().unwrap_or(0.0) * f64::from(*count));
            said.sum::<f64>().powi(2)
        };
        walks.into_iter().map(of_walk).sum()
    }

    /// Everything that is known of them, as numbers: for a hash.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        let steps = self
            .0
            .steps
            .iter()
            .flat_map(|(pair, count)| [*pair, *count]);
        self.0.starts.iter().copied().chain(steps)
    }

    /// Whether nothing is known of sessions.
    pub fn is_empty(&self) -> bool {
        self.0.starts.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_session_says_counts_once_however_long_it_walks() {
        // One session that crosses between pages 0 to 9, nine pairs, and nine sessions of a pair each.
        let of_pair: BTreeMap<u32, f64> = (0..9).map(|pair| (pair, 2.0)).collect();
        let one = Walks::new([(0..9).map(|pair| (pair, 1)).collect()].into_iter());
        let nine = Walks::new((0..9).map(|pair| vec![(pair, 1)]));
        assert_eq!(one.squares(&of_pair), 18.0 * 18.0);
        assert_eq!(nine.squares(&of_pair), 9.0 * 4.0);
        // What gains in one pair and loses in another cancels within a session, not between two.
        let of_pair = BTreeMap::from([(0, 1.0), (1, -1.0)]);
        assert_eq!(one.squares(&of_pair), 0.0);
        assert_eq!(nine.squares(&of_pair), 2.0);
        assert_eq!(
            Walks::new([vec![(0, 3)]].into_iter()).squares(&of_pair),
            9.0
        );
        assert!(Walks::new([vec![]].into_iter()).is_empty() && !one.is_empty());
    }
}
