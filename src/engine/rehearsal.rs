//! [`replay`]: reads once more what clients read, from a segment's source and from its copy, and compares.

use futures::{StreamExt as _, stream};
use sha2::{Digest as _, Sha256};

use crate::access::PastRead;
use crate::placement::Shard;
use crate::ports::{
    BucketError, BucketErrorKind, BucketReader, ByteRange, Clock, ObjectBody, ReadOptions,
};

/// Reads replayed at a time: times of answers are to be those of a store that is not pressed.
const WAYS: usize = 4;
/// Bytes of one request: memory is this for each read that is replayed.
const PART_BYTES: u64 = 8 << 20;

/// One of the two places.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The shard.
    pub shard: &'a Shard,
    /// Its bucket, as the readers have it.
    pub bucket: &'a dyn BucketReader,
}

/// What one side answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Answered {
    /// Bytes.
    Bytes {
        /// How many.
        length: u64,
        /// SHA-256 of them.
        sha256: [u8; 32],
        /// Until the first of them was here, milliseconds.
        first_byte_ms: u64,
    },
    /// Something else.
    Refused {
        /// What it means.
        kind: BucketErrorKind,
        /// HTTP status, where there was an answer.
        status: Option<u16>,
        /// In the store's words.
        words: String,
    },
}

/// How the two answers compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The same bytes, or absent on both sides.
    Same,
    /// Neither side lets itself be read: nothing is known.
    Unread,
    /// One answers with bytes and the other does not.
    Status,
    /// Different lengths.
    Length,
    /// Different bytes.
    Bytes,
}

impl Verdict {
    /// Its name in tables and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Unread => "unread",
            Self::Status => "status",
            Self::Length => "length",
            Self::Bytes => "bytes",
        }
    }
}

/// A read that was replayed.
#[derive(Clone, Debug, PartialEq)]
pub struct Replayed {
    /// What was read.
    pub read: PastRead,
    /// The part that was asked for.
    pub range: Option<ByteRange>,
    /// What the source answered.
    pub source: Answered,
    /// What the copy answered.
    pub target: Answered,
}

impl Replayed {
    /// How the answers compare.
    pub fn verdict(&self) -> Verdict {
        use Answered::{Bytes, Refused};
        match (&self.source, &self.target) {
            (
                Bytes { length, sha256, .. },
                Bytes {
                    length: other,
                    sha256: others,
                    ..
                },
            ) => match (length == other, sha256 == others) {
                (false, _) => Verdict::Length,
                (true, false) => Verdict::Bytes,
                (true, true) => Verdict::Same,
            },
            (Refused { kind, .. }, Refused { kind: other, .. }) => {
                if kind == other && *kind == BucketErrorKind::NotFound {
                    Verdict::Same
                } else {
                    Verdict::Unread
                }
            }
            _ => Verdict::Status,
        }
    }
}

/// Replays the reads, in their order; each has its source and its copy.
pub async fn replay<'a>(
    reads: Vec<(PastRead, Side<'a>, Side<'a>)>,
    clock: &dyn Clock,
) -> Vec<Replayed> {
    let replayed = stream::iter(reads).map(|(read, source, target)| async move {
        let (range, source) = first_of(&read, source, clock).await;
        let target = answer(&read, range, target, clock).await;
        Replayed {
            read,
            range,
            source,
            target,
        }
    });
    replayed.buffered(WAYS).collect().await
}

/// What the source answers, and which part was asked for: of the length that the log tells, where nobody knows.
async fn first_of(
    read: &PastRead,
    side: Side<'_>,
    clock: &dyn Clock,
) -> (Option<ByteRange>, Answered) {
    let Some(part) = read.part else {
        return (None, answer(read, None, side, clock).await);
    };
    let key = object_key(read, side.shard);
    let size = match side.bucket.head(&key).await {
        Ok(head) => head.size,
        Err(error) => return (None, refused(&error)),
    };
    let range = part_of(size, part, read.lot);
    (range, answer(read, range, side, clock).await)
}

/// So many bytes of an object, from somewhere in it.
fn part_of(size: u64, part: u64, lot: u64) -> Option<ByteRange> {
    let last_start = size.checked_sub(part)?;
    let first = lot % (last_start + 1);
    (part > 0 && part < size).then(|| ByteRange {
        first,
        last: first + part - 1,
    })
}

async fn answer(
    read: &PastRead,
    range: Option<ByteRange>,
    side: Side<'_>,
    clock: &dyn Clock,
) -> Answered {
    match read_all(&object_key(read, side.shard), range, side.bucket, clock).await {
        Ok(answered) => answered,
        Err(error) => refused(&error),
    }
}

/// Reads the object or the part, some megabytes at a time; all of one version.
async fn read_all(
    key: &str,
    range: Option<ByteRange>,
    bucket: &dyn BucketReader,
    clock: &dyn Clock,
) -> Result<Answered, BucketError> {
    let first = range.map_or(0, |range| range.first);
    let began_ms = clock.now_ms();
    // The first byte by itself: what an answer takes until it begins.
    let opened = match get(bucket, key, first, first, None).await {
        // There is no first byte in an empty object.
        Err(error) if error.status == Some(416) => bucket.get(key, None).await?,
        answer => answer?,
    };
    let first_byte_ms = clock
        .now_ms()
        .saturating_sub(began_ms)
        .max(0)
        .unsigned_abs();
    let end = range.map_or(opened.head.size, |range| range.last + 1);
    let mut sha = Sha256::new();
    let mut at = first;
    while at < end {
        let last = (at + PART_BYTES).min(end) - 1;
        let part = get(bucket, key, at, last, Some(&opened.head.etag)).await?;
        if part.bytes.is_empty() {
            break;
        }
        sha.update(&part.bytes);
        at += part.bytes.len() as u64;
    }
    Ok(Answered::Bytes {
        length: at - first,
        sha256: sha.finalize().into(),
        first_byte_ms,
    })
}

async fn get(
    bucket: &dyn BucketReader,
    key: &str,
    first: u64,
    last: u64,
    if_match: Option<&str>,
) -> Result<ObjectBody, BucketError> {
    let options = ReadOptions {
        range: Some(ByteRange { first, last }),
        version_id: None,
        if_match: if_match.map(str::to_owned),
    };
    bucket.get_with(key, &options).await
}

fn refused(error: &BucketError) -> Answered {
    Answered::Refused {
        kind: error.kind,
        status: error.status,
        words: error.to_string(),
    }
}

/// Keys of a log that are no UTF-8 are no keys of a bucket: they are asked for as they look, and are absent.
fn object_key(read: &PastRead, shard: &Shard) -> String {
    shard.object_key(&read.key).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use bytes::Bytes;
    use futures::FutureExt as _;

    use super::*;
    use crate::ports::{Bucket as _, FixedClock, PutRequest};
    use crate::simulator::Simulator;

    fn shard(name: &str) -> Shard {
        Shard {
            name: name.into(),
            endpoint: "e".into(),
            bucket: name.to_owned(),
            prefix: format!("{name}/"),
            mount: String::new(),
            region: "r".into(),
            weight: 1,
        }
    }

    fn read(key: &str, part: Option<u64>) -> PastRead {
        PastRead {
            place: 0,
            key: key.into(),
            time_ms: 0,
            part,
            lot: 12_345,
        }
    }

    fn verdicts(objects: [(&str, &str, &str); 4], part: Option<u64>) -> Vec<Verdict> {
        let clock = Arc::new(FixedClock::new(0));
        let simulator = Simulator::builder(clock.clone())
            .bucket("a", "r")
            .bucket("b", "r")
            .build();
        let put = |bucket: &str, key: &str, body: &str| {
            let request = PutRequest {
                key: format!("{bucket}/{key}"),
                body: Bytes::from(body.to_owned()),
                ..PutRequest::default()
            };
            simulator
                .bucket(bucket)
                .put(&request)
                .now_or_never()
                .unwrap()
                .unwrap();
        };
        for (key, at_source, at_target) in objects {
            for (bucket, body) in [("a", at_source), ("b", at_target)] {
                if body != "-" {
                    put(bucket, key, body);
                }
            }
        }
        let shards = [shard("a"), shard("b")];
        let buckets = ["a", "b"].map(|name| simulator.bucket(name));
        let side = |n: usize| Side {
            shard: &shards[n],
            bucket: &buckets[n],
        };
        let reads = objects.map(|(key, ..)| (read(key, part), side(0), side(1)));
        let replayed = replay(reads.to_vec(), clock.as_ref());
        let replayed = replayed.now_or_never().unwrap();
        replayed.iter().map(Replayed::verdict).collect()
    }

    #[test]
    fn what_differs_between_source_and_copy_is_seen() {
        use Verdict::{Bytes, Length, Same, Status};
        let objects = [
            ("same", "hello", "hello"),
            ("gone", "-", "-"),
            ("missing", "hello", "-"),
            ("longer", "hello", "hello!"),
        ];
        assert_eq!(verdicts(objects, None), [Same, Same, Status, Length]);
        let objects = [
            ("empty", "", ""),
            ("other", "hello", "hellO"),
            ("emptied", "hello", ""),
            ("appeared", "-", "x"),
        ];
        assert_eq!(verdicts(objects, None), [Same, Bytes, Length, Status]);
        // A part of it may well be the same.
        let objects = [
            ("same", "hello", "hello"),
            ("other", "hello", "HELLO"),
            ("shorter", "hello", "-"),
            ("small", "he", "he"),
        ];
        assert_eq!(verdicts(objects, Some(2)), [Same, Bytes, Status, Same]);
    }

    #[test]
    fn a_part_lies_within_the_object() {
        for (size, part) in [(10, 3), (10, 9), (2, 1), (1 << 40, 1 << 20)] {
            for lot in [0, 1, 7, u64::MAX] {
                let range = part_of(size, part, lot).unwrap();
                assert!(range.last < size && range.last + 1 - range.first == part);
            }
        }
        for (size, part) in [(10, 10), (5, 10), (0, 1), (10, 0)] {
            assert_eq!(part_of(size, part, 3), None, "all of it");
        }
    }
}
