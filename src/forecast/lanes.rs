//! Sums of many numbers, eight side by side: a single one would wait for every addition.

const LANES: usize = 8;

/// The sum of the values.
pub fn sum(values: &[f64]) -> f64 {
    sum_of(values, |value| value)
}

/// The sum of what each value is taken for.
pub fn sum_of(values: &[f64], taken: impl Fn(f64) -> f64) -> f64 {
    let (eights, rest) = values.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for eight in eights {
        for lane in 0..LANES {
            sums[lane] += taken(eight[lane]);
        }
    }
    together(&sums) + rest.iter().map(|value| taken(*value)).sum::<f64>()
}

/// Σ one·other, of one length.
pub fn dot(one: &[f64], other: &[f64]) -> f64 {
    let (ones, rest) = one.as_chunks::<LANES>();
    let (others, other_rest) = other.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for (one, other) in ones.iter().zip(others) {
        for lane in 0..LANES {
            sums[lane] += one[lane] * other[lane];
        }
    }
    let rest = rest.iter().zip(other_rest);
    together(&sums) + rest.map(|(a, b)| a * b).sum::<f64>()
}

fn together(sums: &[f64; LANES]) -> f64 {
    let (near, far) = sums.split_at(LANES / 2);
    near.iter().zip(far).map(|(a, b)| a + b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_one_after_the_other() {
        for count in [0, 1, 7, 8, 9, 40, 43] {
            let values: Vec<f64> = (0..count).map(f64::from).collect();
            let squares: f64 = values.iter().map(|value| value * value).sum();
            assert_eq!(sum(&values), values.iter().sum::<f64>(), "{count}");
            assert_eq!(dot(&values, &values), squares, "{count}");
            assert_eq!(sum_of(&values, |value| value * value), squares, "{count}");
        }
    }
}
