//! [`ingest`]: every file of every source.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Arc;

use async_trait::async_trait;

use crate::access::format::{CombinedOptions, LogFormat, LogParser, detect};
use crate::access::{BatchState, IngestedFile, Intake};
use crate::ports::{LogObject, LogSource, LogSourceError, RejectLog, StatsStore, StoreError};

use super::bookmark::{
    Bookmarks, Rewritten, Start, find_renames, find_start, find_start_of_pipe, open,
};
use super::file::{FileRead, FileReader};
use super::report::{FileOutcome, FileReport, IngestReport};
use super::text::Text;

/// How much of a file is looked at to tell its format.
pub(super) const DETECTED_BYTES: usize = 64 * 1024;

/// One source of logs with all that is needed to understand them.
pub struct IngestSource {
    /// Name of the source, under which its files are remembered.
    pub name: String,
    /// Its files.
    pub logs: Box<dyn LogSource>,
    /// Its format; `None` tells it from each file.
    pub format: Option<LogFormat>,
    /// What combined logs do not say.
    pub combined: CombinedOptions,
    /// What turns records into accesses.
    pub intake: Intake,
}

impl IngestSource {
    /// The settings that say what a line of `format` means, for people.
    fn read_as(&self, format: &str) -> String {
        let says_bucket = format == LogFormat::S3ServerAccess.name();
        let hosts = (self.combined.host_pattern.as_ref())
            .filter(|_| format == LogFormat::HttpCombined.name())
            .map(|(before, after)| format!("{before}{{bucket}}{after}"));
        let bucket = self.intake.default_bucket.as_deref();
        let settings = [
            ("bucket", bucket.filter(|_| !says_bucket)),
            ("host_pattern", hosts.as_deref()),
            ("region_label", self.intake.source_label.as_deref()),
        ];
        let settings = settings.iter().filter_map(|(name, value)| {
            let value = value.as_ref()?.escape_debug();
            Some(format!(", {name} `{value}`"))
        });
        format!("format `{format}`") + &settings.collect::<String>()
    }

    /// What has become of the settings since a file was read; `None` when they are the same.
    fn other_settings(&self, file: &IngestedFile) -> Option<FileOutcome> {
        let format = self.format.as_ref().map_or(&*file.format, LogFormat::name);
        let (read, now) = (file.read_as.clone(), self.read_as(format));
        let changed = !read.is_empty() && read != now;
        changed.then_some(FileOutcome::OtherSettings { read, now })
    }
}

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

/// One file's run.
struct FileRun<'a> {
    source: &'a mut IngestSource,
    store: &'a mut dyn StatsStore,
    rejects: &'a mut dyn RejectLog,
    options: &'a IngestOptions,
    bookmarks: &'a mut Bookmarks,
}

impl FileRun<'_> {
    async fn file(&mut self, object: &LogObject) -> Result<FileReport, IngestError> {
        let logs = &*self.source.logs;
        let again = self.options.again;
        let (object, start) = if object.size.is_none() {
            find_start_of_pipe(logs, object, self.bookmarks, again).await?
        } else {
            let start = find_start(logs, object, self.bookmarks).await?;
            (object.clone(), start)
        };
        let outcome = |outcome| FileReport::new(&self.source.name, &object.name, outcome);
        if let Some(changed) = self.changed_settings(&object, &start) {
            return Ok(outcome(changed));
        }
        let last = if again {
            BatchState::DoneReplacing
        } else {
            BatchState::Done
        };
        let (text, before, last) = match start {
            Start::Unchanged
            | Start::At {
                before: Some(_), ..
            } if again => (open(logs, &object).await?, None, last),
            Start::Unchanged => return Ok(outcome(FileOutcome::Unchanged)),
            Start::Copy(name) => return Ok(outcome(FileOutcome::Copy(name))),
            Start::At { text, before } => (text, before, last),
            Start::MoreOf(before, text) => {
                let rename = (before.name.clone(), object.name.clone());
                self.store.rename_files(&self.source.name, &[rename])?;
                self.bookmarks.remove(&before.name);
                if again {
                    (open(logs, &object).await?, None, last)
                } else {
                    (text, Some(before), last)
                }
            }
            // A pipe's beginning is gone by now.
            Start::Rewritten(_) if object.size.is_none() => {
                return Ok(outcome(FileOutcome::Rewritten));
            }
            Start::Rewritten(text) => match self.options.rewritten {
                Rewritten::Refuse => return Ok(outcome(FileOutcome::Rewritten)),
                Rewritten::Replace => (text, None, BatchState::DoneReplacing),
                Rewritten::Keep => {
                    self.set_aside(&object)?;
                    (text, None, BatchState::Done)
                }
            },
        };
        self.read(&object, text, before, last)
    }

    /// What speaks against going on from where an earlier run ended: the same lines would mean
    /// something else now.
    fn changed_settings(&self, object: &LogObject, start: &Start) -> Option<FileOutcome> {
        let before = match start {
            Start::Unchanged => self.bookmarks.get(&object.name),
            Start::At { before, .. } => before.as_ref(),
            Start::MoreOf(before, _) => Some(before),
            Start::Rewritten(_) | Start::Copy(_) => None,
        };
        let before = before.filter(|_| !self.options.again)?;
        self.source.other_settings(before)
    }

    /// Gives the bookmark of a rotated file, which is gone, a name that no file has.
    fn set_aside(&mut self, object: &LogObject) -> Result<(), IngestError> {
        if let Some(old) = self.bookmarks.get(&object.name) {
            let hash = old.content_hash.get(..12).unwrap_or_default();
            let aside = format!("{}@{hash}", object.name);
            let rename = (object.name.clone(), aside);
            self.store.rename_files(&self.source.name, &[rename])?;
        }
        Ok(())
    }

    fn read(
        &mut self,
        object: &LogObject,
        mut text: Text,
        before: Option<IngestedFile>,
        last: BatchState,
    ) -> Result<FileReport, IngestError> {
        let ahead = text.peek(DETECTED_BYTES);
        let ahead = ahead.map_err(|error| IngestError::read(object, &error))?;
        if ahead.is_empty() && before.is_some() {
            return Ok(FileReport::new(
                &self.source.name,
                &object.name,
                FileOutcome::Unchanged,
            ));
        }
        let known = self.source.format.clone();
        let known = known.or_else(|| LogFormat::built_in(&before.as_ref()?.format));
        let format = match known.or_else(|| detect(ahead)) {
            Some(format) => format,
            // An empty file has no format, and no need of one.
            None if ahead.is_empty() => LogFormat::S3ServerAccess,
            None => {
                let outcome = FileOutcome::UnknownFormat;
                return Ok(FileReport::new(&self.source.name, &object.name, outcome));
            }
        };
        let first_line = text
            .first_line()
            .map_err(|error| IngestError::read(object, &error))?;
        let combined = self.source.combined.clone();
        let parser = LogParser::new(format.clone(), combined, &first_line, self.options.now_ms);
        let read_as = self.source.read_as(format.name());
        let reader = FileReader {
            source: &self.source.name,
            object,
            options: self.options,
            parser,
            format: format.name(),
            read_as,
            intake: &mut self.source.intake,
            store: &mut *self.store,
        };
        let read = reader.read(text, before, last)?;
        let FileRead {
            mut report,
            samples,
            bookmark,
        } = read;
        if let Some(bookmark) = bookmark {
            self.bookmarks.insert(bookmark.name.clone(), bookmark);
        }
        if !samples.is_empty() {
            let path = self
                .rejects
                .write(&self.source.name, &object.name, &samples)?;
            report.samples = Some(path);
        }
        Ok(report)
    }
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
