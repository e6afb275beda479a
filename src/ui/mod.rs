//! The only module that writes to stdout and stderr: data, conversation, progress.
//!
//! stdout is data, stderr is conversation. Renders [`Listing`]s and [`Report`]s in every output
//! format, so that commands hold no formatting.

mod cell;
mod listing;
mod report;

pub use cell::{Cell, Column};
pub use listing::Listing;
pub use report::{Report, Section};

use crate::cli::CommandError;

/// stdout for data, stderr for conversation.
#[derive(Debug, Default)]
pub struct Ui {}

impl Ui {
    /// Prints a listing on stdout in the chosen format.
    pub fn listing(&self, _listing: &Listing) -> Result<(), CommandError> {
        Ok(())
    }

    /// Prints a report on stdout in the chosen format.
    pub fn report(&self, _report: &Report) -> Result<(), CommandError> {
        Ok(())
    }

    /// Prints bytes on stdout as they are: a plan file, a policy, a completion script.
    pub fn raw(&self, _bytes: &[u8]) -> Result<(), CommandError> {
        Ok(())
    }

    /// What is going on, on stderr; not with `--quiet`.
    pub fn status(&self, _text: &str) {}

    /// Something to look at, on stderr.
    pub fn warning(&self, _text: &str) {}

    /// What to do next, on stderr; not with `--quiet`.
    pub fn hint(&self, _text: &str) {}

    /// A progress bar on a terminal, a plain line a minute off it.
    pub fn progress(&self, _label: &str, _unit: ProgressUnit, _total: Option<u64>) -> Progress {
        Progress {}
    }
}

/// What a progress bar counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgressUnit {
    /// Things: objects, lines, segments.
    Count,
    /// Bytes.
    Bytes,
}

/// A running progress report; ends when dropped.
#[derive(Debug)]
pub struct Progress {}

impl Progress {
    /// Adds to what is done.
    pub fn add(&self, _done: u64) {}
}
