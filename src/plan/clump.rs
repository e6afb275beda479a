//! [`Draft`]s: moves that only make sense together, judged together.
//!
//! Two moves belong together when what one is worth depends on the other: the two segments are used
//! together and would share a shard or a region in some but not all of the four ways to carry the moves out or not, or a
//! group keeps them together. So the gains of different clumps add up.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::account::{Account, Surroundings, account, crossing_spread};
use super::board::Board;
use super::confidence::Confidence;
use super::constraint::units;
use super::input::PlanInput;
use super::money::Money;
use super::objective::{Border, Objective};

/// Segment → target shard.
pub type Targets = BTreeMap<usize, usize>;

/// A clump before it is ordered and numbered.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its segments, what gains most first.
    pub segments: Vec<usize>,
    /// Their accounts.
    pub accounts: Vec<Account>,
    /// Over the horizon, without the cost of moving.
    pub gain: Money,
    /// Of moving, once.
    pub cost: Money,
    /// That the gain exceeds the cost.
    pub confidence: Confidence,
    /// The limit that is broken without it; such a clump need not pay.
    pub mends: Option<String>,
}

impl Draft {
    /// Whether it earns what the policy asks for, or has to be, when a move has to earn `hurdle` times what it costs.
    pub fn passes(&self, input: &PlanInput, hurdle: f64) -> bool {
        (self.pays(input, hurdle) && !self.is_doubtful(input)) || self.mends.is_some()
    }

    /// Whether it earns enough, as far as is known.
    fn pays(&self, input: &PlanInput, hurdle: f64) -> bool {
        self.gain > self.cost
            && self.confidence.total >= input.policy.min_confidence
            && self.gain.usd() >= self.cost.usd() * hurdle
    }

    /// Whether too little is known of what it earns.
    pub fn is_doubtful(&self, input: &PlanInput) -> bool {
        let odds = self.confidence.odds(&input.calibration);
        self.mends.is_none() && odds < input.policy.least_odds
    }

    /// Net gain per byte: what earns most for the traffic it causes goes first.
    pub fn density(&self, input: &PlanInput) -> f64 {
        let bytes: u64 = self.segments.iter().map(|&v| input.segments[v].bytes).sum();
        (self.gain - self.cost).usd() / bytes.max(1) as f64
    }
}

/// Hours until `gain` per horizon has earned `cost`; `None` when it never does.
pub fn payback_hours(gain: Money, cost: Money, horizon_hours: f64) -> Option<f64> {
    (gain > Money::ZERO).then(|| cost.usd() / gain.usd() * horizon_hours)
}

/// The moves as clumps, in order of their first segment. `board` is that of the input.
pub fn clumps(
    input: &PlanInput,
    objective: Objective<'_>,
    board: &Board,
    targets: &Targets,
) -> Vec<Draft> {
    let mut groups = BTreeMap::<usize, Vec<usize>>::new();
    for (segment, leader) in leaders(input, targets) {
        groups.entry(leader).or_default().push(segment);
    }
    let around = Surroundings::of(input).with_moves(input, targets);
    let drafts = groups.into_values();
    let mut drafts: Vec<Draft> = drafts
        .map(|segments| draft(input, objective, targets, &around, segments))
        .collect();
    let reasons = board.mended(input, targets, drafts.iter().map(|d| d.segments.as_slice()));
    for (draft, reason) in drafts.iter_mut().zip(reasons) {
        draft.mends = reason;
    }
    drafts
}

/// By moved segment the first segment of its clump.
fn leaders(input: &PlanInput, targets: &Targets) -> BTreeMap<usize, usize> {
    let mut leader: BTreeMap<usize, usize> = targets.keys().map(|&v| (v, v)).collect();
    if Border::ALL.iter().any(|border| border.usd(input) > 0.0) {
        for pair in &input.coaccess {
            if depend(input, targets, pair.a, pair.b) {
                join(&mut leader, pair.a, pair.b);
            }
        }
    }
    for unit in units(input) {
        let moved = unit.members.iter().filter(|v| targets.contains_key(v));
        let moved: Vec<usize> = moved.copied().collect();
        for pair in moved.windows(2) {
            join(&mut leader, pair[0], pair[1]);
        }
    }
    let all: Vec<usize> = leader.keys().copied().collect();
    all.into_iter()
        .map(|v| (v, first(&mut leader, v)))
        .collect()
}

/// Whether what moving one of two segments is worth depends on the other's move.
fn depend(input: &PlanInput, targets: &Targets, a: usize, b: usize) -> bool {
    let (Some(&to_a), Some(&to_b)) = (targets.get(&a), targets.get(&b)) else {
        return false;
    };
    let (from_a, from_b) = (input.segments[a].shard, input.segments[b].shard);
    Border::ALL.iter().any(|border| {
        let apart = |a: usize, b: usize| i32::from(border.parts(input, a, b));
        let each = apart(from_a, to_b) + apart(to_a, from_b);
        border.usd(input) > 0.0 && apart(from_a, from_b) + apart(to_a, to_b) != each
    })
}

fn first(leader: &mut BTreeMap<usize, usize>, segment: usize) -> usize {
    let mut root = segment;
    while leader[&root] != root {
        root = leader[&root];
    }
    let mut at = segment;
    while at != root {
        at = leader.insert(at, root).unwrap_or(root);
    }
    root
}

fn join(leader: &mut BTreeMap<usize, usize>, a: usize, b: usize) {
    let (a, b) = (first(leader, a), first(leader, b));
    leader.insert(a.max(b), a.min(b));
}

/// One clump, its best move first.
fn draft(
    input: &PlanInput,
    objective: Objective<'_>,
    targets: &Targets,
    around: &Surroundings,
    segments: Vec<usize>,
) -> Draft {
    let of = |segment| account(input, objective, around, targets, segment);
    let mut moves: Vec<(usize, Account)> = (segments.into_iter())
        .map(|segment| (segment, of(segment)))
        .collect();
    moves.sort_by_key(|(segment, account)| (Reverse(account.gain()), *segment));
    let (segments, accounts): (Vec<usize>, Vec<Account>) = moves.into_iter().unzip();
    let gain = accounts.iter().map(Account::gain).sum();
    let cost = accounts.iter().map(Account::cost).sum();
    let moves: Vec<(usize, usize, usize)> = (segments.iter())
        .map(|&segment| (segment, input.segments[segment].shard, targets[&segment]))
        .collect();
    let spread = crossing_spread(input, accounts.iter());
    let confidence = Confidence::of(input, &moves, gain - cost, spread);
    Draft {
        segments,
        accounts,
        gain,
        cost,
        confidence,
        mends: None,
    }
}
