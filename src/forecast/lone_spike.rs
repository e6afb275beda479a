//! [`lone_spike`]: one hour so far beyond everything else that no model should be fitted to it.
//!
//! Least squares follow it for as long as it is remembered, and what it makes of the next hours is no forecast: it was never
//! seen before. A spike that has come before is a rhythm or a habit of the series, and stays.

/// So many times as far from the middle as the farthest other value.
const BEYOND: f64 = 4.0;
/// Fewest values that tell what is usual.
const FEWEST: usize = 72;

/// Where the only such value is, and what to take in its place: the middle of the values of the same hour of the day. The newest
/// value is none: nobody knows how it goes on.
pub fn lone_spike(values: &[f64]) -> Option<(usize, f64)> {
    if values.len() < FEWEST {
        return None;
    }
    // The two farthest from the mean of all, which tells a lone one; the mean itself moves by a fraction of it.
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let (mut at, mut most, mut next) = (0, 0.0, 0.0);
    for (index, value) in values.iter().enumerate() {
        let far = (value - mean).abs();
        if far > most {
            (at, most, next) = (index, far, most);
        } else if far > next {
            next = far;
        }
    }
    if most < BEYOND * next || at + 1 == values.len() {
        return None;
    }
    let mut same_hour: Vec<f64> = values.iter().skip(at % 24).step_by(24).copied().collect();
    let middle = same_hour.len() / 2;
    let (_, usual, _) = same_hour.select_nth_unstable_by(middle, f64::total_cmp);
    Some((at, *usual))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_never_came_before_is_taken_for_a_spike() {
        let usual = |hour: usize| (hour % 24) as f64 + (hour * 7919 % 13) as f64;
        let with = |spikes: &[usize]| -> Vec<f64> {
            let value = |hour| {
                if spikes.contains(&hour) {
                    900.0
                } else {
                    usual(hour)
                }
            };
            (0..300).map(value).collect()
        };
        let (at, instead) = lone_spike(&with(&[150])).unwrap();
        assert_eq!(at, 150);
        assert!((instead - 12.0).abs() < 7.0, "{instead}");
        for none in [&[][..], &[150, 200], &[150, 151], &[299]] {
            assert_eq!(lone_spike(&with(none)), None, "{none:?}");
        }
    }
}
