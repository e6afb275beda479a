//! The map against the buckets: every object is where the map says, and nothing else is anywhere. Reads only.

mod judge;
mod reading;

use std::collections::BTreeMap;

use crate::migration::Migration;
use crate::placement::{Key, ShardMap, ShardName};
use crate::ports::{BucketError, World};

use crate::engine::sides::Sides;
use judge::Judge;
use reading::Reader;

/// What is wrong with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The map names a shard that has it not, another has it.
    Missing,
    /// Two shards hold it with different bytes.
    Diverged,
    /// It lies in the source of a completed move again.
    Resurrected,
    /// It lies in the target of a move that was given up or switched back.
    Orphan,
    /// It lies where neither the map nor a move has put it.
    Unexpected,
    /// Its bytes cannot be read as they are listed.
    Damaged,
}

impl Kind {
    /// Every kind, the gravest first.
    pub const ALL: [Self; 6] = [
        Self::Missing,
        Self::Damaged,
        Self::Diverged,
        Self::Resurrected,
        Self::Orphan,
        Self::Unexpected,
    ];

    /// Its name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Diverged => "diverged",
            Self::Resurrected => "resurrected",
            Self::Orphan => "orphan",
            Self::Unexpected => "unexpected",
            Self::Damaged => "damaged",
        }
    }
}

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub kind: Kind,
    /// Logical key.
    pub key: Key,
    /// Where the map says that it is.
    pub expected: Option<ShardName>,
    /// Where it was found.
    pub found: Vec<ShardName>,
    /// Bytes of the object that was found.
    pub bytes: u64,
    /// In words.
    pub detail: String,
}

/// Most findings that are named; all are counted.
pub const FINDINGS_NAMED: usize = 10_000;

/// Which objects are read, too: each falls into one of `parts` by its key, and those of `part` (from 1) are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subset {
    /// From 1.
    pub part: u64,
    /// Of so many.
    pub parts: u64,
}

impl Subset {
    /// Whether it has this key: the same answer on every host and every day.
    pub fn has(self, key: &Key) -> bool {
        let hash = key
            .as_bytes()
            .iter()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
            });
        // The low bits of this hash are its weakest.
        (hash ^ (hash >> 32)) % self.parts.max(1) == self.part.saturating_sub(1)
    }
}

/// What was compared, and what differs.
#[derive(Debug, Default)]
pub struct AuditReport {
    /// Keys that are where they belong, with or without a copy elsewhere that a move accounts for.
    pub sound: u64,
    /// Keys that have the same bytes in a further shard: copies that adoption found.
    pub shadows: u64,
    /// Keys with a copy of a move under way.
    pub under_way: u64,
    /// Objects whose bytes were read.
    pub read: u64,
    /// Their bytes.
    pub read_bytes: u64,
    /// How many of each kind.
    pub counts: BTreeMap<Kind, u64>,
    /// The first of them, in order of keys.
    pub findings: Vec<Finding>,
    /// Shards that could not be listed to their end: of their keys nothing is said.
    pub unreadable: BTreeMap<ShardName, BucketError>,
    /// Shards of which an object could not be read, and why the first could not.
    pub unread: BTreeMap<ShardName, BucketError>,
}

impl AuditReport {
    fn add(&mut self, finding: Finding) {
        *self.counts.entry(finding.kind).or_default() += 1;
        if self.findings.len() < FINDINGS_NAMED {
            self.findings.push(finding);
        }
    }

    /// Whether something differs.
    pub fn differs(&self) -> bool {
        !self.counts.is_empty()
    }
}

/// Lists every shard of the map and compares; `progress` is told how many keys were looked at.
pub async fn audit(
    world: &dyn World,
    map: &ShardMap,
    migrations: &[Migration],
    subset: Option<Subset>,
    progress: &dyn Fn(u64),
) -> AuditReport {
    let mut report = AuditReport::default();
    let judge = Judge::new(map, migrations);
    let reader = Reader::new(world);
    let mut sides = Sides::open(world, map);
    let mut seen = 0;
    while let Some((key, holders)) = sides.next(&mut report.unreadable).await {
        judge.judge(&key, &holders, &mut report);
        if subset.is_some_and(|subset| subset.has(&key)) {
            reader.read(&key, &holders, &mut report).await;
        }
        seen += 1;
        progress(seen);
    }
    report
}

#[cfg(test)]
mod tests;
