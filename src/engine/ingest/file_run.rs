//! [`FileRun`]: one file, from its bookmark to what the run came to.

use std::sync::Arc;

use crate::access::format::{LogFormat, LogParser, detect};
use crate::access::{BatchState, IngestedFile, Intake, ReadingId};
use crate::ports::{LogObject, LogSource};

use super::bookmark::{Bookmarks, Rewritten, Start, find_start, find_start_of_pipe, open};
use super::file::FileReader;
use super::ledger::Ledger;
use super::report::{FileOutcome, FileReport};
use super::run::{DETECTED_BYTES, IngestError, IngestOptions};
use super::source::IngestSource;
use super::text::Text;

/// One file's run.
pub(super) struct FileRun<'a, 's> {
    pub(super) source: &'a IngestSource,
    /// The source's logs, metered.
    pub(super) logs: &'a dyn LogSource,
    /// Number of the source in this run.
    pub(super) source_number: usize,
    pub(super) intake: &'a Arc<Intake>,
    pub(super) ledger: &'a mut Ledger<'s>,
    pub(super) options: &'a IngestOptions,
    pub(super) bookmarks: &'a mut Bookmarks,
    pub(super) reading: ReadingId,
    /// Place of its report.
    pub(super) place: usize,
}

impl FileRun<'_, '_> {
    /// Decides where to begin, and reads from there: then the ledger has the report. A file of which
    /// nothing is read has one at once.
    pub(super) async fn file(
        &mut self,
        object: &LogObject,
    ) -> Result<Option<FileReport>, IngestError> {
        let logs = self.logs;
        let again = self.options.again;
        let (object, start) = if object.size.is_none() {
            find_start_of_pipe(logs, object, self.bookmarks, again).await?
        } else {
            let start = find_start(logs, object, self.bookmarks).await?;
            (object.clone(), start)
        };
        let (source, reported) = (self.source.name.clone(), object.clone());
        let outcome = |outcome| Some(FileReport::new(&source, &reported, outcome));
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
            Start::Unchanged => {
                let before = self.bookmarks.get(&object.name);
                return Ok(Some(self.unchanged(&object, before)));
            }
            Start::Copy(name) => return Ok(outcome(FileOutcome::Copy(name))),
            Start::At { text, before } => (text, before, last),
            Start::MoreOf(before, _) if again && self.is_closed(Some(&before)) => {
                return Ok(outcome(FileOutcome::Closed));
            }
            Start::MoreOf(before, text) => {
                let rename = (before.name.clone(), object.name.clone());
                let store = self.ledger.settled_store()?;
                store.rename_files(&self.source.name, &[rename])?;
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
        let read = self.bookmarks.get(&object.name);
        if last == BatchState::DoneReplacing && self.is_closed(read) {
            return Ok(outcome(FileOutcome::Closed));
        }
        self.read(&object, text, before, last).await
    }

    /// The parser for a file that is read from `offset` on: a header before it may not be at the
    /// beginning.
    async fn parser_at(
        &self,
        object: &LogObject,
        offset: u64,
        mut parser: LogParser,
    ) -> Result<LogParser, IngestError> {
        if offset == 0 || !parser.has_inner_headers() {
            return Ok(parser);
        }
        let mut text = open(self.logs, object).await?;
        let framing = parser.framing();
        while text.offset() < offset {
            let block = text.next_block(framing, false);
            let Some(block) = block.map_err(|error| IngestError::read(object, &error))? else {
                break;
            };
            let left = usize::try_from(offset - block.offset).unwrap_or(usize::MAX);
            let before = &block.bytes[..block.bytes.len().min(left)];
            if let Some(after) = parser.after(before) {
                parser = after;
            }
        }
        Ok(parser)
    }

    /// The report of a file that has nothing beyond its bookmark.
    fn unchanged(&self, object: &LogObject, before: Option<&IngestedFile>) -> FileReport {
        FileReport {
            lines_before: before.map_or(0, |before| before.lines),
            ..FileReport::new(&self.source.name, object, FileOutcome::Unchanged)
        }
    }

    /// Whether some of what was read of a file cannot be taken back: it is part of sums by now.
    fn is_closed(&self, read: Option<&IngestedFile>) -> bool {
        let oldest = read.and_then(|read| read.oldest_event_ms);
        let sums = read.is_some_and(|read| read.format == LogFormat::Aggregates.name());
        sums || oldest.is_some_and(|oldest| oldest < self.reading.closed_before_ms)
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
            let store = self.ledger.settled_store()?;
            store.rename_files(&self.source.name, &[rename])?;
        }
        Ok(())
    }

    async fn read(
        &mut self,
        object: &LogObject,
        mut text: Text,
        before: Option<IngestedFile>,
        last: BatchState,
    ) -> Result<Option<FileReport>, IngestError> {
        let ahead = text.peek(DETECTED_BYTES);
        let ahead = ahead.map_err(|error| IngestError::read(object, &error))?;
        if ahead.is_empty() && before.is_some() {
            return Ok(Some(self.unchanged(object, before.as_ref())));
        }
        let known = self.source.format.clone();
        let known = known.or_else(|| LogFormat::built_in(&before.as_ref()?.format));
        let format = match known.or_else(|| detect(ahead)) {
            Some(format) => format,
            // An empty file has no format, and no need of one.
            None if ahead.is_empty() => LogFormat::S3ServerAccess,
            None => {
                let outcome = FileOutcome::UnknownFormat;
                let report = FileReport::new(&self.source.name, object, outcome);
                return Ok(Some(report));
            }
        };
        let head = text.head();
        let head = head.map_err(|error| IngestError::read(object, &error))?;
        let combined = self.source.combined.clone();
        let parser = LogParser::new(format.clone(), combined, &head, self.options.now_ms);
        let parser = self.parser_at(object, text.offset(), parser).await?;
        let read_as = self.source.read_as(format.name());
        let reader = FileReader {
            source: &self.source.name,
            source_number: self.source_number,
            object,
            parser,
            format: format.name(),
            read_as,
            intake: self.intake.clone(),
            reading: self.reading,
            place: self.place,
        };
        reader.read(text, before, last, self.ledger)?;
        Ok(None)
    }
}
