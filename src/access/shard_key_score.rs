//! [`score_shard_keys`]: how well each candidate shard key would have kept together what clients used
//! together, and how evenly it would have spread the load.
//!
//! A key is fixed when an object is written, so every candidate is a function of the object: of its
//! name, or of client, tenant and day of the first access in the logs, which stands for the write that
//! the logs seldom reach back to. Distinct values are spread over the shards by a hash. Then, over the
//! accesses in sessions:
//! - cardinality: distinct values; fewer than a few per shard cannot be spread;
//! - largest value: its share of the accesses, which no number of shards gets below;
//! - skew: accesses of the busiest shard / mean of all shards; 1 is even;
//! - together: of the accesses in sessions of at least two, the share that goes to the shard which
//!   serves most of its session;
//! - score = together / skew.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::placement::Key;

use super::DAY_MS;
use super::{AccessProfile, Session};

/// One thing a candidate key may be made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyAttribute {
    /// Tenant of the session that first accessed the object.
    Tenant,
    /// Client that first accessed it.
    Client,
    /// Data type: the file extension, lower-case; empty without one.
    DataType,
    /// First directory; empty for keys in none.
    FirstDirectory,
    /// First two directories, or as many as there are.
    TwoDirectories,
    /// UTC day of the first access.
    Day,
    /// The whole key: every object by itself, as plain hashing does.
    ObjectKey,
}

/// A candidate: attributes together.
pub type Candidate = (&'static str, &'static [KeyAttribute]);

/// What is scored: each attribute, and the mixes that applications use.
pub const CANDIDATES: [Candidate; 14] = [
    ("tenant", &[KeyAttribute::Tenant]),
    ("client", &[KeyAttribute::Client]),
    ("type", &[KeyAttribute::DataType]),
    ("directory", &[KeyAttribute::FirstDirectory]),
    ("two_directories", &[KeyAttribute::TwoDirectories]),
    ("day", &[KeyAttribute::Day]),
    (
        "tenant+type",
        &[KeyAttribute::Tenant, KeyAttribute::DataType],
    ),
    ("tenant+day", &[KeyAttribute::Tenant, KeyAttribute::Day]),
    (
        "client+type",
        &[KeyAttribute::Client, KeyAttribute::DataType],
    ),
    ("client+day", &[KeyAttribute::Client, KeyAttribute::Day]),
    (
        "client+type+day",
        &[
            KeyAttribute::Client,
            KeyAttribute::DataType,
            KeyAttribute::Day,
        ],
    ),
    (
        "directory+type",
        &[KeyAttribute::FirstDirectory, KeyAttribute::DataType],
    ),
    (
        "directory+day",
        &[KeyAttribute::FirstDirectory, KeyAttribute::Day],
    ),
    ("object_key", &[KeyAttribute::ObjectKey]),
];

/// How one candidate did.
#[derive(Clone, Debug, PartialEq)]
pub struct ShardKeyScore {
    /// Name of the candidate.
    pub candidate: &'static str,
    /// Distinct values among the objects of the sessions.
    pub cardinality: usize,
    /// Share of the accesses that the busiest value has.
    pub largest_value: f64,
    /// Accesses of the busiest shard over the mean of all shards.
    pub skew: f64,
    /// Share of the accesses of sessions of two and more that goes to the session's main shard;
    /// `None` when there is no such session.
    pub together: Option<f64>,
    /// `together / skew`.
    pub score: Option<f64>,
}

/// Scores every candidate for this number of shards, best first; those without a score last.
/// Empty when there are no sessions.
pub fn score_shard_keys(
    profile: &AccessProfile,
    sessions: &[Session],
    shards: usize,
) -> Vec<ShardKeyScore> {
    let first = first_accesses(profile, sessions);
    if first.iter().all(Option::is_none) {
        return Vec::new();
    }
    let score = |candidate: &Candidate| score(candidate, profile, sessions, &first, shards.max(1));
    let mut scores: Vec<ShardKeyScore> = CANDIDATES.iter().map(score).collect();
    scores.sort_by_key(rank);
    scores
}

/// Order of candidates: by score in thousandths, then by what stays together, then the fewer values.
fn rank(score: &ShardKeyScore) -> (Reverse<i64>, Reverse<i64>, usize) {
    let thousandths = |share: Option<f64>| share.map_or(i64::MIN, |s| (s * 1e3).round() as i64);
    (
        Reverse(thousandths(score.score)),
        Reverse(thousandths(score.together)),
        score.cardinality,
    )
}

/// When and by whom an object was first accessed.
#[derive(Clone, Copy)]
struct FirstAccess {
    time_ms: i64,
    client: u64,
    tenant: u32,
}

/// Per object of the profile; `None` for those in no session.
fn first_accesses(profile: &AccessProfile, sessions: &[Session]) -> Vec<Option<FirstAccess>> {
    let mut first: Vec<Option<FirstAccess>> = vec![None; profile.objects.len()];
    for session in sessions {
        for (offset, object) in &session.accesses {
            let access = FirstAccess {
                time_ms: session.start_ms + i64::from(*offset),
                client: session.client,
                tenant: session.tenant,
            };
            if let Some(held) = first.get_mut(*object as usize)
                && held.is_none_or(|held| access.time_ms < held.time_ms)
            {
                *held = Some(access);
            }
        }
    }
    first
}

fn score(
    (candidate, attributes): &Candidate,
    profile: &AccessProfile,
    sessions: &[Session],
    first: &[Option<FirstAccess>],
    shards: usize,
) -> ShardKeyScore {
    let mut ids: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    let mut shard_of_value = Vec::new();
    let value_of_object: Vec<Option<usize>> = profile
        .objects
        .iter()
        .zip(first)
        .map(|(object, first)| {
            let value = value(attributes, &object.key, &(*first)?);
            let shard = shard_of(&value, shards);
            Some(*ids.entry(value).or_insert_with(|| {
                shard_of_value.push(shard);
                shard_of_value.len() - 1
            }))
        })
        .collect();
    let mut by_value = vec![0_u64; shard_of_value.len()];
    let mut by_shard = vec![0_u64; shards];
    let (mut together, mut shared) = (0, 0);
    for session in sessions {
        let mut of_session = BTreeMap::new();
        let objects = session.accesses.iter().map(|(_, object)| *object as usize);
        for value in objects.filter_map(|object| *value_of_object.get(object)?) {
            by_value[value] += 1;
            by_shard[shard_of_value[value]] += 1;
            *of_session.entry(shard_of_value[value]).or_insert(0_u64) += 1;
        }
        let accesses: u64 = of_session.values().sum();
        if accesses >= 2 {
            shared += accesses;
            together += of_session.values().max().copied().unwrap_or(0);
        }
    }
    let all = by_value.iter().sum::<u64>() as f64;
    let largest = |counts: &[u64]| counts.iter().max().copied().unwrap_or(0) as f64;
    let skew = largest(&by_shard) / (all / shards as f64);
    let together = (shared > 0).then(|| together as f64 / shared as f64);
    ShardKeyScore {
        candidate,
        cardinality: by_value.len(),
        largest_value: largest(&by_value) / all,
        skew,
        together,
        score: together.map(|together| together / skew),
    }
}

/// The candidate's value of one object, its parts kept apart by a zero byte.
fn value(attributes: &[KeyAttribute], key: &Key, first: &FirstAccess) -> Vec<u8> {
    let mut value = Vec::new();
    for attribute in attributes {
        match attribute {
            KeyAttribute::Tenant => value.extend(first.tenant.to_be_bytes()),
            KeyAttribute::Client => value.extend(first.client.to_be_bytes()),
            KeyAttribute::DataType => value.extend(data_type(key.as_bytes())),
            KeyAttribute::FirstDirectory => value.extend(directories(key.as_bytes(), 1)),
            KeyAttribute::TwoDirectories => value.extend(directories(key.as_bytes(), 2)),
            KeyAttribute::Day => value.extend(first.time_ms.div_euclid(DAY_MS).to_be_bytes()),
            KeyAttribute::ObjectKey => value.extend(key.as_bytes()),
        }
        value.push(0);
    }
    value
}

/// What follows the last dot of the name, lower-case; a name that begins with its only dot has none.
fn data_type(key: &[u8]) -> Vec<u8> {
    let name = key.rsplit(|byte| *byte == b'/').next().unwrap_or(key);
    let dot = name.iter().rposition(|byte| *byte == b'.');
    let extension = dot
        .filter(|dot| *dot > 0)
        .map_or(&[][..], |dot| &name[dot + 1..]);
    extension.to_ascii_lowercase()
}

/// The first `depth` directories with their slashes.
fn directories(key: &[u8], depth: usize) -> &[u8] {
    let end = memchr::memchr_iter(b'/', key).take(depth).last();
    &key[..end.map_or(0, |slash| slash + 1)]
}

fn shard_of(value: &[u8], shards: usize) -> usize {
    let digest = Sha256::digest(value);
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    (u64::from_be_bytes(first) % shards as u64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::ObjectAccess;

    fn profile(keys: &[String]) -> AccessProfile {
        let object = |key: &String| ObjectAccess {
            key: key.as_str().into(),
            logged_size: None,
            hours: Vec::new(),
        };
        AccessProfile {
            objects: keys.iter().map(object).collect(),
            ..AccessProfile::default()
        }
    }

    fn session(client: u64, tenant: u32, objects: &[u32]) -> Session {
        Session {
            start_ms: i64::try_from(client).unwrap() * DAY_MS,
            client,
            region: 0,
            tenant,
            accesses: objects.iter().map(|object| (*object, *object)).collect(),
        }
    }

    /// Sixty-four directories of two types; each session reads all of one directory, by one of
    /// two clients of the directory's tenant.
    fn fleet() -> (AccessProfile, Vec<Session>) {
        let keys: Vec<String> = (0..256)
            .map(|i| format!("d{}/{i}.{}", i / 4, if i % 2 == 0 { "PNG" } else { "csv" }))
            .collect();
        let sessions = (0..128_u32).map(|i| {
            let directory = i / 2;
            let objects: Vec<u32> = (directory * 4..directory * 4 + 4).collect();
            session(u64::from(i), directory, &objects)
        });
        (profile(&keys), sessions.collect())
    }

    fn of<'a>(scores: &'a [ShardKeyScore], candidate: &str) -> &'a ShardKeyScore {
        scores
            .iter()
            .find(|score| score.candidate == candidate)
            .unwrap()
    }

    #[test]
    fn what_sessions_follow_wins_and_what_they_mix_loses() {
        let (profile, sessions) = fleet();
        let scores = score_shard_keys(&profile, &sessions, 4);
        assert_eq!(scores.len(), CANDIDATES.len());
        for (candidate, cardinality) in [
            ("directory", 64),
            ("tenant", 64),
            ("client", 64),
            ("type", 2),
            ("object_key", 256),
        ] {
            assert_eq!(
                of(&scores, candidate).cardinality,
                cardinality,
                "{candidate}"
            );
        }
        for candidate in ["directory", "two_directories", "tenant", "client"] {
            assert_eq!(of(&scores, candidate).together, Some(1.0), "{candidate}");
        }
        assert!(of(&scores, "object_key").together.unwrap() < 0.75);
        assert!((of(&scores, "directory").largest_value - 1.0 / 64.0).abs() < 1e-12);
        assert!(
            of(&scores, "type").skew >= 2.0,
            "two values cannot fill four shards"
        );
        assert!(
            scores
                .windows(2)
                .all(|pair| rank(&pair[0]) <= rank(&pair[1]))
        );
        assert!(of(&scores, "directory").score > of(&scores, "object_key").score);
    }

    #[test]
    fn an_object_has_the_value_of_its_first_access() {
        let profile = profile(&["shared".into(), "a".into(), "b".into()]);
        let sessions = [session(1, 0, &[0, 1]), session(2, 0, &[0, 2])];
        let scores = score_shard_keys(&profile, &sessions, 64);
        // Client 1 has `shared` and `a`; the session of client 2 needs both clients' shards.
        assert_eq!(of(&scores, "client").cardinality, 2);
        assert_eq!(of(&scores, "client").together, Some(0.75));
    }

    #[test]
    fn nothing_to_score_by_is_said() {
        let (profile, _) = fleet();
        assert_eq!(score_shard_keys(&profile, &[], 4), []);
        let alone = score_shard_keys(&profile, &[session(1, 0, &[3])], 4);
        assert!(
            alone
                .iter()
                .all(|score| score.together.is_none() && score.score.is_none())
        );
    }

    #[test]
    fn types_and_directories_are_cut_from_the_key() {
        for (key, data_type_, one, two) in [
            ("a/b/c.TAR.gz", "gz", "a/", "a/b/"),
            ("a/.hidden", "", "a/", "a/"),
            ("logo.png", "png", "", ""),
            ("a.b/c", "", "a.b/", "a.b/"),
        ] {
            assert_eq!(data_type(key.as_bytes()), data_type_.as_bytes(), "{key}");
            assert_eq!(directories(key.as_bytes(), 1), one.as_bytes(), "{key}");
            assert_eq!(directories(key.as_bytes(), 2), two.as_bytes(), "{key}");
        }
    }
}
