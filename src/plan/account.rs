//! [`Account`]: what one move earns and costs, line by line; the lines of all moves of a plan add up to
//! the plan's gain.

use std::collections::BTreeMap;

use super::input::{CoAccess, PlanInput};
use super::money::Money;
use super::objective::Objective;
use super::overload::Overload;
use super::price::{Price, PriceSource};
use super::term::{Term, TermKind, total};

/// One line: the same quantity at two prices.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it is about.
    pub kind: TermKind,
    /// With whom or of what.
    pub subject: String,
    /// In `unit`s, over the horizon.
    pub quantity: f64,
    /// What is counted.
    pub unit: &'static str,
    /// Dollars per unit where the segment is.
    pub at_source: Price,
    /// Dollars per unit where it goes.
    pub at_target: Price,
    /// What changes hands less, over the horizon.
    pub gain: Money,
}

/// One move's lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    /// Ongoing, over the horizon.
    pub changes: Vec<Change>,
    /// Once.
    pub costs: Vec<Term>,
    /// Square dollars of spread from counting co-access.
    pub crossing_variance: f64,
}

impl Account {
    /// Over the horizon, without the cost of moving.
    pub fn gain(&self) -> Money {
        self.changes.iter().map(|change| change.gain).sum()
    }

    /// Of moving, once.
    pub fn cost(&self) -> Money {
        total(&self.costs)
    }
}

/// What an account depends on beside its own segment.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Segment → its pairs.
    partners: BTreeMap<usize, Vec<CoAccess>>,
    /// What requests cost in busy hours; `None` where those have no price.
    overload: Option<Overload>,
}

impl Surroundings {
    /// When nothing moves yet.
    pub fn of(input: &PlanInput) -> Self {
        let mut partners: BTreeMap<usize, Vec<CoAccess>> = BTreeMap::new();
        for &pair in &input.coaccess {
            partners.entry(pair.a).or_default().push(pair);
            partners.entry(pair.b).or_default().push(pair);
        }
        Self {
            partners,
            overload: None,
        }
    }

    /// The same when exactly `targets` (segment → shard) move.
    #[must_use]
    pub fn with_moves(mut self, input: &PlanInput, targets: &BTreeMap<usize, usize>) -> Self {
        self.look_at(input, targets);
        self
    }

    /// Takes up which segments move.
    pub fn look_at(&mut self, input: &PlanInput, targets: &BTreeMap<usize, usize>) {
        let at = input.homes();
        let moves = targets.iter().map(|(&segment, &to)| (segment, to));
        self.overload = Overload::of_moves(input, &at, moves);
    }
}

/// The account of moving `segment` as one of the moves `targets` (segment → shard). Accesses shared
/// with another moving segment count half in each of the two.
pub fn account(
    input: &PlanInput,
    objective: Objective<'_>,
    around: &Surroundings,
    targets: &BTreeMap<usize, usize>,
    segment: usize,
) -> Account {
    let from = input.segments[segment].shard;
    let to = targets[&segment];
    let here = objective.ongoing(segment, from);
    let there = objective.ongoing(segment, to);
    let mut changes: Vec<Change> = here.into_iter().zip(there).map(change).collect();
    let mut crossing_variance = 0.0;
    if let Some(overload) = &around.overload {
        changes.push(overload_change(input, overload, segment, (from, to)));
    }
    for pair in around.partners.get(&segment).into_iter().flatten() {
        let line = crossing_change(input, objective, targets, segment, pair);
        if let Some((line, variance)) = line {
            changes.push(line);
            crossing_variance += variance;
        }
    }
    changes.retain(|change| change.gain != Money::ZERO || change.quantity > 0.0);
    Account {
        changes,
        costs: objective.moving(segment, from, to),
        crossing_variance,
    }
}

fn overload_change(
    input: &PlanInput,
    overload: &Overload,
    segment: usize,
    route: (usize, usize),
) -> Change {
    let (quantity, at_source, at_target) = overload.of_segment(input, segment, route);
    Change {
        kind: TermKind::Overload,
        subject: format!(
            "hours above {:.0}% of a shard",
            input.policy.busy_from * 100.0
        ),
        quantity,
        unit: "request",
        gain: Money::of(quantity, at_source.usd - at_target.usd),
        at_source,
        at_target,
    }
}

fn change((here, there): (Term, Term)) -> Change {
    Change {
        kind: here.kind,
        subject: here.subject,
        quantity: here.quantity,
        unit: here.unit,
        gain: here.amount - there.amount,
        at_source: here.unit_price,
        at_target: there.unit_price,
    }
}

/// The line of one pair, with its variance in square dollars; `None` when the moves change nothing
/// about it.
fn crossing_change(
    input: &PlanInput,
    objective: Objective<'_>,
    targets: &BTreeMap<usize, usize>,
    segment: usize,
    pair: &CoAccess,
) -> Option<(Change, f64)> {
    let other = if pair.a == segment { pair.b } else { pair.a };
    let was = |v: usize| input.segments[v].shard;
    let becomes = |v: usize| targets.get(&v).copied().unwrap_or_else(|| was(v));
    let before = was(segment) != was(other);
    let after = becomes(segment) != becomes(other);
    if before == after {
        return None;
    }
    let name = &input.segments[other].segment;
    let term = objective.crossing(pair.expected, format!("with {name}"));
    let shared = targets.contains_key(&other);
    let (lower, upper) = term.amount.halves();
    let amount = match shared {
        false => term.amount,
        true if segment < other => lower,
        true => upper,
    };
    let (share, subject) = if shared {
        (
            0.5,
            format!("{}, which moves too: half of them", term.subject),
        )
    } else {
        (1.0, term.subject)
    };
    let same_shard = Price {
        usd: 0.0,
        source: PriceSource::SameShard,
    };
    let (at_source, at_target, gain) = if before {
        (term.unit_price, same_shard, amount)
    } else {
        (same_shard, term.unit_price, -amount)
    };
    // Poisson: the variance of the count is the count, scaled to the horizon.
    let usd = input.policy.usd_per_cross_shard_access;
    let per_observed = if pair.observed > 0.0 {
        pair.expected / pair.observed
    } else {
        0.0
    };
    let variance = pair.observed * (per_observed * usd * share).powi(2);
    let change = Change {
        kind: term.kind,
        subject,
        quantity: term.quantity * share,
        unit: term.unit,
        at_source,
        at_target,
        gain,
    };
    Some((change, variance))
}
