//! Two functions of statistics that the standard library lacks.

/// Half the width, in standard deviations, of the interval that holds `level` of a normal distribution;
/// within 4.5e-4: Abramowitz and Stegun, 26.2.23.
pub fn two_sided_quantile(level: f64) -> f64 {
    let tail = ((1.0 - level) / 2.0).clamp(1e-12, 0.5);
    let t = (-2.0 * tail.ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    (t - above / below).max(0.0)
}

/// The share of a normal distribution within so many standard deviations of its mean; within 1.5e-7: Abramowitz and Stegun,
/// 7.1.26.
pub fn within_deviations(deviations: f64) -> f64 {
    let x = deviations.max(0.0) / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let series = t * (-1.453_152_027 + t * 1.061_405_429);
    let series = t * (0.254_829_592 + t * (-0.284_496_736 + t * (1.421_413_741 + series)));
    // No error of the approximation may outweigh a small share.
    let near = deviations.max(0.0) * (2.0 / std::f64::consts::PI).sqrt();
    (1.0 - series * (-x * x).exp()).clamp(0.0, 1.0).min(near)
}

/// ln Γ(x) for x > 0, within 1e-9: Stirling's series, beyond 8 by Γ(x + 1) = x Γ(x).
pub fn ln_gamma(x: f64) -> f64 {
    let (mut x, mut product) = (x, 1.0);
    while x < 8.0 {
        product *= x;
        x += 1.0;
    }
    let inverse = 1.0 / (x * x);
    let series = 1.0 / 12.0 - inverse * (1.0 / 360.0 - inverse * (1.0 / 1260.0 - inverse / 1680.0));
    (x - 0.5) * x.ln() - x + std::f64::consts::TAU.ln() / 2.0 + series / x - f64::ln(product)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_and_gammas_are_the_tabled_ones() {
        for (level, z) in [
            (0.5, 0.674_490),
            (0.8, 1.281_552),
            (0.9, 1.644_854),
            (0.99, 2.575_829),
        ] {
            assert!((two_sided_quantile(level) - z).abs() < 5e-4, "{level}");
        }
        for (deviations, share) in [
            (0.0, 0.0),
            (0.01, 0.007_979),
            (1.0, 0.682_689),
            (1.645, 0.900_03),
            (9.0, 1.0),
        ] {
            assert!(
                (within_deviations(deviations) - share).abs() < 1e-5,
                "{deviations}"
            );
        }
        let mut factorial = 1.0_f64;
        for n in 1..20 {
            assert!(
                (ln_gamma(f64::from(n)) - factorial.ln()).abs() < 1e-9,
                "{n}"
            );
            factorial *= f64::from(n);
        }
        assert!((ln_gamma(0.5) - std::f64::consts::PI.sqrt().ln()).abs() < 1e-9);
        assert!((ln_gamma(0.03) - 3.490_0).abs() < 1e-2);
    }
}
