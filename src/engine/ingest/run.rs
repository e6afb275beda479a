//! [`ingest`]: every file of every source.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Arc;

use async_trait::async_trait;

use crate::ports::{LogObject, LogSource, LogSourceError, RejectLog, StatsStore, StoreError};

use super::bookmark::{Bookmarks, Rewritten, find_renames};
use super::file_run::FileRun;
use super::report::{FileOutcome, FileReport, IngestReport};
use super::source::IngestSource;

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
    /// The wall clock: records more than a day ahead of it are rejected.
    pub now_ms: i64,
    /// Accesses kept in memory before they are stored.
    pub batch_records: usize,
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

/// Called with the stored bytes just read.
pub type ReadProgress = Arc<dyn Fn(u64) + Send + Sync>;

/// Ingests every source. What one file's trouble is, its report says; an error ends the run.
pub async fn ingest(
    sources: Vec<IngestSource>,
    store: &mut dyn StatsStore,
    rejects: &mut dyn RejectLog,
    options: &IngestOptions,
    progress: &ReadProgress,
) -> Result<IngestReport, IngestError> {
    let mut report = IngestReport::default();
    for mut source in sources {
        let logs = Metered {
            logs: source.logs,
            progress: progress.clone(),
        };
        let objects = logs.list().await?;
        let mut bookmarks = bookmarks_of(store, &source.name)?;
        let others = files_of_others(store, &source.name)?;
        let renames = find_renames(&logs, &objects, &bookmarks).await;
        let renames = renames.or_else(|error| skip_unreadable(error, Vec::new()))?;
        if !renames.is_empty() {
            store.rename_files(&source.name, &renames)?;
            bookmarks = bookmarks_of(store, &source.name)?;
        }
        source.logs = Box::new(logs);
        for object in &objects {
            match others.get(&object.name) {
                Some(other) if options.again => {
                    store.take_over(&object.name, other, &source.name)?;
                    bookmarks = bookmarks_of(store, &source.name)?;
                }
                Some(other) => {
                    let outcome = FileOutcome::OtherSource(other.clone());
                    let file = FileReport::new(&source.name, &object.name, outcome);
                    report.files.push(file);
                    continue;
                }
                None => {}
            }
            let mut run = FileRun {
                source: &mut source,
                store: &mut *store,
                rejects: &mut *rejects,
                options,
                bookmarks: &mut bookmarks,
            };
            let file = run.file(object).await;
            report.files.push(match file {
                Ok(file) => file,
                Err(error) => unreadable(&source.name, object, error)?,
            });
        }
    }
    Ok(report)
}

/// A file that the system will not give us, or that cannot be decompressed, is that file's trouble.
fn unreadable(
    source: &str,
    object: &LogObject,
    error: IngestError,
) -> Result<FileReport, IngestError> {
    let problem = match error {
        IngestError::Read { problem, .. } => problem,
        IngestError::Source(LogSourceError::Io { source, .. }) => source.to_string(),
        IngestError::Source(LogSourceError::NotFound(_)) => "it is gone".to_owned(),
        error => return Err(error),
    };
    let outcome = FileOutcome::Unreadable(problem);
    Ok(FileReport::new(source, &object.name, outcome))
}

fn skip_unreadable<T>(error: IngestError, instead: T) -> Result<T, IngestError> {
    match error {
        IngestError::Read { .. } | IngestError::Source(LogSourceError::Io { .. }) => Ok(instead),
        error => Err(error),
    }
}

fn bookmarks_of(store: &dyn StatsStore, source: &str) -> Result<Bookmarks, StoreError> {
    let files = store.source_files()?.into_iter();
    let own = files.filter(|file| file.source == source);
    Ok(own
        .map(|file| (file.file.name.clone(), file.file))
        .collect())
}

/// Files read as part of other sources → source.
fn files_of_others(
    store: &dyn StatsStore,
    source: &str,
) -> Result<BTreeMap<String, String>, StoreError> {
    let files = store.source_files()?.into_iter();
    let others = files.filter(|file| file.source != source);
    Ok(others.map(|file| (file.file.name, file.source)).collect())
}

/// A source that tells how much was read of it.
struct Metered {
    logs: Box<dyn LogSource>,
    progress: ReadProgress,
}

#[async_trait]
impl LogSource for Metered {
    async fn list(&self) -> Result<Vec<LogObject>, LogSourceError> {
        self.logs.list().await
    }

    async fn open(
        &self,
        object: &LogObject,
        offset: u64,
    ) -> Result<Box<dyn Read + Send>, LogSourceError> {
        let inner = self.logs.open(object, offset).await?;
        let progress = self.progress.clone();
        Ok(Box::new(MeteredRead { inner, progress }))
    }
}

struct MeteredRead {
    inner: Box<dyn Read + Send>,
    progress: ReadProgress,
}

impl Read for MeteredRead {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        (self.progress)(length as u64);
        Ok(length)
    }
}
