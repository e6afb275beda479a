//! [`Spent`]: what a move asked of its two shards, as bills count it.

use std::ops::{Add, AddAssign};

use serde::{Deserialize, Serialize};

use super::Route;

/// Keys of one page of a listing.
const PAGE_KEYS: u64 = 1_000;

/// What one shard was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Asked {
    /// GET, HEAD and the like.
    #[serde(skip_serializing_if = "is_zero")]
    pub reads: u64,
    /// PUT, COPY, POST and parts of uploads.
    #[serde(skip_serializing_if = "is_zero")]
    pub writes: u64,
    /// Pages of listings.
    #[serde(skip_serializing_if = "is_zero")]
    pub lists: u64,
    /// DELETE, of one or of many, and uploads ended without an object.
    #[serde(skip_serializing_if = "is_zero")]
    pub deletes: u64,
    /// Bytes sent to this host.
    #[serde(skip_serializing_if = "is_zero")]
    pub read_bytes: u64,
    /// Bytes that stores copied out of it to the other shard.
    #[serde(skip_serializing_if = "is_zero")]
    pub copied_bytes: u64,
}

/// What a move asked of its two shards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spent {
    /// The shard that it moves from, also where it is moved back.
    pub from: Asked,
    /// The shard that it moves to.
    pub to: Asked,
}

impl Asked {
    /// Requests of every kind.
    pub fn requests(&self) -> u64 {
        self.reads + self.writes + self.lists + self.deletes
    }

    fn each(self, other: Self, of: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            reads: of(self.reads, other.reads),
            writes: of(self.writes, other.writes),
            lists: of(self.lists, other.lists),
            deletes: of(self.deletes, other.deletes),
            read_bytes: of(self.read_bytes, other.read_bytes),
            copied_bytes: of(self.copied_bytes, other.copied_bytes),
        }
    }
}

impl Spent {
    /// What the least takes: a look at each object, one copy, one delete, and pages that list both shards.
    pub fn least(objects: u64, bytes: u64, route: Route) -> Self {
        let lists = objects.div_ceil(PAGE_KEYS).max(1);
        let streamed = route == Route::Streamed;
        Self {
            from: Asked {
                reads: objects,
                deletes: objects,
                lists,
                read_bytes: if streamed { bytes } else { 0 },
                copied_bytes: if streamed { 0 } else { bytes },
                ..Asked::default()
            },
            to: Asked {
                writes: objects,
                lists,
                ..Asked::default()
            },
        }
    }

    /// What this is more than `earlier`.
    #[must_use]
    pub fn since(self, earlier: Self) -> Self {
        Self {
            from: self.from.each(earlier.from, u64::saturating_sub),
            to: self.to.each(earlier.to, u64::saturating_sub),
        }
    }

    /// Requests of every kind to both.
    pub fn requests(&self) -> u64 {
        self.from.requests() + self.to.requests()
    }

    /// Bytes that left either shard.
    pub fn bytes(&self) -> u64 {
        let of = |asked: Asked| asked.read_bytes + asked.copied_bytes;
        of(self.from) + of(self.to)
    }

    /// Whether nothing was asked.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl Add for Spent {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            from: self.from.each(other.from, u64::saturating_add),
            to: self.to.each(other.to, u64::saturating_add),
        }
    }
}

impl AddAssign for Spent {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_asked_takes_no_room_in_the_journal() {
        let mut spent = Spent::least(1_001, 5, Route::ServerSide);
        let json = serde_json::to_string(&spent).unwrap();
        assert_eq!(
            json,
            r#"{"from":{"reads":1001,"lists":2,"deletes":1001,"copied_bytes":5},"to":{"writes":1001,"lists":2}}"#
        );
        assert_eq!(serde_json::from_str::<Spent>(&json).unwrap(), spent);
        let earlier = spent;
        spent += Spent::least(1, 7, Route::Streamed);
        assert_eq!(spent.since(earlier), Spent::least(1, 7, Route::Streamed));
        assert_eq!((spent.requests(), spent.bytes()), (3 * 1_002 + 6, 12));
        assert!(earlier.since(spent).is_nothing() && !spent.is_nothing());
    }
}
