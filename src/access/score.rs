//! The access score: recency and frequency in one number.
//!
//! An access counts 1 when it happens and half as much with every half-life that passes, as of the
//! newest ingested event: `score = Σ accesses(hour) · 2^(−age(hour) / half-life)`, with the age in
//! whole hours. A score of n reads as "as hot as n accesses in the newest hour". An object accessed
//! at a steady rate r an hour tends to r · half-life / ln 2.

use super::{HOUR_MS, HourCount};

/// Half-life of an access: a week, so that neither a night nor a weekend makes an object cold.
pub const HALF_LIFE_HOURS: f64 = 168.0;

/// The score of these counts as of `newest_event_ms`. Hours after it count as now.
pub fn access_score<'a>(
    hours: impl IntoIterator<Item = &'a HourCount>,
    newest_event_ms: i64,
) -> f64 {
    let now = newest_event_ms.div_euclid(HOUR_MS);
    hours
        .into_iter()
        .map(|count| {
            let age = (now - count.hour).max(0) as f64;
            count.accesses as f64 * (-age / HALF_LIFE_HOURS).exp2()
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::OperationClass;

    fn hour(hour: i64, accesses: u64) -> HourCount {
        HourCount {
            hour,
            region: 0,
            tenant: 0,
            class: OperationClass::Read,
            requests: accesses * 3,
            accesses,
            assumed: 0,
            bytes: 0,
        }
    }

    #[test]
    fn an_access_is_worth_half_after_a_week() {
        let now = 1_000 * HOUR_MS + 5;
        for (hours, score) in [
            (vec![], 0.0),
            (vec![hour(1_000, 4)], 4.0),
            (vec![hour(1_000 - 168, 4)], 2.0),
            (vec![hour(1_000 - 336, 4), hour(1_000, 1)], 2.0),
            (vec![hour(1_005, 4)], 4.0),
        ] {
            assert!((access_score(&hours, now) - score).abs() < 1e-12);
        }
    }
}
