//! [`OldPlaces`]: who still reads segments where they lay before a switch, from the logs of after it.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::routing::BucketRoutes;
use super::{AccessRecord, Actor, HOUR_MS, OperationClass};
use crate::placement::{Segment, ShardName};

/// Readers told apart; all further ones are counted as one.
const MOST_READERS: usize = 10_000;

/// A segment that was moved away from a shard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldPlace {
    /// It.
    pub segment: Segment,
    /// Where it lay.
    pub shard: ShardName,
    /// When the map began to say another shard, milliseconds UTC.
    pub since_ms: i64,
}

/// Who reads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OldReader {
    /// The shard that is read.
    pub shard: ShardName,
    /// As the log names it; empty when anonymous.
    pub requester: String,
    /// Where it comes from.
    pub address: Option<IpAddr>,
    /// Whether by a presigned URL.
    pub presigned: bool,
    /// Whether it stands for those that were too many to tell apart.
    pub others: bool,
}

/// What one reader did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OldReads {
    /// Requests.
    pub count: u64,
    /// The last one, milliseconds UTC.
    pub last_ms: i64,
    /// A key of it.
    pub key: Vec<u8>,
    by_hour: BTreeMap<i64, u64>,
}

/// Reads of old places, gathered record by record.
#[derive(Clone, Debug, Default)]
pub struct OldPlaces {
    places: Vec<OldPlace>,
    readers: BTreeMap<OldReader, OldReads>,
    newest_ms: Option<i64>,
}

impl OldPlaces {
    /// Nothing gathered yet.
    pub fn new(places: Vec<OldPlace>) -> Self {
        Self {
            places,
            ..Self::default()
        }
    }

    /// Looks at a record of a log. `default_bucket` is that of logs which name none.
    pub fn look_at(
        &mut self,
        record: &AccessRecord<'_>,
        routes: &BucketRoutes,
        default_bucket: Option<&str>,
    ) {
        self.newest_ms = self.newest_ms.max(Some(record.time_ms));
        let reads = record.operation.class() == Some(OperationClass::Read);
        if !reads || record.actor != Actor::Client {
            return;
        }
        let bucket = match record.bucket.as_ref() {
            "" => default_bucket.unwrap_or_default(),
            bucket => bucket,
        };
        let Ok((shard, key)) = routes.route(bucket, &record.key) else {
            return;
        };
        let left = |place: &&OldPlace| {
            place.shard == shard.name
                && record.time_ms >= place.since_ms
                && place.segment.contains(&key)
        };
        if self.places.iter().find(left).is_none() {
            return;
        }
        let mut reader = OldReader {
            shard: shard.name.clone(),
            requester: record.requester.clone().into_owned(),
            address: record.client_ip,
            presigned: record.presigned.is_some(),
            others: false,
        };
        if self.readers.len() >= MOST_READERS && !self.readers.contains_key(&reader) {
            reader = OldReader {
                requester: String::new(),
                address: None,
                others: true,
                ..reader
            };
        }
        let reads = self.readers.entry(reader).or_default();
        reads.count += 1;
        if record.time_ms >= reads.last_ms {
            reads.last_ms = record.time_ms;
            reads.key = key.into_owned();
        }
        *reads
            .by_hour
            .entry(record.time_ms.div_euclid(HOUR_MS))
            .or_default() += 1;
    }

    /// Time of the newest record of any kind, milliseconds UTC.
    pub fn newest_ms(&self) -> Option<i64> {
        self.newest_ms
    }

    /// Time of the last read, milliseconds UTC.
    pub fn last_ms(&self) -> Option<i64> {
        self.readers.values().map(|reads| reads.last_ms).max()
    }

    /// The readers, the last one first.
    pub fn readers(&self) -> Vec<(&OldReader, &OldReads)> {
        let mut readers: Vec<_> = self.readers.iter().collect();
        readers.sort_by_key(|(_, reads)| std::cmp::Reverse(reads.last_ms));
        readers
    }

    /// When the first of the places was left, milliseconds UTC.
    pub fn since_ms(&self) -> Option<i64> {
        self.places.iter().map(|place| place.since_ms).min()
    }
}

impl OldReads {
    /// Requests in the second half of a time less those in the first, as a share of all: -1 has ended, 1 has
    /// just begun.
    pub fn trend(&self, since_ms: i64, until_ms: i64) -> f64 {
        let middle = (since_ms.midpoint(until_ms)).div_euclid(HOUR_MS);
        let late: u64 = self.by_hour.range(middle..).map(|(_, count)| count).sum();
        let early = self.count - late;
        (late as f64 - early as f64) / self.count.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::access::{Operation, Presigned};
    use crate::placement::Shard;

    fn routes() -> BucketRoutes {
        let shard = |name: &str| Shard {
            name: name.into(),
            endpoint: "e".into(),
            bucket: format!("data-{name}"),
            prefix: "p/".into(),
            mount: String::new(),
            region: "r".into(),
            weight: 1,
        };
        BucketRoutes::new(&[shard("a"), shard("b")], None)
    }

    fn places() -> OldPlaces {
        OldPlaces::new(vec![OldPlace {
            segment: "prefix:t/".parse().unwrap(),
            shard: "a".into(),
            since_ms: 1000,
        }])
    }

    fn read<'a>(time_ms: i64, bucket: &'a str, key: &'a str) -> AccessRecord<'a> {
        AccessRecord {
            bucket: Cow::Borrowed(bucket),
            key: Cow::Borrowed(key.as_bytes()),
            requester: Cow::Borrowed("alice"),
            ..AccessRecord::new(time_ms, Operation::Get)
        }
    }

    #[test]
    fn only_clients_who_read_the_segment_where_it_was_after_the_switch_are_counted() {
        let own = AccessRecord {
            actor: Actor::Own,
            ..read(2000, "data-a", "p/t/1")
        };
        let write = AccessRecord {
            operation: Operation::Put,
            ..read(2000, "data-a", "p/t/1")
        };
        let cases = [
            (read(1000, "data-a", "p/t/1"), true),
            (read(1000, "", "p/t/1"), true),
            (read(999, "data-a", "p/t/1"), false),
            (read(2000, "data-b", "p/t/1"), false),
            (read(2000, "data-a", "p/u/1"), false),
            (read(2000, "data-a", "t/1"), false),
            (own, false),
            (write, false),
        ];
        for (record, counts) in cases {
            let mut places = places();
            places.look_at(&record, &routes(), Some("data-a"));
            assert_eq!(places.last_ms().is_some(), counts, "{record:?}");
            assert_eq!(places.newest_ms(), Some(record.time_ms));
        }
    }

    #[test]
    fn readers_are_told_apart_and_have_a_trend() {
        let mut places = places();
        let (routes, hour) = (routes(), HOUR_MS);
        for n in 1..=4 {
            places.look_at(&read(n * hour, "data-a", "p/t/1"), &routes, None);
        }
        let by_url = AccessRecord {
            presigned: Some(Presigned { expires_s: None }),
            ..read(9 * hour, "data-a", "p/t/2")
        };
        places.look_at(&by_url, &routes, None);
        let readers = places.readers();
        assert_eq!(readers.len(), 2);
        assert!(readers[0].0.presigned && !readers[1].0.presigned);
        assert_eq!((readers[1].1.count, readers[1].1.last_ms), (4, 4 * hour));
        assert!((readers[0].1.trend(0, 10 * hour) - 1.0).abs() < 1e-9);
        assert!((readers[1].1.trend(0, 10 * hour) + 1.0).abs() < 1e-9);
        assert!(readers[1].1.trend(0, 5 * hour).abs() < 0.6);
    }
}
