//! [`Busy`]: the price of busy hours between the vertices and shards of a board.

use super::constraint::hourly;
use super::input::PlanInput;
use super::overload::{of_hour, slope};

/// Busy hours and their price.
#[derive(Debug)]
pub(super) struct Busy {
    input: PlanInput,
    /// Milli-requests by vertex × hour.
    requests: Vec<f64>,
    hours: usize,
    /// Units of the board's costs in a dollar, times how often the hours repeat.
    units: f64,
}

impl Busy {
    pub fn new(input: &PlanInput, members: &[Vec<usize>], scale: f64) -> Self {
        let limited = (input.shards.iter()).position(|site| site.capacity_rps.is_some());
        let of_segment: Vec<Vec<u64>> = (input.segments.iter())
            .map(|placed| hourly(input, placed, limited.unwrap_or_default()).collect())
            .collect();
        let hours = of_segment.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let mut requests = vec![0.0; members.len() * hours];
        for (row, members) in requests.chunks_mut(hours).zip(members) {
            for (hour, millis) in members
                .iter()
                .flat_map(|&v| of_segment[v].iter().enumerate())
            {
                row[hour] += *millis as f64;
            }
        }
        // Prices and policy are all that is asked of it.
        let input = PlanInput {
            segments: Vec::new(),
            coaccess: Vec::new(),
            walks: super::Walks::default(),
            groups: Vec::new(),
            residency: Vec::new(),
            ..input.clone()
        };
        let units = 1e9 / scale * input.policy.horizon_hours / hours as f64;
        Self {
            input,
            requests,
            hours,
            units,
        }
    }

    /// Milli-requests by part × hour.
    pub fn loads(&self, part: &[u32], parts: usize) -> Vec<f64> {
        let mut loads = vec![0.0; parts * self.hours];
        for (row, &part) in self.requests.chunks(self.hours).zip(part) {
            let load = &mut loads[part as usize * self.hours..][..self.hours];
            for (sum, millis) in load.iter_mut().zip(row) {
                *sum += millis;
            }
        }
        loads
    }

    pub fn cost(&self, part: &[u32], parts: usize) -> i64 {
        let loads = self.loads(part, parts);
        let shards = loads.chunks(self.hours).zip(&self.input.shards);
        let usd = shards.map(|(hours, site)| -> f64 {
            let each = hours.iter().map(|load| of_hour(&self.input, site, *load).0);
            each.sum()
        });
        (usd.sum::<f64>() * self.units) as i64
    }

    /// What busy hours cost less when a vertex goes from one part to another.
    pub fn relief(&self, loads: &[f64], vertex: usize, (from, to): (usize, usize)) -> i64 {
        let usd = |part: usize, sign: f64| -> f64 {
            let site = &self.input.shards[part];
            let row = &self.requests[vertex * self.hours..][..self.hours];
            let hours = loads[part * self.hours..][..self.hours].iter().zip(row);
            let price = |load: f64| of_hour(&self.input, site, load).0;
            let lower = hours.filter(|(_, millis)| **millis > 0.0);
            lower
                .map(|(load, millis)| price(*load) - price(load + sign * millis))
                .sum()
        };
        ((usd(from, -1.0) + usd(to, 1.0)) * self.units) as i64
    }

    pub fn shift(&self, loads: &mut [f64], vertex: usize, (from, to): (usize, usize)) {
        for hour in 0..self.hours {
            let millis = self.requests[vertex * self.hours + hour];
            loads[from * self.hours + hour] -= millis;
            loads[to * self.hours + hour] += millis;
        }
    }

    /// By vertex × part what its requests cost on average between two loads.
    pub fn tolls(&self, before: &[f64], after: &[f64]) -> Vec<i64> {
        let site = |at: usize| &self.input.shards[at / self.hours];
        let slopes: Vec<f64> = (0..before.len())
            .map(|at| slope(&self.input, site(at), before[at], after[at]))
            .collect();
        let rows = self.requests.chunks(self.hours);
        let toll = |row: &[f64], slopes: &[f64]| -> i64 {
            let usd = row.iter().zip(slopes).map(|(millis, slope)| millis * slope);
            (usd.sum::<f64>() * self.units) as i64
        };
        rows.flat_map(|row| {
            slopes
                .chunks(self.hours)
                .map(move |slopes| toll(row, slopes))
        })
        .collect()
    }
}
