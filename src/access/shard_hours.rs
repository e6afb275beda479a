//! [`ShardHours`]: how many records of any kind the logs have of each shard in each hour. It tells
//! an hour without demand from an hour without a log.

use std::collections::BTreeMap;

use crate::placement::ShardName;

use super::HOUR_MS;

/// Places for cells counted lately.
const RECENT: usize = 32;

/// A cell counted lately. Where the name lies is compared rather than the name: records are many, and
/// shards that lie in two places are merely two cells, until they are settled.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Recent {
    address: usize,
    hour: i64,
    records: u64,
    shard: ShardName,
}

/// Use of presigned URLs, which outlives a change of the map by as long as they are valid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PresignedUse {
    /// Last request by such a URL, milliseconds UTC.
    pub last_ms: i64,
    /// The longest validity seen, in seconds; `None` where no log said.
    pub longest_s: Option<u32>,
}

impl PresignedUse {
    /// Adds another use.
    pub fn add(&mut self, other: Self) {
        self.last_ms = self.last_ms.max(other.last_ms);
        self.longest_s = self.longest_s.max(other.longest_s);
    }
}

/// How often a store failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Failures {
    /// Answers of 5xx and 429: the store's own failures, those that ask to slow down among them.
    pub errors: u64,
    /// Answers that ask to slow down: 503 and 429.
    pub slow: u64,
}

impl Failures {
    /// What an answer of this status is; `None` where the store did not fail.
    pub fn of_status(status: Option<u16>) -> Option<Self> {
        let slow = u64::from(matches!(status, Some(503 | 429)));
        let errors = u64::from(slow > 0 || status.is_some_and(|status| status >= 500));
        (errors > 0).then_some(Self { errors, slow })
    }

    fn add(&mut self, other: Self) {
        self.errors += other.errors;
        self.slow += other.slow;
    }
}

/// What the log of a shard says of its newest day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShardLog {
    /// Time of the newest record, milliseconds UTC; up to an hour early where a log is of several shards.
    pub newest_ms: i64,
    /// Records of any kind in the 24 hours that end with it.
    pub records: u64,
    /// How often the store failed in them; `None` where that was not counted.
    pub failures: Option<Failures>,
}

/// Records and the use of presigned URLs by shard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShardHours {
    presigned: BTreeMap<ShardName, PresignedUse>,
    records: BTreeMap<ShardName, BTreeMap<i64, u64>>,
    /// Of hours of which every record was looked at.
    failures: BTreeMap<ShardName, BTreeMap<i64, Failures>>,
    /// Cells counted lately, not yet in the map: records come by the hour, of some shards in turn. Of two
    /// cells of one place the later stays.
    recent: Vec<Option<Recent>>,
}

impl ShardHours {
    /// Counts one record.
    #[inline]
    pub fn add(&mut self, shard: &ShardName, time_ms: i64) {
        let hour = time_ms.div_euclid(HOUR_MS);
        let address = std::ptr::from_ref(shard).addr();
        let mixed = (address as u64 ^ hour as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let place = (mixed >> 59) as usize % RECENT;
        match self.recent.get_mut(place) {
            Some(Some(recent)) if recent.hour == hour && recent.address == address => {
                recent.records += 1;
            }
            _ => self.count_anew(shard, hour, place),
        }
    }

    #[cold]
    fn count_anew(&mut self, shard: &ShardName, hour: i64, place: usize) {
        self.recent.resize(RECENT, None);
        self.add_failures(shard, hour, Failures::default());
        let counted = self.recent[place].replace(Recent {
            address: std::ptr::from_ref(shard).addr(),
            hour,
            records: 1,
            shard: shard.clone(),
        });
        if let Some(counted) = counted {
            self.add_many(&counted.shard, counted.hour, counted.records);
        }
    }

    /// Counts records.
    pub fn add_many(&mut self, shard: &ShardName, hour: i64, records: u64) {
        let of_shard = self.records.entry(shard.clone()).or_default();
        *of_shard.entry(hour).or_default() += records;
    }

    /// Notes how often the store failed in an hour of which every record is looked at.
    pub fn add_failures(&mut self, shard: &ShardName, hour: i64, failures: Failures) {
        let of_shard = self.failures.entry(shard.clone()).or_default();
        of_shard.entry(hour).or_default().add(failures);
    }

    /// How often the store failed in an hour; `None` where nobody looked.
    pub fn failures(&self, shard: &ShardName, hour: i64) -> Option<Failures> {
        self.failures.get(shard)?.get(&hour).copied()
    }

    /// Notes the use of a presigned URL.
    pub fn add_presigned(&mut self, shard: &ShardName, used: PresignedUse) {
        let known = self.presigned.entry(shard.clone());
        known.and_modify(|known| known.add(used)).or_insert(used);
    }

    /// The use of presigned URLs by shard.
    pub fn presigned(&self) -> &BTreeMap<ShardName, PresignedUse> {
        &self.presigned
    }

    /// Adds all counts of another.
    pub fn merge(&mut self, mut other: Self) {
        for (shard, used) in &other.presigned {
            self.add_presigned(shard, *used);
        }
        for (shard, hours) in &other.failures {
            for (&hour, &failures) in hours {
                self.add_failures(shard, hour, failures);
            }
        }
        for (shard, hour, records) in other.iter() {
            self.add_many(shard, hour, records);
        }
    }

    fn settle(&mut self) {
        for recent in std::mem::take(&mut self.recent).into_iter().flatten() {
            self.add_many(&recent.shard, recent.hour, recent.records);
        }
    }

    /// (shard, hour, records), in order.
    pub fn iter(&mut self) -> impl Iterator<Item = (&ShardName, i64, u64)> {
        self.settle();
        self.records.iter().flat_map(|(shard, hours)| {
            hours
                .iter()
                .map(move |(&hour, &records)| (shard, hour, records))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stores_failures_are_not_its_clients() {
        let of = |status| Failures::of_status(Some(status)).map(|it| (it.errors, it.slow));
        for served in [200, 206, 304, 400, 403, 404, 412] {
            assert_eq!(of(served), None, "{served}");
        }
        assert_eq!(of(500), Some((1, 0)));
        assert_eq!(of(503), Some((1, 1)));
        assert_eq!(of(429), Some((1, 1)));
        assert_eq!(Failures::of_status(None), None);
    }

    #[test]
    fn failures_are_known_of_hours_that_were_read_and_not_of_sums() {
        let (a, b) = (ShardName::from("a"), ShardName::from("b"));
        let mut hours = ShardHours::default();
        hours.add(&a, 5 * HOUR_MS);
        hours.add_failures(&a, 5, Failures { errors: 2, slow: 1 });
        hours.add_many(&b, 5, 10);
        let mut all = ShardHours::default();
        all.merge(hours);
        assert_eq!(all.failures(&a, 5), Some(Failures { errors: 2, slow: 1 }));
        assert_eq!(all.failures(&b, 5), None);
    }
}
