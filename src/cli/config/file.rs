//! [`ConfigFile`]: a config file as read, with the line of every key and what is wrong with it.

use std::io::ErrorKind;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::cli::{CommandError, Exit, did_you_mean};

use super::{Config, check, keys, secrets};

/// A key that the file sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// As people name it: `shard.use1.bucket`.
    pub key: String,
    /// Its path in the table of keys: `shard[].bucket`.
    pub path: String,
    /// The value, as TOML.
    pub value: String,
    /// The line it stands on.
    pub line: usize,
}

/// Something wrong in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The key it is about: `shard.use1.region`; for syntax empty.
    pub key: String,
    /// The line, where one is known.
    pub line: Option<usize>,
    /// A lower-case fragment.
    pub message: String,
    /// What to do about it.
    pub next: Option<String>,
}

/// A file, read. With problems the config is what could be understood.
#[derive(Clone, Debug, Default)]
pub struct ConfigFile {
    /// Where it is.
    pub path: PathBuf,
    /// What it says.
    pub config: Config,
    /// Every key it sets, in order of lines.
    pub entries: Vec<Entry>,
    /// What is wrong with it, in order of lines.
    pub problems: Vec<Problem>,
}

impl ConfigFile {
    /// Reads and checks the file at `path`; only a file that cannot be read is an error.
    pub fn read(path: &Path) -> Result<Self, CommandError> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            let what = format!("cannot read the config file `{}`", path.display());
            let wrong =
                CommandError::new(Exit::Usage, "config_unreadable", what).why(error.to_string());
            match error.kind() {
                ErrorKind::NotFound => {
                    wrong.next("shardctl init      writes a config to start from")
                }
                ErrorKind::InvalidData => wrong.next("a config is TOML in UTF-8"),
                _ => wrong.next("check its owner and mode, or name another with -c FILE"),
            }
        })?;
        Ok(Self::parse(path, &text))
    }

    /// Reads and checks `text`, which is what is at `path`.
    pub fn parse(path: &Path, text: &str) -> Self {
        let mut file = Self {
            path: path.to_owned(),
            ..Self::default()
        };
        let lines = Lines(text);
        match DeTable::parse(text) {
            Ok(table) => file.understand(table, &lines),
            Err(error) => file.problems.push(lines.problem(&error)),
        }
        file.problems.sort_by_key(|problem| problem.line);
        file
    }

    fn understand(&mut self, table: Spanned<DeTable<'_>>, lines: &Lines) {
        let mut walk = Walk {
            lines,
            entries: &mut self.entries,
            problems: &mut self.problems,
        };
        walk.table(table.get_ref(), "", "");
        self.entries
            .sort_by(|a, b| a.line.cmp(&b.line).then_with(|| a.key.cmp(&b.key)));
        if !self.problems.is_empty() {
            return;
        }
        match Config::deserialize(toml::Deserializer::from(table)) {
            Ok(config) => {
                self.config = config;
                let found = check(&self.config);
                let found = found.into_iter().map(|problem| self.place(problem));
                self.problems = found.collect();
            }
            Err(error) => self.problems.push(lines.problem(&error)),
        }
    }

    /// Gives a problem the line of its key, or of the nearest key of the same table.
    fn place(&self, mut problem: Problem) -> Problem {
        let mut key = problem.key.as_str();
        while problem.line.is_none() {
            let under = |entry: &&Entry| {
                let rest = entry.key.strip_prefix(key);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            problem.line = self.entries.iter().find(under).map(|entry| entry.line);
            match key.rsplit_once('.') {
                Some((parent, _)) => key = parent,
                None => break,
            }
        }
        problem
    }

    /// The error of a file with problems.
    pub fn error(&self) -> Option<CommandError> {
        let path = self.path.display();
        let place = |problem: &Problem| match problem.line {
            Some(line) => format!("{path}:{line}"),
            None => path.to_string(),
        };
        match self.problems.as_slice() {
            [] => None,
            [one] => {
                let error = CommandError::new(Exit::Usage, "config_wrong", &one.message);
                let error = error.detail("at", place(one));
                Some(match &one.next {
                    Some(next) => error.next(next),
                    None => error.next("correct it, then: shardctl config check"),
                })
            }
            several => {
                let what = format!("the config file has {} problems", several.len());
                let mut error = CommandError::new(Exit::Usage, "config_wrong", what);
                for problem in several {
                    let next = problem.next.iter().map(|next| format!("\n  {next}"));
                    let text = format!("{}  {}", place(problem), problem.message);
                    error = error.detail("problem", text + &next.collect::<String>());
                }
                Some(error.next("correct them, then: shardctl config check"))
            }
        }
    }
}

/// The text, to find lines in.
struct Lines<'a>(&'a str);

impl Lines<'_> {
    fn of(&self, span: &Range<usize>) -> usize {
        let before = self.0.as_bytes().iter().take(span.start);
        before.filter(|&&byte| byte == b'\n').count() + 1
    }

    fn problem(&self, error: &toml::de::Error) -> Problem {
        Problem {
            key: String::new(),
            line: error.span().map(|span| self.of(&span)),
            // The error's own text would quote the line, which may hold what must not be shown.
            message: error.message().lines().collect::<Vec<_>>().join(" "),
            next: None,
        }
    }
}

/// Goes through the file against the table of keys.
struct Walk<'a> {
    lines: &'a Lines<'a>,
    entries: &'a mut Vec<Entry>,
    problems: &'a mut Vec<Problem>,
}

impl Walk<'_> {
    /// `path` is the table's place in the table of keys, `shown` what people call it.
    fn table(&mut self, table: &DeTable<'_>, path: &str, shown: &str) {
        let known = keys::children(path);
        for (name, value) in table {
            let line = self.lines.of(&name.span());
            let name: &str = name.get_ref();
            let several = format!("{name}[]");
            let child = known
                .iter()
                .find(|&&k| k == name || k == several || k == "*");
            let shown = join(shown, name);
            match child {
                Some(&child) => self.value(value.get_ref(), &join(path, child), &shown, line),
                None => self.problems.push(unknown(name, &known, shown, line)),
            }
        }
    }

    fn value(&mut self, value: &DeValue<'_>, path: &str, shown: &str, line: usize) {
        if secrets::is_secret_value(value) {
            self.problems.push(secrets::problem(shown, line));
            return;
        }
        match value {
            DeValue::Table(table) if keys::find(path).is_none() => self.table(table, path, shown),
            DeValue::Array(items) if path.ends_with("[]") => {
                for (i, item) in items.iter().enumerate() {
                    let line = self.lines.of(&item.span());
                    let shown = item_name(item.get_ref(), i)
                        .map_or_else(|| format!("{shown}[{i}]"), |name| format!("{shown}.{name}"));
                    self.value_of_item(item.get_ref(), path, &shown, line);
                }
            }
            _ => self.entry(value, path, shown, line),
        }
    }

    fn value_of_item(&mut self, item: &DeValue<'_>, path: &str, shown: &str, line: usize) {
        match item.as_table() {
            Some(table) => self.table(table, path, shown),
            None => self.entry(item, path, shown, line),
        }
    }

    fn entry(&mut self, value: &DeValue<'_>, path: &str, shown: &str, line: usize) {
        self.entries.push(Entry {
            key: shown.to_owned(),
            path: path.to_owned(),
            value: written(value),
            line,
        });
    }
}

fn join(parent: &str, name: &str) -> String {
    if parent.is_empty() {
        name.to_owned()
    } else {
        format!("{parent}.{name}")
    }
}

fn item_name(item: &DeValue<'_>, _index: usize) -> Option<String> {
    let name = item.as_table()?.get("name")?.get_ref().as_str()?;
    Some(name.to_owned()).filter(|name| !name.is_empty())
}

fn unknown(name: &str, known: &[&'static str], key: String, line: usize) -> Problem {
    if secrets::is_secret_name(name) {
        return secrets::problem(&key, line);
    }
    let siblings = known.iter().map(|name| name.trim_end_matches("[]"));
    let next = match did_you_mean(name, siblings) {
        Some(near) => Some(format!("did you mean `{near}`?")),
        None => elsewhere(name),
    };
    Problem {
        message: format!("unknown key `{key}`"),
        key,
        line: Some(line),
        next,
    }
}

/// A key that exists, but in another table.
fn elsewhere(name: &str) -> Option<String> {
    let parents = keys::KEYS.iter().filter_map(|key| {
        let (parent, last) = key.path.rsplit_once('.')?;
        (last == name).then_some(parent)
    });
    let section = |parent| keys::SECTIONS.iter().find(|section| section.path == parent);
    let heads: Vec<&str> = parents
        .filter_map(section)
        .map(|section| section.head)
        .collect();
    (!heads.is_empty()).then(|| format!("`{name}` belongs in {}", heads.join(" or ")))
}

fn written(value: &DeValue<'_>) -> String {
    match value {
        // A JSON string is a basic string of TOML, and always one line.
        DeValue::String(text) => serde_json::Value::from(text.as_ref()).to_string(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(time) => time.to_string(),
        DeValue::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| written(item.get_ref())).collect();
            format!("[{}]", items.join(", "))
        }
        DeValue::Table(table) => {
            let pairs = table
                .iter()
                .map(|(name, value)| format!("{} = {}", name.get_ref(), written(value.get_ref())));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
    }
}
