//! [`Proposal`]: the moves that a search found, with their accounts; and [`propose`], which finds them.

use std::collections::{BTreeMap, BTreeSet};

use super::account::Account;
use super::board::{Board, Forbidden};
use super::clump::{Draft, Targets, clumps, payback_hours};
use super::confidence::Confidence;
use super::constraint::{Load, units};
use super::frontier::Frontier;
use super::guard::{Extent, Guards};
use super::input::PlanInput;
use super::money::Money;
use super::objective::Objective;
use super::overload::{is_priced, total};
use super::price::MissingKey;
use super::standing::Standing;
use super::verdict::{Verdict, near_misses};

/// More rounds than a search that lowers the objective each time has ever needed.
const MAX_ROUNDS: usize = 64;
/// Further searches without what was refused.
const RETRIES: usize = 3;

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
    /// The limit that is broken without these moves, which need not pay then.
    pub mends: Option<String>,
}

/// What the planner proposes; possibly nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// In the order of execution: every limit holds after each.
    pub moves: Vec<Move>,
    /// What mends a limit first, then the best gain per byte.
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
    /// Limits that do not hold even after the moves.
    pub unmet: Vec<String>,
    /// What came closest without being proposed, best first.
    pub near_misses: Vec<Verdict>,
}

/// Searches for moves that earn their cost within every limit of `input`, and for those that it takes to
/// bring a fleet within its limits that is not.
///
/// Searches again from the placement it found until that proposes nothing: so does the next plan,
/// then. [`MissingKey`]s when a price is not set.
pub fn propose(input: &PlanInput) -> Result<Proposal, Vec<MissingKey>> {
    Objective::new(input)?;
    let hurdle = input.policy.hurdle();
    let mut targets = Targets::new();
    for _ in 0..MAX_ROUNDS {
        let found = round(&input.after(&targets))?;
        if found.is_empty() {
            return build(input, &targets, true);
        }
        let mut further = targets.clone();
        further.extend(found);
        further.retain(|&segment, shard| input.segments[segment].shard != *shard);
        let board = Board::of(input, &Forbidden::new())?;
        let drafts = clumps(input, Objective::new(input)?, &board, &further);
        if !doomed(input, &drafts, &further, hurdle).is_empty() {
            break;
        }
        targets = further;
    }
    build(input, &targets, false)
}

/// Of a proposal what limits need, without what is for money alone: clumps are left out, those that lose most first, as long as no
/// more limits are broken for it.
pub fn needed(input: &PlanInput, proposal: &Proposal) -> Result<Proposal, Vec<MissingKey>> {
    let targets_of = |wanted: &dyn Fn(usize) -> bool| -> Targets {
        let moves = proposal.moves.iter();
        let moves = moves.filter(|planned| wanted(planned.clump));
        moves.map(|planned| (planned.segment, planned.to)).collect()
    };
    let will_do = |targets: &Targets| -> Result<bool, Vec<MissingKey>> {
        let (_, stuck) = order(input, targets, targets.keys().copied().collect());
        Ok(stuck.is_empty() && unmet(input, targets)?.len() <= proposal.unmet.len())
    };
    let mending = targets_of(&|clump| proposal.clumps[clump].mends.is_some());
    if will_do(&mending)? {
        return build(input, &mending, proposal.settled);
    }
    let mut by_net: Vec<usize> = (0..proposal.clumps.len()).collect();
    by_net.sort_by_key(|&clump| proposal.clumps[clump].gain - proposal.clumps[clump].cost);
    let mut kept: BTreeSet<usize> = by_net.iter().copied().collect();
    for clump in by_net {
        kept.remove(&clump);
        if !will_do(&targets_of(&|clump| kept.contains(&clump)))? {
            kept.insert(clump);
        }
    }
    build(
        input,
        &targets_of(&|clump| kept.contains(&clump)),
        proposal.settled,
    )
}

/// One search, at several prices of moving. Clumps that are too unlikely to pay at the price they were found at, or cannot
/// be ordered within the limits, are left out, and forbidden where it is searched again; of all that was found
/// the best that passes at the price in force is taken. As little as possible depends on that price, so that a higher one
/// moves no more than a lower one.
fn round(input: &PlanInput) -> Result<Targets, Vec<MissingKey>> {
    let standing = Standing::new(input);
    let hurdle = input.policy.hurdle();
    let board = Board::of(input, &Forbidden::new())?;
    let mut frontier = Frontier::of(&board);
    let mut forbidden = Forbidden::new();
    for _ in 0..=RETRIES {
        let barred = Board::of(input, &forbidden)?;
        let known = forbidden.len();
        for price in frontier.prices(hurdle) {
            let mut targets = moved(input, &barred.segments_at(&barred.solve(price)));
            wait_for_clearer_odds(input, &board, &mut targets)?;
            let first = refused(input, &board, &targets, price)?;
            forbidden.extend((first.iter()).map(|v| (standing.unit_of(*v), targets[v])));
            leave_out_refused(input, &board, &mut targets, price)?;
            frontier.add(board.part_of(&targets));
        }
        if forbidden.len() == known {
            break;
        }
    }
    for part in frontier.ranked(hurdle) {
        let targets = moved(input, &board.segments_at(&part));
        if refused(input, &board, &targets, hurdle)?.is_empty() {
            return Ok(targets);
        }
    }
    Ok(Targets::new())
}

/// Leaves out what is refused until nothing is.
fn leave_out_refused(
    input: &PlanInput,
    board: &Board,
    targets: &mut Targets,
    hurdle: f64,
) -> Result<(), Vec<MissingKey>> {
    loop {
        let refused = refused(input, board, targets, hurdle)?;
        if refused.is_empty() {
            return Ok(());
        }
        targets.retain(|segment, _| !refused.contains(segment));
    }
}

/// Leaves out what is too doubtful. Clumps are worth the same without each other, so nothing is searched again; room that
/// they would have taken may stay unused until the next plan.
fn wait_for_clearer_odds(
    input: &PlanInput,
    board: &Board,
    targets: &mut Targets,
) -> Result<(), Vec<MissingKey>> {
    if input.policy.least_odds > 0.0 && board.fits_at_home() {
        let drafts = clumps(input, Objective::new(input)?, board, targets);
        for clump in drafts.iter().filter(|clump| clump.is_doubtful(input)) {
            targets.retain(|segment, _| !clump.segments.contains(segment));
        }
    }
    Ok(())
}

/// What is given up of the doomed. Where a limit is broken, that is one clump, the one that gains least: any of
/// several may mend it, and the last that can is one that the plan needs.
fn refused(
    input: &PlanInput,
    board: &Board,
    targets: &Targets,
    hurdle: f64,
) -> Result<BTreeSet<usize>, Vec<MissingKey>> {
    let drafts = clumps(input, Objective::new(input)?, board, targets);
    let doomed = doomed(input, &drafts, targets, hurdle);
    if doomed.is_empty() || board.fits_at_home() {
        return Ok(doomed);
    }
    let drafts = drafts.into_iter();
    let dropped = drafts.filter(|clump| clump.segments.iter().any(|v| doomed.contains(v)));
    let least = dropped.min_by_key(|clump| clump.gain - clump.cost);
    Ok(least.map_or(doomed, |clump| clump.segments.into_iter().collect()))
}

/// The segments whose moves, of clumps `drafts`, do not pass the policy, or have no place in any order.
fn doomed(input: &PlanInput, drafts: &[Draft], targets: &Targets, hurdle: f64) -> BTreeSet<usize> {
    let unfit = drafts.iter().filter(|clump| !clump.passes(input, hurdle));
    let unfit = unfit.flat_map(|clump| clump.segments.iter().copied());
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

/// An order of `wanted` (in order of preference) in which every limit holds after each move, and
/// what has no place in it.
pub(super) fn order(
    input: &PlanInput,
    targets: &Targets,
    wanted: Vec<usize>,
) -> (Vec<usize>, Vec<usize>) {
    let mut at = input.homes();
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
    let board = Board::of(input, &Forbidden::new())?;
    let mut drafts = clumps(input, objective, &board, targets);
    drafts.sort_by(|a, b| {
        let needed = b.mends.is_some().cmp(&a.mends.is_some());
        let by_density = b.density(input).total_cmp(&a.density(input));
        (needed.then(by_density)).then_with(|| a.segments.cmp(&b.segments))
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
            mends: draft.mends,
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
        unmet: unmet(input, targets)?,
        near_misses: near_misses(input, targets)?,
    })
}

/// The limits that do not hold after the moves.
fn unmet(input: &PlanInput, targets: &Targets) -> Result<Vec<String>, Vec<MissingKey>> {
    let after = input.after(targets);
    let broken = Board::of(&after, &Forbidden::new())?.broken_at_home(&after);
    let broken = broken.into_iter().map(|(_, limit)| limit);
    Ok(broken.chain(split(&after)).collect())
}

/// Groups that are kept together and lie in several shards.
fn split(input: &PlanInput) -> impl Iterator<Item = String> {
    let place = |v: usize| &input.shards[input.segments[v].shard].name;
    units(input).into_iter().filter_map(move |unit| {
        let (first, rest) = unit.members.split_first()?;
        let other = rest.iter().find(|&&other| place(other) != place(*first))?;
        let named = |v: usize| format!("{} in {}", input.segments[v].segment, place(v));
        Some(format!(
            "a group keeps together {} and {}",
            named(*first),
            named(*other)
        ))
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

/// Ongoing cost of the placement over the horizon, co-access and busy hours included.
pub fn placement_cost(input: &PlanInput, objective: Objective<'_>) -> Money {
    let own = (input.segments.iter().enumerate())
        .map(|(segment, placed)| objective.ongoing_cost(segment, placed.shard));
    let apart = input.coaccess.iter().map(|pair| {
        let at = |v: usize| input.segments[v].shard;
        objective.crossing_cost(pair.expected, at(pair.a), at(pair.b))
    });
    let at = input.homes();
    let busy = if is_priced(input) {
        total(input, &Load::new(input, &at))
    } else {
        Money::ZERO
    };
    own.chain(apart).chain([busy]).sum()
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
