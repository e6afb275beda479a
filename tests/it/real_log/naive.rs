//! The real log counted a second time, in the plainest way: nothing of the crate is used here.

use std::collections::{BTreeMap, BTreeSet};

/// 2015-05-01T00:00:00Z; the whole log is of that month.
const MAY_MS: i64 = 1_430_438_400_000;
const GIB: f64 = 1_073_741_824.0;

/// One request for an object that was answered well.
#[derive(Clone)]
pub struct Read {
    pub time_ms: i64,
    pub client: String,
    pub region: &'static str,
    pub known_region: bool,
    pub key: String,
    pub bytes: u64,
    pub head: bool,
}

/// The log.
pub struct Log {
    pub lines: usize,
    /// GET and HEAD of a key, answered 2xx or 304, in the order of the log.
    pub reads: Vec<Read>,
    /// Key → bytes of the latest 200 answer to a GET, divided by 16, rounded down.
    pub sizes: BTreeMap<String, u64>,
    pub oldest_ms: i64,
    pub newest_ms: i64,
}

/// The stated rule, synthetic: 10.0/9 is us-east-1, 10.128/10 eu-central-1, 10.192/11 ap-south-1,
/// and nobody knows where 10.224/11 is; such requests count where the log's own shard is.
pub const CIDR_FILE: &str = "cidr,region,label\n\
    10.0.0.0/9,us-east-1,synthetic\n\
    10.128.0.0/10,eu-central-1,synthetic\n\
    10.192.0.0/11,ap-south-1,synthetic\n";

impl Log {
    /// From the first event to the last.
    pub fn hours(&self) -> f64 {
        (self.newest_ms - self.oldest_ms) as f64 / 3_600_000.0
    }
}

fn region(address: &str) -> (&'static str, bool) {
    let second: u8 = address.split('.').nth(1).unwrap().parse().unwrap();
    match second {
        0..128 => ("us-east-1", true),
        128..192 => ("eu-central-1", true),
        192..224 => ("ap-south-1", true),
        224.. => ("us-east-1", false),
    }
}

/// Reads the text of the log.
pub fn read(text: &str) -> Log {
    let mut log = Log {
        lines: 0,
        reads: Vec::new(),
        sizes: BTreeMap::new(),
        oldest_ms: i64::MAX,
        newest_ms: i64::MIN,
    };
    let mut latest = BTreeMap::new();
    for line in text.lines() {
        log.lines += 1;
        let quoted: Vec<&str> = line.split('"').collect();
        let mut head = quoted[0].split(' ');
        let address = head.next().unwrap();
        let time_ms = time(line);
        let request: Vec<&str> = quoted[1].split(' ').collect();
        let mut answer = quoted[2].split_whitespace();
        let status: u16 = answer.next().unwrap().parse().unwrap();
        let bytes: u64 = answer.next().unwrap().parse().unwrap_or(0);
        let path = request[1].split('?').next().unwrap();
        let key = decode(path.strip_prefix('/').unwrap());
        let read = request[0] == "GET" || request[0] == "HEAD";
        let good = (200..300).contains(&status) || status == 304;
        if read && good && !key.is_empty() {
            let (region, known_region) = region(address);
            let head = request[0] == "HEAD";
            log.oldest_ms = log.oldest_ms.min(time_ms);
            log.newest_ms = log.newest_ms.max(time_ms);
            log.reads.push(Read {
                time_ms,
                client: address.to_owned(),
                region,
                known_region,
                key: key.clone(),
                bytes: if head { 0 } else { bytes },
                head,
            });
        }
        let newer = latest.get(&key).is_none_or(|&before| before <= time_ms);
        if request[0] == "GET" && status == 200 && !key.is_empty() && newer {
            latest.insert(key.clone(), time_ms);
            log.sizes.insert(key, bytes / 16);
        }
    }
    log
}

/// `[17/May/2015:10:05:03 +0000]`
fn time(line: &str) -> i64 {
    let text = line.split(['[', ']']).nth(1).unwrap();
    let (clock, zone) = text.split_once(' ').unwrap();
    let parts: Vec<&str> = clock.split(['/', ':']).collect();
    assert_eq!((parts[1], parts[2], zone), ("May", "2015", "+0000"));
    let number = |at: usize| parts[at].parse::<i64>().unwrap();
    MAY_MS + (((number(0) - 1) * 24 + number(3)) * 60 + number(4)) * 60_000 + number(5) * 1000
}

/// Percent-decodes once.
fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let escape = after.get(..2).filter(|_| *first == b'%');
        let escape = escape.and_then(|two| std::str::from_utf8(two).ok());
        match escape.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    // Spam in the log is not UTF-8; none of it was served.
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The id of the segment of `key`: two directories, unless a rule of the map is finer.
pub fn segment(key: &str, rules: &[String]) -> String {
    let slashes: Vec<usize> = key.match_indices('/').map(|(at, _)| at).take(2).collect();
    let directory = match slashes.last() {
        Some(&at) => format!("prefix:{}", &key[..=at]),
        None => format!("exact:{key}"),
    };
    let covers = |id: &str| match id.split_once(':').unwrap() {
        ("exact", exact) => exact == key,
        (_, prefix) => key.starts_with(prefix),
    };
    let candidates = rules.iter().filter(|rule| covers(rule)).chain([&directory]);
    let rank = |id: &&String| (id.starts_with("exact:"), id.len());
    candidates.max_by_key(rank).unwrap().clone()
}

/// Accesses that are in another segment than the one before them in their session, by pair; only
/// between `planned` segments. A session ends after 30 silent minutes; a client's requests for one key
/// within 60 s of an access are part of it; HEAD is no access.
pub fn crossings(
    log: &Log,
    rules: &[String],
    planned: &BTreeSet<String>,
) -> BTreeMap<(String, String), u64> {
    let mut clients: BTreeMap<&str, Vec<&Read>> = BTreeMap::new();
    for read in log.reads.iter().filter(|read| !read.head) {
        clients.entry(&read.client).or_default().push(read);
    }
    let mut counts = BTreeMap::new();
    for mut reads in clients.into_values() {
        reads.sort_by(|a, b| (a.time_ms, &a.key).cmp(&(b.time_ms, &b.key)));
        let mut begun: BTreeMap<&str, i64> = BTreeMap::new();
        let mut before: Option<(i64, Option<String>)> = None;
        for read in reads {
            let burst = begun.get(read.key.as_str());
            if burst.is_some_and(|&start| read.time_ms - start < 60_000) {
                continue;
            }
            begun.insert(&read.key, read.time_ms);
            let last = before
                .take()
                .filter(|(time, _)| read.time_ms - time <= 30 * 60_000);
            let last = last.and_then(|(_, segment)| segment);
            let now = Some(segment(&read.key, rules)).filter(|id| planned.contains(id));
            if let (Some(a), Some(b)) = (&last, &now)
                && a != b
            {
                let pair = if a < b {
                    (a.clone(), b.clone())
                } else {
                    (b.clone(), a.clone())
                };
                *counts.entry(pair).or_default() += 1;
            }
            before = Some((read.time_ms, now.or(last)));
        }
    }
    counts
}

/// Bytes as GiB.
pub fn gib(bytes: f64) -> f64 {
    bytes / GIB
}
