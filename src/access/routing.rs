//! [`BucketRoutes`]: which shard a logged request met, by bucket and longest key prefix.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::placement::Shard;

use super::Excluded;

/// The shards of a fleet by bucket.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BucketRoutes {
    /// Per bucket, longest prefix first; in order of the buckets' names.
    shards: Vec<(String, Vec<Shard>)>,
}

/// Buckets up to so many are looked through.
const FEW: usize = 8;

impl BucketRoutes {
    /// Routes to `shards`. Where the log source has an endpoint and a bucket name exists on
    /// several, those of that endpoint are meant.
    pub fn new(shards: &[Shard], endpoint: Option<&str>) -> Self {
        let mut routes: BTreeMap<String, Vec<Shard>> = BTreeMap::new();
        for shard in shards {
            let of_bucket = routes.entry(shard.bucket.clone()).or_default();
            of_bucket.push(shard.clone());
        }
        for of_bucket in routes.values_mut() {
            let here = |shard: &Shard| Some(shard.endpoint.as_str()) == endpoint;
            if of_bucket.iter().any(here) {
                of_bucket.retain(here);
            }
            of_bucket.sort_by_key(|shard| std::cmp::Reverse(shard.prefix.len()));
        }
        Self {
            shards: routes.into_iter().collect(),
        }
    }

    #[inline]
    fn shards_of(&self, bucket: &str) -> Option<&[Shard]> {
        let found = if self.shards.len() <= FEW {
            self.shards.iter().position(|(name, _)| *name == bucket)
        } else {
            let name = |(name, _): &(String, Vec<Shard>)| name.as_str().cmp(bucket);
            self.shards.binary_search_by(name).ok()
        };
        Some(&self.shards[found?].1)
    }

    /// The shard and the logical key of an object. Two equally specific shards (one bucket name on
    /// two endpoints) are no answer, unless they mean the same.
    #[inline]
    pub fn route<'k>(
        &self,
        bucket: &str,
        key: &'k [u8],
    ) -> Result<(&Shard, Cow<'k, [u8]>), Excluded> {
        let of_bucket = self.shards_of(bucket).ok_or(Excluded::Foreign)?;
        let mut found = of_bucket
            .iter()
            .filter_map(|shard| Some((shard, key.strip_prefix(shard.prefix.as_bytes())?)));
        let (shard, rest) = found.next().ok_or(Excluded::Foreign)?;
        for (other, other_rest) in found {
            if other.prefix.len() < shard.prefix.len() {
                break;
            }
            let same = other_rest == rest && other.mount == shard.mount;
            if !same || other.region != shard.region {
                return Err(Excluded::AmbiguousBucket);
            }
        }
        let logical = match shard.mount.as_bytes() {
            [] => Cow::Borrowed(rest),
            mount => Cow::Owned([mount, rest].concat()),
        };
        Ok((shard, logical))
    }

    /// The only shard of a bucket, whatever the key.
    pub fn only_shard(&self, bucket: &str) -> Option<&Shard> {
        match self.shards_of(bucket)? {
            [only] => Some(only),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shard(name: &str, endpoint: &str, bucket: &str, prefix: &str, mount: &str) -> Shard {
        Shard {
            name: name.into(),
            endpoint: endpoint.into(),
            bucket: bucket.into(),
            prefix: prefix.into(),
            mount: mount.into(),
            region: endpoint.into(),
            weight: 1,
        }
    }

    #[test]
    fn the_longest_prefix_of_the_bucket_wins() {
        let shards = [
            shard("whole", "e1", "b", "", ""),
            shard("part", "e1", "b", "video/", "v/"),
            shard("twin", "e2", "c", "", ""),
            shard("twin2", "e3", "c", "", ""),
            shard("only", "e1", "d", "p/", ""),
        ];
        let route = |endpoint, bucket, key: &str| {
            BucketRoutes::new(&shards, endpoint)
                .route(bucket, key.as_bytes())
                .map(|(shard, key)| {
                    let key = String::from_utf8_lossy(&key).into_owned();
                    (shard.name.0.clone(), key)
                })
        };
        let fine = |name: &str, key: &str| Ok((name.to_owned(), key.to_owned()));
        assert_eq!(route(None, "b", "a/k"), fine("whole", "a/k"));
        assert_eq!(route(None, "b", "video/k"), fine("part", "v/k"));
        assert_eq!(route(None, "x", "k"), Err(Excluded::Foreign));
        assert_eq!(route(None, "d", "q/k"), Err(Excluded::Foreign));
        assert_eq!(route(None, "c", "k"), Err(Excluded::AmbiguousBucket));
        assert_eq!(route(Some("e3"), "c", "k"), fine("twin2", "k"));
        assert_eq!(route(Some("e1"), "c", "k"), Err(Excluded::AmbiguousBucket));
    }
}
