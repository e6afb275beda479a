//! [`RecentReads`]: a sample of what clients lately read of some segments, to be read once more.

use std::collections::BTreeMap;

use super::hash64::Hash64;
use super::routing::BucketRoutes;
use super::{AccessRecord, Actor, Operation};
use crate::placement::{Key, Segment, ShardName};

const DAY_MS: i64 = 86_400_000;

/// A segment where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadPlace {
    /// It.
    pub segment: Segment,
    /// The shard.
    pub shard: ShardName,
}

/// A GET that a client sent and the store answered with bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastRead {
    /// Which of the places.
    pub place: usize,
    /// Logical key.
    pub key: Key,
    /// Milliseconds UTC.
    pub time_ms: i64,
    /// Bytes of the answer, where it was of a part of the object. Which part logs do not say.
    pub part: Option<u64>,
    /// A number of its own, to choose a part by.
    pub lot: u64,
}

/// The sample, gathered record by record: the newest days first, within a day by lot. The same records give the same
/// sample, in whatever order they come.
#[derive(Clone, Debug)]
pub struct RecentReads {
    places: Vec<ReadPlace>,
    most: usize,
    /// Days counted back from 0, then the lot.
    kept: BTreeMap<(i64, u64), PastRead>,
    seen: u64,
}

impl RecentReads {
    /// Nothing gathered yet; at most so many are kept.
    pub fn new(places: Vec<ReadPlace>, most: usize) -> Self {
        Self {
            places,
            most,
            kept: BTreeMap::new(),
            seen: 0,
        }
    }

    /// Looks at a record of a log. `default_bucket` is that of logs which name none.
    pub fn look_at(
        &mut self,
        record: &AccessRecord<'_>,
        routes: &BucketRoutes,
        default_bucket: Option<&str>,
    ) {
        let answered = matches!(record.status, None | Some(200 | 206));
        if record.operation != Operation::Get || record.actor != Actor::Client || !answered {
            return;
        }
        let bucket = match record.bucket.as_ref() {
            "" => default_bucket.unwrap_or_default(),
            bucket => bucket,
        };
        let Ok((shard, key)) = routes.route(bucket, &record.key) else {
            return;
        };
        let lies = |place: &ReadPlace| place.shard == shard.name && place.segment.contains(&key);
        let Some(place) = self.places.iter().position(lies) else {
            return;
        };
        self.seen += 1;
        let lot = lot(record);
        let newest_first = (-record.time_ms.div_euclid(DAY_MS), lot);
        let full = self.kept.len() >= self.most;
        let last = self.kept.last_key_value().map(|(order, _)| *order);
        if full && last.is_none_or(|last| last <= newest_first) {
            return;
        }
        let part = (record.status == Some(206)).then_some(record.bytes_out);
        let read = PastRead {
            place,
            key: Key::from(key.into_owned()),
            time_ms: record.time_ms,
            part: part.filter(|bytes| *bytes > 0),
            lot,
        };
        self.kept.insert(newest_first, read);
        if self.kept.len() > self.most {
            self.kept.pop_last();
        }
    }

    /// Reads of these places in all that was looked at.
    pub fn seen(&self) -> u64 {
        self.seen
    }

    /// The sample, the newest days first.
    pub fn sample(&self) -> impl Iterator<Item = &PastRead> {
        self.kept.values()
    }
}

fn lot(record: &AccessRecord<'_>) -> u64 {
    let mut text = record.key.to_vec();
    text.extend(record.time_ms.to_be_bytes());
    text.extend(record.bytes_out.to_be_bytes());
    text.extend(record.request_id.as_bytes());
    text.extend(record.requester.as_bytes());
    Hash64::of(&text)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::placement::Shard;

    fn routes() -> BucketRoutes {
        let shard = Shard {
            name: "a".into(),
            endpoint: "e".into(),
            bucket: "data".into(),
            prefix: "p/".into(),
            mount: String::new(),
            region: "r".into(),
            weight: 1,
        };
        BucketRoutes::new(&[shard], None)
    }

    fn reads(most: usize) -> RecentReads {
        let place = ReadPlace {
            segment: "prefix:t/".parse().unwrap(),
            shard: "a".into(),
        };
        RecentReads::new(vec![place], most)
    }

    fn get(time_ms: i64, key: &str) -> AccessRecord<'_> {
        AccessRecord {
            bucket: Cow::Borrowed("data"),
            key: Cow::Borrowed(key.as_bytes()),
            status: Some(200),
            bytes_out: 7,
            ..AccessRecord::new(time_ms, Operation::Get)
        }
    }

    #[test]
    fn what_clients_got_of_the_segment_counts_and_parts_are_told() {
        let whole = get(1, "p/t/1");
        let part = AccessRecord {
            status: Some(206),
            ..get(2, "p/t/1")
        };
        let not = [
            get(1, "p/u/1"),
            get(1, "t/1"),
            AccessRecord {
                status: Some(404),
                ..get(1, "p/t/1")
            },
            AccessRecord {
                actor: Actor::Own,
                ..get(1, "p/t/1")
            },
            AccessRecord {
                operation: Operation::Head,
                ..get(1, "p/t/1")
            },
            AccessRecord {
                bucket: Cow::Borrowed("other"),
                ..get(1, "p/t/1")
            },
        ];
        let mut reads = reads(10);
        for record in not.iter().chain([&whole, &part]) {
            reads.look_at(record, &routes(), None);
        }
        assert_eq!(reads.seen(), 2);
        let parts: Vec<_> = reads
            .sample()
            .map(|read| (read.time_ms, read.part))
            .collect();
        assert!(
            parts.contains(&(1, None)) && parts.contains(&(2, Some(7))),
            "{parts:?}"
        );
        assert_eq!(reads.sample().next().unwrap().key, Key::from("t/1"));
    }

    #[test]
    fn the_sample_is_of_the_newest_days_and_the_same_in_any_order() {
        let keys: Vec<String> = (0..40).map(|n| format!("p/t/{n}")).collect();
        let days = keys
            .iter()
            .enumerate()
            .map(|(n, key)| get((n % 4) as i64 * DAY_MS, key));
        let records: Vec<_> = days.collect();
        let sample = |records: &mut dyn Iterator<Item = &AccessRecord<'_>>| {
            let mut reads = reads(15);
            for record in records {
                reads.look_at(record, &routes(), None);
            }
            reads.sample().cloned().collect::<Vec<_>>()
        };
        let forwards = sample(&mut records.iter());
        assert_eq!(forwards, sample(&mut records.iter().rev()));
        let of_day = |day: i64| {
            forwards
                .iter()
                .filter(|it| it.time_ms == day * DAY_MS)
                .count()
        };
        assert_eq!((of_day(3), of_day(2), of_day(1)), (10, 5, 0));
    }
}
