//! Ridge regression of a series on its own past, from accumulated products: one pass over the rows serves
//! every origin.

use std::ops::Range;

/// Most predictors of a regression.
pub const MAX_PREDICTORS: usize = 10;
/// Predictors, the constant and the target.
const WIDTH: usize = MAX_PREDICTORS + 2;
/// Products summed side by side.
const LANES: usize = 4;

/// Sums of products of (1, predictors, target) over rows seen so far.
#[derive(Clone)]
pub struct Gram {
    predictors: usize,
    /// Upper triangle in use: `sums[i][j]` with i ≤ j; 0 is the constant, `predictors + 1` the target.
    sums: [[f64; WIDTH]; WIDTH],
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

    /// Adds the rows whose target is one of `values[rows]`; the predictors are the values `lags` before it.
    pub fn add(&mut self, values: &[f64], lags: impl Iterator<Item = usize>, rows: Range<usize>) {
        let mut columns: [&[f64]; WIDTH] = [&[]; WIDTH];
        for (column, lag) in columns[1..].iter_mut().zip(lags.chain([0])) {
            *column = &values[rows.start - lag..rows.end - lag];
        }
        let columns = &columns[..self.predictors + 2];
        self.sums[0][0] += rows.len() as f64;
        for (i, column) in columns.iter().enumerate().skip(1) {
            self.sums[0][i] += column.iter().sum::<f64>();
            let others = columns[i..].chunks(2).zip(self.sums[i][i..].chunks_mut(2));
            for (others, sums) in others {
                let last = others[others.len() - 1];
                let products = dots(column, others[0], last);
                for (sum, product) in sums.iter_mut().zip(products) {
                    *sum += product;
                }
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

/// Σ column·one and Σ column·other, all of one length: two at once, for each value is then read once.
fn dots(column: &[f64], one: &[f64], other: &[f64]) -> [f64; 2] {
    let (columns, rest) = column.as_chunks::<LANES>();
    let (ones, one_rest) = one.as_chunks::<LANES>();
    let (others, other_rest) = other.as_chunks::<LANES>();
    let (mut first, mut second) = ([0.0; LANES], [0.0; LANES]);
    for ((column, one), other) in columns.iter().zip(ones).zip(others) {
        for lane in 0..LANES {
            first[lane] += column[lane] * one[lane];
            second[lane] += column[lane] * other[lane];
        }
    }
    let sum = |lanes: [f64; LANES]| (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
    let of_rest = |other: &[f64]| rest.iter().zip(other).map(|(a, b)| a * b).sum::<f64>();
    [
        sum(first) + of_rest(one_rest),
        sum(second) + of_rest(other_rest),
    ]
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
    fn a_recurrence_is_found_and_the_penalty_shrinks_it() {
        let mut values = vec![1.0, 0.0, 3.0];
        for at in 3..60 {
            let noise = f64::from(at as i32 * 7919 % 13) - 6.0;
            values.push(2.0 + 0.5 * values[at - 1] - 0.3 * values[at - 3] + noise);
        }
        let solved = |until: &[usize], lambda| {
            let mut gram = Gram::new(2);
            let mut from = 3;
            for until in until {
                gram.add(&values, [1, 3].into_iter(), from..*until);
                from = *until;
            }
            gram.solve(lambda).unwrap()
        };
        let (once, in_steps) = (solved(&[60], 0.0), solved(&[10, 33, 60], 0.0));
        // Against the normal equations, by hand: residuals are orthogonal to every predictor.
        let residual = |at: usize| {
            let predicted = once.slopes[0] * values[at - 1] + once.slopes[1] * values[at - 3];
            values[at] - once.constant - predicted
        };
        for lag in [1, 3] {
            let product: f64 = (3..60).map(|at| residual(at) * values[at - lag]).sum();
            assert!(product.abs() < 1e-6, "{lag}: {product}");
        }
        assert!((once.slopes[0] - in_steps.slopes[0]).abs() < 1e-9);
        assert!(solved(&[60], 1.0).slopes[0].abs() < once.slopes[0].abs());
    }

    #[test]
    fn too_few_rows_give_nothing() {
        let mut gram = Gram::new(2);
        gram.add(&[1.0, 2.0, 4.0, 3.0, 5.0, 2.0], [1, 2].into_iter(), 2..5);
        assert!(gram.solve(1e-4).is_none());
    }
}
