//! Ridge regression of a series on its own past, from accumulated products: one pass over the rows serves
//! every origin.

use std::ops::Range;

use crate::forecast::lanes::{dot, sum};

/// Most predictors of a regression.
pub const MAX_PREDICTORS: usize = 10;
/// Predictors, the constant and the target.
const WIDTH: usize = MAX_PREDICTORS + 2;

/// Sums of products of (1, target, predictors) over rows seen so far.
#[derive(Clone)]
pub struct Gram {
    /// Of the target, 0, then of each predictor, ascending.
    lags: [usize; WIDTH - 1],
    predictors: usize,
    /// Upper triangle in use: `sums[i][j]` with i ≤ j; 0 is the constant, 1 the target.
    sums: [[f64; WIDTH]; WIDTH],
}

/// Coefficients of so many regressions, on the scale of the predictors.
pub struct Coefficients<const N: usize> {
    /// The constants.
    pub constant: [f64; N],
    /// Of each predictor.
    pub slopes: [[f64; N]; MAX_PREDICTORS],
    /// Whether there are any: there are none without two rows per predictor or without any variation.
    pub solved: [bool; N],
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
        let mut total = 0.0;
        for (i, lag) in lags.iter().enumerate() {
            let (first, left_out) = (rows.start - lag, rows.end - lag);
            total = if follows(i) {
                total + values[first] - values[left_out]
            } else {
                sum(column(i))
            };
            self.sums[0][i + 1] += total;
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

    /// The coefficients of regressions on the same predictors, with penalty `lambda` on standardised ones: side by side, for the steps
    /// of a single one wait for each other.
    pub fn solve<const N: usize>(grams: [&Self; N], lambda: f64) -> Coefficients<N> {
        let p = grams[0].predictors;
        let rows = grams.map(|gram| gram.sums[0][0]);
        let mut solved = rows.map(|rows| rows >= 2.0 * p as f64);
        let per_row = rows.map(|rows| 1.0 / rows);
        let lanes = |of: &dyn Fn(usize) -> f64| -> [f64; N] { std::array::from_fn(of) };
        let mut means = [[0.0; N]; WIDTH];
        for (i, means) in means.iter_mut().enumerate().take(p + 2) {
            *means = lanes(&|lane| grams[lane].sums[0][i] * per_row[lane]);
        }
        let covariance = |i: usize, j: usize, lane: usize| {
            grams[lane].sums[i][j] * per_row[lane] - means[i][lane] * means[j][lane]
        };
        // Of predictor i at i: one over its deviation.
        let mut unit = [[1.0; N]; MAX_PREDICTORS];
        for (i, unit) in unit.iter_mut().enumerate().take(p) {
            *unit = lanes(&|lane| {
                let variance = covariance(i + 2, i + 2, lane);
                let over = 1.0 / variance.sqrt();
                if variance > 1e-12 { over } else { 1.0 }
            });
        }
        let mut matrix = [[[0.0; N]; MAX_PREDICTORS]; MAX_PREDICTORS];
        let mut slopes = [[0.0; N]; MAX_PREDICTORS];
        for i in 0..p {
            for j in i..p {
                let scale = |lane: usize| unit[i][lane] * unit[j][lane];
                matrix[j][i] = lanes(&|lane| covariance(i + 2, j + 2, lane) * scale(lane));
            }
            matrix[i][i] = matrix[i][i].map(|product| product + lambda);
            slopes[i] = lanes(&|lane| covariance(1, i + 2, lane) * unit[i][lane]);
        }
        let definite = cholesky_solve(&mut matrix, &mut slopes, p);
        let mut constant = means[1];
        for (i, slopes) in slopes.iter_mut().enumerate().take(p) {
            for lane in 0..N {
                slopes[lane] *= unit[i][lane];
                constant[lane] -= slopes[lane] * means[i + 2][lane];
            }
        }
        for (solved, definite) in solved.iter_mut().zip(definite) {
            *solved &= definite;
        }
        Coefficients {
            constant,
            slopes,
            solved,
        }
    }
}

/// `from` − Σ one·other, lane by lane.
fn less_products<const N: usize>(from: [f64; N], one: &[[f64; N]], other: &[[f64; N]]) -> [f64; N] {
    let mut sums = [0.0; N];
    for (one, other) in one.iter().zip(other) {
        for lane in 0..N {
            sums[lane] += one[lane] * other[lane];
        }
    }
    std::array::from_fn(|lane| from[lane] - sums[lane])
}

/// Solves `matrix · x = right` in place, in each lane, for a positive definite matrix given by its lower triangle; says in which lanes
/// it was one.
fn cholesky_solve<const N: usize>(
    matrix: &mut [[[f64; N]; MAX_PREDICTORS]; MAX_PREDICTORS],
    right: &mut [[f64; N]; MAX_PREDICTORS],
    size: usize,
) -> [bool; N] {
    let times = |one: [f64; N], other: [f64; N]| -> [f64; N] {
        std::array::from_fn(|lane| one[lane] * other[lane])
    };
    let mut definite = [true; N];
    let mut over_diagonal = [[0.0; N]; MAX_PREDICTORS];
    for j in 0..size {
        let (above, below) = matrix.split_at_mut(j + 1);
        let row = &mut above[j];
        let pivot = less_products(row[j], &row[..j], &row[..j]);
        for lane in 0..N {
            definite[lane] &= pivot[lane] > 1e-14;
        }
        row[j] = pivot.map(f64::sqrt);
        over_diagonal[j] = row[j].map(|root| 1.0 / root);
        for lower in &mut below[..size - j - 1] {
            lower[j] = times(
                less_products(lower[j], &lower[..j], &row[..j]),
                over_diagonal[j],
            );
        }
    }
    for i in 0..size {
        let (before, rest) = right.split_at_mut(i);
        rest[0] = times(
            less_products(rest[0], &matrix[i][..i], before),
            over_diagonal[i],
        );
    }
    for i in (0..size).rev() {
        let mut sums = [0.0; N];
        for k in i + 1..size {
            for lane in 0..N {
                sums[lane] += matrix[k][i][lane] * right[k][lane];
            }
        }
        let left = std::array::from_fn(|lane| right[i][lane] - sums[lane]);
        right[i] = times(left, over_diagonal[i]);
    }
    definite
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
            let solved = Gram::solve([&gram], lambda);
            assert!(solved.solved[0]);
            (solved.constant[0], solved.slopes.map(|slope| slope[0]))
        };
        let (once, in_steps) = (solved(&[60], 0.0), solved(&[10, 33, 60], 0.0));
        // Against the normal equations, by hand: residuals are orthogonal to every predictor.
        let residual = |at: usize| {
            let predicted = once.1[0] * values[at - 1] + once.1[1] * values[at - 3];
            values[at] - once.0 - predicted
        };
        for lag in [1, 3] {
            let product: f64 = (3..60).map(|at| residual(at) * values[at - lag]).sum();
            assert!(product.abs() < 1e-6, "{lag}: {product}");
        }
        assert!((once.1[0] - in_steps.1[0]).abs() < 1e-9);
        assert!(solved(&[60], 1.0).1[0].abs() < once.1[0].abs());
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
        assert!(!Gram::solve([&gram], 1e-4).solved[0]);
    }
}
