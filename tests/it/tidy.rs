//! The house rules that a reader relies on, checked in the sources themselves.
//!
//! What is tested: which folder may know which, a `//!` on every module, no file above 600 lines and no
//! function above 70, where foreign crates stay, and a few words that have no place in the sources.
//! Inline tests and `tests.rs` files are free.

use std::fs;
use std::path::{Path, PathBuf};

const FILE_LINES_MAX: usize = 600;
const FUNCTION_LINES_MAX: usize = 70;
const FOLDERS_MAX: usize = 2;

/// Values in, values out.
const PURE: [&str; 5] = ["access", "forecast", "migration", "placement", "plan"];

/// Which folder or file of `src` may use which others. Whatever is not here may use all.
const MAY_USE: &[(&str, &[&str])] = &[
    ("placement", &[]),
    ("access", &["placement"]),
    ("forecast", &["access", "placement"]),
    ("plan", &["access", "forecast", "migration", "placement"]),
    ("migration", &["placement"]),
    (
        "ports",
        &["access", "forecast", "migration", "placement", "plan"],
    ),
    (
        "engine",
        &[
            "access",
            "forecast",
            "migration",
            "placement",
            "plan",
            "ports",
        ],
    ),
    (
        "adapters",
        &[
            "access",
            "forecast",
            "migration",
            "placement",
            "plan",
            "ports",
        ],
    ),
    (
        "simulator",
        &[
            "access",
            "forecast",
            "migration",
            "placement",
            "plan",
            "ports",
        ],
    ),
    ("ui", &["cli", "migration", "placement", "ports"]),
    (
        "cli",
        &[
            "access",
            "commands",
            "forecast",
            "migration",
            "placement",
            "plan",
            "ports",
        ],
    ),
    (
        "commands",
        &[
            "access",
            "cli",
            "engine",
            "forecast",
            "migration",
            "placement",
            "plan",
            "ports",
            "simulator",
            "ui",
        ],
    ),
    ("runtime.rs", &["cli", "commands"]),
    ("lib.rs", &[]),
];

/// A crate or door, and the only places that may use it.
const STAYS_IN: &[(&str, &[&str])] = &[
    ("aws_config::", &["adapters/s3/"]),
    ("aws_credential_types::", &["adapters/s3/"]),
    ("aws_sdk_s3::", &["adapters/s3/"]),
    ("aws_smithy", &["adapters/s3/"]),
    (
        "clap_complete",
        &["commands/completion.rs", "commands/generate.rs"],
    ),
    ("clap_mangen", &["cli/manual.rs", "cli/runbook.rs"]),
    // The only door to a delete of data takes a permit; a control location holds none, and gives up only
    // what can be made again; who counts requests hands them on.
    (
        "DeleteRequest",
        &[
            "adapters/bucket_control.rs",
            // Refuses it.
            "adapters/read_only_bucket.rs",
            "adapters/s3/",
            "engine/doctor/",
            "engine/migration/metered_bucket.rs",
            "engine/migration/place.rs",
            "ports/",
            "simulator/",
        ],
    ),
    ("comfy_table", &["ui/"]),
    ("indicatif", &["ui/"]),
    ("io::stderr", &["ui/"]),
    ("io::stdout", &["ui/"]),
    ("rusqlite", &["adapters/sqlite/"]),
    ("s3s::", &["simulator/"]),
    ("tracing_subscriber", &["ui/log.rs"]),
];

/// Doors that the pure core has none of.
const IMPURE: [&str; 9] = [
    ".await",
    "Instant::now",
    "SystemTime",
    "async fn",
    "fastrand",
    "std::env",
    "std::fs",
    "std::net::Tcp",
    "tokio::",
];

/// Words that say that something is not finished, or not named well.
const BANNED: [&str; 12] = [
    "FIXME",
    "HACK",
    "TODO",
    "XXX",
    "dbg!(",
    "eprint!(",
    "eprintln!(",
    "print!(",
    "println!(",
    "todo!(",
    "unimplemented!(",
    "#[allow(",
];

/// Names that collect whatever has no place of its own.
const BANNED_NAMES: [&str; 7] = [
    "common", "helper", "helpers", "manager", "misc", "util", "utils",
];

/// One file below `src`.
struct Source {
    /// Relative to `src`, with `/`.
    path: String,
    text: String,
}

impl Source {
    fn is_tests(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }

    /// The lines before inline tests; none of a file of tests.
    fn production(&self) -> &str {
        if self.is_tests() {
            return "";
        }
        let start = self.text.match_indices("#[cfg(test)]\n");
        let tests = start.map(|(at, _)| at).find(|&at| {
            let declared = self.text[at..].lines().nth(1).unwrap_or_default();
            declared.starts_with("mod ") && declared.ends_with('{')
        });
        &self.text[..tests.unwrap_or(self.text.len())]
    }

    /// The lines of code, without comments; with their numbers.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.production().lines().enumerate();
        lines
            .map(|(i, line)| (i + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// The top folder, or the file's own name at the top.
    fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or(&self.path)
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let read = |path: PathBuf| Source {
        path: path
            .strip_prefix(&root)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned(),
        text: fs::read_to_string(&path).unwrap(),
    };
    paths.into_iter().map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

/// Fails with every finding, not with the first.
#[track_caller]
fn none(findings: &[String], rule: &str) {
    assert!(findings.is_empty(), "{rule}:\n  {}", findings.join("\n  "));
}

/// The modules of this crate that a line uses: `crate::a::B`, `crate::{a::B, c}`.
fn uses(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let line = text[..at].matches('\n').count() + 1;
        let is_comment = text[..at]
            .lines()
            .last()
            .is_some_and(|l| l.trim_start().starts_with("//"));
        let is_other = text[..at].ends_with('$')
            || text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if is_comment || is_other {
            continue;
        }
        let rest = &text[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(names_of_group(group).into_iter().map(|name| (line, name))),
            None => found.push((line, first_word(rest))),
        }
    }
    found
}

fn first_word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// First words at the outermost level of `{…}`.
fn names_of_group(group: &str) -> Vec<String> {
    let (mut depth, mut start, mut names) = (0, true, Vec::new());
    for (i, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => start = true,
            c if start && depth == 0 && c.is_alphabetic() => {
                names.push(first_word(&group[i..]));
                start = false;
            }
            _ => {}
        }
    }
    names
}

#[test]
fn dependencies_point_one_way() {
    let mut findings = Vec::new();
    for source in sources() {
        let Some((_, allowed)) = MAY_USE.iter().find(|(room, _)| *room == source.room()) else {
            continue;
        };
        let own = source.room().trim_end_matches(".rs").to_owned();
        for (line, used) in uses(source.production()) {
            let is_module = used.chars().next().is_some_and(char::is_lowercase);
            if is_module && used != own && !allowed.contains(&used.as_str()) {
                findings.push(format!("src/{}:{line} uses {used}", source.path));
            }
        }
    }
    none(&findings, "a folder uses one that it must not know");
}

#[test]
fn the_edges_name_folders_that_exist() {
    let rooms: Vec<String> = sources()
        .iter()
        .map(|source| source.room().to_owned())
        .collect();
    for (room, allowed) in MAY_USE {
        for name in allowed.iter().chain([room]) {
            assert!(rooms.iter().any(|known| known == name), "{name}");
        }
    }
    let text = "use crate::{a::{x, y}, b, c::D};\n// crate::e\nlet f = crate::f::g();";
    let names: Vec<String> = uses(text).into_iter().map(|(_, name)| name).collect();
    assert_eq!(
        names,
        ["a", "b", "c", "f"],
        "the reader of edges reads them all"
    );
}

#[test]
fn every_module_says_what_it_is_responsible_for() {
    let says = |source: &Source| source.is_tests() || source.text.starts_with("//! ");
    let silent = sources().into_iter().filter(|source| !says(source));
    let silent: Vec<String> = silent.map(|source| source.path).collect();
    none(&silent, "no `//!` at the top");
}

#[test]
fn files_can_be_read_in_one_sitting() {
    let mut findings = Vec::new();
    for source in sources() {
        let lines = source.production().lines().count();
        if lines > FILE_LINES_MAX {
            findings.push(format!("src/{}: {lines} lines", source.path));
        }
        let folders = source.path.matches('/').count();
        if folders > FOLDERS_MAX && !source.is_tests() {
            findings.push(format!("src/{}: {folders} folders deep", source.path));
        }
    }
    none(&findings, "too long or too deep");
}

/// Name, first line and length of each function, by its indentation: rustfmt keeps it.
fn functions(text: &str) -> Vec<(String, usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let Some(before) = code.find("fn ").map(|fn_at| &code[..fn_at]) else {
            continue;
        };
        let words = ["pub", "pub(crate)", "pub(super)", "const", "async"];
        if !before.split_whitespace().all(|word| words.contains(&word)) {
            continue;
        }
        let end = format!("{}}}", &line[..line.len() - code.len()]);
        let length = lines[at..].iter().position(|line| {
            *line == end
                || line.ends_with(';') && line.len() - line.trim_start().len() + 1 == end.len()
        });
        let name = first_word(&code[before.len() + 3..]);
        found.push((name, at + 1, length.map_or(0, |length| length + 1)));
    }
    found
}

#[test]
fn functions_fit_on_a_screen() {
    let mut findings = Vec::new();
    for source in sources() {
        for (name, line, length) in functions(source.production()) {
            if length > FUNCTION_LINES_MAX {
                findings.push(format!("src/{}:{line} {name}: {length} lines", source.path));
            }
        }
    }
    none(&findings, "too long");

    let text = "fn a() {\n    x();\n}\n\ntrait T {\n    fn b(&self);\n    pub async fn c(\n        d: u8,\n    ) {\n    }\n}\n";
    let lengths: Vec<usize> = functions(text).iter().map(|(.., length)| *length).collect();
    assert_eq!(lengths, [3, 1, 4], "the ruler measures right");
}

#[test]
fn foreign_crates_stay_where_they_belong() {
    let mut findings = Vec::new();
    for source in sources() {
        for (line, code) in source.code() {
            for (name, homes) in STAYS_IN {
                if code.contains(name) && !homes.iter().any(|home| source.path.starts_with(home)) {
                    findings.push(format!("src/{}:{line} names {name}", source.path));
                }
            }
        }
    }
    none(&findings, "a crate or door is used outside its place");
}

#[test]
fn the_core_is_pure() {
    let mut findings = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| PURE.contains(&source.room()))
    {
        for (line, code) in source.code() {
            for door in IMPURE.iter().filter(|door| code.contains(**door)) {
                findings.push(format!("src/{}:{line} has {door}", source.path));
            }
        }
    }
    none(&findings, "the pure core reaches outside");
}

#[test]
fn nothing_is_unfinished_or_unnamed() {
    let mut findings = Vec::new();
    for source in sources() {
        for (i, line) in source.production().lines().enumerate() {
            let begins =
                |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            for word in BANNED {
                if line.match_indices(word).any(|(at, _)| begins(at)) {
                    findings.push(format!("src/{}:{} has {word}", source.path, i + 1));
                }
            }
        }
        let mut names = source.path.trim_end_matches(".rs").split('/');
        if let Some(name) = names.find(|name| BANNED_NAMES.contains(name)) {
            findings.push(format!("src/{} is named {name}", source.path));
        }
    }
    none(&findings, "unfinished, noisy or nameless");
}
