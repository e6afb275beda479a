//! A [`CommandError`] as a person reads it, and as a program does.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;

use crate::cli::CommandError;

use super::json::{self, Envelope};
use super::{escape, paint};

/// Labels are padded to at least this.
const LABEL_WIDTH_MIN: usize = 8;

/// What, why, next. Brief is the first line alone.
pub fn text(error: &CommandError, color: bool, brief: bool) -> String {
    let mut text = format!(
        "{} {}  [exit {}]\n",
        paint::error(color, "error:"),
        escape::escape_line(&error.what),
        error.exit.code()
    );
    if brief {
        return text;
    }
    let labels = error.why.iter().map(|(label, _)| label.len());
    let width = labels.fold(LABEL_WIDTH_MIN, usize::max);
    for (label, lines) in &error.why {
        push_lines(&mut text, label, width, lines);
    }
    for (i, lines) in error.next.iter().enumerate() {
        push_lines(&mut text, if i == 0 { "next" } else { "" }, width, lines);
    }
    text
}

fn push_lines(text: &mut String, label: &str, width: usize, lines: &str) {
    for (i, line) in escape::escape_lines(lines).lines().enumerate() {
        let label = if i == 0 { label } else { "" };
        writeln!(text, "  {label:<width$} {line}").expect("writing to a string cannot fail");
    }
}

#[derive(Serialize)]
struct Failure<'a> {
    exit_code: u8,
    outcome: &'a str,
    code: &'a str,
    message: &'a str,
    details: Vec<Detail<'a>>,
    next: &'a [String],
}

#[derive(Serialize)]
struct Detail<'a> {
    label: &'a str,
    text: &'a str,
}

/// One line of `shardctl.error/v1`.
pub fn write_json(
    out: &mut dyn Write,
    error: &CommandError,
    now_ms: Option<i64>,
) -> io::Result<()> {
    let details = error.why.iter().map(|(label, text)| Detail { label, text });
    let failure = Failure {
        exit_code: error.exit.code(),
        outcome: error.exit.outcome(),
        code: error.code,
        message: &error.what,
        details: details.collect(),
        next: &error.next,
    };
    json::write_line(out, &Envelope::new("error", now_ms, failure, &[]))
}

#[cfg(test)]
mod tests {
    use crate::cli::Exit;

    use super::*;

    fn example() -> CommandError {
        CommandError::new(Exit::Stale, "plan_stale", "plan 7f3a is stale")
            .why("made against map 41, the map is now 42")
            .detail("changed", "3 moves\x1b[2J\n2 shards")
            .next("shardctl plan propose")
            .next("shardctl plan list")
    }

    #[test]
    fn what_why_next() {
        assert_eq!(
            text(&example(), false, false),
            "error: plan 7f3a is stale  [exit 12]\n  \
               why      made against map 41, the map is now 42\n  \
               changed  3 moves\\x1b[2J\n           2 shards\n  \
               next     shardctl plan propose\n           shardctl plan list\n"
        );
        assert_eq!(
            text(&example(), false, true),
            "error: plan 7f3a is stale  [exit 12]\n"
        );
    }

    #[test]
    fn json_says_the_same() {
        let mut line = Vec::new();
        write_json(&mut line, &example(), Some(0)).unwrap();
        assert!(!line.contains(&0x1b));
        let value: serde_json::Value = serde_json::from_slice(&line).unwrap();
        assert_eq!(value["schema"], "shardctl.error/v1");
        assert_eq!(value["data"]["exit_code"], 12);
        assert_eq!(
            value["data"]["details"][1]["text"],
            "3 moves\u{1b}[2J\n2 shards"
        );
        assert_eq!(value["data"]["next"][1], "shardctl plan list");
    }
}
