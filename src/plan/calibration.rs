//! [`Calibration`]: what stated confidences were worth, from moves whose outcome is known.
//!
//! Two steps. Platt scaling (Platt 1999): the log-odds of "it paid" are a line over the log-odds of the confidence that was stated,
//! of the greatest posterior under normal priors around "as stated". Then isotonic regression (Ayer et al. 1955, pool adjacent
//! violators) of "it paid" on what was stated, each pool drawn towards the line by imagined outcomes: few outcomes are
//! believed about as far as what was stated, many say more than a line can.

/// Scored clumps from which stated confidences are believed, or corrected.
pub const ENOUGH: usize = 30;
/// Confidences are taken to be at least so far from 0 and from 1: nothing is certain.
const DOUBT: f64 = 1e-3;
/// Precision of the priors of both coefficients of the line.
const PRECISION: f64 = 10.0;
/// Imagined outcomes that a pool begins with.
const IMAGINED: f64 = 40.0;
/// Newton steps; five are what it usually takes.
const STEPS: usize = 50;
/// Of both coefficients together; steps below this end the search.
const SMALLEST_STEP: f64 = 1e-12;

/// Outcomes of moves that were proposed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    /// (Stated confidence, whether it paid), by confidence.
    outcomes: Vec<(f64, bool)>,
    pools: Vec<Pool>,
}

/// Neighbours by what was stated that are worth the same.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Pool {
    /// The highest confidence in it.
    until: f64,
    /// Outcomes that paid by the line.
    expected: f64,
    paid: f64,
    count: f64,
}

impl Pool {
    fn share(&self) -> f64 {
        let expected = self.expected / self.count;
        (self.paid + IMAGINED * expected) / (self.count + IMAGINED)
    }
}

/// The log-odds that come to pass, by the log-odds that were stated.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Line {
    offset: f64,
    slope: f64,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            offset: 0.0,
            slope: 1.0,
        }
    }
}

impl Line {
    /// The likeliest line by (stated confidence, whether it paid).
    fn of(outcomes: &[(f64, bool)]) -> Self {
        let mut line = Self::default();
        let mut worth = line.log_posterior(outcomes);
        for _ in 0..STEPS {
            let mut step = line.newton_step(outcomes);
            let better = loop {
                let tried = Self {
                    offset: line.offset + step.0,
                    slope: line.slope + step.1,
                };
                let found = tried.log_posterior(outcomes);
                if found > worth {
                    break Some((tried, found));
                }
                step = (step.0 / 2.0, step.1 / 2.0);
                if step.0.abs() + step.1.abs() < SMALLEST_STEP {
                    break None;
                }
            };
            let Some((tried, found)) = better else { break };
            (line, worth) = (tried, found);
        }
        line
    }

    /// Of the logarithm of the posterior, which is concave: (of the offset, of the slope).
    fn newton_step(self, outcomes: &[(f64, bool)]) -> (f64, f64) {
        let mut gradient = (-self.offset * PRECISION, (1.0 - self.slope) * PRECISION);
        let (mut oo, mut os, mut ss) = (PRECISION, 0.0, PRECISION);
        for &(stated, paid) in outcomes {
            let (at, chance) = (log_odds(stated), self.at(stated));
            let missed = f64::from(u8::from(paid)) - chance;
            let weight = chance * (1.0 - chance);
            gradient = (gradient.0 + missed, gradient.1 + missed * at);
            oo += weight;
            os += weight * at;
            ss += weight * at * at;
        }
        let determinant = oo * ss - os * os;
        (
            (ss * gradient.0 - os * gradient.1) / determinant,
            (oo * gradient.1 - os * gradient.0) / determinant,
        )
    }

    fn log_posterior(self, outcomes: &[(f64, bool)]) -> f64 {
        let prior = -PRECISION * (self.offset.powi(2) + (self.slope - 1.0).powi(2)) / 2.0;
        let likely = outcomes.iter().map(|&(stated, paid)| {
            let odds = self.offset + self.slope * log_odds(stated);
            // −ln(1 + e^−x), without overflow.
            let x = if paid { odds } else { -odds };
            x.min(0.0) - (-x.abs()).exp().ln_1p()
        });
        prior + likely.sum::<f64>()
    }

    fn at(self, stated: f64) -> f64 {
        1.0 / (1.0 + (-self.offset - self.slope * log_odds(stated)).exp())
    }
}

fn log_odds(confidence: f64) -> f64 {
    let confidence = confidence.clamp(DOUBT, 1.0 - DOUBT);
    (confidence / (1.0 - confidence)).ln()
}

impl Calibration {
    /// From (stated confidence, whether it paid).
    pub fn of(mut outcomes: Vec<(f64, bool)>) -> Self {
        outcomes.retain(|(stated, _)| stated.is_finite());
        outcomes.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let line = Line::of(&outcomes);
        let mut pools: Vec<Pool> = Vec::new();
        for alike in outcomes.chunk_by(|a, b| a.0 == b.0) {
            let (until, count) = (alike[0].0, alike.len() as f64);
            pools.push(Pool {
                until,
                expected: line.at(until) * count,
                paid: alike.iter().filter(|(_, paid)| *paid).count() as f64,
                count,
            });
            while let [.., a, b] = pools.as_slice()
                && a.share() >= b.share()
            {
                let merged = Pool {
                    until: b.until,
                    expected: a.expected + b.expected,
                    paid: a.paid + b.paid,
                    count: a.count + b.count,
                };
                pools.truncate(pools.len() - 2);
                pools.push(merged);
            }
        }
        Self { outcomes, pools }
    }

    /// How many outcomes are known.
    pub fn scored(&self) -> usize {
        self.outcomes.len()
    }

    /// Whether they are [`ENOUGH`].
    pub fn is_enough(&self) -> bool {
        self.scored() >= ENOUGH
    }

    /// What a stated confidence is worth; itself while too little is known.
    pub fn of_stated(&self, stated: f64) -> f64 {
        if !self.is_enough() {
            return stated;
        }
        let pool = self.pools.iter().find(|pool| stated <= pool.until);
        pool.or(self.pools.last()).map_or(stated, Pool::share)
    }

    /// Mean square of stated confidence less outcome; 0 is best, 0.25 a coin. `None` without outcomes.
    pub fn brier(&self) -> Option<f64> {
        let squares = self.outcomes.iter().map(|(stated, paid)| {
            let paid = f64::from(u8::from(*paid));
            (stated - paid).powi(2)
        });
        (self.scored() > 0).then(|| squares.sum::<f64>() / self.scored() as f64)
    }

    /// In words, for plans.
    pub fn label(&self) -> String {
        match self.scored() {
            0 => "uncalibrated".to_owned(),
            count if count < ENOUGH => {
                format!("uncalibrated: {count} of {ENOUGH} scored clumps")
            }
            count => format!("calibrated by {count} scored clumps"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_corrected_on_little() {
        let few = Calibration::of(vec![(0.9, false); ENOUGH - 1]);
        assert_eq!(few.of_stated(0.9), 0.9);
        assert_eq!(few.label(), "uncalibrated: 29 of 30 scored clumps");
        assert_eq!(Calibration::default().label(), "uncalibrated");
        assert_eq!(Calibration::default().brier(), None);
    }

    #[test]
    fn overconfidence_is_taken_back_and_order_kept() {
        // 0.95 is right in half of the cases, 0.6 in four of ten.
        let outcomes = (0..40).map(|n| (0.95, n % 2 == 0));
        let lower = (0..40).map(|n| (0.6, n % 5 < 2));
        let known = Calibration::of(outcomes.chain(lower).collect());
        let (high, low) = (known.of_stated(0.95), known.of_stated(0.6));
        assert!(high < 0.7, "{high}, half of what was stated and found");
        assert!(low < 0.52, "{low}, half of what was stated and found");
        assert!(known.of_stated(0.99) >= high && high > low);
        assert!(known.of_stated(0.7) >= low);
        let brier = 0.5 * (0.5 * 0.95_f64.powi(2) + 0.5 * 0.05_f64.powi(2))
            + 0.5 * (0.6 * 0.36 + 0.4 * 0.16);
        assert!((known.brier().unwrap() - brier).abs() < 1e-9);
        assert_eq!(known.label(), "calibrated by 80 scored clumps");
    }

    #[test]
    fn odds_that_are_a_line_of_those_stated_are_found() {
        // log-odds of 0.8 + 0.5 × those stated, in as many outcomes of each as make the share whole.
        let line = Line {
            offset: 0.8,
            slope: 0.5,
        };
        let stated = (50..100).map(|percent| f64::from(percent) / 100.0);
        let outcomes = stated.clone().flat_map(|stated| {
            let paid = (line.at(stated) * 1000.0).round() as usize;
            (0..1000).map(move |n| (stated, n < paid))
        });
        let known = Calibration::of(outcomes.collect());
        for stated in stated {
            let (found, is) = (known.of_stated(stated), line.at(stated));
            assert!((found - is).abs() < 0.01, "{stated}: {found} for {is}");
        }
    }

    #[test]
    fn no_outcomes_make_what_falls_or_is_certain() {
        let upside_down = (0..60).map(|n| {
            if n % 2 == 0 {
                (0.9, false)
            } else {
                (0.6, true)
            }
        });
        let known = Calibration::of(upside_down.collect());
        assert_eq!(known.of_stated(0.6), known.of_stated(0.9));
        for paid in [false, true] {
            let known = Calibration::of((0..1000).map(|n| (f64::from(n) / 999.0, paid)).collect());
            let at = [0.0, 0.5, 1.0].map(|stated| known.of_stated(stated));
            assert!(at.iter().all(|at| *at > 0.0 && *at < 1.0), "{at:?}");
            assert!(at.is_sorted(), "{at:?}");
        }
    }
}
