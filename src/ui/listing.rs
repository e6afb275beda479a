//! [`Listing`]: rows of one kind.

use super::{Cell, Column};

/// What list commands answer: printed as table, wide, CSV, JSON, JSON lines or names.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Kind of the document: `shardctl.KIND/v1`.
    pub kind: &'static str,
    /// The columns; the first is the name for `-o name`.
    pub columns: Vec<Column>,
    /// Each with one cell per column.
    pub rows: Vec<Vec<Cell>>,
    /// Said on stderr when there are no rows: `no plans`.
    pub empty: &'static str,
    /// Lines for people below the table (stderr's conversation stays apart): coverage, totals, next steps.
    pub notes: Vec<String>,
    /// (code, message): under the table for people, `warnings` in JSON.
    pub warnings: Vec<(&'static str, String)>,
}
