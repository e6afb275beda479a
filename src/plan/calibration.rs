//! [`Calibration`]: what stated confidences were worth, from moves whose outcome is known.
//!
//! Isotonic regression (Ayer et al. 1955, pool adjacent violators) of "it paid" on the confidence that was stated. Each
//! pool is drawn towards what it stated by two imagined outcomes, so that few of them make no certainty.

/// Scored clumps from which stated confidences are believed, or corrected.
pub const ENOUGH: usize = 30;
/// Imagined outcomes that a pool begins with.
const PRIOR: f64 = 2.0;

/// Outcomes of moves that were proposed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    /// (Stated confidence, whether it paid), by confidence.
    outcomes: Vec<(f64, bool)>,
    pools: Vec<Pool>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Pool {
    /// The highest confidence in it.
    until: f64,
    stated: f64,
    paid: f64,
    count: f64,
}

impl Pool {
    fn share(&self) -> f64 {
        let mean = self.stated / self.count;
        (self.paid + PRIOR * mean) / (self.count + PRIOR)
    }
}

impl Calibration {
    /// From (stated confidence, whether it paid).
    pub fn of(mut outcomes: Vec<(f64, bool)>) -> Self {
        outcomes.retain(|(stated, _)| stated.is_finite());
        outcomes.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut pools: Vec<Pool> = Vec::new();
        for alike in outcomes.chunk_by(|a, b| a.0 == b.0) {
            let until = alike[0].0;
            pools.push(Pool {
                until,
                stated: until * alike.len() as f64,
                paid: alike.iter().filter(|(_, paid)| *paid).count() as f64,
                count: alike.len() as f64,
            });
            while let [.., a, b] = pools.as_slice()
                && a.paid / a.count >= b.paid / b.count
            {
                let merged = Pool {
                    until: b.until,
                    stated: a.stated + b.stated,
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
        let pool = pool.or(self.pools.last());
        pool.map_or(stated, Pool::share).clamp(0.0, 1.0)
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
        assert!((high - 0.5).abs() < 0.03, "{high}");
        assert!((low - 0.4).abs() < 0.03, "{low}");
        assert_eq!(
            known.of_stated(0.99),
            high,
            "beyond what was seen, the last pool"
        );
        assert!(known.of_stated(0.7) >= low);
        let brier = 0.5 * (0.5 * 0.95_f64.powi(2) + 0.5 * 0.05_f64.powi(2))
            + 0.5 * (0.6 * 0.36 + 0.4 * 0.16);
        assert!((known.brier().unwrap() - brier).abs() < 1e-9);
        assert_eq!(known.label(), "calibrated by 80 scored clumps");
    }

    #[test]
    fn pools_never_fall() {
        let outcomes = (0..200).map(|n| (f64::from(n) / 200.0, n * 7919 % 13 < n / 16));
        let known = Calibration::of(outcomes.collect());
        let at: Vec<f64> = (0..=20)
            .map(|n| known.of_stated(f64::from(n) / 20.0))
            .collect();
        assert!(
            at.windows(2).all(|pair| pair[0] <= pair[1] + 0.06),
            "{at:?}"
        );
    }
}
