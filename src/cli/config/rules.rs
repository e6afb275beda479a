//! What `[[group]]`, `[[residency]]` and `plan.segments` may say: segments that parse, and enough of them.

use crate::placement::Segment;

use super::check::{Found, item};
use super::{Config, Group, ResidencyConfig};

/// Adds what is wrong with them.
pub fn check(config: &Config, found: &mut Found) {
    for text in &config.plan.segments {
        if let Err(error) = text.parse::<Segment>() {
            found.add("plan.segments", error.to_string());
        }
    }
    for (i, group) in config.group.iter().enumerate() {
        check_group(&item("group", "", i), group, found);
    }
    for (i, rule) in config.residency.iter().enumerate() {
        check_residency(&item("residency", "", i), rule, config, found);
    }
}

fn check_group(key: &str, group: &Group, found: &mut Found) {
    let together = group.keep_together.iter().flat_map(|texts| &texts.0);
    let apart = group.keep_apart.iter().flatten();
    for text in together.chain(apart) {
        if let Err(error) = text.parse::<Segment>() {
            found.add(key, error.to_string());
        }
    }
    let few = |texts: Option<usize>, least: usize| texts.is_some_and(|count| count < least);
    if few(group.keep_apart.as_ref().map(Vec::len), 2) {
        found.add(
            format!("{key}.keep_apart"),
            "`keep_apart` needs at least two segments",
        );
    }
    if few(group.keep_together.as_ref().map(|texts| texts.0.len()), 1) {
        found.add(
            format!("{key}.keep_together"),
            "`keep_together` names no segment",
        );
    }
    let files = group.keep_together_file.is_some() || group.keep_apart_file.is_some();
    if group.keep_together.is_none() && group.keep_apart.is_none() && !files {
        found.add_with(
            key,
            "a [[group]] needs `keep_together` or `keep_apart`",
            "or a CSV file of them: `keep_together_file`, `keep_apart_file`",
        );
    }
}

fn check_residency(key: &str, rule: &ResidencyConfig, config: &Config, found: &mut Found) {
    for text in &rule.segment.0 {
        if let Err(error) = text.parse::<Segment>() {
            found.add(format!("{key}.segment"), error.to_string());
        }
    }
    if rule.segment.0.is_empty() {
        let next = "write segment = \"prefix:tenant/eu/\"";
        found.add_with(key, "a [[residency]] needs a `segment`", next);
    }
    if rule.regions.is_empty() && rule.shards.is_empty() {
        let next = "write regions = [\"eu-central-1\"]";
        found.add_with(key, "a [[residency]] needs `regions` or `shards`", next);
    }
    for name in &rule.shards {
        if !config.shard.iter().any(|shard| shard.name == *name) {
            let message = format!("`{name}` is no [[shard]]");
            found.add(format!("{key}.shards"), message);
        }
    }
}
