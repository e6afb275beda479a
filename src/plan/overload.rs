//! [`Overload`]: what it costs to run a shard close to what it can serve.
//!
//! An hour in which a shard is expected to serve the share x of its capacity costs
//! `usd_per_overload_hour` · ((x − busy_from) / (1 − busy_from))², nothing below `busy_from`; the hours of the forecast
//! repeat to fill the horizon. That is no sum over segments. What several moves change about it is shared out among
//! them by Aumann and Shapley's rule: every request of a segment counts what requests of that shard and hour cost on
//! average between the load before all the moves and the load after, so that the shares add up.

use super::constraint::{Load, hourly};
use super::input::{PlanInput, Site};
use super::money::Money;
use super::price::{Price, PriceSource};

/// Thousandths of a request in an hour at one a second.
const MILLIS_AN_HOUR: f64 = 3_600_000.0;

/// Whether the operator gives busy hours a price, and any shard can be busy.
pub fn is_priced(input: &PlanInput) -> bool {
    let limited = |site: &Site| site.capacity_rps.is_some();
    input.policy.usd_per_overload_hour > 0.0 && input.shards.iter().any(limited)
}

/// Dollars of one hour with so many milli-requests, and of one more milli-request in it.
pub fn of_hour(input: &PlanInput, site: &Site, millis: f64) -> (f64, f64) {
    let policy = &input.policy;
    let capacity = site.capacity_rps.unwrap_or(0.0) * MILLIS_AN_HOUR;
    let rest = 1.0 - policy.busy_from;
    if capacity <= 0.0 || rest <= 0.0 {
        return (0.0, 0.0);
    }
    let over = ((millis / capacity - policy.busy_from) / rest).max(0.0);
    let usd = policy.usd_per_overload_hour;
    (usd * over * over, 2.0 * usd * over / rest / capacity)
}

/// How often the forecast's hours fit into the horizon.
fn repeats(input: &PlanInput, hours: usize) -> f64 {
    input.policy.horizon_hours / hours.max(1) as f64
}

/// Of all shards over the horizon.
pub fn total(input: &PlanInput, load: &Load) -> Money {
    if !is_priced(input) {
        return Money::ZERO;
    }
    let shard = |(shard, site): (usize, &Site)| {
        let hours = load.hours(shard);
        let usd: f64 = hours
            .iter()
            .map(|count| of_hour(input, site, *count as f64).0)
            .sum();
        Money::of(repeats(input, hours.len()), usd)
    };
    input.shards.iter().enumerate().map(shard).sum()
}

/// Dollars over the horizon of a milli-request, by shard and forecast hour.
#[derive(Clone, Debug, PartialEq)]
pub struct Overload(Vec<Vec<f64>>);

impl Overload {
    /// On average between two loads; `None` where busy hours have no price.
    pub fn between(input: &PlanInput, before: &Load, after: &Load) -> Option<Self> {
        let of_shard = |shard: usize| slopes(input, shard, before.hours(shard), after.hours(shard));
        is_priced(input).then(|| Self((0..input.shards.len()).map(of_shard).collect()))
    }

    /// Of moving `targets` (segment, from, to) away from where `at` has everything.
    pub fn of_moves(
        input: &PlanInput,
        at: &[usize],
        moves: impl Iterator<Item = (usize, usize)>,
    ) -> Option<Self> {
        if !is_priced(input) {
            return None;
        }
        let before = Load::new(input, at);
        let mut after = before.clone();
        for (segment, to) in moves {
            after.shift(input, segment, at[segment], to);
        }
        Self::between(input, &before, &after)
    }

    /// (Requests of the hours that cost something here or there, price of each here and there) of a segment.
    pub fn of_segment(
        &self,
        input: &PlanInput,
        segment: usize,
        (from, to): (usize, usize),
    ) -> (f64, Price, Price) {
        let placed = &input.segments[segment];
        let Some(limited) = (input.shards.iter()).position(|site| site.capacity_rps.is_some())
        else {
            return (0.0, within_easy(), within_easy());
        };
        let (mut requests, mut here, mut there) = (0.0, 0.0, 0.0);
        for (hour, millis) in hourly(input, placed, limited).enumerate() {
            let (a, b) = (self.at(from, hour), self.at(to, hour));
            if a > 0.0 || b > 0.0 {
                requests += millis as f64 / 1000.0;
                here += a * millis as f64;
                there += b * millis as f64;
            }
        }
        let each = |usd: f64| {
            if requests <= 0.0 || usd <= 0.0 {
                return within_easy();
            }
            Price {
                usd: usd / requests,
                source: PriceSource::Config("plan.usd_per_overload_hour".to_owned()),
            }
        };
        (requests, each(here), each(there))
    }

    fn at(&self, shard: usize, hour: usize) -> f64 {
        self.0[shard].get(hour).copied().unwrap_or(0.0)
    }
}

fn within_easy() -> Price {
    Price::no_fee("below plan.busy_from of its capacity")
}

fn slopes(input: &PlanInput, shard: usize, before: &[u64], after: &[u64]) -> Vec<f64> {
    let site = &input.shards[shard];
    if site.capacity_rps.is_none() {
        return Vec::new();
    }
    let hours = before.len().max(after.len());
    let repeats = repeats(input, hours);
    let count = |hours: &[u64], hour: usize| hours.get(hour).copied().unwrap_or(0) as f64;
    (0..hours)
        .map(|hour| slope(input, site, count(before, hour), count(after, hour)) * repeats)
        .collect()
}

/// Dollars of a milli-request on average between two loads of an hour.
pub fn slope(input: &PlanInput, site: &Site, before: f64, after: f64) -> f64 {
    let (usd, steepness) = of_hour(input, site, before);
    if (after - before).abs() < 1.0 {
        return steepness;
    }
    (of_hour(input, site, after).0 - usd) / (after - before)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::plan::objective::Objective;
    use crate::plan::proposal::{placement_cost, propose};
    use crate::plan::request::request;
    use crate::plan::sample;

    /// Four segments of 90 requests/s each hour in `a`, which can serve 400; `b`, alike, is idle.
    fn busy() -> PlanInput {
        let mut input = sample::two_regions();
        for site in &mut input.shards {
            site.region = "us-east-1".into();
            site.capacity_rps = Some(400.0);
        }
        let reads = || vec![sample::reads("us-east-1", 90.0 * 3600.0 * 168.0, 0.0)];
        input.segments = (0..4)
            .map(|n| sample::segment(&format!("prefix:{n}/"), 0, 1, reads()))
            .collect();
        input.policy.usd_per_overload_hour = 1.0;
        input
    }

    #[test]
    fn the_price_is_convex_and_the_shares_add_up() {
        let input = busy();
        let objective = Objective::new(&input).unwrap();
        // 360 of 400 is 0.9: ((0.9 − 0.7) / 0.3)² USD an hour.
        let own: Money = (0..4).map(|v| objective.ongoing_cost(v, 0)).sum();
        let price = (placement_cost(&input, objective) - own).usd();
        assert!(
            (price - 720.0 * (0.2_f64 / 0.3).powi(2)).abs() < 1e-6,
            "{price}"
        );
        for moves in [vec![0], vec![0, 1], vec![0, 1, 2, 3]] {
            let targets: BTreeMap<usize, usize> = moves.iter().map(|&v| (v, 1)).collect();
            let asked = request(&input, &targets).unwrap();
            let after = placement_cost(&input.after(&targets), objective);
            let off = (asked.after - after).nanos().abs();
            assert!(off <= 10, "{moves:?}: {off} nano-dollars");
        }
    }

    #[test]
    fn busy_hours_are_relieved_as_far_as_that_pays_and_no_further() {
        let proposal = propose(&busy()).unwrap();
        // One away leaves 270 of 400: below 0.7, and nothing is left to gain.
        assert_eq!(proposal.moves.len(), 1, "{:?}", proposal.moves);
        assert!(proposal.after < proposal.before);
        let mut free = busy();
        free.policy.usd_per_overload_hour = 0.0;
        assert!(propose(&free).unwrap().moves.is_empty());
    }

    #[test]
    fn caps_hold_for_the_worst_hour_of_ten() {
        let mut input = busy();
        input.policy.usd_per_overload_hour = 0.0;
        assert!(propose(&input).unwrap().moves.is_empty(), "360 of 400");
        input.shards[0].peak_margin = vec![0.2; 168];
        let proposal = propose(&input).unwrap();
        assert_eq!(proposal.moves.len(), 1, "432 of 400, the worst hour of ten");
        input.shards[1].peak_margin = vec![4.0; 168];
        let proposal = propose(&input).unwrap();
        assert!(proposal.moves.is_empty() && !proposal.unmet.is_empty());
    }
}
