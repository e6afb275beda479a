//! [`Shard`]: a place that can hold data.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Key;

/// The name of a shard in the config and in the map.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ShardName(pub String);

impl fmt::Display for ShardName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<&str> for ShardName {
    fn from(name: &str) -> Self {
        Self(name.to_owned())
    }
}

/// Below a shard's prefix: what shardctl itself keeps there. Never data.
pub const OWN_FOLDER: &str = ".shardctl/";

/// Below a shard's prefix: says whose the shard is.
pub const OWNER_MARKER: &str = ".shardctl/owner.json";

/// Below a shard's prefix: objects that were written to see what its store honours.
pub const PROBES: &str = ".shardctl/probe/";

/// A placement target: bucket and key prefix on an endpoint, in a region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shard {
    /// Unique in the fleet.
    pub name: ShardName,
    /// Name of the endpoint in the config.
    pub endpoint: String,
    /// Bucket on that endpoint.
    pub bucket: String,
    /// What every key of this shard starts with in the bucket; often empty.
    pub prefix: String,
    /// Where the keys found here begin in the logical key space; buckets that share a mount are
    /// shards of one key space.
    pub mount: String,
    /// Region label, for prices, latency and demand.
    pub region: String,
    /// Share of the keys no rule covers, relative to the other shards; 0 takes none.
    pub weight: u32,
}

impl Shard {
    /// A whole bucket of its own name, for tests that care for name and weight alone.
    #[cfg(test)]
    pub(crate) fn of_tests(name: &str, weight: u32) -> Self {
        Self {
            name: name.into(),
            endpoint: "e".into(),
            bucket: name.into(),
            prefix: String::new(),
            mount: String::new(),
            region: "r".into(),
            weight,
        }
    }

    /// The logical key of an object that has always lain here; `None` when the object is outside
    /// the shard's prefix. (A segment moved here from another mount keeps its full logical key:
    /// `ShardMap::logical_key` knows.)
    pub fn logical_key(&self, object_key: &[u8]) -> Option<Key> {
        let rest = object_key.strip_prefix(self.prefix.as_bytes())?;
        Some([self.mount.as_bytes(), rest].concat().into())
    }

    /// Whether an object is a record of ours beside the data: such are never inventoried or moved.
    pub fn is_own_record(&self, object_key: &[u8]) -> bool {
        let rest = object_key.strip_prefix(self.prefix.as_bytes());
        rest.is_some_and(|rest| rest.starts_with(OWN_FOLDER.as_bytes()))
    }

    /// Whether an object here says that what is beside it is a shard of its own: one within this one,
    /// which only another fleet can have.
    pub fn is_foreign_marker(&self, object_key: &[u8]) -> bool {
        let rest = object_key.strip_prefix(self.prefix.as_bytes());
        let folder = rest.and_then(|rest| rest.strip_suffix(OWNER_MARKER.as_bytes()));
        folder.is_some_and(|folder| !folder.is_empty())
    }

    /// The object key that holds `logical` in this shard: the mount, where `logical` starts with
    /// it, gives way to the prefix; a key of another mount is kept whole below the prefix.
    pub fn object_key(&self, logical: &Key) -> Key {
        let bytes = logical.as_bytes();
        let rest = bytes.strip_prefix(self.mount.as_bytes()).unwrap_or(bytes);
        [self.prefix.as_bytes(), rest].concat().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shard(prefix: &str, mount: &str) -> Shard {
        Shard {
            name: "a".into(),
            endpoint: "e".into(),
            bucket: "b".into(),
            prefix: prefix.into(),
            mount: mount.into(),
            region: "r".into(),
            weight: 1,
        }
    }

    #[test]
    fn keys_translate_both_ways() {
        let mounted = shard("fleet/", "video/");
        let logical = mounted.logical_key(b"fleet/a.mp4").unwrap();
        assert_eq!(logical, "video/a.mp4".into());
        assert_eq!(mounted.object_key(&logical), "fleet/a.mp4".into());
        assert_eq!(mounted.logical_key(b"other/a.mp4"), None);
        assert_eq!(mounted.object_key(&"logs/x".into()), "fleet/logs/x".into());
    }

    #[test]
    fn records_of_ours_lie_right_below_the_prefix() {
        let mounted = shard("fleet/", "video/");
        assert!(mounted.is_own_record(b"fleet/.shardctl/owner.json"));
        assert!(!mounted.is_own_record(b"fleet/x/.shardctl/owner.json"));
        assert!(!mounted.is_own_record(b".shardctl/owner.json"));
        assert!(mounted.is_foreign_marker(b"fleet/x/.shardctl/owner.json"));
        assert!(mounted.is_foreign_marker(b"fleet/x.shardctl/owner.json"));
        assert!(!mounted.is_foreign_marker(b"fleet/.shardctl/owner.json"));
        assert!(!mounted.is_foreign_marker(b"fleet/x/.shardctl/other.json"));
    }
}
