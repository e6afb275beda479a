//! What a stretch of the scenario's traffic costs under a placement: counted request by request, with
//! the true place of every requester, and nothing of the planner's.

use std::ops::Range;

use super::log_line::Verb;
use super::traffic::{ScenarioSession, each_session};
use super::{Catalogue, SHARDS, Site};

const GIB: f64 = 1_073_741_824.0;
const HOURS_A_MONTH: f64 = 730.0;

/// Prices of the demo's fleet.
#[derive(Clone, Copy, Debug)]
pub struct Economy {
    /// USD per GiB and month in us-east-1 and eu-central-1.
    pub storage_usd_per_gib_month: [f64; 2],
    /// USD per 1,000 reads.
    pub read_usd_per_1000: [f64; 2],
    /// USD per 1,000 writes.
    pub write_usd_per_1000: [f64; 2],
    /// USD per GiB from one region to the other.
    pub egress_usd_per_gib: f64,
    /// Round trip between the regions, milliseconds.
    pub round_trip_ms: f64,
    /// What a millisecond of waiting is worth, USD.
    pub usd_per_ms: f64,
    /// What an access is worth that leaves the shard of its session, USD.
    pub usd_per_cross_shard_access: f64,
}

impl Economy {
    /// What the demo's config says.
    pub const DEMO: Self = Self {
        storage_usd_per_gib_month: [0.023, 0.0245],
        read_usd_per_1000: [0.0004, 0.00043],
        write_usd_per_1000: [0.005, 0.0054],
        egress_usd_per_gib: 0.02,
        round_trip_ms: 92.0,
        usd_per_ms: 0.000_02,
        usd_per_cross_shard_access: 0.000_2,
    };
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replayed {
    /// Requests that read.
    pub reads: u64,
    /// Of these, how many came from another region than their object's.
    pub cross_region_reads: u64,
    /// Requests by shard, as in `SHARDS`.
    pub requests: [u64; SHARDS.len()],
    /// Bytes stored by shard.
    pub bytes: [u64; SHARDS.len()],
    /// All of it at a month's length, USD.
    pub usd_month: f64,
}

impl Replayed {
    /// Share of reads from another region.
    pub fn cross_region_read_ratio(&self) -> f64 {
        self.cross_region_reads as f64 / (self.reads.max(1)) as f64
    }

    /// Requests of the busiest shard against the mean: 1 is even.
    pub fn imbalance(&self) -> f64 {
        let total: u64 = self.requests.iter().sum();
        let most = self.requests.iter().max().copied().unwrap_or_default();
        most as f64 * SHARDS.len() as f64 / (total.max(1)) as f64
    }
}

/// Replays these days with every object where `shard_of` puts its key (an index into `SHARDS`).
pub fn replay(
    catalogue: &Catalogue,
    seed: u64,
    days: Range<u32>,
    economy: &Economy,
    shard_of: &dyn Fn(&str) -> usize,
) -> Replayed {
    let mut total = Replayed::default();
    let mut usd = 0.0;
    let hours = f64::from(days.end - days.start) * 24.0;
    each_session(catalogue, seed, days, &mut |session| {
        usd += total.take(&session, economy, shard_of);
    });
    for object in catalogue.objects() {
        total.bytes[shard_of(&object.key)] += object.size;
    }
    let storage = total.bytes.iter().zip(SHARDS).map(|(bytes, shard)| {
        *bytes as f64 / GIB * economy.storage_usd_per_gib_month[index(shard.site)]
    });
    total.usd_month = usd * HOURS_A_MONTH / hours + storage.sum::<f64>();
    total
}

impl Replayed {
    /// Counts a session; its price, USD.
    fn take(
        &mut self,
        session: &ScenarioSession,
        economy: &Economy,
        shard_of: &dyn Fn(&str) -> usize,
    ) -> f64 {
        let mut usd = 0.0;
        let mut before = None;
        for (_, line) in &session.lines {
            let shard = shard_of(&line.key);
            let at = SHARDS[shard].site;
            let far = at != session.site;
            self.requests[shard] += 1;
            if line.verb == Verb::Put {
                usd += economy.write_usd_per_1000[index(at)] / 1_000.0;
            } else {
                self.reads += 1;
                self.cross_region_reads += u64::from(far);
                usd += economy.read_usd_per_1000[index(at)] / 1_000.0;
            }
            if far {
                usd += economy.round_trip_ms * economy.usd_per_ms;
            }
            if far && line.verb == Verb::Get {
                usd += line.size as f64 / GIB * economy.egress_usd_per_gib;
            }
            if before.is_some_and(|before| before != shard) {
                usd += economy.usd_per_cross_shard_access;
            }
            before = Some(shard);
        }
        usd
    }
}

fn index(site: Site) -> usize {
    match site {
        Site::UsEast => 0,
        Site::EuCentral => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::super::DAYS;
    use super::*;

    #[test]
    fn data_beside_its_readers_costs_less() {
        let catalogue = Catalogue::new(1);
        let first: std::collections::BTreeMap<_, _> = catalogue
            .objects()
            .map(|object| (object.key.clone(), object.shard))
            .collect();
        let week = DAYS..DAYS + 7;
        let run = |shard_of: &dyn Fn(&str) -> usize| {
            replay(&catalogue, 1, week.clone(), &Economy::DEMO, shard_of)
        };
        let before = run(&|key| first[key]);
        let after = run(&|key| {
            if key.contains("/aurora/") || key.contains("/harbor/") {
                2
            } else {
                first[key]
            }
        });
        assert_eq!(before.reads, after.reads);
        assert!(after.cross_region_reads < before.cross_region_reads);
        assert!(after.usd_month < before.usd_month);
        let stored = |replayed: &Replayed| replayed.bytes.iter().sum::<u64>();
        assert_eq!(stored(&before), stored(&after));
    }
}
