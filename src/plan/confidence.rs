//! [`Confidence`]: how likely it is that moves which belong together earn more than they cost.
//!
//! The net gain is linear in the demand, so its spread follows from the demand's intervals. Normal
//! approximation: standard deviation = (upper − lower) / (2 z) at the forecast's level; requests and
//! bytes of one region rise and fall together, regions independently, the segments of a clump
//! together; what is used together varies as the sessions do that it was counted in ([`super::walks`]). Sizes and prices are taken as certain.
//!
//! The probability is then drawn towards ½ by what the intervals cannot know: requests whose region is
//! only assumed, and a history too short for the intervals to be trusted. (A poor model needs no
//! further discount: its intervals are wide.) What was stated is corrected by what earlier moves came to
//! ([`super::calibration`]) once enough are known; until then the plan says "uncalibrated".

use crate::forecast::{Estimate, SegmentDemand};

use super::calibration::Calibration;
use super::input::PlanInput;
use super::money::Money;
use super::objective::Objective;

/// The probability that the net gain is positive, and what it is made of; all in 0..=1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Confidence {
    /// What `stated` is worth by the moves that were scored; itself while these are few.
    pub total: f64,
    /// ½ + (net_gain − ½) · region_coverage · history.
    pub stated: f64,
    /// Probability from the demand's intervals alone.
    pub net_gain: f64,
    /// Least share of requests with evidence of their region, over the segments moved.
    pub region_coverage: f64,
    /// Least history confidence over the segments moved.
    pub history: f64,
}

impl Confidence {
    /// The confidence of `moves` (segment, from, to) whose net gain is expected to be `net`, with
    /// `crossing_sd` dollars of spread from co-access.
    pub fn of(
        input: &PlanInput,
        moves: &[(usize, usize, usize)],
        net: Money,
        crossing_sd: f64,
    ) -> Self {
        let demand_sd: f64 = moves
            .iter()
            .map(|&(v, from, to)| demand_sd(input, v, from, to))
            .sum();
        let sd = demand_sd.hypot(crossing_sd);
        let net_gain = probability_positive(net.usd(), sd);
        let known = moves
            .iter()
            .filter_map(|&(v, ..)| input.segments[v].demand.as_ref());
        let least = |part: fn(&SegmentDemand) -> f64| {
            known.clone().map(part).fold(1.0, f64::min).clamp(0.0, 1.0)
        };
        let region_coverage = least(|demand| demand.confidence.region_coverage);
        let history = least(|demand| demand.confidence.history);
        let stated = 0.5 + (net_gain - 0.5) * region_coverage * history;
        Self {
            total: input.calibration.of_stated(stated),
            stated,
            net_gain,
            region_coverage,
            history,
        }
    }
}

impl Confidence {
    /// What `plan.least_odds` is held against: the intervals' word, or once enough moves were scored what it was worth.
    pub fn odds(&self, calibration: &Calibration) -> f64 {
        if calibration.is_enough() {
            self.total
        } else {
            self.net_gain
        }
    }
}

/// Dollars of spread in the gain of one move, from its demand.
fn demand_sd(input: &PlanInput, segment: usize, from: usize, to: usize) -> f64 {
    let Some(demand) = &input.segments[segment].demand else {
        return 0.0;
    };
    let scale = input.demand_scale(demand);
    let z = normal_quantile(f64::midpoint(1.0, input.policy.interval_level));
    let sd = |estimate: &Estimate| (estimate.upper - estimate.lower).max(0.0) / (2.0 * z) * scale;
    let variance: f64 = (demand.regions.iter())
        .map(|region| {
            let gain = |shard| {
                let objective = Objective { input };
                objective.unit_costs(segment, shard, &region.region, region.class)
            };
            let ((request, byte), (request_there, byte_there)) = (gain(from), gain(to));
            let requests = (request - request_there) * sd(&region.requests);
            let bytes = (byte - byte_there) * sd(&region.bytes);
            (requests + bytes).powi(2)
        })
        .sum();
    variance.sqrt()
}

/// P(X > 0) for a normal X.
fn probability_positive(mean: f64, sd: f64) -> f64 {
    if sd > 0.0 {
        normal_cdf(mean / sd)
    } else if mean > 0.0 {
        1.0
    } else {
        0.0
    }
}

/// The standard normal distribution function, within 1e-7: Abramowitz and Stegun, 7.1.26.
fn normal_cdf(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.327_591_1 * (x.abs() / std::f64::consts::SQRT_2));
    let coefficients = [
        1.061_405_429,
        -1.453_152_027,
        1.421_413_741,
        -0.284_496_736,
        0.254_829_592,
    ];
    let polynomial = coefficients.iter().fold(0.0, |sum, c| (sum + c) * t);
    let tail = polynomial * (-x * x / 2.0).exp() / 2.0;
    if x < 0.0 { tail } else { 1.0 - tail }
}

/// Its inverse for 0.5 ≤ p < 1, by bisection; between 1e-6 and 8.
fn normal_quantile(p: f64) -> f64 {
    let (mut low, mut high) = (1e-6, 8.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if normal_cdf(middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::price::GIB;
    use crate::plan::sample;

    #[test]
    fn the_normal_distribution_is_the_tabled_one() {
        for (x, p) in [
            (0.0, 0.5),
            (1.0, 0.841_345),
            (-1.0, 0.158_655),
            (1.644_854, 0.95),
        ] {
            assert!((normal_cdf(x) - p).abs() < 1e-6, "{x}");
        }
        assert!((normal_quantile(0.95) - 1.644_854).abs() < 1e-5);
    }

    #[test]
    fn the_spread_of_the_gain_is_that_of_the_demand() {
        // 100 GiB ± 50 at the 90 % level from the far region; 0.02 USD per GiB are saved.
        let mut input = sample::two_regions();
        let reads = &mut input.segments[0].demand.as_mut().unwrap().regions[0];
        reads.requests = Estimate {
            mean: 0.0,
            lower: 0.0,
            upper: 0.0,
        };
        let gib = |gib: f64| gib * GIB;
        reads.bytes = Estimate {
            mean: gib(100.0),
            lower: gib(50.0),
            upper: gib(150.0),
        };
        let scale = input.demand_scale(input.segments[0].demand.as_ref().unwrap());
        let sd = demand_sd(&input, 0, 0, 1);
        assert!((sd - 50.0 / 1.644_854 * 0.02 * scale).abs() < 1e-4, "{sd}");
    }

    #[test]
    fn doubt_draws_towards_a_coin_flip() {
        let mut input = sample::two_regions();
        let sure = Confidence::of(&input, &[(0, 0, 1)], Money::of(1.0, 1e6), 0.0);
        assert!(sure.total > 0.999);
        let demand = input.segments[0].demand.as_mut().unwrap();
        demand.confidence.region_coverage = 0.5;
        demand.confidence.history = 0.5;
        let unsure = Confidence::of(&input, &[(0, 0, 1)], Money::of(1.0, 1e6), 0.0);
        assert!((unsure.total - 0.625).abs() < 1e-3);
    }
}
