//! What candidates missed from past origins, added up and compared.

/// Mean errors below this share of the largest value are none.
pub(super) const EXACT: f64 = 1e-9;

/// Sum and number of errors.
#[derive(Clone, Copy, Default)]
pub(super) struct Errors {
    pub sum: f64,
    pub count: f64,
}

impl Errors {
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            sum: self.sum + other.sum,
            count: self.count + other.count,
        }
    }

    pub(super) fn mean(self) -> Option<f64> {
        (self.count > 0.0).then(|| self.sum / self.count)
    }
}

/// Errors per past origin; `None` where there was no forecast.
pub(super) type PastErrors = Vec<Option<Errors>>;

/// Σ |forecast − actual|.
pub(super) fn distance(forecast: &[f64], actual: &[f64]) -> f64 {
    let (forecasts, rest) = forecast.as_chunks::<4>();
    let (actuals, rest_actual) = actual.as_chunks::<4>();
    let mut sums = [0.0; 4];
    for (forecast, actual) in forecasts.iter().zip(actuals) {
        for lane in 0..4 {
            sums[lane] += (forecast[lane] - actual[lane]).abs();
        }
    }
    let rest = rest.iter().zip(rest_actual);
    sums.iter().sum::<f64>() + rest.map(|(a, b)| (a - b).abs()).sum::<f64>()
}

/// Σ |forecast − actual| of the known hours and their number; four sums side by side, for a single one would
/// wait for every addition.
pub(super) fn absolute_errors(forecast: &[f64], actual: &[f64], known: &[bool]) -> (f64, f64) {
    let (mut sums, mut counts) = ([0.0; 4], [0.0; 4]);
    let hours = forecast
        .chunks(4)
        .zip(actual.chunks(4))
        .zip(known.chunks(4));
    for ((forecast, actual), known) in hours {
        for (lane, ((forecast, actual), known)) in
            forecast.iter().zip(actual).zip(known).enumerate()
        {
            let known = f64::from(u8::from(*known));
            sums[lane] += known * (forecast - actual).abs();
            counts[lane] += known;
        }
    }
    (sums.iter().sum(), counts.iter().sum())
}

/// Mean error of a candidate over the origins but `out`. Where it had no forecast at some of them, its error
/// relative to the reference's at the same ones, times the reference's at all; the fewer they are, the nearer to
/// the reference it is taken to be, as if it had been like it at one more. Where the reference erred at none of the
/// same, as after a step from one constant to another, nothing says how hard the others were: both errors count.
pub(super) fn mean_error(
    row: &PastErrors,
    reference: &PastErrors,
    out: Option<usize>,
) -> Option<f64> {
    let kept = |index: &usize| Some(*index) != out;
    let (mut own, mut same, mut all) = (Errors::default(), Errors::default(), Errors::default());
    let mut tests = 0.0;
    if row.iter().all(Option::is_some) {
        let errors = (0..row.len()).filter(kept).filter_map(|index| row[index]);
        return errors.fold(own, Errors::plus).mean();
    }
    for index in (0..row.len()).filter(kept) {
        let of_reference = reference[index].unwrap_or_default();
        all = all.plus(of_reference);
        if let Some(errors) = row[index] {
            tests += 1.0;
            own = own.plus(errors);
            same = same.plus(of_reference);
        }
    }
    let own_mean = own.mean()?;
    match (same.mean(), all.mean()) {
        (Some(same_mean), Some(all_mean)) if same.count < all.count && same_mean > EXACT => {
            Some((tests * own_mean / same_mean + 1.0) / (tests + 1.0) * all_mean)
        }
        (_, Some(all_mean)) if same.count < all.count => Some(own_mean + all_mean),
        _ => Some(own_mean),
    }
}
