//! `[[group]]` and `[[residency]]` → rules of the planner: segments in the config, and CSV files of them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::cli::config::OneOrMore;
use crate::cli::{CommandError, Exit, Settings};
use crate::placement::Segment;
use crate::plan::{GroupRule, Residency};

/// Most groups of a `keep_apart_file`: each is a limit of its own on every shard.
const APART_MAX: usize = 64;

/// The rules, in the order of the config.
pub fn groups(settings: &Settings) -> Result<Vec<GroupRule>, CommandError> {
    let mut rules = Vec::new();
    for group in &settings.config.group {
        if let Some(OneOrMore(texts)) = &group.keep_together {
            rules.push(GroupRule::KeepTogether(segments(texts)?));
        }
        if let Some(texts) = &group.keep_apart {
            rules.push(GroupRule::KeepApart(segments(texts)?));
        }
        if let Some(path) = &group.keep_together_file {
            let path = settings.beside_config(path);
            let sets = read(&path)?.into_values();
            rules.extend(sets.map(GroupRule::KeepTogether));
        }
        if let Some(path) = &group.keep_apart_file {
            let path = settings.beside_config(path);
            let sets = read(&path)?;
            let several = sets.into_values().filter(|set| set.len() > 1);
            let several: Vec<GroupRule> = several.map(GroupRule::KeepApart).collect();
            if several.len() > APART_MAX {
                let why = format!("it has {} groups, and may have {APART_MAX}", several.len());
                return Err(bad_file(&path, why));
            }
            rules.extend(several);
        }
    }
    Ok(rules)
}

/// Where keys may live, in the order of the config.
pub fn residency(settings: &Settings) -> Result<Vec<Residency>, CommandError> {
    let rules = settings.config.residency.iter().map(|rule| {
        Ok(Residency {
            segments: segments(&rule.segment.0)?,
            regions: rule.regions.clone(),
            shards: (rule.shards.iter())
                .map(|name| name.as_str().into())
                .collect(),
            torn: Vec::new(),
        })
    });
    rules.collect()
}

/// Texts as segments.
fn segments(texts: &[String]) -> Result<Vec<Segment>, CommandError> {
    let bad = |error: crate::placement::ParseSegmentError| {
        CommandError::new(Exit::Usage, "bad_group", error.to_string())
            .next("write segments as prefix:tenant/42/ or exact:KEY")
    };
    texts.iter().map(|text| text.parse().map_err(bad)).collect()
}

fn read(path: &Path) -> Result<BTreeMap<String, Vec<Segment>>, CommandError> {
    std::fs::read(path)
        .map_err(|error| error.to_string())
        .and_then(|text| sets(&text))
        .map_err(|why| bad_file(path, why))
}

fn bad_file(path: &Path, why: String) -> CommandError {
    let what = format!("cannot use the group file `{}`", path.display());
    CommandError::new(Exit::Usage, "bad_group_file", what)
        .why(why)
        .next("it is CSV with a first line key,group or rule,group; a rule is prefix:tenant/42/ or exact:KEY")
}

/// Group → its segments, in the order of the file; the error names the line.
fn sets(text: &[u8]) -> Result<BTreeMap<String, Vec<Segment>>, String> {
    let mut rows = csv::ReaderBuilder::new()
        .trim(csv::Trim::Headers)
        .from_reader(text);
    let header = rows.headers().map_err(|error| error.to_string())?;
    let column = |name: &str| header.iter().position(|column| column == name);
    let (of_group, as_key, of_text) = match (column("group"), column("key"), column("rule")) {
        (Some(group), Some(key), None) => (group, true, key),
        (Some(group), None, Some(rule)) => (group, false, rule),
        _ => {
            let found: Vec<&str> = header.iter().collect();
            return Err(format!("its first line is {}", found.join(",")));
        }
    };
    let mut sets: BTreeMap<String, Vec<Segment>> = BTreeMap::new();
    for row in rows.records() {
        let row = row.map_err(|error| error.to_string())?;
        let line = row.position().map_or(0, csv::Position::line);
        let field = |at: usize| {
            let field = row.get(at).filter(|field| !field.is_empty());
            field.ok_or_else(|| format!("line {line}: an empty field"))
        };
        let (group, text) = (field(of_group)?, field(of_text)?);
        let segment = if as_key {
            Segment::Exact(text.into())
        } else {
            let wrong = |error| format!("line {line}: {error}");
            text.parse::<Segment>().map_err(wrong)?
        };
        sets.entry(group.to_owned()).or_default().push(segment);
    }
    Ok(sets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_groups_keys_or_rules_and_names_the_line_that_is_wrong() {
        let exact = |key: &str| Segment::Exact(key.into());
        let keys = sets(b"key,group\n\"a,1\",x\nb/,y\nc,x\n").unwrap();
        assert_eq!(keys["x"], [exact("a,1"), exact("c")]);
        assert_eq!(keys["y"], [exact("b/")], "a key, even if it ends so");
        let rules = sets(b"group, rule\nx,prefix:a/\nx,exact:b\n").unwrap();
        assert_eq!(rules["x"], ["prefix:a/".parse().unwrap(), exact("b")]);
        for (text, why) in [
            (&b"name,group\n"[..], "its first line is name,group"),
            (b"key,rule,group\n", "its first line is key,rule,group"),
            (b"rule,group\na/,x\n", "line 2: `a/` is not a segment"),
            (b"key,group\na,x\nb,\n", "line 3: an empty field"),
            (b"key,group\na\n", "found record with 1 fields"),
        ] {
            let error = sets(text).unwrap_err();
            assert!(error.contains(why), "{error}");
        }
    }
}
