//! [`Report`]: a document that is not one list.

use super::Listing;

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
