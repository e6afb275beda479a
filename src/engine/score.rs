//! [`Score`]: the folds of a backtest in one number per contestant.

use super::backtest::{Contestant, Fold};
use crate::plan::trial::{Outcome, interval};

/// The mean over the folds.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Who.
    pub contestant: Contestant,
    /// Net gain over the horizon, mean of the folds.
    pub net_usd: f64,
    /// Its 95 % interval over sessions.
    pub interval_usd: (f64, f64),
    /// Ongoing gain over the horizon.
    pub gain_usd: f64,
    /// Of moving, once.
    pub cost_usd: f64,
    /// Hours until the gain has earned the cost.
    pub payback_hours: Option<f64>,
    /// Most moves of any fold.
    pub moves: usize,
    /// Most bytes moved of any fold.
    pub bytes: u64,
    /// Shards per session of two segments or more.
    pub fan_out: Option<f64>,
    /// Share of reads from another region.
    pub cross_region_ratio: Option<f64>,
    /// Requests of the fullest shard over the mean.
    pub load_ratio: Option<f64>,
    /// Shards beyond a capacity, of all folds.
    pub over_capacity: usize,
    /// Net of the oracle's; `None` without an oracle that gains.
    pub capture_ratio: Option<f64>,
    /// Its 95 % interval: both drawn from the same sessions each time.
    pub capture_interval: Option<(f64, f64)>,
}

/// The scores, in the folds' order of contestants; none without folds.
pub fn scores(folds: &[Fold], horizon_hours: f64) -> Vec<Score> {
    let Some(first) = folds.first() else {
        return Vec::new();
    };
    let oracle = first
        .outcomes
        .iter()
        .position(|(who, _)| *who == Contestant::Oracle);
    let net = |at: usize| mean(folds.iter().map(|fold| fold.outcomes[at].1.net_usd()));
    let best = oracle.and_then(net).filter(|best| *best > 0.0);
    let all_nets = |at: usize| nets(folds, at);
    let best_nets = oracle.map(all_nets).unwrap_or_default();
    let score = |(at, (contestant, _)): (usize, &(Contestant, Outcome))| {
        let outcomes = || folds.iter().map(move |fold| &fold.outcomes[at].1);
        let nets = all_nets(at);
        let gain_usd = mean(outcomes().map(|o| o.gain_usd)).unwrap_or(0.0);
        let cost_usd = mean(outcomes().map(|o| o.cost_usd)).unwrap_or(0.0);
        let net_usd = gain_usd - cost_usd;
        Score {
            contestant: contestant.clone(),
            net_usd,
            interval_usd: interval(&nets),
            gain_usd,
            cost_usd,
            payback_hours: (gain_usd > 0.0).then(|| cost_usd / gain_usd * horizon_hours),
            moves: outcomes().map(|o| o.moves).max().unwrap_or(0),
            bytes: outcomes().map(|o| o.bytes).max().unwrap_or(0),
            fan_out: mean(outcomes().filter_map(|o| o.fan_out)),
            cross_region_ratio: mean(outcomes().filter_map(|o| o.cross_region_ratio)),
            load_ratio: mean(outcomes().filter_map(|o| o.load_ratio)),
            over_capacity: outcomes().map(|o| o.over_capacity).sum(),
            capture_ratio: best.map(|best| net_usd / best),
            capture_interval: best.map(|_| interval(&shares(&nets, &best_nets))),
        }
    };
    first.outcomes.iter().enumerate().map(score).collect()
}

/// The mean over the folds, each time the sessions were drawn.
fn nets(folds: &[Fold], at: usize) -> Vec<f64> {
    let outcomes = || folds.iter().map(move |fold| &fold.outcomes[at].1);
    let draws = outcomes().map(|o| o.nets_usd.len()).min().unwrap_or(0);
    (0..draws)
        .map(|n| mean(outcomes().map(|o| o.nets_usd[n])).unwrap_or(0.0))
        .collect()
}

/// Draw by draw, where there is anything to have a share of.
fn shares(nets: &[f64], best: &[f64]) -> Vec<f64> {
    let draws = nets.iter().zip(best).filter(|(_, best)| **best > 0.0);
    draws.map(|(net, best)| net / best).collect()
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0.0);
    for value in values {
        sum += value;
        count += 1.0;
    }
    (count > 0.0).then(|| sum / count)
}
