//! Ridge regression from accumulated products: one pass over the rows serves every origin.

/// Most predictors of a regression.
pub const MAX_PREDICTORS: usize = 11;
/// Predictors, the constant and the target.
const WIDTH: usize = MAX_PREDICTORS + 3;
/// Rows added at once, which spares most of the memory traffic.
pub const ROWS: usize = 4;

/// 1, predictors, target; the rest 0.
pub type Row = [f64; WIDTH];

/// Sums of products of (1, predictors, target) over rows seen so far.
#[derive(Clone)]
pub struct Gram {
    predictors: usize,
    /// Upper triangle in use: `sums[i][j]` with i ≤ j; 0 is the constant, `predictors + 1` the target.
    sums: [Row; WIDTH],
}

/// Coefficients on the scale of the predictors.
pub struct Coefficients {
    /// The constant.
    pub constant: f64,
    /// One per predictor.
    pub slopes: [f64; MAX_PREDICTORS],
}

impl Gram {
    /// No rows yet.
    pub fn new(predictors: usize) -> Self {
        Self {
            predictors,
            sums: [[0.0; WIDTH]; WIDTH],
        }
    }

    /// Adds rows: of each, the first is 1, then the predictors, then the target; what follows is ignored.
    pub fn add(&mut self, rows: &[Row; ROWS]) {
        let [first, second, third, fourth] = rows;
        for (i, sums) in self.sums.iter_mut().enumerate().take(self.predictors + 2) {
            for j in 0..WIDTH {
                sums[j] += (first[i] * first[j] + second[i] * second[j])
                    + (third[i] * third[j] + fourth[i] * fourth[j]);
            }
        }
    }

    /// The coefficients with penalty `lambda` on standardised predictors; `None` without two rows per
    /// predictor or without any variation.
    pub fn solve(&self, lambda: f64) -> Option<Coefficients> {
        let (p, target) = (self.predictors, self.predictors + 1);
        let n = self.sums[0][0];
        if n < 2.0 * p as f64 {
            return None;
        }
        let mean = |i: usize| self.sums[0][i] / n;
        let covariance = |i: usize, j: usize| self.sums[i][j] / n - mean(i) * mean(j);
        let mut deviation = [1.0; WIDTH];
        for (i, deviation) in deviation.iter_mut().enumerate().take(p + 1).skip(1) {
            let variance = covariance(i, i);
            *deviation = if variance > 1e-12 {
                variance.sqrt()
            } else {
                1.0
            };
        }
        let mut matrix = [[0.0; MAX_PREDICTORS]; MAX_PREDICTORS];
        let mut slopes = [0.0; MAX_PREDICTORS];
        for i in 0..p {
            for j in i..p {
                let value = covariance(i + 1, j + 1) / (deviation[i + 1] * deviation[j + 1]);
                matrix[j][i] = value;
            }
            matrix[i][i] += lambda;
            slopes[i] = covariance(i + 1, target) / deviation[i + 1];
        }
        cholesky_solve(&mut matrix, &mut slopes, p)?;
        let mut constant = mean(target);
        for (i, slope) in slopes.iter_mut().enumerate().take(p) {
            *slope /= deviation[i + 1];
            constant -= *slope * mean(i + 1);
        }
        Some(Coefficients { constant, slopes })
    }
}

/// Solves `matrix · x = right` in place for a positive definite matrix given by its lower triangle.
fn cholesky_solve(
    matrix: &mut [[f64; MAX_PREDICTORS]; MAX_PREDICTORS],
    right: &mut [f64; MAX_PREDICTORS],
    size: usize,
) -> Option<()> {
    for j in 0..size {
        for i in j..size {
            let sum: f64 = (0..j).map(|k| matrix[i][k] * matrix[j][k]).sum();
            let value = matrix[i][j] - sum;
            if i == j {
                if value <= 1e-14 {
                    return None;
                }
                matrix[j][j] = value.sqrt();
            } else {
                matrix[i][j] = value / matrix[j][j];
            }
        }
    }
    for i in 0..size {
        let sum: f64 = (0..i).map(|k| matrix[i][k] * right[k]).sum();
        right[i] = (right[i] - sum) / matrix[i][i];
    }
    for i in (0..size).rev() {
        let sum: f64 = (i + 1..size).map(|k| matrix[k][i] * right[k]).sum();
        right[i] = (right[i] - sum) / matrix[i][i];
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_and_the_penalty_shrinks_it() {
        let mut gram = Gram::new(2);
        for first in (0..40).step_by(ROWS) {
            gram.add(&std::array::from_fn(|i| {
                let i = (first + i) as f64;
                let (a, b) = (i, i * i % 7.0);
                let mut row = Row::default();
                row[..4].copy_from_slice(&[1.0, a, b, 5.0 + 2.0 * a - 3.0 * b]);
                row
            }));
        }
        let exact = gram.solve(0.0).unwrap();
        assert!((exact.constant - 5.0).abs() < 1e-9);
        assert!((exact.slopes[0] - 2.0).abs() < 1e-9 && (exact.slopes[1] + 3.0).abs() < 1e-9);
        let shrunk = gram.solve(1.0).unwrap();
        assert!(shrunk.slopes[0] > 0.0 && shrunk.slopes[0] < 1.5);
    }

    #[test]
    fn too_few_rows_give_nothing() {
        let mut gram = Gram::new(2);
        gram.add(&[Row::default(); ROWS]);
        assert!(gram.solve(1e-4).is_none());
    }
}
