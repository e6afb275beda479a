//! [`ShareTrend`]: how the share of one region in what two regions ask for goes on, day by day.
//!
//! A tenant that moves does so over weeks: the logarithm of the odds of its new region rises along a line. The line is
//! the least-squares one through the log odds of the newest days, each weighted by how well its counts tell
//! them and by how new it is; what days differ from it beyond chance widens its errors. The slope is shrunk by its own uncertainty
//! (positive-part James–Stein), so that a slope that chance explains is none.

use super::Estimate;
use super::normal::two_sided_quantile;

/// Most days looked at, the newest: four weeks.
const MOST_DAYS: usize = 28;
/// Half-life of a day's weight: a move begins some day.
const HALF_LIFE_DAYS: f64 = 7.0;
/// Fewest days with demand.
const FEWEST_DAYS: usize = 7;
/// Farthest crossing that is told, in days: as far as was looked back.
const FARTHEST_DAYS: f64 = 28.0;

/// The line of one region against another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ShareTrend {
    /// Log odds at the end of the newest day.
    now: f64,
    /// A day.
    slope: f64,
    /// Variance of the line at the mean of the days, of its slope, and how far back that mean lies.
    variance: f64,
    slope_variance: f64,
    back: f64,
    /// Whether chance hardly makes such a slope.
    is_rising: bool,
}

/// Deviations from which a slope is no chance: of hundreds of tenants that stay, one in seven hundred seems to move.
const NO_CHANCE: f64 = 3.0;
/// Deviations from which a shrunk slope is followed: one in thirty that stay seems to have one, of a fifth less than it seemed.
const LITTLE_CHANCE: f64 = 2.0;

impl ShareTrend {
    /// The trend of `days`, oldest first, each (requests of the region, requests of the other); `None` with too few
    /// that have any.
    pub(super) fn of(days: &[(f64, f64)]) -> Option<Self> {
        let days = &days[days.len().saturating_sub(MOST_DAYS)..];
        let newest = days.len() as f64;
        // (days before now, log odds, weight): the middle of a day lies half a day before its end.
        let points: Vec<(f64, f64, f64)> = days
            .iter()
            .enumerate()
            .filter(|(_, (own, other))| own + other > 0.0)
            .map(|(day, (own, other))| {
                let (own, other) = (own + 0.5, other + 0.5);
                let before = day as f64 + 0.5 - newest;
                let weight = own * other / (own + other) * (before / HALF_LIFE_DAYS).exp2();
                (before, (own / other).ln(), weight)
            })
            .collect();
        if points.len() < FEWEST_DAYS {
            return None;
        }
        let sum = |of: &dyn Fn(&(f64, f64, f64)) -> f64| points.iter().map(of).sum::<f64>();
        let weight = sum(&|point| point.2);
        let middle = sum(&|point| point.2 * point.0) / weight;
        let level = sum(&|point| point.2 * point.1) / weight;
        let spread = sum(&|point| point.2 * (point.0 - middle).powi(2));
        let slope = sum(&|point| point.2 * (point.0 - middle) * (point.1 - level)) / spread;
        let misfit =
            sum(&|(day, odds, weight)| weight * (odds - level - slope * (day - middle)).powi(2));
        let dispersion = (misfit / (points.len() - 2) as f64).max(1.0);
        let slope_variance = dispersion / spread;
        let shrunk = slope * (1.0 - slope_variance / (slope * slope)).max(0.0);
        let shrunk = if shrunk.is_finite() { shrunk } else { 0.0 };
        Some(Self {
            now: level - shrunk * middle,
            slope: shrunk,
            variance: dispersion / weight,
            slope_variance,
            back: middle,
            is_rising: slope > NO_CHANCE * slope_variance.sqrt(),
        })
    }

    /// Log odds now and what they rise by a day, as far as chance does not explain it.
    pub(super) fn line(&self) -> (f64, f64) {
        (self.now, self.slope)
    }

    /// Whether chance rarely makes such a slope, up or down.
    pub(super) fn is_clear(&self) -> bool {
        self.slope.abs() > LITTLE_CHANCE * self.slope_variance.sqrt()
    }

    /// Whether the region asks as much as the other by now.
    pub(super) fn has_crossed(&self) -> bool {
        self.now >= 0.0
    }

    /// The region's share so many days ahead, with its interval.
    pub(super) fn share(&self, days: f64, level: f64) -> Estimate {
        let odds = self.now + self.slope * days;
        let reach = two_sided_quantile(level) * self.deviation(days);
        let share = |odds: f64| 1.0 / (1.0 + (-odds).exp());
        Estimate {
            mean: share(odds),
            lower: share(odds - reach),
            upper: share(odds + reach),
        }
    }

    /// In how many days the region will ask as much as the other, with the interval of that time; `None` when it asks
    /// more already, or will not within four weeks, or chance explains the trend. Ends beyond four weeks are cut there.
    pub(super) fn crossing(&self, level: f64) -> Option<Estimate> {
        if self.now >= 0.0 || !self.is_rising || self.slope <= 0.0 {
            return None;
        }
        let days = -self.now / self.slope;
        let first = |end: &dyn Fn(Estimate) -> f64| {
            let hours = (0..=(FARTHEST_DAYS * 24.0) as usize).map(|hour| hour as f64 / 24.0);
            let mut crossed = hours.filter(|days| end(self.share(*days, level)) >= 0.5);
            crossed.next().unwrap_or(FARTHEST_DAYS)
        };
        (days <= FARTHEST_DAYS).then(|| Estimate {
            mean: days,
            lower: first(&|share| share.upper).min(days),
            upper: first(&|share| share.lower).max(days),
        })
    }

    fn deviation(&self, days: f64) -> f64 {
        (self.variance + (days - self.back).powi(2) * self.slope_variance).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two hundred requests a day, of which the region's share has these log odds.
    fn days(odds: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
        let day = |day: i32| {
            let share = 1.0 / (1.0 + (-odds(f64::from(day) + 0.5)).exp());
            ((200.0 * share).round(), (200.0 * (1.0 - share)).round())
        };
        (0..28).map(day).collect()
    }

    #[test]
    fn a_line_of_log_odds_goes_on_and_crosses_when_it_must() {
        let trend = ShareTrend::of(&days(|day| -4.2 + day / 8.0)).unwrap();
        let crossing = trend.crossing(0.9).unwrap();
        assert!((crossing.mean - 5.6).abs() < 1.0, "{crossing:?}");
        assert!(crossing.lower < 5.6 && crossing.upper > 5.6);
        let share = trend.share(10.0, 0.9);
        assert!(share.lower > 0.5 && share.upper < 0.8, "{share:?}");
    }

    #[test]
    fn what_stays_or_has_arrived_crosses_nowhere() {
        for odds in [-1.0, 1.0] {
            let trend = ShareTrend::of(&days(|day| odds + 0.2 * (day * 7.0).sin())).unwrap();
            assert_eq!(trend.crossing(0.9), None, "{trend:?}");
        }
        assert_eq!(ShareTrend::of(&[(1.0, 1.0); 6]), None);
        assert_eq!(ShareTrend::of(&[(0.0, 0.0); 28]), None);
    }

    /// Shares that stay, by chance of ten requests a day or of two hundred.
    #[test]
    fn hardly_any_that_stays_is_said_to_move() {
        let mut random = fastrand::Rng::with_seed(5);
        let mut told = 0;
        for trial in 0..400 {
            let (requests, share) = ([10, 200][trial % 2], [0.02, 0.14, 0.3, 0.45][trial / 2 % 4]);
            let days = [8, 14, 28][trial % 3];
            let pairs: Vec<(f64, f64)> = (0..days)
                .map(|_| {
                    let own = (0..requests).filter(|_| random.f64() < share).count();
                    (own as f64, (requests - own) as f64)
                })
                .collect();
            let trend = ShareTrend::of(&pairs);
            told += usize::from(trend.is_some_and(|trend| trend.crossing(0.9).is_some()));
        }
        assert!(told <= 4, "{told} of 400");
    }

    #[test]
    fn intervals_of_shares_nest_and_widen_with_time() {
        let trend = ShareTrend::of(&days(|day| -2.0 + day / 20.0)).unwrap();
        let width = |days, level| {
            let share = trend.share(days, level);
            assert!(0.0 <= share.lower && share.lower <= share.mean && share.mean <= share.upper);
            share.upper - share.lower
        };
        assert!(width(7.0, 0.9) > width(7.0, 0.5) && width(14.0, 0.9) > width(1.0, 0.9));
    }
}
