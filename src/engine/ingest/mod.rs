//! Ingestion: log sources → parsed records → accesses → stats.db, file by file.
//!
//! Incremental: a file read before is recognised by its identity, its content or, after log
//! rotation, by its content under another name; only what is new is read. Idempotent: the same file
//! again adds nothing. A file counts once it was read to its end and few enough of its lines were
//! rejected; a run that dies leaves the files it finished, and begins the others anew.
//!
//! Text → blocks → [`crew`] of workers → tallies and sheaves of rows → [`ledger`] → store. Memory is
//! bounded by the blocks under way and what the workers gather.

mod bookmark;
mod crew;
mod file;
mod file_run;
mod follow;
mod inflation;
mod inspect;
mod ledger;
mod progress;
mod report;
mod run;
mod source;
mod source_run;
mod text;
mod worker;

pub use bookmark::Rewritten;
pub use follow::{Pace, follow};
pub use inspect::{Inspection, inspect, look_through};
pub use progress::{IngestEvent, IngestProgress};
pub use report::{FileOutcome, FileReport, IngestReport};
pub use run::{IngestError, IngestOptions, ingest};
pub use source::IngestSource;
