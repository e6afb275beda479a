//! [`ingest`]: every file of every source.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use crate::ports::{
    CloseOptions, LogObject, LogSourceError, ReadBefore, RejectLog, StatsStore, StoreError,
};

use super::bookmark::Rewritten;
use super::ledger::Ledger;
use super::progress::{IngestEvent, IngestProgress, Metered};
use super::report::{FileOutcome, FileReport, IngestReport};
use super::source::IngestSource;
use super::source_run::{SourceRun, bookmarks_of};

/// How much of a file is looked at to tell its format.
pub(super) const DETECTED_BYTES: usize = 64 * 1024;

/// How to ingest.
#[derive(Clone, Debug)]
pub struct IngestOptions {
    /// A file with a larger share of rejected lines is rolled back.
    pub max_reject_ratio: f64,
    /// What to do with rewritten files.
    pub rewritten: Rewritten,
    /// Files that were read before are read anew, in place of what was read of them.
    pub again: bool,
    /// List everything there is, also what is too old to be new: see [`ReadBefore`].
    pub list_all: bool,
    /// A source that cannot be listed is a trouble in the report, and the others are read; else it is
    /// the end of the run.
    pub keep_going: bool,
    /// Files, by name, that are left alone while they have this identity.
    pub leave: BTreeMap<String, String>,
    /// The wall clock: records more than a day ahead of it are rejected.
    pub now_ms: i64,
    /// Bytes of rows gathered in memory before they are stored.
    pub batch_bytes: usize,
    /// Threads that parse; 1 for none but the caller's.
    pub threads: usize,
    /// How the open window is closed at the end.
    pub close: CloseOptions,
}

/// Why ingestion ended early. Files finished before count.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The source.
    #[error(transparent)]
    Source(#[from] LogSourceError),
    /// stats.db or the reject samples.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// One file could not be read; the run goes on with the next.
    #[error("cannot read `{name}`: {problem}")]
    Read {
        /// The file.
        name: String,
        /// The system's or the decompressor's answer.
        problem: String,
    },
}

impl IngestError {
    pub(super) fn read(object: &LogObject, error: &io::Error) -> Self {
        Self::Read {
            name: object.name.clone(),
            problem: error.to_string(),
        }
    }
}

/// Ingests every source. What one file's trouble is, its report says; an error ends the run.
pub async fn ingest(
    sources: &[IngestSource],
    store: &mut dyn StatsStore,
    rejects: &mut dyn RejectLog,
    options: &IngestOptions,
    progress: &IngestProgress,
) -> Result<IngestReport, IngestError> {
    let mut troubles = Vec::new();
    let mut listings = Vec::new();
    for source in sources {
        match list(source, store, options, progress).await {
            Ok(objects) => listings.push((source, objects)),
            Err(IngestError::Source(error)) if options.keep_going => {
                troubles.push((source.name.clone(), error));
            }
            Err(error) => return Err(error),
        }
    }
    let mut ledger = Ledger::new(store, rejects, options, progress.clone());
    let mut files = 0;
    for (number, (source, objects)) in listings.iter().enumerate() {
        let logs = Metered {
            logs: &*source.logs,
            progress: progress.clone(),
        };
        let place = files;
        files += objects.len();
        let mut run = SourceRun {
            number,
            intake: Arc::new(source.intake.clone()),
            source,
            logs: &logs,
            ledger: &mut ledger,
            options,
        };
        run.files(objects, place).await?;
    }
    let (reports, closed) = ledger.close(troubles.is_empty())?;
    Ok(IngestReport {
        files: reports.into_values().collect(),
        troubles,
        closed,
    })
}

/// What a source may have that is new, and how much of it there is to read.
async fn list(
    source: &IngestSource,
    store: &dyn StatsStore,
    options: &IngestOptions,
    progress: &IngestProgress,
) -> Result<Vec<LogObject>, IngestError> {
    let bookmarks = bookmarks_of(store, &source.name)?;
    let objects = if options.list_all || options.again {
        source.logs.list().await?
    } else {
        let before = ReadBefore {
            names: bookmarks.keys().cloned().collect(),
            lateness_ms: options.close.lateness_ms,
        };
        source.logs.list_new(&before).await?
    };
    let new_bytes = |object: &LogObject| {
        let size = object.size.unwrap_or(0);
        match bookmarks.get(&object.name) {
            Some(_) if options.again => size,
            Some(own) if own.identity == object.identity => 0,
            Some(own) => size.saturating_sub(own.offset),
            None => size,
        }
    };
    progress(IngestEvent::Planned(objects.iter().map(new_bytes).sum()));
    Ok(objects)
}

/// A file that the system will not give us, or that cannot be decompressed, is that file's trouble.
pub(super) fn unreadable(
    source: &str,
    object: &LogObject,
    error: IngestError,
    keep_going: bool,
) -> Result<FileReport, IngestError> {
    let problem = match error {
        IngestError::Read { problem, .. } => problem,
        IngestError::Source(LogSourceError::Io { source, .. }) => source.to_string(),
        IngestError::Source(LogSourceError::NotFound(_)) => "it is gone".to_owned(),
        IngestError::Source(error @ LogSourceError::Bucket(_)) if keep_going => error.to_string(),
        error => return Err(error),
    };
    let outcome = FileOutcome::Unreadable(problem);
    Ok(FileReport::new(source, object, outcome))
}
