//! The map in the forms that routers read.
//!
//! All three take the first rule that matches, so exact keys come first and then prefixes, the longest
//! first. Keys come from strangers: in a regular expression every byte but letters, digits, `-`, `_` and
//! `/` is written as an escape, in a path every byte that is not unreserved as a percent escape.

use std::fmt::Write as _;

use serde_json::json;

use crate::placement::{Rule, Segment, Shard, ShardMap};

/// An nginx `map` block from `$uri`, which is the decoded path, to the name of the shard; empty where no
/// rule tells.
///
/// nginx compares plain strings without regard to case, so even exact keys are regular expressions.
pub fn nginx(map: &ShardMap) -> String {
    let mut text = heading(map);
    text.push_str(
        "# Needs `merge_slashes off`, and no `.` or `..` in paths: nginx resolves them in $uri.\n",
    );
    text.push_str("map $uri $shardctl_shard {\n");
    let _ = writeln!(text, "    default \"{}\";", only_home(map));
    for rule in most_specific_first(map) {
        let _ = writeln!(
            text,
            "    \"~{}\" \"{}\";",
            regex(&rule.segment),
            rule.shard
        );
    }
    text.push_str("}\n");
    text
}

/// A map file for `path,url_dec,map_reg(FILE)`; a key without a rule is found in no line, unless the fleet
/// has one home alone.
pub fn haproxy(map: &ShardMap) -> String {
    let mut text = heading(map);
    text.push_str("# http-request set-var(txn.shard) path,url_dec,map_reg(THIS_FILE)\n");
    for rule in most_specific_first(map) {
        let _ = writeln!(text, "{} {}", regex(&rule.segment), rule.shard);
    }
    let home = only_home(map);
    if !home.is_empty() {
        let _ = writeln!(text, "^/ {home}");
    }
    text
}

/// The `routes` of an Envoy virtual host: paths as SDKs for S3 encode them, one cluster a shard. A key
/// without a rule has no route, unless the fleet has one home alone.
pub fn envoy(map: &ShardMap) -> String {
    let route = |kind: &str, path: String, shard: &str| json!({"match": {kind: path}, "route": {"cluster": shard}});
    let mut routes: Vec<_> = most_specific_first(map)
        .into_iter()
        .map(|rule| {
            let kind = match rule.segment {
                Segment::Exact(_) => "path",
                Segment::Prefix(_) => "prefix",
            };
            route(
                kind,
                encoded_path(rule.segment.key().as_bytes()),
                &rule.shard.0,
            )
        })
        .collect();
    let home = only_home(map);
    if !home.is_empty() {
        routes.push(route("prefix", "/".to_owned(), home));
    }
    let document = json!({"shardctl_map_version": map.lsn, "routes": routes});
    format!("{document:#}\n")
}

fn heading(map: &ShardMap) -> String {
    let mut text = format!(
        "# shardctl map version {}; made by `shardctl map export`\n",
        map.lsn
    );
    for shard in map.shards() {
        let Shard {
            name,
            endpoint,
            bucket,
            prefix,
            mount,
            ..
        } = shard;
        let (prefix, mount) = (prefix.escape_debug(), mount.escape_debug());
        let _ = writeln!(
            text,
            "# {name}: endpoint {endpoint}, bucket {bucket}, prefix \"{prefix}\" in place of \"{mount}\""
        );
    }
    text
}

/// The rules in the order in which the first that matches decides.
fn most_specific_first(map: &ShardMap) -> Vec<Rule> {
    let mut rules: Vec<Rule> = map.rules().collect();
    let longest_first = |rule: &Rule| {
        let prefix = matches!(rule.segment, Segment::Prefix(_));
        (prefix, usize::MAX - rule.segment.key().as_bytes().len())
    };
    // Stable: rules of one length stay in the map's order.
    rules.sort_by_key(longest_first);
    rules
}

/// The one shard that every key without a rule falls to; empty where there are more, or none.
fn only_home(map: &ShardMap) -> &str {
    let mut homes = map.shards().filter(|shard| shard.weight > 0);
    match (homes.next(), homes.next()) {
        (Some(home), None) if home.mount.is_empty() => &home.name.0,
        _ => "",
    }
}

/// A regular expression that matches the paths of the segment's keys and nothing else.
fn regex(segment: &Segment) -> String {
    let mut text = "^/".to_owned();
    for &byte in segment.key().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"-_/".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    if matches!(segment, Segment::Exact(_)) {
        // `$` would match before a newline at the end, too.
        text.push_str("\\z");
    }
    text
}

/// The path of a key, with everything but unreserved characters and `/` percent-encoded.
fn encoded_path(key: &[u8]) -> String {
    let mut path = "/".to_owned();
    for &byte in key {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            path.push(char::from(byte));
        } else {
            let _ = write!(path, "%{byte:02X}");
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use regex::bytes::Regex;

    fn map(rules: &[(&str, &str)], weights: [u32; 2]) -> ShardMap {
        let shards = [
            Shard::of_tests("a", weights[0]),
            Shard::of_tests("b", weights[1]),
        ];
        let mut map = ShardMap::new(3, shards);
        for (segment, shard) in rules {
            map.insert(segment.parse().unwrap(), (*shard).into(), 1);
        }
        map
    }

    const RULES: [(&str, &str); 5] = [
        ("prefix:t/", "a"),
        ("prefix:t/4/", "b"),
        ("exact:t/4/x", "a"),
        ("prefix:w.*/\"$1 {;}\n", "b"),
        ("exact:käse", "b"),
    ];

    #[test]
    fn nginx_takes_the_most_specific_rule_first_and_no_key_breaks_out() {
        let text = nginx(&map(&RULES, [1, 1]));
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(
            lines,
            [
                "map $uri $shardctl_shard {",
                "    default \"\";",
                "    \"~^/k\\xc3\\xa4se\\z\" \"b\";",
                "    \"~^/t/4/x\\z\" \"a\";",
                "    \"~^/w\\x2e\\x2a/\\x22\\x241\\x20\\x7b\\x3b\\x7d\\x0a\" \"b\";",
                "    \"~^/t/4/\" \"b\";",
                "    \"~^/t/\" \"a\";",
                "}",
            ]
        );
        assert!(nginx(&map(&RULES, [0, 1])).contains("default \"b\";"));
    }

    #[test]
    fn haproxy_lines_are_a_pattern_and_a_shard() {
        let text = haproxy(&map(&RULES, [1, 0]));
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines.last(), Some(&"^/ a"));
        assert!(
            lines.iter().all(|line| line.split(' ').count() == 2),
            "{lines:?}"
        );
    }

    #[test]
    fn envoy_routes_are_paths_as_clients_send_them() {
        let routes: serde_json::Value = serde_json::from_str(&envoy(&map(&RULES, [1, 1]))).unwrap();
        assert_eq!(routes["routes"][0]["match"]["path"], "/k%C3%A4se");
        assert_eq!(
            routes["routes"][2]["match"]["prefix"],
            "/w.%2A/%22%241%20%7B%3B%7D%0A"
        );
        assert_eq!(routes["routes"].as_array().unwrap().len(), 5);
    }

    proptest! {
        /// Whoever takes the first pattern that matches finds what the map says.
        #[test]
        fn the_first_match_is_the_maps_answer(
            rules in prop::collection::vec(("(prefix:[a-c./+é\n]{0,4}|exact:[a-c./+é\n]{1,4})", "[ab]"), 0..8),
            key in "[a-c./+é\n]{0,5}",
        ) {
            let rules: Vec<_> = rules.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            let map = map(&rules, [1, 1]);
            let path = format!("/{key}");
            let found = most_specific_first(&map).into_iter().find(|rule| {
                let pattern = format!("(?-u){}", regex(&rule.segment));
                Regex::new(&pattern).unwrap().is_match(path.as_bytes())
            });
            let key = key.as_str().into();
            prop_assert_eq!(found.map(|rule| rule.segment), map.rule_covering(&key).cloned());
        }
    }
}
