//! [`judge`]: what the buckets of a move mean for it, one rule a function; and [`pass_gate`]: whether a step
//! may be taken with what was found then and is found now.
//!
//! A [`Fact`] either stops a step, or stops it until somebody accepts it by its name, or is only told. What
//! nobody could read is told as unknown, and stops where the store would have answered.

use super::bucket_configuration::{BucketConfiguration, Reading, Unread};
use history::of_history;
use readers::{of_open_uploads, of_presigned, of_readers};

mod gate;
mod history;
mod readers;

pub use gate::{GateReport, SeenFacts, pass_gate};

/// The first step of a move that a fact is in the way of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// Copies are made.
    Copy,
    /// The map says target.
    Switch,
    /// Source copies are deleted.
    Complete,
}

impl Gate {
    /// The verb that takes the step.
    pub fn name(self) -> &'static str {
        match self {
            Self::Copy => "start",
            Self::Switch => "switch",
            Self::Complete => "complete",
        }
    }
}

/// What a fact means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactVerdict {
    /// Both sides are alike in this.
    Same,
    /// To know, and in the way of nothing.
    Info,
    /// In the way until somebody accepts it by its name.
    Accept,
    /// In the way.
    Blocks,
}

impl FactVerdict {
    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Info => "info",
            Self::Accept => "accept",
            Self::Blocks => "blocks",
        }
    }
}

/// Something that is true of the buckets of a move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// By which it is accepted.
    pub name: &'static str,
    /// From which step on it matters.
    pub gate: Gate,
    /// What it means.
    pub verdict: FactVerdict,
    /// The source.
    pub source: String,
    /// The target.
    pub target: String,
    /// What follows, as a sentence without its end; empty where nothing does.
    pub why: String,
    /// Why it could not be read, where the store would have answered.
    pub unread: Option<Unread>,
    /// Whether it is what somebody set up, so that another value later is a change.
    steady: bool,
}

impl Fact {
    /// What it is, in one text: another text later means that somebody changed it.
    fn found(&self) -> String {
        format!(
            "{}: {} -> {}",
            self.verdict.name(),
            self.source,
            self.target
        )
    }
}

/// Use of presigned URLs of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PresignedSeen {
    /// The last request by one, milliseconds UTC.
    pub last_ms: i64,
    /// The longest life seen, milliseconds; `None` where no log says.
    pub longest_ms: Option<i64>,
}

/// What there is to judge.
#[derive(Clone, Debug)]
pub struct Sides<'a> {
    /// The source's bucket.
    pub source: &'a BucketConfiguration,
    /// The target's.
    pub target: &'a BucketConfiguration,
    /// What object keys of the move begin with in the source.
    pub source_range: &'a str,
    /// The same in the target.
    pub target_range: &'a str,
    /// Objects to move, where that is known.
    pub objects: Option<u64>,
    /// Uploads of others that are open in the source.
    pub uploads: Reading<u64>,
    /// Use of presigned URLs; `None` where no log shows any.
    pub presigned: Option<PresignedSeen>,
    /// Time between switch and the first delete, milliseconds.
    pub grace_ms: i64,
}

/// Every name that a fact may have.
pub const NAMES: [&str; 24] = [
    "cors",
    "encryption",
    "lifecycle",
    "logging",
    "lost_events",
    "lost_replica",
    "notifications",
    "object_lock",
    "open_uploads",
    "ownership",
    "policy",
    "presigned",
    "public_access",
    "replica_deletes",
    "replication",
    "replication_back",
    "requester_pays",
    "source_events",
    "source_expiry",
    "source_lock",
    "target_events",
    "target_expiry",
    "target_lock",
    "versioning",
];

/// What a rule found.
struct Found {
    name: &'static str,
    gate: Gate,
    verdict: FactVerdict,
    why: String,
}

#[expect(clippy::unnecessary_wraps, reason = "rules end with it")]
fn found(
    name: &'static str,
    gate: Gate,
    verdict: FactVerdict,
    why: impl Into<String>,
) -> Option<Found> {
    Some(Found {
        name,
        gate,
        verdict,
        why: why.into(),
    })
}

/// Whether what is not read of a sub-resource may be taken at one's own risk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// Objects may be lost by it.
    Loss,
    /// Readers, writers or bills may suffer.
    Trouble,
}

/// What a rule makes of the source's and of the target's value, as far as they are known.
type Rule<'a, T> = dyn Fn(Option<&T>, Option<&T>) -> Option<Found> + 'a;

/// One sub-resource of both buckets.
struct Subject<'a, T> {
    name: &'static str,
    care: Care,
    source: &'a Reading<T>,
    target: &'a Reading<T>,
    show: fn(&T) -> String,
}

impl<T> Subject<'_, T> {
    /// The facts of this sub-resource. A rule gets what is known of each side.
    fn judge(&self, rules: &[&Rule<'_, T>]) -> Vec<Fact> {
        let show = |reading: &Reading<T>| match reading {
            Ok(value) => (self.show)(value),
            Err(_) => "unknown".to_owned(),
        };
        let (source, target) = (show(self.source), show(self.target));
        let fact = |found: Found, unread: Option<Unread>| Fact {
            name: found.name,
            gate: found.gate,
            verdict: found.verdict,
            source: source.clone(),
            target: target.clone(),
            why: found.why,
            unread,
            steady: true,
        };
        let unread = [self.source.as_ref().err(), self.target.as_ref().err()];
        let lasting = unread.into_iter().flatten();
        let mut lasting = lasting.filter(|why| **why != Unread::NotOffered);
        if let Some(why) = lasting.next() {
            let verdict = match self.care {
                Care::Loss => FactVerdict::Blocks,
                Care::Trouble => FactVerdict::Accept,
            };
            let words = match why {
                Unread::Denied(words) => format!("the credentials may not read it: {words}"),
                Unread::Failed(words) => format!("it could not be read: {words}"),
                Unread::NotOffered => String::new(),
            };
            let found = found(self.name, Gate::Switch, verdict, words);
            return found
                .map(|it| fact(it, Some(why.clone())))
                .into_iter()
                .collect();
        }
        let (a, b) = (self.source.as_ref().ok(), self.target.as_ref().ok());
        let facts = rules.iter().filter_map(|rule| rule(a, b));
        let facts: Vec<Fact> = facts.map(|found| fact(found, None)).collect();
        if !facts.is_empty() {
            return facts;
        }
        let (verdict, why) = if a.is_some() && b.is_some() {
            (FactVerdict::Same, "")
        } else {
            (FactVerdict::Info, "the store does not say: it is not known")
        };
        let found = found(self.name, Gate::Switch, verdict, why);
        found.map(|it| fact(it, None)).into_iter().collect()
    }
}

/// Judges what is true of the buckets of a move: every sub-resource has at least one fact.
pub fn judge(sides: &Sides<'_>) -> Vec<Fact> {
    let mut facts = of_history(sides);
    facts.extend(of_readers(sides));
    facts.extend(of_open_uploads(sides));
    facts.push(of_presigned(sides));
    facts
}

/// Whether a rule for keys that begin with `prefix` is about keys of the range.
fn meets(prefix: &str, range: &str) -> bool {
    prefix.starts_with(range) || range.starts_with(prefix)
}

fn none() -> String {
    "none".to_owned()
}

fn listed<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    if items.is_empty() {
        return none();
    }
    let mut texts: Vec<String> = items.iter().map(show).collect();
    texts.sort();
    texts.join("; ")
}

#[cfg(test)]
mod tests;
