//! [`Troughs`]: the hour of the day in which a move disturbs its shards least.
//!
//! By the forecast: what both shards are asked for as things lie, by hour of the day (UTC), on average over the hours ahead. A day
//! that is not forecast whole has no trough.

use crate::access::HOUR_MS;

use super::input::PlanInput;

const DAY: usize = 24;

/// The quietest hour of the day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trough {
    /// 0 to 23, UTC.
    pub hour: usize,
    /// Its requests as a share of the mean hour's.
    pub share: f64,
}

/// What every shard is asked for by hour of the day.
#[derive(Clone, Debug)]
pub struct Troughs {
    /// By shard, mean requests.
    by_hour: Vec<Option<[f64; DAY]>>,
}

impl Troughs {
    /// Of a forecast that begins in the hour of `as_of_ms`.
    pub fn of(input: &PlanInput, as_of_ms: i64) -> Self {
        let first = as_of_ms.div_euclid(HOUR_MS).rem_euclid(DAY as i64) as usize;
        let mut hours: Vec<Vec<f64>> = vec![Vec::new(); input.shards.len()];
        for placed in &input.segments {
            let parts = placed.demand.iter().flat_map(|demand| &demand.regions);
            let load = &mut hours[placed.shard];
            for part in parts {
                load.resize(load.len().max(part.hourly_requests.len()), 0.0);
                for (sum, requests) in load.iter_mut().zip(&part.hourly_requests) {
                    *sum += requests;
                }
            }
        }
        let of_day = |load: &Vec<f64>| {
            let days = load.len() / DAY;
            let mut mean = [0.0; DAY];
            for (at, requests) in load[..days * DAY].iter().enumerate() {
                mean[(first + at) % DAY] += requests / days as f64;
            }
            (days > 0).then_some(mean)
        };
        Self {
            by_hour: hours.iter().map(of_day).collect(),
        }
    }

    /// Of two shards together; `None` where neither is asked for anything, or every hour is like the others.
    pub fn between(&self, from: usize, to: usize) -> Option<Trough> {
        let known = [from, to]
            .into_iter()
            .filter_map(|shard| self.by_hour[shard]);
        let mut sums = [0.0; DAY];
        for (hour, requests) in known.flat_map(|hours| hours.into_iter().enumerate()) {
            sums[hour] += requests;
        }
        let mean = sums.iter().sum::<f64>() / DAY as f64;
        let hour = (0..DAY).min_by(|&a, &b| sums[a].total_cmp(&sums[b]))?;
        let share = sums[hour] / mean;
        (mean > 0.0 && share < 1.0 - 1e-9).then_some(Trough { hour, share })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::sample;

    #[test]
    fn the_trough_is_the_hour_in_which_both_shards_are_asked_least() {
        let mut input = sample::two_regions();
        let hours = |quiet: usize| -> Vec<f64> {
            let at = |hour: usize| if hour % 24 == quiet { 4.0 } else { 12.0 };
            (0..168).map(at).collect()
        };
        // The forecast begins at 22:00: its hour 5 is 03:00.
        let as_of_ms = 22 * HOUR_MS + 1;
        assert_eq!(Troughs::of(&input, as_of_ms).between(0, 1), None, "flat");
        input.segments[0].demand.as_mut().unwrap().regions[0].hourly_requests = hours(5);
        let trough = Troughs::of(&input, as_of_ms).between(0, 1).unwrap();
        assert_eq!(trough.hour, 3);
        assert!((trough.share - 4.0 / ((23.0 * 12.0 + 4.0) / 24.0)).abs() < 1e-9);
        input.segments[0].demand.as_mut().unwrap().regions[0]
            .hourly_requests
            .truncate(23);
        assert_eq!(
            Troughs::of(&input, as_of_ms).between(0, 1),
            None,
            "no whole day"
        );
    }
}
