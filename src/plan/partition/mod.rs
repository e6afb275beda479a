//! Hypergraphs divided among parts: little cut, caps kept, few moves from where things are. Pure.
//!
//! [`partition`] places from nothing, [`repartition`] improves on an incumbent when that is worth what the moves
//! cost. Both are multilevel: [`coarsen`] clusters what belongs together, level by level; the coarsest problem is
//! placed by [`initial`]; on the way back every level is refined by [`refine`] and, where the caps bind, by [`trade`].
//! All weights are integers and all randomness comes from the seed, so the same input gives the same placement
//! everywhere. [`graph_file`] reads the files of other partitioners.

pub mod coarsen;
pub mod effort;
pub mod evidence;
mod few_caps;
pub mod graph_file;
pub mod hypergraph;
pub mod initial;
pub mod kick;
pub mod label;
pub mod lots;
pub mod multilevel;
pub mod problem;
pub mod refine;
pub mod repair;
pub mod solve;
pub mod state;
pub mod tolls;
pub mod trade;

#[cfg(test)]
mod tests;

pub use effort::Effort;
pub use few_caps::among_few_caps;
pub use hypergraph::Hypergraph;
pub use problem::{FORBIDDEN, Problem, imbalance};
pub use solve::{Incumbent, partition, repartition};
