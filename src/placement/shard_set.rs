//! Differences between the map's shard set and another, such as the config's.
//!
//! The set and its weights are part of the map: a config edit changes no answer, it only disagrees.

use std::collections::BTreeMap;
use std::fmt;

use super::{Shard, ShardMap, ShardName};

/// One disagreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShardDifference {
    /// The map does not know the shard.
    NotInMap(ShardName),
    /// Only the map knows the shard.
    OnlyInMap(ShardName),
    /// Both know the shard, with different properties.
    Field {
        /// The shard.
        shard: ShardName,
        /// Name of the property in the config.
        field: &'static str,
        /// Its value in the map.
        in_map: String,
        /// Its value in the other set.
        other: String,
    },
}

impl ShardDifference {
    /// The shard that it is about.
    pub fn shard(&self) -> &ShardName {
        match self {
            Self::NotInMap(shard) | Self::OnlyInMap(shard) | Self::Field { shard, .. } => shard,
        }
    }
}

impl fmt::Display for ShardDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInMap(name) => write!(f, "shard `{name}` is not in the map"),
            Self::OnlyInMap(name) => write!(f, "shard `{name}` is in the map only"),
            Self::Field {
                shard,
                field,
                in_map,
                other,
            } => write!(
                f,
                "shard `{shard}`: {field} is `{in_map}` in the map and `{other}` here"
            ),
        }
    }
}

/// How `shards` differ from the set of `map`, in name order; empty when they agree.
pub fn shard_differences(map: &ShardMap, shards: &[Shard]) -> Vec<ShardDifference> {
    let others: BTreeMap<&ShardName, &Shard> =
        shards.iter().map(|shard| (&shard.name, shard)).collect();
    let mut differences = Vec::new();
    for shard in map.shards() {
        match others.get(&shard.name) {
            Some(other) => differences.extend(field_differences(shard, other)),
            None => differences.push(ShardDifference::OnlyInMap(shard.name.clone())),
        }
    }
    let unknown = others.keys().filter(|name| map.shard(name).is_none());
    differences.extend(unknown.map(|name| ShardDifference::NotInMap((*name).clone())));
    differences
}

fn field_differences(in_map: &Shard, other: &Shard) -> Vec<ShardDifference> {
    let fields = |shard: &Shard| {
        [
            ("endpoint", shard.endpoint.clone()),
            ("bucket", shard.bucket.clone()),
            ("prefix", shard.prefix.clone()),
            ("mount", shard.mount.clone()),
            ("region", shard.region.clone()),
            ("weight", shard.weight.to_string()),
        ]
    };
    fields(in_map)
        .into_iter()
        .zip(fields(other))
        .filter(|(a, b)| a != b)
        .map(
            |((field, in_map_value), (_, other))| ShardDifference::Field {
                shard: in_map.name.clone(),
                field,
                in_map: in_map_value,
                other,
            },
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shard(name: &str, weight: u32) -> Shard {
        Shard::of_tests(name, weight)
    }

    #[test]
    fn differences_name_what_to_change() {
        let map = ShardMap::new(1, [shard("a", 1), shard("b", 1)]);
        assert_eq!(shard_differences(&map, &[shard("b", 1), shard("a", 1)]), []);
        let text: Vec<String> = shard_differences(&map, &[shard("a", 5), shard("c", 1)])
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            text,
            [
                "shard `a`: weight is `1` in the map and `5` here",
                "shard `b` is in the map only",
                "shard `c` is not in the map",
            ]
        );
    }
}
