//! Placements that others would choose: what a plan has to be better than. Held segments stay in all of them.

use super::constraint::{Load, units};
use super::input::PlanInput;
use super::partition::lots::mix;

/// The fullest shard may have this much more than the mean of all.
const BALANCED: f64 = 1.1;

/// Every unit where the hash of its first segment puts it, whatever it costs.
pub fn by_hash(input: &PlanInput) -> Vec<usize> {
    let mut at = input.homes();
    for unit in units(input) {
        if unit.held.is_some() {
            continue;
        }
        let name = input.segments[unit.members[0]].segment.to_string();
        // FNV-1a: any hash that spreads will do.
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let shard = ((u128::from(mix(hash)) * input.shards.len() as u128) >> 64) as usize;
        for &member in &unit.members {
            at[member] = shard;
        }
    }
    at
}

/// What a balancer does that sees requests only: from the fullest shard to the emptiest the unit that
/// evens them out most, until no shard has more than 1.1 times the mean.
pub fn balanced(input: &PlanInput) -> Vec<usize> {
    let requests = |v: usize| -> f64 {
        let parts = input.segments[v].demand.iter();
        parts
            .flat_map(|demand| &demand.regions)
            .map(|part| part.requests.mean)
            .sum()
    };
    let units = units(input);
    let mut at = input.homes();
    let mut limits = Load::new(input, &at);
    let mut loads = vec![0.0; input.shards.len()];
    for (v, &shard) in at.iter().enumerate() {
        loads[shard] += requests(v);
    }
    let mean = loads.iter().sum::<f64>() / loads.len().max(1) as f64;
    for _ in 0..units.len() {
        let hottest = (0..loads.len()).max_by(|&a, &b| loads[a].total_cmp(&loads[b]));
        let coolest = (0..loads.len()).min_by(|&a, &b| loads[a].total_cmp(&loads[b]));
        let (Some(from), Some(to)) = (hottest, coolest) else {
            break;
        };
        if loads[from] <= BALANCED * mean {
            break;
        }
        let gap = loads[from] - loads[to];
        let weight = |members: &[usize]| members.iter().map(|&v| requests(v)).sum::<f64>();
        let here = units.iter().filter(|unit| {
            unit.held.is_none() && unit.members.iter().all(|&member| at[member] == from)
        });
        let fitting = here.filter(|unit| {
            let share = weight(&unit.members);
            share > 0.0 && share < gap && limits.obstacle(input, &at, &unit.members, to).is_none()
        });
        let off = |members: &[usize]| (gap - 2.0 * weight(members)).abs();
        let best = fitting.min_by(|a, b| off(&a.members).total_cmp(&off(&b.members)));
        let Some(unit) = best else {
            break;
        };
        for &member in &unit.members {
            limits.shift(input, member, from, to);
            at[member] = to;
            loads[from] -= requests(member);
            loads[to] += requests(member);
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::sample;

    #[test]
    fn rivals_leave_alone_what_is_held_and_even_out_the_rest() {
        let mut input = sample::two_regions();
        let read = |requests| vec![sample::reads("us-east-1", requests, 0.0)];
        input.segments = (0..6)
            .map(|n| sample::segment(&format!("prefix:{n}/"), 0, 1, read(100.0)))
            .collect();
        input.segments[0].held = Some("pinned".into());
        let at = balanced(&input);
        assert_eq!(at[0], 0);
        assert_eq!(at.iter().filter(|&&shard| shard == 1).count(), 3);
        assert_eq!(by_hash(&input)[0], 0);
        input.shards[1].capacity_bytes = Some(1 << 30);
        assert_eq!(
            balanced(&input).iter().filter(|&&shard| shard == 1).count(),
            1
        );
    }
}
