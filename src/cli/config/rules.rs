//! What `[[group]]` and `plan.segments` may say: segments that parse, and enough of them.

use crate::placement::Segment;

use super::check::{Found, item};
use super::{Config, Group};

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
