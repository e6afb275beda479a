//! [`Account`]: what one move earns and costs, line by line; the lines of all moves of a plan add up to
//! the plan's gain.

use std::collections::BTreeMap;

use super::input::{CoAccess, PlanInput};
use super::money::Money;
use super::objective::{Border, Objective};
use super::overload::Overload;
use super::price::Price;
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
    /// (Index of a pair, dollars that each counted crossing of it says).
    pub crossings: Vec<(u32, f64)>,
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
    partners: BTreeMap<usize, Vec<(u32, CoAccess)>>,
    /// What requests cost in busy hours; `None` where those have no price.
    overload: Option<Overload>,
}

impl Surroundings {
    /// When nothing moves yet.
    pub fn of(input: &PlanInput) -> Self {
        let mut partners: BTreeMap<usize, Vec<(u32, CoAccess)>> = BTreeMap::new();
        for (index, &pair) in (0..).zip(&input.coaccess) {
            partners.entry(pair.a).or_default().push((index, pair));
            partners.entry(pair.b).or_default().push((index, pair));
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
    let mut crossings = Vec::new();
    if let Some(overload) = &around.overload {
        changes.push(overload_change(input, overload, segment, (from, to)));
    }
    for (index, pair) in around.partners.get(&segment).into_iter().flatten() {
        for border in Border::ALL {
            let line = crossing_change(input, border, targets, segment, pair);
            if let Some((line, each)) = line {
                changes.push(line);
                crossings.push((*index, each));
            }
        }
    }
    changes.retain(|change| change.gain != Money::ZERO || change.quantity > 0.0);
    Account {
        changes,
        costs: objective.moving(segment, from, to),
        crossings,
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

/// The line of one pair and border, with the dollars that each counted crossing says; `None` when the moves change nothing
/// about it.
fn crossing_change(
    input: &PlanInput,
    border: Border,
    targets: &BTreeMap<usize, usize>,
    segment: usize,
    pair: &CoAccess,
) -> Option<(Change, f64)> {
    let other = if pair.a == segment { pair.b } else { pair.a };
    let was = |v: usize| input.segments[v].shard;
    let becomes = |v: usize| targets.get(&v).copied().unwrap_or_else(|| was(v));
    let before = border.parts(input, was(segment), was(other));
    let after = border.parts(input, becomes(segment), becomes(other));
    if before == after {
        return None;
    }
    let name = &input.segments[other].segment;
    let (across, free) = border.prices(input);
    if border == Border::Region && across.usd == 0.0 {
        return None;
    }
    let all = Money::of(pair.expected, across.usd);
    let shared = targets.contains_key(&other);
    let (lower, upper) = all.halves();
    let amount = match shared {
        false => all,
        true if segment < other => lower,
        true => upper,
    };
    let (share, subject) = if shared {
        (0.5, format!("with {name}, which moves too: half of them"))
    } else {
        (1.0, format!("with {name}"))
    };
    let (at_source, at_target, gain) = if before {
        (across, free, amount)
    } else {
        (free, across, -amount)
    };
    let each = if pair.observed > 0.0 {
        gain.usd() / pair.observed
    } else {
        0.0
    };
    let change = Change {
        kind: border.kind(),
        subject,
        quantity: pair.expected * share,
        unit: "access",
        at_source,
        at_target,
        gain,
    };
    Some((change, each))
}

/// Dollars of spread in what `accounts` say of co-access, from the sessions that it was counted in.
pub fn crossing_spread<'a>(input: &PlanInput, accounts: impl Iterator<Item = &'a Account>) -> f64 {
    let mut of_pair: BTreeMap<u32, f64> = BTreeMap::new();
    for (pair, usd) in accounts.flat_map(|account| &account.crossings) {
        *of_pair.entry(*pair).or_default() += usd;
    }
    if !input.walks.is_empty() {
        return input.walks.squares(&of_pair).sqrt();
    }
    let squares = of_pair
        .into_iter()
        .map(|(pair, usd)| input.coaccess[pair as usize].observed * usd.powi(2));
    squares.sum::<f64>().sqrt()
}
