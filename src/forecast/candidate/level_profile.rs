//! [`LevelProfile`]: a recent level times a shrunk shape of the week; the best there is for sparse series.
//!
//! The level is an exponentially weighted mean of what the shape leaves. The shape of an hour of
//! the week is its own mean, shrunk to (hour of the day × day of the week), which is known from seven
//! and twenty-four times as many hours: weight weeks / (weeks + 8) for its own. With less than two
//! weeks of history the shape is that of the day alone. The pooled one is shrunk to the shape of
//! the week that segments with similar rhythm share.

use super::{Candidate, Forecast, Origin, Sample, WeekShape, refused, repeated};
use crate::forecast::lanes::dot;

/// Hours from which days of the week are told apart: two weeks. Before, each was seen at most once
/// or twice and its factor would be noise.
const WEEKLY_FROM_HOURS: usize = 2 * 168;
/// Weeks of history at which an hour's own mean weighs as much as the shape it is shrunk to.
const SHRINKAGE_WEEKS: f64 = 8.0;
/// Hours of the usual load that stand beside those of a day of the week: what began two days ago goes on tomorrow, though nothing
/// ever came on such a day.
const DAY_SHRINKAGE: f64 = 6.0;

/// Exponentially weighted level times a shrunk weekly shape.
#[derive(Clone, Copy, Debug)]
pub struct LevelProfile {
    name: &'static str,
    /// Half-life of the level's weights.
    half_life_hours: f64,
    /// Whether the shape is shrunk to that of series like this one.
    pooled: bool,
}

impl LevelProfile {
    /// A level of the last weeks (half-life two weeks), for demand that stays as it is.
    pub const STEADY: Self = Self {
        name: "level_profile",
        half_life_hours: 336.0,
        pooled: false,
    };
    /// A level of the last days (half-life two days), for demand that comes or goes.
    pub const RECENT: Self = Self {
        name: "recent_level_profile",
        half_life_hours: 48.0,
        pooled: false,
    };
    /// A level of the last week, for sparse demand that comes or goes: less says nothing of it.
    pub const WEEK: Self = Self {
        name: "week_level_profile",
        half_life_hours: 168.0,
        pooled: false,
    };
    /// A level of the last weeks, with the shape of series like this one where its own is not known.
    pub const POOLED: Self = Self {
        name: "pooled_level_profile",
        half_life_hours: 336.0,
        pooled: true,
    };
}

impl Candidate for LevelProfile {
    fn name(&self) -> &'static str {
        self.name
    }

    fn min_hours(&self) -> usize {
        24
    }

    fn raw_forecasts(&self, sample: &Sample<'_>, origins: &[Origin]) -> Vec<Forecast> {
        if !sample.non_negative {
            return refused(origins, "a shape needs values that are never negative");
        }
        let pooled = sample.pooled.filter(|_| self.pooled);
        if self.pooled && pooled.is_none() {
            return refused(origins, "no other series has a shape of the week");
        }
        let mut seen = SeenHours::default();
        let mut level = Level::new(self.half_life_hours);
        let mut at = 0;
        let forecast = |origin: &Origin| {
            level.age((origin.at - at) as f64);
            let (mut weight, mut hour) = (1.0, sample.week_hour(origin.at));
            let passed = sample.values[at..origin.at]
                .iter()
                .zip(&sample.known[at..origin.at]);
            for (value, known) in passed.rev() {
                hour = hour.checked_sub(1).unwrap_or(167);
                if *known {
                    seen.add(hour, *value);
                    level.add(hour, *value, weight);
                }
                weight *= level.hourly;
            }
            at = origin.at;
            let mut shape = match pooled {
                Some(pooled) => seen.shrunk_to(pooled),
                None => seen.shape(origin.at >= WEEKLY_FROM_HOURS),
            };
            let level = level.over(&shape);
            for share in &mut shape {
                *share *= level;
            }
            shape.rotate_left(sample.week_hour(origin.at));
            Ok(repeated(&shape, origin.steps))
        };
        origins.iter().map(forecast).collect()
    }
}

/// Exponentially weighted demand, and the weights of the hours of the week it came in.
struct Level {
    /// What a weight is multiplied with every hour.
    hourly: f64,
    demand: f64,
    weights: [f64; 168],
}

impl Level {
    fn new(half_life_hours: f64) -> Self {
        Self {
            hourly: (-1.0 / half_life_hours).exp2(),
            demand: 0.0,
            weights: [0.0; 168],
        }
    }

    /// Lets so many hours pass.
    fn age(&mut self, hours: f64) {
        let factor = self.hourly.powf(hours);
        self.demand *= factor;
        for weight in &mut self.weights {
            *weight *= factor;
        }
    }

    fn add(&mut self, week_hour: usize, value: f64, weight: f64) {
        self.demand += weight * value;
        self.weights[week_hour] += weight;
    }

    /// Demand over what `shape` alone would have been.
    fn over(&self, shape: &[f64; 168]) -> f64 {
        let expected = dot(&self.weights, shape);
        if expected > 0.0 {
            self.demand / expected
        } else {
            0.0
        }
    }
}

/// Known values per hour of the week.
#[derive(Clone, Copy)]
struct SeenHours([Mean; 168]);

impl Default for SeenHours {
    fn default() -> Self {
        Self([Mean::default(); 168])
    }
}

impl SeenHours {
    fn add(&mut self, week_hour: usize, value: f64) {
        self.0[week_hour].sum += value;
        self.0[week_hour].count += 1.0;
    }

    /// Relative load per hour of the week, shrunk to that of others.
    fn shrunk_to(&self, pooled: &WeekShape) -> [f64; 168] {
        let all = self.0.iter().fold(Mean::default(), Mean::with);
        let mean = all.sum / all.count.max(1.0);
        if mean <= 0.0 {
            return *pooled;
        }
        std::array::from_fn(|hour| {
            let own = self.0[hour];
            (own.sum / mean + SHRINKAGE_WEEKS * pooled[hour]) / (own.count + SHRINKAGE_WEEKS)
        })
    }

    /// Relative load per hour of the week, with a mean near 1.
    fn shape(&self, weekly: bool) -> [f64; 168] {
        let (mut by_hour, mut by_day) = ([Mean::default(); 24], [Mean::default(); 7]);
        let (days, _) = self.0.as_chunks::<24>();
        for (day, by_day) in days.iter().zip(&mut by_day) {
            for (seen, by_hour) in day.iter().zip(&mut by_hour) {
                *by_hour = by_hour.with(seen);
                *by_day = by_day.with(seen);
            }
        }
        let all = by_day.iter().fold(Mean::default(), Mean::with);
        let mean = all.sum / all.count.max(1.0);
        if mean <= 0.0 {
            return [1.0; 168];
        }
        let by_hour = by_hour.map(|seen| seen.over(mean));
        if !weekly {
            return std::array::from_fn(|week_hour| by_hour[week_hour % 24]);
        }
        let by_day = by_day.map(|seen| seen.over_shrunk(mean));
        let mut shape = [0.0; 168];
        let (shape_days, _) = shape.as_chunks_mut::<24>();
        for ((shape, seen), by_day) in shape_days.iter_mut().zip(days).zip(by_day) {
            for ((share, own), by_hour) in shape.iter_mut().zip(seen).zip(by_hour) {
                // own / mean at weight n / (n + 8), pooled at what is left.
                let pooled = by_hour * by_day;
                *share =
                    (own.sum / mean + SHRINKAGE_WEEKS * pooled) / (own.count + SHRINKAGE_WEEKS);
            }
        }
        shape
    }
}

#[derive(Clone, Copy, Default)]
struct Mean {
    sum: f64,
    count: f64,
}

impl Mean {
    fn with(self, other: &Self) -> Self {
        Self {
            sum: self.sum + other.sum,
            count: self.count + other.count,
        }
    }

    /// The mean over `whole`, shrunk to 1.
    fn over_shrunk(self, whole: f64) -> f64 {
        (self.sum / whole + DAY_SHRINKAGE) / (self.count + DAY_SHRINKAGE)
    }

    /// The mean over `whole`; 1, which changes nothing, without any value.
    fn over(self, whole: f64) -> f64 {
        if self.count > 0.0 {
            self.sum / self.count / whole
        } else {
            1.0
        }
    }
}
