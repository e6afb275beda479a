//! [`ingest`]: every file of every source.

use std::io::{self, Read};
use std::sync::Arc;

use async_trait::async_trait;

use crate::ports::{
    CloseOptions, LogObject, LogSource, LogSourceError, RejectLog, StatsStore, StoreError,
};

use super::bookmark::Rewritten;
use super::ledger::Ledger;
use super::report::{FileOutcome, FileReport, IngestReport};
use super::source::IngestSource;
use super::source_run::SourceRun;

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
    let mut ledger = Ledger::new(store, rejects, options);
    let mut files = 0;
    for (number, mut source) in sources.into_iter().enumerate() {
        source.logs = Box::new(Metered {
            logs: source.logs,
            progress: progress.clone(),
        });
        let objects = source.logs.list().await?;
        let place = files;
        files += objects.len();
        let mut run = SourceRun {
            number,
            intake: Arc::new(source.intake.clone()),
            source,
            ledger: &mut ledger,
            options,
        };
        run.files(&objects, place).await?;
    }
    let reports = ledger.close()?;
    Ok(IngestReport {
        files: reports.into_values().collect(),
    })
}

/// A file that the system will not give us, or that cannot be decompressed, is that file's trouble.
pub(super) fn unreadable(
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
