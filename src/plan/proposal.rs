//! [`Proposal`]: the moves that a search found, with their accounts; and [`propose`], which finds them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::account::{Account, account};
use super::confidence::Confidence;
use super::constraint::Load;
use super::guard::{Extent, Guards};
use super::input::PlanInput;
use super::money::Money;
use super::objective::Objective;
use super::price::MissingKey;
use super::search::{Forbidden, Search};
use super::verdict::{Verdict, near_misses};

/// More rounds than a search that lowers the objective each time has ever needed.
const MAX_ROUNDS: usize = 64;

/// One segment from source to target.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// Index into the input's segments.
    pub segment: usize,
    /// Source shard.
    pub from: usize,
    /// Target shard.
    pub to: usize,
    /// Index into [`Proposal::clumps`].
    pub clump: usize,
    /// What it earns and costs.
    pub account: Account,
    /// Segments under this one that do not come along and have no rule of their own yet must get
    /// one: indices into the input's segments.
    pub leaves: Vec<usize>,
}

/// Moves that only make sense together.
#[derive(Clone, Debug, PartialEq)]
pub struct Clump {
    /// Indices into [`Proposal::moves`].
    pub moves: Vec<usize>,
    /// Over the horizon, without the cost of moving.
    pub gain: Money,
    /// Of moving, once.
    pub cost: Money,
    /// Hours until the gain has earned the cost.
    pub payback_hours: Option<f64>,
    /// That the gain exceeds the cost.
    pub confidence: Confidence,
}

/// What the planner proposes; possibly nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// In the order of execution: every limit holds after each.
    pub moves: Vec<Move>,
    /// Best gain per byte first.
    pub clumps: Vec<Clump>,
    /// Ongoing cost of the present placement over the horizon.
    pub before: Money,
    /// Ongoing cost after the moves.
    pub after: Money,
    /// Whether a plan after this one would propose nothing. False only when shards are so full that a
    /// segment would have to step aside first and move on later, which takes a second plan, or when
    /// [`fit`] left moves out.
    pub settled: bool,
    /// Moves that earn their cost but that [`fit`] left out to stay within the guards.
    pub left_out: usize,
    /// What came closest without being proposed, best first.
    pub near_misses: Vec<Verdict>,
}

/// Segment → target shard.
type Targets = BTreeMap<usize, usize>;

/// Searches for moves that earn their cost within every limit of `input`.
///
/// Searches again from the placement it found until that proposes nothing: so does the next plan,
/// then. [`MissingKey`]s when a price is not set.
pub fn propose(input: &PlanInput) -> Result<Proposal, Vec<MissingKey>> {
    Objective::new(input)?;
    let mut targets = Targets::new();
    for _ in 0..MAX_ROUNDS {
        let found = round(&input.after(&targets))?;
        if found.is_empty() {
            return build(input, &targets, true);
        }
        let mut further = targets.clone();
        further.extend(found);
        further.retain(|&segment, shard| input.segments[segment].shard != *shard);
        if !doomed(input, Objective::new(input)?, &further).is_empty() {
            break;
        }
        targets = further;
    }
    build(input, &targets, false)
}

/// One search; clumps that are too unlikely to pay, or cannot be ordered within the limits, are
/// forbidden and the search is repeated.
fn round(input: &PlanInput) -> Result<Targets, Vec<MissingKey>> {
    let objective = Objective::new(input)?;
    let mut forbidden = Forbidden::new();
    loop {
        let mut search = Search::new(input, objective, &forbidden);
        search.run();
        let targets = moved(input, &search.at);
        let refused: Vec<(usize, usize)> = (doomed(input, objective, &targets).iter())
            .map(|segment| (search.unit_of(*segment), targets[segment]))
            .collect();
        if refused.is_empty() {
            return Ok(targets);
        }
        forbidden.extend(refused);
    }
}

/// The segments whose moves do not pass the policy, or have no place in any order.
fn doomed(input: &PlanInput, objective: Objective<'_>, targets: &Targets) -> BTreeSet<usize> {
    let clumps = clumps(input, objective, targets).into_iter();
    let unfit = clumps
        .filter(|clump| !clump.passes(input))
        .flat_map(|clump| clump.segments);
    let (_, stuck) = order(input, targets, targets.keys().copied().collect());
    unfit.chain(stuck).collect()
}

fn moved(input: &PlanInput, at: &[usize]) -> Targets {
    let placed = input.segments.iter().zip(at).enumerate();
    placed
        .filter(|(_, (placed, shard))| placed.shard != **shard)
        .map(|(segment, (_, &shard))| (segment, shard))
        .collect()
}

/// A clump before it is ordered and numbered.
struct Draft {
    segments: Vec<usize>,
    accounts: Vec<Account>,
    gain: Money,
    cost: Money,
    confidence: Confidence,
}

impl Draft {
    fn passes(&self, input: &PlanInput) -> bool {
        let policy = &input.policy;
        let payback = payback_hours(self.gain, self.cost, policy.horizon_hours);
        self.gain > self.cost
            && self.confidence.total >= policy.min_confidence
            && payback.is_some_and(|hours| hours <= policy.max_payback_hours)
    }

    /// Net gain per byte: what earns most for the traffic it causes goes first.
    fn density(&self, input: &PlanInput) -> f64 {
        let bytes: u64 = self.segments.iter().map(|&v| input.segments[v].bytes).sum();
        (self.gain - self.cost).usd() / bytes.max(1) as f64
    }
}

/// Hours until `gain` per horizon has earned `cost`; `None` when it never does.
pub fn payback_hours(gain: Money, cost: Money, horizon_hours: f64) -> Option<f64> {
    (gain > Money::ZERO).then(|| cost.usd() / gain.usd() * horizon_hours)
}

/// The moves as clumps: connected by co-access, or by a group that keeps them together.
fn clumps(input: &PlanInput, objective: Objective<'_>, targets: &Targets) -> Vec<Draft> {
    let mut leader: BTreeMap<usize, usize> = targets.keys().map(|&v| (v, v)).collect();
    let mut join = |a: usize, b: usize| {
        let (Some(&old), Some(&new)) = (leader.get(&b), leader.get(&a)) else {
            return;
        };
        leader
            .values_mut()
            .filter(|entry| **entry == old)
            .for_each(|entry| *entry = new);
    };
    if input.policy.usd_per_cross_shard_access > 0.0 {
        for pair in &input.coaccess {
            join(pair.a, pair.b);
        }
    }
    for unit in super::constraint::units(input) {
        for pair in unit.members.windows(2) {
            join(pair[0], pair[1]);
        }
    }
    let mut groups = BTreeMap::<usize, Vec<usize>>::new();
    for (&segment, &leader) in &leader {
        groups.entry(leader).or_default().push(segment);
    }
    let partners = super::account::partners(input);
    (groups.into_values())
        .map(|segments| draft(input, objective, targets, &partners, segments))
        .collect()
}

/// One clump, its best move first.
fn draft(
    input: &PlanInput,
    objective: Objective<'_>,
    targets: &Targets,
    partners: &super::account::Partners,
    segments: Vec<usize>,
) -> Draft {
    let mut moves: Vec<(usize, Account)> = (segments.into_iter())
        .map(|segment| {
            (
                segment,
                account(input, objective, partners, targets, segment),
            )
        })
        .collect();
    moves.sort_by_key(|(segment, account)| (Reverse(account.gain()), *segment));
    let (segments, accounts): (Vec<usize>, Vec<Account>) = moves.into_iter().unzip();
    let gain = accounts.iter().map(Account::gain).sum();
    let cost = accounts.iter().map(Account::cost).sum();
    let variance: f64 = accounts
        .iter()
        .map(|account| account.crossing_variance)
        .sum();
    let moves: Vec<(usize, usize, usize)> = (segments.iter())
        .map(|&segment| (segment, input.segments[segment].shard, targets[&segment]))
        .collect();
    let confidence = Confidence::of(input, &moves, gain - cost, variance.sqrt());
    Draft {
        segments,
        accounts,
        gain,
        cost,
        confidence,
    }
}

/// An order of `wanted` (in order of preference) in which every limit holds after each move, and
/// what has no place in it.
pub(super) fn order(
    input: &PlanInput,
    targets: &Targets,
    wanted: Vec<usize>,
) -> (Vec<usize>, Vec<usize>) {
    let mut at: Vec<usize> = input.segments.iter().map(|placed| placed.shard).collect();
    let mut load = Load::new(input, &at);
    let (mut ordered, mut waiting) = (Vec::new(), wanted);
    loop {
        let next = waiting.iter().position(|segment| {
            load.obstacle(input, &at, &[*segment], targets[segment])
                .is_none()
        });
        let Some(next) = next else {
            return (ordered, waiting);
        };
        let segment = waiting.remove(next);
        load.shift(input, segment, at[segment], targets[&segment]);
        at[segment] = targets[&segment];
        ordered.push(segment);
    }
}

/// The proposal of exactly these moves, which have an order within the limits.
pub(super) fn build(
    input: &PlanInput,
    targets: &Targets,
    settled: bool,
) -> Result<Proposal, Vec<MissingKey>> {
    let objective = Objective::new(input)?;
    let mut drafts = clumps(input, objective, targets);
    drafts.sort_by(|a, b| {
        let by_density = b.density(input).total_cmp(&a.density(input));
        by_density.then_with(|| a.segments.cmp(&b.segments))
    });
    let wanted = drafts
        .iter()
        .flat_map(|draft| draft.segments.iter().copied())
        .collect();
    let (ordered, _) = order(input, targets, wanted);
    let position: BTreeMap<usize, usize> = ordered
        .iter()
        .enumerate()
        .map(|(index, &segment)| (segment, index))
        .collect();
    let mut moves: Vec<Move> = Vec::new();
    let mut clumps = Vec::new();
    for draft in drafts {
        let mut members: Vec<usize> = (draft.segments.iter())
            .filter_map(|segment| position.get(segment).copied())
            .collect();
        members.sort_unstable();
        for (segment, account) in draft.segments.iter().copied().zip(draft.accounts) {
            moves.push(Move {
                segment,
                from: input.segments[segment].shard,
                to: targets[&segment],
                clump: clumps.len(),
                account,
                leaves: leaves(input, targets, segment),
            });
        }
        clumps.push(Clump {
            moves: members,
            gain: draft.gain,
            cost: draft.cost,
            payback_hours: payback_hours(draft.gain, draft.cost, input.policy.horizon_hours),
            confidence: draft.confidence,
        });
    }
    moves.sort_by_key(|planned| position.get(&planned.segment).copied());
    let before = placement_cost(input, objective);
    let gain = clumps.iter().map(|clump| clump.gain).sum();
    Ok(Proposal {
        moves,
        clumps,
        before,
        after: before - gain,
        settled,
        left_out: 0,
        near_misses: near_misses(input, targets)?,
    })
}

/// Segments inside `segment` that stay elsewhere and have no rule: its new rule must not take them
/// along.
fn leaves(input: &PlanInput, targets: &Targets, segment: usize) -> Vec<usize> {
    let rule = &input.segments[segment].segment;
    let to = targets[&segment];
    let stays = |v: usize| !targets.contains_key(&v) && input.segments[v].shard != to;
    (0..input.segments.len())
        .filter(|&v| stays(v) && !input.segments[v].has_rule)
        .filter(|&v| rule.covers(&input.segments[v].segment))
        .collect()
}

/// Ongoing cost of the placement over the horizon, co-access included.
pub fn placement_cost(input: &PlanInput, objective: Objective<'_>) -> Money {
    let own = (input.segments.iter().enumerate())
        .map(|(segment, placed)| objective.ongoing_cost(segment, placed.shard));
    let apart = input
        .coaccess
        .iter()
        .filter(|pair| input.segments[pair.a].shard != input.segments[pair.b].shard)
        .map(|pair| objective.crossing(pair.expected, String::new()).amount);
    own.chain(apart).sum()
}

/// The best clumps of `proposal` that together stay within `guards`, in the proposal's order; a clump
/// that does not fit is passed over.
pub fn fit(
    input: &PlanInput,
    proposal: &Proposal,
    guards: &Guards,
) -> Result<Proposal, Vec<MissingKey>> {
    let mut kept = Targets::new();
    let mut extent = Extent::default();
    for clump in &proposal.clumps {
        let moves = clump.moves.iter().map(|&index| &proposal.moves[index]);
        let bytes: u64 = moves
            .clone()
            .map(|planned| input.segments[planned.segment].bytes)
            .sum();
        let with = Extent {
            bytes: extent.bytes + bytes,
            moves: extent.moves + clump.moves.len() as u64,
            cost: extent.cost + clump.cost,
        };
        let mut targets = kept.clone();
        targets.extend(moves.map(|planned| (planned.segment, planned.to)));
        let stuck = order(input, &targets, targets.keys().copied().collect()).1;
        if guards.admits(with) && stuck.is_empty() {
            (kept, extent) = (targets, with);
        }
    }
    let left_out = proposal.moves.len() - kept.len();
    let settled = proposal.settled && left_out == 0;
    let fitting = build(input, &kept, settled)?;
    Ok(Proposal {
        left_out,
        ..fitting
    })
}
