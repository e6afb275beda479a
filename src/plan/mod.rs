//! Demand, sizes, prices and limits → moves that earn their cost, with the reasons. Pure.
//!
//! [`propose`] is the way in: it asks the partitioner ([`partition`], by way of [`board`] and [`frontier`])
//! for a placement that is cheaper ([`objective`]) within the limits ([`constraint`]), and answers with moves
//! in clumps ([`clump`]), each with its account ([`account`]) and confidence ([`confidence`]).

pub mod account;
pub mod assignment;
pub mod board;
pub mod bucket_facts;
mod busy;
pub mod calibration;
pub mod class_price;
pub mod clump;
pub mod confidence;
pub mod constraint;
pub mod crossing;
pub mod describe;
mod dimension;
pub mod document;
mod far;
mod fees;
pub mod frontier;
pub mod guard;
pub mod holding;
pub mod input;
pub mod latency;
pub mod money;
mod moving;
pub mod objective;
pub mod overload;
pub mod pace;
pub mod partition;
pub mod price;
pub mod proposal;
pub mod request;
mod residency;
pub mod resize;
pub mod rest;
pub mod rival;
pub mod standing;
pub mod tariff;
pub mod term;
pub mod trial;
mod trough;
pub mod verdict;
pub mod walks;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub use account::{Account, Change};
pub use assignment::{Assignment, AssignmentError, parse_assignments};
pub use bucket_facts::BucketFacts;
pub use calibration::Calibration;
pub use class_price::ClassPrice;
pub use confidence::Confidence;
pub use describe::{PlanContext, describe, extent};
pub use document::{PlanBody, PlanDocument, PlanFileError};
pub use guard::{Extent, Guards};
pub use holding::Holding;
pub use input::{Came, CoAccess, GroupRule, PlacedSegment, PlanInput, Policy, Site};
pub use latency::LatencyTable;
pub use money::Money;
pub use objective::Objective;
pub use price::{ConfiguredPrices, MissingKey, PriceSource, PriceTable, Pricing};
pub use proposal::{Clump, Move, Proposal, fit, needed, propose};
pub use request::{RefusedMove, RequestError, request};
pub use residency::Residency;
pub use tariff::{Tariff, Tariffs};
pub use term::{Term, TermKind};
pub use verdict::{Verdict, verdicts};
pub use walks::Walks;
