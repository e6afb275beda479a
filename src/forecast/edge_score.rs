//! [`score_edges`]: forecasts of co-access beside "as in the last window", on days that neither has seen.

use std::collections::BTreeMap;

use super::co_access::{EdgeCount, EdgeOptions, forecast_edges};

/// Days held out at a time, at most.
const MOST_DAYS: i64 = 7;
/// Times that days are held out, at most, one after the other up to the newest.
const ORIGINS: i64 = 3;
/// What is not expected at all counts as so many times.
const IMPOSSIBLE: f64 = 0.01;
/// Level of the intervals whose coverage is measured.
const LEVEL: f64 = 0.9;

/// Mean errors per edge that was counted before the days held out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EdgeErrors {
    /// Poisson deviance.
    pub deviance: f64,
    /// Absolute error.
    pub absolute: f64,
    /// Squared error.
    pub squared: f64,
}

/// How forecasts of edges did on days held out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EdgeScore {
    /// Days ahead, each time.
    pub days: usize,
    /// Edges × times.
    pub edges: usize,
    /// Errors of the forecast.
    pub forecast: EdgeErrors,
    /// Errors of expecting what the same number of days before had.
    pub last_window: EdgeErrors,
    /// Share of edges within their 90 % interval.
    pub coverage: f64,
}

impl EdgeErrors {
    fn add(&mut self, expected: f64, came: f64) {
        self.deviance += deviance(expected, came);
        self.absolute += (expected - came).abs();
        self.squared += (expected - came).powi(2);
    }

    fn over(self, edges: f64) -> Self {
        Self {
            deviance: self.deviance / edges,
            absolute: self.absolute / edges,
            squared: self.squared / edges,
        }
    }
}

/// Holds the newest days of `first_day..end_day` out, up to a week and a third of all at a time, three times where there are so
/// many. `None` where no edge was counted in as many days before.
pub fn score_edges(counts: &[EdgeCount], first_day: i64, end_day: i64) -> Option<EdgeScore> {
    let days = ((end_day - first_day) / 3).min(MOST_DAYS);
    if days < 1 {
        return None;
    }
    let (mut own, mut last_window) = (EdgeErrors::default(), EdgeErrors::default());
    let (mut edges, mut held) = (0, 0.0);
    for from in (1..=ORIGINS).map(|back| end_day - back * days) {
        if from - first_day < days {
            continue;
        }
        let options = EdgeOptions {
            days: first_day..from,
            horizon_days: days as f64,
            level: LEVEL,
        };
        let came = counted(counts, from, from + days);
        for edge in forecast_edges(counts, &options) {
            let came = came.get(&(edge.a, edge.b)).copied().unwrap_or(0.0);
            own.add(edge.expected.mean, came);
            last_window.add(edge.newest, came);
            let within = edge.expected.lower <= came && came <= edge.expected.upper;
            held += f64::from(u8::from(within));
            edges += 1;
        }
    }
    let count = f64::from(edges);
    (edges > 0).then(|| EdgeScore {
        days: days as usize,
        edges: edges as usize,
        forecast: own.over(count),
        last_window: last_window.over(count),
        coverage: held / count,
    })
}

fn counted(counts: &[EdgeCount], from: i64, until: i64) -> BTreeMap<(usize, usize), f64> {
    let mut counted = BTreeMap::new();
    for edge in counts
        .iter()
        .filter(|edge| (from..until).contains(&edge.day))
    {
        let ends = (edge.a.min(edge.b), edge.a.max(edge.b));
        *counted.entry(ends).or_default() += edge.count;
    }
    counted
}

/// Poisson deviance of one count.
pub(super) fn deviance(expected: f64, came: f64) -> f64 {
    let expected = expected.max(IMPOSSIBLE);
    let log = if came > 0.0 {
        came * (came / expected).ln()
    } else {
        0.0
    };
    2.0 * (log - came + expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(a: usize, day: i64, count: f64) -> EdgeCount {
        EdgeCount {
            a,
            b: a + 1,
            day,
            count,
        }
    }

    #[test]
    fn a_weekly_change_is_better_told_by_all_weeks_than_by_the_last() {
        // Pairs that are counted in turn: the last window says too much of some and nothing of others.
        let counts: Vec<_> = (0..42)
            .flat_map(|day| {
                (0..40).map(move |pair| {
                    edge(
                        2 * pair,
                        day,
                        f64::from(u8::from((day * 7 + pair as i64 * 11) % 23 == 0)),
                    )
                })
            })
            .collect();
        let score = score_edges(&counts, 0, 42).unwrap();
        assert_eq!((score.days, score.edges), (7, 117));
        assert!(
            score.forecast.deviance < 0.85 * score.last_window.deviance,
            "{score:?}"
        );
        assert!(
            score.forecast.squared < score.last_window.squared,
            "{score:?}"
        );
        assert!(score.coverage > 0.7, "{score:?}");
    }

    #[test]
    fn what_is_held_out_is_not_seen() {
        let mut counts: Vec<_> = (0..9).map(|day| edge(0, day, 5.0)).collect();
        let before = score_edges(&counts, 0, 9).unwrap();
        for edge in counts.iter_mut().filter(|edge| edge.day >= 6) {
            edge.count = 50.0;
        }
        let after = score_edges(&counts, 0, 9).unwrap();
        assert_eq!((before.days, before.edges, after.edges), (3, 2, 2));
        assert!(before.forecast.absolute < 1.0 && before.last_window.absolute == 0.0);
        assert!(after.last_window.absolute > 60.0, "{after:?}");
    }

    #[test]
    fn too_few_days_are_no_score() {
        let counts = [edge(0, 0, 1.0), edge(0, 1, 1.0)];
        assert_eq!(score_edges(&counts, 0, 2), None);
        assert_eq!(score_edges(&[], 0, 30), None);
        assert_eq!(score_edges(&counts, 0, 0), None);
    }
}
