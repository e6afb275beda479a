//! Ridge regression of a series on its own past, from accumulated products: one pass over the rows serves
//! every origin.

use std::ops::Range;

/// Most predictors of a regression.
pub const MAX_PREDICTORS: usize = 10;
/// Predictors, the constant and the target.
const WIDTH: usize = MAX_PREDICTORS + 2;
/// Products summed side by side.
const LANES: usize = 8;

/// Sums of products of (1, target, predictors) over rows seen so far.
#[derive(Clone)]
pub struct Gram {
    /// Of the target, 0, then of each predictor, ascending.
    lags: [usize; WIDTH - 1],
    predictors: usize,
    /// Upper triangle in use: `sums[i][j]` with i ≤ j; 0 is the constant, 1 the target.
    sums: [[f64; WIDTH]; WIDTH],
}

/// Coefficients on the scale of the predictors.
#[derive(Clone)]
pub struct Coefficients {
    /// The constant.
    pub constant: f64,
    /// One per predictor.
    pub slopes: [f64; MAX_PREDICTORS],
}

impl Gram {
    /// No rows yet; the predictors of a value are those so many hours before it, in ascending order.
    pub fn new(predictors: impl Iterator<Item = usize>) -> Self {
        let mut lags = [0; WIDTH - 1];
        let mut count = 0;
        for (place, lag) in lags[1..].iter_mut().zip(predictors) {
            *place = lag;
            count += 1;
        }
        Self {
            lags,
            predictors: count,
            sums: [[0.0; WIDTH]; WIDTH],
        }
    }

    /// Adds the rows whose target is one of `values[rows]`.
    pub fn add(&mut self, values: &[f64], rows: Range<usize>) {
        let lags = &self.lags[..=self.predictors];
        let column = |i: usize| &values[rows.start - lags[i]..rows.end - lags[i]];
        // Two columns that are both an hour older than two others have the products of those, but for the ends.
        let follows = |i: usize| i > 0 && lags[i] == lags[i - 1] + 1;
        let mut new = [[0.0; WIDTH - 1]; WIDTH - 1];
        self.sums[0][0] += rows.len() as f64;
        let mut sum = 0.0;
        for (i, lag) in lags.iter().enumerate() {
            let (first, left_out) = (rows.start - lag, rows.end - lag);
            sum = if follows(i) {
                sum + values[first] - values[left_out]
            } else {
                column(i).iter().sum::<f64>()
            };
            self.sums[0][i + 1] += sum;
            for (j, other) in lags.iter().enumerate().skip(i) {
                new[i][j] = if follows(i) && follows(j) {
                    let entering = values[first] * values[rows.start - other];
                    let leaving = values[left_out] * values[rows.end - other];
                    new[i - 1][j - 1] + entering - leaving
                } else {
                    dot(column(i), column(j))
                };
            }
            for (sum, new) in self.sums[i + 1][i + 1..].iter_mut().zip(&new[i][i..]) {
                *sum += new;
            }
        }
    }

    /// The coefficients with penalty `lambda` on standardised predictors; `None` without two rows per
    /// predictor or without any variation.
    pub fn solve(&self, lambda: f64) -> Option<Coefficients> {
        let p = self.predictors;
        let n = self.sums[0][0];
        if n < 2.0 * p as f64 {
            return None;
        }
        let per_row = 1.0 / n;
        let means = self.sums[0].map(|sum| sum * per_row);
        let covariance = |i: usize, j: usize| self.sums[i][j] * per_row - means[i] * means[j];
        // Of predictor i at i: one over its deviation.
        let mut unit = [1.0; MAX_PREDICTORS];
        for (i, unit) in unit.iter_mut().enumerate().take(p) {
            let variance = covariance(i + 2, i + 2);
            *unit = if variance > 1e-12 {
                1.0 / variance.sqrt()
            } else {
                1.0
            };
        }
        let mut matrix = [[0.0; MAX_PREDICTORS]; MAX_PREDICTORS];
        let mut slopes = [0.0; MAX_PREDICTORS];
        for i in 0..p {
            for j in i..p {
                matrix[j][i] = covariance(i + 2, j + 2) * (unit[i] * unit[j]);
            }
            matrix[i][i] += lambda;
            slopes[i] = covariance(1, i + 2) * unit[i];
        }
        cholesky_solve(&mut matrix, &mut slopes, p)?;
        let mut constant = means[1];
        for (i, slope) in slopes.iter_mut().enumerate().take(p) {
            *slope *= unit[i];
            constant -= *slope * means[i + 2];
        }
        Some(Coefficients { constant, slopes })
    }
}

/// Σ one·other, of one length.
fn dot(one: &[f64], other: &[f64]) -> f64 {
    let (ones, rest) = one.as_chunks::<LANES>();
    let (others, other_rest) = other.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for (one, other) in ones.iter().zip(others) {
        for lane in 0..LANES {
            sums[lane] += one[lane] * other[lane];
        }
    }
    let (near, far) = sums.split_at(LANES / 2);
    let sum: f64 = near.iter().zip(far).map(|(a, b)| a + b).sum();
    let rest = rest.iter().zip(other_rest);
    sum + rest.map(|(a, b)| a * b).sum::<f64>()
}

/// Solves `matrix · x = right` in place for a positive definite matrix given by its lower triangle.
fn cholesky_solve(
    matrix: &mut [[f64; MAX_PREDICTORS]; MAX_PREDICTORS],
    right: &mut [f64; MAX_PREDICTORS],
    size: usize,
) -> Option<()> {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let mut over_diagonal = [0.0; MAX_PREDICTORS];
    for j in 0..size {
        let (above, below) = matrix.split_at_mut(j + 1);
        let row = &mut above[j];
        let pivot = row[j] - dot(&row[..j], &row[..j]);
        if pivot <= 1e-14 {
            return None;
        }
        row[j] = pivot.sqrt();
        over_diagonal[j] = 1.0 / row[j];
        for lower in &mut below[..size - j - 1] {
            lower[j] = (lower[j] - dot(&lower[..j], &row[..j])) * over_diagonal[j];
        }
    }
    for i in 0..size {
        right[i] = (right[i] - dot(&matrix[i][..i], &right[..i])) * over_diagonal[i];
    }
    for i in (0..size).rev() {
        let sum: f64 = (i + 1..size).map(|k| matrix[k][i] * right[k]).sum();
        right[i] = (right[i] - sum) * over_diagonal[i];
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
            let mut gram = Gram::new([1, 3].into_iter());
            let mut from = 3;
            for until in until {
                gram.add(&values, from..*until);
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
    fn products_shared_by_neighbours_are_those_of_every_pair() {
        let values: Vec<f64> = (0..90).map(|at| f64::from(at * 7919 % 31) / 7.0).collect();
        let lags = [1, 2, 3, 7, 8, 20, 21, 22];
        let mut gram = Gram::new(lags.into_iter());
        gram.add(&values, 22..40);
        gram.add(&values, 40..90);
        let at = |row: usize, i: usize| match i {
            0 => 1.0,
            1 => values[row],
            _ => values[row - lags[i - 2]],
        };
        for i in 0..10 {
            for j in i..10 {
                let product: f64 = (22..90).map(|row| at(row, i) * at(row, j)).sum();
                assert!((gram.sums[i][j] - product).abs() < 1e-9, "{i} {j}");
            }
        }
    }

    #[test]
    fn too_few_rows_give_nothing() {
        let mut gram = Gram::new([1, 2].into_iter());
        gram.add(&[1.0, 2.0, 4.0, 3.0, 5.0, 2.0], 2..5);
        assert!(gram.solve(1e-4).is_none());
    }
}
