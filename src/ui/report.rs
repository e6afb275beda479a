//! [`Report`]: a document that is not one list.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::selection::Selection;
use super::table::{self, TableStyle};
use super::{Listing, escape, json, paint};

/// Part of a report for people.
#[derive(Clone, Debug)]
pub enum Section {
    /// A line or paragraph.
    Text(String),
    /// Label and value, aligned with the others around it.
    Field(&'static str, String),
    /// A table, with an optional title above.
    Table(Option<String>, Listing),
}

/// What commands with one answer print: sections for people, one value for programs.
#[derive(Clone, Debug)]
pub struct Report {
    /// Kind of the document: `shardctl.KIND/v1`.
    pub kind: &'static str,
    /// The `data` of the JSON envelope.
    pub data: serde_json::Value,
    /// What people see.
    pub sections: Vec<Section>,
    /// (code, message).
    pub warnings: Vec<(&'static str, String)>,
}

impl Report {
    /// The table of a report that has exactly one: what CSV and `--columns` mean then.
    pub(super) fn only_table(&self) -> Option<&Listing> {
        let mut tables = self.sections.iter().filter_map(|section| match section {
            Section::Table(_, listing) => Some(listing),
            Section::Text(_) | Section::Field(..) => None,
        });
        match (tables.next(), tables.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    }
}

/// The sections one below the other: neighbouring fields aligned, tables with a blank line around.
pub(super) fn render(report: &Report, wide: bool, style: &TableStyle) -> String {
    let mut text = String::new();
    let mut after_table = false;
    for (i, section) in report.sections.iter().enumerate() {
        let is_table = matches!(section, Section::Table(..));
        if i > 0 && (is_table || after_table) {
            text.push('\n');
        }
        after_table = is_table;
        match section {
            Section::Text(lines) => {
                text += &escape::escape_lines(lines);
                text.push('\n');
            }
            Section::Field(label, value) => {
                let width = label_width(&report.sections, i);
                let pad = " ".repeat(width.saturating_sub(label.width()));
                text.extend([*label, &pad, "  ", &escape::escape_line(value), "\n"]);
            }
            Section::Table(title, listing) => {
                if let Some(title) = title {
                    text += &paint::title(style.color, &escape::escape_line(title));
                    text.push('\n');
                }
                text += &table_text(listing, wide, style);
            }
        }
    }
    text
}

fn table_text(listing: &Listing, wide: bool, style: &TableStyle) -> String {
    let mut text = table::render(&Selection::plain(listing, wide), style);
    if text.is_empty() {
        text = format!("{}\n", listing.empty);
    }
    for note in &listing.notes {
        text += &escape::escape_lines(note);
        text.push('\n');
    }
    text
}

/// Width of the labels in the run of fields around section `at`.
fn label_width(sections: &[Section], at: usize) -> usize {
    let label = |section: &Section| match section {
        Section::Field(label, _) => Some(label.width()),
        Section::Text(_) | Section::Table(..) => None,
    };
    let before = sections[..at].iter().rev().map_while(label);
    let after = sections[at..].iter().map_while(label);
    before.chain(after).max().unwrap_or(0)
}

/// A report as one line of JSON.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    schema: String,
    r#type: &'static str,
    data: &'a serde_json::Value,
}

impl<'a> Line<'a> {
    pub(super) fn new(report: &'a Report) -> Self {
        Self {
            schema: json::schema(report.kind),
            r#type: "item",
            data: &report.data,
        }
    }
}
