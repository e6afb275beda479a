//! Log files and atomic writes.
