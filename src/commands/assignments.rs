//! [`read_assignments`]: a placement that was written down, for the commands that take one.

use std::path::Path;

use crate::cli::{CommandError, Exit};
use crate::commands::input_file::InputFile;
use crate::plan::assignment::ASSIGNMENT_BYTES_MAX;
use crate::plan::{Assignment, parse_assignments};

/// Reads an assignment file; `-` is standard input.
pub fn read_assignments(path: &Path) -> Result<Vec<Assignment>, CommandError> {
    let file = InputFile(path);
    let shown = file.shown();
    let bytes = file.read(ASSIGNMENT_BYTES_MAX as u64).map_err(|error| {
        let exit = Exit::of_unreadable(&error);
        let what = format!("cannot read {shown}: {error}");
        CommandError::new(exit, "assignment_unreadable", what)
            .next("shardctl migrate request --help      shows both forms of a map file")
    })?;
    parse_assignments(&bytes).map_err(|error| {
        wrong(format!("cannot use {shown}: {error}"))
            .why("a placement is taken as it is written or not at all")
            .next("shardctl migrate request --help      shows both forms")
    })
}

/// The error of a placement that cannot be.
pub fn wrong(what: String) -> CommandError {
    CommandError::new(Exit::Usage, "assignment_invalid", what)
}
