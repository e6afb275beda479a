//! [`sparkline`]: a series as one line of eight block heights.

/// Heights from almost nothing to the maximum.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// At most `width` blocks, each the mean of neighbouring values, the tallest being the maximum. Zero
/// is the lowest block; what is not known or not finite is a space.
pub fn sparkline(values: &[Option<f64>], width: usize) -> String {
    let per_block = values.len().div_ceil(width.max(1)).max(1);
    let means: Vec<Option<f64>> = values.chunks(per_block).map(mean).collect();
    let highest = means.iter().flatten().copied().fold(0.0, f64::max);
    means
        .into_iter()
        .map(|mean| mean.map_or(' ', |mean| block(mean, highest)))
        .collect()
}

fn mean(values: &[Option<f64>]) -> Option<f64> {
    let known: Vec<f64> = values
        .iter()
        .flatten()
        .copied()
        .filter(|v| v.is_finite())
        .collect();
    (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
}

fn block(value: f64, highest: f64) -> char {
    let share = if highest > 0.0 {
        (value / highest).clamp(0.0, 1.0)
    } else {
        0.0
    };
    BLOCKS[(share * (BLOCKS.len() - 1) as f64).round() as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_follow_values() {
        let some = |values: &[f64]| values.iter().copied().map(Some).collect::<Vec<_>>();
        for (values, width, line) in [
            (some(&[0.0, 3.5, 7.0]), 10, "▁▅█"),
            (some(&[0.0, 2.0, 4.0, 4.0]), 2, "▃█"),
            (some(&[0.0, 0.0]), 5, "▁▁"),
            (vec![Some(1.0), None, Some(f64::NAN)], 5, "█  "),
            (vec![], 5, ""),
        ] {
            assert_eq!(sparkline(&values, width), line, "{values:?}");
        }
    }
}
