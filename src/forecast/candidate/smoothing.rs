//! [`Smoothing`]: exponential smoothing of a level with offsets per hour of the day, and the theta method on top.
//!
//! One pass serves every origin. The weight of the newest value in the level is, at each origin, the one of a
//! few that erred least one step ahead so far; an offset is the running mean of its hour until that
//! has seen [`SLOWEST`] of them, and forgets slowly from then on. Theta adds half the slope of a straight line
//! through everything seen: Assimakopoulos and Nikolopoulos, "The theta model" (2000), in the form of
//! Hyndman and Billah (2003).

use super::{Candidate, Forecast, Origin, Sample, repeated};

/// Smoothing, with an offset per phase of `period` and `drift` of the linear trend.
#[derive(Clone, Copy, Debug)]
pub struct Smoothing {
    name: &'static str,
    period: usize,
    drift: f64,
}

/// Weights of the newest value in the level.
const ALPHAS: [f64; 8] = [0.005, 0.02, 0.06, 0.12, 0.2, 0.35, 0.55, 0.9];
/// Periods after which an offset no longer averages all it has seen.
const SLOWEST: f64 = 10.0;
/// What an hour's error still counts an hour later, in the choice of the weight.
const MEMORY: f64 = 0.998;

impl Smoothing {
    /// A level alone.
    pub const LEVEL: Self = Self {
        name: "smoothing",
        period: 1,
        drift: 0.0,
    };
    /// A level and the hour of the day.
    pub const DAILY: Self = Self {
        name: "smoothing_24",
        period: 24,
        drift: 0.0,
    };
    /// A level, the hour of the day and half the trend.
    pub const THETA: Self = Self {
        name: "theta",
        period: 24,
        drift: 0.5,
    };

    /// The state at each origin, of the weight that had erred least by then.
    fn states(&self, values: &[f64], origins: &[Origin]) -> Vec<State> {
        let mut lanes = Lanes::new(values, self.period);
        let mut at = 24;
        let state = |origin: &Origin| {
            for value in &values[at..origin.at] {
                lanes.step(*value);
            }
            at = origin.at;
            lanes.best()
        };
        origins.iter().map(state).collect()
    }
}

/// A level and its offsets.
struct State {
    level: f64,
    season: [f64; 24],
}

/// All weights side by side.
struct Lanes {
    period: usize,
    phase: usize,
    /// Periods seen.
    seen: f64,
    level: [f64; ALPHAS.len()],
    season: [[f64; ALPHAS.len()]; 24],
    error: [f64; ALPHAS.len()],
}

impl Lanes {
    /// Begins with the first day.
    fn new(values: &[f64], period: usize) -> Self {
        let level = values[..24].iter().sum::<f64>() / 24.0;
        let mut season = [[0.0; ALPHAS.len()]; 24];
        if period > 1 {
            for (offsets, value) in season.iter_mut().zip(values) {
                *offsets = [value - level; ALPHAS.len()];
            }
        }
        Self {
            period,
            phase: 0,
            seen: 1.0,
            level: [level; ALPHAS.len()],
            season,
            error: [0.0; ALPHAS.len()],
        }
    }

    fn step(&mut self, value: f64) {
        let share = if self.period > 1 {
            1.0 / (self.seen + 1.0).min(SLOWEST)
        } else {
            0.0
        };
        let season = &mut self.season[self.phase];
        for (lane, alpha) in ALPHAS.into_iter().enumerate() {
            let miss = value - self.level[lane] - season[lane];
            self.error[lane] = self.error[lane] * MEMORY + miss.abs();
            self.level[lane] += alpha * miss;
            season[lane] += (1.0 - alpha) * miss * share;
        }
        self.phase += 1;
        if self.phase >= self.period {
            self.phase = 0;
            self.seen += 1.0;
        }
    }

    fn best(&self) -> State {
        let least = |best: usize, lane| {
            if self.error[lane] < self.error[best] {
                lane
            } else {
                best
            }
        };
        let lane = (1..ALPHAS.len()).fold(0, least);
        State {
            level: self.level[lane],
            season: self.season.map(|offsets| offsets[lane]),
        }
    }
}

impl Candidate for Smoothing {
    fn name(&self) -> &'static str {
        self.name
    }

    fn min_hours(&self) -> usize {
        48
    }

    fn raw_forecasts(&self, sample: &Sample<'_>, origins: &[Origin]) -> Vec<Forecast> {
        let states = self.states(sample.values, origins);
        let slopes = slopes(sample.values, origins);
        let states = states.iter().zip(origins).zip(slopes);
        states
            .map(|((state, origin), slope)| {
                let mut offsets = state.season;
                let offsets = &mut offsets[..self.period];
                offsets.rotate_left(origin.at % self.period);
                let mut hours = repeated(offsets, origin.steps);
                for (step, hour) in hours.iter_mut().enumerate() {
                    *hour += state.level + self.drift * slope * (step + 1) as f64;
                }
                Ok(hours)
            })
            .collect()
    }
}

/// Slope an hour of the least-squares line through all values before each origin.
fn slopes(values: &[f64], origins: &[Origin]) -> Vec<f64> {
    let (mut sum, mut moment, mut at) = (0.0, 0.0, 0);
    let mut slopes = Vec::with_capacity(origins.len());
    for origin in origins {
        while at < origin.at {
            sum += values[at];
            moment += at as f64 * values[at];
            at += 1;
        }
        let n = at as f64;
        let spread = n * (n * n - 1.0) / 12.0;
        slopes.push((moment - (n - 1.0) / 2.0 * sum) / spread.max(1.0));
    }
    slopes
}
