//! [`Schedule`]: from which past hours, and how far, candidates forecast what has since happened.

use super::candidate::Origin;

/// Hours before the end that origins lie, the newest first: each measures the hours it leaves.
const NEAR_ORIGINS: [usize; 6] = [24, 48, 72, 96, 120, 168];
/// Hours before the newest origin with a whole window (or a week) that further ones lie.
const FAR_ORIGINS: [usize; 3] = [0, 96, 168];

/// Past origins. The same for every series of a fleet, so that forecasts of parts and totals can be set
/// side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Farthest hours ahead that are measured.
    pub window_hours: usize,
    /// Oldest first.
    pub origins: Vec<Origin>,
}

impl Schedule {
    /// The schedule for a series of `hours` and a horizon: no origin before the middle of the history, nor
    /// in its first day.
    pub fn new(hours: usize, horizon: usize) -> Self {
        let week = (hours / 2).clamp(24, 168);
        // Of a horizon below a day a whole day is measured: a few hours would be too few errors.
        let window_hours = horizon.max(24).min((hours / 4).max(week));
        let earliest = (hours / 2).max(24);
        let far = FAR_ORIGINS.iter().map(|more| window_hours.max(168) + more);
        let mut ats: Vec<usize> = NEAR_ORIGINS
            .into_iter()
            .chain(far)
            .filter_map(|before| hours.checked_sub(before))
            .filter(|at| *at >= earliest)
            .collect();
        ats.sort_unstable();
        ats.dedup();
        let origin = |at: usize| Origin {
            at,
            steps: window_hours.min(hours - at),
        };
        Self {
            window_hours,
            origins: ats.into_iter().map(origin).collect(),
        }
    }

    /// How many of so many hours ahead the backtest went, all of them where there was none.
    pub fn measured(&self, horizon: usize) -> usize {
        horizon.min(self.window_hours)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_leave_half_the_history_behind_them() {
        for (hours, horizon, window, oldest, count) in [
            (672, 168, 168, 336, 8),
            (840, 168, 168, 504, 8),
            (840, 24, 24, 504, 8),
            (840, 720, 210, 462, 9),
            (200, 168, 100, 104, 4),
            (83, 168, 41, 59, 1),
            (48, 1, 24, 24, 1),
            (672, 1, 24, 336, 8),
        ] {
            let schedule = Schedule::new(hours, horizon);
            assert_eq!(schedule.window_hours, window, "{hours} {horizon}");
            assert_eq!(schedule.origins[0].at, oldest, "{hours} {horizon}");
            assert_eq!(schedule.origins.len(), count, "{hours} {horizon}");
            for origin in &schedule.origins {
                assert!(origin.at >= hours / 2 && origin.at + origin.steps <= hours);
            }
        }
        assert!(Schedule::new(30, 24).origins.is_empty());
    }
}
