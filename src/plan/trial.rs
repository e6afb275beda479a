//! [`Trial`]: placements judged on what then happened.
//!
//! The input of a trial is one of which the future is known: its demand and its co-access are what came. A
//! placement's gain is what the fleet would have paid where everything lay, less what it would have paid in
//! the placement; its net is that less the cost of moving there.
//!
//! Intervals are of the sessions: each counts as often as a Poisson lot of mean 1 says, two hundred times
//! over (Hanley and MacGibbon 2006), and with it what its reads and its crossings cost. Where the log tells
//! no clients apart there are no sessions and the interval has no width.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::OperationClass;

use super::constraint::Load;
use super::input::PlanInput;
use super::money::Money;
use super::objective::{Border, Objective};
use super::partition::lots::Lots;
use super::price::MissingKey;
use super::proposal::placement_cost;

/// How many times the sessions are drawn.
pub const DRAWS: usize = 200;

/// What one client used, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// Where it was.
    pub region: String,
    /// A segment for each access.
    pub segments: Vec<usize>,
}

/// What a placement would have been worth. Dollars over the policy's horizon.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Segments not where they are.
    pub moves: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Of moving, once.
    pub cost_usd: f64,
    /// Ongoing, less than staying.
    pub gain_usd: f64,
    /// Gain less cost, each time the sessions were drawn.
    pub nets_usd: Vec<f64>,
    /// Shards a visit reads from, of the visits of two segments or more.
    pub fan_out: Option<f64>,
    /// Reads answered from another region, as a share of all reads.
    pub cross_region_ratio: Option<f64>,
    /// Bytes of them.
    pub cross_region_bytes: f64,
    /// Requests of the fullest shard against the mean of all.
    pub load_ratio: Option<f64>,
    /// Shards beyond a capacity.
    pub over_capacity: usize,
}

impl Outcome {
    /// Gain less cost.
    pub fn net_usd(&self) -> f64 {
        self.gain_usd - self.cost_usd
    }

    /// Hours until the gain has earned the cost; `None` when it never does.
    pub fn payback_hours(&self, horizon_hours: f64) -> Option<f64> {
        (self.gain_usd > 0.0).then(|| self.cost_usd / self.gain_usd * horizon_hours)
    }
}

/// The interval of 95 % of the draws.
pub fn interval(draws: &[f64]) -> (f64, f64) {
    let mut sorted = draws.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| {
        let index = (share * (sorted.len().max(1) - 1) as f64).round() as usize;
        sorted.get(index).copied().unwrap_or(0.0)
    };
    (at(0.025), at(0.975))
}

/// A stretch of time that is known.
pub struct Trial<'a> {
    /// With the demand that came.
    pub input: &'a PlanInput,
    /// The sessions of it.
    pub visits: &'a [Visit],
    /// Sessions of the input's horizon per session here.
    pub scale: f64,
}

impl Trial<'_> {
    /// What the placement `at` (segment → shard) would have been worth.
    pub fn outcome(&self, at: &[usize]) -> Result<Outcome, Vec<MissingKey>> {
        let input = self.input;
        let objective = Objective::new(input)?;
        let moved: BTreeMap<usize, usize> = (input.segments.iter().zip(at).enumerate())
            .filter(|(_, (placed, shard))| placed.shard != **shard)
            .map(|(segment, (_, &shard))| (segment, shard))
            .collect();
        let after = input.after(&moved);
        let gain = placement_cost(input, objective) - placement_cost(&after, objective);
        let costs = moved
            .iter()
            .map(|(&v, &to)| objective.moving_cost(v, input.segments[v].shard, to));
        let (gain_usd, cost_usd) = (gain.usd(), costs.sum::<Money>().usd());
        let (cross_region_ratio, cross_region_bytes) = cross_region(&after);
        let load = Load::new(input, at);
        Ok(Outcome {
            moves: moved.len(),
            bytes: moved.keys().map(|&v| input.segments[v].bytes).sum(),
            cost_usd,
            gain_usd,
            nets_usd: self.draws(at, gain_usd - cost_usd),
            fan_out: self.fan_out(at),
            cross_region_ratio,
            cross_region_bytes,
            load_ratio: load_ratio(&after),
            over_capacity: load.over_capacity(input),
        })
    }

    fn fan_out(&self, at: &[usize]) -> Option<f64> {
        let several = self.visits.iter().filter_map(|visit| {
            let segments: BTreeSet<usize> = visit.segments.iter().copied().collect();
            let shards: BTreeSet<usize> = segments.iter().map(|&v| at[v]).collect();
            (segments.len() > 1).then_some(shards.len())
        });
        let spans: Vec<usize> = several.collect();
        let sum: usize = spans.iter().sum();
        (!spans.is_empty()).then(|| sum as f64 / spans.len() as f64)
    }

    /// The net of each draw.
    fn draws(&self, at: &[usize], net_usd: f64) -> Vec<f64> {
        let gains = self.visit_gains(at);
        if gains.iter().all(|gain| *gain == 0.0) {
            return vec![net_usd; DRAWS];
        }
        let draw = |number: usize| {
            let mut lots = Lots::of_seed(number as u64);
            let away = gains.iter().map(|gain| (poisson(&mut lots) - 1.0) * gain);
            net_usd + away.sum::<f64>()
        };
        (0..DRAWS).map(draw).collect()
    }

    /// What each visit would have cost less, over the horizon.
    fn visit_gains(&self, at: &[usize]) -> Vec<f64> {
        let input = self.input;
        let per_read = bytes_per_read(input);
        let mut saved: BTreeMap<(&str, usize), f64> = BTreeMap::new();
        let saving = |region: &'_ str, segment: usize| -> f64 {
            let (from, to) = (input.segments[segment].shard, at[segment]);
            if from == to {
                return 0.0;
            }
            let bytes = per_read.get(&(region.to_owned(), segment));
            let bytes = bytes.copied().unwrap_or(0.0);
            let price = |shard| {
                let class = OperationClass::Read;
                let objective = Objective { input };
                let (request, byte) = objective.unit_costs(segment, shard, region, class);
                request + byte * bytes
            };
            price(from) - price(to)
        };
        let mut gains = Vec::with_capacity(self.visits.len());
        for visit in self.visits {
            let mut gain = 0.0;
            for &segment in &visit.segments {
                let known = saved.get(&(visit.region.as_str(), segment)).copied();
                gain += known.unwrap_or_else(|| {
                    let value = saving(&visit.region, segment);
                    saved.insert((&visit.region, segment), value);
                    value
                });
            }
            for pair in visit.segments.windows(2) {
                for border in Border::ALL {
                    let crossed = |a, b| f64::from(u8::from(border.parts(input, a, b)));
                    let was = |v: usize| input.segments[v].shard;
                    let less =
                        crossed(was(pair[0]), was(pair[1])) - crossed(at[pair[0]], at[pair[1]]);
                    gain += less * border.usd(input);
                }
            }
            gains.push(gain * self.scale);
        }
        gains
    }
}

/// Mean bytes of a read by (region, segment).
fn bytes_per_read(input: &PlanInput) -> BTreeMap<(String, usize), f64> {
    let mut found = BTreeMap::new();
    for (segment, placed) in input.segments.iter().enumerate() {
        for part in placed.demand.iter().flat_map(|demand| &demand.regions) {
            if part.class == OperationClass::Read && part.requests.mean > 0.0 {
                let bytes = part.bytes.mean / part.requests.mean;
                found.insert((part.region.clone(), segment), bytes);
            }
        }
    }
    found
}

/// A number of mean 1, by inversion.
fn poisson(lots: &mut Lots) -> f64 {
    let lot = (f64::from(lots.draw()) + 0.5) / (f64::from(u32::MAX) + 1.0);
    let (mut count, mut share) = (0.0, (-1.0_f64).exp());
    let mut below = share;
    while lot > below && count < 20.0 {
        count += 1.0;
        share /= count;
        below += share;
    }
    count
}

/// Share of the reads, and the bytes of those, that come from another region than the shard's.
fn cross_region(input: &PlanInput) -> (Option<f64>, f64) {
    let (mut all, mut far, mut far_bytes) = (0.0, 0.0, 0.0);
    for placed in &input.segments {
        let Some(demand) = &placed.demand else {
            continue;
        };
        let scale = input.demand_scale(demand);
        let here = &input.shards[placed.shard].region;
        let reads = demand.regions.iter();
        for part in reads.filter(|part| part.class == OperationClass::Read) {
            all += part.requests.mean * scale;
            if part.region != *here {
                far += part.requests.mean * scale;
                far_bytes += part.bytes.mean * scale;
            }
        }
    }
    ((all > 0.0).then(|| far / all), far_bytes)
}

/// Requests of the fullest shard over the mean of all.
fn load_ratio(input: &PlanInput) -> Option<f64> {
    let mut loads = vec![0.0; input.shards.len()];
    for placed in &input.segments {
        let parts = placed.demand.iter().flat_map(|demand| &demand.regions);
        loads[placed.shard] += parts.map(|part| part.requests.mean).sum::<f64>();
    }
    let mean = loads.iter().sum::<f64>() / loads.len() as f64;
    (mean > 0.0).then(|| loads.iter().copied().fold(0.0, f64::max) / mean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::input::CoAccess;
    use crate::plan::sample;

    fn known() -> PlanInput {
        let mut input = sample::two_regions();
        input.policy.usd_per_cross_shard_access = 0.01;
        input.coaccess = vec![CoAccess {
            a: 0,
            b: 1,
            observed: 100.0,
            expected: 100.0,
        }];
        input
    }

    #[test]
    fn a_placement_is_worth_what_the_objective_says() {
        let input = known();
        let visits: Vec<Visit> = (0..100)
            .map(|_| Visit {
                region: "eu-central-1".into(),
                segments: vec![0, 1],
            })
            .collect();
        let trial = Trial {
            input: &input,
            visits: &visits,
            scale: 1.0,
        };
        let stay = trial.outcome(&[0, 0]).unwrap();
        assert_eq!(
            (stay.moves, stay.gain_usd, stay.fan_out),
            (0, 0.0, Some(1.0))
        );
        assert_eq!(interval(&stay.nets_usd), (0.0, 0.0));
        assert_eq!(stay.cross_region_ratio, Some(1.0));

        let apart = trial.outcome(&[1, 0]).unwrap();
        let after = input.after(&[(0, 1)].into());
        let cost = |input: &PlanInput| placement_cost(input, Objective::new(input).unwrap());
        assert_eq!(apart.gain_usd, (cost(&input) - cost(&after)).usd());
        assert_eq!(
            (apart.fan_out, apart.cross_region_ratio),
            (Some(2.0), Some(0.0))
        );
        let (low, high) = interval(&apart.nets_usd);
        assert!(low < apart.net_usd() && apart.net_usd() < high);
        // A hundred visits that are each worth the same: a standard deviation of a tenth, so ±20 %.
        let each: f64 = trial.visit_gains(&[1, 0]).iter().sum();
        assert!(
            (high - low - 0.392 * each.abs()).abs() < 0.12 * each.abs(),
            "{low} {high} {each}"
        );
    }

    #[test]
    fn lots_have_mean_one_and_variance_one() {
        let mut lots = Lots::of_seed(3);
        let drawn: Vec<f64> = (0..20_000).map(|_| poisson(&mut lots)).collect();
        let mean = drawn.iter().sum::<f64>() / drawn.len() as f64;
        let squares = drawn.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
        assert!((mean - 1.0).abs() < 0.03, "{mean}");
        assert!((squares / drawn.len() as f64 - 1.0).abs() < 0.05);
    }
}
