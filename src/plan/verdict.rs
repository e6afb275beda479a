//! [`Verdict`]: why a segment does not go to a shard, in money or by the limit that forbids it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::account::{Account, Surroundings, account, crossing_spread};
use super::clump::payback_hours;
use super::confidence::Confidence;
use super::input::PlanInput;
use super::money::Money;
use super::objective::Objective;
use super::price::MissingKey;
use super::standing::Standing;

/// How many near misses a plan names.
const NEAR_MISSES: usize = 5;

/// What became of one segment and one shard.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Index into the input's segments.
    pub segment: usize,
    /// The shard it could go to.
    pub to: usize,
    /// Over the horizon, alone, after the plan's moves.
    pub gain: Money,
    /// Of moving, once.
    pub cost: Money,
    /// Hours until the gain has earned the cost.
    pub payback_hours: Option<f64>,
    /// That the gain exceeds the cost.
    pub confidence: Confidence,
    /// What gets dearer most, in words; `None` when nothing does.
    pub worst: Option<String>,
    /// What speaks against it, the hardest first; empty when the move would be fine.
    pub against: Vec<String>,
}

/// The verdicts on `segment` for every other shard, after the moves `targets` (segment → shard).
/// With the segments of its group, where it has one.
pub fn verdicts(
    input: &PlanInput,
    targets: &BTreeMap<usize, usize>,
    segment: usize,
) -> Result<Vec<Verdict>, Vec<MissingKey>> {
    let after = input.after(targets);
    let objective = Objective::new(&after)?;
    let standing = Standing::new(&after);
    Ok(judge_all(
        &after,
        objective,
        &standing,
        &mut Surroundings::of(&after),
        segment,
    ))
}

/// What came closest to being proposed: the best shard of each segment that would gain by moving,
/// in order of gain to cost.
pub fn near_misses(
    input: &PlanInput,
    targets: &BTreeMap<usize, usize>,
) -> Result<Vec<Verdict>, Vec<MissingKey>> {
    let after = input.after(targets);
    let objective = Objective::new(&after)?;
    let standing = Standing::new(&after);
    let mut around = Surroundings::of(&after);
    let mut best: Vec<(f64, usize, usize)> = (0..after.segments.len())
        .filter(|segment| !targets.contains_key(segment))
        .filter_map(|segment| {
            let weighed = others(&after, segment).map(|to| {
                let targets = taken_along(&after, &standing, segment, to);
                let accounts = accounts(&after, objective, &mut around, &targets);
                (gain_and_cost(&accounts), to)
            });
            let gaining = weighed.filter(|((gain, _), _)| *gain > Money::ZERO);
            let best = gaining.max_by_key(|((gain, cost), to)| (*gain - *cost, Reverse(*to)));
            best.map(|((gain, cost), to)| (gain.usd() / cost.usd().max(1e-9), segment, to))
        })
        .collect();
    best.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    best.truncate(NEAR_MISSES);
    let judged = best.into_iter().map(|(_, segment, to)| {
        let place = (segment, to);
        judge(&after, objective, &standing, &mut around, place)
    });
    Ok(judged.collect())
}

/// The shards where `segment` is not.
fn others(input: &PlanInput, segment: usize) -> impl Iterator<Item = usize> {
    let here = input.segments[segment].shard;
    (0..input.shards.len()).filter(move |&shard| shard != here)
}

fn judge_all(
    input: &PlanInput,
    objective: Objective<'_>,
    standing: &Standing<'_>,
    around: &mut Surroundings,
    segment: usize,
) -> Vec<Verdict> {
    others(input, segment)
        .map(|to| judge(input, objective, standing, around, (segment, to)))
        .collect()
}

fn judge(
    input: &PlanInput,
    objective: Objective<'_>,
    standing: &Standing<'_>,
    around: &mut Surroundings,
    (segment, to): (usize, usize),
) -> Verdict {
    let targets = taken_along(input, standing, segment, to);
    let accounts = accounts(input, objective, around, &targets);
    let (gain, cost) = gain_and_cost(&accounts);
    let spread = crossing_spread(input, accounts.iter());
    let moves: Vec<(usize, usize, usize)> = (targets.keys())
        .map(|&member| (member, input.segments[member].shard, to))
        .collect();
    let confidence = Confidence::of(input, &moves, gain - cost, spread);
    let payback_hours = payback_hours(gain, cost, input.policy.horizon_hours);
    let mut verdict = Verdict {
        segment,
        to,
        gain,
        cost,
        payback_hours,
        confidence,
        worst: worst(&accounts),
        against: Vec::new(),
    };
    let obstacle = standing
        .obstacle(standing.unit_of(segment), to)
        .map(|obstacle| obstacle.to_string());
    verdict.against = obstacle
        .into_iter()
        .chain(objections(input, &verdict))
        .collect();
    verdict
}

/// What goes where `segment` goes: its group, as far as it is not there.
fn taken_along(
    input: &PlanInput,
    standing: &Standing<'_>,
    segment: usize,
    to: usize,
) -> BTreeMap<usize, usize> {
    let unit = &standing.units[standing.unit_of(segment)];
    let coming = unit.members.iter().copied();
    coming
        .filter(|&member| input.segments[member].shard != to)
        .map(|member| (member, to))
        .collect()
}

fn accounts(
    input: &PlanInput,
    objective: Objective<'_>,
    around: &mut Surroundings,
    targets: &BTreeMap<usize, usize>,
) -> Vec<Account> {
    around.look_at(input, targets);
    let members = targets.keys();
    members
        .map(|&member| account(input, objective, around, targets, member))
        .collect()
}

fn gain_and_cost(accounts: &[Account]) -> (Money, Money) {
    (
        accounts.iter().map(Account::gain).sum(),
        accounts.iter().map(Account::cost).sum(),
    )
}

/// The line that loses most.
fn worst(accounts: &[Account]) -> Option<String> {
    let lines = accounts.iter().flat_map(|account| &account.changes);
    let line = lines.min_by_key(|change| change.gain)?;
    let kind = line.kind.words();
    (line.gain < Money::ZERO).then(|| {
        let what = format!("{kind} {}", line.subject);
        format!("{}, {:.6} USD of it", what.trim(), (-line.gain).usd())
    })
}

/// What the money and the odds say against it.
fn objections(input: &PlanInput, verdict: &Verdict) -> Vec<String> {
    let policy = &input.policy;
    let days = |hours: f64| hours / 24.0;
    let mut objections = Vec::new();
    match verdict.payback_hours {
        None => {
            let most = verdict.worst.as_ref();
            let most = most.map_or_else(String::new, |worst| format!(", most for {worst}"));
            objections.push(format!(
                "no gain: it would cost {:.6} USD more over {:.0} d{most}",
                (-verdict.gain).usd(),
                days(policy.horizon_hours)
            ));
        }
        Some(hours) if hours > policy.max_payback_hours => objections.push(format!(
            "payback: {:.1} d, the limit is {:.1} d ({:.6} USD gained over the horizon, {:.6} USD to move)",
            days(hours),
            days(policy.max_payback_hours),
            verdict.gain.usd(),
            verdict.cost.usd()
        )),
        Some(_) if verdict.confidence.total < policy.min_confidence => objections.push(format!(
            "confidence: {:.2}, min-confidence is {:.2}",
            verdict.confidence.total, policy.min_confidence
        )),
        Some(_) if verdict.confidence.odds(&input.calibration) < policy.least_odds => {
            objections.push(format!(
                "odds: it pays with a chance of {:.2}, plan.least_odds is {:.2}",
                verdict.confidence.odds(&input.calibration),
                policy.least_odds
            ));
        }
        Some(_) => {}
    }
    objections
}
